package reminders_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

// wideTown is smallTown with everybody on the ladder of A1: an officer, a
// stand-in, a contact in the village, a leader and the leading group.
func wideTown(t testing.TB) *election.Town {
	t.Helper()
	town := *smallTown(t)
	town.Units = slices.Clone(town.Units)
	town.Units[0].Officers = []election.PersonID{"白露", "秋分"}
	town.Units[0].Contact = "老槐"
	wide, err := election.NewTown(town)
	must(t, err)
	return wide
}

// TestClimb lets nobody report for A1 and checks who is rung on which day.
// Everybody has one card: the same message, sent again; to whoever answers for
// others it is sent once, and changes in its place after that.
func TestClimb(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w := newWorld(t, c, wideTown(t), rollDay().AddDays(-1))
		w.report("R1", "A2", done())
		w.report("R2", "B1", done())
		for day, want := range [][]election.PersonID{
			{"白露"}, {"白露", "秋分"}, {"白露", "秋分", "老槐"}, {"白露", "秋分", "老槐", "石远"}, {"白露", "秋分", "老槐"},
			{"白露", "秋分", "老槐", "高处", "office:900"}, {"白露", "秋分", "老槐"},
		} {
			got := w.at(rollDay().AddDays(day), 8)
			wantReaders(t, fmt.Sprintf("day %d", day), rung(only("due", got)), want...)
			for p, messages := range got {
				for _, m := range only("due", map[election.PersonID][]store.Message{p: messages})[p] {
					if m.Key != cards.AskedKey || m.Move != slices.Contains(want, p) || m.Class != store.ClassDigest {
						t.Errorf("day %d, %s: not a card that takes the place of the last: %+v", day, p, m)
					}
				}
			}
			w.at(rollDay().AddDays(day), 19)
		}
		texts := w.at(rollDay().AddDays(7), 8)
		for p, want := range map[election.PersonID]string{"秋分": "催报：1 项", "老槐": "请提醒联络员", "石远": "A1村（白露、秋分）", "高处": "未报：1 个村，1 项"} {
			if len(texts[p]) != 1 || !strings.Contains(texts[p][0].Text, want) {
				t.Errorf("%s reads %+v, want %q", p, texts[p], want)
			}
		}
		if len(texts["秋分"][0].Buttons) != 2 || texts["老槐"][0].Buttons != nil || len(texts["石远"][0].Buttons) != 1 || len(texts["石远"][0].Buttons[0]) != 3 {
			t.Error("buttons for whoever may not report, or none for whoever may")
		}
	})
}

// The stand-in is asked at once if the officer is not bound, or has blocked the bot.
func TestStandInOfNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, redistest.Dial(t, redistest.Any(t)), wideTown(t), rollDay().AddDays(-1))
	for user, p := range w.users {
		if p == "白露" {
			w.bind(user, "谷雨", "zh") // their telephone is somebody else's now
		}
	}
	if got := w.at(rollDay(), 8); len(got["秋分"]) != 1 || !strings.Contains(got["秋分"][0].Text, "今天截止") {
		t.Errorf("the stand-in gets %+v", got)
	}
	w = newWorld(t, redistest.Dial(t, redistest.Any(t)), wideTown(t), rollDay().AddDays(-1))
	for user, p := range w.users {
		if p == "白露" {
			must(t, w.store.Unreachable(t.Context(), user, "blocked"))
		}
	}
	if got := w.at(rollDay(), 8); len(got["秋分"]) != 1 || !strings.Contains(got["秋分"][0].Text, "今天截止") {
		t.Errorf("the stand-in of one who blocked the bot gets %+v", got)
	}
}

// pollingTimes are those of an election's day in the tests.
func pollingTimes(t testing.TB) times {
	return times{digest: daily(t, "0 10 * * *", "0 18 * * *"), turnout: daily(t, "0 10 * * *", "0 14 * * *"), count: daily(t, "0 20 * * *")}
}

// onPollingDay returns a world on the morning of its polling day, with the
// stage done.
func onPollingDay(t *testing.T, c redis.UniversalClient) (*world, election.Date) {
	t.Helper()
	town := wideTown(t)
	polling := town.Elections[0].PollingDay
	w := newWorld(t, c, town, polling)
	w.polling = pollingTimes(t)
	w.jobs = w.replica("polling")
	w.jobs.Wake(t.Context())
	for i, u := range town.Units {
		w.report(election.ReportID(fmt.Sprint("S", i)), u.ID, done())
	}
	w.atTime(polling, 7, 0)
	return w, polling
}

