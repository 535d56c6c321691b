package flow

import (
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// clock reads and shows the values of a step for which it matters what day it
// is and where.
type clock struct {
	when  func(speech.Number) string // the value that a number is; "" if it is none
	parse parser
	show  func(value string, options []Option) election.Phrase
}

// Date asks for a day. It understands 今天, 昨天, 前天, 明天, 上周五, 10月21日, 10-21, 10/21,
// 10.21, 2026-10-21, 21日 and Chinese numerals. A day without a year is the one
// nearest to today; a day without a month, and a weekday, the last such day. The value
// is written 2026-10-21.
func Date[T any](id StepID, ask election.Phrase, field func(*T) *election.Date, with With[T]) Step[T] {
	return Step[T]{question: question{id: id, ask: ask}, with: with, takes: TakesDay,
		options: func(s Subject, _ T) []Option { return lately(s.Town.Today(s.Now)) },
		apply:   func(t *T, v string) { *field(t), _ = election.ParseDate(v) },
		at: func(s Subject, with With[T]) clock {
			today := s.Town.Today(s.Now)
			return clock{
				when:  func(n speech.Number) string { return dayOf(n, with.Ahead) },
				parse: func(text string, _ []Option) (string, election.Phrase) { return parseDate(text, today) },
				show: func(v string, _ []Option) election.Phrase {
					d, _ := election.ParseDate(v)
					return d.Say(today)
				}}
		}}
}

// dayOf is the day that a number is, or "".
func dayOf(n speech.Number, ahead bool) string {
	switch {
	case n.Day.IsZero() || n.Role == speech.Clock:
		return ""
	case ahead && !n.Next.IsZero():
		return election.DateOf(n.Next).String()
	}
	return election.DateOf(n.Day).String()
}

// lately are the days on the buttons.
func lately(today election.Date) []Option {
	return []Option{
		{Value: today.String(), Label: election.Say("今天", "Today")},
		{Value: today.AddDays(-1).String(), Label: election.Say("昨天", "Yesterday")},
	}
}

// ReadDay reads a day as a Date step does: 昨天, 10月21日, 2026-10-21. ok is false
// if the text is anything else.
func ReadDay(text string, today election.Date) (d election.Date, ok bool) {
	if d, err := election.ParseDate(text); err == nil { // as it is kept
		return d, true
	}
	if n, only := onlyToken(text, today.At(12, 0, time.UTC)); only {
		d, err := election.ParseDate(dayOf(n, false))
		return d, err == nil
	}
	return election.Date{}, false
}

// onlyToken is the number that is all of a text.
func onlyToken(text string, now time.Time) (n speech.Number, ok bool) {
	for _, t := range speech.Hear(text, now).Tokens {
		switch {
		case t.Kind == speech.Mark && !strings.Contains(t.Text, "-"):
		case t.Kind == speech.Filler && n.Role != 0: // 昨天的
		case t.Kind == speech.Numeral && n.Role == 0:
			n = t.Number
		default:
			return speech.Number{}, false
		}
	}
	return n, n.Role != 0
}

func parseDate(text string, today election.Date) (string, election.Phrase) {
	d, ok := ReadDay(text, today)
	if !ok {
		return "", election.Say("没看懂日期“%s”。请这样写：10月21日，或“昨天”。", "“%s” is not a day I know. Write e.g. 2026-10-21, Oct 21 or “yesterday”.").With(short(text))
	}
	return d.String(), election.Phrase{}
}
