package election

import "slices"

// List names one of the lists of units that are kept for every area, so that a
// digest can name the units without reading all of them.
type List string

// The lists, besides those of units that owe a stage.
const (
	ListTroubled    List = "troubled"    // a stage in difficulty
	ListOpen        List = "open"        // a case that is not closed
	ListUnconfirmed List = "unconfirmed" // a count that is not confirmed
	ListSheetless   List = "sheetless"   // all counts confirmed, and of one the photo is missing
	ListWarned      List = "warned"      // a warning that was let stand
	ListFurther     List = "further"     // a round that a count made necessary
	ListFillIn      List = "fill_in"     // a stage before the vote that has only to be put on record
	ListSilent      List = "silent"      // neither turnout nor count was reported
)

// Lists names the lists that a unit stands in.
func (e Election) Lists(p Progress) []List {
	var in []List
	add := func(l List, is bool) {
		if is {
			in = append(in, l)
		}
	}
	troubled := false
	for id := range p.Stages {
		troubled = troubled || e.StageOf(p, id).Status == InDifficulty
	}
	unconfirmed := slices.ContainsFunc(p.Counts, func(c Count) bool { return c.Status() != Confirmed })
	sheetless := slices.ContainsFunc(p.Counts, func(c Count) bool { return c.Sheet == "" })
	add(ListTroubled, troubled)
	add(ListOpen, slices.ContainsFunc(p.Cases, CaseState.Open))
	add(ListUnconfirmed, unconfirmed)
	add(ListSheetless, sheetless && !unconfirmed)
	add(ListWarned, len(p.Stands) > 0)
	add(ListFurther, len(p.Counts) > 0 && len(e.OpenTasks(Unit{}, p)) > 0)
	add(ListFillIn, slices.ContainsFunc(e.Stages, func(st Stage) bool { return e.FillsIn(p, st.ID) }))
	add(ListSilent, p.Silent())
	return in
}

// Silent reports whether nothing was reported of the vote: neither how many
// voted, nor a count.
func (p Progress) Silent() bool { return p.Turnout == nil && len(p.Counts) == 0 }

// AllLists lists every list there is.
func AllLists() []List {
	return []List{ListTroubled, ListOpen, ListUnconfirmed, ListSheetless, ListWarned, ListFurther, ListFillIn, ListSilent}
}
