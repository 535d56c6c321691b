package election

import (
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
// stands.
type OwnText struct {
	Part Own       `json:"part"`
	Text string    `json:"text"`
	By   PersonID  `json:"by"`
	At   time.Time `json:"at"`
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
