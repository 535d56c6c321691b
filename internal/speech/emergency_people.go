package speech

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// peopleIn reads how many people a text speaks of: 20多人, 二三十个人, 上百人. about is
// true if that is no exact number.
func peopleIn(text string) (people int, about bool) {
	s := foldedClause(text)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune("0123456789一二两三四五六七八九十百千几上近约", r) {
			i += size
			continue
		}
		n, inexact, end := amount(s, i)
		if n > 0 && personAfter(s[end:]) && !countedBefore(s[:i]) {
			return n, inexact
		}
		i = max(end, i+size)
	}
	return 0, false
}

// personAfter reports whether people follow a number.
func personAfter(s string) bool {
	s = strings.TrimLeft(s, " ")
	for _, w := range [...]string{"个", "名", "位", "来号", "号", "来个", "多个", "多名"} {
		s = strings.TrimPrefix(s, w)
	}
	return startsWithAny(s, "人", "口子", "口人", "村民", "群众", "选民", "老人", "老乡", "家属", "妇女", "年轻人", "小伙", "青年", "干部", "醉汉", "大汉", "男子", "男的", "女的", "学生", "孩子", "people", "men", "villagers") && !startsWithAny(s, "人次")
}

// countedBefore reports whether a number of people stands in a report of another
// kind: 登记1200人, 投票640人.
func countedBefore(s string) bool {
	for _, w := range [...]string{"登记", "投票", "已投", "参选", "应到", "实到", "选民", "到会", "缺", "第", "投票人数", "有", "已有"} {
		if rest, ok := strings.CutSuffix(strings.TrimRight(s, " :："), w); ok && (w != "有" && w != "已有" || strings.HasSuffix(rest, "投票")) {
			return true
		}
	}
	return false
}

// amount reads the number at a place, as people say how many they are. end is
// where it ends.
func amount(s string, at int) (n int, about bool, end int) {
	for _, w := range [...]string{"上", "近", "约"} {
		if rest, ok := strings.CutPrefix(s[at:], w); ok {
			n, _, end = amount(s, at+len(w))
			if n == 0 && w == "上" && strings.HasPrefix(rest, "百") {
				return 100, true, at + len("上百")
			}
			return n, true, end
		}
	}
	if digits := digitRun(s[at:]); digits > 0 {
		return arabicAmount(s, at, digits)
	}
	return chineseAmount(s, at)
}

// arabicAmount reads 20, 20多, 20-30.
func arabicAmount(s string, at, digits int) (n int, about bool, end int) {
	end = at + digits
	n, err := strconv.Atoi(s[at:end])
	if err != nil || digits > 5 {
		return 0, false, end
	}
	for _, w := range [...]string{"-", "~", "—", "至", "到", "、"} {
		rest, ok := strings.CutPrefix(s[end:], w)
		if !ok {
			continue
		}
		size := digitRun(rest)
		if high, err := strconv.Atoi(rest[:size]); err == nil && high > n {
			return (n + high) / 2, true, end + len(w) + size
		}
	}
	for _, w := range [...]string{"多", "余", "来", "几"} {
		if strings.HasPrefix(s[end:], w) {
			return n, true, end + len(w)
		}
	}
	return n, false, end
}

// chineseAmount reads 三十一, 二三十, 十几, 一百多, 几十; 几个 is no number.
func chineseAmount(s string, at int) (n int, about bool, end int) {
	end = at + runOf(s[at:], "一二两三四五六七八九十百千几")
	digits := []rune(s[at:end])
	total, last, twice := 0, 0, false
	for _, r := range digits {
		switch unit := map[rune]int{'十': 10, '百': 100, '千': 1000}[r]; {
		case r == '几':
			about = true
			if len(digits) > 1 { // 几十, 十几
				last = 3
			}
		case unit == 0:
			value := 1 + strings.IndexRune("一二三四五六七八九", r)/len("一")
			if r == '两' {
				value = 2
			}
			if last > 0 { // 二三十
				twice = true
				total, last = total-0, last*10+value
				continue
			}
			last = value
		case twice:
			low, high := last/10, last%10
			total, last, twice, about = total+(low+high)*unit/2, 0, false, true
		default:
			total, last = total+max(last, 1)*unit, 0
		}
	}
	if twice { // 三五人
		total, last, about = total+(last/10+last%10)/2, 0, true
	}
	total += last
	for _, w := range [...]string{"多", "余", "来"} {
		if rest := s[end:]; total >= 10 && strings.HasPrefix(rest, w) {
			return total, true, end + len(w)
		}
	}
	if string(digits) == "几" {
		return 0, false, end
	}
	return total, about, end
}

// CrowdIn reads how many people a text speaks of, and reports whether it says
// nothing else: 共31人, 现场大概有二三十人.
func CrowdIn(text string) (people int, only bool) {
	s := Fold(text)
	for _, w := range [...]string{"还剩下", "还剩", "剩下", "剩", "加起来", "合起来"} { // 走了5个，还剩12个
		if at := strings.LastIndex(s, w); at >= 0 {
			s = s[at:]
			if people, _ = peopleIn(s + "人"); people > 0 && strings.HasSuffix(strings.TrimRight(s, "了吧 。."), "个") {
				return people, true
			}
		}
	}
	if people = crowdNow(s); people > 0 {
		return people, true
	}
	people, _ = peopleIn(text)
	if people == 0 {
		return 0, false
	}
	s = Fold(text)
	for _, w := range [...]string{"现场", "两边", "双方", "加起来", "合起来", "一块", "还剩下", "还剩", "剩下", "剩", "一共", "总共", "大概", "大约", "估计", "差不多", "左右", "目前", "现在", "人数", "来了", "聚集了", "聚了", "围了", "到了", "已经", "有", "共", "约", "是", "了", "吧", "的", "上下", "多", "about", "around", "there are", "people", "some",
		"村民", "群众", "家属", "老人", "选民", "紧急", "特急", "一般"} {
		s = strings.ReplaceAll(s, w, "")
	}
	s = strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsDigit(r) || strings.ContainsRune("一二两三四五六七八九十百千几上近余来个名位号口子人,.。;-~—至到!", r)
	})
	return people, s == ""
}

// crowdNow is how many people there are where a folded text says only that, and counts none by name: 现在30多了,
// 目前有三十来个. 0 if it does not.
func crowdNow(s string) int {
	rest, now := cutAny(s, "现在都", "现在", "这会儿", "这会", "目前", "已经")
	if !now {
		return 0
	}
	rest = strings.TrimRight(strings.TrimPrefix(rest, "有"), "了吧啊 。.!")
	number := strings.TrimSuffix(rest, "个")
	if number == rest && !endsAny(rest, "多", "来", "几") || strings.Trim(number, "0123456789一二两三四五六七八九十百多来几") != "" {
		return 0
	}
	people, _ := peopleIn(number + "人")
	return people
}
