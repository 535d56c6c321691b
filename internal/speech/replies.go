package speech

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// agreements are what a message is made of that only says that something is so; those of the first
// list are enough for that, those of the second never. Read only.
var (
	agreements = []string{"是", "对", "没错", "嗯", "正是", "就那个", "就这个", "可不", "yes", "right", "ok"}
	besideYes  = []string{"的", "了", "啊", "呀", "哦", "哈", "呢", "就", "就是", "那个", "这个", "这样", "那样", "他", "她", "它", "好", "好的", "都", " ", ",", "，", "。", "."}
)

// Agrees reports whether a folded message says only that what the card asks is so: 对的, 对就那个,
// 嗯 是的.
func Agrees(said string) bool {
	yes := false
	for said != "" {
		size := longestAt(said, agreements)
		if other := longestAt(said, besideYes); other > size {
			size = other
		} else {
			yes = yes || size > 0
		}
		if size == 0 {
			return false
		}
		said = said[size:]
	}
	return yes
}

// Firm reports whether a text that agrees says more than that it was heard: 对, and not 嗯.
func Firm(said string) bool {
	return containsAny(said, "是", "对", "没错", "可不", "yes", "right", "ok")
}

// AgreesFirst reports whether the first clause of a text agrees, and what follows asks and denies
// nothing and gives no figure: 嗯 已经回来了.
func AgreesFirst(h Heard) bool {
	first, rest, more := strings.Cut(strings.TrimSpace(Fold(h.Text)), " ")
	if !more {
		first, rest, more = strings.Cut(first, ",")
	}
	return more && Agrees(first) && !strings.ContainsAny(rest, "0123456789?？没不未") && !h.Mood.Asks && !containsAny(rest, "还是", "还要", "还在", "还得", "还有", "又", "但", "可是")
}

// Misspelt reports whether a text without a figure says no more than that a word was written wrong: 嗯呐 打错字了.
func Misspelt(text string) bool {
	s := Fold(text)
	return !strings.ContainsAny(s, "0123456789") && utf8.RuneCountInString(s) < 12 && containsAny(s, "打错字", "写错字", "错别字", "字打错", "字写错", "打成别的字", "输入法", "同音字", "typo")
}

// Reply is a folded answer to a question without what people say around it: 就现在吧 is 现在.
func Reply(text string) string {
	s := strings.Trim(Fold(text), " .。!！~,，")
	for again := true; again; {
		again = false
		for _, w := range [...]string{"嗯", "对", "就是", "就", "是", "按", "照", "那", "哦", "啊", "选", "应该", "算是", "算", "早就", "早都", "早", "我们", "咱们", "已经", " ", ",", "，"} {
			if rest, ok := strings.CutPrefix(s, w); ok && rest != "" {
				s, again = rest, true
			}
		}
		for _, w := range [...]string{"吧", "的", "了", "啊", "呀", "来", "填", "写", "报", "算", "时间", "那个", "这个", " ", ",", "，"} {
			if rest, ok := strings.CutSuffix(s, w); ok && rest != "" {
				s, again = rest, true
			}
		}
	}
	return s
}

// Links reports whether a word that may say yes may as well only lead to a number: 是11点50.
func Links(word string) bool { return word == "是" || word == "有" }

// ToCheck reports whether the word that opened a form says that a count is to be checked.
func ToCheck(word string) bool { return word == "复核" }

// NoIdea reports whether a text says no more than that its writer cannot say: 不知道.
func NoIdea(text string) bool {
	return slices.Contains([]string{"不知道", "我不知道", "不晓得", "我不晓得", "不清楚", "我不清楚", "我也纳闷", "我也纳闷呢", "纳闷", "搞不清", "搞不懂", "说不上", "说不清", "说不上来", "你猜", "记不得", "没啥", "没什么", "no idea", "don't know"}, Reply(text))
}

// Nth is which of several offers a reply names by its place, from 0: 第二个吧, 头一个, 最后一个. last is
// how many there are.
func Nth(text string, many int) (at int, ok bool) {
	s := Reply(text)
	for _, w := range [...]string{"头一个", "头一", "第1个"} {
		if s == w {
			return 0, many > 0
		}
	}
	if slices.Contains([]string{"最后一个", "最后1个", "末一个", "最后那"}, s) {
		return many - 1, many > 0
	}
	rest, ok := strings.CutPrefix(s, "第")
	if !ok {
		return 0, false
	}
	n, left, ok := small(rest)
	if !ok {
		return 0, false
	}
	return n - 1, n > 0 && n <= many && slices.Contains([]string{"个", "项", "条", ""}, left)
}

// Shrugs reports whether a text only says that its writer cannot know: 原因你问村支书去，我上哪晓得.
func Shrugs(text string) bool {
	return utf8.RuneCountInString(text) <= 20 && containsAny(text, "上哪晓得", "上哪知道", "我哪晓得", "我哪知道", "我怎么知道", "我咋晓得", "我咋知道", "我怎么晓得")
}

// DoesNotKnow reports whether a text without a figure says only that its writer does not know, or not yet:
// 记不得了, 这个我不清楚.
func DoesNotKnow(h Heard) bool {
	if !h.HasCount() && Shrugs(h.Text) {
		return true
	}
	return !h.HasCount() && !h.Mood.Asks && utf8.RuneCountInString(h.Text) <= 14 && containsAny(Fold(h.Text), "记不得", "不记得", "记不清", "记不住", "记不起", "想不起", "忘了", "忘记", "不知道", "不晓得", "不清楚", "说不上", "说不清", "搞不清", "弄不清", "没注意", "没留意", "没看时间", "没看表", "没记", "你猜", "don't know", "no idea", "not sure", "don't remember", "forgot")
}
