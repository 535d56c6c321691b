package speech

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// MayTalk reports whether a text has a piece without a digit that is long enough to tell something.
func MayTalk(text string) bool {
	for piece := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(" ,，;；。\n!！~～、:：", r) }) {
		if utf8.RuneCountInString(piece) > 2 && !strings.ContainsAny(piece, "0123456789") {
			return true
		}
	}
	return false
}

// OfWeather reports whether words only tell of the weather, the road or how many people are about: 落雨哉, 人不多.
func OfWeather(words string) bool {
	return containsAny(words, "天好", "天冷", "天热", "天气", "冷", "好热", "太热", "真热", "下雨", "落雨", "雨大", "毛毛雨", "小雨", "大雨", "下雪", "大雪", "雪大", "刮风", "大风", "起风", "风大", "起雾", "大雾", "太阳", "晴", "阴天", "路滑", "路难走", "结冰",
		"人多", "人少", "人不多", "人挺多", "人蛮多", "人还挺多", "人不少", "人山人海", "热闹", "冷清", "冻手", "辛苦")
}

// partial are what in a clause may name a part, a place or a group of people of which a figure beside it is; read only.
var partial = []string{"村", "庄", "屯", "寨", "湾", "坝", "组", "队", "箱", "站", "点", "片", "栋", "楼", "区", "家", "名单", "票", "委", "会", "投", "选", "报", "数", "登记", "候选", "主任", "当选", "照片", "签"}

// ReportsNothing reports whether a clause of some tokens tells nothing that may be a part of a report, or that may turn
// what a figure beside it means: 天好冷, 大家热情高.
func ReportsNothing(tokens []Token, text string) bool {
	if slices.ContainsFunc(tokens, mayReport) {
		return false
	}
	said := Fold(text)
	weather := OfWeather(said)
	unknown := slices.ContainsFunc(tokens, func(t Token) bool { return t.Kind == Unknown })
	if !unknown && !weather || utf8.RuneCountInString(said) > talkMost || Turns(said) || TellsEmergency(said) {
		return false
	}
	return weather || !containsAny(said, partial...) && !AboutOthers(said) && !Complains(said) && mayBeTalk(said)
}

// mayReport reports whether a token may be a part of a report: a number that is no day of today, a word that is no courtesy.
func mayReport(t Token) bool {
	switch t.Kind {
	case Numeral:
		return !slices.Contains([]string{"今天", "今日", "今早", "今儿", "今朝"}, t.Text)
	case Word:
		return !t.Tells(Thanking) && !t.Tells(Greeting) && !saysHowMany(t)
	}
	return false
}

// talkMost is how many characters a clause of talk has at most.
const talkMost = 16

// saysHowMany reports whether a token only says that there are few or many: 人不多.
func saysHowMany(t Token) bool {
	return t.Tells(Denying) && t.Text == "不" || t.Text == "多" || t.Text == "少"
}

// mayBeTalk reports whether words are long enough to be no name.
func mayBeTalk(words string) bool {
	return utf8.RuneCountInString(words) > 3 && !slices.ContainsFunc([]rune(words), func(r rune) bool { return r < 0x80 })
}

// WithoutCourtesies is a text without the clauses at its ends that only greet or thank: 会计不在，谢谢领导. What is no more
// than that stays.
func WithoutCourtesies(text string) string {
	all := clausePlaces(text)
	for len(all) > 1 && idle(text[all[len(all)-1].from:all[len(all)-1].to]) {
		all = all[:len(all)-1]
		text = text[:all[len(all)-1].to]
	}
	first := 0
	for first < len(all)-1 && idle(text[all[first].from:all[first].to]) {
		first++
	}
	if first == 0 {
		return text
	}
	return text[all[first].from:]
}

// idle reports whether a clause only greets, thanks or ends a report.
func idle(clause string) bool {
	if slices.Contains([]string{"请审核", "请领导审核", "请审阅", "请核对", "请知悉", "请查收", "请批示", "请指示", "完毕", "汇报完毕", "报告完毕", "特此报告", "特此说明"}, strings.Trim(clause, " ")) {
		return true
	}
	courteous := false
	for _, t := range Hear(clause, time.Time{}).Tokens {
		switch {
		case t.Tells(Thanking) || t.Tells(Greeting):
			courteous = true
		case t.Kind != Filler && t.Kind != Mark:
			return false
		}
	}
	return courteous
}

// OnlyCounts reports whether nothing but the number of a list stands before a token: 1、东河577.
func OnlyCounts(h Heard, i int) bool {
	counted := false
	for _, t := range h.Tokens[:i] {
		if t.Kind == Numeral && t.Number.Role == Ordinal && !strings.Contains(t.Text, "第") {
			counted = true
		} else if t.Kind != Mark {
			return false
		}
	}
	return counted
}

// OfPhoto reports whether a word only goes on with a photo that follows, or that there is none: 照片没拍, 照片等会儿补上.
func OfPhoto(word string) bool {
	return slices.Contains([]string{"拍", "照", "拍到", "拍照", "来得及", "来得及拍", "拍成", "顾上拍", "顾得上拍", "补", "补上", "上", "再补", "补发", "给你", "给您", "发你", "发您", "发来", "发过来", "传", "再传", "传你", "传来", "传上来", "上传", "发", "再发", "送来", "交"}, word)
}

// PhotoFails reports whether a word says that a photo cannot be sent: 照片传不上去.
func PhotoFails(word string) bool {
	return containsAny(word, "传不上", "传不了", "传不出", "传不动", "发不出", "发不了", "发不上", "上传不了", "没法传", "拍不了", "没法拍", "拍不清")
}
