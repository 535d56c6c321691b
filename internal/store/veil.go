package store

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// The journal is only added to, and every entry is under the hash of those after
// it, so that nothing can be taken out of it when the town is closed. What is
// personal in a report is therefore sealed before it is written, with a key that
// is the town's own (hj:{town}:veil), and stands in the report's field "sealed";
// names stay, as they are public. To close the town is to destroy the key
// (closeout.go): the journal stays as it is, byte for byte, and the chain holds,
// but nobody can open those parts any more, in no copy that was made without the
// key. As long as the key is there it protects from nothing: it lies beside what
// it seals.
//
// AES-256 in GCM, with the report's id as additional data. The nonce is made of
// the key and the text, so that the same report is always sealed alike and no
// nonce ever serves two texts.

// personal are the fields that are sealed wherever they stand in a report: of
// people who stand or are elected what is beside their name and post, accounts,
// photographs and places, and the free words of cases and deeds, where people are
// named. So are the fields of a record that its kind calls Personal.
func personal() []string {
	return []string{"user", "files", "sex", "born", "education", "party", "occupation", "relatives", "kin", "telephone", "phone", "names", "place"}
}

// ErrSealed says that the sealed part of a report cannot be opened with the key
// that is there.
var ErrSealed = errors.New("the sealed part does not open: it was changed, or the key was")

// ErrKeyLost says that the town's key is gone, although the town was not closed.
var ErrKeyLost = errors.New("the key (veil) of what is sealed in the journal is gone: put it back, see docs/reliability.md, Mending")

// veil is what opens the sealed parts of a town's reports.
type veil struct {
	key       []byte // nil if there is none
	destroyed bool   // the town was closed: what is sealed stays so
	givenUp   int    // of the entries up to this one, what does not open was given up (GiveUpSealed)
}

// readVeil reads the town's key.
func (s *Store) readVeil(ctx context.Context, c redis.Cmdable) (v veil, err error) {
	kept, err := c.MGet(ctx, s.k.veil(), s.k.closed(), s.k.unsealed()).Result()
	if err != nil {
		return v, fmt.Errorf("read the key of town %s: %w", s.town.ID, err)
	}
	if text, ok := kept[0].(string); ok {
		v.key, err = parseVeil(text)
	}
	_, v.destroyed = kept[1].(string)
	if text, ok := kept[2].(string); ok {
		v.givenUp, _ = strconv.Atoi(text) // 0: nothing
	}
	return v, err
}

// open is the report of an entry of the journal, as sealReport was given it;
// without what is personal if that was destroyed, or given up.
func (v veil) open(m redis.XMessage) (election.Report, error) {
	text := value(m, "report")
	if v.destroyed {
		return openReport(nil, text)
	}
	n, err := strconv.Atoi(value(m, "n"))
	may := err == nil && n <= v.givenUp
	if v.key == nil && isSealed(text) && !may {
		return election.Report{}, ErrKeyLost
	}
	r, err := openReport(v.key, text)
	if errors.Is(err, ErrSealed) && may {
		return openReport(nil, text)
	}
	return r, err
}

// isSealed reports whether a report has a sealed part.
func isSealed(report string) bool {
	var about struct {
		Sealed []byte `json:"sealed"`
	}
	return json.Unmarshal([]byte(report), &about) == nil && about.Sealed != nil
}

// isLost reports whether an entry cannot be read because its sealed part does not
// open.
func isLost(err error) bool { return errors.Is(err, ErrSealed) || errors.Is(err, ErrKeyLost) }

