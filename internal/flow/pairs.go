package flow

import (
	"slices"
	"strings"

	"huanjie/internal/speech"
)

// item is a label or a number of a message.
type item struct {
	at, to   int     // its tokens
	label    []*word // what a label may mean; nil of a number, and of other labels
	other    bool    // a label of something else: 应发, or a name that nobody knows
	stated   string  // what such a label says of its number
	stranger string  // the name, as typed
	part     bool    // the label is a piece of a name
	post     string  // the post or person named last
	lost     bool    // something unknown stood since then
	weak     bool    // a noun that may stand beside another label
	value    string  // of a number
	zero     bool    // it is a word for none
	doubt    bool    // it is no exact number, or something unknown is counted
	step     StepID  // that a number was taken for
	paired   bool
}

func (i item) isLabel() bool { return i.label != nil || i.other }

// pair joins every label with its number. A message is read in one direction that
// fits all of it: if labels and numbers stand side by side in pairs, those are
// meant, whichever comes first. Else each line, each clause and each piece is looked
// at by itself; what is left then has its number behind it.
func (r *reader) pair() {
	items := make([]int, 0, len(r.items))
	for i := range r.items {
		if !r.items[i].paired {
			items = append(items, i)
		}
	}
	items = r.withoutUneven(r.ofEachPost(items))
	for {
		before, after, ok := r.inTurn(items)
		if !ok {
			break
		}
		r.pairBeside(before)
		items = after
	}
	r.pairBeside(items)
}

// ofEachPost asks of a name that stands for several posts, with as many numbers right behind it and no post
// named, whether they are those of the posts in their order: 刘备903和702. It returns the other items.
func (r *reader) ofEachPost(items []int) []int {
	for k, at := range items {
		it := r.items[at]
		var steps []StepID
		for _, w := range it.label {
			if w.kind == ofNumber && w.stands() && !slices.Contains(steps, w.step) {
				steps = append(steps, w.step)
			}
		}
		n := len(steps)
		if n < 2 || it.part || it.post != "" || k+n >= len(items) {
			continue
		}
		numbers := run(items[k+1:], func(i int) bool { return !r.items[i].isLabel() && !r.items[i].doubt })
		if len(numbers) != n || !r.gapOnly(it.to, r.items[numbers[0]].at) {
			continue
		}
		for j, number := range numbers {
			d := Doubt{Why: doubtOrder, Said: r.items[number].value, Steps: []StepID{steps[j]}}
			d.offer([]string{r.items[number].value}, steps[j])
			r.u.doubts = append(r.u.doubts, d)
			r.items[number].paired = true
		}
		r.items[at].paired = true
		return slices.Concat(items[:k], items[k+1+n:])
	}
	return items
}

// pairBeside joins labels with the numbers beside them.
func (r *reader) pairBeside(items []int) {
	left := r.pairPart(items, 0)
	for i := 0; i+1 < len(left); i++ {
		a, b := r.items[left[i]], r.items[left[i+1]]
		if a.isLabel() && !b.isLabel() && left[i+1] == left[i]+1 && r.near(a, b) && !(b.zero && !r.zeroEnds(b.to)) && a.stranger == "" {
			r.join(left[i], left[i+1])
			i++
		}
	}
}

// withoutUneven are some items without a list of names and the list of numbers behind it where these are not as
// many: nobody can tell whose they are. 赵大山、钱小河、孙一 700、400.
func (r *reader) withoutUneven(items []int) []int {
	isName := func(i int) bool { return r.names(r.items[i]) }
	isNumber := func(i int) bool { return !r.items[i].isLabel() && !r.items[i].zero }
	for from := 0; from < len(items); {
		names := run(items[from:], isName)
		numbers := run(items[from+len(names):], isNumber)
		to := from + max(len(names)+len(numbers), 1)
		if len(names) > 1 && len(numbers) > 1 && len(names) != len(numbers) && r.allNear(items[from:to]) {
			items, to = slices.Delete(items, from, to), from
		}
		from = to
	}
	return items
}

