package election

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAge(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		born, on Date
		want     int
	}{
		{Date{1991, 1, 15}, polls(), 36},
		{Date{1991, 1, 16}, polls(), 35},
		{Date{1991, 1, 14}, polls(), 36},
		{Date{1991, 12, 31}, polls(), 35},
		{Date{2000, 2, 29}, Date{2027, 2, 28}, 26},
		{Date{2000, 2, 29}, Date{2027, 3, 1}, 27},
		{Date{2000, 2, 29}, Date{2028, 2, 29}, 28},
	} {
		if got := (ElectedPerson{Born: c.born}).Age(c.on); got != c.want {
			t.Errorf("born %s, on %s: %d, want %d", c.born, c.on, got, c.want)
		}
	}
}

func TestAgeBands(t *testing.T) {
	t.Parallel()
	for age, want := range map[int]Trait{18: TraitTo35, 35: TraitTo35, 36: Trait36To45, 45: Trait36To45, 46: Trait46To55, 55: Trait46To55, 56: TraitFrom56, 80: TraitFrom56} {
		if got := ageBand(age); got != want {
			t.Errorf("%d: %s, want %s", age, got, want)
		}
	}
}

// five people of an invented village.
func five() []ElectedPerson {
	return []ElectedPerson{
		{"田大利", Chair, Man, Date{1980, 5, 1}, Bachelor, Yes, Yes, Yes, Yes, NotSaid, NotSaid, "", nil},
		{"禾小满", ViceChair, Woman, Date{1992, 5, 1}, College, Yes, No, Yes, No, NotSaid, NotSaid, "", nil},
		{"谷雨生", Member, Man, Date{1970, 5, 1}, SeniorSchool, No, Yes, No, No, NotSaid, NotSaid, "", nil},
		{"麦田青", Member, Woman, Date{1975, 5, 1}, JuniorSchool, No, No, No, No, NotSaid, NotSaid, "", nil},
		{"豆春来", Member, Man, Date{}, "", NotSaid, NotSaid, NotSaid, NotSaid, NotSaid, NotSaid, "", nil},
	}
}

func TestCompositionOf(t *testing.T) {
	t.Parallel()
	c := CompositionOf(five(), polls())
	want := map[Trait]int{
		TraitWomen: 2, TraitMen: 3, TraitTo35: 1, Trait36To45: 0, Trait46To55: 2, TraitFrom56: 1,
		TraitJunior: 1, TraitSenior: 1, TraitCollege: 1, TraitBachelor: 1, TraitParty: 2, TraitNonParty: 2,
		TraitReElected: 2, TraitNew: 2, TraitCross: 2, TraitCombined: 1,
	}
	for trait, n := range want {
		if c.Parts[trait] != n {
			t.Errorf("%s: %d, want %d", trait, c.Parts[trait], n)
		}
	}
	if c.People != 5 || c.Units != 1 {
		t.Errorf("%d people in %d units", c.People, c.Units)
	}
	if got := c.Share(TraitWomen).String(); got != "2/5 = 40.00%" {
		t.Errorf("women %s", got)
	}
	if got := c.Share(TraitCombined).String(); got != "1/1 = 100.00%" {
		t.Errorf("combined heads are of units: %s", got)
	}
	missing := c.Unknown()
	if len(missing) != 4 || missing[TraitTo35] != 1 || missing[TraitWomen] != 0 {
		t.Errorf("unknown %v", missing)
	}
}

