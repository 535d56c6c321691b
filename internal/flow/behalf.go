package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// onBehalf is a message without that it is reported for somebody else, but with the unit: 代白沙报一下 投票 500,
// 白沙打电话来说500, 替吴江报 白沙 500.
func (c *chat) onBehalf(s string) string {
	who, rest, ok := speech.Behalf(s)
	if !ok {
		return s
	}
	if !c.scene.Town.Person(election.PersonID(who)).Unknown {
		return rest
	}
	units := c.scene.Town.UnitsOf(c.scene.Person)
	i := slices.IndexFunc(units, func(u election.Unit) bool { return who == u.Name || who == speech.UnitStem(u.Name) })
	if i < 0 {
		return s
	}
	return strings.TrimSpace(units[i].Name + " " + rest)
}
