// Package bot is Telegram at the rim: updates come in, messages go out.
//
// An update is decoded into a turn, the turn is taken by a form or by one of
// the bot's own commands, and everything it changes is committed at once. Only
// then is the update confirmed to Telegram. Messages leave through the outbox
// of the store; only the sender talks to Telegram.
package bot

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// Options are what a bot needs besides its towns.
type Options struct {
	Token  string
	APIURL string       // of Telegram or a server like it, without a slash at the end
	Client *http.Client // its proxy and transport; nil for the usual
	Now    func() time.Time
	Log    *slog.Logger
}

// Bot serves the towns of one installation.
type Bot struct {
	redis  redis.UniversalClient
	towns  []*store.Store
	lobby  *store.Store
	forms  flow.Forms
	api    *tg.Bot
	client *http.Client
	token  string
	url    string
	name   string // the bot's user name, for links
	now    func() time.Time
	log    *slog.Logger
	wake   chan struct{} // the sender has something to do
}

// New makes a bot and asks Telegram for its name. The error is Telegram's, or
// that of a wrong token.
func New(ctx context.Context, c redis.UniversalClient, towns []*store.Store, forms flow.Forms, o Options) (*Bot, error) {
	if o.Client == nil {
		o.Client = &http.Client{Transport: Transport(nil)}
	}
	api, err := tg.New(o.Token, tg.WithSkipGetMe(), tg.WithServerURL(o.APIURL), tg.WithHTTPClient(pollTime, buffered{o.Client}))
	if err != nil {
		return nil, fmt.Errorf("make Telegram client: %w", err)
	}
	b := &Bot{redis: c, towns: towns, lobby: store.Lobby(c), forms: forms, api: api, client: o.Client,
		token: o.Token, url: o.APIURL, now: o.Now, log: o.Log, wake: make(chan struct{}, 1)}
	me, err := api.GetMe(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask Telegram at %s who this bot is: %w", o.APIURL, b.clean(err))
	}
	b.name = me.Username
	return b, nil
}

// Wake tells the sender that there is something to send.
func (b *Bot) Wake() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// Name is the bot's user name.
func (b *Bot) Name() string { return b.name }

// store finds the store of a town; the lobby's for a town that is gone.
func (b *Bot) store(id election.TownID) *store.Store {
	for _, s := range b.towns {
		if s.Town().ID == id {
			return s
		}
	}
	return b.lobby
}

// home finds the store that a chat belongs to: for a member of an office, its
// town; else that which the chat settled in; else the lobby.
func (b *Bot) home(ctx context.Context, chat, user int64) (*store.Store, error) {
	for _, s := range b.towns {
		if chat == user && !s.Town().Person(election.OfficePerson(user)).Unknown {
			return s, nil
		}
	}
	id, err := store.Home(ctx, b.redis, chat)
	if err != nil {
		return nil, err
	}
	return b.store(id), nil
}