func TestCompositionProblems(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*Composition)
		want   string
	}{
		{"it adds up", func(c *Composition) {}, ""},
		{"one person short", func(c *Composition) { c.People = 4; c.Parts[TraitMen]-- }, "people_elected"},
		{"sexes short", func(c *Composition) { c.Parts[TraitMen] = 2 }, "parts_whole"},
		{"sexes long", func(c *Composition) { c.Parts[TraitWomen] = 3 }, "parts_whole"},
		{"no woman, and a man short", func(c *Composition) { c.Parts[TraitWomen], c.Parts[TraitMen] = 0, 4 }, "parts_whole"},
		{"all women, and a man besides", func(c *Composition) { c.Parts[TraitWomen], c.Parts[TraitMen] = 5, 1 }, "parts_whole"},
		{"more women than people", func(c *Composition) { c.Parts[TraitWomen] = 6 }, "part_over_whole"},
		{"fewer than none", func(c *Composition) { c.Parts[TraitWomen], c.Parts[TraitMen] = -1, 6 }, "part_over_whole"},
		{"cross-appointed: as many as Party members", func(c *Composition) { c.Parts[TraitCross] = 3 }, ""},
		{"cross-appointed: more than Party members", func(c *Composition) { c.Parts[TraitCross] = 4 }, "part_over_whole"},
		{"a second head", func(c *Composition) { c.Parts[TraitCombined] = 2 }, "part_over_whole"},
		{"a head who is not cross-appointed", func(c *Composition) { c.Parts[TraitCross] = 0 }, "part_over_whole"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			comp := Composition{Units: 1, People: 5, Parts: map[Trait]int{TraitWomen: 2, TraitMen: 3, TraitParty: 3, TraitNonParty: 2, TraitCross: 2, TraitCombined: 1}}
			c.change(&comp)
			var got []string
			for _, p := range comp.Problems(5) {
				// what a chat would show that has these groups and no other
				if last := p.Fields[len(p.Fields)-1]; !strings.Contains("age_from_56 bachelor new", last) {
					got = append(got, p.Code)
				}
			}
			if c.name == "one person short" { // the groups are then compared with 4
				got = got[:1]
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%v, want %s", got, c.want)
			}
		})
	}
	text := Composition{People: 5, Parts: map[Trait]int{TraitWomen: 2, TraitMen: 2}}.Problems(5)[0].Text.In(Chinese)
	if text != "女 2 + 男 2，共 4，与当选 5 人不符。" {
		t.Errorf("%s", text)
	}
}

// Counted from people of whom everything is known, everything adds up; and the
// sum of the units is the composition of all the people.
func TestPropertyComposition(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var town Composition
		var everybody []ElectedPerson
		units := rapid.IntRange(1, 4).Draw(t, "units")
		for range units {
			var people []ElectedPerson
			for range rapid.IntRange(0, 7).Draw(t, "people") {
				people = append(people, ElectedPerson{
					Sex:       rapid.SampledFrom([]Sex{Woman, Man}).Draw(t, "sex"),
					Born:      Date{rapid.IntRange(1950, 2008).Draw(t, "year"), 6, 1},
					Education: rapid.SampledFrom([]Education{JuniorSchool, SeniorSchool, College, Bachelor}).Draw(t, "education"),
					Party:     rapid.SampledFrom([]YesNo{Yes, No}).Draw(t, "party"),
					Incumbent: rapid.SampledFrom([]YesNo{Yes, No}).Draw(t, "incumbent"),
				})
			}
			unit := CompositionOf(people, polls())
			if ps := unit.Problems(len(people)); len(ps) > 0 || len(unit.Unknown()) > 0 {
				t.Fatalf("%v %v", ps, unit)
			}
			town, everybody = town.Plus(unit), append(everybody, people...)
		}
		whole := CompositionOf(everybody, polls())
		if town.People != whole.People || town.Units != units {
			t.Fatalf("%+v and %+v", town, whole)
		}
		for _, g := range TraitGroups() {
			for _, trait := range g {
				if town.Parts[trait] != whole.Parts[trait] {
					t.Fatalf("%s: %d in the units, %d in the whole", trait, town.Parts[trait], whole.Parts[trait])
				}
			}
		}
	})
}

