package flow

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// word is one way of naming something that a message may speak of.
type word struct {
	text   string
	kind   wordKind
	step   StepID
	value  string   // of an option, or 0 of a number that is said to be none
	rest   bool     // it answers all steps that are left
	flat   bool     // of an option: it stands only where nothing takes from it
	under  []string // the posts or people it may stand under
	inPost string   // of a scope: the post or person that what follows is meant of
	name   bool     // it is none of the labels on the card
	along  bool     // of a number: it names its step only beside other values
	weak   bool     // of a number: a noun that may stand beside another label
	whose  bool     // under are those whose number it is, not posts or people who stand

	ways []speech.Way // of writing it; of a name also the parts that may be said
}

type wordKind uint8

// The kinds of words; where one text is several, the first is meant.
const (
	ofNumber wordKind = iota
	ofTime
	ofOption
	ofPost
	ofWords    // what follows is a name, or a few words
	ofWriteIns // what follows are names with their numbers
	ofFile     // what a file is called, under the file itself
)

// sortOf is the sort under which a word stands in the lexicon.
func (k wordKind) sort() speech.Sort {
	switch k {
	case ofOption:
		return speech.OfOption
	case ofPost:
		return speech.OfPost
	}
	return speech.OfField
}

// stands reports whether a word is the name of somebody who stands.
func (w word) stands() bool { return w.kind == ofNumber && w.name && len(w.under) > 0 && !w.whose }

// vocabulary are the words of a filled form that may stand in one text, with the lexicon in
// which they are found.
type vocabulary struct {
	words   []*word
	lexicon *speech.Lexicon
}

// wordsIn are the words of a filled form that stand in a text, by their kinds.
func wordsIn(rows []row, in speech.Spots) []*word {
	words := make([]*word, 0, 32)
	for i := range rows {
		words = rows[i].vocabulary(words, in)
	}
	slices.SortStableFunc(words, func(a, b *word) int { return int(a.kind) - int(b.kind) })
	return words
}

// equal reports whether two words name the same in the same way.
func (w *word) equal(o *word) bool {
	return w == o || w.text == o.text && w.kind == o.kind && w.step == o.step && w.value == o.value && w.rest == o.rest && w.flat == o.flat && slices.Equal(w.under, o.under) &&
		w.inPost == o.inPost && w.name == o.name && w.along == o.along && w.weak == o.weak && w.whose == o.whose
}

// short is the word of an option as one that may be taken back no more.
func (w word) short() *word {
	w.flat = false
	return &w
}

func newVocabulary(words []*word, in speech.Spots) vocabulary {
	return vocabulary{words, in.Lexicon(len(words), func(i int) []speech.Way { return words[i].ways })}
}

// written is a word with the ways of writing it.
func (w word) written(text string) word {
	w.text = text
	m := speech.Meaning{Sort: w.kind.sort()}
	if !w.person() {
		w.ways = []speech.Way{speech.WayOf(speech.Entry{Text: text, Meaning: m})}
		return w
	}
	w.ways = nil
	for _, e := range slices.Concat(speech.NameWords(text, m), speech.Familiar(text, m)) {
		w.ways = append(w.ways, speech.WayOf(e))
	}
	return w
}

// in reports whether a word stands in a text.
func (w *word) in(text speech.Spots) bool {
	for i := range w.ways {
		if text.Has(&w.ways[i]) {
			return true
		}
	}
	return false
}

// person reports whether a word is a person's name, of which a part may be said.
func (w *word) person() bool {
	return w.kind == ofNumber && w.name && len(w.under) > 0 && !w.whose && utf8.RuneCountInString(w.text) > 2 && !strings.Contains(w.text, " ")
}

// of are the words that a token can mean, and whether they are written in part
// only.
func (v vocabulary) of(t speech.Token) (same []*word, part bool) {
	full := false
	for _, m := range t.Means {
		if m.Sort != speech.OfField && m.Sort != speech.OfOption && m.Sort != speech.OfPost {
			continue
		}
		if i, err := strconv.Atoi(m.ID); err == nil && i < len(v.words) {
			if part = m.How == speech.Part; part && len(same) > 0 && full {
				continue
			}
			full = full || !part
			if same == nil { // most mean one thing
				same = v.words[i : i+1 : i+1]
				continue
			}
			same = append(same, v.words[i])
		}
	}
	slices.SortStableFunc(same, func(a, b *word) int { return int(a.kind) - int(b.kind) })
	return same, !full && len(same) > 0
}

// vocabulary adds the words of one step that may stand in a text.
func (r *row) vocabulary(words []*word, in speech.Spots) []*word {
	add := func(w word, text string) {
		if w.text = text; !w.person() && !in.Says(speech.Entry{Text: text, Meaning: speech.Meaning{Sort: w.kind.sort()}}) {
			return
		}
		if made := w.written(text); made.in(in) {
			words = append(words, &made)
		}
	}
	if r.spoken == nil { // a step that was made for this turn
		r.Field.naming(r.question, r.when != nil, add)
	}
	for i := range r.spoken {
		if r.spoken[i].in(in) {
			words = append(words, &r.spoken[i])
		}
	}
	r.remainders(in, func(text string) {
		add(word{step: r.id, under: r.Under, kind: r.kind(r.question, r.when != nil), value: leftOver}, text)
	})
	if r.when != nil { // 今天 is read like any other day
		return words
	}
	for i := range r.options {
		o := &r.options[i]
		o.called(in, func(text string) {
			add(word{kind: ofOption, step: r.id, under: r.Under, value: o.Value, rest: o.Rest, flat: o.Flat}, text)
		})
	}
	return words
}

// naming says the words that name a step, and the posts or people it may stand under. Its
// options are none of them.
func (f *Field) naming(q *question, timed bool, say func(w word, text string)) {
	add := func(w word, texts ...string) {
		for _, text := range texts {
			if text != "" {
				say(w, text)
			}
		}
	}
	if w := (word{step: q.id, under: f.Under, kind: f.kind(q, timed)}); q.numeric || w.kind != ofNumber {
		add(w, f.Label.In(election.Chinese), f.Label.In(election.English))
		w.name = true
		add(w, f.Words...)
		w.name, w.weak = false, true
		add(w, f.Nouns...)
		w.weak, w.along = false, true
		add(w, f.Along...)
		w.along, w.value = false, "0"
		add(w, f.Nothing...)
		w.value = leftOver
		add(w, f.All...)
		add(word{step: q.id, kind: w.kind, under: f.Whose, name: true, whose: true}, f.Theirs...)
	}
	for _, says := range f.Says {
		add(word{step: q.id, kind: ofWords, value: says}, says)
	}
	for _, whose := range f.Whose {
		add(word{kind: ofPost, inPost: whose}, whose)
	}
	for _, post := range f.Under {
		add(word{kind: ofPost, inPost: post}, post)
	}
	for _, p := range f.WriteIns {
		for _, post := range [...]string{p.In(election.Chinese), p.In(election.English)} {
			add(word{kind: ofPost, inPost: post}, post)
		}
	}
}

// gathered are the words that name a step.
func (f *Field) gathered(q *question, timed bool) []word {
	words := []word{}
	f.naming(q, timed, func(w word, text string) { words = append(words, w.written(text)) })
	return words
}

// kind is of what kind the words are that name a step.
func (f *Field) kind(q *question, timed bool) wordKind {
	switch {
	case timed:
		return ofTime
	case len(q.kinds) > 0:
		return ofFile
	case f.Names:
		return ofWords
	case len(f.WriteIns) > 0:
		return ofWriteIns
	}
	return ofNumber
}
