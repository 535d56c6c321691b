package flow

import (
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// maxNumber is more people than any unit has.
const maxNumber = speech.MaxNumber

// parseNumber reads a whole number as the answer to a question. Groups and boxes are no people.
func parseNumber(text string, _ []Option) (string, election.Phrase) {
	return parseCounted(text, func(n speech.Number) bool { return n.Role == speech.Count })
}

// parseThings is parseNumber of things, among which are groups and boxes: 3个组.
func parseThings(text string, _ []Option) (string, election.Phrase) {
	return parseCounted(text, func(n speech.Number) bool { return n.Role == speech.Count || ofSeveral(n) })
}

func parseCounted(text string, fits func(speech.Number) bool) (string, election.Phrase) {
	if n, err := strconv.Atoi(text); err == nil && len(text) < 10 && text[0] != '-' && text[0] != '+' { // as it is kept
		return figure(n)
	}
	if isNothing(text) {
		return "0", election.Phrase{}
	}
	return onlyNumberIn(text, fits)
}

// ofSeveral reports whether a number says how many groups or boxes there are, and not which: 3个组.
func ofSeveral(n speech.Number) bool {
	return (n.Role == speech.Group || n.Role == speech.Box) && (strings.HasPrefix(n.Unit, "个") || strings.HasPrefix(n.Unit, "只"))
}

// parseYear reads a year: 1978年生.
func parseYear(text string, options []Option) (string, election.Phrase) {
	s := strings.TrimRight(strings.TrimSpace(speech.HalfWidth(text)), " .。")
	for _, end := range [...]string{"年出生", "年生", "出生", "生"} {
		if rest, ok := strings.CutSuffix(s, end); ok {
			s = rest + "年"
			break
		}
	}
	if v, complaint := onlyNumberIn(s, func(n speech.Number) bool { return n.Role == speech.Term }); complaint.IsZero() && strings.HasSuffix(s, "年") {
		return v, complaint
	}
	return parseNumber(text, options)
}

// onlyNumberIn is the number that fits and is all a text says, or what is wrong with
// it.
func onlyNumberIn(text string, fits func(speech.Number) bool) (string, election.Phrase) {
	var number *speech.Token
	other := false
	for _, t := range speech.Hear(text, time.Time{}).Tokens {
		switch {
		case t.Kind == speech.Numeral && number == nil:
			number, other = &t, other || speech.AreBusy(text[t.To:])
		case t.Kind == speech.Filler, t.Tells(speech.Correcting), t.Kind == speech.Mark && !strings.Contains(t.Text, "-"):
		default:
			other = true
		}
	}
	switch {
	case number == nil && !other:
		return "", election.Say("请输入一个整数，例如 812。", "Please enter a whole number, e.g. 812.")
	case number == nil, other && number.Number.Role == speech.Count:
	case fits(number.Number):
		return figure(number.Number.Value)
	default:
		if complaint := inexact(*number); !complaint.IsZero() {
			return "", complaint
		}
	}
	return "", election.Say("没看懂“%s”。请只输入一个整数，例如 812。", "I did not understand “%s”. Please enter one whole number, e.g. 812.").With(short(text))
}

// inexact says why a number is no whole exact one. It is zero for what is no number of
// people at all: 8点.
func inexact(t speech.Token) election.Phrase {
	switch t.Number.Role {
	case speech.Garbled:
		switch {
		case strings.HasPrefix(t.Text, "-"):
			return election.Say("不能是负数：%s。请输入 0 或更大的整数。", "It cannot be negative: %s. Please enter 0 or a larger whole number.").With(short(t.Text))
		case strings.Contains(t.Text, "，"):
			return election.Say("“%s”是一个数还是两个？一个数里请不要写逗号。", "Is “%s” one number or two? Please write one number without a comma.").With(t.Text)
		}
		return election.Say("看不懂数字“%s”。请用数字写，例如 812。", "“%s” is not a number I know. Please write digits, e.g. 812.").With(short(t.Text))
	case speech.Decimal, speech.Range:
		if !strings.ContainsAny(t.Text, ".-") {
			return election.Say("看不懂数字“%s”。请用数字写，例如 812。", "“%s” is not a number I know. Please write digits, e.g. 812.").With(short(t.Text))
		}
		return election.Say("要整数，不要小数：%s。", "A whole number, please, not %s.").With(short(t.Text))
	case speech.Approximate, speech.Percent, speech.Share:
		return election.Say("要准确的整数，不要写“%s”。", "An exact whole number, please, not “%s”.").With(short(t.Text))
	}
	return election.Phrase{}
}

// figure writes a number as it is kept, unless it is too large.
func figure(n int) (string, election.Phrase) {
	if n > maxNumber {
		return "", tooLarge()
	}
	return strconv.Itoa(n), election.Phrase{}
}

func tooLarge() election.Phrase {
	return election.Say("这个数字太大了。请核对后重新输入。", "That number is too large. Please check and enter it again.")
}
