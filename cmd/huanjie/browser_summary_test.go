//go:build !race

package main

import "testing"

// TestSummaryInBrowser asks for the summary as an office does, writes its own words, and
// gets them back in the file; the invitations and the archive come as files too.
func TestSummaryInBrowser(t *testing.T) {
	t.Parallel()
	b := openDemo(t)

	t.Log("the summary comes, and what only the office can write is asked for")
	b.say(demoOffice, "总结")
	b.sees(demoOffice, "工作总结（Word，可修改）")
	b.sees(demoOffice, "只有选举办能写")
	b.tap(demoOffice, "✍ 做法")
	b.sees(demoOffice, "请写“做法”")
	b.say(demoOffice, "压实责任，每个村都有联络员。")
	b.tap(demoOffice, "✅ 提交")
	b.sees(demoOffice, "已记下：做法")
	b.shot("summary-own-words")

	t.Log("the rest in one message, and the file as it is now")
	b.tap(demoOffice, "✍ 问题")
	b.sees(demoOffice, "请写“问题”")
	b.say(demoOffice, "外出的人多，有的村参选率不高。")
	b.tap(demoOffice, "✅ 提交")
	b.sees(demoOffice, "已记下：问题")
	b.say(demoOffice, "东片的总结")
	b.sees(demoOffice, "工作总结 · 东片")
	b.sees(demoOffice, ".docx")
	b.say(demoOffice, "公告 东河村 结果单")
	b.sees(demoOffice, "结果单.docx")
	b.say(demoOffice, "邀请表")
	b.sees(demoOffice, "invitations.xlsx")
	b.say(demoOffice, "归档包")
	b.sees(demoOffice, "归档完毕")
	b.shot("summary-files")
}
