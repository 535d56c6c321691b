package speech

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// noon is a Wednesday.
func noon() time.Time { return time.Date(2026, 12, 23, 12, 0, 0, 0, time.UTC) }

// form is the lexicon of a count.
func form() *Lexicon {
	var all []Entry
	for _, w := range []string{"登记选民", "登记", "发出", "发", "收", "收回", "有效", "无效", "投票", "参加投票"} {
		all = append(all, Entry{w, Meaning{Sort: OfField, ID: w}})
	}
	for _, w := range []string{"赵大山", "钱小河", "孙一", "张三", "李四", "张强", "张强国", "万小满", "买买提·艾力", "阿依古丽·买买提", "票小红", "千里"} {
		all = append(all, NameWords(w, Meaning{Sort: OfField, ID: w})...)
	}
	for _, w := range []string{"东河村", "东河", "三河村", "三河", "八一村"} {
		all = append(all, Entry{w, Meaning{Sort: OfUnit, ID: w}})
	}
	return NewLexicon(all)
}

// TestNumbers reads numbers with their roles.
func TestNumbers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Number{
		"640":       {Role: Count, Value: 640},
		"６４０":       {Role: Count, Value: 640},
		"1,180张":    {Role: Count, Value: 1180, Unit: "张"},
		"四百〇五":      {Role: Count, Value: 405},
		"9百5":       {Role: Count, Value: 950},
		"1千零5十":     {Role: Count, Value: 1050},
		"1万2千":      {Role: Count, Value: 12000},
		"640个人":     {Role: Count, Value: 640, Unit: "个人"},
		"10点":       {Role: Clock, Clock: 10 * time.Hour, Half: true},
		"12点前":      {Role: Clock, Clock: 12 * time.Hour},
		"9:15":      {Role: Clock, Clock: 9*time.Hour + 15*time.Minute},
		"下午3点半":     {Role: Clock, Clock: 15*time.Hour + 30*time.Minute},
		"10am":      {Role: Clock, Clock: 10 * time.Hour},
		"第二次":       {Role: Ordinal, Value: 2, Unit: "次"},
		"②":         {Role: Ordinal, Value: 2},
		"45岁":       {Role: Age, Value: 45, Unit: "岁"},
		"第十届":       {Role: Term, Value: 10, Unit: "届"},
		"2天":        {Role: Term, Value: 2, Unit: "天"},
		"1组":        {Role: Group, Value: 1, Unit: "组"},
		"第3组":       {Role: Group, Value: 3, Unit: "组"},
		"2号票箱":      {Role: Box, Value: 2, Unit: "号票箱"},
		"一号箱":       {Role: Box, Value: 1, Unit: "号箱"},
		"2个会场":      {Role: Other, Value: 2, Unit: "个会场"},
		"53%":       {Role: Percent, Value: 53},
		"百分之五十三":    {Role: Percent, Value: 53},
		"三分之二":      {Role: Share, Value: 66},
		"六成五":       {Role: Share, Value: 65},
		"过半":        {Role: Share, Value: 50},
		"大概600":     {Role: Approximate, Value: 600},
		"近640":      {Role: Approximate, Value: 640},
		"640以上":     {Role: Approximate, Value: 640},
		"600人左右":    {Role: Approximate, Value: 600, Unit: "人"},
		"六百多":       {Role: Approximate, Value: 600},
		"百十来人":      {Role: Approximate},
		"不到640":     {Role: Approximate, Value: 640},
		"about 200": {Role: Approximate, Value: 200},
		"二三十":       {Role: Range, Low: 20, High: 30, Value: 25},
		"600-640":   {Role: Range, Low: 600, High: 640, Value: 620},
		"600到640人":  {Role: Range, Low: 600, High: 640, Value: 620},
		"1.150":     {Role: Decimal, Value: 1150},
		"2OO":       {Role: Garbled, Value: 200},
		"64O":       {Role: Garbled, Value: 640},
		"117O":      {Role: Garbled, Value: 1170},
		"l0":        {Role: Garbled, Value: 10},
		"1.2k":      {Role: Garbled, Value: 1200},
		"1 050":     {Role: Garbled, Value: 1050},
		"1，024":     {Role: Garbled, Value: 1024},
		"八百 12":     {Role: Garbled, Value: 812},
		"幺百二十":      {Role: Garbled, Value: 120},
		"俩百五":       {Role: Garbled, Value: 250},
		"-5":        {Role: Garbled},
		"٢٢٥":       {Role: Garbled, Value: 225},

		"13800000000": {Role: Telephone},
	} {
		h := Hear(text, noon())
		if len(h.Tokens) != 1 || h.Tokens[0].Kind != Numeral || h.Tokens[0].Number != want {
			t.Errorf("%s: %+v; want one number %+v", text, h.Tokens, want)
		}
	}
}

