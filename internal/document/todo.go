package document

import "huanjie/internal/election"

// ToDo is the text of somebody's list of open items, the soonest first.
func ToDo(items []election.ToDo, l election.Language) string {
	p := &page{l: l}
	if len(items) == 0 {
		p.line(say("✅ 现在没有要办的。", "✅ Nothing to do now."))
		return p.String()
	}
	p.title(say("📌 待办 %d 项", "📌 To do: %d").With(len(items)))
	lines := make([]election.Phrase, len(items))
	for i, item := range items {
		lines[i] = toDoLine(item)
	}
	p.list(lines, len(items), remindersRoom, func(left int) election.Phrase {
		return say("……另有 %d 项", "… and %d more").With(left)
	})
	p.line(say("点按钮就能上报。", "Tap a button to report."))
	return p.String()
}

func toDoLine(item election.ToDo) election.Phrase {
	if item.Task != nil {
		return say("· %s %s", "· %s: %s").With(item.Unit.Name, item.Task.Say())
	}
	return say("· %s %s：%s", "· %s, %s: %s").With(item.Unit.Name, item.Due.Stage.Name, deadline(*item.Due))
}
