package flow

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// Step asks one thing of the person. Make it with Number, Choice, Prose, Date,
// Moment, Attach, Each or EachSame.
type Step[T any] struct {
	question
	with    With[T]
	apply   func(*T, string)
	options func(Subject, T) []Option
	takes   Takes
	at      func(Subject, With[T]) clock // reads and shows what depends on today; only of Date and Moment
	each    func(Subject, T) []Step[T]
	same    func(Subject, T) string // while it is, each comes to the same for a unit; only of EachSame
}

// question is the part of a step that has no T: what it asks, and how an answer
// is read and shown.
type question struct {
	id      StepID
	ask     election.Phrase
	parse   parser
	show    func(value string, options []Option) election.Phrase
	numeric bool
	free    bool                // takes any text
	kinds   []election.FileKind // that are taken; only of Attach
	spoken  []word              // that name the step; nil: not gathered yet
}

// parser makes what was typed canonical, or complains.
type parser func(text string, options []Option) (string, election.Phrase)

// With are the things that only some steps have.
type With[T any] struct {
	Field
	// When says whether the step applies, given what is known. Nil: always.
	When func(T) bool
	// LastTime, FromRoster and Presume give the answer that holds as long as
	// nothing else is said: what was reported before, what the roster says, or
	// else a rule of thumb. The first that has one counts, and the card says
	// which it was. "" is that nothing is known and nothing is asked; the card
	// does not show it.
	LastTime, FromRoster, Presume func(Subject, T) (string, bool)
	// Before is what was reported before of a number that grows: what came on top is added to it. Nil: nothing is known.
	Before func(Subject, T) (string, bool)
	// Likely are answers that a button says whole while the step is asked: that it is now, or
	// what was written the time before. Nil: none.
	Likely func(Subject, T) []Option
}

// Field is the part of a step's With that has no T: what its value is called, and
// what is taken for it.
type Field struct {
	// Label is the short name in front of the value on the card.
	Label election.Phrase
	// Words are those by which the value is recognised in a message that holds
	// several: "发", "发出", "issued". A message without other
	// values that begins with one of Prose is its answer as a whole.
	Words []string
	// Under are words that must have stood before, when Words or options mean
	// several steps: the post in "主任 甲 800 委员 甲 300", the person in "钟平 女
	// 1978，白露 男 1990".
	Under []string
	// Whose are those whose number it is, and Theirs the words that count it only where they
	// are said to be theirs: 党员应到32实到26，代表应到24实到19.
	Whose, Theirs []string
	// Says are words that are the answer of Prose by themselves: 外出务工 of why somebody is
	// excused.
	Says []string
	// Between are the smallest and the largest number that Number takes; zero:
	// any. Under one of the words of Under a number in between needs no word of
	// its own: a year of birth.
	Between [2]int
	// Later says that the file of Attach, or the number of Number, may follow
	// later: a button says so.
	Later bool
	// Ahead says that the time of Moment lies ahead: without a day the next
	// such time is meant, not today's.
	Ahead bool
	// On is the line of the card that the value stands on, side by side with
	// the others of that line: all that is said of one person.
	On election.Phrase
	// Beside is what stands before the value on the line of On: the candidate on
	// the line of the post. Zero: the value says enough.
	Beside election.Phrase
	// Longest is how many characters Prose takes; zero means LongestText.
	Longest int
	// Names says that Prose asks for names or for a few words of the kind: its
	// label and Words only say what follows them and are no part of it, wherever in
	// a message they stand, and a question is no answer.
	Names bool
	// People says that the names are those of people, and nothing else.
	People bool
	// Measure is what Number counts with, 个 or 户: it tells which of several is
	// meant if nothing else does.
	Measure string
	// WriteIns are the posts under which Prose takes names with numbers, written "主任
	// 马六 15、委员 牛七 3": its label says that such follow.
	WriteIns []election.Phrase
	// Standing are the posts for which Listed takes names: "主任 张三 李四，委员 王五". The post
	// says that names follow; they need no other word, and what is said of each beside the
	// name is read once they are known. WriteIns are then all posts there are.
	Standing []election.Phrase
	// Nouns are words for what Number counts that may stand beside the word of another
	// number: 640名选民投票.
	Nouns []string
	// Telling says that a Choice without an answer is told by what else is said: the round
	// by the candidates that are named.
	Telling bool
	// Told is the answer of a Choice that words say which open the form and are the answer
	// to a later question: an announcement that is typed out is new, and in one's own words.
	Told string
	// Nothing are words which say that Number is 0: 全部有效 of the invalid ballots.
	Nothing []string
	// LeftOf are the steps of which Number is what the first has and the second has not: 其余作废
	// of the ballots that came back and are not valid. All are words which say that Number is as
	// large as the first, where there is no second: 都投了 of those who came.
	LeftOf [2]StepID
	All    []string
	// Reckoned says that, once both of LeftOf are told, Number need not be: it is what is left, and
	// the card says that it was worked out.
	Reckoned bool
	// Apart says that Number is not counted in the first of two steps, of which the second is a
	// part: those excused beside those due and those who came. Among is the step of which it is a
	// part with the first.
	Apart [2]StepID
	Among StepID
	// Leave are words of Words that do not say that those of whom Apart speaks are not due: 请假.
	Leave []string
	// PartOf are the steps, by their names, of which Number counts a part, by a word that may be said of others as well: the
	// women among the representatives, and not those among the heads.
	PartOf []string
	// Along are words that name the step only beside values of other steps: in a count 投票
	// 905 is who took part, alone it is the turnout.
	Along []string
	// Whole says that the others count a part of this: 1200人投了812, 640 of 1200.
	Whole bool
	// Now says that Number is a figure of the moment: that of yesterday is none.
	Now bool
	// About says that an approximate number will do: 二三十人.
	About bool
	// ByWord says that Number is taken only beside a word of its own: people without one are
	// those who vote.
	ByWord bool
	// Yields says that what was reported of it last time is forgotten where it disagrees with what is said
	// now: the total of a roll, where new parts are told.
	Yields bool
	// Zero says that Number may well be none: what is left of such numbers can be
	// said to be 0 at once.
	Zero bool
}

