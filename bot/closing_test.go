package bot_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"huanjie/internal/proofread"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// TestTheSummaryInTheChat: a leader asks for the summary and gets a Word file with
// the figures of the journal and the words that were sent along; an officer does
// not.
func TestTheSummaryInTheChat(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: demoTown(t)})
	officer, office, leader := r.phone("周明"), r.phone("选举办"), r.phone("陈立")
	r.counts(officer)
	r.say(leader, "总结\n做法：压实责任。")
	r.sees(leader, "工作总结（Word，可修改）")
	d, err := proofread.ReadDocument(r.newestFile(leader))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"换届选举工作总结", "参加投票259人", "压实责任。", "数字的来源"} {
		if !strings.Contains(d.Text(), want) {
			t.Errorf("%q is not in\n%s", want, d.Text())
		}
	}
	for _, f := range proofread.Check(d.Text()) {
		t.Errorf("%s %q: %s", f.Rule, f.Quote, f.Why.In(0))
	}
	r.say(office, "总结\n没有写是哪部分")
	r.sees(office, "没有写。")
	r.say(leader, "东河村的总结")
	r.sees(leader, "工作总结 · 东河村（Word，可修改）")
	if text := r.newestText(leader); !strings.Contains(text, "东河村换届选举工作总结") || strings.Contains(text, "压实责任") {
		t.Error(text)
	}
	r.say(leader, "东片 阶段简报")
	r.sees(leader, "阶段简报（Word")
	if text := r.newestText(leader); !strings.Contains(text, "东片换届选举阶段简报") {
		t.Error(text)
	}
	r.say(office, "每日快报")
	r.sees(office, "每日快报（Word")
	if text := r.newestText(office); !strings.Contains(text, "今日上报计票的1个村：东河村") {
		t.Error(text)
	}
	r.say(officer, "总结")
	r.sent()
	if n := r.seenBooks(officer); n > 0 {
		t.Errorf("an officer got %d files", n)
	}
}

// TestTheOfficesOwnWords: with its first summary the office is asked for what only it can
// write; it writes a part by a button and two in a message, and later summaries of the
// whole town have them, whoever asks.
func TestTheOfficesOwnWords(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: demoTown(t)})
	office, leader, group := r.phone("选举办"), r.phone("陈立"), r.phone("高远")
	r.say(office, "总结")
	r.sees(office, "只有选举办能写", "[✍ 做法]", "[✍ 打算]")
	r.tap(office, "✍ 做法")
	r.sees(office, "请写“做法”")
	r.say(office, "一是压实责任，22个村都有联络员。\n二是先试点。")
	r.sees(office, "[✅ 提交]")
	r.tap(office, "✅ 提交")
	m := r.sees(office, "已记下：做法", "只有选举办能写", "[✍ 体会]")
	for _, b := range m.Buttons() {
		if strings.Contains(b.Text, "做法") {
			t.Error("what is written is asked again")
		}
	}
	r.say(office, "总结\n体会：早动手。\n问题：外出的人多。\n建议：没有。\n打算：抓培训。")
	r.sees(office, "都写好了")
	r.say(group, "总结")
	r.sees(group, "工作总结（Word，可修改）")
	for _, want := range []string{"一是压实责任，22个村都有联络员。\n二是先试点。\n", "早动手。", "外出的人多。"} {
		if text := r.newestText(group); !strings.Contains(text, want) || strings.Contains(text, "由选举办填写") {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	r.say(leader, "总结")
	r.sees(leader, "工作总结（Word，可修改）")
	if text := r.newestText(leader); strings.Contains(text, "早动手") || !strings.Contains(text, "由选举办填写") {
		t.Errorf("the town's words stand in an area's summary:\n%s", text)
	}
}

// newestText is the text of the last Word file that somebody got.
func (r *rig) newestText(p *sandbox.Phone) string {
	r.t.Helper()
	d, err := proofread.ReadDocument(r.newestFile(p))
	if err != nil {
		r.t.Fatal(err)
	}
	return d.Text()
}

// TestADraftInTheChat: the office sends a draft as words, as Word, as a text, and as
// what cannot be read; each time it gets the list, and Word with comments. An officer's
// file is no draft.
func TestADraftInTheChat(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: demoTown(t)})
	officer, office, leader := r.phone("周明"), r.phone("选举办"), r.phone("陈立")
	r.say(office, "校对")
	r.sees(office, "把草稿发来")
	r.say(office, "校对：我镇登记选民12670人，参加投票9700人，参选率90%。")
	r.sees(office, "有 1 处要看一看", "应为 76.56%")
	r.say(leader, "校对\n男44人，女22人，共66人。")
	r.sees(leader, "都对得上")
	r.document(office, "草稿.docx", wordOf(t, "一、登记选民12670人，参加投票9700人，参选率90%。"))
	r.sees(office, "收到 草稿.docx")
	r.sees(office, "第 1 行“90%”：应为 76.56%")
	d, err := proofread.ReadDocument(r.newestFile(office))
	if err != nil || !strings.Contains(d.Text(), "参选率90%") {
		t.Errorf("%v", err)
	}
	r.document(office, "草稿.txt", []byte("男44人，女21人，共66人。"))
	r.sees(office, "“66人”：应为 65")
	r.document(office, "坏.docx", []byte("PK\x03\x04"))
	r.sees(office, "不是可以读的 Word 文件")
	r.document(officer, "草稿.docx", wordOf(t, "一"))
	r.sent()
	if n := r.seenBooks(officer); n > 0 {
		t.Errorf("an officer got %d files", n)
	}
}

