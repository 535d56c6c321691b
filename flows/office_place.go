package flows

import "huanjie/internal/flow"

// officePlace reports what the place is like as the office's own files have it, which may be
// later or wider than what the units say.
var officePlace = record{
	id: "office_place", title: say("基本镇情", "The place"),
	words: []string{"基本镇情", "镇情", "基本情况", "本级情况", "辖区情况", "the place"},
	label: say("🏘 基本镇情", "🏘 The place"), group: groupOffice(), kinds: officeWork(), alone: []flow.StepID{"households", "population"},
	fields: []field{
		amount("villages", say("行政村数", "Villages"), say("个", ""), "行政村", "村"),
		amount("communities", say("社区数", "Communities"), say("个", ""), "社区").ifTold(),
		amount("households", say("全辖区户数", "Households"), say("户", ""), "户数", "总户数"),
		amount("population", say("全辖区人口", "Population"), say("人", ""), "人口", "总人口", "常住人口"),
		amount("floating", say("全辖区流动人口", "Floating population"), say("人", ""), "流动人口", "外来人口").ifTold(),
		amount("members", say("全辖区党员", "Party members"), say("人", ""), "党员").ifTold(),
	},
}
