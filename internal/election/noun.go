package election

import "slices"

// Noun is what the units of an election are called: 村, village, villages.
type Noun struct{ Chinese, One, Several string }

// noun is what units of a kind are called unless the office says otherwise.
func (k Kind) noun() Noun {
	switch k {
	case Residents:
		return Noun{"社区", "community", "communities"}
	case Party:
		return branches()
	case Congress:
		return Noun{"选区", "constituency", "constituencies"}
	case Session:
		return Noun{"人代会", "congress", "congresses"}
	case OfficeWork:
		return Noun{"选举办", "office", "offices"}
	}
	return Noun{"村", "village", "villages"}
}

// The sorts of units of the Party, and what both together are called.
func branches() Noun        { return Noun{"支部", "branch", "branches"} }
func generalBranches() Noun { return Noun{"总支", "general branch", "general branches"} }
func partyBodies() Noun     { return Noun{"党组织", "Party organisation", "Party organisations"} }

// nounOf is what so many units of an election are called by default: by its kind, and with so
// many general branches 总支 among branches, by what holds for both.
func nounOf(k Kind, units, general int) Noun {
	switch general {
	case 0:
		return k.noun()
	case units:
		return generalBranches()
	}
	return partyBodies()
}

func generalIn(units []Unit) (n int) {
	for _, u := range units {
		if u.IsGeneral() {
			n++
		}
	}
	return n
}

// of says a number of things that are called so: 3 个村, 3 villages.
func (n Noun) of(many int) Phrase {
	return Many(many, "%d 个"+n.Chinese, "%d "+n.One, "%d "+n.Several)
}

// named is what the election's units are called.
func (e Election) named() Noun {
	if e.Noun == (Noun{}) {
		return e.Kind.noun()
	}
	return e.Noun
}

// UnitNoun is what the units of the election are called: 村, villages.
func (e Election) UnitNoun() Phrase { return Say(e.named().Chinese, e.named().Several) }

// Units says a number of units of the election: 3 个村, 3 villages.
func (e Election) Units(n int) Phrase { return e.named().of(n) }

// AllUnits says how many units there are, and where they are of two sorts, how many of
// each: 45 个党组织（3 个总支、42 个支部）.
func (e Election) AllUnits(units []Unit) Phrase {
	all, general := e.Units(len(units)), generalIn(units)
	if general == 0 || general == len(units) {
		return all
	}
	return Say("%s（%s、%s）", "%s (%s, %s)").With(all, generalBranches().of(general), branches().of(len(units)-general))
}

// Called are the words by which people tell the election from others: what its units and
// those whom it elects are called.
func (e Election) Called() []string {
	words := e.Kind.called()
	if n := e.named(); !slices.Contains(words, n.Chinese) && n != e.Kind.noun() {
		words = append(words, n.Chinese)
	}
	return words
}

// OneUnit is what one unit of the election is called: 村, village.
func (e Election) OneUnit() Phrase { return Say(e.named().Chinese, e.named().One) }

// named is what the units of all the town's elections are called: 单位, if each has a word
// of its own.
func (t *Town) named() Noun {
	for _, e := range t.Elections[min(1, len(t.Elections)):] {
		if e.named() != t.Elections[0].named() {
			return Noun{"单位", "unit", "units"}
		}
	}
	return t.Elections[0].named()
}

// UnitNoun is what the town's units are called: 村, villages, or 单位 in elections of several kinds.
func (t *Town) UnitNoun() Phrase { return Say(t.named().Chinese, t.named().Several) }

// OneUnit is what one of the town's units is called.
func (t *Town) OneUnit() Phrase { return Say(t.named().Chinese, t.named().One) }

// SayUnits says a number of the town's units.
func (t *Town) SayUnits(n int) Phrase { return t.named().of(n) }
