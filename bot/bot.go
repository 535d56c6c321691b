// Package bot is Telegram at the rim: updates come in, and what they call for is done.
//
// An update is decoded into a turn, the turn is taken by a form or by one of
// the bot's own commands, and everything it changes is committed at once. Only
// then is the update confirmed to Telegram. Messages leave through the outbox
// of the store; only its sender, internal/outgoing, talks to chats.
package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/redis/go-redis/v9"
	"github.com/robfig/cron/v3"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/outgoing"
	"huanjie/internal/store"
)

// Options are what a bot needs besides its towns.
type Options struct {
	Token  string
	APIURL string       // of Telegram or a server like it, without a slash at the end
	Client *http.Client // its proxy and transport; nil for the usual
	Now    func() time.Time
	Log    *slog.Logger

	// Pace is how fast the bot sends; the zero value is as fast as Telegram allows.
	Pace outgoing.Pace

	// Board makes a link to the election-day board that lets one person in, once, as
	// long as they keep their Telegram account, 0 of the office.
	// nil if there is no board.
	Board func(election.TownID, election.PersonID, int64, election.Language) string

	// Reopen has the towns opened again, as their office or their roster is
	// another now; nil if nobody can.
	Reopen func()

	// Stopped are the towns that are not served because of mistakes in their files.
	// What waits for people there is sent all the same.
	Stopped []Stopped

	// Table reads a table of the elected or of an attendance: what an officer would type, or
	// why it is not read. nil: tables are not read.
	Table func([]byte) (text string, note, wrong election.Phrase)
	// Forms are those of a town whose office counts things of its own publicity.
	Forms func([]election.Item) flow.Forms
	// Rehearsals are the towns of the rehearsals that are held.
	Rehearsals []*store.Store
	// Rehearsed are the towns whose last rehearsal ended within two days.
	Rehearsed []election.TownID

	// County is who reads the sums of all towns; zero if nobody does.
	County County

	// Reread reads the files again and holds them against what a town works with;
	// Apply has the town work with what was read, if the print is still the same.
	// nil if nobody can.
	Reread func(context.Context, election.TownID) Reading
	Apply  func(ctx context.Context, id election.TownID, print string) error

	// Outdated is called when another process serves a town with another roster by
	// now; nil if nobody cares.
	Outdated func()

	// Turnout and Count are when reports are asked for on polling day; none if nobody knows.
	Turnout, Count []cron.Schedule

	// Decode makes UTF-8 of a text file that somebody sends, whatever its encoding.
	Decode func([]byte) ([]byte, error)

	// Preview says what a roster would do to a town; Replace has the town work with it.
	// nil if nobody can.
	Preview func(id election.TownID, name string, data []byte) outgoing.Preview
	// Pack writes the documents of a town's archive; nil if nobody can.
	Pack    func(ctx context.Context, s *store.Store, w io.Writer) error
	Replace func(ctx context.Context, id election.TownID, data []byte) Reading

	// MiniApp is the https address at which the board opens inside Telegram; ""
	// if it does not.
	MiniApp string
}

// Bot serves the towns of one installation.
type Bot struct {
	redis  redis.UniversalClient
	towns  []*store.Store
	lobby  *store.Store
	all    store.Towns // with rehearsals, and towns that are not served
	names  nameIndex
	county County
	ears   map[election.TownID]ear
	own    map[election.TownID]flow.Forms // of towns that have others than all
	forms  flow.Forms
	api    *outgoing.API
	client *http.Client
	token  string
	url    string
	name   string // the bot's user name, for links
	now    func() time.Time
	log    *slog.Logger
	board  func(election.TownID, election.PersonID, int64, election.Language) string
	app    string // the board's address as a Mini App
	reopen func()

	turnout, count []cron.Schedule // when reports are asked for on polling day

	rehearsed map[election.TownID]bool // not long ago

	down     map[election.TownID][]election.Phrase // what is wrong in towns that are not served
	reread   func(context.Context, election.TownID) Reading
	replace  func(context.Context, election.TownID, []byte) Reading
	apply    func(context.Context, election.TownID, string) error
	outdated func()

	sender *outgoing.Sender
	who    string // this replica

	listed    sync.Once // the commands
	commanded commandList
	answering sync.Once // who answers for which measure
	answerers []answerer
	floods    floods
	hurried   hurried

	guesses guesses
	counts  Counts
	clock   *clockReader
}

