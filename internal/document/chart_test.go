package document

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"huanjie/internal/config"
	"huanjie/internal/election"
)

// pictures is where the test leaves its pictures for people to look at:
// go test ./internal/document -pictures /tmp/pictures.
var pictures = flag.String("pictures", "", "write the pictures into this folder")

const demoFolder = "../../cmd/huanjie/demo"

// scene is an area at a moment, with all its units.
type scene struct {
	name    string
	summary election.Summary
	units   []election.UnitState
}

// scenes are the demo's town at three moments, and larger towns.
func scenes(t testing.TB) []scene {
	t.Helper()
	town := demoTown(t)
	shanghai := town.Location
	day := town.Elections[0].PollingDay
	all := []scene{
		sceneOf(t, "22-before", town, progressUntil(t, town, 0, 0), day.AddDays(-3).At(18, 0, shanghai)),
		sceneOf(t, "22-during", town, progressUntil(t, town, 15, 4), day.At(11, 30, shanghai)),
		sceneOf(t, "22-after", town, progressUntil(t, town, 22, 22), day.AddDays(1).At(18, 0, shanghai)),
	}
	all = append(all, oddScenes(t)...)
	for _, size := range []struct{ units, areas int }{{50, 5}, {200, 12}} {
		big := inventedTown(t, size.units, size.areas, election.Villagers)
		all = append(all, sceneOf(t, fmt.Sprint(size.units), big, inventedProgress(big), day.At(15, 0, shanghai)))
	}
	for _, k := range []election.Kind{election.Party, election.Congress, election.Residents} {
		other := inventedTown(t, 22, 4, k)
		all = append(all, sceneOf(t, "22-"+string(k), other, inventedProgress(other), day.At(15, 0, shanghai)))
	}
	return all
}