// atTime is at with minutes.
func (w *world) atTime(day election.Date, hour, minute int) map[election.PersonID][]store.Message {
	w.t.Helper()
	w.clock.mu.Lock()
	w.clock.at = day.At(hour, minute, w.town.Location)
	w.clock.mu.Unlock()
	w.jobs.Wake(w.t.Context())
	return w.sent()
}

// TestPollingDayClimbsByTheHour checks who is asked for a turnout due at ten:
// the officer at ten, the stand-in half an hour later, contact and leader
// after an hour, the leading group after two. At fourteen a new one is due.
func TestPollingDayClimbsByTheHour(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w, day := onPollingDay(t, c)
		w.atTime(day, 9, 30)
		w.report("T1", "A2", election.Turnout{Registered: 400, Voted: 100})
		w.report("T2", "B1", election.Turnout{Registered: 400, Voted: 120})
		for _, step := range []struct {
			hour, minute int
			want         []election.PersonID
		}{
			{9, 59, nil}, {10, 0, []election.PersonID{"白露"}}, {10, 5, nil}, {10, 30, []election.PersonID{"秋分"}},
			{11, 0, []election.PersonID{"老槐", "石远"}}, {11, 30, nil}, {12, 0, []election.PersonID{"高处", "office:900"}}, {13, 0, nil},
		} {
			got := only("due", w.atTime(day, step.hour, step.minute))
			wantReaders(t, fmt.Sprintf("%02d:%02d", step.hour, step.minute), got, step.want...)
		}
		w.report("T3", "A1", election.Turnout{Registered: 400, Voted: 90})
		got := only("due", w.atTime(day, 14, 0))
		wantReaders(t, "14:00", rung(got), "谷雨") // A1 reported after ten
		if text := got["谷雨"][0].Text; !strings.Contains(text, "14:00 投票人数 · 2 个村：A2村、B1村") {
			t.Errorf("at 14:00 an officer of two reads\n%s", text)
		}
		if got := only("due", w.atTime(day, 20, 0)); len(rung(got)["白露"]) != 1 || !strings.Contains(got["白露"][0].Text, "计票结果") {
			t.Errorf("at 20:00 the count is not asked for: %+v", got)
		}
		wantReaders(t, "at night", only("due", w.atTime(day, 22, 0)))
	})
}

// TestNoTurnoutAfterTheEndOfPolling checks that a village whose polling ends
// at noon is not asked for the turnout of fourteen o'clock. If it owes an
// earlier figure, it reads that the count is enough.
func TestNoTurnoutAfterTheEndOfPolling(t *testing.T) {
	t.Parallel()
	town := *wideTown(t)
	town.Units = slices.Clone(town.Units)
	town.Units[0].Hours, town.Units[1].Hours, town.Units[2].Hours = "8:00-12:00", "8:00-9:30", "8:00-16:00"
	short, err := election.NewTown(town)
	must(t, err)
	day := short.Elections[0].PollingDay
	w := newWorld(t, redistest.Dial(t, redistest.Any(t)), short, day)
	w.polling = pollingTimes(t)
	w.polling.turnout = daily(t, "0 10 * * *", "0 12 * * *", "0 14 * * *", "0 16 * * *", "0 18 * * *")
	w.jobs = w.replica("polling")
	w.jobs.Wake(t.Context())
	w.atTime(day, 9, 30)
	w.report("T1", "A1", election.Turnout{Registered: 400, Voted: 90})
	w.report("T2", "B1", election.Turnout{Registered: 400, Voted: 120})
	if text := only("due", w.atTime(day, 12, 0))["白露"][0].Text; !strings.Contains(text, "A1村 · 12:00 投票人数\n") || !strings.Contains(text, "投票 12:00 已结束，计好票直接报计票") {
		t.Errorf("at noon the officer of A1 reads\n%s", text)
	}
	w.report("T3", "A1", election.Turnout{Registered: 400, Voted: 190})
	got := only("due", w.atTime(day, 14, 0))
	if text := got["谷雨"][0].Text; !strings.Contains(text, "A2村 · 10:00 投票人数\n　投票 09:30 已结束，计好票直接报计票") || !strings.Contains(text, "B1村 · 投票人数：12:00 到 14:00 都没报") {
		t.Errorf("at 14:00 an officer of two reads\n%s", text)
	}
	w.report("T4", "B1", election.Turnout{Registered: 400, Voted: 220})
	if text := only("due", w.atTime(day, 16, 0))["谷雨"][0].Text; !strings.Contains(text, "B1村 · 16:00 投票人数") {
		t.Errorf("at 16:00, when polling has just ended:\n%s", text)
	}
	if got := rung(only("due", w.atTime(day, 18, 0))); len(got["白露"]) > 0 {
		t.Errorf("the officer of A1 is asked again: %+v", got["白露"])
	}
	if text := only("due", w.atTime(day, 20, 0))["白露"][0].Text; !strings.Contains(text, "计票结果") {
		t.Errorf("the count is not asked for:\n%s", text)
	}
}

