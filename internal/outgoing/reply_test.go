package outgoing

import (
	"io"
	"testing"
)

func TestShorten(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, method, body string
		broken             error
		want               string // "" is the answer as it was
	}{
		{"what the library decodes stays", "sendMessage", `{"ok":true,"result":{"message_id":5,"date":1}}`, nil, ""},
		{"an unknown kind", "sendMessage", `{"ok":true,"result":{"forward_origin":{"type":"new"},"message_id":5}}`, nil, `{"ok":true,"result":{"message_id":5}}`},
		{"a number in quotes", "sendLocation", `{"ok":true,"result":{"message_id":"5"}}`, nil, `{"ok":true,"result":{"message_id":5}}`},
		{"no number that can be read", "sendMessage", `{"ok":true,"result":{"message_id":[5]}}`, nil, `{"ok":true,"result":{"message_id":0}}`},
		{"a photo", "sendPhoto", `{"ok":true,"result":{"message_id":5,"date":"x","photo":[{"file_id":"a","width":"1"},{"file_id":"b"},7]}}`, nil,
			`{"ok":true,"result":{"message_id":5,"photo":[{"file_id":"a"},{"file_id":"b"}]}}`},
		{"an album", "sendMediaGroup", `{"ok":true,"result":[{"message_id":5,"date":"x"},{"message_id":6,"photo":[{"file_id":"b"}]}]}`, nil,
			`{"ok":true,"result":[{"message_id":5},{"message_id":6,"photo":[{"file_id":"b"}]}]}`},
		{"an edit that answers true", "editMessageText", `{"ok":true,"result":true}`, nil, `{"ok":true,"result":{"message_id":0}}`},
		{"odd parameters", "pinChatMessage", `{"ok":true,"result":true,"parameters":[]}`, nil, `{"ok":true,"result":true}`},
		{"no result", "sendMessage", `{"ok":true}`, nil, `{"ok":true,"result":{"message_id":0}}`},
		{"who the bot is", "getMe", `{"ok":true,"result":{"id":7,"is_bot":"yes","username":"a_bot"}}`, nil,
			`{"ok":true,"result":{"id":7,"username":"a_bot"}}`},
		{"cut off after ok", "sendMessage", `{"ok":true,"result":{"message_id":5,"da`, io.ErrUnexpectedEOF, `{"ok":true,"result":{"message_id":5}}`},
		{"cut off within ok", "sendMessage", `{"ok":tr`, io.ErrUnexpectedEOF, ""},
		{"a refusal", "sendMessage", `{"ok":false,"error_code":400,"description":"no"}`, nil, ""},
		{"ok in another type", "sendMessage", `{"ok":"true","result":{"message_id":5}}`, nil, ""},
		{"a page of a proxy", "sendMessage", `<html>{"ok":true}</html>`, nil, ""},
		{"a method the bot does not call", "getChat", `{"ok":true,"result":7}`, nil, ""},
	} {
		short, why := shorten(c.method, []byte(c.body), c.broken)
		if got := string(short); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if (why != nil) != (c.want != "") {
			t.Errorf("%s: not understood: %v", c.name, why)
		}
	}
}
