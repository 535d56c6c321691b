package config

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
)

// nameSeparators stand between the names of officers and leaders.
const nameSeparators = "/、;,"

// people reads names. One name is one person in the whole town.
// A telephone beside a name goes into numbers.
func (s *roster) people(line int, column, cell string, numbers map[election.PersonID]string) []election.PersonID {
	var people []election.PersonID
	for _, name := range split(cell, nameSeparators) {
		name, number := withNumber(name)
		person, err := readPerson(name)
		switch {
		case err != nil:
			s.wrong(line, column, err.said)
		case slices.Contains(people, person):
			s.wrong(line, column, say("%s写了两遍：删去一个；两个人同名就写成 %s(东河) 加以区别", "%s stands twice: delete one, or tell two people of one name apart, %s(东河)").With(string(person), string(person)))
		default:
			people = append(people, person)
			if number != "" {
				numbers[person] = number
			}
		}
	}
	return people
}

// longestName is how many characters a name may have.
const longestName = 30

// withNumber takes a telephone off the end of a name: 周明13900000000, 周明(139 0000 0000).
func withNumber(name string) (who, number string) {
	m := nameAndNumber.FindStringSubmatch(fold(name))
	if m == nil {
		return name, ""
	}
	return m[1], strings.TrimSpace(m[2])
}

// A name with a telephone, dots between the parts of a name, and what is no name.
var (
	nameAndNumber = regexp.MustCompile(`^(.*[^\d\s:(+-])[\s:(]*(\+?\d[\d -]{5,18}\d)\)?$`)
	interpunct    = regexp.MustCompile(`(\p{Han})\s*[•・‧⋅∙･．.·]\s*(\p{Han})`)
	allDigits     = regexp.MustCompile(`^[\d .+-]+$`)
)

// How names are typed: 李　明 to fill the column, 李明 （东河）, and 李明 王芳 for two.
var (
	beforeBracket = regexp.MustCompile(`\s*\(`)
	padded        = regexp.MustCompile(`^(\p{Han})\s+(\p{Han})(\(.*)?$`)
	spacedHan     = regexp.MustCompile(`\p{Han}\s+\p{Han}`)
)

// readPerson reads a name as it is typed: 李　明 with a space to fill the column
// is 李明, and 李明（东河） is 李明(东河).
func readPerson(name string) (election.PersonID, *fault) {
	name = interpunct.ReplaceAllString(fold(name), "$1·$2")
	name = beforeBracket.ReplaceAllString(fold(name), "(")
	name = padded.ReplaceAllString(name, "$1$2$3")
	switch {
	case name == "":
		return "", &fault{said: say("有一个空的姓名：写上，或删去多余的分隔号", "an empty name: write the name, or delete the separator")}
	case utf8.RuneCountInString(name) > longestName:
		return "", &fault{said: say("“%s”超过 %d 个字：只写姓名，两个人之间用 、 或 ; 或 /", "%q is longer than %d characters: write the name alone, and 、 or ; or / between two names").With(name, longestName)}
	case spacedHan.MatchString(name):
		return "", &fault{said: say("“%s”：两个人之间用 、 或 ; 或 /，姓名里不要空格", "%q: write 、 or ; or / between two names, and no space in one").With(name)}
	case strings.HasPrefix(name, "office:"):
		return "", &fault{said: say("“%s”：写姓名；选举办的人写在设置 office 里", "%q: write a name; people of the office stand in the setting office by their Telegram id").With(name)}
	case strings.ContainsAny(name, "?!#*<>"):
		return "", &fault{said: say("“%s”：姓名里有不该有的符号，可能有字没能保存下来：请重新写上", "%q has a sign that no name has; a character may have been lost: write it again").With(name)}
	case allDigits.MatchString(name):
		return "", &fault{said: say("“%s”是号码，不是姓名：写上姓名，电话写在姓名后面或“电话”一列", "%q is a number and no name: write the name, and the telephone after it or in the column phones").With(name)}
	}
	return election.PersonID(name), nil
}
