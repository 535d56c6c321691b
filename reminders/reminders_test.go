package reminders_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/robfig/cron/v3"

	"huanjie/internal/cards"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
	"huanjie/reminders"
)

func shanghai() *time.Location { return time.FixedZone("UTC+8", 8*60*60) }

// rollDay is the day by which the only stage of the small town must be done.
func rollDay() election.Date { return election.Date{Year: 2026, Month: time.December, Day: 26} }

// smallTown is three villages in two areas, with one stage to be done.
func smallTown(t testing.TB) *election.Town {
	t.Helper()
	unit := func(id election.UnitID, area election.Area, officer, leader election.PersonID) election.Unit {
		return election.Unit{ID: id, Name: string(id) + "村", Area: area, Election: "v27", Registered: 400, Officers: []election.PersonID{officer},
			Leaders: []election.PersonID{leader}, Posts: []election.PostPlan{{Post: election.Chair, Seats: 1, Candidates: []string{"甲", "乙"}}}}
	}
	town, err := election.NewTown(election.Town{ID: "linxi", Name: "临溪镇", Location: shanghai(), Office: []int64{900},
		LeadingGroup: []election.PersonID{"高处"},
		Units:        []election.Unit{unit("A1", "东片", "白露", "石远"), unit("A2", "东片/沿河", "谷雨", "石远"), unit("B1", "西片", "谷雨", "方圆")},
		Elections: []election.Election{{ID: "v27", Kind: election.Villagers, PollingDay: rollDay().AddDays(20), Stages: []election.Stage{
			{ID: "roll", Name: election.Say("选民登记公布", "Roll published"), Planned: rollDay(),
				Lawful: election.LawfulDeadline(election.Villagers, "roll", rollDay().AddDays(20))}}}}})
	if err != nil {
		t.Fatal(err)
	}
	return town
}

// clock is a clock that stands still until it is put forward.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// world is a town with its reminders, a clock, and people who are bound.
type world struct {
	t     *testing.T
	redis redis.UniversalClient
	town  *election.Town
	store *store.Store
	clock *clock
	jobs  *reminders.Reminders
	users map[int64]election.PersonID
	log   *bytes.Buffer
	drawn map[election.PersonID][]store.Pictures // what sent found beside the texts, since it was last asked

	lost    bool         // what is sent to the office does not arrive
	off     atomic.Int64 // by how many ns the clock is known to be ahead
	polling times        // of replicas made from now on
	spread  time.Duration
}

// times are those a test wants besides reminders at 08:00 and digests at 18:00.
type times struct{ digest, turnout, count, results, outlook, readiness []cron.Schedule }

// climb are the days after which the next rung is asked, pollingClimb the minutes
// on polling day.
func climb() election.Ladder {
	const day = 24 * time.Hour
	return election.Ladder{0, day, 2 * day, 3 * day, 5 * day}
}

func pollingClimb() election.Ladder {
	return election.Ladder{0, 30 * time.Minute, time.Hour, time.Hour, 2 * time.Hour}
}

// newWorld opens a town on the evening before a day. Digests come at 18:00,
// reminders at 08:00.
func newWorld(t *testing.T, c redis.UniversalClient, town *election.Town, day election.Date) *world {
	t.Helper()
	w := &world{t: t, redis: c, town: town, store: store.Open(c, town), users: map[int64]election.PersonID{}, log: &bytes.Buffer{}}
	w.clock = &clock{at: day.AddDays(-1).At(20, 0, town.Location)}
	must(t, w.store.Begin(t.Context(), w.clock.now(), true))
	must(t, w.store.Enroll(t.Context()))
	for i, p := range town.People() {
		w.bind(int64(101+i), p, "zh")
	}
	for _, user := range town.Office {
		w.users[user] = election.OfficePerson(user)
	}
	w.jobs = w.replica("one")
	w.jobs.Wake(t.Context()) // the first start
	if got := w.sent(); len(got) != 0 {
		t.Fatalf("sent at the first start: %v", got)
	}
	return w
}

