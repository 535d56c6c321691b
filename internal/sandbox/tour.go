package sandbox

import "slices"

// Step is one step of a tour through the page: what to do, and on whose telephone.
type Step struct {
	Title Words `json:"title"`
	Text  Words `json:"text"`
	User  int64 `json:"user"` // whose telephone comes into view
}

// SetTour has the page receive newcomers with a tour. They can close it, and a button
// brings it back.
func (s *Server) SetTour(steps ...Step) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tour = slices.Clone(steps)
	s.publishState()
}
