package bot_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// How an utterance is judged. It is right if one of the things in `right` is what
// happened, whole, and nothing in `never` did. Each key of testdata/utterances.md is
// checked so:
//
//	opens, unit, values   a draft of this form and unit has these answers, by the ids of
//	                      its steps; of what the card presumes, by its line; and no other
//	                      figure was taken from the message
//	corrects              the same of a correction: the draft names what it corrects, or a
//	                      count goes on in the round that was counted
//	keeps                 the draft that was open is open, with these values
//	reason                the answer to the step that asks for a reason
//	ask_back              a question about what the example asks: nothing is committed, ✅
//	                      is not offered
//	not_noted, say_so     no draft is changed; it is said that nothing was understood or noted
//	asks                  the answer shows what was asked (utterances_answer_test.go)
//	command               what the command does has happened, or is asked to be confirmed
//	offers                a button that does it, and the people or villages it is for
//	refuses, not_known, refers_to, tells, ack   the words of the answer
//
// In `never` a field is broken by a value that the message brought in, or that stands
// on a card with ✅ in the answer.

// right and never list the keys that are checked.
func rightKeys() []string {
	return []string{"all", "opens", "unit", "values", "stage", "status", "reason", "words_contain", "keeps", "corrects", "round", "ask_back", "not_noted", "say_so",
		"asks", "command", "of", "form", "offers", "who", "refuses", "not_known", "refers_to", "about", "tells", "shows", "ack"}
}

func neverKeys() []string {
	return []string{"opens", "unit", "values", "round", "reason", "words", "command", "asks", "form", "no_right", "silent_list_only", "scope_unsaid", "not_understood",
		"ask_back", "confirmable", "figures", "last_term", "not_known", "shows"}
}

func insideKeys() map[string][]string {
	return map[string][]string{"keeps": {"form", "unit", "values", "words_contain"}, "tells": {"what", "unit"},
		"asks": {"measure", "scope", "filter", "form", "when", "stage", "record", "trait", "compare", "topic"}}
}

// fieldName is what a field of a form may be called in `never`: the id of a step, a
// candidate, a village.
var fieldName = regexp.MustCompile(`^([a-z]+|[\p{Han}· ]+)$`)

// unknownKeys are the keys of an utterance that nothing checks.
func unknownKeys(u utterance) (unknown []string) {
	for _, k := range u.Right {
		unknown = append(unknown, unknownIn(k, rightKeys())...)
	}
	for k, v := range u.Never {
		if !slices.Contains(neverKeys(), k) && !fieldName.MatchString(k) {
			unknown = append(unknown, k)
		}
		if in, ok := v.(map[string]any); ok && insideKeys()[k] != nil {
			unknown = append(unknown, unknownIn(in, insideKeys()[k])...)
		}
	}
	if len(u.Right) == 0 {
		unknown = append(unknown, "nothing in right")
	}
	return unknown
}

func unknownIn(k keys, known []string) (unknown []string) {
	for name, v := range k {
		if !slices.Contains(known, name) {
			unknown = append(unknown, name)
		}
		if in, ok := v.(map[string]any); ok && insideKeys()[name] != nil {
			unknown = append(unknown, unknownIn(in, insideKeys()[name])...)
		}
		for _, each := range list(v) {
			if in, ok := each.(map[string]any); ok && name == "all" {
				unknown = append(unknown, unknownIn(in, rightKeys())...)
			}
		}
	}
	return unknown
}

// list is a list, or one thing as one.
func list(v any) []any {
	if all, ok := v.([]any); ok {
		return all
	}
	return []any{v}
}

func inside(v any) keys {
	in, _ := v.(map[string]any)
	return in
}

