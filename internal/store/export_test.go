package store

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// lived is a town with something under every key.
func lived(t *testing.T, s *Store) {
	t.Helper()
	ctx := t.Context()
	history(t, s)
	must(t, s.Commit(ctx, full(t, s, 1, countReport("R1", "A1", tally(301, 200, 100, 290, 280, 20)))))
	must(t, s.insist(ctx, 2, 101, stageReport("R2", "B1", "roll", election.InDifficulty)))
	_, err := s.Invite(ctx, "白露", noon(-30))
	must(t, err)
	must(t, s.bind(ctx, 3, 101, "白露"))
	must(t, s.Settle(ctx, 101))
	must(t, s.Settle(ctx, -5))
	must(t, s.Sent(ctx, 101, "card", 7))
	must(t, s.Unreachable(ctx, 102, "blocked"))
	must(t, s.c.RPush(ctx, s.k.aside(), "\xff\xfe <broken> ", "").Err())
	must(t, s.TellDay(ctx, village, polling()))
	must(t, s.Ran(ctx, "digest", noon(0)))
	_, err = s.Claim(ctx, "digest", "one", time.Minute)
	must(t, err)
	take(t, s, soon())
	must(t, Lobby(s.c).Settle(ctx, 999))
}

func exported(t *testing.T, s *Store) []byte {
	t.Helper()
	var out bytes.Buffer
	head, err := s.Export(t.Context(), &out)
	must(t, err)
	now, err := s.Head(t.Context())
	must(t, err)
	if head != now {
		t.Errorf("exported %+v, kept %+v", head, now)
	}
	return out.Bytes()
}

// leftOut are the keys that an export leaves out, and those it has by another
// way: the messages by their chats, the homes and sums by their own keys.
func leftOut() []string {
	return []string{"code", "seen", "once", "claim", "drawn", "answers", "ready", "out", "figures", "owing",
		"like", "asked", "import", "amiss", "fence", "coming", "flood", "loose", "sessions", "rehearsal", "rehearsed"}
}

func TestImportIntoEmptyRedis(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		s := open(t, c)
		lived(t, s)
		text := exported(t, s)
		if !bytes.Equal(text, exported(t, s)) {
			t.Error("exported twice, the same town is not the same")
		}
		other := Open(redistest.Dial(t, redistest.Embedded(t)), s.town)
		e, err := ReadExport(bytes.NewReader(text))
		must(t, err)
		must(t, e.Broken)
		must(t, other.Import(t.Context(), e))
		if again := exported(t, other); !bytes.Equal(text, again) {
			t.Errorf("exported:\n%s\nand again after the import:\n%s", text, again)
		}
		want, got := dump(t, c), dump(t, other.c)
		temporary := regexp.MustCompile(`^hj:\{.*\}:(seen:|once:|claim:|drawn:|answers$|ready$)|^hj:(home|ready)$`)
		maps.DeleteFunc(want, func(key, _ string) bool { return temporary.MatchString(key) })
		maps.DeleteFunc(got, func(key, _ string) bool { return temporary.MatchString(key) })
		for key := range want {
			if got[key] != want[key] {
				t.Errorf("%s was %s, is %s", key, want[key], got[key])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d keys were imported, %d kept", len(got), len(want))
		}
		goesOn(t, other)
		wants(t, other.Import(t.Context(), e), ErrNotEmpty, "")
	})
}

// goesOn holds an imported town against what is expected of any.
func goesOn(t *testing.T, s *Store) {
	t.Helper()
	ctx := t.Context()
	must(t, s.Enroll(ctx))
	must(t, s.Verify(ctx))
	if town, err := Home(ctx, s.c, 101); town != s.town.ID || err != nil {
		t.Errorf("the home of 101 is %q, %v", town, err)
	}
	if town, err := Home(ctx, s.c, 999); town != LobbyID || err != nil {
		t.Errorf("the home of somebody else is %q, %v", town, err)
	}
	waiting := take(t, s, soon())
	if len(waiting) != 2 {
		t.Errorf("messages wait for %d chats, want 2", len(waiting))
	}
	must(t, s.insist(ctx, 900, 101, stageReport("R9", "C1", "roll", election.Done)))
	must(t, s.Verify(ctx))
}

