package election

import (
	"slices"
	"testing"
	"time"
)

// TestChosen: whom a committee chose counts without the votes, until it is counted, or another
// committee is elected.
func TestChosen(t *testing.T) {
	t.Parallel()
	e, u, day := partyElection(), branch(), polls()
	told := func(secretary, deputies string) Record {
		return Record{Of: ChosenRecord, Stage: CommitteeStage, Done: true, On: day, Words: map[string]string{ChosenSecretary: secretary, ChosenDeputies: deputies}}
	}
	fold := func(bodies ...Body) (p Progress) {
		for i, b := range bodies {
			p = e.Fold(p, Report{ID: ReportID(rune('a' + i)), Body: b, At: day.At(18, i, time.UTC).AddDate(0, 0, i/3)})
		}
		return p
	}
	full := meeting(FirstRound, 40, 38, 30, 10)
	p := fold(full, told("甲", "乙"))
	if want := []Winner{{Secretary, "甲"}, {DeputySecretary, "乙"}, {Member, "丙"}}; !slices.Equal(e.Winners(p), want) {
		t.Errorf("elected %v, want %v", e.Winners(p), want)
	}
	if _, open := e.CommitteeTask(u, p); open || p.Stages[CommitteeStage].Status != Done {
		t.Errorf("the committee still has to choose: %v", open)
	}
	if now := e.PostsNow(u, p); len(now) != 3 || now[2].Seats != 1 {
		t.Errorf("posts %v", now)
	}
	counted := fold(full, ofCommittee(3, 3, ofPost(Secretary, 1, person("乙", 3), person("甲", 0))), told("甲", "丙"))
	if want := []Winner{{Member, "甲"}, {Secretary, "乙"}, {DeputySecretary, "丙"}}; !slices.Equal(e.Winners(counted), want) {
		t.Errorf("beside a count: %v, want %v", e.Winners(counted), want)
	}
	later := fold(full, told("甲", "乙"), meeting(FirstRound, 40, 38, 30, 10), meeting(FreshRound, 40, 38, 30, 10))
	if slices.ContainsFunc(e.Winners(later), func(w Winner) bool { return w.Post.among() }) {
		t.Errorf("another committee was elected since: %v", e.Winners(later))
	}
	for _, c := range []struct {
		name string
		p    Progress
		r    Record
		code string
	}{
		{"no committee", Progress{}, told("甲", "乙"), "no_committee"},
		{"as it is", fold(full), told("甲", "乙"), ""},
		{"a stranger", fold(full), told("丁", "乙"), "not_on_committee"},
		{"one person twice", fold(full), told("甲", "甲"), "chosen_twice"},
		{"two secretaries", fold(full), told("甲、乙", ""), "chosen_seats"},
		{"a correction", p, told("乙", "甲"), ""},
		{"after the count", counted, told("甲", ""), "chosen_counted"},
	} {
		ps := e.ChosenProblems(u, c.p, c.r)
		if c.code == "" && len(ps) > 0 || c.code != "" && (len(ps) == 0 || ps[0].Code != c.code) {
			t.Errorf("%s: %v, want %q", c.name, ps, c.code)
		}
	}
}
