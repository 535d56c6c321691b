package bot

import (
	"context"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// Somebody may have to do with two towns, as a leader of both. Their chat is at home in
// one: there what they type goes, and its messages look as everybody's. Those of the
// other begin with its mark, and a tap on one goes to that town.

// tappedIn is the store of the town whose mark the tapped message bears, and otherwise
// that of the chat.
func (b *Bot) tappedIn(home *store.Store, t turn) *store.Store {
	w, ok := t.what.(tapped)
	if !ok || t.group || w.town == "" || w.town == home.Town().Name {
		return home
	}
	for id, s := range b.byID {
		if _, rehearses := id.Rehearsed(); !rehearses && s.Town().Name == w.town {
			return s
		}
	}
	return home
}

// elsewhere is another town in which the writer has something to do, and where their
// chat is at home; nil if there is none.
func (d *desk) elsewhere(ctx context.Context) (*store.Store, error) {
	s, err := d.bot.home(ctx, d.turn.chat, d.turn.user)
	if err != nil || s == d.store || s == d.bot.lobby {
		return nil, err
	}
	if _, rehearses := s.Town().ID.Rehearsed(); rehearses {
		return nil, nil
	}
	ses, err := s.Session(ctx, d.turn.user)
	if err != nil || s.Town().Person(ses.Binding.Person).Unknown && d.bot.office[d.turn.user] != s {
		return nil, err
	}
	return s, nil
}

// settle makes this town the home of the writer's chat, unless they have something to do
// in another and report nothing here. It says which is at home.
func (d *desk) settle(ctx context.Context, here election.Person) (election.Phrase, error) {
	other, err := d.elsewhere(ctx)
	if err != nil {
		return election.Phrase{}, err
	}
	if other != nil && (len(here.Units) == 0 || d.bot.office[d.turn.user] == other) {
		return wordsTwoTowns(other.Town(), d.store.Town()), nil
	}
	if err := d.store.Settle(ctx, d.turn.user); err != nil || other == nil {
		return election.Phrase{}, err
	}
	return wordsTwoTowns(d.store.Town(), other.Town()), nil
}

// wordsTwoTowns says how somebody of two towns knows one from the other.
func wordsTwoTowns(home, other *election.Town) election.Phrase {
	mark := election.TownMark(other.Name)
	return say("您在%[1]s和%[2]s都有登记。打字的、菜单里点的，都按%[1]s办；%[2]s的消息前面写着%[3]s，点它下面的按钮，就按%[2]s办。",
		"You are registered in %[1]s and in %[2]s. What you type, and the menu, is of %[1]s; messages of %[2]s begin with %[3]s, and their buttons are of that town.").
		With(home.Name, other.Name, mark)
}
