package config_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"huanjie/internal/config"
	"huanjie/internal/election"
)

const exampleFile = "../../config.example.toml"

// TestExample reads the example as it stands, and again with every setting that
// is only shown.
func TestExample(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(exampleFile)
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`(?m)^#(\[\[|[a-z_]+ = )`)
	every := strings.Replace(shown.ReplaceAllString(string(data), "$1"), "\ntoken = ", "\n#token = ", 1)
	if every == string(data) {
		t.Fatal("nothing is only shown")
	}
	for name, text := range map[string]string{"as it stands": string(data), "with everything": every} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := config.Parse("config.example.toml", []byte(text), os.DirFS("../.."), environment("HUANJIE_TELEGRAM_TOKEN=1:a", "HUANJIE_BOARD_KEY=0123456789abcdef0123456789abcdef"))
			if err != nil {
				t.Fatal(err)
			}
			if shown := c.Board.Listen != ""; shown != (name == "with everything") {
				t.Errorf("the board is %+v", c.Board)
			}
			town := c.Towns[0]
			if p := town.Elections[1].Profile; p.Name == "" || p.Ties != election.TiesFurther || p.FurtherWithin != 30 || p.Order != election.ByVotes {
				t.Errorf("the local profile is read as %+v", p)
			}
			if targets := town.Elections[0].Targets; len(targets) != 3 || targets[0].Least != (election.Ratio{Part: 30, Whole: 100}) || !targets[1].EachUnit {
				t.Errorf("the targets are read as %+v", targets)
			}
			if warned := len(c.Warnings) == 1; warned != (name == "with everything") {
				t.Errorf("the profile of Liaoning is warned of so: %v", c.Warnings)
			}
			if len(town.Units) != 5 || len(town.Elections) != 2 || len(town.Elections[0].Stages) != 10 || len(town.Office) != 0 {
				t.Errorf("%d units, %d elections, %d stages, office %v", len(town.Units), len(town.Elections), len(town.Elections[0].Stages), town.Office)
			}
		})
	}
}

// TestExampleIsComplete looks for every setting there is, as the error for an
// unknown key lists them.
func TestExampleIsComplete(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(exampleFile)
	if err != nil {
		t.Fatal(err)
	}
	const unknown = "telegram.x = 1\nredis.x = 1\nboard.x = 1\nreminders.x = 1\ntown = [{ x = 1, election = [{ x = 1, local = { x = 1 }, stages = [{ x = 1 }], target = [{ x = 1 }] }] }]"
	_, err = config.Parse("c", []byte(unknown), os.DirFS("."), environment())
	lists := regexp.MustCompile(`the keys under \S+ are (.*)`).FindAllStringSubmatch(err.Error(), -1)
	if len(lists) != 9 {
		t.Fatalf("%d lists of keys, want nine, in\n%v", len(lists), err)
	}
	for _, list := range lists {
		for key := range strings.SplitSeq(list[1], ", ") {
			if !regexp.MustCompile(`(?m)(^#?|[{,] |\[|\.)`+key+`( = |\])`).Match(data) && key != "election" {
				t.Errorf("config.example.toml says nothing of %s", key)
			}
		}
	}
}
