package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// Hand asks a commit to take the lane of its replies to one chat for whoever commits, so that
// they can be sent at once, from memory: nobody has to ask Redis for them. They stand in the
// outbox like all others. If the caller is killed, another sender has them when the lease ends.
//
// A lane in which something waits already, or that is being sent from, is not taken: then the
// replies are sent in their turn.
type Hand struct {
	Chat  int64
	Until time.Time // the end of the lease

	// Held says that the caller is sending from the lane, and sees what waits there when it settles
	// that: nobody need be told of it.
	Held bool

	// A place is taken in this budget, and the chat's turn, in the round trip of the commit. nil:
	// neither is.
	Budget  *Budget
	Passage Passage

	Waiting *Waiting // what was taken; nil if it was not
	Entered *Entered // what became of the place; nil if it was not asked for

	lines    []string
	messages []Message
}

// beside runs a script together with the one that takes the place, in one round trip.
func (h *Hand) beside(ctx context.Context, c redis.UniversalClient, script *redis.Script, keys []string, args []any) *redis.Cmd {
	if h == nil || h.Budget == nil || h.Entered != nil {
		return script.Run(ctx, c, keys, args...)
	}
	pipe, asks := c.Pipeline(), h.Budget.asks(h.Passage)
	entering, done := enterTo.EvalSha(ctx, pipe, asks.keys, asks.args...), script.EvalSha(ctx, pipe, keys, args...)
	_, _ = pipe.Exec(ctx) // each has its own error
	if redis.HasErrorPrefix(entering.Err(), "NOSCRIPT") {
		entering = enterTo.Eval(ctx, c, asks.keys, asks.args...)
	}
	if redis.HasErrorPrefix(done.Err(), "NOSCRIPT") {
		done = script.Eval(ctx, c, keys, args...)
	}
	got := asks.read(entering)
	h.Entered = &got
	return done
}

// begin forgets what an earlier try of the commit noted.
func (h *Hand) begin() {
	if h != nil {
		h.Waiting, h.lines, h.messages = nil, nil, nil
	}
}

// add notes a message that the commit queues, if it is one of the replies.
func (h *Hand) add(m Message, line []byte) bool {
	if h == nil || m.Chat != h.Chat || m.Class != ClassReply {
		return false
	}
	h.lines, h.messages = append(h.lines, string(line)), append(h.messages, m)
	return true
}

// write has the commit take the lane.
func (h *Hand) write(t *transaction, k keys, c Commit) {
	if h == nil || len(h.lines) == 0 {
		return
	}
	t.write("HAND", k.out(h.Chat), t.place(k.ready()), t.place(k.sent()), lane(h.Chat, ClassReply), strconv.Itoa(len(h.lines)),
		laneScore(ClassReply, c.since(h.messages[0], time.Now())), handedScore(ClassReply, h.Until), sentField(h.Chat, h.messages[0].Key))
}

// taken notes what the commit says.
func (h *Hand) taken(said string) {
	if number, ok := strings.CutPrefix(said, "handed "); ok && h != nil {
		before, _ := strconv.Atoi(number) // 0: nothing was sent under the key
		h.Waiting = &Waiting{Chat: h.Chat, Class: ClassReply, Messages: h.messages, first: h.lines[0], handed: true, before: &sentBefore{h.messages[0].Key, before}}
	}
}

// sentBefore is the number of the message that was sent under a key; 0 if there is none.
type sentBefore struct {
	key    string
	number int
}

// SentAs returns the number of the message that was sent under a key, if it was read when the
// messages were taken.
func (w Waiting) SentAs(key string) (number int, known bool) {
	if w.before == nil || w.before.key != key {
		return 0, false
	}
	return w.before.number, true
}

// has reports whether a message was taken or will be, so that no sender need be told of it.
func (h *Hand) has(m Message) bool {
	return h != nil && (h.Waiting != nil || h.Held) && m.Chat == h.Chat && m.Class == ClassReply
}
