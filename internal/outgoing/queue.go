package outgoing

import (
	"strings"
	"sync"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// queue is how many chats wait for a reply, as this process saw when it last took some, and how many
// it has queued since. It is what makes a surge: more people write than Telegram lets be answered.
//
// In a surge the answers to messages go first (store.Commit.Tap), and nobody is answered out of
// turn because it was this process that took what they sent.
type queue struct {
	mu    sync.Mutex
	towns map[election.TownID]seen
}

type seen struct {
	left, since int
	at          time.Time
}

// seenFor is how long a look into a queue is good for: another replica may have sent it all.
const seenFor = 2 * time.Second

// see notes how many chats of a town wait.
func (q *queue) see(town election.TownID, left int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if left == 0 {
		delete(q.towns, town)
		return
	}
	q.keep(town, seen{left: left, at: time.Now()})
}

// add notes that one more waits.
func (q *queue) add(town election.TownID) {
	q.mu.Lock()
	defer q.mu.Unlock()
	s := q.towns[town]
	if s.isOver() {
		s = seen{at: time.Now()}
	}
	s.since++
	q.keep(town, s)
}

func (q *queue) keep(town election.TownID, s seen) {
	if q.towns == nil {
		q.towns = map[election.TownID]seen{}
	}
	q.towns[town] = s
}

func (s seen) isOver() bool { return time.Since(s.at) > seenFor }

// waiting is how many chats wait in all towns, and how many of them were left when some were taken.
func (q *queue) waiting() (all, left int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for town, s := range q.towns {
		if s.isOver() {
			delete(q.towns, town)
			continue
		}
		all, left = all+s.left+s.since, left+s.left
	}
	return all, left
}

// isLong reports whether somebody has been waiting whose turn is before that of whoever writes now.
func (q *queue) isLong() bool {
	_, left := q.waiting()
	return left > 0
}

// Waiting is how many chats wait for a reply, and how long that is to take; 0 if nobody has to wait
// for others.
func (s *Sender) Waiting() (chats int, takes time.Duration) {
	at := s.at.Load()
	if at == nil {
		return 0, 0
	}
	chats, _ = at.queue.waiting()
	return chats, time.Duration(chats) * time.Second / time.Duration(s.Pace.PerSecond)
}

// seeBehind notes what is left of a town's replies after some were taken.
func (s *shift) seeBehind(st *store.Store, class store.Class, taken []store.Waiting) {
	if class != store.ClassReply {
		return
	}
	behind := 0
	if len(taken) > 0 {
		behind = taken[0].Behind
	}
	s.queue.see(st.Town().ID, behind)
}

// foldedMost is how long answers may be together, in bytes.
const foldedMost = 3500

// fold returns the plain answers at the head of a lane, after the old ones, that go out as one message
// while others wait for theirs: none if there are not two.
func fold(w store.Waiting, old int) []store.Message {
	if w.Class != store.ClassReply || w.Tried > 0 {
		return nil
	}
	n, size := 0, 0
	for _, m := range w.Messages[old:] {
		if size += len(m.Text); !isPlain(m) || size > foldedMost || m.Topic != w.Messages[old].Topic {
			break
		}
		if n++; len(m.Buttons) > 0 { // which stand below the last
			break
		}
	}
	if n < 2 {
		return nil
	}
	return w.Messages[old : old+n]
}

// isPlain reports whether a message is nothing but a text that is not sent under a key.
func isPlain(m store.Message) bool {
	return m.Text != "" && m.Key == "" && m.Series == "" && m.Broadcast == "" && !m.Pin && !m.Unpin &&
		m.Photo == "" && m.File == "" && m.Location == "" && m.Contact == nil && m.Paper == nil && m.Pictures == nil
}

// joined is one message that says what several do.
func joined(all []store.Message) store.Message {
	m, texts := all[len(all)-1], make([]string, len(all))
	for i, one := range all {
		texts[i] = one.Text
		m.Quiet = m.Quiet && one.Quiet
	}
	m.Text = strings.Join(texts, "\n\n")
	return m
}