func TestTargets(t *testing.T) {
	t.Parallel()
	man, woman := ElectedPerson{Sex: Man}, ElectedPerson{Sex: Woman}
	young := ElectedPerson{Sex: Man, Born: Date{2000, 1, 1}, Education: Bachelor}
	head := ElectedPerson{Sex: Man, Born: Date{1970, 1, 1}, Education: SeniorSchool, HeadsBoth: Yes}
	whole := Composition{}
	for _, unit := range [][]ElectedPerson{{woman, woman, young, head, man}, {woman, head, man, man, man}, {man, man, young, young, man}, {{}, {}}} {
		whole = whole.Plus(CompositionOf(unit, polls()))
	}
	for _, c := range []struct {
		target        Target
		got           string
		miss, unknown int
		words         string
	}{
		{Target{Trait: TraitWomen, Least: Ratio{30, 100}}, "3/15 = 20.00%", 2, 5, "女 3/15 = 20.00%（目标不少于 30%，还差 2 名；另 5 名不详）"},
		{Target{Trait: TraitWomen, Least: Ratio{1, 5}}, "3/15 = 20.00%", 0, 5, "女 3/15 = 20.00%（目标不少于 1/5，已知的已达到；另 5 名不详）"},
		{Target{Trait: TraitWomen, Least: Ratio{21, 100}}, "3/15 = 20.00%", 1, 5, ""},
		{Target{Trait: TraitWomen, Least: Ratio{1, 1}}, "3/15 = 20.00%", 12, 5, ""},
		{Target{Trait: TraitWomen, EachUnit: true}, "2/4 = 50.00%", 2, 5, "女：2/4 个村有（目标每个村至少 1 名，还差 2 个村；另 5 名不详）"},
		{Target{Trait: TraitUnder50, Least: Ratio{1, 2}}, "3/5 = 60.00%", 0, 15, ""},
		{Target{Trait: TraitTo35, EachUnit: true}, "2/4 = 50.00%", 2, 15, ""},
		{Target{Trait: TraitFromCollege, Least: Ratio{2, 3}}, "3/5 = 60.00%", 1, 15, ""},
		{Target{Trait: TraitFromCollege, EachUnit: true}, "2/4 = 50.00%", 2, 15, ""},
		{Target{Trait: TraitFromSenior, Least: Ratio{2, 3}}, "5/5 = 100.00%", 0, 15, ""},
		{Target{Trait: TraitCombined, Least: Ratio{60, 100}}, "2/4 = 50.00%", 1, 3, "一肩挑 2/4 = 50.00%（目标不少于 60%，还差 1 个村；另 3 名不详）"},
		{Target{Trait: TraitParty, Least: Ratio{1, 100}}, "0/0 = —", 0, 20, "中共党员（目标不少于 1%，还没有报）"},
	} {
		r := Against([]Target{c.target}, whole, 20)[0]
		if r.Got.String() != c.got || r.Missing != c.miss || r.Unknown != c.unknown || r.Missed() != (c.miss > 0) {
			t.Errorf("%+v: %s, missing %d, unknown %d; want %s, %d, %d", c.target, r.Got, r.Missing, r.Unknown, c.got, c.miss, c.unknown)
		}
		if got := r.Say(Election{Kind: Villagers}).In(Chinese); c.words != "" && got != c.words {
			t.Errorf("%s, want %s", got, c.words)
		}
	}
	reached := Against([]Target{{Trait: TraitMen, Least: Ratio{1, 2}}, {Trait: TraitMen, EachUnit: true}}, CompositionOf([]ElectedPerson{man, woman}, polls()), 2)
	if got := reached[0].Say(Election{Kind: Villagers}).In(English); got != "men: 1/2 = 50.00% (target: at least 1/2; reached)" {
		t.Error(got)
	}
	if got := reached[1].Say(Election{Kind: Party}).In(English); got != "men: in 1 of 1 branch (target: at least one in each of the branches; reached)" {
		t.Error(got)
	}
	none := Against([]Target{{Trait: TraitWomen, EachUnit: true}}, CompositionOf([]ElectedPerson{man}, polls()), 4)
	if got := none[0].Say(Election{Kind: Villagers}).In(English); got != "women: in 0 of 1 village (target: at least one in each of the villages; 1 village to go; of 3 more it is not known)" {
		t.Error(got)
	}
}

