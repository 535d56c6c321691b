// Command huanjie is the assistant for offices that run elections in many
// villages at once: a Telegram bot, its demo, and its tools.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // towns live in Beijing time wherever the server's files are

	"github.com/redis/go-redis/v9"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	tellHelp()
	library := &sparing{}
	redis.SetLogger(library)
	os.Exit(start(withSparing(ctx, library), os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
}
