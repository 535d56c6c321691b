package election

// Law is one text of law, as amended: the same law in an older text is another
// Law, because its articles are numbered otherwise.
type Law string

// The texts the rules come from. The texts of 2025 are in force on polling
// days from 2026-01-01.
const (
	VillageLaw2018   Law = "village_2018"   // 村民委员会组织法, text of 2018
	VillageLaw2025   Law = "village_2025"   // 村民委员会组织法, amended 2025-10-28
	ResidentsLaw2018 Law = "residents_2018" // 城市居民委员会组织法, text of 2018
	ResidentsLaw2025 Law = "residents_2025" // 城市居民委员会组织法, revised 2025-10-28
	ElectoralLaw     Law = "electoral_2020" // 全国人民代表大会和地方各级人民代表大会选举法, text of 2020
	PartyRegulations Law = "party_2020"     // 中国共产党基层组织选举工作条例, 2020-07-13
	OrganicLaw       Law = "organic_2022"   // 地方各级人民代表大会和地方各级人民政府组织法, text of 2022
)

// LocalRule is the law of whatever the national texts leave to the province.
const LocalRule Law = ""

// LawInForce is the text that governs an election of a kind on a polling day.
// An unset polling day is taken as lying ahead, under the present text.
func LawInForce(k Kind, polling Date) Law {
	old := !polling.IsZero() && polling.Before(Date{2026, 1, 1})
	switch {
	case k == Villagers && old:
		return VillageLaw2018
	case k == Villagers:
		return VillageLaw2025
	case k == Residents && old:
		return ResidentsLaw2018
	case k == Residents:
		return ResidentsLaw2025
	case k == Party:
		return PartyRegulations
	case k == Congress:
		return ElectoralLaw
	case k == Session:
		return OrganicLaw
	}
	return LocalRule
}

// Name is the law's short name; the older text of a law that has been amended
// since says so.
func (l Law) Name() Phrase {
	switch l {
	case VillageLaw2018:
		return Say("村民委员会组织法（2018年文本）", "Organic Law of Villagers' Committees (2018 text)")
	case VillageLaw2025:
		return Say("村民委员会组织法", "Organic Law of Villagers' Committees")
	case ResidentsLaw2018:
		return Say("城市居民委员会组织法（2018年文本）", "Organic Law of Urban Residents' Committees (2018 text)")
	case ResidentsLaw2025:
		return Say("城市居民委员会组织法", "Organic Law of Urban Residents' Committees")
	case ElectoralLaw:
		return Say("选举法", "Electoral Law")
	case PartyRegulations:
		return Say("中国共产党基层组织选举工作条例", "Regulations on Elections in Basic Party Organisations")
	case OrganicLaw:
		return Say("地方组织法", "Organic Law of Local Congresses and Governments")
	}
	return Say("地方规定", "local rule")
}

// Article is a place in a law. The zero Article is a local rule: the national
// texts are silent.
type Article struct {
	Law    Law
	Number int
}

// IsLocal reports whether no national text carries the rule.
func (a Article) IsLocal() bool { return a.Law == LocalRule }

// Say is the article for people: 村民委员会组织法第十八条.
func (a Article) Say() Phrase {
	if a.IsLocal() || a.Number == 0 {
		return a.Law.Name()
	}
	name := a.Law.Name()
	return Phrase{name.zh + "第" + chineseNumber(a.Number) + "条", name.en + ", art. " + digits(a.Number)}
}

// chineseNumber writes 1 to 99 as articles are numbered: 十八, 四十五.
func chineseNumber(n int) string {
	ones := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 1 || n > 99:
		return digits(n)
	case n < 10:
		return ones[n]
	case n < 20:
		return "十" + ones[n-10]
	}
	return ones[n/10] + "十" + ones[n%10]
}
