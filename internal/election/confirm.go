package election

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Count is a tally as it stands, corrections taken in. It is preliminary until a
// second person has entered the same figures without seeing them.
type Count struct {
	Tally
	On     Date      `json:"on"`             // the day it was counted on
	Report ReportID  `json:"report"`         // the last report of it
	By     PersonID  `json:"by,omitempty"`   // whose entry it is
	User   int64     `json:"user,omitempty"` // and from which Telegram account
	At     time.Time `json:"at,omitzero"`
	Sheet  string    `json:"sheet,omitempty"` // file id of the photo of the result sheet; "" while it is missing
	Whole  bool      `json:"whole,omitempty"` // the photo was sent as a file, uncompressed
	Check  *Entry    `json:"check,omitempty"` // the second person's entry
	Again  bool      `json:"again,omitempty"` // it was confirmed, and corrected since

	// Differed is how many entries left the two different. Third is the entry of
	// the person who then decides, kept while all three differ (Count.settled).
	Differed int    `json:"differed,omitempty"`
	Third    *Entry `json:"third,omitempty"`
}

// Entry is what the second person entered of a count.
type Entry struct {
	Tally  Tally     `json:"tally"`
	Report ReportID  `json:"report"`
	By     PersonID  `json:"by"`
	User   int64     `json:"user,omitempty"`
	At     time.Time `json:"at"`
}

// CountCheck 复核录入 is the second, blind entry of a count.
type CountCheck struct{ Tally }

// ResultSheet 计票结果单 brings the photo of the paper that a count stands on,
// where the count came without; it is among the report's files.
type ResultSheet struct {
	Round Round `json:"round"`
}

func (ResultSheet) body() string { return "sheet" }

// CountStatus is how far a count can be relied on.
type CountStatus string

// The statuses, in their order.
const (
	PreElection CountStatus = ""            // 选前: nothing is counted yet
	Preliminary CountStatus = "preliminary" // 初步: entered once, the photo of the result sheet is missing
	Complete    CountStatus = "complete"    // 已报齐: entered once, with the photo; to be checked
	Recount     CountStatus = "recount"     // 重新核对: the two entries differ
	Corrected   CountStatus = "correction"  // 更正: was confirmed, corrected since; to be checked again
	Confirmed   CountStatus = "confirmed"   // 已确认: two people entered the same
)

// Name says the status in words.
func (s CountStatus) Name() Phrase {
	switch s {
	case Preliminary:
		return Say("初步", "preliminary")
	case Complete:
		return Say("已报齐", "complete")
	case Recount:
		return Say("重新核对", "recount")
	case Corrected:
		return Say("更正", "correction")
	case Confirmed:
		return Say("已确认", "confirmed")
	}
	return Say("选前", "pre-election")
}

// Status is how far the count can be relied on.
func (c Count) Status() CountStatus {
	switch {
	case c.Check != nil && len(c.Differs()) > 0:
		return Recount
	case c.Check != nil:
		return Confirmed
	case c.Again:
		return Corrected
	case c.Sheet != "":
		return Complete
	}
	return Preliminary
}

// Missing says what keeps the count from being confirmed; empty once it is.
func (c Count) Missing() []Phrase {
	var missing []Phrase
	switch c.Status() {
	case Recount:
		missing = append(missing, Say("两次录入有 %d 项不一致", "the two entries differ in %d places").With(len(c.Differs())))
		if c.Twice() {
			missing = append(missing, Say("请第三人录入", "a third person is to enter it"))
		}
	case Preliminary, Complete, Corrected:
		missing = append(missing, Say("待第二人复核", "to be checked by a second person"))
	}
	if c.Sheet == "" {
		missing = append(missing, Say("缺计票结果单照片", "the photo of the result sheet is missing"))
	}
	return missing
}

// Differs names the fields in which the two entries differ, as Problem.Fields
// does.
func (c Count) Differs() []string {
	if c.Check == nil {
		return nil
	}
	return c.Tally.differs(c.Check.Tally)
}

// differs names the fields in which two tallies differ.
func (t Tally) differs(other Tally) []string {
	a, b := t.fields(), other.fields()
	var differ []string
	for _, f := range a {
		if !slices.Contains(b, f) {
			differ = append(differ, f.name)
		}
	}
	for _, f := range b {
		if !slices.Contains(a, f) && !slices.Contains(differ, f.name) {
			differ = append(differ, f.name)
		}
	}
	return differ
}

