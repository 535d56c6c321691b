package speech

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
)

// Places are the words for the units and areas of a town. They are the same as long
// as the roster is: make them once.
func Places(t *election.Town) *Lexicon {
	var all []Entry
	areas := map[election.Area]bool{}
	if t.Name != "" {
		all = append(all, Entry{t.Name, Meaning{OfArea, string(election.WholeTown), Full}})
	}
	stems, numbered := stemsOf(t), numbersOf(t)
	for _, u := range t.Units {
		all = append(all, unitWords(t, u)...)
		if _, bare := numberOf(u); numbered[bare] == 1 {
			for _, text := range append(sameUnit("第"+bare+"选区", "第"+bare), "第"+bare+"选区") {
				all = append(all, Entry{text, Meaning{OfUnit, string(u.ID), Stem}})
			}
		}
		if short := shortOf(t, u); short != "" && stems[short] == 1 {
			all = append(all, Entry{short, Meaning{OfUnit, string(u.ID), Stem}})
		}
		for _, a := range u.Area.Above() {
			if a != election.WholeTown && !areas[a] {
				areas[a] = true
				all = append(all, Entry{a.Name(), Meaning{OfArea, string(a), Full}})
			}
		}
	}
	return NewLexicon(all)
}

// numberOf is of what a constituency is one, and its number: 柳林, 一 of 柳林第一选区.
func numberOf(u election.Unit) (of, bare string) {
	stem := UnitStem(u.Name)
	if of, bare, found := strings.Cut(stem, "第"); found && of != "" && stem+"选区" == u.Name {
		return of, bare
	}
	return "", ""
}

// numbersOf counts how many constituencies have each number: the only second one of a town is
// called 二选区.
func numbersOf(t *election.Town) map[string]int {
	numbers := map[string]int{}
	for _, u := range t.Units {
		if _, bare := numberOf(u); bare != "" {
			numbers[bare]++
		}
	}
	return numbers
}

// unitWords are the ways of writing one unit: 东河村, 东河村委会, 石桥镇东河村, 东河, its number.
func unitWords(t *election.Town, u election.Unit) []Entry {
	var all []Entry
	add := func(text string, how How) {
		all = append(all, Entry{text, Meaning{OfUnit, string(u.ID), how}})
	}
	add(u.Name, Full)
	bare := u.Name
	if rest, ok := strings.CutPrefix(u.Name, t.Name); ok && utf8.RuneCountInString(rest) > 1 {
		bare = rest
		add(bare, Stem)
	} else if t.Name != "" {
		add(t.Name+u.Name, Full)
	}
	stem := UnitStem(bare)
	if stem != bare {
		add(stem, Stem)
	}
	for _, text := range sameUnit(bare, stem) {
		how := Full
		if text == "人代会" { // which, only its people know
			how = Stem
		}
		add(text, how)
	}
	if kind := strings.TrimPrefix(bare, stem); kind == "村" || kind == "社区" {
		committee := map[string]string{"村": "委会", "社区": "居委会"}[kind]
		add(bare+committee, Full)
		add(stem+strings.TrimPrefix(committee, "委会"), Stem)
		add(u.Name+committee, Full)
	}
	if strings.ContainsFunc(string(u.ID), func(r rune) bool { return !digit(r) }) {
		add(string(u.ID), Stem)
	}
	return all
}

// shortOf is what is left of a branch's name without both that it is one and what it is of: 渡口 of
// 渡口村党支部; "" if it is nothing more.
func shortOf(t *election.Town, u election.Unit) string {
	stem := UnitStem(strings.TrimPrefix(u.Name, t.Name))
	if short := ofBranch(stem); short != stem {
		return short
	}
	return ""
}

// ofBranch is what a branch is of, without what that is: 渡口 of 渡口村, 水务局 of 水务局机关.
func ofBranch(stem string) string { return strings.TrimSuffix(UnitStem(stem), "机关") }

// stemsOf counts how many units have each stem: 渡口 of 渡口村 and of 渡口村党支部.
func stemsOf(t *election.Town) map[string]int {
	stems := map[string]int{}
	for _, u := range t.Units {
		stems[PlaceName(t, u)]++
	}
	return stems
}

