package flows

// The words of the fields that several forms have: the same ones in every form.

func registeredWords() []string {
	return []string{"登记选民", "登记选民数", "登记选民人数", "登记", "登记人数", "登记数", "在册", "在册选民", "在册人数", "全数", "登", "选民登记", "选民登记数", "选民数", "选民人数", "选民总数", "应参加", "应参加投票", "应参加投票人数", "应参加投票选民", "应参加选举", "应参选", "应参选人数", "应参加人数", "应到", "应到人数", "应到代表", "应到居民代表", "应到党员", "应到会", "应到会党员", "应到会代表", "应投", "应投票", "registered", "registered voters"}
}

// voterNouns are those who are registered, also where they are said to have come.
func voterNouns() []string {
	return []string{"选民", "选民中", "登记选民中", "名选民", "名选民中", "voters"}
}

// votedWords are those who have voted so far.
func votedWords() []string { return append(participantWords(), comingWords()...) }

// comingWords are said while people are voting; of a count only beside its other
// figures.
func comingWords() []string {
	return []string{"投票", "投", "投票人数", "投票数", "投好", "投好票", "投好了", "投完票", "投完了票", "投票情况", "投票进展", "已投票", "已投票人数", "已投", "已经投票", "已经投", "投了票", "投过票", "投票了", "投了", "投完", "来投票", "来投票的", "来投", "来了", "到了", "全部到会投票", "全部到会", "全部投票", "都到会投票", "全部参加投票", "参选", "参选人数", "已参选", "投下", "到站", "投过了", "投到", "投到了", "完成投票", "已完成投票", "完成了投票", "投票完成", "投了的", "投过的", "投了票的", "投过票的", "过来投票", "过来投票的", "前来投票", "前来投票的", "来投过", "来投过票", "来投过票的", "进站投票", "到场投的", "投票的", "投票的人", "投票的人数", "投票者", "投票总数", "投票总人数", "总投票", "总投票数", "总投票人数", "投票合计", "votes cast", "ballots cast", "have voted", "has voted", "voted", "turnout"}
}

// cameFewWords are those who came to a meeting to which more should have come.
func cameFewWords() []string {
	return []string{"只来", "只到", "只来了", "只到了", "才来", "才到", "才来了", "才到了"}
}

func participantWords() []string {
	return []string{"参加投票", "参加投票人数", "参加投票选民", "参加投票选民数", "参加投票的选民", "参加投票的选民数", "投票选民数", "投票的选民", "参投选民", "参加", "参加人数", "参投", "参投人数", "实际投票", "实际投票人数", "实际参加", "实际参加投票", "实投", "到场", "到场投票", "到场人数", "来人", "来的人", "到人", "实到", "实到人数", "到会", "到会人数", "到会代表", "实到代表", "出席代表", "到会党员", "实到党员", "实到会", "实到会党员", "participants", "took part", "attended"}
}

func issuedWords() []string {
	return []string{"发出选票", "发出选票数", "发出票", "发出户代表票", "发出代表票", "发户代表票", "发代表票", "发出", "发出数", "发放选票", "发放", "发票", "发选票", "发了", "实发", "实发选票", "实发票", "领走", "领走选票", "领票", "领取选票", "发票数", "发出票数", "发放票数", "发放选票数", "领票数", "发出去", "发出去选票", "发下去", "发下", "下发", "下发选票", "领出", "领出选票", "领出票", "共发选票", "发", "issued", "ballots issued"}
}

func returnedWords() []string {
	return []string{"收回选票", "收回选票数", "收回票", "收回户代表票", "收回代表票", "收回", "收回数", "回收选票", "回收", "回收票", "实收", "实收选票", "收到选票", "收到", "收上来", "收上来的", "收回来", "回来", "回来了", "收回来的", "收上来选票", "交回", "交回来", "投回", "回票", "回票数", "收票数", "收回票数", "回收票数", "回收选票数", "实收票数", "开箱", "开箱清点", "票箱打开", "打开票箱", "箱子打开", "开箱数", "开箱点", "票箱里", "箱子里", "箱里", "箱内", "票箱内", "倒出来", "开出来", "清点选票", "清点出", "收了", "收票", "收", "回", "投票箱收回", "收到票", "投进箱", "投进票箱", "票箱里开出来", "got back", "returned", "ballots returned"}
}

func validWords() []string {
	return []string{"有效选票", "有效票", "有效票数", "有效", "有效的", "算数的", "合格票", "合格的", "好票", "效", "good", "valid", "valid ballots"}
}

func invalidWords() []string {
	return []string{"无效选票", "无效票", "无效票数", "无效", "无效的", "废票", "废票数", "废选票", "废了", "废掉", "废掉的", "废的", "没用的", "不能用的", "作不了数的", "坏票", "坏了", "画错的", "涂改作废", "不算数的", "作废", "作废票", "作废选票", "废", "invalid", "invalid ballots", "spoiled", "spoilt"}
}

// allValidWords say that no ballot is invalid.
func allValidWords() []string {
	return []string{"全部有效", "全部都有效", "全都有效", "都有效", "均有效", "全有效", "全是有效票", "都是有效票", "全部是有效票", "全部为有效票", "均为有效票", "没废票", "没有废票", "无废票", "没废的", "没有废的", "没无效票", "没有无效票", "无无效票", "没一张废票", "没有一张废票", "all valid"}
}
