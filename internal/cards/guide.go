package cards

import (
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// GuideMark begins the data of a button that shows how a stage is done:
// "g:<election>:<stage>".
const GuideMark = "g:"

// GuideButton returns the button that shows how a stage of an election is done.
func GuideButton(e election.ElectionID, stage election.StageID, l election.Language) store.Button {
	return store.Button{Label: election.Say("📘 怎么做", "📘 How to do it").In(l), Data: GuideMark + string(e) + ":" + string(stage)}
}