// TestPromiseStopsReminders checks that an officer who says “no signal, by two
// o'clock” is not asked until then. Leaders see it in their list, and
// afterwards the officer is asked again.
func TestPromiseStopsReminders(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w, day := onPollingDay(t, c)
		w.atTime(day, 10, 0)
		w.report("P1", "A1", election.Promise{Until: day.At(13, 0, w.town.Location), Why: "没有信号"})
		wantReaders(t, "stand-in", rung(only("due", w.atTime(day, 10, 30))))
		got := only("due", w.atTime(day, 11, 0))
		wantReaders(t, "leaders of the others", rung(got), "石远", "方圆")
		if text := got["石远"][0].Text; !strings.Contains(text, "未报：1 个村") || !strings.Contains(text, "A1村（白露、秋分）\n　🤝 13:00 前补报，没有信号") {
			t.Errorf("the leader reads\n%s", text)
		}
		w.atTime(day, 12, 55)
		wantReaders(t, "the promise is over", rung(only("due", w.atTime(day, 13, 0))), "白露", "秋分", "老槐", "石远", "高处", "office:900")
	})
}

// TestReportTakesBackWhatWaits checks that a queued reminder is not sent after
// the report it asks for.
func TestReportTakesBackWhatWaits(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w := newWorld(t, c, wideTown(t), rollDay().AddDays(1))
		w.to(rollDay().AddDays(1), 8)
		w.jobs.Wake(t.Context())
		w.reportWithCards("R1", "A1", done())
		got := w.sent()
		for _, p := range []election.PersonID{"白露", "秋分"} {
			for _, m := range only("due", got)[p] {
				t.Errorf("%s is asked for what is reported: %s", p, m.Text)
			}
			if len(got[p]) == 0 || !got[p][len(got[p])-1].Only {
				t.Errorf("%s: %+v", p, got[p])
			}
		}
		if m := only("due", got)["谷雨"]; len(m) != 1 || !strings.Contains(m[0].Text, "A2村") {
			t.Errorf("the officer of other villages: %+v", m)
		}
	})
}

// reportWithCards commits a report as the bot does, with the cards it changes. between
// happens after everything was read for it, the first time.
func (w *world) reportWithCards(id election.ReportID, unit election.UnitID, b election.Body, between ...func()) {
	w.t.Helper()
	for ; ; between = nil {
		ses := store.Session{}
		must(w.t, w.store.Focus(w.t.Context(), &ses, unit))
		u, _ := w.town.Unit(unit)
		e := w.town.ElectionOf(u)
		r := election.Report{ID: id, Unit: unit, By: u.Officers[0], At: w.clock.now(), Body: b}
		c := store.Commit{Session: &ses, Report: &r}
		people := append(slices.Clone(w.town.People()), election.OfficePerson(900))
		all, err := w.store.Cards(w.t.Context(), people...)
		must(w.t, err)
		for i, was := range all {
			is, changed := was.After(e, election.UnitState{Unit: u, Progress: e.Fold(ses.Progress, r)}, w.town.Person(people[i]), was.User, w.clock.now())
			if !changed {
				c.Kept = append(c.Kept, store.CardKept{Person: people[i], Was: was})
				continue
			}
			m := cards.Asked(w.town, is, election.Chinese, document.Asked(w.town, is, election.Chinese, w.clock.now().In(w.town.Location)))
			m.ID, m.Chat, m.Quiet = fmt.Sprint("edit:", id, i), was.User, true
			c.Cards = append(c.Cards, store.CardChange{Person: people[i], Was: was, Is: is, Message: m})
		}
		for _, happens := range between {
			happens()
		}
		if err := w.store.Commit(w.t.Context(), c); !errors.Is(err, store.ErrConflict) {
			must(w.t, err)
			return
		}
	}
}

