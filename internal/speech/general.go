package speech

// general are the words that are known whatever a text is about: what tells how it
// is meant, and what is no content at all; read only.
var general = NewLexicon(generalWords())

func generalWords() []Entry {
	var all []Entry
	for _, w := range fillers() {
		all = append(all, Entry{Text: w})
	}
	for _, m := range moods() {
		for _, w := range m.words {
			all = append(all, Entry{w, Meaning{Sort: OfMood, ID: m.id}})
		}
	}
	for _, w := range [...]string{"其余", "其他", "其它", "其余的", "其他的", "剩下", "剩下的", "余下", "别的", "别人", "其余的人", "其他人", "其他候选人", "其余候选人", "其它候选人", "剩下的候选人", "the rest", "rest", "others", "all others"} {
		all = append(all, Entry{w, Meaning{Sort: OfRest}})
	}
	for _, o := range others() {
		for _, w := range o.words {
			all = append(all, Entry{w, Meaning{Sort: OfOther, ID: o.id}})
		}
	}
	for _, w := range [...]string{"没有", "没有票", "没票", "没得票", "没", "无", "零票", "一票没有", "一票都没有", "没有的", "none", "nothing", "no", "nil"} {
		all = append(all, Entry{w, Meaning{Sort: OfNone}})
	}
	return all
}

// fillers are courtesies, particles and measure words.
func fillers() []string {
	return []string{
		"其中", "一共", "总共", "共计", "合计", "总计", "共", "共有", "共得", "我村", "本村", "全村", "我们村", "咱们村", "咱村", "我社区", "本社区", "我们社区", "目前", "现在", "已有", "候选人", "和",
		"到现在", "到现在为止", "到目前", "到目前为止", "截至现在", "截至目前", "截止现在", "截止目前", "截至目前为止", "目前为止", "截至", "截止", "截止到", "截至到", "到", "至", "至今", "于", "在",
		"已", "已经", "有", "了", "的", "为", "是", "得", "获", "获得", "得到", "得票", "得票数", "票数", "得了", "分别", "分别为", "分别是", "各", "均", "均为",
		"情况", "汇报", "报告", "上报", "报", "报了", "汇报如下", "报告如下", "情况如下", "如下", "选举", "换届选举", "换届", "村委会选举", "村委会换届选举", "选举情况", "选举结果", "结果", "结果如下",
		"上午", "下午", "早上", "中午", "晚上", "早晨", "我", "我们", "咱", "咱们", "领导", "同志", "先生", "女士", "各位", "请", "请查收", "请审阅", "请领导审阅", "特此汇报", "汇报完毕", "以上", "完毕", "报告完毕",
		"啊", "呀", "哦", "哈", "哟", "嘛", "啦", "选票", "票", "张", "人", "名", "个", "位", "赞成票", "人次", "群众", "村民", "居民", "大家", "数", "总数", "实际", "另外", "另", "同时", "还有", "以及", "及", "与", "跟", "也", "都", "全", "全部",
		"就", "就是", "刚", "刚才", "刚刚", "没问题", "把", "那边", "这边", "那个", "这个", "本次", "这次", "此次", "本轮", "党员", "团员", "村委会", "居委会", "截止时间", "应该", "确实", "当选", "镇", "准确", "秩序", "正常", "进行", "正常进行", "顺利", "良好", "有序", "平稳", "最后", "最新", "最终", "统计", "经统计", "核对", "已核对", "现场", "再", "才能", "已经有", "来", "的人", "转发", "转",
		"ballots", "ballot", "votes", "vote", "people", "voters", "and", "now", "so far", "until now", "by now", "up to now", "the", "is", "are", "was", "were", "have", "has", "been", "a", "an", "at", "by", "we", "our", "with", "in total", "total", "please", "report",
	}
}

// others are labels of what few forms ask for.
func others() []mood {
	return []mood{
		{AsPart, []string{"男", "女", "男性", "女性", "妇女", "男的", "女的", "委托", "委托投票", "代投", "其中委托", "代写", "应发", "应收", "未发", "剩余", "余票", "剩余选票", "空白", "空白票", "涂改", "多", "少", "多了", "少了", "外出", "流动票箱", "流动票箱投票", "men", "women", "proxies", "by proxy"}},
		{AsMore, []string{"又来了", "又有", "又投了", "又投", "新增", "增加了", "增加", "再来", "刚又来了", "另有"}},
		{Than, []string{"比", "than"}},
		{OutOf, []string{"of", "out of"}},
		{APhoto, []string{"照片", "相片", "图片", "现场照片", "签到表", "结果单", "计票单", "photo", "photos", "picture", "pictures"}},
		{Refused, []string{"弃权", "弃权票", "反对", "反对票", "abstained", "abstentions", "against"}},
	}
}

