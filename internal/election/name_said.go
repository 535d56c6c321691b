package election

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// What stands around a name, or in the place of one, in a list that is said in a sentence;
// read only.
var (
	beforeName = []string{"定下来的是", "确定的是", "提名的是", "提名了", "提名", "提的是", "提了", "推荐的是", "推荐了", "推荐", "推选的是", "推选了", "推选", "推的是", "推的", "推了", "选的是", "报的是", "定的是", "候选人是", "候选人", "分别是", "就是", "还有", "是", "叫"}
	behindName = []string{"接受了", "接受", "接了", "收了", "办了", "代了", "替了", "代办", "代投"}
	noNames    = []string{"办", "办了", "收", "收了", "接", "接了", "共", "一共", "总共", "合计", "共计", "总计", "共有", "一共有", "累计", "目前", "现在", "新增", "今天", "其中", "截至", "已办", "已经办了", "办理", "办理了", "委托", "委托书", "委托票", "书收了", "书", "票", "提了", "提", "有", "分别", "推荐", "推荐了", "定了", "定好了", "定下来了", "确定了", "出来了", "公布了", "贴了", "贴出来了", "酝酿完了", "协商完了"}
)

// NameSaid is the name in a word of a list as people say it: 推荐了赵大山, 高远办了. It is "" of a
// word that is none: 提了, 一共. A name has two characters at least.
func NameSaid(word string) string {
	if slices.Contains(noNames, word) {
		return ""
	}
	for _, w := range beforeName {
		if rest, ok := strings.CutPrefix(word, w); ok && utf8.RuneCountInString(rest) > 1 {
			word = rest
			break
		}
	}
	for _, w := range behindName {
		if rest, ok := strings.CutSuffix(word, w); ok && utf8.RuneCountInString(rest) > 1 {
			return rest
		}
	}
	return word
}