// allNear reports whether nothing unknown stands between any two neighbours of some items.
func (r *reader) allNear(items []int) bool {
	for i := 1; i < len(items); i++ {
		if !r.near(r.items[items[i-1]], r.items[items[i]]) {
			return false
		}
	}
	return true
}

// inTurn joins labels with as many numbers behind them, in their order: 李二、周三分别 600、550,
// or where all of them are names. Where there are more of the ones than of the others
// nothing is joined. It returns what
// stands before them and after them.
func (r *reader) inTurn(items []int) (before, after []int, ok bool) {
	isLabel := func(i int) bool { return r.items[i].isLabel() }
	for from := 0; from < len(items); {
		first := from + len(run(items[from:], isLabel))
		numbers := run(items[first:], func(i int) bool { return !isLabel(i) })
		to := first + len(numbers)
		for from < first && first-from > len(numbers) && !r.names(r.items[items[from]]) { // 委员张强国、李秀英（380、350票）
			from++
		}
		if first-from > 1 && len(numbers) > 1 && (r.heard.Respectively(r.items[items[first-1]].to, r.items[items[first]].at) || len(numbers) == first-from && r.inList(items[from:to])) {
			for i, number := range numbers {
				if len(numbers) == first-from {
					r.join(items[from+i], number)
				}
			}
			return items[:from], items[to:], true
		}
		from = to
	}
	return nil, nil, false
}

// names reports whether an item is the name of somebody who stands, also with the post: 委员张强国.
func (r *reader) names(it item) bool {
	return it.label != nil && !it.part && it.label[0].kind == ofNumber && (it.label[0].stands() || r.row(it.label[0].step).countsVotes())
}

// inList reports whether items are the names of people who stand for one post, and then
// numbers, with nothing else among them.
func (r *reader) inList(items []int) bool {
	first := r.items[items[0]]
	for _, at := range items {
		it := r.items[at]
		name := r.names(it) && r.names(first) && slices.Equal(r.row(it.label[0].step).Under, r.row(first.label[0].step).Under)
		if it.isLabel() && !name || it.doubt || it.zero {
			return false
		}
	}
	return r.allNear(items)
}

// run are the first of some items that are alike.
func run(items []int, alike func(int) bool) []int {
	if i := slices.IndexFunc(items, func(i int) bool { return !alike(i) }); i >= 0 {
		return items[:i]
	}
	return items
}

// pairPart joins the items of a part of the message and returns those that are
// left.
func (r *reader) pairPart(items []int, level int) []int {
	if len(items) == 0 || r.perfect(items) {
		return nil
	}
	if level == len(breaks) || len(items) == 1 {
		return items
	}
	var left []int
	for from := 0; from < len(items); {
		to := from + 1
		for to < len(items) && !r.broken(items[to-1], items[to], level) {
			to++
		}
		left = append(left, r.pairPart(items[from:to], level+1)...)
		from = to
	}
	return left
}

// breaks are what parts the items of a message, the strongest first; read only.
var breaks = [...]string{"\n", ";；。！!", ",，、|", " \t"}

// broken reports whether something of a level parts two items.
func (r *reader) broken(a, b, level int) bool {
	marks := breaks[level]
	for _, t := range r.heard.Tokens[r.items[a].to+1 : r.items[b].at] {
		if t.Kind == speech.Mark && strings.ContainsAny(t.Text, marks) {
			return true
		}
	}
	return false
}

// perfect joins the items if they stand in pairs, and reports whether they do.
// Names that nobody knows, nouns beside another label and words for none are passed
// if that helps: 640名选民投票.
func (r *reader) perfect(items []int) bool {
	for _, pass := range [...]func(int) bool{
		func(int) bool { return false },
		func(i int) bool { return r.items[i].weak && r.besideLabel(items, i) },
		func(i int) bool {
			return r.items[i].stranger != "" || r.items[i].zero || r.items[i].weak && r.besideLabel(items, i)
		},
	} {
		all := items
		if slices.ContainsFunc(items, pass) {
			all = slices.DeleteFunc(slices.Clone(items), pass)
		}
		if len(all) == 0 || len(all)%2 == 1 || !r.pairs(all) {
			continue
		}
		for i := 0; i < len(all); i += 2 {
			r.join(all[i], all[i+1])
		}
		for _, i := range items {
			r.items[i].paired = r.items[i].paired || r.items[i].weak
		}
		return true
	}
	return false
}