// TestTargetsFromSums: what the sums of an area keep says of the targets what
// its units say.
func TestTargetsFromSums(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls(), Stages: UsualStages(Villagers, polls())}
	whole, sums := Composition{}, Figures{}
	for i := range 3 {
		count := village(ofPost(Member, 3, person("田大利", 700), person("禾小满", 650), person("谷雨生", 600)))
		members := Members{Persons: five()[i : i+1]}
		members.Persons[0].Name = "田大利"
		p := e.Fold(Progress{}, Report{ID: "A", Body: count})
		p = e.Fold(p, Report{ID: "B", Body: members})
		whole = whole.Plus(CompositionOf(e.Described(p), polls()))
		for f, n := range e.Figures(p) {
			sums[f] += n
		}
	}
	if got := sums.Composition(); !reflect.DeepEqual(got, whole) || got.With[TraitWomen] != 1 || got.With[TraitFromCollege] != 2 {
		t.Errorf("%+v, want %+v", got, whole)
	}
}

func TestCompositionBreaches(t *testing.T) {
	t.Parallel()
	men := five()[:1]
	kin := []Kinship{{"田大利", "禾小满"}, {"田大利", "不在册"}}
	article := func(k Kind, day Date) string {
		b := CompositionBreaches(Election{Kind: k, PollingDay: day}, men, 0, nil)
		if len(b) != 1 || b[0].Code != BreachNoWoman {
			t.Fatalf("%s: %v", k, b)
		}
		return b[0].Article.Say().In(Chinese)
	}
	if got := article(Villagers, polls()); got != "村民委员会组织法第八条" {
		t.Errorf("%s", got)
	}
	if got := article(Villagers, before()); got != "村民委员会组织法（2018年文本）第六条" {
		t.Errorf("%s", got)
	}
	if got := article(Residents, polls()); got != "城市居民委员会组织法第八条" {
		t.Errorf("%s", got)
	}
	if got := article(Residents, before()); got != "地方规定" {
		t.Errorf("%s", got)
	}
	e := Election{Kind: Villagers, PollingDay: polls()}
	if b := CompositionBreaches(e, five(), 0, kin); len(b) != 1 || b[0].Code != BreachRelatives || b[0].Article.Number != 8 {
		t.Errorf("near relatives: %v", b)
	}
	if b := CompositionBreaches(Election{Kind: Villagers, PollingDay: before()}, five(), 0, kin); len(b) != 1 || !b[0].Article.IsLocal() {
		t.Errorf("near relatives before 2026 are a local rule: %v", b)
	}
	if b := CompositionBreaches(e, five()[:2], 0, nil); len(b) != 0 {
		t.Errorf("a woman is among them: %v", b)
	}
	unknown := []ElectedPerson{{Name: "田大利", Sex: Man}, {Name: "禾小满"}}
	if b := CompositionBreaches(e, unknown, 0, nil); len(b) != 0 {
		t.Errorf("not everybody's sex is known: %v", b)
	}
	if b := CompositionBreaches(e, nil, 3, nil); len(b) != 0 {
		t.Errorf("nobody is elected yet: %v", b)
	}
	if b := CompositionBreaches(e, men, 0, nil); b[0].Text.In(Chinese) != "当选人中没有妇女" {
		t.Errorf("no seat left: %v", b)
	}
	if b := CompositionBreaches(e, men, 2, nil); len(b) != 1 || !strings.Contains(b[0].Text.In(Chinese), "还缺的 2 名中应当有妇女") {
		t.Errorf("seats left: %v", b)
	}
	for _, k := range []Kind{Party, Congress} {
		if b := CompositionBreaches(Election{Kind: k, PollingDay: polls()}, men, 0, kin); len(b) != 0 {
			t.Errorf("%s has no such rule: %v", k, b)
		}
	}
}

