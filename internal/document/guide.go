package document

import (
	"time"

	"huanjie/internal/election"
)

// Guide is a page on how to do a stage: the steps in order, with whom, and
// frequent mistakes. Forms names the forms that report it.
type Guide struct {
	Steps []election.Phrase
	With  election.Phrase
	Mind  election.Phrase
	Forms []string
}

// GuideOf returns the page of a stage. An office's own stages have none.
func GuideOf(e election.Election, id election.StageID) (Guide, bool) {
	pages := committeeGuides(e)
	switch e.Kind {
	case election.Party:
		pages = partyGuides()
	case election.Congress:
		pages = congressGuides()
	case election.Session:
		pages = sessionGuides()
	}
	g, ok := pages[id]
	return g, ok
}

// GuidePage returns the text of a page, with the computed days of the stage.
func GuidePage(e election.Election, id election.StageID, l election.Language, now time.Time) string {
	st, _ := e.Stage(id)
	g, ok := GuideOf(e, id)
	p := &page{l: l}
	p.title(say("📘 %s怎么做", "📘 How to do it: %s").With(stageName(st)))
	p.line(say("计划 %s前完成", "planned by %s").With(st.Planned.Say(election.DateOf(now))))
	if last := st.Lawful.Last; !last.IsZero() {
		p.line(say("法定最迟 %s（%s）", "by law at the latest %s (%s)").With(last.Say(election.DateOf(now)), st.Lawful.Article))
		if today := election.DateOf(now); last.Before(today) {
			p.line(say("⚠️ 已过法定时限 %s；还没办的，先报告选举办再办。", "⚠️ %s past the lawful day; whoever has not done it tells the office before going on.").With(election.Days(today.Sub(last))))
		}
	}
	if !ok {
		p.line(say("这个阶段是选举办自己定的，做法请问选举办。", "This stage is the office's own; please ask the office how it is done."))
		return p.String()
	}
	p.line(election.Phrase{})
	for i, s := range g.Steps {
		p.line(say("%d. %s", "%d. %s").With(i+1, s))
	}
	p.line(say("👥 会同：%s", "👥 With: %s").With(g.With))
	if !g.Mind.IsZero() {
		p.line(say("⚠️ 注意：%s", "⚠️ Mind: %s").With(g.Mind))
	}
	return p.String()
}

