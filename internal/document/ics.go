package document

import (
	"fmt"
	"io"
	"time"

	ics "github.com/arran4/golang-ical"

	"huanjie/internal/election"
)

// Calendar writes the timetable of an election as a calendar file (RFC 5545).
// Every stage and every legal deadline is an event of a whole day, with an
// alarm at nine on the day before. Events keep their identity, so that a newer
// file moves those entered from an older one. now is when it was asked for.
func Calendar(w io.Writer, t *election.Town, e election.Election, l election.Language, now time.Time) error {
	c := ics.NewCalendar()
	c.SetProductId("-//huanjie//" + l.String())
	c.SetMethod(ics.MethodPublish)
	c.SetXWRCalName(say("%s · %s", "%s · %s").With(t.Name, e.Kind.Name()).In(l))
	add := func(id string, day election.Date, title, text election.Phrase) {
		ev := c.AddEvent(fmt.Sprintf("%s.%s.%s@huanjie", id, e.ID, t.ID))
		ev.SetDtStampTime(now)
		ev.SetAllDayStartAt(day.At(0, 0, time.UTC))
		ev.SetAllDayEndAt(day.AddDays(1).At(0, 0, time.UTC))
		ev.SetSummary(title.In(l))
		ev.SetDescription(text.In(l))
		ev.SetTimeTransparency(ics.TransparencyTransparent)
		alarm := ev.AddAlarm()
		alarm.SetAction(ics.ActionDisplay)
		alarm.SetDescription(title.In(l))
		alarm.SetTrigger("-PT15H")
	}
	for _, st := range e.Stages {
		mark, text := officeMark, say("%s 本办时限", "%s the office's own day").With(officeMark)
		if law := st.Lawful; law.Last == st.Due() {
			mark, text = lawMark, say("%s 法定时限，%s", "%s by law, %s").With(lawMark, law.Article)
		} else if !law.Last.IsZero() {
			text = say("%s；%s 法定最迟 %s，%s", "%s; %s by law until %s, %s").With(text, lawMark, law.Last.Say(st.Due()), law.Article)
		}
		add("stage-"+string(st.ID), st.Due(), say("%s %s", "%s %s").With(mark, stageName(st)), text)
	}
	for _, d := range e.Calendar(election.Events{}) {
		if _, isStage := e.Stage(d.Stage); !isStage && !d.Last.IsZero() {
			mark := lawMark
			if d.Basis == election.Usual {
				mark = usualMark
			}
			add("law-"+d.Code, d.Last, say("%s %s", "%s %s").With(mark, d.Name), d.Say())
		}
	}
	return c.SerializeTo(w, ics.WithNewLineWindows)
}

// CalendarCaption is the text below a calendar file.
func CalendarCaption(e election.Election, l election.Language) string {
	p := &page{l: l}
	p.title(say("📅 %s时限", "📅 Deadlines: %s").With(e.Kind.Name()))
	p.line(say("点开文件，加进手机日历；改期后再发一次“日历”。", "Open the file to add them to your calendar; after a change send “calendar” again."))
	p.line(say("%s 法定　%s 本办　%s 惯例", "%s by law, %s the office's own, %s usual").With(lawMark, officeMark, usualMark))
	return p.String()
}
