package config

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a server may have no time zones of its own
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"huanjie/internal/election"
)

const defaultTimezone = "Asia/Shanghai"

// towns reads the towns. Those with mistakes of their own are stopped.
func (r *reader) towns(raw []townTOML) (towns []*election.Town, stopped []Stopped) {
	if len(raw) == 0 {
		r.wrong("", say("没有镇：写一节 [[town]]，有 id、name、roster、office 和一节 [[town.election]]", "no town: write a [[town]] with id, name, roster, office and a [[town.election]]"))
	}
	seen := map[string]bool{}
	for i, t := range raw {
		key := join("town", strconv.Itoa(i))
		r.id(key, t.ID, say("镇", "town"), seen)
		common := r.mistakes
		r.mistakes = mistakes{}
		town := r.town(key, t)
		own := r.mistakes
		if r.mistakes = common; len(own.all) == 0 {
			towns = append(towns, town)
		} else {
			stopped = append(stopped, Stopped{r.bare(key, t), own})
		}
	}
	return towns, stopped
}

// bare is a town with mistakes, as far as its office has to be told of them.
func (r *reader) bare(key string, raw townTOML) *election.Town {
	unsaid := *r // what is wrong was noted
	t := &election.Town{ID: election.TownID(raw.ID), Name: cmp.Or(strings.TrimSpace(raw.Name), raw.ID), Location: unsaid.location(key, raw.Timezone), Language: unsaid.language(key, raw.Language)}
	if t.Location == nil {
		t.Location = time.UTC
	}
	for _, user := range raw.Office {
		if user > 0 && !slices.Contains(t.Office, user) {
			t.Office = append(t.Office, user)
		}
	}
	return t
}

// id checks the ID of a town or an election, which may stand only once.
func (r *reader) id(key, id string, of election.Phrase, seen map[string]bool) {
	switch {
	case id == "":
		r.wrong(key, say("%s没有 id：写一个短的，只用小写字母、数字和 -，如 %q", "this %s has no id: write a short one of a-z, 0-9 and -, such as %q").With(of, of.In(election.English)+"-1"))
	case !IsID(id):
		r.wrong(join(key, "id"), say("%s id %q：只能用小写字母、数字和 -，1 到 16 个", "%s id %q: write 1 to 16 of a-z, 0-9 and -").With(of, id))
	case seen[id]:
		r.wrong(join(key, "id"), say("%s id %q 写了两次：这个%s换一个", "%s id %q stands twice: give this %s another").With(of, id, of))
	}
	seen[id] = true
}

// town reads one town with its elections and its roster. It is nil if the
// roster could not be read.
func (r *reader) town(key string, raw townTOML) *election.Town {
	t := election.Town{
		ID:           election.TownID(raw.ID),
		Name:         strings.TrimSpace(raw.Name),
		Whole:        r.whole(join(key, "whole"), raw.Whole),
		Location:     r.location(join(key, "timezone"), raw.Timezone),
		Language:     r.language(join(key, "language"), raw.Language),
		Office:       r.accounts(key, "office", raw.Office),
		OfficeNames:  r.officeNames(join(key, "office_names"), raw.OfficeNames),
		Phone:        r.phone(join(key, "phone"), raw.Phone),
		LeadingGroup: r.people(key, "leading_group", raw.LeadingGroup),
		Observers:    r.people(key, "observers", raw.Observers),
		Items:        r.items(key, raw.Item),
		Elections:    r.elections(key, raw.Election),
	}
	t.CloseOut = r.closeOut(join(key, "close_out"), raw.CloseOut, t.LastPollingDay())
	if t.Name == "" {
		r.wrong(join(key, "name"), say("镇 %q 没有名称：写 name，怎么称呼就怎么写", "town %q has no name: write name, as people call it").With(raw.ID))
	}
	if t.Units = r.roster(key, raw, t.Elections); t.Units == nil {
		return nil
	}
	if len(t.Elections) == 0 { // which was said
		return nil
	}
	town, err := election.NewTown(t)
	if err != nil {
		r.wrong(key, phraseOf(err))
		return nil
	}
	r.lastMembers(raw.Roster, town)
	if len(r.all) == 0 { // else the town is stopped
		r.warn(town)
	}
	return town
}

