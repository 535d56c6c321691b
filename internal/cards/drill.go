package cards

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// A drill-down leads from a figure to what it is made of. It goes from a
// digest to areas and villages, to a village's page, to its reports, to one
// report as written, and to the files of that report.

// DrillKey is the Message.Key of the card that shows the drill-down.
const DrillKey = "drill"

// Step is where a button of the drill-down leads.
type Step string

// The steps. The first three concern an area, the others a unit.
const (
	ToArea    Step = "a" // the areas below; the units if there are none
	ToUnits   Step = "l" // all units
	ToLowest  Step = "p" // a picture of their turnout, the lowest first
	ToUnit    Step = "u" // its page
	ToAbove   Step = "b" // the list with the unit
	ToReports Step = "r" // its reports; Of says where the list begins: "<entry>.<how many before it>"
	ToReport  Step = "e" // one report; Of is its entry
	ToFiles   Step = "f" // what was sent with it
	ToSheet   Step = "s" // the photo of a result sheet; Of is the round
	ToContact Step = "c" // how to reach its officers
)

func (s Step) ofArea() bool { return s == ToArea || s == ToUnits || s == ToLowest }

// Way is a button of the drill-down. Its data has at most 64 bytes: ids have
// at most 16 letters, and areas, which have longer names, are given by a hash.
type Way struct {
	To       Step
	Election election.ElectionID
	Area     election.Area
	Page     int
	Unit     election.UnitID
	Of       string
}

// DrillMark begins the data of a Way.
const DrillMark = "w:"

// String returns the way as the data of a button.
func (w Way) String() string {
	if w.To.ofArea() {
		return DrillMark + strings.Join([]string{string(w.To), string(w.Election), areaHash(w.Area), strconv.Itoa(w.Page)}, ":")
	}
	return DrillMark + strings.Join([]string{string(w.To), string(w.Unit), w.Of}, ":")
}

// Button returns a button that leads there.
func (w Way) Button(label election.Phrase, l election.Language) store.Button {
	return store.Button{Label: label.In(l), Data: w.String()}
}

// ParseWay reads what String wrote. ok is false if data is something else or
// names what the town does not have. It does not check rights.
func ParseWay(data string, t *election.Town) (w Way, ok bool) {
	rest, mine := strings.CutPrefix(data, DrillMark)
	part := strings.Split(rest, ":")
	if !mine {
		return w, false
	}
	w.To = Step(part[0])
	switch {
	case len(part) == 4 && w.To.ofArea():
		page, err := strconv.Atoi(part[3])
		w.Election, w.Page = election.ElectionID(part[1]), page
		for _, a := range t.Areas(w.Election) {
			if areaHash(a) == part[2] {
				w.Area = a
				return w, err == nil
			}
		}
	case len(part) == 3:
		w.Unit, w.Of = election.UnitID(part[1]), part[2]
		_, known := t.Unit(w.Unit)
		return w, known
	}
	return Way{}, false
}

// areaHash returns a short name of an area; "" is the whole town.
func areaHash(a election.Area) string {
	if a == election.WholeTown {
		return ""
	}
	h := sha256.Sum256([]byte(a))
	return hex.EncodeToString(h[:4])
}

// AreaLabel returns the label of an area's button.
func AreaLabel(a election.Area) election.Phrase {
	name := []rune(a.Name())
	if len(name) > 12 {
		name = append(name[:12], '…')
	}
	return election.Say("🗺 %s", "🗺 %s").With(string(name))
}
