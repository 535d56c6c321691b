package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// full is a commit that touches everything an update can change.
func full(t *testing.T, s *Store, update int64, r election.Report) Commit {
	t.Helper()
	ses, err := s.Session(t.Context(), 101)
	must(t, err)
	must(t, s.Focus(t.Context(), &ses, r.Unit))
	return Commit{Update: update, Session: &ses, State: draft(r.Unit), Report: &r,
		Group:        &Group{Chat: -5, Title: "工作群", By: "office:900", Since: noon(-30)},
		Announcement: &election.Announcement{ID: election.AnnouncementID(fmt.Sprint("N", update)), By: "office:900", At: noon(-1), Text: "公告"},
		Answers:      []Answer{{Query: "q", Text: "好"}},
		Messages:     []Message{{ID: "m1", Chat: 101, Text: "一"}, {ID: "m2", Chat: -5, Text: "二"}}}
}

func TestCommitOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		c := full(t, s, 1, countReport("R1", "A1", tally(300, 200, 100, 290, 280, 20)))
		must(t, s.Commit(t.Context(), c))
		after := dump(t, s.c)
		wants(t, s.Commit(t.Context(), c), ErrSeen, "")
		again := full(t, s, 1, countReport("R2", "A1", tally(310, 200, 100, 290, 280, 20)))
		wants(t, s.Commit(t.Context(), again), ErrSeen, "")
		if !maps.Equal(after, dump(t, s.c)) {
			t.Error("an update that came again changed something")
		}
		once := Commit{Once: "digest:2027", Messages: []Message{{ID: "d", Chat: 101}}}
		must(t, s.Commit(t.Context(), once))
		wants(t, s.Commit(t.Context(), once), ErrSeen, "")
	})
}

func TestCommitOnceFromManySides(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		for update := range int64(5) {
			r := stageReport(election.ReportID(fmt.Sprint("R", update)), "A1", "roll", election.UnderWay)
			c := full(t, s, update+1, r)
			applied := 0
			for _, err := range together(16, func(int) error { return s.Commit(t.Context(), c) }) {
				if err == nil {
					applied++
				} else if !errors.Is(err, ErrSeen) {
					t.Error(err)
				}
			}
			if applied != 1 {
				t.Errorf("update %d was applied %d times", update, applied)
			}
		}
		if n := len(journal(t, s)); n != 5 {
			t.Errorf("%d reports in the journal, want 5", n)
		}
		if n := s.c.LLen(t.Context(), s.k.out(101)).Val(); n != 5 {
			t.Errorf("%d messages, want 5", n)
		}
		must(t, s.Verify(t.Context()))
	})
}

func TestConflictWritesNothing(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		faster := map[string]func(){
			"conversation": func() {
				ses, err := s.Session(ctx, 101)
				must(t, err)
				must(t, s.Commit(ctx, Commit{Update: 50, Session: &ses, State: draft("C1")}))
			},
			"binding": func() { must(t, s.bind(ctx, 51, 101, "白露")) },
			"unit":    func() { must(t, s.insist(ctx, 52, 102, stageReport("X", "A1", "roll", election.Done))) },
			"receipt": func() { must(t, s.insist(ctx, 53, 102, stageReport("R1", "C1", "roll", election.Done))) },
		}
		for name, overtake := range faster {
			c := full(t, s, 1, stageReport("R1", "A1", "roll", election.UnderWay))
			overtake()
			before := dump(t, s.c)
			wants(t, s.Commit(ctx, c), ErrConflict, "")
			if !maps.Equal(before, dump(t, s.c)) {
				t.Errorf("%s: a commit that was refused changed something", name)
			}
		}
		c := full(t, s, 1, stageReport("R2", "A1", "roll", election.UnderWay))
		must(t, s.Commit(ctx, c)) // read again, it goes through, and as the same update
		must(t, s.Verify(ctx))
	})
}

// bind binds a user to a person without a link.
func (s *Store) bind(ctx context.Context, update, user int64, p election.PersonID) error {
	ses, err := s.Session(ctx, user)
	if err != nil {
		return err
	}
	return s.Commit(ctx, Commit{Update: update, Session: &ses, State: ses.Talk, Binding: &Binding{Person: p, Language: "zh", Since: noon(-30)}})
}

