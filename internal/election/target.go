package election

// Target is what the plan wants of a part: at least Least of the whole, where
// Least is 30 of 100 or 1 of 3; or at least one in every unit.
type Target struct {
	Trait    Trait
	Least    Ratio
	EachUnit bool // at least one in every unit; Least is not used
}

// TargetResult is a target against what was reached.
type TargetResult struct {
	Target  Target
	Got     Ratio
	Missing int // how many more people, or units, would meet it
}

// Met reports whether the target is reached.
func (r TargetResult) Met() bool { return r.Missing == 0 }

// Against compares the units of an area with the plan's targets.
func Against(targets []Target, units []Composition) []TargetResult {
	var whole Composition
	for _, u := range units {
		whole = whole.Plus(u)
	}
	results := make([]TargetResult, 0, len(targets))
	for _, t := range targets {
		if t.EachUnit {
			have := 0
			for _, u := range units {
				if u.Parts[t.Trait] > 0 {
					have++
				}
			}
			results = append(results, TargetResult{t, Ratio{have, len(units)}, len(units) - have})
			continue
		}
		got := whole.Share(t.Trait)
		need := Threshold{Times: t.Least.Whole, Relation: AtLeast, Over: t.Least.Part}.Least(got.Whole)
		results = append(results, TargetResult{t, got, max(0, need-got.Part)})
	}
	return results
}
