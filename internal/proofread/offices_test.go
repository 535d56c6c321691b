package proofread

import (
	"slices"
	"strings"
	"testing"
)

// TestSlipsOfOffices: the slips that the summaries of five offices made are found,
// each of them and nothing else. The names are invented.
func TestSlipsOfOffices(t *testing.T) {
	t.Parallel()
	tests := []struct {
		office, text string
		want         []string // rule, what is stated -> what is right
	}{
		{"villages of a town", `我镇22个村登记选民12,670人，参加投票9,700人，参选率90%。
共选举产生村委会成员66名，其中男44名，占70%；女22名，占30%；党员57名，占88%。`, []string{
			"percentage 90% -> 76.56%", "percentage 70% -> 66.67%", "percentage 30% -> 33.33%", "percentage 88% -> 86.36%"}},
		{"branches of a town", `17个村党支部共选举产生支部委员61名，其中书记17名，副书记9名，委员39名。
61名当选人员中，26-35岁2名，36-45岁20名，46-54岁25名，55岁及以上15名。
61名委员中大专以上9名，占15.5%。
年龄结构：35岁以下占4%，36-45岁占33%，46-54岁占41%，55岁及以上占24%。`, []string{
			"sum 61 -> 65", "sum 61 -> 62", "percentage 15.5% -> 14.75%", "shares 102% -> 100%"}},
		{"branches of a county's offices", `本次换届的有45个支部：` + names("支部", 40) + `。
其中总支3个：教育局总支、卫健局总支、农业局总支、交通局总支。`, []string{
			"list 45 -> 40", "list 3 -> 4"}},
		{"villages and communities of a town", `一、12个村（社区）全部一次选举成功，另有2个村（社区）进行了另行选举。
二、共选出成员36名，其中交叉任职35名，占95%。
三、选民登记时间为12月10日至12月5日。
四、经验。
六、建议。`, []string{
			"contradiction 2 -> 0", "percentage 95% -> 97.22%", "date 12月10日至12月5日 -> ", "numbering 六 -> 五"}},
		{"deputies of a street", `15个选区共选出代表34名，其中40岁以下2名，占0.5%；40-49岁18名，占52%。
34名代表中连选连任21名，占61.7%。
年龄段：40-50岁18名，50-60岁14名。`, []string{
			"percentage 0.5% -> 5.88%", "rounding 52% -> 53%", "rounding 61.7% -> 61.8%", "bands 40-50岁、50-60岁 -> "}},
	}
	for _, tt := range tests {
		t.Run(tt.office, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, f := range Check(tt.text) {
				got = append(got, string(f.Rule)+" "+f.Stated+" -> "+f.Right)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

// names are n invented names that end in the same words.
func names(end string, n int) string {
	var all []string
	for _, a := range []string{"东", "西", "南", "北", "上", "下", "新", "青"} {
		for _, b := range []string{"河", "山", "桥", "林", "坪"} {
			all = append(all, a+b+end)
		}
	}
	return strings.Join(all[:n], "、")
}