func TestBrokenKeyWritesNothing(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		c := full(t, s, 1, countReport("R1", "A1", tally(300, 200, 100, 290, 280, 20)))
		figures := s.k.figures(village, "东片")
		broken := map[string]func(){
			figures:         func() { must(t, s.c.HSet(ctx, figures, "voted", "many").Err()) },
			s.k.out(-5):     func() { must(t, s.c.Set(ctx, s.k.out(-5), "x", 0).Err()) },
			s.k.journal():   func() { must(t, s.c.Set(ctx, s.k.journal(), "x", 0).Err()) },
			s.k.ready():     func() { must(t, s.c.RPush(ctx, s.k.ready(), "x").Err()) },
			s.k.announced(): func() { must(t, s.c.HSet(ctx, s.k.announced(), "x", "y").Err()) },
		}
		for key, smash := range broken {
			smash()
			before := dump(t, s.c)
			wants(t, s.Commit(ctx, c), ErrBroken, key)
			if !maps.Equal(before, dump(t, s.c)) {
				t.Errorf("a commit that cannot write %s wrote something else", key)
			}
			must(t, s.c.Del(ctx, key).Err())
		}
		must(t, s.Commit(ctx, c)) // once repaired, the same update goes through
		must(t, s.Verify(ctx))
	})
}

// What the script has written before it comes to a key that is broken, it takes back.
func TestWhatIsTriedIsTakenBack(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		turnout := func(id string, voted int) election.Report {
			return election.Report{ID: election.ReportID(id), Unit: "A1", By: "白露", At: noon(0), Body: election.Turnout{Registered: 400, Voted: voted}}
		}
		must(t, s.commit(ctx, 1, 101, turnout("R1", 201)))
		again := full(t, s, 2, turnout("R2", 202))
		again.Group, again.Announcement = nil, nil
		again.Said, again.Hand = &Said{ID: "2", Chat: 101, Text: "投票 202"}, &Hand{Chat: 101, Until: time.Now()}
		refused := func(name string, want error) {
			t.Helper()
			before := dump(t, s.c)
			wants(t, s.commitOver(ctx, again, nil), want, "")
			if after := dump(t, s.c); !maps.Equal(before, after) {
				t.Errorf("%s: a commit that could not be made left something:\n%v\n%v", name, before, after)
			}
		}
		for _, key := range []string{s.k.figures(village, election.WholeTown), s.k.receipt(), s.k.audit(), s.k.said(), s.k.out(101), s.k.ready(), s.k.sent()} {
			had := s.c.Rename(ctx, key, "had").Err() == nil
			must(t, s.c.Set(ctx, key, "x", 0).Err())
			refused(key, ErrBroken)
			if must(t, s.c.Del(ctx, key).Err()); had {
				must(t, s.c.Rename(ctx, "had", key).Err())
			}
		}
		must(t, s.c.HSet(ctx, s.k.figures(village, "东片"), "voted", "many").Err())
		refused("a figure that is no number", ErrBroken)
		must(t, s.c.HSet(ctx, s.k.figures(village, "东片"), "voted", 201).Err())
		must(t, s.c.HSet(ctx, s.k.receipt(), "R2", "A1").Err())
		refused("a receipt that is there", ErrConflict)
		must(t, s.c.HDel(ctx, s.k.receipt(), "R2").Err())
		must(t, s.Commit(ctx, again))
		wants(t, s.Commit(ctx, again), ErrSeen, "") // whatever it was based on has changed
		must(t, s.Verify(ctx))
	})
}

