package document

import (
	"time"

	"huanjie/internal/election"
)

// ToDo returns the text of a person's open items, the soonest first: their
// own, then those of others that they should know of. now is in the town's
// location.
func ToDo(items []election.ToDo, l election.Language, now time.Time) string {
	p := &page{l: l}
	var own, others []election.Phrase
	for _, item := range items {
		if item.Own {
			own = append(own, toDoLine(item, now))
		} else {
			others = append(others, toDoLine(item, now))
		}
	}
	more := func(left int) election.Phrase { return say("……另有 %d 项", "… and %d more").With(left) }
	if len(own) == 0 {
		p.line(say("✅ 现在没有要您办的。", "✅ Nothing for you to do now."))
	} else {
		p.title(say("📌 待办 %d 项", "📌 To do: %d").With(len(own)))
		p.list(own, len(own), toDoRoom, more)
		p.line(say("点按钮就能办。", "Tap a button to do it."))
	}
	if len(others) > 0 {
		p.heading(say("等各村办的 %d 项", "Others have to do: %d").With(len(others)))
		p.list(others, len(others), toDoRoom, more)
	}
	return p.String()
}

// toDoRoom is the room for each of the two parts, in UTF-16 units.
const toDoRoom = 1700

func toDoLine(item election.ToDo, now time.Time) election.Phrase {
	mark := "·"
	if item.Late(now) {
		mark = "⏰"
	}
	return say("%s %s %s", "%s %s: %s").With(mark, short(item.Unit.Name, nameMost), toDoWhat(item, now))
}

func toDoWhat(item election.ToDo, now time.Time) election.Phrase {
	switch {
	case item.Task != nil:
		return item.Task.Say(election.DateOf(now))
	case item.FillIn:
		return say("%s：补报，选举已确认，这一项还没有报完成", "%s: to be filled in; the election is confirmed, this was not reported done").With(stageName(item.Due.Stage))
	case item.Due != nil:
		return say("%s：%s", "%s: %s").With(stageName(item.Due.Stage), deadline(*item.Due))
	case item.Check != nil && item.Check.Status() == election.Recount:
		return say("%s计票：两次录入不一致，请核对", "%s count: the two entries differ, please check").With(item.Check.Round.Name())
	case item.Check != nil:
		return say("%s计票：待您复核", "%s count: to be checked by you").With(item.Check.Round.Name())
	case item.Proxies != nil:
		return say("委托投票：登记名单（%s），没有委托就报“无”", "proxies: register who votes for others (%s), or “none”").With(item.Proxies.Say())
	case item.Sheet != nil:
		return say("%s：缺计票结果单照片", "%s: the photo of the result sheet is missing").With(item.Sheet.Round.Name())
	case item.Case.Status == election.CaseReturned:
		return say("%s：已退回，改好重报（%s）", "%s: returned, to be made anew (%s)").With(item.Case.Title(), item.Case.ID)
	}
	return caseToDo(*item.Case, now)
}

func caseToDo(c election.CaseState, now time.Time) election.Phrase {
	line := say("%s：%s", "%s: %s").With(c.Title(), short(c.Words, 30))
	if left := c.TimeLeft(now); !left.IsZero() {
		return say("%s（%s）", "%s (%s)").With(line, left)
	}
	if c.Owner != "" {
		return say("%s（已由您接手）", "%s (yours)").With(line)
	}
	return line
}
