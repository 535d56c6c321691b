package bot

import (
	"context"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// answerFirstLists answers 初步候选人是谁 and 初步候选人多少: who was nominated before the
// deliberation. The formal candidates are others, and never given for them.
func (d *desk) answerFirstLists(ctx context.Context, q inquiry) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a, people, reported := d.begin(q, s, say("📝 初步候选人", "📝 First list")), 0, 0
		var lines []election.Phrase
		for _, u := range s.whole {
			all := u.Progress.Records[election.FirstListRecord]
			if len(all) == 0 {
				if len(s.whole) == 1 {
					lines = append(lines, say("还没有上报初步候选人。", "No first list is reported yet."))
				}
				continue
			}
			r := all[len(all)-1].Record
			names := election.FirstNames(r)
			people, reported = people+len(names), reported+1
			line := say("%s：%s（%d 名）", "%s: %s (%d)").With(u.Unit.Name, document.Joined(names), len(names))
			if joint := election.JointNames(r); len(joint) > 0 {
				line = say("%s；联名提名 %s", "%s; nominated jointly: %s").With(line, document.Joined(joint))
			}
			lines = append(lines, line)
			formal := u.Progress.Nomination
			if q.Both && formal != nil {
				lines = append(lines, say("　正式候选人：%s（%d 名）", "   Formal list: %s (%d)").With(document.Joined(formal.Names()), len(formal.Names())))
			}
			if q.Both && formal == nil {
				lines = append(lines, say("　还没有上报正式候选人。", "   No formal list is reported yet."))
			}
			if formal != nil {
				dropped, added := election.ListsCompared(names, formal.Names())
				lines = append(lines, wordsListsCompared(dropped, added)...)
			}
		}
		if q.Both {
			a.Asked = say("📝 初步候选人和正式候选人", "📝 First list and formal list")
			sum, known := document.Sum(document.CandidatesMeasure("", "").Rows(s.Election, s.whole))
			if len(s.whole) > 1 {
				a.Lines = append(a.Lines, say("正式候选人共 %d 名（%d/%d 个已报）", "On formal lists: %d in all (%d of %d have reported)").With(sum.Part, known, len(s.whole)))
			}
		}
		if len(s.whole) > 1 {
			line := say("共 %d 名（%d/%d 个已报）", "%d in all (%d of %d have reported)")
			if q.Both {
				line = say("初步候选人共 %d 名（%d/%d 个已报）", "On first lists: %d in all (%d of %d have reported)")
			}
			a.Lines = append(a.Lines, line.With(people, reported, len(s.whole)))
		}
		if q.Form != speech.AsCount || len(s.whole) == 1 {
			a.Lines = append(a.Lines, lines...)
		}
		return a, true
	})
}

// wordsListsCompared says who of a first list is not on the formal one, and who was added there.
func wordsListsCompared(dropped, added []string) (lines []election.Phrase) {
	if len(dropped) == 0 && len(added) == 0 {
		return []election.Phrase{say("　都列入正式名单。", "   All are on the formal list.")}
	}
	if len(dropped) > 0 {
		lines = append(lines, say("　没有列入正式名单：%s（%d 名）", "   Not on the formal list: %s (%d)").With(document.Joined(dropped), len(dropped)))
	}
	if len(added) > 0 {
		lines = append(lines, say("　正式名单后加的：%s（%d 名）", "   Added to the formal list: %s (%d)").With(document.Joined(added), len(added)))
	}
	return lines
}
