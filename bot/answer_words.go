package bot

import (
	"fmt"
	"strings"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// The sentences of answers.

func wordsNoLastTerm() election.Phrase {
	return say("没有上届数据：这里只有本届的上报，不能拿本届的数字当上届的。", "There are no figures of the last term: only this term's reports are here.")
}

func wordsNoReason() election.Phrase {
	return say("❓ 原因：没有人报来困难，也没有说什么时候补报。", "❓ Why: no difficulty was reported, and no time for a later report.")
}

// wordsPromised says until when a report was put off, and why.
func wordsPromised(p election.Promise, now time.Time) election.Phrase {
	line := say("约好 %s 补报", "to be reported by %s").With(election.SayTime(p.Until, now))
	if p.Why == "" {
		return line
	}
	return say("%s，%s", "%s, %s").With(line, p.Why)
}

func wordsBut(of, except election.Phrase) election.Phrase {
	return say("%s（不含%s）", "%s (without %s)").With(of, except)
}

// wordsSized says which units are meant by their registered voters.
func wordsSized(of election.Phrase, f speech.Filter, units election.Phrase) election.Phrase {
	switch f.By {
	case speech.Highest:
		return say("%s选民最多的 %s", "%s, the largest %s").With(of, units)
	case speech.Lowest:
		return say("%s选民最少的 %s", "%s, the smallest %s").With(of, units)
	}
	if f.By == speech.Extremes {
		return say("%s最大的和最小的", "%s, the largest and the smallest").With(of)
	}
	if f.By == speech.Below {
		return say("%s选民不到 %s 人的 %s", "%s, fewer than %s voters: %s").With(of, election.Thousands(f.N), units)
	}
	return say("%s选民 %s 人以上的 %s", "%s, %s voters or more: %s").With(of, election.Thousands(f.N), units)
}

// wordsClosing says that the units are meant in which the polls close at a time.
func wordsClosing(of election.Phrase, at time.Duration) election.Phrase {
	return say("%s · %s 结束投票的", "%s · polls close at %s").With(of, clockText(at))
}

func wordsOpening(of election.Phrase, at time.Duration) election.Phrase {
	return say("%s · %s 开始投票的", "%s · polls open at %s").With(of, clockText(at))
}

// clockText is an hour of the day: 18:00.
func clockText(at time.Duration) string {
	return fmt.Sprintf("%d:%02d", int(at.Hours()), int(at.Minutes())%60)
}

func wordsDigestTimes() election.Phrase {
	return say("📊 日报的时间各人自己选：发“设置”。选举日按选举办定的时间，人人都有。", "📊 Everybody chooses the hours of the digest: send “settings”. On polling day the office sets them.")
}

func wordsLeftOut(what string) election.Phrase {
	return say("（“%s”不知道是什么意思，没有算进来。）", "(What “%s” means I do not know; it was left out.)").With(what)
}

// wordsPassedOver names words that are understood, and that the answer takes no account of.
func wordsPassedOver(what string) election.Phrase {
	return say("（没有按“%s”分：上面答的是第一行写的。）", "(“%s” was not taken into account: this answers what its first line says.)").With(what)
}

// wordsNoReport stands below an answer to words of which some were not understood, for
// somebody who may have meant a report.
func wordsNoReport() election.Phrase {
	return say("以上是查询结果；您这句话没有记作上报。", "That answers a question; nothing you wrote was noted as a report.")
}

func wordsOfficePhone(phone string) election.Phrase {
	if phone == "" {
		return say("选举办的电话没有登记在这里，请问您的包片领导。", "The office's telephone is not kept here; please ask your area's leader.")
	}
	return say("☎ 选举办：%s", "☎ The office: %s").With(phone)
}

// wordsNotKept says that nobody reports what is asked for.
func wordsNotKept(q inquiry) election.Phrase {
	if q.Trait == "" {
		return say("没有人上报这一项，所以没有这样的数：“%s”。参选、计票、当选、进度、宣传这些可以问；发“你能查什么”看例子。",
			"Nobody reports that, so there is no such figure: “%s”. Ask about turnout, counts, the elected, stages; “what can you do” has examples.").With(beginningOf(q.text, saidMost))
	}
	return say("投票人数和选民不分性别、年龄、党员上报，没有这样的数。当选人的结构可以问，例如“女的当选多少”。", "Voters are not reported by sex, age or party, so there is no such figure. Who was elected can be asked: “how many women are elected”.")
}

func wordsResultsCome(polling, today election.Date) election.Phrase {
	return say("🏁 选举日 %s：最后一个村的计票一到，选举结果就发；没到齐的，当晚按选举办定的钟点先发一次。", "🏁 Polling day is %s: results are sent when the last count is in, or at the hour that the office has set for that night.").With(polling.Say(today))
}

func wordsNoPlace() election.Phrase {
	return say("🔒 别的村不在您的查看范围内，排不出名次。", "🔒 The others are not yours to see, so there is no place to tell.")
}

func wordsVotedOf(v document.Value, m document.Measure) election.Phrase {
	return say("已报的共 %s", "%s in all of those reported").With(m.Say(v))
}

// wordsShort says that units are asked for by what they lack to a share.
func wordsShort(m document.Measure, f speech.Filter) election.Phrase {
	if f.Part == 5000 {
		return say("%s · 离过半还差的人数", "%s · voters short of half").With(m.Name)
	}
	return say("%s · 离 %s 还差的人数", "%s · voters short of %s").With(m.Name, hundredths(f.Part))
}

func wordsLacks(n int) election.Phrase {
	if n <= 0 {
		return say("已达到", "reached")
	}
	return say("还差 %s 人", "%s short").With(election.Thousands(n))
}

// wordsNeeds says how many have to vote to reach a share of the registered voters.
func wordsNeeds(n, registered, voted int) election.Phrase {
	if voted > 0 && n > voted {
		return say("登记选民 %s 人，要 %s 人投票才到。全部算上还差 %s 人。", "%s voters are registered; %s have to vote to reach it. Of all of them %s are still needed.").With(election.Thousands(registered), election.Thousands(n), election.Thousands(n-voted))
	}
	return say("登记选民 %s 人，要 %s 人投票才到。", "%s voters are registered; %s have to vote to reach it.").With(election.Thousands(registered), election.Thousands(n))
}

func wordsAgain(post election.Post) election.Phrase {
	if post == "" {
		return say("🔁 还要再投票", "🔁 To vote again")
	}
	return say("🔁 %s还没选齐，要再投票", "🔁 To vote again, seats left: %s").With(post.Name())
}

func wordsEarlierCases(n int) election.Phrase {
	return say("📨 以前的还有 %d 件没办结，发“还有什么没办结”看。", "📨 Of earlier ones %d are not settled; send “which cases are open”.").With(n)
}

func wordsHowToCorrect() election.Phrase {
	return say("✏️ 改：再报一次正确的数就行，例如“投票 640”；或发“更正”选哪一条。\n↩️ 撤回：发“撤回”，选哪一条，写原因。没点 ✅ 的，卡片上点“修改”就行。",
		"✏️ To correct: report the right figure once more (e.g. “turnout 640”), or send “correct” and choose what.\n↩️ To take a report back: send “withdraw”, choose it and say why. What is not confirmed yet is edited on its card.")
}

func wordsToGroups(may bool) election.Phrase {
	if !may {
		return say("没有发到群里：群里的消息由选举办发公告，您可以长按转发。", "Nothing was sent to the groups: announcements are the office's; you may forward this yourself.")
	}
	return say("要发到群里，请点“公告”，把上面的内容贴进去。", "To send it to the groups please begin an “announce” and paste it there.")
}

func wordsWhichOf(name string, units []election.Unit) election.Phrase {
	if len(units) == 0 {
		return say("没有叫“%s”的单位。是哪一个？请写全名。", "There is no “%s”. Which one do you mean? Please write its full name.").With(quoted(name))
	}
	var names []string
	for _, u := range units {
		names = append(names, u.Name)
	}
	return say("“%s”是%s？", "“%s”: %s?").With(quoted(name), say(strings.Join(names, "还是"), strings.Join(names, " or ")))
}

func wordsNotAsked(text string) election.Phrase {
	return say("没看懂“%s”问的是什么。是不是下面这个？", "I did not understand what “%s” asks. One of these?").With(quoted(text))
}

func wordsYours(units election.Phrase) election.Phrase {
	return say("您负责的 %s", "your %s").With(units)
}

// wholeTown is the whole of the town: 全镇, 全街道.
func (d *desk) wholeTown() election.Phrase {
	return election.WholeOf(d.store.Town().Name, d.store.Town().Whole)
}

func wordsNotWholeTown(whole election.Phrase) election.Phrase {
	return say("🔒 %s的不在您的查看范围内，这里是您负责的。", "🔒 The %s is not yours to see; this is what you answer for.").With(whole)
}

func wordsKeyOf(of election.Phrase, t *election.Town) election.Phrase {
	if of.IsZero() {
		return say("重点%s", "key %s").With(t.UnitNoun())
	}
	return say("%[1]s的重点%[2]s", "key %[2]s of %[1]s").With(of, t.UnitNoun())
}

func wordsNoKey(t *election.Town) election.Phrase {
	return say("您负责的范围里没有重点%s。", "There is no key %s among yours.").With(t.OneUnit())
}

// wordsNames names some units, or says how many they are.
func wordsNames(t *election.Town, units []election.Unit) election.Phrase {
	if len(units) > 4 {
		return t.SayUnits(len(units))
	}
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.Name
	}
	return document.Joined(names)
}

