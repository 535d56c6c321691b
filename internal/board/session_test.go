package board

import (
	"net/http"
	"testing"

	"huanjie/internal/election"
)

// TestALinkIsForOneAccount: a link that was made for the account that somebody had is
// no good once they have another one, and neither is a session that began with it.
func TestALinkIsForOneAccount(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	r.bind(41, leader)
	old, unused := r.Link("qinghe", leader, 41, election.Chinese, r.now()), r.Link("qinghe", leader, 41, election.Chinese, r.now())
	b := r.browser()
	if status, _ := b.get(old); status != http.StatusOK {
		t.Fatalf("their own link: %d", status)
	}
	if status, _ := b.get("/unit?id=E1"); status != http.StatusOK {
		t.Fatalf("their own session: %d", status)
	}
	r.bind(42, leader)
	if status, _ := b.get("/unit?id=E1"); status != http.StatusForbidden {
		t.Errorf("the session of the earlier account: %d", status)
	}
	if status, _ := r.browser().get(unused); status != http.StatusForbidden {
		t.Errorf("the link of the earlier account: %d", status)
	}
	if status, _ := r.browser().get(r.Link("qinghe", leader, 0, election.Chinese, r.now())); status != http.StatusForbidden {
		t.Errorf("a link of no account: %d", status)
	}
	if status, _ := r.browser().get(r.Link("qinghe", leader, 42, election.Chinese, r.now())); status != http.StatusOK {
		t.Errorf("a link of the new account: %d", status)
	}
}

// TestAFewSessionsEach: a person looks with five browsers; the sixth ends the first.
// Others are not concerned.
func TestAFewSessionsEach(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	other := r.enter(group)
	var all []browser
	for range 6 {
		all = append(all, r.enter(leader))
	}
	for i, b := range append(all, other) {
		want := http.StatusOK
		if i == 0 {
			want = http.StatusForbidden
		}
		if status, _ := b.get("/unit?id=E1"); status != want {
			t.Errorf("browser %d: %d, want %d", i+1, status, want)
		}
	}
}
