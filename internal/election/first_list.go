package election

import (
	"slices"
	"strings"
	"unicode"
)

// FirstListRecord is the kind of record of the first list of candidates 初步候选人;
// FirstListNames is its field with their names.
const (
	FirstListRecord RecordID = "first_list"
	FirstListNames  string   = "names"
)

// ListsCompared names those of a first list who are not on the formal one, and those on
// the formal one who were not on the first.
func ListsCompared(first, formal []string) (dropped, added []string) {
	without := func(all, others []string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(name string) bool { return slices.Contains(others, name) })
	}
	return without(first, formal), without(formal, first)
}

// FirstNames are the names of a first list.
func FirstNames(r Record) []string {
	return strings.FieldsFunc(r.Words[FirstListNames], func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune(",，、;；/.。", c) })
}

// FirstListLimit is the day by which the first list is published; ok is false where
// nothing sets one.
func (e Election) FirstListLimit() (d CalendarDay, ok bool) { return e.limit("first_list", Events{}) }
