package config_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"huanjie/internal/config"
	"huanjie/internal/election"
)

// lastTown are two villages, and the branch of one of them that has its name.
func lastTown() ([]election.Election, []election.Unit) {
	day := election.Date{Year: 2027, Month: time.January, Day: 15}
	return []election.Election{{ID: "v", Kind: election.Villagers, PollingDay: day}, {ID: "p", Kind: election.Party, PollingDay: day}},
		[]election.Unit{{ID: "E1", Name: "东河村", Election: "v", Kind: election.Villagers}, {ID: "E2", Name: "柳湾村", Election: "v", Kind: election.Villagers}, {ID: "P1", Name: "东河村", Election: "p", Kind: election.Party}}
}

// TestLastMembersAsOfficesSendThem reads one list in the ways in which offices save it.
func TestLastMembersAsOfficesSendThem(t *testing.T) {
	t.Parallel()
	elections, units := lastTown()
	list := "清河镇上届村“两委”成员花名册\n序号,村名,职务,姓名,性别,出生年月,文化程度,政治面貌,民族,备注,手机\n" +
		"1,东河村,村委会主任,赵　山,男,1972.5,大专,中共党员,汉族,,13900000000\n2,,副主任,钱小河,女,1980年3月12日,本科,群众,汉,,\n" +
		"3,,支部书记,赵山,男,1972.5,大专,党员,汉,,\n4,柳湾村,主任,阿依•古丽,女,29221,高中,预备党员,维吾尔族,,\n合计,,,,,,,,,,\n注：不含候补。\n"
	readings := map[string][]byte{"utf8": []byte(list), "tabs": []byte(strings.ReplaceAll(list, ",", "\t")), "full-width": []byte(strings.ReplaceAll(list, ",", "，"))}
	book := excelize.NewFile()
	for i, line := range strings.Split(strings.TrimSpace(list), "\n") {
		for k, cell := range strings.Split(line, ",") {
			at, _ := excelize.CoordinatesToCellName(k+1, i+1)
			if err := book.SetCellStr("Sheet1", at, cell); err != nil {
				t.Fatal(err)
			}
		}
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	readings["xlsx"] = file.Bytes()
	for name, data := range readings {
		if !config.IsLastMembers(data) {
			t.Fatalf("%s: taken for a roster", name)
		}
		l := config.ReadLastMembers(data, elections, units, nil)
		if len(l.Refused) > 0 || !l.Applies() || len(l.Of["E1"]) != 2 || len(l.Of["P1"]) != 1 || len(l.Of["E2"]) != 1 {
			t.Fatalf("%s: %v %v", name, l.Of, l.Lines(true))
		}
		want := election.ElectedPerson{Name: "钱小河", Post: election.ViceChair, Sex: election.Woman, Born: election.Date{Year: 1980, Month: time.March, Day: 12},
			Education: election.Bachelor, Party: election.No, Minority: election.No}
		if got := l.Of["E1"][1]; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v", name, got)
		}
		far := l.Of["E2"][0]
		if far.Name != "阿依·古丽" || far.Minority != election.Yes || far.Born != (election.Date{Year: 1980, Month: time.January, Day: 1}) || far.Party != election.Yes {
			t.Errorf("%s: %+v", name, far)
		}
		if said := l.Lines(false); !strings.Contains(said[len(said)-1].In(election.Chinese), "没有读的列：手机") {
			t.Errorf("%s: %v", name, said)
		}
		var again bytes.Buffer
		if err := l.Write(&again); err != nil {
			t.Fatal(err)
		}
		if same := config.ReadLastMembers(again.Bytes(), elections, units, l.Of); same.Applies() || len(same.Refused) > 0 || len(same.Of) != 3 {
			t.Errorf("%s: written as\n%s\nit reads as %v", name, again.String(), same.Lines(true))
		}
	}
}

// TestBadLastMembers: one cause is one sentence, and the other lines stand.
func TestBadLastMembers(t *testing.T) {
	t.Parallel()
	elections, units := lastTown()
	for row, want := range map[string]string{
		"无名村,主任,周明,,,,,":                   "名册里没有“无名村”",
		"东河村,委员,周明,,,,,":                   "“东河村”在几个选举里都有：加一列编号，或“选举”一列",
		"柳湾村,会计,周明,,,,,":                   "职务“会计”看不懂：写 主任、副主任、委员 之一",
		"柳湾村,书记,周明,,,,,":                   "职务“书记”看不懂：写 主任、副主任、委员 之一",
		"柳湾村,主任,13900000000,,,,,":          "“13900000000”是号码，不是姓名：写上姓名，电话写在姓名后面或“电话”一列",
		"柳湾村,主任,,男,,,,":                    "有一个空的姓名：写上，或删去多余的分隔号",
		"柳湾村,主任,周明,丁,,,,":                  "性别“丁”：写男或女",
		"柳湾村,主任,周明,男,七二年,,,":               "出生“七二年”看不懂：写成 1975-03",
		"柳湾村,主任,周明,男,1972-13,,,":           "出生“1972-13”看不懂：写成 1975-03",
		"柳湾村,主任,周明,男,,不小了,,":               "年龄“不小了”看不懂：写当选时的周岁",
		"柳湾村,主任,周明,男,,,夜校,":                "学历“夜校”看不懂：写小学、初中、高中、中专、大专、本科或研究生",
		"柳湾村,主任,周明,男,,,,不详":                "政治面貌“不详”看不懂：写中共党员或群众",
		"柳湾村,主任,李\ue000,男,,,,":             "“李\ue000”里有这台电脑自造的字（U+E000），别的设备显示不出来：请改用标准字",
		"柳湾村,主任,孙一,男,#REF!,,,":             "“#REF!”是公式的错误：请写上值",
		"柳湾村,委员,李二,男,,,,\n柳湾村,委员,李二,男,,,,": "柳湾村的李二写了两次：删去一行",
	} {
		data := "村名,职务,姓名,性别,出生,年龄,学历,政治面貌\n" + row + "\n柳湾村,主任,吴四,男,,48,大专,党员\n"
		l := config.ReadLastMembers([]byte(data), elections, units, nil)
		if len(l.Refused) != 1 || l.Refused[0].Text.In(election.Chinese) != want || l.Refused[0].Text.In(election.English) == want || l.Applies() {
			t.Errorf("%s: %v", row, l.Lines(true))
			continue
		}
		last := l.Of["E2"]
		if p := last[len(last)-1]; p.Name != "吴四" || p.Age(elections[0].LastDay()) != 48 {
			t.Errorf("%s: the next line is %+v", row, p)
		}
	}
	if config.IsLastMembers([]byte("编号,名称,片区,应选,联络员,领导\nA,东河村,东片,主任:1,周明,陈立\n")) {
		t.Error("a roster is taken for a list of members")
	}
}
