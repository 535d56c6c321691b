package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// The steps that the engine asks by itself of a complete draft. No form has
// steps of these names.
const (
	ReasonStep StepID = "warning.reason" // why what is odd may stand
	WhyStep    StepID = "correction.why" // why a report is corrected
)

// giveReasons adds the questions for reasons: of warnings, and of a correction
// if why is set or the draft is one.
func (s *filled) giveReasons(d Draft, why bool) {
	if codes := s.codes(); codes != "" {
		s.giveReason(d, row{about: codes, Field: &Field{Label: election.Say("原因", "Reason")}, question: &question{id: ReasonStep,
			ask: election.Say("确实如此请写明原因；写错了直接改。", "If it is so, please say why; if it is a slip, just send the right value.")}})
	}
	if why || d.Corrects != "" && !s.same {
		s.giveReason(d, row{Field: &Field{Label: election.Say("更正原因", "Why corrected")}, question: &question{id: WhyStep,
			ask: election.Say("更正的原因？", "What is the reason for the correction?")}})
	}
}

// giveReason adds one question; its answer holds only for what it was given
// about.
func (s *filled) giveReason(d Draft, r row) {
	r.free, r.reason, r.parse, r.show = true, true, parseProse(LongestText), asTyped
	i := slices.IndexFunc(d.Answers, func(a Answer) bool { return a.Step == r.id && a.About == r.about })
	if i >= 0 {
		v, complaint := r.parse(d.Answers[i].Value, nil)
		r.value, r.given = v, complaint.IsZero()
	}
	s.rows = append(s.rows, r)
}

// codes are the warnings of a draft as one word, whatever their order.
func (s filled) codes() string {
	var codes []string
	for _, w := range s.warnings {
		codes = append(codes, w.Code)
	}
	slices.Sort(codes)
	return strings.Join(slices.Compact(codes), " ")
}

// reasonOf is what was said to one of the questions for reasons.
func (s filled) reasonOf(id StepID) string {
	if r := s.row(id); r != nil {
		return r.value
	}
	return ""
}

// stands are the warnings as the report names them, each once.
func (s filled) stands() []election.Stand {
	var stands []election.Stand
	for _, w := range s.warnings {
		if !slices.ContainsFunc(stands, func(st election.Stand) bool { return st.Code == w.Code }) {
			stands = append(stands, election.Stand{Code: w.Code, Reason: s.reasonOf(ReasonStep)})
		}
	}
	return stands
}

// wordsOf is a warning as a person is told it.
func wordsOf(w election.Warning, p election.Person) election.Phrase {
	if p.Office && !w.Office.IsZero() {
		return w.Office
	}
	return w.Text
}

// statement is a warning without what it tells the person to do: once the reason
// is given, only what is odd is left to say.
func statement(p election.Phrase) election.Phrase {
	first := func(s, end string) string {
		if i := strings.Index(s, end); i >= 0 {
			return s[:i+len(end)]
		}
		return s
	}
	return election.Say(first(p.In(election.Chinese), "。"), strings.TrimSpace(first(p.In(election.English)+" ", ". ")))
}

// review is all that is said of a whole draft.
func (f Form[T]) review(sub Subject, draft T, s filled) []election.Phrase {
	said := s.changes()
	if sub.Corrects != "" && s.body != nil {
		if latest := sub.replaces(s.body); latest != "" && latest != sub.Corrects {
			said = append(said, election.Say("⚠️ 之后又有人报过同一事项（回执 %s），确认后以本次为准。", "⚠️ The same was reported again since (receipt %s); this will take its place.").With(latest))
		}
	}
	if f.Review != nil {
		said = append(said, f.Review(sub, draft)...)
	}
	for _, w := range s.warnings { // the reason stands on its own line
		said = append(said, election.Say("⚠️ %s", "⚠️ %s").With(statement(wordsOf(w, sub.Person))))
	}
	return said
}
