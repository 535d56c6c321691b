package election

import (
	"fmt"
	"slices"
)

// Profile is what the national texts leave to the province, the county or the
// office. The zero Profile is the default: each setting's comment begins with
// its default.
type Profile struct {
	// Name says where the settings come from, for people: "某省选举办法".
	Name string `json:"name,omitempty" toml:"name,omitempty"`

	// MajorityBase: participants (参加投票的人数); or returned (收回选票数), as some
	// local rules read it. It applies to villagers and residents; the other two
	// kinds have theirs from the national text.
	MajorityBase Base `json:"majority_base,omitempty" toml:"majority_base,omitempty"`

	// Ballots: too many ballots make the vote void when there are more than
	// participants or more than were issued, whichever is broken; or participants,
	// or issued, for only one of the two. For villagers and residents.
	Ballots Base `json:"ballots,omitempty" toml:"ballots,omitempty"`

	// Ties: a re-vote among the tied decides the last seat; or further, where the
	// seat goes to a further election instead. For villagers and residents.
	Ties TieRule `json:"ties,omitempty" toml:"ties,omitempty"`

	// CommitteeQuorum is how many members of a new Party committee must come for
	// its own meeting to elect; not judged if empty, as no text seen says it.
	CommitteeQuorum Share `json:"committee_quorum,omitempty" toml:"committee_quorum,omitempty"`

	// CommitteeMost is how many members a Party organisation's committee has at most; 7
	// if zero, 9 of a general branch 总支, as is usual.
	CommitteeMost int `json:"committee_most,omitempty" toml:"committee_most,omitempty"`

	// ProxiesEach is for how many others one person may vote, where proxies are allowed
	// at all; as the national text says if zero, and never more than that.
	ProxiesEach int `json:"proxies_each,omitempty" toml:"proxies_each,omitempty"`

	// NoticeDays is how many days the Party's prospective candidates are posted for;
	// 5 if zero, as is usual. Fewer are pointed out.
	NoticeDays int `json:"notice_days,omitempty" toml:"notice_days,omitempty"`

	// SessionQuorum is how many of all deputies must come for a town's congress to elect;
	// at_least_two_thirds if empty.
	SessionQuorum Share `json:"session_quorum,omitempty" toml:"session_quorum,omitempty"`

	// ViceSurplus is how many candidates more than seats the method of election of a town's
	// congress has at most for vice-chairs and deputy heads; 3 if zero, and never more.
	ViceSurplus int `json:"vice_surplus,omitempty" toml:"vice_surplus,omitempty"`

	// LaterQuorum: a re-vote and a further election need the same quorum as the
	// first round; or waived. For villagers and residents.
	LaterQuorum QuorumRule `json:"later_quorum,omitempty" toml:"later_quorum,omitempty"`

	// FurtherWithin is the last day of a further election or a re-vote, counted in
	// days from the round before; 30 if zero, the same day if -1.
	FurtherWithin int `json:"further_within,omitempty" toml:"further_within,omitempty"`

	// FurtherMore is how many candidates more than seats a further election has;
	// zero sets no upper limit. Villagers, residents and Party.
	FurtherMore int `json:"further_more,omitempty" toml:"further_more,omitempty"`

	// Women: no woman among the elected is flagged, and nothing more; or
	// reserved, where the last seat of a first round goes to the woman with the
	// most votes who meets the threshold if no woman is elected otherwise; or
	// on_list, where the list of the further election must then name a woman.
	// The last two go by the women marked in the tally.
	Women WomenRule `json:"women,omitempty" toml:"women,omitempty"`

	// NoCandidates 无候选人直选: the ballot names nobody, so that there is no
	// differential to keep. Off. For villagers and residents.
	NoCandidates bool `json:"no_candidates,omitempty" toml:"no_candidates,omitempty"`

	// Order is the order of the names on lists and ballots: that of the kind (see
	// NameOrder).
	Order NameOrder `json:"order,omitempty" toml:"order,omitempty"`

	// AddDown 下加 adds the votes a candidate got for a higher post, and was not
	// elected to, to those for the lower ones. Off.
	AddDown bool `json:"add_down,omitempty" toml:"add_down,omitempty"`

	// OneMeeting 二合一: nomination and election happen in one meeting, so that
	// there is no formal list before polling day. Off.
	OneMeeting bool `json:"one_meeting,omitempty" toml:"one_meeting,omitempty"`

	// LateRegistration: more ballots than registered voters may be issued,
	// because people register on polling day itself or spare ballots are counted;
	// or excluded, where it is a typing error. Excluded always for the Party.
	LateRegistration RegistrationRule `json:"late_registration,omitempty" toml:"late_registration,omitempty"`

	// ProxiesBefore is the last day on which proxies are registered, in days
	// before polling day; no date if zero.
	ProxiesBefore int `json:"proxies_before,omitempty" toml:"proxies_before,omitempty"`

	// FirstListBefore and FormalListBefore are the last days, before polling day,
	// on which the first and the formal list are published, where the national
	// text sets none; no date if zero.
	FirstListBefore  int `json:"first_list_before,omitempty" toml:"first_list_before,omitempty"`
	FormalListBefore int `json:"formal_list_before,omitempty" toml:"formal_list_before,omitempty"`

	// FirstDayCounts: "within five days from" an event begins on the day after
	// it; or on the day itself. Off.
	FirstDayCounts bool `json:"first_day_counts,omitempty" toml:"first_day_counts,omitempty"`

	// Quorum, Majority and FurtherMajority decide residents' elections before
	// 2026, on which the national law is silent. Without them there is no verdict.
	Quorum          Share `json:"quorum,omitempty" toml:"quorum,omitempty"`
	Majority        Share `json:"majority,omitempty" toml:"majority,omitempty"`
	FurtherMajority Share `json:"further_majority,omitempty" toml:"further_majority,omitempty"`
}

