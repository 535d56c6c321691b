package board

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
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

const (
	// LinkLasts is how long a link can be opened, once.
	LinkLasts = 15 * time.Minute
	// SessionLasts is how long a browser stays known.
	SessionLasts = 12 * time.Hour

	cookieName   = "huanjie_board"
	initDataMost = 8 << 10         // bytes
	initDataOld  = time.Hour       // since Telegram signed it
	clockSkew    = 2 * time.Minute // that Telegram may be ahead of us
)

// claim is what a link or a session says, signed by us.
type claim struct {
	Use      string            `json:"use"`
	Town     election.TownID   `json:"town"`
	Person   election.PersonID `json:"person"`
	Language string            `json:"language"`
	Expires  int64             `json:"expires"` // unix seconds
	Nonce    string            `json:"nonce"`
}

const (
	linkUse    = "link"
	sessionUse = "session"
)

// Link is an address that lets a person in, once and for a short time
// (LinkLasts) from now, as Options.Wall counts it. Send it to nobody but that
// person, without a preview.
func (b *Board) Link(town election.TownID, p election.PersonID, l election.Language, now time.Time) string {
	return b.opts.URL + "/enter?key=" + b.sign(claim{Use: linkUse, Town: town, Person: p, Language: l.String(), Expires: now.Add(LinkLasts).Unix()})
}

// sign writes a claim with our signature.
func (b *Board) sign(c claim) string {
	var nonce [12]byte
	rand.Read(nonce[:]) // never fails (crypto/rand)
	c.Nonce = hex.EncodeToString(nonce[:])
	body, _ := json.Marshal(c) // strings and a number: it cannot fail
	text := base64.RawURLEncoding.EncodeToString(body)
	return text + "." + base64.RawURLEncoding.EncodeToString(mac(b.opts.Key, text))
}

// read reads a claim that we signed for a use and that has not expired.
func (b *Board) read(text, use string) (c claim, ok bool) {
	body, signature, _ := strings.Cut(text, ".")
	given, err := base64.RawURLEncoding.DecodeString(signature)
	if err != nil || !hmac.Equal(given, mac(b.opts.Key, body)) {
		return claim{}, false
	}
	raw, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil || json.Unmarshal(raw, &c) != nil {
		return claim{}, false
	}
	return c, c.Use == use && b.opts.Wall().Unix() < c.Expires
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

// viewer is who looks, with the rights they have now.
type viewer struct {
	claim
	store  *store.Store
	person election.Person
}

// language is that of the request, else the person's.
func (v viewer) language(r *http.Request) election.Language {
	if l := r.URL.Query().Get("lang"); l != "" {
		return election.ParseLanguage(l)
	}
	return election.ParseLanguage(v.Language)
}

// viewer finds who asks; status is what to answer if that is nobody. In
// Telegram's web client the page lies in a frame that gets no cookie, so that
// it shows its session itself.
func (b *Board) viewer(r *http.Request) (v viewer, status int) {
	text, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if cookie, err := r.Cookie(cookieName); text == "" && err == nil {
		text = cookie.Value
	}
	c, ok := b.read(text, sessionUse)
	if !ok {
		return viewer{}, http.StatusUnauthorized
	}
	if v, ok = b.rights(c); !ok {
		return viewer{}, http.StatusForbidden
	}
	return v, http.StatusOK
}

// rights looks a session's person up in the roster as it is now. ok is false
// once the session is over or the person is not there.
func (b *Board) rights(c claim) (v viewer, ok bool) {
	s := b.opts.Store(c.Town)
	if s == nil || b.opts.Wall().Unix() >= c.Expires {
		return viewer{}, false
	}
	v = viewer{c, s, s.Town().Person(c.Person)}
	return v, !v.person.Unknown
}

// enterByLink exchanges a link for a session. Whoever comes with a link that
// was used gets the page all the same, which shows what their browser's own
// session allows, or how to get another link.
func (b *Board) enterByLink(w http.ResponseWriter, r *http.Request) {
	c, ok := b.read(r.URL.Query().Get("key"), linkUse)
	if !ok || isPeek(r) {
		b.turnAway(w, r)
		return
	}
	v, ok := b.rights(c)
	if !ok {
		b.turnAway(w, r)
		return
	}
	switch err := v.store.Commit(r.Context(), store.Commit{Once: "board:" + c.Nonce}); {
	case errors.Is(err, store.ErrSeen):
		b.turnAway(w, r)
	case err != nil:
		b.fail(w, "use up a link", err)
	default:
		b.admit(w, c)
		http.Redirect(w, r, b.opts.URL+"/", http.StatusSeeOther) // whole: r knows nothing of a prefix
	}
}

// isPeek reports whether nobody is looking yet: a browser that loads ahead, or
// Telegram making a preview. They must not use up a link.
func isPeek(r *http.Request) bool {
	purpose := r.Header.Get("Sec-Purpose") + r.Header.Get("Purpose")
	return r.Method != http.MethodGet || strings.Contains(purpose, "prefetch") || strings.Contains(r.UserAgent(), "TelegramBot")
}

func (b *Board) turnAway(w http.ResponseWriter, r *http.Request) {
	page, _ := pageFiles.ReadFile("page/index.html") // routes read it before
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusForbidden)
	_, _ = w.Write(page) // whoever is gone needs no answer
}

