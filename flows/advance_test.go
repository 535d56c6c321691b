package flows_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"huanjie/flows"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// TestAnyOrder says the same count in any order, in any number of messages,
// with any of the words: the report is the same.
func TestAnyOrder(t *testing.T) {
	t.Parallel()
	town := testTown(t)
	values := [][]string{
		{"发1,200", "发出选票：1200张", "实发一千二百"}, {"参加投票 1190 人", "参加1190", "参投一千一百九十"}, {"收1180", "收回选票１１８０张", "实收1180"},
		{"有效1150", "有效票一千一百五十"}, {"无效30", "废票三十张"}, {"甲 800", "主任 甲：八百票", "甲得800票"}, {"乙 350", "乙：350"},
	}
	want := election.Tally{Round: election.FirstRound, Registered: 1500, Participants: 1190, Issued: 1200, Returned: 1180, Valid: 1150, Invalid: 30,
		Posts: []election.PostTally{{Post: election.Chair, Seats: 1, Candidates: []election.CandidateVotes{{Name: "甲", Votes: 800}, {Name: "乙", Votes: 350}}}}}
	rapid.Check(t, func(rt *rapid.T) {
		r := &room{t: t, town: town, kept: flow.NewKept(), person: town.Person("周明"), now: time.Date(2027, 1, 15, 6, 0, 0, 0, time.UTC), progress: map[election.UnitID]election.Progress{}}
		lines := []string{"计票"}
		for _, i := range rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6}).Draw(rt, "order") {
			v := rapid.SampledFrom(values[i]).Draw(rt, "value")
			if rapid.Bool().Draw(rt, "same message") {
				lines[len(lines)-1] += rapid.SampledFrom([]string{" ", "，", "；", "⏎", "、"}).Draw(rt, "between") + v
			} else {
				lines = append(lines, v)
			}
		}
		for _, l := range lines {
			r.turn(l)
		}
		if out := r.confirm(); out.Report == nil || !reflect.DeepEqual(out.Report.Body, want) {
			rt.Fatalf("%q\n comes to %+v", lines, out.Report)
		}
	})
}

// confirm types the word and keeps the outcome.
func (r *room) confirm() flow.Outcome {
	r.update++
	return r.serve(func(sc flow.Scene) flow.Outcome {
		return flows.All.Advance(r.state, sc, flow.Turn{Update: r.update, Input: flow.Text("确认")})
	})
}

// TestDemoButtons opens every form for every unit of the demo's town and
// walks through it by its buttons: each button fits, and no two of a card are
// taken for each other.
func TestDemoButtons(t *testing.T) {
	t.Parallel()
	town := townIn(t, "../cmd/huanjie/demo")
	office := town.Person(election.OfficePerson(700001))
	for _, u := range town.Units {
		for _, form := range flows.All.Declared() {
			if len(form.Words) == 0 || !form.OfTown && !slices.ContainsFunc(flows.All.Units(form.ID, town, office), func(o election.Unit) bool { return o.ID == u.ID }) { // only a button opens it, or it is not for the unit
				continue
			}
			r := &room{t: t, town: town, kept: flow.NewKept(), person: office, update: 1 << 60, progress: map[election.UnitID]election.Progress{}, now: time.Date(2027, 1, 15, 2, 0, 0, 0, time.UTC)}
			r.turn(form.Words[0])
			r.turn(u.Name)
			for range 20 {
				r.press(t)
			}
			r.turn("修改")
			r.press(t)
		}
	}
}

// TestDemoLines types the demo's polling day, a line for each count, and adds
// the reports up: 12,670 registered, 9,700 voting, 66 elected.
func TestDemoLines(t *testing.T) {
	t.Parallel()
	town := townIn(t, "../cmd/huanjie/demo")
	rows, later := demoRows(t, "polling.csv"), demoRows(t, "rounds.csv")
	if len(rows) != 22 || len(later) != 2 {
		t.Fatalf("%d villages voted, %d again", len(rows), len(later))
	}
	sum := election.Figures{}
	for _, row := range rows {
		u, _ := town.Unit(election.UnitID(row[0]))
		for _, officer := range []election.PersonID{u.Officers[0], election.OfficePerson(700001)} {
			r := &room{t: t, town: town, kept: flow.NewKept(), person: town.Person(officer), progress: map[election.UnitID]election.Progress{}, now: time.Date(2027, 1, 15, 9, 0, 0, 0, time.UTC)}
			r.report("投票 " + u.Name + " " + row[2])
			r.report(fmt.Sprintf("计票 %s 发%s 收%s 有效%s 无效%s %s", u.Name, row[3], row[4], row[5], row[6],
				strings.NewReplacer(":", " ", "/", " ", ";", " ").Replace(row[7])))
			if p := r.progress[u.ID]; p.Reports != 2 {
				t.Errorf("%s by %s: %d reports; the card says %q", u.Name, officer, p.Reports, r.cards[len(r.cards)-1].Notice)
			}
			for _, again := range later {
				if again[0] == row[0] {
					r.report(fmt.Sprintf("计票 %s 发%s 收%s 有效%s 无效%s %s", u.Name, again[4], again[5], again[6], again[7],
						strings.NewReplacer(":", " ", "/", " ", ";", " ").Replace(again[8])))
				}
			}
			if officer == u.Officers[0] {
				for k, n := range town.ElectionOf(u).Figures(r.progress[u.ID]) {
					sum[k] += n
				}
			}
		}
	}
	if sum[election.ReportingRegistered] != 12670 || sum[election.Voted] != 9700 || sum[election.Elected] != 66 {
		t.Errorf("registered %d, voted %d, elected %d", sum[election.ReportingRegistered], sum[election.Voted], sum[election.Elected])
	}
}