func (r *reader) location(key, name string) *time.Location {
	location, err := time.LoadLocation(cmp.Or(name, defaultTimezone))
	if err != nil || location == time.Local {
		r.wrong(key, say("没有 %q 这个时区：写成 %q 这样，或删掉这一行", "unknown timezone %q: write one such as %q, or delete the line").With(name, defaultTimezone))
	}
	return location
}

func (r *reader) language(key, code string) election.Language {
	switch code {
	case "", election.Chinese.String():
		return election.Chinese
	case election.English.String():
		return election.English
	}
	r.wrong(key, say(`没有 %q 这种语言：写 "zh" 或 "en"`, `unknown language %q: write "zh" or "en"`).With(code))
	return election.Chinese
}

// exampleUser is the number in config.example.toml, which is somebody's.
const exampleUser = 123456789

// accounts reads a list of Telegram accounts: an office, or the readers of a county.
func (r *reader) accounts(key, list string, users []int64) []int64 {
	for i, user := range users {
		at := join(join(key, list), strconv.Itoa(i))
		if user == exampleUser {
			r.wrong(at, say("%s：%d 是示例里的号码：换成自己的（给机器人发 /whoami 就知道），或写 %[1]s = []", "%s: %d is the number of the example: write your own, which the bot answers to /whoami, or %[1]s = []").With(list, user))
		}
		if user <= 0 {
			r.wrong(at, say("%s：%d 不是人的号码，小于 0 的是群：换成人的号码（给机器人发 /whoami 就知道）", "%s: %d is not the id of a person, those below 0 are groups: write a person's, which the bot answers to /whoami").With(list, user))
		}
		if slices.Contains(users[:i], user) {
			r.wrong(at, say("%s：%d 写了两次：删掉一个", "%s: %d stands twice: delete one").With(list, user))
		}
	}
	return users
}

// wholeMost is how many characters long the name of the whole may be: it stands in
// headings, beside the town's own.
const wholeMost = 12

// whole is what all of the town is called: 全县机关.
func (r *reader) whole(key, whole string) string {
	whole = strings.TrimSpace(whole)
	if utf8.RuneCountInString(whole) > wholeMost || strings.ContainsAny(whole, "\r\n") {
		r.wrong(key, say("whole %q：写全体怎么称呼，如 \"全县机关\"，不超过 %d 个字，或删掉这一行", "whole %q: write what all of it is called, such as \"全县机关\", in at most %d characters, or delete the line").With(whole, wholeMost))
	}
	return whole
}

// officeNames are the names of members of the office, by their numbers.
func (r *reader) officeNames(key string, raw map[string]string) map[int64]string {
	names := map[int64]string{}
	for number, name := range raw {
		user, err := strconv.ParseInt(number, 10, 64)
		if err != nil || user <= 0 || strings.TrimSpace(name) == "" {
			r.wrong(join(key, number), say("office_names：%q = %q 写成 \"号码\" = \"姓名\"，号码发 /whoami 就知道", "office_names: write %q = %q as \"number\" = \"name\"; the bot answers to /whoami with the number").With(number, name))
			continue
		}
		names[user] = strings.TrimSpace(name)
	}
	return names
}

// phone is the office's telephone, which voters are told.
func (r *reader) phone(key, number string) string {
	number = strings.TrimSpace(number)
	if number != "" && !telephone.MatchString(number) {
		r.wrong(key, say("phone %q：用数字写选举办的电话，如 0571-87000000，或删掉这一行", "phone %q: write the office's telephone in digits, such as 0571-87000000, or delete the line").With(number))
	}
	return number
}

// closeOutDays is how long after the last polling day personal data are kept, if
// nothing else is said.
const closeOutDays = 180

