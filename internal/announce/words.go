package announce

import (
	"html"
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

func say(zh, en string) election.Phrase { return election.Say(zh, en) }

// Title returns the first line of an announcement, shortened.
func Title(a election.Announcement) string {
	const most = 20
	first, _, _ := strings.Cut(a.Text, "\n")
	if r := []rune(first); len(r) > most {
		return string(r[:most]) + "…"
	}
	return first
}

// at returns a moment of an announcement in the town's time. Its messages stay and are
// edited in place, so that its year is said unless that is the one in which it was written.
func at(t *election.Town, a election.Announcement, moment time.Time) election.Phrase {
	return election.SayTime(moment, a.At.In(t.Location))
}

// ToGroup returns an announcement as a group sees it, in the town's language.
// It is pinned when posted and edited in place later. If it was deleted, it is
// posted and pinned again. A withdrawn one is unpinned; groups that may never
// have got it are told nothing.
func ToGroup(a election.Announcement, t *election.Town, g store.Group) store.Message {
	m := ToTopic(store.Message{Key: "announcement:" + string(a.ID), Pin: true, Quiet: AtNight(t, a.PostedAt),
		Text: "📢 " + html.EscapeString(a.Text)}, g)
	switch {
	case a.State == election.Withdrawn:
		m.Text, m.Pin, m.Unpin = html.EscapeString(withdrawn(t, a).In(t.Language)), false, true
		m.Only = !g.Since.Before(a.PostedAt) || !a.Reaches(g.Audience)
	case !a.Changed.IsZero():
		m.Text += "\n<i>" + html.EscapeString(say("✏️ %s 有修改", "✏️ changed %s").With(at(t, a, a.Changed)).In(t.Language)) + "</i>"
	}
	return m
}

// onPaper is the notice on paper that goes to a group with an announcement: a file of its
// own above it. When the announcement changes, a new one takes its place, and one that is
// withdrawn leaves a line.
func onPaper(a election.Announcement, t *election.Town, g store.Group) (m store.Message, ok bool) {
	if !a.Kind.OnPaper() || len(a.Units) == 0 || len(a.Units) > unitsOnPaper {
		return m, false
	}
	m = ToTopic(store.Message{Key: "paper:" + string(a.ID), Move: true, Quiet: true}, g)
	if a.State == election.Withdrawn {
		m.Only, m.Text = true, html.EscapeString(say("🚫 随公告《%s》发的文件已收回，不要张贴。", "🚫 The file of the announcement “%s” is withdrawn: do not post it.").With(Title(a)).In(t.Language))
		return m, true
	}
	paper := store.PostedPaperOf(a)
	m.Paper, m.Text = &paper, html.EscapeString(say("📎 公告《%s》的张贴件（Word）", "📎 “%s” on paper, to be posted (Word, in Chinese)").With(Title(a)).In(t.Language))
	return m, true
}

// unitsOnPaper is for how many units a notice on paper goes into a group.
const unitsOnPaper = 200

// ToTopic addresses a message to a group, in the topic where the group was
// bound.
func ToTopic(m store.Message, g store.Group) store.Message {
	m.Chat, m.Topic = g.Chat, g.Topic
	return m
}

// withdrawn returns the text that replaces a withdrawn announcement.
func withdrawn(t *election.Town, a election.Announcement) election.Phrase {
	if a.PostedAt.IsZero() {
		return say("🚫 公告《%s》已于 %s 撤回，没有发布过。", "🚫 The announcement “%s” was withdrawn %s; it had not been posted.").With(Title(a), at(t, a, a.Decision.At))
	}
	return say("🚫 公告《%s》已于 %s 撤回，以前的内容作废。", "🚫 The announcement “%s” was withdrawn %s; what it said no longer holds.").With(Title(a), at(t, a, a.Decision.At))
}

// concerns returns the head of an officer's card.
func concerns(a election.Announcement, units string) election.Phrase {
	if a.Revision > 0 {
		return say("📢 公告有修改（%s），请重新确认：", "📢 An announcement has changed (%s); please confirm it again:").With(units)
	}
	return say("📢 与您有关的公告（%s）：", "📢 An announcement for you (%s):").With(units)
}

func pleaseConfirm(a election.Announcement) election.Phrase {
	if a.Kind.Hangs() {
		return say("请张贴出来，贴好后点按钮。", "Please put it up, then tap the button.")
	}
	return say("看到后请点按钮。", "Please tap the button once you have read it.")
}

// confirm returns the label of the officer's button.
func confirm(a election.Announcement) election.Phrase {
	if a.Kind.Hangs() {
		return say("✅ 已张贴", "✅ It is up")
	}
	return say("✅ 已收到", "✅ Received")
}

// confirmed says who confirmed for a village, and when.
func confirmed(t *election.Town, a election.Announcement, id election.UnitID, ack store.Ack) election.Phrase {
	return say("%s：%s 已于 %s 确认", "%s: confirmed by %s at %s").With(names(t, []election.UnitID{id}), ack.By.Name(), election.Moment(ack.At, a.At.In(t.Location)))
}

// Who returns the name of the person who decides. People of the office have no
// name here and go by their number.
func Who(p election.PersonID) election.Phrase {
	if _, number, ok := strings.Cut(string(p), "office:"); ok {
		return say("选举办（%s）", "the office (%s)").With(number)
	}
	return p.Name()
}

// Decided says who decided on an announcement, when, and why it was returned.
func Decided(t *election.Town, a election.Announcement) election.Phrase {
	if a.Decision == nil {
		return a.State.Name()
	}
	by, on := Who(a.Decision.By), at(t, a, a.Decision.At)
	switch {
	case a.State == election.Returned, a.State == election.Reworked:
		return returned(t, a, *a.Decision)
	case a.State == election.Withdrawn:
		return say("🚫 %s 于 %s 撤回", "🚫 withdrawn by %s, %s").With(by, on)
	case a.Alone:
		return say("✅ %s 于 %s 提交后直接放行，未经第二人审批", "✅ released by its author, %s, %s: there was no second person to approve it").With(by, on)
	}
	return say("✅ %s 于 %s 批准", "✅ approved by %s, %s").With(by, on)
}

// returned says who returned an announcement, when and why.
func returned(t *election.Town, a election.Announcement, d election.Decision) election.Phrase {
	switch on := at(t, a, d.At); {
	case d.By == "":
		return say("↩ %s 退回选举办：%s", "↩ back with the office since %s: %s").With(on, d.Cause.Say())
	case d.Why == "": // of an earlier release
		return say("↩ %s 于 %s 退回", "↩ returned by %s, %s").With(Who(d.By), on)
	default:
		return say("↩ %s 于 %s 退回，原因：%s", "↩ returned by %s, %s, because: %s").With(Who(d.By), on, d.Why)
	}
}

// Before says why the announcement that this one revises was returned. It is
// zero for any other announcement.
func Before(t *election.Town, a election.Announcement) election.Phrase {
	if a.Earlier == nil {
		return election.Phrase{}
	}
	return say("✏️ 退回后改好重报。上一次：%s", "✏️ Revised. Before: %s").With(returned(t, a, *a.Earlier))
}

// standing says what became of an announcement, and in which groups it is.
func standing(t *election.Town, a election.Announcement, groups []store.Group) election.Phrase {
	title := Title(a)
	groups = slices.DeleteFunc(slices.Clone(groups), func(g store.Group) bool { return !a.Reaches(g.Audience) })
	switch {
	case a.State == election.Returned:
		return say("公告《%s》没有发出。", "The announcement “%s” was not posted.").With(title)
	case a.State == election.Reworked:
		return say("✏️ 公告《%s》退回后已改好重报。", "✏️ “%s” was returned; it has been revised and sent in anew.").With(title)
	case a.State == election.Withdrawn:
		return withdrawn(t, a)
	case len(groups) == 0:
		return say("📢 公告《%s》已发布；还没有群收到，绑定后就会发。", "📢 “%s” is announced; no group has it yet, those bound later get it.").With(title)
	}
	var in []string
	for _, g := range groups {
		in = append(in, g.Title)
	}
	return say("📢 公告《%s》发到 %d 个群：%s", "📢 “%s” is in these groups (%d): %s").With(title, len(groups), strings.Join(in, "、"))
}

// Overtaken tells the office that published counts are no longer right.
func Overtaken(a election.Announcement, l election.Language) store.Message {
	text := say("⚠️ 已公布的《%s》里，有村的计票在公布后更正了，群里的内容已不对。请发“公告”，选“改”那一条，或在“公告列表”里撤回。",
		"⚠️ A count that “%s” tells of was corrected after it was published. Please send “announce” and change it, or withdraw it in “notices”.").With(Title(a)).In(l)
	return store.Message{Text: html.EscapeString(text), Class: store.ClassAlert}
}

// Grew tells the office that later rounds have come to their end since counts were
// published.
func Grew(t *election.Town, a election.Announcement, units []election.UnitID, l election.Language) store.Message {
	text := say("🆕 《%s》公布以后，%s再投的票也已确认。要公布，发“公告”，选“选举结果”。", "🆕 Since “%s” was published, the later rounds of %s are confirmed too. To publish them, send “announce” and choose the results.").
		With(Title(a), names(t, units)).In(l)
	return store.Message{Text: html.EscapeString(text), Class: store.ClassAlert, Quiet: true}
}

func names(t *election.Town, units []election.UnitID) string {
	var all []string
	for _, id := range units {
		u, _ := t.Unit(id)
		all = append(all, u.Name)
	}
	return strings.Join(all, "、")
}

// namedMost is how many villages are named in one line.
const namedMost = 12

// withOfficers returns the names of the first few villages with their
// officers.
func withOfficers(t *election.Town, units []election.UnitID) election.Phrase {
	var all []string
	for _, id := range units[:min(len(units), namedMost)] {
		u, _ := t.Unit(id)
		of := make([]string, len(u.Officers))
		for i, o := range u.Officers {
			of[i] = string(o)
		}
		all = append(all, u.Name+"（"+strings.Join(of, "、")+"）")
	}
	list := strings.Join(all, "、")
	if more := len(units) - namedMost; more > 0 {
		return say("%s 等 %d 个", "%s and others, %d in all").With(list, len(units))
	}
	return say("%s", "%s").With(list)
}
