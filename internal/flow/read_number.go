package flow

import (
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/speech"
)

// nextNumber is the token of the number right behind a label, past fillers, or -1.
func (r *reader) nextNumber(i int) int {
	for j := i + 1; j < len(r.heard.Tokens); j++ {
		switch t := r.heard.Tokens[j]; t.Kind {
		case speech.Numeral:
			return j
		case speech.Mark:
			if strings.ContainsAny(t.Text, "\n;；。") {
				return -1
			}
		case speech.Filler:
		case speech.Word:
			if _, unit := t.Is(speech.OfUnit); !unit {
				return -1
			}
		case speech.Unknown:
			return -1
		}
	}
	return -1
}

// besideNumber reports whether a number stands right beside a token: 男310, and not 孙一，男，480票.
func (r *reader) besideNumber(i int) bool {
	for j := i + 1; j < len(r.heard.Tokens); j++ {
		t := r.heard.Tokens[j]
		if t.Kind == speech.Numeral {
			return true
		}
		if t.Kind != speech.Filler && t.Text != " " && t.Text != ":" {
			break
		}
	}
	return i > 0 && r.heard.Tokens[i].Joined && r.heard.Tokens[i-1].Kind == speech.Numeral
}

// outOf takes the number of all behind the number of a part: 640 of 1200.
func (r *reader) outOf(i int) {
	last, next, whole := len(r.items)-1, i+1, slices.IndexFunc(r.rows, func(row row) bool { return row.Whole })
	for next < len(r.heard.Tokens) && r.heard.Tokens[next].Kind == speech.Mark {
		next++
	}
	if whole < 0 || last < 0 || r.items[last].isLabel() || !r.gapOnly(r.items[last].to, i) || next == len(r.heard.Tokens) || r.heard.Tokens[next].Number.Role != speech.Count {
		return
	}
	r.take(next, next, &word{step: r.rows[whole].id}, strconv.Itoa(r.heard.Tokens[next].Number.Value))
	others := slices.DeleteFunc(slices.Clone(r.rows), func(row row) bool { return !row.numeric || row.Whole })
	if len(others) == 1 && !r.labelled(r.items[last].at) && (last == 0 || r.items[last-1].label == nil) {
		r.items[last].paired = true
		r.take(r.items[last].at, r.items[last].to, &word{step: others[0].id}, r.items[last].value)
	}
}

// ofWhole reports whether a stroke parts a number from that of all there are, which is known.
func (r *reader) ofWhole(i int) bool {
	tokens, whole := r.heard.Tokens, slices.IndexFunc(r.rows, func(row row) bool { return row.Whole })
	return tokens[i].Text == "/" && whole >= 0 && len(r.items) > 0 && i > 0 && i+1 < len(tokens) && tokens[i-1].Kind == speech.Numeral && strconv.Itoa(tokens[i+1].Number.Value) == r.rows[whole].value
}

// passWhole passes the number of all there are: what stands before it is the figure of the moment.
func (r *reader) passWhole(i int) {
	last, now := len(r.items)-1, r.nowRow()
	r.used[i] = true
	if now >= 0 && !r.items[last].isLabel() && !r.labelled(r.items[last].at) && (last == 0 || r.items[last-1].label == nil) {
		r.items[last].paired = true
		r.take(r.items[last].at, r.items[last].to, &word{step: r.rows[now].id}, r.items[last].value)
	}
}

// numeral takes a number by its role.
func (r *reader) numeral(i int) {
	t := r.heard.Tokens[i]
	n := t.Number
	if r.tookBorn(i) {
		return
	}
	switch n.Role {
	case speech.Date, speech.Clock:
		if r.group = len(r.parts) > 0 && t.OnlyNumbered(); r.group { // 一号票箱200 二号180
			r.used[i] = true
			return
		}
		r.time(i)
	case speech.Group, speech.Box:
		r.ofGroup(i, n)
	case speech.Percent, speech.Share:
		r.inexact(i)
	case speech.Count, speech.Garbled, speech.Approximate, speech.Range, speech.Decimal:
		if r.once(i) {
			r.used[i] = true
			return
		}
		if n.Role == speech.Decimal && r.mayBeDay(n) {
			r.time(i)
			return
		}
		r.count(i, n)
	case speech.Term:
		r.term(i, n)
	case speech.Other:
		if n.Unit == "块" && r.countsBoards(i) {
			r.count(i, n)
			return
		}
		r.used[i] = true
	default: // an ordinal, an age, a telephone
		r.used[i] = true
	}
}

