package config

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"huanjie/internal/election"
)

// rosterColumn is a column of a roster: its name, its name in Chinese, and other
// words for it that offices write.
type rosterColumn struct {
	name, chinese string
	others        []string
}

// rosterColumns are the columns of a roster; a header may use any of their names,
// in any order.
func rosterColumns() []rosterColumn {
	return []rosterColumn{
		{"unit", "编号", []string{"村编号", "单位编号", "代码", "村代码", "id", "no", "code"}},
		{"name", "名称", []string{"村名", "村", "单位", "单位名称", "村名称", "村(社区)", "村(居)", "村社区", "村(社区)名称", "社区", "社区名称", "选区", "选区名称", "支部", "支部名称", "党支部", "行政村", "village"}},
		{"area", "片区", []string{"片", "所属片", "所属片区", "片名", "分片", "区域", "所在片"}},
		{"key", "重点", []string{"重点村", "是否重点", "是否重点村", "重点难点村", "key village"}},
		{"registered", "登记选民", []string{"登记选民数", "选民数", "选民", "选民人数", "选民总数", "登记人数", "登记选民人数", "登记数", "党员数", "应到人数", "voters"}},
		{"seats", "应选", []string{"名额", "应选名额", "应选人数", "职数", "应选职数", "职位", "职位名额"}},
		{"candidates", "候选人", []string{"正式候选人", "候选人名单", "候选人姓名"}},
		{"officers", "联络员", []string{"村联络员", "联系员", "信息员", "填报人", "上报人", "包村干部", "officer"}},
		{"leaders", "领导", []string{"包片领导", "包村领导", "联系领导", "驻村领导", "挂点领导", "包联领导", "片长", "leader"}},
		{"checkers", "复核人", []string{"复核员", "核对人", "复核", "checker"}},
		{"contact", "村联系人", []string{"联系人", "村里联系人"}},
		{"place", "投票地点", []string{"地点", "会场", "投票场所", "选举地点", "会场地点"}},
		{"hours", "投票时间", []string{"时间", "投票起止时间", "投票时段"}},
		{"phones", "电话", []string{"联系电话", "手机", "手机号", "手机号码", "电话号码", "phone", "telephone"}},
		{methodColumn, "选举方式", []string{"投票方式", "谁投票", "method"}},
		{electionColumn, "选举", []string{"选举类别", "换届类别", "选举代号"}},
		{remarks, "序号", []string{"备注", "说明", "户数", "人口", "总人口", "remarks", "no.", "#"}},
	}
}

const (
	electionColumn = "election" // may be missing where a town has one election
	methodColumn   = "method"   // of residents' committees, where units of one election differ
	remarks        = "remarks"  // is not read
)

// optional are the columns that may be missing.
func optional() []string {
	return []string{"key", "registered", "candidates", "checkers", "contact", "place", "hours", "phones", methodColumn, electionColumn, remarks}
}

// roster reads the roster of a town. It is nil if there is none or if it has
// mistakes.
func (r *reader) roster(town string, raw townTOML, elections []election.Election) []election.Unit {
	key := join(town, "roster")
	if raw.Roster == "" {
		r.wrong(key, say("镇 %q 没有名册：写 roster，一个 CSV 或 xlsx 文件的路径", "town %q has no roster: write roster, the path of a CSV file with its villages").With(raw.ID))
		return nil
	}
	data, err := r.read(raw.Roster)
	if err != nil {
		r.wrong(key, say("名册读不了（%v）：写文件的路径，从本文件所在的文件夹算起", "the roster cannot be read (%v): write the path of a CSV file, from the folder of this file").With(err))
		return nil
	}
	s := newRoster(raw.Roster, elections)
	s.readAll(data)
	r.all = append(r.all, s.all...)
	if len(s.all) > 0 {
		return nil
	}
	return s.list
}

// roster is a roster while it is read.
type roster struct {
	mistakes
	file      string
	elections []election.Election
	any       bool            // any election may be named
	wrongIn   []placeIn       // the cells with mistakes
	columns   []string        // the name of each column
	postOf    []election.Post // the post of a column whose cells are its seats or candidates
	list      []election.Unit
	lines     []int                   // where each stands
	units     map[election.UnitID]int // on which line each stands
	names     map[string]int          // the same by election and name
}

func newRoster(file string, elections []election.Election) *roster {
	return &roster{file: file, elections: elections, units: map[election.UnitID]int{}, names: map[string]int{}}
}

