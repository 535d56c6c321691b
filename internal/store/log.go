package store

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Said is one message on record, in or out. An incoming message is written by
// the commit that takes it, so it is on record exactly once. Outgoing messages
// are recorded by the sender.
//
// The record grows by about 0.3 KB a message (docs/reliability.md), is packed
// after two days (log_packed.go), and is deleted when the town is closed. Only the lobby's record is trimmed, because
// strangers write to it.
type Said struct {
	At      time.Time // set by Redis when written
	Clock   time.Time // in: when it came by the town's clock, to the second; out: zero
	Out     bool
	ID      string // in: the update; out: the receipt number
	Chat    int64
	User    int64 // in: who wrote it; out: 0
	Message int   // Telegram's number in the chat; 0 if unknown
	Person  election.PersonID
	Unit    election.UnitID // that it concerns
	Kind    string          // in: text, tap, photo ...; out: what kind of message it is
	Text    string          // at most TextKept characters of it; out: SentKept
	Became  string          // in: "report R7", "card", "not understood"; out: "sent", "edited", why it was refused
}

const (
	TextKept = 1000 // characters kept of incoming messages
	SentKept = 200  // and of outgoing ones: their figures are in the journal

	lobbyKept = 10000 // messages of strangers, approximately
)

// saidFields returns the one field of an entry: "in" or "out", and all the rest in one line with
// tabs between, the text last. What follows from the rest is left out: who wrote it, if it is the
// person whose chat it is.
func saidFields(m Said) []any {
	way, most, user, clock := "in", TextKept, field(m.User), ""
	if m.Out {
		way, most = "out", SentKept
	}
	if m.User == m.Chat || m.Out {
		user = ""
	}
	if !m.Clock.IsZero() {
		clock = strconv.FormatInt(m.Clock.Unix(), 10)
	}
	about := []string{m.ID, field(m.Chat), user, strconv.Itoa(m.Message), string(m.Person), string(m.Unit), m.Kind, m.Became, clock}
	for i, a := range about {
		about[i] = strings.ReplaceAll(a, "\t", " ")
	}
	return []any{way, strings.Join(append(about, beginning(m.Text, most)), "\t")}
}

// readSaid is the inverse of saidFields.
func readSaid(m redis.XMessage) Said {
	packed, out := m.Values["out"].(string)
	if !out {
		packed, _ = m.Values["in"].(string)
	}
	said := strings.SplitN(packed, "\t", 10)
	if len(said) < 10 {
		return readOldSaid(m)
	}
	number := func(i int) int64 { n, _ := strconv.ParseInt(said[i], 10, 64); return n }
	s := Said{At: momentOf(m.ID), Out: out, ID: said[0], Chat: number(1), User: number(2), Message: int(number(3)), Person: election.PersonID(said[4]),
		Unit: election.UnitID(said[5]), Kind: said[6], Became: said[7], Text: said[9]}
	if said[2] == "" && !out {
		s.User = s.Chat
	}
	if unix := number(8); unix != 0 {
		s.Clock = time.Unix(unix, 0)
	}
	return s
}

// readOldSaid reads an entry of an earlier release, which has a field for each thing.
func readOldSaid(m redis.XMessage) Said {
	number := func(name string) int64 { n, _ := strconv.ParseInt(value(m, name), 10, 64); return n }
	s := Said{At: momentOf(m.ID), Out: value(m, "way") == "out", ID: value(m, "id"), Chat: number("chat"), User: number("user"),
		Message: int(number("message")), Person: election.PersonID(value(m, "person")), Unit: election.UnitID(value(m, "unit")),
		Kind: value(m, "kind"), Text: value(m, "text"), Became: value(m, "became")}
	if unix := number("clock"); unix != 0 {
		s.Clock = time.Unix(unix, 0)
	}
	return s
}

// beginning returns the first most characters of a text.
func beginning(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most])
}

// addSaid records a message with the commit that takes it.
func (s *Store) addSaid(t *transaction, m Said) {
	args := []any{"*"}
	if s.town.ID == LobbyID {
		args = []any{"MAXLEN", "~", strconv.Itoa(lobbyKept), "*"}
	}
	t.write("XADD", s.k.said(), append(args, saidFields(m)...)...)
}

// keyInLink matches the secret in a link that the bot makes, of an invite or
// of the board.
var keyInLink = regexp.MustCompile(`([?&](?:amp;)?(?:start|key)=)[\w.-]+`)

// onRecord returns the record of a message that was sent or refused, without
// secrets that would let a reader of the record in.
func (m Message) onRecord(number int, result string) Said {
	text := m.Text
	if strings.Contains(text, "start=") || strings.Contains(text, "key=") {
		text = keyInLink.ReplaceAllString(text, "${1}…")
	}
	if m.Pictures != nil && text == "" {
		text = m.Pictures.Name()
	}
	return Said{Out: true, ID: m.ID, Chat: m.Chat, Message: number, Kind: m.Key, Text: text, Became: result}
}

// Spoken calls f with every message on record since a moment, oldest first,
// until f returns an error.
func (s *Store) Spoken(ctx context.Context, since time.Time, f func(Said) error) error {
	r := recordReader{s: s, from: "-", each: func(m redis.XMessage) error { return f(readSaid(m)) }}
	if !since.IsZero() {
		r.since.ms = uint64(max(0, since.UnixMilli()))
		r.from = strconv.FormatUint(r.since.ms, 10)
	}
	return r.read(ctx)
}

// stream calls f with every entry of a stream since a moment, one page at a
// time.
func (s *Store) stream(ctx context.Context, key string, since time.Time, f func(redis.XMessage) error) error {
	from := "-"
	if !since.IsZero() {
		from = strconv.FormatInt(since.UnixMilli(), 10)
	}
	for {
		page, err := s.c.XRangeN(ctx, key, from, "+", journalPage).Result()
		if err != nil {
			return fmt.Errorf("read %s: %w", key, err)
		}
		for _, entry := range page {
			if err := f(entry); err != nil {
				return err
			}
		}
		if len(page) < journalPage {
			return nil
		}
		from = "(" + page[len(page)-1].ID
	}
}

// momentOf returns when an entry of a stream was written, by the clock of
// Redis.
func momentOf(id string) time.Time {
	at, _ := parseStreamID(id)
	return time.UnixMilli(int64(at.ms))
}
