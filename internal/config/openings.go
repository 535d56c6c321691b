package config

import (
	"errors"
	"fmt"

	"huanjie/internal/election"
)

// Openings refuses units whose name begins with a word that opens a report: what is
// written of them would be taken for that report. opens says which report a text
// opens, if any.
//
// The error joins one error for every such unit, in both languages.
func (c Config) Openings(opens func(text string) (report election.Phrase, ok bool)) error {
	var errs []error
	for _, t := range c.Towns {
		for _, u := range t.Units {
			report, ok := opens(u.Name)
			if !ok {
				continue
			}
			errs = append(errs, fmt.Errorf("town %s, roster, unit %s: the name %q begins with a word that opens %q: write another name, such as that of its township before it / "+
				"名称“%[3]s”以打开“%[5]s”的词开头，发来的话会被当成这项上报：请换个写法，例如在前面加上乡镇名",
				t.ID, u.ID, u.Name, report.In(election.English), report.In(election.Chinese)))
		}
	}
	return errors.Join(errs...)
}
