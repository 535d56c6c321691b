package election

import (
	"maps"
	"slices"
)

// Sex is what a person's papers say; zero if not known yet.
type Sex string

// The sexes.
const (
	Woman Sex = "woman"
	Man   Sex = "man"
)

// Education 学历 is the highest level a person has finished; zero if not known
// yet.
type Education string

// The levels.
const (
	JuniorSchool Education = "junior"   // 初中及以下
	SeniorSchool Education = "senior"   // 高中、中专
	College      Education = "college"  // 大专
	Bachelor     Education = "bachelor" // 本科及以上
)

// YesNo is an answer that may not have been given yet.
type YesNo uint8

// The answers.
const (
	NotSaid YesNo = iota
	Yes
	No
)

// ElectedPerson 当选人 is somebody elected, with what composition asks for. Any
// of it may be unknown.
type ElectedPerson struct {
	Name      string    `json:"name"`
	Post      Post      `json:"post"`
	Sex       Sex       `json:"sex,omitempty"`
	Born      Date      `json:"born,omitzero"` // 1 January where only the year is known
	Education Education `json:"education,omitempty"`
	Party     YesNo     `json:"party,omitempty"`       // 中共党员
	Incumbent YesNo     `json:"incumbent,omitempty"`   // 连任; No is 新任
	OnBoth    YesNo     `json:"on_both,omitempty"`     // CrossAppointment 交叉任职: also on the Party organisation's committee
	HeadsBoth YesNo     `json:"heads_both,omitempty"`  // CombinedHead 一肩挑: chair and Party secretary
	Minority  YesNo     `json:"minority,omitempty"`    // 少数民族
	Other     YesNo     `json:"other_party,omitempty"` // 民主党派
	Circle    string    `json:"circle,omitempty"`      // 界别, one of Election.Circles
	Marks     []string  `json:"marks,omitempty"`       // of Election.Marks, those the person has; each is a Trait
}

// Age is the number of full years on a day; somebody born on 29 February
// completes a year on 1 March where there is none.
func (p ElectedPerson) Age(on Date) int {
	years := on.Year - p.Born.Year
	if on.Before(Date{on.Year, p.Born.Month, p.Born.Day}) {
		years--
	}
	return years
}

// Trait names one part of a composition.
type Trait string

// OldestAge is an age that nobody passes.
const OldestAge = 150

// The parts. Those of one group add up to the whole; see TraitGroups.
const (
	TraitWomen     Trait = "women"
	TraitMen       Trait = "men"
	TraitTo35      Trait = "age_to_35"
	Trait36To45    Trait = "age_36_to_45"
	Trait46To55    Trait = "age_46_to_55"
	TraitFrom56    Trait = "age_from_56"
	TraitJunior    Trait = "junior"
	TraitSenior    Trait = "senior"
	TraitCollege   Trait = "college"
	TraitBachelor  Trait = "bachelor"
	TraitParty     Trait = "party"
	TraitNonParty  Trait = "non_party"
	TraitReElected Trait = "re_elected"
	TraitNew       Trait = "new"
	TraitUnder50   Trait = "under_50"        // no group: part of the whole only
	TraitCross     Trait = "cross_appointed" // no group either
	TraitCombined  Trait = "combined_head"   // no group: at most one in a unit

	TraitMinority Trait = "minority"    // no group
	TraitOther    Trait = "other_party" // no group

	TraitFromSenior  Trait = "from_senior"  // no group: senior school and more
	TraitFromCollege Trait = "from_college" // no group: college and more
)

// TraitGroups lists the parts that together make the whole.
func TraitGroups() [][]Trait {
	return [][]Trait{
		{TraitWomen, TraitMen},
		{TraitTo35, Trait36To45, Trait46To55, TraitFrom56},
		{TraitJunior, TraitSenior, TraitCollege, TraitBachelor},
		{TraitParty, TraitNonParty},
		{TraitReElected, TraitNew},
	}
}

// Traits lists every part a target may be about, but for the marks of an election.
func Traits() []Trait {
	all := slices.Concat(TraitGroups()...)
	return append(all, TraitUnder50, TraitFromSenior, TraitFromCollege, TraitCross, TraitCombined, TraitMinority, TraitOther)
}

// traitNames are the parts in words; read only.
var traitNames = map[Trait]Phrase{
	TraitWomen:       Say("女", "women"),
	TraitMen:         Say("男", "men"),
	TraitTo35:        Say("35岁及以下", "35 and under"),
	Trait36To45:      Say("36至45岁", "36 to 45"),
	Trait46To55:      Say("46至55岁", "46 to 55"),
	TraitFrom56:      Say("56岁及以上", "56 and over"),
	TraitJunior:      Say("初中及以下", "junior school or less"),
	TraitSenior:      Say("高中、中专", "senior school"),
	TraitCollege:     Say("大专", "college"),
	TraitBachelor:    Say("本科及以上", "bachelor or more"),
	TraitParty:       Say("中共党员", "Party members"),
	TraitNonParty:    Say("非党员", "not Party members"),
	TraitReElected:   Say("连任", "re-elected"),
	TraitNew:         Say("新任", "new"),
	TraitUnder50:     Say("不满50岁", "under 50"),
	TraitFromSenior:  Say("高中及以上", "senior school or more"),
	TraitFromCollege: Say("大专及以上", "college or more"),
	TraitCross:       Say("交叉任职", "cross-appointed"),
	TraitCombined:    Say("一肩挑", "combined heads"),
	TraitMinority:    Say("少数民族", "minority nationalities"),
	TraitOther:       Say("民主党派", "other parties"),
}

