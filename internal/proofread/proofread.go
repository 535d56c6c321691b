// Package proofread recomputes what a written text says in figures: shares and
// their parts, parts and their whole, lists and their number, comparisons with
// the last term, spans of days, and numbering. It reads prose of documents, in
// which a figure stands beside what it counts; what people say in a chat is
// heard by internal/speech. It is pure.
//
// It says nothing where it is not sure: a share whose whole is not named, a
// figure that is only about right, parts that need not make the whole.
package proofread

import (
	"slices"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
)

// Rule is what a passage breaks. Rules are few and their names are kept:
// programs read them.
type Rule string

// The rules.
const (
	Percentage    Rule = "percentage"    // a share is not its part of its whole
	Rounding      Rule = "rounding"      // a share was cut off where it should be rounded
	Sum           Rule = "sum"           // parts do not make their whole
	Shares        Rule = "shares"        // the shares of all parts do not make 100 %
	List          Rule = "list"          // a list has more or fewer items than its number
	Contradiction Rule = "contradiction" // two statements cannot both be true
	Comparison    Rule = "comparison"    // a difference to an earlier figure is wrong
	Numbering     Rule = "numbering"     // a number of a point is left out or stands twice
	Dates         Rule = "date"          // a day does not exist, or a span ends before it begins
	Bands         Rule = "bands"         // two bands of ages share a year
	Journal       Rule = "journal"       // a figure differs from the journal
)

// Finding is one place of the text and what is wrong there.
type Finding struct {
	At     int    // characters (Unicode code points) of the text before Quote
	Quote  string // the words of the text
	Rule   Rule
	Stated string          // what the text says
	Right  string          // what it should say
	Why    election.Phrase // a sentence for people
}

// Check returns what is wrong in a text, in the order of the text. Each line is
// a paragraph; consecutive lines of cells with tabs between them are a table.
func Check(written string) []Finding { return CheckWith(written, Records{}) }

// CheckWith is Check, and holds the figures against those of a journal.
func CheckWith(written string, r Records) []Finding {
	t := newText(written)
	c := &checker{text: t, looked: looked{total: map[int]bool{}, told: map[[2]int]bool{}, causes: map[cause][]int{}}}
	for i := range t.sentences {
		c.percents(i)
		c.parts(i)
		c.shares(i)
		c.list(i)
		c.compare(i)
		c.days(i)
		c.bands(i)
		c.greater(i)
		c.allAtOnce(i)
	}
	c.contradictions()
	c.numbering()
	c.tables()
	c.journal(r)
	return c.sorted()
}

// checker gathers findings in a text.
type checker struct {
	*text
	found []finding
	years [][]int // where years are written, after one that is none (yearBefore)

	looked looked
}

// looked is what is known of the whole text once it was looked for.
type looked struct {
	once, places, chosen, measures bool
	onceAt                         []int     // onceSaid
	totals, atOnce                 []*number // placeTotals
	elected                        []number  // chosenBefore
	measured                       map[measured][]number
	total                          map[int]bool // isTotal, by place
	told                           map[[2]int]bool
	causes                         map[cause][]int // in found
}

// measured is of what, where and when a number is.
type measured struct {
	measure measure
	place   string
	earlier bool
}

// finding is a finding with its place in bytes of the folded text.
type finding struct {
	at, end int
	Finding
}

func (c *checker) add(at, end int, rule Rule, stated, right string, why election.Phrase) {
	same := cause{rule, stated}
	for _, k := range c.looked.causes[same] {
		if f := c.found[k]; f.at < end && at < f.end { // one cause is one finding
			return
		}
	}
	c.looked.causes[same] = append(c.looked.causes[same], len(c.found))
	c.looked.told[[2]int{at, end}] = true
	c.found = append(c.found, finding{at, end, Finding{Rule: rule, Stated: stated, Right: right, Why: why}})
}

// cause is what two findings at one place have in common if they are one.
type cause struct {
	rule   Rule
	stated string
}

// told reports whether something was found in a number.
func (c *checker) told(n number) bool { return c.looked.told[[2]int{n.at, n.end}] }

// sorted returns the findings in the order of the text, with their places as
// readers count them.
func (c *checker) sorted() []Finding {
	slices.SortStableFunc(c.found, func(a, b finding) int {
		if a.at != b.at {
			return a.at - b.at
		}
		return strings.Compare(string(a.Rule), string(b.Rule))
	})
	out := make([]Finding, 0, len(c.found))
	at, runes := 0, 0
	for _, f := range c.found {
		runes += utf8.RuneCountInString(c.s[at:f.at])
		at, f.At = f.at, runes
		f.Quote = string(c.runes[f.At : f.At+utf8.RuneCountInString(c.s[f.at:f.end])])
		out = append(out, f.Finding)
	}
	return out
}
