package speech

import (
	"slices"
	"strings"
)

// OnlyAlarms reports whether a text says that something has gone wrong, or is to be reported as
// such, and not what: 有情况, 出事了, 这边有突发情况. It names no unit.
func OnlyAlarms(text string) bool {
	s := strings.Trim(Fold(text), " .。!~，,、:")
	for again := true; again; {
		again = false
		for _, w := range [...]string{"快", "喂", "领导", "主任", "书记", "报告", "汇报", "你好", "您好", "不好", "糟了", "完了", "坏了", "哎呀", "哎", "那个", "急", "紧急", "我们村", "我村", "本村", "我们社区", "我们", "我", "村里", "这边", "这里", "这儿", "那边", "现场", "会场", "投票点", "票点", "现在", "刚才", "刚刚", "好像", "可能", "又", "要", "想", "help", "please"} {
			if rest, ok := strings.CutPrefix(s, w); ok && rest != "" {
				s, again = strings.TrimLeft(rest, " ,，.。!:、"), true
			}
		}
	}
	s = trimAny(s, "啊", "呀", "了", "了啊", "啦", "哦", "，快来", ",快来", " 快来", "快来", "，速来", " 速来", " 怎么办", "，怎么办", ",怎么办", "怎么办")
	return slices.Contains(onlyAlarms, strings.Trim(s, " ,，.。!啊呀啦了"))
}

// onlyAlarms are all that such a text says; read only.
var onlyAlarms = []string{"有情况", "有个情况", "有点情况", "有点状况", "有状况", "有新情况", "出情况", "出状况", "出了情况", "出了状况", "出了点情况", "出了点状况", "有突发", "有突发情况", "有突发事件", "有个突发", "有个突发情况", "有一个突发情况", "出现突发情况", "发生突发情况", "出事", "出事情", "出了事", "出大事", "出了大事", "出点事", "出了点事", "出了点事情", "有事情要报", "有紧急情况", "情况紧急", "有急事", "有急事要报", "有急事报告", "有件急事", "有情况要报", "有情况要报告", "有情况要汇报", "有情况上报", "有情况要上报", "有情况汇报", "有情况报告", "有突发要报", "报突发", "报个突发", "报一个突发", "上报突发", "上报突发情况", "报突发情况", "报一个突发情况", "报个突发情况", "出意外", "有意外", "出了意外", "出乱子", "出了乱子", "出岔子", "出了岔子", "现场出事", "情况不妙", "情况不对", "不妙", "不对劲", "情况不对劲",
	"something happened", "something is wrong", "something's wrong", "emergency", "we have an emergency", "there is an emergency", "there's an emergency", "an incident", "we have an incident", "incident here", "we have a problem here", "trouble here", "there is trouble", "there's trouble"}
