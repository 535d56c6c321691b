package bot

import (
	"cmp"
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// byPost parts those who stood by their units and posts, each sorted by votes, the most first.
func byPost(all []stood) (posts [][]stood) {
	for _, c := range all {
		i := slices.IndexFunc(posts, func(p []stood) bool { return p[0].unit.ID == c.unit.ID && p[0].post == c.post })
		if i < 0 {
			posts = append(posts, []stood{c})
			continue
		}
		posts[i] = append(posts[i], c)
	}
	for _, p := range posts {
		slices.SortStableFunc(p, func(x, y stood) int { return cmp.Compare(y.votes.Part, x.votes.Part) })
	}
	return posts
}

// placesApart says of each post how far those in two places are apart: 第一名比第二名多几票.
func placesApart(f speech.Filter, all []stood) (lines []election.Phrase) {
	for _, p := range byPost(all) {
		if len(p) < f.To {
			lines = append(lines, say("· %s　%s：只有 %d 名候选人", "· %s, %s: only %d candidates").With(p[0].unit.Name, p[0].post.Name(), len(p)))
			continue
		}
		lines = append(lines, wordsVotesApart(p[f.N-1], p[f.To-1]))
	}
	return lines
}

// wordsVotesApart says by how many votes two who stood for one post are apart.
func wordsVotesApart(x, y stood) election.Phrase {
	if x.votes.Part < y.votes.Part {
		x, y = y, x
	}
	if x.votes.Part == y.votes.Part {
		return say("· %s　%s：%s、%s 都是 %d 票", "· %s, %s: %s and %s have %d votes each").With(x.unit.Name, x.post.Name(), x.name, y.name, x.votes.Part)
	}
	return say("· %s　%s：%s %d 票，%s %d 票，差 %d 票", "· %s, %s: %s %d, %s %d, %d votes apart").
		With(x.unit.Name, x.post.Name(), x.name, x.votes.Part, y.name, y.votes.Part, x.votes.Part-y.votes.Part)
}

// margins say by how many votes somebody is apart from another who is named, or from the next of the
// other side: who is elected from the best who is not, who is not from the last who is.
func margins(names []string, all []stood) (lines []election.Phrase) {
	for _, p := range byPost(all) {
		var named []stood
		for _, c := range p {
			if slices.Contains(names, c.name) {
				named = append(named, c)
			}
		}
		switch {
		case len(named) > 1:
			for i, c := range named[1:] {
				lines = append(lines, wordsVotesApart(named[i], c))
			}
		case len(named) == 1 && len(names) == 1:
			if other, ok := rivalOf(named[0], p); ok {
				lines = append(lines, wordsVotesApart(named[0], other))
			}
		}
	}
	if len(lines) == 0 && len(names) > 1 {
		lines = append(lines, say("（他们争的不是同一个职务，票数不能直接比。）", "(They do not stand for one post, so that their votes cannot be compared.)"))
	}
	return lines
}

// rivalOf is whom somebody is to be set against among all of a post, sorted by votes.
func rivalOf(one stood, post []stood) (other stood, ok bool) {
	for _, c := range post {
		switch {
		case c.name == one.name:
		case one.elected && !c.elected, !one.elected && !c.elected && !ok: // the best who is not
			return c, true
		case !one.elected && c.elected: // the last who is
			other, ok = c, true
		}
	}
	return other, ok
}

// placed are those in a place of the posts in which somebody stands: 第二呢, after how many votes somebody has.
func placed(names []string, place int, all []stood) (found []stood) {
	for _, p := range byPost(all) {
		if place <= len(p) && slices.ContainsFunc(p, func(c stood) bool { return slices.Contains(names, c.name) }) {
			found = append(found, p[place-1])
		}
	}
	return found
}

// wordsHalf says of somebody whether their votes are more than half of those who took part.
func wordsHalf(c stood) election.Phrase {
	line := say("　%s：%d 票，没有过参加投票 %d 人的半数", "　%s: %d votes, not more than half of the %d who took part").With(c.name, c.votes.Part, c.votes.Whole)
	if 2*c.votes.Part > c.votes.Whole {
		line = say("　%s：%d 票，过了参加投票 %d 人的半数", "　%s: %d votes, more than half of the %d who took part").With(c.name, c.votes.Part, c.votes.Whole)
	}
	if c.needs > c.votes.Part {
		return say("%s（当选至少要 %d 票，还差 %d 票）", "%s (at least %d elect, %d more)").With(line, c.needs, c.needs-c.votes.Part)
	}
	if c.needs > 0 {
		line = say("%s（当选至少要 %d 票）", "%s (at least %d elect)").With(line, c.needs)
	}
	return line
}
