package speech

import (
	"strings"
	"sync"

	"huanjie/internal/election"
)

// lawQuestion is how the law is asked about a topic: with a word of what it is about, one of
// what may be or has to be, where the first alone could ask for a figure, and one that asks.
type lawQuestion struct {
	topic       election.LawTopic
	about, with string
	asks        string // "": any of ruleAsks
}

// ruleAsks are words that ask what is right.
const ruleAsks = "对吧|对不对|没错吧|能不能|可不可以|能否|可否|行不行|可以吗|行吗|能吗|允许吗|合法吗|违法吗|犯法吗|有效吗|有效没|算有效|算吗|算数吗|算不算|算啥|算什么|算谁|算弃权|还算|作数吗|作不作数|合不合法|可以不|要不要|用不用|需不需要|该不该|怎么办|咋办|咋弄|咋整|怎么弄|怎么整|怎么算|咋算|怎么定|怎么处理|怎么规定|什么规定|啥规定|有没有规定|有规定吗|谁当|要紧|有关系|有影响|影响不|is a ballot|会不会|够不够|够吗|还是按" +
	"|几个|几张|几份|几人|几名|几年|几天|几户|几票|几位|多少|多久|谁能|谁可以|谁有权|谁来|什么人|是不是|必须吗|成吗|中不中|吗|can|may|how many|what if|who"

// may are words of what is allowed or needed.
const may = "can|may|能|可以|最多|至多|至少|起码|每人|一个人|一人|允许|必须|规定|才|合法|违法|犯法|要有|得有|应该|应当|算|要几|得几|at most|at least|allowed|must|lawful"

// whichLaw asks by what law there is an election.
const whichLaw = "哪个法|哪部法|哪条法|哪些法|什么法律|什么法规|啥法律|啥法规|哪个条例|什么条例|哪部条例|另有法|法律依据|依据什么|依据的什么|依据是什么|which law|what law"

// tellers are those who watch over the votes, call them and count them.
const tellers = "监票|计票员|唱票|计票人|计票的人|计票的活|点票员|点票的人"

// writingFor are words for writing somebody else's ballot.
const writingFor = "找人写|请人写|让人写|叫人写|找人填|请人填|让别人写|代写|代填|代书|帮写|帮填|替写|替填|替人写票|帮人写票|替别人写|帮别人写|给别人写|替老人写|帮老人写|替他写|帮他写|替她写|帮她写|替人填票|帮人填票|替人写|帮人写|给人写票"