// replica is one more process that serves the same town.
func (w *world) replica(name string) *reminders.Reminders {
	at := func(spec string) []cron.Schedule { return daily(w.t, spec) }
	return reminders.New(store.Open(w.redis, w.town), reminders.Options{Digest: at("0 18 * * *"), Spread: w.spread, Due: at("0 8 * * *"),
		PollingDigest: w.polling.digest, Turnout: w.polling.turnout, Count: w.polling.count, Results: w.polling.results, Outlook: w.polling.outlook, Readiness: w.polling.readiness,
		Climb: climb(), PollingClimb: pollingClimb(), Quiet: election.Quiet{From: 21*60 + 30, To: 7 * 60}, Now: w.clock.now,
		Log: slog.New(slog.NewTextHandler(w.log, nil)), Wake: func() {}, Who: name,
		Off: func() time.Duration { return time.Duration(w.off.Load()) }})
}

// daily are schedules as cron writes them.
func daily(t testing.TB, specs ...string) []cron.Schedule {
	t.Helper()
	var all []cron.Schedule
	for _, spec := range specs {
		s, err := cron.ParseStandard(spec)
		must(t, err)
		all = append(all, s)
	}
	return all
}

func (w *world) bind(user int64, p election.PersonID, language string) {
	w.t.Helper()
	ses, err := w.store.Session(w.t.Context(), user)
	must(w.t, err)
	must(w.t, w.store.Commit(w.t.Context(), store.Commit{Session: &ses, State: ses.Talk,
		Binding: &store.Binding{Person: p, Language: language, Since: w.clock.now()}}))
	w.users[user] = p
}

// report commits a report of an officer, or of the office where there is none, at the
// present time.
func (w *world) report(id election.ReportID, u election.UnitID, b election.Body) {
	w.t.Helper()
	ses := store.Session{}
	must(w.t, w.store.Focus(w.t.Context(), &ses, u))
	unit, _ := w.town.Unit(u)
	by := append(slices.Clone(unit.Officers), election.OfficePerson(700001))[0]
	must(w.t, w.store.Commit(w.t.Context(), store.Commit{Session: &ses,
		Report: &election.Report{ID: id, Unit: u, By: by, At: w.clock.now(), Body: b}}))
}

// reportAs commits a report of somebody.
func (w *world) reportAs(id election.ReportID, u election.Unit, by election.PersonID, b election.Body) {
	w.t.Helper()
	ses := store.Session{}
	must(w.t, w.store.Focus(w.t.Context(), &ses, u.ID))
	must(w.t, w.store.Commit(w.t.Context(), store.Commit{Session: &ses, Report: &election.Report{ID: id, Unit: u.ID, By: by, At: w.clock.now(), Body: b}}))
}

