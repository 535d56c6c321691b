package bot

import (
	"time"

	"huanjie/internal/announce"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// What is said about announcements, in private chats.

// wordsWaits says who was asked to approve.
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

// wordsOutcome says what became of an announcement when it was decided on.
func wordsOutcome(t *election.Town, a election.Announcement, now time.Time) election.Phrase {
	said := say("✅ 公告《%s》已发布。", "✅ “%s” is posted.").With(announce.Title(a))
	switch a.State {
	case election.Scheduled:
		said = say("🕗 公告《%s》已批准，%s 发布。", "🕗 “%s” is approved; it will be posted %s.").With(announce.Title(a), election.SayTime(a.When, now))
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
func wordsToDecide(a election.Announcement, now time.Time) election.Phrase {
	head := say("📢 公告（%s）· %s写 · %s", "📢 Announcement (%s), by %s, %s")
	switch a.State {
	case election.Waiting:
		return say("📢 待审批的公告 · %s写 · %s", "📢 An announcement to approve, by %s, %s").With(announce.Who(a.By), election.SayTime(a.At, now))
	case election.Posted, election.Merged:
		return head.With(say("已批准", "approved"), announce.Who(a.By), election.SayTime(a.At, now))
	}
	return head.With(a.State.Name(), announce.Who(a.By), election.SayTime(a.At, now))
}

// wordsReplaces says which posted announcement one takes the place of.
func wordsReplaces(posted election.Announcement, now time.Time) election.Phrase {
	return say("用来替换群里的《%s》（%s 发布）。", "It takes the place of “%s”, posted %s.").With(announce.Title(posted), election.SayTime(posted.PostedAt, now))
}

// wordsDestination says where an announcement goes, when, and whom it concerns.
func wordsDestination(a election.Announcement, now time.Time) election.Phrase {
	when := say("批准后马上发", "once approved")
	if !a.When.IsZero() {
		when = election.SayTime(a.When, now)
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

func wordsAnnouncements(groups []store.Group, n int) election.Phrase {
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

// wordsAnnouncement is an announcement in a list.
func wordsAnnouncement(a election.Announcement, acked int, now time.Time) election.Phrase {
	head := say("%s %s · %s", "%s %s: %s").With(election.Moment(a.At, now), announce.Title(a), a.State.Name())
	if a.State == election.Posted && len(a.Asked()) > 0 {
		return say("%s %d/%d", "%s %d/%d").With(head, acked, len(a.Units))
	}
	return head
}

func wordsThanks() election.Phrase { return say("已记下，谢谢。", "Noted, thank you.") }

func wordsAckedBefore(by election.PersonID, at, now time.Time) election.Phrase {
	return say("已由 %s 于 %s 确认，不用再点。", "Confirmed by %s at %s already.").With(by.Name(), election.Moment(at, now))
}

func wordsChangedMeanwhile() election.Phrase {
	return say("公告有改动，请看最新内容再点。", "The announcement has changed; please read the latest, then tap.")
}
