package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/redis/go-redis/v9"
	"github.com/urfave/cli/v3"
)

// Exit statuses of every subcommand but judge.
const (
	done          = 0
	failed        = 1
	notUnderstood = 2 // a subcommand, a flag or a word that there is not
)

// terminal is what a subcommand is run in.
type terminal struct {
	env            func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
}

// commands are the subcommands, in the order in which they are listed.
func (t terminal) commands() []*cli.Command {
	return []*cli.Command{t.demo(), t.newTown(), t.check(), t.run(), t.status(), t.judge(), t.proofread(), t.roster(), t.summary(), t.archive(), t.verify(), t.rebuild(), t.export(), t.importing(), t.audit(), t.closeout(),
		t.bench(), t.version(), t.licenses()}
}

// start runs one subcommand and returns the exit status.
func start(ctx context.Context, args []string, env func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	t := terminal{env, stdin, stdout, stderr}
	root := &cli.Command{
		Name: "huanjie", Usage: "换届助手 / the assistant for offices that run elections in many villages",
		Commands: t.commands(), Action: noSubcommand, OnUsageError: misused,
		CustomRootCommandHelpTemplate: rootHelp, EnableShellCompletion: true, ConfigureShellCompletionCommand: listed,
		Reader: stdin, Writer: stdout, ErrWriter: stderr,
		ExitErrHandler: func(context.Context, *cli.Command, error) {}, // it would end the process
	}
	for _, c := range root.Commands {
		c.OnUsageError, c.CustomHelpTemplate, c.HideHelpCommand = misused, commandHelp, true
	}
	err := root.Run(ctx, append([]string{root.Name}, args...))
	if err == nil {
		return done
	}
	if text := explained(err); text != "" {
		fmt.Fprintln(stderr, "huanjie:", text)
	}
	var coded cli.ExitCoder
	if errors.As(err, &coded) {
		return coded.ExitCode()
	}
	return failed
}

// explained is an error with what to do about it. Of Redis, only a sentence of its own
// says that.
func explained(err error) string {
	text := err.Error()
	if _, ok := errors.AsType[redis.Error](err); !ok || strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return text
	}
	why, _ := redisTrouble(err)
	return fmt.Sprintf("%s (%s)", both(why), text)
}

// misuse is a command line that is not understood.
type misuse struct {
	command string // as it is called, with huanjie before it
	reason  string
}

func (m misuse) Error() string {
	return fmt.Sprintf("%s\n用法 / usage: %s -h", m.reason, m.command)
}

// ExitCode makes it a cli.ExitCoder.
func (m misuse) ExitCode() int {
	if strings.HasSuffix(m.command, " judge") {
		return judgeFailed
	}
	return notUnderstood
}

// misused is called by the library when it does not understand a flag.
func misused(_ context.Context, c *cli.Command, err error, _ bool) error {
	return misuse{c.FullName(), "参数不对 / not understood: " + err.Error()}
}

// noSubcommand is called when no subcommand is named that there is.
func noSubcommand(_ context.Context, c *cli.Command) error {
	if c.Args().Present() {
		return misuse{c.FullName(), fmt.Sprintf("没有这个命令 / there is no subcommand %q", c.Args().First())}
	}
	cli.HelpPrinter(c.ErrWriter, rootHelp, c)
	return cli.Exit("", notUnderstood)
}

// noWords refuses words after the flags where a subcommand takes none.
func noWords(do cli.ActionFunc) cli.ActionFunc {
	return func(ctx context.Context, c *cli.Command) error {
		if c.Args().Present() {
			return misuse{c.FullName(), fmt.Sprintf("多余的词 / not understood: %q", c.Args().First())}
		}
		return do(ctx, c)
	}
}

// oneFile wants one word after the flags: the name of a file.
func oneFile(do cli.ActionFunc) cli.ActionFunc {
	return func(ctx context.Context, c *cli.Command) error {
		if c.NArg() != 1 {
			return misuse{c.FullName(), "请写出一个文件名 / say which file"}
		}
		return do(ctx, c)
	}
}

// The flags that several subcommands have.

func configFlag() cli.Flag {
	return &cli.StringFlag{Name: "config", Value: "config.toml", Usage: "配置文件 / the configuration `FILE`"}
}

func townFlag() cli.Flag {
	return &cli.StringFlag{Name: "town", Usage: "哪个镇 / the town, by its `ID`; may be left out if there is one"}
}

func townsFlag() cli.Flag {
	return &cli.StringFlag{Name: "town", Usage: "只看一个镇 / this town only, by its `ID`"}
}

func jsonFlag() cli.Flag {
	return &cli.BoolFlag{Name: "json", Usage: "输出 JSON / write JSON"}
}

// langFlag is the language of what is printed.
func (t terminal) langFlag() cli.Flag {
	return &cli.StringFlag{Name: "lang", Value: t.env("LANG"), Usage: "语言 / the language: `zh|en`", HideDefault: true}
}
