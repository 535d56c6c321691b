package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// publicity reports what has been put up and handed out so far.
var publicity = record{
	id: "publicity", title: say("宣传", "Publicity"),
	command: "publicity", words: []string{"宣传", "publicity"},
	label: say("📣 宣传", "📣 Publicity"), group: groupPreparing(), stage: election.PublicityStage,
	alone: []flow.StepID{"banners", "slogans", "posters", "leaflets", "boards", "letters", "broadcasts", "media"},
	fields: []field{
		amount("banners", say("横幅", "Banners"), say("条", ""), "横幅", "条幅", "横幅标语"),
		amount("slogans", say("标语", "Slogans"), say("条", ""), "墙体标语", "固定标语", "标语口号").ifTold(),
		amount("posters", say("海报", "Posters"), say("张", ""), "宣传画", "挂图", "宣传海报"),
		amount("leaflets", say("宣传单", "Leaflets"), say("份", ""), "传单", "宣传单页", "宣传册", "宣传手册", "折页", "宣传资料", "明白纸"),
		amount("boards", say("宣传栏", "Board issues"), say("期", ""), "专栏", "板报", "黑板报", "展板", "橱窗", "墙报", "板报墙报"),
		amount("letters", say("公开信", "Letters"), say("封", ""), "一封信", "一封信发了", "致选民的一封信", "致选民一封信", "致村民一封信", "致村民的一封信", "公开信发了"),
		amount("broadcasts", say("广播", "Broadcasts"), say("次", ""), "喇叭", "大喇叭", "村广播", "喇叭广播", "大喇叭播了", "喇叭播了", "广播了", "播了"),
		amount("media", say("新媒体", "Online posts"), say("条", ""), "公众号", "微信公众号", "微信推送", "短视频", "推文").ifTold(),
		amount("materials", say("宣传材料", "Other material"), say("份", ""), "材料", "学习材料", "资料汇编").ifTold(),
		photo(say("照片", "Photo"), say("请发一张宣传照片。", "Please send a photo.")),
	},
}
