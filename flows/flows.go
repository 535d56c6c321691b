// Package flows holds the forms people fill in, one file each. It knows
// neither Telegram nor Redis.
//
// A new form is one file like the others, one entry in records or All, and one
// conversation in testdata: docs/add-a-report.md.
package flows

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// All lists the forms in the order of the menu; read only.
var All = Of(nil)

// Of lists the forms of a town whose office counts things of its own publicity besides.
func Of(items []election.Item) flow.Forms {
	return slices.Concat(flow.Forms{
		flow.Of(stage),
		flow.Of(turnout),
		flow.Of(count),
		flow.Of(decide()),
		flow.Of(sheet),
		flow.Of(incident),
		flow.Of(roll),
		flow.Of(objection),
		flow.Of(nomination),
		flow.Of(review),
		flow.Of(proxies),
		flow.Of(members),
		flow.Of(request),
		flow.Of(promise),
		flow.Of(act),
	}, recordForms(items), flow.Forms{
		flow.Of(announcement),
		flow.Of(announcementReturn),
		flow.Of(own),
	})
}

// records lists the forms of plain facts, in the order of the menu, with an office's own
// things of publicity.
func records(items []election.Item) []record {
	return finishing([]record{
		representatives, committee, training, publicity.with(items), audit, appraisal, plan, visit,
		papers, firstList, renotice, voterGroups, recommend, inspection, notice, attendance, chosen,
		ballots, opened, mobile, closed, announced, deputyGroups,
		handover, archive, branchArchive,
		officeMeeting, officePublicity, officeGroup, officeTask, officeDuty, officeFunds, officePlace,
	})
}

// say makes a phrase in every language.
func say(zh, en string) election.Phrase { return election.Say(zh, en) }

// Records lists what the records are called, with an office's own things of publicity:
// election.Town.Records.
func Records(items ...election.Item) []election.RecordKind {
	var all []election.RecordKind
	for _, r := range records(items) {
		all = append(all, r.kind())
	}
	return append(all, proxyKind())
}

func recordForms(items []election.Item) flow.Forms {
	var all flow.Forms
	for _, r := range records(items) {
		all = append(all, flow.Of(r.form()))
	}
	return all
}
