package outgoing

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/go-telegram/bot/models"
)

// An answer that begins with ok:true means that Telegram has done what it was
// asked. The library returns an error all the same if it cannot decode the
// rest: a field or a kind of a later version of the Bot API, or of a server
// that is not Telegram's. Such a message would count as perhaps sent, and go
// out twice. So the library gets a short answer instead, with the little that
// the bot uses: the number of the message and the ids of its pictures.

// replies reads the answers to the library's requests before the library does.
type replies struct {
	log  *slog.Logger
	told *sync.Map // methods whose answers were not understood, and are logged
}

// read returns the answer with a body that the library can decode, if it says
// ok:true. Other answers stay as they are.
func (r replies) read(method string, resp *http.Response) *http.Response {
	body, broken := io.ReadAll(resp.Body)
	resp.Body.Close()
	short := r.short(method, body, broken)
	if short == nil {
		resp.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), failing{broken}))
		return resp
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(short)), int64(len(short))
	return resp
}

// short returns a short answer in place of one that says ok:true and that cannot be decoded, and
// logs the first of each method; nil if the answer is to stay.
func (r replies) short(method string, body []byte, broken error) []byte {
	short, why := shorten(method, body, broken)
	if why == nil {
		return nil
	}
	if _, again := r.told.LoadOrStore(method, true); !again {
		r.log.Warn("an answer says ok, but the rest is not understood; it counts as done", "method", method, "error", why)
	}
	return short
}

// failing is the end of a body that could not be read to its end.
type failing struct{ err error }

// Read returns the error, or io.EOF.
func (f failing) Read([]byte) (int, error) {
	if f.err == nil {
		return 0, io.EOF
	}
	return 0, f.err
}

// shorten returns a short answer in place of one that says ok:true and that the
// library cannot decode. why is what it could not; nil if body is to stay.
func shorten(method string, body []byte, broken error) (short []byte, why error) {
	into := resultOf(method)
	if into == nil {
		return nil, nil
	}
	if why = errors.Join(broken, decodable(body, into)); why == nil {
		return nil, nil
	}
	var said struct{ OK, Result json.RawMessage }
	switch err := json.Unmarshal(body, &said); {
	case err == nil && string(said.OK) == "true":
	case err != nil && saysOK().Match(body): // the rest is cut off, or is no JSON
		said.Result = nil
		if number := beginning().FindSubmatch(body); number != nil {
			said.Result = json.RawMessage(`{"message_id":` + string(number[1]) + `}`)
		}
	default:
		return nil, nil
	}
	return append(append([]byte(`{"ok":true,"result":`), shortResult(into, said.Result)...), '}'), why
}

func saysOK() *regexp.Regexp { return regexp.MustCompile(`^\s*\{\s*"ok"\s*:\s*true\s*[,}]`) }

func beginning() *regexp.Regexp {
	return regexp.MustCompile(`^\s*\{\s*"ok"\s*:\s*true\s*,\s*"result"\s*:\s*\{\s*"message_id"\s*:\s*([0-9]{1,18})\s*[,}]`)
}

// resultOf returns what the library decodes the result of a method into; nil
// for methods that the bot does not call through it.
func resultOf(method string) any {
	switch {
	case method == "getMe":
		return &models.User{}
	case method == "sendMediaGroup":
		return &[]*models.Message{}
	case strings.HasPrefix(method, "send"), strings.HasPrefix(method, "editMessage"):
		return &models.Message{}
	case strings.HasPrefix(method, "get"):
		return nil
	}
	return new(bool)
}

// decodable tries what the library does with an answer.
func decodable(body []byte, into any) error {
	var result json.RawMessage
	said := answer{Result: &result}
	if err := json.Unmarshal(body, &said); err != nil || !said.OK {
		return err
	}
	return json.Unmarshal(result, into)
}

// shortResult returns the part of a result that the bot uses.
func shortResult(into any, result json.RawMessage) []byte {
	var short any
	switch into.(type) {
	case *bool:
		short = true
	case *models.User:
		o := object(result)
		short = map[string]any{"id": wholeNumber(o["id"]), "username": stringOf(o["username"])}
	case *models.Message:
		short = shortMessage(result)
	case *[]*models.Message:
		var all []json.RawMessage
		_ = json.Unmarshal(result, &all) // best effort: none
		messages := make([]sentMessage, len(all))
		for i, one := range all {
			messages[i] = shortMessage(one)
		}
		short = messages
	}
	raw, err := json.Marshal(short)
	if err != nil {
		return []byte("null")
	}
	return raw
}

// sentMessage is what the bot uses of a message it has sent.
type sentMessage struct {
	ID    int64      `json:"message_id"`
	Photo []sentFile `json:"photo,omitempty"`
}

type sentFile struct {
	ID string `json:"file_id"`
}

// shortMessage reads each field on its own. What is missing or of a strange
// type is zero.
func shortMessage(raw json.RawMessage) (m sentMessage) {
	o := object(raw)
	m.ID = wholeNumber(o["message_id"])
	var sizes []json.RawMessage
	_ = json.Unmarshal(o["photo"], &sizes) // best effort: none
	for _, size := range sizes {
		if id := stringOf(object(size)["file_id"]); id != "" {
			m.Photo = append(m.Photo, sentFile{id})
		}
	}
	return m
}

func object(raw json.RawMessage) (fields map[string]json.RawMessage) {
	_ = json.Unmarshal(raw, &fields) // best effort: none
	return fields
}

func stringOf(raw json.RawMessage) (s string) {
	_ = json.Unmarshal(raw, &s) // best effort: none
	return s
}

// wholeNumber reads a number, also one in quotes; 0 if it is none.
func wholeNumber(raw json.RawMessage) int64 {
	n, err := strconv.ParseInt(strings.Trim(string(raw), `"`), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
