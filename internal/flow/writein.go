package flow

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// writtenIn is somebody who does not stand, with votes.
type writtenIn struct {
	post, name string
	votes      int
}

func (w writtenIn) String() string { return w.post + " " + w.name + " " + strconv.Itoa(w.votes) }

// none is what is kept where nobody was written in.
const none = "无"

// writeIns takes the names with their votes after the word for write-ins: 另选他人 委员 马六
// 18，副主任 牛七 3; the post may follow. 没有 before or after the word is nobody.
func (r *reader) writeIns(i int, w *word) {
	r.used[i] = true
	if last := len(r.items) - 1; last >= 0 && r.items[last].zero && r.gapOnly(r.items[last].at, i) { // 没有另选他人
		r.items[last].paired = true
		r.take(r.items[last].at, i, w, none)
		return
	}
	at := writing{reader: r, posts: r.row(w.step).WriteIns}
	at.post = at.heading(i)
	at.headed = at.post != ""
	end := at.read(i + 1)
	if at.nobody {
		r.take(i, end-1, w, none)
		return
	}
	if len(at.all) == 0 {
		r.used[i] = r.nameless(i, w)
		return
	}
	var sure []string
	for _, in := range at.all {
		if in.post == "" && len(at.posts) == 1 {
			in.post = at.posts[0].In(election.Chinese)
		}
		if in.post == "" {
			r.u.doubts = append(r.u.doubts, Doubt{Why: doubtStranger, Said: in.name + " " + strconv.Itoa(in.votes)})
			continue
		}
		sure = append(sure, in.String())
	}
	for j := i; j < end; j++ {
		r.used[j] = true
	}
	if len(sure) > 0 {
		for j := i; j < end; j++ {
			r.value[j] = true
		}
		r.answer(w, strings.Join(sure, "、"), i)
	}
}

// heading is the post under which the word for write-ins stands at a token: named right before it, or last, where
// figures of another follow. "" if there is none.
func (w *writing) heading(i int) string {
	if i > 0 {
		if post, is := w.postOf(w.meant(i - 1)); is {
			return post
		}
	}
	at := slices.IndexFunc(w.posts, func(p election.Phrase) bool {
		return p.In(election.Chinese) == w.reader.post || p.In(election.English) == w.reader.post
	})
	if at < 0 || w.names {
		return ""
	}
	post := w.posts[at].In(election.Chinese)
	tokens := w.heard.Tokens
	for j := i + 1; j+1 < len(tokens); j++ {
		same := w.meant(j)
		other, is := w.postOf(same)
		goesOn := slices.ContainsFunc(tokens[j+1:], func(t speech.Token) bool { return t.Kind == speech.Numeral })
		if is && goesOn || len(same) > 0 && same[0].stands() && !slices.Contains(same[0].under, w.reader.post) {
			return map[bool]string{true: post}[other != post]
		}
	}
	return ""
}

// nameless asks about votes for write-ins that nobody is named of: 另选他人10票.
func (r *reader) nameless(i int, w *word) bool {
	next := r.nextNumber(i)
	if next < 0 || r.heard.Tokens[next].Number.Role != speech.Count {
		return false
	}
	r.used[next] = true
	if r.heard.Tokens[next].Number.Value == 0 { // 其他人都是0
		r.take(i, next, w, none)
		return true
	}
	r.u.doubts = append(r.u.doubts, Doubt{Why: doubtNameless, Said: r.typed(i, next), Steps: []StepID{w.step}})
	return true
}

// standing takes names from the post on that stands before them, of those who are on no
// list yet: 主任 张三 320 李四 210，委员 王五 300. It reports whether there are any. post is the
// one that is meant where none is named.
func (r *reader) standing(i int, post string) bool {
	j := r.listOpen()
	if j < 0 || r.u.says(r.rows[j].id) {
		return false
	}
	list := r.rows[j]
	at := writing{reader: r, posts: list.WriteIns, post: post, names: true}
	end := at.read(i)
	if !at.namesAny() || list.id != r.asked && at.tells(list.value, i, end) {
		return false
	}
	for k := i; k < end; k++ {
		r.used[k], r.value[k] = !slices.Contains(at.passed, k), true
	}
	r.answer(&word{step: list.id}, at.posted(list), i)
	return true
}

