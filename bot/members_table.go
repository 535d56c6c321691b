package bot

import (
	"context"
	"path"
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// membersForm is the form of the elected.
const membersForm flow.FormID = "members"

// tableTime is for fetching a table that an officer sends, and tableBytes how large it may be.
const (
	tableTime  = 10 * time.Second
	tableBytes = 1 << 20
)

// isTable reports whether a document is a table from somebody who reports, who may mean the
// elected by it: nothing is open that takes it as it is.
func (d *desk) isTable(w sent) bool {
	drafts := d.ses.Talk.Drafts
	if d.ses.Talk.HasOpen() && drafts[len(drafts)-1].Form != membersForm {
		return false
	}
	return len(d.person.Units) > 0 && !d.person.Office && d.bot.members != nil && w.file.Kind == election.Document &&
		slices.Contains([]string{".xlsx", ".csv"}, strings.ToLower(path.Ext(w.name)))
}

// membersTable takes a table of the elected as if its lines had been typed to the form of the
// elected. wrong is why it is not read.
func (d *desk) membersTable(ctx context.Context, w sent) (done bool, wrong election.Phrase, err error) {
	if w.bytes > tableBytes {
		return false, wordsTableNotRead(say("太大", "it is too large")), nil
	}
	fetching, cancel := context.WithTimeout(ctx, tableTime)
	defer cancel()
	data, err := d.bot.sender.Fetch(fetching, w.file.ID)
	if err != nil {
		d.bot.log.Warn("table not fetched", "error", d.bot.clean(err))
		return false, wordsTableAgain(), nil
	}
	text, wrong := d.bot.members(data)
	if !wrong.IsZero() {
		return false, wordsTableNotRead(wrong), nil
	}
	_, err = d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.forms().Advance(d.ses.Talk, sc, flow.Turn{Update: d.turn.update, Message: w.message, Input: flow.Text(text), Forwarded: w.forwarded})
	})
	return true, wrong, err
}

func wordsTableAgain() election.Phrase {
	return say("这张表没有取到，什么都没有记下：请再发一次。", "The table could not be fetched and nothing is recorded: send it again.")
}

func wordsTableNotRead(why election.Phrase) election.Phrase {
	return say("这张表没有读成当选人员：%s。", "The table is not read as a list of the elected: %s.").With(why)
}
