package document

import (
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
)

// summed is a summary of some units, with the lists that they stand in.
func summed(e election.Election, now time.Time, units ...election.UnitState) election.Summary {
	s := election.Summary{Town: "青石镇", Election: e, AsOf: now, Roll: election.Roll{Units: len(units)}, Figures: election.Figures{}, Lists: map[election.List]election.ListedUnits{}}
	for _, u := range units {
		for f, n := range e.Figures(u.Progress) {
			s.Figures[f] += n
		}
		for _, l := range e.Lists(u.Progress) {
			listed := s.Lists[l]
			s.Lists[l] = election.ListedUnits{Count: listed.Count + 1, First: append(listed.First, u)}
		}
	}
	return s
}

// TestTheWholeIsCalledAsTheSettingsSay in the digest's head.
func TestTheWholeIsCalledAsTheSettingsSay(t *testing.T) {
	t.Parallel()
	e, _ := village(t)
	s := summed(e, e.PollingDay.At(12, 0, time.UTC))
	for set, want := range map[string]string{"": "全镇", "全县机关": "全县机关"} {
		s.Whole = set
		if got := Digest(s, election.Chinese, OnDemand); !strings.Contains(got, "日报 · "+want) {
			t.Errorf("whole = %q: no %s in\n%s", set, want, got)
		}
	}
}

