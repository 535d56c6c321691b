package bot

import (
	"cmp"
	"html"
	"slices"
	"strings"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// answerLaw says what the law says on a topic, for each election that is asked about, and where its units elect in several
// ways for each of these. What is not kept is not guessed.
func (d *desk) answerLaw(q inquiry) {
	town, on := d.store.Town(), election.LawTopic(q.Topic)
	var only election.ElectionID
	for _, id := range q.Scope.Units {
		u, _ := town.Unit(id)
		only = u.Election
	}
	said := map[string]bool{}
	for _, e := range town.Elections {
		if !d.concerns(e) || only != "" && only != e.ID {
			continue
		}
		for _, way := range d.waysOfLaw(q, e) {
			if text := d.lawText(q, on, way); text != "" && !said[text] {
				said[text] = true
				d.send(store.Message{Text: text})
			}
		}
	}
	if len(said) == 0 {
		d.say(wordsNoRuling())
	}
}

// lawText is what the law says on a topic in one election, and what it comes to for the numbers of the question or the
// units of the person.
func (d *desk) lawText(q inquiry, on election.LawTopic, e election.Election) string {
	text := document.RulesOn(e, on, d.lang, d.today())
	if text == "" {
		return ""
	}
	if verdict, ok := e.Enough(on, q.Given, d.onlyRegistered(e)); ok {
		text += "\n" + html.EscapeString(verdict.In(d.lang))
	} else if needs := d.quorums(e, on); needs != "" {
		text += "\n" + needs
	}
	if on == election.OnPosting {
		text += "\n" + html.EscapeString(wordsPosting().In(d.lang))
	}
	return text
}

// waysOfLaw are an election as its units hold it: that of the one unit that is meant, that of the way of electing which is
// named, or else each way that some unit has.
func (d *desk) waysOfLaw(q inquiry, e election.Election) (all []election.Election) {
	if u, ok := d.ofLaw(q, e); ok { // of a general branch more are elected
		return []election.Election{d.store.Town().ElectionOf(u)}
	}
	if e.Kind != election.Residents {
		return []election.Election{e}
	}
	named := speech.MethodIn(q.text)
	for _, m := range election.Methods() {
		has := slices.ContainsFunc(d.store.Town().Units, func(u election.Unit) bool {
			return u.Election == e.ID && cmp.Or(d.store.Town().ElectionOf(u).Method, election.AllVoters) == m
		})
		if named == m || named == "" && has {
			way := e
			way.Method = m
			all = append(all, way)
		}
	}
	return all
}

// ofLaw is the only unit of an election that a question on the law names, or else that the person has.
func (d *desk) ofLaw(q inquiry, e election.Election) (unit election.Unit, ok bool) {
	ids := q.Scope.Units
	if len(ids) == 0 {
		ids = d.person.Units
	}
	if len(ids) != 1 {
		return unit, false
	}
	u, known := d.store.Town().Unit(ids[0])
	return u, known && u.Election == e.ID
}

// quorumsMost is for how many units it is said what a quorum comes to.
const quorumsMost = 5

// quorums says how many have to vote in the units of the person.
func (d *desk) quorums(e election.Election, on election.LawTopic) string {
	least, _, ok := e.Quorum()
	if !ok || on != election.OnQuorum {
		return ""
	}
	var lines []string
	for _, id := range d.person.Units {
		u, _ := d.store.Town().Unit(id)
		if u.Election != e.ID || u.Registered == 0 || len(lines) == quorumsMost {
			continue
		}
		lines = append(lines, html.EscapeString(say("%s：名册 %s 人，至少要 %s 人参加投票。", "%s: %s on the roster, so at least %s have to vote.").
			With(u.Name, election.Thousands(u.Registered), election.Thousands(least.Least(u.Registered))).In(d.lang)))
	}
	return strings.Join(lines, "\n")
}

// onlyRegistered is how many are registered in the one unit of the election that the person
// reports for, as far as it is known; 0 if there is another.
func (d *desk) onlyRegistered(e election.Election) (registered int) {
	units := 0
	for _, id := range d.person.Units {
		if u, _ := d.store.Town().Unit(id); u.Election == e.ID {
			registered, units = u.Registered, units+1
		}
	}
	if units > 1 {
		return 0
	}
	return registered
}

// wordsPosting says that no number of days is kept for how long a list hangs.
func wordsPosting() election.Phrase {
	return say("（要贴满几天，没有收录这样的条文：请照选举办的通知。）", "(No rule on how many days it has to hang is kept: please follow the office.)")
}

func wordsNoRuling() election.Phrase {
	return say("⚖️ 这一条机器人没有存，不敢乱答。存着的规则（差额、有效、当选、同票、另行选举、委托、名额、罢免、时限）发“规则”看；别的请问选举办，发“选举办电话”。",
		"⚖️ That rule is not kept here, and I will not guess. Send “rules” for those that are: candidates, validity, election, ties, further elections, proxies, seats, deadlines; ask the office about others.")
}
