package config

import (
	"errors"

	"huanjie/internal/election"
)

// Openings stops the towns with a unit whose name begins with a word that opens a
// report: what is written of it would be taken for that report. opens says which
// report a text opens, if any.
func (c Config) Openings(opens func(text string) (report election.Phrase, ok bool)) Config {
	for _, t := range c.Towns {
		for _, u := range t.Units {
			if report, ok := opens(u.Name); ok {
				c = c.Stop(t.ID, say("名册，单位 %s：名称“%s”以打开“%s”的词开头，发来的话会被当成这项上报：请换个写法，例如在前面加上乡镇名",
					"roster, unit %s: the name %q begins with a word that opens %q: write another name, such as that of its township before it").With(u.ID, u.Name, report))
			}
		}
	}
	return c
}

// Stop is c with one reason more why a town is stopped.
func (c Config) Stop(id election.TownID, why election.Phrase) Config {
	out := c
	out.Towns, out.Stopped = nil, nil
	for _, t := range c.Towns {
		if t.ID != id {
			out.Towns = append(out.Towns, t)
			continue
		}
		bare := &election.Town{ID: t.ID, Name: t.Name, Location: t.Location, Language: t.Language, Office: t.Office}
		out.Stopped = append(out.Stopped, Stopped{Town: bare})
	}
	out.Stopped = append(out.Stopped, c.Stopped...)
	for i, s := range out.Stopped {
		if s.Town.ID == id {
			out.Stopped[i].all = append(s.all[:len(s.all):len(s.all)], mistake{text: say("镇 %s，%s", "town %s, %s").With(id, why)})
		}
	}
	return out
}

// StoppedAs is the town among those that are stopped; false if it is not.
func (c Config) StoppedAs(id election.TownID) (Stopped, bool) {
	for _, s := range c.Stopped {
		if s.Town.ID == id {
			return s, true
		}
	}
	return Stopped{}, false
}

// Err joins one error for every mistake of the towns that are stopped.
func (c Config) Err() error {
	var errs []error
	for _, s := range c.Stopped {
		errs = append(errs, s.Err())
	}
	return errors.Join(errs...)
}
