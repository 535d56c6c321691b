package flow

import (
	"strings"

	"huanjie/internal/speech"
)

// dropRanks passes the places in a ranking: a column that counts 1, 2, 3 beside one
// with other numbers.
func (r *reader) dropRanks() {
	if !strings.Contains(r.heard.Text, "\n") {
		return
	}
	var first, second [][]int // numbers of each line, by column
	line := []int{}
	end := func() {
		if len(line) == 2 {
			first, second = append(first, line[:1]), append(second, line[1:])
		}
		line = nil
	}
	for i, t := range r.heard.Tokens {
		switch {
		case t.Kind == speech.Mark && t.Text == "\n":
			end()
		case t.Counts():
			line = append(line, i)
		}
	}
	end()
	for _, column := range [...][][]int{first, second} {
		if len(column) > 1 && r.counts(column) {
			for _, at := range column {
				r.used[at[0]] = true
			}
			return
		}
	}
}

// counts reports whether the numbers of a column are 1, 2, 3 and so on.
func (r *reader) counts(column [][]int) bool {
	for i, at := range column {
		if r.heard.Tokens[at[0]].Number.Value != i+1 {
			return false
		}
	}
	return true
}
