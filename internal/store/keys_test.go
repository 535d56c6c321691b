package store

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// listed reads the list in keys.go: a pattern for every key, and its type.
func listed(t *testing.T) map[*regexp.Regexp]string {
	t.Helper()
	source, err := os.ReadFile("keys.go")
	must(t, err)
	all := map[*regexp.Regexp]string{}
	for _, m := range regexp.MustCompile(`(?m)^//\t(hj:(?:<[^>]+>|[^\s<])+)(?:\n//\t)?\s+(string|hash|list|set|zset|stream)\s`).FindAllStringSubmatch(string(source), -1) {
		pattern := regexp.QuoteMeta(m[1])
		pattern = strings.ReplaceAll(pattern, regexp.QuoteMeta("{town}"), `\{[a-z0-9-]+\}`)
		pattern = regexp.MustCompile(`<[^>]+>`).ReplaceAllString(pattern, `.*`)
		all[regexp.MustCompile("^"+pattern+"$")] = m[2]
	}
	return all
}

// everything has a town, and what the towns share, live through all that leaves
// a key.
func everything(t *testing.T, s *Store) {
	t.Helper()
	ctx := t.Context()
	must(t, s.Commit(ctx, full(t, s, 1, countReport("R1", "A1", tally(300, 200, 100, 290, 280, 20)))))
	must(t, s.insist(ctx, 2, 101, stageReport("R2", "B1", "roll", election.InDifficulty)))
	_, err := s.Invite(ctx, "白露", noon(-30))
	must(t, err)
	must(t, s.bind(ctx, 3, 101, "白露"))
	must(t, s.Settle(ctx, 101))
	must(t, s.Sent(ctx, 101, "card", 7))
	must(t, s.Draw(ctx, Pictures{Charts: []string{"heat"}, Election: "v27", Area: "东片", At: noon(0)}, Drawn{Files: []string{"f"}}))
	must(t, s.Unreachable(ctx, 102, "blocked"))
	must(t, s.Commit(Fenced(ctx, 7), Commit{Update: 4, Flood: &Flood{User: 101, Minute: 7}, Said: &Said{ID: "4", Chat: 101, Text: "投票"}, Saw: []Sight{{By: "石远", Area: "东片", Through: "digest"}}}))
	must(t, s.PackRecord(ctx, time.Now().Add(2*saidLoose)))
	_, _, err = Lead(ctx, s.c, "one", time.Minute)
	must(t, err)
	must(t, s.Commit(ctx, Commit{Once: "digest:1", Messages: []Message{{ID: "d", Chat: 103}}}))
	must(t, s.c.RPush(ctx, s.k.out(103), "broken").Err())
	take(t, s, soon())
	delivered(ctx, t, s)
	must(t, s.TellDay(ctx, village, polling()))
	must(t, s.TellDuties(ctx, ToldDuties{At: noon(0), Duties: s.town.Duties()}, false))
	must(t, s.KeepUnopened(ctx, "谷雨"))
	must(t, s.KeepDigest(ctx, DigestOf{Election: village}, election.Summary{Election: s.town.Elections[0], AsOf: noon(0)}, noon(0)))
	_, err = s.AskedIn(ctx, -5, noon(0))
	must(t, err)
	must(t, s.Commit(ctx, Commit{Once: "notice", Acks: []Ack{{Announcement: "N1", Unit: "A1"}}, Plan: []Planned{{Step: StepNudge, ID: "N1", At: noon(1)}}}))
	must(t, s.Ran(ctx, "digest", noon(0)))
	must(t, s.Rehearse(ctx, Rehearsal{Since: noon(0), By: "石远"}))
	must(t, s.Begin(ctx, noon(0), true))
	must(t, KeepClock(ctx, s.c, "host redis", election.ClockAhead, noon(0)))
	must(t, s.Commit(ctx, Commit{Own: []election.OwnText{{Part: election.OwnWays, Text: "压实责任。", By: "石远", At: noon(1)}}}))
	must(t, s.Commit(ctx, Commit{CloseOut: &CloseOut{Day: polling().AddDays(180)}}))
	must(t, s.Plan(ctx, map[string]time.Time{"digest": noon(1)}))
	card := election.Card{Owed: []election.Owed{{Unit: "A1", Stage: "roll"}}}
	asked, err := s.Session(ctx, 101)
	must(t, err)
	must(t, s.Commit(ctx, Commit{Session: &asked, State: asked.Talk, Prefs: &Prefs{Brief: true},
		Cards: []CardChange{{Person: "白露", Is: card, Message: Message{ID: "c", Chat: 101, Key: "asked"}}}}))
	asked, err = s.Session(ctx, 101)
	must(t, err)
	must(t, s.Commit(ctx, Commit{Session: &asked, State: flow.State{Drafts: []flow.Draft{{ID: "L", Form: "incident", Left: &flow.Left{Since: noon(0)}}}}}))
	_, err = s.Claim(ctx, "digest", "one", time.Minute)
	must(t, err)
	_, err = s.KeepLoose(ctx, 101, election.File{Kind: election.Photo, ID: "p"}, noon(0))
	must(t, err)
	must(t, s.Bury(ctx, []byte("{"), "cannot be read", noon(0)))
	_, err = s.Invite(ctx, "谷雨", noon(0))
	must(t, err)
	must(t, s.AddSession(ctx, "谷雨", "browser", time.Hour))
	must(t, s.c.Set(ctx, runKey, "0f", 0).Err())
	code, err := s.OfficeCode(ctx)
	must(t, err)
	if is, err := s.JoinOffice(ctx, 900, code); !is || err != nil {
		t.Errorf("joined %v, %v", is, err)
	}
	_, err = s.OfficeCode(ctx)
	must(t, err)
	must(t, Own(ctx, s.c, "1000001"))
	must(t, Know(ctx, s.c, []*Store{s}))
	if others, err := Others(ctx, s.c, []*Store{s}); len(others) > 0 || err != nil {
		t.Errorf("other towns: %v, %v", others, err)
	}
	must(t, s.c.Set(ctx, foreignKey, "2027-01-15T00:00:00Z", 0).Err())
	must(t, s.c.Set(ctx, s.k.unsealed(), 0, 0).Err())
	must(t, s.c.HSet(ctx, s.k.amiss(), "kind", "sums").Err())
	must(t, s.c.Set(ctx, s.k.importing(), "0f", 0).Err())
	reports(t, s, members("R3", "C1"))
	over := townOf(t)
	over.ID = "dashi"
	must(t, Open(s.c, over).CloseOut(ctx, noon(180)))
	must(t, Lobby(s.c).Commit(ctx, Commit{Update: 9, Messages: []Message{{ID: "s", Chat: 104}}}))
	if n, err := Dead(ctx, s.c); n != 1 || err != nil {
		t.Errorf("%d updates were put aside, %v", n, err)
	}
}

