package bot_test

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// How an answer is judged: by what it shows, not by how it is made. The figures and
// the names that should stand in it are worked out here from the journal, the roster
// and the demo's tables.
//
//	scope     town: 全镇 or the town's name; area: its name; areas: each name; unit: its
//	          name; own: the asker's villages, or 您; key: each key village; person: the
//	          name and each of their villages. Days need no scope
//	measure   what has to stand in the answer, with form and filter; missesMeasure is
//	          the list
//	filter    the villages that pass it are named, those that do not are not; how many
//	          have not reported is said
//	form      figure, share, count: the number; list, names: each name; ranking: the
//	          names in order; compare: each name with its number
//	when, compare   the day or the hour is named
//
// An answer that says it was not understood answers nothing.

var (
	percent = regexp.MustCompile(`[0-9.]+ ?%`)
	clockAt = regexp.MustCompile(`[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}点`)
	anyDay  = regexp.MustCompile(`[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}-[0-9]{2}-[0-9]{2}`)
)

// none are the words for none.
func none() []string {
	return []string{"没有", "0 个", "0 件", "none", "no "}
}

// known is what is in the journal.
type known struct {
	turnout map[election.UnitID]election.Ratio
	counts  map[election.UnitID]election.Tally
	stages  map[election.UnitID]map[election.StageID]election.StageStatus
}

func (r reading) known() known {
	k := known{map[election.UnitID]election.Ratio{}, map[election.UnitID]election.Tally{}, map[election.UnitID]map[election.StageID]election.StageStatus{}}
	all, _ := r.s.reports(context.Background())
	for _, rep := range all {
		switch b := rep.Body.(type) {
		case election.Turnout:
			k.turnout[rep.Unit] = election.Ratio{Part: b.Voted, Whole: b.Registered}
		case election.Tally:
			k.counts[rep.Unit] = b
			k.turnout[rep.Unit] = election.Ratio{Part: b.Participants, Whole: b.Registered}
		case election.StageReport:
			if k.stages[rep.Unit] == nil {
				k.stages[rep.Unit] = map[election.StageID]election.StageStatus{}
			}
			k.stages[rep.Unit][b.Stage] = b.Status
		}
	}
	return k
}

// missesAnswer says what of a question the answer lacks.
func (r reading) missesAnswer(k keys) string {
	switch {
	case len(r.answers) == 0:
		return "no answer"
	case r.saysSo():
		return "not understood"
	case has(r.said, "权限", "no right"):
		return "refused"
	case !r.allKept() || len(r.after.Drafts) > len(r.before.Drafts):
		return "opens a form"
	}
	if miss := r.missesScope(k); miss != "" {
		return miss
	}
	if miss := r.missesTime(k); miss != "" {
		return miss
	}
	return r.missesMeasure(k)
}

// units are those of a scope.
func (r reading) units(scope string) (all []election.Unit) {
	kind, name, _ := strings.Cut(scope, ":")
	who := election.PersonID(r.u.Name)
	for _, u := range r.s.town.Units {
		in := kind == "town" || kind == "areas"
		switch kind {
		case "area":
			in = string(u.Area) == name || strings.HasPrefix(string(u.Area), name+"/")
		case "unit":
			in = u.Name == name
		case "own":
			in = slices.Contains(u.Officers, who)
		case "key":
			in = u.Key
		case "person":
			in = slices.Contains(u.Officers, election.PersonID(name))
		}
		if in {
			all = append(all, u)
		}
	}
	return all
}

func unitNames(units []election.Unit) (all []string) {
	for _, u := range units {
		all = append(all, u.Name)
	}
	return all
}

// areas are those that a comparison names, or all.
func (r reading) areas(scope string) (all []string) {
	if _, names, ok := strings.Cut(scope, ":"); ok {
		return strings.Split(names, ",")
	}
	for _, u := range r.s.town.Units {
		if a := string(u.Area); !slices.Contains(all, a) {
			all = append(all, a)
		}
	}
	return all
}

