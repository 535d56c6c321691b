package bot

import (
	"context"
	"fmt"
	"html"
	"slices"
	"strconv"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// reachable notes that a person blocked the bot, or came back. Who can do something
// about a block is told of it.
func (d *desk) reachable(ctx context.Context, in bool) error {
	if in {
		return d.store.Unreachable(ctx, d.turn.chat, "")
	}
	if err := d.store.Unreachable(ctx, d.turn.chat, "blocked"); err != nil || d.person.Unknown {
		return err
	}
	return d.tellBlocked(ctx)
}

// tellBlocked tells the office, and the leaders of an officer's areas, that the
// person cannot be reached any more.
func (d *desk) tellBlocked(ctx context.Context) error {
	town := d.store.Town()
	var people []election.PersonID
	for _, id := range d.person.Units {
		u, _ := town.Unit(id)
		for _, p := range town.LeadersOf(u) {
			if r, _ := town.Person(p).RungOf(u); r == election.LeaderRung && p != d.person.ID && !slices.Contains(people, p) {
				people = append(people, p)
			}
		}
	}
	for _, user := range town.Office {
		if user != d.turn.user {
			people = append(people, election.OfficePerson(user))
		}
	}
	to, err := d.addressees(ctx, people)
	for _, a := range to {
		d.sendTo(a.user, store.Message{Class: store.ClassAlert, Text: document.Blocked(town, d.person, a.lang)})
	}
	return err
}

// lostGroup tells the office that announcements reach a group no more. muted means
// that the bot is still in it and may not write.
func (b *Bot) lostGroup(ctx context.Context, c *store.Commit, s *store.Store, t turn, muted bool) error {
	g, bound, err := s.Group(ctx, t.chat)
	if err != nil || !bound {
		return err
	}
	languages, err := s.Languages(ctx, s.Town().Office...)
	if err != nil {
		return err
	}
	for i, user := range s.Town().Office {
		c.Messages = append(c.Messages, store.Message{ID: fmt.Sprintf("%d.lost@%d", t.update, user), Chat: user, Class: store.ClassAlert,
			Text: html.EscapeString(wordsLostGroup(g, muted).In(languages[i]))})
	}
	return nil
}

func wordsLostGroup(g store.Group, muted bool) election.Phrase {
	name := g.Title
	if name == "" {
		name = strconv.FormatInt(g.Chat, 10)
	}
	if muted {
		return say("⚠️ 机器人在群“%s”里被禁言，公告发不到那里。请群主在群设置里恢复机器人的发言权限，或设为管理员。",
			"⚠️ The bot may no longer write in the group “%s”; announcements cannot be posted there. Its owner can let it write again, or make it an administrator.").With(name)
	}
	return say("⚠️ 机器人已被移出群“%s”，公告不再发到那里。还要用的，请把机器人重新加进群，再点“绑定”。",
		"⚠️ The bot was removed from the group “%s”; announcements no longer go there. To use it again, add the bot to the group and tap the button that binds it.").With(name)
}
