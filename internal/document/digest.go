// Package document turns summaries into texts that people read: digests,
// reminders, the state of a unit. It writes Telegram's HTML within Telegram's
// limits, and escapes what people typed.
package document

import (
	"html"
	"time"

	"huanjie/internal/election"
)

// The room for each part of a digest, in UTF-16 units. Title and figures fit
// into what these leave.
const (
	latesRoom    = 750
	silentRoom   = 200
	troublesRoom = 400
	countsRoom   = 350
	sheetsRoom   = 150
	warnedRoom   = 450
	warnedLine   = 80 // of one unit, so that all that are counted as told have room
	toldRoom     = 100
	keysRoom     = 400
	partsRoom    = 350
	movedMost    = 150
	unopenedRoom = 150
	fillInRoom   = 250
	furtherRoom  = 250
)

// Occasion is how a digest comes to its reader.
type Occasion int

// The occasions.
const (
	OnDemand Occasion = iota // the reader asked: all of it
	OnTime                   // by the clock: what was told before and has not changed is left out
	Late                     // by the clock, after its time 迟发
)

// told reports whether all that a digest has to say of the vote was in the digest
// before: after polling day, when nothing of it moved. The closing digest says it
// once more.
func (o Occasion) told(s election.Summary) bool {
	after := s.Election.PollingDay.Before(election.DateOf(s.AsOf))
	return o != OnDemand && after && !s.VotesMoved() && !s.Finished()
}

// Digest returns the text of a digest. First come three figures, then what is
// late and who owes it, what is in difficulty, the key villages, and the
// areas. It stays below Telegram's 4096 characters, whatever the number of units.
func Digest(s election.Summary, l election.Language, on Occasion) string {
	p := &page{l: l}
	digestHead(p, s, on == Late)
	finished(p, s)
	amiss(p, s)
	figures(p, s, true)
	changes(p, s)
	lates(p, s)
	silent(p, s)
	fillIns(p, s)
	unopened(p, s)
	troubles(p, s)
	cases(p, s)
	unconfirmed(p, s)
	sheetless(p, s)
	warned(p, s, on)
	if !on.told(s) {
		keys(p, s)
		parts(p, s)
	}
	head(p, s)
	return p.String()
}

// digestHead writes the area and the time of a digest.
func digestHead(p *page, s election.Summary, late bool) {
	p.title(say("📊 %s日报 · %s", "📊 %s digest · %s").With(short(s.Town, nameMost), areaOf(s)))
	asOf := say("%s · 截至 %s", "%s · as of %s").With(s.Election.Kind.Name(), s.SayAsOf())
	if late {
		asOf = sentLate(asOf)
	}
	p.line(asOf)
	withheld(p, s)
}

// finished writes that nothing is left to be done.
func finished(p *page, s election.Summary) {
	if !s.Finished() {
		return
	}
	left := say("没有未办结的", "nothing is open")
	if n := s.Lists[election.ListSheetless].Count; n > 0 {
		left = say("只缺 %s的计票结果单照片", "only the photo of the result sheet is missing from %s").With(s.Election.Units(n))
	}
	p.line(say("🏁 各阶段全部完成，计票全部确认，%s。这是最后一期日报，以后有变化再发。",
		"🏁 Every stage is done, every count confirmed, %s. This is the last digest, unless something changes.").With(left))
}

// Quiet returns the one line that takes the place of a digest that would not
// ring: what moved by plan, and what is still late. rest means that the office
// does not work on this day: what is new is said on the next workday. late is as
// in Digest.
func Quiet(s election.Summary, l election.Language, rest, late bool) string {
	text := say("📊 %s日报 %s · %s；%s", "📊 %s digest, %s · %s; %s").With(areaOf(s), election.SayTime(s.AsOf, s.AsOf), moved(s, rest), stillLate(s))
	if n := len(s.Unopened); n > 0 {
		text = say("%s；📵 %d 人还没打开过机器人", "%s; 📵 not opened the bot: %d").With(text, n)
	}
	if s.Amiss.Kind != "" {
		text = say("%s\n%s", "%s\n%s").With(text, Amiss(s.Amiss, s.AsOf))
	}
	if late {
		text = sentLate(text)
	}
	return html.EscapeString(text.In(l))
}

// moved says what has moved since the digest before, in one line.
func moved(s election.Summary, rest bool) election.Phrase {
	switch {
	case rest:
		return say("休息日，不发日报，有变化下个工作日一并报", "a day off, no digest, the next one says what is new")
	case s.Before.At.IsZero(): // the reader may not know all, so it cannot be compared
		return say("按计划进行", "going by plan")
	}
	since, parts := sinceWhen(s.Before.At, s.AsOf), changed(s)
	if len(parts) == 0 {
		return say("比%s 没有变化", "nothing new since %s").With(since)
	}
	return say("比%s，%s", "since %s, %s").With(since, cut(sideBySide(parts), movedMost))
}

