package speech

import (
	"slices"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
)

// whether finds questions by their form alone: 报上去没有, has it reported.
func (a *query) whether() {
	for _, begin := range [...]string{"has ", "have ", "did ", "does ", "is ", "are ", "was ", "were "} {
		if strings.HasPrefix(strings.TrimLeft(a.text, " "), begin) {
			a.said["whether"]++
		}
	}
	a.orNot()
	if endsAny(strings.TrimRight(a.text, " ?。.!"), "了吧", "的吧", "过吧", "好吧", "完吧", "没有吧", "是吧", "对吧") && len(a.numbersOf(func(n Number) bool { return n.Role == Count })) == 0 {
		a.said["whether"]++ // 都复核过了吧
	}
	if asksWith(a.text, "不") || strings.Contains(a.text, "对不对") && !strings.Contains(a.text, "不对不对") { // 票够用不
		a.said["whether"]++
	}
	for i, at := range a.atoms {
		verb, rest := a.text[:at.from], strings.TrimLeft(a.text[at.to:], "了呢啊")
		ends := rest == "" || strings.ContainsAny(rest[:1], " ?.!,") || strings.ContainsAny(firstOfText(rest), "。，；")
		if at.text != "没有" && at.text != "没" || !ends || verb == "" || strings.HasSuffix(verb, " ") || strings.HasSuffix(verb, "还") || a.has("which/who/whose") {
			continue
		}
		a.asksYes(i)
		a.said["whether"]++
		return
	}
}

// asksYes makes the denial of an atom one that only asks: 报了没有.
func (a *query) asksYes(i int) {
	a.said["not"]--
	if a.atoms[i].senses == "not" {
		a.atoms[i].questionWord = questionWord{senses: "passes"}
	}
}

// orNot finds a verb that is said and denied: 定没定, 交不交. The denial denies nothing.
func (a *query) orNot() {
	for i := range max(0, len(a.atoms)-2) {
		first, no, again := a.atoms[i].text, a.atoms[i+1].text, a.atoms[i+2].text
		if (no == "没" || no == "不") && strings.HasSuffix(first, firstOfText(again)) && a.atoms[i].number == nil && a.atoms[i].means == nil {
			a.asksYes(i + 1)
			if !strings.Contains("能可会该要行是有算准允够好对", firstOfText(again)) { // 能不能帮我看下: a request
				a.said["whether"]++
			}
			return
		}
	}
}

// firstOfText is the first character of a text.
func firstOfText(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}

// told finds that it is asked which units have reported, and not what: 几个村报过.
func (a *query) told() {
	if a.has("reported howMany/which/who -mine -lastOne") && (a.has("units/which/who") || a.said["howMany"] > 0 && a.has("areas")) {
		a.said["reported"], a.said["reports"] = 0, a.said["reports"]+1
	}
}

// is notes a sense that no single word has.
func (a *query) is(sense string, yes bool) {
	if yes {
		a.said[sense]++
	}
}

// note says as senses what was named and when, so that subjects can ask for it.
func (a *query) note(f Frame) {
	a.is("unit", len(f.Scope.Units)+len(f.Scope.Perhaps)+len(f.Scope.StandsIn) > 0 || f.Scope.Strange != "")
	a.is("area", len(f.Scope.Areas) > 0)
	a.is("person", len(f.Scope.People) > 0)
	a.is("nominee", len(f.Scope.Names) > 0)
	a.is("several", len(f.Scope.Units) > 1 || len(f.Scope.Areas) > 1)
	a.is("eachOwn", f.Scope.EachPerson)
	a.is("severalPeople", len(f.Scope.People) > 1)
	a.is("day", !f.Time.At.IsZero() || !f.Time.Than.IsZero())
	a.is("clock", f.Time.At.Timed || f.Time.Than.Timed)
	a.is("days", f.Time.Days > 0)
	a.is("sinceReport", f.Time.Earlier)
	a.is("doneThan", !f.Time.Than.IsZero() && a.doneThan())
	a.passed()
	a.noteNumbers()
	a.noteForms()
}

// noteNumbers says as senses what sort of numbers were said.
func (a *query) noteNumbers() {
	a.is("share", slices.ContainsFunc(a.atoms, func(at atom) bool { return shared(at) }))
	a.is("range", strings.Contains(a.text, "之间") && slices.ContainsFunc(a.atoms, func(at atom) bool { return at.number != nil && at.number.Role == Range && at.number.High <= 100 }))
	a.is("numbered", a.numbered())
	a.is("people", slices.ContainsFunc(a.atoms, func(at atom) bool { return at.number != nil && at.number.Unit == "人" && at.number.Value >= 100 }))
	a.is("figure", slices.ContainsFunc(a.atoms, func(at atom) bool { return at.number != nil && at.number.Role == Count && !countsUnits(*at.number) }))
}

