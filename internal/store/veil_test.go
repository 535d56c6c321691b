package store

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
	"pgregory.net/rapid"

	"huanjie/internal/election"
)

// members is a report with everything in it that is personal.
func members(id election.ReportID, u election.UnitID) election.Report {
	return election.Report{ID: id, Unit: u, By: "白露", At: noon(1), User: 5550001,
		Files: []election.File{{Kind: election.Photo, ID: "AgACfile"}, {Kind: election.Location, ID: "30.100000,120.200000"}},
		Body: election.Members{Persons: []election.ElectedPerson{
			{Name: "赵大山", Post: election.Chair, Sex: election.Man, Born: election.Date{Year: 1978, Month: 6, Day: 1}, Education: election.College},
			{Name: "钱小河", Post: election.Member, Sex: election.Woman, Born: election.Date{Year: 1990, Month: 2, Day: 3}, Education: election.Bachelor},
		}}}
}

// objection is somebody's objection to the roll, and its decision.
func objection(id election.ReportID, u election.UnitID) []election.Report {
	return []election.Report{
		{ID: id, Unit: u, By: "白露", At: noon(2), Body: election.Case{Kind: election.Objection, Topic: "missing", Words: "麦冬生：女儿麦芽提出，漏登", On: election.Date{Year: 2027, Month: 1, Day: 2}}},
		{ID: id + "d", Unit: u, By: "白露", At: noon(3), Body: election.Act{Case: id, Deed: election.Uphold, Words: "查实麦冬生漏登", Registered: 301}},
	}
}

// inJournal is the journal as it stands in Redis.
func inJournal(t testing.TB, s *Store) string {
	t.Helper()
	var b strings.Builder
	must(t, s.rawEntries(t.Context(), s.c, func(m redis.XMessage) error { b.WriteString(value(m, "report") + "\n"); return nil }))
	return b.String()
}

// all is every report of the journal.
func allReports(t testing.TB, s *Store) (all []election.Report) {
	t.Helper()
	must(t, s.Journal(t.Context(), func(r election.Report) error { all = append(all, r); return nil }))
	return all
}

func TestWhatIsPersonalIsSealedInTheJournal(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		want := members("R1", "A1")
		complaint := election.Report{ID: "R2", Unit: "A1", By: "白露", At: noon(1),
			Body: election.Case{Kind: election.Incident, Topic: "complaint", Severity: election.Ordinary, Words: "孙某反映李某拉票", Place: "村口"}}
		reports(t, s, want, complaint, stageReport("R3", "A1", "roll", election.InDifficulty))
		reports(t, s, objection("R4", "A1")...)
		raw := inJournal(t, s)
		for _, hidden := range []string{"1978-06", "woman", "bachelor", "5550001", "AgACfile", "30.1000", "拉票", "村口", "麦冬生", "麦芽", "查实"} {
			if strings.Contains(raw, hidden) {
				t.Errorf("%q stands open in the journal: %s", hidden, raw)
			}
		}
		for _, open := range []string{"赵大山", "钱小河", "complaint", "白露", "人手不够"} {
			if !strings.Contains(raw, open) {
				t.Errorf("%q is not in the journal: %s", open, raw)
			}
		}
		got := allReports(t, s)
		if !reflect.DeepEqual(got[0].Body, want.Body) || got[0].User != want.User || !reflect.DeepEqual(got[0].Files, want.Files) {
			t.Errorf("read back: %+v\nwritten: %+v", got[0], want)
		}
		if got[1].Body.(election.Case).Words != "孙某反映李某拉票" {
			t.Errorf("read back: %+v", got[1])
		}
		must(t, s.Verify(t.Context()))
	})
}

func TestSealedAlikeWithOneKeyOnly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		key, other := rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "key"), rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "other key")
		secret, id := rapid.SliceOf(rapid.Byte()).Draw(t, "secret"), rapid.String().Draw(t, "report")
		sealed := seal(key, secret, id)
		if again := seal(key, secret, id); string(again) != string(sealed) {
			t.Fatal("the same is not sealed alike")
		}
		if got, err := unseal(key, sealed, id); err != nil || string(got) != string(secret) {
			t.Fatalf("opened %q (%v), sealed was %q", got, err, secret)
		}
		if _, err := unseal(key, sealed, id+"x"); err == nil {
			t.Fatal("it opens in another report")
		}
		if _, err := unseal(other, sealed, id); err == nil && string(other) != string(key) {
			t.Fatal("it opens with another key")
		}
		sealed[rapid.IntRange(0, len(sealed)-1).Draw(t, "at")] ^= 1
		if _, err := unseal(key, sealed, id); !errors.Is(err, ErrSealed) {
			t.Fatalf("changed, it opens (%v)", err)
		}
	})
}

// changedRoster is the town after a change of its roster, for which records and
// sums are made anew.
func changedRoster(t *testing.T, s *Store) *Store {
	t.Helper()
	units := roster()
	units[3].Area = "东片"
	return Open(s.c, townOf(t, units...))
}

