package main

import (
	"context"
	"slices"
	"strings"
	"testing"

	"huanjie/internal/sandbox"
)

// hears waits until a message on a telephone holds some words.
func hears(t *testing.T, p *sandbox.Phone, words string) {
	t.Helper()
	waits(t, p, words, func(m sandbox.Message) bool { return strings.Contains(m.Text+m.Caption, words) })
}

// taps waits for a button and presses it.
func taps(t *testing.T, p *sandbox.Phone, label string) {
	t.Helper()
	waits(t, p, label, func(m sandbox.Message) bool {
		_, has := m.Button(label)
		return has
	})
	must(t, p.Tap(label))
}

// waits waits until one of a telephone's messages fits, and else says what stands there.
func waits(t *testing.T, p *sandbox.Phone, what string, fits func(sandbox.Message) bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), screenPatience)
	defer cancel()
	err := p.Wait(ctx, func(all []sandbox.Message) bool { return slices.ContainsFunc(all, fits) })
	if err != nil {
		var says []string
		for _, m := range p.Messages() {
			says = append(says, m.Text)
		}
		t.Fatalf("no %q: %s", what, strings.Join(says, "\n---\n"))
	}
}
