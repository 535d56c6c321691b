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

// addressee is a person whom a message reaches.
type addressee struct {
	person election.Person
	user   int64
	lang   election.Language
}

// addressees returns the chats of some people, who may be of the office.
// People without a chat are left out.
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

// alertCase tells of a new case, or of what was done about one. Everybody
// concerned has one card of the case, which is edited in place. For those who
// have to look now, it is sent again and rings.
func (d *desk) alertCase(ctx context.Context, t reported) error {
	town, r, u := d.store.Town(), t.report, t.unit
	deed, acted := r.Body.(election.Act)
	id := cmp.Or(deed.Case, r.Replaces, r.ID)
	c, ok := t.after.Case(id)
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

// caseRings reports whether a person's card of a case is sent again after a
// report, and whether it is sent only to those who had it before.
func caseRings(p election.PersonID, c election.CaseState, r election.Report, people election.CasePeople) (rings, only bool) {
	act, acted := r.Body.(election.Act)
	told := slices.Contains(people.Told, p)
	switch {
	case p == r.By: // the author sees it on their own card
		return false, true
	case !acted:
		return told && r.Replaces == "", !told || r.Replaces != ""
	case p == c.By, p == c.Owner:
		return true, false
	case act.Deed == election.Reply && c.Owner == "" && (r.By == c.By || !slices.Contains(people.Told, r.By)): // more details, and nobody has taken the case
		rings = told && (!answeredBy(c, people.Told) || dealtWith(c, p))
		return rings, !rings
	case act.Deed == election.Reopen:
		return told, !told
	}
	return !c.Open(), true
}

// answeredBy reports whether anyone told of a case, other than its reporter,
// has done something about it.
func answeredBy(c election.CaseState, told []election.PersonID) bool {
	return slices.ContainsFunc(c.Log, func(a election.CaseAct) bool { return a.By != c.By && slices.Contains(told, a.By) })
}

// dealtWith reports whether somebody has done something about a case.
func dealtWith(c election.CaseState, p election.PersonID) bool {
	return slices.ContainsFunc(c.Log, func(a election.CaseAct) bool { return a.By == p })
}

// filesFor returns the files that a person has not seen. For a new case, or
// one just assigned to them, these are all its files; otherwise only those of
// the deed.
func filesFor(p election.PersonID, c election.CaseState, r election.Report, acted bool) []election.File {
	act, _ := r.Body.(election.Act)
	if acted && !(act.Deed == election.Assign && p == c.Owner && p != c.By) {
		return r.Files
	}
	return c.Files
}

// registerButton offers to make an incident of a difficulty, so that somebody
// answers for it by a deadline. It returns nil for any other report.
func registerButton(r election.Report, l election.Language) [][]store.Button {
	b, ok := r.Body.(election.StageReport)
	if !ok || b.Status != election.InDifficulty {
		return nil
	}
	return [][]store.Button{{{Label: say("🚨 登记为突发情况", "🚨 Make it an incident").In(l),
		Data: flow.Opening{Form: "incident", Unit: r.Unit, Step: "about", Value: string(b.Stage)}.String()}}}
}