// lacks says which of some words do not stand in the answer.
func (r reading) lacks(words ...string) string {
	for _, w := range words {
		if !strings.Contains(r.seen, w) {
			return "lacks " + w
		}
	}
	return ""
}

// lacksAll says that none of some words stands in the answer.
func (r reading) lacksAll(words ...string) string {
	if has(r.seen, words...) {
		return ""
	}
	return "lacks " + strings.Join(words, " or ")
}

func (r reading) missesScope(k keys) string {
	scope := str(k["scope"])
	switch kind, name, _ := strings.Cut(scope, ":"); kind {
	case "town":
		if slices.Contains([]string{"days_left", "polling_day", "deadline", "digest", "ledger", "schedule"}, str(k["measure"])) {
			return ""
		}
		return r.lacksAll("全镇", r.s.town.Name, "whole town")
	case "area":
		return r.lacks(name)
	case "areas":
		return r.lacks(r.areas(scope)...)
	case "own":
		if strings.Contains(r.said, "您") {
			return ""
		}
		return r.lacks(unitNames(r.units(scope))...)
	case "person":
		return r.lacks(append(unitNames(r.units(scope)), name)...)
	}
	return r.lacks(unitNames(r.units(scope))...)
}

// missesTime wants the time that was asked about to be named.
func (r reading) missesTime(k keys) string {
	today := r.s.town.Today(r.s.now)
	day := func(n int) string { return today.AddDays(n).Say(today).In(election.Chinese) }
	for _, at := range []string{str(k["when"]), str(k["compare"])} {
		miss := ""
		switch at {
		case "", "today", "last_report", "last_term":
		case "yesterday":
			miss = r.lacksAll("昨", short(day(-1)))
		case "tomorrow":
			miss = r.lacksAll("明", short(day(1)))
		case "this_week":
			miss = r.lacksAll("本周", "这周", "这一周", short(day(6)))
		case "next_week":
			miss = r.lacksAll("下周", "下一周", short(day(7)))
		case "10:00":
			miss = r.lacksAll("10:00", "10点")
		default:
			var d election.Date
			if _, err := fmt.Sscanf(strings.TrimPrefix(at, "until "), "%d-%d-%d", &d.Year, &d.Month, &d.Day); err == nil {
				miss = r.lacksAll(short(d.Say(d).In(election.Chinese)), at, "前天", "昨天")
			}
		}
		if miss != "" {
			return miss
		}
	}
	return ""
}

// short is a day without its weekday.
func short(day string) string {
	before, _, _ := strings.Cut(day, "（")
	return before
}

// missesMeasure holds the answer against what was asked for.
func (r reading) missesMeasure(k keys) string {
	switch measure := str(k["measure"]); measure {
	case "turnout":
		return r.missesTurnout(k)
	case "owing":
		return r.missesOwing(k)
	case "further", "elected", "composition", "count", "candidates":
		return r.missesElected(measure, k)
	case "contact", "person":
		return r.missesPerson(measure, k)
	case "days_left", "polling_day", "schedule", "deadline", "place", "digest":
		return r.missesDay(measure, k)
	case "overview", "late", "difficulties", "page", "reported", "progress":
		return r.missesStanding(measure, k)
	case "registered", "records", "ledger", "incidents":
		return r.missesRecord(measure, k)
	case "picture": // as a ranking, that of the turnout, the lowest first
		if chart := "{pictures lowest}"; strings.Contains(texts(r.answers), chart) != (str(k["form"]) == "ranking") || !strings.Contains(texts(r.answers), "{pictures ") {
			return "lacks the picture"
		}
		return ""
	default:
		return "nothing checks " + measure
	}
}

// daysAndHours are numbers that count nothing.
var daysAndHours = regexp.MustCompile(`[0-9]+月[0-9]+日|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}:[0-9]{2}`)

// number reports whether a number stands in the answer, whole, and is no day or
// hour.
func (r reading) number(n int) bool {
	text := daysAndHours.ReplaceAllString(strings.ReplaceAll(r.said, ",", ""), "")
	return regexp.MustCompile(fmt.Sprintf(`(^|[^0-9.])%d($|[^0-9.%%])`, n)).MatchString(text)
}