// namesAny reports whether there is somebody among what was read, and not only how many.
func (w *writing) namesAny() bool {
	return slices.ContainsFunc(w.all, func(in writtenIn) bool { return !isListCount(in.name) })
}

// listCountAt is how many a list is said to have at a token, 四选三, and the last token of it; "" if that is not said.
func (r *reader) listCountAt(i int) (said string, last int) {
	tokens := r.heard.Tokens
	if isListCount(tokens[i].Text) {
		return tokens[i].Text, i
	}
	if i+2 < len(tokens) && tokens[i+1].Joined && tokens[i+2].Joined && tokens[i+1].Text == "选" { // 4选3
		if said = tokens[i].Text + "选" + tokens[i+2].Text; isListCount(said) {
			return said, i + 2
		}
	}
	return "", i
}

// countsListed takes how many a list is said to have with the names behind it, or passes it where the list has taken
// it. It reports whether that is said.
func (r *reader) countsListed(i int) bool {
	j := slices.IndexFunc(r.rows, func(row row) bool { return row.Standing != nil })
	if j < 0 || r.givesVotes() {
		return false
	}
	said, last := r.listCountAt(i)
	if said == "" {
		return false
	}
	if list := r.rows[j].value; !slices.Contains(strings.Fields(list), said) && !hasAsMany(list, said) {
		return r.standsAlone(i)
	}
	for k := i; k <= last; k++ {
		r.used[k], r.value[k] = true, true
	}
	return true
}

// hasAsMany reports whether a list, or a post of it, has as many names as is said.
func hasAsMany(list, said string) bool {
	stand, _, _ := election.ListCount(said)
	all := 0
	for part := range strings.FieldsFuncSeq(list, func(c rune) bool { return c == '；' || c == '\n' }) {
		names := len(slices.DeleteFunc(strings.Fields(part), isListCount)) - 1 // but for the post
		if names == stand {
			return true
		}
		all += names
	}
	return all == stand
}

// isListCount reports whether a word of a list says how many it has: 四选三.
func isListCount(word string) bool {
	_, _, ok := election.ListCount(word)
	return ok
}

// otherWritten asks of whom a number of ballots bears a name that is on no list: 40票写了别人.
func (r *reader) otherWritten(i int) bool {
	in := slices.IndexFunc(r.rows, func(row row) bool { return len(row.WriteIns) > 0 })
	if in < 0 {
		return false
	}
	_, to := r.heard.Clause(i, ",，;；。\n!！ ")
	for k := i; k < to; k++ {
		r.used[k] = true
	}
	r.u.doubts = append(r.u.doubts, Doubt{Why: doubtNameless, Said: r.typed(i, to-1), Steps: []StepID{r.rows[in].id}})
	return true
}

// writtenUnder reports whether a label is somebody who stands, and whose name was written under a post for which
// they do not: 有人在主任栏写李秀英11票.
func (r *reader) writtenUnder(it item) bool {
	if it.post == "" || it.label == nil || slices.ContainsFunc(it.label, func(w *word) bool { return !w.stands() || slices.Contains(w.under, it.post) }) {
		return false
	}
	from, _ := r.heard.Clause(it.at, ",，;；。\n!！")
	at := slices.IndexFunc(r.heard.Tokens[from:it.at], func(t speech.Token) bool {
		same, _ := r.words.of(t)
		return slices.ContainsFunc(same, func(w *word) bool { return w.kind == ofPost })
	})
	return at >= 0 && speech.WritesUnder(r.heard.Tokens[from+at+1:it.at])
}

// listOpen is the row of the list of those who stand that is not filled in yet, or -1.
func (r *reader) listOpen() int {
	return slices.IndexFunc(r.rows, func(row row) bool { return row.Standing != nil && (!row.given || row.id == r.asked) })
}

// standsAlone takes names without a post, where there is only one post and nobody has named who stands: with votes,
// 张三 320 李四 210, or several where no votes are asked for, 张三、李四，今天公示. It reports whether there are any.
func (r *reader) standsAlone(i int) bool {
	j := r.listOpen()
	if j < 0 || len(r.rows[j].Standing) != 1 || !r.namesAt(i) {
		return false
	}
	return r.standing(i, r.rows[j].Standing[0].In(election.Chinese))
}

