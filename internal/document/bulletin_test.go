package document_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/proofread"
)

// TestBulletins reads both bulletins: they say as of when, what came in today, who is late
// and in difficulty, and stand before their own check.
func TestBulletins(t *testing.T) {
	t.Parallel()
	c := closingOf(t)
	c.Units[3].Progress.Stages = map[election.StageID]election.StageState{election.RollStage: {Status: election.InDifficulty, Reason: "名单有争议。", At: c.AsOf}}
	for kind, says := range map[document.BulletinKind][]string{
		document.StageBulletin: {"换届选举阶段简报", "截至2027年1月15日18:00", "各阶段完成情况", "按时完成", "逾期的", "近期时限", "在选民登记公布上有困难：名单有争议。", "附　各单位情况"},
		document.DailyBulletin: {"换届选举每日快报", "截至2027年1月15日18:00", "今日进展", "今日完成选民登记公布的3个村：东河村", "柳湾村今日报来突发情况", "三、逾期和有困难的阶段"},
	} {
		text := bulletinText(t, document.Bulletin{Closing: c, Kind: kind})
		for _, want := range says {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in\n%s", kind, want, text)
			}
		}
		for _, f := range proofread.CheckWith(text, proofread.RecordsOf(c.Town, c.Units)) {
			t.Errorf("%s is wrong: %s %q", kind, f.Rule, f.Quote)
		}
	}
	c.AsOf = c.AsOf.Add(20 * 24 * time.Hour)
	if text := bulletinText(t, document.Bulletin{Closing: c, Kind: document.DailyBulletin}); !strings.Contains(text, "今日没有新上报的进展。") {
		t.Error(text)
	}
}

func bulletinText(t *testing.T, b document.Bulletin) string {
	t.Helper()
	var file bytes.Buffer
	if err := b.Write(&file); err != nil {
		t.Fatal(err)
	}
	d, err := proofread.ReadDocument(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return d.Text()
}
