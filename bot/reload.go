package bot

import (
	"context"
	"fmt"
	"html"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// Reading is a new reading of the settings and of a town's roster, held against
// what the bot works with.
type Reading struct {
	Changes  []election.Phrase // of the town, one for each difference
	Mistakes []election.Phrase // because of which it cannot be applied
	Restart  []string          // changed sections that only a restart reads
	Print    string            // of what was read
	Town     *election.Town    // as it would be
}

// Stopped is a town that is not served, and what is wrong in its files.
type Stopped struct {
	Store *store.Store // of the town without units
	Wrong []election.Phrase
}

// reload shows the office what has changed in the files, and applies it when they
// press ✅, if the files are still as they were shown.
func (d *desk) reload(ctx context.Context, print string) error {
	if d.bot.reread == nil {
		d.say(wordsNoReload())
		return nil
	}
	id := d.store.Town().ID
	next := d.bot.reread(ctx, id)
	if print == "" || print != next.Print || len(next.Mistakes) > 0 {
		m := reading(next, d.lang)
		m.Move = print == ""
		d.send(m)
		return nil
	}
	if err := d.bot.apply(ctx, id, print); err != nil {
		return err
	}
	d.applied()
	return nil
}

// applied tells the office that a town works with new settings. The reminders tell
// whoever has other duties by now.
func (d *desk) applied() {
	d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Changed, Of: "settings"})
	m := plain(wordsApplied().In(d.lang))
	m.Key = reloadKey
	d.send(m)
}

const (
	reloadKey    = "reload"
	readingLines = 30 // of one card
)

// reading shows a reading, with the button that applies it.
func reading(r Reading, l election.Language) store.Message {
	var text strings.Builder
	text.WriteString("<b>" + html.EscapeString(wordsReading(r).In(l)) + "</b>\n")
	list := r.Changes
	if len(r.Mistakes) > 0 {
		list = r.Mistakes
	}
	for i, p := range list {
		if i == readingLines {
			text.WriteString(html.EscapeString(wordsMoreLines(len(list)-i).In(l)) + "\n")
			break
		}
		text.WriteString("• " + html.EscapeString(p.In(l)) + "\n")
	}
	if len(r.Restart) > 0 {
		text.WriteString(html.EscapeString(wordsRestart(r.Restart).In(l)))
	}
	m := store.Message{Text: strings.TrimSpace(text.String()), Key: reloadKey}
	again := store.Button{Label: wordsReadAgain().In(l), Data: menuMark + string(cmdReload)}
	switch {
	case len(r.Mistakes) > 0:
		m.Buttons = [][]store.Button{{again}}
	case len(r.Changes) > 0:
		m.Buttons = [][]store.Button{{{Label: wordsApply().In(l), Data: menuMark + string(cmdReload) + ":" + r.Print}}, {again}}
	}
	return m
}

// Offer shows a reading to the office of a town, which may apply it.
func (b *Bot) Offer(ctx context.Context, id election.TownID, r Reading) error {
	s := b.all.Of(id)
	if s == nil {
		return fmt.Errorf("there is no town %s", id)
	}
	office := s.Town().Office
	languages, err := s.Languages(ctx, office...)
	if err != nil {
		return err
	}
	c := store.Commit{}
	for i, user := range office {
		m := reading(r, languages[i])
		m.ID, m.Chat, m.Move = fmt.Sprintf("reload%d@%d", b.now().UnixNano(), user), user, true
		c.Messages = append(c.Messages, m)
	}
	err = s.Commit(ctx, c)
	b.Wake()
	return err
}

// stopped takes a turn of a town that is not served because of mistakes in its
// files: nothing is recorded, and everybody is told so; the office reads what is
// wrong, and can have the files read again.
func (d *desk) stopped(ctx context.Context, wrong []election.Phrase) error {
	w, tap := d.turn.what.(tapped)
	if tap {
		d.commit.Answers = append(d.commit.Answers, store.Answer{Query: w.query})
	}
	if w, ok := d.turn.what.(membership); ok {
		return d.reachable(ctx, w.in)
	}
	switch {
	case !d.person.Office:
		d.hint("stopped", wordsStopped(d.store.Town()))
		return nil
	case tap && strings.HasPrefix(w.data, menuMark+string(cmdReload)):
		return d.menuTap(ctx, w.data)
	}
	if said, ok := d.turn.what.(said); ok {
		if name, _, _ := findCommand(said.text); name == cmdReload {
			return d.reload(ctx, "")
		}
	}
	m := reading(Reading{Mistakes: wrong}, d.lang)
	m.Text = html.EscapeString(wordsStoppedOffice(d.store.Town()).In(d.lang)) + "\n" + m.Text
	m.Move = true
	d.send(m)
	return nil
}

// behind notes that another process serves a town with another roster by now. This
// one takes nothing more until its files are the same.
func (b *Bot) behind(t turn, err error) {
	b.log.Error("left to another: the roster was replaced by another process 另一个程序已换了名册，这里先停下，等文件一致",
		"update", t.update, "error", b.clean(err))
	if b.outdated != nil {
		b.outdated()
	}
}

func wordsNoReload() election.Phrase {
	return say("这里不能重新读取设置。", "The settings cannot be read again here.")
}

func wordsReading(r Reading) election.Phrase {
	switch {
	case len(r.Mistakes) > 0:
		return say("🔄 设置或名册里有错，改好后再读一次，现在什么都没变：", "🔄 The settings or the roster have mistakes: mend them and read again. Nothing has changed:")
	case len(r.Changes) == 0:
		return say("🔄 设置和名册都没有变。", "🔄 Settings and roster are as they were.")
	}
	return say("🔄 重新读了设置和名册，有 %d 处不同。要用新的吗？", "🔄 Settings and roster were read again: %d differences. Shall they hold from now on?").With(len(r.Changes))
}

func wordsMoreLines(n int) election.Phrase {
	return say("……还有 %d 处", "… and %d more").With(n)
}

func wordsRestart(sections []string) election.Phrase {
	all := strings.Join(sections, ", ")
	return say("⚠ [%s] 也改了，要重新启动程序才生效。", "⚠ [%s] has changed too; that takes a restart.").With(all)
}

func wordsApply() election.Phrase     { return say("✅ 用新的", "✅ Use them") }
func wordsReadAgain() election.Phrase { return say("🔄 再读一次", "🔄 Read again") }

func wordsApplied() election.Phrase {
	return say("✅ 新的设置和名册几秒后生效。新联络员请发 /invite 取链接。", "✅ The new settings and roster hold in a few seconds. Send /invite for the links of new officers.")
}

func wordsStopped(t *election.Town) election.Phrase {
	return say("⏸ %s的名册或设置正在修改，暂时停用：刚才这条没有记下，请过一会儿再发。急事请直接打电话给选举办。", "⏸ The roster or settings of %s are being mended: what you just sent was not recorded, please send it again later. In an emergency, ring up the office.").With(t.Name)
}

func wordsStoppedOffice(t *election.Town) election.Phrase {
	return say("⏸ %s停用中：联络员现在发的都不记，会告诉他们稍后再发。改好下面这些，发 /reload：", "⏸ %s is stopped: what officers send is not recorded, and they are told to send it later. Mend these and send /reload:").With(t.Name)
}
