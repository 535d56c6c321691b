package config

import (
	"regexp"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// telephone is a number as people write it: 139 0000 0000, +86-571-00000000.
var telephone = regexp.MustCompile(`^\+?[0-9][0-9 -]{3,18}[0-9]$`)

// phones reads the cell with the telephones of a unit's people: 周明 139 0000
// 0000；李芳 0571-000000. Nil if the cell is empty.
func (s *roster) phones(line int, cell string, u election.Unit) map[election.PersonID]string {
	var phones map[election.PersonID]string
	for _, part := range split(cell, nameSeparators) {
		part = fold(part)
		at := strings.IndexAny(part, "+0123456789")
		if at < 1 || !telephone.MatchString(strings.TrimSpace(part[at:])) {
			s.wrong(line, "phones", "%q: write a name and its number, 周明 13900000000, and ; between two of them", part)
			continue
		}
		who, err := readPerson(strings.TrimRight(part[:at], " :"))
		switch {
		case err != nil:
			s.wrong(line, "phones", "%v", err)
		case !slices.Contains(slices.Concat(u.Officers, u.Checkers, u.Leaders, []election.PersonID{u.Contact}), who):
			s.wrong(line, "phones", "%s has a number, but stands in no other column of the line: write the name as it stands there", who)
		default:
			if phones == nil {
				phones = map[election.PersonID]string{}
			}
			phones[who] = strings.TrimSpace(part[at:])
		}
	}
	return phones
}
