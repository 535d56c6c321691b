package flows

import (
	"cmp"
	"strconv"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// rollDraft is a roll being filled in.
type rollDraft struct {
	election.RollReport
	photo   election.File
	meeting bool // of those who are due at a meeting
}

// roll reports how many voters are registered, and since when the list hangs
// (村民委员会组织法第十七条, 城市居民委员会组织法第十七条, 选举法第二十八条).
var roll = flow.Form[rollDraft]{
	Head: flow.Head{
		ID: "roll", Command: "roll", Words: []string{"选民名单", "选民榜", "选民大榜", "名单", "roll"},
		Title: say("上报选民名单", "Report the roll"), Label: say("📜 选民名单", "📜 Roll"), Group: groupRoll(),
		For: hasRoll, Alone: []flow.StepID{"total", "away", "due"}, Early: true,
	},
	Start: func(s flow.Subject) rollDraft { return rollDraft{meeting: ofMeeting(s.Election.Kind)} },
	Steps: []flow.Step[rollDraft]{
		flow.EachSame(sameVoters, votersSteps),
		flow.Date("published", say("名单哪天张榜公布的？还没公布可以先不填。", "On which day was the list posted?"),
			func(r *rollDraft) *election.Date { return &r.Published },
			flow.With[rollDraft]{Field: flow.Field{Label: say("公布日期", "Published"), Words: []string{"公布", "公布的", "张榜", "张榜的", "公榜", "公示", "公示的", "贴出去", "贴出来", "贴上墙", "上墙", "published", "posted"}}, When: isPosted, LastTime: publishedBefore, Presume: notYet[rollDraft]}),
		flow.Attach("photo", say("请发张榜名单的照片。", "Please send a photo of the posted list."),
			[]election.FileKind{election.Photo, election.Document}, func(r *rollDraft) *election.File { return &r.photo },
			flow.With[rollDraft]{Field: flow.Field{Label: say("名单照片", "Photo"), Later: true}, LastTime: photographed, Presume: photoLater[rollDraft],
				When: func(r rollDraft) bool { return !r.Published.IsZero() }}),
	},
	Problems: func(s flow.Subject, r rollDraft) []election.Problem {
		return r.RollReport.Problems(s.Town.Today(s.Now))
	},
	Warnings: func(s flow.Subject, r rollDraft) []election.Warning { return r.RollReport.Warnings(s.Unit) },
	Review:   reviewRoll,
	Report:   func(r rollDraft) election.Body { return r.RollReport },
}

// hasRoll: the Party's members and the deputies of a congress need no list that is posted. How many
// of them are due is told before they meet.
func hasRoll(p election.Person, u election.Unit) bool { return p.MayReport(u) }

// ofMeeting reports whether those who vote are due at a meeting, and stand on no list of voters.
func ofMeeting(k election.Kind) bool { return k == election.Party || k == election.Session }

// isPosted reports whether a roll is one that is posted.
func isPosted(r rollDraft) bool { return !r.meeting }

// votersSteps asks how many are registered: of representatives one number, of voters those who
// live there, those who are away and those who were admitted; none of them where the whole is told.
func votersSteps(s flow.Subject, _ rollDraft) []flow.Step[rollDraft] {
	if m := s.Election.Method; m == election.Households || m == election.Representatives {
		noun := s.Election.RegisteredNoun()
		return []flow.Step[rollDraft]{voters("in_village", say("%s共多少人？", "%s: how many?").With(noun), noun, []string{"代表", "共"},
			func(r *election.RollReport) *int { return &r.InVillage })}
	}
	if ofMeeting(s.Election.Kind) {
		noun := s.Election.RegisteredNoun()
		return []flow.Step[rollDraft]{voters("due", say("%s共多少人？", "%s: how many?").With(noun), noun, []string{"应到", "应到会", "应到会党员", "应到党员", "应到代表", "应该到", "应参会", "应出席", "有选举权的党员", "代表共", "due"},
			func(r *election.RollReport) *int { return &r.InVillage })}
	}
	here := map[election.Kind]election.Phrase{
		election.Villagers: say("在村", "In the village"), election.Residents: say("在社区", "In the community"), election.Congress: say("在选区", "In the constituency"),
	}[s.Election.Kind]
	return []flow.Step[rollDraft]{
		flow.Number("total", say("登记的选民一共多少人？", "How many voters are registered in all?"), func(r *rollDraft) *int { return &r.Total }, flow.With[rollDraft]{
			Field: flow.Field{Label: say("登记总数", "Registered"), Words: []string{"登记", "在册", "在册选民", "登记选民", "登记了", "选民", "选民总数", "总数", "合计", "共", "一共", "总共", "共计", "总计", "registered", "in all", "total"}, Whole: true, Yields: true},
			LastTime: func(s flow.Subject, _ rollDraft) (string, bool) {
				if s.Progress.Roll == nil || s.Progress.Roll.Total == 0 {
					return "", false
				}
				return strconv.Itoa(s.Progress.Roll.Total), true
			},
			Presume: notYet[rollDraft]}),
		voters("in_village", say("%s的选民多少人？只知道总数的，写“共”和总数。", "%s: how many voters? If only the total is known, write “total” and the number.").With(here), here, []string{"在村", "在村里", "在村的", "在家", "在家的", "在家选民", "本村在家选民", "在村选民", "住在村里", "住在村里的", "常住", "本村", "本地", "户籍", "resident", "present", "at home"},
			func(r *election.RollReport) *int { return &r.InVillage }),
		voters("away", say("外出的选民多少人？", "Away: how many voters?"), say("外出", "Away"), []string{"在外", "外出务工", "外出打工", "外出人员", "在外地", "打工", "在外打工", "在外务工", "出去打工", "外出的", "在外的", "absent"},
			func(r *election.RollReport) *int { return &r.Away }),
		voters("admitted", say("外来、经同意登记的多少人？没有就输入 0。", "Admitted from elsewhere: how many? 0 if none."), say("外来", "Admitted"), []string{"迁入", "外来人员", "外来户", "外来人口", "外来居住满一年", "居住满一年", "外来居住满一年登记的", "居住满一年登记的", "外来居住满一年的", "居住一年以上", "外来的", "外地", "外地人", "外来务工", "外来登记", "外面来的", "户不在村", "户口不在村", "户籍不在村", "户不在本村", "from elsewhere"},
			func(r *election.RollReport) *int { return &r.Admitted }),
	}
}

// sameVoters: a unit's election counts its voters in the same way all along.
func sameVoters(flow.Subject, rollDraft) string { return "voters" }

func voters(id flow.StepID, ask, label election.Phrase, words []string, field func(*election.RollReport) *int) flow.Step[rollDraft] {
	return flow.Number(id, ask, func(r *rollDraft) *int { return field(&r.RollReport) }, flow.With[rollDraft]{Field: flow.Field{Label: label, Words: words},
		LastTime: func(s flow.Subject, r rollDraft) (string, bool) {
			if r.Total > 0 { // whoever tells the whole need not tell its parts
				return "", true
			}
			if s.Progress.Roll == nil {
				return "", false
			}
			before := *s.Progress.Roll
			return strconv.Itoa(*field(&before)), true
		}})
}

// publishedBefore is the day that was reported last.
func publishedBefore(s flow.Subject, _ rollDraft) (string, bool) {
	if s.Progress.Roll == nil {
		return "", false
	}
	return s.Progress.Roll.Published.String(), true
}

// notYet takes it that what has no day has not happened yet.
func notYet[T any](flow.Subject, T) (string, bool) { return "", true }

// photographed does not ask for the photo again when only the numbers change.
func photographed(s flow.Subject, r rollDraft) (string, bool) {
	return "", s.Progress.Roll != nil && s.Progress.Roll.Published == r.Published
}

// reviewRoll says what the roll comes to, and which days follow from its
// publication.
func reviewRoll(s flow.Subject, r rollDraft) []election.Phrase {
	known, today := s.Unit.Registered, s.Town.Today(s.Now)
	said := []election.Phrase{say("登记共 %s 人，名册 %s 人。", "%s registered; the roster has %s.").With(election.Thousands(r.Registered()), election.Thousands(known))}
	if known == 0 {
		said[0] = say("登记共 %s 人。", "%s registered.").With(election.Thousands(r.Registered()))
	}
	if r.meeting {
		return []election.Phrase{say("应到 %s 人，名册 %s 人。开会后报“到会情况”或投票人数。", "%s are due; the roster has %s. After the meeting report the attendance.").With(election.Thousands(r.Registered()), election.Thousands(known))}
	}
	if d, ok := s.Election.RollLimit(); ok {
		said = append(said, rollDay(s, r.Published, d))
	}
	if d, ok := s.Election.ObjectionLimit(r.Published); ok {
		said = append(said, say("对名单有意见的，到%s为止可以提出（%s）；收到后三日内作出决定。", "Objections until %s (%s); they are decided within three days.").With(d.Last.Say(today), d.Say()))
	}
	return said
}

// rollDay says whether the list was posted in time.
func rollDay(s flow.Subject, published election.Date, d election.CalendarDay) election.Phrase {
	today := s.Town.Today(s.Now)
	late := cmp.Or(published, today).Sub(d.Last)
	switch {
	case published.IsZero() && late > 0:
		return say("⚠️ 名单还没有公布，已超过法定最后一天（%s，%s）%s。", "⚠️ The list is not posted, %[3]s after the last lawful day (%[1]s, %[2]s).").With(d.Last.Say(today), d.Say(), election.Days(late))
	case published.IsZero():
		return say("名单还没有公布，最迟%s公布（%s）。公布后发“名单 公布 日期”。", "The list is not posted yet; the last lawful day is %s (%s). Then send “roll published” and the day.").With(d.Last.Say(today), d.Say())
	case late > 0:
		return say("⚠️ 公布晚了 %s：法定最后一天是%s（%s）。", "⚠️ Posted %s late: the last lawful day was %s (%s).").With(election.Days(late), d.Last.Say(today), d.Say())
	}
	return say("公布日期符合规定：最迟%s（%s）。", "Posted in time: the last lawful day is %s (%s).").With(d.Last.Say(today), d.Say())
}
