package main

import (
	"bytes"
	"strings"
	"testing"
)

// noEnv is an environment with nothing in it.
func noEnv(string) string { return "" }

// TestCommandLine holds what is understood of a command line, and what is said
// of the rest, to its exit status.
func TestCommandLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args   string
		status int
		says   string
	}{
		{"", notUnderstood, "huanjie COMMAND -h"},
		{"-h", done, "huanjie COMMAND -h"},
		{"help", done, "正式运行 / run for real"},
		{"vrify", notUnderstood, `没有这个命令 / there is no subcommand "vrify"`},
		{"-bogus", notUnderstood, "-bogus"},
		{"verify -h", done, "-witness N:FINGERPRINT"},
		{"verify --help", done, "-witness N:FINGERPRINT"},
		{"help verify", done, "-witness N:FINGERPRINT"},
		{"verify -bogus", notUnderstood, "huanjie verify -h"},
		{"verify qinghe", notUnderstood, `"qinghe"`},
		{"run all", notUnderstood, `"all"`},
		{"demo -addr", notUnderstood, "huanjie demo -h"},
		{"import -check", notUnderstood, "say which file"},
		{"import a b", notUnderstood, "say which file"},
		{"export", notUnderstood, "huanjie export -o FILE"},
		{"export -o - more", notUnderstood, `"more"`},
		{"verify -config nowhere.toml", failed, "nowhere.toml"},
		{"import nowhere.jsonl --config=nowhere.toml", failed, "nowhere.jsonl"},
		{"judge nowhere.json -json", judgeFailed, "nowhere.json"},
		{"completion bash", done, "huanjie"},
	} {
		var out, errs bytes.Buffer
		status := start(t.Context(), strings.Fields(c.args), noEnv, strings.NewReader(""), &out, &errs)
		if says := out.String() + errs.String(); status != c.status || !strings.Contains(says, c.says) {
			t.Errorf("huanjie %s: status %d, want %d and %q:\n%s", c.args, status, c.status, c.says, says)
		}
		if status == done && errs.Len() > 0 || status != done && out.Len() > 0 {
			t.Errorf("huanjie %s: status %d with stdout %q and stderr %q", c.args, status, out.String(), errs.String())
		}
	}
}