// lawQuestions are tried in this order; read only.
var lawQuestions = []lawQuestion{
	{election.OnTellers, tellers, "候选人|被提名|参选|亲属|亲戚|老婆|老公|丈夫|妻子|媳妇|爱人|弟弟|哥哥|姐姐|妹妹|儿子|女儿|家里人|家人|家属|candidate|nominated", ""},
	{election.OnTellers, "计票|点票|数票|唱票", "老婆|老公|丈夫|妻子|媳妇|爱人|弟弟|哥哥|姐姐|妹妹|儿子|女儿|家里人|家人|家属|亲属|亲戚|候选人|被提名", "能不能|可不可以|可以吗|能否|行不行|让不让|准不准|合不合法|能计票|能唱票|能点票|可以计票|可以唱票|可以点票|可以数票"},
	{election.OnWriting, "不识字|不会写|文盲|写不了字|写不了|看不见", "写|填", ""},
	{election.OnTellers, "谁|什么人|哪些人|哪种人", tellers, "不能|不得|不准|不可以|不许|回避|能当|可以当|能做|可以做|来当|谁能|谁可以"},
	{election.OnWriting, writingFor, "候选人|被提名|参选|亲属|亲戚|老婆|老公|丈夫|妻子|媳妇|爱人|家里人|家人|家属|儿子|女儿|弟弟|哥哥|姐姐|妹妹|别人|不识字|不会写|文盲|老人|老太|大爷|大妈|写不了|看不见|眼|手抖|残疾", ""},
	{election.OnFurther, "没过半|不过半|没有过半|都没过|没超过一半|没超过半数|不到一半|没到一半|没一个过半|没人过半", "候选人|主任|委员|书记|票都|得票|票数|两个人|三个人|俩人|俩都|仨人|个人都", "怎么办|咋办|咋整|咋弄|咋个|怎么弄|怎么整|怎么处理|怎么算|要不要|还要不要|还要|重新|另选|另行|再投|再选"},
	{election.OnFurther, "另行选举|另选", "最晚|最迟|三分之一|期限|多久", "什么时候|啥时候|哪天|几号|算谁|按什么|按啥|是按|算啥|谁的|算的|吗|多久"},
	{election.OnQuorum, "来多少|多少人来|来几个|要来|得来|多少人到|到多少|几个人到|要到|得到", "有效|作数|算数|成立|才行", ""},
	{election.OnQuorum, "大会|开会|党员|选民|代表|投票|支部|到会|参加|人", "", "要到几成|得到几成|要来几成|得来几成|到几成才|来几成才|要有几成|得有几成|要几成|得几成|要到几分之几|要到百分之几|得到百分之几|几成才算|几成算"},
	{election.OnQuorum, "正好|刚好|整整|恰好|刚刚好", "一半|半数|三分之二|五分之四", "算不算|算吗|够不够|够吗|行不行|行吗|算数|有效|过没过|算过半"},
	{election.OnOnePost, "下加", "", "能不能|可不可以|吗|算不算|怎么|加不加|是不是|要不要"},
	{election.OnOnePost, "落选|没选上|没当选", "主任|书记|副主任", "算委员|加到委员|加到副|算到委员|算副主任|能当委员|再当委员|转到|加给|能不能|可不可以"},
	{election.OnOnePost, "同时当|两个职务|两个职位|都当选|一人两职|一个人两个", "主任|委员|副主任|职务|职位", "能不能|可不可以|可以|能|行吗|行不行|怎么算|算哪个|合法吗|允许"},
	{election.OnRepresentatives, "村民代表|居民代表", "多少户|几户|户|女|妇女|比例|几分之|多少人|几个|几名", "选一个|推一个|怎么选|要占|得占|要多少|要几|至少|必须|应该|应当|要有|规定"},
	{election.OnAudit, "审计", "没公布|没公示|没出|没做|没审|不公布|没贴|公布前", "能选|能投|能不能|可以|行吗|行不行|怎么办|咋办"},
	{election.OnAudit, "审计", "公布|公示|结果|报告", "最晚|最迟|必须|要不要|提前|之前要|规定|法定"},
	{election.OnIntroduction, "介绍|宣传|见面|拉票", "候选人|代表|选民", "停止|停下|到什么时候|到哪天|能到|截止|选举日还能|当天还能|还能不能|当天能"},
	{election.OnVoters, "预备党员|留党察看", "", "能投|能选|能不能|可不可以|可以|有没有|算不算|算吗|算应到|表决权|选举权|投票吗|计入"},
	{election.OnCandidates, "候选人名单|正式候选人|初步候选人|正式名单|初步名单", "几天|提前|前几|多久|最晚|最迟", "公布|贴|公示|张榜"},
	{election.OnCandidates, "候选人", "要多几|得多几|应多|多几个才|多几名|要比名额|比名额|比应选|要多百分|差额比例", "要|得|应|至少|必须|规定"},
	{election.OnObjections, "申诉|异议", "答复|回复|处理|决定|受理|回话", "要答复|得答复|内答复|必须答复|要处理|得处理|内处理|要回复|得回复|多久答复|几天答复|多久回复|几天回复|几天处理|几天内|多久内|要决定"},
	{election.OnObjections, "名单|红榜|选民榜|选民公告", "贴错|写错|登错|漏了|漏登|有错|错了", "能改|怎么改|几天|怎么办|咋办|来得及"},
	{election.OnTerm, "连任|干几届|当几届|做几届|连着干|连选|干满几届", "", "能不能|可以|最多|限制|几届|吗|多少届"},
	{election.OnElected, "书记|委员|主任|当选|选上", "过半", "按到会|按应到|按来的|按实到|还是应到|还是到会|还是按|按登记|按有效"},
	{election.OnProxies, "一家|一户|全家|一个人|一人|每人|每家", "投几|投两|投三|投多少|几张票|两张票|两张|三张|几票|代表全家|替全家|投全家", "能|可以|吗|行|几|多少"},
	{election.OnProxies, "委托", "电话|微信|口头|捎话|带话|口信|短信", "行|可以|算|能|成"},
	{election.OnMembers, "亲戚|夫妻|兄弟|父子|近亲|亲属|一家人|连襟|舅舅|姑父", "和|跟|与", "行不行|行吗|可以吗|可不可以|能不能|允许|合法|怎么办|咋办"},
	{election.OnWhich, whichLaw + "|组织法|选举法|工作条例", "选举|换届|选", whichLaw + "|还是"},
	{notKept, "罢免", "再提|再罢|重选|补选|再选|重新|没通过|没罢成|没过|职务|生效|空出来", "隔多久|多久|几个月|多长时间|几天|多少天|什么时候|啥时候|能不能|可以|怎么办|咋办"},
	{election.OnRecall, "罢免|recall", "", ""},
	{election.OnMembers, "夫妻|两口子|俩口子|夫妻俩|爷俩|爷儿俩|娘俩|哥俩|弟兄|父子|父女|母子|母女|兄弟|姐妹|近亲|亲属|亲戚|一家人|老婆|老公|婆媳|叔侄|丈夫|妻子|relatives|husband|wife", "当|同时|一起|班子|一个村委|选上|进村委|都进|都选|都在|serve|both", ""},
	{election.OnElected, "选支部书记|选书记|选主任|选委员|当选|选上", "要过半|必须过半|要超过半数|需要过半|过半吗|过半才", "吗|要不要|才|是不是"},
	{notKept, "喝多|喝醉|醉酒|酒后|精神不好|精神有问题|痴呆|聋哑|智力|坐牢|犯过|有前科|没满|未满|非本村|不是本村|外嫁|嫁出去|上门女婿|空挂", "投|选|票", "能|可以|让|准|算"},
	{notKept, "计票|监票|唱票|开箱", "几个人在场|几个人|学生|老师|党员|亲戚|小孩|谁可以|多少人在场|在场", "要|可以|能|必须|允许"},
	{notKept, "票箱", "几个人|几名|几位", "看着|守着|抬|合适|够|要|可以|能"},
	{election.OnWriting, "不识字|不会写|文盲|看不见|手抖|写不了", "", "谁帮|谁来|谁写|谁给|代写|怎么写"},
	{notKept, "选民证|身份证|户口本|登记证", "丢|忘|没带|过期|不在身上|没有", "能投|投不|能不能|可以|怎么办|咋办|行不行|还能"},
	{notKept, "选举权|被选举权|精神病|服刑|判刑|缓刑|取保|户口不在|户口在外|户口迁", "", "有没有|能不能|可以|算不算|吗|怎么办|能投"},
	{notKept, "拉票|宣传自己|发传单|演讲|竞职|站在门口|进投票站|带手机|拍照片|录像|直播", "能|可以|允许|让", "吗|能不能|可不可以|行不行|不"},
	{notKept, "延长|推迟关|提前关|提前结束|提前开箱|晚点关|早点关", "投票|关箱|结束|开箱|时间", "可以|能不能|能|行不行|吗|允许"},
	{notKept, "流动票箱|上门投|行动不便|走不动|残疾|瘫痪|卧床|住院|不识字|文盲|代写|秘密写票", "", "规定|怎么投|咋投|能不能|可以|怎么办|咋办|要求|几个人|行不行|吗"},
	{election.OnProxies, "外出打工|外出务工|打工的|在外地|不在家|出门的|在外面|回不来|出差", "投", "怎么投|咋投|如何投|怎么办|咋办|能投|可以投"},
	{election.OnCommittee, "选委会|选举委员会|election committee", "候选人|被提名|参选|亲属|candidate|nominated", ""},
	{notKept, "公示|张贴|公告", "几天|五天|七天|三天|满|多少天", "要不要|得不得|必须|至少|最少|是不是要|要满|得满"},
	{election.OnProxies, "委托书|委托", "书面|委托书|写", "对吧|对不对|是吧|没错吧"},
	{election.OnProxies, "委托", "写啥|写什么|怎么写|要写|手续|公示|书面|口头|当面", "啥|什么|怎么|咋|要不要|哪些|吗"},
	{election.OnProxies, "委托|代投|代票|代领|替别人投|帮别人投|代别人|替家|帮家|替老|帮老|替他投|替她投|帮他投|帮她投|让老婆|让老公|让家人|让家属|让儿子|proxy|proxies|vote for others", may, ""},
	{election.OnProxies, "替|帮|代", "投票|投吗|投不|去投|来投|领票|他投|她投|子投|女投|妈投|爸投|人投|家投", "能|可以|让不让|行吗|行不"},
	{election.OnProxies, "代几|代多少|代得了几|替几个|替几人|替多少|能替几|帮几个人投|帮几人投", "", ""},
	{election.OnMembers, "妇女|女的|女性|女同志|女委员|女干部|women|woman", "至少|必须|要几|得几|得有|要有|名额|应该|应当|规定|一定|没女|没有女|都没选上|都没有|must|at least", ""},
	{election.OnMarks, "两个名字|two names|外号|绰号|小名|划圈|划叉|画圈|画叉|两个人都画|两个都画|都画了圈|都划了|只划|只画|只选了|填废|划废|空白的票|空白票|白票|没划|没画", "票|圈|划|画|废|有效|写|ballot", ""},
	{notKept, "死了|去世|过世|不在世", "名单|名册|榜|登记", ""},
	{notKept, "满18|满十八|十八岁|18岁|未成年|嫁出去|嫁来|租房|外地人|迁走|迁出|住了", "登记|名册|在册|名单|入册|投票", ""},
	{notKept, "不设", "副主任|主任|委员|副书记", "可以|能|行"},
	{election.OnTie, "两个都|俩都|两个人都|都是", "票", "谁当|谁上|谁选上|算谁|算哪个|怎么定|咋定"},
	{election.OnTie, "票数一样|票数一模一样|票一模一样|票数完全一样|票数都一样|票一样|同票|平票|票数相同|票数相等|票相同|得票相同|得票一样|得票相等|一样多|并列|a tie|same number of votes", "", "怎么|咋|谁|what|who"},
	{election.OnFurther, "另行选举|另选|第二轮|第二次|再选一次|further election", "几天|多久|多少天|多少票|几票|几成|过半|三分之一|when|how many votes", "怎么|几天内|多久|之内|才能|才行|才算|算数|够|要多少|要不要|还要|needed"},
	{election.OnMarks, "别人名字|别的名字|别人的名字|候选人以外|另写|写别人|写个别人|写自己|不是候选人的|没提名的人|另选他人|随便写个|write-in", "写|选|票|名", "算不算|算数|有效吗|有没有效|可以吗|能不能|可不可以|行不行|行吗|作数|作废吗|怎么算|咋算|算废|count|valid"},
	{election.OnFurther, "另行选举|另选|三分之一", "票|够|分之|行", "够不够|够没|行吧|吗|就行|就够"},
	{election.OnElected, "票|votes", "当选|当主任|当委员|当副主任|能当|选上|win|to win", "够不够|够吗|够了吗|够没|能当不|能当吗|能不能当|算当选|算不算|算吗|need"},
	{election.OnQuorum, "来了|到了|实到|到会|参加|投了|来", "党员|选民|代表|人|个|应到", "够法定|够不够|够吗|够了吗|够数吗|够数不|够格吗|能不能开会|能开会吗|能不能开|能开不|能开吗|可以开吗|可以开会吗|能选吗|能不能选|够票吗|enough"},
	{election.OnQuorum, "过半|半数|一半", "登记|来了|到了|参加|来的人|来投", "算过半|算不算过半"},
	{election.OnElected, "主任|委员|副主任|候选人|得票", "过半|半数|一半", "对吧|对不对|没错吧"},
	{election.OnQuorum, "过半|半数|一半", "登记|名册|选民|在册", "是按|还是按|按什么|按啥|按谁|算吗|对吧|对不对"},
	{election.OnElected, "过半|半数", "", "算过半|算谁的|但排第|按什么|按啥|按谁|是按|过半线"},
	{election.OnQuorum, "法定人数|半数|一半", "", "是按|按什么|按啥|怎么算的"},
	{election.OnElected, "多少票|几票|几成票|票数要|得票要|票要|how many votes", "才能当选|才当选|能当选|才能选上|才选上|能选上|才算选上|算当选|才算当选|需要当选|当选要|当选需要|to be elected|needed", ""},
	{election.OnQuorum, "投票|参加|到场|来投|人投|vote", "才有效|才算有效|才算数|才作数|才能有效|算有效|才能开票|够不够法定|valid|for it to count|to count", ""},
	{election.OnQuorum, "才来|只来|来的人|没来够|不够数|才到|只到|才投|只投", "成|%|一半|不够|没够|少|分之", "怎么办|咋办|咋整|咋弄|怎么弄|接着投|继续投|能继续|能不能|可以|行吗|有效|算"},
	{election.OnFurther, "重新投|重投|重新选|再投一次|再选一次|重选一次|再次投票", "", "还是另|另找|几天|多久|重新提名|再提名|谁当候选"},
	{election.OnQuorum, "不到一半|没到一半|没过半|不过半|人不够|人数不够|不到半数|没到半数|选举无效|quorum|fewer than half|less than half|under half|not enough people", "投票|来的人|参选|人|选举|第二天|turn|vote|come|came|show|接着|继续|延长|补投|再投|开箱|计票|唱票", "还能|能接着|能继续|能不能|可不可以|可以|行不行|行吗|能吗|怎么办|咋办|怎么弄|咋弄|咋整|怎么处理|怎么算|还算|有效吗|算数吗|作废吗|what if"},
	{election.OnFurther, "票都没过半|票都没超过一半|都没超过一半|都没到一半|都没过一半|都不过半|都不够一半|谁也没过半|谁都没过半|没一个过半|一个都没过半|没人过半|都没过半|候选人没过半|候选人都没|得票没过半|得票都没|没人得票过半", "", "怎么办|咋办|怎么处理|怎么弄|咋弄|咋整|会怎样|怎么算"},
	{election.OnQuorum, "没过半|不过半|不到一半|没到一半|不足半数|没到半数|没够一半|人不够|人没来够|来的人少|没人来", "", "怎么办|咋办|怎么处理|怎么弄|咋弄|咋整|会怎样|怎么算|有效吗|作废吗|无效吗|重新选吗|要重来吗|要不要重"},
	{election.OnQuorum, "到会|来多少|到多少|来几个|到几个|多少人|几个人|几成|党员到|实到", "才能开|才能选|才可以开|能开会|能开得成|开得成|才开得|才能投", ""},
	{election.OnBallots, "收回|收上来|收到的|箱里|箱子里|票箱里|发出|票", "多了|多出|多一张|多两张|多几张|比发|比领|比来的|比人|少了|少一张|少两张|少几张|没交回|带走", "怎么|咋|算不算|算吗|还算|有效吗|要紧|关系|影响|作废|what|行吗|行不|作不作数|作数吗|算数吗"},
	{election.OnBallots, "收回的票比|票比领票|比领票的|票多人少|比来的人多|收回的票多|收的票比|收的票多|收回来的票多|票比人多|票比发|多收了|多出来|多收回|more ballots", "", "怎么|咋|有效|算|吗|what"},
	{election.OnMarks, "画了三个|画了两个|选了三个|写了三个|填了三个|勾了三个|勾了两个|没盖章|没盖公章|没有盖章|没有章|没章|写了两个|写两个|填了两个|选了两个|画了圈|画圈|打圈|打了勾|打勾|画勾|签了名|写了字|铅笔|红笔|折了|缺了角|沾了|按了手印|选少了|少选|填错|写错|选多了|多选|多画|多打|涂改|空白票|没写名|看不清|认不出|名字写错|打了叉|画多了|spoiled|too many names", "票|这张|那张|ballot", "怎么算|咋算|算不算|算废|算无效|有效吗|作废吗|作废不|废不废|有效不|算不|废掉吗|怎么办|咋办|怎么处理|怎么认定|算数吗|作不作数|作数吗|count"},
	{election.OnMarks, "无效票|废票|无效的票", "什么情况|啥情况|哪些情况|什么样|怎样|怎么样", "算|才是|属于"},
	{election.OnFurther, "没选满|没选够|没选上|没人选上|选不满|没选出|选不出|名额不足|没人过半|都没过半|选不够|没选齐|seats left", "", "怎么办|咋办|怎么处理|怎么算|咋弄|要不要|what"},
	{election.OnCandidates, "就一个人|只有一个|一个人愿意", "候选人|报名|参选|竞选", ""},
	{election.OnCandidates, "候选人就一个|候选人只有一个|只有一个候选人|就一个候选人|候选人一个|等额|差额|候选人要比|候选人比|候选人至少|候选人最少|要提几个|提几名|提几个|提多少个", "", ""},
	{election.OnPosting, "名单|选民榜|选民公告|红榜", "", "要贴几|贴几天|贴多久|贴多少天|贴满几|挂几天|挂多久|挂多少天|公示几天|公示多久|公示多少天"},
	{election.OnRoll, "名单|选民榜|选民公告|红榜", "天前|日前|提前", "对吧|对不对|没错吧|要不要|必须|得贴"},
	{election.OnRoll, "名单|选民榜|选民公告|红榜", "提前|选举前|前几天|几天前|晚了|贴晚|迟了|没按时|voters", ""},
	{election.OnObjections, "申诉|有意见|异议|漏登|没登上|漏了名字|objection", "名单|选民|登记|名字|roll", "几天|多久|怎么办|咋办|多少天|什么时候|how"},
	{election.OnTerm, "任期|一届|几年一届|干几年|当几年|term", "几年|多久|多长|how long", ""},
	{election.OnHandover, "交接|移交|handover", "算|起算|算起|出来后|结果出来|公布后", "吧|吗|么|对不|是不是|几天|多久|多少天"},
	{election.OnHandover, "交接|移交|handover", "几天之内|几天内|多少天内|多久之内|几日内|多少天之内|within", ""},
	{election.OnNominators, "提名|自荐|报名|联名|nominate", "谁能|谁可以|谁有权|有权提|什么人|哪些人能|哪些人可以|能不能|可不可以|可以吗|能自己|要几个人|要多少人|要几人|需要几|需要多少|得几个人|得多少人|至少|几个人才|多少人才|几个人可以|多少人可以|几个人联名|多少人联名|几人联名|要多少选民|要几个选民|需要多少选民|多少选民联名|几个选民联名|自己|who", ""},
	{notKept, "年龄|多大|几岁|多少岁|岁数", "投票|能投|可以投|参选|当候选人|参加选举", "多大|几岁|多少岁|要求|限制|吗|能不能"},
	{election.OnWriting, writingFor + "|不识字|不会写|文盲|写不了字|看不见|眼瞎|fill in for|cannot write|can't write", "票|写|填|选|儿子|女儿|家属|亲属|别人|ballot", ""},
	{notKept, "必须|一定要|非得|只能", "主任|委员|候选人|书记|代表", "吗|么|不是|是不是|能不能|可不可以"},
	{election.OnQuorum, "人到|到会|人来|出席|参会|实到", "有效|算数|作数|五分之四|一半|半数|不够|不足", "才有效|才算有效|才算数|才作数|才能有效|有效吗|算有效|有没有效|算不算数|算数吗|作不作数|作数吗|怎么办|咋办|行不行|能不能选|能选吗|能开吗"},
	{election.OnSeats, "选几个|选几名|几个委员|几个人|名额|职数|seats", "规定|最多|至少|法律|必须|at most|at least", ""},
	{notKept, "万一|要是|如果|假如|倘若|what if", "", "怎么办|咋办|咋整|怎么处理|怎么弄|怎么搞|咋弄|what if"},
}