// New makes a bot and asks Telegram for its name. While Telegram is away it
// waits, as hours without contact are normal in some places; the error is that
// of a wrong token, of a wrong address, or of ctx. A person who is in the
// offices of several towns works in the first of them.
func New(ctx context.Context, c redis.UniversalClient, towns []*store.Store, forms flow.Forms, o Options) (*Bot, error) {
	if o.Client == nil {
		o.Client = &http.Client{Transport: outgoing.Transport(nil)}
	}
	clock := &clockReader{RoundTripper: cmp.Or(o.Client.Transport, http.DefaultTransport), now: time.Now}
	client := *o.Client
	client.Transport = clock
	api, err := outgoing.Dial(o.Token, o.APIURL, &client, o.Log)
	if err != nil {
		return nil, err
	}
	b := &Bot{redis: c, towns: towns, lobby: store.Lobby(c), forms: forms, api: api, client: &client, clock: clock,
		ears: map[election.TownID]ear{}, own: map[election.TownID]flow.Forms{}, county: o.County,
		token: o.Token, url: o.APIURL, now: o.Now, log: o.Log, board: o.Board, app: o.MiniApp, reopen: o.Reopen, turnout: o.Turnout, count: o.Count, who: replica(), rehearsed: map[election.TownID]bool{},
		down: map[election.TownID][]election.Phrase{}, reread: o.Reread, replace: o.Replace, apply: o.Apply, outdated: o.Outdated}
	for _, id := range o.Rehearsed {
		b.rehearsed[id] = true
	}
	all := slices.Concat(towns, o.Rehearsals)
	for _, s := range o.Stopped {
		all = append(all, s.Store)
		b.down[s.Store.Town().ID] = s.Wrong
	}
	b.sender = outgoing.New(outgoing.Options{API: api, Token: o.Token, Redis: c, Towns: all, Now: o.Now, Log: o.Log, Pace: o.Pace, Who: b.who,
		Client: &client, Decode: o.Decode, Preview: o.Preview, Table: o.Table, Pack: o.Pack})
	b.all, b.names = store.TownsOf(all), indexNames(towns)
	for _, s := range all {
		b.ears[s.Town().ID] = newEar(s.Town())
		if o.Forms != nil && len(s.Town().Items) > 0 {
			b.own[s.Town().ID] = o.Forms(s.Town().Items)
		}
	}
	if err := b.introduce(ctx); err != nil {
		return nil, fmt.Errorf("ask Telegram at %s who this bot is: %w", o.APIURL, b.clean(err))
	}
	return b, nil
}

// introduce learns the bot's name, as soon as Telegram is there.
func (b *Bot) introduce(ctx context.Context) error {
	for wait := outgoing.RetrySoon; ; wait = min(2*wait, outgoing.RetryLate) {
		asking, cancel := context.WithTimeout(ctx, requestTime)
		me, err := b.api.GetMe(asking)
		cancel()
		switch {
		case err == nil:
			b.name = me.Username
			return nil
		case ctx.Err() != nil, errors.Is(err, tg.ErrorUnauthorized), errors.Is(err, tg.ErrorNotFound), errors.Is(err, tg.ErrorBadRequest):
			return err
		}
		b.log.Warn("Telegram does not answer", "error", b.clean(err), "again in", wait, "remedy",
			"if it stays away: write a proxy under [telegram], or let api_url point to a Bot API server of your own 一直连不上就在 [telegram] 里写 proxy，或改 api_url")
		outgoing.Pause(ctx, after(err, wait))
	}
}

// Wake tells the sender that there is something to send.
func (b *Bot) Wake() { b.sender.Wake() }

// Send sends what waits to be sent, until ctx ends; what is under way then is
// finished.
func (b *Bot) Send(ctx context.Context) error { return b.sender.Send(ctx) }

func (b *Bot) clean(err error) error { return outgoing.Clean(err, b.token) }

// Name is the bot's user name.
func (b *Bot) Name() string { return b.name }

// store finds the store of a town; the lobby's for a town that is gone.
func (b *Bot) store(id election.TownID) *store.Store {
	if s := b.all.Of(id); s != nil {
		return s
	}
	return b.lobby
}

// Home is the town that a person works in now; store.LobbyID if none.
func (b *Bot) Home(ctx context.Context, user int64) (election.TownID, error) {
	s, err := b.home(ctx, user, user)
	if err != nil {
		return "", err
	}
	return s.Town().ID, nil
}

// home finds the store that a chat belongs to; the lobby if none.
func (b *Bot) home(ctx context.Context, chat, user int64) (*store.Store, error) {
	s, err := b.all.Home(ctx, b.redis, chat)
	if err != nil || s != nil {
		return s, err
	}
	return b.lobby, nil
}
