package config

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a server may have no time zones of its own

	"github.com/pelletier/go-toml/v2"

	"huanjie/internal/election"
)

const defaultTimezone = "Asia/Shanghai"

func (r *reader) towns(raw []townTOML) []*election.Town {
	if len(raw) == 0 {
		r.wrong("", "no town: write a [[town]] with id, name, roster, office and a [[town.election]]")
	}
	var towns []*election.Town
	seen := map[string]bool{}
	for i, t := range raw {
		key := join("town", strconv.Itoa(i))
		r.id(key, t.ID, "town", seen)
		if town := r.town(key, t); town != nil {
			towns = append(towns, town)
		}
	}
	return towns
}

// id checks the ID of a town or an election, which may stand only once.
func (r *reader) id(key, id, of string, seen map[string]bool) {
	switch {
	case id == "":
		r.wrong(key, "this %s has no id: write a short one of a-z, 0-9 and -, such as %q", of, of+"-1")
	case !shortID.MatchString(id):
		r.wrong(join(key, "id"), "%s id %q: write 1 to 16 of a-z, 0-9 and -", of, id)
	case seen[id]:
		r.wrong(join(key, "id"), "%s id %q stands twice: give this %s another", of, id, of)
	}
	seen[id] = true
}

// town reads one town with its elections and its roster. It is nil if the
// roster could not be read.
func (r *reader) town(key string, raw townTOML) *election.Town {
	t := election.Town{
		ID:           election.TownID(raw.ID),
		Name:         strings.TrimSpace(raw.Name),
		Location:     r.location(join(key, "timezone"), raw.Timezone),
		Language:     r.language(join(key, "language"), raw.Language),
		Office:       r.office(key, raw.Office),
		Phone:        r.phone(join(key, "phone"), raw.Phone),
		LeadingGroup: r.people(key, "leading_group", raw.LeadingGroup),
		Observers:    r.people(key, "observers", raw.Observers),
		Elections:    r.elections(key, raw.Election),
	}
	t.CloseOut = r.closeOut(join(key, "close_out"), raw.CloseOut, t.LastPollingDay())
	if t.Name == "" {
		r.wrong(join(key, "name"), "town %q has no name: write name, as people call it", raw.ID)
	}
	if t.Units = r.roster(key, raw, t.Elections); t.Units == nil {
		return nil
	}
	town, err := election.NewTown(t)
	if err != nil {
		r.wrong(key, "%v", err)
	}
	return town
}

func (r *reader) location(key, name string) *time.Location {
	location, err := time.LoadLocation(cmp.Or(name, defaultTimezone))
	if err != nil || location == time.Local {
		r.wrong(key, "unknown timezone %q: write one such as %q, or delete the line", name, defaultTimezone)
	}
	return location
}

func (r *reader) language(key, code string) election.Language {
	switch code {
	case "", election.Chinese.String():
		return election.Chinese
	case election.English.String():
		return election.English
	}
	r.wrong(key, `unknown language %q: write "zh" or "en"`, code)
	return election.Chinese
}

func (r *reader) office(key string, users []int64) []int64 {
	for i, user := range users {
		at := join(join(key, "office"), strconv.Itoa(i))
		if user <= 0 {
			r.wrong(at, "office: %d is not the id of a person: ids of people are greater than 0, those below are groups", user)
		}
		if slices.Contains(users[:i], user) {
			r.wrong(at, "office: %d stands twice: delete one", user)
		}
	}
	return users
}

// phone is the office's telephone, which voters are told.
func (r *reader) phone(key, number string) string {
	number = strings.TrimSpace(number)
	if number != "" && !telephone.MatchString(number) {
		r.wrong(key, "phone %q: write the office's telephone in digits, such as 0571-87000000, or delete the line", number)
	}
	return number
}

// closeOutDays is how long after the last polling day personal data are kept, if
// nothing else is said.
const closeOutDays = 180

// closeOut reads the day on which personal data are destroyed.
func (r *reader) closeOut(key string, raw any, last election.Date) election.Date {
	if raw == nil {
		if last.IsZero() { // a mistake, noted elsewhere
			return last
		}
		return last.AddDays(closeOutDays)
	}
	day, err := readDay(raw)
	switch {
	case err != nil:
		r.wrong(key, "close_out: %v", err)
	case !last.Before(day):
		r.wrong(key, "close_out %s is not after the last polling day %s: personal data would be destroyed while they are needed", day, last)
	}
	return day
}

