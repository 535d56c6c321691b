package outgoing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
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
	drawAside  = 2                // charts drawn at once: each takes some 15 MB and a core
)

// easel makes sure that the same pictures are drawn and uploaded only once.
// Other receivers wait, then send the uploaded files.
type easel struct {
	room chan struct{} // a place for each chart being drawn
	mu   sync.Mutex
	busy map[string]chan struct{} // by the pictures' name; closed when they are done
}

func newEasel() *easel {
	return &easel{room: make(chan struct{}, drawAside), busy: map[string]chan struct{}{}}
}

// enter waits until nobody else works on these pictures. The caller must call
// leave.
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

// pictures sends a message's pictures. They are drawn and uploaded for the
// first receiver; the others get Telegram's files. A failure is retried and
// given up as for any message; then the text after it is sent.
func (s *shift) pictures(ctx context.Context, p *parcel, m store.Message) error {
	s.drop(ctx, &p.permit) // drawing takes longer than a place may be held
	leave, err := s.easel.enter(ctx, m.Pictures.Name())
	if err != nil {
		return fmt.Errorf("%w: %w", errNotSent, err)
	}
	leave = sync.OnceFunc(leave)
	defer leave()
	drawn, err := p.store.Drawn(ctx, *m.Pictures)
	if err != nil {
		return fmt.Errorf("%w: %w", errNotSent, err)
	}
	if len(drawn.Files) > 0 {
		leave()
		_, err := s.show(ctx, p, m, drawn, nil)
		if !malformed(err) {
			return err
		}
		s.Log.Warn("pictures uploaded again", "pictures", m.Pictures.Name(), "error", s.clean(err))
	}
	return s.alone(ctx, p, m)
}

// alone uploads pictures unless another replica is doing so; then the next try
// sends that replica's files.
func (s *shift) alone(ctx context.Context, p *parcel, m store.Message) error {
	mine, err := p.store.ClaimPictures(ctx, *m.Pictures, s.Who, lease)
	if err != nil {
		return fmt.Errorf("%w: %w", errNotSent, err)
	}
	if !mine {
		return errElsewhere
	}
	s.draws(p, m.Pictures)
	err = s.upload(ctx, p, m)
	s.draws(p, nil)
	if err != nil {
		return err
	}
	if err := p.store.ReleasePictures(ctx, *m.Pictures, s.Who); err != nil {
		s.Log.Debug("release pictures", "error", err) // the claim expires
	}
	return nil
}

// draws makes renew keep the claim on some pictures, until it is called with
// nil.
func (s *shift) draws(p *parcel, pictures *store.Pictures) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p.drawing = pictures
}

// upload draws pictures, sends them, and remembers the files.
func (s *shift) upload(ctx context.Context, p *parcel, m store.Message) error {
	drawn, charts, err := s.draw(ctx, p.store, *m.Pictures)
	if err != nil {
		return fmt.Errorf("%w: draw %s: %w", errNotSent, m.Pictures.Name(), err)
	}
	if drawn.Files, err = s.show(ctx, p, m, drawn, charts); err != nil {
		return err
	}
	if len(drawn.Files) == 0 {
		s.Log.Warn("no ids of the pictures in the answer: the next receiver's are drawn again", "pictures", m.Pictures.Name())
		return nil
	}
	if err := p.store.Draw(ctx, *m.Pictures, drawn); err != nil { // they are delivered; the next receiver's are drawn again
		s.Log.Warn("remember pictures", "error", err)
	}
	return nil
}

// draw draws pictures. Their caption says which moment they show.
func (s *shift) draw(ctx context.Context, st *store.Store, p store.Pictures) (drawn store.Drawn, charts [][]byte, err error) {
	e, ok := st.Town().Election(p.Election)
	if !ok {
		return drawn, nil, fmt.Errorf("there is no election %s any more", p.Election)
	}
	sum, units, err := s.motif(ctx, st, e, p)
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
	return store.Drawn{Caption: marked(st, document.DigestCaption(sum, l))}, charts, nil
}

// motif reads what pictures show: the area at their moment, and the units to
// draw one by one. What was reported since is not in them, so that nobody sees a
// count in a picture that the text after it leaves out.
func (s *shift) motif(ctx context.Context, st *store.Store, e election.Election, p store.Pictures) (sum election.Summary, units []election.UnitState, err error) {
	past, err := st.AsOf(ctx, p.At, p.Without)
	if err != nil {
		return sum, nil, err
	}
	sum = past.Summary(e, p.Area)
	sum.Asked = s.Now()
	return sum, past.States(UnitsDrawn(st, sum, p.Charts)), nil
}

