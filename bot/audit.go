package bot

import (
	"context"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// auditMost is how many traces the audit card shows; huanjie audit has all.
const auditMost = 25

// audit shows the office and the observers who saw, changed and exported what,
// the newest first. Looking is on record too.
func (d *desk) audit(ctx context.Context) error {
	if !d.person.MayAudit() {
		d.say(wordsNotYours())
		return nil
	}
	traces, err := d.store.LastTraces(ctx, auditMost)
	if err != nil {
		return err
	}
	lines := []string{wordsAudit(len(traces)).In(d.lang)}
	for _, e := range traces {
		lines = append(lines, d.traceLine(e))
	}
	m := plain(strings.Join(lines, "\n"))
	m.Key, m.Move = "audit", true
	d.send(m)
	d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Saw, Of: "audit"})
	return nil
}

// traceLine is one trace in words: "01-11 09:02 周明 上报 东河村（R7）".
func (d *desk) traceLine(e store.Trace) string {
	town := d.store.Town()
	who := e.By.Name()
	if e.By == "" {
		who = say("系统", "the program")
	}
	name := e.Name
	if u, ok := town.Unit(election.UnitID(name)); ok {
		name = u.Name
	} else if name == "" && e.Did == store.Saw && e.Of != "audit" {
		name = election.WholeTown.Name()
	}
	line := e.At.In(town.Location).Format("01-02 15:04") + " " + who.In(d.lang) + " " + wordsTrace(e).In(d.lang)
	if name != "" {
		line += " " + name
	}
	if e.Note != "" {
		line += say("（%s）", " (%s)").With(e.Note).In(d.lang)
	}
	return line
}

func wordsAudit(n int) election.Phrase {
	return say("🔎 审计记录，最近 %d 条（谁看过、改过、导出过什么）：", "🔎 The last %d entries of the audit (who saw, changed and exported what):").With(n)
}

// wordsTrace says what was done.
func wordsTrace(e store.Trace) election.Phrase {
	switch e.Did {
	case store.Exported:
		return say("导出", "exported")
	case store.Closed:
		return say("销毁个人信息", "destroyed the personal data of")
	case store.Saw:
		switch e.Of {
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
		case "files":
			return say("看附件", "saw the files of")
		case "contact":
			return say("看联系方式", "saw how to reach")
		}
		return say("查看", "saw")
	}
	switch e.Of {
	case "report":
		return say("上报", "reported")
	case "correction":
		return say("更正", "corrected")
	case "announcement":
		return say("公告", "announced")
	case "person":
		return say("登记", "registered")
	case "group":
		return say("群", "group")
	}
	return say("改动", "changed")
}
