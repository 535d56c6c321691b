package speech

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Hear says what a text says at a moment, in the town's own time. The words that are known
// are the general ones and those of the lexicons.
func Hear(text string, now time.Time, lexicons ...*Lexicon) Heard {
	return NewEar(now).hear(text, lexicons)
}

// passHeads passes who a message is said to be from, before a colon: 转发：王会计报：发出900.
// Without a title, or 转发 before it, a name may as well be that of a place.
func (l *lexer) passHeads() {
	from, passedOn := 0, false
	for i, t := range l.tokens {
		if t.Kind != Mark || !strings.ContainsAny(t.Text, ":\n") {
			continue
		}
		head, unknown := headOf(l.tokens[from:i])
		if t.Text == ":" && unknown && head != "" && (passedOn || titled(head) || l.unitBehind(i) > 0 && utf8.RuneCountInString(head) < 4 && !unitColumn(head)) && utf8.RuneCountInString(head) < 12 {
			pass(l.tokens[from:i])
		}
		passedOn = strings.Contains(head, "转发") || passedOn && head == ""
		from = i + 1
	}
}

// headOf is what some tokens say together, and whether none of them is known.
func headOf(tokens []Token) (head string, unknown bool) {
	var said strings.Builder
	unknown = true
	for _, t := range tokens {
		said.WriteString(t.Text)
		unknown = unknown && (t.Kind == Unknown || t.Kind == Filler || t.Kind == Mark)
	}
	return strings.Trim(said.String(), " -—*#~"), unknown
}

// pass makes fillers of what is unknown.
func pass(tokens []Token) {
	for i := range tokens {
		if tokens[i].Kind == Unknown {
			tokens[i].Kind = Filler
		}
	}
}

// titled reports whether words end in what a person is called, or does, who reports.
func titled(head string) bool {
	for _, w := range [...]string{"会计", "主任", "书记", "支书", "文书", "干事", "组长", "老师", "站长", "工作组", "计票员", "监票员", "联络员", "报", "说", "讲", "来电", "来信", "消息", "通知", "姐", "哥", "叔", "婶"} {
		if strings.HasSuffix(head, w) {
			return true
		}
	}
	return false
}

// lexer cuts a folded text into tokens, from left to right.
type lexer struct {
	folded
	*Ear
	end     *ending
	general *found
	known   []*found // of the lexicons
	text    string
	at      int
	tokens  []Token
	listed  int // the last number of a list's line
}

// next takes the next token: a mark, the longest of a number and a word, or an
// unknown character.
func (l *lexer) next() {
	rest := l.s[l.at:]
	if size := lunar(rest, l.today); size > 0 {
		l.take(size, Token{Kind: Unknown})
		return
	}
	r, size := utf8.DecodeRuneInString(rest)
	n, numbered := l.number(rest)
	word, found := l.word(rest)
	switch {
	case strings.HasPrefix(rest, "早上墙"): // 今早上墙了
		word, found = Token{Kind: Filler}, match{size: len("早")}
	case l.closes(rest):
		word, found = Token{Kind: Filler}, match{size: len(rest)}
	}
	asksOf := len(found.means) > 0 && found.means[0].Sort == OfUnit && strings.HasPrefix(rest[found.size:], "几") // 八一几点关门
	switch {
	case numbered > found.size && numbered > 0 && !asksOf:
		l.take(numbered, Token{Kind: Numeral, Number: n})
	case found.size > 0:
		if n.Role == Date && numbered == found.size {
			word.Number = n
		}
		l.take(found.size, word)
	case Separates(r) || r == '-':
		l.take(size, Token{Kind: Mark})
	default:
		l.unknown(rest, r, size)
	}
}

// closes reports whether a text ends behind a number, and says so: 钱小河62没了.
func (l *lexer) closes(rest string) bool {
	last := len(l.tokens) - 1
	if last > 0 && l.tokens[last].Kind == Mark && l.tokens[last].Text == " " {
		last--
	}
	return last >= 0 && l.tokens[last].Kind == Numeral && slices.Contains(closings, rest)
}

