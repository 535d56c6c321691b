package speech

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
)

// votingPlaces are words for where people vote; read only.
var votingPlaces = []string{"投票点", "投票站", "投票箱", "投票所", "投票室"}

// NamesPlace reports whether a text begins with a word for where people vote: 投票站3个.
func NamesPlace(text string) bool {
	return slices.ContainsFunc(votingPlaces, func(w string) bool { return strings.HasPrefix(text, w) })
}

// AboutVoting reports whether a text says that people vote, not only where or when.
func AboutVoting(text string) bool {
	return containsAny(without(without(Fold(text), votingPlaces...), "投票日", "投票时间", "投票员", "投诉", "投毒", "投资", "投稿", "投标"), "投", "参选", "封箱", "关箱", "vote")
}

// otherVotes are words for another election, a part of the village, or what a writer only heard or supposes: no figure
// of a text that says one is sure to be that of those who have voted; besideVotes are those that say so only of the
// clause they stand in; read only.
var (
	otherVotes = []string{"上届", "上一届", "去年", "上次", "上回", "往年", "昨", "隔壁", "邻村", "别的村", "别村", "外村", "听说", "听人说", "据说", "每", "平均", "代投", "上门", "重复", "好像", "可能", "估计", "大概",
		"组", "队", "会场", "那边", "自然村", "另一", "要是", "如果", "假如", "万一", "倘若", "的话", "将", "预计", "目标", "党员", "妇女", "男", "女", "老人", "老年", "年轻", "学生", "委托"}
	besideVotes = []string{"等着", "等候", "帮", "还有", "没报", "吵", "打", "闹", "晕", "伤", "抢"}
)

// AboutOthers reports whether a text speaks of another election, of a part of the village,
// of others than those who have voted, or of what its writer only heard.
func AboutOthers(text string) bool {
	return ofOtherVotes(text, otherVotes) || ofOtherVotes(text, besideVotes)
}

// AboutOtherVotes reports whether a text speaks so of the figure that it gives, wherever that stands in it.
func AboutOtherVotes(text string) bool { return ofOtherVotes(text, otherVotes) }

func ofOtherVotes(text string, words []string) bool {
	return ContainsAny(without(text, "组织", "排队", "队伍", "排着队", "排了队", "打电话", "电话", "那边说", "那边报", "那边现在", "那边有", "那边投"), words)
}

// Flatly is a text without the words of somebody who is not sure: 大概就是投了377.
func Flatly(text string) string { return without(text, "大概", "估计", "可能", "好像") }

// TellsWinner reports whether a text tells who has won: 冯大林赢了.
func TellsWinner(text string) bool {
	return containsAny(text, "赢", "过半", "当选", "选上", "当上", "当了", "胜出", "险胜", "最高票", "得票最多", "票数最多", "票最多", "得票最高", "票数最高", "票最高", "won", "elected")
}

// OfCandidates reports whether a text says that its numbers are what those who stand have got: 几个候选人分别为201，180.
func OfCandidates(h Heard) bool {
	return containsAny(h.Text, "候选人", "得票", "各人", "每人的票", "每个人的票", "几个人的票", "他们的票", "candidates")
}

// ComparesCounts reports whether a text sets a count against that of somebody else: 跟他那份只差一处, 别的都一样.
func ComparesCounts(text string) bool {
	return containsAny(text, "只差", "就差", "差一处", "有一处", "都一样", "一样的", "对得上", "不一样", "那份")
}

// AsOfNow is a number as the figure of the moment.
func AsOfNow(number string) string { return "现在" + number }

// SaysWhoCame reports whether a text tells how many of some came, and not how many there are:
// 居民代表57人到了51人.
func SaysWhoCame(text string) bool {
	return containsAny(Fold(text), "到了", "实到", "到会", "应到", "出席", "到场", "签到", "参加投票", "缺席", "请假")
}

// Unsure reports whether the writer of a text is not sure of its figures, or only supposes
// them: 投票 580 好像是 我再数数; 要是来600人.
func Unsure(text string) bool {
	if strings.Contains(text, "加上") && !InAll(text) { // 投票560，加上代投的52
		return true
	}
	return containsAny(without(strings.ToLower(text), "主要是", "重要是"), "不太准", "不一定准", "还不准", "的不准", "数不准", "等会重报", "等下重报", "回头重报", "待会重报", "一会重报", "稍后重报", "好像", "再数", "再核", "再查", "再算", "拿不准", "说不准", "不确定", "没把握", "记不清", "没数清", "数不清", "报过没", "报没报", "报了没", "吃不准", "不敢保证", "听人说", "听说", "据说", "要是", "如果", "假如", "假设", "万一", "倘若", "的话", "瞎说", "瞎猜", "猜的", "我猜", "蒙的", "not sure", "i guess", "i think", "if ")
}