// stillLate says which stages are late, and in how many units.
func stillLate(s election.Summary) election.Phrase {
	if len(s.Late) == 0 {
		return say("没有逾期", "nothing is late")
	}
	var stages []election.Phrase
	for _, st := range s.Late {
		stages = append(stages, say("%s %s", "%s in %s").With(stageName(st.Stage), s.Election.Units(st.Count)))
	}
	return say("⏰ 仍逾期 %d 项：%s", "⏰ still late, %d: %s").With(s.LateCount(), cut(sideBySide(stages), movedMost))
}

// areaOf names the area of a summary.
func areaOf(s election.Summary) election.Phrase {
	if s.Area == election.WholeTown {
		return election.WholeOf(s.Town, s.Whole)
	}
	return plain(short(s.Area.Name(), nameMost))
}

// amiss writes that the digest may differ from what was reported.
func amiss(p *page, s election.Summary) {
	if s.Amiss.Kind != "" {
		p.line(Amiss(s.Amiss, s.AsOf))
	}
}

// Amiss returns what people are told of a town whose journal or derived data
// are amiss. It has no figures. now is in the town's location.
func Amiss(a election.Amiss, now time.Time) election.Phrase {
	return say("⚠️ 账本核对不符（%s 起）：%s。核对清楚以前，数字请谨慎使用。管理员：huanjie verify",
		"⚠️ The books do not agree (since %s): %s. Use the figures with care until that is cleared up. For whoever runs the bot: huanjie verify").
		With(election.SayTime(a.Since, now), a.Kind.Phrase())
}

// sentLate marks a text that is sent after its time 迟发.
func sentLate(what election.Phrase) election.Phrase {
	return say("%s（迟发）", "%s (sent late)").With(what)
}

// figures writes the first three figures: how far, how many voted, who is
// elected. It adds how many units have to vote again and, if again is true, which.
func figures(p *page, s election.Summary, again bool) {
	f, noun := s.Figures, s.Election.UnitNoun()
	p.line(election.Phrase{})
	p.line(say("1️⃣ 进度　%s", "1️⃣ Progress: %s").With(progress(s)))
	voted, elected := say("还没有%s上报", "no %s have reported yet").With(noun), say("还没有%s计票", "no %s have counted yet").With(noun)
	if f[election.Reporting] > 0 {
		voted = say("%s（%s）", "%s (%s)").With(f.Turnout(), howReported(s))
	}
	if f[election.Counted] > 0 {
		elected = say("%d/%d 名（%s）", "%d of %d seats (%s)").With(f[election.Elected], s.Roll.Seats, howCounted(s))
	}
	if f[election.Reporting] > 0 || !election.DateOf(s.AsOf).Before(s.Election.PollingDay) {
		p.line(say("2️⃣ 参选　%s", "2️⃣ Turnout: %s").With(voted))
		p.line(say("3️⃣ 当选　%s", "3️⃣ Elected: %s").With(elected))
	}
	rolls(p, s)
	lists(p, s)
	composition(p, s)
	if n := f[election.UnitsFurther]; n > 0 {
		p.line(say("⚠️ %s须再次投票或另行选举，还缺 %s", "⚠️ re-vote or further election in %s, %s left").With(s.Election.Units(n), seats(f[election.SeatsLeft])))
	}
	if n := f[election.UnitsVoid]; n > 0 {
		p.line(say("⚠️ %s选举无效，须重新选举", "⚠️ election not valid in %s, to be held afresh").With(s.Election.Units(n)))
	}
	if again {
		furthers(p, s)
	}
}

// furthers names the units that have to vote again, and for what.
func furthers(p *page, s election.Summary) {
	listed := s.Lists[election.ListFurther]
	if listed.Count == 0 {
		return
	}
	var all []remark
	for _, u := range listed.First {
		open := s.Election.OpenTasks(u.Unit, u.Progress)
		if len(open) == 0 {
			continue
		}
		mark := "▲ "
		if open[0].Round == election.FreshRound {
			mark = "✕ "
		}
		all = append(all, remark{mark + u.Unit.Name, taskSaid(open[0])}) // a unit counts once: its card has the others
	}
	p.remarks(s.Election, all, listed.Count, furtherRoom)
}

// progress says which stage is the lowest that some unit owes, and how many have
// done it; and which one the timetable has reached, if that is another.
func progress(s election.Summary) election.Phrase {
	st, units := s.Lowest()
	today := election.DateOf(s.AsOf)
	text := stageSaid(s, st, units)
	now := s.Election.StageAt(today)
	if now.ID == st.ID || !st.Due().Before(today) || s.Figures[election.StageFigure(st.ID, election.Done)] == units {
		return text
	}
	return say("%s；按计划到 %s", "%s; by the timetable: %s").With(text, stageSaid(s, now, s.Roll.Units))
}

