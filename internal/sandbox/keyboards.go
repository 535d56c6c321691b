package sandbox

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Keyboard is an inline keyboard.
type Keyboard struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// Button of an inline keyboard; exactly one of its actions is set.
type Button struct {
	Text     string          `json:"text"`
	Style    string          `json:"style,omitempty"`
	URL      string          `json:"url,omitempty"`
	Data     string          `json:"callback_data,omitempty"`
	WebApp   json.RawMessage `json:"web_app,omitempty"`
	CopyText *CopyText       `json:"copy_text,omitempty"`
}

// CopyText is the text that a button copies.
type CopyText struct {
	Text string `json:"text"`
}

// Buttons are all buttons of the message, row by row.
func (m Message) Buttons() []Button {
	var all []Button
	if m.ReplyMarkup != nil {
		for _, row := range m.ReplyMarkup.Rows {
			all = append(all, row...)
		}
	}
	return all
}

// Drawn are the buttons that the bot has drawn in private chats so far, also those that others have taken the place of.
func (s *Server) Drawn() []Button {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Button
	for _, ch := range s.chats {
		if !ch.private() {
			continue
		}
		for _, m := range ch.messages {
			all = append(all, m.Buttons()...)
			for _, was := range ch.former[m.ID] {
				all = append(all, slices.Concat(was.Rows...)...)
			}
		}
	}
	return all
}

// Button finds a button by its label.
func (m Message) Button(label string) (Button, bool) {
	if m.ReplyMarkup == nil {
		return Button{}, false
	}
	return m.ReplyMarkup.button(label)
}

func (k Keyboard) button(label string) (Button, bool) {
	for _, row := range k.Rows {
		for _, b := range row {
			if b.Text == label {
				return b, true
			}
		}
	}
	return Button{}, false
}

// markup is what reply_markup may be: an inline keyboard that belongs to the message, or a keyboard (or its removal)
// that belongs to the chat.
type markup struct {
	inline *Keyboard
	reply  json.RawMessage
}

func readMarkup(p params) (markup, error) {
	var fields map[string]json.RawMessage
	ok, err := p.read("reply_markup", &fields)
	if err != nil {
		return markup{}, badRequest("object expected as reply markup")
	}
	rows, inline := fields["inline_keyboard"]
	if !ok || !inline {
		if len(fields) == 0 {
			return markup{}, nil
		}
		return markup{reply: json.RawMessage(p.text("reply_markup"))}, nil
	}
	var k Keyboard
	if json.Unmarshal(rows, &k.Rows) != nil {
		return markup{}, badRequest("field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays of buttons")
	}
	if err := k.check(); err != nil || len(k.Rows) == 0 {
		return markup{}, err
	}
	return markup{inline: &k}, nil
}

// check refuses what Telegram refuses and drops empty rows.
func (k *Keyboard) check() error {
	var rows [][]Button
	count := 0
	for _, row := range k.Rows {
		for i := range row {
			if err := row[i].check(); err != nil {
				return err
			}
		}
		if count += len(row); len(row) > 0 {
			rows = append(rows, row)
		}
	}
	if count > 100 {
		return badRequest("reply markup is too long")
	}
	k.Rows = rows
	return nil
}

func (b *Button) check() error {
	if strings.TrimSpace(b.Text) == "" {
		return badRequest("can't parse inline keyboard button: Field \"text\" must be of type String")
	}
	switch {
	case b.URL != "":
		address, problem := httpAddress(b.URL)
		if problem != "" {
			return badRequest(fmt.Sprintf("inline keyboard button URL '%s' is invalid: %s", b.URL, problem))
		}
		b.URL, b.Data, b.WebApp, b.CopyText = address, "", nil, nil
	case b.Data != "":
		if len(b.Data) > 64 {
			return badRequest("BUTTON_DATA_INVALID")
		}
		b.WebApp, b.CopyText = nil, nil
	case b.WebApp != nil:
		b.CopyText = nil
	case b.CopyText != nil && b.CopyText.Text != "":
		if utf16Length(b.CopyText.Text) > 256 {
			return badRequest("BUTTON_COPY_TEXT_INVALID")
		}
	default:
		return badRequest("BUTTON_DATA_INVALID")
	}
	return nil
}

// httpAddress checks an address as Telegram does and completes it with its scheme and path, or says in Telegram's
// words what is wrong with it.
func httpAddress(address string) (checked, problem string) {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", "Wrong HTTP URL"
	}
	switch u.Scheme {
	case "tg":
		return address, ""
	case "http", "https":
	default:
		return "", "Unsupported URL protocol"
	}
	if u.Hostname() == "" {
		return "", "URL host is empty"
	}
	if !strings.Contains(u.Hostname(), ".") && u.Hostname() != "localhost" {
		return "", "Wrong HTTP URL"
	}
	if u.Path == "" && u.RawQuery == "" && u.Fragment == "" {
		address += "/"
	}
	return address, ""
}
