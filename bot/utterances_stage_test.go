package bot_test

import (
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/robfig/cron/v3"

	"huanjie/bot"
	"huanjie/flows"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

// stages are the towns in which utterances are played, each as it stands before
// anything is said. One that is spoilt by a report is built again.
type stages struct {
	t     *testing.T
	built map[string]*stage
	users int64
	read  map[string]int // how often a field was read off a card
}

// stage is a bot with a town, a Redis, and no sender: what it has to say is read
// from its outbox.
type stage struct {
	redis    redis.UniversalClient
	town     *election.Town
	store    *store.Store
	bot      *bot.Bot
	hook     http.Handler
	now      time.Time
	updates  int64
	messages int
	journal  int // reports before anything was said
	written  []election.Report
	played   int            // utterances
	read     map[string]int // how often a field was read off a card
}

// playedMost is how many utterances one stage takes, so that nobody says more in a
// minute of its clock than the bot listens to.
const playedMost = 40

// state is what stands in `before` with this mark, and says which figures the
// town has.
const stateMark = "state: "

// play plays one utterance and judges it.
func (ss *stages) play(u utterance) outcome {
	o := outcome{utterance: u, verdict: isWrong}
	s, key, err := ss.stage(u)
	if err != nil {
		o.why = "not played: " + err.Error()
		return o
	}
	ss.users++
	heard, err := s.perform(u, 800_000_000+ss.users*1000)
	if err != nil {
		ss.drop(key)
		o.why = "not played: " + err.Error()
		if errors.Is(err, errNoButton) { // what comes before was not understood
			o.verdict = notUnderstood
		}
		return o
	}
	o.verdict, o.why = judge(s, u, heard)
	o.chat = heard.text()
	o.answered = heard.words()
	o.unread = confirmable(heard.answers) && reading{said: o.answered}.saysSo()
	if s.played++; s.played > playedMost || len(heard.reports)+len(heard.earlier) > 0 || heard.town || heard.binding.Language == "en" {
		ss.drop(key)
	}
	return o
}

func (ss *stages) drop(key string) { delete(ss.built, key) }

// stage finds the town of an utterance as it stands then, or builds it.
func (ss *stages) stage(u utterance) (*stage, string, error) {
	state := ""
	for _, b := range u.Before {
		if s, ok := strings.CutPrefix(b, stateMark); ok && !strings.Contains(s, "另行选举") {
			state = s
		}
	}
	key := u.Town + "|" + state
	if u.Town == "demo" {
		key += "|" + historyUntil(u.At)
	}
	key += fmt.Sprint("|", len(saidUntil(townFiles(ss.t, u.Town), u.At)))
	if s := ss.built[key]; s != nil {
		return s, key, nil
	}
	s, err := build(ss.t, u, state)
	if err == nil {
		ss.built[key], s.read = s, ss.read
	}
	return s, key, err
}

// hours are the times that a line of cron names.
func hours(t *testing.T, line string) cron.Schedule {
	s, err := cron.ParseStandard(line)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// historyUntil is the last time at which something was reported in the demo's town
// before another.
func historyUntil(at string) string {
	rows, err := demoTable("progress.csv")
	if err != nil {
		return at
	}
	last := ""
	for _, row := range rows {
		if when := strings.Replace(row[4][:len("2027-01-15 10:00")], "T", " ", 1); when <= at {
			last = max(last, when)
		}
	}
	return last
}

// build makes a town, with what was reported in it until then.
func build(t *testing.T, u utterance, state string) (*stage, error) {
	s := &stage{redis: redistest.Dial(t, redistest.Any(t)), updates: 1000}
	switch u.Town {
	case "own":
		s.town = ownTown(t)
	case "demo":
		s.town = demoTown(t)
	default:
		s.town = officeTown(t, u.Town)
	}
	s.town.Records = flows.Records()
	s.store = store.Open(s.redis, s.town)
	ctx := t.Context()
	if err := s.store.Enroll(ctx); err != nil {
		return nil, err
	}
	var err error
	s.bot, err = bot.New(ctx, s.redis, []*store.Store{s.store}, flows.All, bot.Options{Token: token, APIURL: openTelegram(t, false).URL,
		Turnout: []cron.Schedule{hours(t, "0 10,12,15 * * *")}, Count: []cron.Schedule{hours(t, "0 20 * * *")},
		Now: func() time.Time { return s.now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		return nil, err
	}
	s.hook = s.bot.Webhook(secret)
	if err := s.setClock(u.At); err != nil {
		return nil, err
	}
	if u.Town == "demo" {
		if err := s.history(ctx); err != nil {
			return nil, err
		}
	}
	if err := s.figures(ctx, state); err != nil {
		return nil, err
	}
	if err := s.sayBefore(t, u); err != nil {
		return nil, err
	}
	all, err := s.reports(ctx)
	s.journal = len(all)
	return s, err
}

func (s *stage) setClock(at string) (err error) {
	s.now, err = time.ParseInLocation("2006-01-02 15:04", at, s.town.Location)
	return err
}

// history commits what was reported in the demo's town until now.
func (s *stage) history(ctx context.Context) error {
	rows, err := demoTable("progress.csv")
	if err != nil {
		return err
	}
	for i, row := range rows {
		at, err := time.Parse(time.RFC3339, row[4])
		if err != nil {
			return err
		}
		if at.After(s.now) {
			continue
		}
		if err := s.report(ctx, fmt.Sprintf("P%03d", i), row[0], at, election.StageReport{Stage: election.StageID(row[1]), Status: election.StageStatus(row[2]), Reason: row[3]}); err != nil {
			return err
		}
	}
	return nil
}

// report commits one report of a unit, by its first officer.
func (s *stage) report(ctx context.Context, id, unit string, at time.Time, body election.Body) error {
	u, ok := s.town.Unit(election.UnitID(unit))
	if !ok {
		return fmt.Errorf("no unit %s", unit)
	}
	r := election.Report{ID: election.ReportID(id), Unit: u.ID, By: u.Officers[0], At: at, User: 1, Body: body}
	if _, check := body.(election.CountCheck); check {
		r.By, r.User = u.Checkers[0], 2
	}
	ses := store.Session{}
	if err := s.store.Focus(ctx, &ses, u.ID); err != nil {
		return err
	}
	return s.store.Commit(ctx, store.Commit{Once: id, Session: &ses, Report: &r})
}

// demoTable reads one of the demo's tables, without its header.
func demoTable(name string) ([][]string, error) {
	f, err := os.Open("../cmd/huanjie/demo/" + name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	return rows[1:], nil
}

// figures brings the town into the state that an utterance names.
func (s *stage) figures(ctx context.Context, state string) error {
	switch {
	case state == "":
		return nil
	case strings.HasPrefix(state, "17 of 22 villages"):
		return s.turnouts(ctx)
	case strings.HasPrefix(state, "polling.csv without 杏花村"):
		return s.counts(ctx, "杏花村", []string{"双桥村", "荷塘村"}, []string{"松林村", "石磨村"})
	case strings.HasPrefix(state, "elected.csv"):
		if err := s.counts(ctx, "", nil, nil); err != nil {
			return err
		}
		if err := s.laterCounts(ctx); err != nil {
			return err
		}
		return s.elected(ctx)
	}
	return fmt.Errorf("no such state: %s", state)
}

// turnouts reports 25 to 35 of a hundred in all villages but five.
func (s *stage) turnouts(ctx context.Context) error {
	at := s.town.Elections[0].PollingDay.At(10, 5, s.town.Location)
	for i, u := range s.town.Units {
		if slices.Contains(silentVillages(), u.Name) {
			continue
		}
		body := election.Turnout{Registered: u.Registered, Voted: u.Registered * (25 + i*7%11) / 100}
		if err := s.report(ctx, fmt.Sprintf("T%03d", i), string(u.ID), at, body); err != nil {
			return err
		}
	}
	return nil
}

func silentVillages() []string {
	return []string{"双桥村", "西岭村", "枣园村", "云台村", "杏花村"}
}

// counts reports the counts of the demo, and their second entries, but for some
// villages; in others too few votes elect anybody.
func (s *stage) counts(ctx context.Context, without string, seatsLeft, unconfirmed []string) error {
	rows, err := demoTable("polling.csv")
	if err != nil {
		return err
	}
	at := s.town.Elections[0].PollingDay.At(15, 0, s.town.Location)
	for _, row := range rows {
		u, _ := s.town.Unit(election.UnitID(row[0]))
		if u.Name == without {
			continue
		}
		c, err := tallyOf(u, row)
		if err != nil {
			return err
		}
		if slices.Contains(seatsLeft, u.Name) {
			last := &c.Posts[len(c.Posts)-1]
			for i := range last.Candidates {
				last.Candidates[i].Votes = min(last.Candidates[i].Votes, c.Participants/2-3*i)
			}
		}
		if err := s.count(ctx, row[0], at, c, !slices.Contains(unconfirmed, u.Name)); err != nil {
			return err
		}
	}
	return nil
}

// count reports a count, and its second entry if it is confirmed.
func (s *stage) count(ctx context.Context, unit string, at time.Time, c election.Tally, confirmed bool) error {
	id := string(c.Round) + unit
	err := s.report(ctx, id, unit, at, c)
	if err == nil && confirmed {
		err = s.report(ctx, id+"again", unit, at.Add(10*time.Minute), election.CountCheck{Tally: c})
	}
	return err
}

// laterCounts reports the later rounds of the demo: each fills one seat of a post.
func (s *stage) laterCounts(ctx context.Context) error {
	rows, err := demoTable("rounds.csv")
	if err != nil {
		return err
	}
	at := s.town.Elections[0].PollingDay.At(19, 0, s.town.Location)
	for _, row := range rows {
		u, _ := s.town.Unit(election.UnitID(row[0]))
		c, err := tallyOf(u, row[1:])
		if err != nil {
			return err
		}
		c.Round = election.Round(row[1])
		for i, p := range c.Posts {
			c.Posts[i].Candidates = slices.DeleteFunc(p.Candidates, func(v election.CandidateVotes) bool { return v.Votes == 0 })
		}
		c.Posts = slices.DeleteFunc(c.Posts, func(p election.PostTally) bool { return len(p.Candidates) == 0 })
		c.Posts[0].Seats = 1
		if err := s.count(ctx, row[0], at, c, true); err != nil {
			return err
		}
	}
	return nil
}

// tallyOf reads a row of polling.csv.
func tallyOf(u election.Unit, row []string) (election.Tally, error) {
	var n [6]int
	for i := range n {
		var err error
		if n[i], err = strconv.Atoi(row[1+i]); err != nil {
			return election.Tally{}, err
		}
	}
	votes := map[string]int{}
	for _, part := range strings.FieldsFunc(row[7], func(r rune) bool { return strings.ContainsRune(":;/", r) }) {
		if name, v, ok := strings.Cut(part, " "); ok {
			votes[name], _ = strconv.Atoi(v)
		}
	}
	c := election.Tally{Round: election.FirstRound, Registered: n[0], Participants: n[1], Issued: n[2], Returned: n[3], Valid: n[4], Invalid: n[5]}
	for _, p := range u.Posts {
		post := election.PostTally{Post: p.Post, Seats: p.Seats}
		for _, name := range p.Candidates {
			post.Candidates = append(post.Candidates, election.CandidateVotes{Name: name, Votes: votes[name]})
		}
		c.Posts = append(c.Posts, post)
	}
	return c, nil
}

// elected says of everybody in elected.csv who they are, as officers type it.
func (s *stage) elected(ctx context.Context) error {
	rows, err := demoTable("elected.csv")
	if err != nil {
		return err
	}
	lines := map[string][]string{}
	for _, r := range rows {
		party, again := "党员", "连任"
		if r[5] == "否" {
			party = "群众"
		}
		if r[7] == "否" {
			again = "新任"
		}
		lines[r[0]] = append(lines[r[0]], strings.TrimSpace(strings.Join([]string{r[2], r[3], r[4], party, r[6], again, r[8]}, " ")))
	}
	for i, u := range s.town.Units {
		user := int64(900_000_000 + i)
		who := person{user, u.Officers[0], u.Name}
		if err := s.bind(ctx, who); err != nil {
			return err
		}
		if err := s.says(ctx, who, "当选人员 "+u.Name+"\n"+strings.Join(lines[string(u.ID)], "\n")); err != nil {
			return err
		}
		if err := s.taps(ctx, who, "✅"); err != nil {
			return fmt.Errorf("elected of %s: %w\n%s", u.Name, err, lines[string(u.ID)])
		}
	}
	return nil
}

// person is somebody with a telephone.
type person struct {
	user int64
	id   election.PersonID
	unit string
}

// bind makes a telephone a person's.
func (s *stage) bind(ctx context.Context, p person) error {
	if p.user == officeID {
		return nil
	}
	if p.id == "" {
		return nil // a voter
	}
	if s.town.Person(p.id).Unknown {
		return fmt.Errorf("nobody in the town is called %s", p.id)
	}
	ses, err := s.store.Session(ctx, p.user)
	if err == nil {
		err = s.store.Settle(ctx, p.user)
	}
	if err != nil {
		return err
	}
	return s.store.Commit(ctx, store.Commit{Session: &ses, State: ses.Talk, Binding: &store.Binding{Person: p.id, Language: "zh"}})
}

// heard is what became of an utterance.
type heard struct {
	before   flow.State        // of the conversation when it was said
	after    flow.State        // when it was answered
	message  int               // the Telegram id of what was said
	answers  []store.Message   // to whoever said it
	others   []store.Message   // to others
	reports  []election.Report // committed by it
	earlier  []election.Report // committed by what was said before
	town     bool              // the town was changed otherwise
	binding  store.Binding
	standing []store.Message // what lies in the chat, from before
	later    []heard         // of a message about several units: each next card, once that before it was given up
}

// perform plays what comes before, and the utterance.
func (s *stage) perform(u utterance, user int64) (h heard, err error) {
	ctx := context.Background()
	who := person{user: user, id: election.PersonID(u.Name)}
	if u.Who == "office" {
		who.user = officeID
	}
	err = s.setClock(u.At)
	if err == nil {
		err = s.reset(ctx, who)
	}
	if err == nil {
		err = s.bind(ctx, who)
	}
	if err != nil {
		return h, err
	}
	for _, b := range u.Before {
		if h.town, err = s.step(ctx, who, b); err != nil {
			return h, fmt.Errorf("before: %q: %w", b, err)
		}
	}
	all, err := s.reports(ctx)
	if err != nil {
		return h, err
	}
	h.earlier = all[min(len(all), s.journal):]
	if err := s.look(ctx, who, &h); err != nil {
		return h, err
	}
	if _, err := s.step(ctx, who, u.Say); err != nil {
		return h, err
	}
	h.message = s.messages
	if err := s.hear(ctx, who, len(all), &h); err != nil {
		return h, err
	}
	return h, s.nextCards(ctx, who, len(all), &h)
}

// nextCards gives up the cards of a message about several units one after the other, to
// see what the next ones say. What stands on one card is looked at one by one as well.
func (s *stage) nextCards(ctx context.Context, who person, reports int, h *heard) error {
	if open, ok := openOf(h.after); ok {
		for _, with := range open.With {
			next := *h
			next.after.Unit, next.after.Drafts = with.Draft.Unit, []flow.Draft{with.Draft}
			h.later = append(h.later, next)
		}
	}
	for now := *h; len(now.after.Waiting) > 0 && len(h.later) < len(h.after.Waiting); {
		open, ok := openOf(now.after)
		if !ok {
			return nil
		}
		if err := s.press(who, flow.Tap{Draft: open.ID, Revision: open.Revision, Verb: flow.GiveUp}.String()); err != nil {
			return err
		}
		next := heard{before: now.after, message: h.message}
		if err := s.hear(ctx, who, reports, &next); err != nil {
			return err
		}
		h.later, now = append(h.later, next), next
	}
	return nil
}

// look reads how the conversation stands before the utterance.
func (s *stage) look(ctx context.Context, who person, h *heard) error {
	ses, err := s.store.Session(ctx, who.user)
	if err != nil {
		return err
	}
	h.before = ses.Talk
	if h.standing, _, err = s.sent(ctx, who.user); err != nil {
		return err
	}
	return s.clear(ctx)
}

// hear reads what became of the last message.
func (s *stage) hear(ctx context.Context, who person, reports int, h *heard) error {
	ses, err := s.store.Session(ctx, who.user)
	if err != nil {
		return err
	}
	h.after, h.binding = ses.Talk, ses.Binding
	all, err := s.reports(ctx)
	if err != nil {
		return err
	}
	h.reports = all[min(len(all), reports):]
	h.answers, h.others, err = s.sent(ctx, who.user)
	return err
}

// reset forgets what was said to and by a person before, and what waits to be
// sent.
func (s *stage) reset(ctx context.Context, p person) error {
	ses, err := s.store.Session(ctx, p.user)
	if err != nil {
		return err
	}
	if err := s.store.Commit(ctx, store.Commit{Session: &ses, State: flow.State{}}); err != nil {
		return err
	}
	return s.clear(ctx)
}

// step plays one thing that comes before the utterance.
func (s *stage) step(ctx context.Context, who person, step string) (changed bool, err error) {
	if text, ok := strings.CutPrefix(step, "tap:"); ok {
		return false, s.taps(ctx, who, text)
	}
	if text, ok := strings.CutPrefix(step, "photo:"); ok {
		return false, s.photo(ctx, who, text)
	}
	if text, ok := strings.CutPrefix(step, "time:"); ok {
		return false, s.setClock(text)
	}
	if text, ok := strings.CutPrefix(step, stateMark); ok {
		if strings.Contains(text, "另行选举") {
			return true, nil // it is known by the count that stands before
		}
		return false, nil // the stage was built so
	}
	if name, text, ok := strings.Cut(step, ": "); ok && !s.town.Person(election.PersonID(name)).Unknown {
		other := person{user: who.user + 100 + int64(slices.Index(s.town.People(), election.PersonID(name))), id: election.PersonID(name)}
		if err := s.bind(ctx, other); err != nil {
			return false, err
		}
		if label, tap := strings.CutPrefix(text, "tap:"); tap {
			return false, s.taps(ctx, other, label)
		}
		return false, s.says(ctx, other, text)
	}
	return false, s.says(ctx, who, step)
}

// says has the bot take a typed message.
func (s *stage) says(ctx context.Context, p person, text string) error {
	return s.deliver(ctx, map[string]any{"message": s.message(p, map[string]any{"text": text})})
}

// photo has it take a photo with some words under it.
func (s *stage) photo(ctx context.Context, p person, caption string) error {
	size := map[string]any{"file_id": fmt.Sprint("photo", s.messages), "file_unique_id": fmt.Sprint("p", s.messages), "width": 40, "height": 30}
	return s.deliver(ctx, map[string]any{"message": s.message(p, map[string]any{"photo": []any{size}, "caption": caption})})
}

func (s *stage) message(p person, content map[string]any) map[string]any {
	s.messages++
	content["message_id"], content["date"] = s.messages, s.now.Unix()
	content["chat"], content["from"] = map[string]any{"id": p.user, "type": "private"}, map[string]any{"id": p.user, "first_name": "某人"}
	return content
}

var errNoButton = errors.New("no such button")

// taps presses the newest button whose label has some words in it.
func (s *stage) taps(ctx context.Context, p person, label string) error {
	mine, _, err := s.sent(ctx, p.user)
	if err != nil {
		return err
	}
	for _, m := range slices.Backward(mine) {
		for _, b := range slices.Concat(m.Buttons...) {
			if strings.Contains(b.Label, label) {
				return s.press(p, b.Data)
			}
		}
	}
	return fmt.Errorf("%w %q: %s", errNoButton, label, strings.Join(strings.Fields(texts(mine)), " "))
}

// press presses a button with this data.
func (s *stage) press(p person, data string) error {
	s.messages++
	query := map[string]any{"id": fmt.Sprint("q", s.messages), "from": map[string]any{"id": p.user, "first_name": "某人"}, "data": data,
		"message": map[string]any{"message_id": s.messages, "date": s.now.Unix(), "chat": map[string]any{"id": p.user, "type": "private"}}}
	return s.deliver(context.Background(), map[string]any{"callback_query": query})
}

// deliver posts an update to the webhook.
func (s *stage) deliver(_ context.Context, update map[string]any) error {
	s.updates++
	update["update_id"] = s.updates
	body, err := json.Marshal(update)
	if err != nil {
		return err
	}
	if got := knock(s.hook, http.MethodPost, secret, string(body)); got != http.StatusOK {
		return fmt.Errorf("the webhook answers %d", got)
	}
	s.now = s.now.Add(time.Second)
	return nil
}

// sent reads the outbox: what is for one chat, and what for others. Nothing sends
// it.
func (s *stage) sent(ctx context.Context, chat int64) (mine, others []store.Message, err error) {
	lanes, err := s.lanes(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, lane := range lanes {
		lines, err := s.redis.LRange(ctx, lane, 0, -1).Result()
		if err != nil {
			return nil, nil, err
		}
		for _, line := range lines {
			var m store.Message
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				return nil, nil, err
			}
			if m.Chat == chat {
				mine = append(mine, m)
				continue
			}
			others = append(others, m)
		}
	}
	return mine, others, nil
}

func (s *stage) lanes(ctx context.Context) ([]string, error) {
	all, err := s.redis.Keys(ctx, "hj:*:out:*").Result()
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) })
	return all, err
}

// clear empties the outbox.
func (s *stage) clear(ctx context.Context) error {
	lanes, err := s.lanes(ctx)
	if err != nil || len(lanes) == 0 {
		return err
	}
	return s.redis.Del(ctx, lanes...).Err()
}

// reports is the journal, which is read again only if it has grown: the demo's has
// hundreds of entries, and most utterances add none.
func (s *stage) reports(ctx context.Context) ([]election.Report, error) {
	n, err := s.redis.XLen(ctx, "hj:{"+string(s.town.ID)+"}:journal").Result()
	if err != nil || int(n) == len(s.written) {
		return s.written, err
	}
	var all []election.Report
	err = s.store.Journal(ctx, func(r election.Report) error {
		all = append(all, r)
		return nil
	})
	s.written = all
	return all, err
}

// text is all that the person was answered, as they see it, with the buttons.
func (h heard) text() string { return texts(h.answers) }

func texts(all []store.Message) string {
	var b strings.Builder
	for _, m := range all {
		b.WriteString(plainText(m.Text))
		switch {
		case m.Contact != nil:
			fmt.Fprintf(&b, "{contact %s %s}", m.Contact.Name, m.Contact.Phone)
		case m.Paper != nil:
			b.WriteString("{file}")
		case m.Pictures != nil:
			fmt.Fprintf(&b, "{pictures %s}", strings.Join(m.Pictures.Charts, " "))
		}
		for _, k := range slices.Concat(m.Buttons...) {
			b.WriteString("\n[" + k.Label + "]")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// words is what a person reads of the answers, without the buttons.
func (h heard) words() string {
	var b strings.Builder
	for _, m := range h.answers {
		b.WriteString(plainText(m.Text) + "\n")
	}
	return b.String()
}

var tags = regexp.MustCompile(`<[^>]*>`)

func plainText(text string) string { return html.UnescapeString(tags.ReplaceAllString(text, "")) }