// report says a report in one line and confirms it, with a reason if one is asked
// for.
func (r *room) report(line string) {
	before := len(r.reports())
	r.turn(line)
	r.turn("确认")
	if len(r.reports()) == before {
		r.turn("已对照计票结果单逐项核对")
		r.turn("确认")
	}
}

// reports are the receipts of what was reported in the chat.
func (r *room) reports() []string {
	var receipts []string
	for _, c := range r.cards {
		if c.Receipt != "" {
			receipts = append(receipts, c.Receipt)
		}
	}
	return receipts
}

// demoRows reads a table of the demo without its header.
func demoRows(t *testing.T, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile("../cmd/huanjie/demo/" + name)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// press presses the first button of the latest card that is not yet the end of
// it, or types a number.
func (r *room) press(t *testing.T) {
	t.Helper()
	latest := r.cards[len(r.cards)-1]
	seen := map[flow.Tap]string{}
	for _, row := range latest.Keyboard {
		for _, b := range row {
			if other, twice := seen[b.Tap]; twice {
				t.Errorf("%s: %s and %s do the same", latest.Title, other, b.Label)
			}
			seen[b.Tap] = b.Label
		}
	}
	if len(latest.Keyboard) == 0 || len(latest.Keyboard[0]) == 0 {
		return
	}
	switch first := latest.Keyboard[0][0]; first.Tap.Verb {
	case flow.Choose, flow.Change:
		r.turn("[" + first.Label + "]")
	case flow.Confirm:
	default:
		r.turn("1")
	}
}

// FuzzAdvance lets somebody do anything at all in a chat: type any text, press
// any button there ever was, forge others. Whatever it is, the state can be
// written and read, revisions only grow, and what is reported is whole.
func FuzzAdvance(f *testing.F) {
	f.Add("计票 西岭村 发1000 收990 有效980 无效10\n主任 钟平 600 卢青 380 委员 钟平 300 白露 720 温良 700\n#0\n#1\n确认")
	f.Add("进度\n#0\n#0\n#2\n投票 812\n返回\n取消\n是\n@d:1001:1:y\n@o:stage:W1:stage:roll")
	f.Add("(西岭村 计票\n发5 收6 东河村\n枣\n#9\n修改\n#3\n-5\n\xff")
	f.Add("公告\n#1\n投票 812\n#0\n确认")
	f.Add("投票 西岭村 812\n~1 投票 西岭村 813\n确认\n~3 投票 西岭村 814\n抄错了\n确认\n%\n已投 815\n为什么\n~2 返回\n确认")
	town := testTown(f)
	f.Add("投票 西岭村 512\n确认\n^重复了\n#0\n返回\n#1\n^x\n#2\n确认\n%\n#1\n算错\n是")
	f.Add("突发 有人堵门 特急\n修改\n#2\n#1\n确认\n办理\n#0\n#0\n确认\n@o:act:W1:case:100|deed:take")
	f.Add("公告\n第一条\n（2）\n1、\n第2次\n计票 西岭村\n第一条\n进度 有困难\n第一条")
	f.Add("进度\n哪\xe4\xb8\t下\n哪\u2028个\n第\t几")
	for _, said := range utterances(f) {
		f.Add(said)
	}
	f.Add("没有信号，14:00 前补报\n西岭村\n确认\n明早9点前补报 停电\n请示 方案\n内容\n(document\n确认\n@o:request:W1:again:1")
	f.Fuzz(func(t *testing.T, script string) {
		for _, who := range []election.PersonID{"李芳", election.OfficePerson(700001)} {
			playWild(t, town, who, script)
		}
	})
}

// utterances are the messages of the corpus, a few after another.
func utterances(f *testing.F) (scripts []string) {
	f.Helper()
	files, err := filepath.Glob("../bot/testdata/utterances*.jsonl")
	if err != nil || len(files) == 0 {
		f.Fatalf("find the corpus: %v", err)
	}
	var all []string
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			var u struct{ Say string }
			if err := json.Unmarshal([]byte(line), &u); err != nil {
				f.Fatalf("%s: %v", name, err)
			}
			all = append(all, strings.ReplaceAll(u.Say, "\n", " "))
		}
	}
	for some := range slices.Chunk(all, 8) {
		scripts = append(scripts, strings.Join(some, "\n"))
	}
	return scripts
}

