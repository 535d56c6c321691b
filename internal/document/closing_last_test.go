package document_test

import (
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/proofread"
)

// TestTurnoverByName: the summary compares the members with those of the last term by name, as far as units
// have elected all of theirs, and its figures stand before the check.
func TestTurnoverByName(t *testing.T) {
	t.Parallel()
	c := closingOf(t)
	born := election.Date{Year: 1980, Month: time.May, Day: 3}
	person := func(name string, post election.Post, sex election.Sex) election.ElectedPerson {
		return election.ElectedPerson{Name: name, Post: post, Sex: sex, Born: born, Party: election.Yes, Education: election.College}
	}
	c.Town.LastMembers = map[election.UnitID][]election.ElectedPerson{
		"E1": {person("赵大山", election.Chair, election.Man), person("李二", election.Chair, election.Man), person("郑旧", election.Member, election.Woman)},
		"E2": {person("孙一", election.Member, election.Man), person("郑旧", election.Member, election.Woman)},
		"E3": {person("冯远", election.Chair, election.Man)}, // has not voted yet
	}
	text := closingText(t, c)
	for _, want := range []string{
		"按姓名与上届成员名单对照（已选齐的2个村）：上届成员5名，本届6名，其中连任3名，占50.00%，新任3名；上届成员中2名不再任职。",
		"主任2名中连任1名，委员4名中连任2名（原任同一职务1名）。", "东河村 2＋柳湾村 1",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if found := proofread.Check(text); len(found) > 0 {
		t.Errorf("the summary is wrong: %+v", found)
	}
}

// TestTermOfKnowsWhatAllSaid: a trait that one of the members did not say has no figure.
func TestTermOfKnowsWhatAllSaid(t *testing.T) {
	t.Parallel()
	day := election.Date{Year: 2022, Month: time.January, Day: 15}
	people := []election.ElectedPerson{
		{Name: "赵大山", Sex: election.Man, Born: election.Date{Year: 1972, Month: time.January, Day: 16}, Party: election.Yes},
		{Name: "郑旧", Sex: election.Woman, Born: election.Date{Year: 1990, Month: time.May, Day: 1}},
	}
	term := election.TermOf(people, day)
	if _, known := term.Parts[election.TraitParty]; known || term.Elected != 2 || term.Parts[election.TraitWomen] != 1 || term.Parts[election.TraitUnder50] != 2 {
		t.Errorf("%+v", term)
	}
	if wrong := term.Wrong(); wrong != "" {
		t.Errorf("%s is wrong", wrong)
	}
}