// stageSaid says how many units have done a stage, and how many days are left.
func stageSaid(s election.Summary, st election.Stage, units int) election.Phrase {
	done := s.Figures[election.StageFigure(st.ID, election.Done)]
	text := say("%s %d/%s完成", "%s done in %d of %s").With(stageName(st), done, s.Election.Units(units))
	switch left := st.Due().Sub(election.DateOf(s.AsOf)); {
	case done == units || left < 0:
		return text
	case left == 0 && st.ID == election.PollingStage:
		return say("%s，今天投票", "%s, today is polling day").With(text)
	case left == 0:
		return say("%s，今天截止", "%s, due today").With(text)
	default:
		return say("%s，还有 %s", "%s, %s left").With(text, election.Days(left))
	}
}

func lates(p *page, s election.Summary) {
	if len(s.Late) == 0 {
		if !s.PollingNow() {
			p.heading(say("✅ 没有逾期", "✅ Nothing is late"))
		}
		return
	}
	p.heading(say("⏰ 逾期", "⏰ Late"))
	listLates(p, s.Election, s.AsOf, s.Late, latesRoom)
}

// silent names, on polling day, the units that have reported neither a turnout
// nor a count, once others have. On later days their polling is late.
func silent(p *page, s election.Summary) {
	none := s.Lists[election.ListSilent]
	if none.Count == 0 || s.Figures[election.Reporting] == 0 || election.DateOf(s.AsOf) != s.Election.PollingDay {
		return
	}
	shown := election.LateStage{Count: none.Count}
	for _, u := range none.First {
		shown.Units = append(shown.Units, u.Unit)
	}
	p.heading(say("🔕 今天还没报投票人数（%d）", "🔕 No turnout reported today (%d)").With(none.Count))
	p.line(cut(owers(shown), silentRoom))
}

func troubles(p *page, s election.Summary) {
	troubled := s.Lists[election.ListTroubled]
	if troubled.Count == 0 {
		return
	}
	p.heading(say("🆘 有困难（%d）", "🆘 In difficulty (%d)").With(troubled.Count))
	var lines []election.Phrase
	for _, u := range troubled.First {
		line := election.Phrase{}
		for _, st := range s.Election.Stages {
			state := s.Election.StageOf(u.Progress, st.ID)
			if state.Status != election.InDifficulty {
				continue
			}
			what := say("%s：%s", "%s: %s").With(stageName(st), short(state.Reason, 60))
			if line.IsZero() {
				line = say("%s · %s", "%s · %s").With(short(u.Unit.Name, nameMost), what)
			} else {
				line = say("%s；%s", "%s; %s").With(line, what)
			}
		}
		if line.IsZero() { // the office has taken the stage out of the timetable
			line = plain(short(u.Unit.Name, nameMost))
		}
		lines = append(lines, line)
	}
	p.list(lines, troubled.Count, troublesRoom, moreUnits(s.Election))
}

// fillIns names the units that have still to put on record what they did before
// the vote.
func fillIns(p *page, s election.Summary) {
	listed := s.Lists[election.ListFillIn]
	if listed.Count == 0 {
		return
	}
	p.heading(say("📝 选举已确认，待补报（%d）", "📝 Confirmed, to be filled in (%d)").With(listed.Count))
	var lines []election.Phrase
	for _, u := range listed.First {
		var open []election.Phrase
		for _, st := range s.Election.Stages {
			if s.Election.FillsIn(u.Progress, st.ID) {
				open = append(open, stageName(st))
			}
		}
		lines = append(lines, say("%s（%s）：%s", "%s (%s): %s").With(short(u.Unit.Name, nameMost), officers(u.Unit), sideBySide(open)))
	}
	p.list(lines, listed.Count, fillInRoom, moreUnits(s.Election))
}

func keys(p *page, s election.Summary) {
	if len(s.Key) == 0 {
		return
	}
	p.heading(say("⭐ 重点%s", "⭐ Key %s").With(s.Election.UnitNoun()))
	var all []remark
	for _, u := range s.Key {
		all = append(all, remark{u.Unit.Name, keyBrief(s, u)})
	}
	p.remarks(s.Election, all, len(s.Roll.Key), keysRoom)
}

