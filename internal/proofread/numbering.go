package proofread

import (
	"regexp"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// Numbers that a paragraph begins with, by level from the highest. read only
var lineForms = []*regexp.Regexp{
	regexp.MustCompile(`^\s*第([一二三四五六七八九十]+)部分`),
	regexp.MustCompile(`^\s*([一二三四五六七八九十]+)、`),
	regexp.MustCompile(`^\s*（([一二三四五六七八九十]+)）`),
	regexp.MustCompile(`^\s*(\d{1,2})\s*[.、．](?:[^\d]|$)`),
	regexp.MustCompile(`^\s*（(\d{1,2})）`),
	regexp.MustCompile(`^\s*(\d{1,2})）`),
	regexp.MustCompile(`^\s*第([一二三四五六七八九十]+)，`),
}

// lineOf is the number that a line begins with.
func lineOf(line string) (int64, bool) {
	for _, form := range lineForms {
		if m := form.FindStringSubmatch(line); m != nil {
			return ordinal(m[1])
		}
	}
	return 0, false
}

func ordinal(s string) (int64, bool) {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, true
	}
	return chineseNumber(s)
}

// numbering finds points whose number is left out or stands twice: in lines, and
// in 一是…二是….
func (c *checker) numbering() {
	last := make([]int64, len(lineForms))
	for i, s := range c.sentences {
		if i > 0 && c.sentences[i-1].paragraph == s.paragraph {
			continue
		}
		line := c.of(i)
		for level, form := range lineForms {
			m := form.FindStringSubmatchIndex(line)
			if m == nil {
				continue
			}
			n, ok := ordinal(line[m[2]:m[3]])
			if !ok {
				break
			}
			if last[level] > 0 && n != 1 {
				c.step(s.at+m[0], s.at+m[3], last[level], n, line[m[2]:m[3]])
			}
			last[level] = n
			clear(last[level+1:])
			break
		}
		c.pointsOf(i)
	}
}

// pointsOf checks 一是…二是… and 第一，…第二，… in a paragraph.
func (c *checker) pointsOf(i int) {
	end := i
	for end+1 < len(c.sentences) && c.sentences[end+1].paragraph == c.sentences[i].paragraph {
		end++
	}
	at := c.sentences[i].at
	paragraph := c.s[at:c.sentences[end].end]
	for _, form := range []*regexp.Regexp{pointMark, firstly, inBrackets} {
		var last int64
		for _, m := range form.FindAllStringSubmatchIndex(paragraph, -1) {
			word := paragraph[m[2]:m[3]]
			n, ok := ordinal(word)
			if !ok {
				continue
			}
			if last > 0 && n != 1 {
				c.step(at+m[2], at+m[3], last, n, word)
			}
			last = n
		}
	}
}

// inBrackets is （1）…；（2）… inside a paragraph.
var inBrackets = regexp.MustCompile(`(?:^|[：:；;。，]\s*)（(\d{1,2})）`)

var firstly = regexp.MustCompile(`(?:^|[：:；;。\s])第([一二三四五六七八九十]+)，`)

// step reports a number that does not follow the one before it.
func (c *checker) step(at, end int, last, n int64, written string) {
	if n == last+1 {
		return
	}
	right := strconv.FormatInt(last+1, 10)
	if strings.Trim(written, "0123456789") != "" {
		right = chineseOrdinal(last + 1)
	}
	c.add(at, end, Numbering, written, right, election.Say("序号 %d 之后应当是 %d，文中是 %d", "after number %d comes %d, the text has %d").With(last, last+1, n))
}

// chineseOrdinal writes a number up to 99.
func chineseOrdinal(n int64) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n > 99:
		return strconv.FormatInt(n, 10)
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n%10]
	}
	return digits[n/10] + "十" + digits[n%10]
}
