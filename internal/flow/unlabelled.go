package flow

import (
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// runsTogether reports whether a number without a label stands right behind one that has
// one, so that nobody can tell which is meant: 投票 640 641. Then neither is taken.
func (r *reader) runsTogether(i int) bool {
	if i == 0 || r.items[i-1].step == "" || r.items[i-1].to > r.items[i].at {
		return false
	}
	a, b := r.items[i-1], r.items[i]
	for _, t := range r.heard.Tokens[a.to+1 : b.at] {
		if t.Kind != speech.Mark || t.Text != " " && t.Text != "/" {
			return false
		}
	}
	if a.value == b.value && !b.doubt { // 投票757人757人
		return true
	}
	at := slices.IndexFunc(r.u.answers, func(x Answer) bool { return x.Step == a.step && x.Value == a.value })
	if at < 0 || r.row(a.step).Between != [2]int{} {
		return false
	}
	r.u.answers = slices.Delete(r.u.answers, at, at+1)
	r.doubtTwo(&word{text: r.row(a.step).Label.In(election.Chinese), step: a.step}, []string{a.value, b.value})
	return true
}

// betters gives a number without a label, which the message calls the right one, to the only
// figure before it: 投票612，啊不对是621. Where several stand before it is asked.
func (r *reader) betters(i int) bool {
	it, before := r.items[i], -1
	for j, other := range r.items[:i] {
		switch {
		case other.step == "":
		case before >= 0 && r.items[before].step != other.step:
			return false
		default:
			before = j
		}
	}
	if before >= 0 && !it.doubt && r.sumsUp(before, i) { // 今天登记了120个 累计到560了
		first := r.items[before]
		r.amended = append(r.amended, first.to)
		r.u.passed = append(r.u.passed, r.typed(first.at, first.to))
	}
	if before < 0 || it.doubt || !slices.ContainsFunc(r.amended, func(a int) bool { return a >= r.items[before].to && a < it.at }) {
		return false
	}
	r.items[i].step = r.items[before].step
	r.take(it.at, it.to, &word{text: it.value, step: r.items[before].step}, it.value)
	return true
}

// sumsUp reports whether a number without a label is that of all up to now, of which the figure before it is a part.
func (r *reader) sumsUp(before, i int) bool {
	was, _ := strconv.Atoi(r.items[before].value)
	now, _ := strconv.Atoi(r.items[i].value)
	return r.row(r.items[before].step).Whole && now > was && slices.ContainsFunc(r.heard.Tokens[r.items[before].to:r.items[i].at], speech.Summed)
}

// tooMuch is how a number is written that is larger than any.
func tooMuch() string { return strconv.Itoa(speech.MaxNumber + 1) }

// placeNumbers gives numbers without a label to the step that alone counts so: 15户;
// what is left is nobody's.
func (r *reader) placeNumbers() {
	for i := range r.items {
		it := &r.items[i]
		switch {
		case it.paired:
		case it.isLabel():
			r.leaveLabel(*it)
		case it.zero:
			if r.heard.Tokens[it.at].Text != "没" {
				r.used[it.at] = false
			}
		case r.whole(i), r.runsTogether(i), r.betters(i), r.ofWhose(i):
		case it.doubt:
			r.doubtBare(*it)
		default:
			if w := r.measured(*it); w != nil && !r.u.says(w.step) && !r.saidOfOther(it.at) {
				r.take(it.at, it.to, w, it.value)
				continue
			}
			r.u.leads = r.u.leads || len(r.u.bare) == 0 && !slices.Contains(r.value[:it.at], true)
			r.u.bare = append(r.u.bare, it.value)
			r.u.bareAt = append(r.u.bareAt, it.at)
		}
	}
	if len(r.parts) > 0 && !r.totalOfParts() {
		r.doubtParts()
	}
	r.sayOnce()
	r.placeByShare()
	r.sumOfMoment()
}

// sayOnce keeps one of several numbers without a label that are all the same: 三百八就三百八 380.
func (r *reader) sayOnce() {
	if len(r.u.bareAt) != len(r.u.bare) || len(r.u.bare) < 2 || slices.ContainsFunc(r.u.bare, func(v string) bool { return v != r.u.bare[0] }) || r.listed() || !r.measuredAlike() {
		return
	}
	r.u.bare, r.u.bareAt = r.u.bare[:1], r.u.bareAt[:1]
}

// measuredAlike reports whether the numbers without a label have one measure word, or none: 15户 15张 are two things.
func (r *reader) measuredAlike() bool {
	return !slices.ContainsFunc(r.u.bareAt, func(at int) bool {
		return r.heard.Tokens[at].Number.Unit != r.heard.Tokens[r.u.bareAt[0]].Number.Unit
	})
}

// listed reports whether the numbers without a label stand in a list, of which two may well be the same: 200、200.
func (r *reader) listed() bool {
	for i := 1; i < len(r.u.bareAt); i++ {
		between := r.heard.Text[r.heard.Tokens[r.u.bareAt[i-1]].To:r.heard.Tokens[r.u.bareAt[i]].From]
		if strings.Trim(between, " 、,，;；/+＋和\n\t") == "" && strings.Trim(between, " ") != "" {
			return true
		}
	}
	return false
}

// sumOfMoment asks whether the parts of those who have voted are all of them, if nothing else says how many
// they are: 男340女300.
func (r *reader) sumOfMoment() {
	now := r.nowRow()
	if now < 0 || len(r.u.bare) > 0 || r.u.says(r.rows[now].id) {
		return
	}
	step := r.rows[now].id
	if !slices.ContainsFunc(r.u.doubts, func(d Doubt) bool { return slices.Contains(d.Steps, step) }) {
		r.sum(item{at: -1, label: []*word{{step: step}}})
	}
}

// placeByShare takes the only number without a label for the figure of the moment, if a
// percentage beside it is its share of all: 573 47.75%.
func (r *reader) placeByShare() {
	now := r.nowRow()
	if now < 0 || len(r.u.bare) != 1 || r.u.says(r.rows[now].id) {
		return
	}
	of := slices.IndexFunc(r.rows, func(row row) bool { return row.Whole && row.has() })
	share := slices.IndexFunc(r.heard.Tokens, func(t speech.Token) bool { return t.Number.Role == speech.Percent })
	if of < 0 || share < 0 {
		return
	}
	whole, _ := strconv.Atoi(r.rows[of].value)
	part, _ := strconv.Atoi(r.u.bare[0])
	if whole == 0 || 100*part/whole != r.heard.Tokens[share].Number.Value {
		return
	}
	at := r.u.bareAt[0]
	r.u.bare, r.u.bareAt = nil, nil
	r.take(at, at, &word{text: r.typed(at, at), step: r.rows[now].id}, strconv.Itoa(part))
}

// leaveLabel notes a label without a number. It means something only if its step has
// no value elsewhere.
func (r *reader) leaveLabel(it item) {
	if it.label == nil || slices.ContainsFunc(it.label, func(w *word) bool { return r.u.says(w.step) }) {
		return
	}
	r.sum(it)
	r.u.loose = true
	r.u.named = append(r.u.named, it.label[0].step)
	r.used[it.at] = false
}

// sum asks whether the parts behind a label are all there is: 无效票 3张空白 17张涂改.
func (r *reader) sum(label item) {
	sum, said := 0, []string{}
	for _, p := range r.portions {
		if p.at > label.at {
			n, _ := strconv.Atoi(p.value)
			sum, said = sum+n, append(said, p.value)
		}
	}
	if len(said) < 2 {
		return
	}
	d := Doubt{Why: doubtSum, Said: strings.Join(said, "、"), Steps: []StepID{label.label[0].step}}
	d.offer([]string{strconv.Itoa(sum)}, d.Steps...)
	r.u.doubts = append(r.u.doubts, d)
}

// whole gives a number of people right before the label of a part of them to the step
// that asks for all: 1200人投了812.
func (r *reader) whole(i int) bool {
	it := r.items[i]
	at := slices.IndexFunc(r.rows, func(row row) bool { return row.Whole })
	if at < 0 || it.doubt || r.u.says(r.rows[at].id) || len(r.u.answers) == 0 || r.ofThings(it.at, r.rows[at].voters) {
		return false
	}
	n, _ := strconv.Atoi(it.value)
	for _, next := range r.items[min(i+1, len(r.items)):] {
		if !next.isLabel() && next.paired {
			part, _ := strconv.Atoi(next.value)
			if n <= part || r.u.answers[0].Step == r.rows[at].id {
				return false
			}
			r.take(it.at, it.to, &word{text: it.value, step: r.rows[at].id}, it.value)
			return true
		}
	}
	return false
}

// ofThings reports whether a number counts none of those who vote, but sheets, or what something unknown before it
// names: 印制400.
func (r *reader) ofThings(at int, voters string) bool {
	unit := r.heard.Tokens[at].Number.Unit
	if speech.CountsPeople(unit) || unit != "" && unit == voters {
		return false
	}
	named := at > 0 && r.heard.Tokens[at].Joined && r.heard.Tokens[at-1].Kind == speech.Unknown && !r.used[at-1]
	return named || speech.CountsBallots(unit) || speech.CountsThings(unit)
}

// measured is the step that alone counts with the measure word of a number. Nil if
// there is none, or several, or if it is asked: then the number answers the question.
func (r *reader) measured(it item) *word {
	measure := strings.TrimPrefix(r.heard.Tokens[it.at].Number.Unit, "个")
	if measure == "" {
		measure = r.heard.Tokens[it.at].Number.Unit
	}
	var meant *word
	for _, row := range r.rows {
		if row.Measure == "" || measure == "" || !strings.HasPrefix(measure, row.Measure) {
			continue
		}
		if meant != nil || row.id == r.asked {
			return nil
		}
		meant = &word{text: measure, step: row.id}
	}
	return meant
}

// saidOfOther reports whether something unknown stands right before a number and says what is counted: 登记了723个人
// is no number of members, 监票人6个 none of boxes, 群里转公告3次 none of broadcasts. 大喇叭喊了6次 says what was done.
func (r *reader) saidOfOther(at int) bool {
	things := !strings.ContainsAny(r.heard.Tokens[at].Number.Unit, "人名个")
	for i := at; i > 0 && r.heard.Tokens[i].Joined; i-- {
		switch before := r.heard.Tokens[i-1]; {
		case before.Kind == speech.Unknown && !r.used[i-1]:
			return !things || !speech.SaysDone(before.Text)
		case before.Kind != speech.Filler || things && strings.HasSuffix(before.Text, "了"):
			return false
		}
	}
	return false
}

// openNumbers are the steps for numbers without an answer, or all if there is none.
func (r *reader) openNumbers() []StepID {
	var open, all []StepID
	for _, row := range r.rows {
		if !row.numeric || row.Between != [2]int{} {
			continue
		}
		all = append(all, row.id)
		if !row.has() && !r.u.says(row.id) {
			open = append(open, row.id)
		}
	}
	if len(open) == 0 {
		return all
	}
	return open
}
