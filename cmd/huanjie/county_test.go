package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// TestCounty: who reads for the county gets the sums of all towns and a town's digest,
// leaves a trace there, and reports nothing; nobody else gets the sums.
func TestCounty(t *testing.T) {
	t.Parallel()
	two := keepTwo(t, "N1,青石村,东片,主任:1,联络员丙,领导丙\n")
	two.adds("nanpo", "南坡镇", 902, "S1,柳林村,东片,主任:一个,联络员丁,领导丁\n") // stopped
	settings, err := os.ReadFile(two.config)
	must(t, err)
	must(t, os.WriteFile(two.config, fmt.Appendf(nil, "[county]\nname = \"云江县\"\nreaders = [950, 901]\n%s", settings), 0o600))
	r := runTown(t, two.kept)
	r.logs("running")
	officer := two.officer(810, "联络员丙")
	says(t, officer, "进度 青石村 组织准备 有困难", "什么困难")
	says(t, officer, "票箱没有到", "")
	taps(t, officer, "✅ 确认上报")
	hears(t, officer, "已上报")

	county := two.starts(sandbox.Person{ID: 950})
	hears(t, county, "📊 云江县汇总")
	hears(t, county, "2 个镇，3 个单位；逾期 0 项，有困难 1 个")
	hears(t, county, "⏸ 南坡镇：名册或设置正在修改")
	all := newest(county)
	if !strings.Contains(all, "石桥镇 · 村民委员会") || strings.Index(all, "北岭镇") > strings.Index(all, "石桥镇") {
		t.Errorf("the town in difficulty does not come first: %s", all)
	}
	must(t, county.Tap("北岭镇"))
	hears(t, county, "📊 北岭镇日报")
	hears(t, county, "票箱没有到")
	says(t, county, "石桥镇怎么样了", "📊 石桥镇日报")
	says(t, county, "投票 青石村 100", "📊 云江县汇总") // nothing is reported
	office := two.office(901)                // reads for the county besides
	says(t, office, "全县", "📊 云江县汇总")
	says(t, office, "日报", "📊 北岭镇日报")
	says(t, officer, "全县", "")
	for _, m := range officer.Messages() {
		if strings.Contains(m.Text, "云江县汇总") {
			t.Errorf("an officer reads the county's sums: %s", m.Text)
		}
	}

	s := store.Open(two.redis, &election.Town{ID: "beiling", Location: time.UTC})
	n := 0
	must(t, s.Journal(t.Context(), func(election.Report) error { n++; return nil }))
	if n != 1 {
		t.Errorf("the journal has %d reports, want 1", n)
	}
	two.tool(done, "云江县…950", "audit", "-config", two.config, "-town", "beiling")
}

// TestCountyAsks: a reader of the county asks for sums in words, which are those of the towns
// added up; towns are chosen as units are; no unit is answered of, and what is not understood
// is said.
func TestCountyAsks(t *testing.T) {
	t.Parallel()
	two := keepTwo(t, "N1,青石村,东片,主任:1,联络员丙,领导丙\nN2,白石村,东片,主任:1,联络员丙,领导丙\n")
	two.adds("nanpo", "南坡镇", 902, "S1,柳林村,东片,主任:1,联络员丁,领导丁\n")
	settings, err := os.ReadFile(two.config)
	must(t, err)
	must(t, os.WriteFile(two.config, fmt.Appendf(nil, "[county]\nname = \"云江县\"\nreaders = [950, 901]\n%s", settings), 0o600))
	r := runTown(t, two.kept)
	r.logs("running")
	officer := two.officer(810, "联络员丙")
	for _, line := range []string{"宣传 青石村 横幅30 标语20 其余都是0", "宣传 白石村 横幅12 标语5 其余都是0"} {
		says(t, officer, line, "")
		taps(t, officer, "✅ 确认上报")
		hears(t, officer, "已上报")
	}

	county := two.starts(sandbox.Person{ID: 950})
	hears(t, county, "📊 云江县汇总")
	for _, ask := range []struct{ text, answer string }{
		{"全县横幅多少", "云江县 · 截至|42 条（2/5 个村已报）|· 北岭镇　42 条|· 南坡镇　还没报"},
		{"那北岭镇呢", "横幅 · 北岭镇 · 截至|42 条"},
		{"哪个镇最高", "横幅最高的 1 个镇|· 北岭镇　42 条"},
		{"比昨天呢", "横幅 · 比昨天|多了 42 条|· 北岭镇　0 条 → 42 条，多了 42 条|· 南坡镇　还没报"},
		{"横幅最多的镇", "横幅最高的 1 个镇|· 北岭镇　42 条"},
		{"宣传一共多少", "🗂 宣传 · 云江县|标语 25"},
		{"北岭镇横幅多少", "42 条"},
		{"各镇组织准备进度", "组织准备"},
		{"哪个镇还没报完", "还没报完的镇"},
		{"全县参选率多少", "参选率"},
		{"全县选了多少主任", "当选主任"},
		{"全县选了多少书记", "当选书记"},
		{"全县男女各多少", "当选人员结构"},
		{"有几个村", "5"},
		{"突发几起", "突发"},
		{"哪个镇逾期最多", "逾期"},
		{"北岭镇怎么样", "📊 北岭镇日报"},
		{"青石村参选率", "不看单个村"},
		{"how many banners in the whole county", "42"},
		{"谁的电话", "没有各镇的合计"},
		{"阿里巴巴", "没看懂“阿里巴巴”"},
	} {
		before := len(county.Messages())
		_, err := county.Say(ask.text)
		must(t, err)
		waits(t, county, ask.answer, func(m sandbox.Message) bool {
			return m.From.IsBot && !slices.ContainsFunc(strings.Split(ask.answer, "|"), func(words string) bool { return !strings.Contains(m.Text, words) })
		})
		if testing.Verbose() {
			for _, m := range county.Messages()[before:] {
				t.Logf("%s", m.Text)
			}
		}
	}
	office := two.office(901)
	says(t, office, "全县横幅多少", "云江县")
	says(t, office, "横幅多少", "全镇")
}
