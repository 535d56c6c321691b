package speech

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// chatterMost is how long a clause may be, in characters, that stands beside a question and
// says nothing for it.
const chatterMost = 18

// aClause reads a question of which one clause asks and is understood whole, and the others
// are what people say around it: 老弟辛苦了，投票情况怎样，心里没底啊. Of those that say something
// the words are unread. ok is false if there is no such clause, or more than one.
func (q *Questions) aClause(h Heard, now time.Time) (f Frame, unread []string, ok bool) {
	all := clausesHeard(h)
	if len(all) < 2 {
		return f, nil, false
	}
	if TellsEmergency(h.Text) || says(Fold(h.Text), "有人问|村民问|群众问|都在问|都问|老问|有人说|说是|反映|担心|people ask") {
		return f, nil, false
	}
	heard, telling := q.listenEach(all, now)
	if telling > 1 { // only one may ask
		return f, nil, false
	}
	for i, a := range heard {
		g, left, asks := a.read()
		switch {
		case asks && len(left) == 0 && g.standsAlone(a) && !ok:
			f, ok = g, true
		case asks && len(left) == 0, !a.chatter(), g.Scope.Strange != "":
			return f, nil, false
		case a.speaks():
			unread = append(unread, strings.TrimSpace(all[i].Text))
		}
	}
	f.Outright = ok && len(unread) == 0
	return f, unread, ok
}

// standsAlone reports whether a clause asks by itself, and does not only go on with another: 几个突发是特急的，在哪个村.
func (f Frame) standsAlone(a *query) bool {
	return f.Outright && (f.Measure != Units || a.has("howMany"))
}

// listenEach parts clauses into atoms. telling is how many of them may ask or tell something.
func (q *Questions) listenEach(all []Heard, now time.Time) (heard []*query, telling int) {
	for _, c := range all {
		a := q.listen(c, now)
		if heard = append(heard, a); !a.slight() {
			telling++
		}
	}
	return heard, telling
}

// clausesHeard are the clauses of a text, each as it was heard.
func clausesHeard(h Heard) (all []Heard) {
	for _, c := range clausePlaces(h.Text) {
		all = append(all, h.part(c.from, c.to))
	}
	return all
}

// Clauses are the clauses of a text.
func Clauses(text string) (all []string) {
	for _, c := range clausePlaces(text) {
		all = append(all, text[c.from:c.to])
	}
	return all
}

// EachAsked parts with commas what a text without marks asks one after the other, or wants sent
// together: 党员多少群众多少, 台账和日报都给我.
func EachAsked(text string) string {
	for _, both := range [...]string{"都给我", "都发我", "都发给我", "一起给我", "一起发我", "一起发给我", "一并发我"} {
		if strings.HasSuffix(text, both) {
			return strings.NewReplacer("和", "，", "跟", "，", "、", "，", both, "").Replace(text)
		}
	}
	text = eachOfSorts(text)
	if clauses := Clauses(text); len(clauses) > 1 {
		for i, c := range clauses {
			clauses[i] = EachAsked(c)
		}
		return strings.Join(clauses, "，")
	}
	var b strings.Builder
	asks := 0
	for rest := text; rest != ""; {
		size := len(firstOfText(rest))
		for _, ask := range [...]string{"多少", "几个"} {
			if strings.HasPrefix(rest, ask) && !endsAny(b.String(), "那", "这", "哪", "前", "后", "头") { // 没报那几个村一共多少选民 asks once
				size = len(ask)
				asks++
			}
		}
		word, next := rest[:size], rest[size:]
		b.WriteString(word)
		if rest = next; size > utf8.UTFMax && next != "" && !strings.ContainsAny(firstOfText(next), "人个名张票位户次件村片的了是钱，？?") {
			b.WriteString("，")
		}
	}
	if asks < 2 {
		return text
	}
	return b.String()
}

