package bot_test

import (
	"strings"
	"testing"
	"time"

	"huanjie/flows"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// TestGuideForms: every form that a page names exists, and is offered to whoever
// reports for a unit of that kind of election.
func TestGuideForms(t *testing.T) {
	t.Parallel()
	polling := election.Date{Year: 2027, Month: 1, Day: 15}
	for _, kind := range []election.Kind{election.Villagers, election.Residents, election.Party, election.Congress} {
		e := election.Election{ID: "e", Kind: kind, PollingDay: polling, Stages: election.UsualStages(kind, polling)}
		town, err := election.NewTown(election.Town{ID: "t", Name: "青石镇", Location: time.UTC, Elections: []election.Election{e},
			Units: []election.Unit{{ID: "E1", Name: "东河", Area: "东片", Election: "e", Registered: 100, Officers: []election.PersonID{"周明"}}}})
		if err != nil {
			t.Fatal(err)
		}
		for _, st := range e.Stages {
			page, _ := document.GuideOf(e, st.ID)
			if len(page.Forms) == 0 {
				t.Errorf("%s: the page of %s names no form", kind, st.ID)
			}
			for _, form := range page.Forms {
				sc := flow.Scene{Town: town, Person: town.Person("周明"), Unit: "E1", Now: time.Date(2027, 1, 15, 9, 0, 0, 0, time.UTC), Likeness: map[string]election.UnitID{}}
				out := flows.All.Advance(flow.State{}, sc, flow.Turn{Update: 1, Input: flow.Opening{Form: flow.FormID(form), Unit: "E1"}})
				if out.View == nil || out.View.Unit != "东河" {
					t.Errorf("%s: the page of %s names the form %q, which does not open: %+v", kind, st.ID, form, out)
				}
			}
		}
	}
}

// TestGuide leads an officer through a stage: the page, the form that reports it,
// what comes next, and that page.
func TestGuide(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	officer, leader := r.phone("周明"), r.phone("陈立")
	r.say(officer, "/guide 归档")
	r.sees(officer, "📘 总结归档怎么做", "做完点下面的按钮上报", "[◀ 工作移交]", "[选举归档]")
	r.say(leader, "怎么做")
	if m := r.sees(leader, "📘 投票选举怎么做"); strings.Contains(looks(m), "按钮上报") {
		t.Errorf("the leader is told to report: %s", looks(m))
	}
	r.tap(officer, "选举归档")
	r.sees(officer, "选举归档 · 东河村", "归档日期")
	r.say(officer, "取消")
	r.say(officer, "进度 东河村 组织准备 完成")
	r.sees(officer, "已完成", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	done := r.sees(officer, "已上报", "下一步：离任审计，2026年11月16日（周一）前。", "[📘 怎么做]", "[✏️ 更正]")
	r.tap(officer, "📘 怎么做")
	r.sees(officer, "📘 离任审计怎么做", "法定最迟 1月14日")
	r.say(officer, "审计 东河村 今天 没问题 稍后补")
	r.sees(officer, "未发现问题", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	if m := r.sees(officer, "离任审计 · 东河村", "下一步：宣传培训"); m.ID == done.ID {
		t.Error("the card of the audit took the place of another")
	}
	r.say(officer, "东河村")
	r.sees(officer, "✅ 离任审计：已完成", "🗂 离任审计：公布日期", "[📘 怎么做]")
	r.say(leader, "台账")
	r.sees(leader, "🗂 台账汇总", "离任审计（1/6）")
}
