package election

import (
	"slices"
	"strings"
)

// PersonID names a person of a town: the name in the roster, or "office:<id>"
// for a member of the office, whom the configuration knows by Telegram id.
type PersonID string

// Name is the person for people.
func (id PersonID) Name() Phrase {
	if strings.HasPrefix(string(id), officePrefix) {
		return Say("选举办", "the office")
	}
	return Say(string(id), string(id))
}

const officePrefix = "office:"

// Person is somebody who works with the bot, with all they answer for.
type Person struct {
	ID      PersonID
	Units   []UnitID // as Officer 联络员 of these units
	Checks  []UnitID // as Checker 复核人 of these units
	Areas   []Area   // as Leader 领导 of these areas; WholeTown is the leading group 领导小组
	Office  bool     // 选举办
	Unknown bool     // not, or no longer, in the roster

	Observer bool // 监督员: sees the whole town and the audit, and changes nothing as such
}

// MayReport reports whether the person may report for the unit: its own
// officer, or the office, which takes reports by telephone.
// Of the office's own work nobody else reports.
func (p Person) MayReport(u Unit) bool { return p.Office || slices.Contains(p.Units, u.ID) }

// MayCheck reports whether the person has to do with the unit's counts: its
// officers and checkers, or the office. Count.Asks says whether an entry of one is
// theirs.
func (p Person) MayCheck(u Unit) bool { return p.MayReport(u) || slices.Contains(p.Checks, u.ID) }

// MayCount reports whether the person may ever be one of those who enter counts
// (Unit.Second, Unit.Third).
func (p Person) MayCount() bool {
	return p.Office || len(p.Units)+len(p.Checks) > 0 || slices.Contains(p.Areas, WholeTown)
}

// MayRead reports whether the person may see all of an area.
func (p Person) MayRead(a Area) bool {
	return p.Office || p.Observer || slices.ContainsFunc(p.Areas, func(own Area) bool { return own.Holds(a) })
}

// MaySee reports whether the person may see one unit.
func (p Person) MaySee(u Unit) bool { return p.MayCheck(u) || p.MayRead(u.Area) }

// MayAudit reports whether the person may read who saw, changed and exported
// what.
func (p Person) MayAudit() bool { return p.Office || p.Observer }

// MayAnnounce reports whether the person may write to the groups.
func (p Person) MayAnnounce() bool { return p.Office }
