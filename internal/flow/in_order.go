package flow

import (
	"slices"
	"strconv"

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
