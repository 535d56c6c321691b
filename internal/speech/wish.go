package speech

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Wish is something that only the office can have done, as it is said in plain words: it
// leads to the place where that is done.
type Wish string

// The wishes.
const (
	ChangePeople     Wish = "people"    // 把何静换成王芳, 再加一个村
	HandOver         Wish = "hand_over" // 以后东河村归丁越管
	ChangePhone      Wish = "phone"     // 周明换手机了
	ChangePolling    Wish = "polling"   // 改投票日
	ChangeTimes      Wish = "times"     // 暂停催报, 把日报改成下午五点
	EndSeason        Wish = "end"       // 结束换届
	SendNotice       Wish = "notice"    // 发个通知 明天九点开会
	SeeNotices       Wish = "see"       // 上次发公告是啥时候
	TakeNoticeBack   Wish = "notices"   // 撤回刚才那个公告
	Rehearse         Wish = "rehearsal" // 演练一下
	SeeTrail         Wish = "trail"     // 谁改过数据
	DecideRequest    Wish = "decide"    // 批准双桥的请示
	MendOthersReport Wish = "others"    // 周明报的那个不对 你帮我改成88
	BindGroup        Wish = "group"     // 怎么拉群
	RunServer        Wish = "server"    // 备份数据
	TellWhen         Wish = "tell_when" // 双桥报了告诉我
	StandIn          Wish = "stand_in"  // 明天我请假，让刘洋替我报
	BeQuiet          Wish = "quiet"     // 晚上别发消息给我, 每天八点发我日报
	SendElsewhere    Wish = "elsewhere" // 日报发到邮箱
	SendToAll        Wish = "to_all"    // 发给所有领导
	PassOn           Wish = "pass_on"   // 跟李芳说一声明天带材料
	DoubtsDay        Wish = "doubts"    // 群里传投票改到16号了 真的假的
)

// wishWord is how something is wished: a word of what it is about and one of what shall be
// done with it, or one that says both.
type wishWord struct {
	wish        Wish
	about, done string
	person      bool // a person has to be named
}