// notKept is a topic on which no rule is kept: that is said, and nothing else is answered.
const notKept election.LawTopic = "other"

// ofUnits are words with which a text asks which of several, and not what is right; with
// ofFigures it asks how something stands, if nothing in it asks what follows from that.
const (
	ofUnits   = "谁赢|最后谁|那次|上次|当时|的村|哪些|哪个村|哪几个|哪片|哪个片|各村|各片|每个村|多少个村|几个村|多少村|全镇|which"
	ofFigures = "现在|目前|今天|昨天|已经|到现在|当选了|办了|投了|收了|发了|来了|登记了|so far|now"
	follows   = "is a ballot|还是另|怎么办|咋办|咋整|咋弄|怎么弄|怎么处理|能接着|能继续|还能|能开吗|能不能开|算不算|还算|有效吗|有效没|够不够|够吗|够没|够法定|enough|能不能|可不可以|行不行|能否|可以吗|行吗"
)

// lawAsks are all words that ask in one of the law's questions; read only.
var lawAsks = sync.OnceValue(func() *Words {
	asks := strings.Split(ruleAsks, "|")
	for _, q := range lawQuestions {
		if q.asks != "" {
			asks = append(asks, strings.Split(q.asks, "|")...)
		}
	}
	return WordsOf(asks...)
})

