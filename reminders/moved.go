package reminders

import (
	"context"
	"fmt"
	"html"
	"slices"

	"huanjie/internal/announce"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// moved tells everybody concerned with an election, once, that its polling day
// has changed since they were last told.
func (r *Reminders) moved(ctx context.Context) error {
	for _, e := range r.store.Town().Elections {
		told, err := r.store.ToldDay(ctx, e.ID)
		if err != nil {
			return err
		}
		if told == e.PollingDay {
			continue
		}
		if !told.IsZero() {
			if err := r.tellMoved(ctx, e, told); err != nil {
				return err
			}
		}
		if err := r.store.TellDay(ctx, e.ID, e.PollingDay); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reminders) tellMoved(ctx context.Context, e election.Election, told election.Date) error {
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	job := fmt.Sprintf("moved:%s:%s:%s", e.ID, told, e.PollingDay)
	for _, to := range readers {
		if !r.concerned(e, to.person) {
			continue
		}
		text := document.Moved(e.On(told), e, to.lang, r.store.Town().Today(r.o.Now()))
		if to.person.Office {
			text += "\n" + election.Say("群里用模板发的选举日公告会自动改好，并请联络员重新确认；自己写的公告要自己改：发“公告”，选“改”那一条。", "Announcements of the polling day that were made from the template are changed by themselves, and the villages confirm them again; change what was written in your own words: send “announce”.").In(to.lang)
		}
		if err := r.enqueue(ctx, job, e.PollingDay.At(0, 0, r.store.Town().Location), to.user, store.Message{Text: text}); err != nil {
			return err
		}
	}
	return r.tellGroups(ctx, job, e, told)
}

// tellGroups tells the groups that the polling day has moved. Groups are not
// notified of edits.
func (r *Reminders) tellGroups(ctx context.Context, job string, e election.Election, told election.Date) error {
	posted, err := r.store.Posted(ctx, 20)
	if err != nil {
		return err
	}
	wasTold := func(a election.Announcement) bool { return a.Election == e.ID && a.Kind.Dated() }
	if !slices.ContainsFunc(posted, wasTold) {
		return nil
	}
	groups, err := r.store.Groups(ctx)
	if err != nil {
		return err
	}
	l := r.store.Town().Language
	text := election.Say("📅 %s改期：原定%s，改为%s。以本群公告为准。", "📅 %s: the polling day has moved from %s to %s. See the announcement in this group.").
		With(e.Kind.Name(), told.Say(r.store.Town().Today(r.o.Now())), e.PollingDay.Say(told)).In(l)
	for _, g := range groups {
		m := announce.ToTopic(store.Message{Text: html.EscapeString(text)}, g)
		if err := r.enqueue(ctx, job, e.PollingDay.At(0, 0, r.store.Town().Location), g.Chat, m); err != nil {
			return err
		}
	}
	return nil
}

// concerned reports whether a person sees any unit of an election.
func (r *Reminders) concerned(e election.Election, p election.Person) bool {
	for _, u := range r.store.Town().Units {
		if u.Election == e.ID && p.MaySee(u) {
			return true
		}
	}
	return false
}
