package speech

import (
	"strings"
	"unicode/utf8"
)

// RequestIn reports whether a message asks for an approval, in whatever words: 想改到16号投票，请批.
// All of it is what is asked for.
func RequestIn(text string) (parts [][2]int, ok bool) {
	s := strings.TrimRight(Fold(text), " .。!~")
	asks := containsAny(s, "请批准", "请批示", "请审批", "请予批准", "请予审批", "请领导批", "请镇里批", "请镇党委批", "请上级批", "恳请批", "望批准", "望予批准", "妥否", "特此请示", "特请示") || endsAny(s, "请批", "请批一下", "请批复", "请予批复")
	if from := requestedAt(text); from > 0 {
		return [][2]int{{from, len(text)}}, true
	}
	if !asks || inquires(text) || utf8.RuneCountInString(s) < 8 {
		return nil, false
	}
	return [][2]int{{0, len(text)}}, true
}

// requestedAt is where that begins which a text asks the leaders to decide: 向镇里请示一下 能不能改到下午. 0 if it says nothing
// of the kind at its beginning, or no more than that.
func requestedAt(text string) int {
	for _, w := range [...]string{"请示一下", "请示下", "想请示", "请示镇里", "请示领导", "请示镇党委", "请示个事", "请示：", "请示:", "请示，", "请示,", "请示 ", "请示"} {
		before, rest, found := strings.Cut(text, w)
		before = trimAny(before, "我们", "我", "想", "要", "这边", "村里", "再")
		led := before == "" && w != "请示" || endsAny(before, "向镇里", "向领导", "向上级", "跟镇里", "跟领导", "向镇党委", "向组织", "向办公室", "向选举办")
		if found && led && !containsAny(rest, "批了", "批没", "批下来", "批复", "回复", "退回", "几件", "几份", "多少", "哪些", "哪个", "哪几") && utf8.RuneCountInString(strings.Trim(rest, " ,，:：下一个")) >= 6 {
			return len(text) - len(strings.TrimLeft(rest, " ,，:："))
		}
	}
	return 0
}

// supplies are what the office hands out for an election; read only.
var supplies = []string{"登记表", "选民证", "委托书", "委托证", "委托表", "表格", "票箱", "选票", "印泥", "印章", "公章", "宣传单", "宣传册", "横幅", "材料", "公告纸", "袖标", "胸牌", "喇叭", "扩音器", "桌子", "椅子", "凳子", "帐篷", "雨棚", "写票台", "秘密写票", "封条", "签字笔", "口罩", "电脑", "打印机", "计票单", "榜纸"}

// WantsSupplies reports whether a text asks the office for something that it hands out, and reports nothing: 能不能再给石榴送50张登记表,
// 票箱少一个 能给补一个不. That ballots run out while people vote is an emergency.
func WantsSupplies(h Heard) bool {
	if !containsAny(h.Text, supplies...) {
		return false
	}
	s := Fold(h.Text)
	if TellsEmergency(s) || containsAny(s, "已经", "发了", "送了", "领了", "收到", "怎么填", "怎么写", "发我", "给我看", "多少") {
		return false
	}
	wants := containsAny(s, "能不能", "可不可以", "能否", "可否", "麻烦", "帮忙", "能给", "可以给", "请再", "请给", "请补", "请送", "求", "给我们补", "给补") || endsAny(strings.TrimRight(s, " ?。!"), "不", "吗", "行不行")
	return wants && containsAny(s, "再给", "再发", "再送", "再补", "再领", "再拿", "补", "送", "拨", "领一", "发几", "添", "加一个", "加几个", "借")
}

// AsksApproval reports whether a message asks for an approval.
func AsksApproval(text string) bool {
	_, ok := RequestIn(text)
	return ok
}
