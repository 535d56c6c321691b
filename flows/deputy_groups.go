package flows

import "huanjie/internal/election"

// deputyGroups reports the groups into which the elected deputies of a constituency, or of
// a congress, are formed 代表小组.
var deputyGroups = record{
	id: "deputy_groups", title: say("代表小组", "Deputies' groups"),
	command: "deputy_groups", words: []string{"代表小组", "人大代表小组", "deputies' groups", "deputy groups", "groups of deputies"},
	label: say("🧩 代表小组", "🧩 Deputies' groups"), group: groupClosing(), kinds: []election.Kind{election.Congress, election.Session}, stage: election.SessionStage,
	fields: []field{
		amount("groups", say("组数", "Groups"), say("个", "")),
		amount("deputies", say("编入代表", "Deputies in them"), say("人", ""), "编入", "deputies", "members"),
	},
}
