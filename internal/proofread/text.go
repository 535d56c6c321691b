package proofread

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// text is a text cut into sentences, with its figures.
type text struct {
	runes     []rune // as written
	s         string // folded: as many characters, full-width digits and signs made plain
	sentences []sentence
	numbers   []number // in the order of the text
	tabled    [][]row  // the tables
	places    []string // that the sentence before each speaks of (placeBefore)
}

// sentence is a stretch of text up to 。 ！ ？ or the end of the paragraph, with
// the numbers text.numbers[first:last].
type sentence struct {
	at, end     int
	paragraph   int
	first, last int
}

// row is a line of a table.
type row struct {
	at    int
	cells []string
}

func newText(written string) *text {
	runes := []rune(strings.ToValidUTF8(written, "?"))
	t := &text{runes: runes, s: folded(runes)}
	at, table := 0, []row(nil)
	flush := func() {
		if len(table) > 1 {
			t.tabled = append(t.tabled, table)
		}
		table = nil
	}
	for i, line := range strings.SplitAfter(t.s, "\n") {
		if cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t"); filled(cells) > 1 {
			table = append(table, row{at, cells})
			t.cutCells(at, cells, i)
		} else {
			flush()
			t.cut(at, line, i)
		}
		at += len(line)
	}
	flush()
	for i := range t.sentences {
		t.read(i)
	}
	return t
}

// filled is how many cells are not empty.
func filled(cells []string) int {
	n := 0
	for _, cell := range cells {
		if strings.Trim(cell, " ") != "" {
			n++
		}
	}
	return n
}

// cutCells cuts the cells of a row that hold sentences.
func (t *text) cutCells(at int, cells []string, paragraph int) {
	for _, cell := range cells {
		if utf8.RuneCountInString(cell) > longCell {
			t.cut(at, cell, paragraph)
		}
		at += len(cell) + 1
	}
}

// longCell is how many characters a cell has at most that holds no sentence.
const longCell = 16

