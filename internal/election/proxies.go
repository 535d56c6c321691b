package election

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ProxiesRecord is the kind of record by which proxies 委托投票 are registered:
// who votes for how many others, and since when the names are published. Its
// names are personal and sealed in the journal; the two numbers stay.
const ProxiesRecord RecordID = "proxies"

// The fields of the record.
const (
	ProxyHolders   = "holders"   // 受托人, a number
	ProxyBallots   = "ballots"   // 委托票, a number
	ProxyNames     = "names"     // as WriteProxies writes them
	ProxyPublished = "published" // the day
)

// Proxies are those who were registered to vote for others as well. The list
// stands until another takes its place.
func (p Progress) Proxies() []ProxyHolder {
	last := p.Records[ProxiesRecord]
	if len(last) == 0 {
		return nil
	}
	holders, _ := ReadProxies(last[0].Words[ProxyNames])
	return holders
}

// ByProxy is how many ballots were cast for others.
func (t Tally) ByProxy() int {
	n := 0
	for _, h := range t.Proxies {
		n += h.Ballots
	}
	return n
}

// proxiesMended puts a list that is reported on the day of a count, and so after
// it, to that count: it mends what was registered. One of a later day is meant for
// a later round.
func (p *Progress) proxiesMended(r Report, b Record) {
	if b.Of != ProxiesRecord {
		return
	}
	p.Counts = slices.Clone(p.Counts)
	for i, c := range p.Counts {
		if c.On == DateOf(r.At) {
			p.Counts[i].Proxies = p.Proxies()
		}
	}
}

// proxiesDue is the day by which proxies are to be registered, from a week before
// it until polling day, in a unit of which nothing was said yet. Only a local rule
// sets one.
func (e Election) proxiesDue(p Progress, today Date) (d CalendarDay, due bool) {
	d, set := e.limit("proxies", Events{})
	soon := set && d.Last.Sub(today) <= soonDays && !e.PollingDay.Before(today)
	return d, soon && e.NoProxies().IsZero() && len(p.Records[ProxiesRecord]) == 0 && len(p.Counts) == 0
}

// mostProxies is beyond what anybody casts for others; a larger number was typed
// wrongly.
const mostProxies = 1000

// proxyNotes are the names behind a number, of those who gave the ballots: 李小明2人（张大海、张小海）.
var proxyNotes = regexp.MustCompile(`([\d张票人])[（(][^）)\d]*[）)]`)

// ReadProxies reads who votes for how many others: “高远 2、李清 1张；王朴3”, 张大海委托李清. Nobody
// is "—", 无 or none. The complaint is zero if all was understood.
func ReadProxies(text string) (all []ProxyHolder, complaint Phrase) {
	if slices.Contains([]string{"", "—", "-", "无", "没有", "没人", "没有人", "无人", "none", "0"}, strings.ToLower(strings.TrimSpace(text))) {
		return nil, complaint
	}
	var words []string
	for clause := range strings.FieldsFuncSeq(proxyNotes.ReplaceAllString(text, "$1"), func(r rune) bool { return strings.ContainsRune(",，;；。\n", r) }) {
		if h, ok := proxySaid(clause); ok {
			words = append(words, h.Name, strconv.Itoa(h.Ballots))
		} else {
			words = proxyWords(words, clause)
		}
	}
	for i := 0; i < len(words); i += 2 {
		h, wrong := proxyIn(words[i:min(i+2, len(words))])
		if !wrong.IsZero() {
			return nil, wrong
		}
		if slices.ContainsFunc(all, func(before ProxyHolder) bool { return before.Name == h.Name }) {
			return nil, Say("“%s”写了两次。一个受托人写一次，张数合在一起。", "“%s” stands twice. Write each proxy once, with all the ballots.").With(h.Name)
		}
		if h.Ballots < 1 || h.Ballots > mostProxies {
			return nil, Say("“%s %d”不可能。请核对张数。", "“%s %d” is not possible. Please check the number.").With(h.Name, h.Ballots)
		}
		all = append(all, h)
	}
	return all, complaint
}

// proxyIn is the proxy that a word and the one behind it name.
func proxyIn(words []string) (h ProxyHolder, complaint Phrase) {
	name, counted := NameSaid(words[0]), len(words) > 1 && isDigits(words[1])
	switch {
	case name == "" || strings.ContainsAny(name, "了的") || strings.Contains(name, "委托") || strings.Contains(name, "投票"):
		if counted {
			return h, Say("%s 只是总数，没有记下。%s 名单齐了再报。", "%s is only the total and was not noted. %s Report once the names are known.").With(words[1], proxyExample())
		}
		return h, Say("“%s”不是姓名。%s", "“%s” is no name. %s").With(words[0], proxyExample())
	case isDigits(name):
		return h, Say("“%s”前面没有姓名。%s", "No name stands before “%s”. %s").With(name, proxyExample())
	case !counted:
		return h, Say("“%s”后面没有张数。%s", "No number stands behind “%s”. %s").With(name, proxyExample())
	}
	n, _ := strconv.Atoi(words[1]) // of one too large the largest
	return ProxyHolder{name, n}, complaint
}

func proxyExample() Phrase {
	return Say("请按“姓名 张数”写，例如“高远 2、李清 1”。", "Write names and ballots, e.g. “高远 2、李清 1”.")
}

