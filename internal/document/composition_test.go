package document

import (
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
)

// TestTargetsText: the composition says every target with what is known of it,
// the digest in one line those that are missed.
func TestTargetsText(t *testing.T) {
	t.Parallel()
	e, u := village(t)
	half := election.Ratio{Part: 1, Whole: 2}
	e.Targets = []election.Target{
		{Trait: election.TraitWomen, Least: election.Ratio{Part: 30, Whole: 100}}, {Trait: election.TraitWomen, EachUnit: true},
		{Trait: election.TraitFromCollege, Least: half}, {Trait: election.TraitTo35, Least: half}, {Trait: election.TraitCombined, EachUnit: true},
	}
	s := election.Summary{Town: "青石镇", Election: e, AsOf: e.PollingDay.At(18, 0, time.UTC), Roll: election.Roll{Units: 2, Registered: 2400, Seats: 2}, Figures: e.Figures(u.Progress)}
	s.Figures[election.Elected]++ // in a village that has not said who
	text := Composition(s, []election.UnitState{u}, election.Chinese)
	for _, want := range []string{
		"<b>🎯 结构目标</b>\n· 女 0/1 = 0.00%（目标不少于 30%，还差 1 名；另 1 名不详）\n· 女：0/1 个村有（目标每个村至少 1 名，还差 1 个村；另 1 名不详）\n　还没有：西岭村\n",
		"· 大专及以上 1/1 = 100.00%（目标不少于 1/2，已知的已达到；另 1 名不详）",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	digest := Digest(s, election.Chinese, OnDemand)
	if want := "\n🎯 结构目标未达到　女 0/1 = 0.00%（目标不少于 30%，还差 1 名）；女：0/1 个村有（目标每个村至少 1 名，还差 1 个村）；35岁及以下 0/1 = 0.00%（目标不少于 1/2，还差 1 名）；另有 1 项"; !strings.Contains(digest, want) {
		t.Errorf("%q is missing in\n%s", want, digest)
	}
	if want := "\n🎯 Targets not reached · women: 0/1 = 0.00% (target: at least 30%; 1 to go); women: in 0 of 1 village"; !strings.Contains(Digest(s, election.English, OnDemand), want) {
		t.Errorf("%q is missing in\n%s", want, Digest(s, election.English, OnDemand))
	}
	s.Election.Targets = e.Targets[2:3]
	if strings.Contains(Digest(s, election.Chinese, OnDemand), "🎯") {
		t.Error("a target that is reached is in the digest")
	}
	s.Election.Targets = nil
	if strings.Contains(Composition(s, []election.UnitState{u}, election.Chinese), "🎯") {
		t.Error("targets, and there are none")
	}
}

// TestTargetsFit: however many targets are missed, in however many villages of
// long names, it stays one message.
func TestTargetsFit(t *testing.T) {
	t.Parallel()
	e, u := village(t)
	for _, trait := range election.Traits() {
		e.Targets = append(e.Targets, election.Target{Trait: trait, Least: election.Ratio{Part: 99, Whole: 100}}, election.Target{Trait: trait, EachUnit: true})
	}
	u.Unit.Name = strings.Repeat("长", 60)
	var units []election.UnitState
	sums := election.Figures{}
	for range 300 {
		units = append(units, u)
		for f, n := range e.Figures(u.Progress) {
			sums[f] += n
		}
	}
	s := election.Summary{Town: "青石镇", Election: e, AsOf: e.PollingDay.At(18, 0, time.UTC), Roll: election.Roll{Units: 300}, Figures: sums}
	for _, l := range []election.Language{election.Chinese, election.English} {
		text := Composition(s, units, l)
		if n := width(text); n > textMost {
			t.Errorf("%s: %d", l, n)
		}
		if more := map[election.Language]string{election.Chinese: "……另有 290 个村", election.English: "… and 290 villages more"}[l]; !strings.Contains(text, more) {
			t.Errorf("%q is missing in\n%s", more, text)
		}
		if n := width(Digest(s, l, OnDemand)); n > 1200 {
			t.Errorf("%s: a digest of %d", l, n)
		}
	}
}
