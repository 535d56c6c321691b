package bot

import (
	"context"
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// answerVoter is what is said to a question, of the villages that are named in
// it. A village with two elections has an answer for each. address is what
// stands before the words in an example.
func (b *Bot) answerVoter(ctx context.Context, s *store.Store, q speech.VoterQuestion, text, address string) (election.Phrase, error) {
	t := s.Town()
	units := b.units(t, text)
	if len(units) == 0 && len(t.Units) == 1 {
		units = t.Units
	}
	switch {
	case q == speech.VoterBring && len(units) == 0:
		return wordsBring(), nil
	case len(units) == 0:
		return wordsWhichVillage(address + t.Units[0].Name), nil
	}
	all, err := b.pollingPlaces(ctx, s, units)
	if err == nil && q == speech.VoterBring {
		all = say("%s\n%s", "%s\n%s").With(all, wordsBring())
	}
	return all, err
}

// pollingPlaces says where and when the first of some units vote, or how things stand
// there since they have.
func (b *Bot) pollingPlaces(ctx context.Context, s *store.Store, units []election.Unit) (all election.Phrase, err error) {
	t := s.Town()
	today := t.Today(b.now())
	for i, u := range units[:min(len(units), namedMost)] {
		e := t.ElectionOf(u)
		line := wordsPlace(e, u, today)
		if e.PollingDay.Before(today) {
			if line, err = b.since(ctx, s, e, u); err != nil {
				return all, err
			}
		}
		if i > 0 {
			line = say("%s\n%s", "%s\n%s").With(all, line)
		}
		all = line
	}
	return all, nil
}

// since is how things stand in a unit that has voted, as far as anybody may know:
// what has to follow is said of counts that two people have confirmed, as in
// announcements, and of the result that it is public once it was announced so.
func (b *Bot) since(ctx context.Context, s *store.Store, e election.Election, u election.Unit) (election.Phrase, error) {
	today := s.Town().Today(b.now())
	states, err := s.States(ctx, []election.UnitID{u.ID})
	if err != nil {
		return election.Phrase{}, err
	}
	if election.FurtherAnnouncement.Concerns(e, states[0]) {
		return wordsFollows(e, u, e.OpenTasks(u, states[0].Progress), today), nil
	}
	posted, err := s.Posted(ctx, postedMost)
	if err != nil {
		return election.Phrase{}, err
	}
	for _, a := range posted {
		if a.Kind == election.ResultsAnnouncement && a.Reaches(election.PublicAudience) && slices.Contains(a.Units, u.ID) {
			return wordsPublished(e, u, s.Town().Today(a.PostedAt), today), nil
		}
	}
	return wordsVoted(e, u, today), nil
}

// postedMost is among how many of the last announcements the one of a result is
// looked for.
const postedMost = 50

// namedMost is for how many villages one answer is given.
const namedMost = 4

// voter answers somebody unknown who writes: the three questions of voters, from
// every town that has a village of the name, and else how to get in.
func (d *desk) voter(ctx context.Context, text string) error {
	if len(d.bot.towns) == 0 {
		d.stranger()
		return nil
	}
	q, ok := speech.VoterAsks(text)
	if matter, referred := speech.VoterWants(text); referred && !ok {
		return d.refer(ctx, matter, text)
	}
	towns := d.townsNamed(text, ok)
	switch {
	case len(towns) == 0 && !ok:
		d.stranger()
		return nil
	case !ok:
		q = speech.VoterWhere
	case len(towns) == 0 && q == speech.VoterBring:
		d.say(wordsBring())
		return nil
	case len(towns) == 0:
		towns = d.bot.towns[:1] // for an example
	}
	for _, s := range towns[:min(len(towns), namedMost)] {
		said, err := d.bot.answerVoter(ctx, s, q, text, "")
		if err != nil {
			return err
		}
		if len(towns) > 1 {
			said = say("%s %s", "%s: %s").With(s.Town().Name, said)
		}
		d.say(said)
	}
	return nil
}

// townsNamed are the towns of which a text names a village and says nothing else or,
// if it asks something, names one at all.
func (d *desk) townsNamed(text string, asks bool) []*store.Store {
	return slices.DeleteFunc(slices.Clone(d.bot.towns), func(s *store.Store) bool {
		return !d.bot.onlyUnit(s.Town(), text) && !(asks && len(d.bot.units(s.Town(), text)) > 0)
	})
}

// whoVotes says who takes part where units of some towns elect that a text names, and who knows more.
func (b *Bot) whoVotes(towns []*store.Store, text, phone string) election.Phrase {
	said := wordsAskWhoVotes(phone)
	for _, s := range towns[:min(len(towns), namedMost)] {
		units := b.units(s.Town(), text)
		for _, u := range units[:min(len(units), namedMost)] {
			said = say("%s\n%s", "%s\n%s").With(wordsWhoVotes(s.Town().ElectionOf(u), u), said)
		}
	}
	return said
}

// refer says who answers what the bot may not: of a result also how things stand in
// the villages that are named, as far as anybody may know.
func (d *desk) refer(ctx context.Context, matter speech.VoterMatter, text string) error {
	towns := slices.DeleteFunc(slices.Clone(d.bot.towns), func(s *store.Store) bool { return len(d.bot.units(s.Town(), text)) == 0 })
	phone := ""
	if len(towns) == 1 {
		phone = towns[0].Town().Phone
	} else if len(d.bot.towns) == 1 {
		phone = d.bot.towns[0].Town().Phone
	}
	switch {
	case matter == speech.VoterProxy:
		d.say(wordsProxy(phone))
		return nil
	case matter == speech.VoterRoll:
		d.say(wordsAskVillage(phone))
		return nil
	case matter == speech.VoterHousehold:
		d.say(d.bot.whoVotes(towns, text, phone))
		return nil
	case matter == speech.VoterComplaint:
		d.say(wordsComplain(phone))
		return nil
	case len(towns) == 0: // who works for the election may ask so before they are known
		d.stranger()
		return nil
	}
	said := wordsSeeNotice(phone)
	for _, s := range towns[:min(len(towns), namedMost)] {
		units := slices.DeleteFunc(d.bot.units(s.Town(), text), func(u election.Unit) bool {
			return !s.Town().ElectionOf(u).PollingDay.Before(s.Town().Today(d.bot.now()))
		})
		if len(units) == 0 {
			continue
		}
		stand, err := d.bot.pollingPlaces(ctx, s, units)
		if err != nil {
			return err
		}
		said = say("%s\n%s", "%s\n%s").With(stand, said)
	}
	d.say(said)
	return nil
}
