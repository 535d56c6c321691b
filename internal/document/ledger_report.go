package document

import (
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
)

// ReportName returns in a few words what a report is about: 第一次投票计票.
func ReportName(t *election.Town, r election.Report) election.Phrase {
	u, _ := t.Unit(r.Unit)
	switch b := r.Body.(type) {
	case election.StageReport:
		st, _ := t.ElectionOf(u).Stage(b.Stage)
		return say("进度：%s", "progress: %s").With(stageName(st))
	case election.Turnout:
		return say("投票人数", "turnout")
	case election.Tally:
		return say("计票：%s", "count: %s").With(b.Round.Name())
	case election.CountCheck:
		return say("复核录入：%s", "second entry: %s").With(b.Round.Name())
	case election.ResultSheet:
		return say("计票结果单：%s", "result sheet: %s").With(b.Round.Name())
	case election.Case:
		return b.Title()
	case election.Act:
		return say("办理：%s", "about a case: %s").With(b.Deed.Name())
	case election.Record:
		return kindOf(t, b.Of).Title
	}
	return otherReport(r.Body)
}

func otherReport(b election.Body) election.Phrase {
	switch b.(type) {
	case election.RollReport:
		return say("选民名单", "roll of voters")
	case election.Nomination:
		return say("候选人", "candidates")
	case election.Review:
		return say("联审", "joint review")
	case election.Members:
		return say("当选人情况", "who was elected")
	case election.Promise:
		return say("承诺补报", "promise to report later")
	case election.Withdrawal:
		return say("撤回", "withdrawal")
	case election.OwnText:
		return say("总结里自己的话", "words of the summary")
	}
	return election.Phrase{}
}

// kindOf returns a kind of record. A kind that no longer exists is named by
// its id.
func kindOf(t *election.Town, id election.RecordID) election.RecordKind {
	i := slices.IndexFunc(t.Records, func(k election.RecordKind) bool { return k.ID == id })
	if i < 0 {
		return election.RecordKind{ID: id, Title: plain(string(id))}
	}
	return t.Records[i]
}

// reportLines returns what a report says, figure by figure. Of people it has
// only the names.
func reportLines(t *election.Town, r election.Report, now time.Time) []election.Phrase {
	today := election.DateOf(now)
	u, _ := t.Unit(r.Unit)
	switch b := r.Body.(type) {
	case election.StageReport:
		if b.Reason != "" {
			return []election.Phrase{b.Status.Name(), plain(short(b.Reason, wordsMost))}
		}
		if !b.On.IsZero() {
			return []election.Phrase{say("%s（%s）", "%s (%s)").With(b.Status.Name(), b.On.Say(today))}
		}
		return []election.Phrase{b.Status.Name()}
	case election.Turnout:
		return []election.Phrase{say("参加投票 %s", "Took part %s").With(election.Ratio{Part: b.Voted, Whole: b.Registered})}
	case election.Tally:
		return tallyLines(t.ElectionOf(u), b)
	case election.CountCheck:
		return tallyLines(t.ElectionOf(u), b.Tally)
	case election.RollReport:
		lines := []election.Phrase{say("登记 %s 人（%s）", "Registered: %s (%s)").With(election.Thousands(b.Registered()), rollParts(b))}
		if !b.Published.IsZero() {
			lines = append(lines, say("%s公布", "posted on %s").With(b.Published.Say(today)))
		}
		return lines
	case election.Record:
		return []election.Phrase{fieldsOf(kindOf(t, b.Of), b, today)}
	case election.Promise:
		return []election.Phrase{say("%s前补报　%s", "by %s; %s").With(election.SayTime(b.Until, now), short(b.Why, wordsMost))}
	}
	return peopleLines(r.Body)
}

// tallyLines returns the figures of a count as they were entered.
func tallyLines(e election.Election, b election.Tally) []election.Phrase {
	lines := []election.Phrase{
		say("%s %s，参加投票 %s", "%s %s, took part %s").With(e.RegisteredNoun(), election.Thousands(b.Registered), election.Thousands(b.Participants)),
	}
	lines = append(lines, b.BallotFigures()...)
	for _, post := range b.Posts {
		var votes []election.Phrase
		for _, c := range post.Candidates {
			v := say("%s %d 票", "%s %d").With(c.Name, c.Votes)
			if c.Stated() {
				v = say("%s（%s）", "%s (%s)").With(c.Name, c.Say())
			}
			votes = append(votes, v)
		}
		lines = append(lines, say("%s：%s", "%s: %s").With(post.Post.Name(), election.Joined(votes, "、", ", ")))
	}
	return append(lines, say("⚖️ %s", "⚖️ %s").With(cut(election.Judge(e, b).Sentence(), 300)))
}

