package speech

import (
	"regexp"
	"strings"

	"huanjie/internal/election"
)

// Who was elected to which post with how many votes, as it is said in one breath; read only.
var (
	votedPost  = `(?:为|了)?(?:新一届|本届|村委会|居委会|村|社区|党支部|支部|党总支|总支|镇人大|人大)*(副书记|书记|副主任|主任|委员|副主席|主席|副镇长|镇长|副乡长|乡长)`
	votedFor   = regexp.MustCompile(`(?:^|[\s,，、;；:：。])(?:(?:副?书记|副?主任|委员|副?主席|副?[镇乡]长)?候选人)?([\p{Han}·]{2,9}?)(?:同志)?(?:以|得)?(?:全票)?当选` + votedPost + `[\s,，]*(?:得票|得|获|共|以)?\s*(\d+)\s*票`)
	votedAs    = regexp.MustCompile(`(?:^|[\s,，、;；:：。])(副?书记|副?主任|委员|副?主席|副?[镇乡]长)(?:候选人)?[\s:：]*([\p{Han}·]{2,7}?)(?:同志)?(?:全票)?当选[\s,，]*(?:得票|得|获|共|以)?\s*(\d+)\s*票`)
	votedBy    = regexp.MustCompile(`(?:^|[\s,，、;；:：。])(副?书记|副?主任|副?主席|副?[镇乡]长)(?:推选的是|推选的|推选了|推的是|推的|选的是|选的|选了|是|由)?[\s:：]*([\p{Han}·]{2,4}?)(?:也是|也得了|也|得了|得|是)?[\s,，]*(\d+)\s*票`)
	votedNum   = `(\d+|[一二两三四五六七八九十])`
	votedMade  = regexp.MustCompile(`(?:选举|推选|推举|选出|产生|选)(?:了|的)?([\p{Han}·]{2,4}?)(?:同志)?(?:担任|任|当|为|做|作)` + votedPost + `[\s,，]*(?:得票|得|获|共|以)?\s*` + votedNum + `\s*票(?:全票|满票|一致|全部|全)?`)
	votedAll   = regexp.MustCompile(`(?:^|[\s,，、;；:：。])(副?书记|副?主任|副?主席|副?[镇乡]长)(?:是|为)?[\s:：]*([\p{Han}·]{2,4}?)[\s,，]*` + votedNum + `\s*票(?:全部|全|都)(?:投)?给(?:了)?[他她]`)
	votedOut   = regexp.MustCompile(`(副?书记|副?主任|副?主席|副?[镇乡]长)(?:选出来了?|出来了|选好了|选完了)[！!,，。\s]+(?:[^！!。]*[,，\s])?([\p{Han}·]{2,4}?)[\s,，]*(\d+)\s*票(?:全票|满票)`)
	postChosen = regexp.MustCompile(`^(?:副?书记|副?主任|副?主席|副?[镇乡]长)(?:选出来了?|出来了|选好了|选完了)`)
	votedSoFar = regexp.MustCompile(`(?:^|[\s,，、;；:：。])([\p{Han}·]{2,9}?)(?:同志)?(?:以|得|获|得票)\s*(\d+)\s*票(?:全票)?当选` + votedPost)
)

// ElectedWith finds in a text that somebody was elected to a post with so many votes: 冯志远当选书记5票.
// The parts are what else is said, and then each post before its name and its votes, as a count has
// them. What is only supposed, asked or denied is none of it.
func ElectedWith(text string) (parts [][2]int, ok bool) {
	if !containsAny(text, "当选", "推的", "推选", "选", "全给", "都给", "投给", "全票", "满票") || !strings.Contains(text, "票") || inquires(text) || containsAny(text, "还没", "没有选", "没选", "未选", "没当选", "未当选", "不是", "谁", "哪", "吗", "？", "?", "上届") {
		return nil, false
	}
	folded := Fold(text)
	if len(folded) != len(text) { // the places are those of the text
		return nil, false
	}
	c := choices{text: text}
	add := func(m []int, post, name, votes int) {
		n, from := [2]int{m[2*name], m[2*name+1]}, m[0]
		if place := n[1] - n[0] - len(withoutPlace(text[n[0]:n[1]])); place > 0 {
			n[0] += place
			from = n[0]
		}
		if found := len(c.found); election.MayBeName(text[n[0]:n[1]], election.NameAnswered) {
			c.take([2]int{from, m[1]}, [2]int{m[2*post], m[2*post+1]}, n)
			if len(c.found) > found {
				c.said = append(c.said, [2]int{m[2*votes], m[2*votes+1]})
			}
		}
	}
	each := func(how *regexp.Regexp, post, name, votes int) {
		for _, m := range how.FindAllStringSubmatchIndex(folded, -1) {
			add(m, post, name, votes)
		}
	}
	if takesOffice(folded) {
		each(votedMade, 2, 1, 3)
	}
	if strings.Contains(folded, "给") {
		each(votedAll, 1, 2, 3)
	}
	if containsAny(folded, "全票", "满票") {
		for _, m := range votedOut.FindAllStringSubmatchIndex(folded, -1) {
			add(append([]int{m[4], m[1]}, m[2:]...), 1, 2, 3)
			c.found = append(c.found, [2]int{m[0], m[0] + len(postChosen.FindString(folded[m[0]:]))})
		}
	}
	if strings.Contains(folded, "当选") {
		each(votedFor, 2, 1, 3)
		each(votedAs, 1, 2, 3)
		each(votedSoFar, 3, 1, 2)
	}
	each(votedBy, 1, 2, 3)
	if len(c.found) == 0 {
		return nil, false
	}
	return append(around(text, c.found), c.said...), true
}

// takesOffice reports whether a text may say that somebody takes an office: 任, but not in 主任.
func takesOffice(s string) bool {
	before := rune(0)
	for _, r := range s {
		if strings.ContainsRune("任当为做作", r) && before != '主' {
			return true
		}
		before = r
	}
	return false
}

// withoutPlace is a name without the short name of the unit that is said in one breath with it: 总支冯志远.
func withoutPlace(name string) string {
	for _, place := range [...]string{"党总支", "总支部", "总支", "党支部", "支部", "村", "社区", "委员会", "选举"} {
		if _, after, found := strings.Cut(name, place); found && after != "" {
			return after
		}
	}
	return name
}
