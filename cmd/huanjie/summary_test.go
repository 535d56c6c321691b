package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huanjie/internal/proofread"
	"huanjie/internal/redistest"
)

// TestSummary writes the summaries of a town, an area and a village, and reads
// them.
func TestSummary(t *testing.T) {
	t.Parallel()
	k := keepTown(t, redistest.Embedded(t))
	k.report()
	folder := t.TempDir()
	words := filepath.Join(folder, "words.txt")
	must(t, os.WriteFile(words, []byte("做法：\n压实责任。\n"), 0o600))
	k.tool(notUnderstood, "say where to write", "summary", "-config", k.config)
	for name, c := range map[string]struct {
		args []string
		says []string
	}{
		"town": {nil, []string{"石桥镇换届选举工作总结", "石桥镇共有2个村", "登记选民800人，参加投票203人，参选率25.38%", "压实责任。", "河湾村 102＋松岭村 101"}},
		"area": {[]string{"-area", "东片"}, []string{"石桥镇东片换届选举工作总结", "登记选民400人，参加投票102人"}},
		"unit": {[]string{"-unit", "V2"}, []string{"石桥镇松岭村换届选举工作总结", "参加投票101人"}},
	} {
		file := filepath.Join(folder, name+".docx")
		k.tool(done, "", append([]string{"summary", "-config", k.config, "-words", words, "-o", file}, c.args...)...)
		raw, err := os.ReadFile(file)
		must(t, err)
		d, err := proofread.ReadDocument(raw)
		must(t, err)
		for _, want := range c.says {
			if !strings.Contains(d.Text(), want) {
				t.Errorf("%s: %q is not in\n%s", name, want, d.Text())
			}
		}
		if found := proofread.Check(d.Text()); len(found) > 0 {
			t.Errorf("%s: %+v", name, found)
		}
	}
	draft := filepath.Join(folder, "draft.txt")
	must(t, os.WriteFile(draft, []byte("石桥镇辖3个村。"), 0o600))
	k.tool(done, "账本里石桥镇的村数是 2，文中写的是 3", "proofread", "-lang", "zh", "-config", k.config, draft)
	k.tool(failed, "is there already", "summary", "-config", k.config, "-o", filepath.Join(folder, "town.docx"))
	k.tool(failed, "no such area", "summary", "-config", k.config, "-area", "南片", "-o", filepath.Join(folder, "none.docx"))
	k.tool(done, "summary", "audit", "-config", k.config)
}