// noteAges reads a limit of age, which is then no other limit: 50岁以上的有几个.
func (a *query) noteAges() {
	if a.aged(); a.age.By == All {
		return
	}
	a.takes("below/above")
	a.is("trait", true)
	a.is("composed", true)
	a.said["above"], a.said["below"] = 0, 0
}

// pastDay reports whether a day before today is named.
func (a *query) pastDay() bool {
	return slices.ContainsFunc(a.moments(), func(m Moment) bool { return m.Day.Before(a.today) })
}

// allOf reports whether units are asked for of whose elected all are so: 哪几个村全是连任. Those
// are the ones that have nobody of the other kind.
func (a *query) allOf() bool {
	return a.has("trait -not") && (a.has("which/units/whose") || strings.Contains(a.text, "班子")) && says(a.text, allAre) && opposites[election.Trait(a.firstID("trait"))] != ""
}

// allAre are words that say that all are so.
const allAre = "全是|清一色|全为|全部是"

// opposites are the traits of those who do not have a trait; read only.
var opposites = map[election.Trait]election.Trait{
	election.TraitWomen: election.TraitMen, election.TraitMen: election.TraitWomen, "party": "non_party", "non_party": "party", "re_elected": "new", "new": "re_elected",
}

// numbered reports whether a number of units is said: 三个村, 三个选区.
func (a *query) numbered() bool {
	for i, at := range a.atoms {
		next := i+1 < len(a.atoms) && at.number != nil && a.atoms[i+1].does("units") && at.number.Role != Percent && at.number.Role != Share
		next = next || i+2 < len(a.atoms) && at.number != nil && a.atoms[i+1].does("key") && a.atoms[i+2].does("units") // 三个重点支部
		if at.number != nil && countsUnits(*at.number) || next {
			return true
		}
	}
	return false
}

// noteForms says as senses what only the form of a text tells: 是哪天, 归谁管.
func (a *query) noteForms() {
	a.noteAsked()
	a.noteShort()
	a.notePieces()
	a.noteSums()
	a.noteSurplus()
	a.noteDiffers()
	a.noteChecks()
	a.is("wayThere", says(a.text, "怎么走|咋走|怎么去|咋去|怎么过去|咋过去"))
	a.is("calendar", a.calendar())
	a.is("sinceHour", a.sinceHour())
	a.is("whoReported", a.whoReported())
	a.is("loads", a.has("who above/below -loads -turnout -votes -late -reports -elected") && says(a.text, "谁管|谁负责|谁包|谁手上") && says(a.text, "个以上|个村以上|个以下|个村以下|超过|不到|不止|多于"))
	a.is("votesApart", a.votesApart())
	a.is("jointly", strings.Contains(a.text, "联名"))
	a.is("formalList", a.has("candidate") && slices.ContainsFunc(a.atoms, func(at atom) bool {
		return at.does("stage") && !at.does("candidate") && strings.Contains(at.text, "名单")
	}))
	a.is("bothLists", says(a.text, "初步") && says(a.text, "和正式|跟正式|与正式|及正式|、正式|还有正式|正式候选人和|正式名单和|正式和|正式候选人跟|正式名单跟|正式候选人与") && !says(a.text, "差|比|少|多了|不同|没列|落下")) // 和正式名单差谁
	a.noteRecord()
	a.meetings = a.meeting()
	a.is("meeting", a.asksOfMeeting())
	a.noteClaim()
}

// noteAsked notes what is asked of that which is named: when it was, who does it, which it is of.
func (a *query) noteAsked() {
	a.is("past", a.has("when stage/nameList/registered/candidate -reports -deadline -daysLeft") && (says(a.text, "是哪天|是哪一天|是几号|是什么时候|是啥时候|是几月") || strings.HasSuffix(strings.TrimRight(a.text, " ?。.!啊呀"), "的")))
	a.is("heldOn", a.has("stage record when unit -votes -pollingDay") && says(a.text, "开的|办的|搞的|几号开|哪天开|什么时候开|啥时候开|哪天办|几号办|when was")) // 代表会议是哪天开的
	a.is("endsWho", endsAny(strings.TrimRight(a.text, " ?。.!啊呀呢"), "谁在管", "谁管", "谁管的", "谁负责", "谁负责的", "归谁管", "谁在负责", "谁包的", "谁包"))
	a.is("ofWhich", a.has("ages extreme") && says(a.text, "当选人|的人|的是|elected") && endsAny(strings.TrimRight(a.text, " ?。.!啊呀呢"), "哪个村的", "哪村的", "哪个村", "哪个社区的", "哪个社区", "哪个支部的", "哪个选区的", "哪里的"))
	a.is("wasReported", a.has("hour/when -deadline") && endsAny(strings.TrimRight(a.text, " ?。.!啊呀呢"), "报的", "报上来的", "报来的", "交的", "交上来的"))
	a.is("situation", strings.Contains(a.text, "情况") && len(a.atoms) > 1 && a.onlyOf())
}

