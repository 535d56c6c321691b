package election

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"
)

// Before is how an area stood when a digest of it last went out. The zero value
// is none.
type Before struct {
	At       time.Time `json:"at"`
	Figures  Figures   `json:"figures,omitempty"`
	Late     int       `json:"late,omitempty"`     // stages that units owed past their day
	Troubled int       `json:"troubled,omitempty"` // units in difficulty

	Warned map[UnitID]string `json:"warned,omitempty"` // units whose odd figures have been told in full, with their fingerprint
}

// AsBefore is what a later digest compares itself with.
func (s Summary) AsBefore() Before {
	b := Before{At: s.AsOf, Figures: s.Figures, Late: s.LateCount(), Troubled: s.Lists[ListTroubled].Count}
	fresh, told := s.Warned()
	for _, u := range append(fresh, told...) {
		if b.Warned == nil {
			b.Warned = map[UnitID]string{}
		}
		b.Warned[u.Unit.ID] = u.Progress.standsPrint()
	}
	return b
}

// warnedMost is how many units with odd figures a digest tells of in full; the
// next one goes on.
const warnedMost = 5

// Warned parts the units with odd figures that were let stand: those to be told of
// in full now, and those whose figures and reasons earlier digests told.
func (s Summary) Warned() (fresh, told []UnitState) {
	for _, u := range s.Lists[ListWarned].First {
		switch {
		case s.Before.Warned[u.Unit.ID] == u.Progress.standsPrint():
			told = append(told, u)
		case len(fresh) < warnedMost:
			fresh = append(fresh, u)
		}
	}
	return fresh, told
}

// standsPrint is a fingerprint of the warnings that were let stand, with their
// reasons.
func (p Progress) standsPrint() string {
	text, err := json.Marshal(p.Stands)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%x", sha256.Sum256(text))[:8]
}

// LateCount is how many stages units owe past their day, all stages together.
func (s Summary) LateCount() int {
	n := 0
	for _, st := range s.Late {
		n += st.Count
	}
	return n
}
