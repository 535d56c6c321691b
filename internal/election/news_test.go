package election

import (
	"maps"
	"testing"
	"time"
)

// TestWhichDigestRings: what differs from the digest before, on some day before
// polling day.
func TestWhichDigestRings(t *testing.T) {
	t.Parallel()
	day := polls().AddDays(-30)
	stages := []Stage{{ID: "roll", Planned: day.AddDays(-2)}, {ID: "nomination", Planned: day.AddDays(3)}, {ID: "handover", Planned: day.AddDays(4)}, {ID: "archive", Planned: day.AddDays(40)}}
	done := func(id StageID) Figure { return StageFigure(id, Done) }
	type change struct {
		figures  Figures
		late     int
		troubled int
		rest     bool
		first    bool
		moved    int // days that all stages are put off
		age      int // days since the digest before; 0 is one
	}
	for what, c := range map[string]struct {
		change
		want News
	}{
		"the first one":                     {change{first: true}, SomethingIs},
		"the first one, on a day off":       {change{first: true, rest: true}, ByPlan},
		"nothing":                           {change{}, ByPlan},
		"a stage by plan":                   {change{figures: Figures{done("handover"): 1, StageFigure("handover", UnderWay): -1}}, ByPlan},
		"a stage three days before its day": {change{figures: Figures{done("nomination"): 1}}, ByPlan},
		"a stage two days before its day":   {change{figures: Figures{done("nomination"): 1}, moved: -1}, SomethingIs},
		"a stage done by all":               {change{figures: Figures{done("archive"): 9}}, SomethingIs},
		"a stage taken back":                {change{figures: Figures{done("archive"): -1}}, SomethingIs},
		"a roll":                            {change{figures: Figures{RollsPublished: 1, RollRegistered: 800}}, ByPlan},
		"a smaller roll":                    {change{figures: Figures{RollRegistered: -3}}, SomethingIs},
		"an answer of a department":         {change{figures: Figures{ReviewWaiting: -1}}, ByPlan},
		"a refused candidate":               {change{figures: Figures{ReviewRefused: 1}}, SomethingIs},
		"a record":                          {change{figures: Figures{RecordFigure("publicity", "banners"): 3, RecordsFigure("publicity"): 1}}, ByPlan},
		"votes":                             {change{figures: Figures{Voted: 10}}, SomethingIs},
		"a case":                            {change{figures: Figures{CasesFigure(Incident, "", false): 1}}, SomethingIs},
		"a difficulty":                      {change{troubled: 1}, SomethingIs},
		"another unit in difficulty":        {change{figures: Figures{StageFigure("archive", InDifficulty): 1}}, SomethingIs},
		"one late more":                     {change{late: 1}, SomethingIs},
		"the same number, of a later stage": {change{age: 2}, SomethingIs},
		"due today":                         {change{moved: -3}, SomethingIs},
		"votes on a day off":                {change{figures: Figures{Voted: 10}, rest: true}, ByPlan},
	} {
		was := Figures{done("roll"): 8, done("archive"): 1, done("nomination"): 2, StageFigure("handover", UnderWay): 1, RollRegistered: 700, ReviewWaiting: 1}
		is := maps.Clone(was)
		for f, n := range c.figures {
			is[f] += n
		}
		e := Election{PollingDay: polls()}
		for _, st := range stages {
			st.Planned = st.Planned.AddDays(c.moved)
			e.Stages = append(e.Stages, st)
		}
		s := Summary{Election: e, AsOf: day.At(18, 0, time.UTC), Roll: Roll{Units: 10}, Figures: is, Lists: map[List]ListedUnits{ListTroubled: {Count: 1 + c.troubled}},
			Late: []LateStage{{Stage: stages[0], Count: 2 + c.late}}}
		if !c.first {
			s.Before = Before{At: s.AsOf.AddDate(0, 0, -max(1, c.age)), Figures: was, Late: 2, Troubled: 1}
		}
		if got := s.News(c.rest); got != c.want {
			t.Errorf("%s: %d, want %d", what, got, c.want)
		}
	}
}