// Turns reports whether words of which nothing is known may turn what a figure beside them
// means: a denial, a guess, a condition, another day, somebody else, a part.
func Turns(words string) bool {
	return containsAny(without(Fold(words), "主要是", "人不多", "人不少", "人倒不多", "人也不多", "不算多", "不算少", "不挤", "不冷", "不热", "没太阳", "雨没停", "没断过", "没停过", "雪没停", "不错", "没事", "没问题", "没意见", "没啥事", "没出事", "没异常", "没有异常", "没毛病", "不容易", "不好意思", "差点忘", "明白", "说明", "证明", "文明", "他们都辛苦", "还好", "还行", "还可以", "还顺利", "还算顺利", "了不起", "如期", "假日", "假期", "放假", "请假", "不慢", "不耽误", "不断", "陆续不断", "没停"),
		"领先", "不", "没", "未", "非", "别", "假", "如果", "要是", "若是", "若要", "若能", "如若", "假若", "倘", "万一", "的话", "听", "据", "估", "猜", "约", "差", "除", "扣", "减", "刨", "预", "计划", "打算", "想", "能到", "能有", "会到", "将", "明天", "明日", "明早", "昨", "前天", "上届", "上次", "上回", "去年", "往年",
		"隔壁", "邻", "外村", "他村", "吧", "吗", "?", "几", "瞎", "乱", "误", "错", "改", "重复", "原来", "本来", "应该", "剩", "每", "平均", "一半", "左右", "可能", "也许", "大概", "好像", "似乎", "准备", "争取", "目标", "才能", "not", "if", "maybe")
}

// NotToBeNoted reports whether words beside a figure say that it is not to be noted: 别记 那是隔壁村的数.
func NotToBeNoted(words string) bool {
	return containsAny(Fold(words), "别记", "别录", "别登", "别填", "别报", "不要记", "不要录", "不要填", "不要报", "不用记", "别采用", "别采", "不作数", "隔壁村", "邻村", "别的村", "外村", "人家村", "听岔", "听错", "听串", "搞混", "弄混", "记混", "看岔", "看串")
}