// closeOut reads the day on which personal data are destroyed.
func (r *reader) closeOut(key string, raw any, last election.Date) election.Date {
	if raw == nil {
		if last.IsZero() { // a mistake, noted elsewhere
			return last
		}
		return last.AddDays(closeOutDays)
	}
	day, err := readDay(raw)
	switch {
	case err != nil:
		r.wrong(key, say("close_out：%v", "close_out: %v").With(phraseOf(err)))
	case !last.Before(day):
		r.wrong(key, say("close_out %s 不在最后一个选举日 %s 之后：个人信息还要用就会被销毁", "close_out %s is not after the last polling day %s: personal data would be destroyed while they are needed").With(day, last))
	}
	return day
}

// people reads a list of people of the town.
func (r *reader) people(town, list string, names []string) []election.PersonID {
	key := join(town, list)
	var group []election.PersonID
	for i, name := range names {
		at := join(key, strconv.Itoa(i))
		id, err := readPerson(name)
		if err != nil {
			r.wrong(at, say("%s：%v", "%s: %v").With(list, phraseOf(err)))
			continue
		}
		if slices.Contains(group, id) {
			r.wrong(at, say("%s：%s 写了两次：删掉一个，或把同名的两个人分开，%s(东片)", "%s: %s stands twice: delete one, or tell two people of one name apart, %s(东片)").With(list, id, id))
			continue
		}
		group = append(group, id)
	}
	return group
}

func (r *reader) elections(town string, raw []electionTOML) []election.Election {
	if len(raw) == 0 {
		r.wrong(town, say("没有选举：在这个镇下写一节 [[town.election]]，有 id、kind 和 polling_day", "no election: write a [[town.election]] with id, kind and polling_day under this town"))
	}
	var all []election.Election
	seen := map[string]bool{}
	for i, e := range raw {
		key := join(town, "election."+strconv.Itoa(i))
		r.id(key, e.ID, say("选举", "election"), seen)
		all = append(all, r.election(key, e))
	}
	return all
}

func (r *reader) election(key string, raw electionTOML) election.Election {
	e := election.Election{ID: election.ElectionID(raw.ID)}
	kind, err := election.ParseKind(raw.Kind)
	if err != nil {
		r.wrong(join(key, "kind"), say("kind %q：写 villagers（村委会）、residents（居委会）、party（党支部）、congress（人大代表）或 session（人代会选举）", "unknown kind %q: write villagers, residents, party, congress or session").With(raw.Kind))
	}
	e.Kind, e.Method = kind, r.method(join(key, "method"), kind, raw.Method)
	e.Noun = r.noun(key, raw)
	day, err := readDay(raw.PollingDay)
	if err != nil {
		r.wrong(join(key, "polling_day"), say("polling_day：%v", "polling_day: %v").With(phraseOf(err)))
	}
	e.Marks = r.marks(join(key, "marks"), raw.Marks)
	e.PollingDay, e.Profile, e.Targets = day, r.profile(key, raw), r.targets(key, raw.Target, e.Marks)
	if e.Separate, err = readBallots(kind, raw.Ballots); err != nil {
		r.wrong(join(key, "separate_ballots"), phraseOf(err))
	}
	e.Bands = r.bands(join(key, "bands"), raw.Bands)
	e.Circles, e.LastTerm = r.circles(join(key, "circles"), raw.Circles), r.lastTerm(join(key, "last_term"), raw.LastTerm, e.Marks)
	if e.Odd = raw.Odd; e.Odd.Wrong() != "" {
		r.wrong(join(key, "odd."+e.Odd.Wrong()), say("超出范围：写 1 到 100 的百分数（same 和 round 写票数），不写就按常用的界限",
			"out of range: write a percentage from 1 to 100, for same and round a number of ballots; leave it out for the usual bound"))
	}
	if kind != "" && !day.IsZero() { // without them the timetable would only add mistakes
		e.Stages = r.stages(key, e, raw.Stages)
	}
	return e
}

// unitsMost is how many characters long the word for a unit may be: it stands in sentences,
// tables and on the board.
const unitsMost = 8

