package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/bot"
	"huanjie/flows"
	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/outgoing"
	"huanjie/internal/store"
)

// liveSettings are those that a bot works with, and how they are read again.
type liveSettings struct {
	read  func() (config.Config, error)
	redis redis.UniversalClient
	past  bool          // polling days that are over are meant so
	pace  outgoing.Pace // another than that of the settings; zero: theirs

	mu     sync.Mutex
	config config.Config
	renew  func() // has the towns opened again
	behind bool   // another process serves a town with another roster
}

// readSound reads the settings at a path, without the towns that have mistakes.
func readSound(path string, env func(string) string) func() (config.Config, error) {
	return func() (config.Config, error) {
		c, err := config.LoadSound(path, env)
		if err != nil {
			if all := c.Err(); all != nil {
				err = errors.Join(err, all)
			}
			return config.Config{}, err
		}
		return c.Openings(opens), nil
	}
}

// present are the settings that hold now.
func (s *liveSettings) present() config.Config {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.config
}

// renewBy says what has the towns opened again.
func (s *liveSettings) renewBy(stop func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.renew = stop
}

// reopen has the towns opened again.
func (s *liveSettings) reopen() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.renew()
}

// reread holds the files against what a town works with.
func (s *liveSettings) reread(ctx context.Context, id election.TownID) bot.Reading {
	next, err := s.read()
	if err != nil {
		return bot.Reading{Mistakes: mistakesIn(err)}
	}
	return s.against(ctx, next, id)
}

// mistakesIn are what is wrong in settings that could not be read.
func mistakesIn(err error) []election.Phrase {
	if wrong, ok := errors.AsType[config.Wrong](err); ok {
		return wrong.Mistakes()
	}
	return []election.Phrase{election.Say("%v", "%v").With(err)}
}

// against holds other settings against what a town works with.
func (s *liveSettings) against(ctx context.Context, next config.Config, id election.TownID) bot.Reading {
	if stopped, is := next.StoppedAs(id); is {
		return bot.Reading{Mistakes: stopped.Mistakes()}
	}
	town := next.Town(id)
	if town == nil {
		return bot.Reading{Mistakes: []election.Phrase{election.Say("设置里没有这个镇（%s）了：写错了就改回来；真要去掉它，重新启动程序",
			"the settings name this town (%s) no more: put it back; if it shall go, start the program again").With(id)}}
	}
	var r bot.Reading
	r.Changes, r.Restart = s.present().Changes(next, id)
	r.Town = town
	r.Print = printOf(r)
	if s.past {
		return r
	}
	err := store.Open(s.redis, town).CheckDays(ctx, time.Now())
	if moved, is := errors.AsType[store.MovedCounted](err); is { // asked, as all changes are
		r.Changes = append([]election.Phrase{election.Say("❗ %v", "❗ %v").With(movedCounted(town, moved))}, r.Changes...)
		r.Print = printOf(r)
		return r
	}
	if past, is := errors.AsType[store.DayOver](err); is {
		r.Mistakes = append(r.Mistakes, dayOver(past))
	} else if err != nil {
		r.Mistakes = append(r.Mistakes, election.Say("%v", "%v").With(err))
	}
	return r
}

// printOf tells one set of changes from another.
func printOf(r bot.Reading) string {
	h := sha256.New()
	for _, p := range r.Changes {
		fmt.Fprintln(h, p.In(election.English))
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:6])
}

// apply has a town work with what the files say, if that is still what was shown.
func (s *liveSettings) apply(ctx context.Context, id election.TownID, print string) error {
	next, err := s.read()
	if err != nil {
		return err
	}
	if r := s.against(ctx, next, id); r.Print != print || len(r.Mistakes) > 0 {
		return fmt.Errorf("read the settings of town %s again: they changed in between", id)
	}
	if err := store.Open(s.redis, next.Town(id)).AgreeToDays(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.config = s.config.With(next, id)
	s.renew()
	return nil
}

// outdated ends the serving of the towns until the files are those that another
// process works with.
func (s *liveSettings) outdated() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.behind = true
	s.renew()
}

// again reads the files when the operator asks for it, opens the towns that are
// new, and asks the offices of the others about what has changed.
func (s *liveSettings) again(ctx context.Context, b *bot.Bot, log *slog.Logger) {
	next, err := s.read()
	if err != nil {
		log.Error("the settings were not read again 设置没有重读", "error", err)
		return
	}
	now := s.present()
	var begun bool
	for _, t := range next.Towns {
		if _, stopped := now.StoppedAs(t.ID); now.Town(t.ID) == nil && !stopped {
			log.Info("a new town 新的镇", "town", t.ID)
			s.mu.Lock()
			s.config = s.config.With(next, t.ID)
			s.mu.Unlock()
			begun = true
			continue
		}
		s.offer(ctx, b, t.ID, s.against(ctx, next, t.ID), log)
	}
	for _, stopped := range next.Stopped {
		s.offer(ctx, b, stopped.Town.ID, bot.Reading{Mistakes: stopped.Mistakes()}, log)
	}
	if begun {
		s.reopen()
	}
}

// offer asks the office of a town about a reading, if there is something to ask.
func (s *liveSettings) offer(ctx context.Context, b *bot.Bot, id election.TownID, r bot.Reading, log *slog.Logger) {
	for _, section := range r.Restart {
		log.Warn("changed, and read at a restart only 改了，重启才生效", "section", section)
	}
	for _, p := range append(r.Changes, r.Mistakes...) {
		log.Info("read again 重读", "town", id, "says", p.In(election.English))
	}
	if len(r.Changes)+len(r.Mistakes) == 0 {
		return
	}
	if err := b.Offer(ctx, id, r); err != nil {
		log.Error("ask the office about the settings", "town", id, "error", err)
	}
}

