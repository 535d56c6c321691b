package reminders_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/announce"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// The groups of the small town, as readers of their own.
const (
	publicGroup  = -11
	workingGroup = -12
)

// groups binds a public and a working group.
func (w *world) groups() {
	w.t.Helper()
	for _, g := range []store.Group{{Chat: publicGroup, Title: "村民群"}, {Chat: workingGroup, Title: "工作群", Audience: election.WorkingAudience, Topic: 5}} {
		w.users[g.Chat] = election.PersonID(g.Title)
		must(w.t, w.store.Commit(w.t.Context(), store.Commit{Once: g.Title, Group: &g}))
	}
}

// release has an announcement of the office approved by the leading group, now.
func (w *world) release(a election.Announcement) {
	w.t.Helper()
	a.By, a.At = election.OfficePerson(900), w.clock.now()
	var c store.Commit
	must(w.t, announce.Release(w.t.Context(), w.store, &c, store.Kept{Announcement: a}, "高处", w.clock.now()))
	must(w.t, w.store.Commit(w.t.Context(), c))
}

// written is the announcement that a template makes for all units.
func (w *world) written(id election.AnnouncementID, k election.AnnouncementKind) election.Announcement {
	w.t.Helper()
	var ids []election.UnitID
	for _, u := range w.town.Units {
		ids = append(ids, u.ID)
	}
	states, err := w.store.States(w.t.Context(), ids)
	must(w.t, err)
	a := election.Announcement{ID: id, Kind: k, Election: "v27", Made: true, Text: w.town.Write(k, w.town.Elections[0], states)}
	for _, s := range states {
		if k.Concerns(w.town.Elections[0], s) {
			a.Units = append(a.Units, s.Unit.ID)
		}
	}
	return a
}

// announced are the messages about announcements.
func announced(got map[election.PersonID][]store.Message) map[election.PersonID][]store.Message {
	some := map[election.PersonID][]store.Message{}
	for p, messages := range got {
		for _, m := range messages {
			if strings.HasPrefix(m.Key, "announce") || strings.HasPrefix(m.Key, "notice:") {
				some[p] = append(some[p], m)
			}
		}
	}
	return some
}

// ack confirms an announcement for a unit.
func (w *world) ack(id election.AnnouncementID, revision int, u election.UnitID, by election.PersonID) {
	w.t.Helper()
	must(w.t, w.store.Commit(w.t.Context(), store.Commit{
		Acks: []store.Ack{{Announcement: id, Revision: revision, Unit: u, By: by, At: w.clock.now()}},
		Plan: []store.Planned{{Step: store.StepStatus, ID: id, At: w.clock.now()}}}))
}

func TestAScheduledAnnouncementIsPostedOnceAtItsTime(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		day := rollDay().AddDays(-10)
		w := newWorld(t, c, smallTown(t), day)
		w.groups()
		a := w.written("N1", election.PollingAnnouncement)
		a.When = day.At(8, 0, w.town.Location)
		w.release(a)
		wantReaders(t, "before its time", announced(w.at(day, 7)))
		w.to(day, 8)
		var all sync.WaitGroup
		for _, r := range []string{"two", "three", "four"} {
			replica := w.replica(r)
			all.Go(func() { replica.Wake(t.Context()) })
		}
		all.Wait()
		got := announced(w.sent())
		w.jobs.Wake(t.Context())
		office := election.OfficePerson(900)
		for p, messages := range announced(w.sent()) {
			got[p] = append(got[p], messages...)
		}
		wantReaders(t, "at its time", got, "村民群", "工作群", "白露", "谷雨", office)
		if m := got["工作群"][0]; m.Topic != 5 || !m.Pin || m.Class != store.ClassAnnouncement || !strings.HasPrefix(m.Text, "📢 临溪镇村民委员会换届选举投票公告") {
			t.Errorf("the working group got %+v", m)
		}
		if m := got["谷雨"][0]; len(m.Buttons) != 3 || !strings.Contains(m.Text, "A2村、B1村") {
			t.Errorf("an officer of two villages got %+v", m)
		}
		if m := got[office][0]; !strings.Contains(m.Text, "已确认 0/3") || !strings.Contains(m.Text, "B1村（谷雨）") {
			t.Errorf("the office got %s", m.Text)
		}
	})
}

