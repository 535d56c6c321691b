package bot

import (
	"bytes"
	"context"
	"fmt"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// paper sends a message whose document is made now. It is some ten thousand
// bytes, so that every try makes its own.
func (b *Bot) paper(ctx context.Context, st *store.Store, m store.Message, mode models.ParseMode) (*models.Message, error) {
	name, data, err := b.draft(ctx, st, *m.Paper)
	if err != nil {
		return nil, fmt.Errorf("%w: make %s: %w", errNotSent, m.Paper.Kind, err)
	}
	return b.api.SendDocument(ctx, &tg.SendDocumentParams{ChatID: m.Chat, Document: &models.InputFileUpload{Filename: name, Data: bytes.NewReader(data)},
		Caption: m.Text, ParseMode: mode, DisableNotification: m.Quiet, ReplyMarkup: keyboard(m)})
}

// draft makes a document and names its file.
func (b *Bot) draft(ctx context.Context, st *store.Store, p store.Paper) (name string, data []byte, err error) {
	if p.Kind == store.LedgerPaper {
		data, err = b.ledgerOf(ctx, st, p)
		return string(st.Town().ID) + "-" + b.now().In(st.Town().Location).Format("0102-1504") + ".xlsx", data, err
	}
	e, ok := st.Town().Election(p.Election)
	if !ok || p.Kind != store.CalendarPaper {
		return "", nil, fmt.Errorf("there is no %s of election %q", p.Kind, p.Election)
	}
	var file bytes.Buffer
	err = document.Calendar(&file, st.Town(), e, election.ParseLanguage(p.Language), b.now())
	return string(e.ID) + ".ics", file.Bytes(), err
}
