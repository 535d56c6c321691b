package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/urfave/cli/v3"
)

// version is this release, with the commit it was built from.
func version() string {
	built, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	v := built.Main.Version
	for _, s := range built.Settings {
		if s.Key == "vcs.revision" && v == "(devel)" {
			v += " " + s.Value[:min(12, len(s.Value))]
		}
	}
	return v
}

// version is "huanjie version".
func (t terminal) version() *cli.Command {
	return &cli.Command{Name: "version", Usage: "版本 / this release", Action: noWords(func(context.Context, *cli.Command) error {
		_, err := fmt.Fprintf(t.stdout, "huanjie %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
		return err
	})}
}
