package flows_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"huanjie/flows"
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

const reportsDocument = "../docs/reports.md"

// described is what of a form no declaration says.
type described struct {
	sees   string // letters of the document's legend
	varies string // the fields that depend on what the form is about
	checks string // codes with what they mean
}

// descriptions has an entry for every form that is no record; what is to be said of
// a record is derived from its declaration. A new form needs one here, with what it
// checks and who sees it, and then go test ./flows -run TestReportsDocument -update.
func descriptions() map[flow.FormID]described {
	return map[flow.FormID]described{
		"stage":   {sees: "U D", checks: "困难必须说明 a difficulty is explained; `void_vote` 投票无效，要先重新选举 the vote was void and comes first"},
		"turnout": {sees: "U D", checks: "`voted_over_registered` 已投票多于登记 more votes than voters; ⚠ `turnout_falling` 比上次少 fewer than before; ⚠ `turnout_over_90` 超过九成 over nine tenths"},
		"count": {sees: "U D K", varies: "登记、参加、发出、收回、有效、无效；每个职务每个候选人的票数，党支部还可以有不赞成、弃权；另选他人 registered, participants, issued, returned, valid, invalid; votes of each candidate, in the Party also against and abstained if told; write-ins",
			checks: "`registered_zero`, `participants_over_registered`, `participants_over_present`, `issued_over_registered`, `valid_invalid_returned` 票数不符 the ballots do not add up; `ballots` 选票种类不清 kinds of ballot that cannot be told apart; " +
				"`no_candidates` 没有候选人和票数 neither candidates nor votes; `no_name`, `duplicate`, `votes_over_valid`, `opinions_over_valid`, `votes_over_seats`, `seats` 得票不符 the votes do not; `absurd` 数字太大 no such number; " +
				"`write_ins` 看不懂另选他人 write-ins not understood; `same_as_confirmed` 与已确认的相同 nothing to correct; " +
				"`not_on_committee`, `over_committee` 支部委员会自己选书记：不是委员、多于委员 a committee choosing its secretary: not a member, more than there are; " +
				"`kind`, `round`, `method`, `profile`, `posts`, `law_silent` 设置不能判断 a setting nothing can be judged by; " +
				"⚠ `turnout_over_90`, `invalid_over_3`, `issued_returned_apart`, `identical_to_other`, `round_numbers`, `minutes_after_opening` 可疑但可说明原因 odd; may stand with a reason"},
		"decide": {sees: "U D K", varies: "与计票相同：两人录入不一致、没有别人可复核时 as the count: where two entries differ, or nobody else can check it",
			checks: "与计票相同 as the count"},
		"sheet":        {sees: "U K", checks: "`nothing_counted` 还没有计票 nothing is counted yet"},
		"incident":     {sees: "U D N"},
		"roll":         {sees: "U D", varies: "在村（常住）、外出、外来，或只报总数；按户或代表时、支部和人代会只填总数 present, away, admitted, or only the total; that alone where households, representatives, members or deputies vote", checks: "`registered_zero` 登记为 0 nobody registered; `roll_parts` 总数与各部分对不上 the parts do not make the total; `published_ahead` 公布日期未到 the day is still to come; ⚠ `roll_apart` 与名册相差大 far from the roster"},
		"objection":    {sees: "U D N", checks: "`received_ahead` 收到日期未到 the day is still to come"},
		"nomination":   {sees: "U D", varies: "名单；每人出生、性别、党员、学历等；笔画；选委会成员；近亲属 the list; of each person birth, sex, Party, schooling; strokes; committee; relatives", checks: "`list`, `committee`, `kin`, `strokes` 看不懂 not understood; `noticed_ahead` 公示日期未到 the day is still to come; `under_age` 不满 18 周岁 under 18 on polling day"},
		"review":       {sees: "U D", varies: "每个部门的意见；未通过的姓名和原因 the answer of each department; who did not pass, and why", checks: "`names` 不是候选人 not a candidate"},
		"proxies":      {sees: "U R", varies: "受托人和张数；名单公布日期 who votes for how many others; the day the names were published", checks: "`proxy_list` 看不懂 not understood; 超过每人张数、候选人受托、依法不得委托：当即说明条款和怎么办 too many for one, a candidate, none allowed: told at once with the article and what to do; `polling_over` 选举日已过 polling is over; `published_ahead` 公布日期未到 the day is still to come"},
		"members":      {sees: "U D", varies: "每个当选人的出生、性别、党员、学历、连任、交叉任职；近亲属 of each elected person birth, sex, Party, schooling, again, both posts; relatives", checks: "`not_checked` 计票还等复核 the count is still to be checked; `nobody_elected` 还没有选出人 nobody is elected; `kin` 看不懂 not understood; `cross_non_party` 非党员不能交叉任职 not a member of the Party"},
		"request":      {sees: "U D N", checks: "`request_open` 同一事项还在等批复 the same is waiting for its reply"},
		"promise":      {sees: "U", checks: "`promise_past` 时间已过 past; `promise_law` 超过法定最后一天 later than the law allows; `promise_late` 晚于明天 later than tomorrow"},
		"act":          {sees: "U D N", varies: "哪一件；怎么办；说明；批准后的登记人数 which case; what is done; words; the number registered after an objection is upheld", checks: "`case_decided` 已有人决定 somebody decided already; `registered_zero` 登记为 0 nobody registered"},
		"announcement": {sees: "A", varies: "内容；重报退回的一条时都是原来的 text; of a returned one all is as it was", checks: "`nobody` 模板还没有内容 the template has nothing to say yet; `long` 太长 too long; `past` 时间已过 that time is past; `unchanged` 没有改动 nothing is changed"},
		"own":          {sees: "A", varies: "写了的部分标 ✓ parts that are written have a ✓"},
		"return":       {sees: "A", varies: "哪一条公告 which announcement", checks: "`notice_decided` 已有人决定 somebody decided already"},
	}
}

