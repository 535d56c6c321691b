package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v3"
)

// rootHelp lists the subcommands.
const rootHelp = `huanjie {{.Usage}}

用法 / usage:
   huanjie COMMAND [flags] [words]

命令 / commands:{{template "visibleCommandTemplate" .}}

每个命令的用法 / more of one of them:   huanjie COMMAND -h
补全 / completion:   huanjie completion bash|zsh|fish|pwsh
返回值 / exit status:   0 好 done, 1 没成 failed, 2 没看懂 not understood
`

// commandHelp tells of one subcommand.
const commandHelp = `{{.FullName}}   {{.Usage}}

用法 / usage:
   {{.FullName}}{{if .VisibleFlags}} [flags]{{end}}{{if .ArgsUsage}} {{.ArgsUsage}}{{end}}
{{if .Description}}
{{.Description}}
{{end}}{{if .VisibleFlags}}
参数 / flags:{{range .VisibleFlags}}
   {{.}}{{end}}
{{end}}
`

// tellHelp has help written as here. The library keeps that for the whole
// process.
func tellHelp() {
	cli.FlagStringer = flagLine
	cli.HelpFlag = &cli.BoolFlag{Name: "help", Aliases: []string{"h"}, Usage: "用法 / this text", HideDefault: true, Local: true}
}

// flagLine is a flag as help shows it.
func flagLine(f cli.Flag) string {
	d, ok := f.(cli.DocGenerationFlag)
	if !ok {
		return ""
	}
	usage, line := d.GetUsage(), "-"+f.Names()[0]
	if parts := strings.Split(usage, "`"); len(parts) == 3 { // what it takes stands in the usage
		usage, line = strings.Join(parts, ""), line+" "+parts[1]
	}
	if value := d.GetValue(); d.TakesValue() && d.IsDefaultVisible() && value != "" {
		usage += fmt.Sprintf(" (%s)", value)
	}
	return fmt.Sprintf("%-22s %s", line, usage)
}

// listed shows the subcommand for completion among the others.
func listed(c *cli.Command) {
	c.Hidden, c.Usage = false, "命令行补全 / completion for a shell"
}
