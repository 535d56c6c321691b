package election

import "time"

// soonestMinute is how many minutes after the opening nobody has counted yet.
const soonestMinute = 60

// The warnings of counts and turnouts.
const (
	WarnTurnoutOver    = "turnout_over_90"
	WarnTurnoutFalling = "turnout_falling"
	WarnInvalidOver    = "invalid_over_3"
	WarnReturnedApart  = "issued_returned_apart"
	WarnIdentical      = "identical_to_other"
	WarnRound          = "round_numbers"
	WarnTooSoon        = "minutes_after_opening"
)

// WarningName is what a warning is called in a list.
func WarningName(code string) Phrase {
	switch code {
	case WarnTurnoutOver:
		return Say("参选率偏高", "high turnout")
	case WarnTurnoutFalling:
		return Say("参加投票人数比上次少", "fewer voted than before")
	case WarnInvalidOver:
		return Say("无效票偏多", "many invalid")
	case WarnReturnedApart:
		return Say("收回偏少", "few returned")
	case WarnIdentical:
		return Say("与别村数字相同", "same figures as another unit")
	case WarnRound:
		return Say("都是整数", "all round numbers")
	case WarnTooSoon:
		return Say("计票过早", "counted too soon")
	}
	return Say(code, code)
}

// Around is what a count is held against besides itself.
type Around struct {
	Unit     Unit
	Progress Progress  // before the count
	Like     string    // name of another unit with the same figures; "" if there is none
	Now      time.Time // in the town's location
}

// CountWarnings says what is odd in a whole count.
func (e Election) CountWarnings(t Tally, a Around) []Warning {
	var all []Warning
	odd := e.Bounds()
	add := func(w Warning, odd bool) {
		if odd {
			all = append(all, w)
		}
	}
	add(odd.turnoutOver(Ratio{t.Participants, t.Registered}))
	if before := a.Progress.Turnout; before != nil && t.Round == FirstRound {
		add(turnoutFalling(before.Voted, t.Participants))
	}
	add(oddBallot(t, odd.invalidOver))
	add(oddBallot(t, odd.returnedApart))
	if t.Issued >= odd.Same {
		add(e.identical(a.Like))
	}
	add(oddBallot(t, odd.roundNumbers))
	add(e.tooSoon(t, a))
	return all
}

// oddBallot is the warning of the first kind of ballot that is odd.
func oddBallot(t Tally, warning func(Tally) (Warning, bool)) (w Warning, odd bool) {
	t.eachBallot(func(b Tally) {
		if odd {
			return
		}
		if w, odd = warning(b); odd && len(t.Others) > 0 {
			w.Text, w.Office = Say("%s：%s", "%s: %s").With(b.BallotName(), w.Text), Say("%s：%s", "%s: %s").With(b.BallotName(), w.Office)
		}
	})
	return w, odd
}

// Warnings says what is odd in a turnout, given the one reported before it; nil
// if it is the first.
func (t Turnout) Warnings(e Election, before *Turnout) []Warning {
	var all []Warning
	if w, odd := e.Bounds().turnoutOver(Ratio{t.Voted, t.Registered}); odd {
		all = append(all, w)
	}
	if before != nil {
		if w, odd := turnoutFalling(before.Voted, t.Voted); odd {
			all = append(all, w)
		}
	}
	return all
}

func (o Oddness) turnoutOver(r Ratio) (Warning, bool) {
	if r.Part*100 <= r.Whole*o.Turnout {
		return Warning{}, false
	}
	return Warning{Code: WarnTurnoutOver,
		Text:   Say("参选率 %s，超过 %d%%。请再核对登记选民数和参加投票人数。", "Turnout %s, over %d%%. Please check how many are registered and how many took part.").With(r, o.Turnout),
		Office: Say("参选率 %s，超过 %d%%。请电话核实委托投票和流动票箱，再看选民名单。", "Turnout %s, over %d%%. Please ask by telephone about proxies and mobile boxes, and look at the roll.").With(r, o.Turnout),
	}, true
}

func turnoutFalling(before, now int) (Warning, bool) {
	if now >= before {
		return Warning{}, false
	}
	return Warning{Code: WarnTurnoutFalling,
		Text:   Say("参加投票 %s 人，比上次上报的 %s 人少。投过票的人不会减少，请核对是哪一次报错了。", "%s took part, fewer than the %s reported before. That cannot fall: please check which of the two was wrong.").With(Thousands(now), Thousands(before)),
		Office: Say("参加投票 %s 人，比上次上报的 %s 人少。请问清哪一次报错了。", "%s took part, fewer than the %s reported before. Please ask which of the two was wrong.").With(Thousands(now), Thousands(before)),
	}, true
}

