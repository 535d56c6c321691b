package bot

import (
	"context"
	"errors"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

const (
	midwayMark = "b:"
	midwayRows = 8    // of a page of units, two in a row
	midwayMost = 1000 // reports that one tap writes
	spareMost  = 160  // units among which some can be left out: they have to fit into a button
)

// midway 中途接入 lets the office record at once what was done before the town had
// this bot: up to a stage, in all units but those that are left out.
func (d *desk) midway(ctx context.Context) error {
	all, err := d.earlier(ctx)
	if err != nil {
		return err
	}
	m := store.Message{Key: "midway", Move: true, Text: html.EscapeString(wordsNothingEarlier(d.store.Town()).In(d.lang))}
	if w, ok := d.turn.what.(tapped); ok && strings.HasPrefix(w.data, midwayMark) {
		m.Move = false
	}
	several := len(all) > 1
	for _, a := range all {
		n := 0
		for i, st := range a.stages {
			here := len(a.missing(i))
			if n += here; here == 0 {
				continue
			}
			label := wordsUpTo(st.Name, n)
			if several {
				label = say("%s · %s", "%s · %s").With(a.election.Kind.Name(), label)
			}
			m.Buttons = append(m.Buttons, []store.Button{{Label: label.In(d.lang), Data: choice{election: a.at, stage: i, print: a.print()}.String()}})
		}
	}
	if m.Buttons != nil {
		m.Text = html.EscapeString(wordsMidway().In(d.lang))
	}
	d.send(m)
	return nil
}

// earlier is what may have been done in an election before today without a report.
type earlier struct {
	at       int // of the election among the town's
	election election.Election
	stages   []election.Stage // whose day is past
	units    []election.UnitState
}

// earlier reads it for every election.
func (d *desk) earlier(ctx context.Context) (all []earlier, err error) {
	town := d.store.Town()
	for i, e := range town.Elections {
		a := earlier{at: i, election: e, stages: e.Past(town.Today(d.bot.now()))}
		var ids []election.UnitID
		for _, u := range town.Units {
			if u.Election == e.ID {
				ids = append(ids, u.ID)
			}
		}
		if a.units, err = d.store.States(ctx, ids); err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

// missing are the units, by their place, that have reported nothing of a stage.
func (a earlier) missing(stage int) (units []int) {
	for i, u := range a.units {
		if u.Progress.Stages[a.stages[stage].ID].Status == election.NotStarted {
			units = append(units, i)
		}
	}
	return units
}

// owing are the units that lack a report of any stage up to one.
func (a earlier) owing(through int) (units []int) {
	for i := range a.units {
		if slices.ContainsFunc(a.stages[:through+1], func(st election.Stage) bool {
			return a.units[i].Progress.Stages[st.ID].Status == election.NotStarted
		}) {
			units = append(units, i)
		}
	}
	return units
}

// print changes when the places of units and stages do, by which buttons name them.
func (a earlier) print() string {
	var ids []string
	for _, st := range a.stages {
		ids = append(ids, fmt.Sprint(st.ID, " ", st.Due()))
	}
	for _, u := range a.units {
		ids = append(ids, string(u.Unit.ID))
	}
	return listPrint(ids, func(id string) string { return id })
}

// choice is what a button of the card says: the last stage that was done, the units
// that are left out, the page of the list, and whether to record it.
type choice struct {
	election, stage, page int
	record                bool
	print                 string
	out                   leftOut // of the units of the election
}

func (c choice) String() string {
	verb := "l"
	if c.record {
		verb = "r"
	}
	return fmt.Sprintf("%s%s%d.%d.%d.%s.%s", midwayMark, verb, c.election, c.stage, c.page, c.print, c.out)
}

func parseChoice(data string) (c choice, ok bool) {
	rest := strings.TrimPrefix(data, midwayMark)
	if rest == "" {
		return c, false
	}
	parts := strings.Split(rest[1:], ".")
	if len(parts) != 5 {
		return c, false
	}
	var wrong [4]error
	c.record = rest[0] == 'r'
	c.election, wrong[0] = strconv.Atoi(parts[0])
	c.stage, wrong[1] = strconv.Atoi(parts[1])
	c.page, wrong[2] = strconv.Atoi(parts[2])
	c.out, wrong[3] = parseLeftOut(parts[4])
	c.print = parts[3]
	return c, errors.Join(wrong[:]...) == nil && min(c.election, c.stage, c.page) >= 0
}

func (c choice) leaves(unit int) bool { return c.out.has(unit) }

// turned is the choice with a unit left out, or not any more.
func (c choice) turned(unit int) choice {
	c.out = c.out.turned(unit)
	return c
}

// midwayTap takes a button of the card.
func (d *desk) midwayTap(ctx context.Context, data string) error {
	c, ok := parseChoice(data)
	if !ok { // back to the stages
		return d.midway(ctx)
	}
	all, err := d.earlier(ctx)
	if err != nil {
		return err
	}
	if c.election >= len(all) || c.stage >= len(all[c.election].stages) || all[c.election].print() != c.print {
		d.answer(wordsStages())
		return d.midway(ctx)
	}
	if c.record {
		return d.recordEarlier(ctx, all[c.election], c)
	}
	d.send(d.midwayCard(all[c.election], c))
	return nil
}

// midwayCard shows what would be recorded, and the units, each of which can be left out.
func (d *desk) midwayCard(a earlier, c choice) store.Message {
	var lines strings.Builder
	n := 0
	for i, st := range a.stages[:c.stage+1] {
		here := 0
		for _, u := range a.missing(i) {
			if !c.leaves(u) {
				here++
			}
		}
		if n += here; here > 0 {
			lines.WriteString("• " + html.EscapeString(wordsEarlierStage(st, a.election.Units(here), d.today()).In(d.lang)) + "\n")
		}
	}
	owing := a.owing(c.stage)
	m := store.Message{Key: "midway", Text: html.EscapeString(wordsEarlier(n).In(d.lang)) + "\n" + lines.String() + html.EscapeString(wordsLeaveOut(a.election, len(a.units) <= spareMost).In(d.lang))}
	if len(a.units) <= spareMost {
		m.Buttons = d.spare(a, c, owing)
	}
	back := store.Button{Label: wordsBack().In(d.lang), Data: midwayMark}
	if n == 0 {
		m.Buttons = append(m.Buttons, []store.Button{back})
		return m
	}
	c.record = true
	m.Buttons = append(m.Buttons, []store.Button{back, {Label: wordsRecordEarlier(n).In(d.lang), Data: c.String()}})
	return m
}

// spare are the buttons of the units, and those that turn the page.
func (d *desk) spare(a earlier, c choice, owing []int) (rows [][]store.Button) {
	last := max(0, (len(owing)-1)/(2*midwayRows))
	c.page = min(c.page, last)
	for _, pair := range slices.Collect(slices.Chunk(owing[c.page*2*midwayRows:min(len(owing), (c.page+1)*2*midwayRows)], 2)) {
		var row []store.Button
		for _, u := range pair {
			label := "✅ " + a.units[u].Unit.Name
			if c.leaves(u) {
				label = "▫️ " + a.units[u].Unit.Name
			}
			row = append(row, store.Button{Label: label, Data: c.turned(u).String()})
		}
		rows = append(rows, row)
	}
	var turn []store.Button
	for _, way := range []struct {
		to    int
		label election.Phrase
	}{{c.page - 1, wordsPrevious()}, {c.page + 1, wordsNext()}} {
		if way.to >= 0 && way.to <= last {
			c.page = way.to
			turn = append(turn, store.Button{Label: way.label.In(d.lang), Data: c.String()})
		}
	}
	if turn != nil {
		rows = append(rows, turn)
	}
	return rows
}

// recordEarlier records the stages as done, a report for each unit and stage, as the
// office's. What it was killed in the middle of goes on when the tap comes again:
// what is recorded is no longer missing.
func (d *desk) recordEarlier(ctx context.Context, a earlier, c choice) error {
	n, left := 0, 0
	for i, st := range a.stages[:c.stage+1] {
		for _, u := range a.missing(i) {
			switch {
			case c.leaves(u):
			case n == midwayMost:
				left++
			default:
				if err := d.reportEarlier(ctx, a.units[u].Unit, st); err != nil {
					return err
				}
				n++
			}
		}
	}
	m := store.Message{Key: "midway", Text: html.EscapeString(wordsEarlierDone(d.store.Town(), n, left).In(d.lang))}
	if left > 0 {
		m.Buttons = [][]store.Button{{{Label: wordsRecordEarlier(left).In(d.lang), Data: c.String()}}}
	}
	d.send(m)
	return nil
}

// reportEarlier commits one of them, unless the unit has reported in between.
func (d *desk) reportEarlier(ctx context.Context, u election.Unit, st election.Stage) error {
	ses := store.Session{}
	for range redoMost {
		if err := d.store.Focus(ctx, &ses, u.ID); err != nil {
			return err
		}
		if ses.Progress.Stages[st.ID].Status != election.NotStarted {
			return nil
		}
		r := election.Report{ID: election.ReportID(fmt.Sprintf("%s-%s-%s", incidentOf(d.turn), u.ID, st.ID)), Unit: u.ID, By: d.person.ID, User: d.turn.user,
			At: d.bot.now().In(d.store.Town().Location), Body: election.StageReport{Stage: st.ID, Status: election.Done, On: st.Due()}}
		err := d.store.Commit(ctx, store.Commit{Session: &ses, Report: &r})
		if !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return fmt.Errorf("record what %s has done before: %w", u.ID, store.ErrConflict)
}

// offerMidway tells a member of an office whose town begins in the middle of things how
// to say so at once. It says nothing where somebody has reported before.
func (d *desk) offerMidway(ctx context.Context, s *store.Store) error {
	found, err := s.Found(ctx)
	if err != nil || found.Head.Entries > 0 {
		return err
	}
	town := s.Town()
	n := 0
	for _, e := range town.Elections {
		n = max(n, len(e.Past(town.Today(d.bot.now()))))
	}
	if n == 0 {
		return nil
	}
	m := plain(wordsOfferMidway(n).In(d.lang))
	m.Buttons = [][]store.Button{{{Label: wordsMidwayButton().In(d.lang), Data: menuMark + string(cmdMidway)}}}
	d.send(m)
	return nil
}

func wordsMidwayButton() election.Phrase {
	return say("⏩ 记下以前办完的", "⏩ Record what was done")
}

func wordsOfferMidway(n int) election.Phrase {
	return say("有 %d 个阶段的日子已经过去，还没有人报过。换届半路上才用本助手的话，以前办完的一次记下，就不会一个一个地催：点下面，或发“中途接入”。",
		"The days of %d stages are past and nobody has reported any. If you begin in the middle of an election, record what was done before in one go, so that nobody is reminded of it: tap below, or send “midway”.").With(n)
}

func wordsMidway() election.Phrase {
	return say("⏩ 中途接入：哪些阶段在用本助手以前就办完了？点其中最后一个，前面的一起记。下一步能去掉没办完的村；投票和以后的阶段按计票结果走，不在这里记。",
		"⏩ Beginning in the middle: which stages were done before? Tap the last of them; those before it are recorded with it. Villages that are behind can be left out next. The vote and what follows it is not recorded here, but by its count.")
}

func wordsNothingEarlier(t *election.Town) election.Phrase {
	return say("没有要补记的：日子过去的阶段，各%s都有上报了（或还没有哪个阶段的日子过去）。",
		"There is nothing to record: every %s has reported of the stages whose day is past, or none is past yet.").With(t.OneUnit())
}

func wordsUpTo(stage election.Phrase, n int) election.Phrase {
	return say("到“%s”为止（%d 条）", "up to “%s” (%d)").With(stage, n)
}

func wordsStages() election.Phrase {
	return say("名册或阶段变了，请重新选。", "Roster or stages have changed: choose again.")
}

func wordsEarlier(n int) election.Phrase {
	return election.Many(n, "⏩ 将由选举办记 %d 条“已完成”，日期写该阶段的最后一日：", "⏩ The office records %d report “done”, dated the stage's last day:", "⏩ The office records %d reports “done”, dated each stage's last day:")
}

func wordsEarlierStage(st election.Stage, units election.Phrase, today election.Date) election.Phrase {
	return say("%s（%s）：%s", "%s (%s): %s").With(st.Name, st.Due().Say(today), units)
}

func wordsLeaveOut(e election.Election, buttons bool) election.Phrase {
	if !buttons {
		return say("哪个%s其实没办完，以后报一次“进行中”就改过来了。", "Where something is not done after all, a report “under way” puts it right in that %s later.").With(e.OneUnit())
	}
	return say("没办完的%s，点一下去掉（▫️）。以后发现记错了，报一次“进行中”就改过来。", "Tap the %s that are behind to leave them out (▫️). A report “under way” puts it right later, too.").With(e.UnitNoun())
}

func wordsRecordEarlier(n int) election.Phrase {
	return say("✅ 记下 %d 条", "✅ Record %d").With(n)
}

func wordsEarlierDone(t *election.Town, n, left int) election.Phrase {
	if left > 0 {
		return say("✅ 记下了 %d 条，还有 %d 条，再点一次。", "✅ %d recorded, %d to go: tap once more.").With(n, left)
	}
	return say("✅ 记下了 %d 条“已完成”，记在选举办名下。哪个%s记错了，报一次“进行中”就改过来。", "✅ %d reports “done” are recorded in the office's name. Where that is wrong, the %s reports “under way”.").With(n, t.OneUnit())
}
