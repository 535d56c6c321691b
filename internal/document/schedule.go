package document

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"huanjie/internal/election"
)

// Schedule returns the text about what comes next by the clock, the soonest
// first: the jobs by name, and when. now is in the town's location; the times
// are given in it.
func Schedule(coming map[string]time.Time, l election.Language, now time.Time) string {
	p := &page{l: l}
	p.title(say("⏱ 定时任务", "⏱ What comes by the clock"))
	p.line(say("现在 %s（%s）", "Now %s (%s)").With(election.SayTime(now, now), now.Location()))
	jobs := slices.SortedFunc(maps.Keys(coming), func(a, b string) int {
		if c := coming[a].Compare(coming[b]); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	for _, job := range jobs {
		p.line(say("· %s　%s", "· %s: %s").With(jobName(job), election.SayTime(coming[job], now)))
	}
	if len(jobs) == 0 {
		p.line(say("还没有安排，几分钟后再看。", "Nothing is planned yet; please look again in a few minutes."))
	}
	p.line(say("停机错过的，恢复后补发一次，标“迟发”；免打扰时间里不发，过后再发。", "What is missed is made up for once, marked “sent late”; in quiet hours nothing goes out until they are over."))
	return p.String()
}

// jobName returns the name of a job of the reminders.
func jobName(job string) election.Phrase {
	switch job {
	case "due":
		return say("催报", "Reminders")
	case "chase":
		return say("选举日催报", "Reminders on polling day")
	case "digest":
		return say("日报", "Digest")
	case "outlook":
		return say("本周和下周", "This week and next")
	case "readiness":
		return say("选前检查", "Readiness")
	}
	return plain(job)
}
