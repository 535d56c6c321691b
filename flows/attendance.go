package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// attendance reports who came to the members' meeting of a Party organisation: in all,
// excused and so not due, due, present, voted. The quorum is counted of those present
// (中国共产党基层组织选举工作条例第十九条). For which reasons a member may be excused, an answer of the
// Party's organisation department lists, as it is quoted; leave is none of them. The branch writes them.
var attendance = record{
	id: election.AttendanceRecord, title: say("到会情况", "Attendance"),
	command: "attendance", words: []string{"到会情况", "参会情况", "党员到会", "attendance"},
	label: say("🪑 到会情况", "🪑 Attendance"), group: groupPolling(), kinds: branches(), stage: election.PollingStage, on: "held", unless: speech.OfCommitteeMeeting,
	remarks: say("到会够不够五分之四，占党员总数多少", "whether four fifths came, and how many of all members that is"),
	review:  reviewAttendance,
	checks: []check{
		attendanceCheck("due_sum", election.AttendanceDue, say("应到会不等于党员总数减去不计入的", "those due are not the members less those excused"),
			say("党员 %d 人，不计入应到会 %d 人，应到会应为 %d 人，与 %d 人不符。请核对后重新输入。", "%d members, %d excused: %d are due, not %d. Please check and enter it again."),
			func(n map[string]int) (bool, []any) {
				due := n[election.AttendanceMembers] - n[election.AttendanceExcused]
				return due != n[election.AttendanceDue], []any{n[election.AttendanceMembers], n[election.AttendanceExcused], due, n[election.AttendanceDue]}
			}),
		attendanceCheck("present_over_due", election.AttendancePresent, say("实到会多于应到会", "more present than due"),
			say("实到会 %d 人，多于应到会 %d 人。请核对后重新输入。", "%d present, more than the %d due. Please check and enter it again."),
			func(n map[string]int) (bool, []any) {
				return n[election.AttendancePresent] > n[election.AttendanceDue], []any{n[election.AttendancePresent], n[election.AttendanceDue]}
			}),
		attendanceCheck("voted_over_present", election.AttendanceVoted, say("参加投票多于实到会", "more voted than were present"),
			say("参加投票 %d 人，多于实到会 %d 人。请核对后重新输入。", "%d voted, more than the %d present. Please check and enter it again."),
			func(n map[string]int) (bool, []any) {
				return n[election.AttendanceVoted] > n[election.AttendancePresent], []any{n[election.AttendanceVoted], n[election.AttendancePresent]}
			}),
	},
	totals: []election.RecordTotal{missing(election.AttendanceDue, election.AttendancePresent, say("未到会", "Absent"))},
	awaits: []flow.StepID{election.AttendanceMembers, election.AttendanceExcused, "reasons", election.AttendanceDue},
	alone:  []flow.StepID{election.AttendanceExcused, election.AttendanceDue, election.AttendancePresent}, rather: []string{"应到", "实到", "到会", "请假", "参会", "该到", "应该来", "该来", "到齐", "全到", "都到了", "都来了", "全来了", "一个没缺", "一个不缺"},
	fields: []field{
		day("held", say("开会日期", "Held on"), "开会", "党员大会", "大会", "党员会"),
		amount(election.AttendanceMembers, say("党员总数", "Members"), say("人", ""), "党员", "党员数", "全体党员", "正式党员", "总共", "总共有", "一共有", "members in all"),
		amount(election.AttendanceExcused, say("不计入应到会", "Excused"), say("人", ""), append([]string{"不计入", "不计应到", "excused"}, excuses()...)...).onLeave(onLeave()...).apartFrom(election.AttendanceDue, election.AttendancePresent, election.AttendanceMembers).beside("不算", "按规定不算", "不计", "按规定不计").noneIf(append(allCame(), "无人请假", "没人请假", "没有请假", "没有请假的")...).leaves(election.AttendanceMembers, election.AttendanceDue).workedOut(),
		prose("reasons", say("不计入的原因", "Why excused"), say("哪些人、因为什么不计入应到会？", "Who is not counted as due, and why?"), "原因").or(excuses()...).ifAny(election.AttendanceExcused),
		amount(election.AttendanceDue, say("应到会", "Due"), say("人", ""), "应到", "应到数", "应到人数", "应该来", "应该到", "该来", "该到", "应来", "应参会", "应到会党员", "应到党员").leaves(election.AttendanceMembers, election.AttendanceExcused).workedOut(),
		amount(election.AttendancePresent, say("实到会", "Present"), say("人", ""), append([]string{"实到", "到会", "总共来了", "一共来了", "总共到了", "一共到了", "到会数", "到会人数", "实际来了", "实际到了", "实到数", "实到人数", "实际到会", "到了", "来了", "参会", "到会党员", "实到党员", "实到会党员"}, cameFewWords()...)...).partOf(election.AttendanceMembers, election.AttendanceDue).allOf(election.AttendanceDue, allCame()...),
		amount(election.AttendanceVoted, say("参加投票", "Voted"), say("人", ""), "投票", "票投了", "投了票").allOf(election.AttendancePresent, "都投了", "都投了票", "都投票了", "全投了", "都参加投票", "都参加了投票", "都参加投票了", "全部投票", "全部投了票", "全部参加投票", "全部参加了投票", "均参加投票", "均参加了投票", "all voted"),
		photo(say("签到表照片", "Attendance list"), say("请发签到表的照片。", "Please send a photo of the attendance list.")),
	},
}

