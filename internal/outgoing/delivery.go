package outgoing

import (
	"context"
	"errors"
	"html"
	"slices"
	"strings"
	"time"

	"huanjie/internal/announce"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// reportComplete reports the complete broadcasts of a town.
func (s *shift) reportComplete(ctx context.Context, st *store.Store) {
	all, err := st.Deliveries(ctx)
	if err != nil {
		s.complain(ctx, "look for broadcasts", err)
	}
	for _, d := range all {
		if !d.Complete() {
			continue
		}
		if err := s.report(ctx, st, d); err != nil {
			s.complain(ctx, "report a broadcast", err) // the next sweep finds it again
		}
	}
}

// report tells the author of a broadcast, or the office, what became of it. It
// does so once, even if several replicas find it complete.
func (s *Sender) report(ctx context.Context, st *store.Store, d store.Delivery) error {
	title, author, err := s.titleOf(ctx, st, d.Broadcast)
	if err != nil {
		return err
	}
	missing, err := s.withoutOfficer(ctx, st, d.Broadcast)
	if err != nil {
		return err
	}
	readers := st.Town().Office
	if author != 0 {
		readers = []int64{author}
	}
	languages, err := st.Languages(ctx, readers...)
	if err != nil {
		return err
	}
	lost, err := s.lostOf(ctx, st, d.Why)
	if err != nil {
		return err
	}
	c := store.Commit{Once: "delivery:" + d.Broadcast, Reported: &d}
	for i, user := range readers {
		key := "delivery" // one line, for all that goes out
		if author != 0 && len(lost)+len(missing) > 0 {
			key = "" // an announcement that not everybody got has its own
		}
		c.Messages = append(c.Messages, store.Message{ID: c.Once, Chat: user, Class: store.ClassDigest, Quiet: true, Key: key,
			Text: html.EscapeString(wordsDelivery(title, d, lost).In(languages[i]) + wordsWithoutOfficer(missing).In(languages[i]))})
	}
	if err = st.Commit(ctx, c); errors.Is(err, store.ErrSeen) { // by another replica
		err = st.Commit(ctx, store.Commit{Reported: &d})
	}
	return err
}

// titleOf returns the title of a broadcast and the user who is told of it;
// author 0 is the office.
func (s *Sender) titleOf(ctx context.Context, st *store.Store, broadcast string) (title election.Phrase, author int64, err error) {
	kind, of, _ := strings.Cut(broadcast, ":")
	if kind == "announcement" {
		id, _, _ := strings.Cut(of, ":")
		a, ok, err := st.Announcement(ctx, election.AnnouncementID(id))
		if err != nil || !ok {
			return wordsBroadcast(kind, of), 0, err
		}
		line, _, _ := strings.Cut(a.Text, "\n")
		author, err := userOf(ctx, st, a.By)
		return wordsBroadcast(kind, election.Quoted(line)), author, err
	}
	planned := of
	if kind == "readiness" { // of an election
		_, planned, _ = strings.Cut(of, ":")
	}
	if at, err := time.Parse(time.RFC3339, planned); err == nil {
		return wordsBroadcast(kind, election.Moment(at, s.Now().In(st.Town().Location)).In(st.Town().Language)), 0, nil
	}
	return wordsBroadcast(kind, of), 0, nil
}

// withoutOfficer names the villages of an announcement that have no registered
// officer. They are asked to confirm it, but nobody there was sent anything.
func (s *Sender) withoutOfficer(ctx context.Context, st *store.Store, broadcast string) (villages []string, err error) {
	kind, of, _ := strings.Cut(broadcast, ":")
	id, _, _ := strings.Cut(of, ":")
	if kind != "announcement" {
		return nil, nil
	}
	a, ok, err := st.Announcement(ctx, election.AnnouncementID(id))
	if err != nil || !ok || a.State != election.Posted {
		return nil, err
	}
	reached, err := announce.Officers(ctx, st, a.Announcement, a.Asked()...)
	if err != nil {
		return nil, err
	}
	for _, u := range a.Asked() {
		if !slices.ContainsFunc(reached, func(o announce.Officer) bool { return slices.Contains(o.Units, u) }) {
			villages = append(villages, nameOf(st.Town(), u))
		}
	}
	return villages, nil
}

// wordsWithoutOfficer returns the line of the report about such villages, or
// zero.
func wordsWithoutOfficer(villages []string) election.Phrase {
	const most = 12
	if len(villages) == 0 {
		return election.Phrase{}
	}
	zh, en := strings.Join(villages[:min(len(villages), most)], "、"), strings.Join(villages[:min(len(villages), most)], ", ")
	if len(villages) > most {
		zh, en = zh+"……", en+" …"
	}
	return say("\n⚠️ %d 处的联络员还没有登记，收不到：%s。发“邀请”取登记链接。", "\n⚠️ In %d places no officer is registered, so that nobody got it: %s. Send “invite” for their links.").
		With(len(villages), say(zh, en))
}

// userOf returns the Telegram user of a person; 0 if there is none.
func userOf(ctx context.Context, st *store.Store, p election.PersonID) (int64, error) {
	office := slices.IndexFunc(st.Town().Office, func(user int64) bool { return election.OfficePerson(user) == p })
	if office >= 0 {
		return st.Town().Office[office], nil
	}
	users, err := st.Bound(ctx, p)
	if err != nil {
		return 0, err
	}
	return users[0], nil
}

// lost is somebody whom a broadcast did not reach.
type lost struct {
	who string
	why election.Phrase
}

// lostOf names the chats that refused a broadcast, people first.
func (s *Sender) lostOf(ctx context.Context, st *store.Store, why map[int64]string) (all []lost, err error) {
	if len(why) == 0 {
		return nil, nil
	}
	people := st.Town().People()
	users, err := st.Bound(ctx, people...)
	if err != nil {
		return nil, err
	}
	for i, user := range users {
		if reason, ok := why[user]; ok && user != 0 {
			all = append(all, lost{string(people[i]), wordsRefused(reason)})
		}
	}
	for _, user := range st.Town().Office {
		if reason, ok := why[user]; ok {
			all = append(all, lost{announce.Who(election.OfficePerson(user)).In(st.Town().Language), wordsRefused(reason)})
		}
	}
	groups, err := st.Groups(ctx)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		if reason, ok := why[g.Chat]; ok {
			all = append(all, lost{g.Title, wordsRefused(reason)})
		}
	}
	return all, nil
}

func nameOf(town *election.Town, id election.UnitID) string {
	u, _ := town.Unit(id)
	return u.Name
}
