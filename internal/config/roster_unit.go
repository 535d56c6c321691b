package config

import (
	"regexp"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

func (s *roster) unit(line int, row map[string]string) {
	if s.unfinished(line, row) {
		return
	}
	u := election.Unit{ID: election.UnitID(fold(row["unit"])), Name: row["name"], Area: s.area(line, row["area"])}
	s.unitID(line, u.ID)
	if u.Name == "" {
		s.wrong(line, "name", say("没有名称：写上大家叫的名字", "the unit has no name: write it, as people call it"))
	}
	if u.Name != "" && AsText(u.Name) != u.Name {
		s.wrong(line, "name", say("“%s”像公式：名称不能以 = + - @ 开头", "%q looks like a formula: a name may not begin with = + - @").With(u.Name))
	}
	e := s.election(line, row[electionColumn])
	u.Election, u.Method = e.ID, s.method(line, e.Kind, row[methodColumn])
	if first, twice := s.names[string(e.ID)+"/"+u.Name]; twice && u.Name != "" {
		s.wrong(line, "name", say("%s和第 %d 行重名：写成 %s(东片) 加以区别", "%s stands in line %d too: tell the two apart, %s(东片)").With(u.Name, first, u.Name))
	} else {
		s.names[string(e.ID)+"/"+u.Name] = line
	}
	u.Key = s.key(line, row["key"])
	if row["registered"] != "" { // it may be empty until the roll is out
		u.Registered = s.number(line, "registered", row["registered"])
	}
	u.Posts, u.Among = s.posts(line, e.Kind, row["seats"], row["candidates"])
	var err error
	if u.Separate, err = readBallots(e.Kind, row[ballotsColumn]); err != nil {
		s.wrong(line, ballotsColumn, phraseOf(err))
	}
	numbers := map[election.PersonID]string{} // that stand beside names
	u.Officers = s.people(line, "officers", row["officers"], numbers)
	u.Leaders = s.people(line, "leaders", row["leaders"], numbers)
	if row["checkers"] != "" {
		u.Checkers = s.people(line, "checkers", row["checkers"], numbers)
	}
	if row["contact"] != "" {
		u.Contact = s.one(line, "contact", row["contact"], numbers)
	}
	u.Place, u.Hours = row["place"], s.hours(line, row["hours"])
	if len(split(row["officers"], nameSeparators)) == 0 {
		s.wrong(line, "officers", say("没有联络员：至少写一个人", "nobody reports for this unit: write at least one name"))
	}
	u.Phones = s.phones(line, row["phones"], u, numbers)
	s.list, s.lines = append(s.list, u), append(s.lines, line)
}

// unfinished refuses a line in one sentence that lacks several cells that each
// unit has.
func (s *roster) unfinished(line int, row map[string]string) bool {
	var missing []election.Phrase
	for _, name := range []string{"unit", "name", "area", "seats", "officers"} {
		if row[name] == "" {
			missing = append(missing, columnName(name))
		}
	}
	if len(missing) < 2 {
		return false
	}
	s.say(place{file: s.file, line: line}, say("这一行没写完，缺：%s", "this line is not finished, it lacks: %s").With(joined(missing)))
	return true
}

var unitID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,16}$`)

func (s *roster) unitID(line int, id election.UnitID) {
	if id == "" {
		s.wrong(line, "unit", say("没有编号：写 1 到 16 个字母、数字、_ 或 -", "\"\": write 1 to 16 letters (A-Z, a-z), digits, _ or -"))
		return
	}
	if !unitID.MatchString(string(id)) {
		s.wrong(line, "unit", say("“%s”：写 1 到 16 个字母、数字、_ 或 -", "%q: write 1 to 16 letters (A-Z, a-z), digits, _ or -").With(string(id)))
		return
	}
	if first, twice := s.units[id]; twice {
		s.wrong(line, "unit", say("%s和第 %d 行相同：每个单位要有自己的编号", "%s stands in line %d too: give every unit an id of its own").With(string(id), first))
		return
	}
	s.units[id] = line
}

// area reads "东片" or "东片/沿河". It may not be empty: the leader of an empty
// area would lead the whole town.
func (s *roster) area(line int, cell string) election.Area {
	if cell == "" {
		s.wrong(line, "area", say("没有片区：写一个片，例如 东片，或片中的片 东片/沿河", "\"\": write an area such as 东片, or one in another such as 东片/沿河"))
		return ""
	}
	parts := strings.Split(fold(cell), "/")
	for i := range parts {
		if parts[i] = strings.TrimSpace(parts[i]); parts[i] == "" {
			s.wrong(line, "area", say("“%s”：写一个片，例如 东片，或片中的片 东片/沿河", "%q: write an area such as 东片, or one in another such as 东片/沿河").With(cell))
			return ""
		}
	}
	return election.Area(strings.Join(parts, "/"))
}

func (s *roster) election(line int, cell string) election.Election {
	if cell == "" && len(s.elections) == 1 {
		return s.elections[0]
	}
	if s.any {
		return election.Election{ID: election.ElectionID(fold(cell))}
	}
	for _, e := range s.elections {
		if string(e.ID) == fold(cell) {
			return e
		}
	}
	if len(s.elections) > 0 { // a town without any was told so already
		s.wrong(line, electionColumn, say("这个镇没有“%s”这个选举：写 %s 中的一个", "no election %q in this town: write one of %s").With(cell, s.electionIDs()))
	}
	return election.Election{}
}

func (s *roster) electionIDs() string {
	var ids []string
	for _, e := range s.elections {
		ids = append(ids, string(e.ID))
	}
	return strings.Join(ids, ", ")
}

// method reads who votes in a residents' committee election: 全体选民, 户代表 or 居民代表. Empty is
// as the settings say.
func (s *roster) method(line int, kind election.Kind, cell string) election.Method {
	if cell == "" {
		return ""
	}
	for _, m := range election.Methods() {
		if strings.EqualFold(cell, string(m)) || cell == m.Name().In(election.Chinese) {
			if kind != election.Residents && kind != "" {
				s.wrong(line, methodColumn, say("只有居委会选举分选举方式：删去", "only residents' committee elections differ in who votes: delete it"))
			}
			return m
		}
	}
	s.wrong(line, methodColumn, say("“%s”：写 全体选民、户代表 或 居民代表，空着就按设置", "%q: write voters, households or representatives, or leave it empty for what the settings say").With(cell))
	return ""
}

func (s *roster) key(line int, cell string) bool {
	switch strings.ToLower(fold(cell)) {
	case "是", "yes", "y", "1", "true":
		return true
	case "", "否", "no", "n", "0", "false":
		return false
	}
	s.wrong(line, "key", say("“%s”：重点村写 是，其他空着", "%q: write 是 or yes for a key unit, nothing for the others").With(cell))
	return false
}

// timeOfDay is one as hours have it.
var timeOfDay = regexp.MustCompile(`(\d{1,2}):(\d{2})`)

// hours reads when polling takes place: 8:00-12:00. May be empty.
func (s *roster) hours(line int, cell string) string {
	all := timeOfDay.FindAllStringSubmatch(fold(cell), -1)
	last := -1
	for _, m := range all {
		hour, _ := strconv.Atoi(m[1]) // two digits
		minute, _ := strconv.Atoi(m[2])
		now := 60*hour + minute
		if now <= last || hour > 24 || minute > 59 {
			s.wrong(line, "hours", say("“%s”：结束要晚于开始，写成 8:00-15:00", "%q: it must end after it begins, write 8:00-15:00").With(cell))
			return ""
		}
		last = now
	}
	if cell != "" && len(all) == 0 {
		s.wrong(line, "hours", say("“%s”：写成 8:00-15:00", "%q: write 8:00-15:00").With(cell))
	}
	return cell
}

// most is the greatest number that is not taken for a slip: more registered
// voters than any single unit has.
const most = 9_999_999

func (s *roster) number(line int, column, cell string) int {
	n, err := strconv.Atoi(strings.NewReplacer(",", "", " ", "").Replace(decimals.ReplaceAllString(strings.TrimRight(fold(cell), "人名户个"), "")))
	if err != nil || n <= 0 || n > most || strings.ContainsAny(fold(cell), "+") {
		s.wrong(line, column, say("“%s”：写一个大于 0 的整数", "%q: write a whole number greater than 0").With(cell))
		return 0
	}
	return n
}

// decimals are those that a spreadsheet adds to a whole number: 1024.0.
var decimals = regexp.MustCompile(`\.0+$`)

// one reads a cell with one name.
func (s *roster) one(line int, column, cell string, numbers map[election.PersonID]string) election.PersonID {
	switch all := s.people(line, column, cell, numbers); len(all) {
	case 0:
		return ""
	case 1:
		return all[0]
	}
	s.wrong(line, column, say("“%s”是几个人：只写一个", "%q names several people: write one").With(cell))
	return ""
}