// TestDays reads days from today, a Wednesday.
func TestDays(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"今天": "12-23", "前日": "12-21", "上周五": "12-18", "这周二": "12-22", "周一": "12-21 12-28", "上星期天": "12-20", "下周三": "12-30", "last Friday": "12-18", "wednesday": "12-23 12-23",
		"12月3日": "12-03", "15号": "12-15 01-15", "十二月二十八": "12-28", "1月14日": "01-14", "2026-12-05": "12-05", "Dec 28": "12-28",
	} {
		h := Hear(text, noon())
		got := ""
		if len(h.Tokens) == 1 && h.Tokens[0].Number.Role == Date {
			got = h.Tokens[0].Number.Day.Format("01-02")
			if next := h.Tokens[0].Number.Next; !next.IsZero() {
				got += next.Format(" 01-02")
			}
		}
		if got != want {
			t.Errorf("%s: %s %+v; want %s", text, got, h.Tokens, want)
		}
	}
}

// heard writes tokens down: words in brackets, numbers with their role.
func heard(h Heard) string {
	var b strings.Builder
	for _, t := range h.Tokens {
		switch t.Kind {
		case Word:
			b.WriteString("[" + t.Text + "]")
		case Numeral:
			b.WriteString("{" + t.Text + "}")
		case Unknown:
			b.WriteString("?" + t.Text)
		case Filler, Mark:
		}
	}
	return b.String()
}

// TestNames finds names and numbers that run into each other.
func TestNames(t *testing.T) {
	t.Parallel()
	lexicon := form()
	for text, want := range map[string]string{
		"八一村 张三一百五李四一百四万小满一百三": "[八一村][张三]{一百五}[李四]{一百四}[万小满]{一百三}",
		"投票三河三百三":                 "[投票][三河]{三百三}",
		"赵 大 山 600 钱 小 河 250":     "[赵大山]{600}[钱小河]{250}",
		"赵大山（党员）600票":             "[赵大山][党员]{600票}",
		"买买提艾力210 阿依古丽．买买提180":    "[买买提艾力]{210}[阿依古丽.买买提]{180}",
		"买买提•艾力210":               "[买买提•艾力]{210}",
		"张强国410张强420":             "[张强国]{410}[张强]{420}",
		"300票票小红290票":             "{300票}[票小红]{290票}",
		"800万小满":                  "{800}[万小满]",
		"发九百收八百九有效八百八":            "[发]{九百}[收]{八百九}[有效]{八百八}",
		"参加了投票905人":               "[参加了投票]{905人}",
		"张三丰12票":                  "[张三]?丰{12票}",
		"王三思 12":                  "?王三思{12}",
		"出发了":                     "?出发了",
		"无效10 600赵大山":             "[无效]{10}{600}[赵大山]",
		"1、登记选民1200人\n2、发出1180张":  "{1}[登记选民]{1200人}{2}[发出]{1180张}",
		"汇报：1、登记1200人 2、发出1180张":  "{1}[登记]{1200人}{2}[发出]{1180张}",
		"无效5、有效20":                "[无效]{5}[有效]{20}",
		"赵大山\t1\t480\n孙一\t2\t300": "[赵大山]{1}{480}[孙一]{2}{300}",
		"8点90 9点210":              "{8点}{90}{9点}{210}",
	} {
		if got := heard(Hear(text, noon(), lexicon)); got != want {
			t.Errorf("%q: %s; want %s", text, got, want)
		}
	}
}

