package reminders

import (
	"context"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

const (
	closeNotice = 7 // the office is told this many days before
	closeHour   = 9 // the hour of the day when it is done
)

// closing destroys the personal data of the town when its day has come, and
// reports whether that has been done. The office is told a week before, and
// afterwards. If nothing ran and the office was not told, the week begins when
// it is told.
func (r *Reminders) closing(ctx context.Context) (closed bool) {
	closed, err := r.closeOut(ctx)
	if err != nil && ctx.Err() == nil {
		r.o.Log.Error("close the town", "town", r.store.Town().ID, "error", err)
	}
	return closed
}

func (r *Reminders) closeOut(ctx context.Context) (closed bool, err error) {
	town, now := r.store.Town(), r.o.Now().In(r.store.Town().Location)
	at, err := r.store.Closed(ctx)
	if err != nil {
		return false, err
	}
	if !at.IsZero() {
		return true, r.tellClosed(ctx, at)
	}
	day := town.CloseOut
	if day.IsZero() || now.Before(day.AddDays(-closeNotice).At(0, 0, town.Location)) {
		return false, nil
	}
	job := "close:" + day.String()
	told, err := r.store.RanUntil(ctx, job)
	if err != nil {
		return false, err
	}
	if told.IsZero() {
		if err := r.tellOffice(ctx, job, now, wordsClosing(town, day)); err != nil {
			return false, err
		}
		return false, r.store.Ran(ctx, job, now)
	}
	if now.Before(day.At(closeHour, 0, town.Location)) || now.Before(told.Add((closeNotice-1)*24*time.Hour)) {
		return false, nil
	}
	if err := r.store.CloseOut(ctx, now); err != nil {
		return false, err
	}
	return true, r.tellClosed(ctx, now)
}

// tellClosed tells the office, once, that the town was closed.
func (r *Reminders) tellClosed(ctx context.Context, at time.Time) error {
	if r.o.Now().Sub(at) > 24*time.Hour { // told long ago; the marks of queued messages last only ten days
		return nil
	}
	return r.tellOffice(ctx, "closed", at, wordsClosed(r.store.Town()))
}

// tellOffice queues a message to everybody of the office, once for each job
// and time.
func (r *Reminders) tellOffice(ctx context.Context, job string, at time.Time, text election.Phrase) error {
	town := r.store.Town()
	languages, err := r.store.Languages(ctx, town.Office...)
	if err != nil {
		return err
	}
	for i, user := range town.Office {
		if err := r.enqueue(ctx, job, at, user, store.Message{Text: text.In(languages[i])}); err != nil {
			return err
		}
	}
	r.o.Wake()
	return nil
}

func wordsClosing(t *election.Town, day election.Date) election.Phrase {
	return election.Say("🗄 %s的个人信息将在 %s（%02d:00）销毁：账号绑定、聊天记录、电话、候选人和当选人的出生年月等。账本、合计和审计记录保留。\n要推迟，请在配置里改 close_out；要留底，请先导出并妥善保管。",
		"🗄 The personal data of %s will be destroyed on %s at %02d:00: registrations, messages, telephone numbers, dates of birth and the like. The journal, the sums and the audit stay.\nTo put it off, change close_out in the configuration; for a copy, export the town before and keep it safe.").
		With(t.Name, day, closeHour)
}

func wordsClosed(t *election.Town) election.Phrase {
	return election.Say("🗄 %s的个人信息已经销毁，账本、合计和审计记录保留。以前的导出文件、服务器备份和名册文件里还有，请按规定处理。",
		"🗄 The personal data of %s are destroyed; the journal, the sums and the audit stay. Earlier exports, backups of the server and the roster's file still have them: please deal with those.").
		With(t.Name)
}
