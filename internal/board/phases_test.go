package board

import (
	"time"

	"huanjie/internal/election"
)

// phase is how a town stands at one time of its season.
type phase struct {
	name string
	at   time.Time // the town's clock, which the reports were made before
	play func(*rig)

	// holds is what must be so of the page, in words and as it reads itself.
	holds map[string]string
}

// phases are those that the board is looked at in, in the order of the season.
func phases(loc *time.Location) []phase {
	at := func(year int, month time.Month, day, hour, minute int) time.Time {
		return time.Date(year, month, day, hour, minute, 0, 0, loc)
	}
	return []phase{
		{"weeks-before", at(2026, time.December, 20, 10, 30), (*rig).weeksBefore, map[string]string{
			"the stages are shown, and nothing of the vote":  `all('.card', c => /^\d\/10$/.test(c.querySelector('.share').textContent)) && !/未开始|未上报|参选/.test(document.body.innerText)`,
			"how long it is to polling day":                  `$('totals').textContent.includes('26 天') && $('totals').textContent.includes('2027年1月15日投票')`,
			"the lowest stage, and the one by the timetable": `$('totals').textContent.includes('宣传培训') && $('totals').textContent.includes('按计划到 选民登记公布')`,
			"difficulties first, then what is late":          `sorted(['.alarm:not(:empty)', '.late:not(:empty)'])`,
		}},
		{"before-opening", at(2027, time.January, 15, 7, 20), (*rig).prepared, map[string]string{
			"when each begins, and nothing is amiss yet": `all('.card', c => /^08:[03]0 开始投票$/.test(c.querySelector('.result').textContent) && !c.querySelector('.warn'))`,
			"today is polling day":                       `$('totals').textContent.includes('今天投票')`,
		}},
		{"morning", at(2027, time.January, 15, 9, 45), (*rig).morning, map[string]string{
			"who should have begun and said nothing": `all('.card[data-state=unopened]', c => /08:[03]0 应开始，还没报/.test(c.querySelector('.result.warn').textContent))`,
			"what is wrong comes first":              `sorted(['.warn, .alarm:not(:empty)'])`,
		}},
		{"afternoon", at(2027, time.January, 15, 11, 55), (*rig).afternoon, map[string]string{
			"the names of the winners": named,
		}},
		{"night", at(2027, time.January, 15, 21, 10), (*rig).night, map[string]string{
			"nobody has not begun, or votes":               `!document.querySelector('.card:is([data-state=unopened], [data-state=voting])') && !$('totals').textContent.includes('今天投票')`,
			"who has not reported at all":                  `all('.card[data-state=unheard]', c => c.textContent.includes('投票已结束，没有上报'))`,
			"no figure after the close":                    `[...document.querySelectorAll('.result.warn')].some(r => r.textContent.includes('没有最终参选数'))`,
			"a quorum missed":                              `[...document.querySelectorAll('.result.warn')].some(r => r.textContent.includes('不够法定人数'))`,
			"a count that cannot be":                       `[...document.querySelectorAll('.result.warn')].some(r => r.textContent.includes('计票须核对'))`,
			"who votes again, and how many seats are left": `$('totals').textContent.includes('须另选，缺') && $('totals').textContent.includes('个无效')`,
			"the names of the winners":                     named,
			"what is wrong comes first":                    `sorted(['.warn'])`,
		}},
		{"day-after", at(2027, time.January, 16, 9, 0), (*rig).dayAfter, map[string]string{
			"the vote is the stage until all have held it": `/投票选举 \d+\/\d+ 个村完成；按计划到 工作移交/.test($('totals').textContent)`,
			"who has not reported is late with it":         `all('.card[data-state=unheard]', c => c.querySelector('.late').textContent.includes('投票选举'))`,
			"the names of the winners":                     named,
			"what is wrong comes first":                    `sorted(['.warn'])`,
		}},
		{"archived", at(2027, time.February, 20, 10, 0), (*rig).archived, map[string]string{
			"all villages, with their winners": `document.querySelectorAll('.card').length >= 22 && ` + named,
			"the last stage":                   `/(工作移交|总结归档) \d+\/\d+ 个村完成/.test($('totals').textContent)`,
			"what is late comes first":         `sorted(['.late:not(:empty)'])`,
		}},
	}
}

// named: every elected committee's names can be read in full.
const named = `all('.card[data-state=counted] .result', r => r.textContent.split('、').length === 3 && r.scrollWidth <= r.clientWidth)`

// reading are the words that what holds of a page is written in: all of some elements
// are so, and, but on the wall, the cards that have something come first, in turn.
const reading = `const all = (some, so) => [...document.querySelectorAll(some)].every(so);
const sorted = marks => {
  const ranks = [...document.querySelectorAll('.card')].map(c => { const i = marks.findIndex(m => c.querySelector(m)); return i < 0 ? marks.length : i; });
  return document.body.className.includes('wall') && innerWidth > 700 || ranks.every((r, i) => !i || ranks[i - 1] <= r);
};`

// reach plays a phase: the clock is put at it, and its reports are made.
func (r *rig) reach(p phase) {
	r.t.Helper()
	r.clock(p.at.Add(-40 * time.Minute))
	p.play(r)
	r.clock(p.at)
}

func (r *rig) clock(at time.Time) { r.ahead.Store(0); r.ahead.Store(int64(at.Sub(r.now()))) }

// done reports stages of a unit as done.
func (r *rig) done(u election.Unit, stages ...election.StageID) {
	r.t.Helper()
	for _, st := range stages {
		r.report(u.ID, election.StageReport{Stage: st, Status: election.Done})
	}
}

