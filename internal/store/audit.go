package store

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Did is what somebody did, as far as an observer 监督员 may want to know.
type Did string

// What is recorded of everybody who works with the bot.
const (
	Saw      Did = "saw"
	Changed  Did = "changed"
	Exported Did = "exported"
	Closed   Did = "closed" // the town: personal data were destroyed
)

// Trace 审计记录 is one thing that somebody saw, changed or exported. Traces are
// only added, and remain when the town is closed. They name people as the
// roster does.
type Trace struct {
	ID   string            // its place in the audit, set by Redis when written
	At   time.Time         // set by Redis when written; in a demonstration by the town's clock
	By   election.PersonID // "" for the program itself, or somebody at the server
	Did  Did
	Of   string // what kind of thing: digest, unit, board, report, correction, withdrawal, announcement, person, group, export ...
	Name string // which: a unit's id, an area, a person
	Note string // the rest: a receipt number, a file
}

// fields are those of an entry: "trace", with tabs between what it says, the note last.
func (e Trace) fields() []any {
	said := []string{string(e.By), string(e.Did), e.Of, e.Name, e.Note}
	for i, text := range said[:len(said)-1] {
		said[i] = strings.ReplaceAll(text, "\t", " ")
	}
	return []any{"trace", strings.Join(said, "\t")}
}

// Sight is one look at figures: of one unit, or, without a Unit, of a whole
// area. The zero Area is the whole town.
type Sight struct {
	By      election.PersonID
	Unit    election.UnitID
	Area    election.Area
	Through string // digest, unit, board ...
}

// field returns the Sight as a field of the hash of last looks.
func (g Sight) field() string {
	if g.Unit != "" {
		return "unit\t" + string(g.Unit) + "\t" + string(g.By)
	}
	return "area\t" + string(g.Area) + "\t" + string(g.By)
}

func (g Sight) trace() Trace {
	name := string(g.Unit)
	if g.Unit == "" {
		name = string(g.Area)
	}
	return Trace{By: g.By, Did: Saw, Of: g.Through, Name: name}
}

// addTraces writes traces of what a commit shows people and of what it
// changes.
func (s *Store) addTraces(t *transaction, c Commit) {
	if s.town.ID == LobbyID {
		return
	}
	traces := c.Traces
	for _, g := range c.Saw {
		t.write("HSET", s.k.saw(), g.field(), strconv.FormatInt(c.at().UnixMilli(), 10))
		traces = append(traces, g.trace())
	}
	for _, e := range append(traces, c.changes()...) {
		t.write("XADD", s.k.audit(), append(append([]any{"*"}, e.fields()...), c.clock()...)...)
	}
}

// clock is when an update came by the town's clock, where that is far from the true
// time: in a demonstration.
func (c Commit) clock() []any {
	if c.Said == nil || c.Said.Clock.IsZero() || time.Since(c.Said.Clock).Abs() < time.Hour {
		return nil
	}
	return []any{"clock", strconv.FormatInt(c.Said.Clock.Unix(), 10)}
}

// at returns the moment of a commit's Sights.
func (c Commit) at() time.Time {
	if c.SawAt.IsZero() {
		return time.Now()
	}
	return c.SawAt
}

// changes returns the traces of what the commit itself changes.
func (c Commit) changes() (all []Trace) {
	for _, r := range c.reports() {
		of, note := "report", string(r.ID)
		if r.Replaces != "" {
			of, note = "correction", note+" <- "+string(r.Replaces)
		}
		if len(r.TakesBack()) > 0 {
			of = "withdrawal"
		}
		all = append(all, Trace{By: r.By, Did: Changed, Of: of, Name: string(r.Unit), Note: note})
	}
	if c.Announcement != nil {
		all = append(all, traceOf(*c.Announcement))
	}
	for _, r := range c.Revised {
		all = append(all, traceOf(r.Now))
	}
	if c.Token != "" && c.Binding != nil {
		all = append(all, Trace{By: c.Binding.Person, Did: Changed, Of: "person", Name: string(c.Binding.Person), Note: c.linked()})
	}
	for _, w := range c.Own {
		all = append(all, Trace{By: w.By, Did: Changed, Of: "own words", Name: string(w.Part)})
	}
	if g := c.Group; g != nil {
		all = append(all, Trace{By: g.By, Did: Changed, Of: "group", Name: field(g.Chat), Note: g.Title})
	}
	if c.Unbind != 0 {
		all = append(all, Trace{Did: Changed, Of: "group", Name: field(c.Unbind), Note: "left"})
	}
	return all
}