// DiffersFor names the fields that a person who entered the count is to look at
// again: those in which their entry and another one differ.
func (c Count) DiffersFor(p PersonID, user int64) []string {
	if !c.Third.of(p, user) {
		return c.Differs()
	}
	all := c.Third.Tally.differs(c.Tally)
	for _, f := range c.Third.Tally.differs(c.Check.Tally) {
		if !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	return all
}

type tallyField struct{ name, value string }

// WriteInsField is the Field of all who were written in together.
const WriteInsField = "writeins"

// fields lists everything that two entries of a tally must have in common.
// Nobody written in is the same as somebody written in without a vote, and no
// votes against are the same as none stated. Proxies are no part of it: those who
// count do not enter them.
func (t Tally) fields() []tallyField {
	number := func(name string, n int) tallyField { return tallyField{name, strconv.Itoa(n)} }
	all := make([]tallyField, 0, 6)
	t.eachBallot(func(b Tally) {
		for _, f := range b.figures() {
			if f.field != "" {
				all = append(all, number(f.field, f.number))
			}
		}
	})
	var writeIns []string
	for _, p := range t.Posts {
		for _, c := range p.Candidates {
			switch {
			case !c.WriteIn:
				all = append(all, number(VotesField(p.Post, c.Name), c.Votes))
				if c.Against > 0 {
					all = append(all, number(AgainstField(p.Post, c.Name), c.Against))
				}
				if c.Abstained > 0 {
					all = append(all, number(AbstainedField(p.Post, c.Name), c.Abstained))
				}
			case c.Votes > 0:
				writeIns = append(writeIns, fmt.Sprint(p.Post, c.Name, c.Votes))
			}
		}
	}
	return append(all, together(WriteInsField, writeIns))
}

// together is one field of several lines, in whatever order they were written.
func together(name string, lines []string) tallyField {
	slices.Sort(lines)
	return tallyField{name, strings.Join(lines, "\n")}
}

// corrected puts a correction in the place of the entry. The second entry
// stands as long as the first was not confirmed. Its author cannot make the
// first one too.
func (c Count) corrected(r Report, t Tally) Count {
	was := c.Status()
	if was == Confirmed && len(t.differs(c.Tally)) == 0 {
		c.Report = r.ID // nothing is corrected
		return c.sheeted(r)
	}
	c.Tally, c.Report, c.By, c.User, c.At = t, r.ID, r.By, r.User, r.At
	c = c.sheeted(r)
	if was == Confirmed {
		c.Again = true
	}
	if c.Third.of(r.By, r.User) {
		c.Third = nil
	}
	if was == Confirmed || c.Check.of(r.By, r.User) {
		c.Check, c.Third, c.Differed = nil, nil, 0
	}
	return c.settled()
}

// settled is the count after an entry: confirmed as soon as two of those who
// entered it said the same. The entry that differs from them is left out of it.
func (c Count) settled() Count {
	if c.Third != nil && c.Status() == Recount {
		switch third := c.Third; {
		case len(third.Tally.differs(c.Tally)) == 0:
			c.Check = third
		case len(third.Tally.differs(c.Check.Tally)) == 0:
			first := *c.Check
			first.Tally.Proxies, first.Tally.Present = c.Proxies, c.Present
			c.Tally, c.Report, c.By, c.User, c.At, c.Check = first.Tally, first.Report, first.By, first.User, first.At, third
		}
	}
	if c.Status() == Recount {
		c.Differed++
		return c
	}
	c.Differed, c.Third = 0, nil
	return c
}

// FieldName is what a field of Differs is called.
func (e Election) FieldName(field string) Phrase {
	switch field {
	case "registered":
		return e.RegisteredNoun()
	case "participants":
		return Say("参加投票", "took part")
	case "issued":
		return Say("发出选票", "issued")
	case "returned":
		return Say("收回选票", "returned")
	case "valid":
		return Say("有效票", "valid")
	case "invalid":
		return Say("无效票", "invalid")
	case WriteInsField:
		return Say("另选他人", "write-ins")
	}
	what, rest, _ := strings.Cut(field, ".")
	post, name, candidate := strings.Cut(rest, ".")
	if !candidate {
		return Say("%s选票%s", "ballots for %s: %s").With(Post(post).Name(), e.FieldName(what))
	}
	switch what {
	case "votes":
		return Say("%s %s", "%s %s").With(Post(post).Name(), name)
	case "against":
		return Say("%s %s 不赞成", "%s %s against").With(Post(post).Name(), name)
	case "abstained":
		return Say("%s %s 弃权", "%s %s abstained").With(Post(post).Name(), name)
	}
	return Say(field, field)
}

// DifferNames names the fields in which the two entries differ, and no figures.
func (c Count) DifferNames(e Election) Phrase {
	var names []Phrase
	for _, f := range c.Differs() {
		names = append(names, e.FieldName(f))
	}
	return Joined(names, "、", ", ")
}

// checked puts a second entry to the count of its round, or a third one. One by
// somebody who entered the count first counts for nothing. So does one of somebody
// else where the two differ for the first time: the first second entry stands.
func checked(counts []Count, r Report, t Tally) []Count {
	counts = slices.Clone(counts)
	for i, c := range slices.Backward(counts) {
		if c.Round != t.Round {
			continue
		}
		entry := &Entry{t, r.ID, r.By, r.User, r.At}
		switch {
		case c.entered(r.By, r.User):
			return counts
		case c.Check == nil, c.Check.By == r.By, c.Status() == Recount && c.Check.of(r.By, r.User):
			if c.Check = entry; c.Third.of(r.By, r.User) { // nobody is both
				c.Third = nil
			}
		case c.Twice() && (c.Third == nil || c.Third.of(r.By, r.User)):
			c.Third = entry
		default:
			return counts
		}
		counts[i] = c.settled().sheeted(r)
		break
	}
	return counts
}

// sheeted puts the photo of the result sheet to the count of its round. It
// changes no figure, so whatever was confirmed stays so.
func sheeted(counts []Count, r Report, round Round) []Count {
	counts = slices.Clone(counts)
	for i, c := range slices.Backward(counts) {
		if c.Round == round {
			counts[i] = c.sheeted(r)
			break
		}
	}
	return counts
}

// sheeted is the count with the photo of the result sheet that came with a
// report, or else the one that was there.
func (c Count) sheeted(r Report) Count {
	for _, f := range r.Files {
		if f.Kind != Location {
			c.Sheet, c.Whole = f.ID, f.Kind == Document
			break
		}
	}
	return c
}

// SheetFile is the photo of the result sheet; zero while it is missing.
func (c Count) SheetFile() File {
	switch {
	case c.Sheet == "":
		return File{}
	case c.Whole:
		return File{Document, c.Sheet}
	}
	return File{Photo, c.Sheet}
}

// Count is the last count of a round, if there is one.
func (p Progress) Count(r Round) (Count, bool) {
	for _, c := range slices.Backward(p.Counts) {
		if c.Round == r {
			return c, true
		}
	}
	return Count{}, false
}

// CountStatus is how far the unit's counts can be relied on, all rounds
// together: the status of the one that can be relied on least.
func (p Progress) CountStatus() CountStatus {
	order := []CountStatus{Recount, Corrected, Preliminary, Complete, Confirmed}
	for _, s := range order {
		if slices.ContainsFunc(p.Counts, func(c Count) bool { return c.Status() == s }) {
			return s
		}
	}
	return PreElection
}

// Likeness is the same for two tallies of one election with the same ballots
// and votes: a table that was sent under the wrong village's name.
func (t Tally) Likeness() string {
	votes := make([]int, 0, 16)
	for _, p := range t.Posts {
		for _, c := range p.Candidates {
			votes = append(votes, c.Votes)
		}
	}
	if len(t.Others) == 0 {
		return fmt.Sprint(t.Round, t.Issued, t.Returned, t.Valid, t.Invalid, votes)
	}
	return fmt.Sprint(t.Round, t.Issued, t.Returned, t.Valid, t.Invalid, t.Others, votes)
}

// TallyChanges says what a correction makes of a count, figure by figure: 发出选票
// 1,200 → 1,210. It is zero if no figure changes.
func (e Election) TallyChanges(was, now Tally) Phrase {
	c := Count{Tally: was, Check: &Entry{Tally: now}}
	var changes []Phrase
	for _, f := range c.Differs() {
		changes = append(changes, Say("%s %s → %s", "%s %s → %s").With(e.FieldName(f), was.shown(f), now.shown(f)))
	}
	return Joined(changes, "；", "; ")
}

// shown is one field's value for people.
func (t Tally) shown(field string) string {
	for _, f := range t.fields() {
		if f.name != field {
			continue
		}
		if n, err := strconv.Atoi(f.value); err == nil {
			return Thousands(n)
		}
		if f.value != "" {
			return strings.ReplaceAll(f.value, "\n", "、")
		}
	}
	return "—"
}
