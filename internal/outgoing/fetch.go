package outgoing

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	tg "github.com/go-telegram/bot"
)

// FileMaxBytes is how large a file may be that a bot can fetch from Telegram.
const FileMaxBytes = 20 << 20

// fetchTime is for fetching one file.
const fetchTime = time.Minute

// errGone is that Telegram does not give a file out, now or later.
var errGone = errors.New("the file is not given out by Telegram")

// Fetch reads a file that somebody sent to the bot.
func (s *Sender) Fetch(ctx context.Context, id string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, fetchTime)
	defer cancel()
	f, err := s.API.GetFile(ctx, &tg.GetFileParams{FileID: id})
	switch {
	case errors.Is(err, tg.ErrorBadRequest), errors.Is(err, tg.ErrorNotFound):
		return nil, fmt.Errorf("%w: %w", errGone, s.clean(err))
	case err != nil:
		return nil, s.clean(err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.API.FileDownloadLink(f), nil)
	if err != nil {
		return nil, s.clean(err)
	}
	answer, err := s.Client.Do(r)
	if err != nil {
		return nil, s.clean(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%w: %s", errGone, answer.Status)
	}
	data, err := io.ReadAll(io.LimitReader(answer.Body, FileMaxBytes+1))
	if err == nil && len(data) > FileMaxBytes {
		err = errGone
	}
	return data, err
}
