package election

import "strings"

// Post is an office that is elected. Which posts there are depends on the kind.
type Post string

// The posts.
const (
	Chair     Post = "chair"      // 主任
	ViceChair Post = "vice_chair" // 副主任
	Member    Post = "member"     // 委员, of a Party organisation also 委员会 before it has chosen its secretaries
	Deputy    Post = "deputy"     // 人大代表
	Secretary Post = "secretary"  // 书记

	DeputySecretary Post = "deputy_secretary" // 副书记

	CongressChair     Post = "congress_chair"      // 主席 of a town's congress
	CongressViceChair Post = "congress_vice_chair" // 副主席
	TownHead          Post = "town_head"           // 镇长
	DeputyHead        Post = "deputy_head"         // 副镇长
)

// AllPosts lists the posts that the product knows.
func AllPosts() []Post {
	return []Post{Chair, ViceChair, Member, Deputy, Secretary, DeputySecretary, CongressChair, CongressViceChair, TownHead, DeputyHead}
}

// PostCalled finds a post by its name in any language.
func PostCalled(name string) (Post, bool) {
	for _, p := range AllPosts() {
		if name == p.Name().In(Chinese) || strings.EqualFold(name, p.Name().In(English)) {
			return p, true
		}
	}
	return "", false
}

// Name says the post in words; a post of the user's own is said as it is.
func (p Post) Name() Phrase {
	switch p {
	case Chair:
		return Say("主任", "Chair")
	case ViceChair:
		return Say("副主任", "Vice-chair")
	case Member:
		return Say("委员", "Member")
	case Deputy:
		return Say("代表", "Deputy")
	case Secretary:
		return Say("书记", "Secretary")
	case DeputySecretary:
		return Say("副书记", "Deputy secretary")
	case CongressChair:
		return Say("主席", "Chair of the congress")
	case CongressViceChair:
		return Say("副主席", "Vice-chair of the congress")
	case TownHead:
		return Say("镇长", "Head of the town")
	case DeputyHead:
		return Say("副镇长", "Deputy head of the town")
	}
	return Say(string(p), string(p))
}

// Round is which vote of an election a tally counts. Revote 再次投票 follows a
// tie, FurtherElection 另行选举 seats left over, FreshElection 重新选举 a void
// election.
type Round string

// The rounds.
const (
	FirstRound   Round = "first"
	RevoteRound  Round = "revote"
	FurtherRound Round = "further"
	FreshRound   Round = "fresh"

	CommitteeRound  Round = "committee"        // 支委会选举: a Party organisation's new committee chooses its secretaries
	CommitteeRevote Round = "committee_revote" // and votes again between the tied
)

// OfCommittee reports whether the round is one of a committee's own meeting, not
// one of all electors.
func (r Round) OfCommittee() bool { return r == CommitteeRound || r == CommitteeRevote }

// nominates reports whether the round is a whole election, for which candidates
// were nominated: a first round, or a fresh one, which is judged like it. An
// unset round is a first one.
func (r Round) nominates() bool {
	return r != RevoteRound && r != FurtherRound && !r.OfCommittee()
}

// Name says the round in words.
func (r Round) Name() Phrase {
	switch r {
	case RevoteRound:
		return Say("再次投票", "Re-vote")
	case FurtherRound:
		return Say("另行选举", "Further election")
	case FreshRound:
		return Say("重新选举", "Fresh election")
	case CommitteeRound:
		return Say("委员会选举", "Election by the committee")
	case CommitteeRevote:
		return Say("委员会再次投票", "Re-vote of the committee")
	}
	return Say("第一次投票", "First round")
}

// Tally 计票结果 is one count of the ballots of one unit in one round. All
// numbers are whole people or ballots.
type Tally struct {
	Round        Round         `json:"round"`
	Voters       Method        `json:"voters,omitempty"`  // residents only: who voted, where it is not as in the election; folding sets it
	Registered   int           `json:"registered"`        // 登记选民数, or members due, households, representatives
	Participants int           `json:"participants"`      // 参加投票人数, proxies included
	Present      int           `json:"present,omitempty"` // 实到会, where the attendance says it apart: no part of the two entries, see Progress.PresentAt
	Issued       int           `json:"issued"`            // 发出选票
	Returned     int           `json:"returned"`          // 收回选票
	Valid        int           `json:"valid"`             // 有效票
	Invalid      int           `json:"invalid"`           // 无效票
	Posts        []PostTally   `json:"posts"`
	Others       []OtherBallot `json:"other_ballots,omitempty"` // of posts that do not stand on the first ballot
	Proxies      []ProxyHolder `json:"proxies,omitempty"`       // 委托投票; who cast ballots for others: no part of the two entries, see Progress.Proxies

	ballot Post // of one of several ballots that is not the first: the post that stands first on it
}

// PostTally is the part of a tally for one post.
type PostTally struct {
	Post       Post             `json:"post"`
	Seats      int              `json:"seats"` // 应选名额
	Candidates []CandidateVotes `json:"candidates"`
}

// CandidateVotes is what one candidate got. Only Votes is always counted; the
// Party also announces the votes against and the abstentions.
type CandidateVotes struct {
	Name      string `json:"name"`
	Votes     int    `json:"votes"`               // 赞成票
	Against   int    `json:"against,omitempty"`   // 反对票
	Abstained int    `json:"abstained,omitempty"` // 弃权票
	WriteIn   bool   `json:"write_in,omitempty"`  // 另选他人: not a candidate, but may be elected
	Woman     bool   `json:"woman,omitempty"`     // used only where a seat is reserved for a woman
}

// ProxyHolder 受委托人 is somebody who voted for others as well.
type ProxyHolder struct {
	Name    string `json:"name"`
	Ballots int    `json:"ballots"` // cast for others
}

// Stated reports whether votes against or abstentions are told besides the votes.
func (c CandidateVotes) Stated() bool { return c.Against > 0 || c.Abstained > 0 }

// Say is how many votes somebody has: 38 票, or, as the Party announces them, 赞成
// 38 票、不赞成 2 票、弃权 0 票.
func (c CandidateVotes) Say() Phrase {
	votes := Many(c.Votes, "%d 票", "%d vote", "%d votes")
	if !c.Stated() {
		return votes
	}
	return Say("赞成 %d 票、不赞成 %d 票、弃权 %d 票", "%d for, %d against, %d abstained").With(c.Votes, c.Against, c.Abstained)
}

// Of is what somebody got for a post; without votes if there is no such person.
func (t Tally) Of(p Post, name string) CandidateVotes {
	for _, post := range t.Posts {
		for _, c := range post.Candidates {
			if post.Post == p && c.Name == name {
				return c
			}
		}
	}
	return CandidateVotes{Name: name}
}

// Problem is a reason why a report cannot be taken as it stands: a typing
// error to be asked again, never a fact of law. Fields names every answer the
// check compares, by its JSON name (a candidate's votes are
// "votes.<post>.<name>", those against "against.<post>.<name>"); a chat shows the problem only once all of them have
// been entered, and asks the last one again.
type Problem struct {
	Code   string
	Fields []string
	Text   Phrase
}

// VotesField is the Field of a candidate's votes, AgainstField and AbstainedField
// those of the votes against and the abstentions.
func VotesField(p Post, candidate string) string { return "votes." + string(p) + "." + candidate }

// AgainstField: see VotesField.
func AgainstField(p Post, candidate string) string { return "against." + string(p) + "." + candidate }

// AbstainedField: see VotesField.
func AbstainedField(p Post, candidate string) string {
	return "abstained." + string(p) + "." + candidate
}
