package main

import (
	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// tour leads a newcomer through the demo in five steps.
func (s *show) tour() []sandbox.Step {
	phone := func(id election.PersonID) int64 { return s.cast.phones[id].ID() }
	words := func(zh, en string) sandbox.Words { return sandbox.Words{ZH: zh, EN: en} }
	return []sandbox.Step{
		{Title: words("点按钮上报", "Report by tapping"), User: phone("周明"),
			Text: words("周明是东河村的联络员。在他的手机上点 📋 进度，选“与选民见面”或别的阶段，再点“已完成”、✅ 确认上报。",
				"Zhou Ming is the officer of Donghe. On his telephone tap 📋 Progress, choose a stage, “Done”, and ✅ Confirm.")},
		{Title: words("一句话报完", "Report in a sentence"), User: phone("李芳"),
			Text: words("李芳管三个村。在她的手机上打：西岭村今天来了三十个人登记。再打：枣园村票箱还没送到，有困难。看哪句记了，哪句没记、为什么。",
				"Li Fang has three villages. On her telephone type: 枣园村 票箱还没送到，有困难 — and see what is recorded and what is asked.")},
		{Title: words("打错了会被问", "A slip is caught"), User: phone("周明"),
			Text: words("在周明的手机上打：计票 东河村 发259 收255 有效247 无效9。有效加无效对不上收回，它会问；改一个数再看。",
				"On Zhou Ming's telephone type: 计票 东河村 发259 收255 有效247 无效9. Valid and invalid do not make up what came back, so it asks; mend one and look again.")},
		{Title: words("选举日晚上", "Polling evening"), User: demoOffice,
			Text: words("点上面的 ▶ 播放选举日：别的村自己报投票和计票，两个人各录一遍；选举办看到谁没报、哪个村要再次投票。",
				"Press ▶ Play polling day above: the other villages report turnout and counts, each entered by two people; the office sees who is late and which village has to vote again.")},
		{Title: words("领导看到什么", "What the leader gets"), User: phone("陈立"),
			Text: words("陈立是东片的领导：日报、图、出了问题马上知道。点日报下面的按钮，一路点到村、到那一条上报。发“参选率低于 70% 的村”试试。",
				"Chen Li leads the eastern part: digests, pictures, and trouble at once. Tap below the digest down to the village and the report. Try: 参选率低于 70% 的村")},
	}
}
