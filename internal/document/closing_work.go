package document

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// officeWork writes what the office itself has done, as far as it has reported it.
func (w *closing) officeWork() {
	if len(w.Work.Records) == 0 {
		return
	}
	w.section(election.OfficeWork.Name().In(election.Chinese))
	states := []election.UnitState{{Unit: w.Town.OfficeWork(), Progress: w.Work}}
	f := w.added(w.Town.ElectionOf(states[0].Unit), states)
	for _, kind := range w.Town.Records {
		if f[election.RecordFigure(kind.ID, "")] == 0 {
			continue
		}
		parts := slices.Concat(w.recorded(kind, f, states), w.chosen(kind, states), w.told(kind))
		w.text(kind.Title.In(election.Chinese) + "：" + strings.Join(parts, "，") + "。")
	}
}

// told are the words of the office's records, which nobody else has written.
func (w *closing) told(kind election.RecordKind) (all []string) {
	for _, f := range kind.Fields {
		if !f.Personal {
			continue
		}
		for _, r := range w.Work.Records[kind.ID] {
			if words := strings.TrimSpace(r.Words[f.ID]); words != "" {
				all = append(all, words)
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	return []string{"包括" + strings.Join(all, "、")}
}