func peopleLines(b election.Body) []election.Phrase {
	switch b := b.(type) {
	case election.Nomination:
		return []election.Phrase{joined(b.Names())}
	case election.Review:
		return reviewed(b)
	case election.Members:
		var names []string
		for _, m := range b.Persons {
			names = append(names, m.Name)
		}
		return []election.Phrase{joined(names), say("个人情况不在这里显示。", "What is personal is not shown here.")}
	case election.Case:
		lines := []election.Phrase{say("“%s”", "“%s”").With(short(b.Words, wordsMost))}
		if b.Severity != 0 {
			lines = append(lines, b.Severity.Name())
		}
		return lines
	case election.Act:
		lines := []election.Phrase{say("编号 %s", "No. %s").With(string(b.Case))}
		if b.To != "" {
			lines = append(lines, b.To.Name())
		}
		if b.Words != "" {
			lines = append(lines, plain(short(b.Words, wordsMost)))
		}
		return lines
	}
	return nil
}

// Told is a report with its context, for one reader.
type Told struct {
	Report    election.Report
	Was       *election.Report  // the report it replaces, if found
	Newer     election.ReportID // the report that replaced it
	Withdrawn bool              // it was taken back since
	Secret    bool              // its content is kept from the reader
	Now       time.Time         // when it is read, in the town's location
}

// Reported returns the page of one report as it was written. It stays within
// Telegram's limits.
func Reported(t *election.Town, d Told, l election.Language) string {
	p, r := &page{l: l}, d.Report
	u, _ := t.Unit(r.Unit)
	p.title(say("%s · %s", "%s · %s").With(short(u.Name, nameMost), ReportName(t, r)))
	p.line(say("回执 %s · %s %s", "Receipt %s · %s, %s").With(string(r.ID), election.SayTime(r.At, d.Now), r.By.Name()))
	if d.Secret {
		p.line(whySecret(r.Body))
		return p.String()
	}
	var lines []election.Phrase
	for _, line := range reportLines(t, r, d.Now) {
		lines = append(lines, cut(line, 800))
	}
	p.list(lines, len(lines), reportRoom, func(left int) election.Phrase { return say("……还有 %d 行", "… and %d more lines").With(left) })
	if r.Replaces != "" {
		p.heading(replaces(r))
		if d.Was != nil {
			p.line(cut(changeOf(t, *d.Was, r, d.Now), 500))
		}
		if r.Why != "" {
			p.line(say("原因：%s", "Reason: %s").With(short(r.Why, wordsMost)))
		}
	}
	for _, s := range r.Stands {
		p.line(say("❗ %s：%s", "❗ %s: %s").With(election.WarningName(s.Code), short(s.Reason, 100)))
	}
	if d.Withdrawn {
		p.line(say("↩️ 已撤回，不再算数", "↩️ Withdrawn; it does not count any more"))
	}
	if d.Newer != "" {
		p.line(say("↪️ 后来又报过，见回执 %s", "↪️ Reported anew since: receipt %s").With(string(d.Newer)))
	}
	return p.String()
}

// replaces says what a report replaces or withdraws.
func replaces(r election.Report) election.Phrase {
	w, withdrawal := r.Body.(election.Withdrawal)
	switch {
	case !withdrawal:
		return say("✏️ 更正：代替回执 %s", "✏️ A correction of receipt %s").With(string(r.Replaces))
	case len(w.With) == 0:
		return say("↩️ 撤回回执 %s", "↩️ Receipt %s is withdrawn").With(string(r.Replaces))
	}
	var with []string
	for _, id := range w.With {
		with = append(with, string(id))
	}
	return say("↩️ 撤回回执 %s，一并撤回 %s", "↩️ Receipt %s is withdrawn, with %s").With(string(r.Replaces), strings.Join(with, "、"))
}