// lookAgain is how often the files are read while another process is ahead.
const lookAgain = 2 * time.Second

// catchUp waits, if another process serves a town with another roster, until the
// files have the same.
func (s *liveSettings) catchUp(ctx context.Context, log *slog.Logger) error {
	s.mu.Lock()
	behind := s.behind
	s.behind = false
	s.mu.Unlock()
	for said := false; behind; said = true {
		next, err := s.read()
		if err == nil {
			behind, err = differs(ctx, s.redis, next)
		}
		switch {
		case err != nil:
			log.Error("read the settings again", "error", err)
		case !behind:
			s.mu.Lock()
			s.config = next
			s.mu.Unlock()
			return nil
		case !said:
			log.Error("another process works with another roster: bring these files up to date, or, if these are right, stop the other and start this one again 另一个程序用的是另一份名册：把这里的文件换成一样的；这里的才对，就停掉那一个，再重启这一个")
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(lookAgain):
		}
	}
	return nil
}

// differs reports whether a town of the settings is kept with another roster.
func differs(ctx context.Context, c redis.UniversalClient, cfg config.Config) (bool, error) {
	for _, t := range cfg.Towns {
		t.Records = flows.Records(t.Items...)
		if same, err := store.Open(c, t).Enrolled(ctx); err != nil || !same {
			return !same, err
		}
	}
	return false, nil
}

// preview says what a roster that was sent to the bot would do to a town.
func (s *liveSettings) preview(id election.TownID, name string, data []byte) outgoing.Preview {
	if config.IsLastMembers(data) {
		l, _ := s.lastMembers(id, data)
		return outgoing.Preview{Sum: l.Sum(), Lines: l.Lines(false), Applies: l.Applies()}
	}
	p, ok := s.previewed(id, name, data)
	if !ok {
		return outgoing.Preview{}
	}
	return outgoing.Preview{Sum: p.Sum(), Lines: p.Lines(false), Applies: p.Applies()}
}

// previewed compares a roster with that of a town; ok is false if there is no town.
func (s *liveSettings) previewed(id election.TownID, name string, data []byte) (p config.Preview, ok bool) {
	town := s.present().Town(id)
	if town == nil {
		return p, false
	}
	return config.PreviewRoster(name, data, town.Elections, town.Units), true
}

// lastMembers reads a list of the members of the last term; ok is false if there is no town.
func (s *liveSettings) lastMembers(id election.TownID, data []byte) (l config.LastMembers, ok bool) {
	town := s.present().Town(id)
	if town == nil {
		return l, false
	}
	return config.ReadLastMembers(data, town.Elections, town.Units, town.LastMembers), true
}

// replace writes a roster, or a list of the members of the last term, that was sent to the bot in
// the place of a town's and has the town work with it. The one before is kept beside it.
func (s *liveSettings) replace(ctx context.Context, id election.TownID, data []byte) bot.Reading {
	if config.IsLastMembers(data) {
		file := s.present().LastMembersFile(id)
		l, ok := s.lastMembers(id, data)
		if !ok || !l.Applies() {
			return bot.Reading{Mistakes: append(l.Lines(false), election.Say("上届成员没有换", "the members of the last term were not replaced"))}
		}
		return s.replaceFile(ctx, id, file, l.Write)
	}
	file := s.present().RosterFile(id)
	p, ok := s.previewed(id, filepath.Base(file), data)
	if !ok || !p.Applies() {
		return bot.Reading{Mistakes: append(p.Lines(false), election.Say("名册没有换", "the roster was not replaced"))}
	}
	return s.replaceFile(ctx, id, file, func(w io.Writer) error {
		if strings.EqualFold(filepath.Ext(file), ".xlsx") {
			return config.WriteRosterWorkbook(w, p.Units)
		}
		return config.WriteRoster(w, p.Units)
	})
}

// replaceFile writes a file of a town and has the town work with it; if it cannot, the file before is
// put back.
func (s *liveSettings) replaceFile(ctx context.Context, id election.TownID, file string, write func(io.Writer) error) bot.Reading {
	if err := keepAndWrite(file, write); err != nil {
		return bot.Reading{Mistakes: []election.Phrase{election.Say("名册文件写不了（%v）：请让运行程序的用户能写它所在的文件夹，或把名册交给管理服务器的人",
			"the roster cannot be written (%v): let the user that runs the program write its folder, or hand it to whoever runs the server").With(err)}}
	}
	r := s.reread(ctx, id)
	if len(r.Mistakes) == 0 {
		if err := s.apply(ctx, id, r.Print); err == nil {
			return r
		} else {
			r.Mistakes = []election.Phrase{election.Say("%v", "%v").With(err)}
		}
	}
	err := os.Rename(file+rosterBefore, file)
	if errors.Is(err, os.ErrNotExist) { // there was none
		err = os.Remove(file)
	}
	if err != nil {
		r.Mistakes = append(r.Mistakes, election.Say("原来的名册也没有放回去：%v", "nor was the former roster put back: %v").With(err))
	}
	return r
}

// rosterBefore ends the name of the roster that another one replaced.
const rosterBefore = ".before"

// keepAndWrite writes a file, after keeping the one that is there, if one is.
func keepAndWrite(file string, write func(io.Writer) error) error {
	old, err := os.ReadFile(file)
	switch {
	case err == nil:
		err = os.WriteFile(file+rosterBefore, old, 0o600)
	case errors.Is(err, os.ErrNotExist):
		if err = os.Remove(file + rosterBefore); errors.Is(err, os.ErrNotExist) {
			err = nil
		}
	}
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	return os.WriteFile(file, b.Bytes(), 0o600)
}
