package bot

import (
	"context"

	"huanjie/internal/document"
	"huanjie/internal/election"
)

// answerSupposed answers 算上竹坞投了300 掉到多少: what the turnout would be with a figure that nobody has
// reported, of the unit and of all. Nothing is noted.
func (d *desk) answerSupposed(ctx context.Context, q inquiry) error {
	suppose := q.Suppose[0]
	if u, ok := d.store.Town().Unit(suppose.Unit); !ok || !d.person.MaySee(u) {
		d.say(wordsNotToSee(u.Name))
		return nil
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		m := document.TurnoutMeasure()
		rows := m.Rows(s.Election, s.units)
		sum, known := document.Sum(rows)
		a := d.begin(q, s, say("🗳 参选率 · 假设的数，没有记下", "🗳 Turnout · a supposed figure, nothing was noted"))
		found := false
		for i, r := range rows {
			if r.Unit.ID != suppose.Unit {
				continue
			}
			found = true
			registered := document.RegisteredMeasure().Of(s.Election, s.units[i]).Part
			if suppose.Voted > registered {
				a.Also = append(a.Also, say("（比登记选民 %d 人还多。）", "(More than the %d registered.)").With(registered))
			}
			rows[i].Value = document.Value{Part: suppose.Voted, Whole: registered, Known: true}
			a.Lines = append(a.Lines, say("%s按 %s 人算：%s", "%s, taking %s: %s").With(r.Unit.Name, election.Thousands(suppose.Voted), m.Say(rows[i].Value)))
		}
		if !found {
			return a, false
		}
		if len(rows) > 1 {
			after, _ := document.Sum(rows)
			if known > 0 {
				a.Lines = append(a.Lines, say("现在：%s（%s）", "now: %s (%s)").With(m.Say(sum), wordsReporting(m, known, s.Election.Units(len(rows)))))
			}
			a.Lines = append(a.Lines, say("算上以后：%s", "with it: %s").With(m.Say(after)))
		}
		return a, true
	})
}
