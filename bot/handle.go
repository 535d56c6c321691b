package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// redoMost is how often a turn is taken anew because somebody else was faster.
const redoMost = 20

// handle takes one turn and has it committed. nil means that it is committed,
// now or before.
func (b *Bot) handle(ctx context.Context, t turn) error {
	seen, err := b.foresee(ctx, t)
	if err != nil {
		return err
	}
	s, late, err := b.meantAt(ctx, t, seen.home)
	if errors.Is(err, store.ErrSeen) {
		return nil
	}
	if err != nil {
		return err
	}
	t.late = late
	if s, err = b.invited(ctx, s, t); err != nil {
		return err
	}
	s = b.tappedIn(s, t)
	if b.forCounty(s, t) {
		s = b.lobby
	}
	s, which, err := b.typedFor(ctx, s, t)
	if err != nil {
		return err
	}
	for range redoMost {
		err := b.try(ctx, s, t, which, seen.session(s))
		seen.ses = nil
		switch {
		case err == nil, errors.Is(err, store.ErrSeen):
			return nil
		case !errors.Is(err, store.ErrConflict):
			return err
		}
		b.counts.Redone.Add(1)
	}
	return fmt.Errorf("commit update %d: %w", t.update, store.ErrConflict)
}

// try reads what the turn needs, unless it has been read already, decides, and commits. which
// are the towns of which the person has to choose one first.
func (b *Bot) try(ctx context.Context, s *store.Store, t turn, which []*store.Store, read *store.Session) error {
	if t.group {
		return b.inGroup(ctx, s, t)
	}
	if read == nil {
		ses, err := s.Session(ctx, t.user)
		if err != nil {
			return err
		}
		read = &ses
	}
	d := desk{bot: b, store: s, turn: t, which: which, ses: *read}
	d.commit = store.Commit{Update: t.update, Session: &d.ses, State: d.ses.Talk}
	d.know()
	take := d.decide
	if wrong, down := b.down[s.Town().ID]; down {
		take = func(ctx context.Context) error { return d.stopped(ctx, wrong) }
	}
	if err := errors.Join(take(ctx), d.moves(ctx)); err != nil {
		return err
	}
	d.hurry()
	d.record()
	err := b.commit(ctx, s, t, d.commit)
	if err == nil {
		if d.hurries {
			b.hurried.tell(t.chat)
		}
		b.guesses.learn(t.chat, s, &d.ses)
	}
	return err
}

// desk is one turn of a private chat being decided.
type desk struct {
	bot    *Bot
	store  *store.Store
	turn   turn
	ses    store.Session
	person election.Person
	lang   election.Language
	commit store.Commit

	ear     *speech.Ear        // that hears the message; nil: it has not been heard yet
	which   []*store.Store     // towns of which one has to be chosen first
	beside  []store.UnitRecord // of the units that were read besides the session's
	history []election.Report  // of the unit of a withdrawal
	hurries bool               // it is said that others wait
	gather  gathers            // takes numbers for the county; nil: they are answered
}

// know finds out who it is and what language they read.
func (d *desk) know() {
	town := d.store.Town()
	d.person = personOf(town, d.ses)
	switch {
	case d.ses.Binding.Language != "":
		d.lang = election.ParseLanguage(d.ses.Binding.Language)
	case d.turn.code != "":
		d.lang = election.ParseLanguage(d.turn.code)
	default:
		d.lang = town.Language
	}
}

// personOf is who somebody is in a town: a member of its office whatever else they are.
func personOf(t *election.Town, ses store.Session) election.Person {
	if office := t.Person(election.OfficePerson(ses.User)); !office.Unknown {
		return office
	}
	return t.Person(ses.Binding.Person)
}

