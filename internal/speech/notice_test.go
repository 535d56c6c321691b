package speech

import "testing"

// TestNoticeIn keeps what shall go out, wherever the words stand that wish it.
func TestNoticeIn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"发个通知 明天九点开会":               "明天九点开会",
		"发个通知：明天九点开会，每村来2人":         "明天九点开会，每村来2人",
		"给各村发个通知，明天九点开会":            "明天九点开会",
		"发个通知给大家：明天九点开会":            "明天九点开会",
		"通知各村 12点前务必报一次数":           "12点前务必报一次数",
		"通知各村明天下午三点前把候选人名单贴出来":      "明天下午三点前把候选人名单贴出来",
		"提醒各村带好公章":                  "带好公章",
		"后天上午9点镇会议室培训 每村来2人 通知大家":   "后天上午9点镇会议室培训 每村来2人",
		"后天上午9点镇会议室培训，每村2人，通知一下":    "后天上午9点镇会议室培训，每村2人",
		"明天下午两点开联络员会 通知到人":          "明天下午两点开联络员会",
		"各村注意 明天停电 通知各村带好手电筒":       "各村注意 明天停电 带好手电筒",
		"麻烦通知一声 明天下午两点在镇政府开联络员会 都来": "明天下午两点在镇政府开联络员会 都来",
		"发个通知": "",
	} {
		if got := NoticeIn(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