// noun is what an election's units are called: 党组织. In English it is one and several of
// them, and the Chinese word if it is not given.
func (r *reader) noun(key string, raw electionTOML) election.Noun {
	word := strings.TrimPrefix(strings.TrimSpace(raw.Units), "个")
	if word == "" && len(raw.UnitsEn) == 0 {
		return election.Noun{}
	}
	if word == "" || utf8.RuneCountInString(word) > unitsMost || strings.ContainsAny(word, "%\r\n") {
		r.wrong(join(key, "units"), say("units %q：写每个单位叫什么，如 \"党组织\"，不超过 %d 个字，或删掉这一行和 units_en", "units %q: write what a unit is called, such as \"党组织\", in at most %d characters, or delete the line and units_en").With(raw.Units, unitsMost))
		return election.Noun{}
	}
	switch len(raw.UnitsEn) {
	case 0:
		return election.Noun{Chinese: word, One: word, Several: word}
	case 2:
		return election.Noun{Chinese: word, One: raw.UnitsEn[0], Several: raw.UnitsEn[1]}
	}
	r.wrong(join(key, "units_en"), say("units_en：写两个词，一个的和几个的，如 [\"branch\", \"branches\"]", "units_en: write two words, for one and for several, such as [\"branch\", \"branches\"]"))
	return election.Noun{}
}

func (r *reader) method(key string, kind election.Kind, method string) election.Method {
	switch m := election.Method(method); {
	case method == "":
		return ""
	case m != election.AllVoters && m != election.Households && m != election.Representatives:
		r.wrong(key, say("没有 %q 这种 method：写 voters、households 或 representatives", "unknown method %q: write voters, households or representatives").With(method))
	case kind != election.Residents && kind != "":
		r.wrong(key, say("只有居委会选举有 method：删掉这一行，或写 kind = %q", "only residents' committee elections have a method: delete the line, or write kind = %q").With(election.Residents))
	default:
		return m
	}
	return ""
}

// profile is what the national law leaves to the province: a preset, or a table
// of the office's own. Without either it is the default.
func (r *reader) profile(key string, raw electionTOML) election.Profile {
	if raw.Local != (election.Profile{}) {
		if raw.Profile != "" {
			r.wrong(join(key, "profile"), say("profile 和 local 都写了：留一个", "profile and the table local are both set: keep one of them"))
		}
		if err := raw.Local.Check(); err != nil {
			r.wrong(join(key, "local"), say("local %v：可以写什么见 config.example.toml", "local %v: config.example.toml says what may be written").With(err))
		}
		return raw.Local
	}
	if raw.Profile == "" {
		return election.Profile{}
	}
	var known []string
	for _, p := range election.Presets() {
		if p.ID == raw.Profile {
			if w := p.Warning(); !slices.Contains(r.warnings, w) {
				r.warnings = append(r.warnings, w)
			}
			return p.Profile
		}
		known = append(known, p.ID)
	}
	r.wrong(join(key, "profile"), say("没有 %q 这个 profile：写 %s（是示例，请向选举办核实），或删掉这一行", "unknown profile %q: write %s (examples, check them with your office), or delete the line").With(raw.Profile, strings.Join(known, ", ")))
	return election.Profile{}
}

// readDay reads a TOML date or the same as a text.
func readDay(raw any) (election.Date, error) {
	switch raw := raw.(type) {
	case nil:
		return election.Date{}, &fault{said: say("没有写：写成 2027-01-15 这样", "not set: write it as 2027-01-15")}
	case toml.LocalDate:
		return election.Date{Year: raw.Year, Month: time.Month(raw.Month), Day: raw.Day}, nil
	case string:
		day, err := election.ParseDate(fold(raw))
		if err != nil {
			err = &fault{said: say("%q 不是日子：写成 2027-01-15 这样", "%q is not a day: write it as 2027-01-15").With(raw)}
		}
		return day, err
	}
	return election.Date{}, &fault{said: say("%v 不是日子：写成 2027-01-15 这样，不带时刻", "%v is not a day: write it as 2027-01-15, without a time").With(raw)}
}