// Every key is exported, or left out on purpose: one that is added to keys.go
// has to be added to one of the two.
func TestExportKnowsEveryKey(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("keys.go")
	must(t, err)
	fixed, k := keysOf("linxi").fixedKeys(), keysOf("linxi")
	found := regexp.MustCompile(`(?m)^//\thj:\{town\}:(\w+)`).FindAllStringSubmatch(string(source), -1)
	for _, m := range found {
		if _, is := fixed[k.prefix+m[1]]; !is && !slices.Contains(leftOut(), m[1]) {
			t.Errorf("key %s is neither exported nor left out: add it to fixedKeys in export.go, or to leftOut", m[1])
		}
	}
	if len(found) < 25 {
		t.Errorf("only %d keys were read", len(found))
	}
}

func TestExportThatWasChangedIsNotRead(t *testing.T) {
	t.Parallel()
	s := open(t, redistest.Dial(t, redistest.Embedded(t)))
	lived(t, s)
	whole := string(exported(t, s))
	text := withoutSum(whole)
	lines := strings.SplitAfter(text, "\n")
	for name, c := range map[string]struct{ text, says string }{
		"cut off":         {strings.Join(lines[:len(lines)-3], ""), "lines, not"},
		"cut in a line":   {text[:len(text)-5], "line "},
		"newer":           {strings.Replace(text, `{"huanjie":2`, `{"huanjie":3`, 1), "newer release"},
		"something else":  {"{}", "this is none"},
		"an empty file":   {"", "first line"},
		"another type":    {strings.Replace(text, `"key":"talk","type":"hash"`, `"key":"talk","type":"list"`, 1), "type \"list\" is none"},
		"a foreign key":   {strings.Replace(text, `"key":"slot"`, `"key":"claim:digest"`, 1), "claim:digest"},
		"no chat":         {strings.Replace(text, `"key":"out:-5"`, `"key":"out:x"`, 1), "out:x"},
		"no score":        {regexp.MustCompile(`("zset","field":"[^"]*","value":)"`).ReplaceAllString(text, `$1"x`), "no score"},
		"entries turned":  {regexp.MustCompile(`("stream","field":")\d`).ReplaceAllString(text, `${1}9-`), "cannot stand here"},
		"an unknown word": {strings.Replace(text, `"type"`, `"kind"`, 1), "line 2"},
	} {
		if _, err := ReadExport(strings.NewReader(c.text)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
		summed := c.text + sumLine([]byte(c.text)) // whoever wrote it
		if _, err := ReadExport(strings.NewReader(summed)); c.text != "" && (err == nil || errors.Is(err, ErrSum)) {
			t.Errorf("%s, with a sum: %v", name, err)
		}
	}
	e, err := ReadExport(strings.NewReader(strings.Replace(text, `\"participants\":302`, `\"participants\":312`, 1)))
	must(t, err)
	wants(t, e.Broken, ErrChain, "its report is not the one that was written")
	wants(t, e.Unsummed, ErrSum, "earlier release")
	if err := Open(s.c, &election.Town{ID: "other"}).Import(t.Context(), e); err == nil {
		t.Error("a town was imported as another")
	}
}

func TestExportWhileReportsComeIn(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx, cancel := context.WithCancel(t.Context())
		errs := together(2, func(i int) error {
			if i == 0 {
				defer cancel()
				for range 10 {
					var out bytes.Buffer
					head, err := s.Export(t.Context(), &out)
					if err != nil {
						return err
					}
					e, err := ReadExport(&out)
					if err != nil || e.Broken != nil || e.Head != head {
						t.Errorf("an export of a town at work: %v, %v", err, e.Broken)
					}
				}
				return nil
			}
			for n := int64(1); ctx.Err() == nil && n < comingIn; n++ {
				if err := s.insist(t.Context(), n, 101, stageReport(election.ReportID(time.Duration(n).String()), "A1", "roll", election.Statuses()[1+n%3])); err != nil {
					return err
				}
			}
			return nil
		})
		must(t, errs[0])
		must(t, errs[1])
	})
}

