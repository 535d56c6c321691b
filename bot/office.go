package bot

import (
	"context"
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// joinOffice makes whoever has the code from the server's console the first
// member of a town's office: "/office 4821-9937".
func (d *desk) joinOffice(ctx context.Context, code string) error {
	for _, s := range d.bot.towns {
		if slices.Contains(s.Town().Office, d.turn.user) {
			continue
		}
		joined, err := s.JoinOffice(ctx, d.turn.user, code)
		if err != nil {
			return err
		}
		if !joined {
			continue
		}
		if err := s.Settle(ctx, d.turn.user); err != nil {
			return err
		}
		if err := s.Note(ctx, store.Trace{By: election.OfficePerson(d.turn.user), Did: store.Changed, Of: "office"}); err != nil {
			return err
		}
		d.say(wordsJoinedOffice(s.Town()))
		if d.bot.reopen != nil {
			d.bot.reopen()
		}
		return d.offerMidway(ctx, s)
	}
	if d.person.Office {
		d.say(wordsInOffice(d.store.Town()))
		return nil
	}
	d.say(wordsNoCode())
	return nil
}

func wordsJoinedOffice(t *election.Town) election.Phrase {
	return say("您现在是%s选举办的成员。过几秒发 /invite，把链接发给名册上的每个人；发“帮助”看用法。",
		"You are in the office of %s now. In a few seconds, send /invite for a link for each person of the roster; send “help” for the rest.").With(t.Name)
}

func wordsInOffice(t *election.Town) election.Phrase {
	return say("您已经是%s选举办的成员。再加人，请管服务器的同事把号码写进设置的 office 里。", "You are in the office of %s already. To add others, have their numbers written into office in the settings.").With(t.Name)
}

func wordsNoCode() election.Phrase {
	return say("这个码不对，或已用过、已过期。码在服务器的日志里，只在选举办还没有人时有；格式是 /office 4821-9937。",
		"This code is wrong, was used or has expired. It stands in the server's log while the office has no members; write /office 4821-9937.")
}