// WithoutExplaining is a text without a last clause that only says why, or of what kind, and
// has no number: 废票10张，都是没写名字的.
func WithoutExplaining(text string) string {
	i := strings.LastIndexAny(text, ",，;；。\n")
	if i < 0 || strings.ContainsAny(Fold(text[i:]), "0123456789一二三四五六七八九十") {
		return text
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	if _, explains := cutAny(strings.TrimSpace(text[i+size:]), "都是", "全是", "因为", "主要是", "多数是", "多半是"); explains {
		return text[:i]
	}
	return text
}

// NamesVoters reports whether a word is for those who may vote: 户代表.
func NamesVoters(word string) bool {
	return endsAny(word, "代表", "选民", "党员", "居民", "村民")
}

// SaysPosted reports whether a text says that something was put to public notice.
func SaysPosted(text string) bool {
	return containsAny(text, "公布", "公示", "张榜", "上墙", "贴", "posted")
}

// OnlyPosted reports whether a short text says no more than that something was put to public notice, and
// nothing of a mistake: 结果公告贴出去了.
func OnlyPosted(text string) bool {
	s := strings.TrimRight(Fold(text), " .。!啊哈")
	return SaysPosted(s) && utf8.RuneCountInString(s) <= 14 && endsAny(s, "了", "好", "完", "出去") && !containsAny(s, "错", "漏", "少", "多", "重", "改", "算", "看", "写", "记", "听", "发现", "因", "后", "时")
}

// SaysDone reports whether words before a number say what was done so often, or with so many: 喊了, 去过.
func SaysDone(words string) bool {
	return endsAny(words, "了", "过", "有", "着", "到") || utf8.RuneCountInString(words) < 2
}

// WritesUnder reports whether what stands between a post and a name says that the name was written under it:
// 主任栏写, 主任一栏写的.
func WritesUnder(between []Token) bool {
	said := saidBy(between)
	return strings.Contains(said, "写") || strings.Contains(said, "栏") && containsAny(said, "填", "有", "投")
}

// nominating are words that say that the name behind them was put forward; read only.
var nominating = []string{"提名的是", "提名了", "提名的", "提名", "提的是", "提了", "提的", "提出", "提", "推荐了", "推荐的", "推荐", "推选了", "推选", "推的是", "推了", "推的", "推举", "报的是", "报了"}

// OnlyNominates reports whether words say no more than that a name behind them was put forward: 提了.
func OnlyNominates(words string) bool { return slices.Contains(nominating, Fold(words)) }

// Nominated is a name without such words before it.
func Nominated(name string) string {
	if rest, ok := cutAny(name, nominating...); ok && rest != "" {
		return rest
	}
	return name
}

// WroteUnder reports whether a word beside a post only says that a name was written under it: 写在, 栏里的.
func WroteUnder(word string) bool {
	s := strings.TrimLeft(strings.TrimRight(Fold(word), "的了"), "是都")
	return slices.Contains([]string{"写在", "写到", "写进", "填在", "填到", "写", "栏", "栏里", "一栏", "一栏里", "那栏", "那一栏", "那栏里", "里", "里头", "下面", "底下", "名下", "位置上"}, s)
}

// UnderThere reports whether a word behind a post says no more than that something was written under it: 主任栏还有5张.
func UnderThere(word string) bool {
	return WroteUnder(strings.TrimRight(Fold(word), "还另外又有的是"))
}

// WritesOther reports whether what stands behind a number of ballots says that they bear the name of somebody
// who does not stand: 写了别人, 填的是名单外的人.
func WritesOther(h Heard, i int) bool {
	_, to := h.Clause(i, ",，;；。\n!！")
	said := saidBy(h.Tokens[i:to])
	return containsAny(said, "写", "填", "投", "选", "给") && containsAny(said, "别人", "其他人", "其它人", "他人", "外人", "别的人", "旁人", "名单外", "不是候选人", "不在名单", "名单上没", "名单里没", "另外的人")
}

// WrittenIn is the name behind words that say what voters wrote: 写的是胡海.
func WrittenIn(words string) (name string, ok bool) {
	said, _ := cutAny(Fold(words), "选票上面", "选票上", "票上面", "票上", "票面上", "上面", "上", "面")
	name, ok = cutAny(strings.TrimPrefix(said, "手"), "写了个", "写的是个", "写着个", "写了一个", "写的是", "人写了", "人写的", "人写", "人投给", "人选了", "人填了", "写的", "写上了", "写上", "写了", "写着", "填的是", "填了", "选的是", "投的是", "投给了", "投给", "投了", "是投给", "给了", "写")
	if strings.HasPrefix(name, "票") || strings.HasPrefix(name, "字") { // 写票处
		return "", false
	}
	return strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(name, "有"), "的票"), "的了啊"), ok
}

// OnlyWritten is the name in words that say where, and that, voters wrote it: 里写了张强胜. Words that say no such
// thing are all of it.
func OnlyWritten(words string) string {
	said, _ := cutAny(strings.TrimSpace(words), "里面", "里头", "里边", "当中", "之中", "一栏里", "栏里", "一栏", "栏", "里", "中", "那里", "那栏")
	if name, written := WrittenIn(strings.TrimLeft(said, " 有")); written && name != "" {
		return name
	}
	return words
}

// Voted is a name without the word behind it that says that votes follow: 安然得票.
func Voted(name string) string {
	for _, got := range [...]string{"得票数", "得票", "获票", "票数"} {
		if rest, ok := strings.CutSuffix(name, got); ok && utf8.RuneCountInString(rest) > 1 {
			return rest
		}
	}
	return name
}

// WithoutArticle is a name without what only leads to it: 还有个沈小军.
func WithoutArticle(name string) string {
	if rest, ok := strings.CutPrefix(name, "了"); ok { // 另选了项红的
		name = strings.TrimSuffix(rest, "的")
	}
	for again := true; again; {
		if name, again = cutAny(name, "还有个", "还有", "有个", "一个叫", "个叫", "一个", "叫"); !again {
			if rest, ok := strings.CutPrefix(name, "个"); ok && utf8.RuneCountInString(rest) > 1 {
				name = rest
			}
		}
	}
	return name
}

