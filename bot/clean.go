package bot

import (
	"strings"
	"unicode"

	"github.com/go-telegram/bot/models"
)

// cleanUpdate takes out of what people wrote what cannot be seen and can do harm
// to whoever reads it later: control characters, and those that turn the
// direction of the text around so that a line says another thing than it shows.
func cleanUpdate(u *models.Update) {
	for _, m := range []*models.Message{u.Message, u.EditedMessage} {
		if m == nil {
			continue
		}
		m.Text, m.Caption, m.Chat.Title = visible(m.Text), visible(m.Caption), visible(m.Chat.Title)
	}
	if u.MyChatMember != nil {
		u.MyChatMember.Chat.Title = visible(u.MyChatMember.Chat.Title)
	}
}

// visible is a text without such characters. Line ends and tabs stay, and so
// does what joins emoji. A digit on a key (2️⃣) is a digit.
func visible(text string) string {
	if strings.ContainsRune(text, keycap) {
		text = strings.NewReplacer(string(asEmoji)+string(keycap), "", string(keycap), "").Replace(text)
	}
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n', c == '\t':
			return c
		case unicode.IsControl(c), turnsAround(c), c == unicode.ReplacementChar:
			return -1
		}
		return c
	}, text)
}

// What makes the key of a telephone of a digit: the enclosing key, and that it is shown as an emoji.
const (
	keycap  = '\u20e3'
	asEmoji = '\ufe0f'
)

// turnsAround reports the marks, embeddings, overrides and isolates of Unicode's
// bidirectional algorithm (UAX 9), and the byte order mark.
func turnsAround(c rune) bool {
	return c == '\u061c' || c == '\u200e' || c == '\u200f' || c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069' || c == '\ufeff'
}
