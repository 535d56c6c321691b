package speech

import "testing"

func TestVoterWants(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]VoterMatter{
		"可以替我妈投吗":                     VoterProxy,
		"在外打工回不来怎么投":                  VoterProxy,
		"我爸瘫了能不能我替他投":                 VoterProxy,
		"can my son vote for my wife": VoterProxy,
		"双桥村谁当选了":                     VoterResult,
		"东河村现在多少人投了":                  VoterResult,
		"双桥村现在谁票多":                    VoterResult,
		"who won in 双桥村":              VoterResult,
		"去哪儿投票":                       "",
		"投票要带什么":                      "",
		"你好":                          "",
	} {
		if got, _ := VoterWants(text); got != want {
			t.Errorf("VoterWants(%q) = %q, want %q", text, got, want)
		}
	}
}