func (r reading) lacksNumber(n int) string {
	if r.number(n) {
		return ""
	}
	return fmt.Sprintf("lacks %d", n)
}

func rate(x election.Ratio) float64 { return 100 * float64(x.Part) / float64(max(1, x.Whole)) }

// sum is the turnout of some units that have reported.
func (k known) sum(units []election.Unit) (sum election.Ratio, reported []election.Unit) {
	for _, u := range units {
		if t, ok := k.turnout[u.ID]; ok {
			sum.Part, sum.Whole = sum.Part+t.Part, sum.Whole+t.Whole
			reported = append(reported, u)
		}
	}
	return sum, reported
}

func (r reading) missesTurnout(k keys) string {
	known, scope, form, filter := r.known(), str(k["scope"]), str(k["form"]), str(k["filter"])
	units := r.units(scope)
	sum, reported := known.sum(units)
	if miss := r.lacksAll("参选", "投票", "投了", "turnout", "voted"); miss != "" {
		return miss
	}
	switch {
	case str(k["compare"]) == "last_term":
		return "says nothing of the last term" // what the town cannot know
	case form == "change":
		return r.missesChange(sum.Part)
	case strings.HasPrefix(scope, "areas"):
		return r.missesAreas(known, form == "ranking", r.areas(scope))
	case filter == "not_reported":
		return r.missesNotReported(units, reported)
	case filter == "reported":
		return r.lacksNumber(len(reported))
	case filter != "" || form == "ranking":
		return r.missesRanking(known, reported, len(units)-len(reported), filter, form)
	case len(reported) == 0:
		return r.lacksAll("没报", "未报", "还没", "没有上报", "not reported")
	case form == "yes_no" || str(k["when"]) == "last_report":
		return r.lacksNumber(sum.Part)
	}
	return cmp.Or(r.lacksNumber(sum.Part), r.lacksAll(sum.String(), fmt.Sprintf("%.2f", rate(sum)), fmt.Sprintf("%.1f", rate(sum))))
}

// missesChange wants the difference, or that the earlier figure is not known. Nothing
// had been reported by then.
func (r reading) missesChange(n int) string {
	if r.number(n) || has(r.said, none()...) {
		return r.lacksAll("多", "增加", "比", "more", "没有")
	}
	return fmt.Sprintf("lacks %d", n)
}

// missesNotReported wants those named who have not, and only those.
func (r reading) missesNotReported(units, reported []election.Unit) string {
	for _, u := range units {
		done := slices.ContainsFunc(reported, func(o election.Unit) bool { return o.ID == u.ID })
		switch in := strings.Contains(r.said, u.Name); {
		case !done && !in:
			return "does not name " + u.Name
		case done && in:
			return "names " + u.Name + ", which has reported"
		}
	}
	return r.lacksNumber(len(units) - len(reported))
}

// missesAreas wants each area with its rate, in order if they are ranked.
func (r reading) missesAreas(known known, ranked bool, areas []string) string {
	type ranking struct {
		name string
		rate float64
	}
	var all []ranking
	for _, a := range areas {
		sum, _ := known.sum(r.units("area:" + a))
		if miss := r.lacksAll(sum.String(), fmt.Sprintf("%.1f", rate(sum)), fmt.Sprintf("%.2f", rate(sum))); miss != "" {
			return a + " " + miss
		}
		all = append(all, ranking{a, rate(sum)})
	}
	slices.SortFunc(all, func(a, b ranking) int { return cmp.Compare(a.rate, b.rate) })
	if ranked && strings.Index(r.said, all[0].name) > strings.Index(r.said, all[len(all)-1].name) {
		return "the lowest does not stand first"
	}
	return ""
}

