package flows

import "huanjie/internal/flow"

// officePublicity reports what the office itself has put up and sent out so far.
var officePublicity = record{
	id: "office_publicity", title: say("本级宣传", "The office's publicity"),
	words: []string{"本级宣传", "镇宣传", "镇里宣传", "街道宣传", "县里宣传", "区里宣传", "办宣传", "office publicity"},
	label: say("📣 本级宣传", "📣 Publicity"), group: groupOffice(), kinds: officeWork(), alone: []flow.StepID{"letters", "leaflets", "banners", "boards", "media", "vehicles"},
	fields: []field{
		amount("letters", say("致选民一封信", "Letters"), say("封", ""), "公开信", "一封信", "致选民的一封信"),
		amount("leaflets", say("宣传资料", "Leaflets"), say("份", ""), "宣传资料", "发放宣传资料", "印发宣传资料", "宣传材料", "宣传单", "传单", "宣传册", "明白纸", "折页", "资料"),
		amount("banners", say("过街横幅", "Banners"), say("条", ""), "横幅", "条幅"),
		amount("boards", say("专栏展板", "Boards"), say("块", ""), "宣传栏", "展板", "专栏"),
		amount("media", say("媒体报道", "News items"), say("篇", ""), "报道", "新媒体", "公众号", "推文", "简报"),
		amount("vehicles", say("宣传车出动", "Loudspeaker vans"), say("次", ""), "宣传车").ifTold(),
	},
}