// namesAt reports whether those who stand are named from a token on: somebody with votes, or several.
func (r *reader) namesAt(i int) bool {
	if r.givesVotes() {
		next := r.nextNumber(i)
		return nameLike(r.heard.Tokens[i].Text) && next >= 0 && r.heard.Tokens[next].Number.Role == speech.Count
	}
	names := 0
	for k := i; k < len(r.heard.Tokens); k++ {
		t := r.heard.Tokens[k]
		said, last := r.listCountAt(k)
		switch {
		case said != "":
			k = last
		case t.Kind == speech.Mark && t.Text != "\n":
		case t.Kind == speech.Unknown && election.MayBeName(t.Text, election.NameListed):
			if names++; names > 1 {
				return true
			}
		default:
			return false
		}
	}
	return false
}

// givesVotes reports whether the form of the message counts ballots.
func (r *reader) givesVotes() bool {
	return slices.ContainsFunc(r.rows, func(row row) bool { return len(row.WriteIns) > 0 && row.Standing == nil })
}

// tells reports whether a message rather tells something of people who are on the list
// than that these are all: it names nobody else, and says more than names.
func (w *writing) tells(list string, from, end int) bool {
	known := strings.FieldsFunc(list, func(c rune) bool { return strings.ContainsRune(" ；\n", c) })
	if slices.ContainsFunc(w.all, func(in writtenIn) bool { return !slices.Contains(known, in.name) && !isListCount(in.name) }) {
		return false
	}
	more := func(t speech.Token) bool { return t.Kind != speech.Mark && t.Kind != speech.Filler }
	return len(w.passed) > 0 || slices.ContainsFunc(w.heard.Tokens[:from], more) || slices.ContainsFunc(w.heard.Tokens[end:], more)
}

// standIn puts a list of names that a message holds into the draft and reads the message
// again, now that it is known who they are.
func (c *chat) standIn(f form, sub Subject, d *Draft, fl filled, u *understood, m message) filled {
	list := fl.first(func(r *row) bool { return r.Standing != nil && u.says(r.id) })
	if list == nil {
		return fl
	}
	names, _ := valueOf(u.answers, list.id)
	d.set(c.said(list, names))
	if d.Asking == list.id {
		d.Asking = ""
	}
	before := fl
	if fl = f.replay(sub, *d); !fl.more(before) {
		return fl
	}
	*u = readValues(m.text, fl.rows, "", c.hearing())
	u.answers = append([]Answer{{Step: list.id, Value: names}}, u.answers...)
	return fl
}

// posted are the names under their posts, 主任 张三 李四；委员 王五, after those of the posts of an
// earlier list that are not among them.
func (w *writing) posted(list row) string {
	var b strings.Builder
	for part := range strings.FieldsFuncSeq(list.value, func(c rune) bool { return c == '；' || c == '\n' }) {
		post, _, _ := strings.Cut(strings.TrimSpace(part), " ")
		named := func(name string) func(election.Phrase) bool {
			return func(p election.Phrase) bool { return p.In(election.Chinese) == name || p.In(election.English) == name }
		}
		i := slices.IndexFunc(list.Standing, named(post))
		if i >= 0 && !slices.ContainsFunc(w.all, func(in writtenIn) bool { return named(in.post)(list.Standing[i]) }) {
			b.WriteString("；" + strings.TrimSpace(part))
		}
	}
	post := ""
	for _, in := range w.all {
		if stand, seats, counts := election.ListCount(in.name); counts && seats == 0 && stand == w.listedFor(in.post) {
			continue // as it is: the form need not check it
		}
		if in.post != post {
			b.WriteString("；" + in.post)
			post = in.post
		}
		b.WriteString(" " + in.name)
	}
	return strings.TrimPrefix(b.String(), "；")
}

// listedFor is how many are named for a post.
func (w *writing) listedFor(post string) (n int) {
	for _, in := range w.all {
		if in.post == post && !isListCount(in.name) {
			n++
		}
	}
	return n
}

