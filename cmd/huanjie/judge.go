package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v3"

	"huanjie/internal/election"
)

// Exit statuses of judge.
const (
	judged        = 0
	judgeFailed   = 1 // no such file, wrong flags
	judgeRefused  = 2 // the tally cannot be judged as it stands
	judgeMaxBytes = 1 << 20
)

const judgeUsage = `Says what the law makes of one count. FILE is JSON: kind, method, polling_day,
round, registered, participants, issued, returned, valid, invalid, posts, and
optionally profile and proxies.

With recall or petition, or both, it is a recall instead (polling_day: the day
of the vote):
  "recall": {"registered": 1000, "participants": 502, "yes": 252}
  "petition": {"voters": 200, "all_voters": 1000, "representatives": 9,
               "all_representatives": 30, "county": false}

Exit status 0 with a verdict, 2 when refused, 1 when it was not read.`

// judge is "huanjie judge": the verdict on a tally, or on a recall, in a file,
// outside the chat.
func (t terminal) judge() *cli.Command {
	return &cli.Command{Name: "judge", Usage: "一份计票或罢免，法律怎么说 / what the law says of a count, or a recall", ArgsUsage: "FILE|-", Description: judgeUsage,
		Flags: []cli.Flag{
			jsonFlag(),
			t.langFlag(),
		}, Action: oneFile(func(_ context.Context, c *cli.Command) error {
			raw, err := readInput(c.Args().First(), t.stdin, judgeMaxBytes)
			if err != nil {
				return err
			}
			said := judgeCount
			if isRecall(raw) {
				said = judgeRecall
			}
			refused, err := said(raw, c.Bool("json"), election.ParseLanguage(c.String("lang")), t.stdout, t.stderr)
			if err == nil && refused {
				return cli.Exit("", judgeRefused)
			}
			return err
		})}
}

// judgeCount writes the verdict on a tally and reports whether it was refused.
func judgeCount(raw []byte, asJSON bool, l election.Language, stdout, stderr io.Writer) (refused bool, err error) {
	count, problem := parse[count](raw, stderr)
	v := election.Verdict{Outcome: election.Refused, Problems: problem}
	if problem == nil {
		v = election.Judge(count.election(), count.Tally)
	}
	write := writePlain
	if asJSON {
		write = writeJSON
	}
	return v.Outcome == election.Refused, write(stdout, v, l)
}

