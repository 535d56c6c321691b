package board

import (
	"encoding/json"
	"html"
	"net/http"
	"strings"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// State is how far a unit is with its vote.
type State string

// The states.
const (
	Preparing State = "preparing" // 选前: polling day has not come, and nothing is reported of it
	Unopened  State = "unopened"  // 未开始: nothing reported of the polling
	Unheard   State = "unheard"   // 未报: nothing reported of it, and it is over
	Voting    State = "voting"    // 投票中
	Counting  State = "counting"  // 计票中: polling is over, no count yet that can be judged
	Counted   State = "counted"   // 已选出: every seat is filled
	Further   State = "further"   // 须再次投票 or 另行选举
	Void      State = "void"      // 选举无效，须重新选举
)

// row is one unit as the page shows it. It says nothing of other units.
type row struct {
	ID         election.UnitID     `json:"id"`
	Name       string              `json:"name"`
	Area       election.Area       `json:"area,omitempty"`
	Election   election.ElectionID `json:"election"`
	Key        bool                `json:"key,omitempty"`
	State      State               `json:"state"`
	At         election.StageID    `json:"at,omitempty"`    // the first stage that it owes
	Opens      string              `json:"opens,omitempty"` // when its polling begins, until something of it is reported
	Quiet      bool                `json:"quiet,omitempty"` // nothing of it, an hour after that
	Next       election.Round      `json:"next,omitempty"`  // the round that has to be held
	Registered int                 `json:"registered"`
	Voted      int                 `json:"voted"`
	Reporting  bool                `json:"reporting,omitempty"`
	Enough     bool                `json:"enough,omitempty"` // took part for the quorum
	Short      int                 `json:"short,omitempty"`  // how many the final turnout lacks for it
	Unsaid     bool                `json:"unsaid,omitempty"` // no final turnout, an hour after the close
	Counted    bool                `json:"counted,omitempty"`
	Refused    bool                `json:"refused,omitempty"` // the count has to be checked
	ToCheck    bool                `json:"check,omitempty"`   // by the viewer, from whom it is hidden: no part of sums
	Valid      int                 `json:"valid,omitempty"`   // ballots
	Invalid    int                 `json:"invalid,omitempty"`
	Elected    int                 `json:"elected"`
	Seats      int                 `json:"seats"`
	Left       int                 `json:"left,omitempty"` // seats
	Winners    []string            `json:"winners,omitempty"`

	// How far the counts can be relied on, and how much of the figures above is
	// confirmed.
	Status    election.CountStatus `json:"status,omitempty"`
	Confirmed sure                 `json:"confirmed,omitzero"`

	Done     []election.StageID `json:"done,omitempty"`
	Late     []election.StageID `json:"late,omitempty"` // owed, and past their day
	Troubles []trouble          `json:"troubles,omitempty"`
	Last     int64              `json:"last,omitempty"`    // report, unix seconds
	Contact  int64              `json:"contact,omitempty"` // the last message of its officers, unix seconds, to contactStep

	Incidents incidents `json:"incidents,omitzero"`
}

// incidents are how many incidents of a unit are open, by severity: what they
// are about stands in the unit's own text.
type incidents struct {
	Grave    int `json:"grave,omitempty"`
	Serious  int `json:"serious,omitempty"`
	Ordinary int `json:"ordinary,omitempty"`
	Late     int `json:"late,omitempty"` // of them: nobody answered in time
}

func (i *incidents) add(c election.CaseState, now time.Time) {
	if c.Kind != election.Incident || !c.Open() {
		return
	}
	switch c.Severity {
	case election.Grave:
		i.Grave++
	case election.Serious:
		i.Serious++
	default:
		i.Ordinary++
	}
	if c.Late(now) {
		i.Late++
	}
}

// sure is what two people entered alike.
type sure struct {
	Units   int `json:"units"`
	Voted   int `json:"voted"`
	Elected int `json:"elected"`
}

// trouble is a stage in difficulty.
type trouble struct {
	Stage  election.StageID `json:"stage"`
	Reason string           `json:"reason"`
}

// reasonMost is how many characters of a reason a row gives; the unit's own
// text has more.
const reasonMost = 80

// rowOf is a unit as it stands. now is in the town's location.
func rowOf(e election.Election, s election.UnitState, now time.Time) row {
	u, p := s.Unit, s.Progress
	r := row{ID: u.ID, Name: u.Name, Area: u.Area, Election: u.Election, Key: u.Key, State: Preparing, Registered: u.Registered, Seats: u.Seats()}
	if p.Reports > 0 {
		r.Last = p.Last.Unix()
	}
	r.addStages(e, p, now)
	for _, c := range p.Cases {
		r.Incidents.add(c, now)
	}
	if t := p.Turnout; t != nil {
		r.Reporting, r.Registered, r.Voted = true, t.Registered, t.Voted
	}
	r.addPolling(e, u, p, now)
	r.addCounts(e, u, p)
	if _, _, asked := e.Quorum(); asked {
		r.Enough = e.Lacks(election.Turnout{Registered: r.Registered, Voted: r.Voted}) == 0 && r.Registered > 0
	}
	if c, over := e.Closing(u, p, now); over {
		r.Unsaid = c.Unsaid(now)
		if c.Alarms() {
			r.Short = c.Short
		}
	}
	return r
}

// addPolling says how far the vote is by its stage and the hour.
func (r *row) addPolling(e election.Election, u election.Unit, p election.Progress, now time.Time) {
	polling, over := p.Stages[election.PollingStage].Status, closed(e, u, now)
	switch heard := r.Reporting || polling == election.UnderWay || polling == election.Done; {
	case heard && (over || polling == election.Done):
		r.State = Counting
	case heard:
		r.State = Voting
	case over:
		r.State = Unheard
	case election.DateOf(now) == e.PollingDay:
		r.State = Unopened
		if begin, known := e.PollingBegins(u, now.Location()); known {
			r.Opens, r.Quiet = begin.Format("15:04"), !now.Before(begin.Add(openedAfter))
		}
	}
}

// openedAfter is how long after the beginning of polling something of it is
// expected at the latest.
const openedAfter = time.Hour

// addStages adds what is late, done, and in difficulty.
func (r *row) addStages(e election.Election, p election.Progress, now time.Time) {
	for _, st := range e.Stages {
		if r.At == "" && e.Awaits(p, st.ID) {
			r.At = st.ID
		}
		if e.Awaits(p, st.ID) && st.Due().Before(election.DateOf(now)) {
			r.Late = append(r.Late, st.ID)
		}
		switch state := e.StageOf(p, st.ID); state.Status {
		case election.Done:
			r.Done = append(r.Done, st.ID)
		case election.InDifficulty:
			reason := []rune(state.Reason)
			r.Troubles = append(r.Troubles, trouble{st.ID, string(reason[:min(len(reason), reasonMost)])})
		}
	}
}

// addCounts lets the counts speak, where there are some: that of the last whole
// election (the first round, or a fresh one) and of the rounds after it.
func (r *row) addCounts(e election.Election, u election.Unit, p election.Progress) {
	base, ok := p.WholeCount()
	if !ok {
		return
	}
	r.Reporting, r.Registered, r.Voted = true, base.Registered, base.Participants
	all := base.InAll()
	r.Valid, r.Invalid = all.Valid, all.Invalid
	if election.Judge(e, base).Outcome == election.Refused {
		r.State, r.Refused = Counting, true
		return
	}
	for _, won := range e.Winners(p) {
		r.Winners = append(r.Winners, won.Name)
	}
	r.Elected, r.Counted, r.State = len(r.Winners), true, Counted
	f := e.Figures(p)
	r.Status, r.Confirmed = p.CountStatus(), sure{f[election.UnitsConfirmed], f[election.VotedConfirmed], f[election.ElectedConfirmed]}
	for _, t := range e.OpenTasks(u, p) {
		if r.State == Counted {
			r.State, r.Next = Further, t.Round
		}
		if t.Round == election.FreshRound {
			r.State = Void
		}
		r.Left += t.Seats()
	}
}

// closed reports whether polling is over: by the unit's hours, or by the end of
// the day if they do not say.
func closed(e election.Election, u election.Unit, now time.Time) bool {
	end, known := e.PollingEnds(u, now.Location())
	if !known {
		end = e.PollingDay.AddDays(1).At(0, 0, now.Location())
	}
	return !now.Before(end)
}

// unitPage is all about one unit, for whoever taps on it.
type unitPage struct {
	Name     string              `json:"name"`
	Text     string              `json:"text"` // as the bot says it
	Place    string              `json:"place,omitempty"`
	Hours    string              `json:"hours,omitempty"`
	Officers []election.PersonID `json:"officers,omitempty"`
	Leaders  []election.PersonID `json:"leaders,omitempty"`
	Counts   []count             `json:"counts,omitempty"`
}

// count is how the people came out for one post in one round.
type count struct {
	Title     string     `json:"title"`
	Standings []standing `json:"standings"`
}

type standing struct {
	Name    string `json:"name"`
	Votes   int    `json:"votes"`
	Elected bool   `json:"elected,omitempty"`
}

// unit serves one unit. One that the viewer may not see is not there.
func (b *Board) unit(w http.ResponseWriter, r *http.Request) {
	v, status := b.viewer(r)
	if status != http.StatusOK {
		refuse(w, status)
		return
	}
	u, ok := v.store.Town().Unit(election.UnitID(r.URL.Query().Get("id")))
	if !ok || !v.person.MaySee(u) {
		refuse(w, http.StatusNotFound)
		return
	}
	states, err := v.store.View(v.person, v.User).States(r.Context(), []election.UnitID{u.ID})
	if err != nil || len(states) == 0 {
		b.fail(w, "read a unit", err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	town := v.store.Town()
	if err := v.store.Saw(r.Context(), b.opts.Now(), store.Sight{By: v.person.ID, Unit: u.ID, Through: "board"}); err != nil {
		b.opts.Log.Warn("board: note who looks", "person", v.person.ID, "error", err)
	}
	_ = json.NewEncoder(w).Encode(pageOf(town, states[0], v.language(r), b.opts.Now().In(town.Location))) // whoever is gone needs no answer
}

func pageOf(t *election.Town, s election.UnitState, l election.Language, now time.Time) unitPage {
	e := t.ElectionOf(s.Unit)
	// The bot's text begins with the name, and is written in Telegram's HTML.
	_, text, _ := strings.Cut(document.UnitState(t, s, l, now), "\n")
	text = html.UnescapeString(strings.NewReplacer("<b>", "", "</b>", "").Replace(text))
	out := unitPage{Name: s.Unit.Name, Text: text, Place: s.Unit.Place, Hours: s.Unit.Hours, Officers: s.Unit.Officers, Leaders: s.Unit.Leaders}
	for _, held := range s.Progress.Counts {
		for _, p := range election.Judge(e, held.Tally).Posts {
			c := count{Title: election.Say("%s（%s）· %s，应选 %d 名", "%s (%s) · %s, %d to elect").With(held.Round.Name(), held.Status().Name(), p.Post.Name(), p.Seats).In(l)}
			for _, st := range p.Standings {
				c.Standings = append(c.Standings, standing{st.Name, st.Votes, st.Result == election.WasElected})
			}
			out.Counts = append(out.Counts, c)
		}
	}
	return out
}
