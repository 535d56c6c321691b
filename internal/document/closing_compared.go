package document

import (
	"fmt"
	"strings"

	"huanjie/internal/election"
)

// against sets the figures against those of the last term, as far as they are known:
// numbers in people, shares in percentage points.
func (w *closing) against(e election.Election, states []election.UnitState, f election.Figures) {
	last := LastTerm(w.Town, e, states)
	if last.IsZero() || f[election.Reporting] < len(states) {
		return
	}
	var parts []string
	if last.Registered > 0 {
		parts = append(parts, sinceLast(w.registered(e), last.Registered, f[election.ReportingRegistered], "人"))
	}
	if before := last.Turnout(); before.Part > 0 && before.Whole > 0 {
		parts = append(parts, shareSince("参选率", before, election.Ratio{Part: f[election.Voted], Whole: f[election.ReportingRegistered]}))
	}
	if last.Elected > 0 {
		parts = append(parts, sinceLast("当选", last.Elected, f[election.Elected], "名"))
	}
	c := f.Composition()
	for _, t := range append(election.Traits(), c.Marked()...) {
		if n, known := last.Parts[t]; known && last.Elected > 0 && c.People == f[election.Elected] {
			parts = append(parts, shareSince(t.Name().In(election.Chinese), election.Ratio{Part: n, Whole: last.Elected}, c.Share(t)))
		}
	}
	if len(parts) > 0 {
		w.text("与上届相比：" + strings.Join(parts, "；") + "。")
	}
}

// sinceLast says how a number of people has changed.
func sinceLast(what string, before, now int, unit string) string {
	line := fmt.Sprintf("%s上届%s%s，本届%s%s", what, election.Thousands(before), unit, election.Thousands(now), unit)
	switch {
	case now > before:
		return line + fmt.Sprintf("，增加%s%s", election.Thousands(now-before), unit)
	case now < before:
		return line + fmt.Sprintf("，减少%s%s", election.Thousands(before-now), unit)
	}
	return line + "，持平"
}

// shareSince says how a share has changed, in points.
func shareSince(what string, before, now election.Ratio) string {
	line := fmt.Sprintf("%s上届%s，本届%s", what, before.Percent(), now.Percent())
	points := now.Points(before)
	switch {
	case points > 0:
		return line + fmt.Sprintf("，上升%d.%02d个百分点", points/100, points%100)
	case points < 0:
		return line + fmt.Sprintf("，下降%d.%02d个百分点", -points/100, -points%100)
	}
	return line + "，持平"
}

// averageAge says how old the elected are on average, to a tenth of a year of full years.
func (w *closing) averageAge(e election.Election, states []election.UnitState) {
	sum, known := 0, 0
	for _, u := range states {
		for _, p := range e.Described(u.Progress) {
			if !p.Born.IsZero() {
				sum, known = sum+p.Age(e.PollingDay), known+1
			}
		}
	}
	if known > 0 {
		tenths := (20*sum + known) / (2 * known)
		w.text(fmt.Sprintf("平均年龄%d.%d岁（已知%d名）。", tenths/10, tenths%10, known))
	}
}

// together writes what all elections of the office come to, where there are several: the
// sums of the records, and who sits on two bodies of one place, by name.
func (w *closing) together() {
	if len(w.Town.Elections) < 2 {
		return
	}
	w.section("各项选举合计")
	sum, units := election.Figures{}, 0
	for _, e := range w.Town.Elections {
		states := w.of(e)
		units += len(states)
		for k, v := range w.added(e, states) {
			sum[k] += v
		}
	}
	w.text(fmt.Sprintf("%d项选举共%d个%s，当选%s名。", len(w.Town.Elections), units, w.Town.UnitNoun().In(election.Chinese), election.Thousands(sum[election.Elected])))
	for _, kind := range w.Town.Records {
		w.recordTogether(kind, sum)
	}
	w.committeesTogether()
	w.pairs()
}

