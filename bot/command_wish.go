package bot

import (
	"strings"
	"unicode/utf8"
)

// What is said around the word of a command by who wishes it; read only.
var (
	beforeWish = []string{"请", "麻烦", "能不能", "可以", "你", "帮我", "帮忙", "给我", "发给我", "发我", "我要看", "我要", "我想看", "我想要", "想看", "想要", "要", "来", "再", "把", "出", "写", "做", "拿", "生成", "弄", "整", "搞", "拉", "导出", "打印", "打开", "查看", "看看", "看一下", "看下", "看", "发", "一份", "一个", "一张", "份", "个", "张", "一下", "下", "今天的", "最新的", "现在的"}
	behindWish = []string{"发给我", "发我一份", "发我", "给我一份", "给我看看", "给我", "发一份", "发一下", "要word版", "要word的", "要word", "要excel", "word版", "word文件", "word格式", "word", "电子版", "电子档", "excel版", "excel", "打个包", "打成包", "打包", "整一份", "弄一份", "搞一份", "拉一份", "要一份", "出一份", "写一份", "做一份", "写一个", "做一个", "来一份", "打印出来", "打印一下", "打印", "导出来", "发过来", "看一下", "看看", "一下", "一份", "材料", "吧", "呢", "谢谢", "出来", "。", "!", "！"}
)

// wishMost is how many characters a wish has at most that is no more than that.
const wishMost = 20

// wishedWords are what a message may come to without what is said around the word of a command, 给我出
// 一份总结, the whole first.
func wishedWords(text string) []string {
	all := []string{text}
	if utf8.RuneCountInString(text) > wishMost {
		return all
	}
	for word := text; ; {
		short, found := cutOne(word, beforeWish, strings.CutPrefix)
		if !found {
			short, found = cutOne(word, behindWish, strings.CutSuffix)
		}
		if word = strings.Trim(short, " 　,，"); !found || word == "" {
			return all
		}
		all = append(all, word)
	}
}

// cutOne cuts the first of some words that stands at an end of a text.
func cutOne(text string, words []string, cut func(string, string) (string, bool)) (rest string, ok bool) {
	for _, w := range words {
		if rest, ok := cut(text, w); ok && rest != "" {
			return rest, true
		}
	}
	return text, false
}
