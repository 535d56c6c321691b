package speech

import (
	"slices"
	"strings"
)

// tableIn parts rows pasted from a spreadsheet, whose first row says what the columns
// are. table is false if the message is no such thing.
func tableIn(h Heard, names []int) (s Shares, ok, table bool) {
	lines := strings.Split(strings.TrimRight(h.Text, "\n "), "\n")
	head := cellsOf(lines[0])
	if len(head) < 2 || h.Tokens[names[0]].From < len(lines[0]) || slices.ContainsFunc(head, func(c string) bool { return strings.ContainsAny(c, "0123456789") }) {
		return s, false, false
	}
	s.Said = make([]string, len(names))
	at := len(lines[0]) + 1
	rows := 0
	for _, line := range lines[1:] {
		in := slices.IndexFunc(names, func(n int) bool { return h.Tokens[n].From >= at && h.Tokens[n].To <= at+len(line) })
		cells := cellsOf(line)
		if in < 0 && sumRow(cells) {
			at += len(line) + 1
			continue
		}
		if in < 0 || len(cells) != len(head) {
			return s, false, rows > 0
		}
		name := h.Text[h.Tokens[names[in]].From:h.Tokens[names[in]].To]
		for i, c := range cells {
			if !strings.Contains(c, name) && !rowNumber(head[i]) {
				s.Said[in] = strings.TrimSpace(s.Said[in] + " " + head[i] + " " + c)
			}
		}
		rows++
		at += len(line) + 1
	}
	return s, rows == len(names), true
}

// OneRow is a text that is a table's head with one row below it, 村名 登记 投票 and 东河村 1200
// 640, as pairs in one line, with the lines below that are none of its rows; any other text is as it was.
func OneRow(text string) string {
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
	if len(lines) < 2 || strings.ContainsAny(Fold(lines[0]), "0123456789") {
		return text
	}
	head, row := cellsOf(lines[0]), cellsOf(lines[1])
	if slices.ContainsFunc(lines[2:], func(line string) bool { return len(cellsOf(line)) == len(head) }) {
		return text
	}
	if len(head) < 2 || len(head) != len(row) || !unitColumn(head[0]) && !rowNumber(head[0]) {
		return text
	}
	pairs := make([]string, 0, len(head))
	for i, h := range head {
		switch {
		case rowNumber(h):
		case unitColumn(h):
			pairs = append(pairs, row[i])
		default:
			pairs = append(pairs, h+" "+row[i])
		}
	}
	return strings.Join(append([]string{strings.Join(pairs, " ")}, lines[2:]...), "\n")
}

// sumRow reports whether a row of a table has only the sums of its columns.
func sumRow(cells []string) bool {
	return slices.ContainsFunc(cells, func(c string) bool {
		return slices.Contains([]string{"合计", "总计", "小计", "共计", "汇总", "合 计", "总 计", "total", "sum"}, Fold(c))
	})
}

// unitColumn reports whether a column says of which unit a row is.
func unitColumn(head string) bool {
	return slices.Contains([]string{"村", "村名", "村居", "社区", "单位", "单位名称", "名称", "选区", "支部", "village", "unit"}, Fold(head))
}

// rowNumber reports whether a column only numbers the rows.
func rowNumber(head string) bool {
	return slices.Contains([]string{"序号", "编号", "no", "no."}, Fold(head))
}

// cellsOf are the cells of one line of a table.
func cellsOf(line string) []string {
	for _, sep := range []string{"\t", "|", "  ", " "} {
		if strings.Contains(strings.TrimSpace(line), sep) {
			cells := strings.Split(strings.Trim(line, "| "), sep)
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			if strings.TrimSpace(sep) == "" && sep != "\t" {
				cells = slices.DeleteFunc(cells, func(c string) bool { return c == "" })
			}
			return cells
		}
	}
	return nil
}
