package bot_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"huanjie/internal/sandbox"
)

// table is a workbook with some rows.
func table(t *testing.T, rows ...[]any) []byte {
	t.Helper()
	book := excelize.NewFile()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestElectedInATable: an officer sends the elected as a table: one card, one tick. What is no
// such table is said to be none, and recorded nowhere.
func TestElectedInATable(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer := r.phone("周明")
	r.say(officer, "计票 "+countLine("175"))
	r.sees(officer, "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "已上报")
	r.document(officer, "选票.xlsx", table(t, []any{"日期", "份数"}, []any{"1月3日", 20}))
	r.sees(officer, "这张表没有读成当选人员", "没有表头")
	r.document(officer, "当选.xlsx", table(t, []any{"姓名", "性别", "出生年月", "是否党员", "学历"}, []any{"冯棠", "男", "八零年", "是", "初中"}))
	r.sees(officer, "第 2 行：出生“八零年”看不懂")
	r.document(officer, "当选.xlsx", table(t,
		[]any{"东河村当选人员"},
		[]any{"村名", "职务", "姓名", "性别", "出生年月", "是否党员", "学历", "是否连任", "交叉任职"},
		[]any{"东河村", "主任", "冯棠", "男", "1980.05", "是", "初中", "是", "一肩挑"},
		[]any{"东河村", "委员", "孙海川", "男", "1989-01-12", "是", "大专", "否", "否"},
		[]any{"东河村", "委员", "卞春生", "女", 29221, "否", "高中", "连任"}))
	r.sees(officer, "📄 当选.xlsx 读出来是下面这些，还没有上报", "冯棠", "1980", "孙海川", "卞春生", "[📝 打开核对]")
	r.tap(officer, "📝 打开核对")
	m := r.sees(officer, "上报当选人员 · 东河村", "[✅ 确认上报]")
	for _, want := range []string{"冯棠：男 · 1980年5月", "孙海川：男 · 1989年1月12日", "卞春生：女 · 1980 · 高中、中专 · 非党员 · 连任"} {
		if !strings.Contains(looks(m), want) {
			t.Errorf("%q is not in %s", want, looks(m))
		}
	}
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "当选人员 · 东河村", "已上报")
}

// TestNobodyWaitsForATable: while Telegram does not give the file out, whoever sent it has been
// told that it is being read, and others are answered.
func TestNobodyWaitsForATable(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	slow, officer, other := r.telegram.Fail(sandbox.Fault{Method: "getFile", Times: 1, Delay: 2 * time.Second}), r.phone("周明"), r.phone("何静")
	r.document(officer, "当选.xlsx", table(t, []any{"姓名", "性别"}, []any{"冯棠", "男"}))
	r.sees(officer, "收到 当选.xlsx，正在读")
	r.eventually("the file is not asked for", func() bool { return slow.Hits() > 0 })
	r.say(other, "投票 柳湾村 100")
	r.sees(other, "上报投票进展 · 柳湾村", "[✅ 确认上报]")
	if _, read := r.find(officer.Messages(), []string{"读出来"}); read {
		t.Error("the table was read before others were answered")
	}
	r.sees(officer, "读出来", "[📝 打开核对]")
}
