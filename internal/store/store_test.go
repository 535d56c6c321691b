package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/redistest"
)

func TestMain(m *testing.M) { redistest.Main(m, 16) }

const (
	village election.ElectionID = "v27"
	branch  election.ElectionID = "p27"
)

func polling() election.Date { return election.Date{Year: 2027, Month: time.January, Day: 15} }

// noon is twelve o'clock some days after polling day.
func noon(days int) time.Time { return polling().AddDays(days).At(12, 0, shanghai()) }

func shanghai() *time.Location { return time.FixedZone("UTC+8", 8*60*60) }

// unitOf is a village with one chair and two members to elect.
func unitOf(id election.UnitID, area election.Area, officer election.PersonID) election.Unit {
	return election.Unit{ID: id, Name: string(id) + "村", Area: area, Election: village, Registered: 400,
		Officers: []election.PersonID{officer}, Leaders: []election.PersonID{"石远"},
		Posts: []election.PostPlan{
			{Post: election.Chair, Seats: 1, Candidates: []string{"甲", "乙"}},
			{Post: election.Member, Seats: 2, Candidates: []string{"丙", "丁", "戊"}},
		}}
}

// roster is a town with areas in areas and two elections.
func roster() []election.Unit {
	party := unitOf("P1", "东片", "白露")
	party.Election, party.Posts = branch, []election.PostPlan{{Post: election.Member, Seats: 3, Candidates: []string{"甲", "乙", "丙", "丁"}}}
	key := unitOf("B1", "东片/山里", "谷雨")
	key.Key = true
	return []election.Unit{unitOf("A1", "东片/沿河", "白露"), unitOf("A2", "东片/沿河", "白露"), key,
		unitOf("C1", "西片", "谷雨"), unitOf("D1", "", "谷雨"), party}
}

func townOf(t testing.TB, units ...election.Unit) *election.Town {
	t.Helper()
	return townCalled(t, "linxi", units...)
}

// townCalled is such a town under another id.
func townCalled(t testing.TB, id election.TownID, units ...election.Unit) *election.Town {
	t.Helper()
	town, err := election.NewTown(election.Town{ID: id, Name: "临溪镇", Location: shanghai(), Office: []int64{900},
		LeadingGroup: []election.PersonID{"高处"}, Units: units,
		Elections: []election.Election{
			{ID: village, Kind: election.Villagers, PollingDay: polling(), Stages: election.UsualStages(election.Villagers, polling())},
			{ID: branch, Kind: election.Party, PollingDay: polling(), Stages: election.UsualStages(election.Party, polling())},
		}})
	if err != nil {
		t.Fatal(err)
	}
	return town
}

// open is the store of the town with its usual roster, enrolled.
func open(t testing.TB, c redis.UniversalClient) *Store {
	t.Helper()
	s := Open(c, townOf(t, roster()...))
	must(t, s.Enroll(t.Context()))
	return s
}

// both runs a test on a town in the embedded Redis and in a real one.
func both(t *testing.T, f func(t *testing.T, s *Store)) {
	t.Helper()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) { f(t, open(t, c)) })
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wants fails unless err is the wanted one and names something.
func wants(t testing.TB, err, want error, names string) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got %v, want %v", err, want)
	}
	if want != nil && !strings.Contains(err.Error(), names) {
		t.Fatalf("%q does not name %q", err, names)
	}
}

func stageReport(id election.ReportID, u election.UnitID, st election.StageID, status election.StageStatus) election.Report {
	reason := ""
	if status == election.InDifficulty {
		reason = "人手不够"
	}
	return election.Report{ID: id, Unit: u, By: "白露", At: noon(-20), Body: election.StageReport{Stage: st, Status: status, Reason: reason}}
}

// tally is a count of 400 registered of whom so many took part; each candidate
// of each post gets the votes given, in order.
func tally(participants int, votes ...int) election.Tally {
	t := election.Tally{Round: election.FirstRound, Registered: 400, Participants: participants, Issued: participants, Returned: participants, Valid: participants}
	for i, p := range unitOf("", "", "").Posts {
		post := election.PostTally{Post: p.Post, Seats: p.Seats}
		for j, name := range p.Candidates {
			post.Candidates = append(post.Candidates, election.CandidateVotes{Name: name, Votes: votes[2*i+j]})
		}
		t.Posts = append(t.Posts, post)
	}
	return t
}

func countReport(id election.ReportID, u election.UnitID, t election.Tally) election.Report {
	return election.Report{ID: id, Unit: u, By: "白露", At: noon(0), Body: t}
}

// commit commits a report as a user whose conversation is empty, once.
func (s *Store) commit(ctx context.Context, update, user int64, r election.Report) error {
	ses, err := s.Session(ctx, user)
	if err != nil {
		return err
	}
	if err := s.Focus(ctx, &ses, r.Unit); err != nil {
		return err
	}
	return s.Commit(ctx, Commit{Update: update, Session: &ses, State: ses.Talk, Report: &r})
}

// insist commits a report, and does it again as long as others are faster.
func (s *Store) insist(ctx context.Context, update, user int64, r election.Report) error {
	for {
		if err := s.commit(ctx, update, user, r); !errors.Is(err, ErrConflict) {
			return err
		}
	}
}

// reports commits some reports, one after the other.
func reports(t testing.TB, s *Store, all ...election.Report) {
	t.Helper()
	for _, r := range all {
		ses := Session{}
		must(t, s.Focus(t.Context(), &ses, r.Unit))
		must(t, s.Commit(t.Context(), Commit{Once: string(r.ID), Session: &ses, Report: &r}))
	}
}

// journal lists the ids of all reports.
func journal(t testing.TB, s *Store) []election.ReportID {
	t.Helper()
	var ids []election.ReportID
	must(t, s.Journal(t.Context(), func(r election.Report) error { ids = append(ids, r.ID); return nil }))
	return ids
}

// dump is everything a Redis holds, but for what is left of lives.
func dump(t testing.TB, c redis.UniversalClient) map[string]string {
	t.Helper()
	all := map[string]string{}
	keys, err := c.Keys(t.Context(), "*").Result()
	must(t, err)
	for _, key := range keys {
		kind := c.Type(t.Context(), key).Val()
		var v any
		switch kind {
		case "hash":
			v, err = c.HGetAll(t.Context(), key).Result()
		case "list":
			v, err = c.LRange(t.Context(), key, 0, -1).Result()
		case "zset":
			v, err = c.ZRangeWithScores(t.Context(), key, 0, -1).Result()
		case "set":
			var members []string
			members, err = c.SMembers(t.Context(), key).Result()
			slices.Sort(members)
			v = members
		case "stream":
			v, err = c.XRange(t.Context(), key, "-", "+").Result()
		default:
			v, err = c.Get(t.Context(), key).Result()
		}
		must(t, err)
		all[key] = fmt.Sprint(kind, " ", v)
	}
	return all
}

// together runs f as many times at once and gathers what each returns.
func together(n int, f func(i int) error) []error {
	errs := make([]error, n)
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-start
			errs[i] = f(i)
		})
	}
	close(start)
	all.Wait()
	return errs
}

// draft is a conversation about a unit.
func draft(u election.UnitID) flow.State {
	return flow.State{Unit: u, Drafts: []flow.Draft{{ID: "D1", Form: "turnout", Revision: 7, Unit: u}}}
}