// allCame are words that say that nobody is missing.
func allCame() []string {
	return []string{"全到了", "全部到了", "全到齐", "全到齐了", "全部到齐", "全部到齐了", "都到了", "都到齐", "都到齐了", "全员到会", "全员到齐", "一个不少", "全部到会", "全部到场", "都来了", "全来了", "到齐", "到齐了", "都到会了", "全都到了", "一个没缺", "一个不缺", "无一缺席"}
}

// onLeave are words of leave, which takes nobody from those who are due.
func onLeave() []string {
	return []string{"请假", "请假的", "请了假", "请了假的", "告假", "因病因事请假", "因事请假", "因病请假", "事假", "病假", "出差", "出差请假", "打了招呼请假的", "打招呼请假的"}
}

// excuses are why members are not due, as it is said. Also the number of them is said so: 外出务工3人.
func excuses() []string {
	return []string{"外出务工", "在外务工", "外出打工", "在外打工", "打工", "外出", "在外地", "在外", "出去打工", "流动党员", "病", "病了", "生病", "生病的", "住院", "病重", "长期病号", "长期患病", "常年卧病", "联系不上", "卧病", "因病", "重病", "年老体弱", "行动不便", "瘫痪", "瘫痪在床", "瘫在床上", "瘫在床", "来不了", "来不了的", "卧床", "卧床不起", "失联", "外派", "外派支教", "援藏", "预备党员", "留党察看", "受留党察看处分", "没表决权", "没有表决权", "无表决权", "无选举权", "没有选举权", "没选举权"}
}

// AttendanceWord is the word that opens the form of an attendance.
func AttendanceWord() string { return attendance.words[0] }

// attendanceCheck compares numbers of an attendance; the field is asked again.
func attendanceCheck(code, field string, means, said election.Phrase, wrong func(map[string]int) (bool, []any)) check {
	fields := []string{election.AttendanceMembers, election.AttendanceExcused, election.AttendanceDue, election.AttendancePresent, election.AttendanceVoted}
	for i, f := range fields {
		if f == field {
			fields = fields[:i+1]
			break
		}
	}
	return check{code: code, means: means, fields: fields, wrong: func(r election.Record) election.Phrase {
		is, figures := wrong(r.Numbers)
		if !is {
			return election.Phrase{}
		}
		return said.With(figures...)
	}}
}

// reviewAttendance says whether enough came to elect.
func reviewAttendance(s flow.Subject, r election.Record) []election.Phrase {
	due, present := r.Numbers[election.AttendanceDue], r.Numbers[election.AttendancePresent]
	said := []election.Phrase{say("实到会占党员总数 %s", "Present, of all members: %s").With(election.Ratio{Part: present, Whole: r.Numbers[election.AttendanceMembers]})}
	if r.Numbers[election.AttendanceExcused] > 0 && speech.OnlyLeave(r.Words["reasons"]) {
		said = append(said, say("⚠️ 请假、出差的一般仍算应到会。可以不计入的：病重不能表达意志或卧床不能自理、自费出国半年以上、服刑或留党察看、外出学习工作半年以上没转关系等，经党员大会通过、报上级同意（组织部门答复）。",
			"⚠️ Members on leave or on a journey usually count as due. Who may be left out: the gravely ill or bedridden, abroad for over half a year, in prison or on probation, away for study or work for over half a year, as the meeting and the superior agree."))
	}
	least, article, asked := s.Election.Quorum()
	if !asked {
		return said
	}
	sum := least.Compare(present, due)
	if sum.Holds() {
		return append(said, say("⚖️ 到会人数可以选举：%s（%s）。", "⚖️ Enough to elect: %s (%s).").With(sum.Say(), article.Say()))
	}
	return append(said, say("⚠️ 到会人数不够，不能选举：%s（%s）。", "⚠️ Not enough to elect: %s (%s).").With(sum.Say(), article.Say()))
}
