package flows

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// leaflets is a record with a field for each condition there is.
var leaflets = record{
	id: "leaflets", title: say("资料发放", "Leaflets"), words: []string{"资料发放"},
	fields: []field{
		amount("given", say("已发", "Given"), say("份", ""), "发"),
		amount("left", say("未发", "Left"), say("份", ""), "没发"),
		prose("why", say("未发原因", "Why left"), say("为什么没发？", "Why?"), "原因").ifAny("left"),
		choice("how", say("方式", "How"), say("怎么发的？", "How?"),
			flow.Option{Value: "home", Label: say("送到家", "At home")}, flow.Option{Value: "desk", Label: say("现场领取", "At the desk")}),
		amount("homes", say("户数", "Homes"), say("户", ""), "户").ifOne("how", "home"),
		day("day", say("回访日期", "Asked again on"), "回访").ifSaid("why"),
	},
}

// TestFieldsAskedOnlyIf fills in a record whose fields depend on each other: what is
// not asked is neither wanted nor reported, also after the answer it hung on was
// changed, and a word for it in the first line counts.
func TestFieldsAskedOnlyIf(t *testing.T) {
	t.Parallel()
	if faults := leaflets.kind().Faults(); len(faults) > 0 {
		t.Fatal(faults)
	}
	for said, want := range map[string]string{
		"资料发放 已发90 未发0|现场领取":                      "day= given=90 homes= how=desk left=0 why=",
		"资料发放 已发90 未发3|外出务工|送到家|20|昨天":            "day=2027-01-09 given=90 homes=20 how=home left=3 why=外出务工",
		"资料发放 已发90 未发3 送到家 20户 回访昨天 原因 外出务工":      "day=2027-01-09 given=90 homes=20 how=home left=3 why=外出务工",
		"资料发放 已发90 未发3 原因 外出务工 回访昨天|送到家|20户|未发 0": "day= given=90 homes=20 how=home left=0 why=",
		"资料发放 已发90 未发0 送到家 20户|现场领取":              "day= given=90 homes= how=desk left=0 why=",
		"资料发放 已发90 未发3 原因 外出务工 现场领取|昨天|未发0|未发 5":  "day=2027-01-09 given=90 homes= how=desk left=5 why=外出务工",
	} {
		if got := leafletsAfter(t, strings.Split(said, "|")); got != want {
			t.Errorf("%s\n got %s\nwant %s", said, got, want)
		}
	}
}

// leafletsAfter is the record that is reported after some messages and 确认.
func leafletsAfter(t *testing.T, messages []string) string {
	t.Helper()
	town, err := election.NewTown(election.Town{ID: "t", Name: "青石镇", Location: time.UTC, Elections: []election.Election{{ID: "v", Kind: election.Villagers}},
		Units: []election.Unit{{ID: "E1", Name: "东河村", Election: "v", Officers: []election.PersonID{"李芳"}}}})
	if err != nil {
		t.Fatal(err)
	}
	forms := flow.Forms{flow.Of(leaflets.form())}
	var out flow.Outcome
	for i, m := range append(messages, "确认") {
		scene := flow.Scene{Town: town, Person: town.Person("李芳"), Unit: "E1", User: 1, Now: time.Date(2027, 1, 10, 8, 0, 0, 0, time.UTC)}
		out = forms.Advance(out.State, scene, flow.Turn{Update: int64(i + 1), Message: i + 1, Input: flow.Text(m)})
	}
	if out.Report == nil {
		t.Errorf("%q: no report; the card says %+v", messages, out.View)
		return ""
	}
	r := out.Report.Body.(election.Record)
	fields := map[string]string{}
	for _, f := range leaflets.kind().Fields {
		fields[f.ID] = r.Words[f.ID]
		if n, said := r.Numbers[f.ID]; said {
			fields[f.ID] = election.Thousands(n)
		}
	}
	var all []string
	for _, id := range slices.Sorted(maps.Keys(fields)) {
		all = append(all, id+"="+fields[id])
	}
	return strings.Join(all, " ")
}
