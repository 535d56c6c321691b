package election

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FirstListRecord is the kind of record of the first list of candidates 初步候选人;
// FirstListNames is its field with their names, FirstListJoint that with those nominated
// jointly, and FirstListPrimary says whether a preliminary vote 预选 was held or not.
const (
	FirstListRecord  RecordID = "first_list"
	FirstListNames   string   = "names"
	FirstListJoint   string   = "jointly"
	FirstListPrimary string   = "primary"
)

// ListsCompared names those of a first list who are not on the formal one, and those on
// the formal one who were not on the first.
func ListsCompared(first, formal []string) (dropped, added []string) {
	without := func(all, others []string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(name string) bool { return slices.Contains(others, name) })
	}
	return without(first, formal), without(formal, first)
}

// FirstNames are the names of a first list, JointNames those of it that were nominated
// jointly 联名.
func FirstNames(r Record) []string { return namesIn(r.Words[FirstListNames]) }

// JointNames are the names of a first list that were nominated jointly.
func JointNames(r Record) []string { return namesIn(r.Words[FirstListJoint]) }

func namesIn(words string) []string {
	var names []string
	for _, w := range strings.FieldsFunc(words, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune(",，、;；/.。", c) }) {
		before, after, two := strings.Cut(w, "和")
		if two && utf8.RuneCountInString(before) > 1 && utf8.RuneCountInString(after) > 1 { // 李四和王五
			names = append(names, before, after)
			continue
		}
		names = append(names, w)
	}
	return names
}

// OverDifferential says what follows where a first list has more names than the ballot may:
// of deputies more than twice the seats (选举法第三十一条), then the voters' groups deliberate,
// and without agreement there is a preliminary vote 预选 (第三十二条). It is zero where nothing
// does, and for other kinds, whose texts know no such bound.
func (e Election) OverDifferential(u Unit, names int) Phrase {
	seats := u.Seats()
	if e.Kind != Congress || seats == 0 || names <= 2*seats {
		return Phrase{}
	}
	return Say("初步候选人 %d 名，多于应选 %d 名的两倍：由各选民小组讨论、协商确定正式候选人，不能形成较为一致意见的进行预选（选举法第三十一条、第三十二条）。预选了请写明“经过预选”。",
		"%d names on the first list are more than twice the %d seats: the voters' groups deliberate, and without agreement there is a preliminary vote (Electoral Law, articles 31 and 32). If it was held, say so.").With(names, seats)
}

// FirstListLimit is the day by which the first list is published; ok is false where
// nothing sets one.
func (e Election) FirstListLimit() (d CalendarDay, ok bool) { return e.limit("first_list", Events{}) }