func TestWhoDoesNotConfirmIsAskedOnceMoreByDay(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		day, office := rollDay().AddDays(-10), election.OfficePerson(900)
		w := newWorld(t, c, smallTown(t), day)
		w.groups()
		w.to(day, 19)
		w.release(w.written("N1", election.PollingAnnouncement))
		wantReaders(t, "posted", announced(w.at(day, 19)), "村民群", "工作群", "白露", "谷雨", office)
		w.ack("N1", 0, "A1", "白露")
		w.ack("N1", 0, "A2", "谷雨")
		got := announced(w.at(day, 20))
		wantReaders(t, "two confirmed", got, office)
		if m := got[office][0]; !strings.Contains(m.Text, "已确认 2/3") || !strings.Contains(m.Text, "还没有：B1村（谷雨）") {
			t.Errorf("the office reads %s", m.Text)
		}
		wantReaders(t, "at night", announced(w.at(day, 23)))
		got = announced(w.at(day.AddDays(1), 8))
		wantReaders(t, "in the morning", got, "谷雨")
		if m := got["谷雨"][0]; !m.Move || !strings.Contains(m.Text, "🔔") || len(m.Buttons) != 1 || !strings.Contains(m.Text, "A2村：谷雨 已于") {
			t.Errorf("asked again: %+v", m)
		}
		got = announced(w.at(day.AddDays(1), 9))
		wantReaders(t, "then the office knows", got, office)
		if m := got[office][0]; !strings.Contains(m.Text, "已再提醒一次") {
			t.Errorf("the office reads %s", m.Text)
		}
		wantReaders(t, "a day later", announced(w.at(day.AddDays(2), 9)))
		w.ack("N1", 0, "B1", "谷雨")
		if m := announced(w.at(day.AddDays(2), 10))[office][0]; !strings.Contains(m.Text, "已确认 3/3") || strings.Contains(m.Text, "还没有") {
			t.Errorf("in the end the office reads %s", m.Text)
		}
	})
}

func TestWhoHasConfirmedIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		day := rollDay().AddDays(-10)
		w := newWorld(t, c, smallTown(t), day)
		w.to(day, 9)
		w.release(w.written("N1", election.PollingAnnouncement))
		w.at(day, 9)
		for _, u := range w.town.Units {
			w.ack("N1", 0, u.ID, u.Officers[0])
		}
		w.at(day, 10)
		wantReaders(t, "all have confirmed", announced(w.at(day, 14)))
	})
}

func TestAPublicGroupSeesNoPreliminaryCountAndNobodyLate(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		day := rollDay().AddDays(20)
		w := newWorld(t, c, smallTown(t), day)
		w.groups()
		w.to(day, 10)
		w.report("R1", "A1", election.Turnout{Registered: 400, Voted: 200})
		for i, k := range []election.AnnouncementKind{election.LateAnnouncement, election.InterimAnnouncement} {
			a := w.written(election.AnnouncementID(rune('A'+i)), k)
			a.Reach = election.PublicAudience // asked for by mistake
			w.release(a)
			a.ID, a.Reach = a.ID+"2", election.AnyAudience
			w.release(a)
		}
		got := announced(w.at(day, 10))
		if len(got["村民群"]) != 0 || len(got["工作群"]) != 2 {
			t.Errorf("the public group got %v, the working group %d", got["村民群"], len(got["工作群"]))
		}
	})
}

// A call to late villages is rewritten when it is posted: villages that have
// reported meanwhile are not named. Nothing is posted when nobody is late.
func TestACallToTheLateIsOfThatMoment(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		day := rollDay().AddDays(20)
		w := newWorld(t, c, smallTown(t), day)
		w.groups()
		for id, hour := range map[election.AnnouncementID]int{"N1": 11, "N2": 13} {
			a := w.written(id, election.LateAnnouncement)
			a.When = day.At(hour, 0, w.town.Location)
			w.release(a)
		}
		w.to(day, 10)
		w.report("R1", "A1", election.Turnout{Registered: 400, Voted: 200})
		got := announced(w.at(day, 11))
		if m := got["工作群"]; len(m) != 1 || strings.Contains(m[0].Text, "白露") || !strings.Contains(m[0].Text, "谷雨") {
			t.Errorf("the working group got %+v", m)
		}
		w.report("R2", "A2", election.Turnout{Registered: 400, Voted: 200})
		w.report("R3", "B1", election.Turnout{Registered: 400, Voted: 200})
		if got = announced(w.at(day, 13)); len(got["工作群"]) != 0 {
			t.Errorf("nobody is late, but the group got %+v", got["工作群"])
		}
		got = announced(w.at(day, 14))
		if m := got[election.OfficePerson(900)]; len(m) != 1 || !strings.Contains(m[0].Text, "没有发出") {
			t.Errorf("the office got %+v", m)
		}
	})
}

