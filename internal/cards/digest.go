package cards

import (
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// areasMost is how many areas have a button below a digest. If there are more,
// one button leads to all.
const areasMost = 8

// DigestButtons returns the buttons below the digest of an area: one for each area
// below, one for all units, and one for the turnout once there is one.
func DigestButtons(s election.Summary, l election.Language) [][]store.Button {
	var keys []store.Button
	for _, part := range s.Parts {
		keys = append(keys, Way{To: ToArea, Election: s.Election.ID, Area: part.Area}.Button(AreaLabel(part.Area), l))
	}
	if len(keys) > areasMost {
		keys = []store.Button{Way{To: ToArea, Election: s.Election.ID, Area: s.Area}.Button(election.Say("🗺 各片", "🗺 Areas"), l)}
	}
	var rows [][]store.Button
	for ; len(keys) > 1; keys = keys[2:] {
		rows = append(rows, keys[:2])
	}
	all := Way{To: ToUnits, Election: s.Election.ID, Area: s.Area}.
		Button(election.Say("🏘 逐个看（%s）", "🏘 One by one (%s)").With(s.Election.Units(s.Roll.Units)), l)
	if keys = append(keys, all); TurnoutShown(s) {
		keys = append(keys, Way{To: ToLowest, Election: s.Election.ID, Area: s.Area}.Button(election.Say("📊 参选率从低到高", "📊 Lowest turnout first"), l))
	}
	return append(rows, keys)
}

// TurnoutShown reports whether there is a turnout to put in order: it is polling day or
// later, and several units have reported.
func TurnoutShown(s election.Summary) bool {
	return !election.DateOf(s.AsOf).Before(s.Election.PollingDay) && s.Figures[election.Reporting] > 1
}

// Pictured returns a message with pictures: below the picture, if there is one and
// the text fits there; else the pictures come first, silent.
func Pictured(p *store.Pictures, m store.Message, fits bool) []store.Message {
	switch {
	case p == nil:
		return []store.Message{m}
	case fits && len(p.Charts) == 1:
		m.Pictures = p
		return []store.Message{m}
	}
	return []store.Message{{Pictures: p}, m}
}
