package flow

import (
	"hash/fnv"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// Verb is what a button does.
type Verb byte

// The verbs.
const (
	Choose    Verb = 'c' // an option, by the key of its value
	Back      Verb = 'b' // forget the last answer, or leave a list
	Cancel    Verb = 'x' // give the draft up, after one more question
	GiveUp    Verb = 'X' // yes, give it up
	Stay      Verb = 's' // no, go on
	Edit      Verb = 'e' // the list of answers to change
	Change    Verb = 'E' // ask one step anew, by the key of its id
	Page      Verb = 'p' // of a long list
	Confirm   Verb = 'y'
	Apart     Verb = 'a' // the reports of one card one by one
	Resume    Verb = 'o' // open a draft again, from the menu
	Withdraw  Verb = 'w' // withdraw what the draft corrects
	Elsewhere Verb = 'm' // withdraw it, and report the same for another unit, by the key of its id
	Skip      Verb = 'k' // leave what is asked for later, if that can be
	Restart   Verb = 'r' // forget all answers, after one more question
)

// Tap is what a button of a card carries: what to do, to which draft, as it
// was at which revision. A tap whose revision is not the draft's own is
// answered with what is current and has no effect.
type Tap struct {
	Draft    DraftID
	Revision int64
	Verb     Verb
	Arg      string
}

// TapMark begins the data of a Tap.
const TapMark = "d:"

// String is the tap as callback data, at most 64 bytes.
func (t Tap) String() string {
	return TapMark + string(t.Draft) + ":" + strconv.FormatInt(t.Revision, 36) + ":" + string(t.Verb) + t.Arg
}

// ParseTap reads callback data that String wrote. Data of another kind, or
// forged beyond recognition, is not ok.
func ParseTap(data string) (t Tap, ok bool) {
	rest, ok := strings.CutPrefix(data, TapMark)
	if !ok || len(data) > 64 {
		return Tap{}, false
	}
	parts := strings.SplitN(rest, ":", 3)
	if len(parts) != 3 || parts[0] == "" || parts[2] == "" {
		return Tap{}, false
	}
	revision, err := strconv.ParseInt(parts[1], 36, 64)
	if err != nil {
		return Tap{}, false
	}
	t = Tap{DraftID(parts[0]), revision, Verb(parts[2][0]), parts[2][1:]}
	return t, t.String() == data
}

// key shortens an id or a value for a button. It does not depend on places in
// lists, so it survives a release that changes them.
func key(s string) string {
	h := fnv.New32a()
	h.Write([]byte(s))
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// Opening is what a button carries that begins a form about one unit, with up
// to two answers given: the reminder's button for the stage that is due. A form
// of the town has no Unit; without a Step the form just opens.
type Opening struct {
	Form   FormID
	Unit   election.UnitID
	Step   StepID
	Value  string // without "|"
	Step2  StepID // perhaps a step that only Value brings
	Value2 string
}

// OpeningMark begins the data of an Opening.
const OpeningMark = "o:"

// String is the opening as callback data: at most 64 bytes for the names that
// the roster and the forms allow, if there is one answer; with two answers
// whoever makes it sees to that.
func (o Opening) String() string {
	s := OpeningMark + strings.Join([]string{string(o.Form), string(o.Unit), string(o.Step), o.Value}, ":")
	if o.Step2 != "" {
		s += "|" + string(o.Step2) + ":" + o.Value2
	}
	return s
}

// ParseOpening reads callback data that String wrote.
func ParseOpening(data string) (o Opening, ok bool) {
	rest, ok := strings.CutPrefix(data, OpeningMark)
	parts := strings.SplitN(rest, ":", 4)
	if !ok || len(parts) != 4 {
		return Opening{}, false
	}
	value, second, two := strings.Cut(parts[3], "|")
	o = Opening{Form: FormID(parts[0]), Unit: election.UnitID(parts[1]), Step: StepID(parts[2]), Value: value}
	if two {
		step, value, ok := strings.Cut(second, ":")
		if !ok || step == "" {
			return Opening{}, false
		}
		o.Step2, o.Value2 = StepID(step), value
	}
	return o, true
}

// answers are those that the opening gives.
func (o Opening) answers() []Answer {
	var given []Answer
	if o.Step != "" {
		given = append(given, Answer{Step: o.Step, Value: o.Value})
	}
	if o.Step2 != "" {
		given = append(given, Answer{Step: o.Step2, Value: o.Value2})
	}
	return given
}