// A key that is gone, or another one, is told by whatever reads the journal, and
// costs nothing: nothing is made without it, and no other one is made.
func TestALostKeyIsToldAndCostsNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lose func(t *testing.T, s *Store)
		want error
	}{
		"gone": {func(t *testing.T, s *Store) { must(t, s.c.Del(t.Context(), s.k.veil()).Err()) }, ErrKeyLost},
		"another": {func(t *testing.T, s *Store) {
			must(t, s.c.Set(t.Context(), s.k.veil(), strings.Repeat("ab", 32), 0).Err())
		}, ErrSealed},
		"no key": {func(t *testing.T, s *Store) { must(t, s.c.Set(t.Context(), s.k.veil(), "no key", 0).Err()) }, ErrBroken},
	} {
		both(t, func(t *testing.T, s *Store) {
			ctx := t.Context()
			reports(t, s, stageReport("R0", "A1", "prepare", election.Done), members("R1", "A1"))
			reports(t, s, objection("R2", "C1")...)
			key := must1(s.c.Get(ctx, s.k.veil()).Result())
			c.lose(t, s)
			before := dump(t, s.c)
			other := changedRoster(t, s)
			for who, err := range map[string]error{"verify": s.Verify(ctx), "start": s.Enroll(ctx), "start with another roster": other.Enroll(ctx),
				"rebuild": fails(s.Rebuild(ctx)), "as of": fails(s.AsOf(ctx, noon(9), nil)), "reports": fails(s.Reports(ctx, "A1", "", 9, 9))} {
				if !errors.Is(err, c.want) {
					t.Errorf("%s: %s says %v", name, who, err)
				}
			}
			if name != "another" {
				wants(t, s.commit(ctx, 40, 101, members("R4", "B1")), c.want, "")
			}
			if after := dump(t, s.c); !maps.Equal(before, after) {
				t.Errorf("%s: something was written", name)
			}
			must(t, s.c.Set(ctx, s.k.veil(), key, 0).Err()) // from an export
			must(t, other.Enroll(ctx))
			must(t, other.Verify(ctx))
			if p := must1(other.Progress(ctx, "C1"))[0]; p.Reports != 2 {
				t.Errorf("%s: %d reports are counted", name, p.Reports)
			}
		})
	}
}

func fails[T any](_ T, err error) error { return err }

// What nobody can open any more can be given up, once and said so; all that was
// not sealed goes on counting.
func TestWhatIsSealedIsGivenUp(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		reports(t, s, countReport("R0", "A1", tally(300, 200, 100, 290, 280, 20)), members("R1", "A1"))
		reports(t, s, objection("R2", "C1")...)
		if n, err := s.GiveUpSealed(ctx); n != 0 || err != nil {
			t.Errorf("%d given up although all opens (%v)", n, err)
		}
		must(t, s.c.Del(ctx, s.k.veil()).Err())
		if n, err := s.GiveUpSealed(ctx); n != 3 || err != nil {
			t.Errorf("%d given up (%v)", n, err)
		}
		other := changedRoster(t, s)
		must(t, other.Enroll(ctx))
		must(t, other.Verify(ctx))
		if p := must1(other.Progress(ctx, "A1", "C1")); p[0].Reports != 2 || p[1].Reports != 2 {
			t.Errorf("%d and %d reports are counted", p[0].Reports, p[1].Reports)
		}
		reports(t, other, members("R9", "B1"))
		must(t, other.Verify(ctx))
		if last := must1(s.LastTraces(ctx, "", 9)); !slices.ContainsFunc(last, func(e Trace) bool { return e.Note == "given up in 3 reports up to entry 4" }) {
			t.Errorf("the audit says %+v", last)
		}
		must(t, s.c.Set(ctx, s.k.veil(), strings.Repeat("ab", 32), 0).Err())
		wants(t, other.Verify(ctx), ErrSealed, "entry 5") // what came after it is not given up
	})
}

// A town has its key before anything is sealed, and keeps it.
func TestAKeyIsMadeForAnEmptyJournal(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		key := must1(s.c.Get(ctx, s.k.veil()).Result())
		reports(t, s, stageReport("R0", "A1", "prepare", election.Done), members("R1", "A1"))
		must(t, s.Enroll(ctx))
		must(t, changedRoster(t, s).Enroll(ctx))
		if now := must1(s.c.Get(ctx, s.k.veil()).Result()); now != key {
			t.Error("it has another one by now")
		}
	})
}
func TestVerifyNamesASealThatDoesNotOpen(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		reports(t, s, members("R1", "A1"))
		must(t, s.c.Set(t.Context(), s.k.veil(), strings.Repeat("ab", 32), 0).Err())
		wants(t, s.Verify(t.Context()), ErrSealed, "R1")
		must(t, s.c.Set(t.Context(), s.k.veil(), "no key", 0).Err())
		wants(t, s.Verify(t.Context()), ErrBroken, "key")
	})
}