// folded makes full-width digits, letters and percent signs plain, one character
// for one.
func folded(runes []rune) string {
	var b strings.Builder
	for _, r := range runes {
		switch {
		case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ', r == '％', r == '．', r == '＋', r == '＝':
			r -= '！' - '!'
		case r == '(':
			r = '（'
		case r == ')':
			r = '）'
		case r == ';':
			r = '；'
		case r == '\u00a0', r == '\u3000':
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

// longSentence is after how many bytes a sentence is cut at its next mark: nobody reads
// further for what belongs together.
const longSentence = 1500

// cut cuts a paragraph into sentences.
func (t *text) cut(at int, line string, paragraph int) {
	from := 0
	for i, r := range line {
		if strings.ContainsRune("。！？!?\n", r) || i-from > longSentence && strings.ContainsRune("，；,;", r) {
			end := i + utf8.RuneLen(r)
			t.sentences = append(t.sentences, sentence{at: at + from, end: at + end, paragraph: paragraph})
			from = end
		}
	}
	if from < len(line) {
		t.sentences = append(t.sentences, sentence{at: at + from, end: at + len(line), paragraph: paragraph})
	}
}

func (t *text) of(i int) string { return t.s[t.sentences[i].at:t.sentences[i].end] }

func (t *text) numbersOf(i int) []number {
	return t.numbers[t.sentences[i].first:t.sentences[i].last]
}

// farthest is how many sentences away a number is still looked for.
const farthest = 40

// farthestBytes is how many bytes away, in a sentence that does not end either.
const farthestBytes = 6000

// around are the numbers of the sentences of a paragraph up to and with sentence
// i, or of all of it, as far as farthest.
func (t *text) around(i int, all bool) []number {
	near := func(k int) bool {
		s := t.sentences[k]
		return s.paragraph == t.sentences[i].paragraph && abs(k-i) <= farthest && abs(s.at-t.sentences[i].at) <= farthestBytes
	}
	from, to := i, i
	for from > 0 && near(from-1) {
		from--
	}
	for all && to+1 < len(t.sentences) && near(to+1) {
		to++
	}
	return t.numbers[t.sentences[from].first:t.sentences[to].last]
}

// Places of a text that hold digits and no figure: dates, hours, ordinals,
// numbers of documents and telephones, ages, names of movements. read only
var noFigure = []*regexp.Regexp{
	regexp.MustCompile(`[〔\[［【（(](?:19|20)\d\d[〕\]］】）)]\s*第?\s*\d*\s*号?`),
	regexp.MustCompile(`\d{4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}日?`),
	regexp.MustCompile(`(?:\d{2,4}|[〇零一二三四五六七八九]{4})\s*年(?:度|底|初|末|来)?`),
	regexp.MustCompile(`(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*月(?:份|底|初|末|中旬|上旬|下旬)?(?:\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]?)?`),
	regexp.MustCompile(`\d{1,2}\s*日`),
	regexp.MustCompile(`\d{1,2}\s*[:：]\s*\d{2}(?:\s*[:：]\s*\d{2})?`),
	regexp.MustCompile(`(?:上午|下午|晚上|早上|中午|凌晨|晚|早)\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[点时]`),
	regexp.MustCompile(`\d{1,2}\s*[点时](?:\s*(?:\d{1,2}\s*分|半|整))?`),
	regexp.MustCompile(`第\s*(?:[\d,、,\-—~至]+|[零〇一二两三四五六七八九十百千]+)(?:\s*[个名条款项章节届次号批轮期类页部组代级期步位阶站天日年周份段])*(?:之[一二三四五六七八九十])?`),
	regexp.MustCompile(`0\d{2,3}\s*[-—－]\s*\d{7,8}|\b1[3-9]\d{9}\b|\b\d{3}[- ]\d{4}[- ]\d{4}\b|\b[48]00[- ]?\d{3}[- ]?\d{4}\b|\b\d{17}[\dXx]\b`),
	regexp.MustCompile(`(?:电话|热线|手机|邮编|账号|编号|传真|号码|QQ|微信)[号码为是:： ]*[\d\- ]{3,}`),
	regexp.MustCompile(`\d{3,}\s*号|[No№]+\.?\s*\d+|\d+\s*号`),
	regexp.MustCompile(`(?:\d+(?:\.\d+)?|[零一二两三四五六七八九十百]+)\s*(?:周岁|岁)(?:及|以|（|至|到|—|-|～|~)?[上下内]*(?:（含[^）]*）)?`),
	regexp.MustCompile(`\d+\s*(?:周岁|岁)?\s*(?:-|—|–|－|~|～|至|到)+\s*\d+\s*(?:周岁|岁)(?:（[^）]*含[^）]*）)?`),
	regexp.MustCompile(`一届|[5-9]0后|00后|“[^”\d]{1,14}”|《[^》]*》`),
	regexp.MustCompile(`[一二三四五六七八九十]+(?:是|要|来|则|方面)|一(?:并|致|律|般|些|定|直|切|样|起|线|级|流|旦|经|同|体|方面|次性|肩挑|把手|事一|村一|人一|户一|票否|个月|对一|站式|张网|盘棋|本账|揽子|道|如|边|度)|十分|百姓|千方百计|万无一失|三分之[一二两]|[二三四五六七八九十百]+分之[一二三四五六七八九十百两]+以上`),
	regexp.MustCompile(`一次(?:性|选举|成功|投票|当选|完成|通过|选出|产生)|(?:没有|无|未出现|未发生)[一1](?:个|名|例|起|件|村|人)`),
	regexp.MustCompile(`三会一课|两推一选|两委|二合一|三公|四议两公开|五老|三支队伍|十四五|十五五|四不两直|两学一做|三农|一户一|两个维护|四个意识|四个自信|两个确立|过半数?|半数|两代表一委员|三资|双过半`),
	regexp.MustCompile(`(?:每[^，。；、\d]{0,4}?|各[有设配选聘]?)\s*(?:\d+|[一二两三四五六七八九十]+)\s*[名人个位份张次天户]`),
	regexp.MustCompile(`[\d.]+\s*[×xX*]\s*[\d.]+|\d+\s*[:：∶]\s*\d+|\d[\d,]*(?:\.\d+)?\s*(?:万|亿)?\s*元|\d+\.\d+\.\d+|[vV]\d+(?:\.\d+)*|[Gg]B/?T?\s*\d+`),
	regexp.MustCompile(`\d+(?:\.\d+)?\s*(?:公里|平方米|平方公里|米|亩|公斤|千克|毫米|℃|分钟|小时|KB|MB|GB|G|号|楼|栋|室|路|版|倍)`),
	regexp.MustCompile(`[（(]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[）)]`),
}

// averageAge is a figure: 平均年龄45.8岁.
var averageAge = regexp.MustCompile(`^\d+\.\d+\s*(?:周岁|岁)`)

// yearsLess stands before years that are a difference and no age: 平均年龄下降了5岁.
var yearsLess = regexp.MustCompile(`(?:下降|降低|减少|年轻|上升|提高|增加)(?:了)?$`)

// lineNumber is the number that a paragraph begins with.
var lineNumber = regexp.MustCompile(`^\s*(?:\d{1,2}\s*[.、．](?:[^\d]|$)|[一二三四五六七八九十]+、)`)

// masked returns a sentence in which what is no figure is made of spaces: as
// many bytes.
func masked(s string, begins bool) string {
	b := []byte(s)
	blank := func(span []int) {
		for i := span[0]; i < span[1]; i++ {
			b[i] = ' '
		}
	}
	if begins {
		if span := lineNumber.FindStringIndex(s); span != nil {
			_, last := utf8.DecodeLastRuneInString(s[:span[1]])
			if !strings.HasSuffix(s[:span[1]], "、") {
				span[1] -= last
			}
			blank(span)
		}
	}
	for _, re := range noFigure {
		for _, span := range re.FindAllStringIndex(s, -1) {
			if !averageAge.MatchString(s[span[0]:span[1]]) && !yearsLess.MatchString(s[:span[0]]) {
				blank(span)
			}
		}
	}
	return string(b)
}
