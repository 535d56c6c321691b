package flows

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// The steps of a count whose candidates nobody has named: who stood, and that these
// are all.
const (
	standingStep    flow.StepID = "candidates"
	allStandingStep flow.StepID = "all_candidates"
)

// standingSteps ask who stood for the posts of which nobody has named the candidates.
// The votes may be said with the names.
func standingSteps(s flow.Subject, t ballotCount) []flow.Step[ballotCount] {
	posts := t.unnamed()
	if len(posts) == 0 || s.Election.Profile.NoCandidates {
		return nil
	}
	u := election.Unit{Name: s.Unit.Name}
	for _, p := range posts {
		u.Posts = append(u.Posts, election.PostPlan{Post: p})
	}
	field := listField(u, flow.Field{Label: say("候选人", "Candidates"), Words: []string{"候选人名单", "正式候选人"}})
	return []flow.Step[ballotCount]{
		flow.Listed(standingStep, say("还没有候选人名单。请按职务写姓名和票数，例如“%s”；投票无效、没有计票的写“无”。",
			"There is no list of candidates yet. Write each post with names and votes, e.g. “%s”; “none” if the vote is void and nothing was counted.").With(standingExample(u)),
			func(t *ballotCount, v string) { t.stand(u, v) }, flow.With[ballotCount]{Field: field}),
		flow.Choice(allStandingStep, say("这就是候选人名单吗？有缺有错，点“✏️ 修改”。", "Is this the list of candidates? If not, tap “✏️ Change”."), allStanding,
			func(*ballotCount, string) {}, flow.With[ballotCount]{Field: flow.Field{Label: say("名单核对", "The list")}, When: func(t ballotCount) bool { return t.named }}),
	}
}

func allStanding(flow.Subject, ballotCount) []flow.Option {
	return []flow.Option{{Value: "yes", Label: say("是，名单完整", "Yes, that is all"), Name: say("完整", "complete"), Words: []string{"是", "是的", "对", "完整", "齐了", "就是"}}}
}

// standingExample shows how to write the list with votes.
func standingExample(u election.Unit) election.Phrase {
	zh, en := "", ""
	for i, p := range u.Posts {
		names := [...]string{"张三 320 李四 210", "王五 300 赵六 280 孙七 90"}[min(i, 1)]
		zh += "；" + p.Post.Name().In(election.Chinese) + " " + names
		en += "; " + p.Post.Name().In(election.English) + " " + names
	}
	return say(zh[len("；"):], en[len("; "):])
}

// unnamed are the posts of which nobody has named the candidates.
func (t ballotCount) unnamed() []election.Post {
	var posts []election.Post
	for _, p := range t.at.tally.Posts {
		if len(p.Candidates) == 0 {
			posts = append(posts, p.Post)
		}
	}
	return posts
}

// stand puts the candidates that are listed under the posts of the count.
func (t *ballotCount) stand(u election.Unit, list string) {
	t.list = list
	if isNone(list) {
		return
	}
	all, _ := readCandidates(u, list)
	for i, p := range t.Posts {
		if !slices.ContainsFunc(u.Posts, func(plan election.PostPlan) bool { return plan.Post == p.Post }) {
			continue
		}
		t.Posts[i].Candidates = nil
		for _, s := range all {
			if s.post == p.Post {
				t.Posts[i].Candidates, t.named = append(t.Posts[i].Candidates, election.CandidateVotes{Name: s.name}), true
			}
		}
	}
}

// standingProblems say what of a list of candidates cannot be read, and which post has
// none.
func (t ballotCount) standingProblems(s flow.Subject) []election.Problem {
	posts := t.unnamed()
	if len(posts) == 0 || t.list == "" || isNone(t.list) {
		return nil
	}
	u := election.Unit{Name: s.Unit.Name}
	for _, p := range posts {
		u.Posts = append(u.Posts, election.PostPlan{Post: p})
	}
	_, unread := readCandidates(u, t.list)
	if unread.IsZero() {
		return nil
	}
	return []election.Problem{{Code: "list", Fields: []string{string(standingStep)}, Text: unread}}
}
