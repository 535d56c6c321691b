package election

import (
	"encoding/json"
	"fmt"
	"time"
)

// ReportID is a report's receipt number, short enough to read out on the
// telephone.
type ReportID string

// Report 上报 is one thing an officer said of a unit. A report is never edited:
// a Correction 更正 is a new report that names the one it replaces, a Withdrawal 撤回
// one that names what it takes back.
type Report struct {
	ID       ReportID
	Unit     UnitID
	By       PersonID
	At       time.Time
	User     int64    // the Telegram account that confirmed it
	Replaces ReportID // of a correction what it takes the place of, of a Withdrawal what it takes back
	Why      string   // the reason of a correction or a withdrawal
	Stands   []Stand  // warnings that were let stand
	Files    []File   // photos, documents and locations sent with it
	Body     Body
}

// Corrects reports whether the report says that an earlier one was wrong, or takes it
// back. One that only goes on from there does not: the next turnout, the next status, the entry
// of a count that is mended before two people agree.
func (r Report) Corrects(was Report) bool {
	if now, turnout := r.Body.(Turnout); turnout {
		before, same := was.Body.(Turnout)
		return r.Why != "" || same && now.Voted < before.Voted
	}
	return r.Replaces != "" && r.Why != ""
}

// File is something sent along: a photo or a document, which Telegram keeps
// under an id, or a location.
type File struct {
	Kind FileKind `json:"kind"`
	ID   string   `json:"id"` // of a location "latitude,longitude"
}

// FileKind is what a file is.
type FileKind string

// The kinds of files.
const (
	Photo    FileKind = "photo"
	Document FileKind = "document"
	Location FileKind = "location"
)

// Body is what a report says: StageReport, Turnout, Tally, CountCheck, RollReport,
// ResultSheet, Nomination, Review, Members, Record, Case, Act, Promise, OwnText or Withdrawal.
type Body interface{ body() string }

// StageReport 阶段进度 says how far a unit is with a stage.
type StageReport struct {
	Stage  StageID     `json:"stage"`
	Status StageStatus `json:"status"`
	Reason string      `json:"reason,omitempty"` // only in difficulty
	On     Date        `json:"on,omitzero"`      // the day on which it was done, if that is not the day of the report
}

// Turnout 参选率 says how many have voted so far.
type Turnout struct {
	Registered int `json:"registered"` // 登记选民数
	Voted      int `json:"voted"`      // 已参加投票人数, proxies included
}

func (StageReport) body() string { return "stage" }
func (Turnout) body() string     { return "turnout" }
func (Tally) body() string       { return "count" }
func (CountCheck) body() string  { return "check" }
func (Record) body() string      { return "record" }

// reportJSON is a report as the journal keeps it.
type reportJSON struct {
	ID       ReportID        `json:"id"`
	Unit     UnitID          `json:"unit"`
	By       PersonID        `json:"by"`
	At       time.Time       `json:"at"`
	User     int64           `json:"user,omitempty"`
	Replaces ReportID        `json:"replaces,omitempty"`
	Why      string          `json:"why,omitempty"`
	Stands   []Stand         `json:"stands,omitempty"`
	Files    []File          `json:"files,omitempty"`
	Kind     string          `json:"kind"`
	Body     json.RawMessage `json:"body"`
}

// MarshalJSON writes the report with the kind of its body.
func (r Report) MarshalJSON() ([]byte, error) {
	body, err := json.Marshal(r.Body)
	if err != nil {
		return nil, fmt.Errorf("write report %s: %w", r.ID, err)
	}
	return json.Marshal(reportJSON{r.ID, r.Unit, r.By, r.At, r.User, r.Replaces, r.Why, r.Stands, r.Files, r.Body.body(), body})
}

// UnmarshalJSON reads what MarshalJSON wrote. An unknown kind is an error.
func (r *Report) UnmarshalJSON(b []byte) error {
	var j reportJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*r = Report{ID: j.ID, Unit: j.Unit, By: j.By, At: j.At, User: j.User, Replaces: j.Replaces, Why: j.Why, Stands: j.Stands, Files: j.Files}
	read, known := bodies()[j.Kind]
	if !known {
		return fmt.Errorf("read report %s: unknown kind %q", j.ID, j.Kind)
	}
	return read(r, j.Body)
}

// bodies are the kinds of what a report says, as the journal names them.
func bodies() map[string]func(*Report, json.RawMessage) error {
	return map[string]func(*Report, json.RawMessage) error{
		"stage": readBody[StageReport], "turnout": readBody[Turnout], "count": readBody[Tally], "check": readBody[CountCheck],
		"roll": readBody[RollReport], "nomination": readBody[Nomination], "review": readBody[Review], "members": readBody[Members],
		"record": readBody[Record], "case": readBody[Case], "act": readBody[Act], "promise": readBody[Promise],
		"sheet": readBody[ResultSheet], "own": readBody[OwnText], "withdrawal": readBody[Withdrawal],
	}
}

func readBody[B Body](r *Report, raw json.RawMessage) error {
	var b B
	if err := json.Unmarshal(raw, &b); err != nil {
		return fmt.Errorf("read report %s: %w", r.ID, err)
	}
	r.Body = b
	return nil
}

// Problems lists what cannot be as it stands.
func (t Turnout) Problems() []Problem {
	if t.Registered > 0 && t.Voted > t.Registered {
		return []Problem{{Code: "voted_over_registered", Fields: []string{"registered", "voted"}, Text: Say(
			"已投票 %d 人，多于登记选民 %d 人。请核对后重新输入。",
			"%d have voted, more than the %d registered. Please check and enter it again.").With(t.Voted, t.Registered)}}
	}
	return nil
}