// TestReminderWhileAReportIsMade makes cards after a report has read that there are none, and
// before it is committed: they do not stay as they are.
func TestReminderWhileAReportIsMade(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w := newWorld(t, c, wideTown(t), rollDay().AddDays(1))
		w.to(rollDay().AddDays(1), 8)
		u := w.town.Units[0]
		w.reportWithCards("R1", u.ID, done(), func() { w.jobs.Wake(t.Context()) })
		sent := w.sent()
		if len(only("due", sent)) == 0 {
			t.Fatal("nobody is asked for anything")
		}
		for p, messages := range sent {
			if last := messages[len(messages)-1]; strings.Contains(last.Text, u.Name+" · 选民") {
				t.Errorf("%s is asked for what is reported:\n%s", p, last.Text)
			}
		}
	})
}

// TestReportAndReminderInOneMoment commits reports while two replicas make
// reminders of them. Whichever comes first, no card asks for what is reported
// in the end, and none is kept.
func TestReportAndReminderInOneMoment(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w := newWorld(t, c, wideTown(t), rollDay().AddDays(1))
		other := w.replica("two")
		for round := range 15 {
			day := rollDay().AddDays(1 + round)
			w.to(day, 8)
			unit := w.town.Units[round%3].ID
			ready := make(chan struct{})
			jobs := make(chan struct{}, 2)
			for _, r := range []interface{ Wake(context.Context) }{w.jobs, other} {
				go func() {
					<-ready
					r.Wake(t.Context())
					jobs <- struct{}{}
				}()
			}
			close(ready)
			w.reportWithCards(election.ReportID(fmt.Sprint("R", round)), unit, done())
			<-jobs
			<-jobs
			u, _ := w.town.Unit(unit)
			for p, messages := range w.sent() {
				if last := messages[len(messages)-1]; strings.Contains(last.Text, u.Name+" · 选民") {
					t.Errorf("round %d: %s is asked for what is reported:\n%s", round, p, last.Text)
				}
			}
			w.report(election.ReportID(fmt.Sprint("U", round)), unit, election.StageReport{Stage: "roll", Status: election.UnderWay})
		}
	})
}

// TestOwnQuietHours checks that a card does not ring in its reader's quiet
// hours, and comes when they are over.
func TestOwnQuietHours(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		w, day := onPollingDay(t, c)
		w.choose("白露", store.Prefs{Quiet: "20:00-10:15"})
		wantReaders(t, "in the quiet hours", rung(only("due", w.atTime(day, 10, 0))), "谷雨")
		wantReaders(t, "after them", rung(only("due", w.atTime(day, 10, 15))), "白露")
	})
}

// choose keeps a person's choices.
func (w *world) choose(p election.PersonID, prefs store.Prefs) {
	w.t.Helper()
	for user, who := range w.users {
		if who == p {
			ses, err := w.store.Session(w.t.Context(), user)
			must(w.t, err)
			must(w.t, w.store.Commit(w.t.Context(), store.Commit{Session: &ses, State: ses.Talk, Prefs: &prefs}))
		}
	}
}

// TestOwnDigest checks that a person who chose times and the short digest gets
// it then, without pictures. On polling day it comes at the office's times.
func TestOwnDigest(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		town := wideTown(t)
		polling := town.Elections[0].PollingDay
		day := polling.AddDays(-1)
		w := newWorld(t, c, town, day)
		w.polling = pollingTimes(t)
		w.jobs = w.replica("polling")
		w.jobs.Wake(t.Context())
		w.choose("石远", store.Prefs{Digest: []string{"12:00", "20:30"}, Brief: true})
		digests := func(hour, minute int, day election.Date) []election.PersonID {
			var got []election.PersonID
			for p, messages := range w.atTime(day, hour, minute) {
				for _, m := range messages {
					if strings.Contains(m.Text, "📊") {
						got = append(got, p)
						if p == "石远" && (strings.Contains(m.Text, "1️⃣ ") == false || strings.Contains(m.Text, "（白露") || len(w.drawn[p]) > 0) {
							t.Errorf("the short digest: %s, %v", m.Text, w.drawn[p])
						}
					}
				}
			}
			slices.Sort(got)
			return got
		}
		for i, want := range []struct {
			day          election.Date
			hour, minute int
			people       []election.PersonID
		}{
			{day, 12, 0, []election.PersonID{"石远"}}, {day, 18, 0, []election.PersonID{"office:900", "方圆", "高处"}}, {day, 20, 30, []election.PersonID{"石远"}},
			{polling, 10, 0, []election.PersonID{"office:900", "方圆", "石远", "高处"}}, {polling, 12, 0, nil},
			{polling, 18, 0, []election.PersonID{"office:900", "方圆", "石远", "高处"}}, {polling, 20, 30, nil},
		} {
			w.report(election.ReportID(fmt.Sprint("Q", i)), town.Units[0].ID, election.Case{Kind: election.Request, Words: "选票何时送到"}) // news
			if got := digests(want.hour, want.minute, want.day); !slices.Equal(got, want.people) {
				t.Errorf("%v %02d:%02d: digests to %v, want %v", want.day, want.hour, want.minute, got, want.people)
			}
		}
	})
}