// at sets the clock to an hour of a day, wakes the jobs and returns what is
// sent, by person.
func (w *world) at(day election.Date, hour int) map[election.PersonID][]store.Message {
	w.t.Helper()
	w.to(day, hour)
	w.jobs.Wake(w.t.Context())
	return w.sent()
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

func (w *world) to(day election.Date, hour int) {
	w.clock.set(day.At(hour, 0, w.town.Location))
}

// sent empties the outbox. Each pictures must stand right before a text; they
// are put into drawn.
func (w *world) sent() map[election.PersonID][]store.Message {
	w.t.Helper()
	all := map[election.PersonID][]store.Message{}
	w.drawn = map[election.PersonID][]store.Pictures{}
	now := time.Now().Add(time.Second)
	for _, class := range store.Classes() {
		for taken := w.take(class, now); len(taken) > 0; taken = w.take(class, now) {
			for _, chat := range taken {
				w.sort(all, w.users[chat.Chat], chat.Messages)
				must(w.t, w.store.SettleAll(w.t.Context(), chat))
			}
		}
	}
	return all
}

func (w *world) take(class store.Class, now time.Time) []store.Waiting {
	w.t.Helper()
	taken, _, err := w.store.Take(w.t.Context(), class, now, time.Minute, 1000)
	must(w.t, err)
	return taken
}

// sort tells what somebody reads from pictures.
func (w *world) sort(all map[election.PersonID][]store.Message, who election.PersonID, messages []store.Message) {
	w.t.Helper()
	for i, m := range messages {
		if m.Pictures == nil || m.Text != "" {
			all[who] = append(all[who], m)
		}
		switch {
		case m.Pictures == nil:
		case m.Text == "" && i+1 < len(messages) && !strings.Contains(messages[i+1].Text, "📊"):
			w.t.Errorf("no digest follows the pictures to %s", who)
		default:
			w.drawn[who] = append(w.drawn[who], *m.Pictures)
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantReaders fails unless exactly these people got one message each.
func wantReaders(t *testing.T, when string, got map[election.PersonID][]store.Message, want ...election.PersonID) {
	t.Helper()
	var names []election.PersonID
	for p, messages := range got {
		if len(messages) != 1 {
			t.Errorf("%s: %d messages to %s", when, len(messages), p)
		}
		names = append(names, p)
	}
	slices.Sort(names)
	slices.Sort(want)
	if !slices.Equal(names, want) {
		t.Errorf("%s: sent to %v, want %v", when, names, want)
	}
}

// only are the messages of one job.
func only(job string, got map[election.PersonID][]store.Message) map[election.PersonID][]store.Message {
	some := map[election.PersonID][]store.Message{}
	for p, messages := range got {
		for _, m := range messages {
			if strings.HasPrefix(m.ID, job+":") {
				some[p] = append(some[p], m)
			}
		}
	}
	return some
}

func done() election.Body { return election.StageReport{Stage: "roll", Status: election.Done} }

func both(t *testing.T, f func(t *testing.T, c redis.UniversalClient)) {
	t.Helper()
	redistest.Both(t, f)
}

// rung are the messages that ring; a card that only changes does not.
func rung(got map[election.PersonID][]store.Message) map[election.PersonID][]store.Message {
	some := map[election.PersonID][]store.Message{}
	for p, messages := range got {
		for _, m := range messages {
			if !m.Quiet {
				some[p] = append(some[p], m)
			}
		}
	}
	return some
}

// TestWhoIsRemindedWhen climbs the ladder: the officer before the day and on
// every day after it, the leader on the third, the leading group and the office on
// the fifth.
func TestWhoIsRemindedWhen(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w := newWorld(t, c, smallTown(t), rollDay().AddDays(-4))
		says := map[int]string{-3: "还有 3 天", -2: "还有 2 天", -1: "明天截止", 0: "今天截止", 1: "已逾期 1 天", 2: "已逾期 2 天", 3: "已逾期 3 天", 5: "已逾期 5 天"}
		for days := -4; days <= 5; days++ {
			when := fmt.Sprintf("%d days", days)
			got := w.at(rollDay().AddDays(days), 8)
			want := []election.PersonID{"白露", "谷雨"}
			switch {
			case days == -4 || days == -2:
				want = nil
			case days == 5:
				want = append(want, "高处", "office:900")
			case days == 3:
				want = append(want, "石远", "方圆")
			}
			wantReaders(t, when, rung(got), want...)
			for _, m := range got["白露"] {
				if !strings.Contains(m.Text, says[days]) || !strings.Contains(m.Text, "A1村") || strings.Contains(m.Text, "A2村") || m.Key != cards.AskedKey {
					t.Errorf("%s: %+v", when, m)
				}
			}
			w.at(rollDay().AddDays(days), 19) // the digest in between
		}
	})
}

func TestWhoeverReportedIsLeftAlone(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w := newWorld(t, c, smallTown(t), rollDay().AddDays(-3))
		w.report("R1", "A1", done())
		w.report("R2", "A2", election.StageReport{Stage: "roll", Status: election.UnderWay})
		got := w.at(rollDay().AddDays(-3), 8)
		wantReaders(t, "before", got, "谷雨")
		if m := got["谷雨"][0]; len(m.Buttons) != 3 || !strings.Contains(m.Text, "A2村") || !strings.Contains(m.Text, "B1村") {
			t.Errorf("to the officer of two: %+v", m)
		}
		w.report("R3", "A2", done())
		got = rung(only("due", w.at(rollDay().AddDays(3), 8)))
		wantReaders(t, "overdue", got, "谷雨", "方圆")
		w.report("R4", "B1", done())
		got = only("due", w.at(rollDay().AddDays(4), 8))
		wantReaders(t, "all done", rung(got))
		wantReaders(t, "all done", got, "谷雨", "方圆")
		if m := got["谷雨"][0]; !m.Only || m.Move || !strings.Contains(m.Text, "单子上的都报了") || m.Buttons != nil {
			t.Errorf("the card of who has reported: %+v", m)
		}
	})
}