// committeeGuides returns the pages for villages and communities.
func committeeGuides(e election.Election) map[election.StageID]Guide {
	voters, law := say("村民", "villagers"), say("村民委员会组织法", "the Organic Law of Villagers' Committees")
	place, away := say("村", "village"), say("在村、外出、外来申请", "present, absent, admitted")
	if e.Kind == election.Residents {
		place, away = say("社区", "community"), say("常住、外出、外来申请", "present, absent, admitted")
		voters, law = say("居民", "residents"), say("城市居民委员会组织法", "the Organic Law of Urban Residents' Committees")
	}
	return map[election.StageID]Guide{
		"prepare": {
			Steps: []election.Phrase{
				say("和党组织定好工作方案、人员分工、经费。", "Settle the plan, the tasks and the funds with the Party organisation."),
				say("摸清底数：户数、外出%s、矛盾、可能参选的人。", "Find out households, absent %s, quarrels, and who may stand.").With(voters),
				say("重点%[1]s写好应急预案，约定谁在现场负责。", "In a key %[1]s write the contingency plan and agree who is in charge on the spot.").With(place),
			},
			With: say("包片领导、党组织书记", "the area's leader, the Party secretary"),
			Mind: say("方案要先批后办；有方案要报批的用“请示”。", "A plan that needs approval is sent as a request first."), Forms: []string{"stage", "plan", "request"}},
		"audit": {
			Steps: []election.Phrase{
				say("配合审计：账目、资产、债权债务、在建工程。", "Help the audit: accounts, property, debts, works under way."),
				say("审计结果张榜公布，拍照上报。", "Post the result in public, photograph it, report it."),
				say("召开会议对上届成员民主评议。", "Hold the meeting that appraises the outgoing members."),
			},
			With: say("农经（财政）审计人员、村（居）务监督委员会", "the auditors, the supervision committee"),
			Mind: say("结果要在选举之前公布；群众有疑问的先答复再选举。", "The result must be published before the election; answer doubts first."), Forms: []string{"audit", "appraisal"}},
		"publicity": {
			Steps: []election.Phrase{
				say("张贴公告、挂横幅、发公开信，广播循环播放。", "Put up notices and banners, send letters, broadcast."),
				say("给外出%s逐户打电话，问清是否参加、是否委托。", "Telephone the absent %s: will they come, or name a proxy?").With(voters),
				say("培训选委会、计票监票人员，每人过一遍选票样张。", "Train committee and counters; everybody goes over a sample ballot."),
			},
			With: say("%s两委、小组长", "both committees of the %s, the group heads").With(place),
			Mind: say("宣传法律和程序，不宣传任何候选人。", "Explain the law and the procedure; promote no candidate."), Forms: []string{"publicity", "training", "stage"}},
		"committee": {
			Steps: []election.Phrase{
				say("各小组推选小组长、%s代表。", "The groups choose heads and representatives of the %s.").With(voters),
				say("推选选举委员会，当场公布结果，张榜。", "Choose the election committee; announce it at once and post it."),
				say("选委会开第一次会：分工、日程、办法。", "The committee meets: tasks, dates, rules."),
			},
			With: say("党组织、各小组长", "the Party organisation, the group heads"),
			Mind: say("选委会成员或近亲属被提名为候选人的，要退出选委会。", "Who is nominated, or whose near relative is, must leave the committee."), Forms: []string{"representatives", "committee"}},
		"roll": {
			Steps: []election.Phrase{
				say("逐户登记：%s的，一人一次。", "Register house by house: %s; each once.").With(away),
				say("名单张榜公布，拍照上报；从公布起算申诉期。", "Post the roll, photograph it, report it; the time for objections begins."),
				say("有申诉的当天登记，三日内答复并公布更正。", "Enter objections the same day, decide within three days, post corrections."),
			},
			With: say("选委会、小组长、派出所（核对户口）", "the committee, the group heads, the police (registers)"),
			Mind: say("公布最迟在选举日前二十日，晚一天也不行：宁可早。", "The last day is 20 days before polling day; not a day later."), Forms: []string{"roll", "objection"}},
		"candidates": {
			Steps: []election.Phrase{
				say("公告提名办法，收提名，当场登记。", "Announce how to nominate; enter nominations on the spot."),
				say("送资格联审，逐个部门催回复。", "Send them to the joint review; press every department for its answer."),
				say("按笔画顺序公示正式候选人，至少留出申诉时间。", "Post the formal candidates in order of strokes, with time for complaints."),
			},
			With: say("选委会；组织、纪检、公安、法院等部门", "the committee; the departments of the review"),
			Mind: say("候选人要多于应选名额；应当有妇女候选人。", "More candidates than seats; women among them."), Forms: []string{"nomination", "review"}},
		"polling": {
			Steps: []election.Phrase{
				say("开始前：清点选票、当众查验空票箱、设秘密写票处。", "Before: count the ballots, show the empty box, set up the secret booth."),
				say("投票中：按选举办的时间点报投票人数。", "During: report the turnout at the office's times."),
				say("结束后：当众开箱、唱票、计票，结果单各人签字，拍照。", "After: open the box, call and count in public, sign the sheet, photograph it."),
				say("一人报计票，另一人不看前面的数再录一遍。", "One reports the count, another enters it again without looking."),
				say("当场宣布结果。", "Announce the result on the spot."),
			},
			With:  say("选委会、计票监票人员、包片领导、民警", "the committee, the counters, the area's leader, the police"),
			Mind:  say("%s过半数参加，选举才有效；收回多于投票人数，选举无效。依据%s。", "Valid only if more than half take part (%s); void if more ballots come back than people voted. See %s.").With(e.RegisteredNoun(), law),
			Forms: []string{"opening", "turnout", "closing", "count"}},
		"further": {
			Steps: []election.Phrase{
				say("看计票的结论：再次投票、另行选举还是重新选举。", "Read the verdict of the count: re-vote, further or fresh election."),
				say("按结论里的名单和日期公告、投票、计票。", "Announce, vote and count with the names and days it gives."),
			},
			With: say("选委会、选举办", "the committee, the office"),
			Mind: say("候选人按上一轮得票多少确定，不要重新提名（重新选举除外）。", "Candidates are those with most votes before; no new nomination, unless it is a fresh election."), Forms: []string{"count"}},
		"handover": {
			Steps: []election.Phrase{
				say("开交接会：印章、账目、资产、档案逐项清点。", "Hand over seals, accounts, property, files, item by item."),
				say("双方和监交人签字，清单拍照上报。", "Both sides and the witness sign; photograph the list, report it."),
				say("报当选人员情况。", "Report who was elected."),
			},
			With: say("上届主任、新任主任、监督委员会、驻村干部", "the old and the new chair, the supervision committee"),
			Mind: say("选举结果产生之日起十日内完成。", "Within ten days of the result."), Forms: []string{"handover", "members"}},
		"archive": {
			Steps: []election.Phrase{
				say("整理名单、公告、候选人材料、结果报告单、会议记录。", "Gather rolls, notices, candidates' papers, result sheets, minutes."),
				say("选票密封，注明年月，按规定保管。", "Seal the ballots, mark the date, keep them as the rules say."),
				say("把没办结的事项交给新班子，逐件说明。", "Hand open matters to the new committee, one by one."),
			},
			With: say("选委会、档案员", "the committee, the archivist"), Forms: []string{"archive"}},
	}
}