// TestEveryKeyIsListed lets a town live through everything, and holds every key
// it leaves against the list in keys.go. Each line of the list must be met, too.
func TestEveryKeyIsListed(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		everything(t, s)
		patterns, met := listed(t), map[*regexp.Regexp]bool{}
		keys, err := s.c.Keys(ctx, "*").Result()
		must(t, err)
		for _, key := range keys {
			known := false
			for pattern, kind := range patterns {
				if pattern.MatchString(key) && kind == s.c.Type(ctx, key).Val() {
					known, met[pattern] = true, true
				}
			}
			if !known {
				t.Errorf("key %s, a %s, is not in the list of keys.go", key, s.c.Type(ctx, key).Val())
			}
			tagged := strings.HasPrefix(key, "hj:{linxi}:") || strings.HasPrefix(key, "hj:{-}:") || strings.HasPrefix(key, "hj:{dashi}:")
			if !tagged && key != homeKey && key != deadKey && key != pollerKey && key != bellKey && key != runKey && key != townsKey && key != clocksKey && key != foreignKey && key != ownerKey && !strings.HasPrefix(key, "hj:{bot:12}:") {
				t.Errorf("key %s has no hash tag of its town", key)
			}
		}
		for pattern := range patterns {
			if !met[pattern] {
				t.Errorf("no key is %s: has the list of keys.go grown old?", pattern)
			}
		}
		if len(patterns) < 25 {
			t.Errorf("only %d lines of the list were read", len(patterns))
		}
	})
}
