package election

import "slices"

// ChosenRecord is the kind of record of whom a Party organisation's new committee chose from
// its members, told without the votes. ChosenSecretary and ChosenDeputies are its fields with
// their names.
const (
	ChosenRecord    RecordID = "chosen"
	ChosenSecretary string   = "secretary"
	ChosenDeputies  string   = "deputies"
)

// ChosenOf are the posts that a record says somebody was chosen for.
func ChosenOf(r Record) []Winner {
	var all []Winner
	for _, name := range namesIn(r.Words[ChosenSecretary]) {
		all = append(all, Winner{Secretary, name})
	}
	for _, name := range namesIn(r.Words[ChosenDeputies]) {
		all = append(all, Winner{DeputySecretary, name})
	}
	return all
}

// chosen are the posts that the record of a committee's own meeting fills. It says nothing of a
// committee that was elected afterwards, nor of a post that a count fills.
func (p Progress) chosen(won []Winner) []Winner {
	whole, counted := p.wholeCount()
	told := p.Records[ChosenRecord]
	if !counted || len(told) == 0 || told[0].On.Before(whole.On) {
		return nil
	}
	return slices.DeleteFunc(ChosenOf(told[0].Record), func(c Winner) bool {
		return slices.ContainsFunc(won, func(w Winner) bool { return w.Post == c.Post })
	})
}

// ChosenProblems finds what cannot be true of a record of a committee's own meeting: names of
// people who are not on the committee, one person for two posts, more than a post has seats,
// and posts that a count has filled.
func (e Election) ChosenProblems(u Unit, p Progress, r Record) []Problem {
	members := e.committee(p)
	if len(members) == 0 {
		return []Problem{problem("no_committee", Say(
			"还没有选出委员会：先报党员大会的计票，复核后再报支委会选书记的结果。",
			"No committee is elected yet: report the count of the members' meeting first, and this once it is confirmed."), ChosenSecretary)}
	}
	var ps []Problem
	seen := []string{}
	for _, c := range ChosenOf(r) {
		field := map[Post]string{Secretary: ChosenSecretary, DeputySecretary: ChosenDeputies}[c.Post]
		switch {
		case !slices.Contains(members, c.Name):
			ps = append(ps, problem("not_on_committee", Say(
				"%s 不是新一届委员会的委员。%s从委员中选举，请核对姓名。",
				"%s is not on the new committee, from whose members the %s is chosen. Please check the name.").With(c.Name, c.Post.Name()), field))
		case slices.Contains(seen, c.Name):
			ps = append(ps, problem("chosen_twice", Say("%s 写了两个职务。一人只任一个，请核对。", "%s stands for two posts. Please check.").With(c.Name), field))
		}
		seen = append(seen, c.Name)
	}
	return append(ps, e.chosenSeats(u, p, r)...)
}

// chosenSeats compares a record with the seats of the posts, and with the counts that fill them.
func (e Election) chosenSeats(u Unit, p Progress, r Record) []Problem {
	var ps []Problem
	for _, plan := range u.Among {
		field := map[Post]string{Secretary: ChosenSecretary, DeputySecretary: ChosenDeputies}[plan.Post]
		n := 0
		for _, c := range ChosenOf(r) {
			if c.Post == plan.Post {
				n++
			}
		}
		counted := slices.ContainsFunc(p.committeeCounts(), func(c Count) bool {
			return slices.ContainsFunc(Judge(e, c.Tally).Posts, func(post PostVerdict) bool { return post.Post == plan.Post && len(post.Elected) > 0 })
		})
		switch {
		case n > 0 && counted:
			ps = append(ps, problem("chosen_counted", Say("%s已按计票选出。要改请更正那次计票。", "The %s is elected by a count already. To change that, correct the count.").With(plan.Post.Name()), field))
		case n > plan.Seats:
			ps = append(ps, problem("chosen_seats", Say("%s应选 %d 名，写了 %d 名。请核对。", "%[2]d seats for %[1]s, and %[3]d names. Please check.").With(plan.Post.Name(), plan.Seats, n), field))
		}
	}
	return ps
}