// noteShort notes that it is asked how much is still missing.
func (a *query) noteShort() {
	if a.has("half/share -short -elected -votesApart") && a.eachEnough() {
		a.is("short", true)
		a.is("eachUnit", len(a.names(OfUnit)) == 0 && a.has("-eachUnit"))
		a.eachEnoughAsked()
		return
	}
	a.denies("short", says(a.text, "how many more") && says(a.text, "need|needed") || a.takes("daysLeft half/share/below/above") && says(a.text, "差|还要|还需|缺") || a.has("half/share howMany -units -below") && says(a.text, "还得|还要|要来|得来|还需|要再来|差") || a.eachShort() || a.shortBy() > 0) // 离过半还差几个
	if a.comingMore(); a.plus > 0 {
		a.is("short", true)
		a.is("half", a.has("-half -share"))
	}
}

// eachEnoughAsked leaves of a text that asks whether each has reached a share only that.
func (a *query) eachEnoughAsked() {
	a.is("whether", true)
	for _, sense := range [...]string{"whether", "units", "not", "above", "below", "record", "field", "does", "pollingDay", "trait", "stage", "detail"} {
		a.takes(sense)
		if sense != "whether" && sense != "units" {
			a.said[sense] = 0
		}
	}
	for i, at := range a.atoms {
		if at.unread && strings.Trim(at.text, "够没到达不了都") == "" {
			a.mute(i)
		}
		a.used[at.from] = a.used[at.from] || at.number != nil && at.number.Role == Count && at.number.Value <= fewMeant
	}
}

// eachShort reports whether it is asked what several lack of a share each: 东片和西片各差多少过半.
func (a *query) eachShort() bool {
	if !a.has("half/share -below") || !says(a.text, "各差|各缺|都差|都还差|分别差|分别还差|差多少过半|差几个过半|差多少人过半|差多少票过半|差几票过半|差几个人过半|差多少才过半|差多少到|差多少才到|差几个到") {
		return false
	}
	a.takesAll("compares", "howMany", "does", "above", "apiece")
	a.said["compares"] = 0
	return true
}

// noteSums notes what is asked of several together: sums, ends of an order, one against another.
func (a *query) noteSums() {
	a.denies("both", a.said["howMany"] > 1 && says(a.text, "没报|未报") && says(a.text, "报了|已报|报上来")) // 几个报了几个没报
	a.is("figures", a.has("eachArea/eachUnit/area/unit/several/mine") && endsAny(strings.TrimRight(a.text, " ?。.!啊呀"), "的数", "的数字", "的数据", "多少了", "多少啦") || a.has("area/unit") && says(a.text, "多少了 |多少了,|多少了，"))
	a.is("sum", a.addsTwo())
	a.is("overRoll", a.has("registered") && says(a.text, "比登记|比选民|比名册|比在册|超过登记|超过选民|超过名册|超出登记|大于登记|多于登记|登记的还多|登记还多|more than registered") && says(a.text, "多|超|大于|more"))
	a.is("mostUnits", says(a.text, "最多|最少|多的|少的|most|fewest"))
	a.is("totals", says(a.text, "合计|总共|加起来|合起来|总的|一共"))
	a.is("units", a.has("ages highest/lowest/ranks") && strings.Contains(a.text, "班子")) // 平均年龄最小的班子
	a.is("headsBoth", says(a.text, "支书|书记") && says(a.text, "当主任|兼主任|当了主任|当选主任|也是主任|都当主任|一人兼|一个人兼|同一个人|一人担"))
	a.is("not", a.allOf())
	if !says(a.text, "还差") && a.takes("several short not does -half -share") { // 东河和柳湾差多少票
		a.is("compares", true)
		a.said["short"], a.said["not"], a.said["does"] = 0, 0, 0
	}
	a.is("fromTo", says(a.text, "几号到几号|哪天到哪天|几号开始到几号|从几号到|从哪天到|几号起几号止|几号开始几号结束|几号到哪天"))
}

// addsTwo reports whether two areas or units are added up: 南片加北片拢共来了多少人投票.
func (a *query) addsTwo() bool {
	named := func(i int) bool {
		return i >= 0 && i < len(a.atoms) && (len(a.atoms[i].means) > 0 || a.q.areas[a.atoms[i].text] != "")
	}
	for i, at := range a.atoms {
		if at.text == "加" && named(i-1) && named(i+1) && a.has("howMany/turnout/votes/registered/totals") {
			a.mute(i)
			return true
		}
	}
	return false
}