// OnlyWrites reports whether words say no more than that voters wrote the name that follows: 写的.
func OnlyWrites(words string) bool {
	return slices.Contains([]string{"写的", "写的是", "写了", "写上了", "写上", "写着", "填的", "填的是", "填了", "投的是", "投给", "投给了", "选的是"}, Fold(words))
}

// Complains reports whether words say what somebody minds, or what does not go on, and are no names:
// 老冯家有意见 嫌名单贴得晚, 人选定不下来.
func Complains(words string) bool {
	return containsAny(words, "意见", "嫌", "反映", "不满", "抱怨", "担心", "顾虑", "想不通", "不同意", "不支持", "定不下", "没定", "未定", "选不出", "推不出", "黄了")
}

// OnlyNames reports whether words are nothing but several names of people: 邹秀川 柏海兰.
func OnlyNames(words string) bool {
	all := strings.FieldsFunc(Fold(words), func(r rune) bool { return strings.ContainsRune(" 、，,:\n", r) })
	return len(all) > 1 && !slices.ContainsFunc(all, func(w string) bool { return !election.MayBeName(w, election.NameListed) })
}

// SaysNow reports whether a word says that a figure is that of the moment: 目前171.
func SaysNow(t Token) bool {
	return t.Kind == Filler && slices.Contains([]string{"现在", "目前", "到现在", "到现在为止", "到目前", "到目前为止", "截至目前", "截止目前", "截至现在", "截止现在", "这会儿", "到这会儿", "当前", "眼下", "还是", "涨到", "升到", "增加到", "累计", "so far", "until now", "by now", "up to now"}, t.Text)
}

// PlainlyNow reports whether a text says no more than that a figure is that of the moment: 目前187人. Where people
// come or stand about it may be another: 现在来了200人.
func PlainlyNow(h Heard) bool {
	return slices.ContainsFunc(h.Tokens, SaysNow) && !containsAny(h.Text, "来", "围", "堵", "聚", "闹") && !slices.ContainsFunc(h.Tokens, func(t Token) bool {
		return t.Kind == Unknown || t.Kind == Word && !t.Tells(Greeting)
	})
}

// IsMeeting reports whether a word is one for a meeting: 动员会.
func IsMeeting(word string) bool {
	return endsAny(word, "会", "会议", "培训")
}

// OnlyParticles reports whether what follows a word only ends the sentence: 开始投票了.
func OnlyParticles(text string) bool {
	return strings.Trim(text, " ,.!，。！~了啦啊呀哦吧哈报") == ""
}

// CountsOthers reports whether a text says of a number of ballots that they bear other names
// than those of the candidates: 还有13张主任票写的别人.
func CountsOthers(h Heard) bool {
	counts := slices.ContainsFunc(h.Tokens, func(t Token) bool {
		return t.Number.Role == Count && (t.Number.Unit == "张" || t.Number.Unit == "票")
	})
	return counts && containsAny(h.Text, "写的别人", "写了别人", "写别人", "写的是别人", "写的其他人", "选了别人", "选的别人", "投给别人", "投了别人", "投的别人", "另选", "名单外", "写的旁人", "写的另外")
}

// Withholds reports whether words take back what they are asked about, or put it off, rather than
// say why it is so: 算了 也不算困难, 没困难了, 先不报这个. about is what the question calls it.
func Withholds(h Heard, about string) bool {
	s := Fold(h.Text)
	for again := true; again; {
		s, again = cutAny(strings.TrimLeft(s, " ,，.。哎唉哦啊嗯"), "没啥事", "没事了", "没事", "晓得了", "知道了")
	}
	if rest, ok := cutAny(s, "算了", "不用了", "不报了", "先不报", "不用报", "别报", "不撤", "不改了", "取消", "点错了", "点错", "按错了", "误点", "误触"); ok && utf8.RuneCountInString(rest) < 16 {
		return true
	}
	for _, w := range [...]string{"不算", "不算是", "不是", "没", "没有", "没什么", "没啥", "不"} {
		if at := strings.Index(s, w+about); at >= 0 && about != "" && utf8.RuneCountInString(s) < 20 {
			return true
		}
	}
	return false
}

