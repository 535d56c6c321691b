package election

import (
	"slices"
	"time"
)

// AnnouncementID names an announcement; its edits keep the ID.
type AnnouncementID string

// Announcement 公告 is what the office posts in the groups. One person writes it,
// a second one approves it.
type Announcement struct {
	ID   AnnouncementID `json:"id"`
	By   PersonID       `json:"by"`
	At   time.Time      `json:"at"` // when it was written
	Text string         `json:"text"`
	// Edits names the announcement that this one replaces: the posted messages are
	// edited, not posted again.
	Edits AnnouncementID `json:"edits,omitempty"`
	// Returns names the announcement that this one only sends back to its author,
	// with Text as the reason: it is a decision, and not kept.
	Returns AnnouncementID `json:"returns,omitempty"`
	// Revises names the returned announcement that this one was made of, Earlier
	// is why that one was returned.
	Revises AnnouncementID `json:"revises,omitempty"`
	Earlier *Decision      `json:"earlier,omitempty"`

	Kind     AnnouncementKind `json:"kind,omitempty"`
	Election ElectionID       `json:"election,omitempty"`
	Units    []UnitID         `json:"units,omitempty"` // that it concerns
	Reach    Audience         `json:"reach,omitempty"` // the groups it is for
	When     time.Time        `json:"when,omitzero"`   // zero: as soon as it is approved
	Day      Date             `json:"day,omitzero"`    // the polling day when it was written
	Made     bool             `json:"made,omitempty"`  // the text is the template's own, word for word

	State    AnnouncementState `json:"state,omitempty"`
	Decision *Decision         `json:"decision,omitempty"`
	Alone    bool              `json:"alone,omitempty"` // there was no second person to approve it
	PostedAt time.Time         `json:"posted,omitzero"`
	// Revision counts the changes since it was posted, Changed is when the last
	// one was made. Whoever confirmed an earlier revision is asked again.
	Revision int       `json:"revision,omitempty"`
	Changed  time.Time `json:"changed,omitzero"`
}

// Decision is who approved, returned or withdrew an announcement, when, and, of
// a return, why. What came back because things have changed has a Cause, and
// nobody who decided.
type Decision struct {
	By    PersonID  `json:"by,omitempty"`
	At    time.Time `json:"at"`
	Why   string    `json:"why,omitempty"` // in their own words
	Cause Cause     `json:"cause,omitempty"`
}

// Cause is what has overtaken an announcement that was not posted yet.
type Cause string

// The causes.
const (
	CountCorrected Cause = "count"  // of what it tells
	DayChanged     Cause = "day"    // or a place, or the hours
	NobodyLeft     Cause = "nobody" // whom it concerns
	TargetGone     Cause = "target" // what it was to change is withdrawn
)

// Say says the cause in words.
func (c Cause) Say() Phrase {
	switch c {
	case CountCorrected:
		return Say("里面的计票后来有更正", "a count that it tells of was corrected")
	case DayChanged:
		return Say("选举日、时间或地点改了", "the polling day, the hours or a place have changed")
	case NobodyLeft:
		return Say("已没有要通知的", "nobody is left whom it concerns")
	case TargetGone:
		return Say("要改的那一条已不在群里", "what it was to change is not posted any more")
	}
	return Say("情况有变", "things have changed")
}

// AnnouncementState is how far an announcement is. The zero value is Posted, as
// earlier releases posted at once.
type AnnouncementState string

// The states.
const (
	Posted    AnnouncementState = ""          // in the groups
	Waiting   AnnouncementState = "waiting"   // for a second person
	Scheduled AnnouncementState = "scheduled" // approved, to be posted at its time
	Returned  AnnouncementState = "returned"  // not approved, or overtaken by a change
	Reworked  AnnouncementState = "reworked"  // returned, and written anew: another one has taken its place
	Withdrawn AnnouncementState = "withdrawn" // 已撤回
	Merged    AnnouncementState = "merged"    // an edit that was carried out
)

// Name says the state in words.
func (s AnnouncementState) Name() Phrase {
	switch s {
	case Waiting:
		return Say("待审批", "waiting for approval")
	case Scheduled:
		return Say("已批准，待发", "approved, to be posted")
	case Returned:
		return Say("已退回", "returned")
	case Reworked:
		return Say("退回后已重报", "returned, and revised since")
	case Withdrawn:
		return Say("已撤回", "withdrawn")
	case Merged:
		return Say("已改", "changed")
	}
	return Say("已发布", "posted")
}

// What stands before the name of an area or the id of a unit where somebody says for whom an announcement is.
const (
	ForArea = "a:"
	ForUnit = "u:"
)

// Audience is who reads a group. As a group's own it is PublicAudience or
// WorkingAudience, as an announcement's reach also AnyAudience; a group that is
// not marked counts as public.
type Audience string

// The audiences.
const (
	AnyAudience     Audience = ""
	PublicAudience  Audience = "public"  // 公众群: anybody may be in it
	WorkingAudience Audience = "working" // 工作群: officers and leaders
)

// Name says the audience in words.
func (a Audience) Name() Phrase {
	switch a {
	case WorkingAudience:
		return Say("工作群", "working group")
	case AnyAudience:
		return Say("所有的群", "all groups")
	}
	return Say("公众群", "public group")
}

// Reaches reports whether an announcement may be posted in a group. What is
// preliminary, or names who is late, never reaches a public one, whatever was
// asked for.
func (a Announcement) Reaches(group Audience) bool {
	if group != WorkingAudience {
		return a.Reach != WorkingAudience && !a.Kind.Internal()
	}
	return a.Reach != PublicAudience
}

// Overtakes reports whether an announcement says all over again, or better, what
// an earlier one says: a later one of the same template, or of the day of the
// vote, for at least the same units. The earlier one need not be pinned any more.
func (a Announcement) Overtakes(earlier Announcement) bool {
	return a.ID != earlier.ID && a.Election == earlier.Election && a.Kind.follows(earlier.Kind) && len(earlier.Units) > 0 &&
		!slices.ContainsFunc(earlier.Units, func(u UnitID) bool { return !slices.Contains(a.Units, u) })
}

// Asked lists the units that are asked to confirm the announcement.
func (a Announcement) Asked() []UnitID {
	if !a.Kind.Asks() {
		return nil
	}
	return a.Units
}

// MayDecide reports whether somebody may approve or return the announcement:
// another one of the office, or one of the leading group, never its author.
func (a Announcement) MayDecide(p Person) bool {
	return !p.Unknown && p.ID != a.By && (p.Office || slices.Contains(p.Areas, WholeTown))
}

// Without is the unit without the later rounds that were counted after a moment.
func (u UnitState) Without(since time.Time) UnitState {
	u.Progress.Counts = slices.DeleteFunc(slices.Clone(u.Progress.Counts), func(c Count) bool { return c.Round != FirstRound && c.At.After(since) })
	return u
}
