package bot

import (
	"context"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
)

// hourEarly is how long before an hour its figure may be reported.
const hourEarly = 30 * time.Minute

// answerHour answers 哪个村还没报11点的: the units that have reported nothing of the vote since shortly before
// that hour, each with what it reported last. Before the first hour at which turnouts are asked for,
// any report of the day is that of the hour.
func (d *desk) answerHour(ctx context.Context, q inquiry) error {
	now := d.now()
	at := d.today().At(0, 0, now.Location()).Add(q.Time.Hour)
	since := at.Add(-hourEarly)
	if hours := timesOn(d.today(), d.bot.turnout, now.Location()); q.Time.After {
		since = at
	} else if len(hours) > 0 && !at.After(hours[0]) {
		since = d.today().At(0, 0, now.Location())
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("🗳 %s 的投票人数 · 还没报的", "🗳 The turnout of %s · not reported").With(at.Format("15:04")))
		if q.Time.After {
			a.Asked = say("🗳 %s 以后还没报过的", "🗳 Not reported since %s").With(at.Format("15:04"))
		}
		silent, _ := split(s.whole, func(u election.UnitState) bool { return u.Progress.Silent() || u.Progress.Last.Before(since) })
		if now.Before(at) {
			a.Lines = append(a.Lines, say("还没到 %s。", "It is not %s yet.").With(at.Format("15:04")))
		}
		if at.Sub(since) == hourEarly {
			a.Lines = append(a.Lines, say("%s 以后报的都算。", "Whatever was reported since %s counts.").With(since.Format("15:04")))
		}
		if len(silent) == 0 {
			a.Lines = append(a.Lines, wordsAllReported())
			return a, true
		}
		a.Lines = append(a.Lines, wordsStillUnknown(len(silent), s.Election.Units(len(s.whole))))
		for _, u := range silent {
			line := document.Owers(u.Unit)
			if t := u.Progress.Turnout; t != nil {
				line = say("%s：最近一次 %s 报，已投 %s 人", "%s: last reported at %s, voted %s").With(line, u.Progress.Last.In(now.Location()).Format("15:04"), election.Thousands(t.Voted))
			}
			a.Units = append(a.Units, line)
		}
		return a, true
	})
}