// readInput reads a file, or standard input for "-", of at most so many bytes.
func readInput(name string, stdin io.Reader, most int) ([]byte, error) {
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		stdin = f
	}
	raw, err := io.ReadAll(io.LimitReader(stdin, int64(most)+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(raw) > most {
		return nil, fmt.Errorf("read %s: more than %d bytes", name, most)
	}
	return raw, nil
}

// held is what decides which law applies.
type held struct {
	Kind       election.Kind    `json:"kind"`
	Method     election.Method  `json:"method"`
	PollingDay election.Date    `json:"polling_day"`
	Profile    election.Profile `json:"profile"`
}

func (h held) election() election.Election {
	return election.Election{Kind: h.Kind, Method: h.Method, PollingDay: h.PollingDay, Profile: h.Profile}
}

// count is a tally with all that decides which law applies to it.
type count struct {
	held
	election.Tally
}

// parse reads the input. What is not JSON of the right shape is refused; a name
// that means nothing here is only pointed out.
func parse[T any](raw []byte, stderr io.Writer) (T, []election.Problem) {
	var in T
	if err := json.Unmarshal(raw, &in); err != nil {
		return in, []election.Problem{{Code: "unreadable", Fields: []string{"input"}, Text: election.Say(
			"无法读取输入：%s。", "The input cannot be read: %s.").With(err)}}
	}
	strict := json.NewDecoder(bytes.NewReader(raw))
	strict.DisallowUnknownFields()
	if err := strict.Decode(new(T)); err != nil {
		fmt.Fprintln(stderr, "huanjie judge: ignored:", err)
	}
	return in, nil
}

// verdictJSON is the verdict as programs read it.
type verdictJSON struct {
	Outcome  election.Outcome `json:"outcome"`
	Sentence string           `json:"sentence"`
	Breaches []string         `json:"breaches"`
	Checks   []checkJSON      `json:"checks"`
	Problems []problemJSON    `json:"problems,omitempty"`
	Posts    []postJSON       `json:"posts"`
	Notes    []string         `json:"notes"`
}

type checkJSON struct {
	Rule       election.Rule `json:"rule"`
	Article    string        `json:"article"`
	Comparison string        `json:"comparison"`
	Holds      bool          `json:"holds"`
	Post       election.Post `json:"post,omitempty"`
	Candidate  string        `json:"candidate,omitempty"`
}

type problemJSON struct {
	Code   string   `json:"code"`
	Fields []string `json:"fields"`
	Text   string   `json:"text"`
}

type postJSON struct {
	Post    election.Post        `json:"post"`
	Outcome election.PostOutcome `json:"outcome"`
	Elected []string             `json:"elected"`
	Revote  *revoteJSON          `json:"revote,omitempty"`
	Further *furtherJSON         `json:"further,omitempty"`
	Awaits  []string             `json:"awaits,omitempty"`
}

type revoteJSON struct {
	Candidates []string `json:"candidates"`
	Seats      int      `json:"seats"`
}

type furtherJSON struct {
	Seats         int      `json:"seats"`
	Candidates    []string `json:"candidates"`
	MinCandidates int      `json:"min_candidates"`
	MaxCandidates int      `json:"max_candidates,omitempty"` // absent where the law sets no limit
}

func writeJSON(w io.Writer, v election.Verdict, l election.Language) error {
	out := verdictJSON{
		Outcome: v.Outcome, Sentence: v.Sentence().In(l),
		Breaches: []string{}, Posts: []postJSON{}, Notes: []string{},
	}
	for _, b := range v.Breaches {
		out.Breaches = append(out.Breaches, b.Code)
	}
	out.Checks, out.Problems = checksJSON(v.Checks, l), problemsJSON(v.Problems, l)
	for _, p := range v.Posts {
		out.Posts = append(out.Posts, newPostJSON(p))
	}
	for _, n := range v.Notes {
		out.Notes = append(out.Notes, n.In(l))
	}
	return encode(w, out)
}

func encode(w io.Writer, out any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func checksJSON(checks []election.Check, l election.Language) []checkJSON {
	out := []checkJSON{}
	for _, c := range checks {
		out = append(out, checkJSON{c.Rule, c.Article.Say().In(l), c.Comparison.In(l), c.Holds, c.Post, c.Candidate})
	}
	return out
}

func problemsJSON(problems []election.Problem, l election.Language) []problemJSON {
	var out []problemJSON
	for _, p := range problems {
		out = append(out, problemJSON{p.Code, p.Fields, p.Text.In(l)})
	}
	return out
}

func newPostJSON(p election.PostVerdict) postJSON {
	out := postJSON{Post: p.Post, Outcome: p.Outcome, Elected: append([]string{}, p.Elected...), Awaits: p.Awaits}
	if r := p.Revote; r != nil {
		out.Revote = &revoteJSON{r.Candidates, r.Seats}
	}
	if f := p.Further; f != nil {
		out.Further = &furtherJSON{f.Seats, append([]string{}, f.Candidates...), f.MinCandidates, f.MaxCandidates}
	}
	return out
}

// writePlain is the verdict for people.
func writePlain(w io.Writer, v election.Verdict, l election.Language) error {
	var b bytes.Buffer
	line := func(p election.Phrase) {
		if !p.IsZero() {
			fmt.Fprintln(&b, p.In(l))
		}
	}
	line(v.Title())
	if v.Outcome == election.ValidElection {
		line(v.QuorumLine())
		for _, p := range v.Posts {
			line(election.Say("【%s】应选 %d 名", "[%s] %d to elect").With(p.Post.Name(), p.Seats))
			for _, s := range v.Lines(p) {
				line(s)
			}
		}
	} else {
		line(v.Sentence())
	}
	section := func(title election.Phrase, lines []election.Phrase) {
		if len(lines) == 0 {
			return
		}
		line(title)
		for _, p := range lines {
			line(election.Say("· %s", "- %s").With(p))
		}
	}
	section(election.Say("下一步：", "Next:"), v.Follows())
	section(election.Say("公布结果前须先处理：", "To be settled before any result is declared:"), breachLines(v.Breaches))
	section(election.Say("请注意：", "Please note:"), v.Notes)
	_, err := w.Write(b.Bytes())
	return err
}

func breachLines(breaches []election.Breach) []election.Phrase {
	lines := make([]election.Phrase, len(breaches))
	for i, b := range breaches {
		lines[i] = b.Say()
	}
	return lines
}
