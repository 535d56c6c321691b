package outgoing

import (
	"fmt"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

func say(zh, en string) election.Phrase { return election.Say(zh, en) }

// wordsBroadcast returns the name of a broadcast, from its kind and what it is
// about.
func wordsBroadcast(kind, of string) election.Phrase {
	switch kind {
	case "announcement":
		return say("公告《%s》", "Announcement “%s”").With(of)
	case "digest":
		return say("日报（%s）", "Digest (%s)").With(of)
	case "due":
		return say("催报（%s）", "Reminders (%s)").With(of)
	case "outlook":
		return say("本周和下周（%s）", "This week and next (%s)").With(of)
	case "readiness":
		return say("选前检查（%s）", "Readiness (%s)").With(of)
	}
	return say("群发（%s）", "Messages to many (%s)").With(of)
}

// wordsDelivery returns the report on a broadcast: figures that add up to what
// was queued, and who was not reached.
func wordsDelivery(title election.Phrase, d store.Delivery, missed []lost) election.Phrase {
	zh, en := []string{fmt.Sprintf("送达 %d", d.Sent)}, []string{fmt.Sprintf("delivered %d", d.Sent)}
	if d.Groups > 0 {
		zh[0] = fmt.Sprintf("送达 %d 个群", d.Groups)
		en[0] = fmt.Sprintf("delivered to groups: %d", d.Groups)
	}
	if people := d.Sent - d.Groups; d.Groups > 0 && people > 0 {
		zh[0] += fmt.Sprintf("、%d 人", people)
		en[0] += fmt.Sprintf(", people: %d", people)
	}
	add := func(n int, inChinese, inEnglish string) {
		if n > 0 {
			zh, en = append(zh, fmt.Sprintf("%s %d", inChinese, n)), append(en, fmt.Sprintf("%s %d", inEnglish, n))
		}
	}
	add(d.Perhaps, "可能送达", "perhaps delivered")
	add(d.Refused, "未送达", "not delivered")
	add(d.Superseded, "被新的代替", "superseded by a newer one")
	text := say("📬 %s：%s", "📬 %s: %s").With(title, say(strings.Join(zh, "，"), strings.Join(en, ", ")))
	if len(missed) == 0 {
		return text
	}
	zh, en = nil, nil
	for _, m := range missed {
		zh, en = append(zh, m.why.In(election.Chinese)+"："+m.who), append(en, m.why.In(election.English)+": "+m.who)
	}
	return say("%s（%s）", "%s (%s)").With(text, say(strings.Join(zh, "；"), strings.Join(en, "; ")))
}

// wordsRefused says why a chat was not reached, from Telegram's words.
func wordsRefused(why string) election.Phrase {
	switch has := func(part string) bool { return strings.Contains(strings.ToLower(why), part) }; {
	case has("blocked"):
		return say("被屏蔽", "blocked by")
	case has("deactivated") && !has("group"):
		return say("账号已注销", "account deleted")
	case has("kicked"), has("not a member"):
		return say("已被移出群", "removed from")
	case has("group chat was"):
		return say("群已解散", "group closed")
	case has("initiate conversation"), has("chat not found"), has("peer_id_invalid"):
		return say("还没有打开机器人", "has not opened the bot")
	case has("topic_closed"):
		return say("话题已关闭", "topic closed in")
	case has("rights"), has("restricted"), has("chat_write_forbidden"):
		return say("没有发言权限", "may not write in")
	}
	return say("没有发出", "could not be sent to")
}

// wordsLostPost says that a group did not get a post, and what to do.
func wordsLostPost(group, post, why string) election.Phrase {
	return say("⚠️ 没有发到群“%s”：%s\n原因：%s。请群主恢复机器人的发言权限（话题关闭的，重新打开），再发“公告”重发；急的先请人在群里转发。",
		"⚠️ Not posted in the group “%s”: %s\nWhy: %s. Its owner can let the bot write again, or open the topic again; then send “announce” and post it once more. If it is urgent, have somebody post it by hand.").
		With(group, post, wordsWhyLost(why))
}

// wordsWhyLost says why a group took nothing, from Telegram's words.
func wordsWhyLost(why string) election.Phrase {
	switch has := func(part string) bool { return strings.Contains(strings.ToLower(why), part) }; {
	case has("kicked"), has("not a member"):
		return say("机器人已不在群里", "the bot is no longer in the group")
	case has("group chat was"), has("chat not found"):
		return say("群已解散或找不到", "the group is closed or cannot be found")
	case has("topic_closed"):
		return say("话题已关闭", "the topic is closed")
	case has("rights"), has("restricted"), has("chat_write_forbidden"):
		return say("机器人没有发言权限", "the bot may not write")
	}
	return say("Telegram 不收（%s）", "Telegram refuses it (%s)").With(why)
}

// wordsTopicGone says that posts go to the general topic, and what to do.
func wordsTopicGone(group string, closed bool) election.Phrase {
	what := say("已被删除", "is gone")
	if closed {
		what = say("已关闭", "is closed")
	}
	return say("⚠️ 群“%s”里绑定的话题%s，公告改发到“常规”话题，没有丢。要换话题：到新的话题里发 /bind，再点“绑定”；关错了的，请群主重新打开。",
		"⚠️ The topic bound in the group “%s” %s. Announcements go to the general topic instead; none is lost. To choose another topic, send /bind in it and tap the button; if it was closed by mistake, its owner can open it again.").
		With(group, what)
}

func wordsNoPin(group string) election.Phrase {
	return say("📌 机器人在群“%s”里没有置顶的权限：公告照常发，只是不置顶。请群主把机器人设为管理员，打开“置顶消息”。",
		"📌 The bot may not pin in the group “%s”: announcements are posted there, but not pinned. Its owner can make the bot an administrator that may pin messages.").With(group)
}

func wordsNoUnpin(group string) election.Phrase {
	return say("📌 机器人在群“%s”里没有置顶的权限：有一条公告已撤回或已被新的代替，却还置顶着。请在群里手动取消置顶。",
		"📌 The bot may not unpin in the group “%s”: an announcement that was withdrawn, or that a new one has overtaken, is still pinned there. Please unpin it by hand.").With(group)
}

// wordsReplaced is what is left of a message that another one has replaced.
func wordsReplaced() election.Phrase {
	return say("⤵️ 已更新，见后面的消息", "⤵️ Replaced by a later message")
}

func wordsNotFetched() election.Phrase {
	return say("这个文件没有取到：请再发一次，不超过 20 MB。", "The file could not be fetched: send it again, with at most 20 MB.")
}

func wordsNotChecked() election.Phrase {
	return say("这份草稿没有读成：请把正文另存成一份新的 .docx，或把文字直接发来。", "This draft could not be checked: save its text as a new .docx file, or send the text itself.")
}

func wordsNothingWrong() election.Phrase {
	return say("✅ 能重新计算的数字都对得上。写了“约”“余”的、没有写明总数的，没有算。", "✅ All figures that can be recomputed are right. Those that are about, or whose whole is not named, were not.")
}

// wordsWrong begins the list of what is wrong in a draft.
func wordsWrong(n int) election.Phrase {
	if n == 0 {
		return wordsNothingWrong()
	}
	return say("🔎 有 %d 处要看一看，按原文顺序：", "🔎 %d places to look at, in the order of the text:").With(n)
}

func wordsMoreWrong(n int) election.Phrase {
	return say("……还有 %d 处；发 Word 文件，每一处都有批注。", "... and %d more; a Word file comes back with a comment at each.").With(n)
}

func wordsRoster(name string, sum election.Phrase) election.Phrase {
	return say("📋 %s 和现在的名册比较：%s", "📋 %s, compared with the present roster: %s").With(name, sum)
}

func wordsMoreRoster(n int) election.Phrase {
	return say("……还有 %d 行", "... and %d more lines").With(n)
}

func wordsMendRoster() election.Phrase {
	return say("请把拒绝的行改好，再发一次；现在什么都没变。", "Put the refused lines right and send it again; nothing has changed.")
}

func wordsSameRoster() election.Phrase {
	return say("和现在的名册没有不同。", "It does not differ from the present roster.")
}
