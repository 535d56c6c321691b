package document

import (
	"maps"
	"slices"

	"huanjie/internal/election"
)

// Count returns what a leader reads of a count. If all went well, it is two
// lines: the turnout, and who is elected with how many votes. Otherwise it
// says what the law says and what has to follow, with the article.
func Count(e election.Election, t election.Tally) election.Phrase {
	v := election.Judge(e, t)
	lines := []election.Phrase{say("参选率 %s", "Turnout %s").With(election.Ratio{Part: t.Participants, Whole: t.Registered})}
	if t.Round != election.FirstRound {
		lines[0] = say("%s，%s", "%s: %s").With(t.Round.Name(), lines[0])
	}
	switch {
	case v.Outcome != election.ValidElection:
		lines = append(lines, v.Sentence())
	case v.SeatsLeft() > 0 || len(v.Breaches) > 0:
		lines = append(append(lines, v.Paragraphs()...), v.Follows()...)
	default:
		for _, p := range v.Posts {
			lines = append(lines, say("%s：%s", "%s: %s").With(p.Post.Name(), winners(t, p)))
		}
		lines = append(lines, say("全部选出 ✅", "All seats filled ✅"))
	}
	return joinLines(lines)
}

// Conclusion returns what comes of a count, in one line: who is elected need not
// be read to know whether anything has to follow.
func Conclusion(e election.Election, u election.Unit, c election.Count) election.Phrase {
	v := election.Judge(e, c.Tally)
	switch v.Outcome {
	case election.Refused:
		return say("数字不合，须核对", "the figures do not fit, to be checked")
	case election.ValidElection:
	default:
		return say("选举无效，须重新选举", "not valid, to be held afresh")
	}
	won := 0
	for _, p := range v.Posts {
		won += len(p.Elected)
	}
	text := say("%d 名当选", "%d elected").With(won)
	tasks := e.Tasks(u, []election.Count{c})
	if len(tasks) == 0 {
		return text
	}
	for _, t := range tasks {
		text = say("%s，%s，须%s", "%s; %s: %s").With(text, taskPosts(t), t.Round.Name())
	}
	return text
}

// winners names those elected to a post with their votes: 孙海川 196 票、卞春生 153 票.
// If votes against and abstentions are stated, it includes them.
func winners(t election.Tally, p election.PostVerdict) election.Phrase {
	var all []election.Phrase
	for _, s := range p.Standings {
		if s.Result == election.WasElected {
			votes := election.Many(s.Votes, "%d 票", "%d vote", "%d votes") // including votes added from higher posts
			if c := t.Of(p.Post, s.Name); c.Stated() {
				votes = say("（%s）", "(%s)").With(c.Say())
			}
			all = append(all, say("%s %s", "%s %s").With(s.Name, votes))
		}
	}
	return election.Joined(all, "、", ", ")
}

func joinLines(lines []election.Phrase) election.Phrase {
	return election.Joined(lines, "\n", "\n")
}

// howReported says how many units have reported a turnout, and, once there are
// counts, how many voters are in confirmed ones.
func howReported(s election.Summary) election.Phrase {
	f, all := s.Figures, s.Election.Units(s.Roll.Units)
	text := say("%d/%s已报", "%d of %s reporting").With(f[election.Reporting], all)
	switch sure := f[election.UnitsConfirmed]; {
	case f[election.Counted] == 0:
		return text
	case sure == s.Roll.Units:
		return allConfirmed(s)
	case sure == 0:
		return say("%s，计票都未确认", "%s; no count confirmed").With(text)
	default:
		return say("%s，已确认 %s %s 人", "%s; confirmed: %s, %s voters").With(text, s.Election.Units(sure), election.Thousands(f[election.VotedConfirmed]))
	}
}

// howCounted says how many units have counted, and how many of those elected are
// confirmed.
func howCounted(s election.Summary) election.Phrase {
	f, all := s.Figures, s.Election.Units(s.Roll.Units)
	text := say("%d/%s已计票", "%d of %s counted").With(f[election.Counted], all)
	switch f[election.UnitsConfirmed] {
	case s.Roll.Units:
		return allConfirmed(s)
	case 0:
		return say("%s，都未确认", "%s; none confirmed").With(text)
	default:
		return say("%s，已确认 %d 名", "%s; confirmed: %d").With(text, f[election.ElectedConfirmed])
	}
}