// comingMore reads how many more are supposed to come: 要是再来六十个 够一半了不.
func (a *query) comingMore() {
	if !says(a.text, "要是|如果|假如|假设|若是|再来|再投|再有|再到|多来|if ") || !a.has("half/share") {
		return
	}
	for i, at := range a.atoms {
		before := strings.TrimRight(a.text[:at.from], " 个了上")
		if n := at.number; n != nil && n.Role == Count && i > 0 && endsAny(before, "再来", "再投", "再有", "再到", "多来", "多投", "再来个", "再加") {
			a.plus, a.used[at.from] = n.Value, true
			a.takesAll("not", "above", "below")
			for j, next := range a.atoms[i:] {
				if next.text == "够" {
					a.mute(i + j)
				}
			}
			return
		}
	}
}

// shortBy is by how many people units may be short of half that are asked for: 还差一百人以内就过半; 0 if
// nobody says.
func (a *query) shortBy() int {
	if !a.has("half/share") || !says(a.text, "差|缺|短|个人就|个就|人就|票就") || says(a.text, "几百") {
		return 0
	}
	switch {
	case says(a.text, "几十"):
		return 99
	case says(a.text, "多一个人|多一个就|多一人|多一票|再来一个|差一个人|差一人|差一票"):
		return 1
	}
	for _, at := range a.numbersOf(func(n Number) bool { return n.Role == Count }) {
		after := a.text[at.to:]
		if strings.HasSuffix(at.text, "人") || strings.HasSuffix(at.text, "票") || startsWithAny(after, "个人以", "以内", "以下", "个以内") || says(a.text, "不到|不足|以内|以下") {
			return at.number.Value
		}
	}
	return 0
}

// notePieces says as senses what several words say together.
func (a *query) notePieces() {
	a.is("topical", a.has(topical))
	a.is("spent", says(a.text, "多少钱|几块钱|花费|花销") && slices.ContainsFunc(a.atoms, func(at atom) bool { // 做横幅花了多少钱: only what all cost is reported
		return at.does("field") && !strings.Contains(at.id, "funds")
	}))
	a.denies("noneAtAll", a.has("not") && says(a.text, "一张|一个|一名|一例|一起|一件|一票|一项|一条") && says(a.text, "都没|也没"))
	a.denies("without", a.withoutAny())
	if says(a.text, "的数") && says(a.text, "没来|没见|没收到") && a.has("not -reports") { // 12点的数还有哪些村没来
		a.is("reports", true)
	}
	a.denies("never", a.has("not record") && says(a.text, "一次|一场|一回|一期|一遍") && says(a.text, "都没|也没|没有"))
}

// denies notes a sense that a denial is part of.
func (a *query) denies(sense string, yes bool) {
	if yes {
		a.takes("not")
	}
	a.is(sense, yes)
}

// withoutAny reports whether what is asked for is denied: 没有困难的村, and not 没办结的突发.
func (a *query) withoutAny() bool {
	for i, at := range a.atoms[:max(0, len(a.atoms)-1)] {
		if next := a.atoms[i+1]; at.senses == "not" && (next.does("difficulty") || next.does("incident") || next.does("request") || next.does("objection") || next.does("invalid")) {
			return true
		}
	}
	return false
}

// topical are the senses of what is asked for, beside whom it is asked of.
const topical = "turnout/registered/issued/returned/valid/invalid/seats/vacant/elected/candidate/composed/trait/further/atOnce/complete/counts/incident/objection/request/cases/difficulty/late/stage/record/field/outcome/votes/half/below/above/share/place/ledger/picture/digest/nameList"

// noteSurplus finds that it is asked by how many candidates are more than the seats: 三选二对吧, 差额几个; of which
// units: 三选二的选区.
func (a *query) noteSurplus() {
	if len(a.names(OfUnit)) == 0 && !a.has("units/whose/eachUnit/which") || !a.has("-turnout -votes/ballots") {
		return
	}
	words := says(a.text, surplusWords)
	for i, at := range a.atoms[:max(0, len(a.atoms)-2)] {
		of := a.atoms[i+2]
		stand, seats, counts := election.ListCount(at.text + "选" + of.text)
		if a.atoms[i+1].text != "选" || !counts {
			continue
		}
		words, a.contest = true, Contest{stand, seats}
		for _, j := range [...]int{i, i + 1, i + 2} {
			a.used[a.atoms[j].from] = true
			a.mute(j)
		}
	}
	if words {
		a.is("surplus", true)
		a.takesAll("seats", "compares", "elected", "candidate", "whether", "howMany")
		for i, at := range a.atoms {
			if at.unread && endsAny(at.text, "争", "抢", "竞争", "选") { // 几个人争几个名额
				a.mute(i)
			}
		}
	}
}
