package bot

import (
	"context"
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// withdrawLast begins the withdrawal of what the person reported last: /withdraw, with
// what is typed after it, as 撤回 itself.
func (d *desk) withdrawLast(ctx context.Context, rest string) error {
	text := "撤回"
	if rest != "" {
		text += "，" + rest
	}
	took, err := d.takesBack(ctx, text)
	if took || err != nil {
		return err
	}
	return d.takeBack(ctx, speech.TakenBack{Why: rest})
}

// takenBack is what a message says that takes back what the person reported.
func (d *desk) takenBack(text string) (speech.TakenBack, bool) {
	if figure, voids := speech.VoidedFigure(text); voids && !d.ses.Talk.HasOpen() && d.ses.Talk.HasReported(figure) { // 枣园514作废
		text = speech.Withdrawn(text)
	}
	if b, ok := speech.Misplaced(d.listening().Hear(text, d.bot.ear(d.store.Town()).places)); ok && !d.ses.Talk.HasOpen() {
		return b, true
	}
	if !d.listening().Withdraws(text) && !speech.OnlyWithdraws(text) || speech.Acknowledges(text) {
		return speech.TakenBack{}, false
	}
	return speech.TakesBack(text, d.listening().Now(), d.bot.ear(d.store.Town()).places, d.formWords())
}

// formWords are the words of the forms that are about a unit.
func (d *desk) formWords() *speech.Lexicon {
	var all []speech.Entry
	for _, f := range d.forms().Declared() {
		for _, w := range f.Words {
			if !f.OfTown {
				all = append(all, speech.Entry{Text: w, Meaning: speech.Meaning{Sort: speech.OfForm, ID: string(f.ID)}})
			}
		}
	}
	return speech.NewLexicon(all)
}

// takesBack takes a message that takes something back, and reports whether it was one:
// what is open is given up, after a question; else what was reported last is withdrawn.
// While words are asked for, only a message that says nothing else means that: 撤回 in a
// reason is none.
func (d *desk) takesBack(ctx context.Context, text string) (bool, error) {
	if !d.ses.Talk.HasOpen() && speech.OneUnitWrong(d.listening().Hear(text, d.bot.ear(d.store.Town()).places)) {
		return true, d.corrections(ctx)
	}
	b, ok := d.takenBack(text)
	talk := d.ses.Talk
	if !ok || !b.Alone && talk.AsksFewWords() {
		return false, nil
	}
	if talk.Unsaid() {
		return true, d.takeBack(ctx, b)
	}
	if !b.Alone || len(b.Units) == 1 && (b.Place && talk.HasOpen() || talk.Awaits(election.UnitID(b.Units[0]))) {
		return false, nil
	}
	return true, d.cancel(ctx)
}

// takeBack begins a withdrawal: of what an open card corrects, else of the last report
// that fits.
func (d *desk) takeBack(ctx context.Context, b speech.TakenBack) error {
	w := flow.Withdrawing{Why: b.Why, Place: b.Place, ID: d.ses.Talk.Correcting()}
	reported, err := d.stillReported(ctx)
	if err != nil {
		return err
	}
	if w.ID == "" {
		w.ID, w.For = whichReport(reported, b, d.forms())
	}
	if w.ID == "" {
		d.say(wordsNothingToWithdraw())
		return nil
	}
	return d.beginWithdrawal(ctx, w)
}

// whichReport is the last report that is meant, and the unit that it was for if that
// is named: of 报错村了，是西岭村 the last one of another village.
func whichReport(reported []flow.ReportedEntry, b speech.TakenBack, forms flow.Forms) (id flow.DraftID, right election.UnitID) {
	title := forms.Title(flow.FormID(b.Form))
	i := slices.IndexFunc(reported, func(r flow.ReportedEntry) bool {
		named := len(b.Units) == 0 || slices.Contains(b.Units, string(r.Unit))
		if b.Place {
			named = len(b.Units) != 1 || b.Units[0] != string(r.Unit)
		}
		return named && (b.Form == "" || r.Title == title)
	})
	if i < 0 && b.Place && len(reported) > 0 { // 东河村报错村了
		i = 0
	}
	if i < 0 {
		return "", ""
	}
	for _, u := range b.Units {
		if b.Place && u != string(reported[i].Unit) {
			right = election.UnitID(u)
		}
	}
	return reported[i].ID, right
}

// stillReported is what the person reported last and still stands, newest first: others may
// have withdrawn it.
func (d *desk) stillReported(ctx context.Context) ([]flow.ReportedEntry, error) {
	scene := flow.Scene{Town: d.store.Town(), Person: d.person, Language: d.lang, User: d.turn.user, Now: d.bot.now()}
	reported := d.forms().Reported(d.ses.Talk, scene)
	if len(reported) == 0 {
		return nil, nil
	}
	ids := make([]election.UnitID, len(reported))
	for i, r := range reported {
		ids[i] = r.Unit
	}
	all, err := d.store.Progress(ctx, ids...)
	if err != nil {
		return nil, err
	}
	var standing []flow.ReportedEntry
	for i, r := range reported {
		if !slices.Contains(all[i].Withdrawn, election.ReportID(r.ID)) {
			standing = append(standing, r)
		}
	}
	return standing, nil
}

// beginWithdrawal begins the withdrawal of one report.
func (d *desk) beginWithdrawal(ctx context.Context, w flow.Withdrawing) error {
	out, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.forms().Withdraw(d.ses.Talk, sc, d.turn.update, w)
	})
	if err == nil && out.Ignored {
		d.say(wordsNothingToWithdraw())
	}
	return err
}

// editTakesBack takes a message that was changed into one that takes it back, and
// reports whether it was one.
func (d *desk) editTakesBack(ctx context.Context, w edited) (bool, error) {
	b, ok := d.takenBack(w.text)
	if !ok {
		return false, nil
	}
	scene := flow.Scene{Town: d.store.Town(), Person: d.person, Now: d.bot.now()}
	if id := d.forms().From(d.ses.Talk, scene, w.message); id != "" {
		return true, d.beginWithdrawal(ctx, flow.Withdrawing{ID: id, Why: b.Why, Place: b.Place})
	}
	return false, nil
}

func wordsNothingToWithdraw() election.Phrase {
	return say("最近没有您自己上报、可以撤回的内容。只能撤回自己报的；公告请在“公告列表”里撤回。", "You reported nothing lately that can be withdrawn. You can withdraw only your own reports; announcements are withdrawn in “notices”.")
}
