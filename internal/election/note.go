package election

import "slices"

// notes says what an officer should know beside the verdict: a local rule that
// would decide otherwise, and what the law leaves open.
func (v Verdict) notes(e Election) []Phrase {
	var notes []Phrase
	add := func(p Phrase) {
		if !p.IsZero() {
			notes = append(notes, p)
		}
	}
	add(v.otherBase(e))
	v.tally.eachBallot(func(b Tally) { add(v.otherBallots(b)) })
	add(v.secretaryOnly())
	add(v.committeeQuorum())
	for _, p := range v.Posts {
		if p.Further == nil {
			continue
		}
		add(v.rules.furtherUnsettle)
		if have := len(p.Further.Candidates); have < p.Further.MinCandidates {
			add(Say("%s另行选举候选人只有 %d 名，少于 %d 名，是否补充提名按地方规定。",
				"%s: only %d candidates for the further election, fewer than %d; whether to nominate more is a local rule.").
				With(p.Post.Name(), have, p.Further.MinCandidates))
		}
		if len(p.Further.Tied) > 0 {
			add(Say("%s 票数相等，另行选举候选人名单最多 %d 名，由选举委员会确定。",
				"%s have equal votes, and the list may have %d names at most: the election committee decides.").
				With(names(p.Further.Tied), p.Further.MaxCandidates))
		}
		if v.Round == FurtherRound {
			add(Say("另行选举后仍缺 %d 名，是否再次另行选举或者暂缺，按地方规定。",
				"%d still missing after a further election: whether to hold another or to leave the seats vacant is a local rule.").
				With(p.Further.Seats))
		}
	}
	return notes
}

// committeeQuorum says that nothing says how many members of a committee must come
// to its own meeting.
func (v Verdict) committeeQuorum() Phrase {
	if !v.Round.OfCommittee() || !v.rules.quorum.IsZero() {
		return Phrase{}
	}
	return Say("委员会会议须到会多少人，本地规定没有设置，这里不判定，请按上级规定核对。",
		"How many must come to the committee's meeting is not set and not judged here; please check with the office above.")
}

// otherBase says whether the other reading of 参加投票, ballots returned instead
// of participants, comes to another result.
func (v Verdict) otherBase(e Election) Phrase {
	base := v.rules.elects.Base
	local := e.Kind == Villagers || e.Kind == Residents
	same := true
	v.tally.eachBallot(func(b Tally) { same = same && b.Participants == b.Returned })
	if v.Outcome != ValidElection || !local || !v.Round.nominates() || same {
		return Phrase{}
	}
	other := OfReturned
	if base == OfReturned {
		other = OfParticipants
	}
	r := v.rules
	r.elects.Base = other
	var void []Post
	if v.Fresh != nil {
		void = v.Fresh.Posts
	}
	if sameElected(v.Posts, r.posts(e.Profile, v.tally, void)) {
		return Phrase{}
	}
	return Say("以%s计算过半数；如按%s计算，当选结果不同。请按地方规定确认。",
		"The majority is counted of the %s; of the %s the result would be another. Please confirm by the local rule.").
		With(v.rules.noun(base), v.rules.noun(other))
}

// sameElected reports whether two outcomes elect the same people and leave the
// same to be done.
func sameElected(a, b []PostVerdict) bool {
	return slices.EqualFunc(a, b, func(p, q PostVerdict) bool {
		return p.Outcome == q.Outcome && slices.Equal(p.Elected, q.Elected)
	})
}

// otherBallots says whether the bound on the ballots that was not used, or only
// one of two, is broken.
func (v Verdict) otherBallots(t Tally) Phrase {
	byParticipants, byIssued := t.Returned > t.Participants, t.Returned > t.Issued
	if byParticipants == byIssued || v.Outcome == NoQuorum || v.Kind == Party {
		return Phrase{}
	}
	over, within := v.said(t, OfParticipants), v.said(t, OfIssued)
	if byIssued {
		over, within = within, over
	}
	return Say("%s，多于%s，但不多于%s：以哪一项为准按地方规定，请核实。",
		"%s, more than %s but not more than %s: which of them counts is a local rule; please check.").
		With(v.said(t, OfReturned), over, within)
}

// secretaryOnly: a branch with fewer than seven full members has a secretary
// and no committee.
func (v Verdict) secretaryOnly() Phrase {
	seats := 0
	for _, p := range v.tally.Posts {
		seats += p.Seats
	}
	if v.Kind != Party || !v.Round.nominates() || v.tally.Registered >= 7 || seats < 2 {
		return Phrase{}
	}
	return Say("有选举权的党员 %d 人：正式党员不足 7 人的支部只设书记，不设委员会，请核实。",
		"%d members may vote: a branch with fewer than 7 full members has a secretary and no committee; please check.").
		With(v.tally.Registered)
}
