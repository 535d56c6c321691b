package election

import "strings"

// Head is where the journal of a town's reports stands 账本. Its hash stands for
// the last entry and all before it.
type Head struct {
	Entries int
	Hash    string // in hexadecimal; "" while there is no entry
}

// Fingerprint is the short form for people 指纹: the first sixteen digits of the
// hash, in fours. That is as short as it may be: eight digits would be found
// again by trying for a few hours, sixteen are not.
func (h Head) Fingerprint() string {
	short := h.Hash[:min(len(h.Hash), 16)]
	var fours []string
	for len(short) > 4 {
		fours, short = append(fours, short[:4]), short[4:]
	}
	return strings.Join(append(fours, short), "-")
}