func wordsOfPerson(t *election.Town, id election.PersonID, units []election.Unit) election.Phrase {
	if len(units) == 0 || len(units) > 4 {
		return say("%s负责的 %s", "the %[2]s of %[1]s").With(id.Name(), t.SayUnits(len(units)))
	}
	return say("%s负责的%s", "%[2]s of %[1]s").With(id.Name(), wordsNames(t, units))
}

func wordsNothingReported() election.Phrase {
	return say("还没有上报。", "Nothing reported yet.")
}
func wordsAllReported() election.Phrase { return say("✅ 都报了。", "✅ All have reported.") }
func wordsAllDone() election.Phrase     { return say("✅ 全部完成。", "✅ All done.") }
func wordsNone() election.Phrase        { return say("✅ 没有。", "✅ None.") }

// wordsNoneCounted says that none of those counted is meant; nothing is known while
// none is counted.
func wordsNoneCounted(counted int) election.Phrase {
	if counted == 0 {
		return say("还不知道：一个都没有计票。", "Not known yet: none is counted.")
	}
	return wordsNone()
}

func wordsNoneVoid() election.Phrase {
	return say("✅ 没有选举无效、要重新选举的。", "✅ No election is void.")
}

// wordsAlsoAgain names the units that have to vote again.
func wordsAlsoAgain(units []election.Unit) election.Phrase {
	return say("🔁 候选人没过半、还要再投票的：%s（发“哪些村要另行选举”看详情）", "🔁 To vote again, as candidates fell short: %s (send “which villages vote again”)").With(document.Names(units))
}