// decide routes the turn: what anybody may say, then, for people of the town,
// forms and commands.
func (d *desk) decide(ctx context.Context) error {
	if d.turn.late {
		d.hint("rehearsal", wordsRehearsalLate())
		return nil
	}
	if d.store == d.bot.lobby && d.bot.forCounty(d.store, d.turn) {
		return d.countyTurn(ctx)
	}
	switch w := d.turn.what.(type) {
	case said:
		return d.text(ctx, w)
	case tapped:
		return d.tap(ctx, w)
	case sent:
		return d.file(ctx, w)
	case edited:
		return d.edit(ctx, w)
	case unread:
		d.hint("unread", wordsUnread())
	case membership:
		return d.reachable(ctx, w.in)
	}
	return nil
}

// file takes a photo, a document or a location.
func (d *desk) file(ctx context.Context, w sent) error {
	if d.person.Unknown {
		d.stranger()
		return nil
	}
	if d.isTable(w) {
		d.readTable(w)
		return nil
	}
	out, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.forms().Advance(d.ses.Talk, sc, flow.Turn{Update: d.turn.update, Message: w.message, Input: w.file, Forwarded: w.forwarded})
	})
	if err == nil && out.Ignored {
		if d.isRoster(w) && !d.rehearsing() {
			d.previewRoster(w)
			return nil
		}
		if d.isDraft(w) {
			d.proofreadFile(w)
			return nil
		}
		return d.keepLoose(ctx, w.file)
	}
	return err
}

// edit takes a message that was changed: what was noted of it changes with it.
func (d *desk) edit(ctx context.Context, w edited) error {
	if d.person.Unknown {
		d.stranger()
		return nil
	}
	if took, err := d.editTakesBack(ctx, w); took || err != nil {
		return err
	}
	out, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.forms().Advance(d.ses.Talk, sc, flow.Turn{Update: d.turn.update, Input: flow.Edited{Message: w.message, Text: w.text}})
	})
	if err == nil && out.Ignored {
		d.hint("edited", wordsEdited())
	}
	return err
}

// needsMost is how often more is read for one turn: a unit, what waits with it, a
// likeness, each a few times over. A turn that needs more is a mistake of a form.
const needsMost = 16

// advance lets the forms take the turn, reading more if they need it, and puts
// what comes of it into the commit.
func (d *desk) advance(ctx context.Context, take func(flow.Scene) flow.Outcome) (flow.Outcome, error) {
	sc := d.scene()
	d.beside = nil
	out := take(sc)
	for range needsMost {
		if out.Need.IsZero() {
			break
		}
		if err := d.fetch(ctx, &sc, out.Need); err != nil {
			return out, err
		}
		out = take(sc)
	}
	if !out.Need.IsZero() {
		return out, fmt.Errorf("read what update %d needs: still %+v after %d times", d.turn.update, out.Need, needsMost)
	}
	d.commit.State, d.history = out.State, sc.History
	if out.Before != nil {
		d.send(card(*out.Before, d.lang))
	}
	if out.View != nil {
		d.send(card(*out.View, d.lang))
	}
	return out, d.publish(ctx, out)
}

// scene is what the forms are told of the person, the town and the hour.
func (d *desk) scene() flow.Scene {
	known := d.bot.ear(d.store.Town())
	return flow.Scene{Town: d.store.Town(), Places: known.places, Ear: d.listening(), Kept: known.kept, Person: d.person, Language: d.lang, Unit: d.ses.Unit, Progress: d.ses.Progress,
		User: d.turn.user, Now: d.bot.now(), Likeness: map[string]election.UnitID{}}
}

