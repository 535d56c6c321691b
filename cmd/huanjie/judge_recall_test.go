package main

import (
	"encoding/json"
	"strings"
	"testing"
)

const villageRecall = `{"kind":"villagers","polling_day":"2027-06-01",
	"petition":{"voters":199,"all_voters":1000,"representatives":10,"all_representatives":30},
	"recall":{"registered":1000,"participants":502,"yes":252}}`

func TestJudgeRecall(t *testing.T) {
	t.Parallel()
	status, stdout, stderr := runJudge(villageRecall, "-lang", "zh")
	want := `罢免要求：联名人数达到规定
联名选民 199 人，选民共 1000 人：5×199 = 995，少于 1000，不足五分之一（村民委员会组织法第十九条）。
联名代表 10 人，代表共 30 人：3×10 = 30，不少于 30，不少于三分之一（村民委员会组织法第十九条）。
罢免表决：通过
参加投票 502 人，登记参加选举的村民 1000 人：2×502 = 1004，大于 1000，过半数（村民委员会组织法第十九条）。
赞成罢免 252 票，参加投票 502 人：2×252 = 504，大于 502，过半数（村民委员会组织法第十九条）。
`
	if status != judged || stdout != want || stderr != "" {
		t.Errorf("status %d, %s\n%s\nwant\n%s", status, stderr, stdout, want)
	}
	_, english, _ := runJudge(strings.Replace(villageRecall, `"yes":252`, `"yes":251`, 1), "-lang", "en")
	if !strings.Contains(english, "Recall vote: not passed\n") ||
		!strings.Contains(english, "251 for the recall, 502 taking part: 2×251 = 502, not more than 502, not more than half (Organic Law of Villagers' Committees, art. 19).\n") {
		t.Errorf("%s", english)
	}
}

func TestJudgeRecallAsJSON(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		input            string
		status           int
		petition, passed bool
		code             string
	}{
		"both":                         {villageRecall, judged, true, true, ""},
		"too few signed":               {strings.Replace(villageRecall, `"representatives":10`, `"representatives":9`, 1), judged, false, true, ""},
		"no quorum":                    {strings.Replace(villageRecall, `"participants":502`, `"participants":500`, 1), judged, true, false, ""},
		"more say yes than came":       {strings.Replace(villageRecall, `"yes":252`, `"yes":503`, 1), judgeRefused, true, false, "yes_over_participants"},
		"half a vote":                  {strings.Replace(villageRecall, `"yes":252`, `"yes":2.5`, 1), judgeRefused, false, false, "unreadable"},
		"the law is silent":            {strings.Replace(strings.Replace(villageRecall, "villagers", "residents", 1), "2027", "2025", 1), judgeRefused, false, false, "law_silent"},
		"a third of a kind":            {strings.Replace(villageRecall, "villagers", "club", 1), judgeRefused, false, false, "kind"},
		"the Party has none":           {strings.Replace(villageRecall, "villagers", "party", 1), judgeRefused, false, false, "law_silent"},
		"residents' representatives":   {strings.Replace(villageRecall, `"villagers"`, `"residents","method":"representatives"`, 1), judged, true, false, ""},
		"a word that is not looked at": {strings.Replace(villageRecall, `"kind"`, `"note":"x","kind"`, 1), judged, true, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, stdout, stderr := runJudge(c.input, "-json")
			var got recallJSON
			if err := json.Unmarshal([]byte(stdout), &got); err != nil {
				t.Fatalf("%v in %s", err, stdout)
			}
			code := ""
			if len(got.Recall.Problems) > 0 {
				code = got.Recall.Problems[0].Code
			}
			petition := got.Petition != nil && got.Petition.Passed
			if status != c.status || petition != c.petition || got.Recall.Passed != c.passed || code != c.code || got.Recall.Sentence == "" {
				t.Errorf("status %d, %s", status, stdout)
			}
			if noted := strings.Contains(stderr, `unknown field "note"`); noted != strings.Contains(c.input, "note") {
				t.Errorf("stderr %q", stderr)
			}
		})
	}
	_, stdout, _ := runJudge(`{"kind":"congress","polling_day":"2027-06-01","petition":{"voters":30}}`, "-json")
	if !strings.Contains(stdout, `"passed": true`) || strings.Contains(stdout, `"recall"`) {
		t.Errorf("a petition alone: %s", stdout)
	}
}
