package bot

import (
	"context"
	"fmt"
	"html"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

const allDoneMark = "z:"

// stageOwed is a unit that can report a stage as done.
type stageOwed struct {
	unit  election.Unit
	stage election.Stage
}

// allDone shows the units that the person answers for and that still owe a stage, to
// report it done for all but those that are left out with one tap.
func (d *desk) allDone(ctx context.Context, called string) error {
	called, but, _ := speech.AllBut(called)
	st, ok := d.stageCalled(called)
	if !ok {
		d.say(wordsWhichStage(called))
		return nil
	}
	all, early, err := d.owed(ctx, st)
	if err != nil {
		return err
	}
	d.send(d.allDoneCard(st, all, early, d.leftOutOf(but, len(all), func(i int) election.Unit { return all[i].unit })))
	return nil
}

// stageCalled is the stage of that name in an election of the town. What a count ends is
// not reported by hand.
func (d *desk) stageCalled(name string) (election.StageID, bool) {
	for _, e := range d.store.Town().Elections {
		for _, st := range e.Stages {
			if st.ID == election.PollingStage || st.ID == election.FurtherStage {
				continue
			}
			if name == string(st.ID) || name == st.Name.In(election.Chinese) || strings.EqualFold(name, st.Name.In(election.English)) {
				return st.ID, true
			}
		}
	}
	return "", false
}

// owed lists the units, in the roster's order; early is how many it is too early for, or
// that have to vote again first: these are reported one by one, with what the law says.
func (d *desk) owed(ctx context.Context, id election.StageID) (all []stageOwed, early int, err error) {
	town, now := d.store.Town(), d.bot.now()
	var ids []election.UnitID
	for _, u := range town.UnitsOf(d.person) {
		if d.person.MayReport(u) {
			ids = append(ids, u.ID)
		}
	}
	states, err := d.store.States(ctx, ids)
	if err != nil {
		return nil, 0, err
	}
	for _, s := range states {
		e := town.ElectionOf(s.Unit)
		st, has := e.Stage(id)
		switch {
		case !has || !e.Owes(s.Progress, id):
		case !e.Voided(s.Progress, id).IsZero(), len(e.TooEarly(id, town.Today(now), election.EventsOf(s.Progress, town.Location))) > 0:
			early++
		default:
			all = append(all, stageOwed{s.Unit, st})
		}
	}
	return all, early, nil
}

func owedPrint(all []stageOwed) string {
	return listPrint(all, func(o stageOwed) string { return string(o.unit.ID) })
}

func (d *desk) allDoneCard(id election.StageID, all []stageOwed, early int, out leftOut) store.Message {
	m := store.Message{Key: "alldone", Move: true}
	if len(all) == 0 {
		m.Text = html.EscapeString(wordsNothingOwed(d.store.Town(), early).In(d.lang))
		return m
	}
	data := func(verb string, out leftOut) string {
		return fmt.Sprintf("%s%s.%s.%s.%s", allDoneMark, verb, id, owedPrint(all), out)
	}
	shown := all[:min(len(all), leftOutMost)]
	rows, n := out.buttons(len(shown), func(i int) string { return shown[i].unit.Name }, func(out leftOut) string { return data("l", out) })
	m.Buttons = rows
	m.Text = html.EscapeString(wordsDoneTogether(d.store.Town(), all[0].stage.Name, n, len(all)-len(shown), early).In(d.lang))
	if n > 0 {
		m.Buttons = append(m.Buttons, []store.Button{{Label: wordsReportAll(n).In(d.lang), Data: data("r", out)}})
	}
	return m
}

// allDoneTap takes a button of the card. One of a list that has changed shows the list as
// it is now, and reports nothing.
func (d *desk) allDoneTap(ctx context.Context, data string) error {
	parts := strings.Split(strings.TrimPrefix(data, allDoneMark), ".")
	if len(parts) != 4 {
		d.answer(wordsDeadButton())
		return nil
	}
	id := election.StageID(parts[1])
	all, early, err := d.owed(ctx, id)
	if err != nil {
		return err
	}
	out, bad := parseLeftOut(parts[3])
	switch {
	case bad != nil || owedPrint(all) != parts[2]:
		d.answer(wordsOwedChanged())
		out = nil
	case parts[0] == "r":
		return d.reportAllDone(ctx, all, out)
	}
	m := d.allDoneCard(id, all, early, out)
	m.Move = false
	d.send(m)
	return nil
}

func (d *desk) reportAllDone(ctx context.Context, all []stageOwed, out leftOut) error {
	n, err := out.each(min(len(all), leftOutMost), func(i int) (bool, error) {
		o := all[i]
		e := d.store.Town().ElectionOf(o.unit)
		return d.reportBeside(ctx, o.unit, string(o.unit.ID)+"-"+string(o.stage.ID), func(p election.Progress) (election.Body, bool) {
			return election.StageReport{Stage: o.stage.ID, Status: election.Done}, e.Owes(p, o.stage.ID)
		})
	})
	if err != nil {
		return err
	}
	d.send(store.Message{Key: "alldone", Text: html.EscapeString(wordsReportedTogether(d.store.Town(), all[0].stage.Name, n, max(0, len(all)-leftOutMost)).In(d.lang))})
	return nil
}

func wordsWhichStage(name string) election.Phrase {
	return say("没有“%s”这个阶段，或者它由计票结果自动完成。什么都没有记下；阶段名称见“待办”。", "There is no stage “%s”, or its count ends it by itself. Nothing was recorded; “todo” lists the stages.").With(name)
}

func wordsNothingOwed(t *election.Town, early int) election.Phrase {
	if early > 0 {
		return say("没有可以一起报的：%s现在报完成太早，或者要先重新选举，请单独报。", "Nothing to report together: it is too early in %s, or they have to vote again first. Report these one by one.").With(t.SayUnits(early))
	}
	return say("这一阶段没有要报的了。", "Nothing of this stage is left to report.")
}

func wordsDoneTogether(t *election.Town, stage election.Phrase, n, more, early int) election.Phrase {
	said := say("📋 %s：将为 %s报“已完成”，日期是今天。没完成的点一下去掉（▫️）。", "📋 %s: to be reported done for %s, as of today. Tap those that are not, to leave them out (▫️).").With(stage, t.SayUnits(n))
	if early > 0 {
		said = say("%s另有 %d 个现在报太早，或者要先重新选举，请单独报。", "%s It is too early in %d more, or they have to vote again first: report these one by one.").With(said, early)
	}
	if more > 0 {
		said = say("%s还有 %d 个，这些报完再发一次。", "%s %d more: send it again after these.").With(said, more)
	}
	return said
}

func wordsReportAll(n int) election.Phrase {
	return say("✅ 确认上报 %d 个", "✅ Report %d").With(n)
}

func wordsOwedChanged() election.Phrase {
	return say("情况有变化，没有上报，请再核对一次。", "Something has changed; nothing was reported. Please look once more.")
}

func wordsReportedTogether(t *election.Town, stage election.Phrase, n, left int) election.Phrase {
	if left > 0 {
		return say("✅ %s：已为 %s报完成，还有 %d 个，再发一次。", "✅ %s: reported done for %s, %d to go: send it again.").With(stage, t.SayUnits(n), left)
	}
	return say("✅ %s：已为 %s报完成，一个一条，可以分别更正。", "✅ %s: reported done for %s, a report each, to be corrected one by one.").With(stage, t.SayUnits(n))
}
