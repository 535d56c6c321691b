package election

// Term 上届 are the figures of the election before, as the office has them: what is zero
// is not known.
type Term struct {
	Registered, Participants, Elected int
	Parts                             map[Trait]int // of the elected
}

// IsZero reports whether nothing is known.
func (t Term) IsZero() bool {
	return t.Registered == 0 && t.Participants == 0 && t.Elected == 0 && len(t.Parts) == 0
}

// Turnout is the turnout of the term before.
func (t Term) Turnout() Ratio { return Ratio{t.Participants, t.Registered} }

// Wrong names the first figure that is larger than what it is part of; "" if none is.
func (t Term) Wrong() string {
	if t.Participants > t.Registered {
		return "participants"
	}
	for _, trait := range Traits() {
		if n := t.Parts[trait]; n < 0 || n > t.Elected && trait != TraitCombined {
			return string(trait)
		}
	}
	return ""
}

// Points is by how many hundredths of a percentage point a share differs from another, as
// both are printed.
func (r Ratio) Points(before Ratio) int { return int(r.hundredths() - before.hundredths()) }