// wishWords are how each wish is said; read only.
var wishWords = []wishWord{
	{TellWhen, "", "tell me when|let me know when", false},
	{StandIn, "", "谁替我|谁能替我|谁来替我|有人替我|我明天请假|我今天请假|我下午请假|替我报|替我来报|替我上报|替我填|代我报|代我上报|代我填|帮我代报|替我几天|替我一天|替我两天|替我顶|顶我几天|顶我一天|顶我两天|帮我顶|我请假|请个假|请几天假|请两天假|请一天假|要请假|想请假|我要出差|我出差|我住院|我外出|我要外出|有事找|有事打|有事联系|我去外地|我不在家|我不在村|帮我盯|替我盯|帮我看着|替我看着|帮我管|替我管|帮我顶|替我跑|帮我跑|由他替|由她替|report for me|stand in for me|on leave|我不在岗|我离岗|我不在镇|我外出学习|去党校|去省里学习|去市里学习|去外地|日报转给|日报转发给|日报改发|日报交给|日报发给谁|我病了|我生病|我不舒服|我去不了|我来不了|我走不开|我有事去不了|我家里有事|今天去不了|明天去不了|怕是去不了|去不成了|去不成|怕是来不了|赶不过去|上不了班|我在医院|挂水|打吊针|打点滴|住进医院|烧到39|烧到38|烧到40|起不来床|代收|代我收|替我收|替我看|代我看", false},
	{BeQuiet, "", "不要再给我发|别再发|每个小时报|每小时报|每个小时给我|每小时给我|每个小时发|每小时发|每半小时|每半个小时|每隔|不要给我推|别给我推|不要推图|不要图片|不要发图|别发图|只要文字|别老催我|别催我|不要催我|不要再催我|别再催我|别老是催|别一直催|免打扰|勿扰|静音|晚上别发|晚上不要发|晚上别打扰|夜里别发|夜里不要发|半夜别发|别给我发|不要给我发|别再给我发|别发给我|别发消息|不要发消息|少发点|少给我发|消息太多|太吵了|吵死了|关掉提醒|关闭提醒|关了提醒|关掉通知|关闭通知|取消提醒|不想收|不要推送|别推送|停止推送|每天发我|每天给我发|每天早上发我|每天晚上发我|每晚发我|每早发我|每天都发我|定时发我|定时发给我|每天自动发|mute|do not disturb|don't disturb|stop sending|stop reminding me|silence", false},
	{SendElsewhere, "邮箱|邮件|微信|钉钉|短信|传真|qq|企业微信|政务|粤政易|浙政钉|e-mail|email|mail|wechat|sms|fax", "发到|发至|发往|发去|推到|推送到|传到|转到|抄送|发我|发给|发一份|转发|send|forward|mail", false},
	{SendToAll, "", "发给所有领导|发给各位领导|发给全体领导|发给领导们|发给领导小组|发给各片领导|发给包片领导|发给书记|发给镇长|发给县里|发给上级|报给县里|转给领导|转发给领导|发领导群|抄送领导|发给大家|发给所有人|发给各村|send it to all|send this to", false},
	{PassOn, "领导|片长|书记|镇长|联络员|他们|她们", "说一声|说声|讲一声|转告|带句话|带个话|打个招呼", false},
	{PassOn, "让|叫|请", "再核一下|再核一遍|再数一遍|再查一下|重新核|再核对|核实一下|再点一遍", false},
	{PassOn, "", "帮我跟|帮我给|替我跟|你跟|说一声|说声|提一嘴|提一句|提一声|说一嘴|带一嘴|捎一嘴|转告|告诉|带句话|带个话|捎句话|捎个话|捎个信|传个话|传话|接电话|接下电话|接一下电话|接个电话|回个话|回话|回一下电话|回下电话|打给我|打过来|过来一趟|来一趟|跑一趟|回个电话|回电话|回我电话|给我回电|联系我|找我一趟|来我办公室|来找我|let him know|let her know|pass on", true},
	{MendOthersReport, "报的", "不对|错了|改成|改为|撤了|撤回|删了|作废|更正", true},
	{ChangePhone, "手机|电话|微信|号|账号", "换手机|换号|换了号|换了手机|换电话|换了个手机|手机丢|手机掉|手机坏|换微信|登不上|换账号", false},
	{SeeNotices, "公告", "上次发|上回发|上一条|最近一条|发过几|发了几|发过多少|发了多少|什么时候发|啥时候发|几号发|几点发|谁发的|谁批的|发出去没|发出去了吗|发出去了没|都发过|发过哪些|有哪些公告|是啥时候|是什么时候|多少人确认|谁没确认|哪些村没确认", false},
	{TakeNoticeBack, "公告|通知", "撤回|撤销|收回|撤掉|撤了|删掉|删了|取消", false},
	{SendNotice, "", "在群里说|在群里讲|在群里喊|在群里通知|在群里发|往群里发|群里说一声|群里讲一声|群里通知|群里喊|群里@|群里吼|tell the group|post to the group|tell all villages|tell all the villages|tell all officers|tell everyone|tell everybody|notify all|notify everyone|announce to all", false},
	{SendNotice, "通知|公告|消息|群发", "拟个|拟一个|拟一份|拟则|拟一则|起草|草拟|写个公告|写一个公告|写份公告|写个通知|写一个通知|写份通知|出个公告|出个通知|出公告|出通知|贴公告|发公告|发通知|发布公告|发布通知|弄个通知|弄个公告|搞个通知|做个公告|通知下去|通知到|下个通知|下通知|通知联络员|通知全体|通知全镇|通知片长|通知他们|发个通知|发一个通知|发条通知|发一条通知|发份通知|发则通知|发下通知|发一下通知|发个公告|发条公告|群发|发个消息给各村|给各村发|给大家发|给联络员发|通知各村|通知一下各村|通知下各村|跟各村说|告诉各村|通知大家|通知所有", false},
	{SendNotice, "会议|开会|开个会|开联络员会|培训|集中|集合|检查|停电|停水|带上|带好|都来|到场|参加|参与|到镇|务必|请各", "通知一下|通知一声|通知下|通知大伙|都通知|通知给|知会一声|知会一下|通知各位|逐个通知|挨个通知", false},
	{ChangePolling, "投票日|选举日|投票时间|选举时间|polling day", "改|推迟|延期|提前|顺延|调整|往后|换到|move|postpone|change", false},
	{ChangePolling, "投票|选举", "推迟|延期|改期|顺延|延后|提前一天|提前到|postpone", false},
	{ChangePolling, "日期|时限|阶段|截止", "往后挪|挪到|挪两天|挪一天|推后|延后|往后推|提前|延长", false},
	{EndSeason, "换届|选举|这次|工作", "结束换届|换届结束|收尾|关闭换届|换届关闭|结束选举|关掉选举|换届办完|全部结束了", false},
	{ChangeTimes, "催报|日报|上报时间|报数时间|提醒时间|报送时间|催办", "改|暂停|停掉|停了|关掉|关了|别发|不要发|设置|设成|设为|调整|调到|每小时|每隔", false},
	{ChangeTimes, "催", "不要催|别催|先别催|不用催|停止催|不催了", false},
	{ChangeTimes, "日报", "以后|每天早上|每天晚上|每天下午", false},
	{Rehearse, "演练", "演练一下|怎么演练|演练怎么|搞个演练|来个演练|来一次演练|想演练|组织演练", false},
	{SeeTrail, "谁", "谁改过|谁看过|谁动过|谁查过|谁下载过|谁删过|谁导出过", false},
	{DecideRequest, "请示|申请|报告|方案", "批准|同意|批了|准了|批一下|通过", false},
	{HandOver, "", "归|交给|移交给|我调走|我调到|我不管|我就不管|换人了|去跟|来跟|接着跟|我不跟", true},
	{HandOver, "这个村|这村|我的村|那个村|以后|今后|我调走|我调到", "归|交给|移交给|换人了", false},
	{ChangePeople, "联络员|复核人|监督员|片长|领导小组|包片|人员|名册|花名册|权限|新人", "换|改|加|新来|增|添|去掉|删|撤|调走|不干|开个|开通", false},
	{ChangePeople, "电话|手机号|号码|微信", "改成|改为|更新成|换成", true},
	{ChangePeople, "邀请|登记链接", "给|发|的|生成|重发", true},
	{ChangePeople, "重点村|重点社区", "去掉|加上|加到|加进|设成|改成|取消|移出|拿掉", false},
	{ChangePeople, "领导|书记|镇长|人", "加个领导|加一个领导|加个书记|加个人|加一个人|加人|换个人|换人|换一个人", false},
	{ChangePeople, "", "换个人|顶上|顶一下|接手|接管|换成|换上|顶替|接替|不干了|调走了|退休了|辞职了", true},
	{ChangePeople, "村|社区|片", "新加一个片|加一个片|加个片|再加一个村|加一个村|加个村|加个社区|新增一个村|增加一个村|少了一个村|漏了一个村|多了一个村|删掉一个村|去掉一个村|合并", false},
	{BindGroup, "群", "怎么拉群|怎么绑群|怎么加群|绑定群|加到群|拉进群|怎么进群|群怎么", false},
	{RunServer, "数据|机器人|程序|系统|选举|服务器", "备份|重启|清空|清一下|清掉|清除|恢复数据|升级|迁移|新建一个选举|新建选举|再建一个", false},
}