func (o Oddness) invalidOver(t Tally) (Warning, bool) {
	r := Ratio{t.Invalid, t.Returned}
	if t.Invalid*100 <= t.Returned*o.Invalid {
		return Warning{}, false
	}
	return Warning{Code: WarnInvalidOver,
		Text:   Say("无效票 %s，超过收回选票的 %d%%。请与监票人逐张复看无效票。", "Invalid %s, over %d%% of those returned. Please look through the invalid ballots once more with the scrutineers.").With(r, o.Invalid),
		Office: Say("无效票 %s，超过收回选票的 %d%%。请问清无效的原因，提醒封存选票。", "Invalid %s, over %d%% of those returned. Please ask why, and have the ballots sealed.").With(r, o.Invalid),
	}, true
}

func (o Oddness) returnedApart(t Tally) (Warning, bool) {
	r := Ratio{t.Returned, t.Issued}
	if t.Returned*100 >= t.Issued*o.Returned {
		return Warning{}, false
	}
	return Warning{Code: WarnReturnedApart,
		Text:   Say("收回 %s，不到发出的 %d%%。请清点剩余选票，查看流动票箱是否都已送回。", "Returned %s, under %d%% of those issued. Please count what is left and see that every mobile box is back.").With(r, o.Returned),
		Office: Say("收回 %s，不到发出的 %d%%。请查问没有收回的选票在哪里。", "Returned %s, under %d%% of those issued. Please ask where the others are.").With(r, o.Returned),
	}, true
}

func (e Election) identical(like string) (Warning, bool) {
	if like == "" {
		return Warning{}, false
	}
	return Warning{Code: WarnIdentical,
		Text:   Say("与%s上报的票数完全相同。请看是不是选错了%s。", "Just the same figures as %s reported. Please see that this is the right %s.").With(like, e.OneUnit()),
		Office: Say("与%[1]s上报的票数完全相同，可能有一个%[2]s报错了。请两边都核对。", "Just the same figures as %[1]s reported; one of the two may be wrong. Please check with both.").With(like, e.OneUnit()),
	}, true
}

func (o Oddness) roundNumbers(t Tally) (Warning, bool) {
	odd := o.Round > 1
	for _, n := range []int{t.Issued, t.Returned, t.Valid} {
		odd = odd && n > 0 && n%o.Round == 0
	}
	if !odd {
		return Warning{}, false
	}
	return Warning{Code: WarnRound,
		Text:   Say("发出 %d、收回 %d、有效 %d 都是整数。请照计票结果单填实际张数，不要估算。", "Issued %d, returned %d, valid %d are all round. Please enter the result sheet's own figures, no estimates.").With(t.Issued, t.Returned, t.Valid),
		Office: Say("发出 %d、收回 %d、有效 %d 都是整数，可能是估算。请对照计票结果单照片。", "Issued %d, returned %d, valid %d are all round, perhaps estimated. Please compare the photo of the result sheet.").With(t.Issued, t.Returned, t.Valid),
	}, true
}

// tooSoon looks at the clock: nobody has counted within the hour of the opening,
// nor before the hours of polling are over.
func (e Election) tooSoon(t Tally, a Around) (Warning, bool) {
	if t.Round != FirstRound || DateOf(a.Now) != e.PollingDay {
		return Warning{}, false
	}
	if end, known := e.PollingEnds(a.Unit, a.Now.Location()); known && a.Now.Before(end) {
		return Warning{Code: WarnTooSoon,
			Text:   Say("投票时间到 %s，现在才 %s。投票结束前不能开箱计票；如果还在投票，请改报投票进展。", "Polling lasts until %s and it is %s now. No box may be opened before; if people are still voting, report the turnout instead.").With(end.Format("15:04"), a.Now.Format("15:04")),
			Office: Say("投票时间到 %s，%s 就报了计票。请问清是否提前开箱。", "Polling lasts until %s, and a count came at %s. Please ask whether the box was opened early.").With(end.Format("15:04"), a.Now.Format("15:04")),
		}, true
	}
	opened, known := a.Progress.Opened()
	if !known || a.Now.Sub(opened) >= soonestMinute*time.Minute {
		return Warning{}, false
	}
	opened = opened.In(a.Now.Location())
	return Warning{Code: WarnTooSoon,
		Text:   Say("%s 才开始投票，%s 就计票，不到 1 小时。请核对时间。", "Polling began at %s and the count comes at %s, within the hour. Please check the times.").With(opened.Format("15:04"), a.Now.Format("15:04")),
		Office: Say("%s 开始投票，%s 就报了计票，不到 1 小时。请问清情况。", "Polling began at %s and a count came at %s, within the hour. Please ask what happened.").With(opened.Format("15:04"), a.Now.Format("15:04")),
	}, true
}