// passing are the units that pass a filter, in the order in which they should stand.
func passing(known known, reported []election.Unit, filter string) []election.Unit {
	sorted := slices.SortedStableFunc(slices.Values(reported), func(a, b election.Unit) int {
		return cmp.Compare(rate(known.turnout[b.ID]), rate(known.turnout[a.ID]))
	})
	kind, arg, _ := strings.Cut(filter, ":")
	n := 0
	_, _ = fmt.Sscan(arg, &n)
	ascending := slices.Clone(sorted)
	slices.Reverse(ascending)
	within := func(ok func(float64) bool) []election.Unit {
		return slices.DeleteFunc(ascending, func(u election.Unit) bool { return !ok(rate(known.turnout[u.ID])) })
	}
	switch kind {
	case "top":
		return sorted[:min(n, len(sorted))]
	case "bottom":
		return ascending[:min(n, len(sorted))]
	case "lowest":
		return ascending[:min(1, len(sorted))]
	case "below_half":
		return within(func(x float64) bool { return x < 50 })
	case "above_half":
		return within(func(x float64) bool { return x > 50 })
	case "below":
		return within(func(x float64) bool { return x < float64(n) })
	case "above":
		return within(func(x float64) bool { return x > float64(n) })
	}
	return sorted
}

// missesRanking wants the units that pass, each with its rate, the best or the worst
// first, and how many have not reported.
func (r reading) missesRanking(known known, reported []election.Unit, silent int, filter, form string) string {
	pass := passing(known, reported, filter)
	if silent > 0 && strings.HasPrefix(filter, "below") {
		if miss := r.lacksAll("没报", "未报", "没有上报", "没有报", "已报", "没上报", "not reported"); miss != "" {
			return miss
		}
	}
	if len(pass) == 0 {
		return r.lacksAll(none()...)
	}
	if form == "count" {
		return r.lacksNumber(len(pass))
	}
	for _, u := range reported {
		in := slices.ContainsFunc(pass, func(o election.Unit) bool { return o.ID == u.ID })
		switch named := strings.Contains(r.said, u.Name); {
		case in && !named:
			return "does not name " + u.Name
		case !in && named && filter != "lowest":
			return "names " + u.Name
		}
	}
	if filter == "lowest" && r.firstNamed() != pass[0].Name {
		return pass[0].Name + " does not stand first"
	}
	for _, u := range pass {
		if miss := r.lacksAll(fmt.Sprintf("%.2f", rate(known.turnout[u.ID])), fmt.Sprintf("%.1f", rate(known.turnout[u.ID]))); miss != "" {
			return u.Name + " " + miss
		}
	}
	return r.missesOrder(known, pass)
}

// firstNamed is the village that the answer names first.
func (r reading) firstNamed() string {
	first, at := "", len(r.said)
	for _, u := range r.s.town.Units {
		if i := strings.Index(r.said, u.Name); i >= 0 && i < at {
			first, at = u.Name, i
		}
	}
	return first
}

// missesOrder wants the names in the order of their rates, this way or the other.
func (r reading) missesOrder(known known, pass []election.Unit) string {
	up, down := true, true
	for i := range pass[1:] {
		a, b := pass[i], pass[i+1]
		if rate(known.turnout[a.ID]) == rate(known.turnout[b.ID]) {
			continue
		}
		first := strings.Index(r.said, a.Name) < strings.Index(r.said, b.Name)
		up, down = up && first, down && !first
	}
	if len(pass) > 1 && !up && !down {
		return "is not sorted"
	}
	return ""
}

// missesOwing wants those who owe a stage, or their report of the day.
func (r reading) missesOwing(k keys) string {
	known, units := r.known(), r.units(str(k["scope"]))
	if str(k["scope"]) == "own" {
		return r.lacksAll("待办", "要报", "没报", "还欠", "to do", "to-do", "owe")
	}
	stage := str(k["stage"])
	if str(k["form"]) == "count" {
		if !figures.MatchString(r.said) {
			return "no number"
		}
		return r.lacksAll("个村", "个单位", "villages")
	}
	if stage == "" {
		silent := slices.DeleteFunc(slices.Clone(units), func(u election.Unit) bool { _, ok := known.turnout[u.ID]; return ok })
		return cmp.Or(r.lacks(unitNames(silent)...), r.lacksNumber(len(silent)))
	}
	if miss := r.lacks(r.stageName(stage)); miss != "" {
		return miss
	}
	left := 0
	for _, u := range units {
		done := known.stages[u.ID][election.StageID(stage)] == election.Done
		if named := strings.Contains(r.said, u.Name); named == done {
			return fmt.Sprintf("names %s: %v", u.Name, named)
		}
		if !done {
			left++
		}
	}
	if left == 0 {
		return r.lacksAll("全部", "都", "all")
	}
	return ""
}