// sameUnit are other ways in which a branch or a constituency is called: 渡口支部 of 渡口村党支部,
// 水务局总支 of 水务局机关党总支, 柳林1选区 of 柳林第一选区.
func sameUnit(name, stem string) []string {
	short := ofBranch(stem)
	kind := strings.TrimPrefix(name, stem)
	if of, session := strings.CutSuffix(name, "人代会"); session {
		stem, kind = of, "人代会"
	}
	switch kind {
	case "党支部", "支部", "党总支":
		all := []string{short + kind}
		if bare := strings.TrimPrefix(kind, "党"); bare != kind {
			all = append(all, short+bare, stem+bare)
		}
		return all
	case "人代会":
		return []string{strings.TrimSuffix(stem, "镇") + kind, stem + "人大", kind}
	case "选区":
		of, bare, found := strings.Cut(stem, "第")
		if !found {
			of, bare = "", stem
		}
		n, ok := chinese(bare)
		if !ok {
			return nil
		}
		digits := of + strconv.Itoa(n)
		all := []string{of + bare + kind, of + "第" + strconv.Itoa(n) + kind, digits + kind, digits + "号" + kind, of + bare + "号" + kind, of + bare + "区", digits + "区", of + "第" + bare + "区"}
		if of != "" { // 柳林二, but a number alone is none
			all = append(all, of+bare, digits)
		}
		return all
	}
	return nil
}

// UnitKinds are what units' names end in, the longest first.
func UnitKinds() []string {
	return []string{"村民委员会", "居民委员会", "村委会", "居委会", "党总支", "党支部", "社区", "选区", "支部", "村"}
}

// UnitStem is a unit's name without what it is: 东河 of 东河村.
func UnitStem(name string) string {
	for _, kind := range UnitKinds() {
		if s, ok := strings.CutSuffix(name, kind); ok && utf8.RuneCountInString(s) > 1 {
			return s
		}
	}
	return name
}

// TownStem is a town's name without the word for what it is; "" if nothing of it would be left: 石桥 of 石桥镇.
func TownStem(name string) string {
	for _, kind := range [...]string{"街道", "镇", "乡"} {
		if s, ok := strings.CutSuffix(name, kind); ok && utf8.RuneCountInString(s) > 1 {
			return s
		}
	}
	return ""
}

// NamesNone reports whether a stem is no name but says which: 我们支部, 新老居委会.
func NamesNone(stem string) bool {
	switch strings.TrimSuffix(stem, "的") {
	case "我", "我们", "咱", "咱们", "本", "全", "各", "新", "老", "新老", "新一届", "上届", "上一届", "本届", "两个", "这个", "该":
		return true
	}
	return false
}

// People are the words for the people of a town's roster, and for its candidates.
func People(t *election.Town) *Lexicon {
	var all []Entry
	seen := map[string]bool{}
	add := func(name string, sort Sort) {
		if name == "" || seen[name+string(rune(sort))] {
			return
		}
		seen[name+string(rune(sort))] = true
		all = append(all, NameWords(name, Meaning{Sort: sort, ID: name})...)
		if sort == OfPerson {
			all = append(all, nicknames(name)...)
		}
	}
	for _, u := range t.Units {
		for _, people := range [...][]election.PersonID{u.Officers, u.Checkers, u.Leaders, {u.Contact}} {
			for _, p := range people {
				add(string(p), OfPerson)
			}
		}
		for _, p := range slices.Concat(u.Posts, u.Among) {
			for _, c := range p.Candidates {
				add(c, OfCandidate)
			}
		}
	}
	for _, people := range [...][]election.PersonID{t.LeadingGroup, t.Observers} {
		for _, p := range people {
			add(string(p), OfPerson)
		}
	}
	return NewLexicon(all)
}

// NameWords are the ways of writing a person's name: whole, and the parts that may
// stand for it where nothing else fits.
func NameWords(name string, m Meaning) []Entry {
	m.How = Full
	all := []Entry{{name, m}}
	m.How = Part
	if parts := strings.FieldsFunc(name, func(r rune) bool { return interpunct(r) || blank(r) }); len(parts) > 1 {
		for _, p := range parts {
			if utf8.RuneCountInString(p) > 1 {
				all = append(all, Entry{p, m})
			}
		}
		return all
	}
	if n := utf8.RuneCountInString(name); n == 3 || n == 4 {
		_, size := utf8.DecodeRuneInString(name)
		if given := name[size:]; n == 3 {
			all = append(all, Entry{given, m})
		}
	}
	return all
}

// Familiar are the ways in which a neighbour is spoken of, by which alone nobody can be told
// for certain: 老赵, 小赵.
func Familiar(name string, m Meaning) []Entry {
	first, size := utf8.DecodeRuneInString(name)
	if n := utf8.RuneCountInString(name); n < 2 || n > 3 || first < utf8.RuneSelf {
		return nil
	}
	m.How = Part
	return []Entry{{"老" + name[:size], m}, {"小" + name[:size], m}}
}

// nicknames are what colleagues call a person: 老严, 周工.
func nicknames(name string) []Entry {
	first, size := utf8.DecodeRuneInString(name)
	if size == len(name) || first < utf8.RuneSelf {
		return nil
	}
	m := Meaning{OfPerson, name, Nickname}
	surname := name[:size]
	return []Entry{{"老" + surname, m}, {"小" + surname, m}, {surname + "工", m}, {surname + "主任", m}, {surname + "书记", m}, {surname + "镇长", m}, {surname + "站长", m}}
}
