package config

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
)

// word is a word in a list of members, and what it says.
type word[T comparable] struct {
	is    T
	words []string // the first is written
}

// What cells of a list of members may say. read only
var (
	lastSexes  = []word[election.Sex]{{election.Woman, []string{"女", "女性", "f", "female"}}, {election.Man, []string{"男", "男性", "m", "male"}}}
	lastLevels = []word[election.Education]{
		{election.Bachelor, []string{"本科及以上", "本科", "大学", "大学本科", "研究生", "硕士", "博士", "大本", "在职本科", "硕士研究生", "博士研究生"}},
		{election.College, []string{"大专", "专科", "大学专科", "高职", "在职大专", "函授大专"}},
		{election.SeniorSchool, []string{"高中、中专", "高中", "中专", "职高", "技校", "中技", "高中(中专)", "高中/中专", "职业高中"}},
		{election.JuniorSchool, []string{"初中及以下", "初中", "小学", "文盲", "初小", "高小", "小学及以下"}},
	}
	lastParties = []word[election.YesNo]{
		{election.Yes, []string{"中共党员", "党员", "中共正式党员", "正式党员", "中共预备党员", "预备党员", "中共", "是", "yes", "√"}},
		{election.No, []string{"群众", "非党员", "共青团员", "团员", "无党派", "无党派人士", "否", "no", "民革党员", "民盟盟员", "民建会员", "民进会员", "农工党党员", "致公党党员", "九三学社社员", "台盟盟员"}},
	}
	lastNations = []word[election.YesNo]{{election.No, []string{"汉族", "汉"}}, {election.Yes, []string{"少数民族"}}}
)

// wordOf writes a value; "" if it is not known.
func wordOf[T comparable](all []word[T], v T) string {
	for _, w := range all {
		if w.is == v {
			return w.words[0]
		}
	}
	return ""
}

// readWord reads a value.
func readWord[T comparable](all []word[T], cell string) (v T, ok bool) {
	cell = strings.ToLower(strings.ReplaceAll(fold(cell), " ", ""))
	for _, w := range all {
		if slices.ContainsFunc(w.words, func(word string) bool { return fold(word) == cell }) {
			return w.is, true
		}
	}
	return v, false
}

// takeWord puts the value of a cell where it belongs; an empty one says nothing. What no
// word means is refused.
func takeWord[T comparable](to *T, all []word[T], cell string, refused election.Phrase) (why election.Phrase) {
	var ok bool
	if *to, ok = readWord(all, cell); !ok && cell != "" {
		return refused.With(cell)
	}
	return why
}

func lastSex(p *election.ElectedPerson, row map[string]string) election.Phrase {
	return takeWord(&p.Sex, lastSexes, row["sex"], say("性别“%s”：写男或女", "sex %q: write 男 or 女"))
}

func lastEducation(p *election.ElectedPerson, row map[string]string) election.Phrase {
	return takeWord(&p.Education, lastLevels, row["education"],
		say("学历“%s”看不懂：写小学、初中、高中、中专、大专、本科或研究生", "education %q is not known: write 小学, 初中, 高中, 中专, 大专, 本科 or 研究生"))
}

func lastParty(p *election.ElectedPerson, row map[string]string) election.Phrase {
	return takeWord(&p.Party, lastParties, row["party"], say("政治面貌“%s”看不懂：写中共党员或群众", "%q is no word for Party members or others: write 中共党员 or 群众"))
}

// lastNationality reads 民族: every nationality but 汉 is a minority.
func lastNationality(p *election.ElectedPerson, row map[string]string) (why election.Phrase) {
	var ok bool
	if p.Minority, ok = readWord(lastNations, row["nationality"]); !ok && row["nationality"] != "" {
		p.Minority = election.Yes
	}
	return why
}

// lastPost reads a post, with or without its body: 主任, 村委会主任, 支部书记.
func lastPost(cell string) (election.Post, bool) {
	cell = strings.ReplaceAll(fold(cell), " ", "")
	best, found := election.Post(""), ""
	for _, p := range election.AllPosts() {
		if name := p.Name().In(election.Chinese); strings.HasSuffix(cell, name) && len(name) > len(found) {
			best, found = p, name
		}
	}
	if found == "" {
		return postCalled(cell, "")
	}
	return best, true
}

// Days as lists have them.
var (
	dayOf     = regexp.MustCompile(`^((?:19|20)\d\d)(?:[-./年]?(\d{1,2})(?:[-./月]?(\d{1,2}))?)?[-./年月日]?$`)
	dayBefore = regexp.MustCompile(`^[1-6]\d{4}(?:\.0)?$`) // days since 1899-12-30, as a spreadsheet keeps them
	years     = regexp.MustCompile(`^(\d{2})(?:\.0)?(?:周?岁)?$`)
)

// lastBorn reads when a person was born, or how old they were when they were elected.
func (l *lastReader) lastBorn(u election.Unit) func(*election.ElectedPerson, map[string]string) election.Phrase {
	return func(p *election.ElectedPerson, row map[string]string) (why election.Phrase) {
		born, age := strings.ReplaceAll(fold(row["born"]), " ", ""), strings.ReplaceAll(fold(row["age"]), " ", "")
		switch m := years.FindStringSubmatch(age); {
		case born != "":
			var ok bool
			if p.Born, ok = bornOn(born); !ok {
				return say("出生“%s”看不懂：写成 1975-03", "%q is no day of birth: write it as 1975-03").With(row["born"])
			}
		case age == "":
		case m == nil:
			return say("年龄“%s”看不懂：写当选时的周岁", "age %q is not known: write the full years when elected").With(row["age"])
		default:
			n, _ := strconv.Atoi(m[1])
			if p.Born = l.lastDay(u); !p.Born.IsZero() {
				p.Born.Year -= n
				p.Born = p.Born.AddDays(0)
			}
		}
		return why
	}
}

// lastDay is the polling day of the last term of a unit; zero if its election is not known.
func (l *lastReader) lastDay(u election.Unit) election.Date {
	for _, e := range l.elections {
		if e.ID == u.Election {
			return e.LastDay()
		}
	}
	return election.Date{}
}

// bornOn reads a day, a month or a year. What is not said is the first.
func bornOn(cell string) (d election.Date, ok bool) {
	if dayBefore.MatchString(cell) {
		n, _ := strconv.Atoi(strings.TrimSuffix(cell, ".0"))
		return election.Date{Year: 1899, Month: time.December, Day: 30}.AddDays(n), true
	}
	m := dayOf.FindStringSubmatch(cell)
	if m == nil {
		return d, false
	}
	number := func(i int) int {
		n, err := strconv.Atoi(m[i])
		if err != nil {
			return 1
		}
		return n
	}
	d = election.Date{Year: number(1), Month: time.Month(number(2)), Day: number(3)}
	return d, d.AddDays(0) == d
}
