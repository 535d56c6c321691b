package speech

import "slices"

// Steering is what a message wants done with the card that is open.
type Steering uint8

// What people say to a card.
const (
	Cancels Steering = iota + 1
	GoesBack
	Edits
	Confirms
	Skips
	Restarts
)

// Steers tells what a folded message, which says nothing else, wants done with the card
// that is open.
func Steers(said string) (Steering, bool) {
	for s, words := range [...][]string{
		Cancels:  {"取消", "/cancel", "cancel", "放弃", "退出", "不报了", "不填了", "算了", "不弄了", "quit", "exit", "abort", "never mind"},
		GoesBack: {"返回", "上一步", "back", "go back", "退回", "回去", "上一项", "后退", "previous"},
		Edits:    {"修改", "更改", "改", "改一下", "我要改", "要改", "修改一下", "edit", "change"},
		Confirms: {"确认", "确认上报", "确认办理", "确认发布", "提交", "confirm", "submit", "没问题，报", "没问题，上报", "没问题报", "没问题", "无误", "核对无误", "确认无误", "报", "上报", "可以报", "可以上报", "就这样", "就这样报", "对，报", "确定", "send it", "looks good", "correct"},
		Skips:    {"下一项", "跳过", "下一步", "下一个", "skip", "next"},
		Restarts: {"重来", "重新来", "重新填", "重填", "从头来", "从头填", "重新开始", "start over", "restart"},
	} {
		if slices.Contains(words, said) {
			return Steering(s), true
		}
	}
	return 0, false
}
