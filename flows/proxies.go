package flows

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// proxyList is who votes for others, being filled in.
type proxyList struct {
	names     string // as typed
	published election.Date
}

// proxies registers who votes for others 委托投票, in place of the list before
// (村民委员会组织法第十八条, 城市居民委员会组织法第十九条, 选举法第四十二条).
var proxies = flow.Form[proxyList]{
	Head: flow.Head{
		ID: "proxies", Command: "proxies", Words: []string{"委托投票", "委托登记", "委托", "委托书", "授权委托书", "代投", "代投的", "proxies"}, Hears: inText(speech.ProxiesIn),
		Title: say("登记委托投票", "Register proxies"), Label: say("🤝 委托投票", "🤝 Proxies"), Group: groupPolling(),
	},
	Steps: []flow.Step[proxyList]{
		flow.Each(proxySteps),
	},
	Problems: proxyProblems,
	Review:   reviewProxies,
	Report:   func(p proxyList) election.Body { return election.ProxiesOf(p.holders(), p.published) },
}

// proxyKind is what the record is called where facts are listed and added up.
func proxyKind() election.RecordKind {
	return election.RecordKind{ID: election.ProxiesRecord, Title: proxies.Title, Fields: []election.RecordField{
		{ID: election.ProxyHolders, Label: say("受托人", "Proxies"), Unit: say("人", ""), Number: true},
		{ID: election.ProxyBallots, Label: say("委托票", "Ballots by proxy"), Unit: say("张", ""), Number: true},
		{ID: election.ProxyNames, Label: say("名单", "Names"), Personal: true},
		day(election.ProxyPublished, say("公布日期", "Published")).RecordField,
	}}
}

// proxySteps asks for the names, and since when they are published. The last list
// stands until another is typed.
// Where nobody can be registered nothing is asked.
func proxySteps(s flow.Subject, _ proxyList) []flow.Step[proxyList] {
	if len(proxiesClosed(s)) > 0 {
		return nil
	}
	return []flow.Step[proxyList]{
		flow.Prose(election.ProxyNames, say("谁接受委托、各投几张？写“姓名 张数”，可以写多人，例如“高远 2、李清 1”。没有委托就写“无”。", "Who votes for others, and for how many? Names and ballots, e.g. “高远 2、李清 1”; “none” if nobody does."),
			func(p *proxyList) *string { return &p.names },
			flow.With[proxyList]{Field: flow.Field{Label: say("受托人", "Holders"), Words: []string{"受托人", "委托投票", "委托登记", "委托", "Holders"}, Longest: 1500}, LastTime: proxiesBefore}),
		flow.Date(election.ProxyPublished, say("委托名单哪天公布的？还没公布可以先不填。", "On which day were the names published?"),
			func(p *proxyList) *election.Date { return &p.published },
			flow.With[proxyList]{Field: flow.Field{Label: say("公布日期", "Published"), Words: []string{"公布", "张榜", "公示", "published", "posted"}}, LastTime: proxiesPublished, Presume: notYet[proxyList]}),
	}
}

// proxiesClosed says why nobody can be registered as a proxy: the law allows none,
// or there is nothing left to vote on.
func proxiesClosed(s flow.Subject) []election.Problem {
	if no := s.Election.NoProxies(); !no.IsZero() {
		return []election.Problem{{Code: election.BreachProxiesNone, Fields: []string{election.ProxyNames}, Text: no}}
	}
	if s.Election.PollingDay.Before(s.Town.Today(s.Now)) && len(s.Election.OpenTasks(s.Unit, s.Progress)) == 0 {
		return []election.Problem{{Code: "polling_over", Fields: []string{election.ProxyNames}, Text: say(
			"选举日（%s）已经过了，也没有要再投的一轮，不能再登记委托。", "Polling day (%s) is over and no further round is to be held: no proxy can be registered.").With(s.Election.PollingDay.Say(s.Town.Today(s.Now)))}}
	}
	return nil
}

// text is the list as it was typed, without the step's own name.
func (p proxyList) text() string {
	return withoutLabel(p.names, "受托人", "委托投票", "委托登记", "委托", "Holders")
}

func proxiesBefore(s flow.Subject, _ proxyList) (string, bool) {
	if all := s.Progress.Proxies(); len(all) > 0 {
		return election.WriteProxies(all), true
	}
	return "", false
}

func proxiesPublished(s flow.Subject, _ proxyList) (string, bool) {
	if last := s.Progress.Records[election.ProxiesRecord]; len(last) > 0 {
		return last[0].Words[election.ProxyPublished], true
	}
	return "", false
}

// holders are those who vote for others, as far as the text can be read.
func (p proxyList) holders() []election.ProxyHolder {
	all, _ := election.ReadProxies(p.text())
	return all
}

func proxyProblems(s flow.Subject, p proxyList) []election.Problem {
	if closed := proxiesClosed(s); len(closed) > 0 {
		return closed
	}
	var ps []election.Problem
	add := func(code, field string, text election.Phrase) {
		if !text.IsZero() {
			ps = append(ps, election.Problem{Code: code, Fields: []string{field}, Text: text})
		}
	}
	_, unread := election.ReadProxies(p.text())
	add("proxy_list", election.ProxyNames, unread)
	if i := slices.IndexFunc(p.holders(), func(h election.ProxyHolder) bool { return !election.MayBeName(h.Name, election.NameAsked) }); i >= 0 {
		add("proxy_list", election.ProxyNames, say("“%s”不像姓名。", "“%s” does not look like a name.").With(p.holders()[i].Name))
	}
	if s.Town.Today(s.Now).Before(p.published) {
		add("published_ahead", "published", say("公布日期 %s 还没有到。请填实际公布的日子，还没公布就先不填。", "The day of publication, %s, is still to come. Enter it once the list is out.").With(p.published.Say(s.Town.Today(s.Now))))
	}
	return append(ps, s.Election.ProxyProblems(s.Unit, s.Progress, p.holders())...)
}

// reviewProxies adds the list up and says what the law asks of it.
func reviewProxies(s flow.Subject, p proxyList) []election.Phrase {
	all := p.holders()
	numbers := election.ProxiesOf(all, p.published).Numbers
	if len(all) == 0 {
		return []election.Phrase{say("没有委托投票。", "Nobody votes for others.")}
	}
	said := []election.Phrase{say("受托人 %d 人，委托票共 %d 张。", "Proxies: %d, ballots for others: %d.").With(numbers[election.ProxyHolders], numbers[election.ProxyBallots])}
	if before := s.Progress.Proxies(); len(before) > 0 && !slices.Equal(before, all) {
		said = append(said, say("代替原来的名单：%s。", "In place of: %s.").With(election.WriteProxies(before)))
	}
	said = append(said, s.Election.ProxyLines(p.published, s.Town.Today(s.Now))...)
	return append(said, say("名单要改，发“受托人 姓名 张数”整个重写。", "To change the list, send all of it anew: “holders”, names and ballots."))
}