// Name says the part in words.
func (p Trait) Name() Phrase {
	if name, known := traitNames[p]; known {
		return name
	}
	return Say(string(p), string(p))
}

// Composition 当选人员结构 is how many of the elected are what, in a unit, an
// area or a town. A part nobody was counted in is absent.
type Composition struct {
	Units  int           `json:"units"`
	People int           `json:"people"`
	Parts  map[Trait]int `json:"parts,omitempty"`
	With   map[Trait]int `json:"with,omitempty"` // units that have at least one
}

// CompositionOf counts the people elected in one unit, aged as on polling day.
// What is not known of a person is counted nowhere.
func CompositionOf(people []ElectedPerson, polling Date) Composition {
	c := Composition{Units: 1, People: len(people), Parts: map[Trait]int{}, With: map[Trait]int{}}
	for _, p := range people {
		for _, part := range p.parts(polling) {
			c.Parts[part]++
		}
	}
	for _, t := range append(Traits(), slices.Collect(maps.Keys(c.Parts))...) {
		if c.Part(t) > 0 {
			c.With[t] = 1
		}
	}
	return c
}

// parts are those the person is counted in.
func (p ElectedPerson) parts(polling Date) []Trait {
	var parts []Trait
	switch p.Sex {
	case Woman:
		parts = append(parts, TraitWomen)
	case Man:
		parts = append(parts, TraitMen)
	}
	if !p.Born.IsZero() {
		age := p.Age(polling)
		parts = append(parts, ageBand(age))
		if age < 50 {
			parts = append(parts, TraitUnder50)
		}
	}
	if p.Education != "" {
		parts = append(parts, Trait(p.Education)) // the levels have the same names
	}
	answer := func(a YesNo, yes, no Trait) {
		switch {
		case a == Yes:
			parts = append(parts, yes)
		case a == No && no != "":
			parts = append(parts, no)
		}
	}
	answer(p.Party, TraitParty, TraitNonParty)
	answer(p.Incumbent, TraitReElected, TraitNew)
	answer(p.OnBoth, TraitCross, "")
	answer(p.HeadsBoth, TraitCombined, "")
	answer(p.Minority, TraitMinority, "")
	answer(p.Other, TraitOther, "")
	for _, mark := range p.Marks {
		parts = append(parts, Trait(mark))
	}
	return parts
}

func ageBand(age int) Trait {
	switch {
	case age <= 35:
		return TraitTo35
	case age <= 45:
		return Trait36To45
	case age <= 55:
		return Trait46To55
	}
	return TraitFrom56
}

// Plus adds up two compositions: units make an area, areas a town.
func (c Composition) Plus(d Composition) Composition {
	sum := Composition{Units: c.Units + d.Units, People: c.People + d.People, Parts: map[Trait]int{}, With: map[Trait]int{}}
	for _, of := range []Composition{c, d} {
		for part, n := range of.Parts {
			sum.Parts[part] += n
		}
		for part, n := range of.With {
			sum.With[part] += n
		}
	}
	return sum
}

// Part is how many people a part has.
func (c Composition) Part(p Trait) int {
	switch p {
	case TraitFromSenior:
		return c.Secondary()
	case TraitFromCollege:
		return c.Parts[TraitCollege] + c.Parts[TraitBachelor]
	}
	return c.Parts[p]
}

// Share is the part of the whole, as a pair: of the units for combined heads,
// since a unit has one head, otherwise of the people.
func (c Composition) Share(p Trait) Ratio {
	if p == TraitCombined {
		return Ratio{c.Part(p), c.Units}
	}
	return Ratio{c.Part(p), c.People}
}

// Problems lists what does not add up. elected is the number of people the
// verdict says are elected. A part is a Field by its own name; the whole is
// "people". It works on what has been entered so far: a group is compared with
// the whole only by a chat that has all of it, but a part larger than the whole
// is wrong at once.
func (c Composition) Problems(elected int) []Problem {
	var ps []Problem
	if c.People != elected {
		ps = append(ps, problem("people_elected", Say(
			"填报当选 %d 人，计票结果为 %d 人，不符。", "%d people entered, but the count elected %d.").With(c.People, elected), "people"))
	}
	for _, group := range TraitGroups() {
		ps = append(ps, c.groupProblems(group)...)
	}
	ps = append(ps, c.atMost(TraitUnder50, c.People, "people")...)
	ps = append(ps, c.atMost(TraitCross, c.People, "people")...)
	ps = append(ps, c.atMost(TraitCross, c.Parts[TraitParty], string(TraitParty))...)
	ps = append(ps, c.atMost(TraitCombined, c.Units, "people")...)
	return append(ps, c.atMost(TraitCombined, c.Parts[TraitCross], string(TraitCross))...)
}

