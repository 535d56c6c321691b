package flows

// officeDuty reports the command of a polling day.
var officeDuty = record{
	id: "office_duty", title: say("选举日指挥调度", "Polling-day command"), each: true,
	words: []string{"选举日指挥", "指挥调度", "选举日调度", "指挥部", "polling command"},
	label: say("📡 选举日指挥", "📡 Command"), group: groupOffice(), kinds: officeWork(),
	fields: []field{
		day("day", say("日期", "Day")),
		amount("staff", say("指挥部值守", "On duty"), say("人", ""), "值守", "值班", "在岗"),
		amount("teams", say("巡回督查组", "Teams on the road"), say("个", ""), "督查组", "巡查组", "巡回组"),
		amount("calls", say("接到来电", "Calls taken"), say("个", ""), "来电", "电话", "咨询电话"),
		amount("handled", say("处置问题", "Matters settled"), say("件", ""), "处置", "处理", "解决", "问题"),
	},
}