// besideLabel reports whether another label stands next to an item, or on the other
// side of a number next to it.
func (r *reader) besideLabel(items []int, i int) bool {
	at := slices.Index(items, i)
	for _, step := range [...]int{-1, 1} {
		j := at + step
		if j >= 0 && j < len(items) && !r.items[items[j]].isLabel() {
			j += step
		}
		if j >= 0 && j < len(items) && r.items[items[j]].isLabel() && !r.items[items[j]].weak {
			return true
		}
	}
	return false
}

// pairs reports whether items are pairs of a label and a number.
func (r *reader) pairs(items []int) bool {
	for i := 0; i+1 < len(items); i += 2 {
		a, b := r.items[items[i]], r.items[items[i+1]]
		if a.isLabel() == b.isLabel() || b.stranger != "" || !r.near(a, b) || a.zero && b.other || b.zero && (a.other || !r.zeroEnds(b.to)) {
			return false
		}
	}
	return true
}

// near reports whether nothing unknown stands between two items, unless in brackets. A colon
// behind a number begins something else: 候选人5名：组织提名.
func (r *reader) near(a, b item) bool {
	open := false
	if r.partedWhose(a, b) {
		return false
	}
	for _, t := range r.heard.Tokens[a.to+1 : b.at] {
		switch {
		case t.Kind == speech.Mark && strings.ContainsAny(t.Text, "([（【"):
			open = true
		case t.Kind == speech.Mark && strings.ContainsAny(t.Text, ")]）】"):
			open = false
		case t.Kind == speech.Unknown && !open && !r.bridges(a, t), !a.isLabel() && t.Kind == speech.Mark && strings.ContainsAny(t.Text, ":："):
			return false
		}
	}
	return true
}

// bridges reports whether an unknown token behind an item says nothing that parts it from the next: 标语贴了30条,
// 12个人写的李秀英.
func (r *reader) bridges(a item, t speech.Token) bool {
	if !a.isLabel() {
		return speech.OnlyWrites(t.Text)
	}
	return !speech.Summed(r.heard.Tokens[a.at]) && speech.AddsNothing(t.Text)
}

// partedWhose reports whether a comma or a full stop stands between a label and a number of those whose it
// is: 推荐了，31个代表.
func (r *reader) partedWhose(a, b item) bool {
	return !b.isLabel() && r.countsWhose(b.to) && slices.ContainsFunc(r.heard.Tokens[a.to+1:b.at], func(t speech.Token) bool { return t.Kind == speech.Mark && strings.ContainsAny(t.Text, ",，;；。") })
}

// countsWhose reports whether those whose numbers are asked for stand right behind a number: 31个代表.
func (r *reader) countsWhose(i int) bool {
	if i+1 >= len(r.heard.Tokens) || !r.heard.Tokens[i+1].Joined {
		return false
	}
	same, _ := r.words.of(r.heard.Tokens[i+1])
	return slices.ContainsFunc(same, func(w *word) bool {
		return slices.ContainsFunc(r.rows, func(row row) bool { return w.kind == ofPost && slices.Contains(row.Whose, w.inPost) })
	})
}

// zeroEnds reports whether a word for none says no more than that: 宣传栏没有. 没有信号 is
// no figure.
func (r *reader) zeroEnds(at int) bool {
	for _, t := range r.heard.Tokens[at+1:] {
		switch t.Kind {
		case speech.Unknown:
			return false
		case speech.Mark:
			if strings.ContainsAny(t.Text, ",，;；。\n、") {
				return true
			}
		case speech.Numeral:
			return true
		case speech.Word:
			_, mood := t.Is(speech.OfMood)
			return !mood
		case speech.Filler:
		}
	}
	return true
}

