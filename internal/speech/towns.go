package speech

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// What somebody of a county asks of towns is asked as somebody of a town asks of its units:
// 哪个镇还没报完, 哪个村还没报完. These are the words that change. read only
var (
	townsAsUnits = regexp.MustCompile(`(哪[个些]|哪[一几][个些]?|各个?|每个?|几个|多少个?|\d+个|[一二两三四五六七八九十]个|所有的?|全部|最[高低多少快慢好差]的|的)(?:乡镇街道|乡镇|镇街|镇乡|街道|镇|乡)`)
	countyAsTown = regexp.MustCompile(`全县(?:城)?(?:各镇)?|整个县|县里|县上|全区|全市`)
	townsInWords = strings.NewReplacer("which towns", "which villages", "which town", "which village", "each town", "each village", "every town", "every village", "all towns", "all villages",
		"by town", "by village", "the whole county", "the whole town", "whole county", "whole town", "the county", "the whole town", "towns", "villages")
	nounOfTown  = regexp.MustCompile(`(?:镇|乡|街道|街道办事处)$`)
	placeBehind = regexp.MustCompile(`^(?:村|社区|居委|选区|党?支部)`)
)

// OfTowns is a question about the towns of a county as one about the units of a town. named
// are the places in names of the towns that it names; ofCounty reports whether it says that
// all of them are meant, or each: 全县, 各镇.
func OfTowns(text string, names []string) (question string, named []int, ofCounty bool) {
	order := make([]int, len(names))
	for i := range names {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return len(names[j]) - len(names[i]) })
	for _, i := range order {
		if rest, found := withoutTown(text, names[i]); found {
			text, named = rest, append(named, i)
		}
	}
	slices.Sort(named)
	text = strings.TrimPrefix(strings.TrimSpace(strings.Trim(text, " 　和与跟、,，:：的")), "and ")
	question = townsAsUnits.ReplaceAllString(text, "${1}村")
	question = countyAsTown.ReplaceAllString(question, "全镇")
	question = townsInWords.Replace(strings.ToLower(question))
	return question, named, question != strings.ToLower(text)
}

// withoutTown takes a town's name out of a text, or its stem where no village is called so.
func withoutTown(text, name string) (string, bool) {
	if before, after, found := strings.Cut(text, name); found {
		return before + after, true
	}
	stem := nounOfTown.ReplaceAllString(name, "")
	before, after, found := strings.Cut(text, stem)
	if !found || utf8.RuneCountInString(stem) < 2 || placeBehind.MatchString(after) {
		return text, false
	}
	return before + after, true
}

// OnlyGoesOn reports whether nothing but how it goes on is left of a question once the towns
// are taken out of it: 那清河镇呢.
func OnlyGoesOn(question string) bool {
	return strings.Trim(strings.ToLower(question), "那么再看呢吗啊吧全镇的 ,，.。?？") == "" || slices.Contains(goesOnWords, strings.Trim(strings.ToLower(question), " ,.?"))
}

var goesOnWords = []string{"what about", "and", "how about", "what about the whole town", "and the whole town"} // read only

// GoingOn is a question as one that goes on with the one before it.
func GoingOn(question string) string { return "那" + question + "呢" }
