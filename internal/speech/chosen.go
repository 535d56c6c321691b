package speech

import (
	"regexp"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// Who was chosen for which post of a Party branch, as it is said; read only.
var (
	chosenPost   = `(?:为|是|了)?(?:(?:新一届|本届|新的|党支部|支部|支委会)+)?(副书记|书记)`
	chosenFor    = regexp.MustCompile(`(?:选举|推选|推举|选出|选定|选|产生)(?:了|的)?([\p{Han}·]{2,5}?)(?:同志)?(?:当选|担任|任|当|为|做|作)` + chosenPost)
	chosenSelf   = regexp.MustCompile(`(?:^|[\s,，、;；:：。和及])(?:由)?([\p{Han}·]{2,5}?)(?:同志)?(以?全票|一致|以?过半数|以?过半)?(?:当选|担任|任|当|为)` + chosenPost)
	chosenBehind = regexp.MustCompile(`(?:选举|推选|推举|选出|选定|产生|选)了?(?:的)?(副书记|书记)(?:是|为|:|：|\s)*([\p{Han}·]{2,7})`)
	chosenListed = regexp.MustCompile(`(?:^|[\s,，、;；:：。和及])(副书记|书记)(?:是|为|:|：|\s)*([\p{Han}·]{2,7})`)
	chosenDeputy = regexp.MustCompile(`(副书记)(?:是|为|:|：|\s)*([\p{Han}·]{2,7})`)
	chosenWhere  = `(?:新一届|本届|新的|新|党支部|支部|支委会?|委员会|第一次|全体委员|全体|召开|碰头|接着|也|开完?了?|会议|会上?|选举|结果|一致|在|的|了|我村|我们)+`
	meetsBefore  = regexp.MustCompile(`^` + chosenWhere + `[\s,，:：]*`)
	meetsBehind  = regexp.MustCompile(`[\s,，]*` + chosenWhere + `$`)
	ballotsTold  = regexp.MustCompile(`发出?(?:选票)?\s*\d+\s*张?[\s,，、]*收回?\s*\d|副?书记[是为:： ]*[\p{Han}·]{2,4}\s*\d+\s*(?:票|$|[,，、;；。])|[\p{Han}·]{2,4}\s*\d+\s*票[\s,，、;；。]*[\p{Han}·]{2,4}\s*\d+\s*票`)
	votesTold    = regexp.MustCompile(`[\d一二两三四五六七八九十]\s*票|书记[是为:： ]*[\p{Han}·]{2,4}\s*\d+\s*(?:$|[,，、;；。 副])|得票\s*\d|(?:发|收|有效|无效)[出回票]*\s*\d`)
)

// TellsVotes reports whether a text says how many votes somebody got, or how many ballots
// there were.
func TellsVotes(text string) bool { return votesTold.MatchString(Fold(text)) }

// TellsCount reports whether a text says how many ballots were handed out and came back, or how many votes somebody got
// for a post: a meeting that it names is that of the election. That of the members is known by itself.
func TellsCount(text string) bool {
	return !strings.Contains(text, "党员大会") && ballotsTold.MatchString(Fold(text))
}

// ChosenIn finds in a text that a committee chose its secretary, without the votes: 委员会开会选
// 谢长强当书记. The parts are what else is said, and then each post before its name. What is only
// meant to be, asked or denied is none of it.
func ChosenIn(text string) (parts [][2]int, ok bool) {
	if !strings.Contains(text, "书记") || TellsVotes(text) || inquires(text) || chosenOtherwise(text) {
		return nil, false
	}
	c := choices{text: text}
	for _, m := range chosenFor.FindAllStringSubmatchIndex(text, -1) {
		c.take([2]int{m[0], m[1]}, [2]int{m[4], m[5]}, [2]int{m[2], m[3]})
	}
	for _, m := range chosenSelf.FindAllStringSubmatchIndex(text, -1) {
		c.take([2]int{m[2], m[1]}, [2]int{m[6], m[7]}, [2]int{m[2], m[3]})
		if m[4] >= 0 && len(c.said) > 0 {
			c.said = append(c.said, [2]int{m[4], m[5]})
		}
	}
	if len(c.found) > 0 || OfCommitteeMeeting(text) {
		c.takeListed(chosenBehind)
		c.takeListed(chosenListed)
		c.takeListed(chosenDeputy)
	}
	if len(c.found) == 0 {
		return nil, false
	}
	return append(around(text, c.found), c.said...), true
}

// choices are where a text says who was chosen: all that says so, and in it each post before its name.
type choices struct {
	text        string
	found, said [][2]int
}

// take notes a place that says who was chosen for a post, if nothing else was found there and it may be a name.
func (c *choices) take(whole, post, name [2]int) {
	crosses := slices.ContainsFunc(c.found, func(f [2]int) bool { return whole[0] < f[1] && f[0] < whole[1] })
	if !crosses && election.MayBeName(Fold(c.text[name[0]:name[1]]), election.NameAnswered) {
		c.found, c.said = append(c.found, whole), append(c.said, post, name)
	}
}

// takeListed notes those who stand behind their post: 选举书记谢长强，副书记邹春良.
func (c *choices) takeListed(pattern *regexp.Regexp) {
	for _, m := range pattern.FindAllStringSubmatchIndex(c.text, -1) {
		said, end := c.text[m[4]:m[5]], m[5]
		if first, _, both := strings.Cut(said, "副书记"); both { // in one breath: the other is found by itself
			said, end = first, m[4]+len(first)
		}
		name := strings.TrimSuffix(strings.TrimSuffix(said, "当选"), "同志")
		c.take([2]int{m[0], end}, [2]int{m[2], m[3]}, [2]int{m[4], m[4] + len(name)})
	}
}

// OfCommitteeMeeting reports whether a text speaks of the committee's own meeting, which chooses secretary and deputies.
func OfCommitteeMeeting(text string) bool {
	return containsAny(text, "支委会", "委员会", "新支委", "支委开会", "支委碰头", "支委第一次", "第一次会议", "全体会议", "委员开会", "委员碰头", "委员开了会", "个委员", "名委员", "位委员")
}

// chosenOtherwise reports whether a text speaks of who is to be chosen, is not, or was before.
func chosenOtherwise(text string) bool {
	return containsAny(text, "候选", "提名", "推荐", "建议", "准备", "打算", "拟", "计划", "明天", "还没", "没有选", "没选", "未选", "不是", "谁", "哪", "吗", "？", "?", "选委会", "选举委员会", "上届", "原书记")
}

// around are the parts of a text beside some, without marks at their ends and without words that
// only say which meeting it was.
func around(text string, found [][2]int) (rest [][2]int) {
	at := 0
	for at < len(text) {
		next := [2]int{len(text), len(text)}
		for _, f := range found {
			if f[0] >= at && f[0] < next[0] {
				next = f
			}
		}
		part := strings.Trim(text[at:next[0]], " ,，、;；:：。和及由")
		if part = meetsBehind.ReplaceAllString(meetsBefore.ReplaceAllString(part, ""), ""); part != "" {
			from := at + strings.Index(text[at:next[0]], part)
			rest = append(rest, [2]int{from, from + len(part)})
		}
		at = max(next[1], at+1)
	}
	return rest
}