// WishIn finds a wish of the office in a text. What only asks how something stands, and what
// counts something, is none.
func WishIn(h Heard) (Wish, bool) {
	text := strings.ReplaceAll(Fold(h.Text), "参加", "参与") // 领导小组开会 22人参加
	person := slices.ContainsFunc(h.Tokens, func(t Token) bool { _, ok := t.Is(OfPerson); return ok })
	if strings.HasPrefix(text, "算了") || h.HasCount() && containsAny(text, "请假", "在家") { // 算了不用催; 应到35 请假3: an attendance
		return "", false
	}
	if ownPost(text) {
		return "", false
	}
	if person && othersStandIn(text) {
		return HandOver, true
	}
	if person && standsInLater(text) {
		return StandIn, true
	}
	if doubtsDay(h, text) {
		return DoubtsDay, true
	}
	if MovesPolling(h) {
		return ChangePolling, true
	}
	if tellsAll(text) || sendsAll(text) || addressesAll(h, text) {
		return SendNotice, true
	}
	if tellsMeWhen(text) || tellsMeAt(h, text) || sendsMeAt(h, text) {
		return TellWhen, true
	}
	if person && tellsSomebody(h, text) || tellsAcquaintance(text) {
		return PassOn, true
	}
	runes := runesIn(text)
	for _, w := range wishWords {
		if w.saidIn(text, &runes) && (person || !w.person) {
			return w.wish, true
		}
	}
	return "", false
}

