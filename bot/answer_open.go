package bot

import (
	"context"
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// nothingOf reports whether a form took nothing of a message: no answer, no
// report. Then it may have been a question.
func (d *desk) nothingOf(out flow.Outcome) bool {
	if out.Ignored {
		return true
	}
	before, after := d.ses.Talk.Drafts, out.State.Drafts
	if out.Report != nil || out.Announcement != nil || out.Own != nil || len(after) < len(before) {
		return false
	}
	return !slices.ContainsFunc(after, func(now flow.Draft) bool {
		i := slices.IndexFunc(before, func(was flow.Draft) bool { return was.ID == now.ID })
		if i < 0 {
			return len(now.Answers) > 0 || now.Unit == "" && !d.asksNumbers(now.Form)
		}
		return !slices.Equal(before[i].Answers, now.Answers) || before[i].Unit != now.Unit
	})
}

// asksNumbers reports whether a form asks for numbers first, so that words that
// wait for its unit to be known need not be the beginning of a story.
func (d *desk) asksNumbers(id flow.FormID) bool {
	return slices.Contains([]flow.FormID{"turnout", "count", "roll"}, id) ||
		slices.ContainsFunc(d.store.Town().Records, func(k election.RecordKind) bool { return flow.FormID(k.ID) == id })
}

// opening is what stands behind the word that opens a form, which may stand behind a
// unit's name; ok is false if no form's word begins the text.
func (d *desk) opening(text string) (rest string, ok bool) {
	if _, rest, opens := d.forms().Opened(text); opens {
		return rest, true
	}
	h := d.hear(text)
	if len(h.Tokens) == 0 {
		return "", false
	}
	if _, unit := h.Tokens[0].Is(speech.OfUnit); !unit {
		return "", false
	}
	_, rest, ok = d.forms().Opened(strings.TrimLeft(text[h.Tokens[0].To:], " 　:：,，-"))
	return rest, ok
}

// onlyBegins reports whether a message is a form's word and no more, perhaps with a
// unit's name: 东河村参选率. Who may report begins with it, who may not asks.
func (d *desk) onlyBegins(text string) bool {
	rest, opens := d.opening(text)
	return opens && (rest == "" || onlyNames(d.listening().Hear(rest, d.bot.ear(d.store.Town()).places)))
}

// waitsForUnit reports whether a message that only names units may be the answer to
// which unit an open form is about.
func (d *desk) waitsForUnit(q inquiry) bool {
	drafts := d.ses.Talk.Drafts
	return q.Measure == speech.Page && !q.Outright && d.ses.Talk.HasOpen() && drafts[len(drafts)-1].Unit == "" && len(d.person.Units) > 0
}

// askByName answers a message that is nothing but the name of a unit. done is false
// if it is none, or if the open form may be asking which unit is meant.
func (d *desk) askByName(ctx context.Context, text string) (done bool, err error) {
	if drafts := d.ses.Talk.Drafts; d.ses.Talk.HasOpen() && drafts[len(drafts)-1].Unit == "" && len(d.person.Units) > 0 {
		return false, nil
	}
	if u, ok := d.unitNamed(text); ok {
		return true, d.unitState(ctx, u)
	}
	return false, nil
}
