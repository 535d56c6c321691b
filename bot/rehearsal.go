package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// rehearsalMark begins the data of the buttons about a rehearsal, before what they do.
const rehearsalMark = "R:"

const (
	rehearseVerb = "start"
	joinVerb     = "join"
	leaveVerb    = "leave"
	endVerb      = "end"  // asks once more
	goneVerb     = "gone" // throws it away
	passListVerb = "list"
)

// onlyReal are the commands that act on the real town or on the installation. Read only.
var onlyReal = []commandName{cmdInvite, cmdReload, cmdSchedule, cmdOffice, cmdMidway, cmdBoard, cmdAudit, cmdTown}

// rehearsal shows how a rehearsal stands: to the office the list of who has passed what,
// to whoever takes part their own exercises, to others how they join.
func (d *desk) rehearsal(ctx context.Context) error {
	if d.rehearsing() {
		return d.exercises(ctx)
	}
	r, is, err := d.store.Rehearsal(ctx)
	if err != nil {
		return err
	}
	switch {
	case is && d.person.Office:
		return d.passList(ctx, r)
	case is:
		d.offerRehearsal()
	case d.person.Office:
		m := plain(wordsRehearsal().In(d.lang))
		m.Key, m.Move = "rehearsal", true
		m.Buttons = [][]store.Button{{rehearsalButton(wordsRehearse(), rehearseVerb, d.lang)}}
		d.send(m)
	default:
		d.say(wordsNoRehearsal())
	}
	return nil
}

func rehearsalButton(label election.Phrase, verb string, l election.Language) store.Button {
	return store.Button{Label: label.In(l), Data: rehearsalMark + verb}
}

func (d *desk) offerRehearsal() {
	d.send(rehearsalOffer(d.lang))
}

// rehearsalOffer asks somebody to take part.
func rehearsalOffer(l election.Language) store.Message {
	m := plain(wordsJoinRehearsal().In(l))
	m.Key, m.Move = "rehearsal", true
	m.Buttons = [][]store.Button{{rehearsalButton(wordsJoinButton(), joinVerb, l)}}
	return m
}

// rehearsalTap takes a button about a rehearsal.
func (d *desk) rehearsalTap(ctx context.Context, data string) error {
	verb := strings.TrimPrefix(data, rehearsalMark)
	office := d.person.Office && !d.rehearsing()
	switch {
	case verb == leaveVerb:
		return d.leaveRehearsal(ctx)
	case verb == joinVerb && !d.rehearsing():
		return d.joinRehearsal(ctx)
	case verb == passListVerb:
		return d.rehearsal(ctx)
	case verb == rehearseVerb && office:
		return d.rehearse(ctx)
	case verb == endVerb && office:
		m := plain(wordsEndRehearsal().In(d.lang))
		m.Buttons = [][]store.Button{{rehearsalButton(wordsBack(), passListVerb, d.lang), rehearsalButton(wordsThrowAway(), goneVerb, d.lang)}}
		m.Key = "rehearsal"
		d.send(m)
		return nil
	case verb == goneVerb && office:
		return d.endRehearsal(ctx)
	}
	d.answer(wordsDeadButton())
	return nil
}

// rehearse begins a rehearsal, and asks everybody who is registered to take part.
func (d *desk) rehearse(ctx context.Context) error {
	if d.bot.reopen == nil {
		d.say(wordsNoReload())
		return nil
	}
	if _, is, err := d.store.Rehearsal(ctx); err != nil || is {
		return errors.Join(err, d.rehearsal(ctx))
	}
	if err := d.store.EndRehearsal(ctx, d.bot.now()); err != nil { // of the last one, to be sure
		return err
	}
	if err := d.store.Rehearse(ctx, store.Rehearsal{Since: d.bot.now(), By: d.person.ID}); err != nil {
		return err
	}
	d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Changed, Of: "rehearsal"})
	m := plain(wordsRehearsalBegun().In(d.lang))
	m.Key = "rehearsal"
	m.Buttons = [][]store.Button{{rehearsalButton(wordsJoinButton(), joinVerb, d.lang), rehearsalButton(wordsPassList(), passListVerb, d.lang)}}
	d.send(m)
	all, err := d.addressees(ctx, d.store.Town().People())
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.user != d.turn.user {
			m := rehearsalOffer(a.lang)
			m.ID, m.Chat, m.Class = fmt.Sprintf("%d.rehearsal@%d", d.turn.update, a.user), a.user, store.ClassDigest
			d.commit.Messages = append(d.commit.Messages, m)
		}
	}
	d.bot.reopen()
	return nil
}

// joinRehearsal lets the person take part.
func (d *desk) joinRehearsal(ctx context.Context) error {
	rehearsal := d.bot.all.Of(d.store.Town().ID.Rehearsal())
	_, is, err := d.store.Rehearsal(ctx)
	switch {
	case err != nil:
		return err
	case !is:
		d.answer(wordsRehearsalOver())
		return nil
	case rehearsal == nil:
		d.answer(wordsSoon())
		return nil
	}
	if err := d.store.Join(ctx, rehearsal, d.turn.user); err != nil {
		return err
	}
	return d.welcome(ctx, rehearsal)
}

// welcome sends the script of the person, as the first message of the rehearsal.
func (d *desk) welcome(ctx context.Context, rehearsal *store.Store) error {
	m, err := d.script(ctx, rehearsal)
	if err != nil {
		return err
	}
	m.ID, m.Chat = fmt.Sprintf("%d.script", d.turn.update), d.turn.chat
	err = rehearsal.Commit(ctx, store.Commit{Once: m.ID, Messages: []store.Message{m}})
	d.bot.Wake()
	if errors.Is(err, store.ErrSeen) {
		return nil
	}
	return err
}

