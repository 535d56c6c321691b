package speech

import "strings"

// VoterQuestion is what anybody may ask in a group, and strangers in private.
type VoterQuestion string

// The questions of voters.
const (
	VoterWhere VoterQuestion = "where" // 哪里投票
	VoterWhen  VoterQuestion = "when"  // 什么时候
	VoterBring VoterQuestion = "bring" // 要带什么
)

// voterWords are the words of each question, in the order in which they are looked
// for; read only.
var voterWords = []struct {
	question VoterQuestion
	words    string
}{
	{VoterBring, "/bring|/need|带什么|带啥|要带|证件|身份证|选民证|what do i need|what to bring|do i bring|identity card"},
	{VoterWhere, "/where|哪里|哪儿|在哪|地点|地址|投票站|投还是在|是不是在|去哪投|上哪投|哪投|where"},
	{VoterWhen, "/when|投得成|投得上|来得及投|赶不赶得上|赶得到|还能投|来得及|赶得上|投到|截止|结束|关门|开门|几点前|什么时候|啥时候|几点|几号|哪天|何时|时间|when"},
}

// Words of what the village or the office has to answer: how to get a lost card,
// whether one may vote without it, where the roll hangs. Whoever says them does not ask
// the three questions, whatever else is said, unless it is about voting itself.
const (
	otherMatters     = "委托|代投|代票|代写|替我|帮我投|替人|丢|掉了|弄丢|找不到|不见了|补办|补发|补一|挂失|没收到|没有收到|没发|没领|领取|过期|忘带|忘了|没有身份证|没身份证|没带|没有选民证|没选民证|外地|在外|回不来|lost|proxy|did not get|didn't get|without|forgot|expired"
	mattersOfTheRoll = "结果|名单|名册|登记|候选人|报名|参选|竞选|申诉|举报|投诉|电话|办公|领选民证|发选民证|开会|roll|register|candidate|candidates|complain|telephone"
)

// VoterMatter is what a voter may want that the office or a notice answers, not the
// bot.
type VoterMatter string

// The matters that are referred.
const (
	VoterProxy     VoterMatter = "proxy"     // 可以替我妈投吗
	VoterComplaint VoterMatter = "complaint" // 有人买票你们管不管
	VoterRoll      VoterMatter = "roll"      // 名单上没有我, 户口迁走了能不能投
	VoterResult    VoterMatter = "result"    // 谁当选了, 现在多少人投了
	VoterHousehold VoterMatter = "household" // 一家去几个人投
)

// voterMatters are the words of each matter, in the order in which they are looked
// for; read only.
var voterMatters = []struct {
	matter VoterMatter
	words  string
}{
	{VoterHousehold, "都去投还是|去一个就|去一个人就|来一个就|来一个人就|一家去几个|一家去几人|一户去几个|一户去几人|一家来几个|一户来几个|每家去几个|每户去几个|一家一票|一户一票|每户一票|每家一票|一家去一个|一户去一个|每户去一个|每家去一个|全家都去|全家都要去|一家人都要去|一家人都去|一家派一个|一户派一个|都要去投吗|一人一票|one per household|whole family"},
	{VoterProxy, "委托|代投|代票|替我|替他|替她|替人|替家|帮我投|帮他投|帮她投|帮我妈|帮我爸|代我|代他|代她|回不来|回不去|在外打工|在外地|来不了|走不动|走不了|瘫|上门|下不了床|腿脚不|行动不便|卧床|住院|proxy|vote for my|away from home"},
	{VoterComplaint, "买票|卖票|贿选|拉票|送钱|送烟|送酒|送米|送油|发红包|红包|作弊|造假|不公平|不公正|暗箱|举报|投诉|告状|反映|打架|打起来|威胁|冒领|冒名|假票|乱来|管不管|没人管|complain|report somebody|bribe|fraud|cheat"},
	{VoterRoll, "忘带|忘了带|没带身份证|身份证丢|证丢|丢了|补办|户口|户籍|迁|嫁|媳妇|女婿|满18|十八岁|18岁|刚满|年龄|资格|能不能投|能投吗|能投不|可不可以投|可以投吗|有没有我|没有我|没我|漏了|漏登|漏掉|名单上|在名单|名单没|名字|没登记|怎么登记|登记上|选民证|身份证丢|身份证过期|身份证没|补办|on the list|my name|eligible|may i vote|can i vote"},
	{VoterResult, "候选人是|候选人有|候选人都|哪些候选人|选哪几个|有谁参选|谁参选|选的是谁|选的都有谁|公布结果|结果公布|什么时候公布|啥时候公布|什么时候出结果|啥时候出结果|当选|选上|选出|谁票多|票最多|得票|多少票|多少人投|几个人投|投了多少|投票率|参选率|结果|选的谁|谁赢|result|elected|who won|turnout|how many voted|have voted"},
}

// VoterWants finds what a text asks for that is referred to the office or a notice.
func VoterWants(text string) (VoterMatter, bool) {
	s := Fold(text)
	for _, m := range voterMatters {
		if says(s, m.words) {
			return m.matter, true
		}
	}
	return "", false
}

// VoterAsks finds a voter's question in a text.
func VoterAsks(text string) (VoterQuestion, bool) {
	s := Fold(text)
	if says(s, otherMatters) || says(s, mattersOfTheRoll) && !says(s, "投票|vote") {
		return "", false
	}
	for _, q := range voterWords {
		if says(s, q.words) {
			return q.question, true
		}
	}
	return "", false
}

// Says reports whether a word stands in a text, a whole one if it is English.
func Says(text, word string) bool { return says(Fold(text), Fold(word)) }

// says reports whether one of some words stands in a folded text, a whole one if it is
// English: “now” is not in “know”.
func says(s, words string) bool {
	runes := runesIn(s)
	return saysWith(s, &runes, words)
}

// saysWith is says of a text whose characters are known.
func saysWith(s string, runes *RuneSet, words string) bool {
	for more := true; more; {
		var w string
		if w, words, more = strings.Cut(words, "|"); runes.mayHold(w) && saysWord(s, w) {
			return true
		}
	}
	return false
}

// saysBoth reports whether a text says what something is about, if that is to be said, and what of it.
func saysBoth(s string, runes *RuneSet, about, said string) bool {
	return (about == "" || saysWith(s, runes, about)) && saysWith(s, runes, said)
}

// saysWord reports whether a word stands in a folded text.
func saysWord(s, w string) bool {
	for at := 0; ; at++ {
		i := strings.Index(s[at:], w)
		if i < 0 {
			return false
		}
		at += i
		before := at > 0 && Letter(rune(s[at-1])) && Letter(rune(w[0]))
		if !before && Bounded(s[at:], w) {
			return true
		}
	}
}
