package main

import (
	"context"
	_ "embed"
	"fmt"

	"github.com/urfave/cli/v3"
)

// notices are the licences of whatever is in the program. go test -run
// TestNotices -update writes them.
//
//go:embed NOTICE
var notices string

// licenses is "huanjie licenses".
func (t terminal) licenses() *cli.Command {
	return &cli.Command{Name: "licenses", Usage: "本程序和所用各部分的许可证 / the licences of this program and of its parts",
		Action: noWords(func(context.Context, *cli.Command) error {
			_, err := fmt.Fprint(t.stdout, notices)
			return err
		})}
}
