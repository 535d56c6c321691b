package main

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// pollingLines are what is said of a village on polling day, each report in one
// message: by its officer, with a photo of the result sheet, and then by the person
// who enters the count a second time.
type pollingLines struct {
	turnout string
	count   string
	sheet   []byte
	checker election.PersonID
	checks  []string
}

// misread is the village of which the second person misreads a figure, so that
// both have to look again.
const misread election.UnitID = "S3"

// counts are those that are not reported yet: of the officers without a telephone on
// the page, or of everybody.
func (s *show) counts(ctx context.Context, everybody bool) (map[election.PersonID][]pollingLines, error) {
	rows, err := demoTable("polling.csv")
	if err != nil {
		return nil, err
	}
	st, all := s.office.stores[0], map[election.PersonID][]pollingLines{}
	for _, row := range rows {
		u, _ := st.Town().Unit(election.UnitID(row["unit"]))
		if !everybody && slices.Contains(s.front, u.Officers[0]) {
			continue
		}
		state, err := st.States(ctx, []election.UnitID{u.ID})
		if err != nil {
			return nil, err
		}
		lines, err := s.linesOf(u, row)
		if err != nil {
			return nil, err
		}
		if c, counted := state[0].Progress.Count(election.FirstRound); counted {
			lines.turnout, lines.count = "", ""
			if c.Status() == election.Confirmed {
				continue
			}
		}
		all[u.Officers[0]] = append(all[u.Officers[0]], lines)
	}
	return all, nil
}

// linesOf is a row of polling.csv as people say it.
func (s *show) linesOf(u election.Unit, row map[string]string) (pollingLines, error) {
	l := pollingLines{turnout: fmt.Sprintf("投票 %s %s", u.Name, row["voted"]), count: countLine(u.Name, row),
		checker: u.Checkers[0], checks: []string{checkLine(u.Name, row)}}
	if u.ID == misread {
		slip := map[string]string{}
		for k, v := range row {
			slip[k] = v
		}
		last := regexp.MustCompile(`[0-9]+$`).FindString(row["votes"])
		n, _ := strconv.Atoi(last)
		slip["votes"] = strings.TrimSuffix(row["votes"], last) + strconv.Itoa(n-9)
		l.checks = []string{checkLine(u.Name, slip), checkLine(u.Name, row)}
	}
	var paper bytes.Buffer
	err := document.ResultSheet(&paper, u.Name, tallyOf(row), s.office.config.Towns[0].Language)
	l.sheet = paper.Bytes()
	return l, err
}

// countLine is a row of polling.csv as an officer types it.
func countLine(unit string, row map[string]string) string { return "计票 " + figuresLine(unit, row) }

// checkLine is the same as its checker types it.
func checkLine(unit string, row map[string]string) string { return "复核 " + figuresLine(unit, row) }

func figuresLine(unit string, row map[string]string) string {
	votes := strings.NewReplacer(":", " ", "/", " ", ";", " ").Replace(row["votes"])
	return fmt.Sprintf("%s 发%s 收%s 有效%s 无效%s %s", unit, row["issued"], row["returned"], row["valid"], row["invalid"], votes)
}

// tallyOf is a row of polling.csv as a tally.
func tallyOf(row map[string]string) election.Tally {
	number := func(column string) int {
		n, _ := strconv.Atoi(row[column])
		return n
	}
	t := election.Tally{Round: election.FirstRound, Registered: number("registered"), Participants: number("voted"), Issued: number("issued"),
		Returned: number("returned"), Valid: number("valid"), Invalid: number("invalid")}
	for post := range strings.SplitSeq(row["votes"], ";") {
		name, people, _ := strings.Cut(post, ":")
		p := election.PostTally{}
		for _, known := range []election.Post{election.Chair, election.ViceChair, election.Member} {
			if known.Name().In(election.Chinese) == name {
				p.Post = known
			}
		}
		for who := range strings.SplitSeq(people, "/") {
			name, votes, _ := strings.Cut(who, " ")
			n, _ := strconv.Atoi(votes)
			p.Candidates = append(p.Candidates, election.CandidateVotes{Name: name, Votes: n})
		}
		t.Posts = append(t.Posts, p)
	}
	return t
}

// play is one officer's polling day: turnouts through the day, counts in the
// afternoon, each checked by a second person.
func (s *show) play(ctx context.Context, id election.PersonID, lines []pollingLines) {
	town := s.office.config.Towns[0]
	day := town.Elections[0].PollingDay
	for i, l := range lines {
		s.until(ctx, day.At(9+i, 10*(len(id)+i)%60, town.Location))
		s.report(ctx, id, l.turnout)
	}
	var checks sync.WaitGroup
	for i, l := range lines {
		s.until(ctx, day.At(15, 10+25*i, town.Location))
		s.reportWith(ctx, id, l.count, l.sheet)
		checks.Go(func() {
			for _, check := range l.checks {
				s.report(ctx, l.checker, check)
			}
		})
	}
	checks.Wait()
}

// report says a report in one message from a person's telephone, waits for its
// card, gives a reason if one is asked for, and confirms.
func (s *show) report(ctx context.Context, id election.PersonID, line string) {
	s.reportWith(ctx, id, line, nil)
}

// reportWith sends a photo with a report.
func (s *show) reportWith(ctx context.Context, id election.PersonID, line string, photo []byte) {
	if line == "" {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	s.cast.hands[id].Lock()
	defer s.cast.hands[id].Unlock()
	phone, whole := s.cast.phones[id], ""
	said, err := phone.Say(line)
	if err == nil && photo != nil {
		whole = "📎"
		_, err = phone.Photo(photo, "")
	}
	if err == nil {
		err = confirm(ctx, phone, said, whole)
	}
	if err != nil {
		s.office.log.Warn("play report", "person", id, "report", line, "error", err)
	}
}

// confirm waits for the card that answers a message, and has a text on it,
// presses its button and waits until it is gone. If the card asks for a reason
// first, it gets one.
func confirm(ctx context.Context, phone *sandbox.Phone, said int, whole string) error {
	card, label, asked := 0, "", false
	offered := func(messages []sandbox.Message) bool {
		card, asked = 0, false
		for _, m := range messages {
			if m.ID <= said || !strings.Contains(m.Text, whole) {
				continue
			}
			for _, l := range []string{"✅ 确认上报", "✅ Confirm"} {
				if _, has := m.Button(l); has {
					card, label = m.ID, l
				}
			}
			asked = asked || strings.Contains(m.Text, "请写明原因") || strings.Contains(m.Text, "please say why")
		}
		return card != 0
	}
	if err := phone.Wait(ctx, func(m []sandbox.Message) bool { return offered(m) || asked }); err != nil {
		return err
	}
	if card == 0 {
		if _, err := phone.Say("已与监票人核对，属实"); err != nil {
			return err
		}
		if err := phone.Wait(ctx, offered); err != nil {
			return err
		}
	}
	if err := phone.TapOn(card, label); err != nil {
		return err
	}
	return phone.Wait(ctx, func(m []sandbox.Message) bool { return !offered(m) })
}