// partyGuides returns the pages for Party branches.
func partyGuides() map[election.StageID]Guide {
	request := []string{"request", "stage"}
	return map[election.StageID]Guide{
		"prepare": {Steps: []election.Phrase{
			say("支委会研究换届方案：名额、差额、办法、日程。", "The committee settles seats, candidates, rules and dates."),
			say("向上级党组织报请示，附方案。", "Send the request to the superior organisation, with the plan."),
			say("收到批复再往下走。", "Go on only after the reply."),
		}, With: say("支部委员、镇党委组织员", "the committee, the organiser"), Mind: say("没有批复不得选举。", "No election without the reply."), Forms: append([]string{"papers"}, request...)},
		"recommend": {Steps: []election.Phrase{
			say("党员推荐、群众推荐，各自计票并记录。", "Members recommend, people recommend; count and record both."),
			say("按推荐结果提出人选。", "Propose according to the result."),
		}, With: say("党员、村（居）民代表", "members, representatives"), Forms: []string{"recommend", "stage"}},
		"inspect": {Steps: []election.Phrase{
			say("配合镇党委考察，谈话、核实。", "Help the inspection: talks, facts."),
			say("送资格联审，催齐部门意见。", "Send to the joint review; press for the answers."),
		}, With: say("组织、纪检等部门", "the departments"), Forms: []string{"inspection", "review", "stage"}},
		"candidates": {Steps: []election.Phrase{
			say("确定候选人预备人选，差额不少于应选的百分之二十。", "Settle the prospective candidates: at least a fifth more than the seats."),
			say("报请示，等批复。", "Send the request; wait for the reply."),
		}, With: say("镇党委", "the Party committee of the town"), Forms: append([]string{"nomination"}, request...)},
		"notice": {Steps: []election.Phrase{
			say("公示人选，留电话和地点。", "Post the names, with telephone and place."),
			say("有反映的当天登记，核实后报告。", "Enter complaints the same day; check and report."),
		}, With: say("支部委员", "the committee"), Forms: []string{"notice", "nomination", "incident"}},
		"polling": {Steps: []election.Phrase{
			say("清点到会：应到会有选举权的党员五分之四以上到会方可选举。", "Count those present: at least four fifths of the members due, or there is no election."),
			say("讲办法、发票、投票、当众计票。", "Explain, hand out, vote, count in public."),
			say("一人报计票，另一人再录一遍；当场宣布。", "One reports the count, another enters it again; announce it."),
		}, With: say("监票人、计票人、镇党委派员", "tellers, the town's delegate"), Mind: say("得票须超过应到会有选举权党员的半数；不得委托投票。", "Elected with more than half of the members due; no proxies."), Forms: []string{"attendance", "turnout", "count"}},
		"committee": {Steps: []election.Phrase{
			say("新一届委员会第一次会议选举书记、副书记，委员分工。", "The new committee elects its secretaries and shares out the work."),
		}, With: say("新当选委员、镇党委派员", "the new committee, the town's delegate"), Forms: []string{"count", "members", "stage"}},
		"record": {Steps: []election.Phrase{
			say("选举结果报镇党委，附选举报告单。", "Report the result to the town, with the result sheet."),
		}, With: say("镇党委", "the Party committee of the town"), Forms: request},
		"handover": {Steps: []election.Phrase{
			say("交接党务资料、党费、印章、在办事项。", "Hand over papers, dues, seals, open matters."),
			say("清单双方签字，拍照上报。", "Both sides sign; photograph the list."),
		}, With: say("上届、新任书记", "the old and the new secretary"), Forms: []string{"handover"}},
	}
}

