package election

// List names one of the lists of units that are kept for every area, so that a
// digest can name the units without reading all of them.
type List string

// The lists, besides those of units that owe a stage.
const (
	ListTroubled    List = "troubled"    // a stage in difficulty
	ListOpen        List = "open"        // a case that is not closed
	ListUnconfirmed List = "unconfirmed" // a count that is not confirmed, or without its photo
	ListWarned      List = "warned"      // a warning that was let stand
)

// Lists names the lists that a unit stands in.
func (e Election) Lists(p Progress) []List {
	var in []List
	add := func(l List, is bool) {
		if is {
			in = append(in, l)
		}
	}
	troubled, open, unconfirmed := false, false, false
	for _, s := range p.Stages {
		troubled = troubled || s.Status == InDifficulty
	}
	for _, c := range p.Cases {
		open = open || c.Open()
	}
	for _, c := range p.Counts {
		unconfirmed = unconfirmed || len(c.Missing()) > 0
	}
	add(ListTroubled, troubled)
	add(ListOpen, open)
	add(ListUnconfirmed, unconfirmed)
	add(ListWarned, len(p.Stands) > 0)
	return in
}

// AllLists lists every list there is.
func AllLists() []List { return []List{ListTroubled, ListOpen, ListUnconfirmed, ListWarned} }
