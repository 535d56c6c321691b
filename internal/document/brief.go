package document

import (
	"html"
	"strings"

	"huanjie/internal/election"
)

// Several returns the texts of the digests of several elections as one: whole ones if they
// fit into a message, else the short ones; false if these do not fit either.
func Several(whole, short []string) (string, bool) {
	for _, all := range [][]string{whole, short} {
		text := strings.Join(saidOnce(all), "\n\n")
		if width(html.UnescapeString(markup.ReplaceAllString(text, ""))) <= textMost {
			return text, true
		}
	}
	return "", false
}

// saidOnce are texts of one digest: the title that they share stands above the first, and the
// lines that they share at their ends below the last.
func saidOnce(texts []string) []string {
	var parts []string
	for i, text := range texts {
		lines, last := strings.Split(text, "\n"), strings.Split(texts[len(texts)-1], "\n")
		if title, _, _ := strings.Cut(texts[0], "\n"); i > 0 && len(lines) > 1 && lines[0] == title {
			lines = lines[1:]
		}
		for n := len(last) - 1; i < len(texts)-1 && n > 0 && len(lines) > 1 && lines[len(lines)-1] == last[n]; n-- {
			lines = lines[:len(lines)-1]
		}
		parts = append(parts, strings.TrimSpace(strings.Join(lines, "\n")))
	}
	return parts
}

// Brief returns the text of a short digest: the figures, and how much is late
// and in difficulty, without names.
func Brief(s election.Summary, l election.Language, on Occasion) string {
	p := &page{l: l}
	digestHead(p, s, on == Late)
	amiss(p, s)
	figures(p, s, false)
	changes(p, s)
	owed := s.LateCount()
	p.line(election.Phrase{})
	switch {
	case owed > 0:
		p.line(say("⏰ 逾期 %d 项，%s", "⏰ Late: %d in %s").With(owed, stages(len(s.Late))))
	case !s.PollingNow():
		p.line(say("✅ 没有逾期", "✅ Nothing is late"))
	}
	if n := s.Lists[election.ListTroubled].Count; n > 0 {
		p.line(say("🆘 有困难 %s", "🆘 In difficulty: %s").With(s.Election.Units(n)))
	}
	p.line(say("名单发“日报”", "For the names send “digest”"))
	head(p, s)
	return p.String()
}
