package speech

import (
	"os"
	"strings"
	"testing"
	"time"
)

// TestEmergencyIn hears what has gone wrong, and sorts it.
func TestEmergencyIn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, topic      string
		severity, people int
	}{
		{"选票不够了还差30张", topicBallots, 0, 0},
		{"有人围着票箱不让投", topicOrder, 0, 0},
		{"外面来了二三十个人围着票箱不让投", topicOrder, 0, 25},
		{"老人晕倒了", topicAccident, 1, 0},
		{"有位大爷投完票摔了", topicAccident, 1, 0},
		{"村民堵着门要见镇领导", topicPetition, 0, 0},
		{"三十多个村民围在村部要见书记", topicPetition, 0, 30},
		{"有两个人冒名领票被认出来了", topicBallots, 0, 2},
		{"枣园门口打起来了快来", topicOrder, 2, 0},
		{"有个候选人家属在门口骂人", topicOrder, 0, 0},
		{"候选人当众辱骂工作人员", topicOrder, 0, 0},
		{"灶房着火了", topicAccident, 1, 0},
		{"河里发大水，路断了", topicAccident, 0, 0},
		{"山洪下来了", topicAccident, 0, 0},
		{"下雨太大，选民过不来", topicAccident, 0, 0},
		{"停电了", topicFacilities, 0, 0},
		{"村里没电了，点不了票", topicFacilities, 0, 0},
		{"十几个人食物中毒", topicAccident, 1, 13},
		{"网上有人造谣说选举造假", topicOther, 0, 0},
		{"候选人在挨家挨户拉票送烟", topicBribery, 0, 0},
		{"有人发红包，一票200块", topicBribery, 0, 0},
		{"来投票的路上出了车祸", topicAccident, 1, 0},
		{"选票桌前有人摔伤了，流血了", topicAccident, 1, 0},
		{"票箱被人抢走了", topicBallots, 2, 0},
		{"投票点漏雨，选票湿了", topicBallots, 0, 0},
		{"票箱钥匙找不到", topicBallots, 0, 0},
		{"选票少了30张", topicBallots, 0, 0},
		{"把选票撕了一沓", topicBallots, 0, 0},
		{"一个人投了好几张", topicBallots, 0, 1},
		{"东和村那边票箱被抬走了", topicBallots, 2, 0},
		{"三河村的停电了", topicFacilities, 0, 0},
		{"三河村的人来闹", topicOrder, 0, 0},
		{"西岭村那边打架了，快派人", topicOrder, 2, 0},
		{"公示的名单被人撕了", topicOrder, 0, 0},
		{"喝醉的人来捣乱", topicOrder, 0, 0},
		{"有人拿刀堵着门", topicOrder, 1, 0},
		{"村口的路被堵了，车进不来", topicOrder, 0, 0},
		{"有人举报贿选", topicBribery, 0, 0},
		{"有人写匿名信", topicComplaint, 0, 0},
		{"23人集体上访", topicPetition, 0, 23},
		{"投票640人，有人晕倒了", topicAccident, 1, 0},
		{"已投640，门口打起来了", topicOrder, 2, 0},
		{"打起来了，怎么办", topicOrder, 2, 0},
		{"有人晕倒了怎么办", topicAccident, 1, 0},
		{"停电了，能不能派人来", topicFacilities, 0, 0},
		{"怎么劝都不听，打起来了", topicOrder, 2, 0},
		{"不知道谁把选票撕了", topicBallots, 0, 0},
		{"已经劝开了，又打起来了", topicOrder, 2, 0},
		{"劝开了，但是有人受伤", topicAccident, 1, 0},
		{"不是吵架，是打架", topicOrder, 2, 0},
		{"打起来了，没人受伤", topicOrder, 2, 0},
		{"send help, people are fighting at the box", topicOrder, 2, 0},
		{"flood in the village, the road is gone", topicAccident, 0, 0},
		{"power is out", topicFacilities, 0, 0},
		{"The ballot box is missing", topicBallots, 0, 0},
		{"an old man fainted", topicAccident, 1, 0},
		{"ＵＲＧＥＮＴ send help", "", 2, 0},
		{"快来人啊", "", 2, 0},
		{"有人当场撕票", topicBallots, 0, 0},
		{"有人往票箱里倒墨水", topicBallots, 0, 0},
		{"会场乱了", topicOrder, 0, 0},
		{"有疯狗咬人", topicAccident, 1, 0},
		{"房子塌了压了人", topicAccident, 1, 0},
		{"电断了", topicFacilities, 0, 0},
		{"喝醉的人躺在门口不让进", topicOrder, 0, 0},
	} {
		e, ok := EmergencyIn(c.text)
		if !ok || e.Topic != c.topic || e.Severity != c.severity || e.People != c.people {
			t.Errorf("%q: %v, %+v; want %q, severity %d, %d people", c.text, ok, e, c.topic, c.severity, c.people)
		}
	}
}

