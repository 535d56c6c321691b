package speech

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// supposing are the words of what is not so now; read only.
var supposing = []string{"差点", "险些", "如果", "要是", "万一", "假如", "倘若", "一旦", "假设", "若是", "防止", "防范", "预防", "谨防", "严防", "以防", "提防", "以免", "免得", "避免", "杜绝", "严禁", "禁止", "担心", "害怕", "生怕", "就怕", "怕有", "怕再", "怕他", "怕会", "怕出",
	"演练", "演习", "预案", "承诺书", "警示片", "警示教育", "标语", "案例", "隔壁县", "隔壁镇", "隔壁乡", "邻县", "邻镇", "外县", "外镇", "外省", "别的县", "别的镇", "去年", "上届", "上一届", "往年", "前年", "上次", "以前", "曾经", "明天会", "会不会", "别打架", "不要打架", "培训", "学习了", "应急"}

// supposes reports whether a clause speaks of what is not so now: supposed,
// prevented, rehearsed, told of other days.
func (c clause) supposes() bool {
	return c.says(supposing) ||
		containsEnglish(c.s, "if ", "in case", "in order to prevent", "to prevent", "drill", "last year")
}

// denies reports whether the sign at a place is said not to be so.
func (c clause) denies(at, size int) bool {
	if ofNouns(c.s[:at], c.s[at+size:]) || containsAny(firstRunes(c.s[at+size:], 9), "是假的", "没发生", "没有发生", "未发生", "不属实", "没出现", "没有出现", "不存在", "谣言", "造谣", "瞎传", "乱传", "没有的啊", "没有的呀", "没有的哈", "没有的事", "没的事", "没这事", "没有这事", "没那事", "没这回事", "没有这回事", "没那回事", "没有那回事", "不是真的") {
		return true
	}
	before := c.s[:at]
	if containsAny(lastRunes(before, 6), "不许", "不准", "不得", "不可以") { // 不许在门口拉票
		return true
	}
	for again := true; again; {
		again = false
		before = strings.TrimRight(before, " ")
		for _, w := range [...]string{"有", "来", "敢", "人", "再", "发生", "出现", "发现", "任何", "什么", "又", "因", "村民", "群众", "看到", "听说", "收到", "接到", "过", "一个", "谁", "真的", "真", "现场", "大家", "情况", "选民", "候选人", "家属", "被", "的", "怎么", "会", "打架", "停电", "受伤", "闹事", "斗殴", "冲突", "、", "和", "或", "及",
			" is", " was", " were", " are", " a", " been", " anybody", " anyone"} {
			if rest, ok := strings.CutSuffix(before, w); ok && !negates(before) {
				before, again = rest, true
				break
			}
		}
	}
	return negates(before)
}

// deniedInside reports whether the parts of a sign have a denial between them: 候选人没来拉票. In
// 监票员没来 it is a part itself.
func (sg sign) deniedInside(said string) bool {
	if !containsAny(said, "没来", "没去", "没有", "没敢", "不敢", "没再", "从没", "并没") {
		return false
	}
	return !slices.ContainsFunc(slices.Concat(sg.parts...), func(w string) bool { return containsAny(w, "没", "不") && strings.Contains(said, w) })
}

// negates reports whether a text ends with a denial.
func negates(s string) bool {
	for _, w := range [...]string{"没", "没有", "没人", "不", "无", "无人", "未", "不会", "不是", "并非", "不怕", "别", "不要", "不用", "防", "怕", "非", "若", "拒绝", "反对", "抵制", "反", "no", "not", "nobody", "none", "without", "isn't", "wasn't", "aren't", "never"} {
		if rest, ok := strings.CutSuffix(s, w); ok && (w[0] >= utf8.RuneSelf || rest == "" || rest[len(rest)-1] == ' ') {
			return true
		}
	}
	return false
}

// ofNouns reports whether a sign only names what somebody speaks of: 打架的人, 昨天的停电.
func ofNouns(before, after string) bool {
	for _, w := range [...]string{"昨天的", "上午的", "刚才的", "那次", "上回的", "关于"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	there := containsAny(before, "有", "来了", "是", "还在")
	for _, w := range [...]string{"的人", "的事", "的情况", "的问题", "的那", "的村", "事件", "一事", "通知", "公告", "预警", "隐患"} {
		if strings.HasPrefix(after, w) && !there {
			return true
		}
	}
	return after == "的" && !there
}

// ofNeighbours reports whether a folded text tells of trouble in another village and says that there is none in the own:
// 听说隔壁村打起来了 我们这没事.
func ofNeighbours(s string) bool {
	return containsAny(s, "隔壁村", "邻村", "别的村", "外村", "隔壁社区", "别处") && containsAny(s, "我们这没事", "我们这边没事", "我们没事", "我这没事", "我这边没事", "我们村没事", "我们这里没事", "这边正常", "这边没事", "我们正常", "我们这正常", "我们这好好的", "我们这挺好")
}