// eachOfSorts asks of each of two sorts what a text asks of both: 没过半的和没报的分别是哪几个.
func eachOfSorts(text string) string {
	for _, each := range [...]string{"分别", "各是", "各有", "各"} {
		at := strings.Index(text, each)
		if at < 0 {
			continue
		}
		for _, both := range [...]string{"和", "跟", "与", "、"} {
			of, other, two := strings.Cut(text[:at], both)
			if two && !strings.Contains(other, both) && endsAsSort(of) && endsAsSort(other) {
				return of + text[at:] + "，" + other + text[at:]
			}
		}
	}
	return text
}

// endsAsSort reports whether a text ends with what sort of units or people it means: 没报的, 户代表的社区.
func endsAsSort(text string) bool {
	for _, unit := range [...]string{"村", "社区", "选区", "支部", "人"} {
		text = strings.TrimSuffix(text, unit)
	}
	return strings.HasSuffix(text, "的")
}

// SaysElected reports whether a text speaks of who is elected: 当选主任几个, and not 主任几个.
func SaysElected(text string) bool {
	return says(Fold(text), "当选|选上|选出|产生|当上|elected|won")
}

// SaysNewlyElected reports whether a text calls the elected so that all of them may be meant, or those who are new.
func SaysNewlyElected(text string) bool { return says(Fold(text), "新当选") }

// part is what was heard between two places of a text.
func (h Heard) part(from, to int) Heard {
	part := Heard{Text: h.Text[from:to], Mood: h.Mood}
	for _, t := range h.Tokens {
		if t.From >= from && t.To <= to {
			t.From, t.To = t.From-from, t.To-from
			part.Tokens = append(part.Tokens, t)
		}
	}
	return part
}

// span is a piece of a text.
type span struct{ from, to int }

// clausePlaces are where the clauses of a text stand, parted by its marks and by blanks beside
// Chinese characters.
func clausePlaces(text string) (all []span) {
	from, before := 0, ' '
	end := func(to, next int) {
		if strings.TrimSpace(text[from:to]) != "" {
			all = append(all, span{from, to})
		}
		from = next
	}
	for i, r := range text {
		size := max(utf8.RuneLen(r), 1)
		next, _ := utf8.DecodeRuneInString(text[min(len(text), i+size):])
		if strings.ContainsRune("\n，,。；;！!？?…~", r) || unicode.IsSpace(r) && (unicode.Is(unicode.Han, before) || unicode.Is(unicode.Han, next)) {
			end(i, i+size)
		}
		before = r
	}
	end(len(text), len(text))
	return all
}

// Idle reports whether a clause says nothing for a question beside it: it asks nothing, names
// nobody and tells of nothing that is reported.
func (q *Questions) Idle(h Heard, now time.Time) bool {
	a := q.listen(h, now)
	f := a.frame()
	return !TellsEmergency(h.Text) && a.chatter() && !a.speaks() && !a.asks(&f, a.unread())
}

// unthanked is what was heard without the clauses at the ends that only thank, agree or greet:
// 好的知道了 那东片呢. A text that has no others is left as it is.
func unthanked(h Heard) Heard {
	all := clausePlaces(h.Text)
	polite := func(c span) bool {
		text := h.Text[c.from:c.to]
		return Acknowledges(text) || says(text, cautions) || excuses(text) || slices.Contains(courtesies, strings.Trim(Fold(text), " 啊呀哈哦了"))
	}
	from, to := 0, len(all)
	for from < to && polite(all[from]) {
		from++
	}
	for to > from && polite(all[to-1]) {
		to--
	}
	if from == to || to-from == len(all) {
		return h
	}
	end := all[to-1].to
	if to == len(all) || strings.HasPrefix(h.Text[end:], "?") || strings.HasPrefix(h.Text[end:], "？") {
		end = len(h.Text) // with its mark
		if to < len(all) {
			end = all[to].from
		}
	}
	return h.part(all[from].from, end)
}

// unstressed is what was heard without a last clause that only stresses one of those before it: 催一下没报的
// 重点催双桥.
func unstressed(h Heard) Heard {
	all := clausePlaces(h.Text)
	if len(all) < 2 {
		return h
	}
	last := all[len(all)-1]
	if !startsWithAny(h.Text[last.from:last.to], "重点催", "特别催", "特别是", "尤其是", "尤其", "主要催", "先催", "especially", "就说", "跟他们说", "告诉他们", "跟他们讲", "就讲") || !says(h.Text[:last.from], "催|提醒|没报|喊|吆喝|remind") {
		return h
	}
	return h.part(0, all[len(all)-2].to)
}