type mood struct {
	id    string
	words []string
}

// moods are the words that tell how a text is meant.
func moods() []mood {
	return []mood{
		{Asking, []string{"哪些", "哪个", "哪几", "哪几个", "哪一个", "哪里", "哪儿", "哪天", "哪位", "谁", "多少", "多少人", "多少票", "几个", "几人", "几名", "几户", "几件", "几张", "几票", "几点", "什么", "什么时候", "何时", "吗", "么", "呢", "怎么样", "怎样", "有没有", "是不是", "是否", "能不能", "可不可以", "够不够", "报没报", "为什么", "为啥", "啥", "咋样",
			"which", "who", "what", "when", "where", "how many", "how much", "whose", "why"}},
		{AskingHow, []string{"怎么填", "怎么报", "怎么写", "怎么办", "怎么弄", "怎么改", "怎么用", "怎么操作", "如何填", "如何报", "如何", "怎么", "咋报", "咋填", "咋弄", "how do i", "how to", "how"}},
		{Promising, []string{"补报", "再报", "稍后", "稍后报", "稍后补", "晚点", "晚点报", "晚些", "一会儿", "一会", "待会", "待会儿", "等会", "等会儿", "等一下", "等下", "过会", "过会儿", "马上报", "马上", "随后", "回头", "以后补", "后补", "晚点补", "过后补", "以后再补", "稍后再补", "再补", "补上", "稍后发", "晚点发", "等下补", "明天补", "回头补", "后面补", "稍等", "等等", "later", "will report", "i'll report"}},
		{Denying, []string{"不是", "没", "未", "还没", "还没有", "尚未", "并未", "不", "没能", "未能", "除了", "除", "只差", "就差", "差", "还差", "快", "快要", "差不多", "基本", "基本上", "大部分", "大多数", "部分", "一部分", "剩", "还剩", "还剩下", "没在", "不在", "并不", "并没", "并没有", "不用", "不要", "not", "not yet", "never", "nearly", "almost", "partly", "except", "isn't", "hasn't", "haven't", "n't"}},
		{Planning, []string{"目标", "预计", "预期", "将", "将要", "准备", "计划", "打算", "争取", "力争", "预估", "估计", "想", "要", "可能", "也许", "希望", "will", "plan", "planned", "target", "expected", "going to", "maybe", "perhaps"}},
		{Correcting, []string{"写错", "写错了", "报错", "报错了", "打错", "打错了", "输错", "输错了", "填错", "填错了", "搞错", "搞错了", "弄错", "弄错了", "记错", "记错了", "看错", "看错了", "算错", "算错了", "错了", "有误", "不对", "不准", "改成", "改为", "改到", "改一下", "修改为", "更正", "更正为", "订正", "应为", "应是", "应该是", "应该为", "应当是", "应当为", "应当", "才对", "才是", "写反", "写反了", "多写了", "少写了", "多写", "少写", "重报", "重新报",
			"should be", "make it", "correction", "wrong", "mistake", "instead", "i meant", "sorry"}},
		{Thanking, []string{"谢谢", "多谢", "感谢", "谢了", "收到", "已收到", "好的", "好嘞", "好的好的", "知道了", "知道啦", "明白", "明白了", "了解", "了解了", "清楚了", "辛苦了", "嗯", "嗯嗯", "得嘞", "thanks", "thank you", "thx", "ok", "okay", "got it", "👌", "👍", "🙏"}},
		{Withdrawing, []string{"撤回", "撤销", "作废", "删掉", "删除", "删了", "报错村", "报错村了", "报错社区", "报错支部", "报错选区", "报错单位", "报错地方", "报成别的村", "撤掉", "撤了", "取消刚才", "取消上一条", "取消上报", "取消那条", "收回刚才", "不算", "不算数", "不作数", "undo", "withdraw", "take back", "delete", "wrong village"}},
		{Greeting, []string{"你好", "您好", "你们好", "大家好", "领导好", "各位领导好", "各位领导", "早上好", "上午好", "中午好", "下午好", "晚上好", "早安", "在吗", "在不在", "在么", "有人吗", "你是谁", "您是谁", "你是什么", "hello", "hi", "hey", "good morning", "good afternoon", "good evening", "who are you"}},
	}
}
