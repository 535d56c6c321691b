package election

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// lawCase is one case of testdata/verdicts.json.
type lawCase struct {
	ID    string
	Input struct {
		Kind       Kind
		Method     Method
		PollingDay Date `json:"polling_day"`
		Tally
	}
	Expect struct {
		Outcome  Outcome
		Breaches []string
		Posts    []struct {
			Elected []string
			Outcome PostOutcome
			Revote  *struct {
				Candidates []string
				Seats      int
			}
			Further *struct {
				Seats         int
				Candidates    []string
				MinCandidates int `json:"min_candidates"`
				MaxCandidates int `json:"max_candidates"`
			}
		}
	}
}

// TestVerdictCases holds Judge to the cases agreed with the office.
func TestVerdictCases(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("testdata/verdicts.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []lawCase
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			e := Election{Kind: c.Input.Kind, Method: c.Input.Method, PollingDay: c.Input.PollingDay}
			c.compare(t, Judge(e, c.Input.Tally))
		})
	}
}

func (c lawCase) compare(t *testing.T, v Verdict) {
	t.Helper()
	if v.Outcome != c.Expect.Outcome {
		t.Fatalf("outcome %s, want %s: %s", v.Outcome, c.Expect.Outcome, v.Sentence().In(Chinese))
	}
	if got := breachCodes(v.Breaches); !slices.Equal(got, c.Expect.Breaches) {
		t.Errorf("breaches %v, want %v", got, c.Expect.Breaches)
	}
	for i, want := range c.Expect.Posts {
		got := v.Posts[i]
		if got.Outcome != want.Outcome || !slices.Equal(got.Elected, want.Elected) {
			t.Errorf("post %d: %s %v, want %s %v", i, got.Outcome, got.Elected, want.Outcome, want.Elected)
		}
		if f := want.Further; f != nil {
			if got.Further == nil || got.Further.Seats != f.Seats {
				t.Fatalf("further %+v, want %+v", got.Further, f)
			}
			if f.MinCandidates > 0 && (got.Further.MinCandidates != f.MinCandidates || got.Further.MaxCandidates != f.MaxCandidates ||
				!slices.Equal(got.Further.Candidates, f.Candidates)) {
				t.Errorf("further %+v, want %+v", got.Further, f)
			}
		}
	}
}

func breachCodes(breaches []Breach) []string {
	codes := []string{}
	for _, b := range breaches {
		codes = append(codes, b.Code)
	}
	return codes
}
