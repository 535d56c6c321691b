package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v3"
)

// TestDocuments: every link of the documents leads to a file, and every command in
// them is one that there is, with flags that it has.
func TestDocuments(t *testing.T) {
	t.Parallel()
	var files []string
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/*/*.md", "docs/*/*.service", "compose.yaml", "Dockerfile"} {
		found, err := filepath.Glob(filepath.Join("../..", pattern))
		must(t, err)
		files = append(files, found...)
	}
	links, commands := 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		must(t, err)
		text := string(data)
		for _, m := range regexp.MustCompile(`\]\(([^)\s#:]+)(#[^)]*)?\)`).FindAllStringSubmatch(text, -1) {
			links++
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), m[1])); err != nil {
				t.Errorf("%s: the link to %s leads nowhere", file, m[1])
			}
		}
		for _, m := range regexp.MustCompile(`(?:go run|go build -?[^\n]*?) (\./cmd/[a-z]+|\.ci/[a-z.]+)`).FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join("../..", m[1])); err != nil {
				t.Errorf("%s: there is no %s", file, m[1])
			}
		}
		for _, m := range regexp.MustCompile("(?m)(?:^ {4}|`|/usr/local/bin/|cmd/)huanjie ([a-z]+)([^`\n|]*)").FindAllStringSubmatch(text, -1) {
			commands++
			if wrong := noCommand(m[1], strings.Fields(m[2])); wrong != "" {
				t.Errorf("%s: %s: %s", file, strings.TrimSpace(m[0]), wrong)
			}
		}
	}
	if links < 40 || commands < 20 {
		t.Errorf("only %d links and %d commands in %d documents: the patterns no longer find them", links, commands, len(files))
	}
}

// noCommand says what is wrong with a command as a document has it; "" if nothing.
func noCommand(name string, words []string) string {
	all := terminal{env: noEnv}.commands()
	i := slices.IndexFunc(all, func(c *cli.Command) bool { return c.Name == name })
	if i < 0 {
		return "there is no such subcommand"
	}
	for _, word := range words {
		if word == "#" { // a remark
			break
		}
		flag, ok := strings.CutPrefix(word, "-")
		if flag = strings.TrimRight(strings.TrimLeft(flag, "-"), ".,;:，。；：）)"); !ok || flag == "" || flag == "h" {
			continue
		}
		if !slices.ContainsFunc(all[i].Flags, func(f cli.Flag) bool { return slices.Contains(f.Names(), flag) }) {
			return "it has no flag -" + flag
		}
	}
	return ""
}
