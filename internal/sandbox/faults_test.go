package sandbox

import (
	"net/http"
	"testing"
	"time"
)

func TestFaults(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p, q := met(t, s, "周明"), met(t, s, "李芳")
	toP, toQ := args{"chat_id": p.ID(), "text": "甲"}, args{"chat_id": q.ID(), "text": "乙"}
	count := func() int { return len(p.Messages()) }

	t.Run("refused before", func(t *testing.T) {
		f := s.Fail(Fault{Method: "sendMessage", Chat: p.ID(), Times: 2, Status: 500})
		before := count()
		for range 2 {
			refused(t, s, "sendMessage", toP, "Internal Server Error")
		}
		do[Message](t, s, "sendMessage", toQ)
		do[Message](t, s, "sendMessage", toP)
		if count() != before+1 || f.Hits() != 2 {
			t.Errorf("%d messages more, %d hits", count()-before, f.Hits())
		}
	})
	t.Run("cut before", func(t *testing.T) {
		f := s.Fail(Fault{Method: "sendmessage"})
		before := count()
		if _, err := try(soon(t), s, "sendMessage", toP); err == nil {
			t.Error("a cut connection gave an answer")
		}
		f.Remove()
		if count() != before {
			t.Error("the message came through")
		}
		if last := s.Requests(); last[len(last)-1].Status != 0 || last[len(last)-1].Applied {
			t.Errorf("recorded as %+v", last[len(last)-1])
		}
		do[Message](t, s, "sendMessage", toP)
	})
	t.Run("cut after delivery", func(t *testing.T) {
		defer s.Fail(Fault{AfterDelivery: true}).Remove()
		before := count()
		if _, err := try(soon(t), s, "sendMessage", toP); err == nil {
			t.Error("a cut connection gave an answer")
		}
		last := s.Requests()
		if r := last[len(last)-1]; count() != before+1 || r.Status != 0 || !r.Applied || r.Message != p.Last().ID || r.Text != "甲" {
			t.Errorf("%d messages more, recorded as %+v", count()-before, r)
		}
	})
	t.Run("bad gateway after delivery", func(t *testing.T) {
		defer s.Fail(Fault{AfterDelivery: true, Status: 502, Body: "<html>502 Bad Gateway</html>"}).Remove()
		before := count()
		out, err := try(soon(t), s, "sendMessage", toP)
		if err == nil || out.Code != http.StatusBadGateway || count() != before+1 {
			t.Errorf("%v %+v, %d messages more", err, out, count()-before)
		}
	})
	t.Run("blocked", func(t *testing.T) {
		defer s.Fail(Fault{Status: 403}).Remove()
		refused(t, s, "sendMessage", toP, "Forbidden: bot was blocked by the user")
	})
	t.Run("late", func(t *testing.T) {
		defer s.Fail(Fault{Delay: 20 * time.Millisecond}).Remove()
		began := time.Now()
		do[Message](t, s, "sendMessage", toP)
		if took := time.Since(began); took < 20*time.Millisecond {
			t.Errorf("took %v", took)
		}
	})
}

func TestChanceIsRepeatable(t *testing.T) {
	t.Parallel()
	run := func() string {
		s, _ := start(t, Options{Seed: 7, Limits: Limits{Off: true}})
		p := met(t, s, "周明")
		s.Fail(Fault{Method: "sendMessage", Probability: 0.5, Status: 500})
		outcome := ""
		for range 32 {
			out, err := try(soon(t), s, "sendMessage", args{"chat_id": p.ID(), "text": "x"})
			if err != nil {
				t.Fatal(err)
			}
			outcome += map[bool]string{true: "o", false: "x"}[out.OK]
		}
		return outcome
	}
	first, second := run(), run()
	if first != second {
		t.Errorf("same seed, different faults: %s and %s", first, second)
	}
	if first == "oooooooooooooooooooooooooooooooo" || first == "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" {
		t.Errorf("no chance in it: %s", first)
	}
}
