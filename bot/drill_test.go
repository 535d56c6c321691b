package bot_test

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"huanjie/internal/cards"
	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// phonedTown is the demo's, where 周明 has a telephone in the roster.
func phonedTown(t *testing.T) *election.Town {
	t.Helper()
	town := *demoTown(t)
	town.Units = slices.Clone(town.Units)
	town.Units[0].Phones = map[election.PersonID]string{"周明": "139 0000 0001"}
	made, err := election.NewTown(town)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// counts lets 周明 report the count of 东河村 with a photo, and correct it.
func (r *rig) counts(first *sandbox.Phone) {
	r.t.Helper()
	r.say(first, "计票 "+countLine("175"))
	r.sees(first, "[✅ 确认上报]")
	if _, err := first.Photo(sandbox.Picture(40, 30), ""); err != nil {
		r.t.Fatal(err)
	}
	r.sees(first, "📎 照片已收到")
	r.tap(first, "✅ 确认上报")
	r.sees(first, "已上报 · 回执")
	r.say(first, "计票 "+countLine("173"))
	r.sees(first, "更正的原因")
	r.say(first, "两张票的记号看错")
	r.sees(first, "更正", "冯棠 173", "[✅ 确认上报]")
	r.tap(first, "✅ 确认上报")
	r.sees(first, "冯棠 173", "已上报 · 回执")
	r.sent()
}

// drillPages counts the messages of the bot that look like a page of the drill-down.
func drillPages(all []sandbox.Message) (n int) {
	for _, m := range all {
		for _, b := range m.Buttons() {
			if strings.HasPrefix(b.Data, "w:") && !strings.Contains(m.Text, "日报") && !strings.Contains(m.Text, "计票（") {
				n++
				break
			}
		}
	}
	return n
}

// TestFromTheFigureToThePerson takes somebody of the leading group from the
// digest to the area, the village, its reports, one of them, the photo and the
// officer, tap by tap, on one card.
func TestFromTheFigureToThePerson(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: phonedTown(t)})
	officer, leader := r.phone("周明"), r.phone("高远")
	r.counts(officer)
	r.say(leader, "/digest")
	r.sees(leader, "全镇", "[🗺 东片]", "[🏘 逐个看（22 个村）]")
	r.tap(leader, "🗺 东片")
	list := r.sees(leader, "🏘 东片 · 6 个村", "东河村", "[↩ 返回]")
	r.tap(leader, r.button(list, "东河村"))
	r.sees(leader, "东河村", "第一次投票（已报齐）", "[📋 上报记录 2]", "[☎ 联系联络员]")
	r.tap(leader, "📋 上报记录 2")
	reports := r.sees(leader, "📋 东河村 · 上报记录", "第 1–2 次，共 2 次", "（更正 ", "📎1", "周明 · 回执")
	r.tap(leader, reports.Buttons()[0].Text)
	r.sees(leader, "东河村 · 计票：第一次投票", "冯棠 173 票", "✏️ 更正：代替回执", "主任 冯棠 175 → 173", "[📄 原来的上报]")
	r.tap(leader, "📄 原来的上报")
	r.sees(leader, "冯棠 175 票", "↪️ 后来又报过，见回执", "[📎 附件 1 个]")
	r.tap(leader, "📎 附件 1 个")
	r.sent()
	if n := casePhotos(leader.Messages()); n < 2 { // beside the chart of the digest
		t.Errorf("%d photos were sent", n)
	}
	r.tap(leader, "↩ 返回")
	r.sees(leader, "第 1–2 次，共 2 次")
	r.tap(leader, "↩ 返回")
	r.sees(leader, "[☎ 联系联络员]")
	r.tap(leader, "☎ 联系联络员")
	card := r.sees(leader, "☎ 周明　139 0000 0001（点姓名可发消息）")
	if len(card.Entities) < 2 || card.Entities[1].User == nil || card.Entities[1].User.ID != officer.ID() {
		t.Errorf("the name does not open a chat: %+v", card.Entities)
	}
	if !slices.ContainsFunc(leader.Messages(), func(m sandbox.Message) bool {
		return m.Contact != nil && m.Contact.PhoneNumber == "139 0000 0001" && m.Contact.FirstName == "东河村 周明"
	}) {
		t.Error("no contact card was sent")
	}
	r.tap(leader, "↩ 返回")
	r.sees(leader, "[📋 上报记录 2]")
	r.sent()
	if n := drillPages(leader.Messages()); n != 1 {
		t.Errorf("%d cards stand in the chat, want one", n)
	}
	r.audited("看上报 东河村", "看附件 东河村", "看联系方式 东河村（周明）", "看名单 东片")
}

// button is the label of the first button that has some words in it.
func (r *rig) button(m sandbox.Message, words string) string {
	r.t.Helper()
	for _, b := range m.Buttons() {
		if strings.Contains(b.Text, words) {
			return b.Text
		}
	}
	r.t.Fatalf("no button with %q:\n%s", words, looks(m))
	return ""
}

