package bot

import (
	"context"
	"slices"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// digestOf shows the digest of a day that is past, as its reports had it when the
// day was over.
func (d *desk) digestOf(ctx context.Context, text string) error {
	town, now := d.store.Town(), d.bot.now()
	today := town.Today(now)
	day, ok := flow.ReadDay(text, today)
	switch {
	case !ok:
		d.say(wordsNoDay(text))
		return nil
	case today.Before(day):
		d.say(wordsNotYet(day))
		return nil
	case day == today:
		return d.digest(ctx)
	}
	areas := d.person.Areas
	if d.person.Office {
		areas = []election.Area{election.WholeTown}
	}
	if len(areas) == 0 {
		d.say(wordsNotYours())
		return nil
	}
	past, err := d.store.AsOf(ctx, day.AddDays(1).At(0, 0, town.Location).Add(-time.Minute))
	if err != nil {
		return err
	}
	for _, e := range town.Elections {
		for _, a := range areas {
			if town.RollOf(e.ID, a).Units > 0 {
				d.saw("digest", "", a)
				d.send(store.Message{Text: document.Digest(past.Summary(e, a), d.lang, false)})
			}
		}
	}
	return nil
}

// schedule shows the office which jobs come next.
func (d *desk) schedule(ctx context.Context) error {
	if !d.person.Office {
		d.say(wordsNotYours())
		return nil
	}
	coming, err := d.store.Coming(ctx)
	if err != nil {
		return err
	}
	d.send(store.Message{Text: document.Schedule(coming, d.lang, d.bot.now().In(d.store.Town().Location))})
	return nil
}

// calendar sends the deadlines of every election that the person has to do with
// as a calendar file.
func (d *desk) calendar() {
	town := d.store.Town()
	for _, e := range town.Elections {
		if slices.ContainsFunc(town.Units, func(u election.Unit) bool { return u.Election == e.ID && d.person.MaySee(u) }) {
			d.send(store.Message{Text: document.CalendarCaption(e, d.lang), Paper: &store.Paper{Kind: store.CalendarPaper, Election: e.ID, Language: d.lang.String()}})
		}
	}
}

func wordsNoDay(text string) election.Phrase {
	return say("没看懂日期“%s”。这样写：日报 昨天，日报 1月10日。", "“%s” is not a day I know. Write: digest yesterday, digest 2027-01-10.").With(quoted(text))
}

func wordsNotYet(day election.Date) election.Phrase {
	return say("%s还没有到。", "%s has not come yet.").With(day.Say())
}
