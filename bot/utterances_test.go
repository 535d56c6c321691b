package bot_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// The corpus: testdata/utterances.md says what its lines mean.
const (
	corpusFile    = "testdata/utterances.jsonl"
	corpusMore    = "testdata/utterances-more.jsonl"    // the same of what stood in other tests
	corpusReports = "testdata/utterances-reports.jsonl" // reports of all kinds of office, of samples written before anybody looked at what becomes of them
	corpusAsks    = "testdata/utterances-asks.jsonl"    // what leaders, officers, offices and voters ask and wish, and emergencies, of samples written in the same way
	corpusSaid    = "testdata/utterances-said.jsonl"    // the same, most of them with what was said before: open cards, reasons asked, changes of mind
	corpusKinds   = "testdata/utterances-kinds.jsonl"   // branches, communities, constituencies, and village and branch in one place
	corpusBase    = "testdata/utterances.right"         // ids of the lines that are right, and ids with a "!" before them of those that are wrong
)

var (
	corpus       = flag.String("corpus", corpusFile, "file of utterances to play")
	corpusOnly   = flag.String("corpus.only", "", "play the utterances that have this in their id or kind")
	corpusChat   = flag.Bool("corpus.chat", false, "show all that was answered to what is not right")
	corpusAll    = flag.Bool("corpus.all", false, "show what is right too")
	corpusUpdate = flag.Bool("update", false, "write which utterances are right into testdata/utterances.right")
)

// utterance is one line of the corpus.
type utterance struct {
	ID     string   `json:"id"`
	Kind   string   `json:"kind"`
	Who    string   `json:"who"`
	Name   string   `json:"name"`
	At     string   `json:"at"`
	Town   string   `json:"town"`
	Before []string `json:"before"`
	Say    string   `json:"say"`
	Right  anyOf    `json:"right"`
	Never  keys     `json:"never"`
	Note   string   `json:"note"`
}

// keys is one of the things that are right, or those that never are.
type keys map[string]any

// anyOf is a list of what is right, or the one thing that is.
type anyOf []keys

// UnmarshalJSON reads a list, or one.
func (a *anyOf) UnmarshalJSON(text []byte) error {
	var all []keys
	if text[0] == '{' {
		text = slices.Concat([]byte{'['}, text, []byte{']'})
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	err := d.Decode(&all)
	*a = all
	return err
}

// UnmarshalJSON keeps numbers as they are written.
func (k *keys) UnmarshalJSON(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var all map[string]any
	err := d.Decode(&all)
	*k = all
	return err
}

// verdict is what became of an utterance.
type verdict int

// The verdicts. What is not understood was said to be so, or asked, and nothing
// wrong was noted; all else that is not right is wrong.
const (
	isRight verdict = iota
	notUnderstood
	isWrong
)

func (v verdict) String() string { return [...]string{"right", "not understood", "wrong"}[v] }

// outcome is the verdict of one utterance, and what happened.
type outcome struct {
	utterance
	verdict  verdict
	why      string // in one line
	chat     string // all that was answered
	unread   bool   // ✅ was offered beside something that was said not to be understood
	answered string // what the bot said to it, in words
}

// TestUtterances plays the corpus against the bot and prints how much of it is
// right. It fails if something is not right that was, or wrong that was not, when
// testdata/utterances.right was written.
func TestUtterances(t *testing.T) {
	t.Parallel()
	files := []string{*corpus}
	if *corpus == corpusFile {
		files = append(files, corpusMore, corpusReports, corpusAsks, corpusSaid, corpusKinds)
	}
	stages := &stages{t: t, built: map[string]*stage{}, read: map[string]int{}}
	var played []outcome
	for _, name := range files {
		of := playFile(t, stages, name)
		if len(of) > 0 {
			t.Logf("%s\n%s", name, shares(of))
		}
		played = append(played, of...)
	}
	if *corpus == corpusFile && *corpusOnly == "" {
		for _, field := range []string{"participants", "topic", "registered"} {
			if stages.read[field] == 0 {
				t.Errorf("%s is not read off any card any more: its label has changed (labels)", field)
			}
		}
	}
	switch {
	case *corpus != corpusFile || *corpusOnly != "":
	case *corpusUpdate:
		writeBase(t, played)
	default:
		holdAgainstBase(t, played)
	}
}

// playFile plays the utterances of a file and shows what is not right.
func playFile(t *testing.T, stages *stages, name string) (played []outcome) {
	t.Helper()
	for _, u := range readCorpus(t, name) {
		if !strings.Contains(u.ID+" "+u.Kind, *corpusOnly) {
			continue
		}
		o := stages.play(u)
		played = append(played, o)
		if o.unread {
			t.Logf("✅ beside unread %s: %q: %s", o.ID, o.Say, strings.Join(strings.Fields(o.answered), " "))
		}
		if o.verdict == isRight && !*corpusAll {
			continue
		}
		if *corpusAll {
			o.why, _, _ = strings.Cut(o.why, "; says: ")
			o.why += "; says: " + strings.Join(strings.Fields(o.answered), " ")
		}
		t.Logf("%-14s %s: %q: %s", o.verdict, o.ID, o.Say, o.why)
		if *corpusChat {
			t.Log(o.chat)
		}
	}
	return played
}

// readCorpus reads a file of utterances, and refuses what nothing checks.
func readCorpus(t *testing.T, name string) (all []utterance) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i, line := range bytes.Split(bytes.TrimSpace(text), []byte("\n")) {
		var u utterance
		d := json.NewDecoder(bytes.NewReader(line))
		if err := d.Decode(&u); err != nil {
			t.Fatalf("%s line %d: %v", name, i+1, err)
		}
		if seen[u.ID] || u.ID == "" {
			t.Errorf("%s line %d: the id %q is not its own", name, i+1, u.ID)
		}
		seen[u.ID] = true
		for _, k := range unknownKeys(u) {
			t.Errorf("%s line %d: %s: nothing checks %q", name, i+1, u.ID, k)
		}
		all = append(all, u)
	}
	return all
}

