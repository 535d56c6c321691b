package flows

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// firstList reports the first list 初步候选人, before the deliberation: how many were
// nominated by whom, and their names. It stays when the formal list is reported, so that
// the two can be compared (选举法第三十条至第三十二条).
var firstList = record{
	id: election.FirstListRecord, title: say("初步候选人", "First list"),
	command: "first_list", words: []string{"初步候选人", "初步名单", "第一榜候选人", "第一轮名单", "首轮名单", "第一轮候选人", "第一轮候选人名单", "首批候选人", "first list"},
	label: say("📝 初步候选人", "📝 First list"), group: groupCandidates(), kinds: []election.Kind{election.Congress, election.Villagers, election.Residents, election.Session},
	stage: election.FirstListStage, ends: true, on: "posted", alone: []flow.StepID{"joint"}, unless: bothLists.MatchString,
	remarks: say("正式名单公布后，比较谁没有列入、谁是后加的", "once there is a formal list, who is not on it, and who was added"),
	review:  reviewFirstList,
	checks:  []check{{code: "first_names", means: say("名单里不是姓名的字", "a word that is no name"), fields: []string{election.FirstListNames}, wrong: noNameListed}},
	fields: []field{
		day("posted", say("公布日期", "Posted on"), "公布", "公示"),
		amount("organisations", say("组织提名", "By organisations"), say("人", ""), "政党团体提名", "组织推荐", "组织提", "组织推", "党组织提", "政党提", "主席团提名", "党组织提名", "党组织推荐", "政党推荐", "政党提名", "政党团体推荐", "政党和人民团体推荐", "organisations", "organizations", "nominated by organisations", "party"),
		amount("joint", say("联名提名", "By joint nomination"), say("人", ""), jointWords()...),
		amount("self", say("自荐", "Put forward by themselves"), say("人", ""), "自荐人", "自我推荐", "self-nominated", "self nominated").ifTold(),
		names(election.FirstListNames, say("名单", "Names"), say("初步候选人有哪些人？用顿号隔开。", "Who is on the first list?"), "姓名", "names"),
		prose(election.FirstListJoint, say("联名人选", "Jointly nominated"), say("其中由联名提名的有哪些人？", "Who of them was nominated jointly?"), "联名的有", "由联名提名的", "nominated jointly").ifTold(),
		choice(election.FirstListPrimary, say("预选", "Preliminary vote"), say("进行预选了吗？", "Was there a preliminary vote?"),
			flow.Option{Value: "held", Label: say("经过预选", "held"), Words: []string{"进行了预选", "已预选", "预选了"}},
			flow.Option{Value: "none", Label: say("没有预选", "none"), Words: []string{"未预选", "不用预选", "没有进行预选"}}).ifTold(),
		photo(say("公布照片", "Photo of the notice"), say("请发公布名单的照片。", "Please send a photo of the posted list.")),
	},
}

// bothLists finds that the formal list is named beside the first one: who is on either is asked, 初步名单和正式名单.
var bothLists = regexp.MustCompile(`初步\S{0,6}?\s*(?:和|跟|与|及|以及|、|/|还有)\s*正式`)

// noNameListed refuses a list with words in it that are no names: 贴错了顺序.
func noNameListed(r election.Record) election.Phrase {
	for _, name := range slices.Concat(election.FirstNames(r), election.JointNames(r)) {
		if r, _ := utf8.DecodeRuneInString(name); (unicode.IsDigit(r) || unicode.Is(unicode.Han, r)) && !election.MayBeName(name, election.NameCounted) {
			return say("“%s”不像姓名。名单只写姓名，用顿号隔开，例如“张三、李四、王五”。", "“%s” is not like a name. Write names alone: 张三、李四、王五.").With(name)
		}
	}
	return election.Phrase{}
}

// reviewFirstList says whether the names are as many as were nominated, and what became
// of them once there is a formal list.
func reviewFirstList(s flow.Subject, r election.Record) []election.Phrase {
	var said []election.Phrase
	if d, ok := s.Election.FirstListLimit(); ok {
		said = append(said, noticeDay(s, r.On, d))
	}
	names := election.FirstNames(r)
	if sum := r.Numbers["organisations"] + r.Numbers["joint"] + r.Numbers["self"]; len(names) > 0 && sum != len(names) {
		said = append(said, say("提名共 %d 人，名单有 %d 个姓名：请核对（一人可能由几方提名）。", "%d nominations, %d names: please check (one person may be nominated by several).").With(sum, len(names)))
	}
	if over := s.Election.OverDifferential(s.Unit, len(names)); !over.IsZero() && r.Words[election.FirstListPrimary] == "" {
		said = append(said, over)
	}
	if s.Progress.Nomination == nil {
		return said
	}
	formal := s.Progress.Nomination.Names()
	dropped, added := election.ListsCompared(names, formal)
	said = append(said, comparedLists(dropped, added)...)
	if joint := election.JointNames(r); len(joint) > 0 {
		out, _ := election.ListsCompared(joint, formal)
		said = append(said, say("联名提名的 %d 人，列入正式名单 %d 人，没有列入 %d 人。", "Of %d nominated jointly %d are on the formal list, %d are not.").With(len(joint), len(joint)-len(out), len(out)))
	}
	return said
}

// comparedLists says who of a first list is not on the formal one, and who was added.
func comparedLists(dropped, added []string) []election.Phrase {
	var said []election.Phrase
	for _, part := range []struct {
		what  election.Phrase
		names []string
	}{{say("没有列入正式名单", "Not on the formal list"), dropped}, {say("正式名单后加的", "Added to the formal list"), added}} {
		if n := len(part.names); n > 0 {
			who := strings.Join(part.names, "、")
			said = append(said, say("%s：%s（%s 人）", "%s: %s (%s)").With(part.what, who, fmt.Sprint(n)))
		}
	}
	return said
}

// jointWords are how a nomination by ten or more together is called: 十名以上选民联名推荐.
func jointWords() []string {
	words := []string{"村民提名", "joint", "jointly"}
	for _, ten := range []string{"", "10人", "十人", "10名", "十名", "10人以上", "十人以上", "10名以上", "十名以上"} {
		for _, who := range []string{"", "选民", "代表", "村民", "居民", "居民代表"} {
			for _, how := range []string{"联名", "联名推荐", "联名提名", "联名提", "联名推", "联名推选"} {
				words = append(words, ten+who+how)
			}
		}
	}
	return words
}