// TestNoticesInTheChat: an officer asks for a notice of the own village, the office
// for those of all; an announcement is still one.
func TestNoticesInTheChat(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: demoTown(t)})
	officer, office := r.phone("周明"), r.phone("选举办")
	r.say(officer, "公告文件")
	r.sees(officer, "要哪一种公告")
	r.say(officer, "公告 东河村 候选人")
	r.sees(officer, "核对盖章后张贴")
	d, err := proofread.ReadDocument(r.newestFile(officer))
	if err != nil || !strings.Contains(d.Text(), "东河村\n正式候选人名单公告") {
		t.Errorf("%v", err)
	}
	r.say(office, "公告 选举日")
	r.sees(office, "核对盖章后张贴")
	d, err = proofread.ReadDocument(r.newestFile(office))
	if n := len(r.store.Town().Units); err != nil || strings.Count(d.Text(), "投票选举公告") != n {
		t.Errorf("%v: not %d notices in\n%s", err, n, d.Text())
	}
}

// document sends a file to the bot.
func (r *rig) document(p *sandbox.Phone, name string, content []byte) {
	r.t.Helper()
	if _, err := p.Document(name, content, ""); err != nil {
		r.t.Fatal(err)
	}
}

// wordOf is a Word file with one paragraph.
func wordOf(t *testing.T, text string) []byte {
	t.Helper()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:body></w:document>`},
	} {
		f, err := z.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// TestTheArchiveInTheChat: the office gets the documents, then the photos, in parts that
// say how far they are; nobody else gets any.
func TestTheArchiveInTheChat(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: demoTown(t), pack: func(_ context.Context, s *store.Store, w io.Writer) error {
		z := zip.NewWriter(w)
		f, err := z.Create("总结.docx")
		if err == nil {
			_, err = io.WriteString(f, s.Town().Name)
		}
		return errors.Join(err, z.Close())
	}})
	officer, office := r.phone("周明"), r.phone("选举办")
	r.counts(officer) // with the photo of its result sheet
	r.say(officer, "归档包")
	r.say(office, "归档包")
	r.sees(office, "正在打包")
	r.sees(office, "归档第 2 包：照片和文件 1–1，共 1 个", "归档完毕，共 2 包")
	z, err := zip.NewReader(bytes.NewReader(r.newestFile(office)), int64(len(r.newestFile(office))))
	if err != nil || len(z.File) != 1 || !strings.HasPrefix(z.File[0].Name, "东河村/0001 ") {
		t.Errorf("%v, %v", z, err)
	}
	r.sent()
	if n := r.seenBooks(officer); n > 0 {
		t.Errorf("an officer got %d files", n)
	}
}

// TestAnArchiveThatIsTooLarge: documents that Telegram does not take are told with the command that makes
// them, and photos follow.
func TestAnArchiveThatIsTooLarge(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: demoTown(t), pack: func(_ context.Context, _ *store.Store, w io.Writer) error {
		_, err := w.Write(make([]byte, 50<<20+1))
		return err
	}})
	officer, office := r.phone("周明"), r.phone("选举办")
	r.counts(officer)
	r.say(office, "归档包")
	r.sees(office, "文件超过 50 MB，Telegram 发不了：请管理服务器的人运行 huanjie archive -o FILE.zip")
	r.sees(office, "归档第 2 包：照片和文件 1–1，共 1 个", "归档完毕，共 2 包")
}

// TestInvitationsInTheChat: the office gets a workbook with a link and a QR code for each
// who is not registered; the link works.
func TestInvitationsInTheChat(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: demoTown(t)})
	office, officer := r.phone("选举办"), r.phone("周明")
	r.say(officer, "邀请表")
	r.say(office, "邀请表")
	r.sees(office, "邀请表（Excel）")
	book, err := excelize.OpenReader(bytes.NewReader(r.newestFile(office)))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("邀请")
	if err != nil || len(rows) < 5 {
		t.Fatal(rows, err)
	}
	for k, row := range rows[3:] {
		pictures, err := book.GetPictures("邀请", fmt.Sprintf("E%d", k+4))
		if row[1] == "周明" || !strings.HasPrefix(row[3], "https://t.me/") || len(pictures) != 1 || err != nil {
			t.Errorf("%v: %d pictures, %v", row, len(pictures), err)
		}
	}
	_, payload, _ := strings.Cut(rows[3][3], "start=")
	person := r.telegram.Phone(sandbox.Person{FirstName: "新手机"})
	r.say(person, "/start "+payload)
	r.sees(person, rows[3][1])
	r.sent()
	if n := r.seenBooks(officer); n > 0 {
		t.Errorf("an officer got %d files", n)
	}
}