// ZeroSlip reports whether a text says no more than that a figure lacks a zero at its end, or
// has one too many: 少打一个零, 后面再加个0, 多写了个0.
func ZeroSlip(text string) (missing, ok bool) {
	s := Fold(text)
	if utf8.RuneCountInString(s) > 16 || strings.ContainsAny(s, "123456789?") || !strings.ContainsAny(s, "0零") {
		return false, false
	}
	missing = containsAny(s, "少打", "少写", "少输", "少按", "少填", "少了", "少个", "少一个", "漏打", "漏写", "漏了", "漏个", "加个", "加一个", "补个", "补一个", "添个", "添一个", "后面还有")
	extra := containsAny(s, "多打", "多写", "多输", "多按", "多填", "多了", "多个", "多一个", "去掉", "删掉", "去个")
	return missing, missing != extra
}

// wrongWords say that what was reported is not right; aboutReport are what may stand
// beside them of the report that is meant, and vaguely the words of both that name none. Read
// only.
var (
	wrongWords = []string{"报错", "写错", "填错", "打错", "输错", "发错", "弄错", "搞错", "数错", "看错", "记错", "算错", "点错", "说错", "错", "不对", "有误", "有问题", "不准", "不准确", "报多", "报少", "报高", "报低", "多报", "少报", "多写", "少写", "弄反", "搞反", "报反", "写反", "填反", "报早", "搞早", "报快", "早报", "报急",
		"改", "改一下", "改下", "改改", "要改", "更正", "更正一下", "修改", "修改一下", "纠正", "重报", "重新报", "重新上报", "重发", "wrong", "mistake", "correct it"}
	vaguely     = []string{"改", "改一下", "修改", "修改一下", "改下", "改改", "要改", "错", "不对", "有问题", "correct it", "了", "吧", "啊", "呀", "哦", "好像", "可能", "应该", "要", "我", "一下", "下"}
	aboutReport = []string{"我", "我们", "刚才", "刚刚", "刚", "上一条", "上条", "上一个", "上次", "之前", "前面", "上面", "早上", "上午", "下午", "中午", "昨天", "今天", "最后", "最近", "那个", "那条", "这个", "这条", "一条", "一个", "报", "上报", "填", "发", "写", "的", "是", "把", "给", "有", "好像", "可能", "应该", "好象", "似乎", "等等", "等一下", "等下", "哎呀", "哎", "糟了", "不好意思", "对不起", "抱歉", "数", "数字", "数据", "数目", "人数", "票数", "情况", "内容", "报告", "消息", "记录", "一下", "下", "要", "需要", "想", "得", "能", "帮", "帮我", "请", "麻烦", "了", "啊", "呀", "吧", "哦", "啦", "哈", "呢", "都", "也", "就", "又",
		"投票", "计票", "选票", "票", "参选", "参选率", "投票率", "得票", "名单", "登记", "选民", "进度", "阶段", "提名", "候选人", "宣传", "会议", "突发", "the", "last", "one", "report", "figure", "number", "is", "was", "my", "it", "that", "i", "made", "a", "sorry"}
)

// ToCorrect reports whether a text says that what was reported is wrong, or is to be
// corrected, and not how: 改一下刚才报的, 计票报错了, 上一条不对. A report that is there must be
// named, by a word for it or of what it is about: 改 alone is none.
func ToCorrect(text string) bool {
	s, wrong, report := strings.Trim(Fold(text), " .。!~"), false, false
	if utf8.RuneCountInString(s) >= 24 {
		return false
	}
	for s != "" {
		says, about := longestAt(s, wrongWords), longestAt(s, aboutReport)
		n := max(says, about)
		if n == 0 && !strings.ContainsRune(" ,，.。!;~、", firstRune(s)) {
			return false
		}
		wrong = wrong || n > 0 && says == n
		report = report || n > 0 && !slices.Contains(vaguely, s[:n])
		s = s[max(n, utf8.RuneLen(firstRune(s))):]
	}
	return wrong && report
}

// OfLast reports whether a text speaks of what was reported last: 上一条, 刚报的.
func OfLast(text string) bool {
	return containsAny(text, "上一条", "上条", "刚才报", "刚报", "刚刚报", "刚发", "前面报", "上面报", "刚才那", "刚刚那", "刚那个", "刚那条", "刚那数", "刚那")
}

// longestAt is how many bytes the longest of some words has with which a text begins; 0 if it
// begins with none.
func longestAt(s string, words []string) (n int) {
	for _, w := range words {
		if len(w) > n && strings.HasPrefix(s, w) && Bounded(s, w) {
			n = len(w)
		}
	}
	return n
}

