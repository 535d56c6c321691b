package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
)

// nameSeparators stand between the names of officers and leaders.
const nameSeparators = "/、;,"

// people reads names. One name is one person in the whole town.
func (s *roster) people(line int, column, cell string) []election.PersonID {
	var people []election.PersonID
	for _, name := range split(cell, nameSeparators) {
		person, err := readPerson(name)
		switch {
		case err != nil:
			s.wrong(line, column, "%v", err)
		case slices.Contains(people, person):
			s.wrong(line, column, "%s stands twice: delete one, or tell two people of one name apart, %s(东河)", person, person)
		default:
			people = append(people, person)
		}
	}
	return people
}

// longestName is how many characters a name may have.
const longestName = 30

// How names are typed: 李　明 to fill the column, 李明 （东河）, and 李明 王芳 for two.
var (
	beforeBracket = regexp.MustCompile(`\s*\(`)
	padded        = regexp.MustCompile(`^(\p{Han})\s+(\p{Han})(\(.*)?$`)
	spacedHan     = regexp.MustCompile(`\p{Han}\s+\p{Han}`)
)

// readPerson reads a name as it is typed: 李　明 with a space to fill the column
// is 李明, and 李明（东河） is 李明(东河).
func readPerson(name string) (election.PersonID, error) {
	name = beforeBracket.ReplaceAllString(fold(name), "(")
	name = padded.ReplaceAllString(name, "$1$2$3")
	switch {
	case name == "":
		return "", errors.New("an empty name: write the name, or delete the separator")
	case utf8.RuneCountInString(name) > longestName:
		return "", fmt.Errorf("%q is longer than %d characters: write the name alone, and 、 or ; or / between two names", name, longestName)
	case spacedHan.MatchString(name):
		return "", fmt.Errorf("%q: write 、 or ; or / between two names, and no space in one", name)
	case strings.HasPrefix(name, "office:"):
		return "", fmt.Errorf("%q: write a name; people of the office stand in the setting office by their Telegram id", name)
	}
	return election.PersonID(name), nil
}
