package speech

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Breaths is a text as it was spoken into a telephone, with a comma where its speaker drew breath: behind a greeting,
// around a sigh, behind the particle that ends a figure or a clause. 喂你好荷塘已经投了377个人了哎呀人多得很 runs on without
// a mark. What has no such run stays as it is.
func Breaths(text string) string {
	if !breathless(text) {
		return text
	}
	var out strings.Builder
	out.Grow(len(text) + 12)
	from := 0 // where the clause begins
	for at := 0; at < len(text); {
		size := breathAt(text, from, at)
		if size == 0 {
			r, wide := utf8.DecodeRuneInString(text[at:])
			out.WriteRune(r)
			if at += wide; Separates(r) {
				from = at
			}
			continue
		}
		out.WriteString(text[at : at+size])
		if at += size; at < len(text) && !Separates(firstRune(text[at:])) {
			out.WriteString("，")
		}
		from = at
	}
	return out.String()
}

// runsOn is from how many characters without a mark on a text may be several sentences.
const runsOn = 14

// breathless reports whether a text has a number and a clause so long that it may be several.
func breathless(text string) bool {
	if !strings.ContainsAny(text, "0123456789一二三四五六七八九十两百") {
		return false
	}
	n := 0
	for _, r := range text {
		if n++; Separates(r) {
			n = 0
		}
		if n > runsOn {
			return true
		}
	}
	return false
}

// greetings end what a speaker says before the matter; sighs stand between two sentences, and turns begin one behind a
// figure; read only.
var (
	greetingEnds = []string{"听得到吗", "听得见吗", "听到吗", "能听到吗", "听见没", "听到没", "在听吗", "领导好", "你们好", "大家好", "你好啊", "您好啊", "你好", "您好"}
	turns        = []string{"都挺", "都很", "都蛮", "都还", "就是", "不过", "但是", "然后", "外面", "门口", "天气", "秩序", "队伍", "大家", "一切", "还在", "还有"}
	sighs        = []string{"哎呀", "哎哟", "哎呦", "唉呀", "唉哟", "我的天", "妈呀"}
)

// breathAt is how many bytes at a place of a text end a clause that began at from; 0 if none does.
func breathAt(text string, from, at int) int {
	rest := text[at:]
	for _, w := range greetingEnds {
		if strings.HasPrefix(rest, w) {
			return len(w)
		}
	}
	for _, w := range sighs {
		if strings.HasPrefix(rest, w) {
			return len(w)
		}
	}
	r, size := utf8.DecodeRuneInString(rest)
	behind := rest[size:]
	next := firstRune(behind)
	switch {
	case next == 0 || Separates(next) || strings.ContainsRune("了啊啦呢吧吗么呀哈没", next):
		return 0
	case startsWithAny(behind, sighs...) && at > from:
		return size
	case startsWithAny(behind, turns...) && endsCounted(text[from:at+size]):
		return size
	case r == '喂' && from == at && from == 0:
		return size
	case r == '了' && endsVoted(text[from:at]):
		return size
	case r == '了' && !strings.ContainsRune("解结不却得然", next) || strings.ContainsRune("啊啦哈", r):
		if endsCounted(text[from:at]) {
			return size
		}
	}
	if (strings.ContainsRune("啊呢嘛呀啦", r) || r == '好' && endsAny(text[from:at], "太", "挺", "很", "不", "蛮")) && utf8.RuneCountInString(text[from:at]) > 2 && utf8.RuneCountInString(behind) > 2 {
		return size
	}
	return 0
}

// endsVoted reports whether a clause ends with a number of people and what they did: 312人投票.
func endsVoted(clause string) bool {
	did := trimAny(clause, "来投票", "来投", "投票", "投过", "投完", "投", "参加投票", "参加", "登记", "领票", "签到")
	return did != clause && endsCounted(strings.TrimSuffix(trimAny(did, "已经", "都", "来"), "已"))
}

// endsCounted reports whether a clause ends with a number, or with one and what it counts: 四百一十票.
func endsCounted(clause string) bool {
	s := clause
	if w := lastRune(s); strings.ContainsRune(measures+"口子", w) {
		s = strings.TrimRight(s, measures+"口子")
	}
	r := lastRune(s)
	return digit(r) || numeral(r) && r != '一'
}

// summedLine begins with a word for all together and ends with its number; lineFigure is the number that ends a line; read only.
var (
	summedLine = regexp.MustCompile(`^(?:合计|总计|共计|一共|总共|总数|加起来|合起来|共)[是为有:： =＝→－—-]*(\d{1,5})[人票张]?(?:[，,。；;! ].*)?$`)
	lineFigure = regexp.MustCompile(`(\d{1,5})[人票张]?$`)
)

// SumInLine is a text whose last line is the sum of the lines before it, in one line, as those are parts of one figure.
// Other texts stay as they are.
func SumInLine(text string) string {
	if strings.Count(text, "\n") < 2 {
		return text
	}
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
	if len(lines) < 3 {
		return text
	}
	total := summedLine.FindStringSubmatch(strings.TrimSpace(lines[len(lines)-1]))
	if total == nil {
		return text
	}
	sum, _ := strconv.Atoi(total[1])
	for _, line := range lines[:len(lines)-1] {
		if n := lineFigure.FindStringSubmatch(strings.TrimSpace(line)); n != nil {
			part, _ := strconv.Atoi(n[1])
			sum -= part
		}
	}
	if sum != 0 {
		return text
	}
	return strings.Join(lines, "，")
}

// openedAt is an hour at which something opened, and not what; read only.
var openedAt = regexp.MustCompile(`((?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:[:：]\d{2}|点半|点(?:\d{1,2}|[一二三四五六七八九十]{1,3})分?|点钟|点整|点))(准时|正式|按时)?开(?:了|的)?([\s,，。;；、]|$)`)

// AsOpened is a text of the day of an election that says at what hour polling opened, with the word for that: 东河8点05开.
func AsOpened(text string) string {
	if !strings.Contains(text, "开") || !strings.ContainsAny(text, "点:：") {
		return text
	}
	return openedAt.ReplaceAllString(text, "$1${2}开门$3")
}
