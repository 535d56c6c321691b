package election

import "strconv"

// Base is what a share is counted of.
type Base string

// The bases.
const (
	OfRegistered   Base = "registered"   // R: registered voters, members due, households, representatives
	OfParticipants Base = "participants" // P: in person and by proxy
	OfPresent      Base = "present"      // present at a Party meeting, voting or not
	OfReturned     Base = "returned"     // B: ballots returned
	OfIssued       Base = "issued"       // I: ballots issued
	OfSeats        Base = "seats"        // S: seats of the post
)

// Relation is how two whole numbers are compared. 过半数 and 超过 are Above;
// 以上, 不少于 and 不得少于 are AtLeast; 等于或者少于 is AtMost.
type Relation uint8

// The relations.
const (
	Above Relation = iota
	AtLeast
	AtMost
)

// Threshold is a share that a number must reach: Times×number, in the
// Relation, to Over×base. More than half is {2, Above, 1}. Everything is
// multiplied across, so that nothing is ever rounded.
type Threshold struct {
	Times    int
	Relation Relation
	Over     int
	Base     Base
}

// IsZero reports whether there is no threshold: the most votes win.
func (t Threshold) IsZero() bool { return t.Times == 0 }

// The shares that the four laws use.
func moreThanHalf(of Base) Threshold     { return Threshold{2, Above, 1, of} }
func moreThanTwoThird(of Base) Threshold { return Threshold{3, Above, 2, of} }
func fourFifths(of Base) Threshold       { return Threshold{5, AtLeast, 4, of} }
func oneThird(of Base) Threshold         { return Threshold{3, AtLeast, 1, of} }
func noMoreThan(of Base) Threshold       { return Threshold{1, AtMost, 1, of} }

// Compare puts a number and its base into the threshold.
func (t Threshold) Compare(number, base int) Comparison {
	return Comparison{LeftTimes: t.Times, Left: number, Relation: t.Relation, RightTimes: t.Over, Right: base}
}

// Least is the smallest number that meets the threshold on a base; it means
// nothing for AtMost.
func (t Threshold) Least(base int) int {
	if t.IsZero() {
		return 1
	}
	if t.Relation == Above {
		return t.Over*base/t.Times + 1
	}
	return (t.Over*base + t.Times - 1) / t.Times
}

// Say is the share in words: 超过参加投票人数的二分之一. Base names the base.
func (t Threshold) Say(base Phrase) Phrase {
	if t.IsZero() {
		return Say("得票多的当选", "most votes win")
	}
	if t.Times == 2 && t.Over == 1 && t.Relation == Above {
		return Say("超过%s的半数", "more than half of the %s").With(base)
	}
	share := Say(chineseNumber(t.Times)+"分之"+chineseNumber(t.Over), digits(t.Over)+"/"+digits(t.Times))
	if t.Relation == Above {
		return Say("超过%s的%s", "more than %[2]s of the %[1]s").With(base, share)
	}
	return Say("不少于%s的%s", "at least %[2]s of the %[1]s").With(base, share)
}

// Comparison is two whole numbers set against each other: 2×400 and 1×800.
type Comparison struct {
	LeftTimes, Left   int
	Relation          Relation
	RightTimes, Right int
}

// Holds reports whether the comparison is true.
func (c Comparison) Holds() bool {
	left, right := c.LeftTimes*c.Left, c.RightTimes*c.Right
	switch c.Relation {
	case Above:
		return left > right
	case AtLeast:
		return left >= right
	}
	return left <= right
}

// Say shows the sum and its outcome: "2×400 = 800，不大于 800".
func (c Comparison) Say() Phrase {
	left, right := product(c.LeftTimes, c.Left), product(c.RightTimes, c.Right)
	is := c.words()
	return Phrase{left + "，" + is.zh + " " + right, left + ", " + is.en + " " + right}
}

// In is the comparison in one language.
func (c Comparison) In(l Language) string { return c.Say().In(l) }

func (c Comparison) words() Phrase {
	switch {
	case c.Relation == Above && c.Holds():
		return Phrase{"大于", "more than"}
	case c.Relation == Above:
		return Phrase{"不大于", "not more than"}
	case c.Relation == AtLeast && c.Holds():
		return Phrase{"不少于", "at least"}
	case c.Relation == AtLeast:
		return Phrase{"少于", "less than"}
	case c.Holds():
		return Phrase{"不多于", "not more than"}
	}
	return Phrase{"多于", "more than"}
}

// product writes "2×400 = 800", or just "800" if it is taken once.
func product(times, n int) string {
	if times == 1 {
		return digits(n)
	}
	return digits(times) + "×" + digits(n) + " = " + digits(times*n)
}

func digits(n int) string { return strconv.Itoa(n) }
