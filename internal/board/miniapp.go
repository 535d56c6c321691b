package board

import (
	"cmp"
	"context"
	"crypto/hmac"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// The board as a Mini App: Telegram opens the page with its word of who the user
// is ("init data") after the # of the address, where no server and no log sees it.
// The page takes it out of the address and posts it to /enter, which answers with a
// session as a link does. Telegram's own script is not needed for that, so nothing
// foreign runs on the page.
//
// Each init data opens one session, once, within initDataOld. A page that is
// reloaded posts the same again (Telegram's web client does) and goes on with the
// session it has. A copy that comes from elsewhere has none.

const (
	initDataMost = 8 << 10         // bytes
	initDataOld  = 5 * time.Minute // since Telegram signed it, when the user opened the page
	clockSkew    = 2 * time.Minute // that Telegram may be ahead of us
)

// MiniApp is the address for a button that opens the board inside Telegram; ""
// if address, that of the board, is not https, which Telegram asks for
// (core.telegram.org/bots/api#webappinfo).
func MiniApp(address string) string {
	if !strings.HasPrefix(address, "https://") {
		return ""
	}
	return address + "/"
}

// enterMiniApp exchanges what Telegram says of a user for a session.
func (b *Board) enterMiniApp(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		refuse(w, http.StatusRequestEntityTooLarge)
		return
	}
	given, err := b.readInitData(string(body), b.opts.Wall())
	if err != nil || b.opts.Home == nil {
		refuse(w, http.StatusUnauthorized)
		return
	}
	c, err := b.claimOf(r.Context(), given.user)
	if err != nil {
		b.fail(w, "find a Mini App's user", err)
		return
	}
	c.Expires = b.opts.Wall().Add(SessionLasts).Unix()
	v, ok := b.rights(c)
	if !ok { // another account on the same telephone may have left its session
		http.SetCookie(w, b.cookie("", b.framed()))
		refuse(w, http.StatusForbidden)
		return
	}
	switch err := v.store.Commit(r.Context(), store.Commit{Once: "board:" + given.mark}); {
	case errors.Is(err, store.ErrSeen):
		b.goOn(w, r, c)
	case err != nil:
		b.fail(w, "use up init data", err)
	default:
		session, err := b.admit(r.Context(), v.store, c)
		if err != nil {
			b.fail(w, "begin a session", err)
			return
		}
		http.SetCookie(w, b.cookie(session, b.framed()))
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]string{"session": session}) // whoever is gone needs no answer
	}
}

// goOn lets somebody whose init data is used up go on with the session that they
// have.
func (b *Board) goOn(w http.ResponseWriter, r *http.Request, c claim) {
	own, ok := b.session(r)
	if !ok || own.Town != c.Town || own.Person != c.Person || own.User != c.User {
		refuse(w, http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// framed is how the cookie of a Mini App is kept: Telegram's web client shows it
// in a frame of another site, for which it has to be None; partitioned, so that
// it serves in that frame and in none of anybody else's.
func (b *Board) framed() http.SameSite {
	if !b.secure { // browsers refuse None then
		return http.SameSiteLaxMode
	}
	return http.SameSiteNoneMode
}

// claimOf is who a Telegram user is: a member of the office, or whom they are
// bound to; a claim without a person if neither.
func (b *Board) claimOf(ctx context.Context, user int64) (claim, error) {
	town, err := b.opts.Home(ctx, user)
	if err != nil {
		return claim{}, err
	}
	s := b.opts.Store(town)
	if s == nil {
		return claim{}, nil
	}
	session, err := s.Session(ctx, user)
	if err != nil {
		return claim{}, err
	}
	language := cmp.Or(session.Binding.Language, s.Town().Language.String())
	if office := s.Town().Person(election.OfficePerson(user)); !office.Unknown {
		return claim{Town: town, Person: office.ID, Language: language}, nil
	}
	return claim{Town: town, Person: session.Binding.Person, User: user, Language: language}, nil
}

var errInitData = errors.New("not signed by Telegram for this bot, or too long ago")

// opened is what init data say.
type opened struct {
	user int64
	mark string // tells init data apart
}

// readInitData reads who opened the Mini App, as Telegram signed it for this bot
// (core.telegram.org/bots/webapps, "Validating data received via the Mini App").
// Every field but the hash is signed, with a key made of the bot's token.
func (b *Board) readInitData(text string, now time.Time) (opened, error) {
	fields, err := url.ParseQuery(text)
	if err != nil || b.opts.Token == "" {
		return opened{}, errInitData
	}
	var lines []string
	for name, values := range fields {
		if len(values) != 1 {
			return opened{}, errInitData
		}
		if name != "hash" {
			lines = append(lines, name+"="+values[0])
		}
	}
	slices.Sort(lines)
	sum := mac(mac([]byte("WebAppData"), b.opts.Token), strings.Join(lines, "\n"))
	given, err := hex.DecodeString(fields.Get("hash"))
	if err != nil || !hmac.Equal(given, sum) {
		return opened{}, errInitData
	}
	date, err := strconv.ParseInt(fields.Get("auth_date"), 10, 64)
	if age := now.Sub(time.Unix(date, 0)); err != nil || age > initDataOld || age < -clockSkew {
		return opened{}, fmt.Errorf("signed at %d: %w", date, errInitData)
	}
	var who struct{ ID int64 }
	if json.Unmarshal([]byte(fields.Get("user")), &who) != nil || who.ID <= 0 {
		return opened{}, errInitData
	}
	return opened{who.ID, hex.EncodeToString(sum[:16])}, nil
}