// TestTheDigestNamesWhoIsSilent on polling day, once somebody has reported, and on
// no other day.
func TestTheDigestNamesWhoIsSilent(t *testing.T) {
	t.Parallel()
	e, _ := village(t)
	unit := func(name string, voted int) election.UnitState {
		u := election.UnitState{Unit: election.Unit{ID: election.UnitID(name), Name: name, Registered: 400, Officers: []election.PersonID{"李芳"}}}
		if voted > 0 {
			u.Progress = e.Fold(u.Progress, election.Report{ID: "R", Unit: u.Unit.ID, At: e.PollingDay.At(10, 0, time.UTC), Body: election.Turnout{Registered: 400, Voted: voted}})
		}
		return u
	}
	some := []election.UnitState{unit("东河村", 100), unit("古渡村", 0), unit("泉眼村", 0)}
	noon := e.PollingDay.At(12, 0, time.UTC)
	for l, want := range map[election.Language]string{
		election.Chinese: "<b>🔕 今天还没报投票人数（2）</b>\n古渡村、泉眼村（李芳）",
		election.English: "<b>🔕 No turnout reported today (2)</b>\n古渡村, 泉眼村 (李芳)",
	} {
		if text := Digest(summed(e, noon, some...), l, OnDemand); !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	for why, s := range map[string]election.Summary{
		"nobody has reported yet": summed(e, noon, some[1:]...),
		"the day before":          summed(e, noon.AddDate(0, 0, -1), some...),
		"the day after":           summed(e, noon.AddDate(0, 0, 1), some...),
	} {
		if text := Digest(s, election.Chinese, OnDemand); strings.Contains(text, "🔕") {
			t.Errorf("%s:\n%s", why, text)
		}
	}
}

// TestTheDigestTellsWhatACountLacks: one that is to be checked is not confirmed;
// one that only lacks its photo is.
func TestTheDigestTellsWhatACountLacks(t *testing.T) {
	t.Parallel()
	e, open := village(t)
	tally, _ := open.Progress.WholeCount()
	sure := open
	sure.Unit.Name = "东河村"
	sure.Progress = e.Fold(sure.Progress, election.Report{ID: "C", Unit: "W1", By: "陈立", At: e.PollingDay.At(14, 0, time.UTC), Body: election.CountCheck{Tally: tally}})
	text := Digest(summed(e, e.PollingDay.At(18, 0, time.UTC), open, sure), election.Chinese, OnDemand)
	for _, want := range []string{"🔁 待确认计票（1）</b>\n西岭村：待第二人复核、缺计票结果单照片", "📷 已确认，缺计票结果单照片（1）</b>\n东河村（"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if text := UnitState(townOf(t, e, sure.Unit), sure, election.Chinese, e.PollingDay.At(18, 0, time.UTC)); !strings.Contains(text, "📷 缺计票结果单照片") || strings.Contains(text, "🔁") {
		t.Errorf("the page of a village whose count is confirmed:\n%s", text)
	}
}

// TestTheDigestCountsCases: what somebody has taken is not waiting, but not closed
// either; kinds with commas in their names are told apart.
func TestTheDigestCountsCases(t *testing.T) {
	t.Parallel()
	e, u := village(t)
	for _, topic := range []string{"order", "ballots"} {
		id := election.ReportID(topic)
		u.Progress = e.Fold(u.Progress, election.Report{ID: id, Unit: "W1", By: "李芳", At: e.PollingDay.At(9, 0, time.UTC), Body: election.Case{Kind: election.Incident, Topic: topic, Words: "争吵"}})
		u.Progress = e.Fold(u.Progress, election.Report{ID: id + "T", Unit: "W1", By: "陈立", At: e.PollingDay.At(9, 5, time.UTC), Body: election.Act{Case: id, Deed: election.Assign, To: "陈立"}})
	}
	text := Digest(summed(e, e.PollingDay.At(18, 0, time.UTC), u), election.Chinese, OnDemand)
	for _, want := range []string{"📨 情况请示 没办结 2 件", "（办理中，陈立负责）", "突发情况累计 2 件：现场秩序、冲突 1；选票、票箱 1"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	records := Records(summed(e, e.PollingDay.At(18, 0, time.UTC), u), election.Chinese)
	if !strings.Contains(records, "还没有上报任何台账") {
		t.Errorf("records of a town that has none:\n%s", records)
	}
}

// TestWhatIsAwaitedStaysTrue: a card that is read an hour later says the same.
func TestWhatIsAwaitedStaysTrue(t *testing.T) {
	t.Parallel()
	e, u := village(t)
	u.Unit.Officers = []election.PersonID{"李芳"}
	town := townOf(t, e, u.Unit)
	day := func(hour int) time.Time { return e.PollingDay.At(hour, 0, time.UTC) }
	for _, c := range []struct {
		owed   election.Owed
		zh, en string
	}{
		{election.Owed{By: day(15)}, "15:00 投票人数", "turnout at 15:00"},
		{election.Owed{By: day(15), First: day(10)}, "投票人数：10:00 到 15:00 都没报", "turnout: nothing from 10:00 to 15:00"},
		{election.Owed{By: day(18), Count: true}, "计票结果", "the count, due at 18:00"},
	} {
		c.owed.Unit, c.owed.Rung = "W1", election.GroupRung
		for l, want := range map[election.Language]string{election.Chinese: c.zh, election.English: c.en} {
			card := election.Card{Owed: []election.Owed{c.owed}}
			soon, late := Asked(town, card, l, day(18)), Asked(town, card, l, day(20))
			if !strings.Contains(soon, want) || soon != late {
				t.Errorf("%q:\n%s\nand later\n%s", want, soon, late)
			}
		}
		c.owed.Rung = election.OfficerRung
		if own := Asked(town, election.Card{Owed: []election.Owed{c.owed}}, election.Chinese, day(18)); !strings.Contains(own, "西岭村 · "+c.zh+"\n") {
			t.Errorf("the officer reads\n%s", own)
		}
	}
}

// TestOddFiguresAreToldInFullOnce: what an earlier digest told is named in the next
// one; another reason is told in full again; what had no room comes next.
func TestOddFiguresAreToldInFullOnce(t *testing.T) {
	t.Parallel()
	e, _ := village(t)
	unit := func(name, why string) election.UnitState {
		u := election.UnitState{Unit: election.Unit{ID: election.UnitID(name), Name: name, Registered: 400}}
		u.Progress = e.Fold(u.Progress, election.Report{ID: "R", Unit: u.Unit.ID, At: e.PollingDay.At(10, 0, time.UTC), Body: election.Turnout{Registered: 400, Voted: 390},
			Stands: []election.Stand{{Code: election.WarnTurnoutOver, Reason: why}}})
		return u
	}
	names := []string{"东河村", "古渡村", "泉眼村", "柳湾村", "西岭村", "荷塘村"}
	var some []election.UnitState
	for _, name := range names {
		some = append(some, unit(name, name+"外出的人都回来了"))
	}
	first := summed(e, e.PollingDay.At(12, 0, time.UTC), some...)
	says := func(s election.Summary, want, lacks []string) {
		t.Helper()
		text := Digest(s, election.Chinese, OnDemand)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%q is missing in\n%s", w, text)
			}
		}
		for _, w := range lacks {
			if strings.Contains(text, w) {
				t.Errorf("%q is in\n%s", w, text)
			}
		}
	}
	says(first, []string{"反常数字（6）", "东河村外出", "西岭村外出", "另有 1 个村"}, []string{"荷塘村外出", "已写明"})
	next := summed(e, e.PollingDay.At(15, 0, time.UTC), some...)
	next.Before = first.AsBefore()
	says(next, []string{"反常数字（6）", "荷塘村外出", "以前的日报已写明：5 个村（东河村、古渡村、泉眼村、柳湾村、西岭村）"}, []string{"东河村外出", "另有 1 个村"})
	some[0] = unit("东河村", "更正后仍高")
	third := summed(e, e.PollingDay.At(18, 0, time.UTC), some...)
	third.Before = next.AsBefore()
	says(third, []string{"更正后仍高", "已写明：5 个村（古渡村"}, []string{"古渡村外出", "荷塘村外出"})
}
