package bot

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/robfig/cron/v3"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// reportedMost is how many of the last reports are shown; dayMost how many reports of a
// unit are read to find those of one day.
const (
	reportedMost = 8
	dayMost      = 40
)

// answerReported answers 我报过什么, 上次报的是多少, 西岭村什么时候报的, 我今天报了几次: the last
// reports of the units that are meant, the newest first, or the last one alone.
func (d *desk) answerReported(ctx context.Context, q inquiry) error {
	if q.Scope.Own && !d.onlyOwn() && q.Form != speech.AsMoment && !q.Time.LastOne && q.Time.At.IsZero() && q.Stage == "" { // 我这儿报了几个了, of somebody who reports nothing
		q.Measure, q.Filter, q.Form = speech.Owing, speech.Filter{By: speech.IsReported}, speech.AsCount
		return d.answerReports(ctx, q)
	}
	day := d.reportedOn(q)
	q.Time.At = speech.Moment{}
	scopes, err := d.scopes(ctx, &q)
	if err != nil || scopes == nil {
		return err
	}
	switch {
	case q.Stage != "":
		return d.finished(ctx, q)
	case q.Filter.By == speech.Lowest:
		return d.arrivals(ctx, q, scopes, day)
	case q.Filter.By == speech.Highest:
		d.quiet(q, scopes)
		return nil
	case q.Time.Hour > 0:
		d.reportedSince(q, scopes, day.At(0, 0, d.now().Location()).Add(q.Time.Hour), say("%s %s 以后", "%s after %s").With(d.dayName(day), clockText(q.Time.Hour)))
		return nil
	case q.Time.Last > 0:
		d.reportedSince(q, scopes, d.now().Add(-q.Time.Last), wordsInLast(q.Time.Last))
		return nil
	}
	return d.listReports(ctx, q, scopes, day)
}

// listReports lists the last reports, those of one day, or the last one alone.
func (d *desk) listReports(ctx context.Context, q inquiry, scopes []scoped, day election.Date) error {
	most := reportedMost
	if !day.IsZero() {
		most = dayMost
	}
	all, err := d.lastReports(ctx, q, scopes, most)
	if err != nil {
		return err
	}
	a := d.begin(q, scopes[0], say("📋 报过的", "📋 What was reported"))
	switch {
	case !day.IsZero():
		all = slices.DeleteFunc(all, func(t document.Told) bool { return election.DateOf(t.Report.At.In(t.Now.Location())) != day })
		a.Asked = say("%s · %s", "%s · %s").With(a.Asked, d.dayName(day))
		a.Lines = append(a.Lines, wordsReports(len(all)))
	case q.Time.LastOne && q.Form != speech.AsList || q.Form == speech.AsMoment:
		a.Asked, most = say("📋 最近一次上报", "📋 The last report"), 1
	case q.Scope.EachUnit:
		a.Asked, all = say("📋 各自最近一次上报", "📋 The last report of each"), lastOfEach(all)
		most = len(all)
	}
	for _, told := range all[:min(len(all), most)] {
		a.Lines = append(a.Lines, document.ReportedLine(d.store.Town(), told))
	}
	if len(all) == 0 && day.IsZero() {
		a.Lines = append(a.Lines, wordsNothingReported())
	}
	d.reply(a)
	return nil
}

// lastOfEach are the first of some reports of each unit.
func lastOfEach(all []document.Told) (last []document.Told) {
	seen := map[election.UnitID]bool{}
	for _, t := range all {
		if !seen[t.Report.Unit] {
			seen[t.Report.Unit] = true
			last = append(last, t)
		}
	}
	return last
}

// answerReportedOn answers 今天哪些村报过: whose last report was made on that day.
func (d *desk) answerReportedOn(ctx context.Context, q inquiry) error {
	day := d.reportedOn(q)
	name := d.dayName(day)
	if q.Time.Weeks == speech.ThisWeek {
		day, _, name = d.window(q.Time)
	}
	scopes, err := d.scopes(ctx, &q)
	if err == nil && scopes != nil {
		d.reportedSince(q, scopes, day.At(0, 0, d.now().Location()), name)
	}
	return err
}

// reportedOn is the day of which reports are asked for; zero if none is named.
func (d *desk) reportedOn(q inquiry) election.Date {
	if q.Time.Today {
		return d.today()
	}
	return q.Time.At.Day
}

// answerReportTimes answers 几点报数: the office sets the hours, and asks when they have
// come; what is to be reported by now is known. Of the digest everybody chooses theirs.
func (d *desk) answerReportTimes(ctx context.Context, q inquiry) error {
	if q.Topic == "digest" {
		d.say(wordsDigestTimes())
		return nil
	}
	coming, err := d.store.Coming(ctx)
	if err != nil {
		return err
	}
	for _, e := range d.elections(q) {
		if line := d.reportHours(e); !line.IsZero() {
			d.say(line)
		}
	}
	d.say(wordsReportTimes(cmp.Or(coming["chase"], coming["due"]), d.now()))
	return d.todo(ctx)
}