// ensureVeil makes the town's key if nothing was sealed yet, and fails if what was
// sealed does not open: the key is gone, or it is another one.
func (s *Store) ensureVeil(ctx context.Context) error {
	v, err := s.readVeil(ctx, s.c)
	if err != nil || v.destroyed {
		return err
	}
	var wrong error
	err = s.rawEntries(ctx, s.c, func(m redis.XMessage) error {
		if !isSealed(value(m, "report")) {
			return nil
		}
		_, unread := v.open(m)
		if isLost(unread) {
			wrong = fmt.Errorf("town %s: journal entry %s (%s): %w", s.town.ID, value(m, "n"), m.ID, unread)
			return nil // the entry itself may have been changed: see whether others open
		}
		wrong = nil
		return errEnough
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	if wrong != nil || v.key != nil {
		return wrong
	}
	return s.makeVeil(ctx)
}

// errEnough ends the reading of a journal.
var errEnough = errors.New("enough was read")

// makeVeil makes the town's key, unless there is one.
func (s *Store) makeVeil(ctx context.Context) error {
	return wrap(s.c.SetNX(ctx, s.k.veil(), newKey(), 0).Err(), "make the key of town %s", s.town.ID)
}

// newKey is a key as it is kept.
func newKey() string {
	var fresh [32]byte
	rand.Read(fresh[:]) // never fails (crypto/rand)
	return hex.EncodeToString(fresh[:])
}

// GiveUpSealed gives up, for good, what is sealed in the journal and does not
// open: those reports are read without it from now on. Without a key, a new one
// is made for the reports to come. It returns how many reports it concerns.
func (s *Store) GiveUpSealed(ctx context.Context) (lost int, err error) {
	last := 0
	err = s.entries(ctx, s.c, func(m redis.XMessage, _ election.Report, unread error) error {
		if last, err = strconv.Atoi(value(m, "n")); err == nil && isLost(unread) {
			lost++
		}
		return err
	})
	if err != nil || lost == 0 {
		return lost, wrap(err, "give up what is sealed in town %s", s.town.ID)
	}
	if err := s.Note(ctx, Trace{Did: Changed, Of: "sealed", Note: fmt.Sprintf("given up in %d reports up to entry %d", lost, last)}); err != nil {
		return lost, err
	}
	if err := s.c.Set(ctx, s.k.unsealed(), last, 0).Err(); err != nil {
		return lost, fmt.Errorf("give up what is sealed in town %s: %w", s.town.ID, err)
	}
	return lost, s.makeVeil(ctx)
}

func parseVeil(text string) ([]byte, error) {
	key, err := hex.DecodeString(text)
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("the town's key %w", ErrBroken)
	}
	return key, nil
}

// sealReport is a report as the journal keeps it. If something is sealed, the commit happens
// only with the key that is there: this process remembers it, and would not notice otherwise
// that it is gone or another one.
func (s *Store) sealReport(ctx context.Context, t *transaction, r election.Report) (string, error) {
	raw, err := json.Marshal(r)
	if err != nil {
		return "", fmt.Errorf("write report %s: %w", r.ID, err)
	}
	tree, err := readTree(raw)
	if err != nil {
		return "", fmt.Errorf("write report %s: %w", r.ID, err)
	}
	taken := map[string]any{}
	s.takeOut(tree, nil, taken)
	if len(taken) == 0 {
		return string(raw), nil
	}
	key, err := s.sealingKey(ctx)
	if err != nil {
		return "", err
	}
	t.holds(s.k.veil(), hex.EncodeToString(key))
	secret, err := json.Marshal(taken)
	if err != nil {
		return "", fmt.Errorf("write report %s: %w", r.ID, err)
	}
	tree.(map[string]any)["sealed"] = seal(key, secret, string(r.ID))
	public, err := json.Marshal(tree)
	return string(public), wrap(err, "write report %s", r.ID)
}

// sealingKey is the town's key, as it was read last.
func (s *Store) sealingKey(ctx context.Context) ([]byte, error) {
	if key := s.sealing.Load(); key != nil {
		return *key, nil
	}
	v, err := s.readVeil(ctx, s.c)
	switch {
	case err != nil:
		return nil, err
	case v.destroyed:
		return nil, ErrClosed
	case v.key == nil: // Enroll has made one
		return nil, fmt.Errorf("town %s: %w", s.town.ID, ErrKeyLost)
	}
	s.sealing.Store(&v.key)
	return v.key, nil
}

// ofKey tells a conflict over the key that is gone, or that the town was closed, from others.
func (s *Store) ofKey(ctx context.Context, t *transaction, err error) error {
	if !errors.Is(err, ErrConflict) || !slices.ContainsFunc(t.guards, func(g *guard) bool { return g.key == s.k.veil() }) {
		return err
	}
	s.sealing.Store(nil)
	if _, wrong := s.sealingKey(ctx); wrong != nil {
		return wrong
	}
	return err
}

// openReport is a report as sealReport was given it; without what is personal if
// there is no key.
func openReport(key []byte, text string) (r election.Report, err error) {
	var about struct {
		ID     string `json:"id"`
		Sealed []byte `json:"sealed"`
	}
	if err := json.Unmarshal([]byte(text), &about); err != nil {
		return r, err
	}
	if about.Sealed != nil && key != nil {
		secret, err := unseal(key, about.Sealed, about.ID)
		if err != nil {
			return r, fmt.Errorf("report %s: %w", about.ID, err)
		}
		if text, err = putBack(text, secret); err != nil {
			return r, fmt.Errorf("report %s: %w", about.ID, err)
		}
	}
	return r, json.Unmarshal([]byte(text), &r)
}

// readTree reads JSON as maps and slices, its numbers as they are written.
func readTree(raw []byte) (tree any, err error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return tree, d.Decode(&tree)
}

// takeOut moves what is personal out of a tree, to where it stood.
func (s *Store) takeOut(node any, path []string, taken map[string]any) {
	switch node := node.(type) {
	case []any:
		for i, part := range node {
			s.takeOut(part, append(path, strconv.Itoa(i)), taken)
		}
	case map[string]any:
		for name, part := range node {
			here := append(path[:len(path):len(path)], url.PathEscape(name))
			if s.isPersonal(node, name, path) {
				taken[strings.Join(here, "/")] = part
				delete(node, name)
				continue
			}
			s.takeOut(part, here, taken)
		}
	}
}

// isPersonal reports whether a field of an object is sealed: by its name, as the
// words of a case or a deed, or as the field of a record.
func (s *Store) isPersonal(node map[string]any, name string, path []string) bool {
	if slices.Contains(personal(), name) {
		return true
	}
	if _, text := node[name].(string); name == "words" && text {
		return true
	}
	if len(path) == 0 || path[len(path)-1] != "words" { // of a record they are an object
		return false
	}
	for _, kind := range s.town.Records {
		for _, f := range kind.Fields {
			if f.Personal && f.ID == name {
				return true
			}
		}
	}
	return false
}

// putBack puts what was taken out of a report back to where it stood.
func putBack(text string, secret []byte) (string, error) {
	tree, err := readTree([]byte(text))
	if err != nil {
		return "", err
	}
	taken, err := readTree(secret)
	if err != nil {
		return "", err
	}
	for where, part := range taken.(map[string]any) {
		path := strings.Split(where, "/")
		node := tree
		for _, step := range path[:len(path)-1] {
			if node = child(node, step); node == nil {
				return "", ErrSealed
			}
		}
		name, err := url.PathUnescape(path[len(path)-1])
		object, ok := node.(map[string]any)
		if !ok || err != nil {
			return "", ErrSealed
		}
		object[name] = part
	}
	whole, err := json.Marshal(tree)
	return string(whole), err
}

// child is what stands in an object or a list under a name; nil if nothing does.
func child(node any, step string) any {
	switch node := node.(type) {
	case map[string]any:
		name, _ := url.PathUnescape(step)
		return node[name]
	case []any:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(node) {
			return node[i]
		}
	}
	return nil
}

// seal seals a text for one report.
func seal(key, secret []byte, report string) []byte {
	box := boxOf(key)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(report + "\x00"))
	mac.Write(secret)
	nonce := mac.Sum(nil)[:box.NonceSize()]
	return box.Seal(nonce, nonce, secret, []byte(report))
}

// unseal opens what seal made.
func unseal(key, sealed []byte, report string) ([]byte, error) {
	box := boxOf(key)
	if len(sealed) < box.NonceSize() {
		return nil, ErrSealed
	}
	secret, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], []byte(report))
	if err != nil {
		return nil, ErrSealed
	}
	return secret, nil
}

// boxOf is AES in GCM with a key of 32 bytes.
func boxOf(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // parseVeil saw to the length
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // AES has the block size that GCM wants
	}
	return box
}