// wrong notes a mistake in a column of a line.
func (s *roster) wrong(line int, column string, what election.Phrase) {
	chinese := column
	for _, c := range rosterColumns() {
		if c.name == column {
			chinese = c.chinese
		}
	}
	s.wrongIn = append(s.wrongIn, placeIn{line, column})
	s.say(place{file: s.file, line: line}, say("%s：%s", "%s: %s").With(say(chinese, column), what))
}

func (s *roster) readAll(data []byte) {
	rows, err := readSheet(data)
	if err != nil && rows == nil {
		s.say(place{file: s.file, line: err.line}, err.said)
		return
	}
	header := max(headerAt(rows), 0)
	for i := range rows {
		for k := range rows[i].cells {
			rows[i].cells[k] = unquoted(tidy(rows[i].cells[k]))
		}
	}
	if header < len(rows) {
		rows = narrowed(rows[header:])
	}
	for _, r := range rows {
		if !s.row(r) {
			return
		}
	}
	if err != nil {
		s.say(place{file: s.file, line: err.line}, err.said)
		return
	}
	if s.columns == nil || len(s.list)+len(s.all) == 0 {
		s.say(place{file: s.file}, say("名册是空的：先写表头（%s），再每个单位写一行", "the roster is empty: write a header (%s) and a line for every unit").
			With(columnNames()))
	}
}

// narrowed cuts columns that are empty in every row off the end of the rows.
func narrowed(rows []sheetRow) []sheetRow {
	wide := 0
	for _, r := range rows {
		for k, cell := range r.cells {
			if cell != "" {
				wide = max(wide, k+1)
			}
		}
	}
	for i, r := range rows {
		rows[i].cells = r.cells[:min(len(r.cells), wide)]
	}
	return rows
}

// row reads a line; the first one that is not empty is the header. It reports
// false if it makes no sense to read on.
func (s *roster) row(r sheetRow) bool {
	if strings.Join(r.cells, "") == "" {
		return true
	}
	if s.columns == nil {
		return s.header(r.line, r.cells)
	}
	if besides(r.cells) {
		return true
	}
	row := map[string]string{}
	for i, cell := range r.cells {
		if i >= len(s.columns) || s.columns[i] == "" {
			if cell != "" {
				s.say(place{file: s.file, line: r.line}, say("“%s”在第 %d 格，这一列没有表头：含逗号的格请整格加引号", "%q stands in cell %d, which has no column: put a cell that holds a comma into quotes").With(cell, i+1))
				return true
			}
			continue
		}
		if s.columns[i] == remarks {
			continue
		}
		if wrong := cmp.Or(unreadable(cell), moved(cell)); !wrong.IsZero() {
			s.wrong(r.line, s.columns[i], wrong)
			return true
		}
		s.put(row, i, cell)
	}
	s.unit(r.line, row)
	return true
}

// put puts a cell into its row. A column of one post adds to those of all posts.
func (s *roster) put(row map[string]string, i int, cell string) {
	name := s.columns[i]
	if post := s.postOf[i]; post != "" && cell != "" {
		if name == "seats" && zero.MatchString(cell) {
			return
		}
		cell = string(post) + ":" + cell
	}
	if row[name] != "" && cell != "" {
		cell = row[name] + ";" + cell
	}
	if cell != "" {
		row[name] = cell
	}
}

var zero = regexp.MustCompile(`^0(?:\.0+)?$`)