func TestResultsThatWereCorrectedAreNotPosted(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		day := rollDay().AddDays(20)
		w := newWorld(t, c, smallTown(t), day)
		w.groups()
		w.to(day, 14)
		tally := func(votes int) election.Tally {
			return election.Tally{Round: election.FirstRound, Registered: 400, Participants: 300, Issued: 300, Returned: 300, Valid: 300,
				Posts: []election.PostTally{{Post: election.Chair, Seats: 1, Candidates: []election.CandidateVotes{{Name: "甲", Votes: votes}, {Name: "乙", Votes: 300 - votes}}}}}
		}
		w.report("R1", "A1", tally(200))
		w.check("R2", "A1", tally(200), "石远")
		a := w.written("N1", election.ResultsAnnouncement)
		if !slices.Equal(a.Units, []election.UnitID{"A1"}) || !strings.Contains(a.Text, "主任 甲") {
			t.Fatalf("the results are of %v: %s", a.Units, a.Text)
		}
		a.When = day.At(18, 0, w.town.Location)
		w.release(a)
		now := w.written("N2", election.ResultsAnnouncement)
		w.release(now)
		if got := announced(w.at(day, 15)); len(got["村民群"]) != 1 {
			t.Errorf("confirmed results in the public group: %+v", got["村民群"])
		}
		w.correct("R3", "R1", "A1", tally(190))
		all := w.at(day, 18)
		if got := announced(all); len(got["村民群"]) != 0 || len(got["工作群"]) != 0 {
			t.Errorf("corrected results were posted: %+v", got)
		}
		if !slices.ContainsFunc(all[election.OfficePerson(900)], func(m store.Message) bool { return strings.Contains(m.Text, "群里的内容已不对") }) {
			t.Errorf("the office is not told that what stands in the groups is wrong: %+v", all[election.OfficePerson(900)])
		}
		told := 0
		for _, m := range w.at(day, 19)[election.OfficePerson(900)] {
			if strings.Contains(m.Text, "没有发出。\n↩ 1月") && strings.Contains(m.Text, "里面的计票后来有更正") && len(m.Buttons) == 1 || strings.Contains(m.Text, "更正了，群里的内容已不对") {
				told++
			}
		}
		if told != 1 { // of what stands in the groups it was told at 18
			t.Errorf("the office was told %d times that the results it wrote do not hold", told)
		}
		for _, m := range w.at(day, 20)[election.OfficePerson(900)] {
			if strings.Contains(m.Text, "更正") {
				t.Errorf("told again: %s", m.Text)
			}
		}
	})
}

// A later round does not make published results wrong: the office is told, once and
// without ringing, that there is more to publish, as soon as that round is confirmed.
func TestResultsThatHaveGrown(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		day := rollDay().AddDays(20)
		w := newWorld(t, c, smallTown(t), day)
		w.groups()
		w.to(day, 14)
		tally := func(round election.Round, votes, others int) election.Tally {
			return election.Tally{Round: round, Registered: 400, Participants: 300, Issued: 300, Returned: 300, Valid: 300,
				Posts: []election.PostTally{{Post: election.Chair, Seats: 1, Candidates: []election.CandidateVotes{{Name: "甲", Votes: votes}, {Name: "乙", Votes: others}}}}}
		}
		w.report("R1", "A1", tally(election.FirstRound, 140, 100))
		w.check("R2", "A1", tally(election.FirstRound, 140, 100), "石远")
		w.release(w.written("N1", election.ResultsAnnouncement))
		w.at(day, 15)
		told := func(all map[election.PersonID][]store.Message) (texts []string) {
			for _, m := range all[election.OfficePerson(900)] {
				if strings.Contains(m.Text, "公布以后") || strings.Contains(m.Text, "更正了") {
					texts = append(texts, m.Text)
				}
			}
			return texts
		}
		next := day.AddDays(3)
		w.to(next, 10)
		w.report("R3", "A1", tally(election.FurtherRound, 200, 90))
		if got := told(w.at(next, 11)); len(got) != 0 {
			t.Errorf("told before the further election is confirmed: %q", got)
		}
		w.check("R4", "A1", tally(election.FurtherRound, 200, 90), "石远")
		if got := told(w.at(next, 12)); len(got) != 1 || !strings.HasPrefix(got[0], "🆕") {
			t.Errorf("told %q, want once that there is more to publish", got)
		}
		if got := told(w.at(next, 14)); len(got) != 0 {
			t.Errorf("told again: %q", got)
		}
	})
}

