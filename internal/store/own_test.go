package store

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// writeOwn commits parts of the summary in the office's own words.
func writeOwn(t *testing.T, s *Store, all ...election.OwnText) {
	t.Helper()
	for i := range all {
		all[i].By, all[i].At = "office:1", noon(1)
	}
	must(t, s.Commit(t.Context(), Commit{Own: all}))
}

// TestTheOfficesOwnWordsAreKept: the last words of a part stand, those of others stay, and
// the journal has all of them, sealed.
func TestTheOfficesOwnWordsAreKept(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		writeOwn(t, s, election.OwnText{Part: election.OwnProblems, Text: "外出的人多。"}, election.OwnText{Part: election.OwnWays, Text: "压实责任。"})
		writeOwn(t, s, election.OwnText{Part: election.OwnWays, Text: "早谋划。\n早动手。"})
		all, err := s.OwnTexts(ctx)
		if err != nil || len(all) != 2 || all[0].Part != election.OwnWays || len(all[0].Paragraphs()) != 2 || all[1].Text != "外出的人多。" || all[1].By != "office:1" {
			t.Errorf("%v, %v", all, err)
		}
		must(t, s.Verify(ctx))
		var words []string
		must(t, s.Journal(ctx, func(r election.Report) error {
			w, _ := election.OwnTextOf(r)
			words = append(words, w.Text)
			return nil
		}))
		if len(words) != 3 || words[1] != "压实责任。" {
			t.Errorf("the journal has %q", words)
		}
		must(t, s.rawEntries(ctx, s.c, func(m redis.XMessage) error {
			if text := value(m, "report"); strings.Contains(text, "责任") || !isSealed(text) {
				t.Errorf("%s stands there for everybody", text)
			}
			return nil
		}))
	})
}

// TestOwnWordsAreMadeFromTheJournal: what is changed beside the journal is found and put
// right, and an import has the words and the chain.
func TestOwnWordsAreMadeFromTheJournal(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		writeOwn(t, s, election.OwnText{Part: election.OwnWays, Text: "压实责任。"})
		must(t, s.c.HSet(ctx, s.k.own(), string(election.OwnWays), `{"part":"做法","words":"没有人写过。"}`).Err())
		wants(t, s.Verify(ctx), ErrWrongSums, "own")
		if found, err := s.Rebuild(ctx); err != nil || len(found) != 1 {
			t.Errorf("%v, %v", found, err)
		}
		must(t, s.Verify(ctx))
		var file bytes.Buffer
		_, err := s.Export(ctx, &file)
		must(t, err)
		into := Open(redistest.Dial(t, redistest.Embedded(t)), s.town)
		e, err := ReadExport(&file)
		must(t, err)
		must(t, into.Import(ctx, e))
		must(t, into.Verify(ctx))
		if all, err := into.OwnTexts(ctx); err != nil || len(all) != 1 || all[0].Text != "压实责任。" {
			t.Errorf("%v, %v", all, err)
		}
		must(t, into.c.HDel(ctx, into.k.head(), "hash").Err())
		if err := into.Commit(ctx, Commit{Own: []election.OwnText{{Part: election.OwnWays, Text: "改。", At: noon(2)}}}); !errors.Is(err, ErrApart) {
			t.Errorf("written to a journal that is not as it was left: %v", err)
		}
	})
}

// TestOwnWordsEndWithTheTown: after the close nobody can read them, the chain holds, and
// nothing more is written.
func TestOwnWordsEndWithTheTown(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		writeOwn(t, s, election.OwnText{Part: election.OwnWays, Text: "压实责任。"})
		must(t, s.CloseOut(ctx, noon(2)))
		must(t, s.Verify(ctx))
		if all, err := s.OwnTexts(ctx); err != nil || len(all) > 0 {
			t.Errorf("%v, %v", all, err)
		}
		must(t, s.Journal(ctx, func(r election.Report) error {
			if w, readable := election.OwnTextOf(r); readable {
				t.Errorf("still readable: %q", w.Text)
			}
			return nil
		}))
		if err := s.Commit(ctx, Commit{Own: []election.OwnText{{Part: election.OwnWays, Text: "再写。", At: noon(3)}}}); !errors.Is(err, ErrClosed) {
			t.Errorf("written after the close: %v", err)
		}
	})
}
