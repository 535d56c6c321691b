package election

// Enough applies the rule on a topic to numbers that somebody asks about: whether so many came
// for the vote to count, so many votes to be elected. The larger of two is what the law counts
// from; of one it is registered, if that is known. ok is false where the numbers do not say.
func (e Election) Enough(on LawTopic, given []int, registered int) (verdict Phrase, ok bool) {
	r, known := rulesOf(e, FirstRound)
	if !known {
		return Phrase{}, false
	}
	var least Threshold
	var article Article
	switch on {
	case OnQuorum:
		least, article = r.quorum, r.quorumArticle
	case OnElected:
		least, article = r.elects, r.electsArticle
	case OnFurther:
		least, article = r.furtherElects, r.furtherArticle
	}
	if len(given) == 1 && registered > 0 && least.Base == OfRegistered {
		given = append(given, registered)
	}
	if len(given) != 2 || least.IsZero() {
		return Phrase{}, false
	}
	number, base := min(given[0], given[1]), max(given[0], given[1])
	c := least.Compare(number, base)
	return Say("按 %d 和%s %d 算：%s，%s（%s）。", "Taking %d and %[3]d %[2]s: %[4]s, %[5]s (%[6]s).").With(number, r.noun(least.Base), base, c.Say(), least.met(c.Holds()), article.Say()), base > 0
}

// Majority is how many votes elect for a post of so many seats in a round, by the figures of its tally; 0
// where the law asks for no share of them.
func (e Election) Majority(t Tally, seats int) int {
	r, known := rulesOf(e, t.Round)
	if !known || r.elects.IsZero() {
		return 0
	}
	return r.elects.Least(t.base(r.elects.Base, seats))
}