// leaveRehearsal ends the person's part: what they say is meant for the real town again.
func (d *desk) leaveRehearsal(ctx context.Context) error {
	if !d.rehearsing() {
		d.say(wordsNoRehearsal())
		return nil
	}
	id, _ := d.store.Town().ID.Rehearsed()
	if err := d.bot.store(id).Settle(ctx, d.turn.user); err != nil {
		return err
	}
	d.say(wordsBackInTown(d.store.Town().Name))
	return nil
}

// endRehearsal throws the rehearsal away, and tells everybody who took part.
func (d *desk) endRehearsal(ctx context.Context) error {
	if err := d.store.EndRehearsal(ctx, d.bot.now()); err != nil {
		return err
	}
	users, err := d.store.Rehearsing(ctx)
	if err != nil {
		return err
	}
	languages, err := d.store.Languages(ctx, users...)
	if err != nil {
		return err
	}
	for i, user := range users {
		if user != d.turn.user {
			m := plain(wordsRehearsalEnded().In(languages[i]))
			m.Key, m.Move, m.Class = "rehearsal", true, store.ClassAlert
			d.sendTo(user, m)
		}
	}
	d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Changed, Of: "rehearsal", Note: "end"})
	m := plain(wordsThrownAway().In(d.lang))
	m.Key = "rehearsal"
	d.send(m)
	if d.bot.reopen != nil {
		d.bot.reopen()
	}
	return nil
}

func wordsRehearsal() election.Phrase {
	return say("🎭 演练：名册上的每个人在这个机器人上，用自己的村练一遍——打错、票数相等、选票多出来、没信号、有人反映、复核。演练的数据另存，每条消息都写着【演练】，不进真的账本、日报和群；一句话就能全部销毁。开始后会请已登记的人参加，各人点了才进入。",
		"🎭 Rehearsal: everybody of the roster practises on this bot with their own village: a slip, a tie, too many ballots, no signal, a complaint, a second count. What is said there is kept apart, every message is marked 【演练】, nothing gets into the real journal, digests or groups, and all of it is thrown away at once in the end. Those who are registered are asked to take part, and only those who tap do.")
}

func wordsRehearse() election.Phrase { return say("🎭 开始演练", "🎭 Begin") }

func wordsJoinButton() election.Phrase { return say("🎭 进入演练", "🎭 Take part") }

func wordsLeaveRehearsal() election.Phrase { return say("⏹ 退出演练", "⏹ Leave") }

func wordsLookAgain() election.Phrase { return say("🔄 刷新", "🔄 Refresh") }

func wordsEndButton() election.Phrase { return say("⏹ 结束并销毁", "⏹ End and throw away") }

func wordsThrowAway() election.Phrase { return say("🗑 全部销毁", "🗑 Throw it away") }

func wordsEndRehearsal() election.Phrase {
	return say("结束演练：演练里报的全部销毁，大家回到正式的镇。真的数据一个字也不动。", "End the rehearsal: all that was reported in it is deleted, and everybody is back in the real town, of which nothing changes.")
}

func wordsThrownAway() election.Phrase {
	return say("✅ 演练结束，数据已销毁。大家现在发的都是正式的。", "✅ The rehearsal is over and deleted. What people send now is real.")
}

// wordsRehearsalEnded tells whoever took part.
func wordsRehearsalEnded() election.Phrase {
	return say("⏹ 演练结束，演练里报的都销毁了。一分钟后起，您发的都是正式的。", "⏹ The rehearsal is over, and all that was reported in it is deleted. From a minute from now, what you send is real.")
}

func wordsRehearsalLate() election.Phrase {
	return say("⏹ 演练结束了，刚才这条是演练里发的，没有记下。是正式的，请过一分钟再发一次。", "⏹ The rehearsal is over. What you just sent was of it, and is not recorded. If it is meant in earnest, please send it once more in a minute.")
}

func wordsNoRehearsal() election.Phrase {
	return say("现在没有演练，您发的都是正式的。", "There is no rehearsal now: what you send is real.")
}

func wordsRehearsalOver() election.Phrase {
	return say("演练已经结束，这里什么都不记。", "The rehearsal is over: nothing is recorded here.")
}

func wordsSoon() election.Phrase {
	return say("正在准备，几秒后再点。", "It is being prepared: tap again in a few seconds.")
}

func wordsNotInRehearsal() election.Phrase {
	return say("演练里不做这个。先发“退出演练”。", "That is not done in a rehearsal. Send “leave” first.")
}

func wordsJoinRehearsal() election.Phrase {
	return say("🎭 选举办请您演练选举日：点下面进入，按单子练一遍，大约十分钟。演练的消息都写着【演练】，不算数；真有事，先退出演练，或打电话。",
		"🎭 The office asks you to rehearse polling day: tap to take part and go through your list, some ten minutes. Messages of the rehearsal are marked 【演练】 and count for nothing; if something real happens, leave first, or ring up.")
}

func wordsRehearsalBegun() election.Phrase {
	return say("🎭 演练开始，已请登记了的人参加。几秒后您也可以进入；发“演练”看谁通过了。", "🎭 The rehearsal has begun, and everybody who is registered is asked to take part. In a few seconds you can, too; send “rehearsal” to see who has passed.")
}

func wordsBackInTown(town string) election.Phrase {
	return say("⏹ 您退出了演练。从下一条起，您发的都是%s正式的上报。", "⏹ You have left the rehearsal. From the next message on, what you send is for %s in earnest.").With(town)
}
