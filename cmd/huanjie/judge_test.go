package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// runJudge runs the command on an input and returns what it wrote.
func runJudge(input string, args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = start(context.Background(), append(append([]string{"judge"}, args...), "-"), noEnv, strings.NewReader(input), &out, &errs)
	return status, out.String(), errs.String()
}

const villageCount = `{"kind":"villagers","polling_day":"2027-01-15","round":"first","registered":1000,"participants":800,
	"issued":800,"returned":800,"valid":800,"invalid":0,"posts":[{"post":"member","seats":3,"candidates":[
	{"name":"甲","votes":500},{"name":"乙","votes":401},{"name":"丙","votes":400},{"name":"丁","votes":390}]}]}`

// TestJudgeCases holds the command to the agreed cases, as a program would read
// its answers.
func TestJudgeCases(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../internal/election/testdata/verdicts.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		ID     string
		Input  json.RawMessage
		Expect struct {
			Outcome  string
			Breaches []string
			Posts    []map[string]any
		}
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			status, stdout, stderr := runJudge(string(c.Input), "-json")
			want := judged
			if c.Expect.Outcome == "refused" {
				want = judgeRefused
			}
			if status != want || stderr != "" {
				t.Errorf("status %d, want %d; %s", status, want, stderr)
			}
			var got struct {
				Outcome  string
				Breaches []string
				Problems []map[string]any
				Posts    []map[string]any
			}
			if err := json.Unmarshal([]byte(stdout), &got); err != nil {
				t.Fatalf("%v in %s", err, stdout)
			}
			if got.Outcome != c.Expect.Outcome || !slices.Equal(got.Breaches, c.Expect.Breaches) || (want == judgeRefused) != (len(got.Problems) > 0) {
				t.Errorf("%s", stdout)
			}
			for i, post := range c.Expect.Posts {
				if i >= len(got.Posts) {
					t.Fatalf("no post %d in %s", i, stdout)
				}
				holds(t, got.Posts[i], post)
			}
		})
	}
}

// holds compares what is expected with what came; what is not expected may be
// anything.
func holds(t *testing.T, got, want map[string]any) {
	t.Helper()
	for k, w := range want {
		g := got[k]
		if inner, ok := w.(map[string]any); ok {
			gotInner, _ := g.(map[string]any)
			holds(t, gotInner, inner)
			continue
		}
		gotJSON, _ := json.Marshal(g)
		wantJSON, _ := json.Marshal(w)
		if !bytes.Equal(gotJSON, wantJSON) {
			t.Errorf("%s is %s, want %s", k, gotJSON, wantJSON)
		}
	}
}

func TestJudgeForPeople(t *testing.T) {
	t.Parallel()
	status, stdout, _ := runJudge(villageCount, "-lang", "zh")
	want := `村民委员会换届选举 · 第一次投票：选举有效
参加投票 800 人，登记参加选举的村民 1000 人：2×800 = 1600，大于 1000，过半数（村民委员会组织法第十八条）。
【委员】应选 3 名
甲：赞成 500 票，参加投票 800 人：2×500 = 1000，大于 800，过半数，当选（村民委员会组织法第十八条）。
乙：赞成 401 票，参加投票 800 人：2×401 = 802，大于 800，过半数，当选（村民委员会组织法第十八条）。
丙：赞成 400 票，参加投票 800 人：2×400 = 800，不大于 800，未过半数，不当选（村民委员会组织法第十八条）。
丁：赞成 390 票，参加投票 800 人：2×390 = 780，不大于 800，未过半数，不当选（村民委员会组织法第十八条）。
下一步：
· 另行选举：委员 1 名，候选人不少于 2 名，依次为 丙、丁；得票多的当选，但不少于收回选票的三分之一（村民委员会组织法第十八条）。
`
	if status != judged || stdout != want {
		t.Errorf("status %d\n%s\nwant\n%s", status, stdout, want)
	}
	_, english, _ := runJudge(villageCount, "-lang", "en_GB.UTF-8")
	if !strings.Contains(english, "丙: 400 votes, 800 taking part: 2×400 = 800, not more than 800, not more than half, not elected") {
		t.Errorf("%s", english)
	}
}

func TestJudgeRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ input, code string }{
		"not JSON":           {`kind: villagers`, "unreadable"},
		"a wrong date":       {`{"kind":"villagers","polling_day":"15.1.2027"}`, "unreadable"},
		"half a vote":        {strings.Replace(villageCount, "500", "500.5", 1), "unreadable"},
		"no kind":            {strings.Replace(villageCount, "villagers", "", 1), "kind"},
		"a wrong sum":        {strings.Replace(villageCount, `"invalid":0`, `"invalid":1`, 1), "valid_invalid_returned"},
		"law silent":         {strings.Replace(strings.Replace(villageCount, "villagers", "residents", 1), "2027", "2024", 1), "law_silent"},
		"a wrong local rule": {strings.Replace(villageCount, `"round"`, `"profile":{"ties":"lot"},"round"`, 1), "profile"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, stdout, _ := runJudge(c.input, "-json")
			var got verdictJSON
			if err := json.Unmarshal([]byte(stdout), &got); err != nil {
				t.Fatal(err)
			}
			if status != judgeRefused || got.Outcome != "refused" || len(got.Problems) == 0 || got.Problems[0].Code != c.code {
				t.Errorf("status %d, %s", status, stdout)
			}
			status, stdout, _ = runJudge(c.input, "-lang", "zh")
			if status != judgeRefused || !strings.Contains(stdout, "无法判定") || strings.Count(stdout, "\n") < 2 {
				t.Errorf("status %d, %q", status, stdout)
			}
		})
	}
}

func TestJudgeProfile(t *testing.T) {
	t.Parallel()
	input := strings.Replace(villageCount, `"returned":800,"valid":800`, `"returned":790,"valid":790,"profile":{"majority_base":"returned"}`, 1)
	status, stdout, _ := runJudge(input, "-json")
	var got verdictJSON
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	if status != judged || len(got.Posts[0].Elected) != 3 || len(got.Notes) != 1 {
		t.Errorf("%s", stdout)
	}
}

func TestJudgeFiles(t *testing.T) {
	t.Parallel()
	var out, errs bytes.Buffer
	file := filepath.Join(t.TempDir(), "count.json")
	if err := os.WriteFile(file, []byte(villageCount), 0o600); err != nil {
		t.Fatal(err)
	}
	if status := start(t.Context(), []string{"judge", file}, noEnv, nil, &out, &errs); status != judged || out.Len() == 0 {
		t.Errorf("status %d: %s", status, errs.String())
	}
	for _, args := range [][]string{{file + ".gone"}, {}, {"a", "b"}, {"-nonsense", "-"}} {
		out.Reset()
		errs.Reset()
		if status := start(t.Context(), append([]string{"judge"}, args...), noEnv, strings.NewReader(""), &out, &errs); status != judgeFailed || errs.Len() == 0 || out.Len() != 0 {
			t.Errorf("%v: status %d, stdout %q, stderr %q", args, status, out.String(), errs.String())
		}
	}
	if status, _, stderr := runJudge(strings.Repeat(" ", judgeMaxBytes+1)); status != judgeFailed || !strings.Contains(stderr, "more than") {
		t.Errorf("too long: %d %s", status, stderr)
	}
}

// A misspelt name would be read as zero: it is pointed out.
func TestJudgeUnknownField(t *testing.T) {
	t.Parallel()
	status, stdout, stderr := runJudge(strings.Replace(villageCount, `"kind"`, `"note":"x","kind"`, 1), "-json")
	if status != judged || stdout == "" || !strings.Contains(stderr, `unknown field "note"`) {
		t.Errorf("status %d, stderr %q", status, stderr)
	}
}
