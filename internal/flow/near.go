package flow

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"huanjie/internal/speech"
)

// nearMost is how many forms are offered for a message that nothing understood.
const nearMost = 3

// Near are the forms that a message may be meant for which nothing understood, at most
// nearMost: those whose words it says, the form with the most of them first. The votes of
// an election that is still to come are none of them.
func (fs Forms) Near(sc Scene, text string) (near []FormID) {
	c := fs.chat(State{}, sc, Turn{Input: Text(text)})
	said := map[FormID]int{}
	for _, f := range fs {
		if n := c.saidOf(f, text); n > 0 {
			said[f.head().ID] = n
			near = append(near, f.head().ID)
		}
	}
	slices.SortStableFunc(near, func(a, b FormID) int { return cmp.Compare(said[b], said[a]) })
	return near[:min(len(near), nearMost)]
}

// saidOf is how much of a message are words of a form that the person may fill in, in
// characters; the words that open it weigh double.
func (c *chat) saidOf(f form, text string) int {
	h := f.head()
	unit, _, ok := c.aloneAt(f, c.hear(text))
	if !ok || h.OfTown || !h.May(c.scene.Person) {
		return 0
	}
	rows := c.blank(f, unit).rows
	lasting := !h.Votes && !slices.ContainsFunc(rows, func(r row) bool { return r.Now })
	if !lasting && c.ahead(unit) {
		return 0
	}
	said := newWeighed(text)
	for _, w := range wordsIn(rows, c.hearing().ear.Spots(text)) {
		if !w.person() || h.Votes { // 三河冯大林赢了
			said.mark(w.text, 1)
		}
	}
	for _, w := range h.Words {
		said.mark(w, 2)
	}
	return said.all()
}

// weighed is a folded text, and what each of its characters weighs, at its first byte.
type weighed struct {
	text   string
	weight []int
}

func newWeighed(text string) weighed {
	folded := speech.Fold(text)
	return weighed{folded, make([]int, len(folded))}
}

// mark lets a word weigh at least so much for each character, where the text says it first.
// A single character, or up to three letters, may be said by chance.
func (s weighed) mark(word string, weighs int) {
	word = speech.Fold(word)
	if n := utf8.RuneCountInString(word); n < 2 || word[0] < utf8.RuneSelf && n < 4 {
		return
	}
	i := strings.Index(s.text, word)
	if i < 0 {
		return
	}
	for at := range word {
		s.weight[i+at] = max(s.weight[i+at], weighs)
	}
}

// all is what the text weighs.
func (s weighed) all() (all int) {
	for _, w := range s.weight {
		all += w
	}
	return all
}
