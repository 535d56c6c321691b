package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// auditWanted says which traces are asked for; what is zero asks for all.
type auditWanted struct {
	people []election.PersonID
	units  []election.UnitID
	since  time.Time
}

// auditOf reads what is typed after /audit: people, units and days in any order, such
// as 周明 东河 3天. unknown is the first word that is none of these.
func (d *desk) auditOf(text string) (w auditWanted, unknown string) {
	town := d.store.Town()
	for _, word := range strings.Fields(text) {
		if days, ok := auditDays(word); ok {
			w.since = town.Today(d.bot.now()).AddDays(1-days).At(0, 0, town.Location)
			continue
		}
		found := len(w.people) + len(w.units)
		for _, u := range town.Units {
			if strings.Contains(u.Name, word) {
				w.units = append(w.units, u.ID)
			}
		}
		people := slices.Clone(town.People())
		for _, user := range town.Office {
			people = append(people, election.OfficePerson(user))
		}
		for _, p := range people {
			if strings.Contains(town.Named(p).In(d.lang), word) {
				w.people = append(w.people, p)
			}
		}
		if len(w.people)+len(w.units) == found {
			return w, word
		}
	}
	return w, ""
}

// auditDays reads how many days back, today included: 3天, 7日, 3d.
func auditDays(word string) (days int, ok bool) {
	switch word {
	case "今天", "today":
		return 1, true
	case "昨天", "yesterday":
		return 2, true
	}
	for _, unit := range []string{"天", "日", "days", "day", "d"} {
		if number, has := strings.CutSuffix(word, unit); has {
			days, err := strconv.Atoi(number)
			return days, err == nil && days > 0
		}
	}
	return 0, false
}

// fits reports whether a trace is asked for.
func (w auditWanted) fits(e store.Trace) bool {
	of := func(p election.PersonID) bool { return slices.Contains(w.people, p) }
	switch {
	case len(w.people) > 0 && !of(e.By) && !(e.Of == "person" && of(election.PersonID(e.Name))):
		return false
	case len(w.units) > 0 && !slices.Contains(w.units, election.UnitID(e.Name)):
		return false
	}
	return !e.At.Before(w.since)
}

// auditRead is how many traces are read at once to find those that are asked for.
const auditRead = 500

// tracesOf returns the traces older than one that are asked for, newest first: those
// of a page, and one more if there is one.
func (d *desk) tracesOf(ctx context.Context, older string, w auditWanted) (found []store.Trace, err error) {
	for {
		traces, err := d.store.LastTraces(ctx, older, auditRead)
		if err != nil {
			return nil, err
		}
		for _, e := range traces {
			if w.fits(e) {
				if found = append(found, e); len(found) > auditMost {
					return found, nil
				}
			}
		}
		if len(traces) < auditRead || traces[len(traces)-1].At.Before(w.since) {
			return found, nil
		}
		older = traces[len(traces)-1].ID
	}
}

func wordsAuditOf(unknown string) election.Phrase {
	return say("没有叫“%s”的人或单位。可以写人、单位、天数，如 /audit 周明 东河 3天。", "Nobody and no unit is called “%s”. Write people, units and days, such as /audit 周明 东河 3d.").With(unknown)
}
