package outgoing

import (
	"strings"
	"testing"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// TestTooLarge: who asks for a document that Telegram does not take is told the command that makes it.
func TestTooLarge(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		paper store.Paper
		want  string
	}{
		{store.SummaryPaperOf("周明", 7, ""), "huanjie summary -o FILE.docx"},
		{store.BulletinPaperOf("周明", 7, string(document.DailyBulletin)), "huanjie summary -bulletin daily -o FILE.docx"},
		{store.BulletinPaperOf("周明", 7, string(document.StageBulletin)), "huanjie summary -bulletin stage -o FILE.docx"},
		{store.Paper{Kind: store.LedgerPaper}, "huanjie archive -o FILE.zip"},
		{store.Paper{Kind: store.ArchivePaper}, "huanjie archive -o FILE.zip"},
	} {
		for _, l := range []election.Language{election.Chinese, election.English} {
			if said := wordsTooLarge(c.paper).In(l); !strings.Contains(said, c.want) || !strings.Contains(said, "50 MB") {
				t.Errorf("%s: %s", c.paper.Kind, said)
			}
		}
	}
}