func (r reading) stageName(id string) string {
	for _, st := range r.s.town.Elections[0].Stages {
		if string(st.ID) == id {
			return st.Name.In(election.Chinese)
		}
	}
	return "stage " + id
}

// missesElected wants who was elected, who is still to be, and who they are.
func (r reading) missesElected(measure string, k keys) string {
	known, units, filter := r.known(), r.units(str(k["scope"])), str(k["filter"])
	if str(k["form"]) == "names" && r.hasForm("page") {
		return "is the whole page"
	}
	left := func(u election.Unit) bool {
		c, ok := known.counts[u.ID]
		return ok && len(winners(c)) < seats(c)
	}
	switch {
	case measure == "candidates":
		return r.lacks(chairCandidates(units)...)
	case measure == "count":
		return cmp.Or(r.lacksAll("计票"), r.lacksNumber(len(known.counts)))
	case measure == "elected":
		return cmp.Or(r.lacksAll("当选", "elected"), r.lacks(known.elected(units)...))
	case measure == "composition":
		return r.missesComposition(str(k["trait"]), filter)
	case filter == "void":
		return r.lacksAll("没有选举无效", "没有", "none")
	case filter == "first_round_complete":
		n := 0
		for _, u := range units {
			if _, ok := known.counts[u.ID]; ok && !left(u) {
				n++
			}
		}
		if r.number(n) || r.number(n-2) { // with the two that are not confirmed, or without
			return r.lacksAll("一次", "第一次", "成功", "first")
		}
		return fmt.Sprintf("lacks %d", n)
	}
	for _, u := range units {
		if named := strings.Contains(r.said, u.Name); named != left(u) {
			return fmt.Sprintf("names %s: %v", u.Name, named)
		}
	}
	return r.lacksAll("另行选举", "没选出", "再投票", "缺", "further")
}

func chairCandidates(units []election.Unit) (names []string) {
	for _, u := range units {
		for _, p := range u.Posts {
			if p.Post == election.Chair {
				names = append(names, p.Candidates...)
			}
		}
	}
	return names
}

// elected are the names of those whom the counts of some units elect.
func (k known) elected(units []election.Unit) (names []string) {
	for _, u := range units {
		names = append(names, winners(k.counts[u.ID])...)
	}
	return names
}

func seats(c election.Tally) (n int) {
	for _, p := range c.Posts {
		n += p.Seats
	}
	return n
}

// winners are those with more than half of the votes, as many as there are seats.
func winners(c election.Tally) (all []string) {
	for _, p := range c.Posts {
		most := slices.SortedStableFunc(slices.Values(p.Candidates), func(a, b election.CandidateVotes) int { return b.Votes - a.Votes })
		for i, v := range most {
			if i < p.Seats && 2*v.Votes > c.Participants {
				all = append(all, v.Name)
			}
		}
	}
	return all
}

// missesComposition wants the number, the whole and the share of those elected who
// have a trait, or the villages where nobody has.
func (r reading) missesComposition(trait, filter string) string {
	rows, err := demoTable("elected.csv")
	if err != nil {
		return err.Error()
	}
	count, in := 0, map[string]bool{}
	for _, row := range rows {
		if map[string]bool{"women": row[3] == "女", "party": row[5] == "是", "new": row[7] == "否"}[trait] {
			count++
			in[row[0]] = true
		}
	}
	if filter == "none" {
		for _, u := range r.s.town.Units {
			if named := strings.Contains(r.said, u.Name); named == in[string(u.ID)] {
				return fmt.Sprintf("names %s: %v", u.Name, named)
			}
		}
		return ""
	}
	share := election.Ratio{Part: count, Whole: len(rows)}
	return cmp.Or(r.lacksAll(map[string][]string{"women": {"妇女", "女", "women"}, "party": {"党员", "party"}, "new": {"新任", "新当选", "首次", "第一次", "new"}}[trait]...),
		r.lacksNumber(count), r.lacksNumber(len(rows)), r.lacksAll(fmt.Sprintf("%.2f", rate(share)), fmt.Sprintf("%.1f", rate(share))))
}