// viceSurplus is how many candidates more than seats the law allows at most for vice-chairs
// and deputy heads of a town.
const viceSurplus = 3

// usualNotice is how many days a public notice usually stands.
const usualNotice = 5

// LeastNotice is how many days the Party's candidates are to be posted for.
func (p Profile) LeastNotice() int {
	if p.NoticeDays > 0 {
		return p.NoticeDays
	}
	return usualNotice
}

// TieRule is what decides a tie at the last seat.
type TieRule string

// The tie rules.
const (
	TiesRevote  TieRule = ""
	TiesFurther TieRule = "further"
)

// QuorumRule is whether a later round needs a quorum.
type QuorumRule string

// The quorum rules.
const (
	QuorumAgain  QuorumRule = ""
	QuorumWaived QuorumRule = "waived"
)

// WomenRule is how the woman's seat is secured.
type WomenRule string

// The rules for the woman's seat.
const (
	WomenFlagged  WomenRule = ""
	WomenReserved WomenRule = "reserved"
	WomenOnList   WomenRule = "on_list"
)

// RegistrationRule is whether people may register on polling day.
type RegistrationRule string

// The registration rules.
const (
	LateAllowed  RegistrationRule = ""
	LateExcluded RegistrationRule = "excluded"
)

// Share is a share as a profile writes it: "more than half", "two thirds".
type Share string

// The shares of a profile.
const (
	NoShare           Share = ""
	AtLeastOneThird   Share = "at_least_one_third"
	MoreThanHalf      Share = "more_than_half"
	MoreThanTwoThirds Share = "more_than_two_thirds"
	AtLeastTwoThirds  Share = "at_least_two_thirds"
	AtLeastFourFifths Share = "at_least_four_fifths"
)

func (s Share) of(b Base) Threshold {
	switch s {
	case AtLeastOneThird:
		return oneThird(b)
	case MoreThanHalf:
		return moreThanHalf(b)
	case MoreThanTwoThirds:
		return moreThanTwoThird(b)
	case AtLeastTwoThirds:
		return Threshold{3, AtLeast, 2, b}
	case AtLeastFourFifths:
		return fourFifths(b)
	}
	return Threshold{}
}

// NameOrder is an order of names on a list or a ballot.
type NameOrder string

// The orders. ByKind is the usual one of the kind.
const (
	ByKind         NameOrder = ""
	ByVotes        NameOrder = "votes"         // 得票多少, of the nomination
	BySurname      NameOrder = "surname"       // 姓氏笔画
	ByFullName     NameOrder = "name"          // 姓名笔画
	ByApprovedList NameOrder = "approved_list" // 批准的顺序
)

// Check finds a setting that means nothing. The error names it as it is written.
func (p Profile) Check() error {
	checks := []struct {
		setting string
		ok      bool
	}{
		{"majority_base", oneOf(p.MajorityBase, "", OfParticipants, OfReturned)},
		{"ballots", oneOf(p.Ballots, "", OfParticipants, OfIssued)},
		{"ties", oneOf(p.Ties, TiesRevote, TiesFurther)},
		{"later_quorum", oneOf(p.LaterQuorum, QuorumAgain, QuorumWaived)},
		{"committee_quorum", p.CommitteeQuorum.known()},
		{"committee_most", p.CommitteeMost >= 0 && p.CommitteeMost <= mostSeats},
		{"proxies_each", p.ProxiesEach >= 0 && p.ProxiesEach <= mostProxies},
		{"notice_days", p.NoticeDays >= 0 && p.NoticeDays <= 366},
		{"session_quorum", p.SessionQuorum.known()},
		{"vice_surplus", p.ViceSurplus >= 0 && p.ViceSurplus <= viceSurplus},
		{"further_within", p.FurtherWithin >= -1 && p.FurtherWithin <= 366},
		{"further_more", p.FurtherMore >= 0 && p.FurtherMore <= mostSeats},
		{"women", oneOf(p.Women, WomenFlagged, WomenReserved, WomenOnList)},
		{"order", oneOf(p.Order, ByKind, ByVotes, BySurname, ByFullName, ByApprovedList)},
		{"late_registration", oneOf(p.LateRegistration, LateAllowed, LateExcluded)},
		{"proxies_before", p.ProxiesBefore >= 0 && p.ProxiesBefore <= 366},
		{"first_list_before", p.FirstListBefore >= 0 && p.FirstListBefore <= 366},
		{"formal_list_before", p.FormalListBefore >= 0 && p.FormalListBefore <= 366},
		{"quorum", p.Quorum.known()},
		{"majority", p.Majority.known()},
		{"further_majority", p.FurtherMajority.known()},
	}
	for _, c := range checks {
		if !c.ok {
			return fmt.Errorf("profile: %s has a value that means nothing", c.setting)
		}
	}
	return nil
}

func oneOf[T comparable](v T, allowed ...T) bool { return slices.Contains(allowed, v) }

func (s Share) known() bool {
	return oneOf(s, NoShare, AtLeastOneThird, MoreThanHalf, MoreThanTwoThirds, AtLeastTwoThirds, AtLeastFourFifths)
}
