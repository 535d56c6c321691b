package speech

import "strings"

// passed are the words for what is over; read only.
var passed = []string{"没事了", "没事啦", "今早来了", "早上来了", "后来来了", "劝回", "没大事", "电来了", "电通了", "走光了", "走完了", "摆平", "消停", "说开了", "现在好了", "已经好了", "弄好了", "整好了", "妥了", "没什么事了", "没问题了", "来电了", "有电了", "通电了", "修好了", "解决了", "已解决", "平息", "劝开", "劝住", "劝走", "劝回", "劝散", "扑灭", "火灭了", "灭了火", "处理好", "处理完", "已处理", "处理了", "恢复了", "恢复正常", "已恢复", "已经恢复", "恢复投票", "恢复供电", "恢复秩序",
	"没人闹了", "没人吵了", "没人堵了", "都回家了", "都回去了", "瞎扯", "胡扯", "瞎传", "没有的事", "纯属谣言", "纯属造谣", "没这回事", "没有这回事", "不属实", "不实", "查无此事", "子虚乌有", "办结了", "已办结", "了结了", "结了", "虚惊", "误报", "打错了", "按错了", "点错了", "误触", "搞岔了", "弄岔了", "想岔了", "看岔了", "记岔了", "搞混了", "弄混了", "找到了", "找着了", "找回来", "找回了", "追回", "走了", "散了", "离开了", "撤了", "醒了", "醒过来", "缓过来", "没大碍", "无大碍", "没有大碍", "搞错了", "弄错了", "看错了", "误会", "补齐了", "够了", "补上了", "送到了", "送来了", "雨停了", "水退了", "通了", "不闹了", "不吵了", "和解", "调解好", "安静了", "控制住了", "稳住了", "稳定了",
	"back on", "restored", "solved", "settled", "is over", "false alarm", "found it", "found the", "found them", "were found", "was found", "all fine now", "all good now", "resolved", "sorted out", "nobody is hurt after all", "has been found", "under control", "calmed down"}

// over is where a clause says that something has passed; -1 if it does not.
func (c clause) over() int {
	if containsAny(c.s, "走了", "散了", "撤了") && strings.ContainsAny(c.s, "0123456789一二两三四五六七八九十几") { // 走了5个
		return -1
	}
	if !c.may(passed) || containsAny(c.s, "如果", "要是", "等", "再报", "才能", "尽快", "正在", "争取", "希望") {
		return -1
	}
	last := -1
	for _, w := range passed {
		if !c.runes.May(w) {
			continue
		}
		i := strings.LastIndex(c.s, w)
		if i > last && !negates(strings.TrimRight(trimAny(c.s[:i], "完全", "彻底", "有", "能", "都", "全", "被", "好"), " ")) && !carried(c.s[:i], w) {
			last = i
		}
	}
	return last
}

// carried reports whether 走了 is said of what was taken away: 票箱被抬走了.
func carried(before, w string) bool {
	var taken []string
	switch w {
	case "走了":
		taken = []string{"抬", "抢", "拿", "抱", "带", "搬", "偷", "拉", "收", "气", "吓", "拖", "抓"}
	case "够了", "通了":
		taken = []string{"不"}
	}
	for _, t := range taken {
		if strings.HasSuffix(before, t) {
			return true
		}
	}
	return false
}
