package bot

import (
	"testing"

	"huanjie/internal/speech"
)

// TestWhatVotersAsk: the three questions in many words, and what only sounds like
// one of them and is for the village to answer.
func TestWhatVotersAsk(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]speech.VoterQuestion{
		"东河村哪里投票":                    speech.VoterWhere,
		"投票站在哪":                      speech.VoterWhere,
		"/where 东河村":                 speech.VoterWhere,
		"where do i vote":            speech.VoterWhere,
		"几点开始投票":                     speech.VoterWhen,
		"哪天投票":                       speech.VoterWhen,
		"when is the vote":           speech.VoterWhen,
		"要带什么":                       speech.VoterBring,
		"要带身份证吗":                     speech.VoterBring,
		"投票需要什么证件":                   speech.VoterBring,
		"what do i need to vote":     speech.VoterBring,
		"/bring":                     speech.VoterBring,
		"登记的选民在哪里投票":                 speech.VoterWhere,
		"我的选民证丢了怎么办":                 "",
		"没有收到选民证":                    "",
		"没有身份证能投票吗":                  "",
		"身份证过期了":                     "",
		"选民名单贴在哪里":                   "",
		"委托投票在哪里办":                   "",
		"候选人什么时候公布":                  "",
		"什么时候登记":                     "",
		"选举办电话和地址":                   "",
		"i lost my card":             "",
		"where is the roll":          "",
		"when do candidates speak":   "",
		"i need help":                "",
		"你好":                         "",
		"where do i get a proxy for": "",
	} {
		if got, ok := speech.VoterAsks(text); got != want || ok != (want != "") {
			t.Errorf("%s is taken for %q, want %q", text, got, want)
		}
	}
	town := questionTown(t)
	b := listener(town)
	for text, want := range map[string]bool{"东河村": true, "东河": true, " 西岭村？": true, "东河村进度": false, "村": false, "": false, "不在东河村": false} {
		if got := b.onlyUnit(town, text); got != want {
			t.Errorf("%q is a name alone: %v, want %v", text, got, want)
		}
	}
}
