package config

import (
	"strings"
	"testing"

	"huanjie/internal/election"
)

// TestMarks: what an office counts the elected by beside the usual traits may be a target and a
// figure of the last term; a name that is none, is there already or comes twice is refused.
func TestMarks(t *testing.T) {
	t.Parallel()
	r := &reader{}
	if got := strings.Join(r.marks("marks", []string{"双强", " 退役军人 "}), "|"); got != "双强|退役军人" || len(r.all) > 0 {
		t.Errorf("read as %s, %v", got, r.all)
	}
	all := r.targets("election.0", []targetTOML{{Trait: "双强", Least: "1/3"}, {Trait: "双强", EachUnit: true}}, []string{"双强"})
	if len(all) != 2 || all[0].Trait != election.Trait("双强") {
		t.Errorf("targets %v", all)
	}
	if term := r.lastTerm("last_term", map[string]int{"elected": 9, "双强": 4}, []string{"双强"}); term.Parts["双强"] != 4 || len(r.all) > 0 {
		t.Errorf("the last term %v, %v", term, r.all)
	}
	for _, name := range []string{"", "strong", "党员", "连任", "一二三四五六七八九", "双强/单强"} {
		r := &reader{}
		if got := r.marks("marks", []string{name}); len(got) > 0 || len(r.all) == 0 {
			t.Errorf("%q is taken as %v", name, got)
		}
	}
	if r := (&reader{}); len(r.targets("election.0", []targetTOML{{Trait: "双强", Least: "1/3"}}, nil)) > 0 {
		t.Error("a target about a mark that is no setting")
	}
}
