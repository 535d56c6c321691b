package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"huanjie/internal/election"
)

// recall is a vote on recalling somebody 罢免, or the petition for one, or both.
type recall struct {
	held
	Recall   *election.RecallVote `json:"recall"`
	Petition *election.Petition   `json:"petition"`
}

// isRecall reports whether the input is about a recall and not about a count.
func isRecall(raw []byte) bool {
	var in struct{ Recall, Petition *json.RawMessage }
	return json.Unmarshal(raw, &in) == nil && (in.Recall != nil || in.Petition != nil)
}

// judgeRecall writes whether enough have signed and whether the recall is
// passed, and reports whether anything of it was refused.
func judgeRecall(raw []byte, asJSON bool, l election.Language, stdout, stderr io.Writer) (refused bool, err error) {
	in, problems := parse[recall](raw, stderr)
	var petition, vote *election.RecallVerdict
	if problems != nil {
		vote = &election.RecallVerdict{Outcome: election.Refused, Title: election.Refused.Name(), Lines: []election.Phrase{problems[0].Text}, Problems: problems}
	}
	if problems == nil && in.Petition != nil {
		petition = new(election.RecallMayBeVoted(in.election(), *in.Petition))
	}
	if problems == nil && in.Recall != nil {
		vote = new(election.JudgeRecall(in.election(), *in.Recall))
	}
	if asJSON {
		err = encode(stdout, recallJSON{newRecallVerdictJSON(petition, l), newRecallVerdictJSON(vote, l)})
	} else {
		err = writeRecall(stdout, l, petition, vote)
	}
	for _, v := range []*election.RecallVerdict{petition, vote} {
		refused = refused || v != nil && v.Outcome == election.Refused
	}
	return refused, err
}

// writeRecall is what the law says of a recall, for people.
func writeRecall(w io.Writer, l election.Language, verdicts ...*election.RecallVerdict) error {
	var b bytes.Buffer
	for _, v := range verdicts {
		if v == nil {
			continue
		}
		fmt.Fprintln(&b, v.Title.In(l))
		for _, line := range v.Lines {
			fmt.Fprintln(&b, line.In(l))
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// recallJSON is what the law says of a recall, as programs read it.
type recallJSON struct {
	Petition *recallVerdictJSON `json:"petition,omitempty"`
	Recall   *recallVerdictJSON `json:"recall,omitempty"`
}

type recallVerdictJSON struct {
	Outcome  election.Outcome `json:"outcome"`
	Passed   bool             `json:"passed"` // of a petition: enough have signed
	Sentence string           `json:"sentence"`
	Checks   []checkJSON      `json:"checks"`
	Problems []problemJSON    `json:"problems,omitempty"`
}

func newRecallVerdictJSON(v *election.RecallVerdict, l election.Language) *recallVerdictJSON {
	if v == nil {
		return nil
	}
	return &recallVerdictJSON{v.Outcome, v.Passed, v.Title.In(l), checksJSON(v.Checks, l), problemsJSON(v.Problems, l)}
}
