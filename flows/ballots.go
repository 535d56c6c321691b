package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// ballots reports how many ballots were printed and where they are kept.
var ballots = record{
	id: "ballots", title: say("选票印制", "Ballots printed"),
	command: "ballots", words: []string{"选票印制", "印制选票", "选票印了", "选票共印", "选票印", "选票已印", "选票印好", "印选票", "印了选票", "选票印制好", "选票领回", "选票领回来", "领回选票", "领了选票", "选票领了", "选票领到", "选票到了", "选票运到", "选票拉回来", "选票拿回来", "票领回来", "票领回", "票领了", "票领到", "票拉回来", "票拿回来", "票取回来", "票运到", "票印好", "票印了", "票印出来", "ballots"},
	label: say("🖨 选票印制", "🖨 Ballots"), group: groupPolling(), alone: []flow.StepID{"printed"},
	fields: []field{
		amount("printed", say("印制", "Printed"), say("张", ""), "印", "共印", "印了", "印好", "印好了", "已印好", "印完", "印出", "印出来", "领回", "领回来", "领回来了", "运到", "运到的"),
		amount("spoiled", say("作废", "Spoiled"), say("张", ""), "损坏", "报废", "印坏", "坏", "坏了", "印坏了", "印废", "印废了", "印错", "印错了", "印错的", "错印", "印花了", "印糊了", "废了", "废", "废票"),
		day("sealed", say("封存日期", "Sealed on"), "封存"),
		names("keeper", say("保管人", "Kept by"), say("选票由谁保管？写两个人。", "Who keeps them? Two people."), "保管", "看管").askedAs("谁保管", "谁看管", "谁在保管", "谁在看管", "谁负责保管", "由谁保管", "谁来保管", "归谁保管", "选票在谁那", "选票放在谁那", "谁管着选票", "who keeps the ballots"),
		photo(say("封存照片", "Photo"), say("请发封存选票的照片。", "Please send a photo of the sealed ballots.")),
	},
	checks: []check{{code: "spoiled_over_printed", means: say("作废多于印制", "more spoiled than printed"), fields: []string{"printed", "spoiled"},
		wrong: func(r election.Record) election.Phrase {
			if r.Numbers["spoiled"] <= r.Numbers["printed"] {
				return election.Phrase{}
			}
			return say("作废 %d 张，多于印制 %d 张。请核对后重新输入。", "%d spoiled, more than the %d printed. Please check and enter it again.").With(r.Numbers["spoiled"], r.Numbers["printed"])
		}}},
}
