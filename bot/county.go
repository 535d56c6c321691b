package bot

import (
	"context"
	"html"
	"slices"
	"strings"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// County is who reads the sums of all towns 县级汇总.
type County struct {
	Name    string
	Readers []int64
}

// countyMark begins the data of the buttons of a county's roll-up, before the id of the
// town that is to be shown; without one it is the roll-up again.
const countyMark = "C:"

// countyButtons is how many towns have a button; of others the name is typed.
const countyButtons = 40

// countyWords ask for the roll-up, also from whoever works in a town besides.
func countyWords() []string {
	return []string{"/county", "全县", "县汇总", "全县汇总", "全县日报", "全县情况", "county"}
}

// forCounty reports whether a turn is one of the county: from one of its readers, who asks
// for the roll-up, taps on it, or is at home in no town.
func (b *Bot) forCounty(home *store.Store, t turn) bool {
	if t.group || !slices.Contains(b.county.Readers, t.user) {
		return false
	}
	switch w := t.what.(type) {
	case tapped:
		return strings.HasPrefix(w.data, countyMark)
	case said:
		name, payload, _ := findCommand(w.text)
		if name == cmdStart && payload != "" || name == cmdWhoami || name == cmdLanguage || name == cmdOffice {
			return false
		}
		return home == b.lobby || slices.Contains(countyWords(), strings.ToLower(strings.TrimSpace(w.text))) || b.asksCounty(home, w.text)
	}
	return false
}

// asksCounty reports whether somebody who works in a town besides asks of the county: 全县参选率,
// unless their own town is called so.
func (b *Bot) asksCounty(home *store.Store, text string) bool {
	_, _, ofCounty := speech.OfTowns(text, nil)
	return ofCounty && !strings.HasPrefix(home.Town().Name, b.county.Name) && !strings.Contains(home.Town().Whole, "县")
}

// countyTurn takes a turn of the county: a question of towns, the digest of those that it
// names, else the roll-up.
func (d *desk) countyTurn(ctx context.Context) error {
	switch w := d.turn.what.(type) {
	case tapped:
		d.commit.Answers = append(d.commit.Answers, store.Answer{Query: w.query})
		if s := d.bot.all.Of(election.TownID(strings.TrimPrefix(w.data, countyMark))); s != nil {
			return d.countyTown(ctx, s)
		}
	case said:
		return d.countySaid(ctx, w.text)
	}
	return d.countyAll(ctx)
}

// countySaid takes what a reader of the county types.
func (d *desk) countySaid(ctx context.Context, text string) error {
	if slices.Contains(countyWords(), strings.ToLower(strings.TrimSpace(text))) {
		return d.countyAll(ctx)
	}
	all := d.bot.all.All()
	var names []string
	for _, s := range all {
		names = append(names, s.Town().Name)
	}
	if questions, of, ok := d.countyGoesOn(text, names); ok {
		if done, err := d.countyAsk(ctx, questions, d.up(pick(all, of)), d.countyName(pick(all, of)[:len(of)])); done || err != nil {
			d.countyKeeps(text, true)
			return err
		}
	}
	question, of, _ := speech.OfTowns(text, names)
	named := pick(all, of)[:len(of)]
	served := d.up(pick(all, of))
	if done, err := d.countyAsk(ctx, []string{question}, served, d.countyName(named)); done || err != nil {
		d.countyKeeps(text, false)
		return err
	}
	for _, s := range named[:min(len(named), askMost)] {
		if err := d.countyTown(ctx, s); err != nil {
			return err
		}
	}
	if len(named) > 0 {
		return nil
	}
	if !d.asksOverview(question, served) {
		d.say(wordsCountyNotRead(text))
	}
	return d.countyAll(ctx)
}

// up are those of some towns that are served.
func (d *desk) up(all []*store.Store) []*store.Store {
	return slices.DeleteFunc(slices.Clone(all), func(s *store.Store) bool { _, down := d.bot.down[s.Town().ID]; return down })
}

// asksOverview reports whether a text asks how all stands, or only opens the chat.
func (d *desk) asksOverview(question string, towns []*store.Store) bool {
	if name, _, _ := findCommand(d.turn.what.(said).text); name != "" {
		return true
	}
	return slices.ContainsFunc(towns, func(s *store.Store) bool {
		q, ok := (&desk{bot: d.bot, store: s}).question(question)
		return ok && (q.Measure == speech.Overview || q.Measure == speech.Digest)
	})
}

// townsSaid names some towns.
func townsSaid(all []*store.Store) election.Phrase {
	var names []string
	for _, s := range all {
		names = append(names, s.Town().Name)
	}
	return document.Joined(names)
}

// countyReader is the person as whom a reader of the county looks at a town: they see its
// sums, and change nothing.
func (d *desk) countyReader() election.Person {
	return election.Person{ID: election.PersonID(d.bot.county.Name + "…" + store.AccountEnd(d.turn.user)), Observer: true}
}

// countyView is a town as a reader of the county may know it now. One who works there
// besides may know no more of its counts than others who do.
func (d *desk) countyView(ctx context.Context, s *store.Store) (store.View, error) {
	ses, err := s.Session(ctx, d.turn.user)
	if p := personOf(s.Town(), ses); !p.Unknown {
		return s.View(p, d.turn.user), err
	}
	return s.View(d.countyReader(), d.turn.user), err
}

// countySums are the elections of a town as the county reads them.
func (d *desk) countySums(ctx context.Context, s *store.Store) (all []election.Summary, err error) {
	view, err := d.countyView(ctx, s)
	if err != nil {
		return nil, err
	}
	for _, e := range s.Town().Elections {
		sum, err := view.Summary(ctx, e, election.WholeTown, d.bot.now())
		if err != nil {
			return nil, err
		}
		all = append(all, sum)
	}
	return all, nil
}

// countyAll shows the roll-up of all towns.
func (d *desk) countyAll(ctx context.Context) error {
	var sums []election.Summary
	var stopped []string
	var keys []store.Button
	now := d.bot.now()
	for _, s := range d.bot.all.All() {
		if _, down := d.bot.down[s.Town().ID]; down {
			stopped = append(stopped, s.Town().Name)
			continue
		}
		of, err := d.countySums(ctx, s)
		if err != nil {
			return err
		}
		now = now.In(s.Town().Location)
		sums = append(sums, of...)
		keys = append(keys, store.Button{Label: s.Town().Name, Data: countyMark + string(s.Town().ID)})
	}
	m := store.Message{Text: document.County(d.bot.county.Name, sums, stopped, now, d.lang), Key: "county", Move: true}
	if len(keys) <= countyButtons {
		m.Buttons = slices.Collect(slices.Chunk(keys, 3))
	}
	m.Buttons = append(m.Buttons, []store.Button{{Label: wordsLookAgain().In(d.lang), Data: countyMark}})
	d.send(m)
	return nil
}

// countyTown shows the digest of one town, and notes there who looked at it.
func (d *desk) countyTown(ctx context.Context, s *store.Store) error {
	back := [][]store.Button{{{Label: wordsCountyBack(d.bot.county.Name).In(d.lang), Data: countyMark}}}
	if _, down := d.bot.down[s.Town().ID]; down {
		d.send(store.Message{Text: html.EscapeString(wordsStopped(s.Town()).In(d.lang)), Buttons: back})
		return nil
	}
	sums, err := d.countySums(ctx, s)
	if err != nil {
		return err
	}
	for _, sum := range sums {
		d.send(store.Message{Text: document.Digest(sum, d.lang, document.OnDemand), Buttons: back})
	}
	return s.Note(ctx, store.Trace{By: d.countyReader().ID, Did: store.Saw, Of: "digest"})
}

func wordsCountyBack(county string) election.Phrase {
	return say("⬅ %s汇总", "⬅ %s, all towns").With(county)
}
