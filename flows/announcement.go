package flows

import (
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// draftNotice is an announcement being written.
type draftNotice struct {
	edits    election.AnnouncementID
	template string
	election election.ElectionID
	text     string
}

const newNotice = "new"

// announcement writes to the groups, or edits what was posted there.
var announcement = flow.Form[draftNotice]{
	ID: "announcement", Command: "announce", Words: []string{"发公告", "公告", "announce"},
	Title: say("发布公告", "Announce"), Label: say("📢 公告", "📢 Announce"),
	OfTown: true, May: election.Person.MayAnnounce,
	Start: func(s flow.Subject) draftNotice { return draftNotice{election: s.Town.Elections[0].ID} },
	Steps: []flow.Step[draftNotice]{
		flow.Choice("edits", say("发新公告，还是修改已发的？", "A new one, or change one that was posted?"), postedOptions,
			func(n *draftNotice, v string) {
				if v != newNotice {
					n.edits = election.AnnouncementID(v)
				}
			},
			flow.With[draftNotice]{Label: say("公告", "Announcement"),
				Presume: func(s flow.Subject, _ draftNotice) (string, bool) { return newNotice, len(s.Overview.Posted) == 0 }}),
		flow.Choice("election", say("关于哪一项选举？", "About which election?"), electionOptions,
			func(n *draftNotice, v string) { n.election = election.ElectionID(v) },
			flow.With[draftNotice]{Label: say("选举", "Election"),
				Presume: func(s flow.Subject, n draftNotice) (string, bool) {
					return string(n.election), len(s.Town.Elections) == 1
				}}),
		flow.Choice("template", say("用哪个模板？", "Which template?"), func(flow.Subject, draftNotice) []flow.Option {
			return []flow.Option{
				{Value: "polling", Label: say("选举日公告", "Polling day")},
				{Value: "results", Label: say("选举结果", "Results")},
				{Value: "own", Label: say("自己写", "My own words")},
			}
		}, func(n *draftNotice, v string) { n.template = v }, flow.With[draftNotice]{Label: say("模板", "Template")}),
		flow.Prose("text", say("请输入公告内容。", "Please write the announcement."),
			func(n *draftNotice) *string { return &n.text },
			flow.With[draftNotice]{Label: say("内容", "Text"), Presume: fromTemplate, Longest: 3000}),
	},
	Review: func(s flow.Subject, n draftNotice) []election.Phrase {
		if n.edits != "" {
			return []election.Phrase{say("群里已发的那条会改成上面的内容，不再另发。", "The one in the groups will be changed to this; nothing new is posted.")}
		}
		if s.Overview.Groups == 0 {
			return []election.Phrase{say("⚠️ 还没有绑定任何群：把机器人拉进群，再按它的提示确认。发布后绑定的群也会收到。", "⚠️ No group is bound yet: add the bot to a group and confirm there. Groups bound later get it too.")}
		}
		return []election.Phrase{say("将发到 %d 个群并置顶（不响铃）。", "Goes to %d groups and is pinned silently.").With(s.Overview.Groups)}
	},
	Announce: func(_ flow.Subject, n draftNotice) election.Announcement {
		return election.Announcement{Text: n.text, Edits: n.edits}
	},
}

// titleShown is how much of a posted announcement's first line stands on a
// button.
const titleShown = 16

func postedOptions(s flow.Subject, _ draftNotice) []flow.Option {
	options := []flow.Option{{Value: newNotice, Label: say("发新公告", "A new one")}}
	for _, a := range s.Overview.Posted {
		first, _, _ := strings.Cut(a.Text, "\n")
		when := a.At.In(s.Town.Location).Format("1/2 15:04")
		if r := []rune(first); len(r) > titleShown {
			first = string(r[:titleShown]) + "…"
		}
		options = append(options, flow.Option{Value: string(a.ID), Label: say("改 %s %s", "Change %s %s").With(when, first)})
	}
	return options
}

func electionOptions(s flow.Subject, _ draftNotice) []flow.Option {
	var options []flow.Option
	for _, e := range s.Town.Elections {
		options = append(options, flow.Option{Value: string(e.ID), Label: e.Kind.Name(), Words: []string{string(e.ID)}})
	}
	return options
}

func fromTemplate(s flow.Subject, n draftNotice) (string, bool) {
	e, _ := s.Town.Election(n.election)
	switch n.template {
	case "polling":
		return pollingNotice(s.Town, e), true
	case "results":
		return resultsNotice(s.Town, e, s.Overview.Sums[e.ID]), true
	}
	return "", false
}

// pollingNotice is in the town's language: groups have one reader's language.
func pollingNotice(t *election.Town, e election.Election) string {
	l := t.Language
	lines := []string{
		say("%s%s投票公告", "%s: %s, polling day").With(t.Name, e.Kind.Name()).In(l),
		say("选举日：%s", "Polling day: %s").With(e.PollingDay.Say()).In(l),
	}
	for _, u := range t.Units {
		if u.Election == e.ID {
			lines = append(lines, "· "+strings.Join(strings.Fields(u.Name+" "+u.Hours+" "+u.Place), "　"))
		}
	}
	return strings.Join(append(lines, say("请选民携带身份证，按时到本村投票站投票。", "Voters, please bring your identity card and vote at your own polling place.").In(l)), "\n")
}

func resultsNotice(t *election.Town, e election.Election, f election.Figures) string {
	roll := t.RollOf(e.ID, election.WholeTown)
	return say("%s%s投票情况\n%d 个%s中 %d 个已完成计票。\n登记选民 %s 人，参加投票 %s 人，参选率 %s。\n共选出 %d 人。",
		"%s: %s\n%d %s, %d counted.\nRegistered %s, voted %s, turnout %s.\nElected: %d.").
		With(t.Name, e.Kind.Name(), roll.Units, e.Kind.UnitNoun(), f[election.Counted],
			election.Thousands(f[election.ReportingRegistered]), election.Thousands(f[election.Voted]), f.Turnout().Percent(), f[election.Elected]).In(t.Language)
}
