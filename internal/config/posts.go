package config

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// posts reads what a unit elects: seats "主任:1;委员:2" and candidates
// "主任:赵大山/钱小河;委员:孙一/李二/周三". Candidates may be missing: early on there are
// none yet. among are the posts that a Party organisation's committee chooses from its
// own members: "委员会:3;书记:1" is a committee of three, one of them its secretary, where
// "书记:1;委员:2" are posts beside each other, all filled by the members' meeting.
func (s *roster) posts(line int, kind election.Kind, seats, candidates string) (posts, among []election.PostPlan) {
	for post, cell := range s.byPost(line, "seats", kind, seats, `主任:1;委员:2`) {
		posts = append(posts, election.PostPlan{Post: post, Seats: s.number(line, "seats", cell)})
	}
	if len(split(seats, ";")) == 0 {
		s.wrong(line, "seats", say("没有名额：每个职务写应选几名，主任:1;委员:2", "no seats: write how many of each post are elected, 主任:1;委员:2"))
	}
	for post, cell := range s.byPost(line, "candidates", kind, candidates, `主任:赵大山/钱小河;委员:孙一/李二/周三`) {
		i := slices.IndexFunc(posts, func(p election.PostPlan) bool { return p.Post == post })
		if i < 0 && s.had(line, "seats") {
			continue // that was said
		}
		if i < 0 {
			s.wrong(line, "candidates", say("%s有候选人，没有名额：在“应选”里写上名额，或删去候选人", "%s has candidates, but no seats: write its seats in the column seats, or delete them").With(postName(post)))
			continue
		}
		posts[i].Candidates = s.candidates(line, post, cell)
	}
	if kind == election.Party && strings.Contains(seats, committeeWord) {
		return s.among(line, posts)
	}
	return posts, nil
}

// committeeWord says of the members of a Party organisation that the committee then
// chooses its secretaries from them.
const committeeWord = "委员会"

// among parts the seats of a committee from the posts that are chosen among them.
func (s *roster) among(line int, all []election.PostPlan) (posts, among []election.PostPlan) {
	seats, inside := 0, 0
	for _, p := range all {
		if p.Post == election.Member {
			posts, seats = append(posts, p), p.Seats
			continue
		}
		among, inside = append(among, p), inside+p.Seats
	}
	if inside > seats {
		s.wrong(line, "seats", say("书记、副书记共 %d 名，多于委员会的 %d 名：他们从委员中选举，也占委员会的名额", "%d secretaries, more than the %d on the committee: they are chosen from its members and hold its seats").With(inside, seats))
	}
	return posts, among
}

// byPost goes through a cell "post:what;post:what".
func (s *roster) byPost(line int, column string, kind election.Kind, cell, example string) func(func(election.Post, string) bool) {
	return func(yield func(election.Post, string) bool) {
		var seen []election.Post
		for _, part := range split(cell, ";") {
			name, what, found := strings.Cut(part, ":")
			post, known := postCalled(name, kind)
			switch {
			case !found:
				s.wrong(line, column, say("“%s”：写职务、冒号和内容，%s", "%q: write the post, a colon and what belongs to it, %s").With(part, example))
			case !known:
				s.wrong(line, column, say("没有“%s”这个职务：写 %s 中的一个", "unknown post %q: write one of %s").With(strings.TrimSpace(name), joined(postNames(kind))))
			case slices.Contains(seen, post):
				s.wrong(line, column, say("%s写了两遍：每个职务只写一遍，%s", "%s stands twice: write each post once, %s").With(postName(post), example))
			default:
				seen = append(seen, post)
				if !yield(post, strings.TrimSpace(what)) {
					return
				}
			}
		}
	}
}

func (s *roster) candidates(line int, post election.Post, cell string) []string {
	var names []string
	for _, name := range split(cell, "/、,") {
		person, err := readPerson(name)
		switch {
		case err != nil:
			s.wrong(line, "candidates", err.said)
		case slices.Contains(names, string(person)):
			s.wrong(line, "candidates", say("%s在%s里写了两遍：删去一个；两个人同名就写成 %s(一组) 加以区别", "%s stands twice for %s: delete one, or tell two people of one name apart, %s(一组)").With(string(person), postName(post), string(person)))
		default:
			names = append(names, string(person))
		}
	}
	return names
}

func postCalled(name string, kind election.Kind) (election.Post, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, p := range postsOf(kind) {
		if name == string(p) || name == p.Name().In(election.Chinese) || p == election.Member && kind == election.Party && name == committeeWord {
			return p, true
		}
	}
	return "", false
}

// postsOf lists the posts that an election of a kind fills; all of them where
// the kind could not be read.
func postsOf(kind election.Kind) []election.Post {
	switch kind {
	case election.Villagers, election.Residents:
		return []election.Post{election.Chair, election.ViceChair, election.Member}
	case election.Party:
		return []election.Post{election.Secretary, election.DeputySecretary, election.Member}
	case election.Congress:
		return []election.Post{election.Deputy}
	case election.Session:
		return []election.Post{election.CongressChair, election.CongressViceChair, election.TownHead, election.DeputyHead}
	}
	return election.AllPosts()
}

func postNames(kind election.Kind) []election.Phrase {
	var names []election.Phrase
	for _, p := range postsOf(kind) {
		names = append(names, postName(p))
	}
	return names
}

func postName(p election.Post) election.Phrase {
	zh := p.Name().In(election.Chinese)
	return say(zh, zh+" ("+string(p)+")")
}
