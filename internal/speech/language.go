package speech

import (
	"strings"
	"unicode/utf8"
)

// WantsLanguage reports whether a short text asks to be answered in another language, and nothing else: switch to
// english please, 能不能说中文, 界面给我换成英文的.
func WantsLanguage(text string) bool {
	s := Fold(text)
	if utf8.RuneCountInString(s) > languageMost || strings.ContainsAny(s, "0123456789") || !containsAny(s, "英文", "英语", "中文", "汉语", "english", "chinese") {
		return false
	}
	return containsAny(s, "切换", "切到", "切成", "换成", "换到", "改成", "改为", "换个", "换一下", "变成", "显示", "界面", "语言", "说中文", "说英", "讲中文", "讲英", "用中文", "用英", "switch", "change", "speak", "use ", "in english", "in chinese", "language")
}

// languageMost is how many characters a text has at most that only asks for a language.
const languageMost = 36
