package speech

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// toOffice takes from a text that something is sent to the office, which no unit is.
var toOffice = strings.NewReplacer("报给你", "", "报给您", "", "报给镇", "", "发给你", "", "报到镇", "", "报到你", "")

// placeSaid leaves of a text what it says of a unit: without marks and particles.
var placeSaid = strings.NewReplacer(" ", "", "，", "", ",", "", "。", "", "了", "", "吧", "", "呀", "", "啊", "", "哈", "", "村子", "村", "一下", "")

// OtherPlace reports whether a text says only that the unit is wrong, and not which is right: 村不对，换一个.
func OtherPlace(text string) bool {
	s := placeSaid.Replace(Fold(text))
	return slices.Contains([]string{"村不对", "村错", "换村", "换个村", "换一个村", "村不对换一个", "村不对换个", "村不对换", "村不对换村", "村不对换个村", "不是这个村", "不是这个村换一个", "村选错", "选错村", "村点错", "点错村", "社区不对", "换个社区", "单位不对", "换个单位", "换单位", "支部不对", "换个支部", "wrongvillage", "anothervillage"}, s)
}

// OtherPlaceOn reports whether what runs on behind a unit's stem makes the name of another place of it: 口村, 大桥.
func OtherPlaceOn(behind string) bool {
	runes := []rune(Fold(behind))
	for i, r := range runes[:min(3, len(runes))] {
		if strings.ContainsRune("村镇乡屯庄寨河江湖沟坝桥路街巷市县山岭湾洲口", r) && (i > 0 || !strings.ContainsRune("口", r) || len(runes) > 1 && runes[1] == '村') {
			return true
		}
	}
	return false
}

// WrongPlace reports whether a text says that what stands is of another unit than was said: 村搞错了
// 是东和的.
func WrongPlace(text string) bool {
	s := Fold(text)
	if strings.ContainsAny(s, "0123456789?吗") {
		return false
	}
	if said, turned := cutAny(afterApology(s), "这是", "那是", "换成", "改成", "改到", "换到", "不是", "算", "是", "转成", "转到"); turned && utf8.RuneCountInString(said) < 14 && !containsAny(said, "完成", "困难", "进行") {
		return true
	}
	return unitWrong(s) || containsAny(s, "不是这个村", "搞成", "弄成", "写成", "报成", "wrong village")
}

// afterApology is a folded text without the words that only say that something was wrong: 错了错了 是三河的.
func afterApology(s string) string {
	for again := true; again; {
		s, again = cutAny(strings.TrimLeft(s, " 哦噢啊呀哎唉诶，,。.!"), "对不起", "应该", "不好意思", "抱歉", "错了", "搞错了", "弄错了", "写错了", "报错了", "发错了", "填错了", "打错了", "说错了", "看错了", "看错行了", "看串行了", "看串了", "串行了", "点错了", "选错了", "刚才那个", "刚才那条", "刚才的", "这个", "这条", "那个")
	}
	return s
}

// unitWrong reports whether a folded text says that a unit is the wrong one, whatever was done with it: 村点错了,
// 报错社区.
func unitWrong(s string) bool {
	for _, unit := range [...]string{"村", "村名", "社区", "支部", "选区", "单位"} {
		for _, done := range [...]string{"", "报", "填", "点", "发", "搞", "弄", "写", "选", "按", "打", "输"} {
			if strings.Contains(s, unit+done+"错") || done == "" && (strings.Contains(s, unit+"不对") || strings.Contains(s, unit+"弄反")) || done != "" && strings.Contains(s, done+"错"+unit) {
				return true
			}
		}
	}
	return false
}

// Misplaced reports whether a text says, without a figure, that what was reported was put down to
// another unit than the right one: 报到西岭去了，其实是云台的.
func Misplaced(h Heard) (b TakenBack, ok bool) {
	s := Fold(h.Text)
	if _, unit, elsewhere := Elsewhere(h); elsewhere && (h.Mood.Corrects || h.Mood.Withdraws || strings.Contains(s, "不是")) {
		return TakenBack{Why: h.Text, Place: true, Units: []string{unit}}, true
	}
	s = toOffice.Replace(s)
	if h.Mood.Asks || h.HasCount() || !containsAny(s, "报到", "报成", "报在", "报给", "填到", "填成", "填在", "记到", "记成", "记在", "发到", "算到", "写到", "写成", "录到", "录成") {
		return b, false
	}
	b.hear(h)
	wrong := len(b.Units) > 0 && containsAny(s, "去了", "上了", "了", "里", "头上", "名下")
	b.Why, b.Place = h.Text, len(b.Units) > 1
	return b, wrong && len(b.Units) < 3
}

// Elsewhere reports whether a text says, and nothing more, that a figure is another unit's than was
// said, and of which: 弄错了 200是枣园的. figure is "" if it names none.
func Elsewhere(h Heard) (figure, unit string, ok bool) {
	if h.Mood.Asks || !h.lastIs("的") {
		return "", "", false
	}
	is := false
	for i, t := range h.Tokens {
		id, names := t.Is(OfUnit)
		switch {
		case names && h.Denied(i), t.Text == "不是": // 433是三河的 不是东和的
		case names && unit == "" && is:
			unit = id
		case t.Counts() && figure == "" && unit == "":
			figure = strconv.Itoa(t.Number.Value)
		case strings.HasSuffix(t.Text, "是") && t.Text != "不是":
			is = true
		case !besidePlace(t):
			return "", "", false
		}
	}
	return figure, unit, unit != ""
}

// lastIs reports whether the last token is a word.
func (h Heard) lastIs(word string) bool {
	last := len(h.Tokens) - 1
	return last >= 0 && h.Tokens[last].Text == word
}

// besidePlace reports whether a token may stand in a text that only says where something belongs.
func besidePlace(t Token) bool {
	return t.Kind == Mark || t.Kind == Filler || t.Tells(Correcting) || t.Tells(Withdrawing) ||
		t.Kind == Unknown && slices.Contains([]string{"那条", "刚才那条", "上一条", "上条", "这条", "条", "刚报", "刚才报"}, t.Text)
}
