package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// readsSummary is the right to the written summary: the office and leaders.
func readsSummary(p election.Person) bool { return p.Office || len(p.Areas) > 0 }

// closing sends the written summary 总结: of an area or a unit that is named, else of all
// units that the person may see. Other words are the office's own.
func (d *desk) closing(ctx context.Context, rest string) error {
	paper := store.SummaryPaperOf(d.person.ID, d.turn.user, "")
	of := ""
	if place, ok := d.placeNamed(rest); ok {
		paper.Area, paper.Unit, of, rest = place.area, place.unit, " · "+rest, ""
	}
	words, err := election.ReadOwn(rest)
	if err != nil {
		d.say(say("没有写。每段话前面要写明是做法、体会、问题、建议还是打算；要某个片或村的总结，写它在名册里的名称：%s", "Not written. Say before each paragraph which part it is; for the summary of an area or a unit, write its name in the roster: %s").With(ownExample()))
		return nil
	}
	if !d.person.Office {
		paper.Words = rest
	}
	d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Exported, Of: "summary", Note: "docx"})
	caption := say("📄 工作总结%s（Word，可修改）。没有确认的数字文中写明；附件是每个数字的来源。", "📄 The summary%s as a Word file to edit, in Chinese. It says which figures are not confirmed; annexes lead to where each comes from.").With(of)
	d.send(store.Message{Text: caption.In(d.lang), Paper: &paper})
	if !d.person.Office {
		return nil
	}
	d.keepOwn(words)
	return d.askOwn(ctx)
}

// paperPlace is the area or the unit that a paper is about.
type paperPlace struct {
	area election.Area
	unit election.UnitID
}

// placeNamed is the area or the unit that words name, of those the person may see.
func (d *desk) placeNamed(words string) (paperPlace, bool) {
	words = strings.TrimSpace(words)
	if words == "" || strings.Contains(words, "\n") {
		return paperPlace{}, false
	}
	for _, e := range d.store.Town().Elections {
		for _, a := range d.store.Town().Areas(e.ID) {
			if a != election.WholeTown && (words == a.Name() || words == string(a)) {
				return paperPlace{area: a}, true
			}
		}
	}
	u, ok := d.unitNamed(words)
	return paperPlace{unit: u.ID}, ok
}

// paperFor is the summary or the bulletin that a message asks for of a place: 总结 东片,
// 东河村的总结.
func (d *desk) paperFor(text string) (name commandName, rest string, ok bool) {
	for _, name := range []commandName{cmdSummary, cmdBulletin, cmdDaily} {
		c, _ := d.bot.commands().of(name)
		for _, word := range c.words {
			before, found := strings.CutSuffix(text, word)
			if !found {
				before, found = strings.CutPrefix(text, word)
			}
			if !found { // most messages: places are many
				continue
			}
			of := strings.Trim(before, " 　的:：")
			if _, known := d.placeNamed(of); known {
				return name, of, true
			}
		}
	}
	return "", "", false
}

// keepOwn keeps the office's own words, each part in the place of what was there.
func (d *desk) keepOwn(words map[election.Own][]string) {
	for _, part := range election.Owns() {
		if len(words[part]) > 0 {
			d.commit.Own = append(d.commit.Own, election.OwnText{Part: part, Text: strings.Join(words[part], "\n"), By: d.person.ID, At: d.bot.now()})
		}
	}
}

// wrote keeps a part of the summary that the office wrote, and asks for what is missing.
func (d *desk) wrote(ctx context.Context, w election.OwnText) error {
	d.commit.Own = append(d.commit.Own, w)
	return d.askOwn(ctx)
}

// askOwn says which parts of the summary were written just now, and asks for those that
// nobody wrote yet, each by a button.
func (d *desk) askOwn(ctx context.Context) error {
	kept, err := d.store.OwnTexts(ctx)
	if err != nil {
		return err
	}
	m := store.Message{Key: "own", Move: true}
	kept = append(kept, d.commit.Own...)
	for _, part := range election.Owns() {
		if !slices.ContainsFunc(kept, func(w election.OwnText) bool { return w.Part == part }) {
			m.Buttons = append(m.Buttons, []store.Button{{Label: "✍ " + part.Name().In(d.lang), Data: flow.Opening{Form: "own", Step: "part", Value: string(part)}.String()}})
		}
	}
	var said []string
	for _, w := range d.commit.Own {
		said = append(said, wordsOwnNoted(w.Part).In(d.lang))
	}
	switch {
	case len(m.Buttons) > 0:
		said = append(said, wordsOwnMissing().In(d.lang))
	case len(said) > 0:
		said = append(said, wordsOwnComplete().In(d.lang))
	default:
		return nil
	}
	m.Text = plain(strings.Join(said, "\n")).Text
	d.send(m)
	return nil
}

