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
	Areas   []Area   // as Leader 领导 of these areas; WholeTown is the leading group 领导小组
	Office  bool     // 选举办
	Unknown bool     // not, or no longer, in the roster
}

// MayReport reports whether the person may report for the unit: its own
// officer, or the office, which takes reports by telephone.
func (p Person) MayReport(u Unit) bool { return p.Office || slices.Contains(p.Units, u.ID) }

// MayRead reports whether the person may see all of an area.
func (p Person) MayRead(a Area) bool {
	return p.Office || slices.ContainsFunc(p.Areas, func(own Area) bool { return own.Holds(a) })
}

// MaySee reports whether the person may see one unit.
func (p Person) MaySee(u Unit) bool { return p.MayReport(u) || p.MayRead(u.Area) }

// MayAnnounce reports whether the person may write to the groups.
func (p Person) MayAnnounce() bool { return p.Office }