// tookBorn takes a year of birth as the age that a step asks for. It reports whether it is one.
func (r *reader) tookBorn(i int) bool {
	born, to, said := r.bornAt(i)
	if !said {
		return false
	}
	w := r.between(born)
	if w != nil {
		r.take(i, r.yearEnd(to), w, strconv.Itoa(born))
	}
	return w != nil
}

// once reports whether a number only says that something happened which the form is told one by one:
// 开了一次村民代表会, 开了一个动员会.
func (r *reader) once(i int) bool {
	t := r.heard.Tokens[i]
	if !speech.Once(t.Text) || i+1 >= len(r.heard.Tokens) || !r.heard.Tokens[i+1].Joined {
		return false
	}
	same, _ := r.words.of(r.heard.Tokens[i+1])
	option := len(same) > 0 && same[0].kind == ofOption
	return option || t.Text != "一个" && !slices.ContainsFunc(r.rows, func(row row) bool { return row.Measure != "" && row.Measure == t.Number.Unit })
}

// ofGroup takes how many groups or boxes there are, where that is asked, or the number of one of them.
func (r *reader) ofGroup(i int, n speech.Number) {
	asked := map[speech.Role]string{speech.Group: "组数", speech.Box: "箱数"}[n.Role]
	if w := r.howMany(asked); w != nil && ofSeveral(n) {
		r.take(i, i, w, strconv.Itoa(n.Value))
		return
	}
	if one := strings.Contains(n.Unit, "号") || n.Unit == "组" || n.Unit == "小组" || n.Unit == "队"; one && !r.group {
		r.group = true
	} else if one { // 跑了一组和五组 收回47张: of neither alone
		r.group = false
	}
	r.used[i] = true
}

// howMany is the step of which a word says how many there are, if it has no answer yet.
func (r *reader) howMany(asked string) *word {
	for _, row := range r.rows {
		if row.numeric && !r.u.says(row.id) && slices.ContainsFunc(row.Words, func(w string) bool { return w == asked }) {
			return &word{step: row.id}
		}
	}
	return nil
}

// bornAt is the month or day of birth that begins with a token, where one is asked for.
func (r *reader) bornAt(i int) (n, to int, ok bool) {
	if !slices.ContainsFunc(r.rows, func(row row) bool { return isYear(row.Between) }) {
		return 0, i, false
	}
	return r.heard.BornAt(i)
}

// term takes a number of years or days where a step asks for one: 1978年, 公示5天.
func (r *reader) term(i int, n speech.Number) {
	if w := r.between(n.Value); w != nil && strings.HasPrefix(n.Unit, "年") {
		r.take(i, r.yearEnd(i), w, strconv.Itoa(n.Value))
		return
	}
	if slices.ContainsFunc(r.rows, func(row row) bool { return row.Measure == n.Unit }) || slices.Contains([]string{"遍", "趟"}, n.Unit) && r.labelled(i) {
		n.Role = speech.Count
		r.count(i, n)
		return
	}
	if speech.While(n) > 0 && r.mayBeDay(n) {
		r.time(i)
		return
	}
	r.used[i] = true
}

// mayBeDay reports whether a number with a point is the day that a step asks for: 12.16.
// People and ballots are whole.
func (r *reader) mayBeDay(n speech.Number) bool {
	return slices.ContainsFunc(r.rows, func(row row) bool { return row.when != nil && !r.u.says(row.id) && row.when(n) != "" })
}

// countsBoards reports whether the label right before a number is one of things: 宣传栏3块.
func (r *reader) countsBoards(i int) bool {
	return r.labelled(i) && r.row(r.items[len(r.items)-1].label[0].step).Measure != ""
}

