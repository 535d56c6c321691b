package speech

import (
	"testing"
	"time"

	"huanjie/internal/election"
)

func TestGoesOn(t *testing.T) {
	t.Parallel()
	town := &election.Town{Name: "清河镇", Units: []election.Unit{{ID: "E1", Name: "东河村", Area: "东片"}, {ID: "W1", Name: "西岭村", Area: "西片"}}}
	q, places, now := NewQuestions(town), Places(town), time.Date(2027, 1, 15, 10, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		last, more string
		ok         bool
		same       func(Frame) bool
	}{
		{"东片参选率", "那西片呢", true, func(f Frame) bool {
			return f.Measure == Turnout && len(f.Scope.Areas) == 1 && f.Scope.Areas[0] == "西片"
		}},
		{"谁还没报", "西片呢", true, func(f Frame) bool {
			return f.Measure == Owing && f.Filter.By == NotReported && f.Scope.Areas[0] == "西片"
		}},
		{"参选率", "那昨天呢", true, func(f Frame) bool { return f.Measure == Turnout && f.Time.At.Day.Day == 14 }},
		{"参选率", "各片呢", true, func(f Frame) bool { return f.Measure == Turnout && f.Form == AsCompare && f.Scope.EachArea }},
		{"女的当选多少", "党员呢", true, func(f Frame) bool { return f.Measure == Composition && f.Trait == "party" }},
		{"西岭村怎么样了", "他电话多少", true, func(f Frame) bool { return f.Measure == Contact && f.Scope.Units[0] == "W1" }},
		{"参选率", "候选人呢", false, nil},
		{"参选率", "西片", false, nil},
		{"参选率", "那行", false, nil},
		{"参选率", "为什么呢", true, func(f Frame) bool { return f.Measure == Turnout && f.Why }},
		{"东片参选率", "南片和西片呢", false, nil},
		{"东片参选率", "东片和西片呢", true, func(f Frame) bool { return f.Form == AsCompare && len(f.Scope.Areas) == 2 }},
		{"几个村没报", "具体是哪几个", true, func(f Frame) bool { return f.Measure == Owing && f.Filter.By == NotReported && f.Form == AsList }},
		{"西片谁还没报", "催一下他们", true, func(f Frame) bool { return f.Measure == Remind && f.Scope.Areas[0] == "西片" }},
		{"西岭村收回多少票", "废票呢", true, func(f Frame) bool { return f.Measure == Invalid && f.Scope.Units[0] == "W1" }},
		{"西岭村收回多少票", "全镇废票呢", false, nil},
		{"女的当选多少", "西片有几个", true, func(f Frame) bool { return f.Measure == Composition && f.Scope.Areas[0] == "西片" }},
		{"女的当选多少", "西片有几个村", false, nil},
		{"西岭村主任是谁", "那委员呢", true, func(f Frame) bool { return f.Post == "member" }},
	} {
		last, _, ok := q.Question(Hear(c.last, now, places), now)
		if !ok {
			t.Fatalf("%q is no question", c.last)
		}
		got, ok := q.GoesOn(Hear(c.more, now, places), now, last)
		if ok != c.ok || ok && !c.same(got) {
			t.Errorf("%q after %q: %v %+v", c.more, c.last, ok, got)
		}
	}
}
