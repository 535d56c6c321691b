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
// Those in numbers stood beside names. A number alone is that of the only officer.
func (s *roster) phones(line int, cell string, u election.Unit, numbers map[election.PersonID]string) map[election.PersonID]string {
	var phones map[election.PersonID]string
	if len(numbers) > 0 {
		phones = numbers
	}
	for _, part := range split(cell, nameSeparators) {
		part = fold(part)
		name, number := part, ""
		if at := strings.IndexAny(part, "+0123456789"); at >= 0 {
			name, number = strings.TrimRight(part[:at], " :"), strings.TrimSpace(part[at:])
		}
		if name == "" && len(u.Officers) == 1 {
			name = string(u.Officers[0])
		}
		if name == "" || !telephone.MatchString(number) {
			s.wrong(line, "phones", say("“%s”：先写姓名再写号码，周明 13900000000，两个之间用 ;", "%q: write a name and its number, 周明 13900000000, and ; between two of them").With(part))
			continue
		}
		who, err := readPerson(name)
		switch {
		case err != nil:
			s.wrong(line, "phones", err.said)
		case slices.ContainsFunc([]string{"officers", "leaders", "checkers", "contact"}, func(column string) bool { return s.had(line, column) }): // that was said
		case phones[who] != "" && phones[who] != number:
			s.wrong(line, "phones", say("%s有两个号码：只写一个", "%s has two numbers: write one").With(string(who)))
		case !slices.Contains(slices.Concat(u.Officers, u.Checkers, u.Leaders, []election.PersonID{u.Contact}), who):
			s.wrong(line, "phones", say("%s有号码，却不在这一行的其他列里：姓名要写得一样", "%s has a number, but stands in no other column of the line: write the name as it stands there").With(string(who)))
		default:
			if phones == nil {
				phones = map[election.PersonID]string{}
			}
			phones[who] = number
		}
	}
	return phones
}
