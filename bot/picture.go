package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

const (
	uploadTime = 60 * time.Second // for one request: half a megabyte over a slow line
	unitsDrawn = 60               // of an area with more of them only its areas are drawn
	drawAside  = 2                // charts drawn at once: each takes some 15 MB and a core
)

// easel sees to it that the same pictures are drawn and uploaded once: whoever
// else gets them waits and sends the files that are there by then.
type easel struct {
	room chan struct{} // a place for each chart being drawn
	mu   sync.Mutex
	busy map[string]chan struct{} // by the pictures' name; closed when they are done
}

func newEasel() *easel {
	return &easel{room: make(chan struct{}, drawAside), busy: map[string]chan struct{}{}}
}

// enter waits until nobody else works at some pictures; leave must be called.
func (e *easel) enter(ctx context.Context, name string) (leave func(), err error) {
	for {
		e.mu.Lock()
		others := e.busy[name]
		if others == nil {
			mine := make(chan struct{})
			e.busy[name] = mine
			e.mu.Unlock()
			return func() {
				e.mu.Lock()
				defer e.mu.Unlock()
				delete(e.busy, name)
				close(mine)
			}, nil
		}
		e.mu.Unlock()
		select {
		case <-others:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// pictures sends a message's pictures. The first who gets them has them drawn
// and uploaded; for the others Telegram has the files. What fails is tried again
// like any message, and given up like any: the text behind it waits no longer.
func (s *sender) pictures(ctx context.Context, st *store.Store, m store.Message) error {
	leave, err := s.easel.enter(ctx, m.Pictures.Name())
	if err != nil {
		return err
	}
	leave = sync.OnceFunc(leave)
	defer leave()
	drawn, err := st.Drawn(ctx, *m.Pictures)
	if err != nil {
		return err
	}
	if len(drawn.Files) > 0 {
		leave()
		_, err := s.show(ctx, m, drawn, nil)
		if !malformed(err) {
			return err
		}
		s.bot.log.Warn("pictures uploaded again", "pictures", m.Pictures.Name(), "error", s.bot.clean(err))
	}
	return s.upload(ctx, st, m)
}

// upload draws pictures, sends them, and remembers the files.
func (s *sender) upload(ctx context.Context, st *store.Store, m store.Message) error {
	drawn, charts, err := s.draw(ctx, st, *m.Pictures)
	if err != nil {
		return fmt.Errorf("draw %s: %w", m.Pictures.Name(), err)
	}
	if drawn.Files, err = s.show(ctx, m, drawn, charts); err != nil {
		return err
	}
	if err := st.Draw(ctx, *m.Pictures, drawn); err != nil { // they are delivered: the next one draws again
		s.bot.log.Warn("remember pictures", "error", err)
	}
	return nil
}

// draw draws pictures of how things stand now, which their caption says.
func (s *sender) draw(ctx context.Context, st *store.Store, p store.Pictures) (drawn store.Drawn, charts [][]byte, err error) {
	e, ok := st.Town().Election(p.Election)
	if !ok {
		return drawn, nil, fmt.Errorf("there is no election %s any more", p.Election)
	}
	sum, err := st.Summary(ctx, e, p.Area, s.bot.now())
	if err != nil {
		return drawn, nil, err
	}
	units, err := unitsOfSummary(ctx, st, sum)
	if err != nil {
		return drawn, nil, err
	}
	l := election.ParseLanguage(p.Language)
	for _, chart := range p.Charts {
		png, err := s.paint(ctx, chart, sum, units, l)
		if err != nil {
			return drawn, nil, err
		}
		charts = append(charts, png)
	}
	return store.Drawn{Caption: document.DigestCaption(sum, l)}, charts, nil
}

// unitsOfSummary are the units that are drawn one by one: all of them, or none.
func unitsOfSummary(ctx context.Context, st *store.Store, sum election.Summary) ([]election.UnitState, error) {
	if sum.Roll.Units > unitsDrawn {
		return nil, nil
	}
	var ids []election.UnitID
	for _, u := range st.Town().Units {
		if u.Election == sum.Election.ID && sum.Area.Holds(u.Area) {
			ids = append(ids, u.ID)
		}
	}
	return st.States(ctx, ids)
}

// paint draws one chart. Characters that no font has do not keep it back.
func (s *sender) paint(ctx context.Context, chart string, sum election.Summary, units []election.UnitState, l election.Language) ([]byte, error) {
	select {
	case s.easel.room <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-s.easel.room }()
	var png bytes.Buffer
	err := document.DrawDigest(&png, chart, sum, units, l)
	if missing, ok := errors.AsType[*document.MissingGlyphs](err); ok {
		s.bot.log.Warn("picture with boxes for characters", "chart", chart, "town", sum.Town, "error", missing)
		return png.Bytes(), nil
	}
	return png.Bytes(), err
}

// show sends pictures, drawn just now or as the files they were uploaded as: one
// as a photo, several as an album. They come silently: the text that follows
// rings. It returns the files.
func (s *sender) show(ctx context.Context, m store.Message, drawn store.Drawn, charts [][]byte) (files []string, err error) {
	n := max(len(charts), len(drawn.Files))
	err = s.pace.run(ctx, n, uploadTime, func(ctx context.Context) error {
		var sent []*models.Message
		var err error
		if n == 1 {
			var one *models.Message
			one, err = s.bot.api.SendPhoto(ctx, &tg.SendPhotoParams{ChatID: m.Chat, Photo: photo(drawn, charts), Caption: drawn.Caption,
				ParseMode: models.ParseModeHTML, DisableNotification: true})
			sent = []*models.Message{one}
		} else {
			sent, err = s.bot.api.SendMediaGroup(ctx, &tg.SendMediaGroupParams{ChatID: m.Chat, Media: album(drawn, charts), DisableNotification: true})
		}
		if err != nil {
			return err
		}
		for _, one := range sent {
			if len(one.Photo) == 0 {
				return errors.New("no id of a photo in the answer of Telegram")
			}
			files = append(files, one.Photo[len(one.Photo)-1].FileID) // the largest
		}
		return nil
	})
	return files, err
}

// photo is one picture to be sent. It reads from the start: every try needs a
// new one.
func photo(drawn store.Drawn, charts [][]byte) models.InputFile {
	if len(charts) == 0 {
		return &models.InputFileString{Data: drawn.Files[0]}
	}
	return &models.InputFileUpload{Filename: "1.png", Data: bytes.NewReader(charts[0])}
}

// album are several pictures to be sent, the caption below the first; as with
// photo, for one try.
func album(drawn store.Drawn, charts [][]byte) []models.InputMedia {
	var all []models.InputMedia
	for _, file := range drawn.Files {
		all = append(all, &models.InputMediaPhoto{Media: file})
	}
	for i, png := range charts {
		name := fmt.Sprintf("%d.png", i+1)
		all = append(all, &models.InputMediaPhoto{Media: "attach://" + name, MediaAttachment: bytes.NewReader(png)})
	}
	first := all[0].(*models.InputMediaPhoto)
	first.Caption, first.ParseMode = drawn.Caption, models.ParseModeHTML
	return all
}