// TestReportsDocument writes docs/reports.md of what the forms declare and of
// descriptions.
func TestReportsDocument(t *testing.T) {
	t.Parallel()
	known := descriptions()
	var b strings.Builder
	b.WriteString(reportsHead)
	for _, f := range flows.All.Declared() {
		about, ok := known[f.ID]
		if kind, record := recordKind(f.ID); !ok && record {
			about, ok = describedRecord(kind), true
		}
		if !ok {
			t.Errorf("the form %q has no entry in descriptions (flows/document_test.go): say who sees it and what its checks mean, then go test ./flows -run TestReportsDocument -update", f.ID)
			continue
		}
		delete(known, f.ID)
		varies := slices.ContainsFunc(f.Steps, func(s flow.DeclaredStep) bool { return s.Varies })
		if varies != (about.varies != "") {
			t.Errorf("the form %q: descriptions must say which fields vary if any do (they do: %v)", f.ID, varies)
		}
		fmt.Fprintf(&b, "| %s<br>%s%s | %s | %s | %s |\n", both(f.Title), opened(f), each(f.ID), fieldsOf(f, about.varies), about.checks, about.sees)
	}
	b.WriteString(stagesHead)
	for _, id := range election.StageIDs() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", id, strings.Join(stageNames(id), "<br>"), strings.Join(recordsOf(id), "；"))
	}
	for id := range known {
		t.Errorf("descriptions has an entry for %q, which is no form", id)
	}
	if *update {
		if err := os.WriteFile(reportsDocument, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(reportsDocument)
	if line, g, w := firstDifference(b.String(), string(want)); line > 0 || err != nil {
		t.Errorf("%s:%d:\n got %s\nwant %s\n(%v) go test ./flows -run TestReportsDocument -update", reportsDocument, line, g, w, err)
	}
}

// TestEveryCheckIsDescribed: the document names every code that the forms and
// the domain give, and no other.
func TestEveryCheckIsDescribed(t *testing.T) {
	t.Parallel()
	code := regexp.MustCompile("(?:problem\\(|Code: |add\\(|Warn[A-Z]\\w+ *= |RollApart = )\"([a-z_0-9]+)\"")
	given := map[string]bool{}
	for _, folder := range []string{".", "../internal/election"} {
		names, err := filepath.Glob(folder + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range code.FindAllStringSubmatch(string(source), -1) {
				given[m[1]] = given[m[1]] || !strings.HasSuffix(name, "_test.go")
			}
		}
	}
	for _, sums := range []string{"people_elected", "parts_whole", "part_over_whole"} { // of a composition that is entered as sums, which no form does
		delete(given, sums)
	}
	for _, recall := range []string{"yes_over_participants", "signed_over_all"} { // only huanjie judge is asked for
		delete(given, recall)
	}
	said := map[string]bool{}
	for _, k := range flows.Records() {
		for _, c := range k.Checks {
			if c.Code != "" {
				given[c.Code], said[c.Code] = true, true
			}
		}
	}
	for _, d := range descriptions() {
		for _, m := range regexp.MustCompile("`([a-z_0-9]+)`").FindAllStringSubmatch(d.checks, -1) {
			said[m[1]] = true
		}
	}
	for _, c := range slices.Sorted(maps.Keys(given)) {
		if given[c] && !said[c] {
			t.Errorf("no form of descriptions (flows/document_test.go) has the check %q", c)
		}
	}
	for c := range said {
		if !given[c] {
			t.Errorf("nothing gives the check %q that descriptions names", c)
		}
	}
}

const reportsHead = `# 上报种类 · Reports

每一种上报：怎么打开、填什么、查什么、谁看得到。本页由 ` + "`go test ./flows -run TestReportsDocument -update`" + ` 从表单的声明写成，不要手改。

*Every form: how it is opened, what it asks, what it checks, who sees it. Written from the forms' declarations; do not edit by hand.
⚠ is a warning: it may stand with a reason, and goes up to the leaders. Everything else is asked again.*

谁看得到 · Who sees it:

- **U** 本单位联络员、复核人，所在片的领导，领导小组，选举办，监督员 · the unit's officers and checkers, the leaders of its areas, the leading group, the office, observers
- **O** 选举办自己的工作，选举办填；领导小组、监督员也看得到 · the office's own work, reported by the office; the leading group and observers see it, too
- **D** 另外汇总进日报和大屏 · added up in digests and on the board
- **R** 另外汇总进台账（发“台账”）· added up in the records (send “records”)
- **K** 复核人在两次录入一致以前看不到数字 · who may still check a count does not see its figures before two entries agree
- **N** 立即通知该办的人，后续办理同样通知 · whoever has to deal with it is told at once, as of every step after
- **A** 批准后发到群里，各村联络员收到并确认 · posted to the groups once approved; the officers get and confirm it

每一种都可以更正，也可以由上报的人撤回（发“撤回”，或在“更正”里点 ↩️ 撤回；要写原因）：撤回后和没报过一样，以前报的重新有效；报错了村，可以一次撤回并为另一个村照抄，核对后再确认。
后面还有人据此报过的不能撤回：要先撤回后一轮的计票；已有人办理的情况，改为办结。

*Every report can be corrected, and withdrawn by whoever made it (send “withdraw”, or tap ↩️ in “correct”; with a reason): then it is as if it had never been reported, and what was
reported before stands again. What was meant for another village is withdrawn and begun there with one tap. What others have built on cannot be: a later round has to be withdrawn first, a
case that somebody has dealt with is closed instead.*

字段：# 数字，◉ 选项，✎ 文字，📅 日期，🕗 时间，📎 照片或文件；（）可以稍后补，* 有时才问。
*Fields: # number, ◉ choice, ✎ words, 📅 day, 🕗 time, 📎 photo or document; () may follow later, \* is not always asked.*

宣传里可以加办里自己的项目，另算一项（设置里的 [[town.item]]）：报“围裙60”，问“围裙多少”，进合计、台账和总结。
*An office may add things of its own to 宣传 ([[town.item]] in the settings): reported, asked for, added up and printed like the others.*

| 上报 Report | 填什么 Fields | 查什么 Checks | 谁看 Who |
|---|---|---|---|
`

const stagesHead = `
## 阶段 · Stages

选举常用的阶段。编号写在设置（stages.id）、台账（stage）和按钮里，不会变；名称和日期可以在设置里改，也可以增减阶段。

*The usual stages. Their ids stand in settings, records and buttons, and never change; an office may rename, move, drop or add stages.
D is polling day; the day is the office's own plan, beside what the law demands.*

| 编号 id | 名称 Name | 所属台账 Its records |
|---|---|---|
`

// stageNames says what a usual stage is called in which elections, and when it is
// planned.
func stageNames(id election.StageID) []string {
	polling := election.Date{Year: 2027, Month: 1, Day: 15}
	var names []string
	kinds := map[string]string{} // in which elections, by what is said
	for _, k := range []election.Kind{election.Villagers, election.Residents, election.Party, election.Congress} {
		for _, s := range election.UsualStages(k, polling) {
			if s.ID != id {
				continue
			}
			said := fmt.Sprintf("%s %s（D%+d）", s.Name.In(election.Chinese), s.Name.In(election.English), s.Planned.Sub(polling))
			said = strings.Replace(said, "D+0", "D", 1)
			if kinds[said] == "" {
				names = append(names, said)
			} else {
				kinds[said] += "、"
			}
			kinds[said] += k.Name().In(election.Chinese)
		}
	}
	for i, said := range names {
		names[i] = kinds[said] + "：" + said
	}
	return names
}

// recordsOf lists the records that belong to a stage.
func recordsOf(id election.StageID) []string {
	var titles []string
	for _, k := range flows.Records() {
		if k.Stage == id {
			titles = append(titles, k.Title.In(election.Chinese))
		}
	}
	return titles
}

func both(p election.Phrase) string {
	return "**" + p.In(election.Chinese) + "** " + p.In(election.English)
}

// opened says with which words a form is opened.
func opened(f flow.Declared) string {
	words := slices.Clone(f.Words)
	if f.Command != "" {
		words = append(words, "/"+f.Command)
	}
	if f.Hidden && len(words) == 0 {
		return "（从按钮打开 from its buttons）"
	}
	return strings.Join(words, "、")
}

// recordKind is what a form that is a record declares.
func recordKind(id flow.FormID) (election.RecordKind, bool) {
	all := flows.Records()
	i := slices.IndexFunc(all, func(k election.RecordKind) bool { return flow.FormID(k.ID) == id })
	if i < 0 {
		return election.RecordKind{}, false
	}
	return all[i], true
}

// describedRecord is what the declaration of a record says: whoever may see the
// unit sees it, and its numbers are added up in the records.
func describedRecord(k election.RecordKind) described {
	var checks []string
	for _, c := range k.Checks {
		said := c.Means.In(election.Chinese) + " " + c.Means.In(election.English)
		if c.Code != "" {
			said = "`" + c.Code + "` " + said
		}
		checks = append(checks, said)
	}
	if k.Of(election.OfficeWork) {
		return described{sees: "O R", checks: strings.Join(checks, "; ")}
	}
	return described{sees: "U R", checks: strings.Join(checks, "; ")}
}

// each marks a record that stands for itself beside others of its kind.
func each(id flow.FormID) string {
	if k, record := recordKind(id); record && k.Each {
		return "<br>一次一报 one report each time"
	}
	return ""
}

func fieldsOf(f flow.Declared, varies string) string {
	marks := map[flow.Takes]string{flow.TakesNumber: "#", flow.TakesChoice: "◉", flow.TakesWords: "✎", flow.TakesDay: "📅", flow.TakesClock: "🕗", flow.TakesFile: "📎"}
	var fields []string
	for _, s := range f.Steps {
		if s.Varies {
			continue
		}
		said := marks[s.Takes] + " " + s.Label.In(election.Chinese) + " " + s.Label.In(election.English)
		if s.Later {
			said = "(" + said + ")"
		}
		if s.When {
			said += "\\*"
		}
		fields = append(fields, said)
	}
	if varies != "" {
		fields = append([]string{varies}, fields...)
	}
	return strings.Join(fields, "<br>")
}

// TestRecords: every record can be asked as it is declared.
func TestRecords(t *testing.T) {
	t.Parallel()
	for _, k := range flows.Records() {
		for _, fault := range k.Faults() {
			t.Errorf("%s / %s", fault.In(election.Chinese), fault.In(election.English))
		}
		for _, c := range k.Checks {
			if c.Means.IsZero() {
				t.Errorf("record %s: say what the check %q means / 台账 %[1]s 的检查 %[2]q 没有说明", k.ID, c.Code)
			}
		}
	}
}

// TestOpeningWords: no word and no command opens two forms.
func TestOpeningWords(t *testing.T) {
	t.Parallel()
	opens := map[string]flow.FormID{}
	for _, f := range flows.All.Declared() {
		words := slices.Clone(f.Words)
		if f.Command != "" {
			words = append(words, "/"+f.Command)
		}
		for _, w := range words {
			if other, taken := opens[strings.ToLower(w)]; taken {
				t.Errorf("%q opens both %s and %s / “%[1]s”同时打开 %[2]s 和 %[3]s：换一个词", w, other, f.ID)
			}
			opens[strings.ToLower(w)] = f.ID
		}
	}
}
