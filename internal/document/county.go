package document

import (
	"cmp"
	"slices"
	"time"

	"huanjie/internal/election"
)

// countyRoom is the room for the towns of a county's roll-up, in UTF-16 units.
const countyRoom = 3300

// County returns the roll-up of a county 县级汇总 at a moment: what all of its towns come to,
// and a line for each election of each town, those first that have to be looked at. stopped
// are towns that are not served now. It stays below Telegram's 4096 characters.
func County(name string, towns []election.Summary, stopped []string, now time.Time, l election.Language) string {
	p := &page{l: l}
	p.title(say("📊 %s汇总", "📊 %s, all towns").With(short(name, nameMost)))
	p.line(say("截至 %s", "as of %s").With(election.SayTime(now, now)))
	p.line(election.Phrase{})
	countyTotals(p, towns)
	for _, town := range stopped {
		p.line(say("⏸ %s：名册或设置正在修改，没有算进来", "⏸ %s: its roster or settings are being mended; it is not counted here").With(short(town, nameMost)))
	}
	p.line(election.Phrase{})
	worst := slices.Clone(towns)
	slices.SortStableFunc(worst, func(a, b election.Summary) int { return cmp.Compare(urgency(b), urgency(a)) })
	var lines []election.Phrase
	for _, s := range worst {
		lines = append(lines, countyLine(s))
	}
	p.list(lines, len(lines), countyRoom, func(left int) election.Phrase {
		return say("……还有 %d 行，发镇名看", "… and %d more: send a town's name").With(left)
	})
	return p.String()
}

// urgency is larger the sooner a town has to be looked at.
func urgency(s election.Summary) int {
	return s.LateCount() + s.Lists[election.ListTroubled].Count + s.Figures[election.UnitsFurther] + s.Figures[election.UnitsVoid]
}

// countyTotals adds up all towns. Units of several kinds of election are counted together.
func countyTotals(p *page, towns []election.Summary) {
	sum, units, seats, late, troubled, names := election.Figures{}, 0, 0, 0, 0, map[string]bool{}
	for _, s := range towns {
		names[s.Town] = true
		units, seats, late, troubled = units+s.Roll.Units, seats+s.Roll.Seats, late+s.LateCount(), troubled+s.Lists[election.ListTroubled].Count
		for f, n := range s.Figures {
			sum[f] += n
		}
	}
	p.line(say("%d 个镇，%d 个单位；逾期 %d 项，有困难 %d 个", "%d towns, %d units; late %d, in difficulty %d").With(len(names), units, late, troubled))
	if n := sum[election.Reporting]; n > 0 {
		p.line(say("参选 %s（%d/%d 已报）", "turnout %s (%d of %d reporting)").With(sum.Turnout(), n, units))
	}
	if n := sum[election.Counted]; n > 0 {
		p.line(say("当选 %d/%d 名（%d/%d 已计票，确认 %d）", "elected %d of %d (%d of %d counted, %d confirmed)").
			With(sum[election.Elected], seats, n, units, sum[election.UnitsConfirmed]))
	}
	if n := sum[election.UnitsFurther] + sum[election.UnitsVoid]; n > 0 {
		p.line(say("⚠️ 还要再选的 %d 个", "⚠️ to vote again: %d").With(n))
	}
}

// countyLine is one election of one town.
func countyLine(s election.Summary) election.Phrase {
	f := s.Figures
	line := say("%s · %s：%s", "%s · %s: %s").With(short(s.Town, nameMost), s.Election.Kind.Name(), progress(s))
	add := func(more election.Phrase) { line = say("%s；%s", "%s; %s").With(line, more) }
	if n := s.LateCount(); n > 0 {
		add(say("⏰ 逾期 %d", "⏰ late %d").With(n))
	}
	if n := s.Lists[election.ListTroubled].Count; n > 0 {
		add(say("🆘 %d", "🆘 %d").With(n))
	}
	if f[election.Reporting] > 0 {
		add(say("参选 %s（%d/%d）", "turnout %s (%d of %d)").With(f.Turnout(), f[election.Reporting], s.Roll.Units))
	}
	if f[election.Counted] > 0 {
		add(say("计票 %d/%d，确认 %d", "counted %d of %d, confirmed %d").With(f[election.Counted], s.Roll.Units, f[election.UnitsConfirmed]))
	}
	if n := f[election.UnitsFurther] + f[election.UnitsVoid]; n > 0 {
		add(say("⚠️ 再选 %d", "⚠️ again %d").With(n))
	}
	if s.Amiss.Kind != "" {
		add(say("⚠️ 账本核对不符", "⚠️ its books do not agree"))
	}
	return line
}
