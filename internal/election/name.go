package election

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
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

// NamePlace is where a word stands that may be somebody's name. The less asks for a name there, the more it has to
// look like one.
type NamePlace uint8

// The places.
const (
	NameAsked    NamePlace = iota // alone, in the place of a name or of a list of names that was asked for
	NameAnswered                  // it is all that answers a question for a person
	NameListed                    // in a message of nothing but names
	NameCounted                   // right before a number, among things that are counted
	NameTold                      // in a sentence: 张大海 of 张大海委托李小明
)

// nameRule is what a name in a place looks like.
type nameRule struct {
	least, most int    // how many characters it has; of one with a dot in it, dotted at most
	dotted      int    // 0: a dot is no part of a name there
	han         bool   // all of them are Chinese, but for the dot
	never       string // characters that none has there
	first       string // and those that none begins with
}

// nameRules are the rules of all places; read only.
var nameRules = [...]nameRule{
	NameAsked:    {least: 1, most: 20, dotted: 20},
	NameAnswered: {least: 1, most: 500, dotted: 500, never: "的了不没0123456789?", first: "就怕等还在有要先都也因但可我你他她它这那是已很太最再又被把给让从到去做前后现群全各没如若只"},
	NameListed:   {least: 2, most: 4, han: true, never: "的了不没未已在着过还"},
	NameCounted:  {least: 2, most: 4, dotted: 15, never: "的了不没"},
	NameTold:     {least: 2, most: 4, dotted: 20, han: true, never: "他她它我你俺咱爸妈爹娘父母婆媳家了的谁哪吗不没人要请能可"},
}

// nameDots stand between the parts of a transcribed name; the last only where it is counted.
const nameDots = "·•‧・."

// MayBeName reports whether a word can be somebody's name where it stands.
func MayBeName(word string, at NamePlace) bool {
	rule, n := nameRules[at], utf8.RuneCountInString(word)
	most := rule.most
	if strings.ContainsAny(word, nameDots) {
		most = rule.dotted
	}
	first, _ := utf8.DecodeRuneInString(word)
	if n < rule.least || n > most || strings.ContainsAny(word, rule.never) || strings.ContainsRune(rule.first, first) || rule.han && !hanName(word) {
		return false
	}
	switch at {
	case NameAsked:
		return lettersOfName(word) && !slices.Contains(traitsSaid, word)
	case NameTold:
		return NameSaid(word) == word && !kin(word)
	case NameListed:
		return NameSaid(word) != ""
	case NameAnswered, NameCounted:
	}
	return true
}

// traitsSaid are words beside a name that are none: what its bearer is. Read only.
var traitsSaid = []string{"男", "女", "党员", "群众", "初中", "高中", "大专", "本科", "连任", "新任", "无", "没有"}

// lettersOfName reports whether a word is written as names are: letters, and the signs that tell two people of one
// name apart, as in 王芳(一组).
func lettersOfName(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLetter(first) && !strings.ContainsFunc(word, func(r rune) bool {
		return !unicode.IsLetter(r) && !strings.ContainsRune("·()（）-", r)
	})
}

// hanName reports whether a word is all Chinese, but for a dot.
func hanName(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) && r != '·' })
}

// kin reports whether a word says what somebody is to another: 儿子, 老伴.
func kin(word string) bool {
	for _, w := range [...]string{"儿子", "女儿", "儿女", "老伴", "老公", "老人", "孙子", "哥哥", "弟弟", "姐姐", "妹妹", "兄弟", "大爷", "大妈", "大娘", "亲戚", "邻居"} {
		if strings.Contains(word, w) {
			return true
		}
	}
	return false
}

// surplus writes how many stand for how many seats: 四选三, 4选3.
var surplus = regexp.MustCompile(`^([一二两三四五六七八九]|[1-9])选([一二两三四五六七八九]|[1-9])$`)

// listed writes how many a list has: 3名, 共4人.
var listed = regexp.MustCompile(`^(?:正式|初步)?(?:候选人)?(?:一?共|总共|共有|计)?([一二两三四五六七八九]|[1-9]\d?)(?:名|人|个人|位)(?:候选人)?$`)

// ListCount is how many a word of a list says that stand, and for how many seats if it says that: 四选三. ok is false
// of a word that says neither.
func ListCount(word string) (stand, seats int, ok bool) {
	if m := surplus.FindStringSubmatch(word); m != nil {
		return fewNumber(m[1]), fewNumber(m[2]), true
	}
	if m := listed.FindStringSubmatch(word); m != nil {
		return fewNumber(m[1]), 0, true
	}
	return 0, 0, false
}

// fewNumber is a small number as it is written.
func fewNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	if s == "两" {
		return 2
	}
	return 1 + strings.Index("一二三四五六七八九", s)/len("一")
}
