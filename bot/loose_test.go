package bot_test

import (
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// photo sends one.
func (r *rig) photo(p *sandbox.Phone, caption string) {
	r.t.Helper()
	if _, err := p.Photo(sandbox.Picture(40, 30), caption); err != nil {
		r.t.Fatal(err)
	}
}

// TestAPhotoSentFirst: photos that come with nothing open wait for the report
// that is chosen for them, are its answers, and are kept no longer.
func TestAPhotoSentFirst(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	p := r.phone("周明")
	r.photo(p, "")
	if m := r.sees(p, "收到 1 个文件", "10 分钟内", "[上报计票结果]", "[上报突发情况]"); strings.Contains(looks(m), "结果单") {
		t.Errorf("a result sheet is asked for before anything was counted: %s", looks(m))
	}
	r.photo(p, "人已送医院")
	r.sees(p, "收到 2 个文件", "文件下面的“人已送医院”没有记下")
	r.tap(p, "上报突发情况")
	r.sees(p, "上报突发情况 · 东河村", "📎 附件 2 个", "照片或位置：📎 照片已收到")
	placed := r.sees(p, "已放进“上报突发情况”")
	if n := len(placed.Buttons()); n != 0 {
		t.Errorf("%d buttons are left", n)
	}
	files, err := r.store.Loose(r.ctx, p.ID(), r.clock())
	if err != nil || len(files) != 0 {
		t.Errorf("%v are still kept, %v", files, err)
	}
	r.say(p, "村口有人吵架")
	r.sees(p, "有多急")
	r.tap(p, "一般：需要答复")
	r.sees(p, "吵架", "[✅ 确认上报]")
	r.tap(p, "✅ 确认上报")
	r.sees(p, "吵架", "已上报")
	if all := r.journalOf(); len(all) != 1 || len(all[0].Files) != 2 {
		t.Errorf("the journal has %+v", all)
	}
}

// TestASheetSentFirst: once a count is there its photo finds it, by a button or by
// its caption; whoever has several villages is asked which.
func TestASheetSentFirst(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	p, several := r.phone("周明"), r.phone("李芳")
	r.reports(p, "计票 "+countLine("175"), "缺计票结果单照片")
	r.photo(p, "")
	r.sees(p, "收到 1 个文件", "[补计票结果单照片]")
	r.tap(p, "补计票结果单照片")
	r.sees(p, "补计票结果单照片 · 东河村", "照片：📎 照片已收到", "[✅ 确认上报]")
	r.say(p, "取消")
	r.sees(p, "放弃这次填报")
	r.tap(p, "放弃")
	r.sees(p, "已取消")
	r.photo(p, "计票单")
	r.sees(p, "补计票结果单照片 · 东河村", "照片：📎 照片已收到", "[✅ 确认上报]")

	r.photo(several, "")
	r.sees(several, "收到 1 个文件", "[上报选民名单]")
	r.tap(several, "上报选民名单")
	r.sees(several, "上报选民名单：哪一个单位？", "[西岭村]")
	r.tap(several, "西岭村")
	r.sees(several, "上报选民名单 · 西岭村", "📎 附件 1 个")
}

// TestLooseFilesAreForgotten: after ten minutes the buttons say so; who can make no
// report is offered none; nobody places a file where they may not report.
func TestLooseFilesAreForgotten(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	p, observer := r.phone("周明"), r.phone("严正")
	r.photo(observer, "")
	r.sees(observer, "没有收下")
	if _, err := p.Location(30.1, 120.2); err != nil {
		t.Fatal(err)
	}
	m := r.sees(p, "收到 1 个文件", "[上报突发情况]")
	for _, data := range []string{"lf:turnout:E2", "lf:nosuch", "lf:", "lf:announcement", "lf:roll:+x", "lf:roll:+9"} {
		if err := p.TapData(m.ID, data); err != nil {
			t.Fatal(err)
		}
	}
	r.answered(p, "这个按钮已失效")
	r.sent()
	if _, opened := r.find(p.Messages(), []string{"柳湾村"}); opened {
		t.Error("a form of another's village was opened")
	}
	now := r.clock()
	r.stop()
	r.clock = func() time.Time { return now.Add(11 * time.Minute) }
	r.run(r.bot.Poll)
	r.photo(observer, "")
	if err := p.TapData(m.ID, "lf:incident"); err != nil {
		t.Fatal(err)
	}
	r.answered(p, "文件已经不留着了")
	if all := r.journalOf(); len(all) != 0 {
		t.Errorf("the journal has %+v", all)
	}
	if _, err := r.store.KeepLoose(r.ctx, p.ID(), election.File{Kind: election.Photo, ID: "x"}, r.clock()); err != nil {
		t.Error(err)
	}
}
