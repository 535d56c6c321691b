package proofread

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// tables recomputes the tables of the text: shares and sums along each row, and
// the columns against their last row if that is a total.
func (c *checker) tables() {
	for _, rows := range c.tabled {
		heads := headsOf(rows)
		if heads == nil {
			continue
		}
		body := rows[1:]
		for _, r := range body {
			c.tableRow(heads, r)
		}
		c.tableColumns(heads, body)
	}
}

// headsOf is the first row of a table if it has no figures; nil else.
func headsOf(rows []row) []string {
	var heads []string
	for _, cell := range rows[0].cells {
		if _, ok := cellNumber(cell); ok {
			return nil
		}
		heads = append(heads, strings.ReplaceAll(strings.Trim(cell, " "), " ", ""))
	}
	return heads
}

var cellWords = regexp.MustCompile(`^\s*([\d,]+(?:\.\d+)?)\s*(%|人|名|张|票|个|份|户)?\s*$`)

// cellNumber reads a cell that holds one figure.
func cellNumber(cell string) (number, bool) {
	m := cellWords.FindStringSubmatch(cell)
	if m == nil {
		return number{}, false
	}
	v, d, ok := amount(m[1], "")
	n := number{value: v, decimals: d, exact: true}
	if m[2] == "%" {
		n.sort = percent
	}
	return n, ok
}

// Heads of columns.
var tableHeads = []struct {
	name  string
	words *regexp.Regexp
}{
	{"rate", regexp.MustCompile(`^(?:参选率|投票率|参投率|到会率|参会率|参选比例)(?:（?%）?)?$`)},
	{"invalid", regexp.MustCompile(`^(?:无效票?|废票|无效选票)(?:数|（张）|（票）)*$`)},
	{"valid", regexp.MustCompile(`^有效(?:选?票)?(?:数|（张）|（票）)*$`)},
	{"returned", regexp.MustCompile(`^(?:收回|回收)(?:选?票)?(?:数|（张）|（票）)*$`)},
	{"issued", regexp.MustCompile(`^(?:发出|发放)(?:选?票)?(?:数|（张）|（票）)*$`)},
	{"took", regexp.MustCompile(`^(?:参加投票|实际?参加|参选|实到|投票|参加选举|实参选|参投)(?:选民|人|党员)*(?:数|（人）|人数)*$`)},
	{"registered", regexp.MustCompile(`^(?:登记选民|选民|应参加|应到|登记|选民登记|应参选)(?:选民|人|党员)*(?:总?数|（人）|人数)*$`)},
	{"men", regexp.MustCompile(`^男性?(?:数|（人）|人数)*$`)},
	{"women", regexp.MustCompile(`^女性?(?:数|（人）|人数)*$`)},
	{"total", regexp.MustCompile(`^(?:合计|总计|小计|总数|人数|当选人数|总人数|当选)(?:（人）)?$`)},
	{"head", regexp.MustCompile(`^(?:主任|书记)$`)}, {"vice", regexp.MustCompile(`^(?:副主任|副书记)$`)}, {"member", regexp.MustCompile(`^委员$`)},
}

func headOf(head string) string {
	for _, h := range tableHeads {
		if h.words.MatchString(head) {
			return h.name
		}
	}
	return ""
}

// placed is a figure of a table with its place in the text.
type placed struct {
	number
	found bool
}

// figures are the figures of a row by the head of their column; a head that
// stands twice says nothing.
func (r row) figures(heads []string) map[string]placed {
	out := map[string]placed{}
	twice := map[string]bool{}
	at := r.at
	for k, cell := range r.cells {
		if n, ok := cellNumber(cell); ok && k < len(heads) {
			n.at = at + len(cell) - len(strings.TrimLeft(cell, " "))
			n.end = at + len(strings.TrimRight(cell, " "))
			if name := headOf(heads[k]); name != "" {
				if out[name].found {
					twice[name] = true
				}
				out[name] = placed{n, true}
			}
		}
		at += len(cell) + 1
	}
	for name := range twice {
		delete(out, name)
	}
	return out
}

// tableRow checks the figures of a row against each other.
func (c *checker) tableRow(heads []string, r row) {
	f := r.figures(heads)
	if p := f["rate"]; p.found && f["took"].found && f["registered"].found && f["registered"].value > 0 {
		p.sort = percent
		c.recompute(p.number, share{part: f["took"].number, whole: f["registered"].number})
	}
	c.rowSum(f, "returned", "valid", "invalid")
	c.rowSum(f, "total", "men", "women")
	if f["vice"].found {
		c.rowSum(f, "total", "head", "vice", "member")
	} else {
		c.rowSum(f, "total", "head", "member")
	}
	if t, w := f["took"], f["registered"]; t.found && w.found && t.value > w.value {
		c.add(t.at, t.end, Contradiction, t.digits(), "≤"+w.digits(), election.Say("%s 比总数 %s 还多", "%s is more than the whole, %s").With(t.digits(), w.digits()))
	}
}

// rowSum compares a figure of a row with the sum of others.
func (c *checker) rowSum(f map[string]placed, whole string, parts ...string) {
	w := f[whole]
	if !w.found {
		return
	}
	var sum int64
	var terms []string
	for _, name := range parts {
		if !f[name].found {
			return
		}
		sum += f[name].value
		terms = append(terms, f[name].digits())
	}
	c.cellSum(w.number, sum, terms)
}

func (c *checker) cellSum(w number, sum int64, terms []string) {
	if right := strconv.FormatInt(sum, 10); sum != w.value {
		c.add(w.at, w.end, Sum, w.digits(), right, election.Say("%s = %s，表中是 %s", "%s = %s, the table has %s").With(strings.Join(terms, " + "), right, w.digits()))
	}
}

// tableColumns compares the last row with the sum of those above it.
func (c *checker) tableColumns(heads []string, body []row) {
	if len(body) < 3 || !body[len(body)-1].isTotal() {
		return
	}
	last, above := body[len(body)-1], body[:len(body)-1]
	if slices.ContainsFunc(above, func(r row) bool { return r.isPart() || len(r.cells) != len(last.cells) }) {
		return
	}
	at := last.at
	for k, cell := range last.cells {
		w, ok := cellNumber(cell)
		w.at, w.end = at, at+len(cell)
		at += len(cell) + 1
		if ok && w.sort == count && w.decimals == 0 && k < len(heads) && headOf(heads[k]) != "rate" && heads[k] != "序号" {
			c.column(above, k, w)
		}
	}
}

// isTotal reports whether a row is that of the total.
func (r row) isTotal() bool {
	return totalRow(r.cells[0]) || len(r.cells) > 1 && totalRow(r.cells[1])
}

// isPart reports whether a row is a total in between, or counts some of another.
func (r row) isPart() bool {
	return totalRow(r.cells[0]) || strings.Contains(r.cells[0], "小计") || strings.Contains(r.cells[0], "其中")
}

// column compares one cell of the last row with those above it.
func (c *checker) column(above []row, k int, w number) {
	var sum int64
	var terms []string
	for _, r := range above {
		if strings.Trim(r.cells[k], " -—/") == "" {
			continue
		}
		n, ok := cellNumber(r.cells[k])
		if !ok || n.decimals > 0 || n.sort == percent {
			return
		}
		sum += n.value
		terms = append(terms, n.digits())
	}
	if len(terms) > 1 {
		c.cellSum(w, sum, terms)
	}
}

func totalRow(cell string) bool {
	switch strings.ReplaceAll(cell, " ", "") {
	case "合计", "总计", "共计", "全镇", "全镇合计", "总数":
		return true
	}
	return false
}