func TestOnceFromTwoReplicas(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w := newWorld(t, c, smallTown(t), rollDay())
		replicas := []*reminders.Reminders{w.jobs, w.replica("two"), w.replica("three")}
		w.to(rollDay().AddDays(1), 8)
		var all sync.WaitGroup
		for i := range 12 {
			all.Go(func() { replicas[i%3].Wake(t.Context()) })
		}
		all.Wait()
		got := w.sent()
		for p, messages := range got { // the digest of yesterday was missed, so it comes too, late
			texts := map[string]bool{}
			for _, m := range messages {
				if texts[m.ID] {
					t.Errorf("%s to %s twice", m.ID, p)
				}
				texts[m.ID] = true
			}
		}
		for p, want := range map[election.PersonID]int{"白露": 1, "谷雨": 1, "石远": 1, "方圆": 1, "高处": 1, "office:900": 1} {
			if len(got[p]) != want {
				t.Errorf("%d messages to %s, want %d", len(got[p]), p, want)
			}
		}
		wantReaders(t, "again", w.at(rollDay().AddDays(1), 9))
	})
}

func TestCaughtUpOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w := newWorld(t, c, smallTown(t), rollDay().AddDays(-3))
		got := w.at(rollDay().AddDays(-3), 20) // down at 08:00 and 18:00
		for p, want := range map[election.PersonID]string{"白露": "还有 3 天", "石远": "日报"} {
			if len(got[p]) != 1 || !strings.Contains(got[p][0].Text, "（迟发）") || !strings.Contains(got[p][0].Text, want) {
				t.Errorf("caught up for %s: %+v", p, got[p])
			}
		}
		wantReaders(t, "again", w.at(rollDay().AddDays(-3), 21))

		// Down for days: once, of the last time missed, in the words of today.
		wantReaders(t, "at night", w.at(rollDay().AddDays(1), 1))
		got = w.at(rollDay().AddDays(1), 7)
		wantReaders(t, "after days", only("due", got), "白露", "谷雨")
		wantReaders(t, "after days", only("digest", got), "石远", "方圆", "高处", "office:900")
		if m := got["白露"][0]; !strings.Contains(m.Text, "已逾期 1 天") || !strings.Contains(m.Text, "（迟发）") || m.Quiet {
			t.Errorf("after days: %+v", m)
		}
		got = w.at(rollDay().AddDays(1), 8)
		wantReaders(t, "in time", got, "白露", "谷雨")
		if m := got["白露"][0]; strings.Contains(m.Text, "迟发") || m.Quiet {
			t.Errorf("in time, but %+v", m)
		}
	})
}

func TestNothingBeforeTheFirstStart(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w := newWorld(t, c, smallTown(t), rollDay().AddDays(30)) // fails itself if anything is sent
		wantReaders(t, "the morning after", w.at(rollDay().AddDays(30), 8), "白露", "谷雨", "石远", "方圆", "高处", "office:900")
	})
}