func TestTwoPeopleOneUnit(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		const each = 15
		stages := s.town.ElectionOf(s.town.Units[0]).Stages
		errs := together(4, func(who int) error {
			for i := range each {
				r := stageReport(election.ReportID(fmt.Sprintf("R%d-%d", who, i)), "A1", stages[i%len(stages)].ID, election.Statuses()[1+i%3])
				if err := s.insist(t.Context(), int64(1000*who+i+1), int64(200+who), r); err != nil {
					return err
				}
			}
			return nil
		})
		must(t, errors.Join(errs...))
		p, err := s.Progress(t.Context(), "A1")
		must(t, err)
		if n := len(journal(t, s)); n != 4*each || p[0].Reports != n {
			t.Errorf("%d reports in the journal and %d in the record, want %d", n, p[0].Reports, 4*each)
		}
		must(t, s.Verify(t.Context()))
	})
}

func TestReceiptCountsOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		r := countReport("R1", "A1", tally(300, 200, 100, 290, 280, 20))
		must(t, s.commit(t.Context(), 1, 101, r))
		wants(t, s.commit(t.Context(), 2, 101, r), ErrConflict, "")
		wants(t, s.commit(t.Context(), 3, 102, r), ErrConflict, "")
		f, err := s.Figures(t.Context(), village, election.WholeTown)
		must(t, err)
		if f[0][election.Counted] != 1 || len(journal(t, s)) != 1 {
			t.Errorf("one count under three updates: %v", f[0])
		}
	})
}

func TestReportIsOfItsSession(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		r := stageReport("R1", "A1", "roll", election.Done)
		if err := s.Commit(t.Context(), Commit{Update: 1, Report: &r}); err == nil {
			t.Error("a report without a session was taken")
		}
		ses := Session{}
		must(t, s.Focus(t.Context(), &ses, "C1"))
		if err := s.Commit(t.Context(), Commit{Update: 1, Session: &ses, Report: &r}); err == nil {
			t.Error("a report on A1 was folded onto C1")
		}
		r.Unit = "Z9"
		must(t, s.Focus(t.Context(), &ses, "Z9"))
		if err := s.Commit(t.Context(), Commit{Update: 1, Session: &ses, Report: &r}); err == nil {
			t.Error("a report on a unit that is not in the roster was taken")
		}
		if n := len(journal(t, s)); n != 0 {
			t.Errorf("%d reports in the journal", n)
		}
	})
}

func TestSession(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		must(t, s.bind(ctx, 1, 101, "白露"))
		must(t, s.insist(ctx, 2, 101, stageReport("R1", "A1", "roll", election.Done)))
		ses, err := s.Session(ctx, 101)
		must(t, err)
		must(t, s.Commit(ctx, Commit{Update: 3, Session: &ses, State: draft("A1")}))
		ses, err = s.Session(ctx, 101)
		must(t, err)
		if ses.Binding.Person != "白露" || ses.Unit != "A1" || ses.Progress.Reports != 1 || len(ses.Talk.Drafts) != 1 {
			t.Errorf("read %+v", ses)
		}
		// What cannot be read must not lock anybody out for good.
		must(t, s.c.HSet(ctx, s.k.talk(), "101", `{"unit":`).Err())
		must(t, s.c.HSet(ctx, s.k.progress(), "A1", `{"stages":[]}`).Err())
		ses, err = s.Session(ctx, 101)
		must(t, err)
		if ses.Talk.HasOpen() || ses.Binding.Person != "白露" {
			t.Errorf("read %+v from a broken conversation", ses)
		}
		must(t, s.Commit(ctx, Commit{Update: 4, Session: &ses, State: draft("A1")}))
		ses, err = s.Session(ctx, 101)
		must(t, err)
		if ses.Progress.Stages["roll"].Status != election.Done {
			t.Errorf("a broken record was not folded again: %+v", ses.Progress)
		}
		must(t, s.insist(ctx, 5, 101, stageReport("R2", "A1", "audit", election.Done)))
		must(t, s.Verify(ctx)) // and the next report mends it
		must(t, s.c.HSet(ctx, s.k.person(), "101", `[]`).Err())
		ses, err = s.Session(ctx, 101)
		must(t, err)
		if ses.Binding.Person != "" {
			t.Error("a binding that cannot be read gives rights")
		}
	})
}

