package election

import "slices"

// OtherBallot 另一种选票 is a ballot paper beside the first, whose figures the Tally itself
// has: where the chair and the members are voted for on papers of their own, each is
// handed out, collected and judged by itself.
type OtherBallot struct {
	Posts    []Post `json:"posts"`    // that stand on it
	Issued   int    `json:"issued"`   // 发出选票
	Returned int    `json:"returned"` // 收回选票
	Valid    int    `json:"valid"`    // 有效票
	Invalid  int    `json:"invalid"`  // 无效票
}

// Ballots is the tally once for each kind of ballot, the first one first, each with its
// own figures and posts. Where all posts share one, that is the tally itself.
func (t Tally) Ballots() []Tally {
	all := make([]Tally, 0, 1+len(t.Others))
	t.eachBallot(func(b Tally) { all = append(all, b) })
	return all
}

// eachBallot goes through Ballots.
func (t Tally) eachBallot(do func(Tally)) {
	if len(t.Others) == 0 {
		do(t)
		return
	}
	do(t.with(OtherBallot{Issued: t.Issued, Returned: t.Returned, Valid: t.Valid, Invalid: t.Invalid}, func(p Post) bool { return t.other(p) < 0 }))
	for _, b := range t.Others {
		one := t.with(b, func(p Post) bool { return slices.Contains(b.Posts, p) })
		if len(b.Posts) > 0 {
			one.ballot = b.Posts[0]
		}
		do(one)
	}
}

// with is the tally of one ballot: its figures, and the posts that stand on it.
func (t Tally) with(b OtherBallot, holds func(Post) bool) Tally {
	t.Issued, t.Returned, t.Valid, t.Invalid, t.Others = b.Issued, b.Returned, b.Valid, b.Invalid, nil
	t.Posts = slices.DeleteFunc(slices.Clone(t.Posts), func(p PostTally) bool { return !holds(p.Post) })
	return t
}

// other is the place of a post's ballot among Others, or -1 if it stands on the first.
func (t Tally) other(p Post) int {
	return slices.IndexFunc(t.Others, func(b OtherBallot) bool { return slices.Contains(b.Posts, p) })
}

// on is the tally of the ballot that a post stands on.
func (t Tally) on(p Post) Tally {
	if len(t.Others) == 0 {
		return t
	}
	return t.Ballots()[t.other(p)+1]
}

// InAll is the tally with the ballots of all kinds added up. What the votes come to cannot
// be read from it.
func (t Tally) InAll() Tally {
	for _, b := range t.Others {
		t.Issued, t.Returned, t.Valid, t.Invalid = t.Issued+b.Issued, t.Returned+b.Returned, t.Valid+b.Valid, t.Invalid+b.Invalid
	}
	t.Others = nil
	return t
}

// BallotName is what the ballot of the tally is called, by the posts on it: 主任、副主任选票.
func (t Tally) BallotName() Phrase {
	var posts []Phrase
	for _, p := range t.Posts {
		posts = append(posts, p.Post.Name())
	}
	return Say("%s选票", "ballots for %s").With(Joined(posts, "、", ", "))
}

// BallotFigures says of each kind of ballot how many were issued, returned, valid and
// invalid, in one line; with the posts that stand on it where there are several kinds.
func (t Tally) BallotFigures() []Phrase {
	var lines []Phrase
	for _, b := range t.Ballots() {
		line := Say("发出 %s，收回 %s，有效 %s，无效 %s", "issued %s, returned %s, valid %s, invalid %s").
			With(Thousands(b.Issued), Thousands(b.Returned), Thousands(b.Valid), Thousands(b.Invalid))
		if len(t.Others) > 0 {
			line = Say("%s：%s", "%s: %s").With(b.BallotName(), line)
		}
		lines = append(lines, line)
	}
	return lines
}

// BallotField is the Field of a figure of a ballot: issued of the first, issued.member of
// another on which the members stand first.
func BallotField(figure string, first Post) string {
	if first == "" {
		return figure
	}
	return figure + "." + string(first)
}

// field is the Field of a figure of the tally's ballot.
func (t Tally) field(figure string) string { return BallotField(figure, t.ballot) }

// Apart parts the posts of a tally by the ballots on which they stand: what its election,
// or its unit, says. Posts of which nothing is said are on the first.
func (e Election) Apart(t Tally) Tally {
	t.Others = nil
	var rest []OtherBallot
	for _, together := range e.Separate {
		b := OtherBallot{}
		for _, p := range t.Posts {
			if slices.Contains(together, p.Post) {
				b.Posts = append(b.Posts, p.Post)
			}
		}
		if len(b.Posts) > 0 {
			rest = append(rest, b)
		}
	}
	said := 0
	for _, b := range rest {
		said += len(b.Posts)
	}
	if said == len(t.Posts) && len(rest) > 0 { // the first of them is the first ballot
		rest = rest[1:]
	}
	if len(rest) > 0 {
		t.Others = rest
	}
	return t
}

// ballotProblems finds ballots that cannot be told apart: without a post, or with one that
// is not elected or stands on another.
func (t Tally) ballotProblems() []Problem {
	seen := []Post{}
	for _, b := range t.Others {
		for _, p := range b.Posts {
			elected := slices.ContainsFunc(t.Posts, func(q PostTally) bool { return q.Post == p })
			if !elected || slices.Contains(seen, p) {
				return []Problem{problem("ballots", Say("%s不在这次选举里，或者在两种选票上。", "%s is not elected here, or stands on two kinds of ballot.").With(p.Name()), "ballots")}
			}
			seen = append(seen, p)
		}
		if len(b.Posts) == 0 || len(seen) == len(t.Posts) {
			return []Problem{problem("ballots", Say("有一种选票上没有职务。", "One kind of ballot has no post."), "ballots")}
		}
	}
	return nil
}

// ballotFigure is one figure of a tally with its Field.
type ballotFigure struct {
	field  string
	number int
}

// figures are the people and the ballots of one kind of ballot. The people, who are the same
// for all, are only those of the first.
func (t Tally) figures() [6]ballotFigure {
	all := [6]ballotFigure{{"registered", t.Registered}, {"participants", t.Participants},
		{t.field("issued"), t.Issued}, {t.field("returned"), t.Returned}, {t.field("valid"), t.Valid}, {t.field("invalid"), t.Invalid}}
	if t.ballot != "" {
		all[0], all[1] = ballotFigure{}, ballotFigure{}
	}
	return all
}
