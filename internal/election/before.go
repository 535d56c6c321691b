package election

import "time"

// Before is how an area stood when a digest of it last went out. The zero value
// is none.
type Before struct {
	At       time.Time `json:"at"`
	Figures  Figures   `json:"figures,omitempty"`
	Late     int       `json:"late,omitempty"`     // stages that units owed past their day
	Troubled int       `json:"troubled,omitempty"` // units in difficulty
}

// AsBefore is what a later digest compares itself with.
func (s Summary) AsBefore() Before {
	return Before{At: s.AsOf, Figures: s.Figures, Late: s.LateCount(), Troubled: s.Lists[ListTroubled].Count}
}

// LateCount is how many stages units owe past their day, all stages together.
func (s Summary) LateCount() int {
	n := 0
	for _, st := range s.Late {
		n += st.Count
	}
	return n
}
