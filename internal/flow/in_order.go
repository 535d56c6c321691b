package flow

import (
	"slices"
	"strconv"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// inOrder gives the numbers behind a post and 依次 to those who stand for it, in the order of
// the card, if there are as many: 三个委员依次153 196 94.
func (r *reader) inOrder() {
	for i, t := range r.heard.Tokens {
		if !speech.InTurn(t) {
			continue
		}
		rows, numbers := r.standingFor(r.postBefore(i)), r.numbersAfter(i)
		if len(numbers) == 0 { // 委员153 196 94 按名单顺序
			numbers = r.numbersBefore(i)
		}
		if len(rows) < 2 || len(numbers) != len(rows) {
			continue
		}
		for k, n := range numbers {
			it := &r.items[n]
			it.paired, it.step = true, rows[k].id
			r.take(it.at, it.to, &word{text: it.value, step: rows[k].id}, it.value)
		}
		r.passCountOf(len(rows), i)
	}
}

// postBefore is the post that is named before a token, with nothing but fillers and numbers
// between; "" if there is none.
func (r *reader) postBefore(i int) string {
	for i--; i >= 0; i-- {
		t := r.heard.Tokens[i]
		if same, _ := r.words.of(t); len(same) > 0 && same[0].kind == ofPost {
			return same[0].inPost
		}
		if t.Kind != speech.Filler && t.Kind != speech.Numeral && !(t.Kind == speech.Mark && t.Text != "\n") {
			break
		}
	}
	return ""
}

// standingFor are the rows for the votes of those who stand for a post, in the order of the
// card.
func (r *reader) standingFor(post string) (rows []row) {
	for _, row := range r.rows {
		if post != "" && row.countsVotes() && slices.Contains(row.Under, post) {
			rows = append(rows, row)
		}
	}
	return rows
}

// numbersAfter are the items after a token up to the next label, if all are plain numbers.
func (r *reader) numbersAfter(i int) (numbers []int) {
	for k, it := range r.items {
		switch {
		case it.at < i:
		case it.isLabel():
			return numbers
		case it.doubt || it.zero || it.paired:
			return nil
		default:
			numbers = append(numbers, k)
		}
	}
	return numbers
}

// numbersBefore are the items before a token back to the last label, if all are plain numbers.
func (r *reader) numbersBefore(i int) (numbers []int) {
	for k, it := range r.items {
		switch {
		case it.at > i:
			return numbers
		case it.isLabel():
			numbers = nil
		case it.doubt || it.zero || it.paired:
			return nil
		default:
			numbers = append(numbers, k)
		}
	}
	return numbers
}

// passCountOf passes the number that says how many they are: 三个委员.
func (r *reader) passCountOf(n, before int) {
	for k := range r.items {
		if it := &r.items[k]; it.at < before && !it.isLabel() && !it.paired && it.value == strconv.Itoa(n) {
			it.paired = true
		}
	}
}

// votesInOrder reports whether a message of nothing but numbers, and words which say that they are those who
// stand have got, may be of a form: 几个候选人分别为201，180，344.
func (c *chat) votesInOrder(f form, h speech.Heard, s string) (unclear, ok bool) {
	if !f.head().Votes || !speech.OfCandidates(h) {
		return false, false
	}
	unit, _, ok := c.aloneAt(f, h)
	if !ok || c.ahead(unit) {
		return false, false
	}
	u := readValues(s, c.blank(f, unit).rows, "", c.hearing())
	return false, len(u.bare) > 1 && len(u.answers)+len(u.wrong)+len(u.refused) == 0
}

// inTheirOrder are the doubts that ask whether numbers without a name are of those who stand and have no
// votes yet, in the order of the card: of all of them, or of the post for which there are as many, the one that
// is asked now before others. Nil if there is no such order.
func (s filled) inTheirOrder(u understood) []Doubt {
	begun := s.first(func(r *row) bool { return r.countsVotes() && r.given }) != nil || s.ask != nil && s.ask.countsVotes()
	if len(u.bare) < 2 || u.heard.Mood.Corrects || !begun && !speech.OfCandidates(u.heard) || slices.ContainsFunc(u.heard.Tokens, speech.Summed) {
		return nil
	}
	meant := s.votesLeft(u, len(u.bare))
	if len(meant) > doubtsMost {
		return nil
	}
	var doubts []Doubt
	for i, r := range meant {
		d := Doubt{Why: doubtOrder, Said: u.bare[i], Steps: []StepID{r.id}}
		d.offer([]string{u.bare[i]}, r.id)
		doubts = append(doubts, d)
	}
	return doubts
}

// votesLeft are the rows of so many who stand and have no votes yet: all there are, or those of one post.
func (s filled) votesLeft(u understood, n int) []*row {
	var all []*row
	by := map[string][]*row{}
	var posts []string
	for i := range s.rows {
		r := &s.rows[i]
		if !r.countsVotes() || r.Between != [2]int{} || r.has() || u.says(r.id) {
			continue
		}
		post := r.On.In(election.Chinese)
		if len(by[post]) == 0 {
			posts = append(posts, post)
		}
		all, by[post] = append(all, r), append(by[post], r)
	}
	if len(all) == n {
		return all
	}
	posts = slices.DeleteFunc(posts, func(p string) bool { return len(by[p]) != n })
	if s.ask != nil && s.ask.countsVotes() && slices.Contains(posts, s.ask.On.In(election.Chinese)) { // the post that is asked now
		return by[s.ask.On.In(election.Chinese)]
	}
	if len(posts) != 1 {
		return nil
	}
	return by[posts[0]]
}