// proxyWords parts names from numbers, also where nothing stands between them; what
// is counted with, 张 or 票, is passed over. They are added to those before.
func proxyWords(words []string, text string) []string {
	for piece := range strings.FieldsFuncSeq(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",，、;；:：。", r) }) {
		name, number := piece, ""
		if at := strings.IndexFunc(piece, unicode.IsDigit); at >= 0 {
			name, number = piece[:at], piece[at:]
		} else if len(words)%2 == 1 && proxyNumber(piece) != piece { // 两张, but only behind a name
			name, number = "", piece
		}
		behind := len(words) > 0 && isDigits(words[len(words)-1])
		if name != "" && !(behind && slices.Contains([]string{"张", "票", "人", "个", "个人", "份", "ballot", "ballots"}, name)) {
			words = append(words, proxyName(name, number))
		}
		if number != "" {
			words = append(words, proxyNumber(number))
		}
	}
	return words
}

// proxyName is the name before a number, without the word for what the person does: 周三代2票.
func proxyName(name, number string) string {
	for _, does := range [...]string{"代投", "帮投", "代", "帮", "替"} {
		if short, ok := strings.CutSuffix(name, does); ok && number != "" && utf8.RuneCountInString(short) > 1 {
			return short
		}
	}
	return name
}

// proxyNumber is a number in plain digits: ３张, 两张; what is none stays as it is.
func proxyNumber(s string) string {
	plain := strings.TrimRight(strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s), "张票人个份")
	if n, ok := map[string]string{"一": "1", "两": "2", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8", "九": "9", "十": "10"}[plain]; ok {
		return n
	}
	if isDigits(plain) {
		return plain
	}
	return s
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// WriteProxies writes what ReadProxies reads.
func WriteProxies(all []ProxyHolder) string {
	var words []string
	for _, h := range all {
		words = append(words, h.Name+" "+strconv.Itoa(h.Ballots))
	}
	if len(words) == 0 {
		return "—"
	}
	return strings.Join(words, "、")
}

// ProxiesOf is the report that registers them; published is zero while the names
// are not.
func ProxiesOf(all []ProxyHolder, published Date) Record {
	return Record{Of: ProxiesRecord, Numbers: map[string]int{ProxyHolders: len(all), ProxyBallots: Tally{Proxies: all}.ByProxy()},
		Words: map[string]string{ProxyNames: WriteProxies(all), ProxyPublished: published.String()}}
}

// NoProxies says with its article why nobody may vote for others in the election;
// zero if that is allowed.
func (e Election) NoProxies() Phrase {
	r, ok := rulesOf(e, FirstRound)
	if !ok || !r.proxies.none {
		return Phrase{}
	}
	return Say("本次选举不得委托投票（%s）：不用登记，请本人到场投票。", "Nobody may vote for others in this election (%s): nothing to register; everybody has to come.").With(r.proxies.article.Say())
}

// ProxyProblems are the breaches that a list of proxies would be, each with what
// is to be done: a registration can still be mended.
func (e Election) ProxyProblems(u Unit, p Progress, all []ProxyHolder) []Problem {
	r, ok := rulesOf(e, FirstRound)
	if !ok {
		return nil
	}
	if r.proxies.none {
		return []Problem{problem(BreachProxiesNone, e.NoProxies(), ProxyNames)}
	}
	registered := Tally{Proxies: all}
	posts, _ := e.Posts(u, p)
	for _, post := range posts {
		tally := PostTally{Post: post.Post}
		for _, name := range post.Candidates {
			tally.Candidates = append(tally.Candidates, CandidateVotes{Name: name})
		}
		registered.Posts = append(registered.Posts, tally)
	}
	var ps []Problem
	for _, b := range r.proxyBreaches(registered) {
		ps = append(ps, problem(b.Code, Say("%s。%s", "%s. %s").With(b.Say(), proxyRemedy(b.Code)), ProxyNames))
	}
	return ps
}

// proxyRemedy is what is to be done about a proxy that may not be.
func proxyRemedy(code string) Phrase {
	if code == BreachProxyNominee {
		return Say("请委托人另找受托人，或本人投票，改好再报。", "Let them name another proxy or come themselves, then report again.")
	}
	return Say("请把多出的委托转给别人，或由委托人本人投票，改好再报。", "Let the others name another proxy or come themselves, then report again.")
}

// ProxyLines says what the law asks of a list of proxies: that it is written, and
// where it does, that the names are published.
func (e Election) ProxyLines(published, today Date) []Phrase {
	r, ok := rulesOf(e, FirstRound)
	if !ok || r.proxies.none {
		return nil
	}
	lines := []Phrase{Say("%s（%s）。", "%s (%s).").With(r.proxies.words(), r.proxies.article.Say())}
	if r.proxies.published && published.IsZero() {
		lines = append(lines, Say("⚠️ 委托人和受托人名单投票前应当公布（%s），公布后发“委托 公布 日期”。", "⚠️ The names of both are to be published before the vote (%s); then send “proxies published” and the day.").With(r.proxies.article.Say()))
	}
	if d, ok := e.limit("proxies", Events{}); ok {
		line := Say("登记最迟%s（%s）。", "To be registered by %s (%s).")
		if d.Last.Before(today) {
			line = Say("⚠️ 登记的最后一天是%s（%s），已经过了。", "⚠️ The last day to register was %s (%s).")
		}
		lines = append(lines, line.With(d.Last.Say(today), d.Say()))
	}
	return lines
}
