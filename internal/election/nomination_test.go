package election

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// reported folds bodies into the progress of a unit, a minute apart.
func reported(e Election, bodies ...Body) Progress {
	var p Progress
	at := time.Date(2027, 1, 5, 9, 0, 0, 0, time.UTC)
	for i, b := range bodies {
		r := Report{ID: ReportID(fmt.Sprint("R", i)), Unit: "W1", By: "李芳", At: at.Add(time.Duration(i) * time.Minute), Body: b}
		r.Replaces = e.Corrects(Unit{ID: "W1"}, p, b, Entry{By: "李芳"})
		p = e.Fold(p, r)
	}
	return p
}

func nominee(post Post, name string) Nominee {
	return Nominee{ElectedPerson: ElectedPerson{Name: name, Post: post}}
}

func TestPostsInOrder(t *testing.T) {
	t.Parallel()
	unit := Unit{Posts: []PostPlan{{Post: Deputy, Seats: 2, Candidates: []string{"旧名"}}}}
	list := func(names ...string) Nomination {
		var n Nomination
		for _, name := range names {
			n.Persons = append(n.Persons, nominee(Deputy, name))
		}
		return n
	}
	told := list("𮧵生", "丁香")
	told.Strokes = map[string]string{"𮧵": "1"}
	for _, c := range []struct {
		name  string
		e     Election
		n     Nomination
		want  string
		ask   string
		order string
	}{
		{"by strokes", Election{Kind: Congress, PollingDay: polls()}, list("黄芪", "白术", "丁香"), "丁香 白术 黄芪", "", "以姓名笔画为序"},
		{"in the order of the nomination", Election{Kind: Villagers, PollingDay: polls()}, list("黄芪", "白术", "丁香"), "黄芪 白术 丁香", "", "以提名得票多少为序"},
		{"the profile has its own", Election{Kind: Villagers, PollingDay: polls(), Profile: Profile{Order: BySurname}}, list("黄芪", "白术", "丁香"), "丁香 白术 黄芪", "", "以姓氏笔画为序"},
		{"a character without strokes", Election{Kind: Congress, PollingDay: polls()}, list("𮧵生", "丁香"), "𮧵生 丁香", "𮧵", "“𮧵”的笔画还不知道"},
		{"its strokes told", Election{Kind: Congress, PollingDay: polls()}, told, "𮧵生 丁香", "", "以姓名笔画为序"},
		{"nobody nominated for the post", Election{Kind: Congress, PollingDay: polls()}, Nomination{}, "旧名", "", "以姓名笔画为序"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := Progress{Nomination: &c.n}
			posts, ask := c.e.Posts(unit, p)
			if got := strings.Join(posts[0].Candidates, " "); got != c.want || string(ask) != c.ask {
				t.Errorf("%s, asking %q; want %s, asking %q", got, string(ask), c.want, c.ask)
			}
			lines := c.e.CandidateList(unit, p)
			if last := lines[len(lines)-1].In(Chinese); !strings.Contains(last, c.order) {
				t.Errorf("the list ends in %q", last)
			}
			if unit.Posts[0].Candidates[0] != "旧名" {
				t.Error("the roster's own list was changed")
			}
		})
	}
	if posts, _ := (Election{Kind: Congress}).Posts(unit, Progress{}); posts[0].Candidates[0] != "旧名" {
		t.Errorf("before any nomination: %v", posts)
	}
}

func TestUnderAge(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls()} // 2027-01-15
	for year, want := range map[int]int{1990: 0, 2008: 0, 2009: 0, 2010: 1, 2012: 1} {
		n := Nomination{Persons: []Nominee{nominee(Chair, "钟平"), nominee(Member, "钟平")}}
		n.Persons[0].Born = Date{year, 1, 1}
		n.Persons[1].Born = Date{year, 1, 1}
		ps := n.Problems(e, e.PollingDay)
		if len(ps) != want {
			t.Errorf("born %d: %v", year, ps)
		}
		if want > 0 && (ps[0].Code != "under_age" || ps[0].Fields[0] != "born.钟平") {
			t.Errorf("%+v", ps[0])
		}
	}
	if ps := (Nomination{Persons: []Nominee{nominee(Chair, "卢青")}}).Problems(e, e.PollingDay); ps != nil {
		t.Errorf("nothing known: %v", ps)
	}
}

