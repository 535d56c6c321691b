package election

import (
	"strings"
	"testing"
)

func TestExplain(t *testing.T) {
	t.Parallel()
	rows := []struct {
		e    Election
		says []string
	}{
		{Election{Kind: Villagers, PollingDay: polls()}, []string{"选 1 名至少 2 人，选 3 名至少 4 人", "超过登记参加选举的村民的半数", "得票超过参加投票人数的半数", "收回选票的三分之一", "不超过 3 人，候选人不得", "共 3 至 7 名", "村民委员会组织法第十八条"}},
		{Election{Kind: Congress, PollingDay: polls()}, []string{"选 1 名至少 2 人，选 3 名至少 4 人", "超过选区全体选民的半数", "收回的选票多于投票人数", "选举法第四十五条"}},
		{Election{Kind: Party, PollingDay: polls()}, []string{"选 3 名至少 4 人", "五分之四", "不得委托投票", "收回的选票多于投票人数或发出的选票"}},
		{Election{Kind: Residents, Method: Representatives, PollingDay: polls()}, []string{"超过居民代表的三分之二", "不得委托投票"}},
		{Election{Kind: Residents, PollingDay: before()}, nil},
	}
	for _, row := range rows {
		var zh, en strings.Builder
		for _, x := range row.e.Explain() {
			zh.WriteString(x.Text.In(Chinese) + "（" + x.Article.In(Chinese) + "）\n")
			en.WriteString(x.Text.In(English) + x.Article.In(English))
		}
		for _, want := range row.says {
			if !strings.Contains(zh.String(), want) {
				t.Errorf("%s: %q is not said in\n%s", row.e.Kind, want, zh.String())
			}
		}
		if len(row.says) == 0 && zh.Len() > 0 {
			t.Errorf("%s: the law is silent, but it says\n%s", row.e.Kind, zh.String())
		}
		if strings.Contains(zh.String()+en.String(), "%!") {
			t.Errorf("%s: a phrase is not filled:\n%s%s", row.e.Kind, zh.String(), en.String())
		}
	}
}
