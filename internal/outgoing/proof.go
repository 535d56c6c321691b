package outgoing

import (
	"context"
	"errors"
	"html"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/proofread"
	"huanjie/internal/store"
)

// proofOf checks a draft with the current rights of whoever sent it. A Word file
// comes back with comments; of a text, and of what cannot be read, there is only
// the caption.
func (s *Sender) proofOf(ctx context.Context, st *store.Store, p store.Paper) (page, error) {
	town, l := st.Town(), election.ParseLanguage(p.Language)
	raw, err := s.Fetch(ctx, p.File)
	if errors.Is(err, errGone) {
		return page{text: wordsNotFetched().In(l)}, nil
	}
	if err != nil {
		return page{}, err
	}
	d, err := proofread.ReadDraft(raw, s.Decode)
	if unreadable := (*proofread.Unreadable)(nil); errors.As(err, &unreadable) {
		return page{text: html.EscapeString(unreadable.Why.In(l))}, nil
	}
	if err != nil {
		return page{}, err
	}
	reader := town.Person(p.Reader)
	states, err := seenBy(ctx, st, reader)
	if err != nil {
		return page{}, err
	}
	for i, u := range states {
		states[i] = u.For(reader, p.User)
	}
	found, ok := s.check(d.Text, proofread.RecordsOf(town, states))
	if !ok {
		return page{text: wordsNotChecked().In(l)}, nil
	}
	if d.Word == nil {
		return page{text: Proof(d.Text, found, l)}, nil
	}
	data, err := d.Word.Comment(found, l)
	return page{file: upload(p.Name, data), text: listed(wordsWrong(len(found)), proofread.Lines(d.Text, found, l), wordsMoreWrong, l, longestCaption)}, err
}

// check checks a text of a stranger's making: whatever it is, the others' messages
// go on being sent.
func (s *Sender) check(text string, r proofread.Records) (found []proofread.Finding, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			s.Log.Error("draft not checked", "panic", r)
			found, ok = nil, false
		}
	}()
	return proofread.CheckWith(text, r), true
}

// Proof says what is wrong in a draft, as the HTML of one message.
func Proof(text string, found []proofread.Finding, l election.Language) string {
	return listed(wordsWrong(len(found)), proofread.Lines(text, found, l), wordsMoreWrong, l, longestText)
}

// listed is a list as HTML in at most so many characters. What does not fit is
// counted.
func listed(head election.Phrase, lines []string, more func(int) election.Phrase, l election.Language, most int) string {
	var b strings.Builder
	b.WriteString(html.EscapeString(head.In(l)))
	left := most - utf8.RuneCountInString(head.In(l)) - len(more(len(lines)).In(l)) - 1
	for i, line := range lines {
		line = short(line)
		if left -= utf8.RuneCountInString(line) + 1; left < 0 {
			b.WriteString("\n" + more(len(lines)-i).In(l))
			break
		}
		b.WriteString("\n" + html.EscapeString(line))
	}
	return b.String()
}

// longestLine is how many characters a line of a list may have.
const longestLine = 160

// short cuts a line that is too long to be read in a list.
func short(line string) string {
	if r := []rune(line); len(r) > longestLine {
		return string(r[:longestLine-1]) + "…"
	}
	return line
}