// law is the topic on which a text asks the law; "" if it asks for none.
func (a *query) law() election.LawTopic {
	if a.ofFiguresOrUnits() || !lawAsks().In(a.text) && !asksWith(a.text, "不") || a.ofItsFigure() {
		return ""
	}
	for _, q := range lawQuestions {
		if q.asked(a.text) {
			return a.lawOf(q.topic)
		}
	}
	return ""
}

// asked reports whether a text asks it.
func (q lawQuestion) asked(text string) bool {
	if !says(text, q.about) || q.with != "" && !says(text, q.with) {
		return false
	}
	if q.asks != "" {
		return says(text, q.asks)
	}
	return says(text, ruleAsks) || asksWith(text, "不")
}

// ofFiguresOrUnits reports whether a text asks which of several, or how something stands, and not what is right.
func (a *query) ofFiguresOrUnits() bool {
	units := says(a.text, ofUnits) && !says(a.text, "哪些人不能|哪些人不可以|哪些人不得|哪些人能|哪些人可以|还要不要过半|要不要过半|还要过半|要不要重新选|要不要重选|要重新选吗|要重选吗")
	return units || a.numbered() || says(a.text, ofFigures) && !says(a.text, follows)
}

// ofItsFigure reports whether a text asks of the figure or the candidates of a unit: 东和算不算过半了, 双桥的委员差额几个.
func (a *query) ofItsFigure() bool {
	if a.eachEnough() {
		return true
	}
	units := len(a.names(OfUnit))
	half := units == 1 && a.has("half -votes -outcome -elected") && says(a.text, "算不算|算过半|算吗|够不够|够没够|是不是")
	if a.has("half -votes -outcome -elected") && says(a.text, "再来几|还要几|还差几|再投几|再来多少|还要多少|还差多少|还得来几|还得几") {
		return true
	}
	return half && len(a.given()) == 0 && !says(a.text, follows[:strings.Index(follows, "|算不算")]) || units > 0 && says(a.text, surplusWords)
}

