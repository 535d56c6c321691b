package election

import "slices"

// Kinship says that two people are near relatives 近亲属.
type Kinship struct {
	A string `json:"a"`
	B string `json:"b"`
}

// CompositionBreaches checks the elected of one committee: a woman among them,
// and no near relatives. left is the number of seats still open. A missing sex
// is no breach: the question is then still open.
func CompositionBreaches(e Election, people []ElectedPerson, left int, kin []Kinship) []Breach {
	if e.Kind != Villagers && e.Kind != Residents {
		return nil
	}
	var breaches []Breach
	if noWoman(people) {
		text := Say("当选人中没有妇女", "no woman is among the elected")
		if left > 0 {
			text = Say("当选人中没有妇女，还缺的 %d 名中应当有妇女", "no woman is among the elected; one must be among the %d still missing").With(left)
		}
		breaches = append(breaches, Breach{Code: BreachNoWoman, Article: womanArticle(e), Text: text})
	}
	for _, k := range KinAmong(kin, people) {
		breaches = append(breaches, Breach{Code: BreachRelatives, Article: relativesArticle(e), Text: Say(
			"%s 与 %s 是近亲属，不得同时当选", "%s and %s are near relatives and may not both serve").With(k.A, k.B)})
	}
	return breaches
}

// KinAmong are the pairs of which both were elected.
func KinAmong(kin []Kinship, people []ElectedPerson) []Kinship {
	elected := func(name string) bool {
		return slices.ContainsFunc(people, func(p ElectedPerson) bool { return p.Name == name })
	}
	var among []Kinship
	for _, k := range kin {
		if elected(k.A) && elected(k.B) {
			among = append(among, k)
		}
	}
	return among
}

// CandidateBreaches checks the candidates of a committee, which must have a woman
// among its members: without a woman on the list there can only be one who is
// written in.
func CandidateBreaches(e Election, n Nomination) []Breach {
	var people []ElectedPerson
	for _, p := range n.Persons {
		people = append(people, p.ElectedPerson)
	}
	if e.Kind != Villagers && e.Kind != Residents || !noWoman(people) {
		return nil
	}
	return []Breach{{Code: BreachNoWoman, Article: womanArticle(e), Text: Say(
		"候选人中没有妇女，而成员中应当有妇女", "no woman is among the candidates, but one must be among the members")}}
}

// noWoman reports whether everybody's sex is known and nobody is a woman.
func noWoman(people []ElectedPerson) bool {
	return len(people) > 0 && !slices.ContainsFunc(people, func(p ElectedPerson) bool { return p.Sex != Man })
}

// womanArticle: 村民委员会成员中，应当有妇女成员. The residents' text of 2018 is
// silent.
func womanArticle(e Election) Article {
	switch law := LawInForce(e.Kind, e.PollingDay); law {
	case VillageLaw2018:
		return Article{law, 6}
	case VillageLaw2025, ResidentsLaw2025:
		return Article{law, 8}
	}
	return Article{}
}

// relativesArticle: the texts of 2018 left near relatives to the province.
func relativesArticle(e Election) Article {
	switch law := LawInForce(e.Kind, e.PollingDay); law {
	case VillageLaw2025, ResidentsLaw2025:
		return Article{law, 8}
	}
	return Article{}
}

// NominationBreaches checks the members who sit on the villagers' election
// committee 村民选举委员会 against the nominees: a member who is nominated, or
// whose near relative is, must leave it.
func NominationBreaches(e Election, committee, nominees []string, kin []Kinship) []Breach {
	if e.Kind != Villagers {
		return nil
	}
	own, near := Article{VillageLaw2025, 15}, Article{VillageLaw2025, 15}
	if LawInForce(e.Kind, e.PollingDay) == VillageLaw2018 {
		own, near = Article{VillageLaw2018, 12}, Article{} // it does not speak of relatives
	}
	var breaches []Breach
	for _, m := range committee {
		if slices.Contains(nominees, m) {
			breaches = append(breaches, Breach{Code: BreachCommittee, Article: own, Text: Say(
				"村民选举委员会成员 %s 被提名为候选人，应当退出", "%s sits on the election committee, is nominated, and must leave it").With(m)})
			continue
		}
		for _, k := range kin {
			other := k.other(m)
			if other != "" && slices.Contains(nominees, other) {
				breaches = append(breaches, Breach{Code: BreachCommittee, Article: near, Text: Say(
					"村民选举委员会成员 %s 的近亲属 %s 被提名为候选人，应当退出",
					"%s sits on the election committee while the near relative %s is nominated, and must leave it").With(m, other)})
			}
		}
	}
	return breaches
}

// other is the relative of a person, or empty.
func (k Kinship) other(name string) string {
	switch name {
	case k.A:
		return k.B
	case k.B:
		return k.A
	}
	return ""
}
