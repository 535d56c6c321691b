package config

import (
	"regexp"
	"slices"
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
		{ballotsColumn, "选票", []string{"选票分开", "分开的选票", "选票种类", "ballot papers"}},
		{electionColumn, "选举", []string{"选举类别", "换届类别", "选举代号"}},
		{remarks, "序号", []string{"备注", "说明", "户数", "人口", "总人口", "remarks", "no.", "#"}},
	}
}

const (
	electionColumn = "election" // may be missing where a town has one election
	methodColumn   = "method"   // of residents' committees, where units of one election differ
	ballotsColumn  = "ballots"  // which posts share a ballot, where units of one election differ
	remarks        = "remarks"  // is not read
)

// optional are the columns that may be missing.
func optional() []string {
	return []string{"key", "registered", "candidates", "checkers", "contact", "place", "hours", "phones", methodColumn, ballotsColumn, electionColumn, remarks}
}

// header reads the names of the columns. It reports false if it makes no sense to read on.
func (s *roster) header(line int, cells []string) bool {
	before := len(s.all)
	at := place{file: s.file, line: line}
	if !slices.ContainsFunc(cells, isColumn) {
		s.say(at, say("第一行要是表头，写明各列：%s；样子见 huanjie roster -template", "the first line has to be a header that names the columns: %s; huanjie roster -template writes one").With(columnNames()))
		return false
	}
	s.heads(at, cells)
	s.serialAsID(cells)
	s.complete(at)
	return len(s.all) == before
}

// heads reads the head of each column.
func (s *roster) heads(at place, cells []string) {
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
}

// complete notes which columns are missing.
func (s *roster) complete(at place) {
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
