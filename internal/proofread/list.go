package proofread

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
)

// Lists: a number, what it counts, and the items.
var (
	listColon   = regexp.MustCompile(`^[^，。；：、（）]{0,16}(?:[：:]|（|，?(?:分别是|分别为|分别在|依次是|依次为|即|它们是|名单为|具体为|具体是|包括|为|是)[：:]?|[，：](?:分别是|分别为|即|它们是|包括)[：:]?)`)
	numberMark  = regexp.MustCompile(`\d+(?:\.\d+)?\s*(?:%|[人名个位张票份户次场条项])`)
	pointMark   = regexp.MustCompile(`(?:^|[：:；;。，,\s])([一二三四五六七八九十]+)(?:是|要|即)`)
	stageMark   = regexp.MustCompile(`第([一二三四五六七八九十]+)(?:阶段|步|个?环节|批|个?方面|部分|类)`)
	listUnits   = "个名位项条种类点方面处支家件次场批组村"
	notListItem = regexp.MustCompile(`[的在了把被将已要应等]`)
)

// list counts the items of the lists of a sentence.
func (c *checker) list(i int) {
	c.slogans(i)
	all := c.numbersOf(i)
	for k, n := range all {
		if !n.whole() || n.value < 2 || n.value > 60 || n.unit == "" || !strings.Contains(listUnits, firstRune(n.unit)) && n.unit != "社区" {
			continue
		}
		if c.pointsAfter(i, n) || c.linesAfter(i, n) {
			continue
		}
		if items, at, ok := c.itemsAfter(i, n); ok {
			c.compareList(n, items, n.at, at)
		} else if items, at, ok := c.itemsBefore(i, all, k); ok {
			c.compareList(n, items, at, n.end)
		} else if items, at, ok := c.titlesBefore(i, n); ok {
			c.compareList(n, items, at, n.end)
		}
	}
}

func firstRune(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}

// compareList reports a list that has not as many items as said. With 等 at its end
// it may have fewer.
func (c *checker) compareList(n number, items []string, at, end int) {
	open := strings.HasSuffix(items[len(items)-1], "等")
	got := int64(len(items))
	if got == n.value || open && got < n.value {
		return
	}
	right := strconv.FormatInt(got, 10)
	c.add(min(at, n.at), max(end, n.end), List, n.digits(), right,
		election.Say("写的是 %s，列出的是 %s 个", "the number is %s, the list has %s").With(n.digits(), right))
}

// itemsAfter are the items of 5个村：东河村、西河村 and of 3个村（东河村、西河村）.
func (c *checker) itemsAfter(i int, n number) (items []string, end int, ok bool) {
	rest := c.s[n.end:c.sentences[i].end]
	m := listColon.FindString(rest)
	if m == "" || strings.Contains(m, "其中") {
		return nil, 0, false
	}
	if slices.ContainsFunc(c.numbersOf(i), func(o number) bool { return o.at > n.at && o.at < n.end+len(m) }) { // of another number
		return nil, 0, false
	}
	body := rest[len(m):]
	if strings.HasSuffix(m, "（") {
		body, _, _ = strings.Cut(body, "）")
	} else {
		masked := innerBrackets.ReplaceAllStringFunc(body, func(s string) string { return strings.Repeat(" ", len(s)) })
		body = body[:endOfList(masked)]
	}
	end = n.end + len(m) + len(body)
	body = innerBrackets.ReplaceAllStringFunc(body, oneItem)
	if numberMark.MatchString(body) && !numberedItems(body) || !strings.ContainsAny(body, "、") {
		return nil, 0, false
	}
	items = cutItems(body)
	if len(items) < 2 || !likeItems(items, n) || n.noun == "" && strings.HasSuffix(items[0], n.unit) && numberMark.MatchString(items[0]) { // 4个：东河村1个、西河村3个
		return nil, 0, false
	}
	return items, end, true
}

// oneItem is what stands for a title or quoted words among items; what stands in brackets is none.
func oneItem(s string) string {
	switch {
	case strings.HasPrefix(s, "《"):
		return "、《》"
	case strings.HasPrefix(s, "“"):
		return "“”"
	}
	return ""
}

var innerBrackets = regexp.MustCompile(`（[^）]*）|《[^》]*》|“[^”]*”`)

// endOfList is where the items end: at a clause that has no 、.
func endOfList(body string) int {
	if i := strings.IndexAny(body, "，,；;。！？\n"); i >= 0 {
		return i
	}
	return len(body)
}

// numberedItems reports whether every item has a number of its own: 东片8个、西片7个.
func numberedItems(body string) bool {
	for _, item := range strings.Split(body, "、") {
		if !numberMark.MatchString(item) || !partName.MatchString(strings.TrimRight(item[:numberMark.FindStringIndex(item)[0]], " ")) {
			return false
		}
	}
	return true
}

