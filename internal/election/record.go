package election

// RecordID names a kind of record: "publicity".
type RecordID string

// Record 台账 is a report of plain facts: how many banners hang, when the audit
// was published. What its fields are called stands in its RecordKind; the record
// itself carries what folding needs, so that the journal can be read without.
type Record struct {
	Of      RecordID          `json:"of"`
	Stage   StageID           `json:"stage,omitempty"` // that it belongs to
	Done    bool              `json:"done,omitempty"`  // and that it ends
	On      Date              `json:"on,omitzero"`     // the day it happened, or was published
	Each    bool              `json:"each,omitempty"`  // stands for itself beside others of its kind: one meeting, one visit
	Numbers map[string]int    `json:"numbers,omitempty"`
	Words   map[string]string `json:"words,omitempty"` // dates as 2027-01-15, choices by their value
}

// Entered is a record as it stands, with where it comes from.
type Entered struct {
	Record
	Report ReportID `json:"report"`
	By     PersonID `json:"by"`
	Files  []File   `json:"files,omitempty"`
}

// RecordFigure is the sum of a number of a kind of record; of "" the number of
// units that reported one.
func RecordFigure(id RecordID, field string) Figure {
	return Figure("record/" + string(id) + "/" + field)
}

// AnswerFigure is how often an answer was given to a choice of a kind of record.
func AnswerFigure(id RecordID, field, value string) Figure {
	return RecordFigure(id, field+"="+value)
}

// RecordsFigure is how many records of a kind there are.
func RecordsFigure(id RecordID) Figure { return Figure("records/" + string(id)) }

// record takes a record into a unit's progress.
func (e Election) record(p *Progress, r Report, b Record) {
	p.Records = own(p.Records)
	entered := Entered{b, r.ID, r.By, r.Files}
	var kept []Entered
	placed := false
	for _, old := range p.Records[b.Of] {
		if !b.Each && len(r.Files) == 0 { // said anew without its photo, which there is
			entered.Files = old.Files
		}
		switch {
		case old.Report == r.Replaces && r.Replaces != "":
			kept, placed = append(kept, entered), true
		case b.Each:
			kept = append(kept, old)
		}
	}
	if !placed {
		kept = append(kept, entered)
	}
	p.Records[b.Of] = kept
	e.moves(p, b.Stage, b.Done, b.On, r)
}

// moves lets a report of a fact move the stage it belongs to, so that nobody has
// to say twice that something is done. What is done stays done, and a difficulty
// stays one until what it hinders is done.
func (e Election) moves(p *Progress, stage StageID, done bool, on Date, r Report) {
	if _, has := e.Stage(stage); !has {
		return
	}
	state := p.Stages[stage]
	switch {
	case done:
		p.Stages[stage] = StageState{Status: Done, At: r.At, On: on}
	case state.Status == NotStarted:
		p.Stages[stage] = StageState{Status: UnderWay, At: r.At}
	}
}

// recordFigures adds up what the records of a unit say.
func (e Election) recordFigures(f Figures, p Progress) {
	for id, all := range p.Records {
		if len(all) == 0 {
			continue
		}
		f[RecordFigure(id, "")] = 1
		f[RecordsFigure(id)] = len(all)
		for _, rec := range all {
			for field, n := range rec.Numbers {
				f[RecordFigure(id, field)] += n
			}
		}
	}
	for _, kind := range e.Records {
		records := p.Records[kind.ID]
		if len(records) == 0 {
			continue
		}
		for _, field := range kind.Choices() {
			for _, rec := range records {
				if v := rec.Words[field.ID]; v != "" {
					f[AnswerFigure(kind.ID, field.ID, v)]++
				}
			}
		}
	}
}
