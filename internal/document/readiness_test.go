package document_test

import (
	"strings"
	"testing"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
)

// TestReadiness: a village with everything is ready; what another lacks is named
// in the order in which it is read.
func TestReadiness(t *testing.T) {
	t.Parallel()
	polling := election.Date{Year: 2027, Month: time.January, Day: 15}
	e := election.Election{ID: "v27", Kind: election.Villagers, PollingDay: polling, Stages: election.UsualStages(election.Villagers, polling)}
	now := polling.AddDays(-1).At(9, 0, time.UTC)
	done := election.StageState{Status: election.Done, At: now}
	whole := election.UnitState{Unit: election.Unit{ID: "A", Name: "河口村", Key: true, Place: "小学", Hours: "8:00-12:00", Officers: []election.PersonID{"白露"}},
		Progress: election.Progress{Stages: map[election.StageID]election.StageState{"roll": done, "candidates": done},
			Records: map[election.RecordID][]election.Entered{
				document.BallotsRecord: {{Record: election.Record{Numbers: map[string]int{"printed": 420}}}},
				document.PlanRecord:    {{Record: election.Record{Numbers: map[string]int{"staff": 6}, Words: map[string]string{"ready": "yes"}}}},
			}}}
	bare := election.UnitState{Unit: election.Unit{ID: "B", Name: "山背村", Officers: []election.PersonID{"谷雨"}}}
	half := whole
	half.Unit.Name, half.Unit.Place = "石桥村", ""
	half.Progress.Records = map[election.RecordID][]election.Entered{
		document.PlanRecord: {{Record: election.Record{Numbers: map[string]int{"staff": 6}, Words: map[string]string{"ready": "no"}}}}}
	text := document.Readiness(document.Eve{Election: e, Units: []election.UnitState{whole, bare, half}}, election.Chinese, now, true)
	for _, want := range []string{"🧾 选前检查：1/3 个村就绪（迟发）", "✓ 就绪：⭐河口村",
		"名单公布 2/3、候选人公示 2/3、选票 1/3、投票地点和时间 1/3、现场人员 2/3、应急预案 1/3",
		"✗ 缺 名单公布、候选人公示、选票、投票地点和时间、现场人员、应急预案 · 1 个村\n　山背村（谷雨）", "✗ 缺 选票、投票地点和时间、应急预案 · 1 个村\n　⭐石桥村（白露）"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not said in\n%s", want, text)
		}
	}
	third := whole
	third.Unit.Name, third.Progress.Records = "长冈村", map[election.RecordID][]election.Entered{document.BallotsRecord: whole.Progress.Records[document.BallotsRecord]}
	sorted := document.Readiness(document.Eve{Election: e, Units: []election.UnitState{third, half, bare}}, election.Chinese, now, false)
	if a, b, c := strings.Index(sorted, "山背村（"), strings.Index(sorted, "石桥村（"), strings.Index(sorted, "长冈村（"); a < 0 || a > b || b > c {
		t.Errorf("not the worst first:\n%s", sorted)
	}
	if english := document.Readiness(document.Eve{Election: e, Units: []election.UnitState{whole, bare}}, election.English, now, false); !strings.Contains(english, "Ready to vote: 1 of 2 villages") ||
		!strings.Contains(english, "✗ roll, notice, ballots, place and hours, staff, plan for trouble lacking · 1 village") {
		t.Errorf("in English:\n%s", english)
	}
	if own := document.Readiness(document.Eve{Election: e, Units: []election.UnitState{whole, bare, half}, Own: true}, election.Chinese, now, false); !strings.Contains(own, "1 个村\n　山背村\n") ||
		strings.Contains(own, "谷雨") {
		t.Errorf("to the officer of all of them:\n%s", own)
	}
}

// TestReadinessOfBranch: no roll of a Party branch's members is posted, so none is
// missing.
func TestReadinessOfBranch(t *testing.T) {
	t.Parallel()
	polling := election.Date{Year: 2027, Month: time.January, Day: 15}
	e := election.Election{ID: "p27", Kind: election.Party, PollingDay: polling, Stages: election.UsualStages(election.Party, polling)}
	bare := election.UnitState{Unit: election.Unit{ID: "B", Name: "山背村党支部", Officers: []election.PersonID{"谷雨"}}}
	text := document.Readiness(document.Eve{Election: e, Units: []election.UnitState{bare}}, election.Chinese, polling.AddDays(-1).At(9, 0, time.UTC), false)
	if strings.Contains(text, "名单公布") || !strings.Contains(text, "✗ 候选人公示 → 📋 候选人公示\n✗ 选票") {
		t.Errorf("a branch lacks\n%s", text)
	}
}

// TestReadinessOfOne checks that a person who answers for one village reads
// what it lacks and where to report it, and no counters.
func TestReadinessOfOne(t *testing.T) {
	t.Parallel()
	polling := election.Date{Year: 2027, Month: time.January, Day: 15}
	e := election.Election{ID: "v27", Kind: election.Villagers, PollingDay: polling, Stages: election.UsualStages(election.Villagers, polling)}
	now := polling.AddDays(-1).At(9, 0, time.UTC)
	done := election.StageState{Status: election.Done, At: now}
	u := election.UnitState{Unit: election.Unit{ID: "A", Name: "河口村", Place: "小学", Officers: []election.PersonID{"白露"}},
		Progress: election.Progress{Stages: map[election.StageID]election.StageState{"roll": done}}}
	text := document.Readiness(document.Eve{Election: e, Units: []election.UnitState{u}, Own: true}, election.Chinese, now, false)
	want := "<b>🧾 选前检查：河口村还缺 5 项</b>\n村民委员会换届选举 · 选举日 1月15日（周五） · 截至 09:00\n✗ 候选人公示 → 📋 候选人公示\n✗ 选票 → 🖨 选票印制\n✗ 投票地点和时间（请告诉选举办）\n✗ 现场人员、应急预案 → 🛟 应急预案"
	if text != want {
		t.Errorf("%q, want\n%q", text, want)
	}
	if got := document.Remedies(e, u); len(got) != 3 || got[0].Stage != "candidates" || got[1].Form != "ballots" || got[2].Form != "plan" {
		t.Errorf("the forms that mend it: %+v", got)
	}
	u.Unit.Hours = "8:00-12:00"
	u.Progress.Stages["candidates"] = done
	u.Progress.Records = map[election.RecordID][]election.Entered{document.BallotsRecord: {{Record: election.Record{Numbers: map[string]int{"printed": 420}}}},
		document.PlanRecord: {{Record: election.Record{Numbers: map[string]int{"staff": 6}, Words: map[string]string{"ready": "yes"}}}}}
	if text := document.Readiness(document.Eve{Election: e, Units: []election.UnitState{u}}, election.English, now, false); !strings.HasPrefix(text, "<b>🧾 Ready to vote: 河口村</b>") {
		t.Error(text)
	}
}