// count takes a number of people or things: it is somebody's, unless something
// says that it is not.
func (r *reader) count(i int, n speech.Number) {
	if r.shifted(i) || r.passedCount(i, n) || r.writtenIn(i, n) {
		return
	}
	doubt := n.Role != speech.Count && n.Role != speech.Other
	each := r.ofEach(i)
	if each && !doubt && r.eachNamed(i, n.Value) {
		return
	}
	if w := r.between(n.Value); !doubt && w != nil && !r.labelled(i) {
		r.take(i, r.yearEnd(i), w, strconv.Itoa(n.Value))
		return
	}
	others, disputed := r.countsOthers(i, n)
	if others {
		return
	}
	r.used[i] = true
	if each && r.allOf(i, n) {
		return
	}
	value := strconv.Itoa(n.Value)
	if from, to := r.heard.NotOne(i); from >= 0 { // 一张废票都没有
		value = "0"
		for k := from; k < to; k++ {
			r.used[k] = true
		}
	}
	r.items = append(r.items, item{at: i, to: i, value: value, post: r.post, doubt: doubt || disputed, lost: r.strange})
}

// passedCount passes a number that what stands before it makes nobody's: by how much
// another was wrong, what is denied or planned, a group's own, the 0 of the rest.
func (r *reader) passedCount(i int, n speech.Number) bool {
	by, differs := r.heard.Differs(i)
	switch {
	case r.countsNamed(i, n): // 赵大山钱小河俩人写反了
		r.used[i] = true
	case r.countsSuch(i, n): // 重点户4户
		r.u.passed, r.used[i] = append(r.u.passed, r.typed(i-1, i)), true
	case r.heard.Queues(i): // 门口还排着28个人
		r.u.passed, r.used[i] = append(r.u.passed, r.typed(i, i)), true
	case r.heard.OutBy(i):
		r.u.differs, r.used[i] = append(r.u.differs, -n.Value, n.Value), true
	case differs:
		r.u.differs, r.used[i] = append(r.u.differs, by), true
	case r.namesPeople() && r.heard.OffBy(i) && !r.deniedBehind(i): // 何静说对不上 差一票
		r.u.passed, r.u.off, r.used[i] = append(r.u.passed, r.typed(i-1, i)), true, true
		r.leavesLabel(i)
	case r.skip != notSkipping:
		r.skipped(i)
	case r.heard.Came(i), // 考察组来了5个人, where no step asks who came
		i > 0 && r.heard.Tokens[i].Joined && speech.MoreThanOther(r.heard.Tokens[i-1]): // 枣园比它多一百
		r.u.passed, r.used[i] = append(r.u.passed, r.typed(i, i)), true
	case r.group:
		r.parts = append(r.parts, n.Value)
		r.group, r.used[i] = false, true
	case r.rest >= 0 && n.Value == 0 && r.gapOnly(r.rest, i):
		r.u.zeros, r.used[i], r.rest = true, true, -1
	default:
		return false
	}
	return true
}

// deniedBehind reports whether what a number counts is denied right behind it: 560人没投.
func (r *reader) deniedBehind(i int) bool {
	if i+1 >= len(r.heard.Tokens) || !r.heard.Tokens[i+1].Joined {
		return false
	}
	next := r.heard.Tokens[i+1]
	return next.Tells(speech.Denying) && next.Text != "不是"
}

// leavesLabel takes the label right before a number off those that wait for theirs.
func (r *reader) leavesLabel(i int) {
	if last := len(r.items) - 1; last >= 0 && r.items[last].isLabel() && r.items[last].to == i-1 {
		r.items = r.items[:last]
	}
}

// countsNamed reports whether a number only says how many people were named right before it, or how many figures
// are spoken of.
func (r *reader) countsNamed(i int, n speech.Number) bool {
	if next := i + 1; next < len(r.heard.Tokens) && r.heard.Tokens[next].Joined && speech.CountsFigures(n, r.heard.Tokens[next]) { // 两个票数写反了
		return true
	}
	if r.countsPosts(i, n) { // 委员三个：
		return true
	}
	if n.Value < 2 || n.Value > 4 || !speech.CountsFew(r.heard.Tokens[i]) {
		return false
	}
	named, next := 0, i
	for k := len(r.items) - 1; k >= 0; k-- {
		it := r.items[k]
		if it.label == nil || it.paired || !it.label[0].stands() || !r.gapOnly(it.to, next) {
			break
		}
		named, next = named+1, it.at
	}
	return named == n.Value
}

// countsPosts reports whether a number only says how many stand for the post before it, who are listed then:
// 委员三个：褚棠230.
func (r *reader) countsPosts(i int, n speech.Number) bool {
	next := i + 1
	if i == 0 || !r.heard.Tokens[i].Joined || n.Unit == "" || speech.CountsBallots(n.Unit) || next >= len(r.heard.Tokens) || !strings.ContainsAny(r.heard.Tokens[next].Text, ":：") {
		return false
	}
	same, _ := r.words.of(r.heard.Tokens[i-1])
	return slices.ContainsFunc(same, func(w *word) bool { return w.kind == ofPost })
}

