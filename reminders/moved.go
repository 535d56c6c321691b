package reminders

import (
	"context"
	"fmt"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// moved tells everybody who has to do with an election, once, that its polling
// day is another than the one they were told last.
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
		text := document.Moved(e.On(told), e, to.lang)
		if to.person.Office {
			text += "\n" + election.Say("已发到群里的公告不会自己改：发“公告”，选“改”原来那一条。", "Announcements in the groups do not change by themselves: send “announce” and change the one that was posted.").In(to.lang)
		}
		if err := r.enqueue(ctx, job, e.PollingDay.At(0, 0, r.store.Town().Location), to.user, store.Message{Text: text}); err != nil {
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
