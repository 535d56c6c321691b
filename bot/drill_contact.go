package bot

import (
	"context"
	"fmt"
	"html"
	"strings"

	"huanjie/internal/cards"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// mayCall reports whether the person is given the telephones of a unit's people:
// who leads it, or reports for it; not who only observes or checks.
func (d *desk) mayCall(u election.Unit) bool { return d.person.Handles(u) }

// contacts sends how to reach the officers of a unit: a contact card of whoever
// has a telephone in the roster, else the name, which opens a chat with whoever
// is registered. (In the text and not on a button: Telegram refuses a button to
// people who do not let themselves be found.)
func (d *desk) contacts(ctx context.Context, u election.Unit) error {
	if !d.mayCall(u) {
		d.answer(wordsDeadButton())
		return nil
	}
	users, err := d.store.Bound(ctx, u.Officers...)
	if err != nil {
		return err
	}
	d.looked("contact", string(u.ID), namesOf(u.Officers))
	var lines []string
	for i, p := range u.Officers {
		name := html.EscapeString(string(p))
		if users[i] != 0 {
			name = fmt.Sprintf(`<a href="tg://user?id=%d">%s</a>`, users[i], name)
		}
		lines = append(lines, "☎ "+name+html.EscapeString(wordsReach(u.Phones[p], users[i] != 0).In(d.lang)))
		if phone := u.Phones[p]; phone != "" {
			d.send(store.Message{Contact: &store.Contact{Name: fmt.Sprintf("%s %s", u.Name, p), Phone: phone}})
		}
	}
	m := store.Message{Text: "<b>" + html.EscapeString(u.Name) + "</b>\n" + strings.Join(lines, "\n")}
	m.Buttons = [][]store.Button{{cards.Way{To: cards.ToUnit, Unit: u.ID}.Button(wordsBack(), d.lang)}}
	return d.show(ctx, m)
}

func namesOf(people []election.PersonID) string {
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = string(p)
	}
	return strings.Join(names, "、")
}
