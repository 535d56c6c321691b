package election

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"time"
)

// Own is a part of the summary that only the office can write.
type Own string

// The parts in the office's own words, in their order.
const (
	OwnWays       Own = "做法"
	OwnLessons    Own = "体会"
	OwnProblems   Own = "问题"
	OwnAdvice     Own = "建议"
	OwnIntentions Own = "打算"
)

// Owns lists those parts.
func Owns() []Own { return []Own{OwnWays, OwnLessons, OwnProblems, OwnAdvice, OwnIntentions} }

// Name says the part in a word.
func (o Own) Name() Phrase {
	en := map[Own]string{OwnWays: "what was done", OwnLessons: "lessons", OwnProblems: "problems", OwnAdvice: "advice", OwnIntentions: "intentions"}[o]
	return Say(string(o), en)
}

// OwnText is what the office wrote itself for one part of its summary. The latest
// stands. It is journalled as a report of TownWide.
type OwnText struct {
	Part Own       `json:"part"`
	Text string    `json:"words"` // sealed, as people may be named in it
	By   PersonID  `json:"by,omitempty"`
	At   time.Time `json:"at,omitzero"`
}

// TownWide stands in a Report in the place of a unit if it is of the town itself: the office's
// own words, or its own work (Town.OfficeWork). No unit of a roster has this id.
const TownWide UnitID = "*"

func (OwnText) body() string { return "own" }

// Report is the report with which it is journalled. Its id follows from what it says.
func (w OwnText) Report(user int64) Report {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s\n%d", w.Part, w.Text, w.By, w.At.UnixNano()))
	return Report{ID: ReportID(fmt.Sprintf("W%x", sum[:6])), Unit: TownWide, By: w.By, At: w.At, User: user, Body: OwnText{Part: w.Part, Text: w.Text}}
}

// OwnTextOf is what a report of the town says in the office's own words; false if it says
// something else, or nothing any more.
func OwnTextOf(r Report) (OwnText, bool) {
	w, own := r.Body.(OwnText)
	w.By, w.At = r.By, r.At
	return w, own && w.Text != ""
}

// Paragraphs are the lines of the text that are not empty.
func (w OwnText) Paragraphs() (all []string) {
	for line := range strings.SplitSeq(w.Text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// ReadOwn reads a text with a line for each part, 做法, 体会, 问题, 建议 or 打算, and
// what is to stand there below it or after a colon. What stands before the first
// is an error: it would be lost.
func ReadOwn(text string) (map[Own][]string, error) {
	words := map[Own][]string{}
	var now Own
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if own, rest, ok := ownHead(line); ok {
			now, line = own, rest
		}
		switch {
		case line == "":
		case now == "":
			return nil, fmt.Errorf("第 %d 行前面没有写明是做法、体会、问题、建议还是打算 / line %d belongs to no part", i+1, i+1)
		default:
			words[now] = append(words[now], line)
		}
	}
	return words, nil
}

func ownHead(line string) (own Own, rest string, ok bool) {
	line = strings.TrimLeft(line, "# ")
	for _, o := range Owns() {
		if line == string(o) {
			return o, "", true
		}
		for _, colon := range []string{"：", ":"} {
			if rest, found := strings.CutPrefix(line, string(o)+colon); found {
				return o, strings.TrimSpace(rest), true
			}
		}
	}
	return "", "", false
}