func wordsReporting(m document.Measure, n int, all election.Phrase) election.Phrase {
	if m.Counted {
		return say("%d/%s已计票", "%d of %s counted").With(n, all)
	}
	return say("%d/%s已报", "%d of %s reporting").With(n, all)
}

func wordsStillUnknown(n int, all election.Phrase) election.Phrase {
	return say("还有 %d/%s没报：", "Not reported yet by %d of %s:").With(n, all)
}

func wordsUnknown(m document.Measure) election.Phrase {
	return say("%s · 还没报的", "%s · not reported").With(m.Name)
}

func wordsAlsoUnknown(units, how election.Phrase) election.Phrase {
	return say("另有 %s%s，不在其中。", "Besides, %s: %s.").With(units, how)
}

func wordsSomeOf(n int, all election.Phrase) election.Phrase {
	return say("%d 个（已知的 %s里）：", "%d (of %s known):").With(n, all)
}

func wordsNoneOf(_ int, all election.Phrase) election.Phrase {
	return say("没有（已知的 %s里）。", "None (of %s known).").With(all)
}

// wordsLimit says which units are asked for: 参选率低于 70% 的村.
func wordsLimit(m document.Measure, f speech.Filter, e election.Election) election.Phrase {
	limit := say("%s", "%s").With(hundredths(f.Part))
	if f.Flat {
		limit = m.Noun(f.N)
	}
	if f.By == speech.Exactly {
		return say("%s正好 %s的%s", "%[1]s: just %[2]s").With(m.Name, limit, e.UnitNoun())
	}
	if f.By == speech.Between {
		from, to := limit, say("%s", "%s").With(hundredths(f.To))
		if f.Flat {
			to = m.Noun(f.To)
		}
		return say("%s在 %s 到 %s 之间的%s", "%[1]s between %[2]s and %[3]s").With(m.Name, from, to, e.UnitNoun())
	}
	if f.By == speech.Below && f.Over {
		return say("%s没过半的%s（含正好一半）", "%[1]s no more than half").With(m.Name, e.UnitNoun())
	}
	if f.By == speech.Below {
		return say("%s低于 %s 的%s", "%[1]s below %[2]s").With(m.Name, limit, e.UnitNoun())
	}
	if f.Part == 5000 && !f.Flat {
		return say("%s过半的%s", "%[1]s over half").With(m.Name, e.UnitNoun())
	}
	if f.Over {
		return say("%s超过 %s 的%s", "%[1]s of more than %[2]s").With(m.Name, limit, e.UnitNoun())
	}
	return say("%s达到 %s 的%s", "%[1]s of %[2]s or more").With(m.Name, limit, e.UnitNoun())
}

