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
	chosenFor    = regexp.MustCompile(`(?:选举|推选|推举|选出|选定|选|产生)了?([\p{Han}·]{2,5}?)(?:同志)?(?:当选|担任|任|当|为|做|作)` + chosenPost)
	chosenSelf   = regexp.MustCompile(`(?:^|[\s,，、;；:：。和及])(?:由)?([\p{Han}·]{2,5}?)(?:同志)?(以?全票|一致|以?过半数|以?过半)?(?:当选|担任|任|当|为)` + chosenPost)
	chosenListed = regexp.MustCompile(`(?:^|[\s,，、;；:：。和及])(副书记|书记)(?:是|为|:|：|\s)*([\p{Han}·]{2,7})`)
	chosenWhere  = `(?:新一届|本届|新的|党支部|支部|支委会?|委员会?|第一次|全体|召开|开了?|会议|会上?|选举|结果|一致|在|的|了|我村|我们)+`
	meetsBefore  = regexp.MustCompile(`^` + chosenWhere + `[\s,，:：]*`)
	meetsBehind  = regexp.MustCompile(`[\s,，]*` + chosenWhere + `$`)
	votesTold    = regexp.MustCompile(`\d+\s*票|得票\s*\d|(?:发|收|有效|无效)[出回票]*\s*\d`)
)

// TellsVotes reports whether a text says how many votes somebody got, or how many ballots
// there were.
func TellsVotes(text string) bool { return votesTold.MatchString(Fold(text)) }

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
	if len(c.found) > 0 || containsAny(text, "支委会", "委员会", "第一次会议", "全体会议") {
		for _, m := range chosenListed.FindAllStringSubmatchIndex(text, -1) {
			name := strings.TrimSuffix(strings.TrimSuffix(text[m[4]:m[5]], "当选"), "同志")
			c.take([2]int{m[2], m[5]}, [2]int{m[2], m[3]}, [2]int{m[4], m[4] + len(name)})
		}
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