func (s *roster) header(line int, cells []string) bool {
	before := len(s.all)
	at := place{file: s.file, line: line}
	if !slices.ContainsFunc(cells, isColumn) {
		s.say(at, say("第一行要是表头，写明各列：%s；样子见 huanjie roster -template", "the first line has to be a header that names the columns: %s; huanjie roster -template writes one").With(columnNames()))
		return false
	}
	s.columns = []string{}
	for _, cell := range cells {
		name, known := columnCalled(cell)
		post, ofPost := election.Post(""), false
		if !known {
			name, post, ofPost = postColumn(cell)
		}
		switch {
		case !known && !ofPost && cell == "":
		case !known && !ofPost:
			s.say(at, say("没有“%s”这一列：可以有的列是 %s", "unknown column %q: the columns are %s").With(cell, columnNames()))
		case name == remarks:
		case !ofPost && slices.Contains(s.columns, name) && !s.posted(name):
			s.say(at, say("“%s”这一列有两个：删去一个", "column %s stands twice: delete one").With(columnName(name)))
		}
		s.columns, s.postOf = append(s.columns, name), append(s.postOf, post)
	}
	s.serialAsID(cells)
	var missing []election.Phrase
	for _, c := range rosterColumns() {
		if !slices.Contains(s.columns, c.name) && !slices.Contains(optional(), c.name) {
			missing = append(missing, columnName(c.name))
		}
	}
	if len(missing) > 0 {
		s.say(at, say("缺少这些列：%s；加上，没有内容的格可以空着", "columns are missing: %s; add them, their cells may stay empty where nothing is to be said").With(joined(missing)))
	}
	if !slices.Contains(s.columns, electionColumn) && len(s.elections) > 1 && !s.any {
		s.say(at, say("缺少“选举”这一列：这个镇有几个选举，每个单位写明是 %s 中的哪个", "column election is missing: the town has several, so write for each unit one of %s").With(s.electionIDs()))
	}
	return len(s.all) == before
}

// isColumn reports whether a cell is the head of a column.
func isColumn(cell string) bool {
	if _, known := columnCalled(cell); known {
		return true
	}
	_, _, ofPost := postColumn(cell)
	return ofPost
}

// posted reports whether all columns of a name are those of one post each.
func (s *roster) posted(name string) bool {
	for i, c := range s.columns {
		if c == name && s.postOf[i] == "" {
			return false
		}
	}
	return true
}

// serialAsID takes 序号 for the id where no column has it.
func (s *roster) serialAsID(cells []string) {
	if slices.Contains(s.columns, "unit") {
		return
	}
	for i, cell := range cells {
		if fold(cell) == "序号" {
			s.columns[i] = "unit"
			return
		}
	}
}

// postColumn reads the head of a column for one post: 主任, 委员名额, 主任候选人.
func postColumn(cell string) (name string, post election.Post, ok bool) {
	head := strings.ReplaceAll(fold(cell), " ", "")
	name = "seats"
	if cut, found := strings.CutSuffix(head, "候选人"); found {
		head, name = cut, "candidates"
	}
	for _, word := range []string{"应选", "名额", "职数", "人数", "数"} {
		head = strings.TrimSuffix(strings.TrimPrefix(head, word), word)
	}
	post, ok = postCalled(head, "")
	if !ok {
		return "", "", false
	}
	return name, post, true
}

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

// had reports whether something is wrong in a column of a line.
func (s *roster) had(line int, column string) bool {
	return slices.ContainsFunc(s.wrongIn, func(p placeIn) bool { return p == placeIn{line, column} })
}

// placeIn is a cell.
type placeIn struct {
	line   int
	column string
}

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

// columnCalled returns the name of the column that a cell of a header calls.
func columnCalled(cell string) (string, bool) {
	cell = strings.ToLower(strings.ReplaceAll(fold(cell), " ", ""))
	if cut := note.ReplaceAllString(cell, ""); cut != "" {
		cell = cut
	}
	name, known := columnsByWord()[cell]
	return name, known
}

// columnsByWord, read only, has the name of a column by each word a header may have for it, without
// spaces. Where two columns share a word, it is the first one's.
var columnsByWord = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, c := range rosterColumns() {
		for _, called := range append([]string{c.name, c.chinese}, c.others...) {
			for _, called := range []string{strings.ReplaceAll(called, " ", ""), note.ReplaceAllString(called, "")} {
				if _, taken := names[called]; !taken {
					names[called] = c.name
				}
			}
		}
	}
	return names
})

// note is a remark in a head: 登记选民(人), 联络员*.
var note = regexp.MustCompile(`[:*＊]+$|\((?:人|名|必填|选填|可空|个|姓名)\)$`)

// columnName is what a column is called in each language.
func columnName(name string) election.Phrase {
	for _, c := range rosterColumns() {
		if c.name == name {
			return say(c.chinese, c.name)
		}
	}
	return say(name, name)
}

// columnNames lists the columns that are read.
func columnNames() election.Phrase {
	var names []election.Phrase
	for _, c := range rosterColumns() {
		if c.name != remarks {
			names = append(names, columnName(c.name))
		}
	}
	return joined(names)
}

// joined lists phrases.
func joined(list []election.Phrase) election.Phrase {
	out := list[0]
	for _, p := range list[1:] {
		out = say("%s、%s", "%s, %s").With(out, p)
	}
	return out
}