// sessionGuides returns the pages for what a congress elects in session.
func sessionGuides() map[election.StageID]Guide {
	return map[election.StageID]Guide{
		"prepare": {Steps: []election.Phrase{
			say("起草选举办法草案：差额数、计票办法、另行选举怎么办。", "Draft the rules of election: the differential, the counting, what happens if seats are left."),
			say("审查代表资格，通知代表到会。", "Review the deputies' credentials and summon them."),
		}, With: say("主席团、代表资格审查委员会", "the presidium, the credentials committee"), Mind: say("三分之二以上代表出席才能开会。", "Two thirds of the deputies have to come."), Forms: []string{"stage"}},
		"candidates": {Steps: []election.Phrase{
			say("主席团提名，代表十人以上可以书面联名提名，都不得超过应选名额。", "The presidium nominates, and ten deputies may in writing; neither more than the seats."),
			say("交代表酝酿讨论；提名的人多于差额的，先预选。", "The deputies deliberate; with more nominees than the differential allows, a preliminary vote comes first."),
			say("按姓氏笔画排列正式候选人（预选过的按得票多少）。", "List the candidates by strokes of the surname, or by votes after a preliminary vote."),
		}, With: say("主席团、各代表团", "the presidium, the delegations"), Mind: say("副职要多提名一人至三人。", "For deputies one to three more than the seats."), Forms: []string{"nomination"}},
		"polling": {Steps: []election.Phrase{
			say("清点到会代表，宣布应到、实到。", "Count the deputies, announce how many are due and present."),
			say("无记名投票；可以赞成、反对、另选他人、弃权。", "A secret ballot: for, against, somebody else, or abstain."),
			say("一人报计票，另一人再录一遍；当场宣布。", "One reports the count, another enters it again; announce it on the spot."),
		}, With: say("总监票人、监票人、计票人", "the tellers"), Mind: say("得票要超过全体代表的半数，不是到会代表的半数。", "More than half of all deputies elect, not of those present."), Forms: []string{"turnout", "count"}},
		"further": {Steps: []election.Phrase{
			say("由大会决定在本次会议还是下次会议另行选举。", "The congress decides whether at this session or the next."),
			say("候选人按第一次得票多少确定，也可以另行提名。", "Candidates go by the first ballot, or are nominated anew."),
		}, With: say("主席团", "the presidium"), Mind: say("仍要超过全体代表的半数。", "Still more than half of all deputies."), Forms: []string{"count"}},
		"record": {Steps: []election.Phrase{
			say("发公告，报上级人大备案。", "Announce it, and report it to the congress above."),
		}, With: say("人大主席团", "the presidium"), Forms: []string{"members", "stage"}},
		"archive": {Steps: []election.Phrase{
			say("选举办法、候选人材料、选票、结果报告单归档。", "File the rules, the candidates' papers, ballots and result sheets."),
		}, With: say("人大办公室", "the office of the congress"), Forms: []string{"archive"}},
	}
}