// people reads a list of people of the town.
func (r *reader) people(town, list string, names []string) []election.PersonID {
	key := join(town, list)
	var group []election.PersonID
	for i, name := range names {
		at := join(key, strconv.Itoa(i))
		id, err := readPerson(name)
		if err != nil {
			r.wrong(at, "%s: %v", list, err)
			continue
		}
		if slices.Contains(group, id) {
			r.wrong(at, "%s: %s stands twice: delete one, or tell two people of one name apart, %s(东片)", list, id, id)
			continue
		}
		group = append(group, id)
	}
	return group
}

func (r *reader) elections(town string, raw []electionTOML) []election.Election {
	if len(raw) == 0 {
		r.wrong(town, "no election: write a [[town.election]] with id, kind and polling_day under this town")
	}
	var all []election.Election
	seen := map[string]bool{}
	for i, e := range raw {
		key := join(town, "election."+strconv.Itoa(i))
		r.id(key, e.ID, "election", seen)
		all = append(all, r.election(key, e))
	}
	return all
}

func (r *reader) election(key string, raw electionTOML) election.Election {
	e := election.Election{ID: election.ElectionID(raw.ID)}
	kind, err := election.ParseKind(raw.Kind)
	if err != nil {
		r.wrong(join(key, "kind"), "%v", err)
	}
	e.Kind, e.Method = kind, r.method(join(key, "method"), kind, raw.Method)
	day, err := readDay(raw.PollingDay)
	if err != nil {
		r.wrong(join(key, "polling_day"), "polling_day: %v", err)
	}
	e.PollingDay, e.Profile, e.Targets = day, r.profile(key, raw), r.targets(key, raw.Target)
	if e.Odd = raw.Odd; e.Odd.Wrong() != "" {
		r.wrong(join(key, "odd."+e.Odd.Wrong()), "out of range: write a percentage from 1 to 100, for same and round a number of ballots; leave it out for the usual bound")
	}
	if kind != "" && !day.IsZero() { // without them the timetable would only add mistakes
		e.Stages = r.stages(key, e, raw.Stages)
	}
	return e
}

func (r *reader) method(key string, kind election.Kind, method string) election.Method {
	switch m := election.Method(method); {
	case method == "":
		return ""
	case m != election.AllVoters && m != election.Households && m != election.Representatives:
		r.wrong(key, "unknown method %q: write voters, households or representatives", method)
	case kind != election.Residents && kind != "":
		r.wrong(key, "only residents' committee elections have a method: delete the line, or write kind = %q", election.Residents)
	default:
		return m
	}
	return ""
}

// profile is what the national law leaves to the province: a preset, or a table
// of the office's own. Without either it is the default.
func (r *reader) profile(key string, raw electionTOML) election.Profile {
	if raw.Local != (election.Profile{}) {
		if raw.Profile != "" {
			r.wrong(join(key, "profile"), "profile and the table local are both set: keep one of them")
		}
		if err := raw.Local.Check(); err != nil {
			r.wrong(join(key, "local"), "local %v: config.example.toml says what may be written", err)
		}
		return raw.Local
	}
	if raw.Profile == "" {
		return election.Profile{}
	}
	var known []string
	for _, p := range election.Presets() {
		if p.ID == raw.Profile {
			if w := p.Warning(); !slices.Contains(r.warnings, w) {
				r.warnings = append(r.warnings, w)
			}
			return p.Profile
		}
		known = append(known, p.ID)
	}
	r.wrong(join(key, "profile"), "unknown profile %q: write %s (examples, check them with your office), or delete the line", raw.Profile, strings.Join(known, " or "))
	return election.Profile{}
}

// readDay reads a TOML date or the same as a text.
func readDay(raw any) (election.Date, error) {
	switch raw := raw.(type) {
	case nil:
		return election.Date{}, fmt.Errorf("not set: write it as 2027-01-15")
	case toml.LocalDate:
		return election.Date{Year: raw.Year, Month: time.Month(raw.Month), Day: raw.Day}, nil
	case string:
		return election.ParseDate(fold(raw))
	}
	return election.Date{}, fmt.Errorf("%v is not a day: write it as 2027-01-15, without a time", raw)
}