// fewWords is how many characters an answer has at most that is no story.
const fewWords = 60

// brief reports whether the answer is a few words, which are no question: a name,
// a place.
func (f *Field) brief() bool { return f.Names || f.Longest > 0 && f.Longest <= fewWords }

// Source is where an answer comes from that nobody gave.
type Source uint8

// The sources.
const (
	Said       Source = iota // the person, or nobody yet
	LastTime                 // 上次: what was reported before
	FromRoster               // 名册: the roster
	ByDefault                // 默认: a rule of thumb
	WorkedOut                // 算出: what one number leaves of another, both of which were told
)

// Name says the source in a word.
func (s Source) Name() election.Phrase {
	switch s {
	case LastTime:
		return election.Say("上次", "last time")
	case FromRoster:
		return election.Say("名册", "roster")
	case ByDefault:
		return election.Say("默认", "default")
	case WorkedOut:
		return election.Say("算出", "worked out")
	}
	return election.Phrase{}
}

// Option is one of the answers of a choice.
type Option struct {
	Value string
	Label election.Phrase // on the button
	Name  election.Phrase // on the card; zero if the label says it
	Words []string        // other words that mean it
	Rest  bool            // it answers this step and all that follow: 其余都通过
	Flat  bool            // it leaves nothing open, so it stands only where nothing takes from it: 已完成
	Short bool            // it is what is nearly or in part the one that is Flat: 快弄好了
}

// Number asks for a whole number of people or ballots, 0 or more.
func Number[T any](id StepID, ask election.Phrase, field func(*T) *int, with With[T]) Step[T] {
	show := func(v string, _ []Option) election.Phrase {
		n, _ := strconv.Atoi(v)
		switch {
		case v == later:
			return laterOption().Label
		case isYear(with.Between):
			return election.SayBorn(n)
		case with.Between != [2]int{}:
			return election.Say(v, v)
		}
		return number(n)
	}
	st := Step[T]{question: question{id: id, ask: ask, numeric: true, parse: parseBetween(with.Between, with.Measure), show: show}, with: with, takes: TakesNumber,
		apply: func(t *T, v string) { *field(t), _ = strconv.Atoi(v) }}
	if with.Later {
		st.options = func(Subject, T) []Option { return []Option{laterOption()} }
		st.parse = orChoice(st.parse)
	}
	return st
}

// Choice asks for one of a list of options.
func Choice[T any](id StepID, ask election.Phrase, options func(Subject, T) []Option, set func(*T, string), with With[T]) Step[T] {
	show := func(v string, options []Option) election.Phrase {
		for _, o := range options {
			if o.Value == v && !o.Name.IsZero() {
				return o.Name
			} else if o.Value == v {
				return o.Label
			}
		}
		return election.Say(v, v)
	}
	return Step[T]{question: question{id: id, ask: ask, parse: parseChoice, show: show}, with: with, takes: TakesChoice, options: options, apply: set}
}

// LongestText is how many characters prose usually may have.
const LongestText = 500

// Prose asks for words.
func Prose[T any](id StepID, ask election.Phrase, field func(*T) *string, with With[T]) Step[T] {
	return Step[T]{question: question{id: id, ask: ask, free: true, parse: parseProse(cmp.Or(with.Longest, LongestText)), show: asTyped},
		with: with, takes: TakesWords, apply: func(t *T, v string) { *field(t) = v }}
}

// asTyped shows words as they are.
func asTyped(v string, _ []Option) election.Phrase { return election.Say(v, v) }

// Listed asks for words that make more steps: names that are asked about after it.
func Listed[T any](id StepID, ask election.Phrase, set func(*T, string), with With[T]) Step[T] {
	st := Prose(id, ask, func(*T) *string { return new(string) }, with)
	st.apply, st.show = set, func(v string, _ []Option) election.Phrase {
		v = strings.ReplaceAll(v, "\n", "；")
		return election.Say(v, v)
	}
	return st
}

