package election

import (
	"fmt"
	"strconv"
	"strings"
)

// Band is a range of ages in full years that an office counts the elected by.
type Band struct {
	From int // 0: of any age up to To
	To   int // 0: From and over
}

// ParseBand reads a band: "26-35", "-35" for 35 and under, "55-" for 55 and over.
func ParseBand(text string) (Band, error) {
	from, to, ok := strings.Cut(strings.TrimSpace(text), "-")
	if !ok || from == "" && to == "" {
		return Band{}, fmt.Errorf("%q is no band of ages", text)
	}
	var b Band
	for _, bound := range []struct {
		text string
		to   *int
	}{{from, &b.From}, {to, &b.To}} {
		if bound.text == "" {
			continue
		}
		n, err := strconv.Atoi(strings.TrimSpace(bound.text))
		if err != nil || n < 1 || n > 120 {
			return Band{}, fmt.Errorf("%q is no band of ages", text)
		}
		*bound.to = n
	}
	if b.To != 0 && b.To < b.From {
		return Band{}, fmt.Errorf("%q is no band of ages", text)
	}
	return b, nil
}

// Holds reports whether an age is in the band.
func (b Band) Holds(age int) bool { return age >= b.From && (b.To == 0 || age <= b.To) }

// Overlaps reports whether an age is in both bands: the parts of a whole share none.
func (b Band) Overlaps(other Band) bool {
	return (b.To == 0 || b.To >= other.From) && (other.To == 0 || other.To >= b.From)
}

// Name says the band in words.
func (b Band) Name() Phrase {
	switch {
	case b.From == 0:
		return Say("%d岁及以下", "%d and under").With(b.To)
	case b.To == 0:
		return Say("%d岁及以上", "%d and over").With(b.From)
	}
	return Say("%d至%d岁", "%d to %d").With(b.From, b.To)
}

// InBand is how many people are in a band on polling day, and of how many the age is known.
func InBand(people []ElectedPerson, b Band, polling Date) (in, known int) {
	for _, p := range people {
		if p.Born.IsZero() {
			continue
		}
		known++
		if b.Holds(p.Age(polling)) {
			in++
		}
	}
	return in, known
}
