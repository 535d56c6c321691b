package flows

import (
	"strconv"
	"time"

	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// hearsIncident finds an emergency in a message that begins with no form's word:
// 打起来了，快来人; 村里停电了，没法投票; power is out. It is not the reason for a report
// that is promised, unless people are in danger.
func hearsIncident(ear *speech.Ear, text string) (parts [][2]int, ok bool) {
	e, ok := ear.Alarm(text)
	if !ok {
		return nil, false
	}
	if _, later := speech.PromiseIn(text); later && e.Severity != 1 {
		return nil, false
	}
	if e.Severity == 0 && e.Topic == "facilities" && speech.StuckStage(text) { // 登记公布卡住了，打印机坏了 is why it is not done
		return nil, false
	}
	return [][2]int{{e.From, e.To}}, true
}

// inText is what hears itself in a text of which nothing else need be known.
func inText(hears func(text string) ([][2]int, bool)) func(*speech.Ear, string) ([][2]int, bool) {
	return func(_ *speech.Ear, text string) ([][2]int, bool) { return hears(text) }
}

// goesOnIncident hears what goes on with an incident that is told: 共31人; 停了1小时了;
// 又找到了，虚惊一场.
func goesOnIncident(text string) flow.Told {
	e, heard := speech.EmergencyIn(text)
	t := flow.Told{Over: speech.OverIn(text), Urgent: (e.Severity == 1 || e.Severity == 2) && !e.Cause}
	switch people, only := speech.CrowdIn(text); {
	case t.Over:
	case only:
		t.Values = map[flow.StepID]string{"people": strconv.Itoa(people)}
		if t.Urgent {
			t.Values["severity"] = strconv.Itoa(e.Severity)
		}
	default:
		t.Words = heard || speech.Narrates(text) || speech.Detail(speech.Hear(text, time.Time{})) || speech.AllWell(speech.Hear(text, time.Time{}))
	}
	return t
}

// topicInWords presumes what an incident is about from what was said of it.
func topicInWords(_ flow.Subject, d incidentDraft) (string, bool) {
	e, _ := speech.EmergencyIn(d.Words)
	return e.Topic, e.Topic != ""
}

// severityInWords is how urgent an incident is if the words say so themselves.
func severityInWords(_ flow.Subject, d incidentDraft) (string, bool) {
	e, _ := speech.EmergencyIn(d.Words)
	return strconv.Itoa(e.Severity), e.Severity > 0
}

// peopleInWords takes 20多人, or 二三十人, out of what was said. Nobody need say how
// many came but of a petition.
func peopleInWords(_ flow.Subject, d incidentDraft) (string, bool) {
	e, _ := speech.EmergencyIn(d.Words)
	if e.People > 0 {
		return strconv.Itoa(e.People), true
	}
	return "", d.Topic != "petition"
}
