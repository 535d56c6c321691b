package outgoing

import (
	"context"
	"encoding/json"
	"io"

	tg "github.com/go-telegram/bot"

	"huanjie/internal/store"
)

// Hook is the answer to Telegram's call of a webhook. It may carry one call of a method in place of
// a request, whose result nobody learns. So only the answer to a tap goes there: the number of a message
// would not be known (core.telegram.org/bots/api, "Making requests when getting updates").
type Hook struct{ body []byte }

type hookKey struct{}

// WithHook lets the answer to a tap go with a hook, if the tap is committed under the context. The
// caller handles one update, in one goroutine, and then writes the hook.
func WithHook(ctx context.Context, h *Hook) context.Context {
	return context.WithValue(ctx, hookKey{}, h)
}

// Write writes what the hook carries; nothing if that is nothing.
func (h *Hook) Write(w io.Writer) error {
	_, err := w.Write(h.body)
	return err
}

// Empty reports whether it carries nothing.
func (h *Hook) Empty() bool { return len(h.body) == 0 }

// carries has the hook of a context carry the answer to a tap, if there is one that is empty.
func carries(ctx context.Context, st *store.Store, a store.Answer) bool {
	h, is := ctx.Value(hookKey{}).(*Hook)
	if !is || !h.Empty() {
		return false
	}
	body, err := json.Marshal(struct {
		Method string `json:"method"`
		*tg.AnswerCallbackQueryParams
	}{"answerCallbackQuery", tapAnswered(st, a)})
	h.body = body
	return err == nil
}
