package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// TestDemoElected plays the demo to its end on its telephones: the office then
// reads who the 66 elected are, and the figures add up.
func TestDemoElected(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Minute)
	t.Cleanup(cancel)
	s := serveDemo(t, ctx)
	s.pollingDay(ctx, true)
	s.laterRounds(ctx)
	town, sum := s.office.config.Towns[0], election.Figures{}
	for _, u := range town.Units {
		state, err := s.office.stores[0].States(ctx, []election.UnitID{u.ID})
		if err != nil {
			t.Fatal(err)
		}
		for k, n := range town.ElectionOf(u).Figures(state[0].Progress) {
			sum[k] += n
		}
	}
	c := sum.Composition()
	got := []int{c.Units, c.People, c.Parts[election.TraitMen], c.Parts[election.TraitWomen], c.Parts[election.TraitParty],
		c.Parts[election.TraitUnder50], c.Secondary(), c.Parts[election.TraitReElected], c.Parts[election.TraitCombined]}
	if want := []int{22, 66, 44, 22, 57, 55, 41, 50, 18}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	if _, err := s.cast.office.Say("日报"); err != nil {
		t.Fatal(err)
	}
	line := "男 44、女 22、党员 57、不满50岁 55、高中及以上 41、连任 50"
	seen := func(messages []sandbox.Message) bool {
		for _, m := range messages {
			if strings.Contains(m.Text, line) {
				return true
			}
		}
		return false
	}
	if err := s.cast.office.Wait(ctx, seen); err != nil {
		t.Errorf("the digest does not say %s: %v", line, err)
	}
}
