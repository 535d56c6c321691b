package main

import (
	"cmp"
	"context"
	"log/slog"
	"net"
	"net/http"
	"time"

	"huanjie/internal/board"
	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// screen is the election-day board of an office, served beside the bot.
type screen struct {
	board  *board.Board
	server *http.Server
	listen net.Listener
	url    string
	log    *slog.Logger
}

// openScreen listens where the configuration says, unless somebody listens for it already; nil if
// it wants no board. Then serve has to be called. Links and sessions last by the wall clock.
func (o *office) openScreen(with officeOptions) (*screen, error) {
	c := o.config.Board
	if c.Listen == "" {
		return nil, nil
	}
	listen := with.screen
	if listen == nil {
		var err error
		if listen, err = listenAt("[board] listen", c.Listen); err != nil {
			return nil, err
		}
	}
	s := &screen{listen: listen, url: cmp.Or(c.URL, "http://"+listen.Addr().String()), log: o.log}
	if c.Key == nil {
		o.log.Warn("the board has no key: links and sessions end with this process; set " + config.BoardKeyVariable + " or key_file under [board]")
	}
	s.board = board.New(board.Options{URL: s.url, Key: c.Key, Store: o.store, Token: o.config.Telegram.Token, Now: with.now, Wall: time.Now, Log: o.log,
		Home: o.bot.Home})
	s.server = s.board.Server()
	return s, nil
}

// store finds the store of a town; nil if there is none.
func (o *office) store(id election.TownID) *store.Store {
	for _, s := range o.stores {
		if s.Town().ID == id {
			return s
		}
	}
	return nil
}

// link lets one person in, once, with the Telegram account that they have now.
func (s *screen) link(town election.TownID, p election.PersonID, user int64, l election.Language) string {
	return s.board.Link(town, p, user, l, time.Now())
}

// menuButton is the address of the Mini App that stands beside the field where
// people type; "" if none does.
func (o *office) menuButton() string {
	if o.screen == nil || !o.config.Board.MenuButton {
		return ""
	}
	return board.MiniApp(o.screen.url)
}

// serve shows the board until ctx ends. Whatever becomes of it, the bot goes on.
func (s *screen) serve(ctx context.Context) {
	s.log.Info("the board is served", "at", s.listen.Addr(), "url", s.url)
	if err := serveUntil(ctx, s.server, s.listen); err != nil {
		s.log.Error("the board is no longer served", "error", err)
	}
	s.board.Close()
}
