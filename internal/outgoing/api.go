package outgoing

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// API is a client of Telegram. It is the library's, but for the calls that nearly every step makes:
// those go out as JSON, in one piece, and of their answers only what the bot uses is read. The
// library writes each as a multipart form through a pipe and a goroutine, and decodes the whole
// message that Telegram sends back, which took three times as much CPU. Errors are as the library
// makes them. Calls with files, and rare ones, stay with the library.
type API struct {
	*tg.Bot
	through buffered
	url     string // of a method without its name
	token   string
}

// SendMessage sends a message. Of what comes back only the number is read.
func (a *API) SendMessage(ctx context.Context, p *tg.SendMessageParams) (*models.Message, error) {
	return a.message(ctx, "sendMessage", p)
}

// EditMessageText changes a message. Of what comes back only the number is read.
func (a *API) EditMessageText(ctx context.Context, p *tg.EditMessageTextParams) (*models.Message, error) {
	return a.message(ctx, "editMessageText", p)
}

// AnswerCallbackQuery answers a tap.
func (a *API) AnswerCallbackQuery(ctx context.Context, p *tg.AnswerCallbackQueryParams) (done bool, err error) {
	err = a.call(ctx, "answerCallbackQuery", p, &done)
	return done, err
}

// DeleteMessage deletes a message.
func (a *API) DeleteMessage(ctx context.Context, p *tg.DeleteMessageParams) (done bool, err error) {
	err = a.call(ctx, "deleteMessage", p, &done)
	return done, err
}

func (a *API) message(ctx context.Context, method string, p any) (*models.Message, error) {
	var sent struct {
		ID int `json:"message_id"`
	}
	err := a.call(ctx, method, p, &sent)
	return &models.Message{ID: sent.ID}, err
}

// call calls a method and reads its result.
func (a *API) call(ctx context.Context, method string, params, result any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return fmt.Errorf("error build request for method %s, %w", method, err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, a.url+method, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("error create request for method %s, %w", method, err)
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := a.through.Client.Do(r)
	if err != nil {
		if failed, ok := errors.AsType[*url.Error](err); ok {
			failed.URL = strings.ReplaceAll(failed.URL, a.token, "***")
		}
		return fmt.Errorf("error do request for method %s, %w", method, err)
	}
	defer resp.Body.Close()
	raw, broken := io.ReadAll(resp.Body)
	told := answer{Result: result}
	if why := errors.Join(broken, json.Unmarshal(raw, &told)); why != nil {
		short := a.through.replies.short(method, raw, broken)
		if short == nil {
			return fmt.Errorf("error decode response body for method %s, %s, %w", method, raw, why)
		}
		told = answer{Result: result}
		if err := json.Unmarshal(short, &told); err != nil {
			return fmt.Errorf("error decode response body for method %s, %s, %w", method, raw, err)
		}
	}
	if !told.OK {
		return told.refusal(method)
	}
	return nil
}

// answer is what Telegram answers.
type answer struct {
	OK          bool   `json:"ok"`
	Result      any    `json:"result"`
	Description string `json:"description"`
	ErrorCode   int    `json:"error_code"`
	Parameters  struct {
		RetryAfter      int `json:"retry_after"`
		MigrateToChatID int `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// refusal is the library's error for an answer that does not say ok.
func (a answer) refusal(method string) error {
	switch a.ErrorCode {
	case http.StatusForbidden:
		return fmt.Errorf("%w, %s", tg.ErrorForbidden, a.Description)
	case http.StatusBadRequest:
		if chat := a.Parameters.MigrateToChatID; chat != 0 {
			return &tg.MigrateError{Message: fmt.Sprintf("%s: %s", tg.ErrorBadRequest, a.Description), MigrateToChatID: chat}
		}
		return fmt.Errorf("%w, %s", tg.ErrorBadRequest, a.Description)
	case http.StatusUnauthorized:
		return fmt.Errorf("%w, %s", tg.ErrorUnauthorized, a.Description)
	case http.StatusNotFound:
		return fmt.Errorf("%w, %s", tg.ErrorNotFound, a.Description)
	case http.StatusConflict:
		return fmt.Errorf("%w, %s", tg.ErrorConflict, a.Description)
	case http.StatusTooManyRequests:
		return &tg.TooManyRequestsError{Message: fmt.Sprintf("%s, %s", tg.ErrorTooManyRequests, a.Description), RetryAfter: a.Parameters.RetryAfter}
	}
	return fmt.Errorf("error response from telegram for method %s, %d %s", method, a.ErrorCode, a.Description)
}
