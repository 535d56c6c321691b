package bot

import (
	"strings"
	"time"

	"huanjie/internal/announce"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// What is said in groups, and about announcements.

// wordsGroup says in a public group what may be asked there. It does not show the
// way to the private chat, where villagers can do no more.
func wordsGroup(bot, example string) election.Phrase {
	return say("这里可以问投票的地点、时间和要带什么，例如“@%s %s 哪里投票”。其他事请问村里或选举办。",
		"Here you may ask where and when to vote and what to bring, e.g. “@%s %s where”. For all else please ask your village or the election office.").With(bot, example)
}

func wordsWorkingGroup() election.Phrase {
	return say("这里可以问投票的地点、时间和要带什么。上报和其他查询请私聊我。", "Here you may ask where and when to vote and what to bring; please write to me privately for all else.")
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
func wordsPlace(e election.Election, u election.Unit) election.Phrase {
	if u.Place == "" && u.Hours == "" {
		return say("%s：%s投票；时间和地点还没有公布，请看村里的公告。", "%s: the vote is on %s; hours and place are not published yet.").With(u.Name, e.PollingDay.Say())
	}
	return say("%s：%s %s", "%s: %s %s").With(u.Name, e.PollingDay.Say(), strings.Join(strings.Fields(u.Hours+" "+u.Place), " "))
}

// wordsVoted is said of a unit that has voted, before its result is public: it
// may have to vote again, which nobody can say yet.
func wordsVoted(e election.Election, u election.Unit) election.Phrase {
	return say("%s：%s已投票，结果确认后公布。还要不要再投票，请看村里的公告。", "%s voted on %s; the result is published once it is confirmed. Whether there is another vote: please see the notices in the village.").
		With(u.Name, e.PollingDay.Say())
}

// wordsPublished is said of a unit whose result was announced.
func wordsPublished(e election.Election, u election.Unit, on election.Date) election.Phrase {
	return say("%s：%s已投票，结果已在%s公布，请看公告。", "%s voted on %s; the result was announced on %s.").With(u.Name, e.PollingDay.Say(), on.Say())
}

// wordsFollows is said of a unit that has to vote again. The day is the village's
// to announce.
func wordsFollows(e election.Election, u election.Unit, tasks []election.Task) election.Phrase {
	var rounds []election.Phrase
	for _, t := range tasks {
		var posts []election.Phrase
		for _, p := range t.Posts {
			posts = append(posts, p.Post.Name())
		}
		rounds = append(rounds, say("%s（%s）", "%s (%s)").With(t.Round.Name(), listed(posts)))
	}
	return say("%s：%s投票以后，还要%s，时间和地点以村里公告为准。", "%s: after the vote on %s there is still to be: %s. Please see the notices in the village for day and place.").
		With(u.Name, e.PollingDay.Say(), listed(rounds))
}

func wordsBring() election.Phrase {
	return say("请带本人身份证；发了选民证的，一并带上。", "Please bring your identity card, and your voter's card if you were given one.")
}

// wordsWhichVillage asks which village is meant; example is its address and name.
func wordsWhichVillage(example string) election.Phrase {
	return say("哪里的？请写上名称，例如“%s 哪里投票”。", "Where? Please name it, e.g. “%s where”.").With(example)
}

func wordsWaits(names []election.Phrase) election.Phrase {
	said := say("⏳ 公告等待审批，已通知：%s。发“公告列表”看进展，也可以撤回。", "⏳ The announcement waits for approval by: %s. Send “notices” to follow or withdraw it.")
	return said.With(listed(names))
}

// listed joins names.
func listed(names []election.Phrase) election.Phrase {
	var all election.Phrase
	for i, n := range names {
		if i > 0 {
			n = say("%s、%s", "%s, %s").With(all, n)
		}
		all = n
	}
	return all
}

func wordsAlone() election.Phrase {
	return say("ℹ️ 没有第二个人可以审批，公告未经第二人审批（已记录在案）。", "ℹ️ There was nobody else to approve it; that is on record.")
}

func wordsNoPin(group string) election.Phrase {
	return say("📌 机器人在群“%s”里没有置顶的权限：公告照常发，只是不置顶。请群主把机器人设为管理员，打开“置顶消息”。",
		"📌 The bot may not pin in the group “%s”: announcements are posted there, but not pinned. Its owner can make the bot an administrator that may pin messages.").With(group)
}

func wordsNoUnpin(group string) election.Phrase {
	return say("📌 机器人在群“%s”里没有置顶的权限：有一条公告已撤回或已被新的代替，却还置顶着。请在群里手动取消置顶。",
		"📌 The bot may not unpin in the group “%s”: an announcement that was withdrawn, or that a new one has overtaken, is still pinned there. Please unpin it by hand.").With(group)
}

// wordsOutcome says what became of an announcement when it was decided on.
func wordsOutcome(t *election.Town, a election.Announcement) election.Phrase {
	said := say("✅ 公告《%s》已发布。", "✅ “%s” is posted.").With(announce.Title(a))
	switch a.State {
	case election.Scheduled:
		said = say("🕗 公告《%s》已批准，%s发布。", "🕗 “%s” is approved; it will be posted %s.").With(announce.Title(a), announce.At(t, a.When))
	case election.Merged:
		said = say("✅ 公告已按“%s”修改，群里那条已更新。", "✅ The posted announcement now reads “%s”.").With(announce.Title(a))
	}
	if a.Alone {
		return say("%s\n%s", "%s\n%s").With(said, wordsAlone())
	}
	return say("%s\n%s", "%s\n%s").With(said, announce.Decided(t, a))
}

func wordsOwnAnnouncement() election.Phrase {
	return say("自己写的公告要由别人批准。", "Somebody else has to approve what you wrote.")
}

// wordsToDecide is the head of the card on which somebody decides, or has.
func wordsToDecide(t *election.Town, a election.Announcement) election.Phrase {
	head := say("📢 公告（%s）· %s写 · %s", "📢 Announcement (%s), by %s, %s")
	switch a.State {
	case election.Waiting:
		return say("📢 待审批的公告 · %s写 · %s", "📢 An announcement to approve, by %s, %s").With(announce.Who(a.By), announce.At(t, a.At))
	case election.Posted, election.Merged:
		return head.With(say("已批准", "approved"), announce.Who(a.By), announce.At(t, a.At))
	}
	return head.With(a.State.Name(), announce.Who(a.By), announce.At(t, a.At))
}

// wordsReplaces says which posted announcement one takes the place of.
func wordsReplaces(t *election.Town, posted election.Announcement) election.Phrase {
	return say("用来替换群里的《%s》（%s发布）。", "It takes the place of “%s”, posted %s.").With(announce.Title(posted), announce.At(t, posted.PostedAt))
}

// wordsDestination says where an announcement goes, when, and whom it concerns.
func wordsDestination(t *election.Town, a election.Announcement) election.Phrase {
	when := say("批准后马上发", "once approved")
	if !a.When.IsZero() {
		when = announce.At(t, a.When)
	}
	return say("发到：%s · 时间：%s · %d 处须确认", "To: %s. When: %s. To be confirmed by %d.").With(a.Reach.Name(), when, len(a.Asked()))
}

func wordsApprove() election.Phrase  { return say("✅ 批准发布", "✅ Approve") }
func wordsGiveBack() election.Phrase { return say("↩ 退回", "↩ Return") }
func wordsWithdraw() election.Phrase { return say("🚫 撤回", "🚫 Withdraw") }
func wordsKeep() election.Phrase     { return say("不撤回", "Keep it") }
func wordsReally() election.Phrase   { return say("🚫 确认撤回", "🚫 Yes, withdraw") }
func wordsBackToList() election.Phrase {
	return say("↩ 公告列表", "↩ All announcements")
}

func wordsWithdrawing(a election.Announcement) election.Phrase {
	if a.State != election.Posted {
		return say("撤回后不再发布，不能恢复。确定吗？", "It will not be posted then; that cannot be undone. Are you sure?")
	}
	return say("撤回后，群里和联络员收到的那条会改成“已撤回”，并取消置顶，不能恢复。确定吗？", "Where it was posted it will read “withdrawn” and be unpinned; that cannot be undone. Are you sure?")
}

func wordsNotices(groups []store.Group, n int) election.Phrase {
	var names []election.Phrase
	for _, g := range groups {
		names = append(names, say("%s（%s）", "%s (%s)").With(g.Title, audienceOf(g).Name()))
	}
	in := say("还没有绑定群", "no group is bound")
	if len(names) > 0 {
		in = listed(names)
	}
	if n == 0 {
		return say("📋 还没有公告。\n群：%s", "📋 No announcement yet.\nGroups: %s").With(in)
	}
	return say("📋 最近的公告，点一条看详情：\n群：%s", "📋 The last announcements; tap one for more.\nGroups: %s").With(in)
}

// audienceOf is what a group is bound as; one that earlier releases bound is
// public.
func audienceOf(g store.Group) election.Audience {
	if g.Audience == election.WorkingAudience {
		return election.WorkingAudience
	}
	return election.PublicAudience
}

// wordsNotice is an announcement in a list.
func wordsNotice(t *election.Town, a election.Announcement, acked int) election.Phrase {
	head := say("%s %s · %s", "%s %s: %s").With(a.At.In(t.Location).Format("1/2 15:04"), announce.Title(a), a.State.Name())
	if a.State == election.Posted && len(a.Asked()) > 0 {
		return say("%s %d/%d", "%s %d/%d").With(head, acked, len(a.Units))
	}
	return head
}

func wordsThanks() election.Phrase { return say("已记下，谢谢。", "Noted, thank you.") }

func wordsAckedBefore(by election.PersonID, at time.Time) election.Phrase {
	return say("已由 %s 于 %s 确认，不用再点。", "Confirmed by %s at %s already.").With(by.Name(), at.Format("1/2 15:04"))
}

func wordsChangedMeanwhile() election.Phrase {
	return say("公告有改动，请看最新内容再点。", "The announcement has changed; please read the latest, then tap.")
}
