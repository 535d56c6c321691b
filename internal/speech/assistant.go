package speech

import (
	"slices"
	"strings"
)

// OfAssistant is what a message says of the assistant itself, or of the telephone that it is
// used with, and of no election.
type OfAssistant string

// What is said of it.
const (
	WhoItIs    OfAssistant = "who"     // 你是机器人吗
	OtherMeans OfAssistant = "means"   // 可以语音报吗
	Trouble    OfAssistant = "trouble" // 按钮没反应, 照片发不出去
	Mistyped   OfAssistant = "mend"    // 点了确认还能反悔吗
	TiredOfIt  OfAssistant = "tired"   // 我不是报了吗怎么还提醒我, 催啥嘛 马上
	SeenByWhom OfAssistant = "seen"    // 别人能看到我报的数吗
	HowPhoto   OfAssistant = "photo"   // 照片怎么给你 直接发还是要写点啥
	SoFar      OfAssistant = "so_far"  // 是报现在的还是报总的, 委托的算在里面吗
	Roughly    OfAssistant = "roughly" // 能不能先报个大概
	Hearsay    OfAssistant = "hearsay" // 听组长说有410了 不一定准
	Twice      OfAssistant = "twice"   // 刚才发了三遍 别算重了
	Blames     OfAssistant = "blames"  // 你这机器人真笨 说了三遍
	HowWriteIn OfAssistant = "writein" // 另选他人那栏怎么填
	HowCheck   OfAssistant = "check"   // 复核是从头打一遍还是看一眼
	Composes   OfAssistant = "compose" // 帮我写个主持词
	Astray     OfAssistant = "astray"  // 妈 中午不回来吃了: it was meant for somebody else
)

// assistantWords are a word of what it is about, and one of what is said of it. What is counted,
// and what is said of ballots, is none of it; read only.
var assistantWords = []struct {
	of          OfAssistant
	about, said string
	asks        bool // it has to ask
}{
	{WhoItIs, "你|您|这|对面|那边", "机器人|真人|机器|人工|是人|叫什么|叫啥|怎么称呼|是哪位|a bot|a robot|human", true},
	{WhoItIs, "", "你叫什么|你叫啥|您叫什么|怎么称呼你|怎么称呼您|是真人吧|有没有真人|有真人吗|转人工|找人工|人工客服|人工服务|who are you|what are you", false},
	{OtherMeans, "语音|短信|打电话|电话报|微信|视频|说话|录音|voice|sms|by phone", "报|发|填|行|可以|能|send|report", true},
	{Trouble, "按钮|按键|键|卡片|页面|屏幕|照片|图片|相片|图|视频|定位|位置|消息|文件|软件|机器人|飞机|telegram|button|photo|message", "没反应|不动|点不了|按不了|发不出|发不了|发不上|传不上|传不了|上传失败|发送失败|打不开|不显示|出不来|卡住|卡死|死机|转圈|失败|不灵|用不了|不好使|闪退|not work|doesn't work|stuck|fail", false},
	{Trouble, "", "点不动|点了没反应|按了没反应|点了没用|一直转圈|卡死了|发不出去|传不上去|没反应啊|闪退|登不上去", false},
	{Mistyped, "数|报上去|报的|不对|错", "自己能改|自己改|能自己改|找选举办改|还是得找选举办|还是找选举办|得找选举办吗", false},
	{Mistyped, "打错|写错|点错|填错|报错|发错|按错|输错|确认了|点了确认|点完确认|提交了|mistake|wrong", "怎么改|咋改|如何改|能改|可以改|改得了|反悔|怎么办|咋办|咋弄|怎么弄|撤回来|来得及|还能撤|how do i|undo", true},
	{TiredOfIt, "", "还催|还在催|别催|别老催|催啥|催什么|催个啥|催个什么|老催|又催|总催|老问我|总问我|一直问我|老是问|问个没完|一直催|催命|不要催|莫催|不用催|催得人|还提醒|又提醒|老提醒|总提醒|一直提醒|别提醒|不要提醒", false},
	{SoFar, "报|填", "还是报总|还是总的|还是总数|还是累计|还是报累计|还是新增|还是报新增|还是现在的|还是这一小时|报总数还是|报累计还是|报新增还是|累计的还是|so far or", false},
	{SoFar, "委托|代投|流动|上门|外来", "算在里面|算里面|算进去|算不算进|包括在内|包不包括|含不含|含在里面|included", true},
	{Roughly, "大概|大约|估|差不多|毛数|rough|about", "先报|报个|行不行|行吗|可以吗|可不可以|能不能|成不", true},
	{Blames, "你|机器人|软件|系统|程序|bot", "真笨|太笨|好笨|笨死|蠢|真傻|太傻|听不懂|智障|真难用|不好用|什么破|破机器人|破软件|气死|烦死了|没用的|stupid|useless", false},
	{HowWriteIn, "另选他人|另选|另外写|写别人|write-in", "怎么填|咋填|怎么写|咋写|怎么报|咋报|怎么记|咋记|怎么弄|咋弄|一个一个|要不要写|写名字|打名字|how do", true},
	{HowCheck, "复核|核票|二次录入|第二遍|复录|再录", "从头|重打|打一遍|录一遍|看一眼|看一下就|点个|点一下|怎么核|咋核|怎么复核|咋复核|怎么弄|咋弄|怎么操作", true},
	{Composes, "写个|写一个|写篇|写一篇|写份|写一份|写段|帮我写|给我写|起草|拟个|编个|draft|write", "主持词|讲话稿|发言稿|发言|讲话|演讲|新闻稿|信息稿|通讯稿|简报稿|朗诵|串词|诗|speech|poem", false},
	{HowPhoto, "照片|图片|相片|拍的图|photo|picture", "怎么给|怎么发|怎么传|怎么交|从哪传|从哪发|哪里传|哪里发|咋给|咋发|咋传|咋交|直接发|直接甩|直接传|发哪|传哪|发到哪|传到哪|要写|写点啥|写什么|how do i send|where do i send|how to send", true},
	{SeenByWhom, "别人|谁|领导|其他村|别的村|外人|村民|大家|who|others", "看得到|看得见|能看|看到|看见|can see|sees", true},
}