// shares counts the verdicts by kind.
func shares(all []outcome) string {
	var kinds []string
	count := map[string]*[3]int{"all": {}}
	for _, o := range all {
		if count[o.Kind] == nil {
			kinds, count[o.Kind] = append(kinds, o.Kind), &[3]int{}
		}
		count[o.Kind][o.verdict]++
		count["all"][o.verdict]++
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-28s %5s %5s %5s %5s\n", "kind", "n", "right", "not u", "wrong")
	for _, k := range append(kinds, "all") {
		c := count[k]
		fmt.Fprintf(&b, "%-28s %5d %5d %5d %5d\n", k, c[0]+c[1]+c[2], c[0], c[1], c[2])
	}
	c, unread := count["all"], 0
	for _, o := range all {
		if o.unread {
			unread++
		}
	}
	fmt.Fprintf(&b, "right %.1f %%; ✅ offered beside something not understood: %d", 100*float64(c[0])/float64(max(1, len(all))), unread)
	return b.String()
}

// base are the verdicts that are expected: right, wrong, or by default not
// understood.
func base(t *testing.T) map[string]verdict {
	t.Helper()
	text, err := os.ReadFile(corpusBase)
	if err != nil {
		t.Fatal(err)
	}
	expected := map[string]verdict{}
	for _, id := range strings.Fields(string(text)) {
		if wrong, ok := strings.CutPrefix(id, "!"); ok {
			expected[wrong] = isWrong
			continue
		}
		expected[id] = isRight
	}
	return expected
}

func holdAgainstBase(t *testing.T, played []outcome) {
	t.Helper()
	expected, better := base(t), 0
	for _, o := range played {
		was, ok := expected[o.ID]
		if !ok {
			was = notUnderstood
		}
		switch {
		case o.verdict > was:
			t.Errorf("%s was %s and is %s: %q: %s", o.ID, was, o.verdict, o.Say, o.why)
		case o.verdict < was:
			better++
		}
	}
	if better > 0 {
		t.Logf("%d are better than %s says: run with -update", better, corpusBase)
	}
}

func writeBase(t *testing.T, played []outcome) {
	t.Helper()
	var b strings.Builder
	all := slices.SortedFunc(slices.Values(played), func(a, b outcome) int { return cmp.Compare(a.ID, b.ID) })
	for _, o := range all {
		switch o.verdict {
		case isRight:
			fmt.Fprintln(&b, o.ID)
		case isWrong:
			fmt.Fprintln(&b, "!"+o.ID)
		}
	}
	if err := os.WriteFile(corpusBase, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
