package proofread

import (
	"math"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// shares adds up the percentages of all parts of a whole.
func (c *checker) shares(i int) {
	open := map[string][]number{}
	seen := map[string]map[string]bool{}
	all := c.numbersOf(i)
	for k, p := range all {
		if p.sort != percent || !p.exact {
			continue
		}
		labelled := labelOfShare(all, k)
		f, name, ok := memberOf(labelled)
		if !ok {
			f, name, ok = bandOf(labelled)
		}
		if !ok || seen[f.name][name] {
			continue
		}
		if seen[f.name] == nil {
			seen[f.name] = map[string]bool{}
		}
		seen[f.name][name] = true
		open[f.name] = append(open[f.name], p)
		if f.whole == nil || f.whole(seen[f.name]) {
			defer c.hundred(f, open, seen)
		}
	}
}

// labelOfShare is the percentage all[k] as a count of persons with its label: its own, or
// that of the number whose share it is.
func labelOfShare(all []number, k int) number {
	n := all[k]
	if k > 0 && all[k-1].sort == count {
		before, after := strings.Trim(n.before, " "), all[k-1].after
		if filler(before) || strings.HasPrefix(before, "占") || n.before == after || strings.HasPrefix(n.before, after+"占") {
			n = all[k-1]
		}
	}
	n.sort, n.unit = count, "名"
	return n
}

// hundred reports the shares of a family that do not make 100 %, as far as
// rounding goes.
func (c *checker) hundred(f family, open map[string][]number, seen map[string]map[string]bool) {
	all := open[f.name]
	if len(all) < 2 || f.whole != nil && !f.whole(seen[f.name]) || slices.ContainsFunc(all, c.told) {
		return
	}
	sum, slack, decimals := 0.0, 0.0, 0
	for _, p := range all {
		sum += p.float()
		decimals = max(decimals, p.decimals)
		slack += 0.5 / math.Pow10(p.decimals)
	}
	if len(all) > 2 {
		slack -= 1e-6 // three and more are not all rounded up by a whole half
	}
	if math.Abs(sum-100) <= slack+1e-7 {
		return
	}
	stated := decimal(sum, decimals) + "%"
	c.add(all[0].at, all[len(all)-1].end, Shares, stated, "100%",
		election.Say("各部分的比例相加是 %s，应当是 100%%", "the shares of all parts make %s and should make 100 %%").With(stated))
}