// writing reads write-ins from token to token.
type writing struct {
	*reader
	posts  []election.Phrase
	post   string
	name   string
	all    []writtenIn
	nobody bool
	names  bool  // a name may stand without a number
	votes  int   // a number that stands before its name
	headed bool  // the post was named before the word for write-ins
	passed []int // tokens that tell something of a person
}

// read reads write-ins from a token on and returns the one at which they end.
func (w *writing) read(i int) int {
	end := i
	defer w.unnumbered()
	for ; i < len(w.heard.Tokens); i++ {
		t := w.heard.Tokens[i]
		if said, last := w.listCountAt(i); w.names && said != "" { // the form checks it
			w.unnumbered()
			w.all, i, end = append(w.all, writtenIn{w.post, said, 0}), last, last+1
			continue
		}
		switch t.Kind {
		case speech.Mark:
			if len(w.all) > 0 && !w.names && (t.Text == "\n" || w.standsNext(i)) {
				return end
			}
			continue
		case speech.Unknown:
			w.unknown(i)
		case speech.Numeral:
			if w.numberFirst(i) {
				continue
			}
			if !w.numeral(t) {
				return end
			}
		case speech.Filler:
		case speech.Word:
			if !w.longer(&i) && !w.word(i) && !w.passes(&i) {
				return end
			}
		}
		end = i + 1
	}
	return end
}

// unknown takes an unknown word: a name, or what only says where one was written, or that it was put forward.
func (w *writing) unknown(i int) {
	t := w.heard.Tokens[i]
	if len(w.all) > 0 && w.name == "" && speech.WroteUnder(t.Text) { // 田旺财 3票 是写在委员栏里的
		return
	}
	w.unnumbered()
	if w.names && (speech.OnlyNominates(t.Text) || strings.HasSuffix(t.Text, "票")) { // 主任提了赵大山; 有效提名票230张
		w.passed = append(w.passed, i)
		return
	}
	w.name = w.standsThere(speech.Voted(speech.OnlyWritten(strangerIn(w.heard, i))))
	w.numbered()
}

// numeral takes a number as the votes of the name before it, or passes how many are listed behind a post. It reports
// whether it is one of these.
func (w *writing) numeral(t speech.Token) bool {
	if w.names && w.post != "" && w.name == "" && speech.CountsFew(t) && t.Number.Unit != "" { // 主任3个人：沈青松 魏山 贾海波
		return true
	}
	if w.name == "" || t.Number.Role != speech.Count {
		return false
	}
	w.all = append(w.all, writtenIn{w.post, w.name, t.Number.Value})
	w.name = ""
	return true
}

// standsNext reports whether a mark ends a clause behind which somebody follows who stands: 何大勇 19；张强国511.
func (w *writing) standsNext(i int) bool {
	if next := i + 1; strings.ContainsAny(w.heard.Tokens[i].Text, ";；。") && next < len(w.heard.Tokens) {
		same := w.meant(next)
		return len(same) > 0 && same[0].stands()
	}
	return false
}

// numberFirst keeps a number before words that say what so many wrote: 有4票写的张强胜.
func (w *writing) numberFirst(i int) bool {
	t := w.heard.Tokens[i]
	if w.names || w.name != "" || t.Number.Role != speech.Count || i+1 >= len(w.heard.Tokens) || w.heard.Tokens[i+1].Kind != speech.Unknown {
		return false
	}
	name, written := speech.WrittenIn(w.heard.Tokens[i+1].Text)
	if !written || !nameLike(name) {
		return false
	}
	w.votes = t.Number.Value
	return true
}

// numbered gives the number that stood before a name to it.
func (w *writing) numbered() {
	if w.votes > 0 {
		w.all = append(w.all, writtenIn{w.post, w.name, w.votes})
		w.name, w.votes = "", 0
	}
}

// unnumbered takes the name that was read last without a number, where that may be.
func (w *writing) unnumbered() {
	if w.names && w.name != "" && w.post != "" {
		w.all = append(w.all, writtenIn{post: w.post, name: w.name})
		w.name = ""
	}
}

