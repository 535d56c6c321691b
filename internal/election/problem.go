package election

import "slices"

// most is beyond any number of voters or ballots of one unit; a larger one was
// typed wrongly. It also keeps every product far from overflow.
const most = 10_000_000

// mostSeats is beyond any number of seats of one post.
const mostSeats = 100

// Problems lists what cannot be as it stands, whatever the law: typing errors,
// to be asked again. What is irregular but possible, such as more ballots than
// participants, is not among them.
//
// A tally may be only partly entered: each problem names in Fields all the
// answers it compares, the one to ask again last, and means nothing before all
// of them are given.
func (t Tally) Problems(k Kind) []Problem {
	ps := append(t.absurdNumbers(), t.ballotProblems()...)
	if len(ps) > 0 {
		return ps
	}
	if t.Registered == 0 {
		ps = append(ps, problem("registered_zero", Say("登记人数不能为 0。", "The number registered cannot be 0."), "registered"))
	}
	if t.Participants > t.Registered {
		ps = append(ps, problem("participants_over_registered", Say(
			"参加投票 %d 人，多于登记的 %d 人。请核对后重新输入。",
			"%d took part, more than the %d registered. Please check and enter it again.").With(t.Participants, t.Registered),
			"registered", "participants"))
	}
	if t.Present > 0 && t.Participants > t.Present {
		ps = append(ps, problem("participants_over_present", Say(
			"参加投票 %d 人，多于到会情况里实到会的 %d 人。请核对后重新输入，或者更正到会情况。",
			"%d took part, more than the %d present by the attendance. Please check and enter it again, or correct the attendance.").With(t.Participants, t.Present),
			"participants"))
	}
	t.eachBallot(func(b Tally) { ps = append(ps, b.figureProblems(k)...) })
	t.eachBallot(func(b Tally) {
		for _, p := range b.Posts {
			ps = append(ps, b.postProblems(p)...)
		}
	})
	return ps
}

// figureProblems checks the figures of one kind of ballot against each other.
func (t Tally) figureProblems(k Kind) (ps []Problem) {
	if k == Party && t.Issued > t.Registered {
		ps = append(ps, t.issuedOverRegistered())
	}
	if t.Valid+t.Invalid != t.Returned {
		ps = append(ps, problem("valid_invalid_returned", Say(
			"有效 %d + 无效 %d = %d，与收回的 %d 张不符。请核对后重新输入。",
			"%d valid + %d invalid = %d, but %d were returned. Please check and enter it again.").
			With(t.Valid, t.Invalid, t.Valid+t.Invalid, t.Returned), t.field("returned"), t.field("valid"), t.field("invalid")))
	}
	return ps
}

// Problems are those of the tally itself, those that a setting of the election
// makes, and whatever leaves nothing to judge. Judge refuses a tally that has
// any.
func (e Election) Problems(t Tally) []Problem {
	ps := t.Problems(e.Kind)
	t.eachBallot(func(b Tally) {
		if e.Kind != Party && e.Profile.LateRegistration == LateExcluded && b.Issued > b.Registered {
			ps = append(ps, b.issuedOverRegistered())
		}
	})
	if _, err := ParseKind(string(e.Kind)); err != nil {
		return append(ps, problem("kind", Say("未知的选举类型“%s”。", "Unknown kind of election %q.").With(string(e.Kind)), "kind"))
	}
	if !oneOf(t.Round, "", FirstRound, RevoteRound, FurtherRound, FreshRound, CommitteeRound, CommitteeRevote) {
		return append(ps, problem("round", Say("未知的投票轮次“%s”。", "Unknown round %q.").With(string(t.Round)), "round"))
	}
	if !oneOf(e.Method, "", AllVoters, Households, Representatives) {
		return append(ps, problem("method", Say("未知的选举方式“%s”。", "Unknown method %q.").With(string(e.Method)), "method"))
	}
	if err := e.Profile.Check(); err != nil {
		return append(ps, problem("profile", Say("地方规定设置有误：%s。", "The local rules are set wrongly: %s.").With(err), "profile"))
	}
	if len(t.Posts) == 0 {
		ps = append(ps, problem("posts", Say("没有应选职务。", "No post is to be elected."), "posts"))
	}
	for i, p := range t.Posts {
		if slices.ContainsFunc(t.Posts[:i], func(q PostTally) bool { return q.Post == p.Post }) {
			ps = append(ps, problem("posts", Say("%s出现了两次。", "%s stands twice.").With(p.Post.Name()), "posts"))
		}
	}
	r, ok := rulesOf(e, t.Round)
	if !ok {
		return append(ps, problem("law_silent", Say(
			"2026年以前的居民委员会选举，国家法律未规定选举有效和当选的票数，本地规定也未设置，无法判定。",
			"Before 2026 the national law says nothing on the validity of a residents' committee election, and no local rule is set: no verdict."),
			"profile"))
	}
	return append(ps, r.nobodyStands(t)...)
}

// CandidatesField is the Field of a post's candidates together.
const CandidatesField = "candidates"