// hundredths is a share in words: 65%, 66.67%.
func hundredths(n int) string {
	if n%100 == 0 {
		return fmt.Sprintf("%d%%", n/100)
	}
	return fmt.Sprintf("%d.%02d%%", n/100, n%100)
}

func wordsFew(m document.Measure, by speech.FilterKind, n int, e election.Election) election.Phrase {
	if by == speech.Lowest {
		return say("%s最低的 %s", "%s, the lowest %s").With(m.Name, e.Units(n))
	}
	return say("%s最高的 %s", "%s, the highest %s").With(m.Name, e.Units(n))
}

func wordsRanking(m document.Measure, rising bool) election.Phrase {
	if rising {
		return say("%s · 从低到高", "%s · from low to high").With(m.Name)
	}
	return say("%s · 从高到低", "%s · from high to low").With(m.Name)
}

func wordsByArea(m document.Measure) election.Phrase {
	return say("%s · 按片", "%s · by area").With(m.Name)
}

func wordsHaving(m document.Measure, some bool, e election.Election) election.Phrase {
	if some {
		return say("%s · 有的%s", "%s · where there are").With(m.Name, e.UnitNoun())
	}
	return say("%s · 没有的%s", "%s · where there are none").With(m.Name, e.UnitNoun())
}

// wordsApart says how far two values are apart.
func wordsApart(m document.Measure, first string, a, b document.Value) election.Phrase {
	if !m.Rate {
		return say("%s多 %s", "%s has %s more").With(first, m.Noun(max(a.Part-b.Part, b.Part-a.Part)))
	}
	return say("%s高 %s 个百分点", "%s is higher by %s points").With(first, points(a, b))
}

// points is by how many percentage points two shares are apart.
func points(a, b document.Value) string {
	share := func(v document.Value) float64 {
		if v.Whole == 0 {
			return 0
		}
		return 100 * float64(v.Part) / float64(v.Whole)
	}
	return strings.TrimPrefix(fmt.Sprintf("%.2f", share(a)-share(b)), "-")
}

func wordsChange(m document.Measure, than, now time.Time) election.Phrase {
	return say("%s · 比%s", "%s · since %s").With(m.Name, momentName(than, now))
}

func wordsChanges(than, at, now time.Time) election.Phrase {
	if !at.Equal(now) && at.Before(now) {
		return say("📈 %s比%s的变化", "📈 Changes of %s since %s").With(momentName(at, now), momentName(than, now))
	}
	return say("📈 比%s的变化", "📈 Changes since %s").With(momentName(than, now))
}

// momentName is a moment, as yesterday or today if it is that.
func momentName(at, now time.Time) election.Phrase {
	day, today := election.DateOf(at), election.DateOf(now)
	name := day.Say(today)
	switch today.Sub(day) {
	case 0:
		return say("今天 %s", "today, %s").With(at.Format("15:04"))
	case 1:
		name = say("昨天 %s", "yesterday, %s").With(name)
	case 2:
		name = say("前天 %s", "the day before yesterday, %s").With(name)
	}
	if at.Format("15:04") == "23:59" {
		return name
	}
	return say("%s %s", "%s, %s").With(name, at.Format("15:04"))
}

func wordsNothingThen(than, now time.Time) election.Phrase {
	return say("到%s还没有人报。", "Nothing had been reported by %s.").With(momentName(than, now))
}

// wordsGrown says what a sum was and is, and the difference.
func wordsGrown(m document.Measure, was, is document.Value) election.Phrase {
	more := say("多了 %s", "%s more").With(m.Noun(is.Part - was.Part))
	if is.Part < was.Part {
		more = say("少了 %s", "%s less").With(m.Noun(was.Part - is.Part))
	}
	if !was.Known {
		was = document.Value{Known: true}
	}
	if m.Rate && was.Whole > 0 {
		return say("%s → %s，%s，%s 个百分点", "%s → %s, %s, %s points").With(m.Say(was), m.Say(is), more, points(is, was))
	}
	return say("%s → %s，%s", "%s → %s, %s").With(m.Noun(was.Part), m.Say(is), more)
}

func wordsUnconfirmedYet(units election.Phrase) election.Phrase {
	return say("其中 %s的计票还没有确认。", "Not confirmed yet: the counts of %s.").With(units)
}

