package speech

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Emergency is what a text tells of something that has gone wrong. Topic, Severity
// and People are what the words say, also where they are no emergency by themselves.
type Emergency struct {
	Topic    string // as election.Incident names its topics; "" if the words do not say
	Severity int    // 1 grave, 2 serious, 0 not said
	People   int    // how many it concerns; 0 not said
	About    bool   // People is no exact number: 二三十人 is about 25
	Cause    bool   // it is told as the cause of something else: 因为有人晕倒耽误了
	Over     bool   // it has passed: 又找到了, 虚惊一场, 已经劝开了
	From, To int    // the bytes of the text that tell of it
}

// EmergencyIn reports whether a text tells of something that nobody says unless
// it has gone wrong: 选票不够了还差30张, 老人晕倒了. What is denied, feared, prevented,
// asked, long ago or over is none.
func EmergencyIn(text string) (Emergency, bool) { return NewEar(time.Time{}).emergencyIn(text) }

// TellsEmergency reports whether a text tells of an emergency, as EmergencyIn has it.
func TellsEmergency(text string) bool {
	_, told := new(Ear).Alarm(text)
	return told
}

// Alarm is the emergency of which a text tells, and nothing of one that tells of none.
func (e *Ear) Alarm(text string) (Emergency, bool) {
	if !e.mayAlarm(text) {
		return Emergency{}, false
	}
	em, told := e.emergencyIn(text)
	if !told {
		return Emergency{}, false
	}
	return em, true
}

func (e *Ear) emergencyIn(text string) (Emergency, bool) {
	if ofNeighbours(text) {
		return Emergency{}, false
	}
	all := e.clausesOf(unpriced(text))
	h := hearing{rank: 2 * len(signs), last: -1}
	over := -1
	for i, c := range all {
		for _, f := range c.signs {
			h.take(c, i, f)
		}
		if at := c.over(); at >= 0 {
			over = i<<16 + at
		}
	}
	em, ask := h.Emergency, asked(all)
	em.Over, em.Cause = over > h.last, containsAny(text, "因为", "由于", "耽误", "所以", "导致", "because")
	em.People, em.About = peopleIn(text)
	if h.told && !ask {
		em.From, em.To = extended(all, em.From, em.To)
		em.From += behindFigure(text[em.From:em.To])
	}
	return em, h.told && !em.Over && (!ask || em.Severity == 1 && tellsBefore(all))
}

// hearing is an emergency as it is put together of signs.
type hearing struct {
	Emergency
	told bool
	rank int // of the sign that gave the topic
	last int // where the last sign stands
}

// take adds a sign of a clause.
func (h *hearing) take(c clause, number int, f foundSign) {
	if f.sign.severity > 0 && (h.Severity == 0 || f.sign.severity < h.Severity) {
		h.Severity = f.sign.severity
	}
	if f.sign.topic != "" && f.rank < h.rank {
		h.rank, h.Topic = f.rank, f.sign.topic
	}
	if f.sign.hint {
		return
	}
	if !h.told {
		h.From = c.from
	}
	h.told, h.To, h.last = true, c.to, number<<16+f.at
}

// OverIn reports whether a text says that something has passed, or was a false
// alarm: 又找到了, 虚惊一场, 来电了没事了.
func OverIn(text string) bool {
	if runes := RunesOf(text); !slices.ContainsFunc(passed, runes.May) {
		return false
	}
	e := NewEar(time.Time{})
	told, _ := e.emergencyIn(text)
	return told.Over && !asked(e.clausesOf(text))
}

// extended is what is told with the clauses around it, up to those that report a
// figure, also where a blank parts it from its word: 投票 231，有个老太太晕倒了.
func extended(all []clause, from, to int) (int, int) {
	for i, c := range slices.Backward(all) {
		if c.to > from {
			continue
		}
		if reportsFigure(c.s) || i > 0 && reportsFigure(all[i-1].s+" "+c.s) {
			break
		}
		from = c.from
	}
	for i, c := range all {
		if c.from < to {
			continue
		}
		if reportsFigure(c.s) || i+1 < len(all) && reportsFigure(c.s+" "+all[i+1].s) {
			break
		}
		to = c.to
	}
	return from, to
}

// reportsFigure reports whether a clause tells a figure that a report is made of.
func reportsFigure(s string) bool { return figureEnd(s) > 0 }

// figureEnd is where the figure ends that a clause begins to report; 0 if it reports none.
func figureEnd(s string) int {
	for _, w := range [...]string{"投票", "投票人数", "投票数", "登记", "登记选民", "已投", "已投票", "投了", "收回", "发出", "有效", "有效票", "无效", "无效票", "作废", "参加投票", "参选", "turnout", "voted"} {
		_, rest, ok := strings.Cut(s, w)
		figure := strings.TrimLeft(rest, " :：了共有")
		if behind := strings.TrimLeftFunc(figure, func(r rune) bool { return digit(r) || numeral(r) }); ok && utf8.RuneCountInString(figure)-utf8.RuneCountInString(behind) > 1 {
			return len(s) - len(behind)
		}
	}
	return 0
}

// behindFigure is where the trouble begins that a clause tells right behind a figure: 投票231有个老太太晕倒了.
func behindFigure(s string) int {
	end := figureEnd(s)
	if end == 0 || !TellsEmergency(s[end:]) {
		return 0
	}
	return end
}

// unpriced is a text in which the end of a number written out is no vote that has its
// price: of 六百一十一票 it is the last ballot.
func unpriced(text string) string {
	if !strings.Contains(text, "一票") {
		return text
	}
	for _, before := range [...]string{"十", "百", "零", "千", "〇"} {
		text = strings.ReplaceAll(text, before+"一票", before+"二票")
	}
	return text
}
