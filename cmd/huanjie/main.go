// Command huanjie is the assistant for offices that run elections in many
// villages at once: a Telegram bot, its demo, and its tools.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // towns live in Beijing time wherever the server's files are
)

const usage = `huanjie 换届助手

  huanjie demo [-addr 127.0.0.1:8080]   看演示：手机、领导、群，全在一个网页里 / the demo, in a web page
  huanjie run -config config.toml       正式运行 / run for real
  huanjie judge [-json] FILE|-          一份计票或罢免，法律怎么说 / what the law says of a count, or a recall
  huanjie verify                        核对账本、记录和合计 / check the journal, every record and every sum
  huanjie rebuild                       按账本重建记录和合计 / make records and sums anew from the journal
  huanjie export -o FILE|-              导出一个镇 / a town as a file
  huanjie import FILE|-                 导入到空的 Redis / that file into an empty Redis
  huanjie audit [-since 36h]            谁看过、改过、导出过什么 / who saw, changed and exported what
  huanjie closeout -town T              销毁一个镇的个人信息 / destroy the personal data of a town
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(start(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
}

// start runs one subcommand and returns the exit status: 0 done, 1 failed, 2
// not understood.
func start(ctx context.Context, args []string, env func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(stderr, usage)
		return 2
	}
	var err error
	switch args[0] {
	case "demo":
		err = demo(ctx, args[1:], stdout, stderr)
	case "run":
		err = run(ctx, args[1:], env, stderr)
	case "verify":
		err = verify(ctx, args[1:], env, stdout, stderr)
	case "rebuild":
		err = rebuild(ctx, args[1:], env, stdout, stderr)
	case "export":
		err = export(ctx, args[1:], env, stdout, stderr)
	case "import":
		err = importing(ctx, args[1:], env, stdin, stdout, stderr)
	case "audit":
		err = audit(ctx, args[1:], env, stdout, stderr)
	case "closeout":
		err = closeout(ctx, args[1:], env, stdout, stderr)
	case "judge":
		return judge(args[1:], stdin, stdout, stderr)
	case "help", "-h", "--help":
		fmt.Fprint(stdout, usage)
		return 0
	default:
		fmt.Fprintf(stderr, "huanjie: unknown subcommand %q\n\n%s", args[0], usage)
		return 2
	}
	if errors.Is(err, flag.ErrHelp) { // the flags were shown
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "huanjie:", err)
		return 1
	}
	return 0
}