func TestEnglishReaders(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w := newWorld(t, c, smallTown(t), rollDay().AddDays(-1))
		for user, p := range w.users {
			if p == "谷雨" || p == "石远" {
				w.bind(user, p, "en")
			}
		}
		got := w.at(rollDay().AddDays(-1), 8)
		if text := got["谷雨"][0].Text; !strings.Contains(text, "due tomorrow") || strings.Contains(text, "截止") {
			t.Errorf("an English officer reads %s", text)
		}
		if text := got["白露"][0].Text; !strings.Contains(text, "明天截止") {
			t.Errorf("a Chinese officer reads %s", text)
		}
		w.report("R1", "A2", election.Turnout{Registered: 400, Voted: 300})
		if text := w.at(rollDay().AddDays(-1), 18)["石远"][0].Text; !strings.Contains(text, "Turnout") || strings.Contains(text, "日报") {
			t.Errorf("an English leader reads %s", text)
		}
	})
}

func TestDigestGoesByArea(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w := newWorld(t, c, smallTown(t), rollDay())
		w.report("R1", "A2", election.Turnout{Registered: 400, Voted: 300})
		got := only("digest", w.at(rollDay(), 18))
		for p, want := range map[election.PersonID][2]string{
			"石远": {"东片", "300/400 = 75.00%（1/2 个村已报）"}, "方圆": {"西片", "今天截止"},
			"高处": {"全镇", "（1/3 个村已报）"}, "office:900": {"全镇", "（1/3 个村已报）"},
		} {
			if len(got[p]) != 1 || !strings.Contains(got[p][0].Text, "日报 · "+want[0]) || !strings.Contains(got[p][0].Text, want[1]) {
				t.Errorf("the digest of %s: %+v", p, got[p])
			}
		}
		w.bind(900, "方圆", "zh") // somebody of the office who leads an area too reads as the office
		if got = only("digest", w.at(rollDay().AddDays(1), 18)); len(got["方圆"]) != 1 || !strings.Contains(got["方圆"][0].Text, "全镇") {
			t.Errorf("the digest of the office: %+v", got["方圆"])
		}
	})
}

// TestHalfWay breaks the data of one leader's digest. The others get theirs,
// and that one follows once it is repaired.
func TestHalfWay(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w := newWorld(t, c, smallTown(t), rollDay().AddDays(-5))
		const broken = "hj:{linxi}:figures:v27:东片/沿河"
		must(t, c.Set(t.Context(), broken, "x", 0).Err())
		got := w.at(rollDay().AddDays(-5), 18)
		wantReaders(t, "broken", only("digest", got), "方圆", "高处", "office:900")
		if !strings.Contains(w.log.String(), broken) && !strings.Contains(w.log.String(), "东片") {
			t.Errorf("the log does not name what is broken: %s", w.log)
		}
		wantReaders(t, "still broken", w.at(rollDay().AddDays(-5), 19))
		must(t, c.Del(t.Context(), broken).Err())
		got = w.at(rollDay().AddDays(-5), 20)
		wantReaders(t, "mended", got, "石远")
		if !strings.Contains(got["石远"][0].Text, "（迟发）") {
			t.Errorf("not marked late: %s", got["石远"][0].Text)
		}
		wantReaders(t, "after all", w.at(rollDay().AddDays(-5), 21))
	})
}

func TestNext(t *testing.T) {
	t.Parallel()
	w := newWorld(t, redistest.Dial(t, redistest.Any(t)), smallTown(t), rollDay())
	for from, want := range map[int]int{7: 8, 8: 18, 17: 18, 18: 32} {
		got := w.jobs.Next(rollDay().At(from, 0, w.town.Location).UTC())
		if !got.Equal(rollDay().At(want, 0, w.town.Location)) {
			t.Errorf("after %d o'clock comes %v", from, got)
		}
	}
}
