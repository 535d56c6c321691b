package bot

import (
	"context"
	"strings"

	"huanjie/internal/announce"
	"huanjie/internal/election"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// auditMost is how many traces a page of the audit card shows; huanjie audit has
// all of them in a line each.
const auditMost = 25

// auditMark begins the data of a button that turns to the traces older than one;
// without one, to the newest.
const auditMark = "A:"

// auditTap takes it.
func (d *desk) auditTap(ctx context.Context, data string) error {
	older, of, _ := strings.Cut(strings.TrimPrefix(data, auditMark), ":")
	return d.audit(ctx, older, of)
}

// auditNewest shows the newest traces, or of what is typed after it.
func (d *desk) auditNewest(ctx context.Context, of string) error { return d.audit(ctx, "", of) }

// audit shows the office and the observers who saw, changed and exported what:
// the traces older than one, or the newest, perhaps of a person, a unit or some days
// only. Looking is on record too; to turn a page is the same look.
func (d *desk) audit(ctx context.Context, older, of string) error {
	wanted, unknown := d.auditOf(of)
	if unknown != "" {
		d.say(wordsAuditOf(unknown))
		return nil
	}
	traces, err := d.tracesOf(ctx, older, wanted)
	if err != nil {
		return err
	}
	shown := traces[:min(len(traces), auditMost)]
	titles, err := d.titlesIn(ctx, shown)
	if err != nil {
		return err
	}
	lines := []string{wordsAudit(len(shown), older != "", of).In(d.lang)}
	for _, e := range shown {
		lines = append(lines, d.traceLine(e, titles))
	}
	m := plain(strings.Join(lines, "\n"))
	m.Key, m.Move = "audit", older == ""
	if _, turned := d.turn.what.(tapped); turned {
		m.Move = false // the pages are turned where they stand
	}
	m.Buttons = d.auditPages(shown, older, of, len(traces) > auditMost)
	d.send(m)
	if m.Move {
		d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Saw, Of: "audit", Note: of})
	}
	return nil
}

// auditPages are the buttons that turn the pages of the audit.
func (d *desk) auditPages(shown []store.Trace, older, of string, more bool) [][]store.Button {
	var turn []store.Button
	if older != "" {
		turn = append(turn, store.Button{Label: say("◀ 最新", "◀ Newest").In(d.lang), Data: auditMark + ":" + of})
	}
	if more {
		turn = append(turn, store.Button{Label: say("更早 ▶", "Older ▶").In(d.lang), Data: auditMark + shown[len(shown)-1].ID + ":" + of})
	}
	if turn == nil {
		return nil
	}
	return [][]store.Button{turn}
}

// titlesIn are the titles of the announcements that traces name.
func (d *desk) titlesIn(ctx context.Context, traces []store.Trace) (map[string]string, error) {
	titles := map[string]string{}
	for _, e := range traces {
		if _, known := titles[e.Name]; known || e.Of != "announcement" {
			continue
		}
		k, ok, err := d.store.Announcement(ctx, election.AnnouncementID(e.Name))
		if err != nil {
			return nil, err
		}
		titles[e.Name] = e.Name
		if ok {
			titles[e.Name] = say("《%s》", "“%s”").With(announce.Title(k.Announcement)).In(d.lang)
		}
	}
	return titles, nil
}

// traceLine is one trace in words: "1月11日（周一） 09:02 周明 上报 东河村（R7）".
func (d *desk) traceLine(e store.Trace, titles map[string]string) string {
	who := d.store.Town().Named(e.By)
	if e.By == "" {
		who = say("系统", "the program")
	}
	line := election.SayTime(e.At, d.now()).In(d.lang) + " " + who.In(d.lang) + " " + wordsTrace(e).In(d.lang)
	if name := d.tracedName(e, titles); name != "" {
		line += " " + name
	}
	if note := d.tracedNote(e).In(d.lang); note != "" {
		line += say("（%s）", " (%s)").With(note).In(d.lang)
	}
	return line
}

// tracedName is what a trace is about, for people.
func (d *desk) tracedName(e store.Trace, titles map[string]string) string {
	u, unit := d.store.Town().Unit(election.UnitID(e.Name))
	switch {
	case unit:
		return u.Name
	case e.Of == "announcement":
		return titles[e.Name]
	case e.Of == "group": // by its title, which is in the note; nobody knows its number
		return ""
	case e.Of == "person":
		return d.store.Town().Named(election.PersonID(e.Name)).In(d.lang)
	case e.Did == store.Saw && e.Of != "audit":
		return d.areaName(election.Area(e.Name)).In(d.lang)
	}
	return e.Name
}

// tracedNote is the rest of a trace, for people: what the program keeps as a
// word of its own is said in theirs.
func (d *desk) tracedNote(e store.Trace) election.Phrase {
	own := say(e.Note, e.Note)
	switch e.Of {
	case "list":
		if of, ok := d.store.Town().Election(election.ElectionID(e.Note)); ok && len(d.store.Town().Elections) > 1 {
			return of.Kind.Name()
		}
		return election.Phrase{}
	case "announcement":
		return election.Phrase{} // the verb says it
	case "person":
		return wordsLinked(e.Note)
	case "correction":
		now, was, _ := strings.Cut(e.Note, " <- ")
		return say("%s，更正 %s", "%s corrects %s").With(now, was)
	case "withdrawal":
		now, was, _ := strings.Cut(e.Note, " <- ")
		return say("%s，撤回 %s", "%s withdraws %s").With(now, was)
	case "group":
		if e.Note == "left" {
			return election.Phrase{}
		}
	case "ledger", "summary", "messages":
		return election.Phrase{}
	}
	return own
}

