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
func talkFields(user string) []any {
	all := []any{user}
	for place := range talkPlaces {
		all = append(all, closedField(user, place))
	}
	return all
}

func closedField(user string, n int) string { return user + ":" + strconv.Itoa(n%talkPlaces) }

// readTalk returns a conversation and how many drafts of it are closed and have a place or
// had one. What cannot be read counts as missing.
func readTalk(state string, places []string) (flow.State, int) {
	var kept keptTalk
	if json.Unmarshal([]byte(state), &kept) != nil {
		return flow.State{}, 0
	}
	if len(kept.Closed) > 0 { // an earlier release wrote it, beside this one too
		return kept.State, 0
	}
	for n := max(0, kept.Ended-talkPlaces); n < kept.Ended; n++ {
		var c flow.Closed
		if json.Unmarshal([]byte(places[n%talkPlaces]), &c) == nil {
			kept.Closed = append(kept.Closed, c)
		}
	}
	return kept.State, kept.Ended
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