// whySecret says why a report is kept from its reader.
func whySecret(b election.Body) election.Phrase {
	switch b.(type) {
	case election.Case, election.Act:
		return onlyForHandlers()
	}
	return say("🔒 您可以复核，所以两次录入一致以前内容不显示。", "🔒 You may check this count, so it is not shown before two entries agree.")
}

// reportRoom is what the content of a report may take, in UTF-16 units.
const reportRoom = 2000

// changeOf says what a correction changed: old → new. About people it says
// only that something changed.
func changeOf(t *election.Town, was, is election.Report, now time.Time) election.Phrase {
	u, _ := t.Unit(is.Unit)
	e := t.ElectionOf(u)
	switch b := is.Body.(type) {
	case election.Tally:
		if a, ok := was.Body.(election.Tally); ok {
			return e.TallyChanges(a, b)
		}
	case election.CountCheck:
		if a, ok := was.Body.(election.CountCheck); ok {
			return e.TallyChanges(a.Tally, b.Tally)
		}
	case election.Withdrawal:
		return say("%s → 撤回", "%s → withdrawn").With(cut(say("%s %s", "%s %s").With(ReportName(t, was), firstLine(reportLines(t, was, now))), 250))
	case election.Nomination, election.Review, election.Members, election.Case:
		return say("内容有改动", "its content has changed")
	}
	before, after := firstLine(reportLines(t, was, now)), firstLine(reportLines(t, is, now))
	if before == after {
		return say("内容没有改动", "its content is the same")
	}
	return say("%s → %s", "%s → %s").With(before, after)
}

func firstLine(lines []election.Phrase) election.Phrase {
	if len(lines) == 0 {
		return say("—", "—")
	}
	return cut(lines[0], 200)
}

// ReportList returns the page of a unit's last reports, newest first. before
// is how many newer ones are not on it; all is the number of the unit's
// reports.
func ReportList(t *election.Town, u election.Unit, shown []Told, before, all int, l election.Language) string {
	p := &page{l: l}
	p.title(say("📋 %s · 上报记录", "📋 %s · reports").With(short(u.Name, nameMost)))
	if len(shown) == 0 {
		p.line(say("还没有上报。", "Nothing was reported yet."))
		return p.String()
	}
	p.line(say("第 %d–%d 次，共 %d 次，新的在前；点一次看原文。", "%d–%d of %d, the newest first; tap one to read it.").With(before+1, before+len(shown), all))
	for i, d := range shown {
		r := d.Report
		line := say("%d. %s", "%d. %s").With(before+i+1, cut(ReportName(t, r), 60))
		if r.Replaces != "" {
			line = say("%s（%s %s）", "%s (%s %s)").With(line, instead(r), string(r.Replaces))
		}
		if d.Withdrawn {
			line = say("%s ↩️已撤回", "%s ↩️ withdrawn").With(line)
		}
		if len(r.Files) > 0 {
			line = say("%s 📎%d", "%s 📎%d").With(line, len(r.Files))
		}
		p.line(line)
		p.line(say("　%s %s · 回执 %s", "   %s, %s · receipt %s").With(election.SayTime(r.At, d.Now), r.By.Name(), string(r.ID)))
	}
	return p.String()
}

// ReportedLine returns a report in one line: when, from which unit, what it
// said.
func ReportedLine(t *election.Town, d Told) election.Phrase {
	u, _ := t.Unit(d.Report.Unit)
	line := say("· %s　%s · %s", "· %s: %s, %s").With(election.SayTime(d.Report.At, d.Now), short(u.Name, nameMost), cut(ReportName(t, d.Report), 60))
	if d.Secret {
		line = say("%s：%s", "%s: %s").With(line, whySecret(d.Report.Body))
	} else if lines := reportLines(t, d.Report, d.Now); len(lines) > 0 {
		line = say("%s：%s", "%s: %s").With(line, cut(lines[0], 120))
	}
	if d.Withdrawn {
		line = say("%s ↩️已撤回", "%s ↩️ withdrawn").With(line)
	}
	return say("%s（%s）", "%s (%s)").With(line, d.Report.By.Name())
}

// instead says what a report does with an earlier one.
func instead(r election.Report) election.Phrase {
	if _, withdrawal := r.Body.(election.Withdrawal); withdrawal {
		return say("撤回", "withdraws")
	}
	return say("更正", "corrects")
}