func parts(p *page, s election.Summary) {
	if len(s.Parts) == 0 || s.Figures[election.Reporting] == 0 {
		return
	}
	p.heading(say("🗺 各片参选", "🗺 Turnout by area"))
	var lines []election.Phrase
	for _, a := range s.Parts {
		line := say("%s　%s（%d/%d 已报", "%s: %s (%d of %d reporting").With(
			short(a.Area.Name(), nameMost), a.Figures.Turnout().Rough(), a.Figures[election.Reporting], a.Roll.Units)
		if a.Figures[election.Counted] > 0 {
			line = say("%s，确认 %d", "%s, %d confirmed").With(line, a.Figures[election.UnitsConfirmed])
		}
		lines = append(lines, say("%s）", "%s)").With(line))
	}
	p.list(lines, len(lines), partsRoom, func(left int) election.Phrase {
		return say("……另有 %d 个片", "… and %d more").With(left)
	})
}

// head writes where the journal stands, so that every reader holds a copy to
// check it against.
func head(p *page, s election.Summary) {
	if s.Head.Entries == 0 {
		return
	}
	p.line(election.Phrase{})
	p.line(say("账本 第 %d 条 · 指纹 %s", "Ledger entry %d · fingerprint %s").With(s.Head.Entries, s.Head.Fingerprint()))
}

// moreUnits returns the line that says how many units were left out of a list.
func moreUnits(e election.Election) func(int) election.Phrase {
	return func(left int) election.Phrase {
		return say("……另有 %s", "… and %s more").With(e.Units(left))
	}
}

// areas returns a number of areas.
func areas(n int) election.Phrase { return election.Many(n, "%d 个片", "%d area", "%d areas") }

// stages returns a number of stages.
func stages(n int) election.Phrase { return election.Many(n, "%d 个阶段", "%d stage", "%d stages") }

// seats returns a number of seats.
func seats(n int) election.Phrase { return election.Many(n, "%d 名", "%d seat", "%d seats") }

// keyBrief says how a key unit stands: its vote, or before that what it is late with or
// else whether it has done the stage that is the town's lowest.
func keyBrief(s election.Summary, u election.UnitState) election.Phrase {
	if !u.Progress.Silent() {
		return brief(s, u)
	}
	var late []election.Phrase
	for _, st := range s.Election.Stages {
		if s.Election.Awaits(u.Progress, st.ID) && st.Due().Before(election.DateOf(s.AsOf)) {
			late = append(late, stageName(st))
		}
	}
	if len(late) > 0 {
		return say("⏰ 逾期 %s", "⏰ late with %s").With(sideBySide(late))
	}
	now, _ := s.Lowest()
	status := s.Election.StageOf(u.Progress, now.ID).Status
	if status == election.NotStarted {
		return say("%s 还没报", "%s: not reported").With(stageName(now))
	}
	return say("%s %s", "%s: %s").With(stageName(now), status.Name())
}

// brief says in a few words how far a unit is, and what it is late with.
func brief(s election.Summary, u election.UnitState) election.Phrase {
	e, t := s.Election, u.Progress.Turnout
	if tally, ok := u.Progress.WholeCount(); ok {
		return briefCount(e, u, tally)
	}
	if t != nil {
		return say("参选率 %s，还没有计票", "turnout %s, not counted yet").With(election.Ratio{Part: t.Voted, Whole: t.Registered}.Rough())
	}
	done, of, late := 0, 0, 0
	for _, st := range e.Stages {
		owes := e.Owes(u.Progress, st.ID)
		switch {
		case u.Progress.Stages[st.ID].Status == election.Done:
			done++
		case e.Awaits(u.Progress, st.ID) && st.Due().Before(election.DateOf(s.AsOf)):
			late++
		case !owes:
			of--
		}
		of++
	}
	text := say("完成 %d/%s", "%d of %s done").With(done, stages(of))
	if late > 0 {
		return say("%s，⏰ 逾期 %d 项", "%s, ⏰ %d late").With(text, late)
	}
	return text
}

// briefCount returns turnout and result after all rounds so far.
func briefCount(e election.Election, u election.UnitState, t election.Tally) election.Phrase {
	turnout := say("%s（%s）", "%s (%s)").With(election.Ratio{Part: t.Participants, Whole: t.Registered}.Rough(), u.Progress.CountStatus().Name())
	if election.Judge(e, t).Outcome == election.Refused {
		return say("计票须核对", "count to be checked")
	}
	elected := len(e.Winners(u.Progress))
	tasks, left := e.OpenTasks(u.Unit, u.Progress), 0
	for _, task := range tasks {
		left += task.Seats()
	}
	switch {
	case len(tasks) > 0 && tasks[0].Round == election.FreshRound:
		return say("参选率 %s，⚠️ 选举无效，须重新选举", "turnout %s, ⚠️ not valid, to be held afresh").With(turnout)
	case len(tasks) > 0:
		return say("参选率 %s，选出 %d 名，⚠️ 还缺 %s（%s）", "turnout %s, %d elected, ⚠️ %s left (%s)").With(turnout, elected, seats(left), tasks[0].Round.Name())
	}
	return say("参选率 %s，%d 名全部选出", "turnout %s, all %d elected").With(turnout, elected)
}
