package bot

import (
	"context"
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// voterQuestion is what anybody may ask in a group, and strangers in private.
type voterQuestion string

const (
	asksWhere voterQuestion = "where" // 哪里投票
	asksWhen  voterQuestion = "when"  // 什么时候
	asksBring voterQuestion = "bring" // 要带什么
)

// voterQuestions are the words of each question, in the order in which they are
// looked for.
func voterQuestions() []struct {
	question voterQuestion
	words    []string
} {
	return []struct {
		question voterQuestion
		words    []string
	}{
		{asksBring, []string{"/bring", "/need", "带什么", "带啥", "要带", "证件", "身份证", "选民证", "what do i need", "what to bring", "do i bring", "identity card"}},
		{asksWhere, []string{"/where", "哪里", "哪儿", "在哪", "地点", "地址", "投票站", "where"}},
		{asksWhen, []string{"/when", "什么时候", "啥时候", "几点", "几号", "哪天", "何时", "时间", "when"}},
	}
}

// otherMatters are words of what the village or the office has to answer: how to
// get a lost card, whether one may vote without it, where the roll hangs. Whoever
// says them does not ask the three questions, whatever else is said, unless it is
// about voting itself.
func otherMatters() (always, unlessVoting []string) {
	return []string{"委托", "代投", "代票", "代写", "丢", "补办", "补发", "补一", "挂失", "没收到", "没有收到", "没发", "没领", "领取", "过期", "忘带", "忘了", "没有身份证", "没身份证", "没有选民证", "没选民证",
			"lost", "proxy", "did not get", "didn't get", "without", "forgot", "expired"},
		[]string{"名单", "名册", "登记", "候选人", "报名", "参选", "竞选", "申诉", "举报", "投诉", "电话", "办公", "领选民证", "发选民证", "开会", "roll", "register", "candidate", "candidates", "complain", "telephone"}
}

// voterQuestionIn finds the question in what was said, in small letters.
func voterQuestionIn(text string) (voterQuestion, bool) {
	always, unlessVoting := otherMatters()
	if speaks(text, always...) || speaks(text, unlessVoting...) && !speaks(text, "投票", "vote") {
		return "", false
	}
	for _, q := range voterQuestions() {
		if speaks(text, q.words...) {
			return q.question, true
		}
	}
	return "", false
}

// answerVoter is what is said to a question, of the villages that are named in
// it. A village with two elections has an answer for each. address is what
// stands before the words in an example.
func (b *Bot) answerVoter(ctx context.Context, s *store.Store, q voterQuestion, text, address string) (election.Phrase, error) {
	t := s.Town()
	units := named(t, text)
	if len(units) == 0 && len(t.Units) == 1 {
		units = t.Units
	}
	switch {
	case q == asksBring && len(units) == 0:
		return wordsBring(), nil
	case len(units) == 0:
		return wordsWhichVillage(address + t.Units[0].Name), nil
	}
	all, err := b.pollingPlaces(ctx, s, units)
	if err == nil && q == asksBring {
		all = say("%s\n%s", "%s\n%s").With(all, wordsBring())
	}
	return all, err
}

// pollingPlaces says where and when the first of some units vote, or how things stand
// there since they have.
func (b *Bot) pollingPlaces(ctx context.Context, s *store.Store, units []election.Unit) (all election.Phrase, err error) {
	t := s.Town()
	today := t.Today(b.now())
	for i, u := range units[:min(len(units), namedMost)] {
		e := t.ElectionOf(u)
		line := wordsPlace(e, u)
		if e.PollingDay.Before(today) {
			if line, err = b.since(ctx, s, e, u); err != nil {
				return all, err
			}
		}
		if i > 0 {
			line = say("%s\n%s", "%s\n%s").With(all, line)
		}
		all = line
	}
	return all, nil
}

// since is how things stand in a unit that has voted, as far as anybody may know:
// what has to follow is said of counts that two people have confirmed, as in
// announcements, and of the result that it is public once it was announced so.
func (b *Bot) since(ctx context.Context, s *store.Store, e election.Election, u election.Unit) (election.Phrase, error) {
	states, err := s.States(ctx, []election.UnitID{u.ID})
	if err != nil {
		return election.Phrase{}, err
	}
	if election.FurtherAnnouncement.Concerns(e, states[0]) {
		return wordsFollows(e, u, e.OpenTasks(u, states[0].Progress)), nil
	}
	posted, err := s.Posted(ctx, postedMost)
	if err != nil {
		return election.Phrase{}, err
	}
	for _, a := range posted {
		if a.Kind == election.ResultsAnnouncement && a.Reaches(election.PublicAudience) && slices.Contains(a.Units, u.ID) {
			return wordsPublished(e, u, s.Town().Today(a.PostedAt)), nil
		}
	}
	return wordsVoted(e, u), nil
}

// postedMost is among how many of the last announcements the one of a result is
// looked for.
const postedMost = 50

// namedMost is for how many villages one answer is given.
const namedMost = 4

// named are the units whose name stands in a text, also without 村 or 社区.
func named(t *election.Town, text string) []election.Unit {
	var full, short []election.Unit
	for _, u := range t.Units {
		name := strings.ToLower(u.Name)
		switch {
		case strings.Contains(text, name):
			full = append(full, u)
		case len([]rune(stem(name))) > 1 && strings.Contains(text, stem(name)):
			short = append(short, u)
		}
	}
	if len(full) > 0 {
		return full
	}
	return short
}

// stem is a unit's name without 村 or 社区.
func stem(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(name, "村"), "社区")
}

// onlyNames reports whether a text is the name of a unit and no more.
func onlyNames(t *election.Town, text string) bool {
	text = strings.Trim(text, " 　?？。!！")
	return slices.ContainsFunc(named(t, text), func(u election.Unit) bool {
		name := strings.ToLower(u.Name)
		return text == name || text == stem(name)
	})
}

// voter answers somebody unknown who writes: the three questions of voters, from
// every town that has a village of the name, and else how to get in.
func (d *desk) voter(ctx context.Context, text string) error {
	text = strings.ToLower(text)
	q, ok := voterQuestionIn(text)
	towns := slices.DeleteFunc(slices.Clone(d.bot.towns), func(s *store.Store) bool {
		return !onlyNames(s.Town(), text) && !(ok && len(named(s.Town(), text)) > 0)
	})
	switch {
	case len(towns) == 0 && !ok || len(d.bot.towns) == 0:
		d.stranger()
		return nil
	case !ok:
		q = asksWhere
	case len(towns) == 0 && q == asksBring:
		d.say(wordsBring())
		return nil
	case len(towns) == 0:
		towns = d.bot.towns[:1] // for an example
	}
	for _, s := range towns[:min(len(towns), namedMost)] {
		said, err := d.bot.answerVoter(ctx, s, q, text, "")
		if err != nil {
			return err
		}
		if len(towns) > 1 {
			said = say("%s %s", "%s: %s").With(s.Town().Name, said)
		}
		d.say(said)
	}
	return nil
}
