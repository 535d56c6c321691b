package bot

import (
	"context"
	"html"
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// exercises shows the person their script, as far as they have come with a report that
// is being committed.
func (d *desk) exercises(ctx context.Context, more ...election.Report) error {
	m, err := d.script(ctx, d.store, more...)
	if err == nil {
		d.send(m)
	}
	return err
}

// reportedIn reads what was reported in a rehearsal, and adds what is being committed.
func reportedIn(ctx context.Context, rehearsal *store.Store, more ...election.Report) (map[election.PersonID][]election.Exercise, error) {
	var all []election.Report
	err := rehearsal.Journal(ctx, func(r election.Report) error {
		all = append(all, r)
		return nil
	})
	return election.Exercised(append(all, more...)), err
}

// script is what the person has to do in a rehearsal, and what is done.
func (d *desk) script(ctx context.Context, rehearsal *store.Store, more ...election.Report) (store.Message, error) {
	passed, err := reportedIn(ctx, rehearsal, more...)
	if err != nil {
		return store.Message{}, err
	}
	town := rehearsal.Town()
	person := town.Person(d.person.ID)
	if d.person.Office {
		person = d.person
	}
	all, done := town.Exercises(person), passed[d.person.ID]
	var lines []string
	for _, x := range all {
		mark := "⬜ "
		if slices.Contains(done, x) {
			mark = "✅ "
		}
		lines = append(lines, mark+"<b>"+html.EscapeString(x.Name().In(d.lang))+"</b>")
		if mark == "⬜ " {
			lines = append(lines, "<code>"+html.EscapeString(wordsExercise(x, town, person).In(d.lang))+"</code>") // a tap copies it
		}
	}
	n := 0
	for _, x := range all {
		if slices.Contains(done, x) {
			n++
		}
	}
	m := store.Message{Key: "script", Move: true, Text: html.EscapeString(wordsScript(n, len(all)).In(d.lang)) + "\n" + strings.Join(lines, "\n")}
	m.Buttons = [][]store.Button{{rehearsalButton(wordsLeaveRehearsal(), leaveVerb, d.lang)}}
	return m, nil
}

// passedMost is how many people the office's list names.
const passedMost = 60

// passList shows the office who has passed what.
func (d *desk) passList(ctx context.Context, r store.Rehearsal) error {
	m := store.Message{Key: "rehearsal", Move: true}
	if _, tap := d.turn.what.(tapped); tap {
		m.Move = false
	}
	m.Buttons = [][]store.Button{{rehearsalButton(wordsJoinButton(), joinVerb, d.lang), rehearsalButton(wordsLookAgain(), passListVerb, d.lang)},
		{rehearsalButton(wordsEndButton(), endVerb, d.lang)}}
	rehearsal := d.bot.all.Of(d.store.Town().ID.Rehearsal())
	if rehearsal == nil {
		m.Text = html.EscapeString(wordsSoon().In(d.lang))
		d.send(m)
		return nil
	}
	passed, err := reportedIn(ctx, rehearsal)
	if err != nil {
		return err
	}
	town := rehearsal.Town()
	people := town.People()
	users, err := rehearsal.Bound(ctx, people...)
	if err != nil {
		return err
	}
	var whole, part, none []string
	for i, p := range people {
		all := town.Exercises(town.Person(p))
		missing := slices.DeleteFunc(slices.Clone(all), func(x election.Exercise) bool { return slices.Contains(passed[p], x) })
		switch {
		case len(all) == 0:
		case users[i] == 0:
			none = append(none, string(p))
		case len(missing) == 0:
			whole = append(whole, string(p))
		default:
			part = append(part, wordsMissing(p, len(all)-len(missing), len(all), missing).In(d.lang))
		}
	}
	m.Text = html.EscapeString(wordsPassed(election.Moment(r.Since, d.now()).In(d.lang), whole, part, none).In(d.lang))
	d.send(m)
	return nil
}

// wordsExercise says how an exercise is done, with a line of the person's own unit.
func wordsExercise(x election.Exercise, t *election.Town, p election.Person) election.Phrase {
	u := exampleUnit(t, p)
	switch x {
	case election.ExerciseTurnout:
		return exampleTurnout(u)
	case election.ExerciseCount:
		return exampleCount(u)
	case election.ExerciseSlip:
		return say("把刚报的投票人数再报一次，多打一位，看它怎么问；改对，确认，再点“更正”报一个不同的数，写上原因",
			"report the turnout once more with a digit too many and see what is asked; put it right, confirm, then tap “Correct”, give another figure and a reason")
	case election.ExerciseSurplus:
		return exampleSurplus(u)
	case election.ExerciseTie:
		return exampleTie(u)
	case election.ExerciseSilence:
		return say("%s没有信号，23:00 前补报", "%s has no signal, will report by 23:00").With(u.Name)
	case election.ExerciseComplaint:
		return say("突发 %s 有人反映没领到选票，紧急", "incident %s somebody says they got no ballot, urgent").With(u.Name)
	case election.ExerciseCheck:
		return say("等联络员报了计票，发“复核 %s”，按您自己看到的数再录一遍", "once the officer has reported a count, send “check %s” and enter the figures as you see them").With(u.Name)
	}
	return say("联络员报了情况，您会收到；点下面的按钮接手、答复", "when an officer reports a complaint you get it: tap to take it and answer")
}

func wordsScript(n, of int) election.Phrase {
	if of == 0 {
		return say("🎭 您在演练里。选举办没有单子，随便试；演练里没有催报和定时日报，发“日报”看。", "🎭 You are in the rehearsal. There is no list for the office: try what you like. Nothing comes by the clock here; send “digest”.")
	}
	if n == of {
		return say("🎉 %d 项全部通过。可以退出演练了。", "🎉 All %d are passed. You can leave the rehearsal.").With(of)
	}
	return say("🎭 演练单：%d/%d。今天就当是选举日，一项一项来；点一下下面的话就复制了，粘贴发出就行：", "🎭 Your list: %d of %d. Take today for polling day and go through it; a tap on a line copies it:").With(n, of)
}

func wordsMissing(p election.PersonID, n, of int, missing []election.Exercise) election.Phrase {
	var names []election.Phrase
	for _, x := range missing {
		names = append(names, x.Name())
	}
	return say("%s %d/%d，还差：%s", "%s %d of %d, to go: %s").With(p, n, of, election.Joined(names, "、", ", "))
}

func wordsPassed(since string, whole, part, none []string) election.Phrase {
	list := func(names []string, sep string) string {
		if len(names) > passedMost {
			return strings.Join(names[:passedMost], sep) + sep + "…"
		}
		return strings.Join(names, sep)
	}
	return say("🎭 演练中，%s 开始。\n✅ 通过 %d 人：%s\n🔸 在练 %d 人：\n%s\n⬜ 没进来 %d 人：%s", "🎭 A rehearsal is on, since %s.\n✅ passed, %d: %s\n🔸 at it, %d:\n%s\n⬜ not there yet, %d: %s").
		With(since, len(whole), list(whole, "、"), len(part), list(part, "\n"), len(none), list(none, "、"))
}

func wordsPassList() election.Phrase { return say("📋 通过情况", "📋 Who has passed") }
