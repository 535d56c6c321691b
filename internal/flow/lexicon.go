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
func (w word) stands() bool { return w.kind == ofNumber && w.name && len(w.under) > 0 }

// vocabulary are the words of a filled form that may stand in one text, with the lexicon in
// which they are found.
type vocabulary struct {
	words   []word
	lexicon *speech.Lexicon
}

// wordsIn are the words of a filled form that may stand in a text, by their kinds.
func wordsIn(rows []row, text string) []word {
	runes := speech.RunesOf(text)
	words := make([]word, 0, 16)
	for i := range rows {
		words = rows[i].vocabulary(words, &runes)
	}
	slices.SortStableFunc(words, func(a, b word) int { return int(a.kind) - int(b.kind) })
	return words
}

// equal reports whether two words name the same in the same way.
func (w word) equal(o word) bool {
	return w.text == o.text && w.kind == o.kind && w.step == o.step && w.value == o.value && w.rest == o.rest && w.flat == o.flat && slices.Equal(w.under, o.under) &&
		w.inPost == o.inPost && w.name == o.name && w.along == o.along && w.weak == o.weak
}

func newVocabulary(words []word) vocabulary {
	entries := make([]speech.Entry, 0, len(words)+8)
	for i, w := range words {
		m := speech.Meaning{Sort: w.kind.sort(), ID: strconv.Itoa(i)}
		if w.person() {
			entries = append(entries, speech.NameWords(w.text, m)...)
			entries = append(entries, speech.Familiar(w.text, m)...)
			continue
		}
		entries = append(entries, speech.Entry{Text: w.text, Meaning: m})
	}
	return vocabulary{words, speech.NewLexicon(entries)}
}

// person reports whether a word is a person's name, of which a part may be said.
func (w word) person() bool {
	return w.kind == ofNumber && w.name && len(w.under) > 0 && utf8.RuneCountInString(w.text) > 2 && !strings.Contains(w.text, " ")
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
			same = append(same, &v.words[i])
		}
	}
	slices.SortStableFunc(same, func(a, b *word) int { return int(a.kind) - int(b.kind) })
	return same, !full && len(same) > 0
}

// vocabulary adds the words of one step that may stand in a text with these characters.
func (r *row) vocabulary(words []word, runes *speech.RuneSet) []word {
	add := func(w word, texts ...string) {
		for _, text := range texts {
			if w.text = text; runes.May(text) || text != "" && w.person() {
				words = append(words, w)
			}
		}
	}
	if w := (word{step: r.id, under: r.Under, kind: r.kind()}); r.numeric || w.kind != ofNumber {
		add(w, r.Label.In(election.Chinese), r.Label.In(election.English))
		w.name = true
		add(w, r.Words...)
		w.name, w.weak = false, true
		add(w, r.Nouns...)
		w.weak, w.along = false, true
		add(w, r.Along...)
		w.along, w.value = false, "0"
		add(w, r.Nothing...)
		w.value = leftOver
		r.remainders(runes, func(text string) { add(w, text) })
	}
	for _, post := range r.Under {
		add(word{kind: ofPost, inPost: post}, post)
	}
	for _, p := range r.WriteIns {
		for _, post := range [...]string{p.In(election.Chinese), p.In(election.English)} {
			add(word{kind: ofPost, inPost: post}, post)
		}
	}
	if r.when != nil { // 今天 is read like any other day
		return words
	}
	for _, o := range r.options {
		w := word{kind: ofOption, step: r.id, under: r.Under, value: o.Value, rest: o.Rest, flat: o.Flat}
		o.called(func(text string) { add(w, text) })
	}
	return words
}

// kind is of what kind the words are that name a step.
func (r *row) kind() wordKind {
	switch {
	case r.when != nil:
		return ofTime
	case len(r.kinds) > 0:
		return ofFile
	case r.Names:
		return ofWords
	case len(r.WriteIns) > 0:
		return ofWriteIns
	}
	return ofNumber
}
