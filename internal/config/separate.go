package config

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// readBallots reads which posts share a ballot: 主任;副主任/委员 is a ballot for the chair and
// one for the others. Empty is one ballot for all, or what the settings say; 同一张 says in a
// roster that all share one.
func readBallots(kind election.Kind, cell string) (all [][]election.Post, err error) {
	cell = strings.TrimSpace(fold(cell))
	if cell == "" {
		return nil, nil
	}
	if cell == oneBallot || strings.EqualFold(cell, "one") {
		return [][]election.Post{}, nil
	}
	var seen []election.Post
	for _, ballot := range split(cell, ";") {
		var together []election.Post
		for _, name := range split(ballot, "/、,") {
			post, known := postCalled(name, kind)
			if !known {
				return nil, &fault{said: say("没有“%s”这个职务：一张选票上的职务用 / 隔开，两种选票用 ; 隔开，例如 主任;副主任/委员", "unknown post %q: part the posts of one ballot by /, two kinds of ballot by ;, such as 主任;副主任/委员").With(name)}
			}
			if slices.Contains(seen, post) {
				return nil, &fault{said: say("%s写在两种选票上：每个职务只写一遍", "%s stands on two ballots: write each post once").With(postName(post))}
			}
			seen, together = append(seen, post), append(together, post)
		}
		all = append(all, together)
	}
	return all, nil
}

// oneBallot says in a roster that all posts of a unit share a ballot.
const oneBallot = "同一张"

// ballotsCell writes what readBallots reads.
func ballotsCell(all [][]election.Post) string {
	if all != nil && len(all) == 0 {
		return oneBallot
	}
	var cells []string
	for _, together := range all {
		var names []string
		for _, p := range together {
			names = append(names, p.Name().In(election.Chinese))
		}
		cells = append(cells, strings.Join(names, "/"))
	}
	return strings.Join(cells, ";")
}
