package speech

// composedWord is what is said in words that are put together of parts, one of each: 怎么去填,
// 手上村最多. A part that may be left out has an empty alternative.
type composedWord struct {
	senses, id string
	parts      []string // the alternatives of each, parted by "|"
}

// The parts that several have.
const (
	howParts  = "怎么|怎样|如何|咋"
	byParts   = "|去|来|才能|再次|重新|另行"
	mustParts = "要|该|应|应该|得|一共|总共|共|能|"
	someParts = "几|几个|几名|几位|多少|多少个|多少名|多少位"
	loadParts = "管|管的|管着的|管得|负责|负责的|手上|手上的|手里|手里的|名下|名下的|包|包的|分管|分管的|联系|联系的|承担的"
	unitParts = "村|村子|村数|社区|单位|支部|选区|党组织"
	doneParts = "完成|做完|弄完|搞完|办完|干完|整完|做好|办好|弄好|搞定|结束|贴出来|贴出|公布|公示"
)

// composedWords are those of all towns; read only. 怎么样 and 进行得如何 ask how it stands, and are no
// question of how something is done.
var composedWords = []composedWord{
	{"unreturned", "", []string{"收回|收回来的|收回的|收的|收上来的|收到的", "|票|选票", "比", "发出|发出去|发的|发出的|发出去的", "|票|选票", "的|", "少"}},
	{"unreturned", "", []string{"收回|收回来的|收回的|收的|收上来的|收到的", "|票|选票", "少于|低于|不足", "发出|发出去的|发的|发出的", "|票|选票"}},
	{"unreturned", "", []string{"发出|发出去|发的|发出的|发出去的", "|票|选票", "比|多于|大于", "收回|收回来的|收回的|收的|收上来的|收到的", "|票|选票", "的|", "多|"}},
	{"unreturned", "", []string{"票没|选票没|没有|没", "收齐|全收回来|全收回|收全"}},
	{"unkept", "", []string{"照|按|照着|按着", "这个|现在的|这|目前的|这样的", "速度|势头|样子|进度|趋势|样下去|样"}},
	{"unkept", "", []string{"照|按", "这样子", "|下去"}},
	{"howChosen", "", []string{howParts, "选的|选出来的|推选的|产生的|选上的|选了的"}}, // how it was done is no how-to
	{"howTo reports", "", []string{howParts, byParts, "拍|照|填|报|写|录|传|发|上报|填写|填报|录入|提交|登记|补"}},
	{"howTo reports corrects", "", []string{howParts, byParts, "更正|改|撤回|撤|改正|修改|改过来|撤销"}},
	{"howTo rules", "", []string{howParts, byParts, "算|认定|确定|判断|区分"}},
	{"not does which", "", []string{"就|只|还|", "剩|剩下|差", "哪几家|哪家|谁家|哪几户|几家|哪几个|哪些", "|了"}},
	{"howTo", "", []string{howParts, byParts, "催报|催|看|查|问|做|办|弄|搞|操作|选|推选|投|组织|开展|准备|公布|公示|张榜|计票|处理|移交|归档|走|确认|用|处置"}},
	{"howTo reports", "", []string{"怎么个|怎么|咋个|咋", "报|填|录|传", "法"}},
	{"candidate does", "", []string{"提", "完|完了|好了|齐|齐了", "的|"}},
	{"arrival does", "", []string{"最先|最早|第一个|头一个|第一家|最快|率先", doneParts}},
	{"departure does", "", []string{"最后一个|最后|最晚|最迟|最后一家|拖到最后", doneParts}},
	{"loads highest", "", []string{loadParts, unitParts, "最多|多"}},
	{"loads lowest", "", []string{loadParts, unitParts, "最少|少"}},
	{"loads howMany", "", []string{loadParts, unitParts, "有几个|有多少个|有多少|是几个"}},
	{"seats howMany", "", []string{mustParts, "选", someParts, "代表|干部"}},
	{"seats howMany post", "member", []string{mustParts, "选", someParts, "委员"}},
	{"seats howMany post", "chair", []string{mustParts, "选", someParts, "主任"}},
	{"seats howMany post", "vice_chair", []string{mustParts, "选", someParts, "副主任"}},
	{"seats howMany post", "secretary", []string{mustParts, "选", someParts, "书记"}},
	{"seats howMany post", "deputy_secretary", []string{mustParts, "选", someParts, "副书记"}},
	{"howIs", "", []string{"进展|走|干|搞|弄|做|整|推进|进行|办|", "到", "哪|哪儿|哪里|哪一步|哪步|哪个环节|什么程度|什么地步|啥程度", "|了"}},
	{"incident what", "", []string{"出|出过|出了|发生|发生过|发生了|闹|闹过", "什么|啥|些什么|些啥|哪些", "状况|情况|意外|乱子|岔子|异常|问题"}},
	{"incident petition", "accident", []string{"摔|伤|撞|磕|碰|砸|烫", "着|倒|到"}},
	{"reported", "", []string{"我", "前头|前面|之前|先前|早先|早上|上午", "报的|报过的"}},
	{"not does never", "", []string{"没|没有|从没", "搞|办|做|组织|举行|弄|挂|发", "过"}},
	{"who sees", "", []string{"领导|上面|镇里|别人", "看|看得", "见|到", "了|", "吗|没|没有"}},
	{"not confirms", "", []string{"没|还没", "录|输", "第二遍|第二次|二遍|第二回"}},
	{"confirms", "", []string{"录|输", "第二遍|第二次|二遍|第二回"}},
	{"composed born", "50", []string{"50|五零", "后"}},
	{"composed born", "60", []string{"60|六零", "后"}},
	{"composed born", "70", []string{"70|七零", "后"}},
	{"composed born", "80", []string{"80|八零", "后"}},
	{"composed born", "90", []string{"90|九零", "后"}},
	{"changes what", "", []string{"动|变|进展", "了", "些啥|些什么|什么|啥|哪些"}},
	{"reminds", "", []string{"捅|戳|搡|踢|拽|拱|轰|紧|吼", "一下|两下|一把|一嗓子|一声"}},
	{"reminds", "", []string{"让|叫|喊|请|要|催|通知", "他们|她们|他|她|大家|各村|联络员|村里", "都|", "抓紧|抓点紧|快点|快些|赶紧|加快|上紧|搞快点|麻利点", "点|些|"}},
	{"not confirms mine", "", []string{"我|咱", "要|该|得|还要|还得", "去|", "核|复核|核对|录第二遍|确认", "的|"}},
	{"not confirms mine", "", []string{"等|等着|待|要|该|轮到|轮着|需要", "我|咱", "去|来|", "核|核对|确认|录第二遍|录二遍|核一下|核的"}},
}
