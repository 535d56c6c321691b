package flows

import "huanjie/internal/election"

// The buttons of the menu behind which forms stand together.
func groupPreparing() election.Phrase  { return say("🗂 准备工作", "🗂 Preparing") }
func groupRoll() election.Phrase       { return say("📜 选民名单", "📜 Roll") }
func groupCandidates() election.Phrase { return say("🙋 候选人", "🙋 Candidates") }
func groupPolling() election.Phrase    { return say("🏁 选举日", "🏁 Polling day") }
func groupMatters() election.Phrase    { return say("📨 情况请示", "📨 Matters") }
func groupClosing() election.Phrase    { return say("📦 收尾", "📦 Closing") }

func groupOffice() election.Phrase { return say("🏛 本级工作", "🏛 Office's own") }

// officeWork is what the office does itself.
func officeWork() []election.Kind { return []election.Kind{election.OfficeWork} }

// branches are the elections of Party organisations.
func branches() []election.Kind { return []election.Kind{election.Party} }

// committees are the elections of villages and communities.
func committees() []election.Kind { return []election.Kind{election.Villagers, election.Residents} }