func TestNominationBreaches(t *testing.T) {
	t.Parallel()
	committee, nominees := []string{"田大利", "禾小满", "谷雨生"}, []string{"麦田青", "禾小满"}
	kin := []Kinship{{"麦田青", "谷雨生"}, {"禾小满", "麦田青"}, {"田大利", "豆春来"}}
	e := Election{Kind: Villagers, PollingDay: polls()}
	got := NominationBreaches(e, committee, nominees, kin)
	if len(got) != 2 || got[0].Article.Number != 15 || got[1].Article.Number != 15 ||
		!strings.Contains(got[0].Text.In(Chinese), "成员 禾小满 被提名") || !strings.Contains(got[1].Text.In(Chinese), "成员 谷雨生 的近亲属 麦田青") {
		t.Errorf("%+v", got)
	}
	e.PollingDay = before()
	got = NominationBreaches(e, committee, nominees, kin)
	if len(got) != 2 || got[0].Article != (Article{VillageLaw2018, 12}) || !got[1].Article.IsLocal() {
		t.Errorf("before 2026: %+v", got)
	}
	if got := NominationBreaches(Election{Kind: Residents, PollingDay: polls()}, committee, nominees, kin); got != nil {
		t.Errorf("residents: %v", got)
	}
}

func TestCompositionInWords(t *testing.T) {
	t.Parallel()
	c := CompositionOf(five(), polls())
	var lines, shares []string
	for _, l := range c.Lines() {
		lines = append(lines, l.In(Chinese))
	}
	for _, l := range c.Shares() {
		shares = append(shares, l.In(Chinese))
	}
	if got, want := strings.Join(lines, "\n"), `当选 5 名
女 2 · 男 3
35岁及以下 1 · 46至55岁 2 · 56岁及以上 1 · 未填 1
初中及以下 1 · 高中、中专 1 · 大专 1 · 本科及以上 1 · 未填 1
中共党员 2 · 非党员 2 · 未填 1
连任 2 · 新任 2 · 未填 1
交叉任职 2 · 一肩挑 1`; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := strings.Join(shares, "\n"), `不满50岁 2/4 = 50.00%（另 1 名未填）
高中及以上 3/4 = 75.00%（另 1 名未填）
交叉任职 2/5 = 40.00%
一肩挑 1/1 = 100.00%`; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if lines := (Composition{}).Lines(); lines != nil || (Composition{}).Shares() != nil {
		t.Errorf("of nobody: %v", lines)
	}
	unknown := CompositionOf([]ElectedPerson{{Name: "田大利", Post: Chair}}, polls())
	if got := unknown.Lines(); len(got) != 1 || unknown.Shares() != nil {
		t.Errorf("of somebody unknown: %v", got)
	}
}

func TestMembersProblems(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		party, both YesNo
		want        int
	}{{Yes, Yes, 0}, {No, Yes, 1}, {No, No, 0}, {NotSaid, Yes, 0}, {No, NotSaid, 0}} {
		if got := MembersProblems([]ElectedPerson{{Name: "田大利", Party: c.party, OnBoth: c.both}}); len(got) != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// TestTraitsAddUp: the traits of all groups, of any people, make the whole with
// what is not known, and figures of units add up to the composition of the town.
func TestTraitsAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		people := rapid.SliceOf(rapid.Custom(func(rt *rapid.T) ElectedPerson {
			p := ElectedPerson{Sex: rapid.SampledFrom([]Sex{"", Man, Woman}).Draw(rt, "sex"),
				Education: rapid.SampledFrom([]Education{"", JuniorSchool, SeniorSchool, College, Bachelor}).Draw(rt, "school"),
				Party:     rapid.SampledFrom([]YesNo{NotSaid, Yes, No}).Draw(rt, "party"), Incumbent: rapid.SampledFrom([]YesNo{NotSaid, Yes, No}).Draw(rt, "again")}
			if year := rapid.IntRange(1929, 2009).Draw(rt, "born"); year >= 1930 {
				p.Born = Date{year, 1, 1}
			}
			return p
		})).Draw(rt, "people")
		c := CompositionOf(people, polls())
		for _, group := range TraitGroups() {
			sum := c.Unknown()[group[0]]
			for _, trait := range group {
				sum += c.Parts[trait]
			}
			if sum != len(people) {
				rt.Fatalf("%v make %d of %d", group, sum, len(people))
			}
		}
		if c.Parts[TraitUnder50] < c.Parts[TraitTo35]+c.Parts[Trait36To45] {
			rt.Fatalf("under 50: %d", c.Parts[TraitUnder50])
		}
	})
}
