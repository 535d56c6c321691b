package election

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
)

// The record of the two recommendations 两推, and its field of who got how many votes there.
const (
	RecommendRecord  RecordID = "recommend"
	RecommendedVotes string   = "votes"
)

// Recommended is somebody whom the meetings recommended, with the votes of both.
type Recommended struct {
	Name  string
	Votes int
}

var recommendedVote = regexp.MustCompile(`([\p{Han}·]{2,5}?)[\s:：得]*(\d{1,5})`)

// RecommendedIn reads who got how many votes as a record of the two recommendations has it, most votes first.
func RecommendedIn(words string) (all []Recommended) {
	for _, m := range recommendedVote.FindAllStringSubmatch(words, -1) {
		if n, err := strconv.Atoi(m[2]); err == nil && MayBeName(m[1], NameAnswered) {
			all = append(all, Recommended{m[1], n})
		}
	}
	slices.SortStableFunc(all, func(a, b Recommended) int { return cmp.Compare(b.Votes, a.Votes) })
	return all
}