// cautions are words of clauses that only warn of a mistake: 东河跟东和别搞混了.
const cautions = "别报重|别又报重|莫报重|别重复报|不要报重|别报重复|别又重了|别搞混|别弄混|别弄错|别搞错|别看错|别听错|别记错|莫搞混|莫搞错|莫弄错|不要搞混|不要弄混|不要搞错|不要弄错|不要看错|不是一个村|don't mix up|do not confuse"

// instead are words behind which somebody says what they really ask, before which they say what not;
// read only.
var instead = [...]string{"我问的是", "我要问的是", "我想问的是", "我要的是", "我想要的是", "我说的是", "我是问", "我是说", "我是要", "i mean ", "i meant "}

// meant is what was heard behind words that say what is really asked: 不是问谁没报 我问的是报了多少票.
func meant(h Heard) Heard {
	folded := foldText(h.Text)
	for _, w := range instead {
		if at := strings.LastIndex(folded.s, w); at >= 0 && at+len(w) < len(folded.s) {
			return h.part(int(folded.place[at+len(w)]), len(h.Text))
		}
	}
	return h
}

// excuses reports whether a clause only says for whom or for what an answer is wanted: 县里马上来电话, 早会要用.
func excuses(text string) bool {
	text = Fold(text)
	who := says(text, "县里|县上|市里|区里|省里|上级|上头|上面|书记|镇长|主任|领导|组织部|民政局|督导组|指挥部|早会|晚会|碰头会|调度会|会上")
	wants := says(text, "来电话|打电话来|来电|要用|等着要|等着用|要听|要数|催我|在催|催着|来检查|来督导|来调研|要来|要开会|要汇报|问起|在问我|开会")
	return who && wants && !says(text, "多少|几|谁|哪|吗|没有|什么|啥|怎么|咋|?")
}

// courtesies are clauses that say nothing beside a question; read only.
var courtesies = []string{"你好", "您好", "在吗", "在不在", "哎", "哎呀", "喂", "那个", "嗯", "嗯嗯", "哦", "对了", "另外", "还有", "顺便问下", "顺便问一下", "顺便", "问一下", "问下", "请问", "麻烦问下", "麻烦问一下", "打扰了", "打扰一下", "不好意思", "小助手", "助手", "同志", "小同志", "早", "早上好", "上午好", "下午好", "晚上好", "急", "急急急", "很急", "在线等", "等着要", "我等着", "三两句给我", "两三句给我", "简短点", "简单说", "长话短说", "先给个底数", "给个底数", "心里有个数", "尽快", "快点", "快", "谢谢啊", "麻烦了", "麻烦你", "麻烦您", "拜托", "拜托了", "hi", "hello", "hey", "sorry", "excuse me", "quick question", "by the way", "btw", "urgent", "asap"}

// chatter reports whether a clause names nobody and counts nothing, and is short.
func (a *query) chatter() bool {
	return a.slight() && !a.has("except/key/eachArea/eachUnit/units/half/below/above/lowest/highest/ranks/lastTerm")
}

// slight is the part of it that the words alone say, whatever they ask.
func (a *query) slight() bool {
	return utf8.RuneCountInString(a.text) <= chatterMost && !slices.ContainsFunc(a.atoms, func(at atom) bool {
		_, area := a.q.areas[at.text]
		return len(at.means) > 0 || area || at.number != nil && (at.number.Role == Percent || at.number.Role == Share || at.number.Role == Date || at.number.Role == Clock || at.number.Role == Count && at.number.Value > 3)
	})
}

// speaks reports whether a clause speaks of something that can be asked for or done, or asks, so that it
// is said that nothing was made of it.
func (a *query) speaks() bool {
	return a.has("who/which/howMany/when/where/hour") || slices.ContainsFunc(a.atoms, func(at atom) bool { return at.content() && at.senses != "not" })
}
