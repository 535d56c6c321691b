package flow

import (
	"slices"
	"strconv"
	"strings"

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
	end := at.read(i + 1)
	if at.nobody {
		r.take(i, end-1, w, none)
		return
	}
	if len(at.all) == 0 {
		r.used[i] = false
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

// standing takes names from the post on that stands before them, of those who are on no
// list yet: 主任 张三 320 李四 210，委员 王五 300. It reports whether there are any.
func (r *reader) standing(i int) bool {
	j := slices.IndexFunc(r.rows, func(row row) bool { return row.Standing != nil && (!row.given || row.id == r.asked) })
	if j < 0 {
		return false
	}
	list := r.rows[j]
	at := writing{reader: r, posts: list.WriteIns, names: true}
	end := at.read(i)
	if len(at.all) == 0 {
		return false
	}
	for k := i; k < end; k++ {
		r.used[k], r.value[k] = true, true
	}
	r.answer(&word{step: list.id}, posted(list.value, at.all), i)
	for _, in := range at.all {
		if in.votes >= 0 {
			r.answer(&word{step: list.Standing(in.post, in.name)}, strconv.Itoa(in.votes), i)
		}
	}
	return true
}

// posted are names under their posts, 主任 张三 李四；委员 王五, after those of the posts of an
// earlier list that are not among them.
func posted(before string, all []writtenIn) string {
	var b strings.Builder
	for part := range strings.FieldsFuncSeq(before, func(c rune) bool { return c == '；' || c == '\n' }) {
		post, _, _ := strings.Cut(strings.TrimSpace(part), " ")
		if post != none && !slices.ContainsFunc(all, func(in writtenIn) bool { return in.post == post }) {
			b.WriteString("；" + strings.TrimSpace(part))
		}
	}
	post := ""
	for _, in := range all {
		if in.post != post {
			b.WriteString("；" + in.post)
			post = in.post
		}
		b.WriteString(" " + in.name)
	}
	return strings.TrimPrefix(b.String(), "；")
}

// unnumbered is the number of somebody whose votes are not said.
const unnumbered = -1

// writing reads write-ins from token to token.
type writing struct {
	*reader
	posts  []election.Phrase
	post   string
	name   string
	all    []writtenIn
	nobody bool
	names  bool // a name may stand without a number
}

// read reads write-ins from a token on and returns the one at which they end.
func (w *writing) read(i int) int {
	end := i
	defer w.unnumbered()
	for ; i < len(w.heard.Tokens); i++ {
		t := w.heard.Tokens[i]
		switch t.Kind {
		case speech.Mark:
			if t.Text == "\n" && len(w.all) > 0 && !w.names {
				return end
			}
			continue
		case speech.Unknown:
			w.unnumbered()
			w.name = strangerIn(w.heard, i)
		case speech.Numeral:
			if w.name == "" || t.Number.Role != speech.Count {
				return end
			}
			w.all = append(w.all, writtenIn{w.post, w.name, t.Number.Value})
			w.name = ""
		case speech.Filler:
		case speech.Word:
			if !w.word(i) {
				return end
			}
		}
		end = i + 1
	}
	return end
}

// unnumbered takes the name that was read last without a number, where that may be.
func (w *writing) unnumbered() {
	if w.names && w.name != "" && w.post != "" {
		w.all = append(w.all, writtenIn{w.post, w.name, unnumbered})
		w.name = ""
	}
}

// word takes a post, the name of somebody who stands for another post, or a word for
// nobody; it reports whether write-ins go on.
func (w *writing) word(i int) bool {
	t := w.heard.Tokens[i]
	if _, no := t.Is(speech.OfNone); no && len(w.all) == 0 && w.name == "" {
		w.nobody = true
		return true
	}
	same, _ := w.words.of(t)
	if len(same) == 0 {
		return false
	}
	if post, is := w.postOf(same); is {
		w.unnumbered()
		if last := len(w.all) - 1; last >= 0 && w.all[last].post == "" && w.name == "" {
			w.all[last].post = post
		}
		w.post = post
		return true
	}
	if w.names && same[0].kind == ofNumber && same[0].name && len(same[0].under) > 0 {
		w.unnumbered()
		w.name = w.typed(i, i)
		return true
	}
	if same[0].kind == ofNumber && w.post != "" && len(same[0].under) > 0 && !slices.Contains(same[0].under, w.post) && w.name == "" {
		w.name = w.typed(i, i)
		return true
	}
	return false
}

// postOf is the post that a word names, in Chinese.
func (w *writing) postOf(same []*word) (string, bool) {
	for _, s := range same {
		for _, p := range w.posts {
			if s.kind == ofPost && (s.inPost == p.In(election.Chinese) || s.inPost == p.In(election.English)) {
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
