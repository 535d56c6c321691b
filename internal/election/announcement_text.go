package election

import (
	"slices"
	"strings"
)

// AnnouncementKind is the template an announcement was written from.
type AnnouncementKind string

// The templates; the zero value is the office's own words.
const (
	OwnWords            AnnouncementKind = ""
	PollingAnnouncement AnnouncementKind = "polling" // 选举日公告
	OpeningAnnouncement AnnouncementKind = "opening" // 开始投票
	TurnoutCall         AnnouncementKind = "turnout" // 催投票
	CloseAnnouncement   AnnouncementKind = "close"   // 投票结束
	ResultsAnnouncement AnnouncementKind = "results" // 选举结果, of confirmed counts alone
	FurtherAnnouncement AnnouncementKind = "further" // 另行选举
	InterimAnnouncement AnnouncementKind = "interim" // 投票进展, preliminary: for working groups
	LateAnnouncement    AnnouncementKind = "late"    // 催上报, with names: for working groups
)

// OnPaper reports whether a notice on paper belongs to an announcement of the kind.
func (k AnnouncementKind) OnPaper() bool {
	return k == PollingAnnouncement || k == ResultsAnnouncement || k == FurtherAnnouncement
}

// AnnouncementKinds lists the templates in the order of an election, the
// office's own words last.
func AnnouncementKinds() []AnnouncementKind {
	return []AnnouncementKind{PollingAnnouncement, OpeningAnnouncement, TurnoutCall, CloseAnnouncement, ResultsAnnouncement, FurtherAnnouncement, InterimAnnouncement, LateAnnouncement, OwnWords}
}

// Name says what the template is for.
func (k AnnouncementKind) Name() Phrase {
	switch k {
	case PollingAnnouncement:
		return Say("选举日公告", "Polling day")
	case OpeningAnnouncement:
		return Say("开始投票", "Polls open")
	case TurnoutCall:
		return Say("催投票", "Call to vote")
	case CloseAnnouncement:
		return Say("投票结束", "Polls closed")
	case ResultsAnnouncement:
		return Say("选举结果", "Results")
	case FurtherAnnouncement:
		return Say("后续选举", "Further votes")
	case InterimAnnouncement:
		return Say("初步进展", "So far")
	case LateAnnouncement:
		return Say("催上报", "Who is late")
	}
	return Say("自己写", "My own words")
}

// Internal reports whether the template says what a public group is never
// shown: preliminary counts, or the names of those who are late.
func (k AnnouncementKind) Internal() bool { return k == InterimAnnouncement || k == LateAnnouncement }

// Counts reports whether the template tells of counts, so that it holds only as
// long as they do.
func (k AnnouncementKind) Counts() bool { return k == ResultsAnnouncement || k == FurtherAnnouncement }

// Dated reports whether the template says the polling day, so that it has to be
// written again when that moves.
func (k AnnouncementKind) Dated() bool { return k == PollingAnnouncement }

// OnTheDay reports whether the template is for the polling day itself, so that
// one which waits for its time must not go out on another.
func (k AnnouncementKind) OnTheDay() bool {
	return k == OpeningAnnouncement || k == TurnoutCall || k == CloseAnnouncement
}

// follows reports whether what the template says takes the place of what was
// said from an earlier one. The results make an end of all that was said of the
// vote; what they leave open has a template of its own, and stays.
func (k AnnouncementKind) follows(earlier AnnouncementKind) bool {
	ofTheVote := []AnnouncementKind{PollingAnnouncement, OpeningAnnouncement, TurnoutCall, CloseAnnouncement, ResultsAnnouncement}
	at, since := slices.Index(ofTheVote, k), slices.Index(ofTheVote, earlier)
	return k == earlier && k != OwnWords || since >= 0 && at > since
}

// Asks reports whether the villages are asked to confirm the announcement: all
// but what only tells how things stand.
func (k AnnouncementKind) Asks() bool { return k != InterimAnnouncement }

// Hangs reports whether the announcement is to hang in the villages, not only
// to be read there.
func (k AnnouncementKind) Hangs() bool {
	return k == PollingAnnouncement || k == ResultsAnnouncement || k == FurtherAnnouncement
}

