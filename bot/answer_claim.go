package bot

import (
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// claimed says whether the figure is true that a question takes for true: 东河村才40%吧.
func claimed(claim speech.Claim, m document.Measure, rows []document.Row, a *document.Answer) {
	sum, known := document.Sum(rows)
	if claim == (speech.Claim{}) || known == 0 {
		return
	}
	said, is, right := say("%s", "%s").With(hundredths(claim.Part)), m.Say(sum), near(claim.Part, sum)
	if claim.N > 0 {
		said, right = say("%s 人", "%s").With(election.Thousands(claim.N)), claim.N == sum.Part
	}
	if right {
		a.Lines = append(a.Lines, say("✅ 对，是 %s。", "✅ Yes, it is %s.").With(said))
		return
	}
	a.Lines = append(a.Lines, say("❗ 不是 %s，是 %s。", "❗ It is not %s but %s.").With(said, is))
}

// near reports whether a share is within one percent of what a value has.
func near(part int, v document.Value) bool {
	if v.Whole == 0 {
		return false
	}
	apart := int(int64(v.Part)*10000/int64(v.Whole)) - part
	return apart > -100 && apart < 100
}
