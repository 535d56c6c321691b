package flows

import (
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// TestHearsPromise reads promises as people make them, and leaves what only looks
// like one.
func TestHearsPromise(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"没有信号，14:00前补报":                   "14:00|没有信号",
		"没有信号，西岭村20:30前补报":                "西岭村|20:30|没有信号",
		"没有信号 西岭村 20:30前 补报":              "西岭村|20:30|没有信号",
		"明早9点前补报 停电":                      "明早9点|停电",
		"20:30前补报，西岭村没信号":                 "西岭村|20:30|没信号",
		"14:00前再补报计票结果":                   "14:00",
		"没信号，半小时后再报":                      "半小时后|没信号",
		"信号不好，下午3点之前报":                    "下午3点之前|信号不好",
		"下午3点前上报投票人数":                     "下午3点前",
		"晚上8点再报，在开会":                      "晚上8点再|在开会",
		"在开会，两点半报":                        "两点半|在开会",
		"明天上午9点才能报":                       "明天上午9点才能",
		"我21:00前报":                        "21:00前|我",
		"没有信号":                            "没有信号",
		"没信号":                             "没信号",
		"山里没有信号，报不了":                      "没有信号，报不了",
		"手机没电了":                           "手机没电了",
		"没有信号，晚点报":                        "没有信号",
		"稍后再报":                            "",
		"没网，有信号了再报":                       "没网",
		"no signal":                       "no signal",
		"Sorry, no reception":             "no reception",
		"no signal, I'll report by 3 pm":  "3 pm|no signal",
		"no signal, will report at 15:00": "15:00|no signal",
		"report in 2 hours":               "in 2 hours",
		"no signal, I'll report later":    "no signal",
	} {
		parts, ok := speech.PromiseIn(text)
		var got []string
		for _, p := range parts {
			if s := strings.TrimSpace(text[p[0]:p[1]]); s != "" {
				got = append(got, s)
			}
		}
		if !ok || strings.Join(got, "|") != want {
			t.Errorf("%q: %q, %v; want %q", text, strings.Join(got, "|"), ok, want)
		}
	}
	for _, text := range []string{
		"10点报612", "10:00报了212", "西岭村 10点 报 612", "14:00报到", "8点报名", "12点报的数不对", "15:00前报612人", "14:00报警了", "9:00前报名结束",
		"哪些村没有信号", "没有信号怎么办", "没有信号可以晚点报吗", "几点前报", "14:00前要报投票人数吗？", "有信号了", "信号恢复了", "612", "东河村", "", "没有问题",
		"which villages have no signal", "when do I report by 14:00?", "the signal is good", "reported at 14:00",
	} {
		if _, ok := speech.PromiseIn(text); ok {
			t.Errorf("%q was taken for a promise", text)
		}
	}
}

// TestHearsIncident hears emergencies without the form's word, and nothing that is
// asked about, denied, over or promised.
func TestHearsIncident(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"打起来了，快来人", "村里停电了，没法投票", "停电了", "有人举报贿选", "有人打架了，特急", "有人在村口给选民送烟", "票箱钥匙找不到了", "选票不见了", "有人晕倒了",
		"二十多人围堵会场", "村民把大门堵了", "有人抢票箱", "投票点着火了", "不知道谁把选票撕了", "他们不听劝，打起来了", "没法投票，停电了", "有人集体上访",
		"power is out", "Two people are fighting", "somebody fainted", "The ballot box is missing", "URGENT: send help", "someone is buying votes",
	} {
		if parts, ok := hearsIncident(speech.NewEar(time.Time{}), text); !ok || parts[0] != [2]int{0, len(text)} {
			t.Errorf("%q was not heard: %v", text, parts)
		}
	}
	for _, text := range []string{
		"没有人打架", "没有停电", "没人受伤", "今天没有发生冲突", "哪些村停电了", "有没有人打架", "停电了怎么办", "来电了，停电已经恢复", "打架的人已经劝开了", "停电，14:00前补报", "停电，晚点报",
		"贿选", "举报", "上访", "防止打架", "如果停电", "612", "东河村", "你好", "票箱2个", "选票1200张", "手机没电了",
		"which villages have no power?", "nobody was injured", "no fighting here", "power is back on", "is there a fight",
	} {
		if _, ok := hearsIncident(speech.NewEar(time.Time{}), text); ok {
			t.Errorf("%q was taken for an incident", text)
		}
	}
}

// TestSeverityInWords presumes how urgent an incident is from what is said of it.
func TestSeverityInWords(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"枣园村票箱钥匙找不到了，很急": "2", "打起来了，快来人": "2", "有人抢票箱": "2", "有人打架，特急": "1", "老人晕倒了": "1", "一人受伤": "1", "会场着火了": "1",
		"停电了": "", "没有人受伤，电线断了": "", "打起来了，没人受伤": "2", "不是很急，椅子不够": "", "不急": "", "正在抢修线路": "", "不紧急": "",
		"urgent": "2", "they are fighting": "2", "a man was injured": "1", "nobody was injured": "", "power is out": "",
	} {
		if got, ok := severityInWords(flow.Subject{}, incidentDraft{Case: election.Case{Words: words}}); got != want && (ok || want != "") {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}