// missesPerson wants the officers of the units, with the units of one.
func (r reading) missesPerson(measure string, k keys) string {
	if measure == "person" {
		return "" // the scope has it all
	}
	var names []string
	for _, u := range r.units(str(k["scope"])) {
		for _, o := range u.Officers {
			names = append(names, string(o))
		}
	}
	if miss := r.lacks(names...); miss != "" {
		return miss
	}
	if r.hasForm("page") {
		return "is the whole page"
	}
	return ""
}

// missesDay wants a day, a time or a place.
func (r reading) missesDay(measure string, k keys) string {
	e, today := r.s.town.Elections[0], r.s.town.Today(r.s.now)
	switch measure {
	case "days_left":
		return r.lacksAll(fmt.Sprintf("%d 天", e.PollingDay.Sub(today)), fmt.Sprintf("%d天", e.PollingDay.Sub(today)), fmt.Sprintf("%d days", e.PollingDay.Sub(today)))
	case "polling_day":
		return r.lacks(short(e.PollingDay.Say(today).In(election.Chinese)))
	case "place":
		for _, u := range r.units(str(k["scope"])) {
			return r.lacks(u.Place)
		}
	case "digest":
		return r.lacksAll("日报", "digest")
	case "schedule":
		if !anyDay.MatchString(r.said) {
			return "no day"
		}
		return r.missesDue(str(k["when"]))
	}
	stage := str(k["stage"])
	for _, st := range e.Stages {
		if string(st.ID) == stage {
			return cmp.Or(r.lacks(st.Name.In(election.Chinese)), r.lacksAll(short(st.Due().Say(today).In(election.Chinese)), short(st.Lawful.Last.Say(today).In(election.Chinese))))
		}
	}
	if !clockAt.MatchString(r.said) && !anyDay.MatchString(r.said) {
		return "no time"
	}
	return r.lacksAll("前", "截止", "by")
}

// missesDue wants the stages that are due in a time, or that there is nothing.
func (r reading) missesDue(when string) string {
	today := r.s.town.Today(r.s.now)
	sunday := (7 - int(r.s.now.Weekday())) % 7
	from, to := today, today
	switch when {
	case "tomorrow":
		from, to = today.AddDays(1), today.AddDays(1)
	case "this_week":
		to = today.AddDays(sunday)
	case "next_week":
		from, to = today.AddDays(sunday+1), today.AddDays(sunday+7)
	default:
		if _, err := fmt.Sscanf(when, "until %d-%d-%d", &to.Year, &to.Month, &to.Day); err != nil {
			return "nothing checks " + when
		}
	}
	due := false
	for _, st := range r.s.town.Elections[0].Stages {
		if d := st.Due(); !d.Before(from) && !to.Before(d) && !slices.Contains([]election.StageID{"further"}, st.ID) {
			due = true
			if miss := r.lacks(st.Name.In(election.Chinese)); miss != "" {
				return miss
			}
		}
	}
	if due {
		return ""
	}
	return r.lacksAll("没有", "投票", "移交", "none", "nothing")
}

