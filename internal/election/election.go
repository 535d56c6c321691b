// Package election is what the product knows about elections: towns, areas
// and units, the stages of an election, reports and the progress they add up
// to, tallies of ballots and what the law says of them.
//
// Everything here is pure: no I/O and no clock. A function that needs the
// time takes it as now. The package uses the standard library only.
package election

import "fmt"

// ElectionID names one election of a town, as the configuration does.
type ElectionID string

// Kind is what is being elected; it decides which law applies.
type Kind string

// The kinds.
const (
	Villagers Kind = "villagers" // 村民委员会
	Residents Kind = "residents" // 居民委员会
	Party     Kind = "party"     // 党支部、党总支
	Congress  Kind = "congress"  // 人大代表，按选区
	Session   Kind = "session"   // 人代会选举主席、副主席、镇长、副镇长
)

// OfficeWork is the kind of what the office does itself, for all its elections: no election,
// and in no configuration. See Town.OfficeWork.
const OfficeWork Kind = "office"

// Name says the kind in words.
func (k Kind) Name() Phrase {
	switch k {
	case Villagers:
		return Say("村民委员会换届选举", "Villagers' committee election")
	case Residents:
		return Say("居民委员会换届选举", "Residents' committee election")
	case Party:
		return Say("党支部换届选举", "Party branch election")
	case Congress:
		return Say("人大代表换届选举", "Election of deputies")
	case Session:
		return Say("人代会选举", "Election by the congress in session")
	case OfficeWork:
		return Say("选举办本级工作", "The office's own work")
	}
	return Say(string(k), string(k))
}

// called are the words by which people tell elections of this kind from others: what its
// units and those whom it elects are called.
func (k Kind) called() []string {
	switch k {
	case Residents:
		return []string{"社区", "居委", "communit"}
	case Party:
		return []string{"支部", "总支", "支委", "书记", "branch"}
	case Congress:
		return []string{"选区", "人大代表", "当选代表", "代表候选人", "constituenc"}
	case Session:
		return []string{"人代会", "主席", "镇长", "乡长", "congress"}
	}
	return []string{"村委", "哪个村", "哪些村", "几个村", "各村", "全部村", "village"}
}

// Method is who votes in a residents' committee election (城市居民委员会组织法
// 第十九条). It is empty for the other kinds.
type Method string

// The three methods of a residents' committee election.
const (
	AllVoters       Method = "voters"          // 全体有选举权的居民
	Households      Method = "households"      // 每户代表
	Representatives Method = "representatives" // 居民代表
)

// Methods lists the three methods.
func Methods() []Method { return []Method{AllVoters, Households, Representatives} }

// Name says who votes.
func (m Method) Name() Phrase {
	switch m {
	case Households:
		return Say("户代表", "households")
	case Representatives:
		return Say("居民代表", "representatives")
	}
	return Say("全体选民", "voters")
}

// Election is one election of a town: all its units choose on one timetable.
type Election struct {
	ID         ElectionID
	Kind       Kind
	Method     Method   // residents only; zero means AllVoters
	Separate   [][]Post // posts that share a ballot, ballot by ballot; none: all posts share one
	Noun       Noun     // what its units are called; zero: by its kind
	General    bool     // of a general branch 总支; Town.ElectionOf sets it
	PollingDay Date     // 选举日
	Stages     []Stage
	Profile    Profile      // what the national law leaves to the province
	Targets    []Target     // what the office's plan wants of the elected
	Bands      []Band       // of age, that the office counts the elected by besides the usual ones
	Odd        Oddness      // from where on a figure needs a reason
	Circles    []string     // 界别 that the office counts deputies by
	Marks      []string     // 双强 and the like: what else the office counts the elected by
	LastTerm   Term         // the figures of the election before, to compare with
	Records    []RecordKind // what the town's records are called; Town.Election sets it
}

// Stage finds a stage of the election.
func (e Election) Stage(id StageID) (Stage, bool) {
	for _, s := range e.Stages {
		if s.ID == id {
			return s, true
		}
	}
	return Stage{}, false
}

// ParseKind reads a kind as the configuration writes it.
func ParseKind(s string) (Kind, error) {
	switch k := Kind(s); k {
	case Villagers, Residents, Party, Congress, Session:
		return k, nil
	}
	return "", fmt.Errorf("unknown kind %q: write villagers, residents, party, congress or session", s)
}
