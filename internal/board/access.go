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
	"net/http"
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

	cookieName = "huanjie_board"
)

// claim is what a link or a session says, signed by us.
type claim struct {
	Use      string            `json:"use"`
	Town     election.TownID   `json:"town"`
	Person   election.PersonID `json:"person"`
	Language string            `json:"language"`
	User     int64             `json:"user,omitempty"` // the person's Telegram account; 0 of the office, and of somebody without one
	Expires  int64             `json:"expires"`        // unix seconds
	Nonce    string            `json:"nonce"`
}

const (
	linkUse    = "link"
	sessionUse = "session"
)

// Link is an address that lets a person in, once and for a short time
// (LinkLasts) from now, as Options.Wall counts it. It is for the Telegram account
// that they are bound to, 0 of the office, and ends when they change it. Send it to
// nobody but that person, without a preview.
func (b *Board) Link(town election.TownID, p election.PersonID, user int64, l election.Language, now time.Time) string {
	c := claim{Use: linkUse, Town: town, Person: p, User: user, Language: l.String(), Expires: now.Add(LinkLasts).Unix(), Nonce: nonce()}
	return b.opts.URL + "/enter?key=" + b.sign(c)
}

// nonce makes each claim another one.
func nonce() string {
	var n [12]byte
	rand.Read(n[:]) // never fails (crypto/rand)
	return hex.EncodeToString(n[:])
}

// sign writes a claim with our signature.
func (b *Board) sign(c claim) string {
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

// viewer finds who asks; status is what to answer if that is nobody. What other
// sites make a browser ask is refused, whatever its cookies: only the page asks.
func (b *Board) viewer(r *http.Request) (v viewer, status int) {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return viewer{}, http.StatusForbidden
	}
	c, ok := b.session(r)
	if !ok {
		return viewer{}, http.StatusUnauthorized
	}
	if v, ok = b.rights(c); !ok {
		return viewer{}, http.StatusForbidden
	}
	bound, err := v.goesOn(r.Context())
	switch {
	case err != nil:
		b.opts.Log.Error("board: find whose account it is", "error", err)
		return viewer{}, http.StatusServiceUnavailable
	case !bound:
		return viewer{}, http.StatusForbidden
	}
	return v, http.StatusOK
}

// session is the newest session that a request shows. A page in a frame whose
// browser keeps no cookies there shows it itself; a browser that came both by a
// link and as a Mini App has two cookies.
func (b *Board) session(r *http.Request) (newest claim, ok bool) {
	if text, shown := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); shown {
		return b.read(text, sessionUse)
	}
	for _, cookie := range r.CookiesNamed(cookieName) {
		if c, good := b.read(cookie.Value, sessionUse); good && c.Expires > newest.Expires {
			newest, ok = c, true
		}
	}
	return newest, ok
}

// goesOn reports whether the session does: it is one of the person's last few, and
// they are still bound to the Telegram account that it began with. A telephone that
// was lost loses the board when its owner binds another one.
func (v viewer) goesOn(ctx context.Context) (bool, error) {
	return v.store.HasSession(ctx, v.Person, v.User, v.Nonce)
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
	users, err := v.store.Bound(r.Context(), c.Person)
	if err == nil && users[0] != c.User { // it was made for another telephone
		b.turnAway(w, r)
		return
	}
	if err == nil {
		err = v.store.Commit(r.Context(), store.Commit{Once: "board:" + c.Nonce})
	}
	switch {
	case errors.Is(err, store.ErrSeen):
		b.turnAway(w, r)
	case err != nil:
		b.fail(w, "use up a link", err)
	default:
		session, err := b.admit(r.Context(), v.store, c)
		if err != nil {
			b.fail(w, "begin a session", err)
			return
		}
		http.SetCookie(w, b.cookie(session, http.SameSiteLaxMode))
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
func (b *Board) admit(ctx context.Context, s *store.Store, c claim) (string, error) {
	c.Use, c.Expires, c.Nonce = sessionUse, b.opts.Wall().Add(SessionLasts).Unix(), nonce()
	b.opts.Log.Info("board: somebody enters", "town", c.Town, "person", c.Person)
	return b.sign(c), s.AddSession(ctx, c.Person, c.Nonce, SessionLasts)
}

// cookie keeps a session; an empty one is forgotten.
func (b *Board) cookie(session string, site http.SameSite) *http.Cookie {
	c := &http.Cookie{Name: cookieName, Value: session, Path: b.path, MaxAge: int(SessionLasts.Seconds()), HttpOnly: true, Secure: b.secure, SameSite: site}
	if session == "" {
		c.MaxAge = -1
	}
	c.Partitioned = site == http.SameSiteNoneMode
	return c
}