// twiceWords are words of those who fear that something counts twice; read only.
var twiceWords = []string{"别算重", "不要算重", "算重了", "别算两遍", "别算两次", "会不会算两", "会不会重复", "别重复算", "不会重复算", "重复了没", "发了两遍", "发了三遍", "发了好几遍", "发了几遍", "点了两下", "点了两次", "点了好几", "counted twice", "sent it twice"}

// AssistantIn finds in a text what it says of the assistant. What somebody reports is none.
func AssistantIn(h Heard) (of OfAssistant, ok bool) {
	text := Fold(h.Text)
	if isAstray(text) {
		return Astray, true
	}
	if isHearsay(h, text) {
		return Hearsay, true
	}
	if h.HasCount() && h.hasFigure() {
		return "", false
	}
	if containsAny(text, twiceWords...) { // before the reason for which it was sent so often: 没信号发了三遍
		return Twice, true
	}
	if _, promises := PromiseIn(h.Text); promises || containsAny(text, "选票", "票箱", "领票", "候选", "名单", "突发", "ballot") {
		return "", false
	}
	runes := runesIn(text)
	asks := Asks(text) || strings.HasSuffix(strings.TrimRight(text, " ?.!"), "不") || containsAny(text, "怎么", "咋", "能不能", "还是", "行不行", "可不可以")
	for _, w := range assistantWords {
		if saysBoth(text, &runes, w.about, w.said) && (asks || !w.asks) {
			switch w.of {
			case OtherMeans:
				return w.of, !strings.Contains(text, "委托") // 打电话委托行不行: of the law
			case SeenByWhom:
				return w.of, containsAny(text, "我报", "我的", "我填", "我发", "数据", "报的数", "my ")
			case TiredOfIt: // 为什么还催: what is owed answers that
				return w.of, !containsAny(text, "为什么", "为啥", "干嘛", "干啥", "多少", "哪", "谁")
			}
			return w.of, true
		}
	}
	return "", false
}

// isHearsay reports whether a text gives a figure that its writer only heard of, and says that it may not be right.
func isHearsay(h Heard, s string) bool {
	unsure := containsAny(s, "不一定准", "不晓得准不准", "不知道准不准", "准不准不", "不保证准", "不敢保证", "不一定对", "也不晓得对不对", "也不知道对不对", "仅供参考")
	return unsure && slices.ContainsFunc(h.Tokens, func(t Token) bool { return t.Kind == Numeral }) && !TellsEmergency(s)
}

// relatives are those whom a message addresses that is not for the assistant; read only.
var relatives = []string{"妈", "爸", "老婆", "老公", "媳妇", "儿子", "闺女", "女儿", "宝贝", "亲爱的", "老妈", "老爸", "孩子他爸", "孩子他妈", "婆婆", "岳母"}

// isAstray reports whether a folded text was meant for somebody else: it addresses a relative about the house, or is a
// greeting that goes round.
func isAstray(s string) bool {
	if containsAny(s, "转给", "转发给", "转发", "【转】", "发给") && containsAny(s, "好友", "好运", "福气", "一生平安", "接好运", "幸福安康", "天天顺", "心想事成") {
		return true
	}
	if containsAny(s, "发错地方", "发错人", "发错群", "发错了人", "发错了群", "发错对话", "不是发给你的") && !containsAny(s, "票", "报", "数") {
		return true
	}
	rest, said := cutAny(s, relatives...)
	return said && (rest == "" || strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, "!")) &&
		!containsAny(s, "票", "选", "报", "村", "登记", "主任", "委员") && containsAny(s, "吃", "饭", "菜", "接", "买", "睡", "作业", "钥匙", "快递", "回家", "回来", "洗", "电饭", "药", "学校")
}
