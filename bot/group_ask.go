package bot

import (
	"context"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// voterQuestion is what anybody may ask in a group.
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
		{asksBring, []string{"/bring", "/need", "带什么", "带啥", "证件", "身份证", "选民证", "need", "bring"}},
		{asksWhere, []string{"/where", "哪里", "哪儿", "在哪", "地点", "地址", "投票站", "where"}},
		{asksWhen, []string{"/when", "什么时候", "啥时候", "几点", "几号", "哪天", "何时", "时间", "when"}},
	}
}

// asked finds the question in what was said, in small letters.
func asked(text string) (voterQuestion, bool) {
	for _, q := range voterQuestions() {
		for _, w := range q.words {
			if strings.Contains(text, w) {
				return q.question, true
			}
		}
	}
	return "", false
}

// answersMost is how many questions a group is answered in a minute; Telegram
// takes 20 messages a minute to a group, and announcements come first.
const answersMost = 8

// answerIn answers a question in a bound group, from what the roster says of a
// village and nothing else.
func (b *Bot) answerIn(ctx context.Context, c *store.Commit, s *store.Store, t turn, q voterQuestion, text string) error {
	_, bound, err := groupOf(ctx, s, t.chat)
	if err != nil {
		return err
	}
	if !bound {
		b.point(c, s, t)
		return nil
	}
	n, err := s.AskedIn(ctx, t.chat, b.now())
	if err != nil || n > answersMost {
		return err
	}
	m := plain(answer(s.Town(), q, text, b.name, s.Town().Today(b.now())).In(s.Town().Language))
	m.Quiet = true
	addTo(c, t, m)
	return nil
}

// answer is what is said to a question, of the villages that are named in it. A
// village with two elections has an answer for each.
func answer(t *election.Town, q voterQuestion, text, bot string, today election.Date) election.Phrase {
	units := named(t, text)
	if len(units) == 0 && len(t.Units) == 1 {
		units = t.Units
	}
	if q == asksBring && len(units) == 0 {
		return wordsBring()
	}
	if len(units) == 0 {
		return wordsWhichVillage(bot, t.Units[0].Name)
	}
	var all election.Phrase
	for i, u := range units[:min(len(units), namedMost)] {
		line := wordsPlace(t.ElectionOf(u), u, today)
		if i > 0 {
			line = say("%s\n%s", "%s\n%s").With(all, line)
		}
		all = line
	}
	if q == asksBring {
		all = say("%s\n%s", "%s\n%s").With(all, wordsBring())
	}
	return all
}

// namedMost is for how many villages one answer is given.
const namedMost = 4

// named are the units whose name stands in a text, also without 村 or 社区.
func named(t *election.Town, text string) []election.Unit {
	var full, short []election.Unit
	for _, u := range t.Units {
		name := strings.ToLower(u.Name)
		stem := strings.TrimSuffix(strings.TrimSuffix(name, "村"), "社区")
		switch {
		case strings.Contains(text, name):
			full = append(full, u)
		case len([]rune(stem)) > 1 && strings.Contains(text, stem):
			short = append(short, u)
		}
	}
	if len(full) > 0 {
		return full
	}
	return short
}
