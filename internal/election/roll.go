package election

import "cmp"

// RollReport 选民名单 says how many voters are registered and since when the list
// hangs for everybody to read (村民委员会组织法第十七条, 选举法第二十八条).
type RollReport struct {
	InVillage int  `json:"in_village"`      // 在村
	Away      int  `json:"away"`            // 外出
	Admitted  int  `json:"admitted"`        // 外来, admitted by the representatives
	Total     int  `json:"total,omitempty"` // 登记总数, where it was told; 0 if only the parts were
	Published Date `json:"published,omitzero"`
}

func (RollReport) body() string { return "roll" }

// Problems lists what cannot be: nobody registered, a list published on a day
// to come. The fields are the JSON names.
func (r RollReport) Problems(today Date) []Problem {
	var ps []Problem
	if r.Registered() == 0 {
		ps = append(ps, problem("registered_zero", Say("登记人数不能为 0。", "The number registered cannot be 0."), "in_village"))
	}
	if parts := r.Parts(); r.Total > 0 && (parts > r.Total || r.InVillage > 0 && parts < r.Total) {
		ps = append(ps, problem("roll_parts", Say("登记总数 %d，在村、外出、外来相加是 %d，对不上。请核对；只知道总数的，只报总数。",
			"The total is %d, but its parts make %d. Please check; if only the total is known, send that alone.").With(r.Total, parts), "total", "in_village", "away", "admitted"))
	}
	if today.Before(r.Published) {
		ps = append(ps, problem("published_ahead", Say("公布日期 %s 还没有到。请填实际公布的日子，还没公布就先不填。",
			"The day of publication, %s, is still to come. Enter it once the list is out.").With(r.Published.Say(today)), "published"))
	}
	return ps
}

// RollApart is the code of the warning that a roll is far from the roster.
const RollApart = "roll_apart"

// Warnings lists what is odd in a roll beside what the roster says of the unit:
// more than a tenth apart.
func (r RollReport) Warnings(u Unit) []Warning {
	n, known := r.Registered(), u.Registered
	if known == 0 || 10*max(n-known, known-n) <= known {
		return nil
	}
	return []Warning{{Code: RollApart, Text: Say(
		"登记 %d 人，名册上是 %d 人，相差 %d 人，超过一成。请先核对有没有漏登、重登。",
		"%d registered, the roster has %d: %d apart, more than a tenth. Please check for people left out or entered twice.").
		With(n, known, max(n-known, known-n)), Office: Say(
		"登记 %d 人，名册上是 %d 人，相差 %d 人，超过一成。请村里核对；名册要改的，改后重新导入。",
		"%d registered, the roster has %d: %d apart, more than a tenth. Have it checked; if the roster is wrong, import it anew.").
		With(n, known, max(n-known, known-n))}}
}

// RollLimit is the last lawful day for the roll to be published; ok is false
// where the law sets none.
func (e Election) RollLimit() (d CalendarDay, ok bool) { return e.limit("roll", Events{}) }

// ObjectionLimit is the last day on which one may object to a roll that was
// published on a day.
func (e Election) ObjectionLimit(published Date) (d CalendarDay, ok bool) {
	return e.limit("objection", Events{Roll: published})
}

// DecisionLimit is the last day for the decision on an objection that was
// received on a day.
func (e Election) DecisionLimit(received Date) (d CalendarDay, ok bool) {
	return e.limit("decision/"+received.String(), Events{Objections: []Date{received}})
}

func (e Election) limit(code string, ev Events) (CalendarDay, bool) {
	for _, d := range e.Calendar(ev) {
		if d.Code == code && !d.Last.IsZero() {
			return d, true
		}
	}
	return CalendarDay{}, false
}

// Registered is the number of registered voters 登记选民数.
func (r RollReport) Registered() int { return cmp.Or(r.Total, r.Parts()) }

// Local is the number of those at home: as told, or what the others leave of the total. 0 if only
// the total was told.
func (r RollReport) Local() int {
	if r.Parts() == 0 {
		return 0
	}
	return r.Registered() - r.Away - r.Admitted
}

// Parts are the voters whose place was told: at home, away, admitted. 0 if only the total was.
func (r RollReport) Parts() int { return r.InVillage + r.Away + r.Admitted }

// The figures of the rolls.
const (
	RollsReported  Figure = "roll" // units that reported one
	RollsPublished Figure = "roll/published"
	RollRegistered Figure = "roll/registered"
	RollInVillage  Figure = "roll/in_village"
	RollAway       Figure = "roll/away"
	RollAdmitted   Figure = "roll/admitted"
)

// Registered is the number of registered voters of a unit as it was last stated,
// by whatever report; before any, as the roster says.
func (p Progress) Registered(u Unit) int {
	if p.Stated > 0 {
		return p.Stated
	}
	return u.Registered
}

func rollFigures(f Figures, r RollReport) {
	f[RollsReported] = 1
	f[RollInVillage], f[RollAway], f[RollAdmitted], f[RollRegistered] = r.Local(), r.Away, r.Admitted, r.Registered()
	if !r.Published.IsZero() {
		f[RollsPublished] = 1
	}
}
