package speech

import (
	"strings"

	"huanjie/internal/election"
)

// kindWords are what people call what belongs to elections of one kind, where they do not name the
// unit: 支部大会, 村里.
func kindWords(k election.Kind) []string {
	switch k {
	case election.Villagers:
		return []string{"村委", "村里", "村民", "村主任"}
	case election.Party:
		return []string{"支部", "党员", "支委", "党总支"}
	case election.Residents:
		return []string{"社区", "居委会", "居民"}
	case election.Congress:
		return []string{"选区", "选民小组"}
	case election.Session:
		return []string{"人代会", "大会主席团", "会议筹备", "大会选举", "主席", "镇长", "乡长"}
	}
	return nil
}

// SpokenKind is the only one of some kinds of election of which a text has a word; "" if it has
// words of none, or of several.
func SpokenKind(text string, kinds []election.Kind) (spoken election.Kind) {
	for _, k := range kinds {
		if k == spoken || !ContainsAny(text, kindWords(k)) {
			continue
		}
		if spoken != "" {
			return ""
		}
		spoken = k
	}
	return spoken
}

// SamePlace reports whether two units are of one place: a village and its branch.
func SamePlace(t *election.Town, a, b election.Unit) bool {
	return PlaceName(t, a) == PlaceName(t, b)
}

// PlaceName is what the place of a unit is called: 渡口 of a village and of its branch.
func PlaceName(t *election.Town, u election.Unit) string {
	return ofBranch(UnitStem(strings.TrimPrefix(u.Name, t.Name)))
}

// OfBranch reports whether a text speaks of a Party branch or of who leads it: 村支书.
func OfBranch(text string) bool {
	return ContainsAny(text, []string{"支书", "支部", "村书记", "支委", "党总支"})
}

// OfGeneralBranch reports whether a text speaks of one general branch, and of no number of them.
func OfGeneralBranch(text string) bool {
	before, _, ok := strings.Cut(text, "总支")
	return ok && !endsAny(before, "几个", "多少个", "多少", "几个党", "哪个", "哪些", "各", "各党", "每个", "个") && !strings.Contains(text, "支部")
}

// GeneralBranchBeside reports whether a text speaks of the only general branch, without a name, beside others: 总支和供销社.
func GeneralBranchBeside(text string) bool {
	before, after, ok := strings.Cut(text, "总支")
	return ok && (startsWithAny(strings.TrimLeft(after, " 那边"), "和", "跟", "与", "、", "还有", "加", "比", "同") || endsAny(strings.TrimRight(before, " "), "和", "跟", "与", "、", "还有", "加", "比", "同"))
}

// OfBothElections reports whether a text speaks of the branch and of the village or community besides: 支部拿了多少票 村里那头呢.
func OfBothElections(text string) bool {
	return OfBranch(text) && containsAny(text, "村里", "村委", "社区里", "居委", "两头", "两边", "两样", "两摊", "两项", "两场", "都有")
}

// OfChair reports whether a text speaks of who heads a committee.
func OfChair(text string) bool { return strings.Contains(text, "主任") }

// KindFirst cuts the word for the only unit of a kind of election that somebody reports for from the
// beginning of a clause that reports of it: 支部的晚上8点补报. Not 支部书记, who is a person.
func KindFirst(clause string, k election.Kind) (rest string, ok bool) {
	words := []string{}
	switch k {
	case election.Villagers:
		words = []string{"村委会", "村委", "村里"}
	case election.Party:
		words = []string{"村党支部", "村支部", "党支部", "支部"}
	}
	rest, ok = cutAny(clause, words...)
	reports := strings.ContainsAny(rest, "0123456789") || containsAny(rest, "报", "没")
	return rest, ok && reports && !startsWithAny(rest, "书记", "委员", "副书记", "主任", "副主任", "成员", "有", "外", "大院", "门口")
}