// closings are the words that say that nothing follows; read only.
var closings = []string{"没了", "没啦", "没有了", "没有啦", "完了", "完啦", "报完了", "就没了"}

// take makes a token of the next bytes.
func (l *lexer) take(size int, t Token) {
	from := l.at
	l.at += size
	t.From, t.To = from, l.at
	if t.Kind == Mark {
		t.Text = l.s[from:l.at]
	} else {
		t.Text = unblanked(l.s[from:l.at])
	}
	if last := len(l.tokens) - 1; last >= 0 {
		t.Joined = l.tokens[last].Kind != Mark
		t.Glued = t.Joined && l.tokens[last].Kind == Unknown && !strings.ContainsRune(beforeNames, lastRune(l.tokens[last].Text))
	}
	l.tokens = append(l.tokens, t)
}

// unblanked is a text without blanks, but for those between Latin words.
func unblanked(s string) string {
	if !strings.ContainsAny(s, " \t") {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		if blank(r) && !(i > 0 && Letter(rune(s[i-1])) && i+1 < len(s) && Letter(rune(s[i+1]))) {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// unknown takes a character that means nothing, or a whole Latin word. Such
// characters side by side are one token.
func (l *lexer) unknown(rest string, r rune, size int) {
	if Letter(r) {
		size = strings.IndexFunc(rest, func(c rune) bool { return !Letter(c) && !digit(c) })
		if size < 0 {
			size = len(rest)
		}
	}
	if numeral(r) { // no number, as in 王三 or 三思
		size = max(size, min(numeralRun(rest), size))
	}
	last := len(l.tokens) - 1
	if last >= 0 && l.tokens[last].Kind == Unknown {
		l.at += size
		l.tokens[last].To = l.at
		l.tokens[last].Text = unblanked(l.s[l.tokens[last].From:l.at])
		return
	}
	l.take(size, Token{Kind: Unknown})
}

// inUnknown reports whether the place is in the middle of unknown characters.
func (l *lexer) inUnknown() bool {
	last := len(l.tokens) - 1
	return last >= 0 && l.tokens[last].Kind == Unknown
}

// before is the character in front of the place, or 0.
func (l *lexer) before() rune { return lastRune(l.s[:l.at]) }

// lookup finds the longest word that begins a text.
func (l *lexer) lookup(s string, before rune) match {
	if insideWord(firstRune(s), before) {
		return match{}
	}
	best, m := l.find(s), l.general.find(s)
	if m.runes > best.runes {
		return m
	}
	if m.runes == best.runes && m.runes > 0 && m.means[0].Sort == OfMood { // 收到 is thanks as well
		best.means = slices.Concat(best.means, m.means)
	}
	return best
}

// word finds the word that begins the rest of the text. In the middle of unknown
// characters one character is no word, nor is a piece of a name.
func (l *lexer) word(rest string) (Token, match) {
	m := l.lookup(rest, l.before())
	if m.size == 0 {
		return Token{}, match{}
	}
	if l.inUnknown() && (m.runes == 1 && !(m.means[0].Sort == OfMood) || m.means[0].How == Part) {
		return Token{}, match{}
	}
	if m.runes == 1 && m.means[0].Sort != OfMood && (beginsOther(rest) || !l.ends(rest[m.size:])) { // 张三丰, 发现
		return Token{}, match{}
	}
	if m.means[0].Sort == 0 {
		if r := firstRune(rest); m.runes == 1 && strings.ContainsRune(measures, r) && numeral(firstRune(rest[m.size:])) { // 张三
			return Token{}, match{}
		}
		return Token{Kind: Filler}, m
	}
	return Token{Kind: Word, Means: m.means}, m
}

// number reads the number that begins the rest of the text. Chinese numerals that
// go on in unknown characters are the beginning of a name or of other words: 三思.
func (l *lexer) number(rest string) (Number, int) {
	first := firstRune(rest)
	if !beginsNumber(rest, first) || Letter(l.before()) && !Letter(first) && l.inUnknown() {
		return Number{}, 0
	}
	if n, size := l.listNumber(rest); size > 0 {
		return n, size
	}
	if first == '-' && (l.behindUnit() || l.behindDay()) { // 八一-201, 1月5日-9日
		return Number{}, 0
	}
	n, size := l.numberAt(rest)
	if n.Role == Garbled {
		n, size = l.ofList(rest, n, size)
	}
	if size > 0 && numeral(first) && !l.stands(rest, n, size) {
		return Number{}, 0
	}
	return n, size
}

// ofList is a garbled number, or the plain one that begins it and goes on a list: 201，180，344.
func (l *lexer) ofList(rest string, n Number, size int) (Number, int) {
	if digits := digitRun(rest); digits > 0 && strings.HasPrefix(rest[digits:], "，") && l.goesOnList() {
		return Number{Role: Count, Value: valueOf(rest[:digits])}, digits
	}
	return n, size
}

// goesOnList reports whether a number and a comma stand right before the place.
func (l *lexer) goesOnList() bool {
	last := len(l.tokens) - 1
	return last > 0 && l.tokens[last].Kind == Mark && l.tokens[last].Text == "，" && l.tokens[last-1].Kind == Numeral && l.tokens[last-1].Number.Role == Count
}

// numberWords are the characters with which words begin that begin numbers.
const numberWords = "全第百过半大超一三前昨今当明后上下这本周星礼凌清早中傍晚夜差约将接近不至最起顶好快超得少怕估应该可有奔没还怎正元"

// numberBegins are the same; read only.
var numberBegins = runesIn(numberWords)

// behindUnit reports whether the place is right behind the name of a unit.
func (l *lexer) behindUnit() bool {
	last := len(l.tokens) - 1
	if last < 0 {
		return false
	}
	_, unit := l.tokens[last].Is(OfUnit)
	return unit
}

// behindDay reports whether the place is right behind a day: what follows a dash is the last of
// several.
func (l *lexer) behindDay() bool {
	last := len(l.tokens) - 1
	return last >= 0 && l.tokens[last].Number.Role == Date && (strings.HasSuffix(l.tokens[last].Text, "日") || strings.HasSuffix(l.tokens[last].Text, "号"))
}

// beginsNumber reports whether a number of any kind may begin with a character.
// Most do not, and are passed at once.
func beginsNumber(s string, r rune) bool {
	switch {
	case digit(r), r == '-', numeral(r), sloppy(r) > 0, r >= '①' && r <= '⑳':
		return true
	case r < utf8.RuneSelf:
		return Letter(r)
	}
	return numberBegins.has(r) && strings.ContainsRune(numberWords, r) || r > '٠'-1 && r < 0x3000 && foreignDigit(r)
}

// stands reports whether Chinese numerals are a number: nothing unknown follows, or
// they count something. In the middle of unknown characters only a plain one is.
func (l *lexer) stands(rest string, n Number, size int) bool {
	if n.Role == Date || n.Role == Clock || n.Role == Share || n.Role == Percent {
		return true
	}
	if n.Unit == "" && n.Role != Range && n.Role != Approximate && !l.ends(rest[size:]) {
		return false
	}
	return !l.inUnknown() || strings.ContainsAny(rest[:size], "十百千万佰仟拾") && utf8.RuneCountInString(rest[:size]) > 1
}

// ends reports whether a word may end before a text: where something known begins.
func (l *lexer) ends(after string) bool {
	r := firstRune(after)
	if n, size := lettered(after); size > 0 && n.Value > 0 { // 发O900
		return true
	}
	return after == "" || Separates(r) || r == '-' || digit(r) || numeral(r) || l.lookup(after, 0).size > 0
}

// moment reads a day or a time of day.
func (l *lexer) moment(rest string) (Number, int) {
	if vague := vagueWord(rest); vague > 0 { // 大概9点
		n, size := l.moment(rest[vague:])
		if size == 0 || n.Role != Clock {
			return Number{}, 0
		}
		n.About = true
		return n, vague + size
	}
	d := dayIn(rest, l.today)
	m := momentIn(rest, l.now, d)
	if m.size > d.size {
		n := Number{Role: Clock, Clock: m.clock, Half: m.half, About: m.about}
		if m.day.size > 0 {
			l.onDay(&n, m.day)
		}
		return n, m.size
	}
	if d.size == 0 {
		return Number{}, 0
	}
	n := Number{Role: Date}
	l.onDay(&n, d)
	if !d.plain && strings.ContainsAny(rest[:d.size], ".-") { // 10.21 and 10-21 may be so, or something else
		n.Role = Decimal
		if strings.Contains(rest[:d.size], "-") {
			n.Role = Range
		}
	}
	return n, d.size
}

func (l *lexer) onDay(n *Number, d day) {
	n.Day = d.on.At(0, 0, l.now.Location())
	if !d.next.IsZero() {
		n.Next = d.next.At(0, 0, l.now.Location())
	}
}

// listNumber reads the number of a list's line: 1、 or (2) at its beginning, or later
// in a line that counts on.
func (l *lexer) listNumber(rest string) (Number, int) {
	n, left, ok := small(rest)
	if !ok || n == 0 || n > 40 || l.before() == '(' && !strings.HasPrefix(left, ")") {
		return Number{}, 0
	}
	after, marked := cutAny(left, "、", ".", ")", "，", "．")
	if !marked || after == "" || digit(firstRune(after)) || !l.lineBegins() && !l.countsOn(n, left) {
		return Number{}, 0
	}
	l.listed = n
	return Number{Role: Ordinal, Value: n}, len(rest) - len(left)
}

// countsOn reports whether a number within a line goes on with a list, or begins one after a
// colon: 1、发出900 2、收回890. 收回：1、有效 880 is a value.
func (l *lexer) countsOn(n int, left string) bool {
	switch {
	case n != l.listed+1, strings.HasPrefix(left, "，"):
		return false
	case l.listed > 0:
		return l.parted()
	}
	return !l.labelled() && strings.ContainsRune(":：。；;", l.lastMark())
}

// labelled reports whether the last word before the place is a label, which may have the
// number that follows.
func (l *lexer) labelled() bool {
	for i := len(l.tokens) - 1; i >= 0; i-- {
		if t := l.tokens[i]; t.Kind != Mark {
			_, label := t.Is(OfField)
			return label
		}
	}
	return false
}

// lineBegins reports whether nothing but blanks and opening brackets stands before
// the place in its line.
func (l *lexer) lineBegins() bool {
	before := strings.TrimRight(l.s[:l.at], " \t(")
	return before == "" || strings.HasSuffix(before, "\n")
}

// lastMark is the separator before the place, past blanks, or 0.
func (l *lexer) lastMark() rune {
	r := lastRune(strings.TrimRight(l.s[:l.at], " \t"))
	if !Separates(r) {
		return 0
	}
	return r
}

// parted reports whether a mark stands before the place.
func (l *lexer) parted() bool {
	r := l.before()
	if blank(r) { // 无效 2、有效 880 counts no lines
		r = l.lastMark()
		last := len(l.tokens) - 2
		return r != 0 || last >= 0 && l.tokens[last].Kind == Numeral
	}
	return Separates(r)
}

func foreignDigit(r rune) bool {
	_, size := foreign(string(r))
	return size > 0
}

// cover turns the places in the folded text into those in the text as typed, so that
// every byte lies in one token.
func (l *lexer) cover() {
	for i := range l.tokens {
		t := &l.tokens[i]
		t.To = int(l.place[t.To])
		if t.From = int(l.place[t.From]); i == 0 {
			t.From = 0
		} else {
			t.From = l.tokens[i-1].To
		}
	}
	if last := len(l.tokens) - 1; last >= 0 {
		l.tokens[last].To = len(l.text)
	}
}
