package main

import (
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// The checker shares no code with the product. It reads the journal and the
// sums as they lie in Redis, computes the chain and the sums itself, and holds
// them against what was really delivered to the officers.

// verdict is what an attack has shown.
type verdict struct {
	reports    int
	lost       []string // confirmed, and not there
	doubled    []string // there twice
	disordered []string // not in the order of what was asked
	stuck      []string // somebody waited in vain
	wrong      []string // chain, records or sums that do not fit the journal
	twice      int      // messages that came twice
	answers    int      // messages that can be told apart
}

// entry is one entry of the journal.
type entry struct {
	id, unit, kind string
	voted          int
	registered     int
	stage          string
}

// check looks at everything that is left, and asks the bot's own verify too.
func (s *site) check() (v verdict) {
	entries := s.checkChain(&v)
	v.reports = len(entries)
	s.checkReceipts(&v, entries)
	s.checkFigures(&v, entries)
	s.checkSums(&v, entries)
	s.checkOrder(&v)
	s.checkRecord(&v)
	for _, o := range s.officers {
		v.stuck = append(v.stuck, o.vain...)
	}
	v.stuck = append(v.stuck, s.left...)
	if s.split != "" {
		v.wrong = append(v.wrong, s.split)
	}
	if s.slowest > 10*time.Second {
		v.stuck = append(v.stuck, fmt.Sprintf("the bot took %v to stop", s.slowest))
	}
	if out, err := s.tool("verify", "-config", s.bots[0].config); err != nil {
		v.wrong = append(v.wrong, "huanjie verify: "+strings.TrimSpace(out))
	}
	return v
}

func (v *verdict) wrongly(format string, args ...any) {
	v.wrong = append(v.wrong, fmt.Sprintf(format, args...))
}

func text(m redis.XMessage, name string) string {
	t, _ := m.Values[name].(string)
	return t
}

// incoming is the update that an entry in the record of messages is of; "" for what was sent. It
// stands at the beginning of the entry; an earlier release gives it a field of its own.
func incoming(m redis.XMessage) string {
	if text(m, "way") == "in" {
		return text(m, "id")
	}
	id, _, _ := strings.Cut(text(m, "in"), "\t")
	return id
}

// checkChain computes the chain of the journal, and returns its entries.
func (s *site) checkChain(v *verdict) (entries []entry) {
	ctx := context.Background()
	all, err := s.redis.client.XRange(ctx, key("journal"), "-", "+").Result()
	if err != nil {
		v.wrongly("read the journal: %v", err)
	}
	before := ""
	for i, m := range all {
		report := text(m, "report")
		sum := sha256.Sum256([]byte(report))
		n := strconv.Itoa(i + 1)
		hash := sha1.Sum([]byte(before + " " + n + " " + hex.EncodeToString(sum[:])))
		want := hex.EncodeToString(hash[:])
		if text(m, "n") != n || text(m, "sum") != hex.EncodeToString(sum[:]) || text(m, "prev") != before || text(m, "hash") != want {
			v.wrongly("entry %s of the journal (%s) does not continue the chain", n, m.ID)
		}
		before = text(m, "hash")
		entries = append(entries, readEntry(v, m.ID, report))
	}
	head, err := s.redis.client.HGetAll(ctx, key("head")).Result()
	if err != nil || len(all) > 0 && (head["n"] != strconv.Itoa(len(all)) || head["hash"] != before) {
		v.wrongly("the head of the journal names entry %s (%v), and there are %d", head["n"], err, len(all))
	}
	return entries
}

func readEntry(v *verdict, at, raw string) entry {
	var r struct {
		ID, Unit, Kind string
		Body           struct {
			Voted, Registered int
			Stage             string
		}
	}
	if err := json.Unmarshal([]byte(raw), &r); err != nil {
		v.wrongly("entry %s of the journal cannot be read: %v", at, err)
	}
	return entry{r.ID, r.Unit, r.Kind, r.Body.Voted, r.Body.Registered, r.Body.Stage}
}

// checkReceipts holds the journal against the receipts that were delivered, both
// ways, and in their order.
func (s *site) checkReceipts(v *verdict, entries []entry) {
	places := map[string]int{} // in the journal
	units := map[string]string{}
	for i, e := range entries {
		if first, twice := places[e.id]; twice {
			v.doubled = append(v.doubled, fmt.Sprintf("report %s is entry %d and entry %d of the journal", e.id, first+1, i+1))
			continue
		}
		places[e.id], units[e.id] = i, e.unit
	}
	shown := map[string]bool{}
	for _, o := range s.officers {
		last := -1
		for _, id := range s.receipts(o.user) {
			place, there := places[id]
			switch {
			case !there || units[id] != o.unit:
				v.lost = append(v.lost, fmt.Sprintf("%s was given receipt %s, and the journal has no such report of theirs", o.name, id))
				continue
			case place < last:
				v.disordered = append(v.disordered, fmt.Sprintf("receipt %s reached %s after a later one", id, o.name))
			}
			last, shown[id] = max(last, place), true
		}
	}
	for _, e := range entries {
		if !shown[e.id] {
			shown[e.id] = true
			v.stuck = append(v.stuck, fmt.Sprintf("report %s of %s is in the journal, and its receipt reached nobody", e.id, e.unit))
		}
	}
	kept, err := s.redis.client.HLen(context.Background(), key("receipt")).Result()
	if err != nil || int(kept) != len(places) {
		v.wrongly("%d receipts are kept (%v) of %d reports", kept, err, len(places))
	}
}

// receipts are those that were delivered to a chat, in that order.
func (s *site) receipts(user int64) (all []string) {
	s.telegram.mu.Lock()
	defer s.telegram.mu.Unlock()
	for _, d := range s.telegram.chat(user).delivered {
		for _, found := range receipt.FindAllStringSubmatch(d.text, -1) {
			if !slices.Contains(all, found[1]) {
				all = append(all, found[1])
			}
		}
	}
	return all
}

// checkFigures looks whether a figure was counted twice, or is not what its
// officer said last.
func (s *site) checkFigures(v *verdict, entries []entry) {
	last, seen := map[string]int{}, map[string]bool{}
	for _, e := range entries {
		if e.kind != "turnout" {
			continue
		}
		what := fmt.Sprintf("%s %d", e.unit, e.voted)
		if seen[what] {
			v.doubled = append(v.doubled, fmt.Sprintf("%s has reported %d voters twice", e.unit, e.voted))
		}
		seen[what], last[e.unit] = true, e.voted
	}
	for _, o := range s.officers {
		if o.sure && last[o.unit] != o.voted {
			v.lost = append(v.lost, fmt.Sprintf("the last report of %s says %d voters, and %s was given a receipt for %d", o.unit, last[o.unit], o.name, o.voted))
		}
	}
}

// checkSums adds up the journal and compares that with the figures of all areas,
// and with the records of the units.
func (s *site) checkSums(v *verdict, entries []entry) {
	ctx := context.Background()
	voted, stages := map[string]int{}, map[string]map[string]bool{}
	for _, e := range entries {
		switch e.kind {
		case "turnout":
			voted[e.unit] = e.voted
		case "stage":
			if stages[e.unit] == nil {
				stages[e.unit] = map[string]bool{}
			}
			stages[e.unit][e.stage] = true
		}
	}
	want := map[string]map[string]int{} // by area, by figure
	add := func(unit, figure string, n int) {
		i, _ := strconv.Atoi(unit[1:])
		for _, area := range []string{"", "东片", fmt.Sprintf("东片/第%d组", i%3)} {
			if want[area] == nil {
				want[area] = map[string]int{}
			}
			want[area][figure] += n
		}
	}
	for unit, n := range voted {
		add(unit, "voted", n)
		add(unit, "reporting", 1)
	}
	for unit, done := range stages {
		for stage := range done {
			add(unit, "stage/"+stage+"/done", 1)
		}
	}
	for _, area := range slices.Sorted(maps.Keys(want)) {
		kept, err := s.redis.client.HGetAll(ctx, key("figures:"+election+":"+area)).Result()
		if err != nil {
			v.wrongly("read the figures of %q: %v", area, err)
		}
		for figure, n := range want[area] {
			if kept[figure] != strconv.Itoa(n) {
				v.wrongly("%s of %q is %q, and the journal adds up to %d", figure, area, kept[figure], n)
			}
		}
	}
	s.checkUnits(v, voted)
}

// checkUnits compares the turnout of each unit's record.
func (s *site) checkUnits(v *verdict, voted map[string]int) {
	records, err := s.redis.client.HGetAll(context.Background(), key("progress")).Result()
	if err != nil {
		v.wrongly("read the records: %v", err)
	}
	for unit, n := range voted {
		var r struct{ Turnout struct{ Voted int } }
		if err := json.Unmarshal([]byte(records[unit]), &r); err != nil || r.Turnout.Voted != n {
			v.wrongly("the record of %s says %d voters (%v), and its last report %d", unit, r.Turnout.Voted, err, n)
		}
	}
}

var answered = regexp.MustCompile(`无此村(\d+)”`)

// checkOrder looks whether the answers stand in the order of the questions in
// every chat, and counts messages that came twice.
func (s *site) checkOrder(v *verdict) {
	s.telegram.mu.Lock()
	defer s.telegram.mu.Unlock()
	for _, o := range s.officers {
		before, seen := 0, map[int]bool{}
		for _, d := range s.telegram.chat(o.user).delivered {
			found := answered.FindStringSubmatch(d.text)
			if found == nil || d.edit {
				continue
			}
			n, _ := strconv.Atoi(found[1]) // digits
			switch {
			case seen[n]:
				v.twice++
			case n < before:
				v.disordered = append(v.disordered, fmt.Sprintf("%s got answer %d after answer %d", o.name, n, before))
			}
			seen[n], before = true, max(before, n)
		}
		v.answers += len(seen)
		for n := 1; n <= o.asked; n++ {
			if !seen[n] {
				v.stuck = append(v.stuck, fmt.Sprintf("%s got no answer %d", o.name, n))
			}
		}
	}
}

// checkRecord looks whether every update is on record once.
func (s *site) checkRecord(v *verdict) {
	all, err := s.redis.client.XRange(context.Background(), key("said"), "-", "+").Result()
	if err != nil {
		v.wrongly("read the record: %v", err)
	}
	times := map[string]int{}
	for _, m := range all {
		if id := incoming(m); id != "" {
			times[id]++
		}
	}
	for id := int64(firstUpdate); id <= s.telegram.last; id++ {
		switch n := times[strconv.FormatInt(id, 10)]; {
		case n == 0:
			v.lost = append(v.lost, fmt.Sprintf("update %d is not on record", id))
		case n > 1:
			v.doubled = append(v.doubled, fmt.Sprintf("update %d is on record %d times", id, n))
		}
	}
}
