package speech

import (
	"slices"
	"strings"
)

// apartWords ask by how many votes candidates are apart; read only.
const apartWords = "赢了多少|赢多少票|赢几票|赢了几票|输了多少|输多少票|输几票|输了几票|领先多少|领先几票|领先了几票|领先了多少|落后多少票|落后几票|多几票|多了几票|多多少票|多了多少票|多出几票|多出多少票|少几票|少了几票|少多少票|少了多少票|高几票|高多少票|差几票|差多少票|差了几票|差了多少票|相差几票|相差多少|票差|差几张票|差多少张票|votes apart|by how many votes"

// rivals are words that speak of who stands against whom.
const rivals = "赢|输|领先|落后|第一名|第二名|头名|头一名|二名|得票|候选人|对手|票差|votes apart|by how many votes"

// votesApart reports whether it is asked by how many votes candidates are apart: 第一名比第二名多几票. How
// many are missing to a share, and how far units are apart, is another thing.
func (a *query) votesApart() bool {
	return (says(a.text, apartWords) || len(a.names(OfCandidate)) > 1 && says(a.text, "多多少|多了多少|少多少|少了多少|差多少|高多少|低多少|差距|多几张") || says(a.text, "赢|输|领先|落后|甩开") && a.has("ballots")) && (a.has("nominee") || says(a.text, rivals) || len(a.placesSaid()) > 1 || a.has("post") && !says(a.text, "差几票|差多少票|少几票|少多少票")) && a.has("-half -share -several -severalPeople -unreturned -issued -returned -eachArea -area -closest -widest")
}

// placesApart takes the places of those who are apart: the first and the second if none is said.
func (a *query) placesApart(f *Frame) {
	f.Filter = Filter{By: Apart, N: 1, To: 2}
	switch said := a.placesSaid(); {
	case len(said) > 1:
		f.Filter.N, f.Filter.To = said[0], said[1]
	case len(said) == 1 && said[0] > 1:
		f.Filter.N, f.Filter.To = said[0]-1, said[0]
	}
	for _, at := range a.numbersOf(func(n Number) bool { return n.Role == Ordinal }) {
		a.used[at.from] = true
	}
	a.takesAll("highest", "first", "last", "lowest", "compares", "changes", "not", "lags", "late", "short", "shortVotes")
}

// placesSaid are the places in an order that a text names in words, the first of them first: 第一名比第二名.
func (a *query) placesSaid() (said []int) {
	for i, n := range []rune("一二三四五六") {
		if says(a.text, "第"+string(n)) {
			said = append(said, i+1)
		}
	}
	return said
}

// halfOf reports whether a text asks whether some votes are more than half, and of nothing else: 够半数不.
func (a *query) halfOf() bool {
	return a.has("half") && a.onlyWith("half", "above", "below", "whether", "not", "which", "votes", "elected", "who")
}

// onlyWith reports whether all that was said has one of some senses, is a place in an order, or adds nothing.
func (a *query) onlyWith(senses ...string) bool {
	return !slices.ContainsFunc(a.atoms, func(at atom) bool {
		return at.number != nil && at.number.Role != Ordinal || at.means != nil || at.senses != "" && at.senses != "passes" &&
			slices.ContainsFunc(strings.Fields(at.senses), func(s string) bool { return !slices.Contains(senses, s) })
	})
}

// besideNominee goes on with candidates: with who has another place for their post, and whether that is
// more than half.
func besideNominee(a *query, _, last Frame) (Frame, bool) {
	if n := a.placeNamed(); n > 0 {
		last.Filter = Filter{By: Highest, N: n}
		if last.Measure == Votes {
			last.Filter.Skip, last.Filter.N = n-1, 1
		}
	}
	last.Half, last.Gap = a.has("half"), false
	return last, a.onlyWith("half", "above", "below", "whether", "not", "which", "votes", "elected", "who", "highest", "first")
}

// placeNamed is the place in an order that a text names; 0 if it names none.
func (a *query) placeNamed() int {
	if said := a.placesSaid(); len(said) > 0 {
		return said[0]
	}
	for _, at := range a.numbersOf(func(n Number) bool { return n.Role == Ordinal }) {
		return at.number.Value
	}
	return 0
}