func TestStateIsKeptAsItWas(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ses, err := s.Session(t.Context(), 101)
		must(t, err)
		must(t, s.Commit(t.Context(), Commit{Update: 1, Session: &ses, State: flow.State{}}))
		if s.c.HExists(t.Context(), s.k.talk(), "101").Val() {
			t.Error("an empty conversation was kept")
		}
	})
}

// A receipt that half a commit has left does not keep its report out, and one that
// has its report does.
func TestAReceiptWithoutItsReport(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, r := t.Context(), countReport("R1", "A1", tally(300, 200, 100, 290, 280, 20))
		must(t, s.c.HSet(ctx, s.k.receipt(), "R1", "A1").Err())
		wants(t, s.Verify(ctx), ErrWrongSums, "receipt R1")
		must(t, s.commit(ctx, 1, 101, r))
		must(t, s.Verify(ctx))
		wants(t, s.commit(ctx, 2, 101, r), ErrConflict, "")
		must(t, s.c.HSet(ctx, s.k.receipt(), "R2", "B1").Err()) // of another unit than the report
		for _, err := range together(8, func(i int) error {
			return s.commit(ctx, int64(10+i), 102, stageReport("R2", "C1", "roll", election.Done))
		}) {
			if err != nil && !errors.Is(err, ErrConflict) {
				t.Error(err)
			}
		}
		must(t, s.insist(ctx, 30, 103, stageReport("R3", "C1", "roll", election.Done)))
		if ids := fmt.Sprint(journal(t, s)); ids != "[R1 R2 R3]" {
			t.Errorf("the journal has %s", ids)
		}
		must(t, s.Verify(ctx))
	})
}

// A report that stands in the journal twice counts once.
func TestAReportThatStandsThereTwiceCountsOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		reports(t, s, countReport("R1", "A1", tally(300, 200, 100, 290, 280, 20)))
		want := must1(s.Progress(ctx, "A1"))[0].Reports
		pipe := s.c.Pipeline()
		appendRaw(ctx, s, pipe, value(entry(t, s, 1), "report"))
		must1(pipe.Exec(ctx))
		rebuild(t, s)
		if got := must1(s.Progress(ctx, "A1"))[0].Reports; got != want {
			t.Errorf("%d reports are counted, want %d", got, want)
		}
		wants(t, s.Verify(ctx), ErrWrongSums, "stands there twice")
	})
}

// Several reports of one update are one commit: of two units, and two of one of them, of
// which the second builds on the first. None is written if one of the units has changed.
func TestFurtherReportsAreOneCommit(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		prepare := func(update int64) Commit {
			t.Helper()
			ses, err := s.Session(ctx, 101)
			must(t, err)
			must(t, s.Focus(ctx, &ses, "A1"))
			beside, err := s.UnitRecords(ctx, "C1")
			must(t, err)
			first := stageReport("F1", "A1", "roll", election.UnderWay)
			return Commit{Update: update, Session: &ses, State: ses.Talk, Report: &first, Beside: beside, Further: []election.Report{
				stageReport("F2", "C1", "roll", election.Done), stageReport("F3", "A1", "roll", election.Done)}}
		}
		late := prepare(1)
		reports(t, s, stageReport("R1", "C1", "roll", election.UnderWay))
		wants(t, s.Commit(ctx, late), ErrConflict, "")
		if got := journal(t, s); len(got) != 1 {
			t.Errorf("a conflict left %v", got)
		}
		must(t, s.Commit(ctx, prepare(2)))
		wants(t, s.Commit(ctx, prepare(2)), ErrSeen, "")
		if got := journal(t, s); !slices.Equal(got, []election.ReportID{"R1", "F1", "F2", "F3"}) {
			t.Errorf("the journal is %v", got)
		}
		p, err := s.Progress(ctx, "A1", "C1")
		must(t, err)
		for i := range p {
			if p[i].Stages["roll"].Status != election.Done {
				t.Errorf("unit %d: %+v", i, p[i].Stages["roll"])
			}
		}
		must(t, s.Verify(ctx))
		apart := prepare(3)
		apart.Beside = nil
		if err := s.Commit(ctx, apart); err == nil {
			t.Error("a report of a unit that was not read was taken")
		}
	})
}