// fetch reads what a form still needs.
func (d *desk) fetch(ctx context.Context, sc *flow.Scene, need flow.Need) (err error) {
	if need.Overview {
		sc.Overview, err = d.overview(ctx)
		return err
	}
	if need.Likeness != "" {
		u, _ := d.store.Town().Unit(sc.Unit)
		sc.Likeness[need.Likeness], err = d.store.Like(ctx, u.Election, need.Likeness)
		return err
	}
	if need.History != "" { // after the unit's progress, which the commit guards
		sc.HistoryOf = need.History
		sc.History, err = d.store.History(ctx, need.History)
		return err
	}
	if len(need.Beside) > 0 {
		read, err := d.store.UnitRecords(ctx, need.Beside...)
		d.beside = append(d.beside, read...) // whose report lies open may change, so that another is beside it
		if sc.Beside == nil {
			sc.Beside = map[election.UnitID]election.Progress{}
		}
		for _, s := range read {
			sc.Beside[s.Unit] = s.Progress
		}
		return err
	}
	if err := d.store.Focus(ctx, &d.ses, need.Unit); err != nil {
		return err
	}
	sc.Unit, sc.Progress = d.ses.Unit, d.ses.Progress
	return nil
}

func (d *desk) overview(ctx context.Context) (*flow.Overview, error) {
	groups, err := d.store.Groups(ctx)
	if err != nil {
		return nil, err
	}
	o := &flow.Overview{Groups: len(groups)}
	for _, g := range groups {
		if g.Audience == election.WorkingAudience {
			o.Working++
		}
	}
	if o.Posted, err = d.store.Posted(ctx, 5); err != nil {
		return nil, err
	}
	if o.Own, err = d.store.OwnTexts(ctx); err != nil {
		return nil, err
	}
	return o, d.overviewAnnouncements(ctx, o)
}

// publish puts a report or an announcement into the commit, with the messages
// to those who must know at once.
func (d *desk) publish(ctx context.Context, out flow.Outcome) (err error) {
	if out.Report != nil {
		d.commit.Report = out.Report
		if len(out.Report.TakesBack()) > 0 {
			return d.withdrawn(ctx, *out.Report)
		}
		if len(out.Further) == 0 {
			d.whatIsNext(*out.Report)
		}
		if d.rehearsing() {
			if err := d.exercises(ctx, append([]election.Report{*out.Report}, out.Further...)...); err != nil {
				return err
			}
		}
		if err := d.alert(ctx, *out.Report); err != nil {
			return err
		}
		return d.further(ctx, *out.Report, out.Further)
	}
	if out.Own != nil {
		return d.wrote(ctx, *out.Own)
	}
	if out.Announcement != nil {
		d.commit.Announcement = out.Announcement
		return d.announce(ctx, *out.Announcement)
	}
	return nil
}

// say sends a message of its own to the person.
func (d *desk) say(p election.Phrase) { d.send(plain(p.In(d.lang))) }

// stranger tells somebody unknown how to get in.
func (d *desk) stranger() { d.hint("stranger", wordsStranger(d.turn.user)) }

// hint says something that is worth saying once however often it is caused: a
// newer one takes the place of the last.
func (d *desk) hint(key string, p election.Phrase) {
	m := plain(p.In(d.lang))
	m.Key, m.Move = key, true
	d.send(m)
}

// answer is the small notice on top of a tap.
func (d *desk) answer(p election.Phrase) { d.commit.Answers[0].Text = p.In(d.lang) }

// send queues a message to the person.
func (d *desk) send(m store.Message) {
	m.Chat = d.turn.chat
	m.ID = fmt.Sprintf("%d.%d", d.turn.update, len(d.commit.Messages))
	d.commit.Messages = append(d.commit.Messages, m)
}

// unitNamed finds the one unit of the person that a message names.
func (d *desk) unitNamed(text string) (election.Unit, bool) {
	var found []election.Unit
	name := strings.TrimSpace(text)
	if !d.bot.ear(d.store.Town()).mayNameUnit(name) {
		return election.Unit{}, false
	}
	for _, u := range d.store.Town().Units {
		if !d.person.MaySee(u) {
			continue
		}
		if u.Name == name || string(u.ID) == name {
			return u, true
		}
		if len(name) >= 2*len("村") && strings.Contains(u.Name, name) {
			found = append(found, u)
		}
	}
	if len(found) != 1 {
		return election.Unit{}, false
	}
	return found[0], true
}