// TestMoods tells how texts are meant, one table for each mood.
func TestMoods(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		is      func(Mood) bool
		yes, no []string
	}{
		{"asks", func(m Mood) bool { return m.Asks }, []string{"哪些村没报", "投了多少票", "报了吗", "完成？", "who has not reported"}, []string{"还没统计", "投票640人", "no power"}},
		{"asks how", func(m Mood) bool { return m.AsksHow }, []string{"怎么填", "如何上报", "how do I report"}, []string{"哪些村没报", "怎么样"}},
		{"promises", func(m Mood) bool { return m.Promises }, []string{"14:00前补报", "稍后报", "一会儿报", "照片稍后补"}, []string{"已报640"}},
		{"denies", func(m Mood) bool { return m.Denies }, []string{"不是640", "还没完成", "没有 完成", "完成，除了第3组", "not done"}, []string{"完成了", "640"}},
		{"plans", func(m Mood) bool { return m.Plans }, []string{"目标900", "预计25日完成"}, []string{"投票640"}},
		{"corrects", func(m Mood) bool { return m.Corrects }, []string{"写错了，应当1040", "改成604", "不对，是604", "登记选民是1300才对", "should be 604"}, []string{"投票640", "对的"}},
		{"thanks", func(m Mood) bool { return m.Thanks }, []string{"收到", "谢谢", "👌", "ok", "好的"}, []string{"640"}},
		{"withdraws", func(m Mood) bool { return m.Withdraws }, []string{"撤回", "删掉刚才那条", "报错村了", "取消刚才的上报", "undo"}, []string{"取消"}},
		{"greets", func(m Mood) bool { return m.Greets }, []string{"你好", "在吗", "你是谁", "hello"}, []string{"640"}},
		{"forwarded", func(m Mood) bool { return m.Forwarded }, []string{"东河村选举情况汇报：1、登记选民1200人", "转发：东河村"}, []string{"登记选民：1200"}},
	} {
		for _, text := range c.yes {
			if !c.is(Hear(text, noon()).Mood) {
				t.Errorf("%q should be one that %s", text, c.name)
			}
		}
		for _, text := range c.no {
			if c.is(Hear(text, noon()).Mood) {
				t.Errorf("%q should be none that %s", text, c.name)
			}
		}
	}
}

// covers reports whether every byte lies in one token, in order.
func covers(h Heard) bool {
	at := 0
	for _, t := range h.Tokens {
		if t.From != at || t.To < t.From {
			return false
		}
		at = t.To
	}
	return at == len(h.Text)
}

// digitsHeard reports whether every digit lies in a number, a name or in what is
// unknown.
func digitsHeard(h Heard) bool {
	for _, t := range h.Tokens {
		if (t.Kind == Filler || t.Kind == Mark) && strings.ContainsFunc(h.Text[t.From:t.To], unicode.IsDigit) {
			return false
		}
	}
	return true
}

// pieces are what messages are made of.
func messages() *rapid.Generator[string] {
	piece := rapid.SampledFrom([]string{"发出", "收", "有效", "赵大山", "张强国", "买买提·艾力", "东河村", "投票", " ", "，", "\n", "\t", "1、", "640", "１２", "1,180", "八百一十二", "10点", "1月14日", "第二次", "2号票箱", "大概", "左右", "-", ".", "%", "人", "张", "没", "还没", "不是", "？", "👌", "\u200b", "2OO", "٢٢٥", "周五", "上周", "turnout", "of", "万", "三"})
	return rapid.Custom(func(t *rapid.T) string {
		if rapid.Bool().Draw(t, "any") {
			return rapid.String().Draw(t, "text")
		}
		return strings.Join(rapid.SliceOfN(piece, 0, 30).Draw(t, "pieces"), "")
	})
}

// TestEveryByte covers any text with tokens.
func TestEveryByte(t *testing.T) {
	t.Parallel()
	lexicon := form()
	rapid.Check(t, func(t *rapid.T) {
		text := messages().Draw(t, "message")
		h := Hear(text, noon(), lexicon)
		if !covers(h) || !digitsHeard(h) {
			t.Fatalf("%q: %+v", text, h.Tokens)
		}
	})
}

func FuzzHear(f *testing.F) {
	lexicon := form()
	for _, s := range []string{"发1180 收1 170 有效２OO", "1、登记\n2、发出", "周三 10点半 上周五", "\xff１\xfe", "١٢ 12.12.12 1-2-3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		h := Hear(text, noon(), lexicon)
		if !covers(h) || utf8.ValidString(text) && !digitsHeard(h) {
			t.Fatalf("%q: %+v", text, h.Tokens)
		}
	})
}

func BenchmarkHear(b *testing.B) {
	lexicon := form()
	line := "计票 东河村 登记选民1200 发出1180 收回1170 有效1150 无效20 赵大山600 钱小河250 孙一480 张三300 李四600 张强550 张强国500 买买提·艾力400 万小满120 千里90 票小红80 其余都是0 照片稍后补 投票点秩序正常 到11点半 完成 谢谢领导 " + "没有另选他人 大概没有问题"
	for b.Loop() {
		Hear(line, noon(), lexicon)
	}
}