// admit begins a session and returns it.
func (b *Board) admit(w http.ResponseWriter, c claim) string {
	c.Use, c.Expires = sessionUse, b.opts.Wall().Add(SessionLasts).Unix()
	session := b.sign(c)
	http.SetCookie(w, &http.Cookie{Name: cookieName, Value: session, Path: b.path, MaxAge: int(SessionLasts.Seconds()),
		HttpOnly: true, Secure: b.secure, SameSite: http.SameSiteLaxMode})
	b.opts.Log.Info("board: somebody enters", "town", c.Town, "person", c.Person)
	return session
}

// enterMiniApp exchanges what Telegram says of a user for a session.
func (b *Board) enterMiniApp(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		refuse(w, http.StatusRequestEntityTooLarge)
		return
	}
	user, err := b.readInitData(string(body), b.opts.Wall())
	if err != nil || b.opts.Home == nil {
		refuse(w, http.StatusUnauthorized)
		return
	}
	c, err := b.claimOf(r.Context(), user)
	if err != nil {
		b.fail(w, "find a Mini App's user", err)
		return
	}
	c.Expires = b.opts.Wall().Add(SessionLasts).Unix()
	if _, ok := b.rights(c); !ok {
		refuse(w, http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"session": b.admit(w, c)}) // whoever is gone needs no answer
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
	c := claim{Town: town, Person: session.Binding.Person, Language: session.Binding.Language}
	if office := s.Town().Person(election.OfficePerson(user)); !office.Unknown {
		c.Person = office.ID
	}
	if c.Language == "" {
		c.Language = s.Town().Language.String()
	}
	return c, nil
}

var errInitData = errors.New("not signed by Telegram for this bot, or too long ago")

// readInitData reads which user opened the Mini App, as Telegram signed it
// (core.telegram.org/bots/webapps, "Validating data received via the Mini App").
func (b *Board) readInitData(text string, now time.Time) (user int64, err error) {
	fields, err := url.ParseQuery(text)
	if err != nil || b.opts.Token == "" {
		return 0, errInitData
	}
	var lines []string
	for name, values := range fields {
		if len(values) != 1 {
			return 0, errInitData
		}
		if name != "hash" {
			lines = append(lines, name+"="+values[0])
		}
	}
	slices.Sort(lines)
	given, err := hex.DecodeString(fields.Get("hash"))
	if err != nil || !hmac.Equal(given, mac(mac([]byte("WebAppData"), b.opts.Token), strings.Join(lines, "\n"))) {
		return 0, errInitData
	}
	date, err := strconv.ParseInt(fields.Get("auth_date"), 10, 64)
	if age := now.Sub(time.Unix(date, 0)); err != nil || age > initDataOld || age < -clockSkew {
		return 0, fmt.Errorf("signed at %s: %w", fields.Get("auth_date"), errInitData)
	}
	var who struct{ ID int64 }
	if json.Unmarshal([]byte(fields.Get("user")), &who) != nil || who.ID <= 0 {
		return 0, errInitData
	}
	return who.ID, nil
}
