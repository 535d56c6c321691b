package proofread

import (
	"regexp"
	"strings"
)

// allNamed gathers the parts that a whole names one by one, so that no part is left out:
// 来信来访25件，其中来信9件，来访14件. Persons may be of two parts, so theirs are not too many.
func (c *checker) allNamed(i int) []group {
	var out []group
	all := c.counts(i)
	for k, w := range all {
		if k+2 >= len(all) || !w.whole() || !rightAmong.MatchString(c.s[w.end:all[k+1].at]) {
			continue
		}
		parts, sum := partsNamed(c.s, all[k+1:], w)
		if len(parts) < 2 || w.kind() == "person" && sum > w.value {
			continue
		}
		out = append(out, group{parts: parts, family: family{name: "list"}, complete: true, total: &all[k]})
	}
	return out
}

// partsNamed are the first of some numbers that a whole names all of, and their sum; none
// if it names something else as well.
func partsNamed(s string, after []number, w number) (parts []number, sum int64) {
	var names []string
	for k, n := range after {
		if !n.whole() || n.unit != w.unit || k > 0 && strings.ContainsAny(s[after[k-1].end:n.at], "；。") {
			break
		}
		parts, names, sum = append(parts, n), append(names, labels(n)[0]), sum+n.value
		if namesJust(w.before, names) {
			return parts, sum
		}
	}
	return nil, 0
}

// namesEnd is what may stand between the names of things and their number.
var namesEnd = regexp.MustCompile(`(?:材料|文件|报告|总数|总计|合计|共计|共|有)+$`)

// namesJust reports whether words end in some names and nothing else that is named with them.
func namesJust(words string, names []string) bool {
	words = namesEnd.ReplaceAllString(strings.TrimRight(words, " "), "")
	left := append([]string{}, names...)
	for len(left) > 0 {
		k := suffixOf(words, left)
		if k < 0 {
			return false
		}
		words = strings.TrimSuffix(words, left[k])
		left = append(left[:k], left[k+1:]...)
		if bare := strings.TrimRight(words, "、和及与"); len(left) > 0 {
			words = bare
		} else if bare != words {
			return false
		}
	}
	return true
}

// suffixOf is the place of the name that some words end in, -1 if they end in none.
func suffixOf(words string, names []string) int {
	for k, name := range names {
		if len(name) >= len("来信") && strings.HasSuffix(words, name) {
			return k
		}
	}
	return -1
}