// eachEnough reports whether a text asks of several units, or of one that is named, whether each has reached a share:
// 四家党员大会到会的够不够五分之四, 供销社到会够没够八成.
func (a *query) eachEnough() bool {
	share := says(a.text, "五分之|三分之|四分之|成|过半|半数|一半|%")
	enough := says(a.text, "够不够|够没够|够了没|够了吗|够了没有|够吗|够没有|到没到|达没达到|到不到|达不达|达到了吗|达到了没|都够|都到了|都达到")
	whose := len(a.names(OfUnit)) > 0 || says(a.text, "各支部|各村|各社区|各选区|各单位|各家|每家|每个支部|每个村|每个社区|每个选区|所有支部|所有村|家支部|家党|个支部|个党|哪几家|哪家|都够|都到了|都达到|到会的|到会人数|来的人")
	given := a.numbersOf(func(n Number) bool { return n.Role == Count && n.Value > fewMeant && !countsUnits(n) })
	return share && enough && whose && len(given) == 0 && !says(a.text, "多少票|得票|当选|候选人|三分之一|要求|规定|才有效|才算|女|妇女|大专|年轻|连任|流动")
}

// fewMeant is up to how many a number that stands by itself says which units are meant: 四家.
const fewMeant = 9

// lawOf is the topic of a law question that may name who stands: then half is that of the votes, 冯棠没过半 怎么办.
func (a *query) lawOf(topic election.LawTopic) election.LawTopic {
	if topic == election.OnQuorum && len(a.names(OfCandidate)) > 0 {
		return election.OnFurther
	}
	return topic
}

