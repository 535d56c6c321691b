package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"huanjie/internal/election"
)

// agreed holds four readers of the season against each other: what the units' own pages say
// added up, the digest, the records (台账) and the answers to questions; and the summary. The
// figures of the votes and every number and every answer of every record are compared.
func (s *officeSeason) agreed(ctx context.Context) {
	town, st := s.office.stores[0].Town(), s.office.stores[0]
	r := readers{digest: s.answer(ctx, "日报"), ledger: s.answer(ctx, "台账"), summary: s.summaryText(ctx), pages: map[election.UnitID]string{}}
	compared := 0
	for _, e := range append(append([]election.Election{}, town.Elections...), town.ElectionOf(town.OfficeWork())) {
		sum := election.Figures{}
		for _, u := range town.All() {
			if u.Election != e.ID {
				continue
			}
			states, err := st.States(ctx, []election.UnitID{u.ID})
			must(s.t, err)
			if e.Kind != election.OfficeWork {
				r.pages[u.ID] = s.asked(ctx, u.Name)
			}
			compared += s.agreesPage(town.ElectionOf(u), states[0], r.pages[u.ID])
			for f, n := range town.ElectionOf(u).Figures(states[0].Progress) {
				sum[f] += n
			}
		}
		kept, err := st.Figures(ctx, e.ID, election.WholeTown)
		must(s.t, err)
		for f, n := range sum {
			if kept[0][f] != n {
				s.t.Errorf("%s of %s: the units have %d, the sums %d", f, e.ID, n, kept[0][f])
			}
		}
		s.advance(ctx, s.clock.now().Add(11*time.Minute)) // a question right behind a unit's page is of that unit
		compared += s.agreesVotes(ctx, e, sum, r)
		for _, kind := range town.Records {
			compared += s.agreesRecord(ctx, kind, sum, r)
		}
	}
	s.t.Logf("%d figures are the same on the units' pages, in the digest, in the records, in the answers and in the summary", compared)
}

// readers are the texts in which figures stand.
type readers struct {
	digest, ledger, summary string
	pages                   map[election.UnitID]string
}

// has fails if a text lacks what has to be there.
func (s *officeSeason) has(reader, text, want string) int {
	if !strings.Contains(text, want) {
		s.t.Errorf("%s lacks %q:\n%s", reader, want, indented(text))
	}
	return 1
}

// agreesPage compares a unit's page with what was reported of it.
func (s *officeSeason) agreesPage(e election.Election, u election.UnitState, page string) (n int) {
	if page == "" {
		return 0
	}
	if took, ok := u.Progress.Took(); ok {
		n += s.has(u.Unit.Name, page, "参选 "+took.String())
	}
	for _, c := range u.Progress.Counts {
		for _, line := range c.BallotFigures() {
			n += s.has(u.Unit.Name, page, line.In(election.Chinese))
		}
	}
	if won := len(e.Winners(u.Progress)); won > 0 && u.Progress.Members != nil {
		n += s.has(u.Unit.Name, page, fmt.Sprintf("当选 %d 名", won))
	}
	for _, kind := range e.Records {
		all := u.Progress.Records[kind.ID]
		for _, f := range kind.Fields {
			if v, said := last(all).Numbers[f.ID]; said && f.Number && v > 0 {
				n += s.has(u.Unit.Name, page, fmt.Sprintf("%s %s%s", f.Label.In(election.Chinese), election.Thousands(v), f.Unit.In(election.Chinese)))
			}
		}
	}
	return n
}

func last(all []election.Entered) election.Record {
	if len(all) == 0 {
		return election.Record{}
	}
	return all[len(all)-1].Record
}

// agreesVotes compares the figures of the votes.
func (s *officeSeason) agreesVotes(ctx context.Context, e election.Election, sum election.Figures, r readers) (n int) {
	if sum[election.Reporting] == 0 {
		return 0
	}
	took := fmt.Sprintf("%s/%s", election.Thousands(sum[election.Voted]), election.Thousands(sum[election.ReportingRegistered]))
	n += s.has("the digest", r.digest, took)
	n += s.has("the summary", r.summary, "参加投票"+election.Thousands(sum[election.Voted])+"人")
	n += s.has("参选率", s.asked(ctx, "参选率多少"), took)
	for question, f := range map[string]election.Figure{"发出选票多少": election.BallotsIssued, "收回选票多少": election.BallotsReturned, "有效票多少": election.BallotsValid, "无效票多少": election.BallotsInvalid} {
		n += s.has(question, s.asked(ctx, question), election.Thousands(sum[f]))
		n += s.has("the summary", r.summary, strings.TrimSuffix(question, "多少")+election.Thousands(sum[f])+"张")
	}
	elected := fmt.Sprintf("%d/", sum[election.Elected])
	n += s.has("当选", s.asked(ctx, "当选多少人"), "\n"+elected)
	n += s.has("the digest", r.digest, "当选　"+elected)
	return n + s.has("the summary", r.summary, fmt.Sprintf("已选出%d名", sum[election.Elected]))
}

// agreesRecord compares the sums and the answers of a kind of record.
func (s *officeSeason) agreesRecord(ctx context.Context, kind election.RecordKind, sum election.Figures, r readers) (n int) {
	title, _, _ := strings.Cut(kind.Title.In(election.Chinese), "、")
	for _, f := range kind.Fields {
		v := sum[election.RecordFigure(kind.ID, f.ID)]
		if !f.Number || v == 0 {
			continue
		}
		label, unit := f.Label.In(election.Chinese), f.Unit.In(election.Chinese)
		said := fmt.Sprintf("%s %s", election.Thousands(v), unit)
		n += s.has("the records", r.ledger, "· "+label+" "+said)
		n += s.answers(ctx, append([]string{label, title + label}, f.Words...), "\n"+said)
		if unit != "天" { // the shortest and the longest stand there
			n += s.has("the summary", r.summary, label+strings.ReplaceAll(said, " ", ""))
		}
	}
	for _, f := range kind.Choices() {
		for _, value := range f.Values {
			if v := sum[election.AnswerFigure(kind.ID, f.ID, value)]; v > 0 {
				answer := f.Name(value).In(election.Chinese)
				n += s.has("the records", r.ledger, fmt.Sprintf("· %s：%s %d", f.Label.In(election.Chinese), answer, v))
				if !regexp.MustCompile(answer + `[^，；、。]*?` + fmt.Sprint(v) + `[个次]`).MatchString(r.summary) {
					s.t.Errorf("the summary lacks %s %s %d", title, answer, v)
				}
				n++
			}
		}
	}
	return n
}

// answers fails if none of some names of a figure is answered with it.
func (s *officeSeason) answers(ctx context.Context, names []string, want string) int {
	for _, name := range names {
		if strings.Contains(s.asked(ctx, name+"多少"), want) {
			return 1
		}
	}
	s.t.Errorf("asked for %v, the bot says no %q:\n%s", names, want, indented(s.asked(ctx, names[1]+"多少")))
	return 1
}

// asked is the answer to a question, which is asked once. Nobody asks more than so many a
// minute.
func (s *officeSeason) asked(ctx context.Context, question string) string {
	if s.known == nil {
		s.known = map[string]string{}
	}
	if _, known := s.known[question]; !known {
		if len(s.known)%20 == 0 {
			s.advance(ctx, s.clock.now().Add(2*time.Minute))
		}
		s.known[question] = s.answer(ctx, question)
	}
	return s.known[question]
}
