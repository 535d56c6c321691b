package election

import "strings"

// Head is where the journal of a town's reports stands 账本. Its hash stands for
// the last entry and all before it.
type Head struct {
	Entries int
	Hash    string // in hexadecimal; "" while there is no entry
}

// fingerprintDigits is how many digits of the hash people hold: 128 bits. Of 64,
// another journal with the same could be prepared in minutes.
const fingerprintDigits = 32

// Fingerprint is the short form for people 指纹: the first 32 digits of the hash,
// in fours.
func (h Head) Fingerprint() string { return inFours(h.Hash, fingerprintDigits) }

// Matches reports whether a fingerprint is that of the head. Those of earlier
// releases had half of the digits.
func (h Head) Matches(fingerprint string) bool {
	return h.Hash != "" && (fingerprint == h.Fingerprint() || fingerprint == inFours(h.Hash, fingerprintDigits/2))
}

func inFours(hash string, digits int) string {
	short := hash[:min(len(hash), digits)]
	var fours []string
	for len(short) > 4 {
		fours, short = append(fours, short[:4]), short[4:]
	}
	return strings.Join(append(fours, short), "-")
}
