package document

import (
	"strings"

	"huanjie/internal/election"
)

// Count is what a leader reads of a count: turnout and who is elected with how
// many votes, in two lines if all went well; else what the law says and what
// has to follow, with its article.
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
			lines = append(lines, say("%s：%s", "%s: %s").With(p.Post.Name(), winners(p)))
		}
		lines = append(lines, say("全部选出 ✅", "All seats filled ✅"))
	}
	return joinLines(lines)
}

// winners names those elected to a post with their votes: 孙海川 196 票、卞春生 153 票.
func winners(p election.PostVerdict) election.Phrase {
	var zh, en []string
	for _, s := range p.Standings {
		if s.Result == election.WasElected {
			w := say("%s %d 票", "%s %d votes").With(s.Name, s.Votes)
			zh, en = append(zh, w.In(election.Chinese)), append(en, w.In(election.English))
		}
	}
	return say(strings.Join(zh, "、"), strings.Join(en, ", "))
}

func joinLines(lines []election.Phrase) election.Phrase {
	zh, en := make([]string, len(lines)), make([]string, len(lines))
	for i, l := range lines {
		zh[i], en[i] = l.In(election.Chinese), l.In(election.English)
	}
	return say(strings.Join(zh, "\n"), strings.Join(en, "\n"))
}
