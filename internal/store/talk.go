package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"huanjie/internal/flow"
)

// keptTalk is a conversation as it is kept. What is closed hardly changes any more, so each
// closed draft has a place of its own, and is not written again with every step.
type keptTalk struct {
	flow.State // without Closed; an earlier release has it here
	// Ended is how many drafts were closed in all. The n-th is kept in place n modulo
	// talkPlaces, the first being 0; so the latest are there.
	Ended int `json:"ended,omitempty"`
}

// talkPlaces is how many closed drafts have a place: as many as a state has at most.
const talkPlaces = flow.ClosedMost

// talkFields are the fields of a user's conversation: the state, and the places of what is
// closed.
func talkFields(user string) []string {
	all := []string{user}
	for place := range talkPlaces {
		all = append(all, closedField(user, place))
	}
	return all
}

func closedField(user string, n int) string { return user + ":" + strconv.Itoa(n%talkPlaces) }

// Places are closed drafts as they were read in their places. What stands in a place hardly
// changes, and to read up to talkPlaces of them at every step was a tenth of its CPU time.
type Places []*place // nil: nothing was read there

type place struct {
	text   string
	closed flow.Closed
}

// read is what stands in a place; ok is false if it cannot be read. What was read before of the
// same text is the same: nobody writes into what is closed.
func (p Places) read(at int, text string) (c flow.Closed, ok bool) {
	if was := p[at]; was != nil && was.text == text {
		return was.closed, true
	}
	if json.Unmarshal([]byte(text), &c) != nil {
		return flow.Closed{}, false
	}
	p[at] = &place{text, c}
	return c, true
}

// talkRead is a conversation as it was read.
type talkRead struct {
	state  flow.State
	ended  int // how many drafts of it are closed and have a place or had one
	places Places
}

// readTalk reads a conversation, whose places were read before. What cannot be read counts as
// missing.
func readTalk(state string, places []string, before Places) (r talkRead) {
	var kept keptTalk
	if json.Unmarshal([]byte(state), &kept) != nil {
		return r
	}
	r.state = kept.State
	if len(kept.Closed) > 0 || kept.Ended == 0 { // an earlier release wrote it, beside this one too
		return r
	}
	r.ended, r.places = kept.Ended, make(Places, talkPlaces)
	copy(r.places, before)
	r.state.Closed = make([]flow.Closed, 0, min(kept.Ended, talkPlaces))
	for n := max(0, kept.Ended-talkPlaces); n < kept.Ended; n++ {
		if c, ok := r.places.read(n%talkPlaces, places[n%talkPlaces]); ok {
			r.state.Closed = append(r.state.Closed, c)
		}
	}
	return r
}

// addTalk writes a conversation that has changed since it was read.
func (s *Store) addTalk(t *transaction, ses *Session, state flow.State) error {
	ended, changed := placed(ses.Talk.Closed, ses.ended, state.Closed)
	kept, user := keptTalk{state, ended}, field(ses.User)
	kept.Closed = nil
	text, err := json.Marshal(kept)
	if err != nil {
		return fmt.Errorf("write conversation of chat %d: %w", ses.User, err)
	}
	fields := []any{user, text}
	for _, i := range changed {
		text, err := json.Marshal(state.Closed[i])
		if err != nil {
			return fmt.Errorf("write conversation of chat %d: %w", ses.User, err)
		}
		fields = append(fields, closedField(user, ended-len(state.Closed)+i), text)
	}
	t.write("HSET", s.k.talk(), fields...)
	return nil
}

// placed returns how many drafts are closed in all, and which of those in after have to be
// written, as their places do not have them yet. Before are those that were read, when ended
// were closed. If their numbers do not tell where those in after belong, all are numbered anew.
func placed(before []flow.Closed, ended int, after []flow.Closed) (now int, changed []int) {
	if ended == 0 {
		before = nil // they have no places
	}
	gone := len(before)
	if len(after) > 0 {
		if i := slices.IndexFunc(before, func(c flow.Closed) bool { return c.ID == after[0].ID }); i >= 0 {
			gone = i
		}
	}
	now = ended - len(before) + gone + len(after)
	if len(after) != min(now, talkPlaces) {
		before, gone, now = nil, 0, len(after)
	}
	for i, c := range after {
		if at := gone + i; at >= len(before) || before[at].ID != c.ID || before[at].Draft != c.Draft {
			changed = append(changed, i)
		}
	}
	return now, changed
}