// congressGuides returns the pages for constituencies.
func congressGuides() map[election.StageID]Guide {
	return map[election.StageID]Guide{
		"prepare": {Steps: []election.Phrase{
			say("按居住状况和单位划分选区，每选区一至三名代表。", "Draw constituencies of one to three deputies."),
			say("成立选举工作小组，分到选民小组。", "Form the working group and the voters' groups."),
		}, With: say("选举委员会办事机构", "the election committee's office"), Forms: []string{"stage"}},
		"roll": {Steps: []election.Phrase{
			say("一次登记长期有效：核增新满十八周岁、迁入，核减迁出、死亡。", "Registration lasts: add those newly eighteen and moved in, take off moved out and dead."),
			say("选举日的二十日以前公布名单，拍照上报。", "Publish the roll at least 20 days before polling day; photograph it."),
			say("申诉在名单公布五日内提出，三日内答复。", "Objections within five days, answered within three."),
		}, With: say("派出所、选民小组长", "the police, group heads"), Forms: []string{"roll", "objection"}},
		"first_list": {Steps: []election.Phrase{
			say("政党、人民团体推荐，选民十人以上联名推荐。", "Nominated by parties, organisations, or ten voters together."),
			say("十五日以前公布代表候选人名单。", "Publish the names 15 days before."),
		}, With: say("选民小组", "the voters' groups"), Mind: say("每人推荐数不得超过应选名额。", "Nobody nominates more than the seats."), Forms: []string{"nomination"}},
		"candidates": {Steps: []election.Phrase{
			say("讨论协商，按多数意见确定正式候选人；必要时预选。", "Talk it over; the majority decides; a primary if need be."),
			say("七日以前公布正式名单，按姓名笔画排列。", "Publish the formal list 7 days before, by strokes."),
		}, With: say("选民小组、选举委员会", "the voters' groups, the election committee"), Mind: say("差额：候选人比应选多三分之一至一倍。", "A third more than the seats to twice as many."), Forms: []string{"nomination", "review"}},
		"meet": {Steps: []election.Phrase{
			say("组织候选人与选民见面、回答问题。", "Let candidates meet the voters and answer questions."),
		}, With: say("选举委员会", "the election committee"), Mind: say("选举日必须停止介绍。", "It must stop on polling day."), Forms: []string{"stage"}},
		"polling": {Steps: []election.Phrase{
			say("设投票站、秘密写票处；流动票箱两人以上。", "Polling place, secret booth; two people with a mobile box."),
			say("按时间点报投票人数；结束后当众开箱计票。", "Report the turnout at the times; count in public."),
			say("一人报计票，另一人再录一遍。", "One reports the count, another enters it again."),
		}, With: say("监票、计票人员，候选人近亲属回避", "tellers; no near relatives of candidates"), Mind: say("选区全体选民过半数参加投票，选举有效。", "Valid if more than half of all voters take part."), Forms: []string{"opening", "turnout", "closing", "count"}},
		"further": {Steps: []election.Phrase{
			say("看计票结论里的名单和日期，公告、投票、计票。", "Announce, vote and count as the verdict says."),
		}, With: say("选举委员会", "the election committee"), Mind: say("另行选举得票不得少于选票的三分之一。", "At least a third of the ballots."), Forms: []string{"count"}},
		"credentials": {Steps: []election.Phrase{
			say("结果报代表资格审查委员会，附登记表。", "Report the result to the credentials committee, with the forms."),
		}, With: say("人大主席团", "the presidium"), Forms: []string{"members", "stage"}},
		"session": {Steps: []election.Phrase{
			say("通知当选代表参加第一次会议。", "Call the deputies to the first session."),
		}, With: say("人大主席团", "the presidium"), Forms: []string{"stage"}},
	}
}