func (c Composition) groupProblems(group []Trait) []Problem {
	fields, sum, sums := []string{"people"}, 0, []Phrase{}
	for _, part := range group {
		n := c.Parts[part]
		sum += n
		fields = append(fields, string(part))
		sums = append(sums, Say("%s %d", "%[2]d %[1]s").With(part.Name(), n))
		if n < 0 || n > c.People {
			return c.atMost(part, c.People, "people")
		}
	}
	if sum == c.People {
		return nil
	}
	return []Problem{problem("parts_whole", Say("%s，共 %d，与当选 %d 人不符。", "%s make %d, but %d were elected.").
		With(joined(Say(" + ", " + "), sums), sum, c.People), fields...)}
}

// atMost refuses a part that is larger than what it is part of.
func (c Composition) atMost(p Trait, whole int, field string) []Problem {
	n := c.Parts[p]
	if n >= 0 && n <= whole {
		return nil
	}
	return []Problem{problem("part_over_whole", Say("%s %d 人，超出 %d 人。", "%s: %d is not within %d.").
		With(p.Name(), n, whole), field, string(p))}
}

// Secondary is how many have finished senior school 高中及以上, or more.
func (c Composition) Secondary() int {
	return c.Parts[TraitSenior] + c.Parts[TraitCollege] + c.Parts[TraitBachelor]
}

// Unknown lists the groups in which not everybody is counted, with how many are
// missing, so that a chat can ask for them.
func (c Composition) Unknown() map[Trait]int {
	missing := map[Trait]int{}
	for _, group := range TraitGroups() {
		sum := 0
		for _, part := range group {
			sum += c.Parts[part]
		}
		if sum < c.People {
			missing[group[0]] = c.People - sum
		}
	}
	return missing
}

// MembersProblems lists who cannot be what was said of them: only a member of
// the Party sits on the committee of its organisation.
func MembersProblems(people []ElectedPerson) []Problem {
	var ps []Problem
	for _, p := range people {
		if p.OnBoth == Yes && p.Party == No {
			ps = append(ps, problem("cross_non_party", Say("%s 不是党员，不能交叉任职或一肩挑。请核对。",
				"%s is not a member of the Party and cannot be on its committee. Please check.").With(p.Name), "party."+p.Name, "both."+p.Name))
		}
	}
	return ps
}

// Lines says the composition of one unit in words, a line of numbers for each group of parts.
// What is not known is said with its number. Those of several units are Election.Groups.
func (c Composition) Lines() []Phrase { return c.lines(Phrase{}) }

// lines are the same with the ages said otherwise, unless that is zero.
func (c Composition) lines(ages Phrase) []Phrase {
	if c.People == 0 {
		return nil
	}
	missing := c.Unknown()
	lines := []Phrase{Say("当选 %d 名", "Elected: %d").With(c.People)}
	for _, group := range append(TraitGroups(), append([]Trait{TraitCross, TraitCombined}, c.Marked()...)) {
		unknown := missing[group[0]]
		if unknown == c.People {
			continue // nothing is known of it
		}
		line := c.line(group, unknown)
		if group[0] == TraitTo35 && !ages.IsZero() {
			line = ages
		}
		if !line.IsZero() {
			lines = append(lines, line)
		}
	}
	return lines
}

func (c Composition) line(group []Trait, unknown int) Phrase {
	var parts []Phrase
	for _, t := range group {
		if n := c.Parts[t]; n > 0 {
			parts = append(parts, Say("%s %d", "%s: %d").With(t.Name(), n))
		}
	}
	if unknown > 0 {
		parts = append(parts, notEntered(unknown))
	}
	return joined(Say(" · ", " · "), parts)
}

// Shares are the parts that are in no group, as pairs with their whole: under 50, senior
// school or more, cross-appointed, combined heads. What nothing is known of is left out, and
// what is not known of everybody says of how many it is known.
func (c Composition) Shares() []Phrase {
	if c.People == 0 {
		return nil
	}
	missing := c.Unknown()
	var lines []Phrase
	add := func(name Phrase, part int, group Trait) {
		known := c.People - missing[group]
		switch {
		case known == 0:
		case known < c.People:
			lines = append(lines, Say("%s %s（另 %d 名未填）", "%s: %s (of %d more not entered)").With(name, Ratio{part, known}, missing[group]))
		default:
			lines = append(lines, Say("%s %s", "%s: %s").With(name, Ratio{part, known}))
		}
	}
	add(TraitUnder50.Name(), c.Parts[TraitUnder50], TraitTo35)
	add(TraitFromSenior.Name(), c.Secondary(), TraitJunior)
	for _, t := range append([]Trait{TraitCross, TraitCombined}, c.Marked()...) {
		if c.Parts[t] > 0 {
			lines = append(lines, Say("%s %s", "%s: %s").With(t.Name(), c.Share(t)))
		}
	}
	return lines
}
