package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/tools/txtar"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// TestNineOffices plays a whole season of each office in testdata/offices, as its
// people say it on their telephones, and holds the figures of its summary against
// what the product makes of them. testdata/offices/README.md tells how a season
// is written.
//
//	go test ./cmd/huanjie -run TestNineOffices -v
func TestNineOffices(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/offices/*.txtar")
	must(t, err)
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			playOffice(t, name)
		})
	}
}

// officeSeason is one office's season as it is played.
type officeSeason struct {
	*show
	t      *testing.T
	tables map[string][]map[string]string
	known  map[string]string // answers to questions that were asked once

	mu             sync.Mutex
	messages, taps int            // of those who report for units
	leaders        map[string]int // taps of each of the others
}

func playOffice(t *testing.T, name string) {
	text, err := os.ReadFile(name)
	must(t, err)
	files, begin := filesOf(txtar.Parse(text))
	cfg := officeConfig(t, files)
	lines := scriptOf(t, string(files["season"].Data), cfg.Towns[0].Location)
	as := atOnce()
	as.at, as.empty, as.config, as.redis, as.stderr = lines[0].at.Add(-time.Hour), true, &cfg, redistest.Dial(t, redistest.Any(t)), os.Stderr
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	show, err := stage(ctx, as)
	must(t, err)
	defer show.close()
	s := &officeSeason{show: show, t: t, leaders: map[string]int{}, tables: tablesOf(t, files, cfg.Towns[0])}
	served := make(chan error, 1)
	go func() { served <- s.office.serve(ctx) }()
	s.still(ctx)
	for _, l := range lines {
		s.line(ctx, l)
	}
	table := s.figures(ctx, string(files["figures"].Data))
	s.agreed(ctx)
	s.papers(ctx, strings.TrimSuffix(filepath.Base(name), ".txtar"))
	cancel()
	must(t, <-served)
	s.carriedOver()
	if office := strings.TrimSuffix(filepath.Base(name), ".txtar"); *recordAs != "" && slices.Contains(recordedOffices(), office) {
		keepSeason(t, s.office.stores[0], files, filepath.Join("testdata/journals", *recordAs+"-"+office))
	}
	units := len(cfg.Towns[0].Units)
	t.Logf("%s\n%s%d messages and %d taps for %d units: %.1f and %.1f a unit\n%s", begin, table, s.messages, s.taps, units,
		float64(s.messages)/float64(units), float64(s.taps)/float64(units), s.steps(files, units))
}

// recordedOffices are those whose seasons are kept with the journals of earlier releases: together they have
// every kind of election and of report.
func recordedOffices() []string {
	return []string{"district-congress", "ferry-town", "street-congress", "tea-town"}
}

// steps holds what people did against what the office's season may take at most: messages and
// taps a unit, and the taps of the leader who had the most to do. Before is what it took when
// the season was first played.
func (s *officeSeason) steps(files fstest.MapFS, units int) string {
	var b strings.Builder
	if files["steps"] == nil {
		s.t.Error("the season has no steps")
		return ""
	}
	did := map[string]int{"messages": s.messages, "taps": s.taps}
	for _, taps := range s.leaders {
		did["leader"] = max(did["leader"], taps*units)
	}
	for line := range strings.Lines(string(files["steps"].Data)) {
		var name string
		var most, before int
		if _, err := fmt.Sscanf(line, "%s %d, before %d", &name, &most, &before); err != nil {
			s.t.Fatalf("steps: %q: %v", line, err)
		}
		fmt.Fprintf(&b, "        %s: %.1f, before %d, at most %d\n", name, float64(did[name])/float64(units), before, most)
		if did[name] > most*units {
			s.t.Errorf("%s: %d in %d units, more than %d each", name, did[name], units, most)
		}
	}
	return b.String()
}

// filesOf are the files of a season, and those of the demo that it has no other of.
func filesOf(a *txtar.Archive) (files fstest.MapFS, begin string) {
	files = fstest.MapFS{}
	demo, _ := fs.Glob(demoFiles, "demo/*.csv")
	for _, name := range demo {
		text, _ := demoFiles.ReadFile(name)
		files[filepath.Base(name)] = &fstest.MapFile{Data: text}
	}
	for _, f := range a.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	begin, _, _ = strings.Cut(string(a.Comment), "\n")
	return files, begin
}

func officeConfig(t *testing.T, files fstest.MapFS) config.Config {
	cfg, err := config.Parse("config.toml", files["config.toml"].Data, files, func(name string) string {
		if name == config.TokenVariable {
			return demoToken
		}
		return ""
	})
	must(t, err)
	return cfg
}

// tablesOf are the tables that a season's lines may name, each row by its columns,
// and the table unit of the roster as the town has it.
func tablesOf(t *testing.T, files fstest.MapFS, town *election.Town) map[string][]map[string]string {
	tables := map[string][]map[string]string{}
	for name, f := range files {
		table, is := strings.CutSuffix(name, ".csv")
		if !is || table == "roster" {
			continue
		}
		rows, err := readTable(bytes.NewReader(f.Data))
		must(t, err)
		tables[table] = rows
	}
	for _, u := range town.Units {
		first := func(people []election.PersonID) string {
			if len(people) == 0 {
				return ""
			}
			return string(people[0])
		}
		tables["unit"] = append(tables["unit"], map[string]string{"unit": string(u.ID), "name": u.Name, "officer": first(u.Officers),
			"checker": first(u.Checkers), "registered": fmt.Sprint(u.Registered), "election": string(u.Election)})
	}
	return tables
}

// scriptLine is what somebody does at a moment: who does it, and what, with the
// names of columns still in it.
type scriptLine struct {
	at   time.Time
	who  string
	does string
	more []string // lines of the message, one for each row of their table
	loud bool     // a report, to be confirmed
}

var (
	momentLine = regexp.MustCompile(`^\d{4}-\d\d-\d\d \d\d:\d\d$`)
	column     = regexp.MustCompile(`\{(\w+)\.(\w+)(\?(?:([^:}]*):([^}]*))?)?\}`)
)

func scriptOf(t *testing.T, text string, in *time.Location) (lines []scriptLine) {
	var at time.Time
	for i, raw := range strings.Split(text, "\n") {
		line := strings.TrimSpace(raw)
		who, does, loud := strings.Cut(line, ": ")
		more, isMore := strings.CutPrefix(line, "+ ")
		switch {
		case line == "" || line[0] == '#':
		case momentLine.MatchString(line):
			var err error
			at, err = time.ParseInLocation("2006-01-02 15:04", line, in)
			must(t, err)
		case isMore && len(lines) > 0:
			last := &lines[len(lines)-1]
			last.more = append(last.more, more)
		case loud && !strings.Contains(who, "> "):
			lines = append(lines, scriptLine{at: at, who: who, does: does, loud: true})
		default:
			who, does, ok := strings.Cut(line, "> ")
			if !ok {
				t.Fatalf("season line %d: %q is no moment, no “who: report” and no “who> words”", i+1, line)
			}
			lines = append(lines, scriptLine{at: at, who: who, does: does})
		}
	}
	return lines
}

// act is one thing that somebody does.
type act struct {
	who  string
	does string
	loud bool
}

// line plays a line of the season, side by side where several people do it.
func (s *officeSeason) line(ctx context.Context, l scriptLine) {
	if now := s.clock.now(); l.at.After(now) {
		s.advance(ctx, l.at)
	}
	acts := map[string][]act{}
	for _, a := range s.spread(l) {
		acts[a.who] = append(acts[a.who], a)
	}
	var all sync.WaitGroup
	for _, of := range acts {
		all.Go(func() {
			for _, a := range of {
				s.does(ctx, a)
			}
		})
	}
	all.Wait()
}

// spread is a line once for each row of the table that it names first.
func (s *officeSeason) spread(l scriptLine) (acts []act) {
	of := column.FindStringSubmatch(l.who + l.does)
	if of == nil {
		return []act{{l.who, strings.Join(append([]string{l.does}, l.more...), "\n"), l.loud}}
	}
	for _, row := range s.tables[of[1]] {
		who, ok := s.filled(l.who, of[1], row)
		does, also := s.filled(l.does, of[1], row)
		if !ok || !also {
			continue
		}
		for _, m := range l.more {
			table := column.FindStringSubmatch(m)[1]
			for _, r := range s.tables[table] {
				if line, ok := s.filled(m, table, r); ok && r["unit"] == row["unit"] {
					does += "\n" + line
				}
			}
		}
		if len(l.more) == 0 || strings.Contains(does, "\n") {
			acts = append(acts, act{who, does, l.loud})
		}
	}
	return acts
}

// filled puts the cells of a row into a text, and those of the row of the same unit
// in other tables. It reports whether all of them have something in them that must.
func (s *officeSeason) filled(text, table string, row map[string]string) (string, bool) {
	whole := true
	out := column.ReplaceAllStringFunc(text, func(found string) string {
		m, r := column.FindStringSubmatch(found), row
		if m[1] != table {
			i := slices.IndexFunc(s.tables[m[1]], func(other map[string]string) bool { return other["unit"] == row["unit"] })
			if i < 0 {
				whole = false
				return ""
			}
			r = s.tables[m[1]][i]
		}
		cell, known := r[m[2]]
		if !known {
			s.t.Errorf("there is no column %s", found)
		}
		if len(m[3]) > 1 {
			return map[bool]string{true: m[4], false: m[5]}[cell == "是"]
		}
		whole = whole && (cell != "" || m[3] != "")
		return cell
	})
	return strings.TrimSpace(out), whole
}

// does lets somebody do a thing: say words, tap “[a button]”, send “📷” a photo, with
// the words behind it, “📄” a table as a workbook;
// several with “ | ” between them. A report is confirmed afterwards.
func (s *officeSeason) does(ctx context.Context, a act) {
	phone := s.phone(a.who)
	if phone == nil {
		s.t.Errorf("nobody is called %s", a.who)
		return
	}
	before := len(phone.Messages())
	for _, does := range strings.Split(a.does, " | ") {
		label, tap := strings.CutPrefix(does, "[")
		var err error
		switch {
		case tap:
			err = phone.Tap(strings.TrimSuffix(label, "]"))
		case strings.HasPrefix(does, "📄 "):
			table := strings.TrimPrefix(does, "📄 ")
			_, err = phone.Document(table+".xlsx", s.workbook(table), "")
		case strings.HasPrefix(does, "📷"):
			_, err = phone.Photo(sandbox.Picture(8, 8), strings.TrimSpace(strings.TrimPrefix(does, "📷")))
		default:
			_, err = phone.Say(does)
		}
		s.count(a.who, tap)
		if err != nil {
			s.t.Errorf("%s %s: %v\n%s", a.who, does, err, tail(phone))
			return
		}
		s.still(ctx)
	}
	if a.loud && !s.confirmed(ctx, a.who, phone, before) {
		s.t.Errorf("%s: %s\nis not reported:\n%s", a.who, a.does, tail(phone))
	}
}

// workbook is a table of the season as an office sends it: with the columns' names as people write them.
func (s *officeSeason) workbook(table string) []byte {
	heads := [][2]string{{"name", "姓名"}, {"sex", "性别"}, {"birth_year", "出生年份"}, {"party", "政治面貌"}, {"education", "学历"}, {"re_elected", "是否连任"}, {"strong", "是否双强"}}
	book, row := excelize.NewFile(), []any{}
	heads = slices.DeleteFunc(heads, func(h [2]string) bool {
		return !slices.ContainsFunc(s.tables[table], func(of map[string]string) bool { return of[h[0]] != "" })
	})
	for _, h := range heads {
		row = append(row, h[1])
	}
	rows := [][]any{row}
	for _, of := range s.tables[table] {
		row = nil
		for _, h := range heads {
			row = append(row, of[h[0]])
		}
		rows = append(rows, row)
	}
	for i, row := range rows {
		must(s.t, book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
	}
	var b bytes.Buffer
	must(s.t, book.Write(&b))
	return b.Bytes()
}

// confirmed confirms the report on a card, with a reason if one is asked for. It
// reports whether there is a receipt after the messages before.
func (s *officeSeason) confirmed(ctx context.Context, who string, phone *sandbox.Phone, before int) bool {
	for range 8 {
		since := phone.Messages()[before:]
		card, label, asked := confirmable(since)
		switch {
		case label != "":
			if err := phone.TapOn(card, label); err != nil {
				s.t.Errorf("%s taps %s: %v", who, label, err)
				return false
			}
			s.count(who, true)
		case asked:
			if _, err := phone.Say("已与监票人核对，属实"); err != nil {
				s.t.Errorf("%s gives a reason: %v", who, err)
				return false
			}
			s.count(who, false)
		default:
			return slices.ContainsFunc(since, func(m sandbox.Message) bool { return strings.Contains(m.Text, "回执") })
		}
		s.still(ctx)
	}
	return false
}

// confirmable is the newest card that can be confirmed, or a card that asks for a
// reason first.
func confirmable(all []sandbox.Message) (card int, label string, asked bool) {
	for _, m := range all {
		for _, b := range m.Buttons() {
			if strings.HasPrefix(b.Text, "✅ 确认") {
				card, label = m.ID, b.Text
			}
		}
		asked = asked || strings.Contains(m.Text, "请写明原因") && len(m.Buttons()) > 0
	}
	return card, label, asked
}

// count counts what people do.
func (s *officeSeason) count(who string, tap bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.person(election.PersonID(who)).Units) == 0 {
		if tap {
			s.leaders[who]++
		}
		return
	}
	if tap {
		s.taps++
	} else {
		s.messages++
	}
}

func (s *officeSeason) phone(who string) *sandbox.Phone {
	if who == "选举办" {
		return s.cast.office
	}
	return s.cast.phones[election.PersonID(who)]
}

// still waits until everything that was said is answered, however slow the machine is:
// a picture may take longer than the demo waits for.
func (s *officeSeason) still(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	for {
		s.heard(ctx)
		s.settle(ctx)
		waiting, err := s.office.stores[0].Queued(ctx)
		if err != nil {
			s.t.Errorf("wait for the answers: %v", err)
			return
		}
		if waiting == 0 && s.telegram.Pending() == 0 {
			return
		}
	}
}

// tail is the end of a chat.
func tail(phone *sandbox.Phone) string {
	all := phone.Messages()
	var b strings.Builder
	for _, m := range all[max(0, len(all)-3):] {
		who := "> "
		if m.From.IsBot {
			who = "  "
		}
		fmt.Fprintf(&b, "%s%s\n", who, strings.ReplaceAll(cmp.Or(m.Text, m.Caption), "\n", "\n  "))
		for _, k := range m.Buttons() {
			fmt.Fprintf(&b, "   [%s]", k.Text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// carriedOver exports the season, imports it elsewhere, and checks that nothing is
// different there, nor after the records are made again from the journal.
func (s *officeSeason) carriedOver() {
	ctx, t := context.WithoutCancel(s.t.Context()), s.t
	st := s.office.stores[0]
	var first, second bytes.Buffer
	must(t, st.Verify(ctx))
	_, err := st.Export(ctx, &first)
	must(t, err)
	read, err := store.ReadExport(bytes.NewReader(first.Bytes()))
	must(t, err)
	other := store.Open(redistest.Dial(t, redistest.Any(t)), st.Town())
	must(t, other.Import(ctx, read))
	must(t, other.Verify(ctx))
	_, err = other.Export(ctx, &second)
	must(t, err)
	found, err := other.Rebuild(ctx)
	must(t, err)
	if len(found) > 0 {
		t.Errorf("made again from the journal, it differs: %v", found)
	}
	if first.String() != second.String() {
		t.Errorf("exported again after the import, it differs:\n%s", firstDifference(first.String(), second.String()))
	}
}

// firstDifference is the first line of two texts that is another.
func firstDifference(a, b string) string {
	one, other := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := 1; i < min(len(one), len(other)); i++ {
		if one[i] != other[i] {
			return one[i] + "\n" + other[i]
		}
	}
	return fmt.Sprintf("%d lines, %d lines", len(one), len(other))
}
