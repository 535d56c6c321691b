// Package flows holds the forms people fill in, one file each. It knows
// neither Telegram nor Redis.
//
// A new form is one file like the others, one entry in All, and one
// conversation in testdata.
package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// All lists the forms in the order of the menu.
var All = flow.Forms{
	flow.Of(stage),
	flow.Of(turnout),
	flow.Of(count),
	flow.Of(announcement),
}

// say makes a phrase in every language.
func say(zh, en string) election.Phrase { return election.Say(zh, en) }
