package speech

// countLines makes the numbers of a list's lines of what stands before the names of units and only
// counts them, each with a figure of its own: 1东河640 2东和433. They count from 1 on, without a gap.
func (l *lexer) countLines() {
	var lines []int
	for i, t := range l.tokens {
		if next := l.unitBehind(i); next > 0 && plainCount(t) && t.Number.Value == len(lines)+1 && l.figureBehind(next) {
			lines = append(lines, i)
		}
	}
	if len(lines) < 2 {
		return
	}
	for _, i := range lines {
		l.tokens[i].Number = Number{Role: Ordinal, Value: l.tokens[i].Number.Value}
	}
}

func plainCount(t Token) bool {
	return t.Counts() && t.Number.Unit == ""
}

// unitBehind is the token right behind one, perhaps past a blank, if it names a unit; else 0.
func (l *lexer) unitBehind(i int) int {
	next := i + 1
	if next < len(l.tokens) && l.tokens[next].Kind == Mark && blank(firstRune(l.tokens[next].Text)) {
		next++
	}
	if next < len(l.tokens) {
		if _, unit := l.tokens[next].Is(OfUnit); unit {
			return next
		}
	}
	return 0
}

// figureBehind reports whether a number stands behind a name that names no unit behind it.
func (l *lexer) figureBehind(i int) bool {
	for i++; i < len(l.tokens); i++ {
		if _, unit := l.tokens[i].Is(OfUnit); unit {
			return false
		}
		if l.tokens[i].Kind == Numeral {
			return l.unitBehind(i) == 0
		}
	}
	return false
}
