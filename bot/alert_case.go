package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// addressee is somebody whom a message reaches.
type addressee struct {
	person election.Person
	user   int64
	lang   election.Language
}

// addressees finds the telephones of some people, the office's among them; who
// has none is left out.
func (d *desk) addressees(ctx context.Context, people []election.PersonID) ([]addressee, error) {
	users, err := d.store.Bound(ctx, people...)
	if err != nil {
		return nil, err
	}
	var all []addressee
	var ids []int64
	for i, p := range people {
		user := users[i]
		if n, ok := strings.CutPrefix(string(p), "office:"); ok {
			user, _ = strconv.ParseInt(n, 10, 64)
		}
		if user != 0 && !slices.Contains(ids, user) {
			all, ids = append(all, addressee{person: d.store.Town().Person(p), user: user}), append(ids, user)
		}
	}
	languages, err := d.store.Languages(ctx, ids...)
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].lang = languages[i]
	}
	return all, nil
}

// alertCase tells of a new case whoever has to answer it, and of a deed whoever
// has to do with the case. All have one card of it, that changes where it
// stands; it comes anew, and rings, for those who have to look now.
func (d *desk) alertCase(ctx context.Context, r election.Report) error {
	town := d.store.Town()
	u, _ := town.Unit(r.Unit)
	after := town.ElectionOf(u).Fold(d.ses.Progress, r)
	deed, acted := r.Body.(election.Act)
	id := cmp.Or(deed.Case, r.Replaces, r.ID)
	c, ok := after.Case(id)
	if !ok {
		return nil
	}
	people := town.CasePeople(u, c)
	to, err := d.addressees(ctx, people.All())
	if err != nil {
		return err
	}
	now := d.bot.now().In(town.Location)
	for _, a := range to {
		rings, only := caseRings(a.person.ID, c, r, people)
		m := store.Message{ID: fmt.Sprintf("%s@%d", r.ID, a.user), Chat: a.user, Class: store.ClassAlert, Key: cards.CaseKey(c.ID),
			Text:    document.Case(document.UnitCase{Unit: u, Case: c}, a.lang, now),
			Buttons: cards.CaseButtons(u, c, a.person, a.lang), Move: rings, Only: only}
		d.commit.Messages = append(d.commit.Messages, m)
		if files := filesFor(a.person.ID, c, r, acted); rings && !only {
			d.commit.Messages = append(d.commit.Messages, cards.Files(files, a.user, m.ID, fileWords(u, c.Title(), c.ID).In(a.lang))...)
		}
	}
	return nil
}

// caseRings says whether the card of a case comes anew to a person after a
// report, and whether only to those who had it before.
func caseRings(p election.PersonID, c election.CaseState, r election.Report, people election.CasePeople) (rings, only bool) {
	act, acted := r.Body.(election.Act)
	told := slices.Contains(people.Told, p)
	switch {
	case p == r.By: // who did it sees it on their own card
		return false, true
	case !acted:
		return told && r.Replaces == "", !told || r.Replaces != ""
	case p == c.By, p == c.Owner:
		return true, false
	case act.Deed == election.Reply && c.Owner == "" && (r.By == c.By || !slices.Contains(people.Told, r.By)): // more of it, and nobody has taken it
		rings = told && (!answeredBy(c, people.Told) || dealtWith(c, p))
		return rings, !rings
	case act.Deed == election.Reopen:
		return told, !told
	}
	return !c.Open(), true
}

// answeredBy reports whether one of those who are told of a case, other than
// who reported it, has done something about it.
func answeredBy(c election.CaseState, told []election.PersonID) bool {
	return slices.ContainsFunc(c.Log, func(a election.CaseAct) bool { return a.By != c.By && slices.Contains(told, a.By) })
}

// dealtWith reports whether somebody has done something about a case.
func dealtWith(c election.CaseState, p election.PersonID) bool {
	return slices.ContainsFunc(c.Log, func(a election.CaseAct) bool { return a.By == p })
}

// filesFor are the files that a person has not seen: of a new case, or of a case
// that is theirs now, all; else those of the deed.
func filesFor(p election.PersonID, c election.CaseState, r election.Report, acted bool) []election.File {
	act, _ := r.Body.(election.Act)
	if acted && !(act.Deed == election.Assign && p == c.Owner && p != c.By) {
		return r.Files
	}
	return c.Files
}

// registerButton offers whoever hears of a difficulty to make an incident of it,
// so that somebody answers for it and it has a clock. Nil for any other report.
func registerButton(r election.Report, l election.Language) [][]store.Button {
	b, ok := r.Body.(election.StageReport)
	if !ok || b.Status != election.InDifficulty {
		return nil
	}
	return [][]store.Button{{{Label: say("🚨 登记为突发情况", "🚨 Make it an incident").In(l),
		Data: flow.Opening{Form: "incident", Unit: r.Unit, Step: "about", Value: string(b.Stage)}.String()}}}
}
