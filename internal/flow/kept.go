package flow

import (
	"sync"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// Kept are steps that were made for earlier turns in one town, and the words of its forms, as
// its roster and its forms are now. It is safe for use by several at once. Make it with NewKept.
type Kept struct {
	mu          sync.Mutex
	now, before map[keptFor]any // what was not looked at for a while goes
	opens       *speech.Lexicon // the words that open the forms; nil: not made yet
}

// keptFor is what steps are kept for.
type keptFor struct {
	form FormID
	unit election.UnitID
	step int
	key  string
}

// keptMost is how many lists of steps are kept at most, of each half.
const keptMost = 256

// NewKept keeps nothing yet.
func NewKept() *Kept { return &Kept{now: map[keptFor]any{}} }

// get is what is kept, or nil.
func (k *Kept) get(of keptFor) any {
	k.mu.Lock()
	defer k.mu.Unlock()
	if v, ok := k.now[of]; ok {
		return v
	}
	v, ok := k.before[of]
	if ok {
		k.put(of, v)
	}
	return v
}

func (k *Kept) put(of keptFor, v any) {
	if len(k.now) >= keptMost {
		k.now, k.before = map[keptFor]any{}, k.now
	}
	k.now[of] = v
}

func (k *Kept) keep(of keptFor, v any) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.put(of, v)
}

// opening are the words that open the forms.
func (k *Kept) opening(fs Forms) *speech.Lexicon {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.opens == nil {
		k.opens = fs.lexicon()
	}
	return k.opens
}

// lexicon are the words that open the forms.
func (fs Forms) lexicon() *speech.Lexicon {
	var all []speech.Entry
	for _, f := range fs {
		h := f.head()
		for _, w := range h.Words {
			all = append(all, speech.Entry{Text: w, Meaning: speech.Meaning{Sort: speech.OfForm, ID: string(h.ID)}})
		}
	}
	return speech.NewLexicon(all)
}

// made are the steps of one Each, made now or before.
func (st *Step[T]) made(sub Subject, draft T, of keptFor) []Step[T] {
	if st.same == nil || sub.kept == nil {
		return st.each(sub, draft)
	}
	if of.key = st.same(sub, draft); of.key == "" {
		return st.each(sub, draft)
	}
	if steps, ok := sub.kept.get(of).([]Step[T]); ok {
		return steps
	}
	steps := withWords(st.each(sub, draft))
	sub.kept.keep(of, steps)
	return steps
}