func str(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// reading is an utterance with what became of it.
type reading struct {
	heard
	s    *stage
	u    utterance
	said string // the answers, without buttons
	seen string // with them
}

// judge gives the verdict, and why.
func judge(s *stage, u utterance, h heard) (verdict, string) {
	r := reading{heard: h, s: s, u: u, said: h.words(), seen: h.text()}
	broken := r.broken()
	var misses []string
	for _, k := range u.Right {
		miss := r.misses(k)
		if miss == "" && broken == "" {
			return isRight, ""
		}
		if miss != "" && !slices.Contains(misses, miss) {
			misses = append(misses, miss)
		}
	}
	what := r.summary()
	switch {
	case broken != "" && !(r.u.Never["not_understood"] != nil && r.harmless()):
		return isWrong, broken + "; " + what
	case r.harmless():
		return notUnderstood, what
	}
	return isWrong, strings.Join(misses, " / ") + "; " + what
}

// summary is what happened, in one line.
func (r reading) summary() string {
	var all []string
	for _, rep := range r.reports {
		body, _ := json.Marshal(rep.Body)
		all = append(all, fmt.Sprintf("COMMITTED %s %s", rep.Unit, body))
	}
	for _, d := range r.after.Drafts {
		if _, was := draftIn(r.before, d.ID); !was || len(r.newAnswers(d)) > 0 {
			all = append(all, fmt.Sprintf("draft %s %s %v", d.Form, d.Unit, r.newAnswers(d)))
		}
	}
	if r.confirmable() {
		all = append(all, "✅ offered")
	}
	words := []rune(strings.Join(strings.Fields(r.said), " "))
	return strings.Join(append(all, "says: "+string(words[:min(len(words), 160)])), "; ")
}

// harmless reports whether nothing wrong was noted and the person was told, or
// asked, so that what is not right is only not understood.
func (r reading) harmless() bool {
	if len(r.reports) > 0 || !r.saysSo() && !r.questions() && !has(r.said, "您还没有登记") {
		return false
	}
	for _, d := range r.after.Drafts {
		if _, had := draftIn(r.before, d.ID); !had && !r.expects(d) {
			return false
		}
		for _, a := range r.newAnswers(d) {
			if !r.wanted(d, a) && !r.besideWord(a) {
				return false
			}
		}
	}
	return !r.confirmable() || r.allKept()
}

// allKept reports whether no draft has another answer than before.
func (r reading) allKept() bool {
	for _, d := range r.after.Drafts {
		was, _ := draftIn(r.before, d.ID)
		if len(r.newAnswers(d)) > 0 || d.Pending != was.Pending {
			return false
		}
	}
	return true
}

// expects reports whether a draft does no harm: of a form that is right, or, where a
// report was made, an empty one.
func (r reading) expects(d flow.Draft) bool {
	report := true
	for _, k := range r.u.Right {
		report = report && k["asks"] == nil && k["offers"] == nil
		for _, each := range append(list(k["all"]), map[string]any(k)) {
			k := inside(each)
			if f := str(k["opens"]) + str(k["corrects"]) + str(inside(k["keeps"])["form"]); f == string(d.Form) {
				return true
			}
		}
	}
	return report && len(r.newAnswers(d)) == 0 && (d.Pending == "" || len(r.u.Right[0]) > 0 && r.u.Right[0]["ask_back"] != nil)
}

// wanted reports whether something that is right has this answer.
func (r reading) wanted(d flow.Draft, a flow.Answer) bool {
	for _, k := range r.u.Right {
		all := []any{map[string]any(k)}
		if more, ok := k["all"]; ok {
			all = list(more)
		}
		for _, each := range all {
			k := inside(each)
			in := inside(k["keeps"])
			if in == nil {
				in = k
			}
			form := str(k["opens"]) + str(k["corrects"]) + str(in["form"])
			if form != string(d.Form) || in["unit"] != nil && r.unit(str(in["unit"])) != d.Unit {
				continue
			}
			for name, v := range inside(in["values"]) {
				if slices.Contains(r.steps(d, name), a.Step) && same(a.Value, v) {
					return true
				}
			}
			if contain, said := k["words_contain"], a.Step == "words"; said && contain != nil {
				return !slices.ContainsFunc(list(contain), func(w any) bool { return !strings.Contains(a.Value, str(w)) })
			}
			if a.Step == "words" && strings.Contains(r.u.Say, a.Value) {
				return true
			}
		}
	}
	return false
}

// unit finds a unit by its name.
func (r reading) unit(name string) election.UnitID {
	for _, u := range r.s.town.Units {
		if u.Name == name {
			return u.ID
		}
	}
	return election.UnitID("no unit " + name)
}

func draftIn(st flow.State, id flow.DraftID) (flow.Draft, bool) {
	i := slices.IndexFunc(st.Drafts, func(d flow.Draft) bool { return d.ID == id })
	if i < 0 {
		return flow.Draft{}, false
	}
	return st.Drafts[i], true
}

// open is the draft that is open after the answer.
func (r reading) open() (flow.Draft, bool) { return openOf(r.after) }

func openOf(st flow.State) (flow.Draft, bool) {
	if !st.HasOpen() {
		return flow.Draft{}, false
	}
	return st.Drafts[len(st.Drafts)-1], true
}

// newAnswers are the answers of a draft that it did not have before.
func (r reading) newAnswers(d flow.Draft) (all []flow.Answer) {
	was, _ := draftIn(r.before, d.ID)
	for _, a := range d.Answers {
		if old, ok := answerOf(was, a.Step); !ok || old != a.Value {
			all = append(all, a)
		}
	}
	return all
}

func answerOf(d flow.Draft, step flow.StepID) (string, bool) {
	for _, a := range d.Answers {
		if a.Step == step {
			return a.Value, true
		}
	}
	return "", false
}

// confirmable reports whether ✅ was offered.
func (r reading) confirmable() bool { return confirmable(r.answers) }

func confirmable(all []store.Message) bool {
	for _, m := range all {
		for _, b := range slices.Concat(m.Buttons...) {
			if t, ok := flow.ParseTap(b.Data); ok && t.Verb == flow.Confirm {
				return true
			}
		}
	}
	return false
}

// steps are the ids that a field of the corpus may have in a draft: its own, or the
// votes of a candidate, with the post if it stands before the name.
func (r reading) steps(d flow.Draft, name string) []flow.StepID {
	if name == "slogans" {
		return []flow.StepID{"slogans", "banners"} // one field has both
	}
	post, who, named := strings.Cut(name, " ")
	if !named {
		who, post = name, ""
	}
	ids := []flow.StepID{flow.StepID(name)}
	u, _ := r.s.town.Unit(d.Unit)
	for _, p := range u.Posts {
		if slices.Contains(p.Candidates, who) && (post == "" || p.Post.Name().In(election.Chinese) == post) {
			ids = append(ids, flow.StepID(election.VotesField(p.Post, who)))
		}
	}
	return ids
}

// value is what a draft has for a field, as answered or as its card shows it.
func (r reading) value(d flow.Draft, name string, shown []store.Message) (string, bool) {
	for _, id := range r.steps(d, name) {
		if v, ok := answerOf(d, id); ok {
			return v, true
		}
	}
	return r.presumed(d, name, shown)
}

// labels are how the card names what it may presume.
func labels() map[string]string {
	return map[string]string{"registered": "登记选民", "issued": "发出选票", "participants": "参加投票", "returned": "收回选票", "valid": "有效票", "invalid": "无效票",
		"round": "轮次", "writeins": "另选他人", "topic": "类别", "severity": "等级", "people": "人数", "voted": "已投票", "held": "日期", "photo": "照片", "until": "补报时间", "list": "名单"}
}

// presumed is what the card of a draft shows for a field that was not answered.
func (r reading) presumed(d flow.Draft, name string, shown []store.Message) (string, bool) {
	label := labels()[name]
	if label == "" {
		return "", false
	}
	for _, m := range slices.Backward(shown) {
		if m.Key != "card:"+string(d.ID) {
			continue
		}
		for line := range strings.Lines(plainText(m.Text)) {
			got, value, ok := strings.Cut(strings.TrimSpace(line), "：")
			if !ok || strings.TrimLeft(got, "▸✗ ") != label {
				continue
			}
			r.s.read[name]++
			value, _, _ = strings.Cut(value, " （")
			return idOf(name, strings.TrimSpace(value))
		}
		break
	}
	return "", false
}

// idOf is the value that stands on a card in words.
func idOf(name, shown string) (string, bool) {
	switch name {
	case "topic":
		for _, t := range election.Incident.Topics() {
			if t.Name.In(election.Chinese) == shown {
				return t.ID, true
			}
		}
		return "", false
	case "severity":
		for _, s := range []election.Severity{election.Grave, election.Serious, election.Ordinary} {
			if strings.HasPrefix(shown, s.Name().In(election.Chinese)) {
				return fmt.Sprint(int(s)), true
			}
		}
		return "", false
	case "round":
		if strings.Contains(shown, "另行") {
			return string(election.FurtherRound), true
		}
		if strings.Contains(shown, "再次") {
			return string(election.RevoteRound), true
		}
		return string(election.FirstRound), shown != ""
	case "photo":
		return "later", strings.Contains(shown, "稍后")
	}
	shown = strings.ReplaceAll(shown, ",", "")
	return shown, shown != "" && shown != "…" && !strings.HasPrefix(shown, "…")
}

// same compares what was noted with what is right. A time may be of a clock or a
// day; nobody was written in where nothing or a dash stands.
func same(got string, want any) bool {
	w := str(want)
	if got == w || strings.ReplaceAll(got, ",", "") == w {
		return true
	}
	if at, err := time.Parse(time.RFC3339, got); err == nil {
		return at.Format("15:04") == w || at.Format("2006-01-02") == w
	}
	if w == "" {
		return slices.Contains([]string{"—", "-", "无", "没有", "none"}, got)
	}
	return sameRound(got) == sameRound(w) || strings.TrimSuffix(got, "票") == w
}

func sameRound(s string) string { return strings.TrimPrefix(s, "round:") }

// misses says what of one right thing did not happen; "" if all of it did.
func (r reading) misses(k keys) string {
	if all, ok := k["all"]; ok {
		for _, each := range list(all) {
			miss := r.misses(inside(each))
			for _, next := range r.later {
				if miss != "" {
					later := r
					later.heard = next
					miss = later.misses(inside(each))
				}
			}
			if miss != "" {
				return miss
			}
		}
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(k)) {
		if miss := r.missesKey(name, k); miss != "" {
			return miss
		}
	}
	if len(r.reports) > 0 && k["command"] == nil {
		return "a report was committed"
	}
	return ""
}

func (r reading) missesKey(name string, k keys) string {
	switch name {
	case "opens":
		return r.missesDraft(str(k["opens"]), k, false)
	case "corrects":
		return r.missesDraft(str(k["corrects"]), k, true)
	case "keeps":
		return r.missesKept(inside(k["keeps"]))
	case "reason":
		return r.missesReason(k)
	case "ask_back":
		return r.missesQuestion(str(k["ask_back"]))
	case "shows":
		for _, w := range list(k["shows"]) {
			if !strings.Contains(r.said, str(w)) {
				return "does not show " + str(w)
			}
		}
		return ""
	case "not_noted":
		return r.missesNothing()
	case "say_so":
		if k["refuses"] == nil && !r.saysSo() {
			return "does not say that nothing was noted"
		}
	case "asks":
		return r.missesAnswer(inside(k["asks"]))
	case "command":
		return r.missesCommand(str(k["command"]), k)
	case "offers":
		return r.missesOffer(str(k["offers"]), k)
	case "refuses", "not_known", "refers_to", "tells", "ack":
		return r.missesWords(name, k)
	}
	return ""
}

// missesDraft holds the drafts against one that should be there.
func (r reading) missesDraft(form string, k keys, correction bool) string {
	miss := "no draft of " + form
	for _, d := range slices.Backward(r.after.Drafts) {
		if !correction && r.mendedBeside(d, form, k) {
			return ""
		}
		if string(d.Form) != form {
			continue
		}
		if miss = r.missesIn(d, k); miss == "" && correction {
			miss = r.missesCorrection(d, k)
		}
		if miss == "" && len(r.newAnswers(d)) == 0 && r.saysSo() {
			miss = "not understood"
		}
		if miss == "" && !r.touched(d) {
			miss = "the draft of " + form + " is not touched"
		}
		if miss == "" {
			return ""
		}
	}
	return miss
}

// mendedBeside reports whether the message changed one of several reports on a card to what it should be.
func (r reading) mendedBeside(d flow.Draft, form string, k keys) bool {
	was, _ := draftIn(r.before, d.ID)
	return slices.ContainsFunc(d.With, func(w flow.Together) bool {
		same := slices.ContainsFunc(was.With, func(o flow.Together) bool {
			return o.Draft.Form == w.Draft.Form && o.Draft.Unit == w.Draft.Unit && slices.Equal(o.Draft.Answers, w.Draft.Answers)
		})
		return len(was.With) > 0 && !same && string(w.Draft.Form) == form && r.missesIn(w.Draft, k) == ""
	})
}

// touched reports whether the message brought a draft to the front, or something
// into it.
func (r reading) touched(d flow.Draft) bool {
	was, had := draftIn(r.before, d.ID)
	return !had || len(r.newAnswers(d)) > 0 || was.Revision != d.Revision || was.Unit != d.Unit
}

// missesIn holds one draft against what it should have.
func (r reading) missesIn(d flow.Draft, k keys) string {
	if name := str(k["unit"]); name != "" && r.unit(name) != d.Unit {
		return fmt.Sprintf("unit %q, want %s", d.Unit, name)
	}
	values := maps.Clone(inside(k["values"]))
	if values == nil {
		values = keys{}
	}
	for _, also := range []string{"stage", "status", "round"} {
		if v, ok := k[also]; ok {
			values[also] = v
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if miss := r.missesValue(d, name, values[name]); miss != "" {
			return miss
		}
	}
	for _, w := range list(k["words_contain"]) {
		if got, _ := answerOf(d, "words"); w != nil && !strings.Contains(got, str(w)) {
			return fmt.Sprintf("words %q lack %q", got, w)
		}
	}
	for _, a := range r.newAnswers(d) {
		if !r.mayHave(d, a, values) {
			return fmt.Sprintf("took %s for %s", a.Value, a.Step)
		}
	}
	return ""
}

// missesValue holds one field against what is right; null is not given yet.
func (r reading) missesValue(d flow.Draft, name string, want any) string {
	got, ok := r.value(d, name, r.shown())
	switch {
	case want == nil && ok:
		return fmt.Sprintf("%s is %s, and was not said", name, got)
	case want == nil:
		return ""
	case name == "round" && r.saysSo() && strings.Contains(r.u.Say, "轮") && !r.answered(d, name):
		return "the round is presumed, and what was said of it not understood"
	case name == "list" && strings.Contains(got, str(want)):
		return ""
	case !ok && name == "round" && same("first", want) || !ok && str(want) == "":
		return "" // the round is not asked while there is only one, nor who was written in
	case !ok:
		return fmt.Sprintf("%s is missing", name)
	case name == "why" || name == "reason" || name == "list" || name == "writeins":
		if !sameWords(got, str(want)) {
			return fmt.Sprintf("%s is %q", name, got)
		}
		return ""
	case !same(got, want):
		return fmt.Sprintf("%s is %s, want %s", name, got, str(want))
	}
	return ""
}

func (r reading) answered(d flow.Draft, name string) bool {
	_, ok := answerOf(d, flow.StepID(name))
	return ok
}

// shown is all that lies in the chat, the answers last.
func (r reading) shown() []store.Message { return slices.Concat(r.standing, r.answers) }

// sameWords compares words without what stands between them.
func sameWords(got, want string) bool {
	bare := func(s string) string {
		return strings.Map(func(c rune) rune {
			if strings.ContainsRune(" \n，。；;、,.票", c) {
				return -1
			}
			return c
		}, s)
	}
	return bare(got) == bare(want) || bare(want) == "" && same(got, "")
}

// mayHave reports whether a figure that was taken from the message beside those that
// are right is one: who is registered, as in the roster; zeros of the rest.
func (r reading) mayHave(d flow.Draft, a flow.Answer, values keys) bool {
	for name := range values {
		if slices.Contains(r.steps(d, name), a.Step) {
			return true
		}
	}
	u, _ := r.s.town.Unit(d.Unit)
	switch {
	case strings.Trim(a.Value, "0123456789") != "" || a.Message == 0 || a.Message != r.message:
		return true // no figure of this message
	case a.Value == "0":
		return strings.ContainsAny(r.u.Say, "0零其余他没无")
	case a.Step == "registered" && a.Value == fmt.Sprint(u.Registered) && strings.Contains(r.u.Say, a.Value):
		return true
	}
	return a.Step == "severity" || a.Step == "topic" || r.besideWord(a)
}

// besideWord reports whether a figure stands in the message next to a word of its
// field.
func (r reading) besideWord(a flow.Answer) bool {
	word := map[flow.StepID]string{"registered": "登记|选民|应到|registered", "issued": "发|issued", "participants": "参加|投票|实到|到会|到场|participants",
		"returned": "收|returned", "valid": "有效|valid", "invalid": "无效|废|invalid"}[a.Step]
	if parts := strings.Split(string(a.Step), "."); word == "" && parts[0] == "votes" {
		word = regexp.QuoteMeta(parts[len(parts)-1])
	}
	if word == "" {
		return false
	}
	beside := regexp.MustCompile(fmt.Sprintf(`(%s)[^0-9]{0,4}%s([^0-9]|$)|(^|[^0-9])%s[^0-9]{0,2}(%s)`, word, a.Value, a.Value, word))
	return beside.MatchString(strings.ReplaceAll(r.u.Say, ",", ""))
}

// missesCorrection is what a correction has besides: it names what it corrects. The
// turnout that follows another one is reported as such.
func (r reading) missesCorrection(d flow.Draft, k keys) string {
	switch {
	case d.Corrects != "" || d.Seen != "" || d.Form == "turnout" || str(k["round"]) == "first":
		return ""
	}
	return "a new report, no correction"
}

// missesKept holds the draft that was open against what should have become of it.
func (r reading) missesKept(k keys) string {
	was, had := openOf(r.before)
	d, ok := r.open()
	if !had || !ok || was.ID != d.ID || string(d.Form) != str(k["form"]) && k["form"] != nil {
		return "the open form is not kept"
	}
	if len(r.newAnswers(d)) == 0 && r.saysSo() && r.missesWords("refuses", keys{}) != "" {
		return "not understood"
	}
	return r.missesIn(d, k)
}

func (r reading) missesReason(k keys) string {
	if k["opens"] != nil {
		return ""
	}
	d, ok := r.open()
	if !ok {
		return "no open form"
	}
	for _, step := range []flow.StepID{flow.ReasonStep, "reason"} {
		if got, ok := answerOf(d, step); ok {
			if !sameWords(got, str(k["reason"])) {
				return "the reason is " + got
			}
			return ""
		}
	}
	return "no reason is noted"
}

// saysSo reports whether it is said that something was not understood, or not noted.
func (r reading) saysSo() bool {
	return has(r.said, "没看懂", "没有看懂", "没听懂", "看不懂", "没记", "没有记", "不记", "未记", "不明白", "did not understand", "not noted", "nothing was noted", "nothing noted", "没有采用", "没读懂", "没认出", "要整数", "要准确的整数")
}

func has(text string, any ...string) bool {
	return slices.ContainsFunc(any, func(w string) bool { return strings.Contains(strings.ToLower(text), strings.ToLower(w)) })
}

// longQuote is what the bot repeats of a message.
var longQuote = regexp.MustCompile(`“[^”]{5,}”`)

// asking are the lines of the answers that ask or complain, and the labels of the
// buttons. What is quoted of the message is left out.
func (r reading) asking() string {
	var b strings.Builder
	for _, m := range r.answers {
		for line := range strings.Lines(longQuote.ReplaceAllString(plainText(m.Text), "")) {
			if strings.ContainsAny(line, "？?⚠ℹ") || strings.Contains(line, "请") {
				b.WriteString(line)
			}
		}
		for _, k := range slices.Concat(m.Buttons...) {
			b.WriteString("[" + k.Label + "]")
		}
	}
	return b.String()
}

// questions reports whether something is asked, not only said to be not understood.
func (r reading) questions() bool {
	text := longQuote.ReplaceAllString(r.said, "")
	if !r.after.HasOpen() && r.saysSo() {
		return strings.ContainsAny(text, "？?")
	}
	return strings.ContainsAny(text, "？?") || has(text, "请写", "请输入", "请选", "请说", "请重", "请只")
}

// missesQuestion is what a question back lacks. It has to be about what the example
// asks: have a name or a number of it, or ask for the same.
func (r reading) missesQuestion(example string) string {
	switch {
	case !r.questions():
		return "asks nothing"
	case r.confirmable():
		return "✅ is offered"
	}
	asking := strings.ReplaceAll(r.asking(), ",", "")
	for _, w := range figures.FindAllString(example, -1) {
		if slices.Contains(figures.FindAllString(asking, -1), w) {
			return ""
		}
	}
	for _, name := range r.names() {
		if strings.Contains(example, name) && strings.Contains(asking, name) {
			return ""
		}
	}
	for _, class := range questionWords() {
		if has(example, class...) && has(asking, class...) {
			return ""
		}
	}
	d, _ := r.open()
	if figures.MatchString(example) && d.Form == "turnout" && has(asking, "多少", "how many") {
		return "" // the one figure is asked again
	}
	return "asks something else than " + example
}

var figures = regexp.MustCompile(`[0-9]+`)

// names are those of the town's units and candidates, the full and the short ones.
func (r reading) names() (all []string) {
	for _, u := range r.s.town.Units {
		all = append(all, u.Name, strings.TrimSuffix(u.Name, "村"))
		for _, p := range u.Posts {
			all = append(all, p.Candidates...)
		}
	}
	return append(all, "马六")
}

// questionWords are words that ask for the same thing.
func questionWords() [][]string {
	return [][]string{
		{"多少人", "how many exactly", "准确", "全村", "到现在一共", "到现在有", "how many have", "准确的整数"}, {"哪个村", "您是哪个村", "哪一个单位", "哪个单位", "哪里的", "which one", "which village", "村名"},
		{"哪个职务", "什么职务", "职务"}, {"哪个阶段", "哪一个阶段"}, {"几点", "什么时候", "补报时间", "几号"}, {"原因"}, {"进行中", "有困难", "什么情况", "现在是什么情况"}, {"完成"},
		{"撤回", "作废", "不用上报", "放弃"}, {"解决", "办结", "虚惊"}, {"哪里不对", "要改哪", "哪一项"}, {"跳过"}, {"从头", "重填", "放弃"}, {"要上报突发", "突发"}, {"无效票", "废票"}, {"发出", "“发”"}, {"都记0", "记0", "都是0", "都为0", "填0", "都没有票"}, {"公示日期", "名单"}, {"横幅", "标语", "黑板报", "公开信"},
	}
}

// missesNothing is what was noted where nothing should be.
func (r reading) missesNothing() string {
	for _, d := range r.after.Drafts {
		if a := r.newAnswers(d); len(a) > 0 {
			return fmt.Sprintf("noted %s %s", a[0].Step, a[0].Value)
		}
		was, _ := draftIn(r.before, d.ID)
		if d.Pending != was.Pending {
			return "keeps " + d.Pending
		}
	}
	return ""
}

// missesCommand is what a command did not do.
func (r reading) missesCommand(name string, k keys) string {
	was, _ := openOf(r.before)
	d, open := r.open()
	did := false
	switch name {
	case "cancel":
		did = !open || d.ID != was.ID || d.Mode == flow.Leaving
	case "back":
		did = open && d.ID == was.ID && (len(d.Answers) < len(was.Answers) || d.Asking != was.Asking || d.Mode != was.Mode)
	case "edit", "edit_unit":
		did = open && (d.Mode == flow.Editing || d.Asking != "" || d.Unit == "" && was.Unit != "")
	case "confirm":
		did = len(r.reports) == 1
	case "restart":
		did = open && len(d.Answers) == 0 || d.Mode == flow.Leaving
	case "skip":
		did = open && has(r.asking(), "跳过", "skip")
	case "withdraw":
		did = has(r.seen, "撤回", "不用上报", "放弃") && r.questions() || d.Mode == flow.Leaving
	case "close_incident", "add_to_incident":
		did = open && d.Form == "act" || has(r.seen, "办结", "虚惊", "解决") && r.questions()
	case "help", "menu":
		did = !r.saysSo() && has(r.seen, "帮助", "请选择", "能做", "可以", "help")
	case "how", "rules":
		did = !r.saysSo() && has(r.said, "怎么", "例如", "第", "how", "e.g.") && (k["form"] == nil || has(r.said, "计票"))
	case "language":
		did = r.binding.Language == "en" || has(r.said, "Language")
	case "announce":
		did = open && d.Form == "announcement"
	}
	if !did {
		return "does not " + name
	}
	if len(r.reports) > 0 && name != "confirm" {
		return "a report was committed"
	}
	return ""
}

// missesOffer is what an offer lacks.
func (r reading) missesOffer(what string, k keys) string {
	words := map[string][]string{"remind": {"催", "提醒", "remind"}, "announce": {"发到", "发群", "发送", "群", "announce"}, "contact": {"联系", "电话", "☎", "contact"}, "tell": {"告诉", "转告", "通知", "110"}}[what]
	offered := what == "tell" && (len(r.others) > 0 || has(r.said, words...))
	for _, m := range r.answers {
		offered = offered || m.Contact != nil && what == "contact" || slices.ContainsFunc(slices.Concat(m.Buttons...), func(b store.Button) bool { return has(b.Label, words...) })
	}
	if !offered {
		return "no button to " + what
	}
	if r.saysSo() && what != "tell" {
		return "not understood"
	}
	for _, w := range list(k["who"]) {
		for _, name := range r.whom(str(w)) {
			if !strings.Contains(r.seen, name) && what != "tell" {
				return "does not name " + name
			}
		}
	}
	return ""
}

// whom are the names of those whom an offer is for.
func (r reading) whom(who string) []string {
	if who != "not_reported" {
		return []string{who}
	}
	var names []string
	for _, v := range silentVillages() {
		u, _ := r.s.town.Unit(r.unit(v))
		names = append(names, string(u.Officers[0]))
	}
	return names
}

// missesWords holds what is said against what should be.
func (r reading) missesWords(name string, k keys) string {
	said := false
	switch name {
	case "refuses":
		said = has(r.said, "不由您负责", "不在您的", "不是您", "不归您", "您负责的", "不能告诉您", "无权", "not one of yours", "not yours")
	case "not_known":
		said = has(r.said, "没有上届", "没有上一届", "没有上一次换届", "no last term", "of the last term") && !r.saysSo()
	case "refers_to":
		said = r.refers(str(k["refers_to"])) && (str(k["about"]) != "proxy" || has(r.said, "委托", "代投", "proxy"))
	case "tells":
		return r.missesTold(inside(k["tells"]))
	case "ack":
		return r.missesAck()
	}
	if !said {
		return "does not say that it " + name + " " + str(k[name])
	}
	return ""
}

// refers reports whether somebody is sent where their matter is settled. A
// question of one village needs a number to call or the village's name.
func (r reading) refers(to string) bool {
	if r.saysSo() {
		return false
	}
	switch to {
	case "notice":
		return has(r.said, "公告", "公示", "notice")
	case "office":
		return has(r.said, "选举办", "office")
	}
	return has(r.said, "选举办", "村里", "村选举委员会", "office") && !has(r.said, "您还没有登记")
}

func (r reading) missesAck() string {
	switch {
	case r.saysSo():
		return "not understood"
	case len([]rune(strings.TrimSpace(r.said))) > 120:
		return "a long answer"
	case !r.allKept() || len(r.after.Drafts) != len(r.before.Drafts) || len(r.answers) == 0:
		return "something is changed, or nothing is said"
	}
	return ""
}

// broken says what happened that never should.
func (r reading) broken() string {
	k := r.u.Never
	for _, name := range slices.Sorted(maps.Keys(k)) {
		if name == "values" || name == "unit" && k["opens"] != nil {
			continue // part of what opens
		}
		if r.breaks(name, k) {
			text, _ := json.Marshal(k[name])
			return fmt.Sprintf("NEVER %s %s", name, text)
		}
	}
	return ""
}

func (r reading) breaks(name string, k keys) bool {
	d, open := r.open()
	switch name {
	case "opens":
		return r.newDraft(str(k["opens"]), str(k["unit"]))
	case "unit":
		return open && d.Unit == r.unit(str(k["unit"])) && len(r.newAnswers(d)) > 0
	case "command":
		return str(k["command"]) == "confirm" && len(r.reports) > 0
	case "reason", "words":
		return r.tookWords(name, k[name])
	case "asks":
		return r.answeredAs(inside(k["asks"]))
	case "form":
		return !r.saysSo() && r.hasForm(str(k["form"]))
	case "no_right":
		return has(r.said, "权限", "no right")
	case "silent_list_only":
		return !r.saysSo() && r.missesOffer("remind", k) != "" && r.missesOffer("contact", k) != "" && !has(r.said, "催", "提醒")
	case "scope_unsaid":
		return !r.saysSo() && !has(r.said, "全镇", "片")
	case "not_understood":
		return r.saysSo()
	case "ask_back":
		return r.missesQuestion(str(k["ask_back"])) == ""
	case "confirmable":
		return r.confirmable() && len(r.after.Drafts)+len(r.after.Waiting) < 2 && len(r.after.Drafts[0].With) == 0
	case "figures":
		return has(r.said, "人投", "参选率") && figures.MatchString(r.said)
	case "last_term":
		return percent.MatchString(r.said) && !has(r.said, "没有上届", "没有上一届", "of the last term")
	case "not_known":
		return has(r.said, "上届")
	case "shows":
		return slices.ContainsFunc(list(k["shows"]), func(w any) bool { return strings.Contains(r.said, str(w)) })
	}
	return r.breaksField(name, k[name])
}

// newDraft reports whether the message opened a form, or reported by it.
func (r reading) newDraft(form, unit string) bool {
	for _, d := range r.after.Drafts {
		_, had := draftIn(r.before, d.ID)
		if !had && (form == "any" || string(d.Form) == form) && (unit == "" || d.Unit == r.unit(unit)) {
			return true
		}
	}
	return false
}

// tookWords reports whether a text was taken for a reason or a description.
func (r reading) tookWords(name string, texts any) bool {
	steps := []flow.StepID{flow.ReasonStep, "reason", "why"}
	if name == "words" {
		steps = []flow.StepID{"words"}
	}
	for _, d := range r.after.Drafts {
		for _, a := range r.newAnswers(d) {
			for _, t := range list(texts) {
				if slices.Contains(steps, a.Step) && sameWords(a.Value, str(t)) {
					return true
				}
			}
		}
	}
	return false
}

// breaksField reports whether a field has a value that it never should: one that the
// message brought, or that can be confirmed. In the place of a field a village may
// stand, for a figure of its own.
func (r reading) breaksField(name string, values any) bool {
	unit := r.unit(name)
	_, village := r.s.town.Unit(unit)
	for _, d := range r.after.Drafts {
		if village {
			for _, a := range r.newAnswers(d) {
				if d.Unit == unit && same(a.Value, values) {
					return true
				}
			}
			continue
		}
		if r.fieldBroken(d, name, values) {
			return true
		}
	}
	return false
}

func (r reading) fieldBroken(d flow.Draft, name string, values any) bool {
	got, ok := r.value(d, name, r.answers)
	if !ok {
		return false
	}
	was, _ := draftIn(r.before, d.ID)
	old, had := r.value(was, name, r.standing)
	brought := !had || old != got
	for _, v := range list(values) {
		if (v == nil && brought) || v != nil && same(got, v) && (brought || r.confirmable()) {
			return true
		}
	}
	return false
}
