package bot

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// digestOf shows the digest of a day that is past, as its reports had it when the
// day was over; without a day, the digest as of now.
func (d *desk) digestOf(ctx context.Context, text string) error {
	if text == "" {
		return d.digest(ctx)
	}
	town := d.store.Town()
	today := town.Today(d.bot.now())
	day, ok := flow.ReadDay(text, today)
	switch {
	case ok && day == today:
		return d.digest(ctx)
	case len(d.areas()) == 0:
		d.say(wordsNoPast())
		return nil
	case !ok:
		d.say(wordsNoDay(text))
		return nil
	case today.Before(day):
		d.say(wordsNotYet(day, today))
		return nil
	}
	over := day.AddDays(1).At(0, 0, town.Location).Add(-time.Nanosecond)
	past, err := d.view().AsOf(ctx, over)
	if err != nil {
		return err
	}
	if past.Empty() {
		d.say(wordsNothingYet(day, today))
	}
	for e, a := range d.digestAreas() {
		sum := past.Summary(e, a)
		sum.Asked = d.bot.now()
		d.sendDigest(sum, over, nil) // buttons would lead to how it is now
	}
	return nil
}

// digestAreas are the areas whose digest the person gets, with each election that has
// units there.
func (d *desk) digestAreas() iter.Seq2[election.Election, election.Area] {
	return func(yield func(election.Election, election.Area) bool) {
		for _, e := range d.store.Town().Elections {
			for _, a := range d.areas() {
				if d.store.Town().RollOf(e.ID, a).Units > 0 && !yield(e, a) {
					return
				}
			}
		}
	}
}

// digestDay finds of what day somebody wants the digest: “日报 昨天”, “digest Jan
// 10”. Where no space parts the two, as in “日报1月10日” and “昨天的日报”, only what
// is a day is taken for one.
func (all commandList) digestDay(text string) (day string, ok bool) {
	isDay := func(text string) bool {
		_, ok := flow.ReadDay(text, election.Date{Year: 2000, Month: time.January, Day: 1})
		return ok
	}
	digest, _ := all.of(cmdDigest)
	for _, word := range digest.words {
		rest := len(text) - len(word)
		if rest <= 0 {
			continue
		}
		if after := strings.TrimSpace(text[len(word):]); strings.EqualFold(text[:len(word)], word) && (len(after) < rest || isDay(after)) {
			return after, true
		}
		before := strings.TrimSpace(text[:rest])
		for _, of := range []string{"的", "'s", "’s"} {
			before = strings.TrimSpace(strings.TrimSuffix(before, of))
		}
		if strings.EqualFold(text[rest:], word) && isDay(before) {
			return before, true
		}
	}
	return "", false
}

// schedule shows the office which jobs come next.
func (d *desk) schedule(ctx context.Context) error {
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

func wordsNotYet(day, today election.Date) election.Phrase {
	return say("%s还没有到。发“日报”看现在的情况。", "%s has not come yet. Send “digest” for how things stand now.").With(day.Say(today))
}

// wordsNoPast tells an officer what there is instead: their units as they are, and
// each report as it was made.
func wordsNoPast() election.Phrase {
	return say("过去某天的日报只发给领导、监督员和选举办。您可以发“状态”看自己的村，点下面的 📋 上报记录 看每次上报的内容和时间。",
		"The digest of a past day is for leaders, observers and the office. Send “status” for your own; 📋 below each shows every report, and when it was made.")
}

func wordsNothingYet(day, today election.Date) election.Phrase {
	return say("到%s为止还没有任何上报，下面只有时限。", "By %s nothing had been reported; below are the deadlines alone.").With(day.Say(today))
}
