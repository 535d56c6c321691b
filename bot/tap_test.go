package bot

import (
	"regexp"
	"strings"
	"testing"

	"huanjie/flows"
	"huanjie/internal/announce"
	"huanjie/internal/cards"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// Takes reports whether a button is in the table of buttons, or the county's: every button
// that a test of this package sees in a private chat has to be.
func Takes(data string) bool {
	_, ok := tapOf(data)
	return ok || strings.HasPrefix(data, countyMark)
}

// TestMarks: the mark of a button says what kind it is, whatever follows it.
func TestMarks(t *testing.T) {
	t.Parallel()
	for i, a := range taps() {
		if a.mark == "" || a.may == nil || a.take == nil {
			t.Errorf("%q is not whole", a.mark)
		}
		for k, b := range taps() {
			if i != k && strings.HasPrefix(b.mark, a.mark) {
				t.Errorf("the mark %q begins %q", a.mark, b.mark)
			}
		}
	}
}

// TestButtonsKept: the data of buttons that are on telephones by now. A row is
// never changed: whoever taps such a button a year later means the same.
func TestButtonsKept(t *testing.T) {
	t.Parallel()
	u := election.Unit{ID: "E1", Name: "东河村", Election: "v"}
	a := election.Announcement{ID: "7", Revision: 2}
	inCase := document.UnitCase{Unit: u, Case: election.CaseState{ID: "9"}}
	l := election.Chinese
	for _, c := range []struct{ mark, drawn, kept string }{
		{menuMark, menuMark + string(cmdDigest), "m:digest"},
		{menuMark, settingsMark + "t18:00", "m:settings:t18:00"},
		{menuMark, reading(Reading{Changes: []election.Phrase{wordsFiles(1)}, Print: "0a"}, l).Buttons[0][0].Data, "m:reload:0a"},
		{groupMark, groupMark + moreKey, "mg:more"},
		{groupMark, groupMark, "mg:"},
		{languageMark, languageChoice(l).Buttons[0][1].Data, "l:en"},
		{flow.TapMark, flow.Tap{Draft: "5", Revision: 36, Verb: flow.Choose, Arg: "k"}.String(), "d:5:10:ck"},
		{flow.OpeningMark, flow.Opening{Form: "stage", Unit: "E1", Step: "stage", Value: "roll"}.String(), "o:stage:E1:stage:roll"},
		{correctMark, correctMark + "5", "fix:5"},
		{looseMark, looseMark + "sheet:E1", "lf:sheet:E1"},
		{caseMark, caseButton(inCase, l).Data, "k:E1:9"},
		{filesMark, filesMark + "E1:9", "K:E1:9"},
		{cards.DrillMark, cards.Way{To: cards.ToReport, Unit: "E1", Of: "1-1"}.String(), "w:e:E1:1-1"},
		{cards.GuideMark, cards.GuideButton("v", "roll", l).Data, "g:v:roll"},
		{announce.AckMark, announce.AckTap(a, "E1"), "ack:7.2:E1"},
		{announcementMark, announcementButton(wordsApprove(), approveVerb, a.ID, l).Data, "a:y:7"},
		{announcementMark, announce.ReviseButton(a.ID, l).Data, "a:r:7"},
		{inviteMark, inviteMark + "周明", "i:周明"},
		{invitesMark, invitesMark + "1", "I:1"},
		{uninviteMark, uninviteMark + "周明", "u:周明"},
		{takeoverMark, takeoverMark + "5:y", "t:5:y"},
		{cards.CloseOutMark, cards.CloseOut(&election.Town{CloseOut: election.Date{Year: 2027, Month: 7, Day: 14}}, election.CloseOut{}, l).Buttons[1][0].Data, "close:n:2027-07-14"},
		{auditMark, auditMark + "1-1", "A:1-1"},
		{rehearsalMark, rehearsalOffer(l).Buttons[0][0].Data, "R:join"},
		{townMark, townMark + "beiling", "T:beiling"},
		{tableMark, tableMark, "table"},
		{midwayMark, choice{stage: 4, page: 1, record: true, print: "1a"}.turned(3).String(), "b:r0.4.1.1a.CA"},
	} {
		if found, ok := tapOf(c.kept); c.drawn != c.kept || !ok || found.mark != c.mark {
			t.Errorf("%q is drawn where %q is kept; the table finds %q, %v", c.drawn, c.kept, found.mark, ok)
		}
	}
	for _, data := range []string{"", "m", "x:1", "digest"} {
		if Takes(data) {
			t.Errorf("%q is taken", data)
		}
	}
}

// TestCommands: a command has one name, which Telegram takes, and words of its own.
func TestCommands(t *testing.T) {
	t.Parallel()
	lawful := regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	named, meant := map[string]commandName{}, map[string]commandName{}
	for _, f := range flows.All.Commands() {
		named[f.Command] = "a form"
	}
	for _, c := range commands() {
		if other, twice := named[string(c.name)]; twice || !lawful.MatchString(string(c.name)) || c.may == nil || c.run == nil {
			t.Errorf("/%s: %q, and not whole or not lawful", c.name, other)
		}
		named[string(c.name)] = c.name
		for _, w := range c.words {
			if other, twice := meant[w]; twice || w != strings.ToLower(w) {
				t.Errorf("%q means %s and %s", w, c.name, other)
			}
			meant[w] = c.name
			if name, rest, ok := findCommand(w); !ok || name != c.name || rest != "" {
				t.Errorf("%q is taken for %s %q", w, name, rest)
			}
		}
	}
}
