package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

func TestAuditAndCloseOut(t *testing.T) {
	t.Parallel()
	k := keepTown(t, redistest.Start(t))
	k.report()
	must(t, k.store.Commit(t.Context(), store.Commit{Update: 9, Said: &store.Said{ID: "9", Chat: 101, User: 101, Kind: "text", Text: "=1+1\n\u202e假的", Became: "not understood"}}))
	out := t.TempDir() + "/town.jsonl"
	k.tool(0, "exported", "export", "-config", k.config, "-o", out)
	lines := k.tool(0, "联络员甲\tchanged\treport\tV1\tR0", "audit", "-config", k.config)
	if !strings.HasSuffix(lines, "-\texported\texport\t\ttown.jsonl\n") || strings.Count(lines, "\n") != 4 {
		t.Errorf("the audit says\n%s", lines)
	}
	if again := k.tool(0, "", "audit", "-config", k.config, "-since", "2030-01-01"); again != "" {
		t.Errorf("since a day to come: %s", again)
	}
	k.tool(1, "36h", "audit", "-config", k.config, "-since", "yesterday")
	k.tool(0, "not understood\t'=1+1  假的", "audit", "-config", k.config, "-messages")
	k.tool(0, "messages", "audit", "-config", k.config, "-since", "1h")

	k.tool(0, "is open; its day is 2099-07-14", "closeout", "-config", k.config)
	k.tool(1, "has to name the town", "closeout", "-config", k.config, "-destroy", "shiqao")
	k.tool(0, "is closed", "closeout", "-config", k.config, "-destroy", "shiqiao")
	k.tool(0, "was closed", "closeout", "-config", k.config)
	k.tool(0, "closed\ttown\tshiqiao\t3 reports", "audit", "-config", k.config)
	k.tool(0, "all right", "verify", "-config", k.config)
	k.tool(1, "the town is closed", "rebuild", "-config", k.config)
	if messages := k.tool(0, "", "audit", "-config", k.config, "-messages"); messages != "" {
		t.Errorf("messages outlast the close: %s", messages)
	}
}

func TestALineCannotBeBrokenByWhatStandsInIt(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	must(t, printLine(&b, "a\tb\nc\x1b[31m", "-5", "-", "+1+cmd|' /C calc'!A0", "@SUM(1)", "=2", "\u2067x"))
	if got := b.String(); got != "a b c [31m\t-5\t-\t'+1+cmd|' /C calc'!A0\t'@SUM(1)\t'=2\t x\n" {
		t.Errorf("printed %q", got)
	}
	if since, err := parseSince("36h", time.Unix(200*3600, 0), time.UTC); err != nil || since.Unix() != 164*3600 {
		t.Errorf("%v, %v", since, err)
	}
}
