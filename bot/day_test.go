package bot_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// TestDays plays whole days of people in testdata/days: what they say, one after the other, and what they are
// answered. A person writes the lines before the answers:
//
//	town demo                the town, and with "state" its figures, as in the corpus
//	at 2027-01-15 06:30      the day, and where the clock stands; "10:05" alone moves it on
//	who 周明                  whose telephone it is, or office
//	> 投票 174                what is said; "tap:✅" and "photo:words" are done
//
// go test ./bot -run TestDays -update writes all other lines: the first of each answer and the last, its buttons,
// and what was reported. With -corpus.chat the whole answers are printed.
func TestDays(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/days/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no days: %v", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := playDay(t, string(want))
			if *corpusUpdate {
				if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			gs, ws := strings.Split(got, "\n"), strings.Split(string(want), "\n")
			for i, w := range ws {
				if i >= len(gs) || gs[i] != w {
					t.Fatalf("%s:%d:\n got %s\nwant %s\nif the new one is right: go test ./bot -run TestDays -update", name, i+1, strings.Join(gs[min(i, len(gs)):min(i+1, len(gs))], ""), w)
				}
			}
		})
	}
}

// fingerprint is that of the ledger, which is another each time.
var fingerprint = regexp.MustCompile(`指纹 [0-9a-f-]+`)

// day is one that is being played.
type day struct {
	t       *testing.T
	start   utterance
	stage   *stage
	date    string
	who     person
	phones  map[string]person
	seen    map[string]bool           // messages that were shown
	shown   map[int64][]store.Message // to each, in the order in which they came
	written strings.Builder
}

// playDay plays a day and writes it with the answers.
func playDay(t *testing.T, text string) string {
	d := &day{t: t, phones: map[string]person{}, seen: map[string]bool{}, shown: map[int64][]store.Message{}}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		said, says := strings.CutPrefix(line, "> ")
		switch word, rest, _ := strings.Cut(line, " "); {
		case says:
			fmt.Fprintln(&d.written, line)
			d.says(said)
		case word == "town":
			d.start.Town = rest
		case word == "state":
			d.start.Before = []string{stateMark + rest}
		case word == "at":
			d.start.At, d.date = rest, rest[:len("2027-01-15")]
		case word == "who":
			d.turnsTo(rest)
		case len(line) == len("10:05") && line[2] == ':':
			d.clock(d.date + " " + line)
		case line == "" || line[0] != '#':
			continue // an answer
		}
		if !says {
			fmt.Fprintln(&d.written, line)
		}
	}
	return d.written.String()
}

func (d *day) clock(at string) {
	if err := d.stage.setClock(at); err != nil {
		d.t.Fatal(err)
	}
}

// turnsTo gives the telephone to somebody.
func (d *day) turnsTo(name string) {
	if d.stage == nil {
		state := ""
		for _, b := range d.start.Before {
			state = strings.TrimPrefix(b, stateMark)
		}
		s, err := build(d.t, d.start, state)
		if err != nil {
			d.t.Fatal(err)
		}
		if d.stage, s.read = s, map[string]int{}; s.clear(d.t.Context()) != nil {
			d.t.Fatal("the outbox cannot be emptied")
		}
	}
	who, known := d.phones[name]
	if !known {
		who = person{user: 820_000_000 + int64(len(d.phones))*1000, id: election.PersonID(name)}
		if name == "office" {
			who = person{user: officeID}
		}
		if err := d.stage.bind(d.t.Context(), who); err != nil {
			d.t.Fatal(err)
		}
		d.phones[name] = who
	}
	d.who = who
}

// says does what a line says, and writes what comes of it.
func (d *day) says(line string) {
	ctx := d.t.Context()
	before, err := d.stage.reports(ctx)
	if err == nil {
		err = d.does(line)
	}
	if errors.Is(err, errNoButton) {
		fmt.Fprintln(&d.written, "! there is no such button")
	} else if err != nil {
		d.t.Fatalf("%s %q: %v", d.stage.now.Format(time.TimeOnly), line, err)
	}
	mine, _, err := d.stage.sent(ctx, d.who.user)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, m := range mine {
		all, _ := json.Marshal(m)
		if key := string(all); !d.seen[key] {
			d.seen[key] = true
			d.shown[d.who.user] = append(d.shown[d.who.user], m)
			d.answered(m)
		}
	}
	after, err := d.stage.reports(ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, r := range after[len(before):] {
		body, _ := json.Marshal(r.Body)
		fmt.Fprintf(&d.written, "= %s %s\n", r.Unit, body)
	}
	fmt.Fprintln(&d.written)
}

// does does what a line says. A tap presses a button of the last message that has any.
func (d *day) does(line string) error {
	label, taps := strings.CutPrefix(line, "tap:")
	if !taps {
		_, err := d.stage.step(d.t.Context(), d.who, line)
		return err
	}
	all := d.shown[d.who.user]
	for i := len(all) - 1; i >= 0; i-- {
		for _, row := range all[i].Buttons {
			for _, b := range row {
				if strings.Contains(b.Label, label) {
					return d.stage.press(d.who, b.Data)
				}
			}
		}
		if len(all[i].Buttons) > 0 {
			break
		}
	}
	return errNoButton
}

// answered writes a message shortly: its first line, its last, and its buttons.
func (d *day) answered(m store.Message) {
	whole := strings.TrimSpace(fingerprint.ReplaceAllString(plainText(m.Text), "指纹 …"))
	if *corpusChat {
		fmt.Println(whole)
	}
	lines := strings.Split(whole, "\n")
	switch {
	case m.Paper != nil:
		fmt.Fprintln(&d.written, "< {file}")
	case len(lines) == 1:
		fmt.Fprintln(&d.written, "< "+lines[0])
	default:
		fmt.Fprintf(&d.written, "< %s … %s\n", lines[0], lines[len(lines)-1])
	}
	var labels []string
	for _, row := range m.Buttons {
		for _, b := range row {
			labels = append(labels, "["+b.Label+"]")
		}
	}
	if len(labels) > 0 {
		fmt.Fprintln(&d.written, "  "+strings.Join(labels, " "))
	}
}