// standsThere is the name of somebody who stands, without what is said of every such: 主任候选人张三.
func (w *writing) standsThere(name string) string {
	if !w.names {
		return name
	}
	return strings.TrimLeft(strings.TrimPrefix(speech.Nominated(name), "候选人"), "：:")
}

// passes goes on to the end of a clause that tells something of the person named in it: 张三 男
// 1970 党员，李四 女. It reports whether that can be.
func (w *writing) passes(i *int) bool {
	same, _ := w.words.of(w.heard.Tokens[*i])
	if !w.names || slices.ContainsFunc(same, func(s *word) bool { return s.kind == ofWords }) {
		return false
	}
	w.passed = append(w.passed, *i)
	for *i+1 < len(w.heard.Tokens) && !strings.ContainsAny(w.heard.Tokens[*i+1].Text, ",，;；。\n") {
		if _, post := w.postOf(w.meant(*i + 1)); post {
			break
		}
		*i++
		w.passed = append(w.passed, *i)
	}
	return true
}

// longer takes a name that goes on where that of somebody who stands ends: 张强胜 beside 张强. It reports whether it
// is one.
func (w *writing) longer(i *int) bool {
	next, same := *i+1, w.meant(*i)
	if w.names || len(same) == 0 || !same[0].stands() || next >= len(w.heard.Tokens) {
		return false
	}
	t := w.heard.Tokens[next]
	name := w.typed(*i, next)
	if t.Kind != speech.Unknown || !t.Joined || utf8.RuneCountInString(t.Text) > 1 || !nameLike(name) {
		return false
	}
	w.name, *i = name, next
	w.numbered()
	return true
}

func (w *writing) meant(i int) []*word {
	same, _ := w.words.of(w.heard.Tokens[i])
	return same
}

// word takes a post, the name of somebody who stands for another post, or a word for
// nobody; it reports whether write-ins go on.
func (w *writing) word(i int) bool {
	t := w.heard.Tokens[i]
	if _, no := t.Is(speech.OfNone); no && len(w.all) == 0 && w.name == "" {
		w.nobody = true
		return true
	}
	same := w.meant(i)
	if len(same) == 0 {
		return false
	}
	if post, is := w.postOf(same); is {
		w.under(post)
		return true
	}
	if w.names && (same[0].kind == ofPost || same[0].stands()) {
		w.unnumbered()
		w.name = w.typed(i, i)
		return true
	}
	if w.standsElsewhere(same[0]) {
		w.name = w.typed(i, i)
		return true
	}
	return false
}

// standsElsewhere reports whether a word names somebody who stands for another post than that under which names are
// read, and who was written in there.
func (w *writing) standsElsewhere(s *word) bool {
	other := s.kind == ofNumber && len(s.under) > 0 && !slices.Contains(s.under, w.post)
	return other && w.post != "" && w.name == "" && !(w.headed && len(w.all) > 0)
}

// under takes a post: of the name before it that has none, and of those that follow.
func (w *writing) under(post string) {
	w.unnumbered()
	if last := len(w.all) - 1; last >= 0 && w.all[last].post == "" && w.name == "" {
		w.all[last].post = post
	}
	w.post = post
}

// postOf is the post that a word names, in Chinese; on a list as it was typed.
func (w *writing) postOf(same []*word) (string, bool) {
	for _, s := range same {
		for _, p := range w.posts {
			switch {
			case s.kind == ofPost && w.names && s.inPost == p.In(election.English):
				return s.inPost, true
			case s.kind == ofPost && (s.inPost == p.In(election.Chinese) || s.inPost == p.In(election.English)):
				return p.In(election.Chinese), true
			}
		}
	}
	return "", false
}

// addWriteIn adds somebody to write-ins.
func addWriteIn(before, added string) string {
	if before == "" || before == none || strings.Trim(before, "-—") == "" {
		return added
	}
	return before + "、" + added
}

// likeName reports whether a name may be a slip for another: one character is
// different.
func likeName(name, typed string) bool {
	a, b := []rune(name), []rune(typed)
	if len(a) != len(b) || len(a) < 2 {
		return false
	}
	differ := 0
	for i := range a {
		if a[i] != b[i] {
			differ++
		}
	}
	return differ == 1
}