// ownPost reports whether a text says that its writer passes something on to a group themselves: 出张图呗 我往群里发.
func ownPost(text string) bool {
	return containsAny(text, "我往群里发", "我发群里", "我转群里", "我发到群里", "我往群里转", "我好往群里发", "我自己发群里")
}

// othersStandIn reports whether a text says that somebody who is away shall be stood in for: 严晓禾发烧了 她的村下午让罗平顶.
func othersStandIn(text string) bool {
	return containsAny(text, "发烧", "生病", "病了", "住院", "请假", "来不了", "有事", "出差") && containsAny(text, "让", "叫", "由", "请") && endsAny(strings.TrimRight(text, " 。.!吧了一下着"), "顶", "顶替", "替", "盯", "代报", "接") && !strings.Contains(text, "我")
}

// doubtsDay reports whether a text asks if it is true that the election is on another day, or none is held: 听说选举推迟了？
func doubtsDay(h Heard, text string) bool {
	moved := containsAny(text, "推迟", "延期", "改期", "顺延", "提前", "取消", "不搞了", "不投了", "不选了") || containsAny(text, "改到", "改成", "推到", "挪到") && (hasMoment(h) || strings.Contains(text, "下周"))
	doubts := containsAny(text, "真的假的", "真的吗", "真的不", "是真的", "谣言", "有没有这回事", "有这回事", "是不是真", "真假") || containsAny(text, "听说", "听讲", "有人说", "有人讲", "群里传", "群里说", "外面传", "都在传") && (h.Mood.Asks || EndsAsking(text) || endsAny(strings.TrimRight(text, " ?。!"), "了", "吧", "吗"))
	return moved && doubts && containsAny(text, "投票", "选举", "换届", "选", "投") && !h.HasCount() && !containsAny(text, "能不能", "可不可以", "请示", "买票", "拉票")
}

// standsInLater reports whether a text that names somebody says that they report while its writer is away: 我下午要去县里
// 后面让刘洋报行不行.
func standsInLater(text string) bool {
	return containsAny(text, "我下午", "我明天", "我后天", "我大后天", "我今天", "我上午", "我晚上", "我要去", "我有事", "我得去", "我家里", "后面", "接下来") && (containsAny(text, "让", "叫", "由", "请") && containsAny(text, "报", "顶", "盯", "跟") || containsAny(text, "交给", "托给", "换成"))
}

// tellsMeWhen reports whether a text wants its writer told once something is so: 双桥报了告诉我, 出了事第一时间通知我.
func tellsMeWhen(text string) bool {
	for _, tell := range [...]string{"告诉我", "跟我说", "通知我", "提醒我", "喊我", "叫我一声", "给我说", "告诉一声", "告诉一下我", "吱一声", "吱声", "言语一声", "吭一声", "喊一声", "吱我"} {
		when, _, found := strings.Cut(text, tell)
		if found && containsAny(when, "了", "一报", "报上来", "报齐", "出来", "出结果", "有结果", "有情况", "有动静", "有变化", "有事", "出事", "有问题", "有突发", "过半", "过了半", "到一半", "第一时间", "及时", "随时", "马上", "立刻", "立即") && !containsAny(text, "多少", "谁", "哪", "几", "什么", "没有") {
			return true
		}
	}
	return false
}

// tellsMeAt reports whether a text wants its writer called at some hour or day: 十一点半再叫我看, 明天九点提醒我.
func tellsMeAt(h Heard, text string) bool {
	return containsAny(text, "叫我", "喊我", "提醒我", "提醒一下我", "提醒下我", "闹我", "remind me", "wake me") && (hasMoment(h) || containsAny(text, "到时候", "到点", "过会", "过一会", "一会儿", "等会", "等下", "小时后", "分钟后")) &&
		!containsAny(text, "谁", "吗", "为什么", "为啥", "怎么", "咋", "别", "不要", "莫")
}

// sendsMeAt reports whether a text wants something sent to its writer at an hour that is named for that, and not how things stood
// then: 四点钟把北片情况推给我, but 四点的数发我 and 四点前发我.
func sendsMeAt(h Heard, text string) bool {
	if !containsAny(text, "推给我", "发给我", "报给我", "给我推", "给我发", "给我报", "推我", "发我一", "给我来") || containsAny(text, "谁", "吗", "没", "再", "又", "补", "昨", "刚", "别", "不要") {
		return false
	}
	return slices.ContainsFunc(h.Tokens, func(t Token) bool {
		if t.Kind != Numeral || t.Number.Role != Clock || endsAny(Fold(h.Text[t.From:t.To]), "前", "之前", "以前", "为止", "止") {
			return false
		}
		after, _ := cutAny(strings.TrimLeft(Fold(h.Text[t.To:]), " ,，"), "钟", "整", "左右", "准时", "的时候", "再")
		return startsWithAny(after, "把", "给我", "推", "发我一", "发给我", "将")
	})
}

