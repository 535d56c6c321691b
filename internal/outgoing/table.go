package outgoing

import (
	"context"
	"errors"
	"html"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// tableGap parts what is said of a table from what it says.
const tableGap = "\n\n"

// tableOf is what a table says, as its sender would type it. Only one that can be read keeps
// its button, which opens the report.
func (s *Sender) tableOf(ctx context.Context, p store.Paper) (page, error) {
	l := election.ParseLanguage(p.Language)
	raw, err := s.Fetch(ctx, p.File)
	if errors.Is(err, errGone) {
		return page{text: wordsTableGone().In(l), plain: true}, nil
	}
	if err != nil {
		return page{}, err
	}
	text, note, wrong := s.Table(raw)
	if wrong.IsZero() && utf8.RuneCountInString(text) > longestTable {
		wrong = say("太长，请分几张发", "it is too long: send it in several parts")
	}
	if !wrong.IsZero() {
		return page{text: html.EscapeString(TableNotRead(wrong).In(l)), plain: true}, nil
	}
	said := wordsTable(p.Name).In(l)
	if !note.IsZero() {
		said += "\n⚠️ " + note.In(l)
	}
	return page{text: html.EscapeString(said + tableGap + text)}, nil
}

// longestTable is how many characters of a table one message takes, beside what is said of it.
const longestTable = 3500

// TableText is what a table says, of the message that the sender made of it.
func TableText(message string) string {
	_, text, _ := strings.Cut(message, tableGap)
	return strings.TrimSpace(text)
}

func wordsTable(name string) election.Phrase {
	return say("📄 %s 读出来是下面这些，还没有上报。请打开核对、确认。", "📄 %s says this. It is not reported yet: open, check and confirm it.").With(name)
}

func wordsTableGone() election.Phrase {
	return say("这张表没有取到，什么都没有记下：请再发一次。", "The table could not be fetched and nothing is recorded: send it again.")
}

// TableNotRead says why a table is not read.
func TableNotRead(why election.Phrase) election.Phrase {
	return say("这张表没有读成当选人员或到会情况：%s。", "The table is not read as a list of the elected or of an attendance: %s.").With(why)
}