// cutItems cuts at 、 and at the last 和, 及 or 与.
func cutItems(body string) []string {
	var items []string
	parts := strings.Split(strings.TrimRight(body, "，。；;：:） \n"), "、")
	for k, item := range parts {
		item = strings.Trim(item, " ")
		if k == len(parts)-1 {
			for _, and := range []string{"以及", "和", "及", "与"} {
				if a, b, found := strings.Cut(item, and); found && utf8.RuneCountInString(a) > 1 && utf8.RuneCountInString(strings.TrimSuffix(b, "等")) > 1 {
					items = append(items, a)
					item = b
					break
				}
			}
		}
		if item != "" {
			items = append(items, item)
		}
	}
	return items
}

// likeItems reports whether items are names of what is counted and not a phrase
// with 、 in it.
func likeItems(items []string, n number) bool {
	for _, item := range items {
		if utf8.RuneCountInString(item) > 16 {
			return false
		}
	}
	switch n.unit {
	case "名", "位", "人":
		for _, item := range items { // names of persons
			item = strings.TrimSuffix(strings.TrimSuffix(item, "同志"), "等")
			if r := utf8.RuneCountInString(item); r < 2 || r > 4 && !strings.Contains(item, "·") || !han(item) || notListItem.MatchString(item) || titled(item) {
				return false
			}
		}
	case "次", "场":
		return false
	}
	return true
}

// titled reports whether an item is a post and no name.
func titled(item string) bool {
	for _, w := range []string{"主任", "委员", "书记", "干部", "党员", "代表", "群众", "男", "女性", "组长", "人员", "村民", "联络", "监督", "专干", "大专", "高中", "初中", "本科", "退休", "教师", "医生"} {
		if strings.Contains(item, w) {
			return true
		}
	}
	return false
}

// listVerb is in what does something with the number and is no item of it.
var listVerb = regexp.MustCompile(`带头|包联|包保|联系|负责|召开|开展|走访|组织|完成|整顿|调处|化解|落实|推进|办理|帮扶|挂钩|参加|检查|指导|督导`)

// itemsBefore are the items of 东河村、西河村和南山村3个村.
func (c *checker) itemsBefore(i int, all []number, k int) (items []string, at int, ok bool) {
	n := all[k]
	clause := c.clauseBefore(i, all, k)
	if !strings.Contains(clause, "、") || n.unit == "名" && !strings.HasPrefix(c.s[n.end:], "同志") || n.unit == "人" {
		return nil, 0, false
	}
	items = cutItems(clause)
	groups := groupWords.MatchString(c.s[n.end:])
	if slices.ContainsFunc(items[1:], func(s string) bool { return !groups && !isItem(strings.TrimSuffix(s, "等")) || len(s) > longItem }) {
		return nil, 0, false
	}
	return items, n.at - len(clause), len(items) > 1 && listedUnit(n)
}

// titles are two or more titles in a row.
var titles = regexp.MustCompile(`(?:《[^》]*》[、和及]?){2,}等?$`)

// titlesBefore are the titles of 《手册》《问答》2种资料.
func (c *checker) titlesBefore(i int, n number) (items []string, at int, ok bool) {
	words := strings.TrimRight(c.s[c.sentences[i].at:n.at], " ")
	all := titles.FindString(words)
	if all == "" || !slices.Contains([]string{"种", "项", "个", "部", "类", "篇"}, n.unit) {
		return nil, 0, false
	}
	items = strings.SplitAfter(strings.TrimSuffix(all, "等"), "》")
	items = items[:len(items)-1]
	if strings.HasSuffix(all, "等") {
		items[len(items)-1] += "等"
	}
	return items, n.at - len(all), true
}

// clauseBefore are the words before a number, back to a mark; "" where they are those after
// the number before it.
func (c *checker) clauseBefore(i int, all []number, k int) string {
	from := c.sentences[i].at
	if k > 0 {
		from = all[k-1].end
	}
	words := strings.TrimRight(c.s[from:all[k].at], " ")
	j := strings.LastIndexAny(words, "，,；;。：:（）\n")
	if j < 0 {
		if k > 0 {
			return ""
		}
		return words
	}
	_, size := utf8.DecodeRuneInString(words[j:])
	return words[j+size:]
}

// isItem reports whether words before a number may be an item that it counts.
func isItem(item string) bool {
	n := utf8.RuneCountInString(item)
	return n > 1 && n < 10 && !listVerb.MatchString(item) && !notListItem.MatchString(item) && !strings.ContainsAny(item, "共有设选派了至分别")
}

// groupWords are groups that are named by their work: 业务指导、信访维稳2个工作组.
var groupWords = regexp.MustCompile(`^(?:专项|专门)?(?:工作)?小?(?:组|专班)`)