// join gives a label its number.
func (r *reader) join(a, b int) {
	label, number := &r.items[a], &r.items[b]
	if !label.isLabel() {
		label, number = number, label
	}
	label.paired, number.paired = true, true
	from, to := min(label.at, number.at), max(label.to, number.to)
	switch w, clear := r.meantBy(*label); {
	case label.stranger != "":
		r.doubtStranger(*label, *number)
	case r.writtenUnder(*label):
		label.stranger = r.heard.Tokens[label.at].Text
		r.doubtStranger(*label, *number)
	case label.other:
		r.otherThing(*label, *number)
	case !clear:
		r.doubtWhich(label, number)
	case (number.doubt || r.countsOtherThings(w, *number)) && !r.row(w.step).About:
		r.doubtNumber(w, *number)
	case label.part:
		r.doubtPart(label, number)
	case !r.within(w.step, number.value).IsZero():
		r.u.wrong = append(r.u.wrong, r.within(w.step, number.value))
	case w.text != "" && number.value == tooMuch():
		r.u.wrong = append(r.u.wrong, tooLarge())
	default:
		number.step = w.step
		r.take(from, to, w, number.value)
	}
}

// countsOtherThings reports whether a number's measure word counts what its label does not: 广播共27次 are no voters,
// 流动票箱23张 no boxes.
func (r *reader) countsOtherThings(w *word, number item) bool {
	row := r.row(w.step)
	unit, measure := r.heard.Tokens[number.at].Number.Unit, row.Measure
	if measure == "" {
		return row.Whole && unit == "张" || (row.Whole || row.Now) && unit != row.voters && (speech.CountsThings(unit) || unit == "次")
	}
	return speech.CountsBallots(unit) && !speech.CountsBallots(measure) && !(unit == "张" && measure == "份") || speech.CountsPeople(unit) && speech.CountsThings(measure)
}

// otherThing passes the number of something that is not asked for.
func (r *reader) otherThing(label, number item) {
	said := r.typed(min(label.at, number.at), max(label.to, number.to))
	switch label.stated {
	case speech.AsPart:
		absent := speech.Absent(r.heard.Tokens[label.at]) && !slices.ContainsFunc(r.rows, func(row row) bool { return row.Whole }) // 应到14，缺席1
		if absent || r.heard.Tokens[number.at].Number.Role == speech.Garbled {                                                     // 男310，640
			r.doubtBare(number)
			return
		}
		r.portions, r.u.portions = append(r.portions, number), append(r.u.portions, said)
	case speech.AsMore, speech.AsLess:
		r.open(Doubt{Why: doubtMore, Said: said, Steps: r.openNumbers()})
	case speech.Refused:
		r.u.refused = append(r.u.refused, said)
	}
}

// meantBy is the step that a label means, and whether that is clear.
func (r *reader) meantBy(it item) (w *word, clear bool) {
	if it.label == nil {
		return nil, false
	}
	post := it.post
	if it.lost {
		post = ""
	}
	w, clear = r.meantUnder(ofNumber, it.label, post)
	return w, clear && !r.amongOthersOf(it, w, post)
}

// amongOthersOf reports whether the post is not named of somebody who stands for several, was asked of the one, and
// is named beside somebody who stands for another: 刘备1003 张飞1320.
func (r *reader) amongOthersOf(it item, w *word, post string) bool {
	if post != "" || w.step != r.asked || !w.stands() || !slices.ContainsFunc(it.label, func(o *word) bool { return o.kind == w.kind && o.step != w.step }) {
		return false
	}
	at := slices.IndexFunc(r.items, func(o item) bool { return o.at == it.at })
	for _, by := range [...]int{-1, 1} {
		j := at + by
		for j >= 0 && j < len(r.items) && r.items[j].label == nil {
			j += by
		}
		if j < 0 || j >= len(r.items) || !r.items[j].label[0].stands() {
			continue
		}
		if !slices.ContainsFunc(r.items[j].label, func(o *word) bool { return slices.Equal(o.under, w.under) }) {
			return true
		}
	}
	return false
}
