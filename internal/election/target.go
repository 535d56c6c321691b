package election

// Target 结构目标 is what the office's plan wants of the elected: at least Least
// of those of whom it is known, where Least is 30 of 100 or 1 of 3; or at least
// one in every unit.
type Target struct {
	Trait    Trait
	Least    Ratio
	EachUnit bool // at least one in every unit; Least is not used
}

// TargetResult is a target against what was reached.
type TargetResult struct {
	Target  Target
	Got     Ratio // of the people of whom it is known, or of the units
	Missing int   // how many more people, or units, would meet it
	Unknown int   // of the elected it is not known
}

// Missed reports whether something is known, and it is not enough.
func (r TargetResult) Missed() bool { return r.Missing > 0 }

// Against sets the plan's targets against who is elected. elected is how many
// are elected in all; some of them may not be described yet.
func Against(targets []Target, c Composition, elected int) []TargetResult {
	results := make([]TargetResult, 0, len(targets))
	for _, t := range targets {
		missing := c.missing(t.Trait)
		r := TargetResult{Target: t, Unknown: max(elected-c.People, 0) + missing}
		if t.EachUnit {
			r.Got = Ratio{c.With[t.Trait], c.Units}
			r.Missing = r.Got.Whole - r.Got.Part
		} else {
			r.Got = c.Share(t.Trait)
			r.Got.Whole -= missing
			need := Threshold{Times: t.Least.Whole, Relation: AtLeast, Over: t.Least.Part}.Least(r.Got.Whole)
			r.Missing = max(0, need-r.Got.Part)
		}
		results = append(results, r)
	}
	return results
}

// Lacking lists the units that reported who was elected, and have nobody of the
// target's trait.
func (t Target) Lacking(e Election, units []UnitState) []Unit {
	var lacking []Unit
	for _, u := range units {
		if u.Progress.Members != nil && CompositionOf(e.Described(u.Progress), e.PollingDay).With[t.Trait] == 0 {
			lacking = append(lacking, u.Unit)
		}
	}
	return lacking
}

// missing is of how many people a trait is not known; of cross-appointments and
// combined heads only what is so is ever said.
func (c Composition) missing(t Trait) int {
	switch t {
	case TraitCross, TraitCombined: // of marks as well
		return 0
	case TraitUnder50:
		t = TraitTo35
	case TraitFromSenior, TraitFromCollege:
		t = TraitJunior
	}
	unknown := c.Unknown()
	for _, group := range TraitGroups() {
		for _, member := range group {
			if member == t {
				return unknown[group[0]]
			}
		}
	}
	return 0
}

// Say is what was reached against the target, in an election: 女 30/66
// = 45.45%（目标不少于 30%，已达到）.
func (r TargetResult) Say(e Election) Phrase {
	got := Say("%s %s", "%s: %s").With(r.Target.Trait.Name(), r.Got)
	wanted := Say("不少于 %s", "at least %s").With(r.Target.Least.asTarget())
	if r.Target.EachUnit {
		got = Say("%s：%d/%s有", "%s: in %d of %s").With(r.Target.Trait.Name(), r.Got.Part, e.Units(r.Got.Whole))
		wanted = Say("每个%s至少 1 名", "at least one in each of the %s").With(e.UnitNoun())
	}
	if r.Got.Whole == 0 {
		got = r.Target.Trait.Name()
	}
	state := r.state(e)
	if r.Unknown > 0 && r.Got.Whole > 0 {
		state = Say("%s；另 %d 名不详", "%s; of %d more it is not known").With(state, r.Unknown)
	}
	return Say("%s（目标%s，%s）", "%s (target: %s; %s)").With(got, wanted, state)
}

func (r TargetResult) state(e Election) Phrase {
	switch {
	case r.Got.Whole == 0:
		return Say("还没有报", "nothing is known yet")
	case r.Missing == 0 && r.Unknown > 0:
		return Say("已知的已达到", "reached by those known")
	case r.Missing == 0:
		return Say("已达到", "reached")
	case r.Target.EachUnit || r.Target.Trait == TraitCombined:
		return Say("还差 %s", "%s to go").With(e.Units(r.Missing))
	}
	return Say("还差 %d 名", "%d to go").With(r.Missing)
}

// asTarget is a share as a plan writes it: 30%, or 1/3.
func (r Ratio) asTarget() string {
	if r.Whole == 100 {
		return digits(r.Part) + "%"
	}
	return digits(r.Part) + "/" + digits(r.Whole)
}