// tellsSomebody reports whether a text begins with whom something shall be told, and goes on with what: 跟吴江讲 有意见散了会到我办公室谈.
func tellsSomebody(h Heard, text string) bool {
	if containsAny(text, "谁", "吗", "?", "没有", "说过", "讲过", "多少", "哪") {
		return false
	}
	for _, t := range h.Tokens {
		if _, person := t.Is(OfPerson); !person {
			continue
		}
		before := strings.TrimSpace(Fold(h.Text[:t.From]))
		what, tells := cutAny(strings.TrimSpace(Fold(h.Text[t.To:])), "讲一下", "说一下", "讲下", "说下", "讲", "说")
		if tells && slices.Contains([]string{"跟", "给", "和", "对", "同", "去跟", "你跟", "你去跟"}, before) && !startsWithAny(what, "的", "过") && utf8.RuneCountInString(what) > 2 {
			return true
		}
	}
	return false
}

// tellsAcquaintance reports whether a text begins with whom something shall be told or rung up, by whatever name: 跟唐老师说一声 单子放桌上了,
// 给陈立打个电话 让他去东河看看.
func tellsAcquaintance(text string) bool {
	rest, ok := cutAny(trimAny(text, "帮我", "帮忙", "麻烦", "请", "你", "您", "去", "替我", " "), "跟", "给", "和", "向", "告诉", "转告")
	if !ok || containsAny(text, "吗", "?", "没有", "多少", "哪", "票", "报") {
		return false
	}
	for _, tell := range [...]string{"说一声", "说声", "讲一声", "说一下", "讲一下", "讲下", "说下", "打个电话", "打电话", "带个话", "带句话", "捎个话", "发个消息", "回个话"} {
		if who, _, found := strings.Cut(rest, tell); found && who != "" && utf8.RuneCountInString(who) <= 5 && !containsAny(who, "我", "他们", "大家", "各", "所有", "群") {
			return true
		}
	}
	return false
}

// MovesPolling reports whether a text moves the election, or its beginning or end, to another day or
// hour: 投票改到1月16号, 白沙改到下午三点结束.
func MovesPolling(h Heard) bool {
	text := Fold(h.Text)
	return says(without(text, "投影", "投诉"), "投|选举|结束|开始|截止|关门") && !says(text, "培训|提名会") && says(text, "改到|改成|换到|挪到|延到|延长到|推到|推迟到|提前到") && hasMoment(h) && !h.HasCount()
}

// saidIn reports whether a text says it. Some are wished in words that ask as well: 谁改过数据.
func (w wishWord) saidIn(text string, runes *RuneSet) bool {
	if w.wish == ChangePeople {
		text = strings.ReplaceAll(text, "换届", "") // it changes nobody
	}
	if w.wish == EndSeason && containsAny(text, "啥", "吗", "没有") { // 这周还有啥工作要收尾
		return false
	}
	asks := w.wish == SeeTrail || w.wish == SeeNotices || w.wish == BeQuiet || w.wish == StandIn
	return saysBoth(text, runes, w.about, w.done) && (asks || !onlyAsks(text))
}

// hasMoment reports whether a text names a day or an hour.
func hasMoment(h Heard) bool {
	return slices.ContainsFunc(h.Tokens, func(t Token) bool {
		return t.Kind == Numeral && (t.Number.Role == Date || t.Number.Role == Clock)
	})
}

// onlyAsks reports whether a text asks how something stands, and not how it is done.
func onlyAsks(text string) bool {
	if strings.Contains(text, "归") && strings.Contains(text, "还是") { // 归我报还是归他报
		return true
	}
	return !containsAny(text, "换谁", "怎么", "咋", "如何", "能不能", "可以") && (containsAny(text, "谁", "哪", "几个", "几件", "几天", "多少", "什么", "是不是", "有没有") || strings.HasSuffix(strings.TrimRight(text, " ?.!"), "吗") || strings.HasSuffix(strings.TrimRight(text, " ?.!"), "没"))
}