// recordTogether writes the sums of a kind of record over all elections.
func (w *closing) recordTogether(kind election.RecordKind, sum election.Figures) {
	var parts []string
	for _, field := range kind.Fields {
		if v := sum[election.RecordFigure(kind.ID, field.ID)]; field.Number && v > 0 && !isSpan(field) {
			parts = append(parts, field.Label.In(election.Chinese)+election.Thousands(v)+field.Unit.In(election.Chinese))
		}
	}
	for _, field := range kind.Choices() {
		for _, v := range field.Values {
			if n := sum[election.AnswerFigure(kind.ID, field.ID, v)]; n > 0 {
				parts = append(parts, field.Name(v).In(election.Chinese)+times(n, kind))
			}
		}
	}
	if len(parts) > 0 {
		w.text(fmt.Sprintf("%s合计：%s。", kind.Title.In(election.Chinese), strings.Join(parts, "，")))
	}
}

// committeesTogether says who the elected of all committees are, of villages and
// communities together.
func (w *closing) committeesTogether() {
	sum, elections := election.Composition{}, 0
	for _, e := range w.Town.Elections {
		if e.Kind == election.Villagers || e.Kind == election.Residents {
			sum = sum.Plus(w.added(e, w.of(e)).Composition())
			elections++
		}
	}
	if elections < 2 || sum.People == 0 {
		return
	}
	var parts []string
	for _, t := range []election.Trait{election.TraitWomen, election.TraitParty, election.TraitUnder50, election.TraitFromCollege, election.TraitReElected} {
		parts = append(parts, fmt.Sprintf("%s%d名", t.Name().In(election.Chinese), sum.Part(t)))
	}
	w.text(fmt.Sprintf("村（居）民委员会已报当选人员合计%d名，其中%s。", sum.People, strings.Join(parts, "、")))
}

// pairs writes who sits on two bodies of one place, by name, for each kind of committee
// and for all together.
func (w *closing) pairs() {
	for _, line := range PairLines(election.Pairs(w.Town, w.Units)) {
		w.text(line.In(election.Chinese) + "。")
	}
}

// PairLines say who sits on two bodies of one place, by name, for each kind of committee and
// for all together.
func PairLines(all []election.Pair) (lines []election.Phrase) {
	said := func(of election.Phrase, p election.Pair) {
		lines = append(lines, say("%s，与党组织按姓名对照（双方都已选出的%d个单位）：委员会当选%d名，其中交叉任职%d名，占%s；书记、主任一肩挑%d个，占%s",
			"%s, compared by name with the Party organisations, in the %d places that have elected both: of %d on the committees %d are on both, %s; the chair is the secretary in %d, %s").
			With(of, p.Units, p.People, p.Cross, election.Ratio{Part: p.Cross, Whole: p.People}.Percent(), p.Combined, election.Ratio{Part: p.Combined, Whole: p.Units}.Percent()))
	}
	for _, p := range all {
		said(p.Kind.Name(), p)
	}
	if len(all) > 1 {
		said(say("合计", "Together"), election.Together(all))
	}
	return lines
}

// candidates says how many stand on the formal lists, and how they came from the first
// ones, where these were reported.
func (w *closing) candidates(e election.Election, states []election.UnitState, f election.Figures) {
	if f[election.Nominated] == 0 {
		return
	}
	line := fmt.Sprintf("%s上报了正式候选人，共%s名", unitsOf(e, f[election.UnitsNominate]), election.Thousands(f[election.Nominated]))
	w.source(election.Nominated, f[election.Nominated], w.named(e, "正式候选人"))
	first, dropped, added, joint, jointOut := 0, 0, 0, 0, 0
	for _, u := range states {
		lists := u.Progress.Records[election.FirstListRecord]
		if len(lists) == 0 || u.Progress.Nomination == nil {
			continue
		}
		names := election.FirstNames(lists[0].Record)
		out, in := election.ListsCompared(names, u.Progress.Nomination.Names())
		first, dropped, added = first+len(names), dropped+len(out), added+len(in)
		jointly := election.JointNames(lists[0].Record)
		out, _ = election.ListsCompared(jointly, u.Progress.Nomination.Names())
		joint, jointOut = joint+len(jointly), jointOut+len(out)
	}
	if first > 0 {
		line += fmt.Sprintf("；由初步候选人%s名经酝酿协商产生", election.Thousands(first))
		if dropped > 0 {
			line += fmt.Sprintf("，没有列入%s名", election.Thousands(dropped))
		}
		if added > 0 {
			line += fmt.Sprintf("，后加%s名", election.Thousands(added))
		}
		if joint > 0 {
			line += fmt.Sprintf("；其中联名提名的%d名，列入%d名，没有列入%d名", joint, joint-jointOut, jointOut)
		}
	}
	w.text(line + "。")
}
