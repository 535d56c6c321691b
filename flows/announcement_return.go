package flows

import (
	"cmp"
	"slices"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// draftReturn is an announcement being sent back to whoever wrote it.
type draftReturn struct {
	announcement election.AnnouncementID
	why          string
}

// announcementReturn sends an announcement that waits for approval back to its
// author, with the reason. It is opened by the button of the announcement.
var announcementReturn = flow.Form[draftReturn]{
	Head: flow.Head{
		ID: "return", Words: []string{"退回公告", "return notice"}, Hidden: true,
		Title: say("退回公告", "Return an announcement"), Label: say("↩ 退回公告", "↩ Return"),
		OfTown: true, May: decidesOnAnnouncements,
	},
	Steps: []flow.Step[draftReturn]{
		flow.Each(func(s flow.Subject, _ draftReturn) []flow.Step[draftReturn] {
			ask := say("退回哪一条？", "Which one?")
			if len(returnable(s)) == 0 {
				ask = say("现在没有等您审批的公告。", "There is no announcement for you to decide on.")
			}
			return []flow.Step[draftReturn]{flow.Choice("notice", ask, returnOptions,
				func(d *draftReturn, v string) { d.announcement = election.AnnouncementID(v) }, flow.With[draftReturn]{Field: flow.Field{Label: say("公告", "Announcement")}})}
		}),
		flow.Prose("why", say("退回的原因？会原样告诉写公告的人。", "Why is it returned? Whoever wrote it is told so."),
			func(d *draftReturn) *string { return &d.why }, flow.With[draftReturn]{Field: flow.Field{Label: say("退回原因", "Why"), Longest: 300}}),
	},
	Problems: returnProblems,
	Review: func(flow.Subject, draftReturn) []election.Phrase {
		return []election.Phrase{say("提交后公告不发布，写的人可以改好再报。", "It is not posted then; its author can revise it and send it in anew.")}
	},
	Announce: func(_ flow.Subject, d draftReturn) election.Announcement {
		return election.Announcement{Returns: d.announcement, Text: d.why}
	},
}

// decidesOnAnnouncements reports whether somebody decides on announcements at all: on
// which ones, election.Announcement.MayDecide says.
func decidesOnAnnouncements(p election.Person) bool { return election.Announcement{}.MayDecide(p) }

// returnable are the announcements that a person may decide on, or might have
// decided on: a late one learns what was decided.
func returnable(s flow.Subject) []election.Announcement {
	return slices.DeleteFunc(slices.Clone(s.Overview.Announcements), func(a election.Announcement) bool {
		return !a.MayDecide(s.Person) || a.State != election.Waiting && (a.Decision == nil || a.Decision.By == "" || s.Now.Sub(a.Decision.At) > decidedShown)
	})
}

// decidedShown is how long what was decided is still offered.
const decidedShown = 24 * time.Hour

func returnOptions(s flow.Subject, _ draftReturn) []flow.Option {
	var options []flow.Option
	for _, a := range returnable(s) {
		o := flow.Option{Value: string(a.ID), Label: say("%s %s", "%s %s").With(election.Moment(a.At, s.Local()), beginning(a))}
		if a.State != election.Waiting {
			o.Label = say("✓ %s", "✓ %s").With(o.Label)
		}
		options = append(options, o)
	}
	return options
}

// returnProblems says what was decided already.
func returnProblems(s flow.Subject, d draftReturn) []election.Problem {
	a, _ := announcementIn(s.Overview.Announcements, d.announcement)
	if a.State == election.Waiting || a.Decision == nil {
		return nil
	}
	return []election.Problem{{Code: "notice_decided", Fields: []string{"notice"}, Text: say("%s已于 %s 决定（%s），不用再退。", "%s has decided on it, %s (%s).").
		With(a.Decision.By.Name(), election.Moment(a.Decision.At, s.Local()), a.State.Name())}}
}

// returnedShown is how many of the returned announcements can be revised.
const returnedShown = 3

// returnedOnes are the last announcements that were returned, and not written
// anew yet. What one was to change is named only as long as it is posted.
func returnedOnes(s flow.Subject) []election.Announcement {
	all := slices.DeleteFunc(slices.Clone(s.Overview.Announcements), func(a election.Announcement) bool { return a.State != election.Returned })
	all = all[:min(len(all), returnedShown)]
	for i, a := range all {
		if target, ok := announcementIn(s.Overview.Announcements, a.Edits); !ok || target.State != election.Posted {
			all[i].Edits = ""
		}
	}
	return all
}

// makeOf takes the answer to what an announcement is made of.
func (n *draftAnnouncement) makeOf(answer string) {
	id := election.AnnouncementID(answer)
	if r, again := announcementIn(n.back, id); again {
		n.revises, n.edits = id, r.Edits
	} else if answer != newAnnouncement {
		n.edits = id
	}
}

// returned is the announcement that was returned and is being revised.
func (n draftAnnouncement) returned() (election.Announcement, bool) {
	return announcementIn(n.back, n.revises)
}

func announcementIn(all []election.Announcement, id election.AnnouncementID) (election.Announcement, bool) {
	i := slices.IndexFunc(all, func(a election.Announcement) bool { return a.ID == id && id != "" })
	if i < 0 {
		return election.Announcement{}, false
	}
	return all[i], true
}

// earlier is how the announcement being revised was returned.
func (n draftAnnouncement) earlier() *election.Decision {
	r, _ := n.returned()
	return r.Decision
}

// wordsBefore is the text that was returned. What a template wrote is written
// anew.
func (n draftAnnouncement) wordsBefore(s flow.Subject) (string, bool) {
	r, again := n.returned()
	return r.Text, again && !(r.Made && n.written(s) != "") && (!isNew(n) || r.Kind == n.kind)
}

// What follows is what was said of an announcement before it was returned.

func electionBefore(_ flow.Subject, n draftAnnouncement) (string, bool) {
	r, again := n.returned()
	return string(r.Election), again && r.Election != ""
}

func kindBefore(_ flow.Subject, n draftAnnouncement) (string, bool) {
	r, again := n.returned()
	return cmp.Or(string(r.Kind), ownWords), again
}

func whereBefore(s flow.Subject, n draftAnnouncement) (string, bool) {
	r, again := n.returned()
	for _, o := range slices.Backward(whereOptions(s, n)) { // a village rather than an area of one
		n.where = o.Value
		if again && slices.Equal(idsOf(n.units(s)), r.Units) {
			return o.Value, true
		}
	}
	return "", false
}

func reachBefore(s flow.Subject, n draftAnnouncement) (string, bool) {
	r, again := n.returned()
	for _, o := range reachOptions(s, n) {
		if again && reachOf(o.Value) == r.Reach {
			return o.Value, true
		}
	}
	return "", false
}

func timingBefore(s flow.Subject, n draftAnnouncement) (string, bool) {
	r, again := n.returned()
	for _, o := range timingOptions(s, n) {
		if again && r.When.Equal(n.at(s, o.Value)) {
			return o.Value, true
		}
	}
	return otherTime, again && r.When.After(s.Now)
}

// timingUsual is at once; a time that has passed since is asked for anew.
func timingUsual(_ flow.Subject, n draftAnnouncement) (string, bool) {
	r, _ := n.returned()
	return atOnce, r.When.IsZero()
}

func whenBefore(s flow.Subject, n draftAnnouncement) (string, bool) {
	r, _ := n.returned()
	return r.When.In(s.Town.Location).Format(time.RFC3339), r.When.After(s.Now)
}