// TestNoEmergency hears nothing in what is denied, feared, prevented, asked, long
// ago, over, or of other things altogether.
func TestNoEmergency(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"没打起来就是吵了几句", "没有打起来", "防止有人闹事，我们安排了4个人", "没有突发情况", "要是打起来怎么办", "没有人打架", "没有打架、斗殴、闹事", "没有打架和闹事的", "未发现有人拉票", "没听说有人送钱", "秩序很好，没有人捣乱", "一切正常，无人闹事",
		"没有停电", "没人受伤", "今天没有发生冲突", "哪些村停电了", "有没有人打架", "停电了怎么办", "万一停电怎么办", "打架没有", "有人闹事吗", "是不是停电了", "出事了吗", "担心有人来闹", "如果下雨路断了就改期", "严禁拉票贿选",
		"来电了，停电已经恢复", "打架的人已经劝开了", "票箱找到了，虚惊一场", "已经劝开了，恢复投票", "又找到了", "停电，现在来电了", "去年有人闹事", "上届停电过一次", "防火演练", "停电应急预案已经准备好",
		"贿选", "举报", "上访", "防止打架", "如果停电", "612", "东河村", "你好", "票箱2个", "选票1200张", "手机没电了", "现场很热闹", "投票很火热", "投票640", "东河村 投票 640", "收回选票 1180", "大家抢着投票", "无效票30张", "选票发完了1200张", "发出选票1200，收回1180", "时间冲突了",
		"我们没电话", "明天停电通知", "派出所民警到场维护秩序", "救护车在现场待命", "选票够用", "票没少", "上午有点吵，现在好了", "以前这里闹过事", "门口排了长队",
		"投票人数下午再报", "收到", "谢谢", "可以替我妈投吗", "在外打工回不来怎么投", "有困难", "已完成", "缺3个工作人员，借不到人", "票箱已经封好", "选票已送到", "公示名单贴好了",
		"which villages have no power?", "nobody was injured", "no fighting here", "power is back on", "is there a fight", "if the power is out, call me", "turnout 640", "what happens if somebody fainted?",
	} {
		if e, ok := EmergencyIn(text); ok {
			t.Errorf("%q was taken for an emergency: %+v", text, e)
		}
	}
}

// TestTellings holds what people tell in a hurry against testdata/emergencies.txt.
func TestTellings(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/emergencies.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		mark, said, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			continue
		}
		if e, told := EmergencyIn(said); told != (mark == "!") {
			t.Errorf("%q is an emergency: %v, %+v", said, told, e)
		}
	}
}

// TestOverIn knows what has passed from what goes on.
func TestOverIn(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"找到了，虚惊一场", "又找到了", "来电了没事了", "已经劝开了，恢复投票", "人走了", "都散了", "火灭了", "误报", "人醒了，没大碍", "解决了", "停电，现在来电了", "信号恢复了", "选票送到了", "没事了", "搞错了，没少", "found it", "power is back on", "false alarm"} {
		if !OverIn(text) {
			t.Errorf("%q was not taken to be over", text)
		}
	}
	for _, text := range []string{"还没恢复", "票箱被抬走了", "没找到", "还没找到", "什么时候来电", "来电了吗", "等来电了再报", "选票不够了", "劝开了，又打起来了", "正在劝", "尚未解决", "没有解决", "停电了", "投票640", "好的", "人没走", "路还不通了"} {
		if OverIn(text) {
			t.Errorf("%q was taken to be over", text)
		}
	}
}