// playWild plays a script: #n presses a button there once was, @ forges one, (
// sends a photo with words, ~n changes the message of n lines before, % corrects
// the last report, ^ withdraws it, everything else is typed.
func playWild(t *testing.T, town *election.Town, who election.PersonID, script string) {
	t.Helper()
	r := &room{t: t, town: town, kept: flow.NewKept(), person: town.Person(who), update: 1000, progress: map[election.UnitID]election.Progress{}, now: time.Date(2027, 1, 15, 2, 0, 0, 0, time.UTC)}
	var buttons []flow.Button
	for line := range strings.Lines(script) {
		before := r.state
		r.update++
		out := r.wild(strings.TrimRight(line, "\n"), buttons)
		holds(t, line, before, out)
		r.state = out.State
		if rep := out.Report; rep != nil {
			u, known := town.Unit(rep.Unit)
			if !known || !r.person.MayCheck(u) {
				t.Fatalf("%q: reported for %s", line, rep.Unit)
			}
			r.comes(*rep)
			isWhole(t, town.ElectionOf(u), *rep)
		}
		if v := out.View; v != nil {
			buttons = append(buttons, slices.Concat(v.Keyboard...)...)
		}
	}
}

func (r *room) wild(line string, buttons []flow.Button) flow.Outcome {
	var in flow.Input = flow.Text(line)
	var n int
	switch {
	case strings.HasPrefix(line, "@"):
		in = r.parsed(line[1:])
	case strings.HasPrefix(line, "~"):
		back, text, _ := strings.Cut(line[1:], " ")
		n, _ = strconv.Atoi(back)
		in = flow.Edited{Message: int(r.update) - n, Text: text}
	case strings.HasPrefix(line, "%"):
		return r.serve(func(sc flow.Scene) flow.Outcome {
			for _, e := range flows.All.Reported(r.state, sc) {
				return flows.All.Correct(r.state, sc, r.update, e.ID)
			}
			return flows.All.Correct(r.state, sc, r.update, flow.DraftID(line[1:]))
		})
	case strings.HasPrefix(line, "^"):
		return r.serve(func(sc flow.Scene) flow.Outcome {
			w := flow.Withdrawing{ID: flow.DraftID(line[1:]), Why: line[1:], Place: len(line)%2 == 0}
			for _, e := range flows.All.Reported(r.state, sc) {
				w.ID = e.ID
				break
			}
			return flows.All.Withdraw(r.state, sc, r.update, w)
		})
	case strings.HasPrefix(line, "("):
		in = flow.File{File: election.File{Kind: election.Photo, ID: "x"}, Caption: line[1:], Album: strings.Repeat("g", len(line)%2)}
	case len(buttons) > 0:
		if k, err := fmt.Sscanf(line, "#%d", &n); k == 1 && err == nil && n >= 0 {
			in = r.parsed(buttons[len(buttons)-1-n%len(buttons)].Tap.String())
		}
	}
	return r.serve(func(sc flow.Scene) flow.Outcome {
		return flows.All.Advance(r.state, sc, flow.Turn{Update: r.update, Message: int(r.update), Input: in, Forwarded: len(line)%5 == 0})
	})
}

// holds checks what must be true of every outcome.
func holds(t *testing.T, line string, before flow.State, out flow.Outcome) {
	t.Helper()
	kept, err := json.Marshal(out.State)
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	var read flow.State
	if err := json.Unmarshal(kept, &read); err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	if again, _ := json.Marshal(read); !bytes.Equal(again, kept) {
		t.Fatalf("%q: the state reads back otherwise:\n%s\n%s", line, kept, again)
	}
	if len(out.State.Drafts) > 5 || len(kept) > 64<<10 {
		t.Fatalf("%q: %d drafts, %d bytes", line, len(out.State.Drafts), len(kept))
	}
	for _, d := range out.State.Drafts {
		for _, b := range before.Drafts {
			if b.ID == d.ID && b.Revision > d.Revision {
				t.Fatalf("%q: revision %d after %d", line, d.Revision, b.Revision)
			}
		}
	}
	if out.View == nil {
		return
	}
	for _, b := range slices.Concat(out.View.Keyboard...) {
		if data := b.Tap.String(); len(data) > 64 || b.Label == "" {
			t.Fatalf("%q: button %q with %q", line, b.Label, data)
		}
	}
}

