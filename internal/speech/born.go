package speech

import (
	"regexp"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// bornSaid is a month or a day of birth as people write it; bornShort without anything between.
// read only
var (
	bornShort = regexp.MustCompile(`^((?:19|20)\d\d)(\d\d)(\d\d)?$`)
	bornSaid  = regexp.MustCompile(`^((?:19|20)\d\d)(?:年|[-./])(\d{1,2})(?:(?:月|[-./])(\d{1,2})[日号]?|月)?(?:出生|生)?$`)
)

// Born is the number of a month or a day of birth (election.BornOn): 1980年5月, 1980.05,
// 1980-05-12, 19800512. False if a text says none.
func Born(text string) (n int, ok bool) {
	text = strings.ReplaceAll(HalfWidth(strings.TrimSpace(text)), " ", "")
	m := bornSaid.FindStringSubmatch(text)
	if m == nil {
		m = bornShort.FindStringSubmatch(text)
	}
	if m == nil {
		return 0, false
	}
	for _, part := range m[1:] {
		if part != "" {
			k, _ := strconv.Atoi(part)
			n = n*100 + k
		}
	}
	_, ok = election.BornOn(n)
	return n, ok
}

// BornAt is the month or the day of birth that begins with the token at i, and the last
// token of it.
func (h Heard) BornAt(i int) (n, to int, ok bool) {
	text := ""
	for to = i; to < len(h.Tokens) && to < i+3 && (to == i || h.Tokens[to].Joined); to++ {
		if text += h.Tokens[to].Text; h.Tokens[to].Kind != Numeral {
			break
		}
		if v, said := Born(text); said {
			n, ok, i = v, true, to
		}
	}
	return n, i, ok
}
