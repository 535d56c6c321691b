package outgoing

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// What goes around the library ends as it does there, whatever Telegram answers.
func TestTheCallsOfEachStepEndAsInTheLibrary(t *testing.T) {
	t.Parallel()
	answer, asked := "", ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body) // compared below
		asked = r.URL.Path + " " + r.Header.Get("Content-Type") + " " + string(body)
		if strings.HasSuffix(answer, "...") {
			w.Header().Set("Content-Length", "1000")
		}
		_, _ = io.WriteString(w, strings.TrimSuffix(answer, "..."))
	}))
	defer server.Close()
	api, err := Dial("1:secret", server.URL, &http.Client{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	p := &tg.SendMessageParams{ChatID: int64(7), Text: `1 < 2 & "三"`, ParseMode: models.ParseModeHTML, LinkPreviewOptions: noPreview(),
		ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "✅", CallbackData: "yes"}}}}}
	for _, answer = range []string{
		`{"ok":true,"result":{"message_id":5,"date":1,"text":"x"}}`,
		`{"ok":true,"result":{"message_id":"5"}}`,
		`{"ok":true,"result":true}`,
		`{"ok":true,"result":null}`,
		`{"ok":true}`,
		`{"ok":true,"result":{"message_id":5,"te...`,
		`{"ok":false,"error_code":400,"description":"Bad Request: message is not modified"}`,
		`{"ok":false,"error_code":400,"description":"group","parameters":{"migrate_to_chat_id":-100}}`,
		`{"ok":false,"error_code":401,"description":"Unauthorized"}`,
		`{"ok":false,"error_code":403,"description":"bot was blocked"}`,
		`{"ok":false,"error_code":404,"description":"Not Found"}`,
		`{"ok":false,"error_code":409,"description":"Conflict"}`,
		`{"ok":false,"error_code":429,"description":"slow","parameters":{"retry_after":3}}`,
		`{"ok":false,"error_code":502,"description":"Bad Gateway"}`,
		`{"ok":false,"error_code":400,"descr...`,
		`<html>a proxy</html>`,
	} {
		theirs, want := api.Bot.SendMessage(t.Context(), p)
		ours, got := api.SendMessage(t.Context(), p)
		switch {
		case (got == nil) != (want == nil), unsure(got) != unsure(want), malformed(got) != malformed(want), unreachable(got) != unreachable(want):
			t.Errorf("%s: %v, not %v", answer, got, want)
		case got == nil && ours.ID != theirs.ID:
			t.Errorf("%s: number %d, not %d", answer, ours.ID, theirs.ID)
		case got != nil && !unsure(got) && got.Error() != want.Error():
			t.Errorf("%s: %q, not %q", answer, got, want)
		}
	}
	where, kind, body := cut3(asked)
	var sent map[string]any
	if where != "/bot1:secret/sendMessage" || kind != "application/json" || json.Unmarshal([]byte(body), &sent) != nil || sent["text"] != p.Text || sent["parse_mode"] != "HTML" {
		t.Errorf("asked %s", asked)
	}
	server.Close()
	if _, err := api.SendMessage(t.Context(), p); err == nil || strings.Contains(err.Error(), "secret") || unsure(err) {
		t.Errorf("with nobody there: %v", err)
	}
}

func cut3(s string) (a, b, c string) {
	a, s, _ = strings.Cut(s, " ")
	b, c, _ = strings.Cut(s, " ")
	return a, b, c
}