// given are the numbers of people and ballots in a text that asks the law.
func (a *query) given() (all []int) {
	for _, at := range a.numbersOf(func(n Number) bool { return n.Role == Count && !countsUnits(n) && n.Value > fewStand }) { // 两个候选人都没过半
		all = append(all, at.number.Value)
	}
	return all
}

// fewStand is up to how many people a number in a question of the law is of those who stand, and not of votes.
const fewStand = 3

// surplusWords ask by how many the candidates of a unit are more than its seats; read only.
const surplusWords = "差额几个|差额几名|差额多少|差几个额|差额是几|几选几|几个选几个|几个里选几个|几个人争几|几人争几|几个争几|几个候选人争几|几个人抢几|几个人竞争几|几个人选几个|几个候选人几个名额|几个候选人选几个"

// asksWith reports whether a text ends with a word that turns it into a question: 能投不.
func asksWith(text, w string) bool {
	return strings.HasSuffix(strings.TrimRight(text, " ?.!啊呀呢"), w)
}

// asksRule reports whether a text asks what is right, of something about an election.
func (a *query) asksRule() bool {
	may := says(a.text, "能|可以|允许|行|准|算") && endsAny(strings.TrimRight(a.text, " ?。.!啊呀呢"), "吗", "不", "么", "嘛") && !says(a.text, "发我|看看|看下|查|给我|告诉|发一|报")
	return !says(a.text, ofUnits) && !says(a.text, ofFigures) && !TellsEmergency(a.heard.Text) &&
		(may || says(a.text, "能投吗|能投票吗|可以投吗|可以投票吗|让不让投|能不能|可不可以|能否|可否|合法吗|违法吗|犯法吗|允许吗|允不允许|算不算|有效吗|算数吗|有没有规定|什么规定|怎么规定|合不合法|违不违法|is it legal|is it allowed")) &&
		says(a.text, "投|代写|填票|写票|选举|选民|候选|委员|主任|书记|选票|票箱|监票|计票|唱票|选委会|竞选|当选|提名|户口|打工|外出|人数|不识字|残疾|老人|开会|代表|vote|elect|candidate|ballot")
}