// reportHours are the hours at which reports are asked for on the polling day of an election, and
// which of them is the next; zero if none is known.
func (d *desk) reportHours(e election.Election) election.Phrase {
	turnout, count := timesOn(e.PollingDay, d.bot.turnout, d.now().Location()), timesOn(e.PollingDay, d.bot.count, d.now().Location())
	all := slices.Concat(turnout, count)
	if len(all) == 0 {
		return election.Phrase{}
	}
	slices.SortFunc(all, time.Time.Compare)
	line := wordsReportHours(e.PollingDay.Say(d.today()), turnout, count)
	if i := slices.IndexFunc(all, d.now().Before); i >= 0 && e.PollingDay == d.today() {
		line = say("%s下一次：%s。", "%s Next: %s.").With(line, all[i].Format("15:04"))
	}
	return line
}

// timesOn are the times of some schedules on a day, the earliest first.
func timesOn(day election.Date, schedules []cron.Schedule, loc *time.Location) (all []time.Time) {
	begin, end := day.At(0, 0, loc), day.AddDays(1).At(0, 0, loc)
	for _, s := range schedules {
		for at := s.Next(begin.Add(-time.Second)); !at.IsZero() && at.Before(end); at = s.Next(at) {
			all = append(all, at)
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	return all
}

// wordsReportHours says at what hours turnouts and counts are asked for.
func wordsReportHours(day election.Phrase, turnout, count []time.Time) election.Phrase {
	clocks := func(of []time.Time) election.Phrase {
		var names []string
		for _, t := range of {
			names = append(names, t.Format("15:04"))
		}
		return document.Joined(names)
	}
	line := say("⏱ 选举日（%s）", "⏱ On polling day (%s)").With(day)
	if len(turnout) > 0 {
		line = say("%s投票人数报 %d 次：%s 前；", "%s turnout is reported %d times, by %s;").With(line, len(turnout), clocks(turnout))
	}
	if len(count) > 0 {
		line = say("%s计票 %s 前报；", "%s counts by %s;").With(line, clocks(count))
	}
	return say("%s中间有变化随时可报。", "%s at any time between.").With(line)
}

// lastReports are the last reports of units that the person may read, the newest first:
// of an officer who asks for their own only those that they made themselves, and of
// somebody who is named theirs.
func (d *desk) lastReports(ctx context.Context, q inquiry, scopes []scoped, most int) (all []document.Told, err error) {
	own := d.onlyOwn() && (q.Scope.IsZero() || q.Scope.Own)
	for _, s := range scopes {
		var ids []election.UnitID
		for _, u := range s.whole {
			ids = append(ids, u.Unit.ID)
		}
		states, err := d.store.States(ctx, ids) // the whole ones: they say what is kept from the person
		if err != nil {
			return nil, err
		}
		for _, u := range states {
			found, err := d.store.Reports(ctx, u.Unit.ID, "", most, u.Progress.Reports)
			if err != nil {
				return nil, err
			}
			for _, r := range found {
				if own && r.By != d.person.ID || len(q.Scope.People) > 0 && r.By != q.Scope.People[0] || u.Private(d.person, r.Report) {
					continue
				}
				all = append(all, document.Told{Report: r.Report, Now: d.now(), Secret: d.secret(u, r.Report)})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y document.Told) int { return y.Report.At.Compare(x.Report.At) })
	return all, nil
}

// arrivals answers 哪个村最先报: the first report of each unit on a day, the earliest
// first.
func (d *desk) arrivals(ctx context.Context, q inquiry, scopes []scoped, day election.Date) error {
	if day.IsZero() {
		day = d.today()
	}
	all, err := d.lastReports(ctx, q, scopes, dayMost)
	if err != nil {
		return err
	}
	slices.Reverse(all)
	a := d.begin(q, scopes[0], say("📋 最先报的 · %s", "📋 First to report · %s").With(d.dayName(day)))
	seen := map[election.UnitID]bool{}
	for _, told := range all {
		if u := told.Report.Unit; election.DateOf(told.Report.At.In(told.Now.Location())) == day && !seen[u] {
			seen[u] = true
			a.Units = append(a.Units, document.ReportedLine(d.store.Town(), told))
		}
	}
	a.Lines = append(a.Lines, wordsReportedUnits(scopes, len(a.Units)))
	a.Units = a.Units[:min(len(a.Units), reportedMost)]
	d.reply(a)
	return nil
}

// finished answers 哪个村最先完成公示, 最后一个完成审计的村: when units reported a stage done.
func (d *desk) finished(ctx context.Context, q inquiry) error {
	last := q.Filter.By == speech.Highest
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		st, has := s.Stage(q.Stage)
		name := say("📋 %s · 最先完成的", "📋 %s · the first to finish").With(document.StageName(st))
		if last {
			name = say("📋 %s · 最后完成的", "📋 %s · the last to finish").With(document.StageName(st))
		}
		a := d.begin(q, s, name)
		done, not := split(s.whole, func(u election.UnitState) bool { return u.Progress.Stages[st.ID].Status == election.Done })
		at := func(u election.UnitState) time.Time { return u.Progress.Stages[st.ID].At }
		slices.SortStableFunc(done, func(x, y election.UnitState) int {
			if last {
				return at(y).Compare(at(x))
			}
			return at(x).Compare(at(y))
		})
		a.Lines = append(a.Lines, say("已完成 %d/%s", "done in %d of %s").With(len(done), s.Election.Units(len(s.whole))))
		for _, u := range done[:min(len(done), lowestMost)] {
			a.Units = append(a.Units, document.UnitLine(u.Unit, election.SayTime(at(u), d.now())))
		}
		if len(not) > 0 {
			a.Also = append(a.Also, say("还没有：%s", "Not done: %s").With(document.Names(unitsIn(not))))
		}
		return a, has
	})
}

// quiet answers 谁好几天没消息: when the units reported last, the longest ago first.
func (d *desk) quiet(q inquiry, scopes []scoped) {
	var all []election.UnitState
	for _, s := range scopes {
		all = append(all, s.whole...)
	}
	slices.SortStableFunc(all, func(x, y election.UnitState) int { return x.Progress.Last.Compare(y.Progress.Last) })
	a := d.begin(q, scopes[0], say("🔕 最久没有上报的", "🔕 The longest without a report"))
	for _, u := range all[:min(len(all), reportedMost)] {
		last := wordsNothingReported()
		if at := u.Progress.Last; !at.IsZero() {
			last = say("最近一次 %s（%s）", "last on %s (%s)").With(election.SayTime(at, d.now()), u.Progress.By.Name())
		}
		a.Units = append(a.Units, document.UnitLine(u.Unit, last))
	}
	d.reply(a)
}

// reportedSince answers 最近一小时谁报了, 今天哪些村报过: the units whose last report was made
// since a time, the newest first.
func (d *desk) reportedSince(q inquiry, scopes []scoped, since time.Time, name election.Phrase) {
	var told []election.UnitState
	for _, s := range scopes {
		yes, _ := split(s.whole, func(u election.UnitState) bool { return !u.Progress.Last.Before(since) })
		told = append(told, yes...)
	}
	slices.SortStableFunc(told, func(x, y election.UnitState) int { return y.Progress.Last.Compare(x.Progress.Last) })
	a := d.begin(q, scopes[0], say("📋 报过的 · %s", "📋 Who reported · %s").With(name))
	a.Lines = append(a.Lines, wordsReportedUnits(scopes, len(told)))
	for _, u := range told {
		at := u.Progress.Last.In(d.store.Town().Location).Format("15:04")
		a.Units = append(a.Units, document.UnitLine(u.Unit, say("%s（%s）", "%s (%s)").With(at, u.Progress.By.Name())))
	}
	d.reply(a)
}

// wordsReportedUnits says how many of some units have reported.
func wordsReportedUnits(scopes []scoped, n int) election.Phrase {
	all := 0
	for _, s := range scopes {
		all += len(s.whole)
	}
	if n == 0 {
		return say("没有%s报过。", "None of the %s has reported.").With(scopes[0].Election.UnitNoun())
	}
	return say("%d/%s报过", "%d of %s have reported").With(n, scopes[0].Election.Units(all))
}

func wordsReports(n int) election.Phrase {
	return election.Many(n, "共 %d 条", "%d report", "%d reports")
}

func wordsInLast(length time.Duration) election.Phrase {
	if n := int(length.Hours()); length == time.Duration(n)*time.Hour {
		return say("最近 %d 小时", "the last %d h").With(n)
	}
	return say("最近 %d 分钟", "the last %d min").With(int(length.Minutes()))
}

// unconfirmed says of a question whether something has been reported what the asker has filled in for the same
// units and not confirmed: 我那个计票报上去没.
func (d *desk) unconfirmed(q inquiry) []election.Phrase {
	asksReported := []speech.Measure{speech.Turnout, speech.Counted, speech.Confirmed, speech.Reported, speech.Owing}
	if !d.onlyReports() || !slices.Contains(asksReported, q.Measure) {
		return nil
	}
	var open []string
	for _, draft := range d.ses.Talk.Drafts {
		u, known := d.store.Town().Unit(draft.Unit)
		if known && draft.Mode == flow.Filling && draft.Corrects == "" && (len(q.Scope.Units) == 0 || slices.Contains(q.Scope.Units, u.ID)) {
			open = append(open, u.Name+" · "+d.forms().Title(draft.Form).In(d.lang))
		}
	}
	if len(open) == 0 {
		return nil
	}
	return []election.Phrase{say("⏳ 填了还没点确认，不算已报：%s", "⏳ Filled in and not confirmed, so not reported: %s").With(document.Joined(open))}
}
