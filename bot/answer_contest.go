package bot

import (
	"context"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// contest is how many stand for the seats of a post of a unit.
type contest struct {
	post election.Post
	speech.Contest
}

func (c contest) words() election.Phrase {
	return say("%s%d选%d", "%s: %d for %d").With(c.post.Name(), c.Stand, c.Seats)
}

// contestsOf are those of the posts of a unit for which candidates are known.
func contestsOf(e election.Election, u election.UnitState, only election.Post) (all []contest) {
	posts, _ := e.Posts(u.Unit, u.Progress)
	for _, p := range posts {
		if (only == "" || p.Post == only) && len(p.Candidates) > 0 {
			all = append(all, contest{p.Post, speech.Contest{Stand: len(p.Candidates), Seats: p.Seats}})
		}
	}
	return all
}

// answerContests answers 各选区几选几 and 三选二的选区有哪些: how many stand for how many seats of each post.
func (d *desk) answerContests(ctx context.Context, q inquiry) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("🙋 几选几", "🙋 Candidates and seats"))
		if q.Contest.Stand > 0 {
			a.Asked = say("🙋 %d选%d的%s", "🙋 %d for %d: %s").With(q.Contest.Stand, q.Contest.Seats, s.Election.UnitNoun())
		}
		yes, known := 0, 0
		for _, u := range s.whole {
			all := contestsOf(s.Election, u, q.Post)
			if known += min(1, len(all)); len(all) == 0 || q.Contest.Stand > 0 && !slices.ContainsFunc(all, func(c contest) bool { return c.Contest == q.Contest }) {
				continue
			}
			var words []election.Phrase
			for _, c := range all {
				words = append(words, c.words())
			}
			yes++
			a.Units = append(a.Units, document.UnitLine(u.Unit, document.SideBySide(words)))
		}
		a.Lines = append(a.Lines, say("%d 个（候选人已知的 %d/%s 里）", "%d (of %d of %s with known candidates)").With(yes, known, s.Election.Units(len(s.whole))))
		return a, true
	})
}

// wordsContest says whether it is so many for so many as somebody asks: 三选区是四选三吗.
func wordsContest(q inquiry, all []contest) election.Phrase {
	said := say("%d选%d", "%d for %d").With(q.Contest.Stand, q.Contest.Seats)
	for _, c := range all {
		if c.Contest == q.Contest {
			return say("是%s：%s", "It is %s: %s").With(said, c.words())
		}
	}
	if len(all) == 0 {
		return say("还没有上报候选人，是不是%s还不知道。", "No candidates are reported: whether it is %s is not known.").With(said)
	}
	var words []election.Phrase
	for _, c := range all {
		words = append(words, c.words())
	}
	return say("不是%s：%s", "It is not %s: %s").With(said, document.SideBySide(words))
}