// linked says which account a link has bound to a person, and which it
// replaced: “link …0902 <- …0311”. Traces remain when a town is closed, so
// they have only the end of the number. The record of messages has it whole.
func (c Commit) linked() string {
	note := "link"
	if c.Session != nil {
		note += " …" + AccountEnd(c.Session.User)
	}
	if c.Before != 0 {
		note += " <- …" + AccountEnd(c.Before)
	}
	return note
}

// AccountEnd returns the end of a Telegram account's number, enough for people
// to tell two accounts apart.
func AccountEnd(user int64) string {
	const digits = 4
	n := strconv.FormatInt(user, 10)
	return n[max(0, len(n)-digits):]
}

// traceOf returns the trace of an announcement that was written, decided or
// posted.
func traceOf(a election.Announcement) Trace {
	by := a.By
	if a.Decision != nil {
		by = a.Decision.By
	}
	return Trace{By: by, Did: Changed, Of: "announcement", Name: string(a.ID), Note: string(a.State)}
}

// Saw records looks that belong to no commit, such as at the board.
func (s *Store) Saw(ctx context.Context, at time.Time, looks ...Sight) error {
	return s.Commit(ctx, Commit{Saw: looks, SawAt: at})
}

// Note writes traces that belong to no commit, such as an export.
func (s *Store) Note(ctx context.Context, traces ...Trace) error {
	return s.Commit(ctx, Commit{Traces: traces})
}

// WhoSaw returns the people who looked at a unit, or at an area around it,
// since a moment. They must be told if what they saw was wrong. It costs one
// read, whose size is the number of people times what they look at.
func (s *Store) WhoSaw(ctx context.Context, id election.UnitID, since time.Time) ([]election.PersonID, error) {
	u, ok := s.town.Unit(id)
	if !ok {
		return nil, nil
	}
	looks, err := s.c.HGetAll(ctx, s.k.saw()).Result()
	if err != nil {
		return nil, wrap(err, "read who saw unit %s", id)
	}
	var people []election.PersonID
	for look, at := range looks {
		kind, rest, _ := strings.Cut(look, "\t")
		name, by, _ := strings.Cut(rest, "\t")
		ms, err := strconv.ParseInt(at, 10, 64)
		if err != nil || time.UnixMilli(ms).Before(since) {
			continue
		}
		held := kind == "unit" && name == string(id) || kind == "area" && election.Area(name).Holds(u.Area)
		if held && !slices.Contains(people, election.PersonID(by)) {
			people = append(people, election.PersonID(by))
		}
	}
	slices.Sort(people)
	return people, nil
}

// Audit calls f with every trace since a moment, oldest first, until f returns
// an error.
func (s *Store) Audit(ctx context.Context, since time.Time, f func(Trace) error) error {
	return s.stream(ctx, s.k.audit(), since, func(m redis.XMessage) error { return f(readTrace(m)) })
}

// LastTraces returns at most most traces, newest first, older than the one
// with this ID. "" begins with the newest; an invalid ID returns none.
func (s *Store) LastTraces(ctx context.Context, older string, most int) ([]Trace, error) {
	from := "+"
	if older != "" {
		if _, well := parseStreamID(older); !well {
			return nil, nil
		}
		from = "(" + older
	}
	found, err := s.c.XRevRangeN(ctx, s.k.audit(), from, "-", int64(most)).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return nil, wrap(err, "read the audit of town %s", s.town.ID)
	}
	all := make([]Trace, len(found))
	for i, m := range found {
		all[i] = readTrace(m)
	}
	return all, nil
}

func readTrace(m redis.XMessage) Trace {
	at := momentOf(m.ID)
	if unix, err := strconv.ParseInt(value(m, "clock"), 10, 64); err == nil {
		at = time.Unix(unix, 0)
	}
	said := strings.SplitN(value(m, "trace"), "\t", 5)
	if len(said) < 5 { // an earlier release wrote a field for each
		said = []string{value(m, "by"), value(m, "did"), value(m, "of"), value(m, "name"), value(m, "note")}
	}
	return Trace{ID: m.ID, At: at, By: election.PersonID(said[0]), Did: Did(said[1]), Of: said[2], Name: said[3], Note: said[4]}
}
