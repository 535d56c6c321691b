package config

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// targets reads what the office's plan wants of the elected.
func (r *reader) targets(key string, raw []targetTOML, marks []string) []election.Target {
	var all []election.Target
	for i, t := range raw {
		at := join(key, "target."+strconv.Itoa(i))
		target, ok := r.target(at, t, marks)
		if !ok {
			continue
		}
		if slices.ContainsFunc(all, func(had election.Target) bool { return had.Trait == target.Trait && had.EachUnit == target.EachUnit }) {
			r.wrong(join(at, "trait"), say("%q 的同一种目标写了两次：删掉一个（比例和 each_unit 可以并存）", "two targets of one form for %q: delete one (a share and each_unit may stand side by side)").With(t.Trait))
			continue
		}
		all = append(all, target)
	}
	return all
}

func (r *reader) target(at string, raw targetTOML, marks []string) (election.Target, bool) {
	t := election.Target{Trait: election.Trait(raw.Trait), EachUnit: raw.EachUnit}
	switch {
	case raw.Trait == "":
		r.wrong(at, say("这个目标没有 trait：写 %s 之一", "this target has no trait: write one of %s").With(traitNames(marks)))
		return t, false
	case !isTrait(raw.Trait, marks):
		r.wrong(join(at, "trait"), say("没有 %q 这个 trait：写 %s 之一", "unknown trait %q: write one of %s").With(raw.Trait, traitNames(marks)))
		return t, false
	case raw.EachUnit && raw.Least != "":
		r.wrong(join(at, "least"), say("least 和 each_unit 都写了：留一个，或写成两个目标", "least and each_unit are both set: keep one of them, or write two targets"))
		return t, false
	case raw.EachUnit:
		return t, true
	case raw.Least == "":
		r.wrong(at, say(`目标 %q 没有内容：写 least = "30%%" 或 least = "1/3"，或 each_unit = true`, `target %q says nothing: write least = "30%%" or least = "1/3", or each_unit = true`).With(raw.Trait))
		return t, false
	}
	least, ok := readShare(raw.Least)
	if !ok {
		r.wrong(join(at, "least"), say(`least %q 不是比例：写成 "30%%" 或 "1/3"，大于零，不超过全部`, `least %q is not a share: write it as "30%%" or "1/3", more than nothing and at most all`).With(raw.Least))
	}
	t.Least = least
	return t, ok
}

// bands reads the ages that the office counts the elected by. No age is in two of them.
func (r *reader) bands(key string, raw []string) []election.Band {
	var all []election.Band
	for _, text := range raw {
		b, err := election.ParseBand(fold(text))
		switch {
		case err != nil:
			r.wrong(key, say("bands %q 不是年龄段：写成 \"26-35\"，最小一段 \"-35\"，最大一段 \"55-\"", "bands: %q is no range of ages: write it as \"26-35\", the youngest as \"-35\", the oldest as \"55-\"").With(text))
		case slices.ContainsFunc(all, b.Overlaps):
			r.wrong(key, say("bands %q 与前面的年龄段重叠：同一岁数只能算在一段里", "bands: %q shares an age with one before it: each age is counted once").With(text))
		default:
			all = append(all, b)
		}
	}
	return all
}

var (
	percents = regexp.MustCompile(`^([0-9]{1,3})\s*%$`)
	fraction = regexp.MustCompile(`^([0-9]{1,3})\s*/\s*([0-9]{1,3})$`)
)

// readShare reads "30%" or "1/3". It reports false if that is no share, or none
// at all, or more than the whole.
func readShare(text string) (election.Ratio, bool) {
	share := election.Ratio{Whole: 100}
	if m := percents.FindStringSubmatch(fold(text)); m != nil {
		share.Part, _ = strconv.Atoi(m[1])
	} else if m := fraction.FindStringSubmatch(fold(text)); m != nil {
		share.Part, _ = strconv.Atoi(m[1])
		share.Whole, _ = strconv.Atoi(m[2])
	}
	return share, share.Part > 0 && share.Part <= share.Whole
}

// isTrait reports whether the elected are counted by this.
func isTrait(name string, marks []string) bool {
	return slices.Contains(election.Traits(), election.Trait(name)) || slices.Contains(marks, name)
}

func traitNames(marks []string) string {
	var names []string
	for _, t := range election.Traits() {
		names = append(names, string(t))
	}
	return strings.Join(append(names, marks...), ", ")
}