func wordsOwnNoted(part election.Own) election.Phrase {
	return say("✅ 已记下：%s", "✅ Noted: %s").With(part.Name())
}

func wordsOwnMissing() election.Phrase {
	return say("✍ 总结里这几部分只有选举办能写，点按钮写一次就记下，以后的总结都会带上；不写的留空，不会替您编。", "✍ Only the office can write these parts of the summary. Tap and write each once; every later summary has it. What is not written stays blank, nothing is made up.")
}

func wordsOwnComplete() election.Phrase {
	return say("✍ 做法、体会、问题、建议、打算都写好了：发“总结”拿最新的文件；要改发“自己的话”。", "✍ All parts are written. Send “summary” for the file as it is now; “own words” to change one.")
}

// ownExample shows how the office's own words are sent.
func ownExample() election.Phrase {
	const example = "\n总结\n做法：……\n问题：……\n打算：……"
	return say(example, example)
}

// answerOwnWords answers 有什么建议, 存在哪些问题: what the office wrote for that part of its
// summary, to those who may have the summary of the whole.
func (d *desk) answerOwnWords(ctx context.Context, q inquiry) error {
	if !d.person.MaySee(d.store.Town().OfficeWork()) {
		d.say(wordsNotToSee(d.store.Town().Name))
		return nil
	}
	kept, err := d.store.OwnTexts(ctx)
	if err != nil {
		return err
	}
	part := election.Own(q.Topic)
	a := document.Answer{Asked: say("✍ 总结里的“%s”", "✍ The summary's “%s”").With(part.Name()), Of: d.wholeTown(), AsOf: d.now(), Now: d.now()}
	for _, w := range kept {
		if w.Part == part {
			for _, line := range w.Paragraphs() {
				a.Lines = append(a.Lines, say(line, line))
			}
		}
	}
	if len(a.Lines) == 0 {
		a.Lines = append(a.Lines, say("选举办还没有写。", "The office has not written it yet."))
	}
	d.reply(a)
	return nil
}

// bulletin is the action that sends a bulletin, 阶段简报 or 每日快报: of a place that is named,
// else of all units that the person may see.
func bulletin(kind document.BulletinKind) action {
	return func(d *desk, _ context.Context, rest string) error {
		paper := store.BulletinPaperOf(d.person.ID, d.turn.user, string(kind))
		place, ok := d.placeNamed(rest)
		if rest != "" && !ok {
			d.say(wordsNoUnit(rest))
			return nil
		}
		paper.Area, paper.Unit = place.area, place.unit
		d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Exported, Of: "bulletin", Note: "docx"})
		d.send(store.Message{Text: wordsBulletin(kind).In(d.lang), Paper: &paper})
		return nil
	}
}

func wordsBulletin(kind document.BulletinKind) election.Phrase {
	return say("📄 %s（Word，可修改），截至现在；没有确认的数字文中写明。", "📄 %s as a Word file to edit, in Chinese, as of now. It says which figures are not confirmed.").With(string(kind))
}

// pack sends the town's archive, a part after the other. It goes out after what people wait
// for: the bot answers meanwhile. It holds the journal, and so every figure: who is still to
// enter a count gets none.
func (d *desk) pack(ctx context.Context) error {
	units, err := d.view().Withheld(ctx)
	if err != nil {
		return err
	}
	if len(units) > 0 {
		d.say(document.NotPacked(units))
		return nil
	}
	town := d.store.Town()
	name := fmt.Sprintf("%s-%s-%d", town.ID, d.bot.now().In(town.Location).Format("0102-1504"), d.turn.update)
	paper := store.ArchivePaperOf(d.person.ID, d.turn.user, d.lang, name)
	d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Exported, Of: "archive", Note: "zip"})
	d.say(say("📦 正在打包，先到的是文书，照片和文件随后；每包不超过 50 MB，都写着到第几个。这期间照常可用。", "📦 The archive is being packed: documents first, then photos and files. Each part has at most 50 MB and says how far it is. Go on as usual meanwhile."))
	d.send(store.Message{Class: store.ClassDigest, Paper: &paper})
	return nil
}
