package reminders

import (
	"context"
	"errors"
	"fmt"
	"time"

	"huanjie/internal/cards"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// closing destroys the personal data of the town when its day has come, and
// reports whether that has been done. election.CloseOut says when that is, and
// what the office must have been told before.
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
	if town.CloseOut.IsZero() || now.Before(election.CloseOutBegins(town.CloseOut, town.Location)) {
		return false, nil
	}
	begun, err := r.store.Begun(ctx)
	if err != nil {
		return false, err
	}
	c, err := r.store.CloseOutOn(ctx, town.CloseOut)
	if err != nil {
		return false, err
	}
	if begun.IsZero() || !town.Today(begun).Before(town.CloseOut) {
		return false, r.neverCloses(ctx, c, now)
	}
	if c, err = r.noticed(ctx, c, now); err != nil {
		return false, err
	}
	switch c.Next(town.CloseOut, now, town.Location) {
	case election.CloseOutNotices:
		return false, r.noticeCloseOut(ctx, c, now)
	case election.CloseOutDestroys:
		return r.destroy(ctx, now)
	}
	return false, nil
}

// destroy closes the town, unless the clock of this host is known to be wrong.
func (r *Reminders) destroy(ctx context.Context, now time.Time) (closed bool, err error) {
	if off := r.off(); off.Abs() >= election.ClockWrong {
		return false, fmt.Errorf("the clock of this host is %v off: set it right first", off.Round(time.Second))
	}
	err = r.store.CloseOut(ctx, now)
	if errors.Is(err, store.ErrFiles) {
		r.o.Log.Error("the town is closed", "town", r.store.Town().ID, "error", err)
		err = r.tellOffice(ctx, "closed files", now, wordsFiles(r.store.Town()))
	}
	if err != nil {
		return false, err
	}
	return true, r.tellClosed(ctx, now)
}

// neverCloses tells the office, once, that a day lies before the town was
// begun, so that nothing is destroyed on it.
func (r *Reminders) neverCloses(ctx context.Context, c store.CloseOut, now time.Time) error {
	if c.Notices > 0 {
		return nil
	}
	r.o.Log.Error("the day of the destruction of personal data lies before the town was begun here: nothing is destroyed; set close_out, or use huanjie closeout",
		"town", r.store.Town().ID, "day", c.Day)
	if err := r.tellOffice(ctx, "close:"+c.Day.String(), now, wordsNeverCloses(r.store.Town())); err != nil {
		return err
	}
	c.CloseOut = c.Sent(now)
	return r.keepCloseOut(ctx, c)
}

// noticed finds out whether the last notice has arrived with anybody.
func (r *Reminders) noticed(ctx context.Context, c store.CloseOut, now time.Time) (store.CloseOut, error) {
	if !c.Pending {
		return c, nil
	}
	for _, user := range r.store.Town().Office {
		number, err := r.store.SentAs(ctx, user, noticeKey(c))
		if err != nil {
			return c, err
		}
		if number == 0 {
			continue
		}
		c.CloseOut = c.Arrived(now)
		if err := r.keepCloseOut(ctx, c); err != nil {
			return c, err
		}
		return r.store.CloseOutOn(ctx, c.Day)
	}
	return c, nil
}

// noticeCloseOut sends the office one more notice.
func (r *Reminders) noticeCloseOut(ctx context.Context, c store.CloseOut, now time.Time) error {
	if c.Pending {
		r.o.Log.Error("the notice that personal data are to be destroyed has reached nobody in the office: nothing is destroyed before one does",
			"town", r.store.Town().ID, "day", c.Day, "since", c.Noticed)
	}
	was := c.CloseOut
	c.CloseOut = c.Sent(now)
	err := r.toOffice(ctx, noticeKey(c), now, func(l election.Language) store.Message {
		m := cards.CloseOut(r.store.Town(), was, l)
		m.Key = noticeKey(c) // keeps under which number it was sent
		return m
	})
	if err != nil {
		return err
	}
	return r.keepCloseOut(ctx, c)
}

func noticeKey(c store.CloseOut) string { return fmt.Sprintf("close:%s:%d", c.Day, c.Notices) }

func (r *Reminders) keepCloseOut(ctx context.Context, c store.CloseOut) error {
	return r.store.Commit(ctx, store.Commit{CloseOut: &c})
}

// tellClosed tells the office, once, that the town was closed.
func (r *Reminders) tellClosed(ctx context.Context, at time.Time) error {
	if r.o.Now().Sub(at) > 24*time.Hour { // told long ago; the marks of queued messages last only ten days
		return nil
	}
	return r.tellOffice(ctx, "closed", at, wordsClosed(r.store.Town()))
}

// tellOffice queues a text to everybody of the office, once for each job and
// time.
func (r *Reminders) tellOffice(ctx context.Context, job string, at time.Time, text election.Phrase) error {
	return r.toOffice(ctx, job, at, func(l election.Language) store.Message { return store.Message{Text: text.In(l)} })
}

// toOffice queues a message to everybody of the office, once for each job and
// time.
func (r *Reminders) toOffice(ctx context.Context, job string, at time.Time, message func(election.Language) store.Message) error {
	town := r.store.Town()
	languages, err := r.store.Languages(ctx, town.Office...)
	if err != nil {
		return err
	}
	for i, user := range town.Office {
		if err := r.enqueue(ctx, job, at, user, message(languages[i])); err != nil {
			return err
		}
	}
	r.o.Wake()
	return nil
}

func wordsNeverCloses(t *election.Town) election.Phrase {
	return election.Say("🗄 %s的个人信息本应在 %s 销毁，但那一天在本镇启用之前，所以不会自动销毁。最后一个选举日 %s 对不对？请在配置里改 polling_day，或写上 close_out。",
		"🗄 The personal data of %s were to be destroyed on %s, which is before the town was begun here. So nothing is destroyed by itself. Is the last polling day, %s, right? "+
			"Change polling_day in the configuration, or write close_out.").
		With(t.Name, t.CloseOut.InFull(), t.LastPollingDay().InFull())
}

func wordsClosed(t *election.Town) election.Phrase {
	return election.Say("🗄 %s的个人信息已经销毁，账本、合计和审计记录保留。这些地方够不着，里面还有，请按规定处理：以前的导出文件，服务器和 Redis 的备份、从库，名册文件，各人手机和群里的 Telegram 聊天记录。",
		"🗄 The personal data of %s are destroyed; the journal, the sums and the audit stay. These are out of reach and still have them, please deal with those: earlier exports, "+
			"backups of the server and of Redis, its replicas, the roster's file, and what stands in Telegram's chats and groups.").
		With(t.Name)
}

func wordsFiles(t *election.Town) election.Phrase {
	return election.Say("⚠️ %s：Redis 自己的旧文件里可能还有个人信息，没能确认已重写。请技术人员在 Redis 上执行 BGREWRITEAOF 和 BGSAVE。",
		"⚠️ %s: the old files of Redis may still hold personal data; it is not known whether they were written anew. Have BGREWRITEAOF and BGSAVE run on Redis.").With(t.Name)
}