// audited fails unless the office reads all of this in the audit.
func (r *rig) audited(words ...string) {
	r.t.Helper()
	office := r.phone("选举办")
	r.say(office, "审计记录")
	r.sees(office, append([]string{"🔎"}, words...)...)
}

// TestTheListBegins with what has to be looked at, and is turned where it stands;
// the way back leads to the page on which the village is.
func TestTheListBeginsWithWhatIsWrong(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	r.commits(election.Report{ID: "S1", Unit: "W3", By: "李芳", At: r.clock(),
		Body: election.StageReport{Stage: "roll", Status: election.InDifficulty, Reason: "名单有争议"}})
	group := r.phone("高远")
	r.say(group, "日报")
	r.sees(group, "全镇", "[🏘 逐个看（22 个村）]")
	r.sent() // the pictures, which would push the list up
	r.tap(group, "🏘 逐个看（22 个村）")
	u, _ := r.town.Unit("W3")
	m := r.sees(group, "🏘 全镇 · 22 个村", "🆘 有困难 1", "[下一页 ▶]", "[↩ 返回]")
	if first := m.Buttons()[0].Text; !strings.HasPrefix(first, "🆘") || !strings.Contains(first, u.Name) {
		t.Errorf("the list begins with %q", first)
	}
	if n := len(m.Buttons()); n != 10 {
		t.Errorf("%d buttons, want eight villages, one that turns and one that leads back", n)
	}
	r.sent() // and it is known where the list stands
	r.tap(group, "下一页 ▶")
	second := r.sees(group, "[◀ 上一页]", "[下一页 ▶]")
	if second.ID != m.ID {
		t.Error("the page was not turned where it stands")
	}
	r.tap(group, second.Buttons()[0].Text)
	r.sees(group, "选举日", "[↩ 返回]")
	r.tap(group, "↩ 返回")
	r.sees(group, "🏘 ", "个村", "要看的排在前面")
	r.tap(group, "↩ 返回")
	r.sees(group, "🗺 全镇：4 个片", "[🏘 逐个看（22 个村）]")
}

// TestForgedWays: an area's leader, an officer and a checker reach nothing that is
// not theirs by data that they make up, and a count stays hidden from whoever is
// to enter it.
func TestForgedWays(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, checker, other, observer := r.phone("周明"), r.phone("李芳"), r.phone("顾清"), r.phone("陈立")
	r.counts(officer)
	entries, err := r.store.Reports(r.ctx, "E1", "", 9, 9)
	if err != nil || len(entries) != 2 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	east := cards.Way{To: cards.ToUnits, Election: r.town.Elections[0].ID, Area: "东片"}
	whole := cards.Way{To: cards.ToArea, Election: r.town.Elections[0].ID}
	of := func(to cards.Step, of string) cards.Way { return cards.Way{To: to, Unit: "E1", Of: of} }
	for _, w := range []cards.Way{east, whole, of(cards.ToUnit, ""), of(cards.ToReports, ""), of(cards.ToReport, entries[0].Entry), of(cards.ToFiles, entries[1].Entry),
		of(cards.ToSheet, "first"), of(cards.ToContact, ""), of(cards.ToAbove, "")} {
		if err := other.TapData(1, w.String()); err != nil {
			t.Fatal(err)
		}
	}
	own := cards.Way{To: cards.ToReport, Unit: "W1", Of: entries[0].Entry} // an own village with another's entry
	for _, data := range []string{own.String(), "w:e:W1:nothing", "w:e:W1:", "w:f:W1:1-1", "w:x:W1:", "w:u:", "w:l:::", "w:a:v:zz:0", "w:r:W1:1-0.-5", "w:r:W1:x.3", "w:"} {
		if err := other.TapData(1, data); err != nil {
			t.Fatal(err)
		}
	}
	r.answered(other, "这个按钮已失效")
	r.sent()
	for _, words := range []string{"东河", "周明", "冯棠"} {
		if m, shown := r.find(other.Messages(), []string{words}); shown {
			t.Errorf("the leader of another area was shown %s", looks(m))
		}
	}
	for _, e := range entries { // who is to check reads that there is a report, and not what it says
		if err := checker.TapData(1, of(cards.ToReport, e.Entry).String()); err != nil {
			t.Fatal(err)
		}
		r.sees(checker, "回执 "+string(e.ID), "🔒 您可以复核")
	}
	unseen(r, checker, "175", "173", "249", "74.86")
	if err := officer.TapData(1, of(cards.ToReport, entries[0].Entry).String()); err != nil {
		t.Fatal(err)
	}
	r.sees(officer, "冯棠 173 票")
	if err := observer.TapData(1, whole.String()); err != nil {
		t.Fatal(err)
	}
	r.answered(observer, "这个按钮已失效")
}