// missesStanding wants how units stand.
func (r reading) missesStanding(measure string, k keys) string {
	scope := str(k["scope"])
	switch measure {
	case "overview":
		if str(k["form"]) == "change" {
			return r.lacksAll("比", "变化", "新增", "多", "没有变化", "change")
		}
		return cmp.Or(r.lacksAll("完成", "阶段", "done"), r.lacksAll("逾期", "落后", "late", "overdue"))
	case "late":
		known := r.known()
		for _, u := range r.units(scope) { // the candidates are what is due
			done := known.stages[u.ID]["candidates"] == election.Done
			if named := strings.Contains(r.said, u.Name); named == done {
				return fmt.Sprintf("names %s: %v", u.Name, named)
			}
		}
		return r.lacksAll("逾期", "落后", "late")
	case "difficulties":
		if _, name, _ := strings.Cut(scope, ":"); scope == "town" || name == "西岭村" || name == "西片" {
			return cmp.Or(r.lacks("西岭村", "两名候选人退出"), r.lacksAll("困难", "difficult"))
		}
		return cmp.Or(r.lacksAll("困难", "difficult"), r.lacksAll(none()...))
	case "page":
		if !r.hasForm("page") {
			return "is not the page"
		}
	case "reported":
		return cmp.Or(r.lacks("200"), r.lacksAll("投票", "参选"))
	}
	return ""
}

// missesRecord wants sums of the roster and of records, and what there is to settle.
func (r reading) missesRecord(measure string, k keys) string {
	switch measure {
	case "registered":
		sum := 0
		for _, u := range r.units(str(k["scope"])) {
			sum += u.Registered
		}
		return cmp.Or(r.lacksAll("登记", "选民", "registered"), r.lacksNumber(sum))
	case "ledger":
		if strings.Contains(r.seen, "{file}") {
			return ""
		}
		return cmp.Or(r.lacksAll("台账", "ledger"), r.lacksAll("没有上报", "{file}"))
	case "incidents":
		topic := map[string][]string{"petition": {"上访", "信访"}}[str(k["topic"])]
		if topic == nil {
			topic = []string{"突发", "事项", "没办结", "incident"}
		}
		return cmp.Or(r.lacksAll(topic...), r.lacksAll(none()...))
	}
	name := map[string][]string{"plan": {"预案"}, "publicity": {"宣传", "横幅"}, "audit": {"审计"}}[str(k["record"])]
	if str(k["form"]) == "figure" {
		name = []string{"横幅"}
	}
	if r.hasForm("page") || r.answeredAs(keys{"measure": "owing"}) {
		return "is a page, or who owes the stage"
	}
	if !figures.MatchString(r.said) && !has(r.said, none()...) {
		return "no number"
	}
	return r.lacksAll(name...)
}

// missesTold holds what a voter is told against the roster.
func (r reading) missesTold(k keys) string {
	u, _ := r.s.town.Unit(r.unit(str(k["unit"])))
	switch str(k["what"]) {
	case "hours":
		return r.lacks(u.Name, strings.Split(u.Hours, "-")[0])
	case "place":
		return r.lacks(u.Name, u.Place)
	case "bring":
		return r.lacksAll("身份证", "选民证")
	}
	return "not published"
}

// answeredAs reports whether the answer is one to another question.
func (r reading) answeredAs(k keys) bool {
	stage := str(k["stage"])
	switch str(k["measure"]) {
	case "owing":
		named := stage == "" || strings.Contains(r.said, r.stageName(stage))
		return named && has(r.said, "个村没有完成", "全部完成") && !percent.MatchString(r.said)
	case "progress":
		return has(r.said, "📋 进度")
	case "further":
		return has(r.said, "还要再投票")
	case "elected":
		return has(r.said, "👥 当选") && r.hasForm("figure")
	}
	return false
}

// hasForm reports whether the answer is only a sum, or a whole page.
func (r reading) hasForm(form string) bool {
	villages := 0
	for _, u := range r.s.town.Units {
		if strings.Contains(r.said, u.Name) {
			villages++
		}
	}
	switch form {
	case "figure":
		return figures.MatchString(r.said) && villages == 0 && !r.saysSo() && strings.Count(r.said, "%") <= 1
	case "page":
		n := 0
		for _, st := range r.s.town.Elections[0].Stages {
			if strings.Contains(r.said, st.Name.In(election.Chinese)) {
				n++
			}
		}
		return n > 4
	}
	return false
}
