package bot

import (
	"cmp"
	"context"
	"errors"

	"huanjie/internal/store"
)

// Where the bot may pin, it is an administrator, and Telegram sends it whatever
// is said in the group. What is not for the bot is none of its business. It is
// marked as seen, for as long as every update is, and leaves nothing else: no
// record, no count of what its sender sent, no dead letter, no word in the log.

// overheard reports whether a turn happened in a group and is not for the bot.
func (b *Bot) overheard(t turn) bool {
	if !t.group {
		return false
	}
	switch w := t.what.(type) {
	case membership, migrated, tapped, undecoded:
		return false
	case said:
		return !b.meant(w)
	}
	return true
}

// passOver marks an overheard turn as seen.
func (b *Bot) passOver(ctx context.Context, t turn) error {
	s, err := b.home(ctx, t.chat, 0)
	if err != nil {
		return err
	}
	err = s.Commit(ctx, store.Commit{Update: t.update})
	if errors.Is(err, store.ErrSeen) {
		return nil
	}
	return err
}

// envelope is what can be read of most updates, even of those that this release
// cannot decode.
type envelope struct {
	ID      int64   `json:"update_id"`
	Message written `json:"message"`
	Edited  written `json:"edited_message"`
	Tapped  struct {
		Message written `json:"message"`
	} `json:"callback_query"`
	Member written `json:"my_chat_member"`
}

// written is what can be read of most messages.
type written struct {
	Date int64  `json:"date"`
	Text string `json:"text"`
	Chat struct {
		ID int64 `json:"id"`
	} `json:"chat"`
	Reply struct {
		From struct {
			Username string `json:"username"`
		} `json:"from"`
	} `json:"reply_to_message"`
}

// chat returns the chat of an update; 0 if it cannot be read. That of a group
// is below zero.
func (e envelope) chat() int64 {
	return cmp.Or(e.Message.Chat.ID, e.Edited.Chat.ID, e.Tapped.Message.Chat.ID, e.Member.Chat.ID)
}

// meantFor reports whether an update in a group is for the bot.
func (e envelope) meantFor(b *Bot) bool {
	switch {
	case e.Tapped.Message.Chat.ID != 0, e.Member.Chat.ID != 0:
		return true
	}
	return b.meant(said{text: e.Message.Text, to: e.Message.Reply.From.Username})
}
