package election

// Oddness 反常界限 are the bounds beyond which a figure is odd and needs a reason.
// They are the office's, no law's: what is beyond them may be true. A zero is the
// usual bound of the kind of election.
type Oddness struct {
	Turnout  int `toml:"turnout"`  // percent of the registered who took part, and more; 100 is never odd
	Invalid  int `toml:"invalid"`  // percent of the ballots returned that are invalid, and more
	Returned int `toml:"returned"` // percent of the ballots issued that came back, and fewer
	Same     int `toml:"same"`     // ballots from which figures like another unit's are odd
	Round    int `toml:"round"`    // of which ballots issued, returned and valid all are multiples; 1 is never odd
}

// usualOddness are the bounds of a kind. All of a branch of twelve, or all
// representatives, often take part, and one invalid ballot is much there.
func usualOddness(k Kind, m Method) Oddness {
	switch {
	case k == Party, k == Session, k == Residents && m == Representatives:
		return Oddness{Turnout: 100, Invalid: 20, Returned: 80, Same: 100, Round: 1}
	case k == Residents, k == Congress:
		return Oddness{Turnout: 100, Invalid: 3, Returned: 90, Same: 100, Round: 50}
	}
	return Oddness{Turnout: 90, Invalid: 3, Returned: 90, Same: 100, Round: 50}
}

// Bounds are the bounds of the election: the office's own, or the usual ones.
func (e Election) Bounds() Oddness {
	o, usual := e.Odd, usualOddness(e.Kind, e.Method)
	for _, pair := range []struct {
		own   *int
		usual int
	}{{&o.Turnout, usual.Turnout}, {&o.Invalid, usual.Invalid}, {&o.Returned, usual.Returned}, {&o.Same, usual.Same}, {&o.Round, usual.Round}} {
		if *pair.own == 0 {
			*pair.own = pair.usual
		}
	}
	return o
}

// Wrong names the first setting that is out of range; "" if none is.
func (o Oddness) Wrong() string {
	for _, setting := range []struct {
		name       string
		n, highest int
	}{{"turnout", o.Turnout, 100}, {"invalid", o.Invalid, 100}, {"returned", o.Returned, 100}, {"same", o.Same, 1_000_000}, {"round", o.Round, 10_000}} {
		if setting.n < 0 || setting.n > setting.highest {
			return setting.name
		}
	}
	return ""
}
