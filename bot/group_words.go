package bot

import (
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// What is said in groups.

// wordsGroup says in a public group what may be asked there. It does not show the
// way to the private chat, where villagers can do no more.
func wordsGroup(bot, example string) election.Phrase {
	return say("这里可以问投票的地点、时间和要带什么，例如“@%s %s 哪里投票”。其他事请问村里或选举办。",
		"Here you may ask where and when to vote and what to bring, e.g. “@%s %s where”. For all else please ask your village or the election office.").With(bot, example)
}

func wordsWorkingGroup() election.Phrase {
	return say("这里可以问投票的地点、时间和要带什么。上报和其他查询请私聊我。", "Here you may ask where and when to vote and what to bring; please write to me privately for all else.")
}

// wordsEmergencyInGroup says where an emergency is told.
func wordsEmergencyInGroup(phone string) election.Phrase {
	return say("🚨 群里说的不算上报，还没有通知任何人。有人身危险先打 110、120；联络员请马上私聊我发同样的话，村民请告诉村里或选举办%s。",
		"🚨 What is said in a group is no report: nobody has been told. If somebody is in danger ring 110 or 120; officers, please send me the same privately; villagers, please tell your village or the election office%s.").With(wordsPhone(phone))
}

func wordsGroupNotBound() election.Phrase {
	return say("本群还没有绑定，不能在这里回答。选举办的同志发 /bind 就能绑定；上报和查询请私聊我。", "This group is not bound, so that I cannot answer here. The office binds it with /bind; please write to me privately to report or to look something up.")
}
func wordsPrivately() election.Phrase { return say("💬 私聊", "💬 Write to me") }

func wordsGreetGroup() election.Phrase {
	return say("大家好！这里将发布换届选举公告。请选举办的同志选择：有村民在的是公众群，只有联络员和领导的是工作群。要发到某个话题里，请在那个话题发 /bind。",
		"Hello! Election announcements will be posted here. Would somebody of the office please choose: with villagers in it the group is public; with officers and leaders alone it is a working group. To have them in a topic send /bind there.")
}
func wordsBindPublic() election.Phrase {
	return say("👥 绑定为公众群", "👥 Bind as public group")
}
func wordsBindWorking() election.Phrase {
	return say("🏢 绑定为工作群", "🏢 Bind as working group")
}
func wordsUnbind() election.Phrase { return say("不绑定", "Do not bind") }
func wordsGroupUnbound() election.Phrase {
	return say("本群没有绑定，不会再发公告。", "This group is not bound; nothing will be posted here.")
}
func wordsGroupWasBound() election.Phrase {
	return say("本群已经绑定，不用再点。", "This group is confirmed already.")
}
func wordsOnlyOffice() election.Phrase {
	return say("只有选举办可以确认。", "Only the office can confirm.")
}

func wordsGroupBound(t *election.Town, g store.Group) election.Phrase {
	said := say("本群已绑定为%s：%s 换届选举公告", "Bound as %s: election announcements of %s").With(g.Audience.Name(), t.Name)
	if g.Topic != 0 {
		return say("%s，发在本话题", "%s, in this topic").With(said)
	}
	return said
}

// wordsPlace is where and when a unit votes.
func wordsPlace(e election.Election, u election.Unit, today election.Date) election.Phrase {
	if u.Place == "" && u.Hours == "" {
		return say("%s：%s投票；时间和地点还没有公布，请看村里的公告。", "%s: the vote is on %s; hours and place are not published yet.").With(u.Name, e.PollingDay.Say(today))
	}
	return say("%s：%s %s", "%s: %s %s").With(u.Name, e.PollingDay.Say(today), strings.Join(strings.Fields(u.Hours+" "+u.Place), " "))
}

// wordsVoted is said of a unit that has voted, before its result is public: it
// may have to vote again, which nobody can say yet.
func wordsVoted(e election.Election, u election.Unit, today election.Date) election.Phrase {
	return say("%s：%s已投票，结果确认后公布。还要不要再投票，请看村里的公告。", "%s voted on %s; the result is published once it is confirmed. Whether there is another vote: please see the announcements in the village.").
		With(u.Name, e.PollingDay.Say(today))
}

// wordsPublished is said of a unit whose result was announced.
func wordsPublished(e election.Election, u election.Unit, on, today election.Date) election.Phrase {
	return say("%s：%s已投票，结果已在%s公布，请看公告。", "%s voted on %s; the result was announced on %s.").With(u.Name, e.PollingDay.Say(today), on.Say(e.PollingDay))
}

// wordsFollows is said of a unit that has to vote again. The day is the village's
// to announce.
func wordsFollows(e election.Election, u election.Unit, tasks []election.Task, today election.Date) election.Phrase {
	var rounds []election.Phrase
	for _, t := range tasks {
		var posts []election.Phrase
		for _, p := range t.Posts {
			posts = append(posts, p.Post.Name())
		}
		rounds = append(rounds, say("%s（%s）", "%s (%s)").With(t.Round.Name(), listed(posts)))
	}
	return say("%s：%s投票以后，还要%s，时间和地点以村里公告为准。", "%s: after the vote on %s there is still to be: %s. Please see the announcements in the village for day and place.").
		With(u.Name, e.PollingDay.Say(today), listed(rounds))
}

func wordsBring() election.Phrase {
	return say("请带本人身份证；发了选民证的，一并带上。", "Please bring your identity card, and your voter's card if you were given one.")
}

// wordsProxy says how somebody votes who cannot come.
func wordsProxy(phone string) election.Phrase {
	return say("选举日来不了的，有没有流动票箱上门，能不能委托别人代投、怎么办手续，请问本村选举委员会或选举办%s。委托要书面办理，不能只口头说。",
		"Who cannot come on polling day: please ask your village's election committee or the election office%s whether a mobile box comes, or whether a proxy is possible and how. It has to be in writing.").With(wordsPhone(phone))
}

// wordsWhoVotes says who takes part in the election of a unit.
func wordsWhoVotes(e election.Election, u election.Unit) election.Phrase {
	switch {
	case e.Kind == election.Party:
		return say("%s由党员投票选举。", "In %s the members of the Party vote.").With(u.Name)
	case e.Kind == election.Session:
		return say("%s由代表投票选举。", "In %s the deputies vote.").With(u.Name)
	case e.Method == election.Households:
		return say("%s这次由户代表选举：每户派代表去投，不用全家都去。", "In %s the households elect: each household sends a representative to vote, and not all of the family.").With(u.Name)
	case e.Method == election.Representatives:
		return say("%s这次由居民代表选举：只有居民代表去投，各户不用去。", "In %s the residents' representatives elect: only they vote, and households need not come.").With(u.Name)
	}
	return say("%s由登记选民投票选举：家里名单上有名字的，各投各的票。", "In %s all registered voters elect: each of the family who is on the roll has a vote.").With(u.Name)
}

// wordsAskWhoVotes says who knows how a place elects.
func wordsAskWhoVotes(phone string) election.Phrase {
	return say("谁去投、怎么推户代表，以张贴的公告为准；不清楚的请问本村（社区）选举委员会或选举办%s。", "Who votes, and how households choose, is in the notices that are posted; please ask your election committee or the election office%s.").With(wordsPhone(phone))
}

// wordsAskVillage says who knows whether somebody may vote, and mends the roll.
func wordsAskVillage(phone string) election.Phrase {
	return say("能不能投、名单上有没有、登记和选民证的事，由本村选举委员会决定和更正：请带身份证去村里问，或问选举办%s。名单有错的可以申诉，别等到选举日。",
		"Whether you may vote, whether you are on the roll, and lost cards: that is decided and mended by your village's election committee. Please go there with your identity card, or ask the election office%s; objections to the roll should not wait for polling day.").With(wordsPhone(phone))
}

// wordsComplain says to whom somebody complains. Nothing that a stranger writes is noted.
func wordsComplain(phone string) election.Phrase {
	return say("反映问题、举报，请找本村选举委员会或选举办%s；有人身危险先打 110、120。您在这里写的没有记下，也没有转给任何人。",
		"To complain or to report something wrong, please turn to your village's election committee or the election office%s; in danger ring 110 or 120. What you write here has not been noted or passed on.").With(wordsPhone(phone))
}

// wordsSeeNotice says where results and turnout can be read.
func wordsSeeNotice(phone string) election.Phrase {
	return say("候选人、投票人数和结果以村里张贴的公告为准；其他事请问村里或选举办%s。", "Candidates, turnout and results are in the notices that your village posts; for all else please ask your village or the election office%s.").With(wordsPhone(phone))
}

// wordsPhone is the office's telephone in brackets, or nothing.
func wordsPhone(phone string) election.Phrase {
	if phone == "" {
		return election.Phrase{}
	}
	return say("（电话 %s）", " (telephone %s)").With(phone)
}

// wordsWhichVillage asks which village is meant; example is its address and name.
func wordsWhichVillage(example string) election.Phrase {
	return say("哪里的？请写上名称，例如“%s 哪里投票”。", "Where? Please name it, e.g. “%s where”.").With(example)
}

// audienceOf is what a group is bound as; one that earlier releases bound is
// public.
func audienceOf(g store.Group) election.Audience {
	if g.Audience == election.WorkingAudience {
		return election.WorkingAudience
	}
	return election.PublicAudience
}