// allConfirmed says that every count is confirmed.
func allConfirmed(s election.Summary) election.Phrase {
	return say("%s全部确认", "all of %s confirmed").With(s.Election.Units(s.Roll.Units))
}

// unconfirmed lists the counts that are not confirmed, with what is missing.
func unconfirmed(p *page, s election.Summary) {
	listed := s.Lists[election.ListUnconfirmed]
	if listed.Count == 0 {
		return
	}
	p.heading(say("🔁 待确认计票（%d）", "🔁 Counts to be confirmed (%d)").With(listed.Count))
	var all []remark
	for _, u := range listed.First {
		all = append(all, remark{u.Unit.Name, missing(u.Progress)})
	}
	p.remarks(s.Election, all, listed.Count, countsRoom)
}

// sheetless names the units whose counts are confirmed, but one still lacks
// the photo of its result sheet.
func sheetless(p *page, s election.Summary) {
	listed := s.Lists[election.ListSheetless]
	if listed.Count == 0 {
		return
	}
	p.heading(say("📷 已确认，缺计票结果单照片（%d）", "📷 Confirmed, the photo of the result sheet is missing (%d)").With(listed.Count))
	shown := election.LateStage{Count: listed.Count}
	for _, u := range listed.First {
		shown.Units = append(shown.Units, u.Unit)
	}
	p.line(cut(owers(shown), sheetsRoom))
}

// missing says what each count of a unit lacks.
func missing(progress election.Progress) election.Phrase {
	var all []election.Phrase
	for _, c := range progress.Counts {
		lacks := sideBySide(c.Missing())
		switch {
		case lacks.IsZero() || slices.Contains(all, lacks):
		case c.Round != election.FirstRound:
			all = append(all, say("%s %s", "%s: %s").With(c.Round.Name(), lacks))
		default:
			all = append(all, lacks)
		}
	}
	return sideBySide(all)
}

// warned lists the odd figures that were let stand, with their reasons: in full
// once, and by name in the digests after that.
func warned(p *page, s election.Summary, on Occasion) {
	n := s.Lists[election.ListWarned].Count
	if n == 0 {
		return
	}
	fresh, told := s.Warned()
	if on != OnDemand && len(fresh) == 0 {
		return
	}
	p.heading(say("❗ 写明原因的反常数字（%d）", "❗ Odd figures with a reason (%d)").With(n))
	var all []remark
	for _, u := range fresh {
		all = append(all, remark{u.Unit.Name, cut(stands(u.Progress), warnedLine-nameMost)})
	}
	p.remarks(s.Election, all, n-len(told), warnedRoom)
	if len(told) == 0 {
		return
	}
	names := make([]string, len(told))
	for i, u := range told {
		names[i] = short(u.Unit.Name, nameMost)
	}
	p.line(cut(say("以前的日报已写明：%s（%s）", "told in earlier digests: %s (%s)").With(s.Election.Units(len(told)), joined(names)), toldRoom))
}

// standing returns the warnings of a unit that were let stand, by what they
// are about. If there is a count, warnings about the turnout before it are
// left out.
func standing(progress election.Progress) [][]election.Stand {
	var all [][]election.Stand
	_, counted := progress.WholeCount()
	for _, matter := range slices.Sorted(maps.Keys(progress.Stands)) {
		if !counted || matter != election.Matter(election.Turnout{}) {
			all = append(all, progress.Stands[matter])
		}
	}
	return all
}

// stands writes the warnings of a unit that were let stand: 参选率偏高、无效票偏多（已与监票人核对，属实）.
func stands(progress election.Progress) election.Phrase {
	var all []election.Phrase
	for _, of := range standing(progress) {
		for _, r := range Reasons(of) {
			all = append(all, say("%s（%s）", "%s (%s)").With(r.What, short(r.Why, 40)))
		}
	}
	return sideBySide(all)
}

// Reason is why some warnings were let stand.
type Reason struct {
	What election.Phrase // the warnings
	Why  string          // as it was typed
}

// Reasons are those of some warnings, each once.
func Reasons(stood []election.Stand) (all []Reason) {
	for _, s := range stood {
		i := slices.IndexFunc(all, func(r Reason) bool { return r.Why == s.Reason })
		if i < 0 {
			all = append(all, Reason{What: election.WarningName(s.Code), Why: s.Reason})
			continue
		}
		all[i].What = say("%s、%s", "%s, %s").With(all[i].What, election.WarningName(s.Code))
	}
	return all
}
