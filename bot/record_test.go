package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// hasAll reports whether a text has all these words.
func hasAll(text string, words ...string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// heard is what people said, as it stands on record: kind, person, unit, what
// became of it.
func (r *rig) heard(s *store.Store) (all []string) {
	r.t.Helper()
	err := s.Spoken(r.ctx, time.Time{}, func(m store.Said) error {
		if !m.Out {
			all = append(all, fmt.Sprintf("%s|%s|%s|%s|%s", m.Kind, m.Person, m.Unit, m.Text, m.Became))
		}
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return all
}

func TestEveryMessageIsOnRecord(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p, stranger := r.phone("周明"), r.stranger()
	r.sees(p, "请选择")
	r.say(p, "今天天气不错")
	r.say(p, "投票 212")
	r.sees(p, "212", "[✅ 确认上报]")
	r.tap(p, "✅ 确认上报")
	r.sees(p, "✅ 已上报")
	if _, err := p.Photo(sandbox.Picture(20, 20), "现场"); err != nil {
		t.Fatal(err)
	}
	r.say(p, "东河村")
	r.say(stranger, "你好")
	r.sees(stranger, "您还没有登记")
	r.taken()
	report := r.journalOf()[0]
	all := r.heard(r.store)
	for _, want := range []string{"text|周明||/start|command start", "text|周明||今天天气不错|not understood", "text|周明|E1|投票 212|card", "text|周明||东河村|answered"} {
		if !slices.Contains(all, want) {
			t.Errorf("%q is not on record: %q", want, all)
		}
	}
	confirmed := slices.IndexFunc(all, func(s string) bool { return hasAll(s, "tap|周明|E1|d:", "|report "+string(report.ID)) })
	if confirmed < 0 || !slices.ContainsFunc(all, func(s string) bool { return hasAll(s, "photo|周明|", "现场|answered") }) {
		t.Errorf("the confirmation or the photo is not on record: %q", all)
	}
	if got := r.heard(store.Lobby(r.redis)); !slices.Equal(got, []string{"text|||你好|stranger"}) {
		t.Errorf("of the stranger: %q", got)
	}
	people, err := r.store.WhoSaw(r.ctx, report.Unit, r.clock().Add(-time.Minute))
	if err != nil || !slices.Equal(people, []election.PersonID{"周明"}) {
		t.Errorf("%q saw the unit (%v)", people, err)
	}
}
