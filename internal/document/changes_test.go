package document_test

import (
	"fmt"
	"html"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"huanjie/internal/document"
	"huanjie/internal/election"
)

// TestChangesSinceTheLastDigest: what is more and what is less, on a few lines,
// and when that was.
func TestChangesSinceTheLastDigest(t *testing.T) {
	t.Parallel()
	town, _ := ledgerTown(t)
	at := time.Date(2027, time.January, 15, 18, 0, 0, 0, town.Location)
	incident := func(open bool) election.Figure { return election.CasesFigure(election.Incident, "", open) }
	sum := election.Summary{Town: "清河镇", Election: town.Elections[0], AsOf: at, Roll: town.RollOf("v27", ""), Lists: map[election.List]election.ListedUnits{},
		Figures: election.Figures{election.StageFigure("roll", election.Done): 3, election.Reporting: 3, election.Voted: 1940, election.Elected: 1, incident(false): 4, incident(true): 1}}
	if text := document.Digest(sum, election.Chinese, document.OnDemand); strings.Contains(text, "📈") {
		t.Errorf("the first digest compares itself:\n%s", text)
	}
	sum.Before = election.Before{At: at.Add(-24 * time.Hour), Troubled: 2, Late: 1,
		Figures: election.Figures{election.StageFigure("roll", election.Done): 1, election.Voted: 700, election.Elected: 3, incident(false): 3, incident(true): 2}}
	for l, want := range map[election.Language]string{
		election.Chinese: "📈 比昨天 18:00：\n· 完成：选民登记公布 +2 个村\n· 参选 +1,240 人、当选 −2 名\n· 新增突发情况 1 件、办结突发情况 2 件、有困难 −2 个村、逾期 −1 项",
		election.English: "📈 Since yesterday, 18:00:\n· done: Roll published +2 villages\n· turnout +1,240 voters, elected −2 people\n" +
			"· new: incident 1, closed: incident 2, in difficulty −2 villages, late −1 stage",
	} {
		if text := document.Digest(sum, l, document.OnDemand); !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
		if text := document.Brief(sum, l, document.OnDemand); !strings.Contains(text, want) {
			t.Errorf("%q is not in the short digest\n%s", want, text)
		}
	}
	sum.Before = sum.AsBefore()
	if text := document.Digest(sum, election.Chinese, document.OnDemand); !strings.Contains(text, "📈 比今天 18:00：没有变化") {
		t.Errorf("nothing new reads\n%s", text)
	}
}

// TestReportsFitIntoAMessage writes reports of every kind with more in them than
// fits, and reads that names, reasons and figures are there and personal facts
// are not.
func TestReportsFitIntoAMessage(t *testing.T) {
	t.Parallel()
	town, _ := ledgerTown(t)
	long := strings.Repeat("很长的话<&>\n", 300)
	var posts []election.PostTally
	for range 6 {
		post := election.PostTally{Post: election.Member, Seats: 3}
		for i := range 40 {
			post.Candidates = append(post.Candidates, election.CandidateVotes{Name: fmt.Sprint("候选人", i, "(东河)"), Votes: 1000 + i})
		}
		posts = append(posts, post)
	}
	tally := election.Tally{Round: election.FirstRound, Registered: 4000, Participants: 3000, Issued: 3000, Returned: 3000, Valid: 3000, Posts: posts}
	other := tally
	other.Posts = nil
	born := election.Date{Year: 1978, Month: time.March, Day: 9}
	bodies := map[string]election.Body{
		"进行中": election.StageReport{Stage: "roll", Status: election.UnderWay}, "有困难": election.StageReport{Stage: "roll", Status: election.InDifficulty, Reason: long},
		"300/400": election.Turnout{Registered: 400, Voted: 300}, "发出 3,000": tally, "复核录入": election.CountCheck{Tally: tally}, "结果单": election.ResultSheet{Round: election.FirstRound},
		"登记 720 人": election.RollReport{InVillage: 700, Away: 20}, "赵大山": election.Members{Persons: []election.ElectedPerson{{Name: "赵大山", Born: born, Sex: election.Man}}},
		"突发情况": election.Case{Kind: election.Incident, Topic: "order", Words: long, Severity: election.Grave}, "编号 R7": election.Act{Case: "R7", Deed: election.Reply, Words: long},
		"没有信号": election.Promise{Until: born.At(14, 0, time.UTC), Why: "没有信号"}, "钱小河": election.Nomination{Persons: []election.Nominee{{ElectedPerson: election.ElectedPerson{Name: "钱小河", Born: born}}}},
		"publicity": election.Record{Of: "publicity", Numbers: map[string]int{"banners": 3}},
	}
	for want, body := range bodies {
		r := election.Report{ID: "R9", Unit: "E1", By: "周明", At: born.At(9, 0, time.UTC), Replaces: "R8", Why: long, Stands: []election.Stand{{Code: election.WarnRound, Reason: long}}, Body: body}
		was := r
		if _, count := body.(election.Tally); count {
			was.Body = other
		}
		for _, l := range []election.Language{election.Chinese, election.English} {
			text := document.Reported(town, document.Told{Report: r, Was: &was, Newer: "R10", Now: r.At.In(town.Location)}, l)
			if n := len(utf16.Encode([]rune(html.UnescapeString(text)))); n > 4096 {
				t.Errorf("%s has %d characters", want, n)
			}
			if l == election.Chinese && !strings.Contains(text, want) || strings.Contains(text, "1978-03-09") || !strings.Contains(text, "R10") {
				t.Errorf("%q reads\n%s", want, text)
			}
			if strings.Contains(text, "%!") {
				t.Errorf("%q is not said well:\n%s", want, text)
			}
			secret := document.Reported(town, document.Told{Report: r, Was: &was, Secret: true, Now: r.At.In(town.Location)}, l)
			if strings.Contains(secret, "3,000") || strings.Contains(secret, "很长") || !strings.Contains(secret, "🔒") {
				t.Errorf("what is secret reads\n%s", secret)
			}
		}
	}
}
