package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// officeFunds reports what the office has for the elections, and what of it is spent.
var officeFunds = record{
	id: "office_funds", title: say("选举经费", "Funds"),
	words: []string{"选举经费", "经费", "工作经费", "funds"},
	label: say("💰 选举经费", "💰 Funds"), group: groupOffice(), kinds: officeWork(), alone: []flow.StepID{"budget", "spent"}, about: []string{"经费"},
	remarks: say("支出多于安排", "more spent than was provided"),
	review: func(_ flow.Subject, r election.Record) []election.Phrase {
		if over := r.Numbers["spent"] - r.Numbers["budget"]; over > 0 {
			return []election.Phrase{say("支出比安排多 %s 元。", "%s yuan more are spent than were provided.").With(election.Thousands(over))}
		}
		return nil
	},
	totals: []election.RecordTotal{leftOver("left", "budget", "spent", say("结余经费", "Left"), say("元", " yuan"), "选举经费还剩", "选举经费还有", "选举经费结余", "换届经费还剩", "换届的经费还剩", "工作经费还剩", "经费还剩", "经费剩", "经费剩下", "经费还有", "经费余额", "经费结余", "还剩经费", "money left", "funds left")},
	fields: []field{
		amount("budget", say("安排经费", "Provided"), say("元", " yuan"), "安排", "预算", "拨付", "拨了", "拨了经费", "拨经费", "给了", "给了经费", "批了", "批了经费", "下拨经费", "拨付经费", "下达经费", "安排了", "安排了经费", "下达", "投入", "到账", "到位", "下拨", "拨款"),
		amount("spent", say("已支出", "Spent"), say("元", " yuan"), "支出", "使用", "花了", "花费", "花掉", "用了", "用掉", "用去", "开支", "已用").partOf("budget"),
	},
}
