package speech

// The topics of an emergency, as election.Incident names them.
const (
	topicOrder      = "order"
	topicBallots    = "ballots"
	topicBribery    = "bribery"
	topicPetition   = "petition"
	topicComplaint  = "complaint"
	topicAccident   = "accident"
	topicFacilities = "facilities"
	topicOther      = "other"
)

// sign is a way of saying that something has gone wrong: one of each list, in
// this order, with few characters between them.
type sign struct {
	topic    string // "": it calls for help and does not say why
	severity int    // 1 grave, 2 serious, 0 not told by it
	hint     bool   // it sorts what is told, and is no emergency by itself
	parts    [][]string
}

// signs lists the signs, those that decide the topic before others first: people
// in danger come before the place, what is done to the ballots before who does it.
// Read only.
var signs = []sign{
	{topicAccident, 1, false, [][]string{hurt}},
	{topicAccident, 1, false, [][]string{somebody, hurtOfSomebody}},
	{topicAccident, 1, false, [][]string{{"掉进", "掉到", "掉下", "落入", "跳进"}, {"河", "水", "井", "沟", "塘", "楼"}}},
	{topicAccident, 1, false, [][]string{ablaze}},
	{topicOrder, 1, false, [][]string{{"拿刀", "拿着刀", "持刀", "动刀", "带刀", "带着刀", "举着刀", "拿菜刀", "拿着菜刀", "持械", "铁棍", "棍棒", "拿着棍", "拿棍", "提着刀", "a knife", "with a gun"}}},
	{topicAccident, 0, false, [][]string{{"塌了", "倒塌", "坍塌", "垮塌", "塌方", "滑坡", "泥石流", "山洪", "洪水", "发大水", "涨大水", "涨水了", "雷击", "雨太大", "雪太大", "风太大", "下暴雨", "下大雪", "下起暴雨", "下冰雹", "flood", "landslide"}}},
	{topicAccident, 0, false, [][]string{
		{"暴雨", "大雨", "下雨", "雨太大", "雨下", "大雪", "下雪", "雪太大", "大风", "风太大", "刮风", "台风", "冰雹", "结冰", "storm", "snow"},
		{"封路", "路断", "断了", "冲垮", "淹", "刮倒", "吹倒", "吹翻", "掀翻", "投不了", "没法", "无法", "出不来", "进不来", "过不来", "过不去", "来不了", "出不了门", "滑倒", "blocked", "cannot", "can't"}}},
	{topicAccident, 0, true, [][]string{{"生病", "发烧", "不舒服", "暴雨", "大雪", "台风", "塌", "受凉", "storm"}}},

	{topicPetition, 0, false, [][]string{{"集体上访", "集访", "越级上访", "去上访", "来上访", "在上访", "要上访", "上访了", "人上访", "名上访", "群众上访", "村民上访", "静坐", "请愿", "拉横幅", "打横幅", "拉起横幅", "拉着横幅", "讨说法", "要说法", "给个说法", "给说法", "喊冤", "petitioners", "protesters", "protesting"}}},
	{topicPetition, 0, false, [][]string{{"要见", "求见", "找", "要求见", "非要见"}, {"镇领导", "县领导", "乡领导", "领导", "镇长", "县长", "乡长", "镇党委书记"}, {"闹", "说法", "评理", "讲理", "不走", "堵"}}},
	{topicPetition, 0, false, [][]string{{"堵", "围", "聚集", "坐在", "跪", "赖", "冲"}, {"要见", "求见", "见领导", "见镇长", "见书记", "找领导", "找镇长", "找书记"}}},
	{topicOrder, 0, false, [][]string{{"聚了", "聚着", "聚集", "围了", "来了", "挤了"}, crowd, {"吵着", "嚷着", "闹着", "非要", "要说法", "讨说法"}}},
	{topicPetition, 0, false, [][]string{crowd, {"要见", "求见"}, {"领导", "镇长", "书记", "县长", "乡长"}}},
	{topicPetition, 0, false, [][]string{{"围堵", "围住", "围着", "围了", "堵住", "堵了", "堵在", "堵着", "聚集在", "聚集到", "坐在", "闹到"}, {"镇政府", "乡政府", "镇里", "县政府", "政府", "信访", "镇领导", "书记"}}},
	{topicPetition, 0, false, [][]string{{"有人", "村民", "群众", "家属"}, {"上访"}}},
	{topicPetition, 0, true, [][]string{{"上访", "petition"}}},

	{topicBribery, 0, false, [][]string{{"有人", "候选人", "正在", "在", "又", "给", "挨家", "挨户", "到处", "上门", "私下", "偷偷", "暗中", "家属", "亲戚", "家人", "老板", "发现", "涉嫌", "存在", "怀疑", "昨晚", "晚上", "挨个", "公开", "花钱", "替"}, bribes}},
	{topicBribery, 0, false, [][]string{bribes, {"被抓", "被发现", "被举报", "被拍", "被人看见", "抓到", "抓住", "现行"}}},
	{topicBribery, 0, false, [][]string{{"一票", "每票", "一张票", "每张票"}, {"元", "块", "百", "包烟", "红包"}}},
	{topicBribery, 0, false, [][]string{{"brib", "buying votes", "handing out money", "paying voters"}}},
	{topicBribery, 0, true, [][]string{{"贿", "拉票", "买票", "买选票", "卖票", "卖选票", "买卖选票", "收购选票", "送烟", "送酒", "送礼", "送钱", "发钱", "发红包"}}},

	{topicBallots, 2, false, [][]string{{"抢", "夺"}, ballots}},
	{topicBallots, 2, false, [][]string{ballots, {"被抢", "抢走", "抢了", "被夺", "抬走", "抱走", "被砸", "砸了", "砸坏", "砸烂", "被烧", "烧了", "烧掉", "stolen", "seized", "burnt", "burned"}}},
	{topicBallots, 0, false, [][]string{{"砸", "撕", "烧", "偷", "毁", "藏", "撬", "伪造", "私藏", "弄丢", "踢翻", "掀翻", "推翻", "打翻", "丢了", "少了", "缺了", "错发", "扔"}, ballots}},
	{topicBallots, 0, false, [][]string{ballots, troubled}},
	{topicBallots, 0, false, [][]string{{"票不够", "票不足", "没票了", "没选票了", "没有选票了", "票没了", "票丢了", "选票告急", "缺选票", "少选票", "差选票", "out of ballots", "not enough ballots", "short of ballots"}}},
	{topicBallots, 0, false, [][]string{{"撕票", "毁票", "烧票", "偷票", "抢票"}}},
	{topicBallots, 0, false, [][]string{{"往"}, {"票箱", "投票箱"}, {"倒", "灌", "扔", "塞", "泼"}}},
	{topicBallots, 2, false, [][]string{{"stole", "seized", "grabbed", "tore", "smashed"}, ballots}},
	{topicBallots, 0, false, [][]string{{"票发完了", "选票发完了", "票发光了"}, {"还有", "不够", "没领", "没票", "没有"}}},
	{topicBallots, 0, false, [][]string{{"冒名", "冒领", "冒充选民", "重复投", "投了两次", "投两次", "投了几次", "多投了", "多领了", "塞票", "塞选票", "塞了一叠", "灌票", "作弊", "舞弊", "弄虚作假", "涂改选票", "涂改票", "假票", "假选票", "替别人投", "偷投", "ballot stuffing", "voted twice", "fake ballots"}}},
	{topicBallots, 0, false, [][]string{{"一个人", "一人", "有人"}, {"投了", "领了", "拿了", "填了"}, {"两张", "三张", "好几张", "几张", "多张", "一沓", "一叠", "十几张"}}},
	{topicBallots, 0, false, [][]string{{"不是本村", "不是我们村", "外村", "没登记", "没有登记", "非选民", "不是选民"}, {"领票", "领了票", "领选票", "投票", "投了票", "来投"}}},
	{topicBallots, 0, true, [][]string{{"选票", "票箱", "ballot"}}},

	{topicOrder, 2, false, [][]string{fights}},
	{topicOrder, 2, false, [][]string{{"砸"}, {"会场", "投票", "桌", "门", "窗", "玻璃", "东西", "村委会", "场子", "车"}}},
	{topicOrder, 0, false, [][]string{disorder}},
	{topicOrder, 0, false, [][]string{{"吵着要", "嚷着要", "闹着要", "吵着非要", "吵嚷着要", "闹着非要"}}},
	{topicOrder, 0, false, [][]string{{"冲进", "要冲", "往里冲", "冲击", "闯进", "闯"}, {"会场", "计票", "投票", "村委", "办公室", "主席台", "村部"}}},
	{topicOrder, 0, false, [][]string{{"选民", "村民", "群众", "有人", "集体", "都"}, {"拒绝投", "拒不投", "不肯投", "罢投", "拒绝签字", "拒绝领票"}}},
	{topicOrder, 0, false, [][]string{{"会场", "现场", "秩序", "里面", "场面", "门口"}, {"乱了", "很乱", "大乱", "混乱", "失控", "压不住"}}},
	{topicOrder, 0, false, [][]string{{"有人", "家属", "候选人", "村民", "群众", "一直", "当众", "门口", "互相", "指着", "追着", "大声", "在", "又", "老婆", "儿子", "醉", "两家"}, {"骂"}}},
	{topicOrder, 0, false, [][]string{{"有人", "家属", "候选人", "村民", "群众", "一直", "门口", "在", "又", "来", "带人", "要", "想", "醉", "族人", "家族", "扬言"}, {"闹事", "闹场", "大闹", "闹起", "闹得", "在闹", "来闹", "还闹", "闹着", "闹了", "人闹", "捣乱", "阻挠", "威胁", "恐吓", "起哄", "搅局", "耍酒疯", "发酒疯", "撒泼", "躺在地上"}}},
	{topicOrder, 0, false, [][]string{{"来了", "冲进来", "带了", "带着", "叫来", "叫了"}, {"一帮人", "一伙人", "一群人", "一车人", "社会上的人", "社会人员", "不明身份", "打手", "混混", "几车人"}}},
	{topicOrder, 0, false, [][]string{{"围着", "围住", "围堵", "围攻", "围在", "围了", "包围"}, {"票箱", "投票", "工作人员", "干部", "会场", "村委会", "村部", "大门", "门口", "我们", "领导", "计票", "监票", "主任", "不让"}}},
	{topicOrder, 0, false, [][]string{{"不让", "不许", "不准", "拦着", "拦住", "拦了", "堵着"}, {"投票", "投", "选民", "进门", "进", "出门", "开门", "点票", "靠近", "进去", "进来", "进场", "计票", "开箱", "唱票", "抬票箱", "走", "开会", "选"}}},
	{topicOrder, 0, false, [][]string{{"堵了", "堵住", "堵在", "堵着", "堵死", "被堵", "封了", "封住", "锁了", "锁上", "锁住"}, {"门", "路", "会场", "投票", "村委会", "村口", "院子"}}},
	{topicOrder, 0, false, [][]string{{"门", "路口", "村口", "会场", "投票点", "路", "出口", "院子", "村委会", "村部"}, {"被堵", "堵了", "堵住", "堵死", "堵上", "被封", "封了", "封住", "被锁", "被占", "被砸", "砸了", "被人围"}}},
	{topicOrder, 0, false, [][]string{{"堵门", "堵路", "围堵", "堵大门", "罢选", "集体拒投", "拒不投票", "人挤人", "控制不住", "失控", "乱套", "乱成一团", "乱作一团", "拉扯", "霸占"}}},
	{topicOrder, 0, false, [][]string{{"把"}, {"堵了", "堵住", "撕了", "撕掉", "砸了", "抢走", "抢了", "烧了", "烧掉", "锁了", "锁住", "掀了", "毁了", "堵死"}}},
	{topicOrder, 0, false, [][]string{{"撕"}, {"名单", "公告", "公示", "榜", "通知"}}},
	{topicOrder, 0, false, [][]string{{"名单", "公告", "公示", "红榜"}, {"被撕", "撕了", "撕掉", "撕毁", "被涂", "被揭", "不见了", "被烧", "涂改"}}},

	{topicFacilities, 0, false, [][]string{{"电断了", "断了电", "没了电", "电停了", "停了电", "电没了", "塔倒了", "电线断", "杆倒了", "水淹", "停电", "断电", "跳闸", "没电了", "没有电了", "没电", "没有电", "停水", "漏雨", "进水", "被淹", "淹了", "漏水", "漏电", "power is out", "power is off", "power cut", "power failure", "power outage", "outage", "no power", "blackout", "no electricity", "lights are out", "lights went out"}}},
	{topicFacilities, 0, false, [][]string{{"电脑", "打印机", "音响", "话筒", "投影", "计票机", "验票机", "设备", "喇叭", "发电机", "线路", "变压器", "灯", "网络", "帐篷", "棚子", "大门", "会场的门", "会议室", "门"}, {"坏了", "死机", "开不了", "用不了", "不能用", "没反应", "烧坏", "烧了", "吹倒", "刮倒", "吹跑", "刮跑", "打不开", "开不开", "不亮", "断了", "倒了"}}},
	{topicFacilities, 0, false, [][]string{{"路", "桥"}, {"断了", "不通了", "不通", "封了", "被淹", "冲垮", "冲断", "过不去", "过不来"}}},
	{topicFacilities, 0, true, [][]string{{"信号", "断网", "没网", "场地", "power", "signal", "场所"}}},

	{topicComplaint, 0, false, [][]string{{"有人", "村民", "群众", "候选人", "接到", "收到", "落选"}, {"举报", "投诉", "告状", "匿名信", "反映选举不公", "质疑", "信访", "不认结果", "不承认结果"}}},
	{topicComplaint, 0, false, [][]string{{"暗箱", "黑箱", "选举不公", "不公正", "complain"}}},
	{topicComplaint, 0, true, [][]string{{"信访", "举报", "投诉", "告状"}}},

	{topicOther, 0, false, [][]string{{"监票员", "计票员", "唱票员", "工作人员", "主持人", "选委会的人"}, {"没来", "没到", "不来", "不来了", "缺席", "跑了", "联系不上", "罢工"}}},
	{topicComplaint, 0, false, [][]string{{"有人", "村民", "群众", "候选人", "落选"}, {"要告", "去告", "要上访", "要去上访", "要举报"}}},
	{topicOther, 0, false, [][]string{{"记者", "媒体", "电视台"}, {"来了", "在拍", "采访", "要采访", "堵"}}},
	{topicOther, 0, false, [][]string{{"谣言", "造谣", "传谣", "rumour", "rumor"}}},
	{topicOther, 0, false, [][]string{{"网上", "抖音", "快手", "微信", "朋友圈", "群里", "网络", "视频"}, {"抹黑", "攻击", "炒作", "曝光", "乱说", "乱传", "疯传", "在传", "散布", "骂", "舆情", "煽动"}}},
	{topicOther, 0, false, [][]string{{"候选人"}, {"退选", "退出", "不想干了", "不干了", "不想选了", "不参选", "弃选", "放弃参选", "退出选举", "不选了", "去世", "被抓", "被带走", "失联", "跑了"}}},
	{"", 2, false, [][]string{{"快来人", "快派人", "快叫人", "来人啊", "速来人", "快报警", "快来看看", "赶紧来人", "赶紧派人", "赶快派人", "赶快来人", "快叫派出所", "快叫警察", "快叫救护车", "urgent", "emergency", "send help", "help us", "come quickly"}}},
	{"", 1, false, [][]string{{"救命", "出人命", "特急", "十万火急", "生命危险", "人命关天"}}},
	{"", 0, false, [][]string{{"出事了", "出大事", "出乱子"}}},
	{"", 2, true, urgentWords()},
	{"", 1, true, [][]string{{"grave"}}},
}