// UnitsDrawn returns the units that charts draw one by one: all that the summary is of,
// or none.
func UnitsDrawn(st *store.Store, sum election.Summary, charts []string) (ids []election.UnitID) {
	if sum.Roll.Units > document.UnitsOf(charts) {
		return nil
	}
	for _, u := range st.Town().Units {
		left := slices.ContainsFunc(sum.Without, func(w election.Unit) bool { return w.ID == u.ID })
		if u.Election == sum.Election.ID && sum.Area.Holds(u.Area) && !left {
			ids = append(ids, u.ID)
		}
	}
	return ids
}

// paint draws one chart. It is drawn even if no font has some of its
// characters.
func (s *shift) paint(ctx context.Context, chart string, sum election.Summary, units []election.UnitState, l election.Language) ([]byte, error) {
	select {
	case s.easel.room <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-s.easel.room }()
	var png bytes.Buffer
	err := document.DrawDigest(&png, chart, sum, units, l)
	if missing, ok := errors.AsType[*document.MissingGlyphs](err); ok {
		s.Log.Warn("picture with boxes for characters", "chart", chart, "town", sum.Town, "error", missing)
		return png.Bytes(), nil
	}
	return png.Bytes(), err
}

// undrawable reports whether a picture has failed for good, so that its text is
// sent alone: Telegram refuses it, gave no answer twice, or nothing was sent in
// several tries.
func (s *shift) undrawable(p *parcel, m store.Message, err error) bool {
	if malformed(err) || errors.Is(err, errPerhaps) {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.failed[p.lane]
	return errors.Is(err, errNotSent) && f.message == m.ID && f.alone >= sendsMost-1
}

// show sends pictures, newly drawn or already uploaded: one as a photo, with the
// message's text if there is one; several as an album. Without a text they are
// silent, since the text after them rings. It returns their file ids; none if the
// answer does not tell all of them.
func (s *shift) show(ctx context.Context, p *parcel, m store.Message, drawn store.Drawn, charts [][]byte) (files []string, err error) {
	n := max(len(charts), len(drawn.Files))
	err = s.once(ctx, p, m, func() error {
		return s.request(ctx, &p.permit, n, uploadTime, func(ctx context.Context) error {
			sent, err := s.sendPictures(ctx, m, drawn, charts, n)
			if err != nil {
				return err
			}
			files = fileIDs(sent, n)
			return nil
		})
	})
	return files, err
}

// fileIDs returns the file ids of n sent pictures, or nil.
func fileIDs(sent []*models.Message, n int) (files []string) {
	for _, one := range sent {
		if len(one.Photo) > 0 {
			files = append(files, one.Photo[len(one.Photo)-1].FileID) // the largest
		}
	}
	if len(files) != n {
		return nil
	}
	return files
}

func (s *shift) sendPictures(ctx context.Context, m store.Message, drawn store.Drawn, charts [][]byte, n int) ([]*models.Message, error) {
	if n == 1 {
		with := &tg.SendPhotoParams{ChatID: m.Chat, AllowPaidBroadcast: s.Pace.Paid, MessageThreadID: m.Topic, Photo: photo(drawn, charts),
			Caption: drawn.Caption, ParseMode: models.ParseModeHTML, DisableNotification: true}
		if m.Text != "" {
			with.Caption, with.DisableNotification, with.ReplyMarkup = m.Text, m.Quiet, keyboard(m)
		}
		one, err := s.API.SendPhoto(ctx, with)
		return []*models.Message{one}, err
	}
	return s.API.SendMediaGroup(ctx, &tg.SendMediaGroupParams{ChatID: m.Chat, AllowPaidBroadcast: s.Pace.Paid, MessageThreadID: m.Topic, Media: album(drawn, charts),
		DisableNotification: true})
}

// photo returns one picture to send. It is a reader, so every try needs a new
// one.
func photo(drawn store.Drawn, charts [][]byte) models.InputFile {
	if len(charts) == 0 {
		return &models.InputFileString{Data: drawn.Files[0]}
	}
	return &models.InputFileUpload{Filename: "1.png", Data: bytes.NewReader(charts[0])}
}

// album returns several pictures to send, with the caption below the first.
// Like photo, it serves one try.
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
