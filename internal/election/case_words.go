package election

import "time"

// Say returns the deed in a line: 陈立 10:32 指派给周明. The day is named unless it is
// that of now, in the town's location. words says whether its words follow.
func (a CaseAct) Say(now time.Time, words bool) Phrase {
	line := Say("%s %s %s", "%s %s %s").With(a.By.Name(), Clock(a.At, now), a.what())
	if !words || a.Words == "" || a.Deed == Refer || a.Deed == Approve {
		return line
	}
	return Say("%s：%s", "%s: %s").With(line, a.Words)
}

// what is what was done, as a part of a sentence.
func (a CaseAct) what() Phrase {
	switch {
	case a.Deed == Assign && a.To == a.By:
		return Say("接手办理", "took it")
	case a.Deed == Assign:
		return Say("指派给%s", "assigned it to %s").With(a.To.Name())
	case a.Deed == Refer:
		return Say("转交%s", "referred it to %s").With(a.Words)
	case a.Deed == Approve && a.Words != "":
		return Say("批复同意（文号 %s）", "approved it (No. %s)").With(a.Words)
	case a.Deed == Uphold && a.Registered > 0:
		return Say("认定申诉成立，登记选民改为 %d 人", "upheld it, now %d registered").With(a.Registered)
	}
	return a.Deed.past()
}

func (d Deed) past() Phrase {
	switch d {
	case Reply:
		return Say("回复", "replied")
	case Close:
		return Say("办结", "closed it")
	case Reopen:
		return Say("重新打开", "reopened it")
	case Approve:
		return Say("批复同意", "approved it")
	case Return:
		return Say("退回", "returned it")
	case Uphold:
		return Say("认定申诉成立", "upheld it")
	case Reject:
		return Say("认定申诉不成立", "did not uphold it")
	}
	return d.Name()
}

// Title is the case in a few words: 突发 · 集体上访.
func (c Case) Title() Phrase {
	return Say("%s · %s", "%s · %s").With(c.Kind.Name(), c.Kind.TopicName(c.Topic))
}

// TimeLeft says until when the case must be answered, or that it should have been;
// zero once the clock has stopped. It names the hour and not how long that is:
// what is written stays true as it is read later.
func (c CaseState) TimeLeft(now time.Time) Phrase {
	if !c.Waiting() || c.Due.IsZero() {
		return Phrase{}
	}
	if !c.Due.After(now) {
		return Say("⏰ 应于%s前答复，已超时", "⏰ was to be answered by %s").With(Clock(c.Due, now))
	}
	return Say("⏳ %s前答复", "⏳ answer by %s").With(Clock(c.Due, now))
}