// check is the second entry of a count, by another person.
func (w *world) check(id election.ReportID, u election.UnitID, tally election.Tally, by election.PersonID) {
	w.t.Helper()
	w.commit(election.Report{ID: id, Unit: u, By: by, At: w.clock.now(), Body: election.CountCheck{Tally: tally}})
}

// correct reports a count again.
func (w *world) correct(id, replaces election.ReportID, u election.UnitID, tally election.Tally) {
	w.t.Helper()
	unit, _ := w.town.Unit(u)
	w.commit(election.Report{ID: id, Replaces: replaces, Unit: u, By: unit.Officers[0], At: w.clock.now(), Body: tally})
}

func (w *world) commit(r election.Report) {
	w.t.Helper()
	ses := store.Session{}
	must(w.t, w.store.Focus(w.t.Context(), &ses, r.Unit))
	must(w.t, w.store.Commit(w.t.Context(), store.Commit{Session: &ses, Report: &r}))
}

// When the polling day moves, announcements made from the template are changed
// in place. Those waiting for their time are posted with the new day.
func TestAnnouncementsFollowAPollingDayThatMoves(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, c redis.UniversalClient) {
		day := rollDay().AddDays(-10)
		w := newWorld(t, c, smallTown(t), day)
		w.groups()
		w.to(day, 9)
		w.release(w.written("N1", election.PollingAnnouncement))
		own := election.Announcement{ID: "N2", Election: "v27", Text: "一月十五日请来投票"}
		w.release(own)
		later := w.written("N3", election.PollingAnnouncement)
		later.When = day.AddDays(2).At(8, 0, w.town.Location)
		w.release(later)
		opening := w.written("N4", election.OpeningAnnouncement)
		opening.Day, opening.When = w.town.Elections[0].PollingDay, w.town.Elections[0].PollingDay.At(7, 0, w.town.Location)
		w.release(opening)
		w.at(day, 9)
		w.ack("N1", 0, "A1", "白露")
		w.at(day, 10)
		w.town = movedTown(t, 5)
		w.store = store.Open(c, w.town)
		w.jobs = w.replica("two")
		got := w.at(day, 11)
		var group []string
		papers := 0
		for _, m := range got["村民群"] {
			if m.Paper != nil { // the notice with the new day takes the place of the old one
				papers++
				continue
			}
			group = append(group, m.Key+" "+m.Text)
		}
		if len(group) != 2 || papers != 1 || !strings.HasPrefix(group[1], "announcement:N1 ") && !strings.HasPrefix(group[0], "announcement:N1 ") {
			t.Fatalf("the group got %q", group)
		}
		all := strings.Join(group, "\n")
		for _, want := range []string{"选举日：2027年1月20日（周三）", "有修改", "📅 村民委员会换届选举改期：原定2027年1月15日（周五），改为1月20日（周三）"} {
			if !strings.Contains(all, want) {
				t.Errorf("the group does not read %q but\n%s", want, all)
			}
		}
		if m := announced(got)["白露"]; len(m) != 1 || len(m[0].Buttons) != 1 || !strings.Contains(m[0].Text, "公告有修改") {
			t.Errorf("who had confirmed it is not asked again: %+v", m)
		}
		if m := announced(got)[election.OfficePerson(900)]; !slices.ContainsFunc(m, func(m store.Message) bool { return m.Key == "announced:N4" && strings.Contains(m.Text, "没有发出") }) {
			t.Errorf("what was to go out on the old day: %+v", m)
		}
		late := announced(w.at(day.AddDays(2), 8))["村民群"]
		if len(late) != 2 || !strings.Contains(late[0].Text, "1月20日") || !late[0].Pin {
			t.Fatalf("what waited for its time: %+v", late)
		}
		if m := late[1]; m.Key != "announcement:N1" || !m.Unpin || m.Pin || !m.Only || !strings.Contains(m.Text, "有修改") {
			t.Errorf("the earlier announcement, that the later one repeats, is still pinned: %+v", m)
		}
	})
}
