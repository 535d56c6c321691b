package flows

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// finished is the field of a record that belongs to a stage which no record ends: once
// all of them are in, the card asks whether the stage is done. Polling is ended by counts.
const finished = "finished"

// finishing adds that field to the records that need it.
func finishing(all []record) []record {
	for i, r := range all {
		ends := func(other record) bool { return other.stage == r.stage && other.ends }
		if r.stage == "" || r.stage == election.PollingStage || slices.ContainsFunc(all, ends) {
			continue
		}
		f := choice(finished, say("本阶段", "The stage"), say("这一阶段的上报都有了。本阶段完成了吗？", "Everything of this stage is reported. Is it done?"),
			flow.Option{Value: "yes", Label: say("已完成", "Done"), Words: []string{"完成", "完成了", "都完成了", "全部完成", "结束", "结束了", "阶段完成"}, Flat: true},
			flow.Option{Value: "no", Label: say("还没有", "Not yet"), Words: []string{"没完成", "未完成", "还没完成", "还有", "继续"}})
		all[i].fields = append(slices.Clip(r.fields), f)
	}
	return all
}

// finish asks it. Who has said once that the stage is not done yet is not asked again; the
// card shows it and takes the answer.
func (r record) finish(i int, field field) flow.Step[recordDraft] {
	options := func(s flow.Subject, _ recordDraft) []flow.Option {
		st, _ := s.Election.Stage(r.stage)
		all := slices.Clone(field.options)
		for _, w := range [...]string{"完成", "完成了", "已完成", "都完成了", "结束了"} {
			all[0].Words = append(slices.Clip(all[0].Words), st.Name.In(election.Chinese)+w)
		}
		return all
	}
	with := flow.With[recordDraft]{Field: flow.Field{Label: field.Label}, When: func(d recordDraft) bool { return d.full },
		Presume: func(s flow.Subject, _ recordDraft) (string, bool) {
			if s.More { // the last of them is asked
				return "", true
			}
			return "no", saidUnfinished(s, r.stage)
		}}
	return flow.Choice(flow.StepID(field.ID), field.ask, options, func(d *recordDraft, v string) { d.words[i] = v }, with)
}

// full reports whether a unit has every other record of a stage that is not done.
func (r record) full(s flow.Subject) bool {
	_, has := s.Election.Stage(r.stage)
	return has && s.Progress.Stages[r.stage].Status != election.Done && r.othersIn(s)
}

// othersIn reports whether the unit has every other record of the stage.
func (r record) othersIn(s flow.Subject) bool {
	return !slices.ContainsFunc(records(nil), func(other record) bool {
		has := len(other.kinds) == 0 || slices.Contains(other.kinds, s.Election.Kind)
		return has && other.stage == r.stage && other.id != r.id && len(s.Progress.Records[other.id]) == 0
	})
}

// saidUnfinished reports whether a record of the unit says that a stage is not done.
func saidUnfinished(s flow.Subject, stage election.StageID) bool {
	for _, all := range s.Progress.Records {
		if slices.ContainsFunc(all, func(r election.Entered) bool { return r.Stage == stage && r.Words[finished] == "no" }) {
			return true
		}
	}
	return false
}
