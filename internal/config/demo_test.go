package config_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"huanjie/internal/config"
	"huanjie/internal/election"
)

const demoFolder = "../../cmd/huanjie/demo"

// environment is an environment with these variables alone, "NAME=value".
func environment(variables ...string) func(string) string {
	return func(name string) string {
		for _, v := range variables {
			if value, ok := strings.CutPrefix(v, name+"="); ok {
				return value
			}
		}
		return ""
	}
}

func demoTown(t *testing.T) *election.Town {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(demoFolder, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := config.Parse("config.toml", data, os.DirFS(demoFolder), environment("HUANJIE_TELEGRAM_TOKEN=1:demo"))
	if err != nil {
		t.Fatal(err)
	}
	return c.Towns[0]
}

// demoRows reads a file of the demo as rows by column.
func demoRows(t *testing.T, file string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(demoFolder, file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cells, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range cells[1:] {
		row := map[string]string{}
		for i, cell := range line {
			row[cells[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// demoTally reads a row of polling.csv or rounds.csv. Candidates are those of
// the posts, in any order.
func demoTally(t *testing.T, u election.Unit, row map[string]string, round election.Round, posts []election.PostPlan) election.Tally {
	t.Helper()
	tally := election.Tally{
		Round: round, Registered: number(t, row["registered"]), Participants: number(t, row["voted"]),
		Issued: number(t, row["issued"]), Returned: number(t, row["returned"]),
		Valid: number(t, row["valid"]), Invalid: number(t, row["invalid"]),
	}
	for i, part := range strings.Split(row["votes"], ";") {
		name, votes, _ := strings.Cut(part, ":")
		plan := posts[i]
		if name != plan.Post.Name().In(election.Chinese) {
			t.Fatalf("%s: votes for %s where %s is elected", u.Name, name, plan.Post)
		}
		p := election.PostTally{Post: plan.Post, Seats: plan.Seats}
		for _, one := range strings.Split(votes, "/") {
			candidate, n, _ := strings.Cut(one, " ")
			if !slices.Contains(plan.Candidates, candidate) {
				t.Fatalf("%s: votes for %s, who is no candidate", u.Name, candidate)
			}
			p.Candidates = append(p.Candidates, election.CandidateVotes{Name: candidate, Votes: number(t, n)})
		}
		if len(p.Candidates) != len(plan.Candidates) {
			t.Fatalf("%s: votes for %d candidates, want %d", u.Name, len(p.Candidates), len(plan.Candidates))
		}
		tally.Posts = append(tally.Posts, p)
	}
	return tally
}

// demoProgress is a village after its polling day and the rounds that follow.
func demoProgress(t *testing.T, e election.Election, u election.Unit, row map[string]string) election.Progress {
	t.Helper()
	p := e.Fold(election.Progress{}, election.Report{ID: "1", Body: demoTally(t, u, row, election.FirstRound, u.Posts)})
	for _, later := range demoRows(t, "rounds.csv") {
		if later["unit"] != string(u.ID) {
			continue
		}
		tasks := e.OpenTasks(u, p)
		if len(tasks) != 1 || string(tasks[0].Round) != later["round"] {
			t.Fatalf("%s has to hold %v, rounds.csv says %s", u.Name, tasks, later["round"])
		}
		var posts []election.PostPlan
		for _, post := range tasks[0].Posts {
			posts = append(posts, election.PostPlan{Post: post.Post, Seats: post.Seats, Candidates: post.Candidates})
		}
		p = e.Fold(p, election.Report{ID: "2", Body: demoTally(t, u, later, tasks[0].Round, posts)})
	}
	return p
}

// TestDemoTown holds the demo's roster to the figures of the town it stands for.
func TestDemoTown(t *testing.T) {
	t.Parallel()
	town := demoTown(t)
	e := town.Elections[0]
	if got, want := e.PollingDay.String(), "2027-01-15"; got != want || e.Kind != election.Villagers {
		t.Errorf("%s on %s, want villagers on %s", e.Kind, got, want)
	}
	if got := town.RollOf(e.ID, election.WholeTown); got.Units != 22 || len(got.Key) != 3 || got.Registered != 12670 || got.Seats != 66 {
		t.Errorf("the town has %+v, want 22 villages, 3 key ones, 12,670 registered, 66 seats", got)
	}
	sizes := map[election.Area]int{"东片": 6, "西片": 6, "南片": 5, "北片": 5}
	for area, units := range sizes {
		if got := town.RollOf(e.ID, area).Units; got != units {
			t.Errorf("%s has %d villages, want %d", area, got, units)
		}
	}
	officers, leaders := map[election.PersonID][]string{}, map[election.PersonID]election.Area{}
	for _, u := range town.Units {
		for _, o := range u.Officers {
			officers[o] = append(officers[o], u.Name)
		}
		if len(u.Leaders) != 1 {
			t.Errorf("%s has leaders %v, want one", u.Name, u.Leaders)
		}
		leaders[u.Leaders[0]] = u.Area
	}
	if len(officers) != 8 || !slices.Equal(officers["周明"], []string{"东河村"}) || !slices.Contains(officers["李芳"], "西岭村") {
		t.Errorf("officers %v, want eight, 周明 with 东河村 alone, 李芳 with 西岭村 among others", officers)
	}
	if len(leaders) != 4 || leaders["陈立"] != "东片" || len(town.LeadingGroup) == 0 {
		t.Errorf("leaders %v and leading group %v, want one leader an area, 陈立 in 东片", leaders, town.LeadingGroup)
	}
}

// TestDemoPolling holds the demo's polling day to the town's totals, to the
// last unit, and to the law: two villages need another round, and then every
// seat is filled.
func TestDemoPolling(t *testing.T) {
	t.Parallel()
	town := demoTown(t)
	e := town.Elections[0]
	rows, sum, left := demoRows(t, "polling.csv"), election.Figures{}, 0
	if len(rows) != 22 {
		t.Fatalf("%d villages voted, want 22", len(rows))
	}
	for _, row := range rows {
		u, ok := town.Unit(election.UnitID(row["unit"]))
		if !ok {
			t.Fatalf("%s is not in the roster", row["unit"])
		}
		tally := demoTally(t, u, row, election.FirstRound, u.Posts)
		if problems := tally.Problems(e.Kind); len(problems) > 0 {
			t.Errorf("%s: %s", u.Name, problems[0].Text.In(election.English))
		}
		v := election.Judge(e, tally)
		if v.Outcome != election.ValidElection || len(v.Breaches) > 0 {
			t.Errorf("%s: %s", u.Name, v.Sentence().In(election.English))
		}
		if tally.Registered != u.Registered || tally.Participants != tally.Issued {
			t.Errorf("%s: %d registered, want %d; %d took part, want the %d ballots issued",
				u.Name, tally.Registered, u.Registered, tally.Participants, tally.Issued)
		}
		if hundredths := tally.Participants * 10000 / tally.Registered; hundredths < 5800 || hundredths > 9300 {
			t.Errorf("%s: a turnout of %d/100 %%, want 58 to 93 %%", u.Name, hundredths)
		}
		if v.SeatsLeft() > 0 {
			left++
		}
		for f, n := range e.Figures(demoProgress(t, e, u, row)) {
			sum[f] += n
		}
	}
	for f, want := range map[election.Figure]int{
		election.Reporting: 22, election.ReportingRegistered: 12670, election.Voted: 9700, election.Counted: 22,
		election.Elected: 66, election.SeatsLeft: 0, election.UnitsFurther: 0, election.UnitsVoid: 0,
	} {
		if sum[f] != want {
			t.Errorf("%s is %d, want %d", f, sum[f], want)
		}
	}
	if left != 2 {
		t.Errorf("%d villages have seats left after the first round, want 2", left)
	}
	if got, want := sum.Turnout().String(), "9,700/12,670 = 76.56%"; got != want {
		t.Errorf("turnout %s, want %s", got, want)
	}
}

// TestDemoElected holds the people elected to the verdicts and to the town's
// composition.
func TestDemoElected(t *testing.T) {
	t.Parallel()
	town := demoTown(t)
	e := town.Elections[0]
	elected, women := map[string][]string{}, map[string]int{}
	got := map[string]int{}
	for _, row := range demoRows(t, "elected.csv") {
		elected[row["unit"]] = append(elected[row["unit"]], row["post"]+" "+row["name"])
		got[row["sex"]]++
		if row["sex"] == "女" {
			women[row["unit"]]++
		}
		if row["party"] == "是" {
			got["党员"]++
		}
		if number(t, row["birth_year"]) > 2027-50 { // none is fifty in the year itself, so the day does not matter
			got["五十岁以下"]++
		}
		if slices.Contains([]string{"高中", "中专", "大专", "本科"}, row["education"]) {
			got["高中以上"]++
		}
		if row["re_elected"] == "是" {
			got["连任"]++
		}
	}
	for what, want := range map[string]int{"男": 44, "女": 22, "党员": 57, "五十岁以下": 55, "高中以上": 41, "连任": 50} {
		if got[what] != want {
			t.Errorf("%s: %d, want %d", what, got[what], want)
		}
	}
	for _, row := range demoRows(t, "polling.csv") {
		u, _ := town.Unit(election.UnitID(row["unit"]))
		var judged []string
		for _, w := range e.Winners(demoProgress(t, e, u, row)) {
			judged = append(judged, w.Post.Name().In(election.Chinese)+" "+w.Name)
		}
		slices.Sort(judged)
		slices.Sort(elected[row["unit"]])
		if !slices.Equal(judged, elected[row["unit"]]) {
			t.Errorf("%s elected %v, elected.csv says %v", u.Name, judged, elected[row["unit"]])
		}
		if women[row["unit"]] == 0 {
			t.Errorf("%s elected no woman", u.Name)
		}
	}
}

// TestDemoProgress checks what the villages had reported before the demo's
// clock begins: each stage of the election known, each moment before the start.
func TestDemoProgress(t *testing.T) {
	t.Parallel()
	town := demoTown(t)
	e := town.Elections[0]
	seen := map[string]bool{}
	for _, row := range demoRows(t, "progress.csv") {
		if _, ok := town.Unit(election.UnitID(row["unit"])); !ok {
			t.Errorf("%s is not in the roster", row["unit"])
		}
		if _, ok := e.Stage(election.StageID(row["stage"])); !ok || seen[row["unit"]+row["stage"]] {
			t.Errorf("%s: stage %s is unknown or stands twice", row["unit"], row["stage"])
		}
		seen[row["unit"]+row["stage"]] = true
		status := election.StageStatus(row["status"])
		if !slices.Contains(election.Statuses(), status) || (status == election.InDifficulty) == (row["reason"] == "") {
			t.Errorf("%s, stage %s: status %q with reason %q", row["unit"], row["stage"], status, row["reason"])
		}
		if row["at"] >= "2027-01-11T09:00:00+08:00" {
			t.Errorf("%s, stage %s: reported at %s, after the demo's clock begins", row["unit"], row["stage"], row["at"])
		}
	}
	if len(seen) != 131 {
		t.Errorf("%d stages reported, want 131: six of 22 villages, one is late", len(seen))
	}
}