// TestPeopleIn reads how many people there are, and never what is counted
// otherwise.
func TestPeopleIn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"共31人": 31, "现场13人": 13, "来了112个人": 112, "23人集体上访": 23, "二三十人": 25, "二三十个人围着": 25, "20多人": 20, "20-30人": 25, "三四十个村民": 35, "十几个人": 13, "三五个人": 4, "上百人": 100, "一百多人": 100, "近百人": 100, "三十一名群众": 31, "两个人": 2, "两三百人": 250, "四十来人": 40, "几十人": 30, "about 20 people": 20,
		"有人打架": 0, "一群人": 0, "人很多": 0, "停了1小时了": 0, "还差30张": 0, "登记1200人": 0, "投票640人": 0, "第3人民医院": 0, "30张选票": 0, "几个人": 0, "一人": 1, "大约五十号人": 50, "三四十口子": 35, "百来号人": 100,
	} {
		if got, _ := peopleIn(text); got != want {
			t.Errorf("%q: %d people, want %d", text, got, want)
		}
	}
	for text, want := range map[string]bool{"二三十人": true, "20多人": true, "31人": false, "上百人": true, "十几人": true, "三十一人": false} {
		if _, about := peopleIn(text); about != want {
			t.Errorf("%q: about %v, want %v", text, about, want)
		}
	}
}

// TestWhereEmergencyStands leaves a figure beside an emergency out of what is told.
func TestWhereEmergencyStands(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"投票640人，有人晕倒了": "有人晕倒了", "有人晕倒了，投票640": "有人晕倒了，", "停电了，已经1小时": "停电了，已经1小时", "选票不够了还差30张": "选票不够了还差30张",
	} {
		e, _ := EmergencyIn(text)
		if got := text[e.From:e.To]; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func BenchmarkEmergencyIn(b *testing.B) {
	const text = "计票 东河村 发出1200 收回1180 有效1150 无效30 主任 甲 800 乙 300 副主任 丙 600 丁 500 委员 戊 700 己 400 庚 300 辛 200 另选他人 40 弃权 12，一切正常，没有人闹事，投票顺利"
	for b.Loop() {
		EmergencyIn(text)
	}
}

// TestPlacesIn tells where something happens from where people come from.
func TestPlacesIn(t *testing.T) {
	t.Parallel()
	lexicon := NewLexicon([]Entry{{"东河村", Meaning{OfUnit, "A1", Full}}, {"东和村", Meaning{OfUnit, "A2", Full}}, {"三河村", Meaning{OfUnit, "A3", Full}}, {"三河", Meaning{OfUnit, "A3", Stem}}, {"八一村", Meaning{OfUnit, "A4", Full}}, {"枣园", Meaning{OfUnit, "W2", Stem}}})
	for text, want := range map[string]string{
		"东和村那边票箱被抬走了": "A2", "三河村的停电了": "A3", "枣园门口打起来了快来": "W2", "三河村小学这边": "A3", "在东和村门口": "A2", "三河村有人打架": "A3", "八一村选票不够了": "A4", "东河村、东和村都停电了": "A1 A2", "东河村的票箱不见了": "A1",
		"三河村的人来闹": "", "三河村和八一村的人打起来了": "", "三河村的二十个人来闹": "", "三河村十几个村民来堵门": "", "来了一帮人，是三河村的": "", "从三河村来了一车人": "", "三河村村民来闹事": "", "东河村门口来了三河村的人": "A1", "停电了": "",
	} {
		if got := strings.Join(PlacesIn(Hear(text, time.Time{}, lexicon)), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestNarrates knows what goes on with a story, and what only counts heads.
func TestNarrates(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"停了1小时了": true, "人越来越多": true, "派出所的人到了": true, "他们还在吵": true, "已经堵了半小时": true,
		"好的": false, "收到": false, "谢谢": false, "写错了": false, "稍后报": false, "怎么办": false, "来了吗": false, "紧急": false, "31": false,
	} {
		if got := Narrates(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]int{"共31人": 31, "现场13人": 13, "来了112个人": 112, "大概二三十人": 25, "约20多人": 20, "人数大概30人左右": 30, "又来了20人堵门": 0, "有人打架": 0, "还差30张": 0} {
		got, only := CrowdIn(text)
		if !only {
			got = 0
		}
		if got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
