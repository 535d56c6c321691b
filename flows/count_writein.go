package flows

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// writeIns asks for people who were written in (另选他人). Nobody is the rule, so
// it is not asked unless the officer wants to change it, or two entries differ in
// it.
func writeIns(t ballotCount) flow.Step[ballotCount] {
	return flow.Prose(election.WriteInsField, t.asks(election.WriteInsField, say("另选他人：请按“职务 姓名 票数”写，例如“委员 张三 20”；没有就写“无”。", "Write-ins: post, name, votes, e.g. “Member 张三 20”; “none” if there are none.")),
		func(t *ballotCount) *string { return &t.writeIns },
		t.again(election.WriteInsField, flow.With[ballotCount]{Field: flow.Field{Label: say("另选他人", "Write-ins"), Words: []string{"另选他人票", "另选", "写另选", "写了另选", "写另选的", "另外写的", "另选人", "其他人选", "其他人", "其他人员", "别人", "他人", "旁人", "write-in", "write-ins", "write in"}, WriteIns: postNames(t)},
			Presume: func(flow.Subject, ballotCount) (string, bool) { return nobody, true }}, writtenIn))
}

func writeInStep(_ flow.Subject, t ballotCount) []flow.Step[ballotCount] {
	if len(t.rounds) == 0 {
		return nil
	}
	return []flow.Step[ballotCount]{writeIns(t)}
}

// postNames are the posts that somebody can be written in for.
func postNames(t ballotCount) []election.Phrase {
	var names []election.Phrase
	for _, p := range t.Posts {
		names = append(names, p.Post.Name())
	}
	return names
}

// nobody is what the card shows where nobody was written in.
const nobody = "—"

// writtenIn is who was written in, as one would type it.
func writtenIn(t election.Tally) string {
	var all []string
	for _, p := range t.Posts {
		for _, c := range p.Candidates {
			if c.WriteIn {
				all = append(all, p.Post.Name().In(election.Chinese)+" "+c.Name+" "+strconv.Itoa(c.Votes))
			}
		}
	}
	return cmp.Or(strings.Join(all, "、"), nobody)
}

// whole is the tally with the people who were written in.
func (t ballotCount) whole() election.Tally {
	tally, _ := t.withWriteIns()
	return tally
}

// withWriteIns adds those who were written in. ok is false if the text cannot be
// read: "委员 张三 20、李四 3"; the post stands until another is named.
func (t ballotCount) withWriteIns() (tally election.Tally, ok bool) {
	tally = t.Tally
	tally.Posts = append([]election.PostTally(nil), t.Posts...)
	switch strings.ToLower(strings.TrimSpace(t.writeIns)) {
	case "", nobody, "-", "无", "没有", "none", "0":
		return tally, true
	}
	words := strings.FieldsFunc(t.writeIns, func(r rune) bool { return strings.ContainsRune(" ,，、;；:：\n", r) })
	post, name := 0, ""
	for _, w := range words {
		votes, err := strconv.Atoi(strings.TrimSuffix(w, "票"))
		switch i := postNamed(tally.Posts, w); {
		case i >= 0:
			post = i
		case err != nil && name == "":
			name = w
		case err != nil || name == "" || votes <= 0:
			return t.Tally, false
		default:
			added := election.CandidateVotes{Name: name, Votes: votes, WriteIn: true}
			tally.Posts[post].Candidates = append(slices.Clip(tally.Posts[post].Candidates), added)
			name = ""
		}
	}
	return tally, name == ""
}

func postNamed(posts []election.PostTally, w string) int {
	for i, p := range posts {
		if w == p.Post.Name().In(election.Chinese) || strings.EqualFold(w, p.Post.Name().In(election.English)) {
			return i
		}
	}
	return -1
}

// countProblems are those of the tally, and write-ins that cannot be read.
func countProblems(s flow.Subject, t ballotCount) []election.Problem {
	if ps := t.standingProblems(s); len(ps) > 0 {
		return ps
	}
	tally, ok := t.withWriteIns()
	if !ok {
		return []election.Problem{{Code: "write_ins", Fields: []string{"writeins"}, Text: say(
			"看不懂“%s”。请按“职务 姓名 票数”写，例如“委员 张三 20”。", "I did not understand “%s”. Write post, name and votes, e.g. “Member 张三 20”.").With(t.writeIns)}}
	}
	if before, counted := s.Whole.Count(tally.Round); counted && t.at.was == string(election.Confirmed) && !t.at.check && s.Election.TallyChanges(before.Tally, tally).IsZero() {
		return []election.Problem{{Code: "same_as_confirmed", Fields: []string{"round"}, Text: say(
			"与已确认的计票完全一样，不用更正。要补照片请发“补结果单”。", "This is just what is confirmed; there is nothing to correct. To send the photo, say “result sheet”.")}}
	}
	tally.Present = present(s, t)
	return t.asked(s.Election, append(s.Election.Problems(tally), s.Election.CommitteeProblems(s.Whole, tally)...))
}

// asked puts the step that asks for it in the place of a field that has none of its own:
// the votes of somebody written in, the candidates of a post that has none.
func (t ballotCount) asked(e election.Election, ps []election.Problem) []election.Problem {
	fields := map[string]string{election.CandidatesField: string(standingStep)}
	if len(t.unnamed()) == 0 || e.Profile.NoCandidates {
		fields[election.CandidatesField] = election.WriteInsField
	}
	for _, p := range t.whole().Posts {
		for _, c := range p.Candidates {
			if c.WriteIn {
				fields[election.VotesField(p.Post, c.Name)] = election.WriteInsField
			}
		}
	}
	for i, p := range ps {
		ps[i].Fields = slices.Clone(p.Fields)
		for j, f := range p.Fields {
			ps[i].Fields[j] = cmp.Or(fields[f], f)
		}
	}
	return ps
}