// urgentWords say by themselves that something is serious, and not that it is an
// emergency.
func urgentWords() [][]string {
	return [][]string{{"紧急", "很急", "太急", "好急", "真急", "非常急", "十分急", "特别急", "急需", "急!", "急！", "快来", "速来", "快派", "hurry"}}
}

// What the signs are made of. Read only.
var (
	// hurt says that people are hurt, ill or in danger.
	hurt = []string{"晕倒", "晕过去", "晕厥", "昏倒", "昏过去", "昏迷", "休克", "不省人事", "摔倒", "摔伤", "摔断", "摔了一跤", "摔下", "跌倒", "跌伤", "受伤", "受了伤", "打伤", "撞伤", "烧伤", "烫伤", "砍伤", "咬伤", "砸伤", "挤伤", "踩伤", "踩踏",
		"伤了人", "伤人", "流血", "出血", "吐血", "骨折", "头破", "抽搐", "抽风", "心脏病", "心梗", "脑梗", "脑溢血", "中风", "猝死", "死人", "没气了", "断气", "呼吸困难", "喘不上气", "喘不过气", "胸闷", "胸口疼", "触电", "溺水", "落水", "中毒", "上吐下泻",
		"中暑", "车祸", "撞车", "撞人", "被车撞", "撞了人", "翻车", "交通事故", "跳楼", "自杀", "轻生", "喝农药", "喝药", "跳河", "跳井", "寻死", "割腕", "上吊", "要生了", "早产", "临产", "咬人", "被电到", "被电了", "电到人", "压了人", "压住人", "压到人", "埋了人", "不行了快", "倒地", "倒在地上", "叫救护车", "打120", "打了120", "叫了120", "叫120",
		"injured", "fainted", "collapsed", "unconscious", "bleeding", "heart attack", "car crash", "car accident", "food poisoning", "is hurt", "got hurt", "passed out"}
	// hurtOfSomebody says so only of a person.
	hurtOfSomebody = []string{"摔了", "跌了", "倒下", "晕了", "不行了", "发病", "犯病", "病倒", "没气", "死了", "走不动了", "被咬", "被狗咬", "被撞", "撞了"}
	somebody       = []string{"有人", "老人", "大爷", "大娘", "大妈", "老太", "奶奶", "爷爷", "老汉", "老头", "村民", "选民", "孩子", "小孩", "干部", "工作人员", "监票", "计票员", "候选人", "主任", "一个人", "群众", "老乡", "妇女", "孕妇", "的人", "选委会"}
	// ablaze says that something burns or blows up.
	ablaze = []string{"大火", "冒烟", "着火", "起火", "失火", "火灾", "着起来了", "烧起来", "爆炸", "煤气泄漏", "燃气泄漏", "on fire", "caught fire", "a fire", "explosion", "gas leak"}
	// crowd is many people.
	crowd = []string{"村民", "群众", "几十人", "一群", "一帮", "一伙", "多人", "十人", "十个人", "来个人", "来人", "号人", "个人", "家属", "代表"}
	// bribes is how votes are bought.
	bribes = []string{"卖选票", "卖票", "买卖选票", "贿选", "买票", "买选票", "拉票", "拉选票", "送钱", "送烟", "送酒", "送礼", "送米", "送油", "发钱", "发烟", "发红包", "塞钱", "塞红包", "塞烟", "请客", "请吃饭", "请选民吃饭", "许好处", "给好处", "收买", "塞了钱", "给钱", "送红包"}
	// ballots is what is voted and counted with.
	ballots = []string{"选票", "票箱", "公章", "印章", "投票箱", "委托书", "委托票", "选民证", "封条", "计票单", "ballot box", "ballots", "the seal"}
	// troubled says that something is wrong with it.
	troubled = []string{"丢了", "丢失", "弄丢", "不见了", "不见", "没了", "找不到", "找不着", "少了", "不够", "不足", "短缺", "还差", "差了", "缺了", "缺3", "多出", "对不上", "对不起来", "印错", "印漏", "漏印", "错印", "印反", "打不开", "开不开", "坏了", "破了", "撬",
		"撕", "烧", "毁", "湿了", "淋湿", "弄湿", "打湿", "泡了", "泡水", "偷", "拿走", "带走", "搬走", "被换", "调包", "掉包", "伪造", "复印", "作假", "是假", "没盖章", "没有盖章", "被打开", "拆封", "被拆", "泼", "卡住", "塞满", "装不下", "没送到", "没送来", "没运到", "没到位", "未送达",
		"送错", "发错", "发重", "重发", "被踩", "不翼而飞", "倒墨水", "倒水", "被水", "进了水", "推翻", "掀翻", "打翻", "踢翻", "被藏", "missing", "lost", "gone", "torn", "damaged", "run out", "wet"}
	// fights is that people are at blows.
	fights = []string{"推来推去", "打成一片", "还在打", "打了架", "扭在一起", "拳打脚踢", "耳光", "踢人", "动了手", "揪住", "打起来", "打架", "打人", "打了人", "打了起来", "动手打", "动起手", "动手了", "动手推", "要动手", "斗殴", "群殴", "互殴", "殴打", "挨打", "被打了", "被人打", "扭打", "厮打", "撕打", "打作一团", "打成一团", "打砸", "推搡", "冲击会场", "冲击投票", "冲击村委",
		"冲进会场", "冲进投票", "闯进会场", "闯进来", "冲进来", "冲上来", "a fight", "are fighting", "is fighting", "fighting", "broke into a fight", "riot", "punch"}
	// disorder is that there is no quiet.
	disorder = []string{"有人闹", "有人来闹", "捣蛋", "捣鬼", "搞破坏", "情绪激动", "情绪失控", "躺在地上", "躺在门口", "撒泼", "闹事", "来闹", "在闹", "闹场", "大闹", "闹起来", "闹翻", "吵起来", "吵架", "争吵", "大吵", "吵得", "吵翻", "吵闹", "争执", "发生冲突", "起冲突", "起了冲突", "冲突", "对骂", "骂人", "辱骂", "谩骂", "骂街", "骂起来", "破口大骂", "掀桌", "掀了桌", "quarrel", "shouting at", "threatening"}
)

// benign are words in which a sign would be heard by mistake. Read only.
var benign = []string{"热闹", "凑热闹", "闹钟", "闹着玩", "抢修", "抢险", "抢先", "抢答", "抢着投", "抢着来", "争先", "打断", "时间冲突", "日程冲突", "不冲突", "时间有冲突", "吵着玩", "受伤害", "围绕", "手机没电", "手机快没电", "手机也没电", "手机没有电", "电脑没电", "电话没电",
	"投票在路上", "票在路上", "走路", "在路上", "半路", "路过", "打人工", "给钱江", "没电话", "没有电话", "没电视", "冲击力", "抢票价", "防火", "灭火器", "摔跤比赛", "中毒性", "晕车", "出血压", "不在意", "门票", "票价", "打架子", "搭架"}
