package bot

import (
	"huanjie/internal/election"
	"huanjie/internal/store"
)

func wordsDrillAreas(area election.Phrase, n int) election.Phrase {
	return say("🗺 %s：%d 个片，点一个往下看。", "🗺 %s: %d areas; tap one to look into it.").With(area, n)
}

func wordsDrillAll(units election.Phrase) election.Phrase {
	return say("🏘 逐个看（%s）", "🏘 One by one (%s)").With(units)
}

// wordsDrillUnits heads a list of units.
func wordsDrillUnits(area, units election.Phrase, all []store.Standing) election.Phrase {
	text := say("🏘 %s · %s", "🏘 %s · %s").With(area, units)
	count := func(line election.Phrase, is func(store.Standing) bool) {
		n := 0
		for _, s := range all {
			if is(s) {
				n++
			}
		}
		if n > 0 {
			text = say("%s\n%s", "%s\n%s").With(text, line.With(n))
		}
	}
	count(say("🆘 有困难 %d", "🆘 in difficulty: %d"), func(s store.Standing) bool { return s.Troubled })
	count(say("▲ 须再投票 %d", "▲ to vote again: %d"), func(s store.Standing) bool { return s.Further })
	count(say("⏰ 有逾期 %d", "⏰ late: %d"), func(s store.Standing) bool { return s.Late > 0 })
	return say("%s\n要看的排在前面，点一个看详情。", "%s\nThose to be looked at come first; tap one.").With(text)
}

// wordsStanding is a unit on a button: ▲⏰ 东河村 · 须再投票 · 逾期 2 项.
func wordsStanding(s store.Standing) election.Phrase {
	mark, text := "", say("%s", "%s").With(quoted(s.Unit.Name))
	if s.Troubled {
		mark += "🆘"
	}
	if s.Further {
		mark, text = mark+"▲", say("%s · 须再投票", "%s · to vote again").With(text)
	}
	if s.Late > 0 {
		mark, text = mark+"⏰", say("%s · 逾期 %d 项", "%s · %d late").With(text, s.Late)
	}
	if s.Open {
		mark += "📨"
	}
	if mark == "" {
		return text
	}
	return say("%s %s", "%s %s").With(mark, text)
}

func wordsDrillReports(n int) election.Phrase {
	return say("📋 上报记录 %d", "📋 Reports: %d").With(n)
}
func wordsDrillContact() election.Phrase { return say("☎ 联系联络员", "☎ Reach the officer") }
func wordsNewest() election.Phrase       { return say("⏮ 最新", "⏮ Newest") }
func wordsOlder() election.Phrase        { return say("更早 ▶", "Older ▶") }
func wordsReplaced() election.Phrase     { return say("📄 原来的上报", "📄 What it replaced") }
func wordsSeeUnit() election.Phrase      { return say("🔎 看村情况", "🔎 The unit") }
func wordsSeeSheet() election.Phrase     { return say("📷 看照片", "📷 The photo") }

// wordsSheetOf names the photo of a count's result sheet.
func wordsSheetOf(r election.Round) election.Phrase {
	return say("计票结果单：%s", "result sheet: %s").With(r.Name())
}

func wordsNoSheet() election.Phrase {
	return say("还没有计票结果单照片，已请联络员补。", "There is no photo of the result sheet yet; the officer has been asked for it.")
}

// wordsReach says how somebody can be reached.
func wordsReach(phone string, bound bool) election.Phrase {
	switch {
	case phone != "" && bound:
		return say("　%s（点姓名可发消息）", " %s (tap the name to write)").With(phone)
	case phone != "":
		return say("　%s（还没有登记机器人）", " %s (not registered with the bot)").With(phone)
	case bound:
		return say("（点姓名可发消息；名册里没有电话）", " (tap the name to write; the roster has no number)")
	}
	return say("（名册里没有电话，也还没有登记机器人）", " (no number in the roster, and not registered with the bot)")
}
