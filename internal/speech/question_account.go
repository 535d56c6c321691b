package speech

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// takes reports whether all senses of a list were said, as has does, and notes that a part of the
// frame follows from them: the words that have them are accounted for.
func (a *query) takes(list string) bool {
	if !a.has(list) {
		return false
	}
	for part := range strings.FieldsSeq(list) {
		for sense := range strings.SplitSeq(part, "/") {
			if a.said[sense] > 0 { // one that must not be said is not
				a.taken[sense] |= a.filling
			}
		}
	}
	return true
}

// asking are the senses of words that say how something is asked and how it is to be told, or of
// whom, which the scope reads; nothing is lost if no rule needs them; read only.
var asking = strings.Fields("which who howMany what whether howIs why lists nameList shows sends shares ballots either apiece looks exports help figures sum need let notify hurry more adds sees tells passes" +
	" units whose town mine myArea eachUnit eachArea areas key except others group overview does ofNow")

// narrowing are the senses each of which says more of what is asked for, whatever else the same word
// says: 过半 is a limit and which; read only.
var narrowing = strings.Fields("half average below above lowest highest first last single compares changes short trait post never without rising lags mean not")

// covered are the senses that are part of what a measure tells, whether a rule needs them or not;
// read only.
var covered = map[Measure]string{
	Board:        "picture",
	Unreturned:   "not",
	Units:        "where",
	Page:         "toDo progress overview reports",
	Objections:   "where",
	Cases:        "where",
	Turnout:      "turnout votes heads registered until outcome progress reports reported compares half last",
	Ages:         "post composed elected ages mean trait",
	Bound:        "contact officer robot reminds not",
	Candidates:   "post candidate stage",
	Composition:  "post composed elected officer trait ages votes",
	Confirmed:    "counts confirms checked",
	Contact:      "votes contact officer leader checker confirms calls field since turnout few",
	Counted:      "counts outcome votes",
	DaysLeft:     "deadline until votes pollingDay",
	Deadline:     "forenoon afternoon deadline until reports weekdayOf votes",
	Elected:      "post elected votes outcome last counts",
	Further:      "post further votes outcome elected times until counts half below turnout where last",
	Incidents:    "post forenoon afternoon incident votes reports not where",
	Invalid:      "votes invalid",
	Late:         "late progress last lags",
	Nominee:      "seats post turnout votes elected candidate outcome",
	Owing:        "reports reported stage record agenda votes late allDone outcome half officer leader checker where",
	Person:       "officer leader confirms checker progress allDone where",
	Difficulties: "difficulty reports reported not where",
	Digest:       "digest forenoon",
	Overview:     "forenoon afternoon overview",
	Picture:      "turnout votes first picture",
	Ledger:       "ledger turnout votes heads registered counts outcome",
	Place:        "forenoon afternoon place votes pollingDay deadline record hour where when",
	Registered:   "registered",
	Requests:     "request daysLeft reports reported settled where",
	Remind:       "reports officer reminds late candidate checker confirms not",
	Reported:     "reports reported record times halfHour allDone turnout heads hour when",
	Records:      "issued returned does stage record field",
	Schedule:     "forenoon afternoon until tomorrow agenda toDo not",
	Seats:        "post seats elected",
	ReportTimes:  "forenoon afternoon until reports digest",
	ToDo:         "forenoon afternoon reports late progress toDo not",
	Vacant:       "post seats vacant where",
	Votes:        "post votes outcome elected candidate last",
}

// unheeded are measures that answer with what is known of them, whatever else was said; read only.
var unheeded = []Measure{Law, HowTo, Help, Privacy, NotKept}

// Unheeding reports whether a question is answered with all that is known of it, whatever else was
// said.
func (f Frame) Unheeding() bool { return slices.Contains(unheeded, f.Measure) }

// passedOver are the words of a question that mean something, and of which nothing in its frame
// came: the answer says so.
func (a *query) passedOver(f *Frame) (left []string) {
	if f.Unheeding() {
		return nil
	}
	covers := covered[f.Measure]
	if len(f.Scope.People) > 0 || f.Scope.EachPerson { // 罗平负责的村
		covers += " officer leader"
	}
	if f.Why { // 为啥没结果
		covers += " not"
	}
	accounted := func(sense string) bool {
		if sense == "compares" && f.Measure == Overview && f.Scope.Key && f.Time.Than.IsZero() { // 重点村和其他村哪个高: nothing is compared
			return false
		}
		return a.taken[sense] != 0 || slices.Contains(strings.Fields(covers), sense)
	}
	unsaid := a.taken["not"] == partMeasure && f.limitsOrPlaces() && !slices.Contains(strings.Fields(covers), "not") // it chose only what is asked for
	for i, at := range a.atoms {
		if (at.content() && at.over(accounted, unsaid)) || a.kindBeside(i) || f.isAnother(at) {
			left = append(left, at.text)
		}
	}
	return left
}

// over reports whether an atom is over: none of its senses is accounted for, or one that narrows is not.
func (at atom) over(accounted func(sense string) bool, notUnsaid bool) bool {
	some := false
	for sense := range strings.FieldsSeq(at.senses) {
		is := accounted(sense)
		if slices.Contains(narrowing, sense) && !slices.Contains(asking, sense) && (!is || sense == "not" && notUnsaid) {
			return true
		}
		some = some || is
	}
	return !some
}

// limitsOrPlaces reports whether the units are asked for that a limit or a place says.
func (f *Frame) limitsOrPlaces() bool {
	return slices.Contains([]FilterKind{Lowest, Highest, Below, Above, Between, Exactly}, f.Filter.By)
}

// isAnother reports whether an atom names a post, a trait or a stage that is not the one a question is
// about, which names one of each: 主任几个副主任几个.
func (f *Frame) isAnother(at atom) bool {
	for _, named := range [...]struct{ sense, id string }{{"post", string(f.Post)}, {"trait", string(f.Trait)}, {"stage", string(f.Stage)}} {
		if named.id != "" && at.id != "" && at.does(named.sense) && !at.does("schooling") && opposites[election.Trait(at.id)] != f.Trait && !slices.Contains(strings.Fields(at.id), named.id) && !slices.Contains(f.With, election.Trait(at.id)) {
			return true
		}
	}
	return false
}

// content reports whether an atom is a word that says more than how something is asked.
func (at atom) content() bool {
	return !at.unread && at.text != "选票" && at.text != "ballots" && saysContent(at.senses)
}

// saysContent reports whether one of some senses says more than how something is asked.
func saysContent(senses string) bool {
	for sense := range strings.FieldsSeq(senses) {
		if !slices.Contains(asking, sense) {
			return true
		}
	}
	return false
}

// kindBeside reports whether an atom is the second of two kinds of units that are asked for
// apart: 村和社区各多少个.
func (a *query) kindBeside(i int) bool {
	return i > 1 && a.has("apiece") && a.atoms[i].does("units") && a.atoms[i-2].does("units") && a.atoms[i].text != a.atoms[i-2].text && slices.Contains([]string{"和", "与", "跟", "、"}, a.atoms[i-1].text)
}