// TestAlertsLeadOn: what leaders hear of a count opens the village and the photo.
func TestAlertsLeadOn(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, leader := r.phone("周明"), r.phone("陈立")
	r.say(officer, "计票 "+countLine("175"))
	r.sees(officer, "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(leader, "东河村 计票（初步，未复核）", "[🔎 看村情况]", "[📷 看照片]")
	r.tap(leader, "📷 看照片")
	r.answered(leader, "还没有计票结果单照片")
	r.tap(leader, "🔎 看村情况")
	r.sees(leader, "第一次投票（初步）", "[📋 上报记录 1]")
}

// TestTheLedgerOnRequest reads the workbook back that a leader asks for: their own
// area and no other, with totals.
func TestTheLedgerOnRequest(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, leader := r.phone("周明"), r.phone("陈立")
	r.counts(officer)
	r.say(leader, "台账表")
	book := r.workbook(leader)
	rows, err := book.GetRows("村选举")
	if err != nil || len(rows) != 4+6+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if rows[4][1] != "东河村" || rows[10][1] != "合计" {
		t.Errorf("the rows are %v ... %v", rows[4], rows[10])
	}
	corrected, err := book.GetRows("更正")
	if err != nil || len(corrected) != 5 || !strings.Contains(corrected[4][3], "冯棠 175 → 173") {
		t.Errorf("the corrections are %v, %v", corrected, err)
	}
	r.say(leader, "设置")
	r.sees(leader, "[附台账表]")
	r.tap(leader, "附台账表")
	r.sees(leader, "[✅ 附台账表]", "附台账表。选举日")
	prefs, err := r.store.Prefs(r.ctx, leader.ID())
	if err != nil || !prefs[0].Ledger {
		t.Errorf("kept %+v, %v", prefs, err)
	}
	checker := r.phone("李芳")
	r.say(checker, "/ledger")
	book = r.workbook(checker)
	for _, name := range book.GetSheetList() {
		rows, err := book.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if strings.Contains(strings.Join(row, "|"), "173") {
				t.Errorf("who is to check reads %v", row)
			}
		}
	}
}

// workbook waits for a workbook and reads it.
func (r *rig) workbook(p *sandbox.Phone) *excelize.File {
	r.t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(r.newestFile(p)))
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { book.Close() })
	return book
}

// newestFile waits for a document from the bot and downloads the newest.
func (r *rig) newestFile(p *sandbox.Phone) []byte {
	r.t.Helper()
	var id string
	err := r.wait(p.Wait, func(all []sandbox.Message) bool {
		for _, m := range all {
			if m.Document != nil && m.From.IsBot {
				id = m.Document.FileID
			}
		}
		return id != ""
	})
	if err != nil {
		r.t.Fatalf("no document: %v\n%s", err, r.log)
	}
	return r.fetch(id)
}

// fetch downloads a file as a telephone does.
func (r *rig) fetch(id string) []byte {
	r.t.Helper()
	get := func(address string) []byte {
		answer, err := http.Get(r.telegram.URL + address)
		if err != nil {
			r.t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != http.StatusOK {
			r.t.Fatalf("%s: %s, %v", address, answer.Status, err)
		}
		return body
	}
	var file struct {
		Result struct {
			Path string `json:"file_path"`
		}
	}
	if err := json.Unmarshal(get("/bot"+token+"/getFile?file_id="+id), &file); err != nil {
		r.t.Fatal(err)
	}
	return get("/file/bot" + token + "/" + file.Result.Path)
}

// Every way that a button can name fits into it, also with the longest ids.
func TestWaysFitIntoAButton(t *testing.T) {
	t.Parallel()
	demo := demoTown(t)
	e := demo.Elections[0]
	e.ID = election.ElectionID(strings.Repeat("v", 16))
	u := election.Unit{ID: election.UnitID(strings.Repeat("E", 16)), Name: "东河村", Election: e.ID, Area: "东片/很长的名字很长的名字很长的名字很长的名字", Registered: 1,
		Officers: []election.PersonID{"周明"}}
	town, err := election.NewTown(election.Town{ID: "t", Location: demo.Location, Elections: []election.Election{e}, Units: []election.Unit{u}})
	if err != nil {
		t.Fatal(err)
	}
	ways := map[cards.Way]bool{}
	for _, a := range town.Areas(e.ID) {
		ways[cards.Way{To: cards.ToArea, Election: e.ID, Area: a, Page: 99999}] = true
		ways[cards.Way{To: cards.ToUnits, Election: e.ID, Area: a}] = true
	}
	for _, of := range []string{"", "first", "1768100000000-12345.3000"} {
		ways[cards.Way{To: cards.ToReports, Unit: u.ID, Of: of}] = true
	}
	for w := range maps.Keys(ways) {
		data := w.String()
		if len(data) > 64 {
			t.Errorf("%s has %d bytes", data, len(data))
		}
		if back, ok := cards.ParseWay(data, town); !ok || back != w {
			t.Errorf("%s reads %+v, want %+v", data, back, w)
		}
	}
}
