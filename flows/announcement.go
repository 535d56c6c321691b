package flows

import (
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// draftAnnouncement is an announcement being written.
type draftAnnouncement struct {
	edits    election.AnnouncementID // one that stands in the groups
	revises  election.AnnouncementID // one that was returned
	back     []election.Announcement // those that were returned and can be revised
	kind     election.AnnouncementKind
	election election.ElectionID
	where    string // everywhere, an area, or a unit
	reach    election.Audience
	timing   string
	when     time.Time
	text     string
}

const (
	newAnnouncement = "new"
	everywhere      = "all"
	areaMark        = election.ForArea
	unitMark        = election.ForUnit
	atOnce          = "now"
	tomorrow        = "tomorrow"
	pollingDay      = "polling"
	otherTime       = "other"
)

// longestAnnouncement is how much an announcement may hold; Telegram takes 4096.
const longestAnnouncement = 3000

// announcement writes to the groups, or edits what was posted there.
var announcement = flow.Form[draftAnnouncement]{
	Head: flow.Head{
		ID: "announcement", Command: "announce", Words: []string{"发公告", "发通知", "公告", "announce"},
		Title: say("发布公告", "Announce"), Label: say("📢 公告", "📢 Announce"),
		OfTown: true, May: election.Person.MayAnnounce,
	},
	Start: func(s flow.Subject) draftAnnouncement {
		return draftAnnouncement{election: s.Town.Elections[0].ID, back: returnedOnes(s)}
	},
	Steps: []flow.Step[draftAnnouncement]{
		flow.Choice("edits", say("发新公告，还是修改已发的？", "A new one, or change one that was posted?"), postedOptions,
			(*draftAnnouncement).makeOf,
			flow.With[draftAnnouncement]{Field: flow.Field{Label: say("公告", "Announcement"), Told: newAnnouncement},
				Presume: func(s flow.Subject, _ draftAnnouncement) (string, bool) {
					return newAnnouncement, len(s.Overview.Posted) == 0
				}}),
		flow.Choice("election", say("关于哪一项选举？", "About which election?"), electionOptions,
			func(n *draftAnnouncement, v string) { n.election = election.ElectionID(v) },
			flow.With[draftAnnouncement]{Field: flow.Field{Label: say("选举", "Election")}, When: isNew,
				LastTime: electionBefore,
				Presume: func(s flow.Subject, n draftAnnouncement) (string, bool) {
					return string(n.election), len(s.Town.Elections) == 1
				}}),
		flow.Choice("template", say("用哪个模板？", "Which template?"), kindOptions,
			func(n *draftAnnouncement, v string) { n.kind = kindOf(v) },
			flow.With[draftAnnouncement]{Field: flow.Field{Label: say("模板", "Template"), Told: ownWords}, When: isNew, LastTime: kindBefore}),
		flow.Choice("units", say("给哪些单位？", "For whom?"), whereOptions,
			func(n *draftAnnouncement, v string) { n.where = v },
			flow.With[draftAnnouncement]{Field: flow.Field{Label: say("范围", "For")}, When: choosesUnits, LastTime: whereBefore, Presume: presumed(everywhere)}),
		flow.Choice("reach", say("发到哪些群？", "To which groups?"), reachOptions,
			func(n *draftAnnouncement, v string) { n.reach = reachOf(v) },
			flow.With[draftAnnouncement]{Field: flow.Field{Label: say("发到", "To")}, When: isNew, LastTime: reachBefore,
				Presume: func(s flow.Subject, n draftAnnouncement) (string, bool) { return reachOptions(s, n)[0].Value, true }}),
		flow.Choice("timing", say("什么时候发？", "When?"), timingOptions,
			func(n *draftAnnouncement, v string) { n.timing = v },
			flow.With[draftAnnouncement]{Field: flow.Field{Label: say("时间", "When")}, When: isNew, LastTime: timingBefore, Presume: timingUsual}),
		flow.Moment("when", say("什么时候发？例如“明天 8:00”。", "When? E.g. “tomorrow 8:00”."),
			func(n *draftAnnouncement) *time.Time { return &n.when },
			flow.With[draftAnnouncement]{Field: flow.Field{Label: say("定时", "At")}, LastTime: whenBefore, When: func(n draftAnnouncement) bool { return isNew(n) && n.timing == otherTime }}),
		flow.Each(textStep),
	},
	Problems: announcementProblems,
	Review:   reviewAnnouncement,
	Announce: madeAnnouncement,
}

func isNew(n draftAnnouncement) bool { return n.edits == "" }

// choosesUnits reports whether the office says which villages the announcement
// is for: with the other templates the villages' own state does.
func choosesUnits(n draftAnnouncement) bool {
	return isNew(n) && !n.kind.Counts() && !n.kind.Internal()
}

// textStep asks for the words: new ones, or better ones than those on the card.
func textStep(s flow.Subject, n draftAnnouncement) []flow.Step[draftAnnouncement] {
	ask := say("请输入公告内容。", "Please write the announcement.")
	if _, there := n.wordsBefore(s); there {
		ask = say("请发改好的全文；长按上面的卡片可以复制原文。", "Please send the whole text as it is to be; hold the card above to copy it as it is.")
	} else if posted, ok := announcementIn(s.Overview.Announcements, n.edits); ok {
		ask = say("群里现在是：\n%s\n\n请发改好的全文；长按这张卡片可以复制。", "The groups read:\n%s\n\nPlease send the whole text as it is to be; hold this card to copy it as it is.").With(posted.Text)
	}
	return []flow.Step[draftAnnouncement]{flow.Prose("text", ask, func(n *draftAnnouncement) *string { return &n.text },
		flow.With[draftAnnouncement]{Field: flow.Field{Label: say("内容", "Text"), Longest: longestAnnouncement},
			LastTime: func(s flow.Subject, n draftAnnouncement) (string, bool) { return n.wordsBefore(s) },
			Presume: func(s flow.Subject, n draftAnnouncement) (string, bool) {
				text := n.written(s)
				if !isNew(n) {
					text = n.rewritten(s)
				}
				return text, text != ""
			}})}
}

func presumed(v string) func(flow.Subject, draftAnnouncement) (string, bool) {
	return func(flow.Subject, draftAnnouncement) (string, bool) { return v, true }
}

// titleShown is how much of a posted announcement's first line stands on a
// button.
const titleShown = 16

func postedOptions(s flow.Subject, n draftAnnouncement) []flow.Option {
	options := []flow.Option{{Value: newAnnouncement, Label: say("发新公告", "A new one")}}
	for _, a := range n.back {
		options = append(options, flow.Option{Value: string(a.ID),
			Label: say("重报 %s %s", "Revise %s %s").With(election.Moment(a.At, s.Local()), beginning(a))})
	}
	for _, a := range s.Overview.Posted {
		options = append(options, flow.Option{Value: string(a.ID),
			Label: say("改 %s %s", "Change %s %s").With(election.Moment(a.At, s.Local()), beginning(a))})
	}
	return options
}

// beginning is the first line of an announcement, cut short.
func beginning(a election.Announcement) string {
	first, _, _ := strings.Cut(a.Text, "\n")
	if r := []rune(first); len(r) > titleShown {
		return string(r[:titleShown]) + "…"
	}
	return first
}

func electionOptions(s flow.Subject, _ draftAnnouncement) []flow.Option {
	var options []flow.Option
	for _, e := range s.Town.Elections {
		options = append(options, flow.Option{Value: string(e.ID), Label: e.Kind.Name(), Words: []string{string(e.ID)}})
	}
	return options
}

// ownWords is what the answer for no template is kept as.
const ownWords = "own"

func kindOptions(s flow.Subject, n draftAnnouncement) []flow.Option {
	var options []flow.Option
	e, _ := s.Town.Election(n.election)
	for _, k := range election.AnnouncementKinds() {
		switch {
		case k == election.OwnWords:
			options = append(options, flow.Option{Value: ownWords, Label: k.Name()})
		case k.Internal() && s.Town.Today(s.Now).Before(e.PollingDay): // nobody is late yet
		default:
			options = append(options, flow.Option{Value: string(k), Label: k.Name()})
		}
	}
	return options
}

func kindOf(v string) election.AnnouncementKind {
	if v == ownWords {
		return election.OwnWords
	}
	return election.AnnouncementKind(v)
}

// whereOptions are the whole election, its areas if it has several, its units.
func whereOptions(s flow.Subject, n draftAnnouncement) []flow.Option {
	options := []flow.Option{{Value: everywhere, Label: say("全部", "All")}}
	for _, a := range s.Town.Areas(n.election) {
		if a != election.WholeTown {
			options = append(options, flow.Option{Value: areaMark + string(a), Label: say("%s", "%s").With(a.Name()), Words: []string{string(a)}})
		}
	}
	for _, u := range s.Town.Units {
		if u.Election == n.election {
			options = append(options, flow.Option{Value: unitMark + string(u.ID), Label: say("%s", "%s").With(u.Name), Words: []string{string(u.ID)}})
		}
	}
	return options
}

const anyGroup = "any"

// reachOptions are the kinds of groups, the usual one first. What is not for
// everybody can be sent to working groups alone.
func reachOptions(s flow.Subject, n draftAnnouncement) []flow.Option {
	working := flow.Option{Value: string(election.WorkingAudience), Label: say("只发工作群", "Working groups only")}
	if e, _ := s.Town.Election(n.election); n.kind.OnlyWorking(e) {
		return []flow.Option{working}
	}
	return []flow.Option{{Value: anyGroup, Label: say("所有的群", "All groups")}, working,
		{Value: string(election.PublicAudience), Label: say("只发公众群", "Public groups only")}}
}

func reachOf(v string) election.Audience {
	if v == anyGroup {
		return election.AnyAudience
	}
	return election.Audience(v)
}

func timingOptions(s flow.Subject, n draftAnnouncement) []flow.Option {
	options := []flow.Option{{Value: atOnce, Label: say("批准后马上发", "Once approved")}}
	for _, v := range []string{tomorrow, pollingDay} {
		at := n.at(s, v)
		if at.After(s.Now) {
			options = append(options, flow.Option{Value: v, Label: election.SayTime(at, s.Local())})
		}
	}
	return append(options, flow.Option{Value: otherTime, Label: say("别的时间", "Another time")})
}

// at is the moment a timing means; zero for at once.
func (n draftAnnouncement) at(s flow.Subject, timing string) time.Time {
	switch timing {
	case tomorrow:
		return s.Town.Today(s.Now).AddDays(1).At(8, 0, s.Town.Location)
	case pollingDay:
		e, _ := s.Town.Election(n.election)
		return e.PollingDay.At(7, 0, s.Town.Location)
	case otherTime:
		return n.when
	}
	return time.Time{}
}

// units are those the announcement is for.
func (n draftAnnouncement) units(s flow.Subject) []election.UnitState {
	e, _ := s.Town.Election(n.election)
	area, byArea := strings.CutPrefix(n.where, areaMark)
	id, byUnit := strings.CutPrefix(n.where, unitMark)
	var of []election.UnitState
	for _, u := range s.Overview.Units {
		switch {
		case u.Unit.Election != n.election, !n.kind.Concerns(e, u):
		case byArea && !election.Area(area).Holds(u.Unit.Area), byUnit && string(u.Unit.ID) != id:
		default:
			of = append(of, u)
		}
	}
	return of
}

// written is what the template says.
func (n draftAnnouncement) written(s flow.Subject) string {
	e, _ := s.Town.Election(n.election)
	return s.Town.Write(n.kind, e, n.units(s))
}

// rewritten is what the template says now where what was posted is the template's
// own words of counts that were corrected since; "" if nothing differs.
func (n draftAnnouncement) rewritten(s flow.Subject) string {
	old, ok := announcementIn(s.Overview.Announcements, n.edits)
	if !ok || !old.Made || !old.Kind.Counts() {
		return ""
	}
	n.kind, n.election, n.where = old.Kind, old.Election, everywhere
	e, _ := s.Town.Election(n.election)
	text := s.Town.Write(n.kind, e, slices.DeleteFunc(slices.Clone(n.units(s)), func(u election.UnitState) bool { return !slices.Contains(old.Units, u.Unit.ID) }))
	if text == old.Text {
		return ""
	}
	return text
}

func announcementProblems(s flow.Subject, n draftAnnouncement) []election.Problem {
	var problems []election.Problem
	if n.kind != election.OwnWords && len(n.units(s)) == 0 {
		problems = append(problems, election.Problem{Code: "nobody", Fields: []string{"template"}, Text: nobodyIn(n.kind)})
	}
	if old, ok := announcementIn(s.Overview.Announcements, n.edits); ok && old.Text == n.text {
		problems = append(problems, election.Problem{Code: "unchanged", Fields: []string{"text"}, Text: say("这是现在的内容，还没有改。", "This is what stands there now; nothing is changed yet.")})
	}
	if size := len(utf16.Encode([]rune(n.text))); size > longestAnnouncement {
		problems = append(problems, election.Problem{Code: "long", Fields: []string{"units"},
			Text: say("太长了：%d 字，最多 %d 字。请按片分几条发。", "That is too long: %d characters of at most %d. Please announce area by area.").With(size, longestAnnouncement)})
	}
	if at := n.at(s, n.timing); !at.IsZero() && !at.After(s.Now) {
		problems = append(problems, election.Problem{Code: "past", Fields: []string{"timing"}, Text: say("这个时间已经过了，请另选。", "That time is past; please choose another.")})
	}
	return problems
}

// nobodyIn says why a template has nothing to say yet.
func nobodyIn(k election.AnnouncementKind) election.Phrase {
	switch k {
	case election.ResultsAnnouncement:
		return say("还没有一处的计票经两人确认，现在不能公布结果。", "No count is confirmed by two people yet, so that no result can be published.")
	case election.FurtherAnnouncement:
		return say("计票已确认的，没有要再次投票或另行选举的。", "Nobody with a confirmed count has to vote again.")
	case election.LateAnnouncement:
		return say("都报过投票人数或计票了，不用在群里催；逾期的阶段见日报。", "All have reported turnout or count; stages that are late stand in the digest.")
	}
	return say("这个范围里没有单位。", "There is nobody in it.")
}

func reviewAnnouncement(s flow.Subject, n draftAnnouncement) []election.Phrase {
	if n.edits != "" {
		return append([]election.Phrase{say("群里已发的那条会改成上面的内容，不再另发；联络员要重新确认。", "The one in the groups will be changed to this; nothing new is posted. The officers are asked to confirm again.")}, approval(s, n)...)
	}
	lines := []election.Phrase{destination(s, n)}
	if units := len(n.units(s)); units > 0 && n.kind.Asks() {
		e, _ := s.Town.Election(n.election)
		lines = append(lines, say("%s的联络员会私下收到，请他们点按钮确认。", "%s: their officers get it privately too and confirm it by a button.").With(e.Units(units)))
	}
	return append(lines, approval(s, n)...)
}

// destination says into how many groups it goes, as they are now.
func destination(s flow.Subject, n draftAnnouncement) election.Phrase {
	groups := s.Overview.Groups
	switch n.reach {
	case election.WorkingAudience:
		groups = s.Overview.Working
	case election.PublicAudience:
		groups -= s.Overview.Working
	}
	switch {
	case s.Overview.Groups == 0:
		return say("⚠️ 还没有绑定任何群：把机器人拉进群，再按它的提示确认。发布后绑定的群也会收到。", "⚠️ No group is bound yet: add the bot to a group and confirm there. Groups bound later get it too.")
	case groups == 0:
		return say("⚠️ 还没有这样的群（%s）。", "⚠️ There is no such group yet (%s).").With(n.reach.Name())
	}
	return say("将发到 %d 个群并置顶（不响铃）。", "Groups it goes to: %d. It is pinned silently.").With(groups)
}

// approval says who has to agree, and why somebody did not before.
func approval(s flow.Subject, n draftAnnouncement) []election.Phrase {
	if before := n.earlier(); before != nil && before.Why != "" {
		return append([]election.Phrase{say("上次退回的原因：%s", "It was returned because: %s").With(before.Why)}, approval(s, draftAnnouncement{})...)
	}
	if s.Overview.Approvers == 0 {
		return []election.Phrase{say("⚠️ 没有第二个人能审批（选举办只有您一人，领导小组还没有人登记）：提交后直接发布，并注明未经第二人审批。",
			"⚠️ There is nobody to approve it (you are alone in the office, and no leader of the leading group is registered): it is posted at once, with a note of that.")}
	}
	return []election.Phrase{say("提交后由另一人批准才发布（选举办其他人或领导小组，%d 人可批）。", "It is posted once somebody else approves it (of the office or the leading group; people who can: %d).").With(s.Overview.Approvers)}
}

func madeAnnouncement(s flow.Subject, n draftAnnouncement) election.Announcement {
	if n.edits != "" {
		return election.Announcement{Text: n.text, Edits: n.edits, Revises: n.revises, Earlier: n.earlier()}
	}
	e, _ := s.Town.Election(n.election)
	a := election.Announcement{Text: n.text, Revises: n.revises, Earlier: n.earlier(), Kind: n.kind, Election: n.election, Day: e.PollingDay, Reach: n.reach, When: n.at(s, n.timing),
		Made: n.text == n.written(s)}
	a.Units = idsOf(n.units(s))
	return a
}

func idsOf(units []election.UnitState) (ids []election.UnitID) {
	for _, u := range units {
		ids = append(ids, u.Unit.ID)
	}
	return slices.Clip(ids)
}