// wordsLinked says what store.Commit noted of a link: "link …0902 <- …0311".
func wordsLinked(note string) election.Phrase {
	accounts, linked := strings.CutPrefix(note, "link")
	if !linked {
		return say(note, note)
	}
	now, before, moved := strings.Cut(strings.TrimSpace(accounts), " <- ")
	switch {
	case moved:
		return say("用新的登记链接换了账号：尾号 %s → %s", "moved to another account by a new link: %s → %s").With(bare(before), bare(now))
	case now == "": // of an earlier release
		return say("登记链接", "by a link")
	}
	return say("登记链接，账号尾号 %s", "by a link, account %s").With(bare(now))
}

// bare is the end of an account's number without what it stands for.
func bare(account string) string { return strings.TrimPrefix(account, "…") }

func wordsAudit(n int, older bool, of string) election.Phrase {
	if of != "" {
		return say("🔎 审计记录 · %s：%d 条", "🔎 Audit of %s: %d entries").With(of, n)
	}
	if older {
		return say("🔎 审计记录，更早的 %d 条（谁看过、改过、导出过什么）：", "🔎 %d earlier entries of the audit (who saw, changed and exported what):").With(n)
	}
	return say("🔎 审计记录，最近 %d 条（谁看过、改过、导出过什么）：", "🔎 The last %d entries of the audit (who saw, changed and exported what):").With(n)
}

// wordsTrace says what was done.
func wordsTrace(e store.Trace) election.Phrase {
	switch e.Did {
	case store.Exported:
		return wordsExported(e.Of)
	case store.Closed:
		return say("销毁个人信息", "destroyed the personal data of")
	case store.Saw:
		return wordsSaw(e.Of)
	}
	switch e.Of {
	case "report":
		return say("上报", "reported")
	case "correction":
		return say("更正", "corrected")
	case "withdrawal":
		return say("撤回", "withdrew")
	case "announcement":
		return wordsDid(election.AnnouncementState(e.Note))
	case "own words":
		return say("改写总结里自己的话", "wrote own words of the summary")
	case "person":
		return say("登记", "registered")
	case "office":
		return say("凭码加入选举办", "joined the office with a code")
	case "group":
		if e.Note == "left" {
			return say("退出群或解除绑定", "left a group, or unbound it")
		}
		return say("绑定群", "bound the group")
	case "remind":
		return say("催报", "reminded")
	}
	return say("改动", "changed")
}

// wordsDid says what somebody did to an announcement that stands so since.
func wordsDid(s election.AnnouncementState) election.Phrase {
	switch s {
	case election.Waiting:
		return say("提交公告审批", "submitted the announcement")
	case election.Scheduled:
		return say("批准公告", "approved the announcement")
	case election.Returned:
		return say("退回公告", "returned the announcement")
	case election.Reworked:
		return say("改写公告", "wrote anew the announcement")
	case election.Withdrawn:
		return say("撤回公告", "withdrew the announcement")
	case election.Merged:
		return say("修改公告", "edited the announcement")
	}
	return say("发布公告", "posted the announcement")
}

func wordsExported(of string) election.Phrase {
	switch of {
	case "ledger":
		return say("导出台账表", "exported the ledger")
	case "summary":
		return say("导出总结", "exported the summary")
	case "messages":
		return say("导出收发的消息", "exported the messages")
	}
	return say("导出", "exported")
}

// wordsSaw says what somebody looked at; what they asked about comes as "answer"
// and, behind a colon, its topic.
func wordsSaw(of string) election.Phrase {
	if about, asked := strings.CutPrefix(of, "answer"); asked {
		return wordsAsked(speech.Measure(strings.TrimPrefix(about, ":")))
	}
	switch of {
	case "digest":
		return say("看日报", "saw the digest of")
	case "board":
		return say("看大屏", "saw the board of")
	case "audit":
		return say("看审计记录", "saw the audit")
	case "list":
		return say("看名单", "saw the list of")
	case "reports", "report":
		return say("看上报", "read reports of")
	case "records":
		return say("看台账", "saw the records of")
	case "files":
		return say("看附件", "saw the files of")
	case "contact":
		return say("看联系方式", "saw how to reach")
	}
	return say("查看", "saw")
}

// wordsAsked says what somebody asked about.
func wordsAsked(about speech.Measure) election.Phrase {
	switch about {
	case speech.Turnout:
		return say("问参选率", "asked for the turnout of")
	case speech.Elected, speech.Composition, speech.Candidates:
		return say("问当选情况", "asked who is elected in")
	case speech.Confirmed, speech.Counted, speech.Invalid, speech.Valid:
		return say("问计票", "asked for the counts of")
	case speech.Difficulties:
		return say("问困难", "asked for the difficulties of")
	case speech.Cases, speech.Incidents, speech.Requests, speech.Objections:
		return say("问情况请示", "asked for the open cases of")
	case speech.Registered:
		return say("问选民数", "asked for the voters of")
	case speech.Records:
		return say("问台账", "asked for the records of")
	case speech.Owing, speech.Progress, speech.Overview:
		return say("问进度", "asked for the progress of")
	case speech.Late:
		return say("问逾期", "asked who is late in")
	case speech.Further:
		return say("问再次投票", "asked who has to vote again in")
	}
	return say("问情况", "asked about")
}