// longItem is how many bytes an item before its number has at most.
const longItem = 30

// listedUnit reports whether a number counts what is named one by one.
func listedUnit(n number) bool {
	for _, word := range []string{"环节", "阶段", "方面"} {
		if strings.HasPrefix(n.after, word) {
			return true
		}
	}
	return n.noun != "" || groupWords.MatchString(n.after) || slices.Contains([]string{"村", "社区", "名", "位", "项", "个", "家"}, n.unit)
}

// colonWithin is how many bytes after a number the colon stands that its points follow.
const colonWithin = 45

// pointsAfter compares 三个方面：一是…二是… with its points; it reports whether the
// number has such points.
func (c *checker) pointsAfter(i int, n number) bool {
	if !slices.Contains([]string{"个", "项", "条", "点", "种", "方面", "类"}, n.unit) {
		return false
	}
	rest, ok := c.afterColon(i, n)
	if !ok {
		return false
	}
	points := pointMark.FindAllStringSubmatch(rest, -1)
	if stages := stageMark.FindAllStringSubmatch(rest, -1); len(stages) > len(points) {
		points = stages
	}
	if len(points) < 2 || points[0][1] != "一" {
		return false
	}
	if got := int64(len(points)); got != n.value && ordered(points) {
		right := strconv.FormatInt(got, 10)
		c.add(n.at, n.end, List, n.digits(), right, election.Say("写的是 %s，列出的是 %s 点", "the number is %s, the list has %s points").With(n.digits(), right))
	}
	return true
}

// slogan is quoted words with a number that their points follow: “五个到位”：一是.
var slogan = regexp.MustCompile(`“([两二三四五六七八九十]+)个?[\p{Han}]{1,6}”：一是`)

// slogans compares them with their points.
func (c *checker) slogans(i int) {
	for _, m := range slogan.FindAllStringSubmatchIndex(c.of(i), -1) {
		at := c.sentences[i].at
		points := pointMark.FindAllStringSubmatch(c.s[at+m[3]:c.paragraphEnd(i)], -1)
		said, ok := chineseNumber(c.s[at+m[2] : at+m[3]])
		if got := int64(len(points)); ok && got > 1 && got != said && ordered(points) {
			right := strconv.FormatInt(got, 10)
			c.add(at+m[2], at+m[3], List, strconv.FormatInt(said, 10), right, election.Say("写的是 %s，列出的是 %s 点", "the number is %s, the list has %s points").With(strconv.FormatInt(said, 10), right))
		}
	}
}

// afterColon is the rest of the paragraph from the colon on that follows a number.
func (c *checker) afterColon(i int, n number) (string, bool) {
	near := c.s[n.end:min(n.end+colonWithin+len("："), c.sentences[i].end)]
	colon := strings.IndexAny(near, "：:")
	if colon < 0 || colon > colonWithin || strings.ContainsAny(near[:colon], "，。；") {
		return "", false
	}
	if slices.ContainsFunc(c.numbersOf(i), func(m number) bool { return m.at > n.at && m.at < n.end+colon }) {
		return "", false
	}
	return c.s[n.end+colon : c.paragraphEnd(i)], true
}

// paragraphEnd is where the paragraph of a sentence ends, as far as it is looked at.
func (c *checker) paragraphEnd(i int) int {
	end := i
	for end+1 < len(c.sentences) && end-i < farthest && c.sentences[end+1].paragraph == c.sentences[i].paragraph {
		end++
	}
	return c.sentences[end].end
}

func ordered(points [][]string) bool {
	for k, p := range points {
		if v, _ := chineseNumber(p[1]); v != int64(k)+1 {
			return false
		}
	}
	return true
}

// linesAfter compares 以下3项： with the numbered lines that follow it.
func (c *checker) linesAfter(i int, n number) bool {
	if strings.Trim(c.s[n.end:c.sentences[i].end], " \r\n") == "" || !strings.HasSuffix(strings.TrimRight(c.of(i), " \r\n"), "：") {
		return false
	}
	rest := c.s[n.end:c.sentences[i].end]
	if strings.ContainsAny(rest, "，。；、") {
		return false
	}
	var got int64
	last := c.sentences[i].paragraph
	for j := i + 1; j < len(c.sentences); j++ {
		s := c.sentences[j]
		if s.paragraph == last {
			continue
		}
		number, ok := lineOf(c.of(j))
		if !ok || number != got+1 || s.paragraph > last+1 {
			break
		}
		got, last = number, s.paragraph
	}
	if got < 2 {
		return false
	}
	if got != n.value {
		right := strconv.FormatInt(got, 10)
		c.add(n.at, n.end, List, n.digits(), right, election.Say("写的是 %s，下面列出的是 %s 条", "the number is %s, %s lines follow").With(n.digits(), right))
	}
	return true
}