// nobodyStands lists the posts without any name, of a count that elects: what ballots say
// cannot be judged before it is known who stood. A vote that is void elects nobody, so
// that nothing has to be counted.
func (r rules) nobodyStands(t Tally) []Problem {
	v := Verdict{tally: t, rules: r, Checks: make([]Check, 0, 4)}
	if !v.checkQuorum() {
		return nil
	}
	void := v.checkBallots()
	for _, p := range t.Posts {
		if len(p.Candidates) == 0 && !slices.Contains(void, p.Post) {
			return []Problem{problem("no_candidates", Say("%s还没有候选人和票数，无法判定谁当选。请按“%s 姓名 票数”写。", "%s has neither candidates nor votes, so nobody can be declared elected. Write “%s”, name and votes.").
				With(p.Post.Name(), p.Post.Name()), CandidatesField)}
		}
	}
	return nil
}

func problem(code string, text Phrase, fields ...string) Problem {
	return Problem{Code: code, Fields: fields, Text: text}
}

// absurdNumbers finds what no count can be. The other checks wait until there
// are none, so that they work on sane numbers.
func (t Tally) absurdNumbers() []Problem {
	var ps []Problem
	t.eachBallot(func(b Tally) {
		for _, n := range b.figures() {
			if absurd(n.number) {
				ps = append(ps, absurdProblem(n.number, n.field))
			}
		}
	})
	for _, p := range t.Posts {
		if p.Seats < 1 || p.Seats > mostSeats {
			ps = append(ps, problem("seats", Say("%s应选 %d 名，不可能。", "%s: %d seats are not possible.").
				With(p.Post.Name(), p.Seats), "seats."+string(p.Post)))
		}
		for _, c := range p.Candidates {
			for _, n := range [...]struct {
				number int
				field  func(Post, string) string
			}{{c.Votes, VotesField}, {c.Against, AgainstField}, {c.Abstained, AbstainedField}} {
				if absurd(n.number) {
					ps = append(ps, absurdProblem(n.number, n.field(p.Post, c.Name)))
				}
			}
		}
	}
	for _, h := range t.Proxies {
		if absurd(h.Ballots) {
			ps = append(ps, absurdProblem(h.Ballots, "proxies"))
		}
	}
	return ps
}

func absurd(n int) bool { return n < 0 || n > most }

func absurdProblem(n int, field string) Problem {
	return problem("absurd", Say("%d 不可能。请重新输入。", "%d is not possible. Please enter it again.").With(n), field)
}

func (t Tally) issuedOverRegistered() Problem {
	return problem("issued_over_registered", Say(
		"发出选票 %d 张，多于登记的 %d 人。请核对后重新输入。",
		"%d ballots issued, more than the %d registered. Please check and enter it again.").With(t.Issued, t.Registered),
		"registered", t.field("issued"))
}

// postProblems checks the votes of one post against the valid ballots.
func (t Tally) postProblems(p PostTally) []Problem {
	var ps []Problem
	sum := 0
	for i, c := range p.Candidates {
		sum += c.Votes
		given := c.Votes + c.Against + c.Abstained
		twice := slices.ContainsFunc(p.Candidates[:i], func(d CandidateVotes) bool { return d.Name == c.Name })
		switch {
		case c.Name == "":
			ps = append(ps, problem("no_name", Say("有一名候选人没有姓名。", "A candidate has no name."), VotesField(p.Post, c.Name)))
		case twice:
			ps = append(ps, problem("duplicate", Say("%s 在%s中出现了两次。", "%s stands twice for %s.").With(c.Name, p.Post.Name()),
				VotesField(p.Post, c.Name)))
		case c.Votes > t.Valid:
			ps = append(ps, problem("votes_over_valid", Say(
				"%s 得 %d 票，多于有效票 %d 张。请核对后重新输入。",
				"%s has %d votes, more than the %d valid ballots. Please check and enter it again.").With(c.Name, c.Votes, t.Valid),
				t.field("valid"), VotesField(p.Post, c.Name)))
		case given > t.Valid:
			ps = append(ps, problem("opinions_over_valid", Say(
				"%s 赞成、不赞成、弃权共 %d 票，多于有效票 %d 张。请核对后重新输入。",
				"%s: for, against and abstained make %d, more than the %d valid ballots. Please check and enter it again.").
				With(c.Name, given, t.Valid), append([]string{t.field("valid")}, p.opinionFields(c)...)...))
		}
	}
	if limit := t.Valid * p.Seats; sum > limit {
		ps = append(ps, problem("votes_over_seats", Say(
			"%s各人得票共 %d 票，多于有效票 %d 张×应选 %d 名 = %d。请核对后重新输入。",
			"%s: %d votes in all, more than %d valid ballots × %d seats = %d. Please check and enter them again.").
			With(p.Post.Name(), sum, t.Valid, p.Seats, limit), append([]string{t.field("valid")}, p.voteFields()...)...))
	}
	return ps
}

// opinionFields are the fields that make up what was said of a candidate, of
// which the last that was stated is asked again.
func (p PostTally) opinionFields(c CandidateVotes) []string {
	fields := []string{VotesField(p.Post, c.Name)}
	if c.Against > 0 {
		fields = append(fields, AgainstField(p.Post, c.Name))
	}
	if c.Abstained > 0 {
		fields = append(fields, AbstainedField(p.Post, c.Name))
	}
	return fields
}

// voteFields are the fields that the sum of a post's votes compares.
func (p PostTally) voteFields() []string {
	var fields []string
	for _, c := range p.Candidates {
		fields = append(fields, VotesField(p.Post, c.Name))
	}
	return fields
}