// weeksBefore: of ten villages one is behind with two stages, one in difficulty,
// three have the roll ready.
func (r *rig) weeksBefore() {
	r.t.Helper()
	for i, u := range r.units() {
		if i%10 == 3 {
			r.done(u, "prepare", "audit")
			continue
		}
		r.done(u, "prepare", "audit", "publicity", "committee")
		switch i % 10 {
		case 1, 2, 5:
			r.done(u, "roll")
		case 7:
			r.report(u.ID, election.StageReport{Stage: "roll", Status: election.InDifficulty, Reason: "外出的人多，登记表还差三十多户没有签字"})
		}
	}
}

// prepared: all is done before the vote but the audit of one village in twelve.
func (r *rig) prepared() {
	r.t.Helper()
	for i, u := range r.units() {
		if r.done(u, "prepare", "publicity", "committee", "roll", "candidates"); i%12 != 5 {
			r.done(u, "audit")
		}
	}
}

// morning: most vote, one of ten has said nothing, and there is an incident.
func (r *rig) morning() {
	r.t.Helper()
	r.prepared()
	for i, u := range r.units() {
		switch i % 10 {
		case 0:
		case 1, 2:
			r.report(u.ID, election.StageReport{Stage: election.PollingStage, Status: election.UnderWay})
		default:
			r.report(u.ID, election.Turnout{Registered: u.Registered, Voted: u.Registered * (15 + i%31) / 100})
		}
		if i%11 == 4 {
			r.report(u.ID, election.Case{Kind: election.Incident, Topic: "order", Severity: election.Severity(i%3 + 1), Words: "会场外有人争吵"})
		}
	}
}

// afternoon: of ten villages one has not opened, two vote, one has to vote again,
// six are counted, two of them by one person only; and there are incidents.
func (r *rig) afternoon() {
	r.t.Helper()
	r.prepared()
	for i, u := range r.units() {
		took := u.Registered * (60 + i%31) / 100
		switch i % 10 {
		case 0:
			continue
		case 1, 2:
			r.report(u.ID, election.Turnout{Registered: u.Registered, Voted: took})
		default:
			r.counted(i, u)
		}
		if i%11 == 2 {
			r.report(u.ID, election.Case{Kind: election.Incident, Topic: "order", Severity: election.Severity(i%3 + 1), Words: "会场外有人争吵"})
		}
		if i%20 == 1 {
			r.report(u.ID, election.StageReport{Stage: election.PollingStage, Status: election.InDifficulty, Reason: "停电，正在接发电机"})
		}
	}
}

// counted counts a village: one of ten has a seat left, two are counted by one
// person only.
func (r *rig) counted(i int, u election.Unit) {
	r.t.Helper()
	took := u.Registered * (60 + i%31) / 100
	count := countOf(u, took, took*3/4, took/5, took*2/3, took*3/5, took/4)
	if i%10 == 3 {
		count = countOf(u, took, took*3/4, took/5, took*2/3, took*2/5, took/4)
	}
	if r.report(u.ID, count); i%10 < 8 {
		r.reportBy("复核", u.ID, election.CountCheck{Tally: count})
	}
}

// night: of twenty villages one has reported nothing, one only a turnout of the
// morning, one misses the quorum, one is void, one has a count to be checked, and
// two have a seat left; the others have their committees.
func (r *rig) night() {
	r.t.Helper()
	r.morningOf(1, 5)
	for i, u := range r.units() {
		took := u.Registered * (60 + i%31) / 100
		switch i % 20 {
		case 0, 1: // nothing, and what the morning left
		case 5:
			r.report(u.ID, election.Turnout{Registered: u.Registered, Voted: u.Registered * 2 / 5})
		case 9:
			r.report(u.ID, countOf(u, u.Registered/3, u.Registered/4, 1, u.Registered/5, u.Registered/6, 1))
		case 14:
			refused := countOf(u, took, took*3/4, took/5, took*2/3, took*3/5, took/4)
			refused.Valid--
			r.report(u.ID, refused)
		default:
			r.counted(i, u)
		}
	}
}

// morningOf: the town is prepared, and villages of some places in twenty have
// reported a turnout in the morning.
func (r *rig) morningOf(places ...int) {
	r.t.Helper()
	r.prepared()
	at := r.now()
	r.clock(election.DateOf(at).At(10, 5, at.Location()))
	for i, u := range r.units() {
		for _, p := range places {
			if i%20 == p {
				r.report(u.ID, election.Turnout{Registered: u.Registered, Voted: u.Registered / 3})
			}
		}
	}
	r.clock(at)
}

// dayAfter: of twenty villages one has reported nothing; one is void and two have
// a seat left, and all other counts are confirmed.
func (r *rig) dayAfter() {
	r.t.Helper()
	r.prepared()
	for i, u := range r.units() {
		switch i % 20 {
		case 0:
		case 9:
			void := countOf(u, u.Registered/3, u.Registered/4, 1, u.Registered/5, u.Registered/6, 1)
			r.report(u.ID, void)
			r.reportBy("复核", u.ID, election.CountCheck{Tally: void})
		default:
			r.counted(i-i%10+min(i%10, 7), u)
		}
	}
}

// archived: everything is done, but the papers of one village in twenty.
func (r *rig) archived() {
	r.t.Helper()
	r.prepared()
	for i, u := range r.units() {
		r.done(u, "audit")
		if r.counted(5, u); i%20 != 4 {
			r.done(u, "handover", "archive")
		}
	}
}

func (r *rig) units() []election.Unit { return r.store.Load().Town().Units }