// Each stands for as many steps as the draft calls for: one for each candidate.
func Each[T any](steps func(Subject, T) []Step[T]) Step[T] { return Step[T]{each: steps} }

// EachSame is Each with steps that depend on nothing but the unit, as the roster has it, and
// on a key: they are made once and kept. With the key "" they are made each time.
func EachSame[T any](key func(Subject, T) string, steps func(Subject, T) []Step[T]) Step[T] {
	return Step[T]{each: steps, same: key}
}

// withWords are steps with the words that name them.
func withWords[T any](steps []Step[T]) []Step[T] {
	steps = slices.Clone(steps)
	for i := range steps {
		steps[i].spoken = steps[i].with.gathered(&steps[i].question, steps[i].at != nil)
	}
	return steps
}

// parseChoice takes one of an option's words, or a part of one label only: "登记"
// for 选民登记公布. A single character is no part: "有" may be anything.
func parseChoice(text string, options []Option) (string, election.Phrase) {
	s := speech.Lower(strings.Trim(speech.HalfWidth(text), " .。!！,，"))
	for _, o := range options {
		for _, w := range o.words() {
			if s != "" && s == speech.Lower(speech.HalfWidth(w)) {
				return o.Value, election.Phrase{}
			}
		}
	}
	var found []Option
	for _, o := range options {
		if utf8.RuneCountInString(s) > 1 && (strings.Contains(o.Label.In(election.Chinese), s) || begins(speech.Lower(o.Label.In(election.English)), s)) {
			found = append(found, o)
		}
	}
	if len(found) == 1 {
		return found[0].Value, election.Phrase{}
	}
	if reply := speech.Reply(text); len(found) == 0 && reply != "" && len(reply) < len(text) { // 嗯 第二轮吧
		if v, complaint := parseChoice(reply, options); complaint.IsZero() {
			return v, complaint
		}
	}
	return "", election.Say("没有“%s”这一项。请点下面的按钮选择。", "There is no “%s” here. Please tap one of the buttons.").With(short(text))
}

// begins reports whether a word of a label begins with s.
func begins(label, s string) bool {
	return strings.HasPrefix(label, s) || strings.Contains(label, " "+s)
}

// parseProse takes words up to a length, which is counted as Telegram does:
// most emoji are two.
func parseProse(longest int) parser {
	return func(text string, _ []Option) (string, election.Phrase) {
		s := speech.WithoutCourtesies(clean(text))
		switch n := len(utf16.Encode([]rune(s))); {
		case n == 0:
			return "", election.Say("请用文字说明。", "Please say it in words.")
		case n > longest:
			return "", election.Say("太长了：%d 字，最多 %d 字。请缩短后再发。", "That is too long: %d characters of at most %d. Please shorten it.").With(n, longest)
		}
		return s, election.Phrase{}
	}
}

// words are all that an option can be called.
func (o *Option) words() []string {
	return append([]string{o.Label.In(election.Chinese), o.Label.In(election.English),
		o.Name.In(election.Chinese), o.Name.In(election.English), o.Value}, o.Words...)
}

// called says all that a message can call it by: 都通过 is said of the rest, and 其余都通过.
func (o *Option) called(in speech.Spots, say func(string)) {
	for _, w := range [...]string{o.Label.In(election.Chinese), o.Label.In(election.English), o.Name.In(election.Chinese), o.Name.In(election.English), o.Value} {
		say(w)
	}
	for _, w := range o.Words {
		say(w)
	}
	if !o.Rest {
		return
	}
	for _, rest := range [...]string{"其余", "其他", "其它", "剩下的"} {
		if !in.Says(speech.Entry{Text: rest, Meaning: speech.Meaning{Sort: speech.OfField}}) {
			continue
		}
		for _, w := range o.words() {
			if w != "" && !strings.HasPrefix(w, rest) && !speech.Letter(rune(w[0])) {
				say(rest + w)
			}
		}
	}
}

// clean takes out of free text what would disturb a reader or a spreadsheet:
// control and direction marks. Lines stay lines and paragraphs paragraphs, with
// the indent of two characters that a Chinese notice has.
func clean(s string) string {
	var kept []string
	for l := range strings.SplitSeq(strings.ReplaceAll(s, "\r", ""), "\n") {
		l = strings.TrimRightFunc(strings.Map(visible, l), unicode.IsSpace)
		if l != "" || len(kept) > 0 && kept[len(kept)-1] != "" {
			kept = append(kept, strings.TrimLeft(l, " "))
		}
	}
	return strings.TrimRight(strings.Join(kept, "\n"), "\n")
}

func visible(r rune) rune {
	if r < ' ' || r == 0x7f || r == utf8.RuneError || (r >= 0x200b && r <= 0x200f) || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) || r == 0xfeff {
		return -1
	}
	return r
}

// short is a piece of what somebody typed, to be quoted back.
func short(s string) string {
	r := []rune(strings.TrimSpace(strings.Map(visible, s)))
	if len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return string(r)
}