// TestMondayAndTheDayBefore: the outlook of the week, and what is missing on the
// eve of polling day.
func TestMondayAndTheDayBefore(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		town := wideTown(t)
		eve := town.Elections[0].PollingDay.AddDays(-1)
		monday := election.Date{Year: 2026, Month: time.December, Day: 21} // the roll is due on Saturday
		w := newWorld(t, c, town, monday)
		w.polling = times{outlook: daily(t, "30 8 * * 1"), readiness: daily(t, "0 9 * * *")}
		w.jobs = w.replica("weekly")
		w.jobs.Wake(t.Context())
		got := only("outlook", w.atTime(monday, 8, 30))
		wantReaders(t, "Monday", got, "白露", "秋分", "谷雨", "石远", "方圆", "高处", "office:900")
		if text := got["高处"][0].Text; !strings.Contains(text, "本周（12月21日—12月27日）</b>\n⚖️ 12月26日（周六） 选民登记公布 · 3 个村\n　A1村（白露、秋分）；A2村、B1村（谷雨）") {
			t.Errorf("the outlook of the town:\n%s", text)
		}
		w.report("R1", "A1", done())
		w.atTime(eve, 8, 0)
		got = only("readiness", w.atTime(eve, 9, 0))
		wantReaders(t, "the eve", got, "白露", "秋分", "谷雨", "石远", "方圆", "高处", "office:900")
		if text := got["石远"][0].Text; !strings.Contains(text, "选前检查：0/2 个村就绪") || !strings.Contains(text, "名单公布 1/2、候选人公示 0/2") ||
			!strings.Contains(text, "✗ 2 个村都缺：候选人公示、选票、投票地点和时间、现场人员、应急预案\n✗ 另缺 名单公布 · 1 个村\n　A2村（谷雨）") {
			t.Errorf("on the eve a leader reads\n%s", text)
		}
		if b := got["谷雨"][0].Buttons; len(b) != 6 || b[0][0].Label != "A2村 · 📋 名单公布" || b[0][0].Data != (flow.Opening{Form: "stage", Unit: "A2", Step: "stage", Value: "roll"}).String() ||
			b[1][0].Data != (flow.Opening{Form: "nomination", Unit: "A2"}).String() || b[3][0].Data != (flow.Opening{Form: "plan", Unit: "A2"}).String() || b[4][0].Label != "B1村 · 📋 名单公布" {
			t.Errorf("an officer's buttons: %+v", b)
		}
		if text := got["白露"][0].Text; !strings.Contains(text, "选前检查：A1村还缺 5 项") || !strings.Contains(text, "✗ 现场人员、应急预案 → 🛟 应急预案") || strings.Contains(text, "0/1") {
			t.Errorf("an officer of one village reads\n%s", text)
		}
		if got["石远"][0].Buttons != nil || got["office:900"][0].Buttons != nil {
			t.Error("buttons for whoever is not the officer")
		}
		w.report("R2", "A2", done())
		again := only("readiness-again", w.atTime(eve, 12, 0))
		if m := again["石远"]; len(m) != 1 || !m[0].Only || !m[0].Quiet || !strings.Contains(m[0].Text, "名单公布 2/2") || strings.Contains(m[0].Text, "另缺") {
			t.Errorf("at noon the readiness of a leader becomes %+v", m)
		}
		wantReaders(t, "the next day", only("readiness", w.atTime(eve.AddDays(1), 9, 0)))
	})
}