// isWhole checks that a report is complete and free of problems.
func isWhole(t *testing.T, e election.Election, rep election.Report) {
	t.Helper()
	switch b := rep.Body.(type) {
	case election.Tally:
		if ps := e.Problems(b); len(ps) > 0 {
			t.Fatalf("reported with %s: %+v", ps[0].Code, b)
		}
		if v := election.Judge(e, b); v.Outcome == election.Refused {
			t.Fatalf("reported and refused: %+v", b)
		}
	case election.Turnout:
		if len(b.Problems()) > 0 || b.Registered == 0 {
			t.Fatalf("reported %+v", b)
		}
	case election.StageReport:
		if _, ok := e.Stage(b.Stage); !ok || b.Status == election.NotStarted || (b.Status == election.InDifficulty) != (b.Reason != "") {
			t.Fatalf("reported %+v", b)
		}
	}
	if _, err := json.Marshal(rep); err != nil {
		t.Fatal(err)
	}
}

// countTurn is one turn of a count that is nearly filled in.
type countTurn struct {
	name  string
	state flow.State
	in    flow.Input
	most  float64 // allocations
}

// countTurns are the turns that are measured, in a town of so many villages.
func countTurns(tb testing.TB, villages int) (flow.Scene, []countTurn) {
	tb.Helper()
	const line = "发1000 收990 有效980 无效10 主任 钟平 600 卢青 380 委员 钟平 300 白露 720 温良 700"
	town := grown(tb, villages)
	scene := flow.Scene{Town: town, Places: speech.Places(town), Kept: flow.NewKept(), Person: town.Person("李芳"), Unit: "W1", Now: time.Date(2027, 1, 15, 2, 0, 0, 0, time.UTC)}
	out := flows.All.Advance(flow.State{}, scene, flow.Turn{Update: 1000, Input: flow.Text("计票 西岭村 发1000 收990 有效980 无效10 主任 钟平 600 卢青 380 委员 钟平 300")})
	return scene, []countTurn{
		{"tap", out.State, flow.Tap{Draft: out.View.Draft, Revision: 1000, Verb: flow.Edit}, 175},
		{"number", out.State, flow.Text("720"), 165},
		{"line", out.State, flow.Text(line), 200},
		{"opening", flow.State{}, flow.Text("计票 西岭村 " + line), 305},
		{"wordless", flow.State{}, flow.Text("西岭村 登记1200投票640"), 290},
	}
}

// BenchmarkAdvance takes such turns in a small and in a large town.
func BenchmarkAdvance(b *testing.B) {
	for _, villages := range []int{48, 30_000} {
		scene, turns := countTurns(b, villages)
		for _, turn := range turns {
			b.Run(fmt.Sprintf("%s/villages=%d", turn.name, villages), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if flows.All.Advance(turn.state, scene, flow.Turn{Update: 1001, Input: turn.in}).Ignored {
						b.Fatal("nothing was taken")
					}
				}
			})
		}
	}
}

// TestATurnAllocatesLittle counts what a turn allocates: time differs from machine to machine
// and this does not. It is the same in a town of any size.
func TestATurnAllocatesLittle(t *testing.T) {
	for _, villages := range []int{48, 3000} {
		scene, turns := countTurns(t, villages)
		for _, turn := range turns {
			n := testing.AllocsPerRun(20, func() { flows.All.Advance(turn.state, scene, flow.Turn{Update: 1001, Input: turn.in}) })
			t.Logf("%s, %d villages: %.0f allocations", turn.name, villages, n)
			if n > turn.most {
				t.Errorf("%s, %d villages: %.0f allocations, at most %.0f", turn.name, villages, n, turn.most)
			}
		}
	}
}

// grown is the town of the tests with more villages, of other officers.
func grown(b testing.TB, villages int) *election.Town {
	b.Helper()
	t := *testTown(b)
	for i := len(t.Units); i < villages; i++ {
		u := t.Units[i%4]
		u.ID, u.Area = election.UnitID(fmt.Sprintf("G%d", i)), election.Area(fmt.Sprintf("第%d片", i/40))
		u.Name = string([]rune{rune(0x4e00 + i%5000), rune(0x5e00 + i/5000), rune(0x6e00 + i%41)}) + "村"
		u.Officers, u.Checkers, u.Leaders, u.Contact = []election.PersonID{election.PersonID(fmt.Sprintf("员%d", i/2))}, nil, nil, ""
		t.Units = append(t.Units, u)
	}
	town, err := election.NewTown(t)
	if err != nil {
		b.Fatal(err)
	}
	return town
}