// Concerns reports whether a unit belongs into an announcement from the
// template. Results and what follows from them are those of confirmed counts
// alone: what is not checked is not published.
func (k AnnouncementKind) Concerns(e Election, s UnitState) bool {
	switch k {
	case ResultsAnnouncement:
		return s.Progress.CountStatus() == Confirmed
	case FurtherAnnouncement:
		return s.Progress.CountStatus() == Confirmed && len(e.OpenTasks(s.Unit, s.Progress)) > 0
	case LateAnnouncement:
		return s.Progress.Turnout == nil && len(s.Progress.Counts) == 0
	}
	return true
}

// Write writes an announcement from a template for those units of an election
// that belong into it, in the town's language: a group has one reader's
// language. Days have their year, as on any public notice. It is empty
// if no unit does.
func (t *Town) Write(k AnnouncementKind, e Election, units []UnitState) string {
	units = slices.DeleteFunc(slices.Clone(units), func(s UnitState) bool { return s.Unit.Election != e.ID || !k.Concerns(e, s) })
	if len(units) == 0 || k == OwnWords {
		return ""
	}
	lines := []string{k.heading(e, units).With(t.Name, e.Kind.Name()).In(t.Language)}
	if k == PollingAnnouncement || k == OpeningAnnouncement {
		lines = append(lines, Say("选举日：%s", "Polling day: %s").With(e.PollingDay.Say(Date{})).In(t.Language))
	}
	if k == InterimAnnouncement {
		lines = append(lines, interim(e, units).In(t.Language))
	} else {
		for _, s := range units {
			lines = append(lines, k.line(e, s).In(t.Language))
		}
	}
	if last := k.closing(e, len(units) == t.RollOf(e.ID, WholeTown).Units); !last.IsZero() {
		lines = append(lines, last.In(t.Language))
	}
	return strings.Join(lines, "\n")
}

// lineMark begins what an announcement says of one unit.
const lineMark = "· "