// TestPeopleFigures: who stands for two posts is one candidate, who did not pass
// twice is one person.
func TestPeopleFigures(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls()}
	woman := nominee(Chair, "钟平")
	woman.Sex, woman.Born = Woman, Date{1978, 1, 1}
	again := woman
	again.Post = Member
	n := Nomination{Persons: []Nominee{woman, nominee(Chair, "卢青"), again, nominee(Member, "白露")}, Noticed: Date{2027, 1, 4}}
	r := Review{Replies: []Replied{{Department: "police", Answer: Passed}, {Department: "court"},
		{Department: "discipline", Answer: NotPassed, Names: []string{"卢青"}}, {Department: "organisation", Answer: NotPassed, Names: []string{"卢青", "白露"}}}}
	f := e.Figures(reported(e, n, r))
	for figure, want := range map[Figure]int{Nominated: 3, UnitsNominate: 1, NomineeFigure(TraitWomen): 1, ReviewWaiting: 1, ReviewRefused: 2} {
		if f[figure] != want {
			t.Errorf("%s %d, want %d", figure, f[figure], want)
		}
	}
	if got := r.WaitingNames(); len(got) != 1 || got[0].In(Chinese) != "法院" {
		t.Errorf("waiting %v", got)
	}
}

// TestNominationMoves: the list begins its stage, and the day of the notice ends
// it; the Party has a stage of its own for the notice.
func TestNominationMoves(t *testing.T) {
	t.Parallel()
	noticed := Nomination{Persons: []Nominee{nominee(Member, "纪晓")}, Noticed: Date{2027, 1, 4}}
	open := noticed
	open.Noticed = Date{}
	for _, c := range []struct {
		kind Kind
		n    Nomination
		want map[StageID]StageStatus
	}{
		{Villagers, open, map[StageID]StageStatus{"candidates": UnderWay}},
		{Villagers, noticed, map[StageID]StageStatus{"candidates": Done}},
		{Party, open, map[StageID]StageStatus{"candidates": UnderWay, "notice": NotStarted}},
		{Party, noticed, map[StageID]StageStatus{"candidates": NotStarted, "notice": Done}},
	} {
		e := Election{Kind: c.kind, PollingDay: polls(), Stages: UsualStages(c.kind, polls())}
		p := reported(e, c.n)
		for id, want := range c.want {
			if got := p.Stages[id].Status; got != want {
				t.Errorf("%s: %s is %q, want %q", c.kind, id, got, want)
			}
		}
	}
}

// TestSeated: who is elected comes of the counts alone, what is known of them of
// the list and of the report; whoever a corrected count unseats is not counted.
func TestSeated(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls()}
	known := nominee(Chair, "甲")
	known.Sex, known.Party = Woman, Yes
	first := village(ofPost(Chair, 1, person("甲", 500), person("乙", 290)))
	first.Round = FirstRound
	p := reported(e, Nomination{Persons: []Nominee{known, nominee(Chair, "乙")}}, first)
	seated := e.Seated(p)
	if len(seated) != 1 || seated[0].Name != "甲" || seated[0].Sex != Woman || seated[0].Party != Yes {
		t.Fatalf("%+v", seated)
	}
	if got := e.Described(p); len(got) != 0 {
		t.Errorf("described before the report: %v", got)
	}
	seated[0].Education = College
	p = e.Fold(p, Report{ID: "M", At: p.Last, Body: Members{Persons: seated}})
	if f := e.Figures(p); f[MembersPeople] != 1 || f[TraitFigure(TraitCollege)] != 1 || f[TraitFigure(TraitWomen)] != 1 {
		t.Errorf("%v", f)
	}
	other := village(ofPost(Chair, 1, person("甲", 290), person("乙", 500)))
	other.Round = FirstRound
	p = e.Fold(p, Report{ID: "C", At: p.Last, Replaces: e.Corrects(Unit{}, p, other, Entry{}), Body: other})
	if got := e.Seated(p); len(got) != 1 || got[0].Name != "乙" || got[0].Sex != "" {
		t.Errorf("after the correction: %+v", got)
	}
	if f := e.Figures(p); f[MembersPeople] != 0 || f[TraitFigure(TraitWomen)] != 0 {
		t.Errorf("after the correction: %v", f)
	}
}

func TestCandidateBreaches(t *testing.T) {
	t.Parallel()
	man, open := nominee(Chair, "甲"), nominee(Member, "乙")
	man.Sex = Man
	woman := open
	woman.Sex = Woman
	for _, c := range []struct {
		kind    Kind
		persons []Nominee
		want    int
	}{
		{Villagers, []Nominee{man}, 1}, {Villagers, []Nominee{man, open}, 0}, {Villagers, []Nominee{man, woman}, 0}, {Villagers, nil, 0},
		{Residents, []Nominee{man}, 1}, {Congress, []Nominee{man}, 0}, {Party, []Nominee{man}, 0},
	} {
		got := CandidateBreaches(Election{Kind: c.kind, PollingDay: polls()}, Nomination{Persons: c.persons})
		if len(got) != c.want || c.want > 0 && got[0].Article.Number != 8 {
			t.Errorf("%s %v: %v", c.kind, c.persons, got)
		}
	}
	kin := []Kinship{{"甲", "乙"}, {"甲", "丙"}}
	if got := KinAmong(kin, []ElectedPerson{{Name: "乙"}, {Name: "甲"}}); !slices.Equal(got, kin[:1]) {
		t.Errorf("%v", got)
	}
}
