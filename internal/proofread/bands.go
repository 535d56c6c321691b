package proofread

import (
	"regexp"
	"strconv"
	"unicode/utf8"

	"huanjie/internal/election"
)

// band is a stretch of ages: 36-45岁, 35岁以下, 55岁及以上.
type band struct {
	at, end   int
	low, high int  // years; high 999 for no end
	closed    bool // written with two ages
	with      bool // 及以上, 及以下, 含: its age belongs to it
}

var bandWords = regexp.MustCompile(`(\d{2})\s*(?:周岁|岁)?\s*(?:-|—|–|－|~|～|至|到)+\s*(\d{2})\s*(?:周岁|岁)|(\d{2})\s*(?:周岁|岁)\s*(?:（含[^）]*）)?(及以上|以上|及以下|以下|（含）以上|（含）以下)`)

// bandsIn finds the bands of a text.
func bandsIn(s string) []band {
	var out []band
	for _, m := range bandWords.FindAllStringSubmatchIndex(s, -1) {
		b := band{at: m[0], end: m[1]}
		if m[2] >= 0 {
			b.low, _ = strconv.Atoi(s[m[2]:m[3]])
			b.high, _ = strconv.Atoi(s[m[4]:m[5]])
			b.closed = true
		} else {
			age, _ := strconv.Atoi(s[m[6]:m[7]])
			switch word := s[m[8]:m[9]]; word {
			case "以上", "及以上", "（含）以上":
				b.low, b.high, b.with = age, 999, word != "以上"
			default:
				b.low, b.high, b.with = 0, age, word != "以下"
			}
		}
		out = append(out, b)
	}
	return out
}

// bandOf is the band of ages that a number counts.
func bandOf(n number) (family, string, bool) {
	for _, words := range labels(n) {
		if all := bandsIn(words); len(all) == 1 && n.kind() == "person" {
			return family{name: "age", whole: allAges, kind: "person"}, bandName(all[0]), true
		}
	}
	return family{}, "", false
}

func bandName(b band) string { return strconv.Itoa(b.low) + "-" + strconv.Itoa(b.high) }

// allAges reports whether bands follow each other up to the open end, with an open
// beginning or at least three of them.
func allAges(seen map[string]bool) bool {
	var top, bottom bool
	for name := range seen {
		low, high := cutBand(name)
		top, bottom = top || high == 999, bottom || low == 0
		if follows := followed(seen, high); high != 999 && !follows {
			return false
		}
	}
	return top && (bottom || len(seen) > 2)
}

func cutBand(name string) (low, high int) {
	for i := 1; i < len(name); i++ {
		if name[i] == '-' {
			low, _ = strconv.Atoi(name[:i])
			high, _ = strconv.Atoi(name[i+1:])
		}
	}
	return low, high
}

// followed reports whether a band begins where another ends.
func followed(seen map[string]bool, high int) bool {
	for name := range seen {
		if low, _ := cutBand(name); low == high || low == high+1 {
			return true
		}
	}
	return false
}

// bands finds neighbouring bands that share a year. 以上 and 及以上 include their age;
// 40岁以下 beside 40-49岁 is read as under 40.
func (c *checker) bands(i int) {
	line, at := c.of(i), c.sentences[i].at
	all := bandsIn(line)
	for k := 1; k < len(all); k++ {
		a, b := all[k-1], all[k]
		if utf8.RuneCountInString(line[a.end:b.at]) > 30 || !sharesYear(a, b) {
			continue
		}
		year := strconv.Itoa(max(a.low, b.low))
		c.add(at+a.at, at+b.end, Bands, line[a.at:a.end]+"、"+line[b.at:b.end], "",
			election.Say("两个年龄段都包含 %s 岁", "both bands include the age of %s").With(year))
	}
}

// sharesYear reports whether two bands share a year.
func sharesYear(a, b band) bool {
	if a.low > b.low {
		a, b = b, a
	}
	switch {
	case !a.closed && a.low > 0: // 以上 twice: each includes the next
		return false
	case a.closed && b.closed && a.high > b.low && a.low < b.low:
		return true
	}
	return a.high == b.low && (a.closed || a.with || !b.closed && b.with && a.with)
}