// Replaces reports whether a text says that a figure takes the place of another: 用651, 数字颠倒了
// 是460.
func Replaces(text string) bool {
	if _, _, denies := DeniedFigure(text); denies || containsAny(text, "用", "颠倒", "搞反", "换成", "作废") {
		return true
	}
	settled, decides := cutAny(text, "那就按", "那就算", "那就", "就按", "就算", "就", "按", "算")
	return decides && strings.Trim(Fold(settled), "0123456789 ,人个票张吧了啊，。.!") == ""
}

// deniedFigure is a figure that a text begins by denying; slip is a digit that was typed too much.
var (
	deniedFigure = regexp.MustCompile(`^(?:[哦啊哎额嗯呀]+[\s,，]*)?(?:不是|不对不是|是?说?错了不是)\s*([0-9]+)`)
	slip         = regexp.MustCompile(`多[按打敲写输点]了?一?个([1-9])(?:[\s,，。]*(?:应该)?是([0-9]+))?$`)
)

// DeniedFigure is the figure that a text begins by denying, and what follows: 不是402，三河.
func DeniedFigure(text string) (figure, rest string, ok bool) {
	s := Fold(text)
	m := deniedFigure.FindStringSubmatch(s)
	if m == nil {
		return "", "", false
	}
	return m[1], strings.TrimLeft(s[len(m[0]):], " ,，。;；"), true
}

// WithoutFigure is a text without a figure of it, which is a whole number there: no 402 is in 1402.
func WithoutFigure(text, figure string) (rest string, ok bool) {
	digits := func(s string, at int) bool { return at >= 0 && at < len(s) && s[at] >= '0' && s[at] <= '9' }
	for at := 0; ; at++ {
		i := strings.Index(text[at:], figure)
		if i < 0 {
			return text, false
		}
		if at += i; !digits(text, at-1) && !digits(text, at+len(figure)) {
			return text[:at] + text[at+len(figure):], true
		}
	}
}

// ExtraDigit is the digit that a text says was typed too much, and the right figure if it says that, too: 多按了个6,
// 多打了个1 是150.
func ExtraDigit(text string) (digit, right string, ok bool) {
	if m := slip.FindStringSubmatch(strings.TrimRight(Fold(text), " .。!")); m != nil {
		return m[1], m[2], true
	}
	return "", "", false
}

// AsksWhether reports whether a clause asks whether it is so: 投票640 对不对, 是640吗, 640？ One
// that asks who or which does not.
func AsksWhether(clause []Token) bool {
	whether, other := false, false
	for _, t := range clause {
		switch {
		case t.Kind == Mark && strings.Contains(t.Text, "?"), t.Tells(Asking) && containsAny(t.Text, "吗", "么", "吧", "是不是", "是否", "对不对", "行不行", "好不好", "算不算", "够不够") && t.Text != "什么":
			whether = true
		case t.Tells(Asking), t.Kind == Unknown && containsAny(t.Text, "哪", "谁", "几"):
			other = true
		}
	}
	return whether && !other
}

// Swaps reports whether a text says that two figures stand the wrong way round.
func Swaps(h Heard) bool {
	return !containsAny(h.Text, "没颠倒", "没反", "没写反", "没弄反", "没搞反", "没报反", "没有反", "没有颠倒") && slices.ContainsFunc(h.Tokens, func(t Token) bool {
		return t.Tells(Correcting) && containsAny(t.Text, "反", "调", "换", "颠倒", "串", "倒了")
	})
}

// OnlyOfVotes reports whether a piece of a text says no more than that votes of people are spoken of: 两个人的票数.
func OnlyOfVotes(text string) bool {
	return strings.Trim(text, "的得票数两个人俩给刚才把，, ") == ""
}

// WroteAs reports whether a word says that what follows it was written in the place of what is
// right: 640写成604了.
func WroteAs(t Token) bool {
	return t.Tells(Correcting) && containsAny(t.Text, "写成", "填成", "报成", "打成", "输成", "记成")
}

// SaysAny reports whether one of some words stands in a text.
func SaysAny(text string, words []string) bool { return containsAny(Fold(text), words...) }