func wordsUncounted(n int, who election.Phrase) election.Phrase {
	return say("🧮 投票已结束，还没报计票结果（%d）：%s", "🧮 Polling is over, and no count reported (%d): %s").With(n, who)
}

func wordsAlsoLate(n int) election.Phrase {
	return say("⏰ 另有 %d 个阶段逾期，发“逾期的村”看。", "⏰ %d stages are late besides; send “late villages”.").With(n)
}

func wordsDaysTo(day, today election.Date) election.Phrase {
	name := day.Say(today)
	switch n := day.Sub(today); {
	case n == 0:
		return say("就是今天，%s。", "That is today, %s.").With(name)
	case n < 0:
		return say("%s，已过 %d 天。", "It was %[1]s, %[2]d days ago.").With(name, -n)
	default:
		return say("还有 %d 天，%s。", "%d days left (%s).").With(n, name)
	}
}

func wordsWeek(name election.Phrase, monday, today election.Date) election.Phrase {
	return say("%s（%s）", "%s (%s)").With(name, monday.SayTo(monday.AddDays(6), today))
}

func wordsNoPictures() election.Phrase {
	return say("图随日报发给领导、监督员和选举办；您负责的是这样：", "Pictures come with the digests of leaders, observers and the office; this is how yours stand:")
}

func wordsNoTurnoutToOrder(e election.Election) election.Phrase {
	return say("📊 投票开始、有两个以上的%[1]s报了投票人数，才画得出参选率从低到高的图。", "📊 The turnout can be put in order once people vote and more than one of the %[1]s has reported.").With(e.UnitNoun())
}

// wordsReportTimes says when reports are asked for next; the zero time is not known.
func wordsReportTimes(next, now time.Time) election.Phrase {
	if !next.IsZero() {
		return say("⏱ 报数的时间由选举办定，到点没报会催；下一次是 %s。现在该报的：", "⏱ The office sets the hours of reports, and you are reminded of them; next: %s. Due by now:").With(election.SayTime(next, now))
	}
	return say("⏱ 报数的时间由选举办定，到点没报会催；现在该报的：", "⏱ The office sets the hours of reports, and you are reminded of them; due by now:")
}

func wordsRemindButton() election.Phrase { return say("🔔 催报", "🔔 Remind") }

// remindedMost is how many people a question before a reminder names.
const remindedMost = 15

// wordsRemind asks whether people are to be reminded.
func wordsRemind(t *election.Town, owed []reminded, l election.Language) election.Phrase {
	text := say("🔔 要提醒这 %d 位吗？点下面的“催报”，以您的名义发给他们。", "🔔 Remind these %d? Tap “Remind”; it is sent in your name.").With(len(owed))
	for _, r := range owed[:min(len(owed), remindedMost)] {
		text = say("%s\n· %s：%s 还没报（%s）", "%s\n· %s: %s not reported (%s)").With(text, r.person.Name(), wordsNames(t, r.units), r.what)
	}
	if left := len(owed) - remindedMost; left > 0 {
		text = say("%s\n……另有 %d 位", "%s\n… and %d more").With(text, left)
	}
	return text
}

func wordsNobodyToRemind() election.Phrase {
	return say("✅ 没有要催的：该报的都报了，或者不由您负责。", "✅ Nobody is to be reminded: all is reported, or it is not yours to ask for.")
}

// wordsReminder is what an officer reads.
func wordsReminder(t *election.Town, by election.PersonID, r reminded) election.Phrase {
	return say("🔔 %s提醒您：%s 还没报（%s）。请现在报；报不了请发“稍后补报”说明时间。", "🔔 %s reminds you: %s, not reported yet (%s). Please report now, or say when you will.").
		With(by.Name(), wordsNames(t, r.units), r.what)
}

func wordsRemindedAlready() election.Phrase {
	return say("刚才已经催过，这次没有再发。十几分钟后还没报，可以再催；急的请打电话。", "They were reminded just now; nothing was sent again. Remind again in a quarter of an hour, or ring them up.")
}

func wordsReminded(sent, missed []string) election.Phrase {
	text := say("🔔 已提醒 %d 位：%s。", "🔔 Reminded (%d): %s.").With(len(sent), document.Joined(sent))
	if len(sent) == 0 {
		text = say("没有提醒到任何人。", "Nobody was reminded.")
	}
	if len(missed) > 0 {
		text = say("%s\n还没登记机器人、要打电话的：%s。", "%s\nNot registered with the bot, please ring them up: %s.").With(text, document.Joined(missed))
	}
	return text
}
