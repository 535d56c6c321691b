package config

import (
	"maps"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// lastTerm reads the figures of the election before: registered, participants, elected,
// and of the elected any trait.
func (r *reader) lastTerm(key string, raw map[string]int, marks []string) election.Term {
	t := election.Term{Parts: map[election.Trait]int{}}
	for _, name := range slices.Sorted(maps.Keys(raw)) {
		switch n := raw[name]; {
		case n < 0:
			r.wrong(join(key, name), say("%d：人数不能小于零", "%d: no number of people is below zero").With(n))
		case name == "registered":
			t.Registered = n
		case name == "participants":
			t.Participants = n
		case name == "elected":
			t.Elected = n
		case isTrait(name, marks):
			t.Parts[election.Trait(name)] = n
		default:
			r.wrong(join(key, name), say("没有 %q 这个上届数字：写 registered、participants、elected，或 %s 之一", "unknown figure %q of the last term: write registered, participants, elected, or one of %s").With(name, traitNames(marks)))
		}
	}
	if len(t.Parts) == 0 {
		t.Parts = nil
	}
	if wrong := t.Wrong(); wrong != "" {
		r.wrong(join(key, wrong), say("上届的 %s 多于它所属的总数：核对 registered、participants、elected", "%s of the last term is more than what it is part of: check registered, participants, elected").With(wrong))
	}
	return t
}

// circles reads the 界别 by which an office counts deputies.
func (r *reader) circles(key string, raw []string) []string {
	return r.names(key, "circles", raw, func(string) election.Phrase { return election.Phrase{} })
}

// marks reads what else an office counts the elected by: 双强.
func (r *reader) marks(key string, raw []string) []string {
	return r.names(key, "marks", raw, election.MarkProblem)
}

// names reads a list of names, each once.
func (r *reader) names(key, setting string, raw []string, wrong func(string) election.Phrase) []string {
	var all []string
	for _, name := range raw {
		name = strings.TrimSpace(name)
		if name == "" || slices.Contains(all, name) {
			r.wrong(key, say("%s：%q 是空的或写了两次：每个写一次", "%s: %q is empty or stands twice: write each once").With(setting, name))
			continue
		}
		if problem := wrong(name); !problem.IsZero() {
			r.wrong(key, problem)
			continue
		}
		all = append(all, name)
	}
	return all
}