// OfTheRest reports whether a text speaks of what is left: 余下的票.
func OfTheRest(h Heard) bool {
	return slices.ContainsFunc(h.Tokens, func(t Token) bool { _, rest := t.Is(OfRest); return rest })
}

// InAll reports whether a word says that what follows is of all, not of a part.
func InAll(word string) bool {
	return containsAny(word, "全村", "我村", "本村", "共", "总", "合计", "全部", "累计", "全社区")
}

// WithoutDoing is what names people without what they did at its end, where a label says that too: 赵大山宣布的
// of 宣布人.
func WithoutDoing(said, label string) string {
	did, of := strings.CutSuffix(strings.TrimSuffix(label, "员"), "人")
	if !of || did == "" {
		return said
	}
	short := strings.TrimRight(strings.TrimRight(said, "的了"), " ")
	for _, w := range [...]string{"当场" + did, "当众" + did, "来" + did, did} {
		if who, ok := strings.CutSuffix(short, w); ok && strings.TrimSpace(who) != "" {
			return strings.TrimSpace(who)
		}
	}
	return said
}

// Once reports whether a number may only say that something happened, or that there is one such: 一次.
func Once(number string) bool {
	return slices.Contains([]string{"一次", "一场", "一回", "一个"}, number)
}

// AddsNothing reports whether a word between what is counted and its number says no more than that it
// was done: 贴了, 选完了. What takes from it, 少了, or comes on top, 又挂了, says more.
func AddsNothing(word string) bool {
	n := utf8.RuneCountInString(word)
	return n > 1 && n < 4 && strings.HasSuffix(word, "了") && !strings.ContainsAny(word, "又再没未不少多差退丢缺错撤坏废空漏剩减增加补改重换等约近超过破好像给赢胜")
}

// OfThem reports whether a word says that what follows counts a part of what stands before it.
func OfThem(word string) bool {
	return slices.Contains([]string{"其中", "其中有", "其中含", "里面", "含", "包括", "包含"}, word)
}

// OnlyDoes reports whether a text only says that what stands beside it was done: 挂了, 贴的, 发放.
func OnlyDoes(text string) bool {
	s := strings.TrimLeft(Fold(text), "已都共又再还刚就")
	for _, w := range [...]string{"挨家挨户", "入户", "上门", "逐户", "挨户", "到户", "沿街", "在村里", "给村民", "向村民", "给每户", "每户"} {
		if rest, ok := strings.CutPrefix(s, w); ok && rest != "" {
			s = rest
			break
		}
	}
	return slices.Contains([]string{"挂", "悬挂", "拉", "发", "发放", "派发", "散发", "贴", "张贴", "粘贴", "印", "印制", "播", "播放", "播出", "办", "开", "召开", "做", "搞", "弄", "组织", "制作", "写", "刷", "出", "送", "推送", "装", "登", "走访", "上门"}, strings.TrimRight(s, "了的过出去好完"))
}

// without is a text without some words.
func without(s string, words ...string) string {
	for _, w := range words {
		s = strings.ReplaceAll(s, w, "")
	}
	return s
}

// Stated reports whether words say that something was done or is so, and are no name: 交上去了,
// 有了, 已经批了.
func Stated(words string) bool {
	s := strings.TrimRight(Fold(words), " .。!~，,")
	return strings.HasSuffix(s, "了") || strings.HasSuffix(s, "好") || containsAny(s, "已", "过了", "完成", "没有", "无", "齐")
}

// SaysAway reports whether a word is for those who are away.
func SaysAway(word string) bool {
	return containsAny(word, "外出", "打工", "在外", "务工", "外地")
}

// NotVoted reports whether what stands right behind a number says that so many have not voted yet: 61个没来投.
func (h Heard) NotVoted(i int) bool {
	next := i + 1
	if next >= len(h.Tokens) || !h.Tokens[next].Joined || !Absent(h.Tokens[next]) && !h.Tokens[next].Tells(Denying) {
		return false
	}
	_, to := h.Clause(i, ",，;；。\n!！")
	return containsAny(saidBy(h.Tokens[next:to]), "没投", "没来投", "没有投", "未投", "没来", "没过来投", "没参加投", "没到")
}

// Absent reports whether a word says of those who are counted that they did not come: 480人没来投.
func Absent(t Token) bool {
	id, other := t.Is(OfOther)
	return other && id == AsPart && containsAny(t.Text, "没", "未", "缺席")
}
