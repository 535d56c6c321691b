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

// demoTally reads a row of polling.csv against the unit's posts.
func demoTally(t *testing.T, u election.Unit, row map[string]string) election.Tally {
	t.Helper()
	tally := election.Tally{
		Round: election.FirstRound, Registered: number(t, row["registered"]), Participants: number(t, row["voted"]),
		Issued: number(t, row["issued"]), Returned: number(t, row["returned"]),
		Valid: number(t, row["valid"]), Invalid: number(t, row["invalid"]),
	}
	for i, part := range strings.Split(row["votes"], ";") {
		name, votes, _ := strings.Cut(part, ":")
		plan := u.Posts[i]
		if name != plan.Post.Name().In(election.Chinese) {
			t.Fatalf("%s: votes for %s where the roster has %s", u.Name, name, plan.Post)
		}
		p := election.PostTally{Post: plan.Post, Seats: plan.Seats}
		for j, one := range strings.Split(votes, "/") {
			candidate, n, _ := strings.Cut(one, " ")
			if candidate != plan.Candidates[j] {
				t.Fatalf("%s: votes for %s where the roster has %s", u.Name, candidate, plan.Candidates[j])
			}
			p.Candidates = append(p.Candidates, election.CandidateVotes{Name: candidate, Votes: number(t, n)})
		}
		tally.Posts = append(tally.Posts, p)
	}
	return tally
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
// last unit, and to the law: every village fills its seats in the first round.
func TestDemoPolling(t *testing.T) {
	t.Parallel()
	town := demoTown(t)
	e := town.Elections[0]
	rows, sum := demoRows(t, "polling.csv"), election.Figures{}
	if len(rows) != 22 {
		t.Fatalf("%d villages voted, want 22", len(rows))
	}
	for _, row := range rows {
		u, ok := town.Unit(election.UnitID(row["unit"]))
		if !ok {
			t.Fatalf("%s is not in the roster", row["unit"])
		}
		tally := demoTally(t, u, row)
		if problems := tally.Problems(e.Kind); len(problems) > 0 {
			t.Errorf("%s: %s", u.Name, problems[0].Text.In(election.English))
		}
		v := election.Judge(e, tally)
		if v.Outcome != election.ValidElection || v.ElectedCount() != 3 || len(v.Breaches) > 0 {
			t.Errorf("%s: %s", u.Name, v.Sentence().In(election.English))
		}
		if tally.Registered != u.Registered || tally.Participants != tally.Issued {
			t.Errorf("%s: %d registered, want %d; %d took part, want the %d ballots issued",
				u.Name, tally.Registered, u.Registered, tally.Participants, tally.Issued)
		}
		if hundredths := tally.Participants * 10000 / tally.Registered; hundredths < 5800 || hundredths > 9300 {
			t.Errorf("%s: a turnout of %d/100 %%, want 58 to 93 %%", u.Name, hundredths)
		}
		for f, n := range e.Figures(e.Fold(election.Progress{}, election.Report{Body: tally})) {
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
		for _, p := range election.Judge(e, demoTally(t, u, row)).Posts {
			for _, name := range p.Elected {
				judged = append(judged, p.Post.Name().In(election.Chinese)+" "+name)
			}
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
