package bot_test

import (
	"strings"
	"testing"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// TestDigestOfSeveralElectionsAtOnce: who answers for several elections and asks for the
// digest gets one digest with a part for each, as the scheduled one is.
func TestDigestOfSeveralElectionsAtOnce(t *testing.T) {
	t.Parallel()
	town := officeTown(t, "tea-town")
	for _, words := range []string{"日报", "现在什么情况"} {
		oneDigest(t, town, words)
	}
}

func oneDigest(t *testing.T, town *election.Town, words string) {
	t.Helper()
	r := start(t, setting{town: town})
	leader := r.phone(town.LeadingGroup[0])
	r.run(r.bot.Poll)
	r.say(leader, words)
	r.sees(leader, "日报")
	r.sent()
	var digests []sandbox.Message
	for _, m := range leader.Messages() {
		if m.From.IsBot && strings.Contains(m.Text+m.Caption, "📊") && strings.Contains(m.Text+m.Caption, "截至") {
			digests = append(digests, m)
		}
	}
	if len(digests) != 1 || strings.Count(digests[0].Text, "📊") != 1 {
		t.Fatalf("%d messages of the digest for %d elections: %v", len(digests), len(town.Elections), digests)
	}
	for _, e := range town.Elections {
		if !strings.Contains(digests[0].Text, e.Kind.Name().In(election.Chinese)+" · 截至") {
			t.Errorf("the digest has no part for %s:\n%s", e.ID, digests[0].Text)
		}
	}
}
