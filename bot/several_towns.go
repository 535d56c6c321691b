package bot

import (
	"context"
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// Somebody may have to do with several towns: in the office of one, a leader of another,
// an officer in a third. Their chat is at home in one: there what they type goes, and its
// messages look as everybody's. Those of the others begin with the town's mark, and a tap
// on one goes to that town. The home changes when they choose another town, name one or
// one of its villages, or begin something there; each change is said. A village that
// several of their towns have is asked about.

// townMark begins the data of the buttons that choose a town, before its id.
const townMark = "T:"

// nameIndex finds the towns that have a unit of a name.
type nameIndex struct {
	towns   map[string][]*store.Store
	longest int // in runes
}

// indexNames is the index of some towns; empty for one, in which everybody is at home.
func indexNames(towns []*store.Store) nameIndex {
	x := nameIndex{towns: map[string][]*store.Store{}}
	if len(towns) < 2 {
		return x
	}
	for _, s := range towns {
		for _, u := range s.Town().Units {
			x.towns[u.Name] = append(x.towns[u.Name], s)
			x.longest = max(x.longest, len([]rune(u.Name)))
		}
	}
	return x
}

// shortestName is how many letters a name has to have to be looked for in a text.
const shortestName = 2

// in returns the towns that have a unit named in a text, and the first such name.
func (x nameIndex) in(text string) (name string, towns []*store.Store) {
	runes := []rune(text)
	for from := range runes {
		for to := min(len(runes), from+x.longest); to-from >= shortestName; to-- {
			if found := x.towns[string(runes[from:to])]; found != nil {
				return string(runes[from:to]), found
			}
		}
	}
	return "", nil
}

// tappedIn is the store of the town whose mark the tapped message bears, or that the
// button chooses, and otherwise that of the chat.
func (b *Bot) tappedIn(home *store.Store, t turn) *store.Store {
	w, ok := t.what.(tapped)
	if !ok || t.group {
		return home
	}
	if id, chooses := strings.CutPrefix(w.data, townMark); chooses && b.all.Of(election.TownID(id)) != nil {
		return b.all.Of(election.TownID(id))
	}
	if w.town == "" || w.town == home.Town().Name {
		return home
	}
	for _, s := range b.all.All() {
		if s.Town().Name == w.town {
			return s
		}
	}
	return home
}

// typedFor is the store of the town that a typed message is for: one that it names, or
// that alone has the village it names, if its writer is somebody there; one whose office
// they are in, if it is a command of the office; and otherwise that of the chat. which are
// the towns to be asked about, if several have the village.
func (b *Bot) typedFor(ctx context.Context, home *store.Store, t turn) (s *store.Store, which []*store.Store, err error) {
	w, ok := t.what.(said)
	if !ok || t.group || b.onlyTown(home) {
		return home, nil, nil
	}
	if offices := b.all.Offices(t.user); len(offices) > 0 && !slices.Contains(offices, home) && onlyOffice(w.text) {
		return one(home, offices)
	}
	named := b.townsNamed(w.text)
	if len(named) == 0 || len(named) == 1 && named[0] == home {
		return home, nil, nil
	}
	if named, err = b.all.Having(ctx, b.redis, t.user, named); err != nil {
		return home, nil, err
	}
	return one(home, named)
}

// onlyTown reports whether there is no other town that a message to this one can be for.
func (b *Bot) onlyTown(home *store.Store) bool {
	_, rehearses := home.Town().ID.Rehearsed()
	return rehearses || home == b.lobby || len(b.all.All()) < 2
}

// townsNamed are the towns that a text names, or else those of a village that it names.
func (b *Bot) townsNamed(text string) (named []*store.Store) {
	for _, s := range b.all.All() {
		if strings.Contains(text, s.Town().Name) {
			named = append(named, s)
		}
	}
	if len(named) == 0 {
		_, named = b.names.in(text)
	}
	return named
}

// one is the only one of some towns, the home if there is none, and else they all are to
// be asked about.
func one(home *store.Store, of []*store.Store) (*store.Store, []*store.Store, error) {
	switch len(of) {
	case 0:
		return home, nil, nil
	case 1:
		return of[0], nil, nil
	}
	return home, of, nil
}

// onlyOffice reports whether a text is a command that only an office may give.
func onlyOffice(text string) bool {
	name, _, _ := findCommand(text)
	c, ok := commandOf(name)
	return ok && !c.may(election.Person{}) && c.may(election.Person{Office: true})
}

// askWhichTown asks which of several towns a message is for.
func (d *desk) askWhichTown(text string) {
	name, _ := d.bot.names.in(text)
	m := plain(wordsWhichTown(name, d.which).In(d.lang))
	m.Key, m.Move, m.Buttons = "town", true, d.townButtons(d.which)
	d.send(m)
}

// chooseTown shows the towns of the person, one of which they choose.
func (d *desk) chooseTown(ctx context.Context) error {
	all, err := d.bot.all.Having(ctx, d.bot.redis, d.turn.user, d.bot.all.All())
	if err != nil {
		return err
	}
	if len(all) < 2 {
		d.say(wordsOneTown(d.store.Town().Name))
		return nil
	}
	m := plain(wordsChooseTown(d.store.Town().Name).In(d.lang))
	m.Key, m.Move, m.Buttons = "town", true, d.townButtons(all)
	d.send(m)
	return nil
}

// townButtons are a button for each of some towns.
func (d *desk) townButtons(all []*store.Store) (rows [][]store.Button) {
	for _, s := range all {
		label := s.Town().Name
		if s == d.store {
			label = "✓ " + label
		}
		rows = append(rows, []store.Button{{Label: label, Data: townMark + string(s.Town().ID)}})
	}
	return rows
}

// townTap makes the town of the button the home of the person's chat.
func (d *desk) townTap(ctx context.Context, _ string) error {
	if err := d.moveIn(ctx); err != nil {
		return err
	}
	d.menu()
	return nil
}

// moveIn makes the town of the desk the home of the chat, and says so if it was another.
func (d *desk) moveIn(ctx context.Context) error {
	other, err := d.elsewhere(ctx)
	if err != nil {
		return err
	}
	if err := d.store.Settle(ctx, d.turn.user); err != nil || other == nil {
		return err
	}
	m := plain(wordsMovedIn(d.store.Town().Name, other.Town().Name).In(d.lang))
	m.Key, m.Move = "town", true
	d.send(m)
	return nil
}

// moves makes the town of the desk the home of the chat if something was begun there, or
// gone on with, that waits for what is typed next.
func (d *desk) moves(ctx context.Context) error {
	open := d.commit.State.HasOpen() && slices.ContainsFunc(d.commit.State.Drafts, func(f flow.Draft) bool { return f.Revision == d.turn.update })
	if !open || len(d.bot.all.All()) < 2 || d.rehearsing() || d.person.Unknown {
		return nil
	}
	return d.moveIn(ctx)
}

// elsewhere is another town in which the writer has something to do, and where their
// chat is at home; nil if there is none.
func (d *desk) elsewhere(ctx context.Context) (*store.Store, error) {
	home, err := d.bot.all.Home(ctx, d.bot.redis, d.turn.user)
	if err != nil || home == nil || home == d.store {
		return nil, err
	}
	having, err := d.bot.all.Having(ctx, d.bot.redis, d.turn.user, []*store.Store{home})
	if err != nil || len(having) == 0 {
		return nil, err
	}
	return home, nil
}

// settle makes this town the home of the writer's chat, unless they have something to do
// in another and report nothing here. It says which is at home.
func (d *desk) settle(ctx context.Context, here election.Person) (election.Phrase, error) {
	other, err := d.elsewhere(ctx)
	if err != nil {
		return election.Phrase{}, err
	}
	if other != nil && (len(here.Units) == 0 || slices.Contains(d.bot.all.Offices(d.turn.user), other)) {
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
	return say("您在%[1]s和%[2]s都有登记。打字的、菜单里点的，都按%[1]s办；%[2]s的消息前面写着%[3]s，点它下面的按钮，就按%[2]s办。要换，发“换镇”，或写出那个镇、那边的村。",
		"You are registered in %[1]s and in %[2]s. What you type, and the menu, is of %[1]s; messages of %[2]s begin with %[3]s, and their buttons are of that town. To change, send /town, or name that town or one of its villages.").
		With(home.Name, other.Name, mark)
}

func wordsMovedIn(home, other string) election.Phrase {
	return say("🏘 现在按%[1]s办：打字的、菜单里点的，都是%[1]s的；%[2]s的消息前面写着%[3]s。换回去，发“换镇”。",
		"🏘 This is %[1]s now: what you type, and the menu, is of %[1]s; messages of %[2]s begin with %[3]s. To change back, send /town.").
		With(home, other, election.TownMark(other))
}

func wordsWhichTown(name string, towns []*store.Store) election.Phrase {
	var all []string
	for _, s := range towns {
		all = append(all, s.Town().Name)
	}
	if name == "" {
		name = "…"
	}
	return say("🏘 是哪个镇的？您在 %s 都有登记，这句话两边都说得通（%s）。刚才这条没有记下：点一下哪个镇，再发一次；或者把镇名写在前面，如“%s%s ……”。",
		"🏘 Which town is it? You are registered in %s, and what you sent fits more than one (%s). It is not recorded: tap the town and send it again, or write the town first, such as “%s%s …”.").
		With(strings.Join(all, "、"), name, all[0], name)
}

func wordsChooseTown(home string) election.Phrase {
	return say("🏘 您现在按%s办。换哪个镇？", "🏘 This is %s. Which town do you want?").With(home)
}

func wordsOneTown(home string) election.Phrase {
	return say("🏘 您只在%s有登记。", "🏘 You are registered in %s alone.").With(home)
}