// countsSuch reports whether what stands before a number, and is not known, is what it counts, of more of which a number
// stands before that: 走访18户，重点户4户.
func (r *reader) countsSuch(i int, n speech.Number) bool {
	if !r.ofSuch(i) {
		return false
	}
	for k := i - 2; k >= 0; k-- {
		if t := r.heard.Tokens[k]; t.Counts() && r.thingsAt(k) == r.thingsAt(i) {
			return !r.ofSuch(k) && t.Number.Value > n.Value
		}
	}
	return false
}

// ofSuch reports whether an unknown word that ends like what a number counts stands right before it: 重点户4户.
func (r *reader) ofSuch(i int) bool {
	unit := r.thingsAt(i)
	return i > 0 && unit != "" && r.heard.Tokens[i].Joined && r.heard.Tokens[i-1].Kind == speech.Unknown &&
		len(r.heard.Tokens[i-1].Text) > len(unit) && strings.HasSuffix(r.heard.Tokens[i-1].Text, unit)
}

// thingsAt is the word of things that a number counts, also where it is one of the form; "" if there is none.
func (r *reader) thingsAt(i int) string {
	unit := r.heard.Tokens[i].Number.Unit
	if next := i + 1; unit == "" && next < len(r.heard.Tokens) && r.heard.Tokens[next].Joined {
		unit = r.heard.Tokens[next].Text
	}
	if !speech.CountsThings(unit) {
		return ""
	}
	return unit
}

// skipped passes a number that is denied, undone, planned or was wrong.
func (r *reader) skipped(i int) {
	r.used[i] = true
	r.used[r.skipAt] = r.used[r.skipAt] || r.skip != itIsUndone
	if r.skip == itIsPlanned && i > 0 && speech.Reaches(r.heard.Tokens[i-1]) { // 争取投票过1000
		r.used[i-1] = true
	}
	if r.skip == itIsPlanned || r.skip == itIsUndone {
		r.u.passed = append(r.u.passed, r.typed(i, i))
	}
	if r.skip != itWasWrong { // 多写了一个0
		r.skip = notSkipping
	}
}

// countsOthers passes a number that what follows it makes somebody else's: 560人没投,
// 有5个工作人员. disputed says that it may be a part of a figure: 5张有争议.
func (r *reader) countsOthers(i int, n speech.Number) (others, disputed bool) {
	if r.putRightBehind(i) {
		r.used[i] = true
		return true, false
	}
	if i+1 >= len(r.heard.Tokens) || !r.heard.Tokens[i+1].Joined {
		return false, false
	}
	switch next := r.heard.Tokens[i+1]; {
	case r.deniedBehind(i): // 560人没投
		r.u.off = r.u.off || r.namesPeople() && r.heard.OffBy(i)
		r.passAllOf(i)
	case next.Tells(speech.Correcting) && !strings.HasPrefix(next.Text, "才") && strings.ContainsAny(next.Text, "错误对"), r.wasWrongBy(i + 1): // 报的630不对
		r.used[i] = true
	case n.Unit != "" && (r.countsStanding(next) || r.countsUnknown(i) && !r.labelInClause(i)): // 两个候选人都到场了, 有5个工作人员
		r.u.passed, r.used[i] = append(r.u.passed, r.typed(i, i+1)), true
	case n.Unit != "" && speech.AreBusy(r.heard.Text[r.heard.Tokens[i].To:]): // 现场有3个人在数
		r.passAllOf(i)
	case r.countsUnknown(i) && r.option >= 0: // 有困难 缺3名工作人员
		r.seen = true
	default:
		return false, next.Kind == speech.Unknown && n.Unit != ""
	}
	return true, false
}

// putRightBehind reports whether a clause behind a number says that it was wrong, and begins what it is with a number:
// 无效11，说错了，是10.
func (r *reader) putRightBehind(i int) bool {
	clauses, wrong := 0, false
	for _, t := range r.heard.Tokens[i+1:] {
		switch {
		case t.Kind == speech.Mark && strings.ContainsAny(t.Text, ",，"):
			clauses++
		case t.Kind == speech.Mark || t.Kind == speech.Filler:
		case clauses == 1 && !wrong && t.Tells(speech.Correcting) && strings.ContainsAny(t.Text, "错误对不"):
			wrong = true
		default:
			return wrong && t.Counts()
		}
	}
	return false
}

