package bot_test

import (
	"slices"
	"testing"

	"huanjie/internal/store"
)

// TestAnswersAreJudged holds the judge against answers of both kinds: those that
// answer a question, in other words than today's, and those that only look so.
func TestAnswersAreJudged(t *testing.T) {
	t.Parallel()
	all := readCorpus(t, corpusFile)
	stages := &stages{t: t, built: map[string]*stage{}, read: map[string]int{}}
	for _, c := range []struct {
		id     string
		text   string
		button string
		right  bool
	}{
		{"q-overview-02", "情况 · 全镇 · 截至 1月11日 09:00\n提名联审公示 18/22 个村完成\n⏰ 逾期 4 个村：青塘村、西岭村、古渡村、泉眼村", "", true},
		{"q-overview-02", "情况 · 截至 1月11日 09:00\n提名联审公示 18/22 个村完成", "", false},
		{"q-overview-03", "总体情况 · 东片\n提名联审公示 5/6 个村完成\n逾期：青塘村", "", true},
		{"q-overview-06", "今天比昨天 · 全镇\n没有变化", "", true},
		{"q-not-reported-03", "没报参选的村 · 全镇 · 截至 10:30：5 个\n双桥村 西岭村 枣园村 云台村 杏花村", "", true},
		{"q-not-reported-03", "没报参选的村 · 全镇 · 截至 10:30：4 个\n双桥村 西岭村 枣园村 云台村", "", false},
		{"q-not-reported-03", "没报参选的村 · 全镇 · 截至 10:30：5 个\n双桥村 西岭村 枣园村 云台村 杏花村 东河村", "", false},
		{"q-not-reported-07", "已报参选的村 · 东片：5/6 个", "", true},
		{"q-not-reported-07", "已报参选的村 · 东片 · 截至 1月5日：4/6 个", "", false},
		{"q-not-reported-08", "西岭村 · 参选：今天还没报", "", true},
		{"q-figure-03", "西岭村 · 参选：还没有上报", "", true},
		{"q-figure-05", "登记选民 · 全镇：12,670 人", "", true},
		{"q-figure-05", "登记选民 · 全镇：12,671 人", "", false},
		{"q-figure-06", "登记选民 · 双桥村：447 人", "", true},
		{"q-figure-07", "计票汇总 · 全镇\n21/22 个村已计票", "", true},
		{"q-ranking-03", "参选率最低的村 · 东片 · 截至 10:30\n东河村 86/346 = 24.86%", "", true},
		{"q-ranking-03", "参选率最低的村 · 东片 · 截至 10:30\n石榴村 27.99%\n东河村 24.86%", "", false},
		{"q-ranking-04", "参选率前 5 名 · 全镇\n1 稻香村 34.99%\n2 青塘村 34.83%\n3 北桥村 33.95%\n4 梨坪村 32.77%\n5 南浦村 31.95%", "", true},
		{"q-ranking-04", "参选率前 5 名 · 全镇\n2 青塘村 34.83%\n1 稻香村 34.99%\n3 北桥村 33.95%\n4 梨坪村 32.77%\n5 南浦村 31.95%", "", false},
		{"q-ranking-05", "参选率后 3 名 · 全镇\n东河村 24.9%\n松林村 25.0%\n泉眼村 25.9%", "", true},
		{"q-ranking-08", "落后的村 · 全镇\n逾期：青塘村、西岭村、古渡村、泉眼村、云台村、麦岗村", "", false},
		{"q-threshold-02", "参选率不到一半的村 · 东片：5 个\n东河村 24.86% 石榴村 27.99% 竹坞村 26.92% 柳湾村 31.84% 青塘村 34.83%\n没报 1 个", "", false},
		{"q-threshold-02", "参选率不到一半的村 · 东片：5 个\n东河村 24.86%\n竹坞村 26.92%\n石榴村 27.99%\n柳湾村 31.84%\n青塘村 34.83%\n没报 1 个：双桥村", "", true},
		{"q-threshold-02", "✅ 没有", "", false},
		{"q-threshold-03", "参选率低于 60% 的村 · 全镇 · 截至 15:30\n没有。1 个村没报：杏花村", "", true},
		{"q-threshold-04", "参选率过半的村 · 全镇：没有", "", true},
		{"q-threshold-07", "还有名额没选出来的村 · 全镇\n双桥村 委员 2 名\n荷塘村 委员 2 名", "", true},
		{"q-compare-04", "各片参选率 · 截至 10:30\n南片 769/2,509 = 30.65%\n北片 29.08%\n东片 28.78%\n西片 27.61%", "", true},
		{"q-compare-04", "参选率 · 全镇 29.17%", "", false},
		{"q-compare-05", "参选率 · 东片和西片\n东片 28.78%\n西片 27.61%", "", true},
		{"q-compare-07", "参选率 · 各片，从低到高\n西片 27.61%\n东片 28.78%\n北片 29.08%\n南片 30.65%", "", true},
		{"q-compare-07", "参选率 · 各片\n南片 30.65%\n北片 29.08%\n东片 28.78%\n西片 27.61%", "", false},
		{"q-compare-08", "参选 · 全镇 · 比 10:00\n10:00 前没有上报的数", "", true},
		{"q-compare-01", "1月10日比1月9日 · 全镇\n没有变化", "", true},
		{"q-area-03", "参选率 · 东片\n714/2,481 = 28.78%", "", true},
		{"q-area-04", "还没报的村 · 东片 · 截至 10:30：1 个\n双桥村（何静）", "", true},
		{"q-person-01", "西岭村的联络员：李芳", "[☎ 联系李芳]", true},
		{"q-person-03", "方志安负责 4 个村：南浦村、荷塘村、稻香村、沙洲村", "", true},
		{"q-person-03", "方志安负责 3 个村：南浦村、荷塘村、稻香村", "", false},
		{"q-remind-01", "催一下李芳？她负责的西岭村、枣园村、云台村逾期 1 项。", "🔔 催李芳", true},
		{"q-remind-01", "李芳：逾期 1 项", "", false},
		{"q-key-01", "重点村 · 全镇 3 个\n西岭村 完成 5/9 个阶段，逾期 1 项\n古渡村 完成 5/9，逾期 1 项\n北桥村 完成 6/9", "", true},
		{"q-schedule-02", "离选举日还有 4 天 · 1月15日", "", true},
		{"q-schedule-02", "离选举日还有 5 天 · 1月15日", "", false},
		{"q-schedule-04", "明天（1月12日）要办的：没有到期的阶段", "", true},
		{"q-schedule-05", "这周（1月11日至1月17日）要办的 · 全镇\n投票选举 1月15日", "", true},
		{"q-schedule-05", "这周（1月11日至1月17日）要办的 · 全镇\n没有", "", false},
		{"q-stage-05", "离任审计有问题的村 · 全镇：没有", "", true},
		{"q-stage-06", "选民登记公布 · 全镇\n全部完成", "", true},
		{"q-difficulty-04", "有困难的村 · 全镇：1 个\n西岭村 提名联审公示：两名候选人退出，正在重新提名", "", true},
		{"q-incidents-03", "今天的集体上访 · 全镇：没有", "", true},
		{"q-composition-01", "当选人员里的妇女 · 全镇\n22/66 = 33.33%", "", true},
		{"q-composition-01", "当选 · 全镇 66 名", "", false},
		{"q-composition-02", "当选人员里的党员 · 全镇\n57/66 = 86.36%", "", true},
		{"q-composition-03", "新当选的 · 全镇：16/66 = 24.24%", "", true},
		{"q-candidates-02", "双桥村 主任候选人：贺水莲、常满仓", "", false},
		{"q-candidates-03", "双桥村 当选：主任 贺水莲。委员还缺 2 名", "", true},
		{"q-history-04", "清河镇日报 · 全镇 · 截至 1月8日（周五） 23:59", "", true},
		{"q-history-06", "第一次投票就选齐的村 · 全镇：19 个", "", true},
		{"q-history-08", "横幅 · 全镇：还没有上报", "", true},
		{"q-last-term-02", "没有上届的数据，比不了。", "", true},
		{"q-last-term-02", "参选率 · 全镇 29.17%", "", false},
		{"q-unit-page-05", "没有叫“西林村”的，是西岭村还是松林村？", "西岭村", true},
		{"q-own-04", "您今天报过的：投票 200 人，10:30", "", true},
		{"promise-09", "您还要报：东河村 投票选举，1月15日 18:00前", "", true},
		{"voter-other-01", "委托投票要书面委托，请找东河村的村民选举委员会或选举办。", "", true},
		{"weekday-07", "1月30日以前要办的：没有", "", false},
		{"weekday-07", "12月30日以前要办的 · 全镇\n选民登记公布 12月26日", "", true},
		{"record-line-08", "应急预案 · 全镇：还没有村上报", "", true},
		{"ack-03", "👌 好的。", "", true},
	} {
		u := all[slices.IndexFunc(all, func(u utterance) bool { return u.ID == c.id })]
		s, _, err := stages.stage(u)
		if err == nil {
			err = s.setClock(u.At)
		}
		if err != nil {
			t.Fatal(err)
		}
		m := store.Message{Text: c.text}
		if c.button != "" {
			m.Buttons = [][]store.Button{{{Label: c.button}}}
		}
		if v, why := judge(s, u, heard{answers: []store.Message{m}}); (v == isRight) != c.right {
			t.Errorf("%s %q: %q is judged %s: %s", c.id, u.Say, c.text, v, why)
		}
	}
}