func demoTown(t testing.TB) *election.Town {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(demoFolder, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	token := func(name string) string { return map[string]string{"HUANJIE_TELEGRAM_TOKEN": "1:demo"}[name] }
	c, err := config.Parse("config.toml", text, os.DirFS(demoFolder), token)
	if err != nil {
		t.Fatal(err)
	}
	return c.Towns[0]
}

// demoRows reads a table of the demo, without its head.
func demoRows(t testing.TB, file string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(demoFolder, file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// progressUntil folds the demo's reports: all stages, then the turnout of the
// first few villages, then the count of fewer.
func progressUntil(t testing.TB, town *election.Town, turnouts, counts int) []election.Progress {
	t.Helper()
	e, all := town.Elections[0], make([]election.Progress, len(town.Units))
	fold := func(unit string, at time.Time, b election.Body) {
		i := town.Place(election.UnitID(unit))
		all[i] = e.Fold(all[i], election.Report{ID: "R", Unit: election.UnitID(unit), At: at, Body: b})
	}
	for _, row := range demoRows(t, "progress.csv") {
		at, err := time.Parse(time.RFC3339, row[4])
		if err != nil {
			t.Fatal(err)
		}
		fold(row[0], at, election.StageReport{Stage: election.StageID(row[1]), Status: election.StageStatus(row[2]), Reason: row[3]})
	}
	for i, row := range demoRows(t, "polling.csv") {
		noon, voted := e.PollingDay.At(12, 0, town.Location), number(t, row[2])
		if i < turnouts {
			part := voted * (4 + i%5) / 8
			fold(row[0], noon, election.Turnout{Registered: number(t, row[1]), Voted: min(part, voted)})
		}
		if i < counts {
			u, _ := town.Unit(election.UnitID(row[0]))
			fold(row[0], noon, demoTally(t, u, row))
			if i%3 > 0 {
				of := town.Place(u.ID)
				all[of] = e.Fold(all[of], election.Report{ID: "C", Unit: u.ID, By: "李芳", At: noon, Body: election.CountCheck{Tally: demoTally(t, u, row)}})
			}
		}
	}
	return all
}

func demoTally(t testing.TB, u election.Unit, row []string) election.Tally {
	t.Helper()
	tally := election.Tally{Round: election.FirstRound, Registered: number(t, row[1]), Participants: number(t, row[2]), Issued: number(t, row[3]),
		Returned: number(t, row[4]), Valid: number(t, row[5]), Invalid: number(t, row[6])}
	for i, post := range strings.Split(row[7], ";") {
		_, votes, _ := strings.Cut(post, ":")
		p := election.PostTally{Post: u.Posts[i].Post, Seats: u.Posts[i].Seats}
		for _, one := range strings.Split(votes, "/") {
			name, n, _ := strings.Cut(one, " ")
			p.Candidates = append(p.Candidates, election.CandidateVotes{Name: name, Votes: number(t, n)})
		}
		tally.Posts = append(tally.Posts, p)
	}
	return tally
}

func number(t testing.TB, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// inventedTown is a fictitious town of any size.
func inventedTown(t testing.TB, units, areas int, k election.Kind) *election.Town {
	t.Helper()
	first, second := []rune("东西南北上下青石柳竹梅桃杏松枫清白双新长"), []rune("河岭塘坞湾桥坪园溪桑林泉潭")
	day := election.Date{Year: 2027, Month: time.January, Day: 15}
	e := election.Election{ID: "e", Kind: k, PollingDay: day, Stages: election.UsualStages(k, day)}
	noun := map[election.Kind]string{election.Villagers: "村", election.Residents: "社区", election.Party: "党支部", election.Congress: "选区"}[k]
	town := election.Town{ID: "invented", Name: "云溪镇", Location: time.FixedZone("CST", 8*3600), Elections: []election.Election{e}}
	for i := range units {
		name := string(first[i%len(first)]) + string(second[(i*7/3)%len(second)])
		if i%9 == 4 {
			name += "新"
		}
		area := string([]rune("东西南北中前后左右内外新")[i*areas/units]) + "片"
		if i*areas/units%4 == 3 {
			area = "沿河" + area
		}
		town.Units = append(town.Units, election.Unit{ID: election.UnitID(fmt.Sprintf("U%d", i)), Name: name + noun, Area: election.Area(area),
			Key: i%11 == 3, Election: "e", Registered: 300 + i*37%900, Officers: []election.PersonID{"甲"},
			Posts: []election.PostPlan{{Post: election.Chair, Seats: 1}}})
	}
	town.LeadingGroup = []election.PersonID{"乙"}
	made, err := election.NewTown(town)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// inventedProgress is a town on its polling day, by a fixed chance.
func inventedProgress(town *election.Town) []election.Progress {
	e, chance := town.Elections[0], rand.New(rand.NewPCG(7, 7))
	all := make([]election.Progress, len(town.Units))
	for i, u := range town.Units {
		p := election.Progress{Stages: map[election.StageID]election.StageState{}}
		for _, st := range e.Stages {
			roll := chance.IntN(100)
			switch ahead := st.Due().Sub(e.PollingDay); {
			case st.ID == election.FurtherStage:
			case roll == 1:
				p.Stages[st.ID] = election.StageState{Status: election.InDifficulty, Reason: "候选人退出"}
			case ahead < 0 && roll > 4, ahead == 0 && roll > 60:
				p.Stages[st.ID] = election.StageState{Status: election.Done}
			case ahead < 8 && roll > 30:
				p.Stages[st.ID] = election.StageState{Status: election.UnderWay}
			}
		}
		if chance.IntN(10) > 1 {
			p.Turnout = &election.Turnout{Registered: u.Registered, Voted: u.Registered * (45 + chance.IntN(50)) / 100}
		}
		all[i] = p
	}
	return all
}

// sceneOf sums up a town as the store does.
func sceneOf(t testing.TB, name string, town *election.Town, progress []election.Progress, now time.Time) scene {
	t.Helper()
	e := town.Elections[0]
	s := election.Summary{Town: town.Name, Election: e, AsOf: now.In(town.Location), Roll: town.RollOf(e.ID, election.WholeTown)}
	var units []election.UnitState
	for i, u := range town.Units {
		units = append(units, election.UnitState{Unit: u, Progress: progress[i]})
		if slices.ContainsFunc(e.Stages, func(st election.Stage) bool { return progress[i].Stages[st.ID].Status == election.InDifficulty }) {
			listed := s.Lists[election.ListTroubled]
			s.Lists = map[election.List]election.ListedUnits{election.ListTroubled: {Count: listed.Count + 1}}
		}
	}
	s.Figures = figuresOf(e, election.WholeTown, units)
	for _, a := range election.WholeTown.Below(town.Areas(e.ID)) {
		s.Parts = append(s.Parts, election.AreaFigures{Area: a, Roll: town.RollOf(e.ID, a), Figures: figuresOf(e, a, units)})
	}
	for _, due := range e.Overdue(town.Today(now)) {
		late := election.LateStage{Stage: due.Stage, Days: -due.Days}
		for _, u := range units {
			if e.Owes(u.Progress, due.Stage.ID) {
				late.Count++
			}
		}
		s.Late = append(s.Late, late)
	}
	return scene{name, s, units}
}

// figuresOf adds up an area.
func figuresOf(e election.Election, a election.Area, units []election.UnitState) election.Figures {
	sum := election.Figures{}
	for _, u := range units {
		if !a.Holds(u.Unit.Area) {
			continue
		}
		for k, v := range e.Figures(u.Progress) {
			sum[k] += v
		}
	}
	return sum
}

// oddScenes are what a designer forgets: nothing at all, an area without parts,
// names and stages beyond measure, more areas than a picture holds.
func oddScenes(t testing.TB) []scene {
	t.Helper()
	at := func(town *election.Town) time.Time { return town.Elections[0].PollingDay.At(9, 0, town.Location) }
	long := inventedTown(t, 18, 3, election.Villagers)
	for i := range long.Units {
		long.Units[i].Name = strings.Repeat("云溪", 1+i%6) + "第十二选区" // up to 17 characters
	}
	for i := range 14 {
		st := election.Stage{ID: election.StageID(fmt.Sprint("x", i)), Name: say("补充环节第一部分", "Supplementary part"), Planned: long.Elections[0].PollingDay}
		long.Elections[0].Stages = append(long.Elections[0].Stages, st)
	}
	wide := inventedTown(t, 300, 12, election.Villagers)
	for i := range wide.Units {
		wide.Units[i].Area = election.Area(fmt.Sprintf("第%d网格片", i/3))
	}
	wide, err := election.NewTown(*wide)
	if err != nil {
		t.Fatal(err)
	}
	part := sceneOf(t, "part", wide, inventedProgress(wide), at(wide)) // only some units known
	part.units = part.units[:12]
	leader := sceneOf(t, "leader", inventedTown(t, 6, 1, election.Villagers), make([]election.Progress, 6), at(wide))
	leader.summary.Area, leader.summary.Parts = leader.units[0].Unit.Area, nil
	nothing := scene{"nothing", election.Summary{Town: "云溪镇", AsOf: at(wide)}, nil}
	return []scene{sceneOf(t, "long", long, inventedProgress(long), at(long)), sceneOf(t, "300", wide, inventedProgress(wide), at(wide)), part, leader, nothing}
}

// drawing is one of the pictures.
type drawing struct {
	name  string
	write func(io.Writer, scene, election.Language) error
	on    func(*canvas, scene)
}

func drawings() []drawing {
	return []drawing{
		{"heat", func(w io.Writer, s scene, l election.Language) error { return HeatMap(w, s.summary, s.units, l) },
			func(c *canvas, s scene) { c.heatMap(s.summary, s.units) }},
		{"turnout", func(w io.Writer, s scene, l election.Language) error { return TurnoutBars(w, s.summary, s.units, l) },
			func(c *canvas, s scene) { c.turnoutBars(s.summary, s.units) }},
		{"lowest", func(w io.Writer, s scene, l election.Language) error { return LowestTurnout(w, s.summary, s.units, l) },
			func(c *canvas, s scene) { c.lowestTurnout(s.summary, s.units) }},
		{"area", func(w io.Writer, s scene, l election.Language) error { return AreaBars(w, s.summary, l) },
			func(c *canvas, s scene) { c.areaBars(s.summary) }},
	}
}

// forEach runs a test for every picture of every scene in both languages.
func forEach(t *testing.T, test func(t *testing.T, d drawing, s scene, l election.Language)) {
	t.Helper()
	for _, s := range scenes(t) {
		for _, d := range drawings() {
			for _, l := range []election.Language{election.Chinese, election.English} {
				t.Run(d.name+"-"+s.name+"-"+l.String(), func(t *testing.T) {
					t.Parallel()
					test(t, d, s, l)
				})
			}
		}
	}
}

// TestPictures holds every picture to a telephone's width and a height that
// Telegram hardly shrinks, every text to its place, and every unit to its name.
func TestPictures(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, d drawing, s scene, l election.Language) {
		c := drawn(t, d, s, l)
		if high := c.y + margin; high > tallMost || high < 250 || len(c.missing) > 0 {
			t.Errorf("drawn down to %d, without %v", c.y, c.missing)
		}
		var out bytes.Buffer
		if err := c.write(&out); err != nil || c.lossy {
			t.Errorf("written with the nearest colours: %t, %v", c.lossy, err)
		}
		if *pictures != "" {
			if err := os.WriteFile(filepath.Join(*pictures, filepath.Base(t.Name())+".png"), out.Bytes(), 0o644); err != nil {
				t.Error(err)
			}
		}
		textsFit(t, c)
		allNamed(t, c, d, s)
	})
}

// textsFit holds every text to its box, to the picture, and to 11 points at 360
// points width; and no two to the same place.
func textsFit(t *testing.T, c *canvas) {
	t.Helper()
	var inked []image.Rectangle
	for i, a := range c.labels {
		at := c.inked(a)
		if a.text != a.full || !at.In(a.box.Inset(-2)) {
			t.Errorf("%q was cut to %q in %v", a.full, a.text, a.box)
		}
		if a.size*360 < 11*pictureWide {
			t.Errorf("%q is %d pixels high", a.text, a.size)
		}
		if !a.box.In(image.Rect(0, 0, pictureWide, tallMost)) {
			t.Errorf("%q lies outside, in %v", a.text, a.box)
		}
		for j, other := range inked {
			if at.Overlaps(other) {
				t.Errorf("%q in %v lies over %q in %v", a.text, a.box, c.labels[j].text, c.labels[i].box)
			}
		}
		inked = append(inked, at)
	}
}

// allNamed looks for the names of all units of a town that fits on one screen,
// also where they run over lines, and of all areas that have room.
func allNamed(t *testing.T, c *canvas, d drawing, s scene) {
	t.Helper()
	var texts strings.Builder
	for _, a := range c.labels {
		texts.WriteString(a.text)
	}
	var names []string
	if len(s.summary.Parts) <= 12 && (d.name != "lowest" || len(s.units) == 0) {
		for _, p := range s.summary.Parts {
			names = append(names, p.Area.Name())
		}
	}
	if d.name != "area" && len(s.units) <= 50 && len(s.units) == s.summary.Roll.Units {
		for _, u := range s.units {
			names = append(names, nameOf(u.Unit))
		}
	}
	for _, name := range names {
		if !strings.Contains(texts.String(), name) {
			t.Errorf("%s is not named", name)
		}
	}
}

// drawn draws a picture and leaves it on its canvas.
func drawn(t testing.TB, d drawing, s scene, l election.Language) *canvas {
	t.Helper()
	c, err := newCanvas(l)
	if err != nil {
		t.Fatal(err)
	}
	d.on(c, s)
	return c
}

// inked is the place that the characters of a label take.
func (c *canvas) inked(a label) image.Rectangle {
	wide, high := c.wide(a.text, a.size), a.size*9/10
	if a.text == "" {
		return image.Rectangle{}
	}
	if a.upward {
		return image.Rect(a.box.Min.X, a.box.Max.Y-wide, a.box.Min.X+high, a.box.Max.Y)
	}
	x := a.box.Min.X
	switch a.at {
	case middle:
		x += (a.box.Dx() - wide) / 2
	case right:
		x += a.box.Dx() - wide
	}
	y := (a.box.Min.Y + a.box.Max.Y - high) / 2
	return image.Rect(x, y, x+wide, y+high)
}

// TestMissingGlyphs draws characters that no font has: the picture is there, and
// the error names them.
func TestMissingGlyphs(t *testing.T) {
	t.Parallel()
	s := scenes(t)[0]
	s.units = slices.Clone(s.units)
	s.units[0].Unit.Name = "\U0010FFFD村\uE000头\uFE0F" // the last has no shape of its own
	var out bytes.Buffer
	err := HeatMap(&out, s.summary, s.units, election.Chinese)
	var missing *MissingGlyphs
	if !errors.As(err, &missing) || !slices.Equal(missing.Runes, []rune{'\uE000', '\U0010FFFD'}) {
		t.Errorf("the error is %v", err)
	}
	if _, err := png.Decode(&out); err != nil {
		t.Errorf("the picture cannot be read: %v", err)
	}
}

// TestRareNames looks for characters of names in the font.
func TestRareNames(t *testing.T) {
	t.Parallel()
	c, err := newCanvas(election.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	c.wide("頔㵘䶮堃㙍犇骉喆昪祎翀赟垚淼垟塬岙坨圪 ★·（）、：/%=−…–ABCxyz0123456789", textSmall)
	if len(c.missing) > 0 {
		t.Errorf("no glyph for %v", c.missing)
	}
}

// TestConcurrently draws all pictures at once: they come out byte for byte as
// when drawn alone.
func TestConcurrently(t *testing.T) {
	t.Parallel()
	s := scenes(t)[1]
	want := map[string][]byte{}
	for _, d := range drawings() {
		var b bytes.Buffer
		if err := d.write(&b, s, election.Chinese); err != nil {
			t.Fatal(err)
		}
		want[d.name] = b.Bytes()
	}
	var all sync.WaitGroup
	for _, d := range drawings() {
		all.Go(func() {
			var b bytes.Buffer
			if err := d.write(&b, s, election.Chinese); err != nil || !bytes.Equal(b.Bytes(), want[d.name]) {
				t.Errorf("%s differs beside others (%v)", d.name, err)
			}
			if c, err := png.DecodeConfig(&b); err != nil || c.Width != pictureWide {
				t.Errorf("%s is %d pixels wide (%v)", d.name, c.Width, err)
			}
		})
	}
	all.Wait()
}

// TestSumsAgreeWithCells holds what the pictures read off an area's sums to
// what they read off its units.
func TestSumsAgreeWithCells(t *testing.T) {
	t.Parallel()
	for _, s := range scenes(t) {
		e, today := s.summary.Election, election.DateOf(s.summary.AsOf)
		for _, p := range s.summary.Parts {
			for _, st := range e.Stages {
				var want shares
				for _, u := range s.units {
					if p.Area.Holds(u.Unit.Area) {
						want[cellOf(e, u.Progress, st, today).mark]++
					}
				}
				if got := sharesOf(p.Figures, p.Roll.Units, st, today); got != want && s.name != "part" {
					t.Errorf("%s, %s, %s: the sums say %v, the units %v", s.name, p.Area, st.ID, got, want)
				}
			}
		}
	}
}

// TestMarksDifferInGrey holds any two marks apart when printed without colour.
func TestMarksDifferInGrey(t *testing.T) {
	t.Parallel()
	box := image.Rect(0, 0, 72, 34)
	var grey [marks][]int
	for m := range grey {
		c, err := newCanvas(election.Chinese)
		if err != nil {
			t.Fatal(err)
		}
		c.cell(box, cell{mark: mark(m)})
		for y := range box.Dy() {
			for x := range box.Dx() {
				p := c.img.RGBAAt(x, y)
				grey[m] = append(grey[m], (299*int(p.R)+587*int(p.G)+114*int(p.B))/1000)
			}
		}
		for n := range m {
			differ := 0
			for i := range grey[m] {
				if d := grey[m][i] - grey[n][i]; d > 40 || d < -40 {
					differ++
				}
			}
			if differ < 120 {
				t.Errorf("marks %d and %d differ in %d pixels", m, n, differ)
			}
		}
	}
}

// TestQuorumLine reads the line off each law.
func TestQuorumLine(t *testing.T) {
	t.Parallel()
	day := election.Date{Year: 2027, Month: time.January, Day: 15}
	old := election.Date{Year: 2024, Month: time.January, Day: 15}
	for _, c := range []struct {
		e    election.Election
		want string
	}{
		{election.Election{Kind: election.Villagers, PollingDay: day}, "过半数线"},
		{election.Election{Kind: election.Congress, PollingDay: day}, "过半数线"},
		{election.Election{Kind: election.Party, PollingDay: day}, "4/5线"},
		{election.Election{Kind: election.Residents, PollingDay: day}, "过半数线"},
		{election.Election{Kind: election.Residents, Method: election.Representatives, PollingDay: day}, "2/3线"},
		{election.Election{Kind: election.Residents, PollingDay: old}, ""}, // the law of 2018 is silent
	} {
		q, ok := quorumOf(c.e)
		if ok != (c.want != "") || ok && quorumName(q).In(election.Chinese) != c.want {
			t.Errorf("%s %s on %s: %v %v, want %q", c.e.Kind, c.e.Method, c.e.PollingDay, q, ok, c.want)
		}
	}
}

// TestTurnoutOf lets the count speak, and tells one that is not confirmed, and one
// that is not valid.
func TestTurnoutOf(t *testing.T) {
	t.Parallel()
	s := scenes(t)[1]
	e, counts := s.summary.Election, map[showing]int{}
	for _, u := range s.units {
		counts[turnoutOf(e, u).showing]++
	}
	if counts[counted] != 2 || counts[preliminary] != 2 || counts[reported] != 11 || counts[unreported] != 7 {
		t.Errorf("2 confirmed, 2 preliminary, 11 reported and 7 silent became %v", counts)
	}
	u := s.units[0]
	tally, _ := u.Progress.Tally(election.FirstRound)
	tally.Registered = 2 * tally.Participants // not more than half
	u.Progress = e.Fold(u.Progress, election.Report{Body: tally})
	if got := turnoutOf(e, u); got.showing != notValid || got.ratio().Percent() != "50.00%" {
		t.Errorf("a count of exactly half is shown as %+v", got)
	}
}

// TestAreaBarsHaveTheBaseOfTheirFigures: what is not reported is in neither, and an area of
// which nothing is reported is empty.
func TestAreaBarsHaveTheBaseOfTheirFigures(t *testing.T) {
	t.Parallel()
	part := section{units: 4, registered: 1000, figures: election.Figures{election.Reporting: 2, election.ReportingRegistered: 500, election.Voted: 300}}
	if got := turnoutOfSection(part); got != (turnout{reported, 300, 500, 0}) || got.ratio().Rough() != "60.0%" {
		t.Errorf("two of four reported: %+v, %s", got, got.ratio().Rough())
	}
	if got := turnoutOfSection(section{units: 4, registered: 1000}); got != (turnout{silent: 1000}) {
		t.Errorf("nothing reported: %+v", got)
	}
}

// TestRunsOf keeps the order of a list that is not by area.
func TestRunsOf(t *testing.T) {
	t.Parallel()
	var units []election.UnitState
	for _, a := range []election.Area{"东片", "西片", "西片", "东片"} {
		units = append(units, election.UnitState{Unit: election.Unit{Area: a}})
	}
	var got []string
	for _, g := range runsOf(election.WholeTown, units) {
		got = append(got, fmt.Sprint(g.name, len(g.units)))
	}
	if want := []string{"东片1", "西片2", "东片1"}; !slices.Equal(got, want) {
		t.Errorf("the runs are %v, want %v", got, want)
	}
}

func BenchmarkPictures(b *testing.B) {
	for _, s := range scenes(b) {
		if !slices.Contains([]string{"22-during", "50", "200"}, s.name) {
			continue
		}
		for _, d := range drawings() {
			b.Run(d.name+"-"+s.name, func(b *testing.B) {
				var out bytes.Buffer
				b.ReportAllocs()
				for b.Loop() {
					out.Reset()
					if err := d.write(&out, s, election.Chinese); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(out.Len()), "bytes/picture")
			})
		}
	}
}