// withoutSum is an export as earlier releases wrote it.
func withoutSum(export string) string { return export[:strings.LastIndex(export, sumBegins)] }

// Whatever byte of an export is another one, missing or added, it is not imported.
func TestAChangedByteIsSeen(t *testing.T) {
	t.Parallel()
	s := open(t, redistest.Dial(t, redistest.Embedded(t)))
	lived(t, s)
	text := exported(t, s)
	changes, passed := 1000, 0
	for i := range changes {
		random := rand.New(rand.NewPCG(7, uint64(i)))
		at := random.IntN(len(text))
		if i%20 == 0 {
			at = len(text) - 1 - i/20 // the sum itself
		}
		changed := slices.Clone(text)
		switch i % 10 {
		case 0:
			changed = slices.Delete(changed, at, at+1)
		case 1:
			changed = slices.Insert(changed, at, text[random.IntN(len(text))])
		default:
			changed[at] ^= byte(1 + random.IntN(255))
		}
		if bytes.Equal(changed, text) {
			continue
		}
		if e, err := ReadExport(bytes.NewReader(changed)); err == nil && e.Unsummed == nil {
			passed++
			t.Errorf("change %d, of byte %d, is not seen", i, at)
		}
		if e, err := ReadExport(strings.NewReader(withoutSum(string(text)))); err != nil || e.Unsummed == nil {
			t.Fatalf("without its sum it reads %v, %v", err, e.Unsummed)
		}
	}
	t.Logf("%d changes of %d bytes, %d not seen", changes, len(text), passed)
}

// An import that fails leaves nothing: not when a key of the town was there that
// the export needs, and not when the way to Redis breaks in the middle.
func TestAFailedImportLeavesNothing(t *testing.T) {
	t.Parallel()
	redistest.Both(t, func(t *testing.T, c redis.UniversalClient) {
		ctx, s := t.Context(), open(t, c)
		lived(t, s)
		e, err := ReadExport(bytes.NewReader(exported(t, s)))
		must(t, err)
		other := Open(redistest.Dial(t, redistest.Start(t)), s.town)
		must(t, other.c.Set(ctx, other.k.figures(village, "东片"), "left by somebody", 0).Err())
		must(t, other.c.HSet(ctx, homeKey, "101", "elsewhere").Err())
		before := dump(t, other.c)
		if err := other.Import(ctx, e); err == nil {
			t.Error("it was imported over another key")
		}
		if after := dump(t, other.c); !maps.Equal(before, after) {
			t.Errorf("%d keys stayed", len(after)-len(before))
		}

		must(t, other.c.FlushDB(ctx).Err())
		for answer := range 12 {
			breaking := &brokenOnce{at: answer}
			line := redis.NewClient(other.c.(*redis.Client).Options())
			line.AddHook(breaking)
			err := Open(line, s.town).Import(ctx, e)
			must(t, line.Close())
			if err == nil && breaking.at >= 0 {
				t.Logf("an import has %d answers", answer)
				return
			}
			if n := other.c.DBSize(ctx).Val(); err != nil && n != 0 {
				t.Fatalf("the way broke at answer %d (%v): %d keys stayed", answer, err, n)
			}
			must(t, other.c.FlushDB(ctx).Err())
		}
	})
}

// brokenOnce is a way to Redis that breaks once, after the command was carried out
// and before its answer came.
type brokenOnce struct{ at int }

func (b *brokenOnce) DialHook(next redis.DialHook) redis.DialHook { return next }

func (b *brokenOnce) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		err := next(ctx, cmd)
		if b.at--; b.at == -1 {
			err = errors.New("the way broke")
			cmd.SetErr(err)
		}
		return err
	}
}

func (b *brokenOnce) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, all []redis.Cmder) error {
		err := next(ctx, all)
		if b.at--; b.at == -1 {
			err = errors.New("the way broke")
			all[len(all)-1].SetErr(err)
		}
		return err
	}
}