// For is an announcement as it is for some of its units: without what the
// template says of others. What the office wrote or changed itself is shown
// whole.
func (t *Town) For(a Announcement, units []UnitID) string {
	if !a.Made || len(units) == 0 {
		return a.Text
	}
	var kept []string
	for line := range strings.SplitSeq(a.Text, "\n") {
		about, isLine := strings.CutPrefix(line, lineMark)
		mine := slices.ContainsFunc(units, func(id UnitID) bool {
			u, _ := t.Unit(id)
			rest, begins := strings.CutPrefix(about, u.Name)
			return begins && (rest == "" || strings.HasPrefix(rest, "　") || strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, ": ") || strings.HasPrefix(rest, "（") || strings.HasPrefix(rest, " ("))
		})
		if !isLine || mine {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// heading is the first line, of an announcement for some units; it takes the town
// and the election.
func (k AnnouncementKind) heading(e Election, units []UnitState) Phrase {
	switch k {
	case PollingAnnouncement:
		return Say("%s%s投票公告", "%s: %s, polling day")
	case OpeningAnnouncement:
		return Say("%s%s今天投票", "%s: %s, polls are open today")
	case TurnoutCall:
		return Say("%s%s：请还没有投票的选民抓紧投票", "%s: %s. If you have not voted yet, please do")
	case CloseAnnouncement:
		return Say("%s%s：投票结束", "%s: %s, the polls have closed")
	case ResultsAnnouncement:
		return Say("%s%s结果", "%s: %s, results")
	case FurtherAnnouncement:
		return Say("%s%s：后续选举", "%s: %s, further votes")
	case InterimAnnouncement:
		if sum := sumOf(e, units); sum[Reporting] > 0 && sum[UnitsConfirmed] == sum[Reporting] {
			return Say("%s%s进展（计票都已确认；只在工作群掌握，请勿外传）", "%s: %s so far (all counts confirmed; not for publication)")
		}
		return Say("%s%s进展（初步，未经确认，请勿外传）", "%s: %s so far (preliminary, not confirmed, not for publication)")
	}
	return Say("%s%s：还没有上报投票情况的", "%s: %s, nothing reported yet by")
}

// line is what the announcement says of one unit.
func (k AnnouncementKind) line(e Election, s UnitState) Phrase {
	u := s.Unit
	switch k {
	case ResultsAnnouncement:
		return Say(lineMark+"%s：%s", lineMark+"%s: %s").With(u.Name, e.result(s))
	case FurtherAnnouncement:
		var tasks []Phrase
		for _, task := range e.OpenTasks(u, s.Progress) {
			tasks = append(tasks, task.Say(Date{}))
		}
		return Say(lineMark+"%s：%s", lineMark+"%s: %s").With(u.Name, joined(Say("；", "; "), tasks))
	case LateAnnouncement:
		var names []string
		for _, o := range u.Officers {
			names = append(names, string(o))
		}
		return Say(lineMark+"%s（联络员 %s）", lineMark+"%s (officer %s)").With(u.Name, strings.Join(names, "、"))
	}
	where := strings.Join(strings.Fields(u.Name+" "+u.Hours+" "+u.Place), "　")
	if k == CloseAnnouncement {
		where = u.Name
	}
	return Say(lineMark+"%s", lineMark+"%s").With(where)
}

// result is what a confirmed count came to: who took part, and who is elected.
func (e Election) result(s UnitState) Phrase {
	t, ok := s.Progress.WholeCount()
	if !ok {
		return Say("没有计票", "no count")
	}
	said := []Phrase{Say("参选率 %s", "turnout %s").With(Ratio{t.Participants, t.Registered}.Percent())}
	var posts []Post
	names := map[Post][]string{}
	for _, w := range e.Winners(s.Progress) {
		if names[w.Post] == nil {
			posts = append(posts, w.Post)
		}
		names[w.Post] = append(names[w.Post], w.Name)
	}
	for _, p := range posts {
		said = append(said, Say("%s %s", "%s %s").With(p.Name(), strings.Join(names[p], "、")))
	}
	if len(posts) == 0 {
		said = append(said, Say("没有人当选", "nobody is elected"))
	}
	for _, task := range e.OpenTasks(s.Unit, s.Progress) {
		said = append(said, Say("须%s", "%s to follow").With(task.Round.Name()))
	}
	return joined(Say("；", "; "), said)
}

// interim is how far an election is. Of a count that is not confirmed it says only
// that there is one: in the groups are those, too, who are to check it.
func interim(e Election, units []UnitState) Phrase {
	counted := 0
	units = slices.Clone(units)
	for i, u := range units {
		if u.Counted() {
			counted++
		}
		units[i] = u.Public()
	}
	sum := sumOf(e, units)
	return Say("%s中 %d 个已上报投票，%d 个已计票。\n已上报的参加投票 %s 人，参选率 %s。",
		"%s: turnout reported by %d, counted by %d.\nOf those that reported, %s voted, turnout %s.").
		With(e.Units(len(units)), sum[Reporting], counted, Thousands(sum[Voted]), sum.Turnout().Percent())
}

// sumOf adds up the figures of some units.
func sumOf(e Election, units []UnitState) Figures {
	sum := Figures{}
	for _, s := range units {
		for f, n := range e.Figures(s.Progress) {
			sum[f] += n
		}
	}
	return sum
}

// closing is the last line; zero if there is none. whole says that every unit of
// the election is in the announcement.
func (k AnnouncementKind) closing(e Election, whole bool) Phrase {
	switch k {
	case PollingAnnouncement, OpeningAnnouncement, TurnoutCall:
		return Say("请选民携带身份证，按时到本"+e.UnitNoun().In(Chinese)+"投票站投票。", "Voters, please bring your identity card and vote at your own polling place.")
	case CloseAnnouncement: // 村民委员会组织法第十五条：公开计票
		return Say("现在公开计票，欢迎到场监督。结果确认后公布。", "The ballots are counted in public; you are welcome to watch. Results follow when they are confirmed.")
	case ResultsAnnouncement:
		if e.Kind == Party {
			return Say("以上结果须经上级党组织批准。", "These results are subject to the approval of the party organisation above.")
		}
		if whole {
			return Say("各"+e.UnitNoun().In(Chinese)+"计票都已由两人复核确认。", "Every count was confirmed by two people.")
		}
		return Say("只列计票已由两人复核确认的，其余确认后再公布。", "Only counts that two people have confirmed; the others follow.")
	case LateAnnouncement:
		return Say("请尽快上报；没有信号的请打电话给选举办。", "Please report soon; without a signal, please telephone the office.")
	}
	return Phrase{}
}

// OnlyWorking reports whether an announcement of an election may go to working
// groups alone. The results of a party branch are not public before the party
// organisation above has approved them.
func (k AnnouncementKind) OnlyWorking(e Election) bool {
	return k.Internal() || k == ResultsAnnouncement && e.Kind == Party
}
