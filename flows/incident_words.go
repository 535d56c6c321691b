package flows

import (
	"regexp"
	"slices"
	"strings"

	"huanjie/internal/flow"
)

// emergency is what nobody says unless something has gone wrong; read only. What
// may as well be a topic of talk (贿选, 举报) counts only of somebody who does it.
var emergency = regexp.MustCompile(`(?i)打起来|打架|打人|打伤|动手打|动起手|动手了|斗殴|群殴|闹事|闹起来|吵起来|冲突|推搡|冲击(?:会场|投票|村委)` +
	`|抢(?:了|走|夺)*(?:票箱|选票|公章)|砸(?:了|坏)*(?:票箱|会场|投票)|撕(?:了|毁|掉|坏|碎)*(?:选票|名单|公告|公示)|围堵|堵(?:了|住|在)*(?:大?门|路口|会场|投票|村委会|镇政府)` +
	`|快来人|快派人|快叫人|来人啊|把.{1,8}(?:堵|撕|砸|抢|烧|锁)(?:了|住|掉|走|毁)|救命|出事了|出大事|特急|十万火急` +
	`|晕倒|晕过去|昏倒|昏迷|摔倒|摔伤|受伤|伤人|着火|起火|失火|火灾|爆炸|触电|塌了|倒塌|进水|被淹|停电|断电|跳闸|没有?电了` +
	`|(?:有人|正在|在|又|给|挨家).{0,8}(?:贿选|买票|买选票|拉票|送钱|送烟|送酒|送礼|发钱|发烟|发红包)|有人.{0,8}(?:举报|投诉|上访|威胁|恐吓|捣乱|阻挠|闹)|集体上访|集访` +
	`|(?:票箱|选票|公章|印章).{0,8}(?:丢了|不见了|没了|找不到|被抢|被偷|被撕|被烧|被毁|打不开|坏了|淋湿|弄湿)` +
	`|power (?:is out|is off|cut|failure|outage)|no power|blackout|(?:a |is |are |broke )fight|fighting|riot|\binjured|fainted|collapsed|unconscious|on fire|brib(?:e|ing)|buying votes` +
	`|(?:ballot box|ballots|seal) (?:\w+ ){0,3}(?:stolen|missing|lost|seized|torn|gone)|\burgent|emergency|send help|help us|come quickly`)

// hearsIncident finds an emergency in a message that begins with no form's word:
// 打起来了，快来人; 村里停电了，没法投票; power is out. It is neither asked about nor
// denied, nor over, nor the reason for a report that is promised.
func hearsIncident(text string) (parts [][2]int, ok bool) {
	if inquires(text) || isOver.MatchString(text) || !happened(emergency, text) {
		return nil, false
	}
	if _, later := hearsPromise(text); later {
		return nil, false
	}
	return [][2]int{{0, len(text)}}, true
}

// isOver is said of what has passed; read only.
var isOver = regexp.MustCompile(`(?i)没事了|来电了|修好了|解决了|平息|劝开|劝住|劝走|扑灭|处理好|处理完|已处理|恢复了|已经?恢复|恢复正常|虚惊|back on|restored|solved|settled|is over`)

// asksAbout are the words of a question; read only.
var asksAbout = regexp.MustCompile(`(?i)[?？]|吗|哪|谁|多少|几[个点次人]|什么|怎么|如何|是否|有没有|能不能|要不要|是不是|\b(?:which|who|how|what|when|where|why|is there|are there|does|did)\b`)

// nobodyKnows asks nothing; read only.
var nobodyKnows = regexp.MustCompile(`不知道?是?谁|不知道?怎么|不知道?什么`)

// inquires reports whether a message asks, rather than tells.
func inquires(text string) bool {
	return asksAbout.MatchString(nobodyKnows.ReplaceAllString(text, ""))
}

// denied stands before what has not happened; read only.
var denied = regexp.MustCompile(`(?i)(?:没有?|未|无|不会?|不是|不要|别|防止?|以防|预防|严禁|禁止|如果|万一|要是|假如|若|以免|免得|避免|杜绝|怕|担心)(?:有?人|再|发生|出现|任何|又|因)*$|\b(?:no|not|nobody|none|without|if|in case of)(?: \w+)?(?: (?:is|was|were|a))? ?$`)

// happened reports whether a message says one of some words of something that has
// happened: 有人受伤, and not 没有人受伤.
func happened(words *regexp.Regexp, text string) bool {
	return slices.ContainsFunc(words.FindAllStringIndex(text, -1), func(at []int) bool { return !denied.MatchString(text[:at[0]]) })
}

// topicInWords presumes what an incident is about from what was said of it.
func topicInWords(_ flow.Subject, d incidentDraft) (string, bool) {
	for _, hint := range []struct {
		topic string
		words []string
	}{
		{"petition", []string{"上访", "集访", "围堵", "petition"}}, {"bribery", []string{"贿", "拉票", "买票", "买选票", "送烟", "送酒", "送礼", "送钱", "发钱", "发红包", "brib", "buying votes"}},
		{"complaint", []string{"信访", "举报", "投诉", "告状", "complain"}}, {"ballots", []string{"选票", "票箱", "ballot"}},
		{"accident", []string{"受伤", "打伤", "晕", "昏", "生病", "摔", "着火", "起火", "失火", "火灾", "爆炸", "触电", "塌", "暴雨", "大雪", "injur", "faint", "collapsed", "unconscious", "fire", "storm"}},
		{"facilities", []string{"停电", "断电", "跳闸", "没电", "没有电", "信号", "漏雨", "进水", "被淹", "场地", "断网", "power", "blackout", "signal"}},
		{"order", []string{"打架", "打起来", "打人", "动手", "动起手", "斗殴", "吵", "冲突", "闹", "捣乱", "阻挠", "抢", "砸", "撕", "堵", "推搡", "辱骂", "威胁", "恐吓", "quarrel", "fight", "riot"}},
	} {
		if slices.ContainsFunc(hint.words, func(w string) bool { return strings.Contains(strings.ToLower(d.Words), w) }) {
			return hint.topic, true
		}
	}
	return "", false
}

// The words by which an incident is grave, or serious; read only. 抢修 and 抢险 are
// no robbery.
var (
	graveWords   = regexp.MustCompile(`(?i)特急|十万火急|晕倒|晕过去|昏倒|昏迷|受伤|伤人|打伤|流血|着火|起火|失火|火灾|爆炸|触电|救命|生命危险|injured|fainted|collapsed|unconscious|bleeding|on fire|\bgrave\b`)
	seriousWords = regexp.MustCompile(`(?i)紧急|[很太好真非常十分特别]急|急需|急[!！]|快来|快派|快叫人|速来|来人啊|抢(?:了|走|夺|票|选票|公章)|被抢|打起来|打架|动手|斗殴|砸|urgent|hurry|send help|come quickly|fighting|a fight|seized`)
)

// severityInWords is how urgent an incident is if the words say so themselves.
func severityInWords(_ flow.Subject, d incidentDraft) (string, bool) {
	switch {
	case happened(graveWords, d.Words):
		return "1", true
	case happened(seriousWords, d.Words):
		return "2", true
	}
	return "", false
}

// peopleSaid is a number of people in a sentence; read only.
var peopleSaid = regexp.MustCompile(`(\d{1,5})\s*[多余来几]?(?:人|名|people)`)

// peopleInWords takes 20多人 out of what was said.
func peopleInWords(_ flow.Subject, d incidentDraft) (string, bool) {
	found := peopleSaid.FindStringSubmatch(d.Words)
	if found == nil {
		return "", false
	}
	return found[1], true
}
