// Package speech says what a text says, before anybody decides what it is for:
// names, numbers with their kinds, days and times, mood, questions.
//
// It is pure. The same text heard with the same lexicon gives the same Heard.
package speech

import (
	"slices"
	"strings"
	"time"
)

// Heard is what was heard in one text. Its tokens stand in the order of the
// text and cover it: every byte lies in exactly one token.
type Heard struct {
	Text   string // as it was typed
	Tokens []Token
	Mood   Mood
}

// Token is one piece of a text.
type Token struct {
	From, To int       // the bytes of Heard.Text that it covers
	Text     string    // half-width, in small letters, without inner blanks
	Means    []Meaning // of a Word: all that it can mean, the likeliest first
	Number   Number    // of a Numeral; of a Word that could be a day as well: 周三
	Kind     Kind
	Glued    bool // it begins in the middle of a run of unknown characters
	Joined   bool // nothing parts it from the token before it
}

// Kind is the kind of a token.
type Kind uint8

// The kinds of tokens.
const (
	Unknown Kind = iota // nothing that is known
	Word                // a name, a label, an option, a form's word: see Means
	Numeral             // a number of any kind
	Filler              // a courtesy, a particle, a note in brackets: no content
	Mark                // a separator, a line's end, a bullet, the number of a list's line
)

// Meaning is one thing that a word can mean. What ID is of is said by Sort, and
// belongs to the package that put the word into the lexicon.
type Meaning struct {
	Sort Sort
	ID   string
	How  How
}

// Sort says what a word names.
type Sort uint8

// The sorts of words.
const (
	OfUnit Sort = iota + 1
	OfArea
	OfPerson
	OfPost
	OfCandidate
	OfStage
	OfRecord
	OfForm   // a word that opens a form
	OfField  // a label of a form's step: ID is the index of the caller's word
	OfOption // an option of a form's step: ID is the index of the caller's word
	OfMood   // a word that tells how a text is meant: ID is one of the moods
	OfRest   // what is left: 其余, 其他候选人
	OfNone   // there is none: 没有, 无, 零票
	OfOther  // a label of something that few forms ask for: 应发, 男; ID says more
)

// What the labels of other things say of the number beside them.
const (
	AsPart  = "part"  // it changes nothing: 男, 委托, 应发
	AsMore  = "more"  // it came on top of what was: 又来了
	AsLess  = "less"  // it is taken off what was: 减
	Than    = "than"  // 比: the label behind it is only compared with
	Refused = "other" // it is nowhere asked for: 弃权
	OutOf   = "of"    // 640 of 1200: the number before it is a part of that behind it
	APhoto  = "photo" // 照片: no number stands beside it
)

// The moods of words.
const (
	Asking      = "asks"
	AskingHow   = "asks how"
	Promising   = "promises"
	Denying     = "denies"
	Planning    = "plans"
	Correcting  = "corrects"
	Thanking    = "thanks"
	Withdrawing = "withdraws"
	Greeting    = "greets"
)

// How says how a name was written. A fuller way is meant before a shorter one.
type How uint8

// The ways of writing a name.
const (
	Full     How = iota // 东河村
	Stem                // 东河
	Nickname            // 老严, 周工
	Part                // a piece of a name, only where nothing else fits
)

// Number is a number as it stands in a text.
type Number struct {
	Value int // of a Count; the best guess of a Garbled, Approximate or Decimal one
	// Of a Range, its ends.
	Low, High int
	// Of a Date or a Clock.
	Day   time.Time     // the town's midnight; zero of a Clock that names no day
	Next  time.Time     // of a day that may lie ahead as well, 周五 or 15号: the next one
	Clock time.Duration // since midnight
	Unit  string        // the measure word or noun behind it: 张, 人, 岁, 票箱
	Role  Role
	Half  bool // of a Clock from 6 to 11: it may be that of the evening as well, 七点
	About bool // the time is not exact: 大概9点, 12点左右
}

// Role is what a number is. Only a Count may become a value of a form.
type Role uint8

// The roles of numbers.
const (
	Count       Role = iota + 1
	Clock            // 10:30, 10点半, 下午3点
	Date             // 1月14日, 15号, 上周五, 今天
	Ordinal          // 第二次, 第1名, 1、 at the beginning of a line
	Age              // 45岁
	Term             // 第十届, 3年, 2天, 1小时
	Group            // 1组, 一队
	Box              // 2号票箱, 一号箱
	Percent          // 53%, 百分之五十三
	Share            // 三分之二, 五成, 过半
	Approximate      // 大概600, 600左右, 六百多, 近640, 640以上
	Range            // 二三十, 600-640
	Decimal          // 1.150
	Garbled          // 2OO, 64O, 1 05O
	Telephone        // 13800000000
	Other            // a number of something that no form counts: 2个会场
)

// Mood is how a text is meant, as a whole.
type Mood struct {
	Asks      bool // 哪些村, 多少, 吗, ？
	AsksHow   bool // 怎么填
	Promises  bool // 14:00前补报, 稍后报
	Denies    bool // 不是, 没有, 还没
	Plans     bool // 目标, 预计, 将, 准备
	Corrects  bool // 写错了, 应为, 改成, 不对
	Thanks    bool // 收到, 谢谢, 👌
	Withdraws bool // 撤回, 作废, 报错村了
	Greets    bool // 你好, 在吗, 你是谁
	Forwarded bool // 东河村选举情况汇报：
}

// Clauses are the clauses of the text, as typed. What 、 joins stays in one.
func (h Heard) Clauses() (all []string) {
	from := 0
	add := func(to int) {
		if clause := strings.TrimSpace(h.Text[from:to]); clause != "" {
			all = append(all, clause)
		}
	}
	for _, t := range h.Tokens {
		if t.Kind == Mark && strings.ContainsAny(t.Text, ",，。；;!\n") {
			add(t.From)
			from = t.To
		}
	}
	add(len(h.Text))
	return all
}

// Among reports whether a token names those of whom what follows counts a part: 组长里4个女的.
func (h Heard) Among(i int) bool {
	return i+1 < len(h.Tokens) && h.Tokens[i+1].Joined && startsWithAny(h.Tokens[i+1].Text, "里", "当中", "之中", "中", "中间")
}

// OnlyWomen reports whether a word says no more of people than that they are women: 女的.
func OnlyWomen(word string) bool {
	return slices.Contains([]string{"女", "女的", "女性", "妇女", "女同志", "妇女同志", "其中女的"}, word)
}

// UntilWord reports whether a word says that what follows is an end: 到.
func UntilWord(word string) bool {
	return slices.Contains([]string{"到", "至", "截至", "截止到", "until"}, word)
}

// Clause is from and to which token the clause reaches in which one stands. It ends at any
// of some marks.
func (h Heard) Clause(at int, marks string) (from, to int) {
	ends := func(t Token) bool { return t.Kind == Mark && strings.ContainsAny(t.Text, marks) }
	from, to = at, at+1
	for from > 0 && !ends(h.Tokens[from-1]) {
		from--
	}
	for to < len(h.Tokens) && !ends(h.Tokens[to]) {
		to++
	}
	return from, to
}
