package store

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

func TestCloseOutLeavesTheJournalAndNobodysData(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		must(t, s.Commit(ctx, full(t, s, 1, countReport("R1", "A1", tally(300, 200, 100, 290, 280, 20)))))
		reports(t, s, members("R2", "A1"), stageReport("R3", "B1", "roll", election.InDifficulty))
		reports(t, s, objection("R4", "A1")...)
		must(t, s.bind(ctx, 2, 5550101, "白露"))
		must(t, s.Settle(ctx, 5550101))
		must(t, Lobby(s.c).Settle(ctx, 77))
		must(t, s.Commit(ctx, Commit{Update: 3, Said: &Said{ID: "3", Chat: 5550101, Text: "我的电话 13800000000"}, Saw: []Sight{{By: "石远", Through: "digest"}}}))
		must(t, s.c.HSet(ctx, s.k.prefix+"of-a-later-release", "5550101", "13800000000").Err())
		must(t, s.Bury(ctx, []byte("我的电话 13800000000"), "cannot be read", noon(0)))
		must(t, s.c.RPush(ctx, deadKey, `{"update":"13800000000","why":"by an earlier release"}`).Err())
		other := townOf(t)
		other.ID = "dashi"
		must(t, Open(s.c, other).Bury(ctx, []byte("{}"), "of another town", noon(0)))
		journal, head := inJournal(t, s), must1(s.Head(ctx))
		figures := must1(s.Figures(ctx, village, election.WholeTown, "东片"))

		must(t, s.CloseOut(ctx, noon(180)))
		must(t, s.CloseOut(ctx, noon(181)))

		for key, text := range dump(t, s.c) {
			for _, personal := range []string{"13800000000", "5550101", "5550001", "1978-06", "bachelor", "AgACfile", "麦冬生", "麦芽"} {
				if strings.Contains(key+text, personal) {
					t.Errorf("%q is left in %s: %s", personal, key, text)
				}
			}
		}
		if n := must1(Dead(ctx, s.c)); n != 1 {
			t.Errorf("%d are put aside, want that of the other town", n)
		}
		if inJournal(t, s) != journal || must1(s.Head(ctx)) != head {
			t.Error("the journal is not what it was")
		}
		if after := must1(s.Figures(ctx, village, election.WholeTown, "东片")); fmt.Sprint(after) != fmt.Sprint(figures) {
			t.Errorf("the sums were %v, are %v", figures, after)
		}
		must(t, s.Verify(ctx))
		again := Open(s.c, townOf(t, roster()[:4]...)) // a bot that starts with another roster
		must(t, again.Enroll(ctx))
		if after := must1(s.Figures(ctx, village, election.WholeTown, "东片")); fmt.Sprint(after) != fmt.Sprint(figures) {
			t.Errorf("after a start the sums are %v", after)
		}
		if all := allReports(t, s); len(all) != 5 || all[1].Body.(election.Members).Persons[0].Name != "赵大山" || !all[1].Body.(election.Members).Persons[0].Born.IsZero() {
			t.Errorf("the journal reads %+v", all)
		}
		if town := must1(Home(ctx, s.c, 5550101)); town != LobbyID {
			t.Errorf("the home is still %s", town)
		}
		last := must1(s.LastTraces(ctx, "", 5))
		if last[0].Did != Closed || last[0].Note != "5 reports" {
			t.Errorf("the audit ends with %+v", last[0])
		}
		wants(t, s.commit(ctx, 50, 102, stageReport("R9", "C1", "roll", election.Done)), ErrClosed, "")
		wants(t, s.commit(ctx, 51, 102, members("R10", "C1")), ErrClosed, "")
		_, err := s.Rebuild(ctx)
		wants(t, err, ErrClosed, "linxi")
	})
}

func must1[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// What was put aside holds what people wrote, and goes after ninety days.
func TestWhatWasPutAsideLongAgoGoes(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		for _, days := range []int{-100, -95, -3} {
			must(t, s.Bury(ctx, []byte("{}"), "cannot be read", noon(days)))
		}
		must(t, s.Bury(ctx, []byte("{}"), "cannot be read", noon(0)))
		if n := must1(Dead(ctx, s.c)); n != 2 {
			t.Errorf("%d are kept, want the two of these ninety days", n)
		}
		must(t, s.Bury(ctx, []byte("{}"), "cannot be read", noon(0).Add(200*24*time.Hour)))
		if n := must1(Dead(ctx, s.c)); n != 1 {
			t.Errorf("%d are kept", n)
		}
	})
}

// Redis's own files hold nothing of what was destroyed, neither the append-only
// file nor the snapshot.
func TestCloseOutReachesTheFilesOfRedis(t *testing.T) {
	t.Parallel()
	server := redistest.Run(t)
	s := open(t, redistest.Dial(t, server.URL()))
	ctx := t.Context()
	const secret = "phone-13800000000-of-somebody"
	must(t, s.Commit(ctx, Commit{Update: 3, Said: &Said{ID: "3", Chat: 5550101, Text: secret}}))
	must(t, s.c.ConfigSet(ctx, "rdbcompression", "no").Err()) // so that its words can be found
	must(t, s.c.Do(ctx, "SAVE").Err())
	folder := must1(s.c.ConfigGet(ctx, "dir").Result())["dir"]
	holds := func() (files []string) {
		must(t, filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if text, unread := os.ReadFile(path); unread == nil && bytes.Contains(text, []byte(secret)) {
				files = append(files, path)
			}
			return nil
		}))
		return files
	}
	if before := holds(); len(before) < 2 {
		t.Fatalf("before, only %v hold it", before)
	}
	must(t, s.CloseOut(ctx, noon(180)))
	if after := holds(); len(after) != 0 {
		t.Errorf("%v still hold it", after)
	}
}
