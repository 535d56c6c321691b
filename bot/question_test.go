package bot

import (
	"testing"
	"time"

	"huanjie/flows"
	"huanjie/internal/election"
)

// questionTown is a town whose names and stages the questions use.
func questionTown(t testing.TB) *election.Town {
	t.Helper()
	polling := election.Date{Year: 2027, Month: 1, Day: 15}
	town, err := election.NewTown(election.Town{ID: "t", Name: "青石镇", Location: time.UTC, Records: flows.Records(),
		Elections: []election.Election{{ID: "v", Kind: election.Villagers, PollingDay: polling, Stages: election.UsualStages(election.Villagers, polling)}},
		Units:     []election.Unit{{ID: "E1", Name: "东河村", Area: "东片", Election: "v"}, {ID: "W1", Name: "西岭村", Area: "西片/沿河", Election: "v"}}})
	if err != nil {
		t.Fatal(err)
	}
	return town
}

// listener is a bot that knows the names of a town.
func listener(t *election.Town) *Bot {
	return &Bot{now: time.Now, ears: map[election.TownID]ear{t.ID: newEar(t)}}
}

// TestCommandsOfAUnit: the word of a command and the name of one unit, and no more.
func TestCommandsOfAUnit(t *testing.T) {
	t.Parallel()
	town := questionTown(t)
	b := listener(town)
	for text, want := range map[string]commandName{
		"候选人公告 东河村": cmdBallot, "东河村的选票名单": cmdBallot, "candidates 东河村": cmdBallot, "状态：东河村": cmdStatus, "东河村状态": cmdStatus, "Status 东河村": cmdStatus,
		"候选人公告 东河村 西岭村": "", "东河村": "", "候选人公告": "", "东河村候选人公告贴好了": "", "东河村帮助": "",
	} {
		c, u, ok := commands().ofUnit(text, b.units(town, text))
		if c != want || ok != (want != "") || ok && u.ID != "E1" {
			t.Errorf("%s: %s, %s, %v; want %s", text, c, u.Name, ok, want)
		}
	}
}

// TestWords: no word means both a command of the bot and a form.
func TestWords(t *testing.T) {
	t.Parallel()
	for _, c := range commands() {
		for _, w := range c.words {
			if id, rest, opens := flows.All.Opened(w); opens && rest == "" {
				t.Errorf("%q is the command %s, and opens the form %s", w, c.name, id)
			}
		}
	}
}