// wasWrongBy reports whether a token says that the number before it was wrong, and by how much: 588多算了8个.
func (r *reader) wasWrongBy(i int) bool {
	if i+1 >= len(r.heard.Tokens) || !r.heard.Tokens[i].Tells(speech.Correcting) {
		return false
	}
	_, differs := r.heard.Differs(i + 1)
	return differs
}

// countsStanding reports whether those who stand are counted where votes are asked for.
func (r *reader) countsStanding(next speech.Token) bool {
	return next.Text == "候选人" && slices.ContainsFunc(r.rows, func(row row) bool { return row.Now || row.countsVotes() })
}

// passAllOf passes a number with all that is joined to it: 560人没投.
func (r *reader) passAllOf(i int) {
	to := i
	for r.used[i] = true; to+1 < len(r.heard.Tokens) && r.heard.Tokens[to+1].Joined && r.heard.Tokens[to+1].Kind != speech.Mark; to++ {
		r.used[to+1] = true
	}
	r.u.passed, r.seen = append(r.u.passed, r.typed(i, to)), true
}

// labelInClause reports whether a label without a number stands in the clause before a
// token.
func (r *reader) labelInClause(i int) bool {
	last := len(r.items) - 1
	if last < 0 || !r.items[last].isLabel() {
		return r.option < 0 && !r.clauseBegins(i)
	}
	return r.gapOnly(r.items[last].to, i) || !slices.ContainsFunc(r.heard.Tokens[r.items[last].to:i], func(t speech.Token) bool { return strings.ContainsAny(t.Text, ",，;；。\n") })
}

// clauseBegins reports whether a comma or a line's end stands somewhere before a token.
func (r *reader) clauseBegins(i int) bool {
	return slices.ContainsFunc(r.heard.Tokens[:i], func(t speech.Token) bool {
		return t.Kind == speech.Mark && strings.ContainsAny(t.Text, ",，;；。\n")
	})
}

// countsUnknown reports whether something unknown is counted: 3名工作人员, 2户人家.
func (r *reader) countsUnknown(i int) bool {
	i++
	if i < len(r.heard.Tokens) && r.heard.Tokens[i].Joined && speech.CountsWith(r.heard.Tokens[i].Text) {
		i++
	}
	return i < len(r.heard.Tokens) && r.heard.Tokens[i].Joined && r.heard.Tokens[i].Kind == speech.Unknown
}

// ofEach reports whether the number is said of each of what stands before it: 各300.
func (r *reader) ofEach(i int) bool {
	return i > 0 && r.rest < 0 && speech.OfEach(r.heard.Tokens[i-1])
}

// allOf gives a number to all labels right before it: 李秀英李秀云各300票.
func (r *reader) allOf(i int, n speech.Number) bool {
	from := len(r.items)
	for from > 0 && r.items[from-1].label != nil && !r.items[from-1].paired {
		from--
	}
	if from == len(r.items) || n.Role != speech.Count {
		return false
	}
	for j := from; j < len(r.items); j++ {
		r.items[j].paired = true
		w, clear := r.meantBy(r.items[j])
		if !clear {
			r.doubtWhich(&r.items[j], &item{at: i, to: i, value: strconv.Itoa(n.Value)})
			continue
		}
		r.take(r.items[j].at, i, w, strconv.Itoa(n.Value))
	}
	return true
}

// labelled reports whether a label waits right before a number.
func (r *reader) labelled(i int) bool {
	last := len(r.items) - 1
	return last >= 0 && r.items[last].label != nil && r.gapOnly(r.items[last].to, i)
}

// yearEnd passes what stands behind a year: 1978年生.
func (r *reader) yearEnd(i int) int {
	if i+1 < len(r.heard.Tokens) && r.heard.Tokens[i+1].Joined && slices.Contains([]string{"生", "出生", "年生"}, r.heard.Tokens[i+1].Text) {
		r.used[i+1] = true
		return i + 1
	}
	return i
}

// inexact refuses a share where a number of people is wanted.
func (r *reader) inexact(i int) {
	r.used[i] = true
	r.u.shares = append(r.u.shares, r.typed(i, i))
}
