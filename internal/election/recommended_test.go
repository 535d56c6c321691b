package election_test

import (
	"fmt"
	"testing"

	"huanjie/internal/election"
)

func TestRecommendedIn(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"贾长河40 史春燕38":         "[{贾长河 40} {史春燕 38}]",
		"桑大勇36票 阮小慧33票，丰年30票": "[{桑大勇 36} {阮小慧 33} {丰年 30}]",
		"桑大勇：33、阮小慧：36":       "[{阮小慧 36} {桑大勇 33}]",
		"丰年 得 30":             "[{丰年 30}]",
		"看统计表":                "[]",
		"":                    "[]",
	} {
		if got := fmt.Sprint(election.RecommendedIn(words)); got != want {
			t.Errorf("RecommendedIn(%q) = %s, want %s", words, got, want)
		}
	}
}
