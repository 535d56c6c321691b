package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"
)

// uploadTo sends a multipart request with files.
func uploadTo(t *testing.T, s *Server, method string, fields map[string]string, files map[string][]byte) reply {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		_ = form.WriteField(name, value)
	}
	for name, content := range files {
		w, err := form.CreateFormFile(name, name+".bin")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write(content)
	}
	_ = form.Close()
	r, err := http.NewRequestWithContext(soon(t), http.MethodPost, s.URL+"/bot"+s.Token+"/"+method, &body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", form.FormDataContentType())
	out, err := send(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func download(t *testing.T, s *Server, id string) []byte {
	t.Helper()
	f := do[models.File](t, s, "getFile", args{"file_id": id})
	response, err := http.Get(s.URL + "/file/bot" + s.Token + "/" + f.FilePath)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != 200 || int64(len(content)) != f.FileSize {
		t.Fatalf("%s: %s, %d bytes of %d, %v", f.FilePath, response.Status, len(content), f.FileSize, err)
	}
	return content
}

func TestFilesFromThePhone(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	picture := Picture(1280, 960)
	must(t)(p.Photo(picture, "计票单 /todo"))
	must(t)(p.Document("计票单.xlsx", []byte("PK..."), ""))
	must(t)(p.Album("三张", picture, picture, Picture(100, 50)))
	if _, err := p.Photo([]byte("no picture"), ""); err == nil {
		t.Error("text was taken for a picture")
	}
	got := drain(t, s)
	if len(got) != 5 {
		t.Fatalf("%d updates", len(got))
	}
	sizes := got[0].Message.Photo
	if len(sizes) != 2 || sizes[0].Width != 320 || sizes[0].Height != 240 || sizes[1].Width != 1280 || got[0].Message.CaptionEntities == nil {
		t.Errorf("photo: %+v", got[0].Message)
	}
	if !bytes.Equal(download(t, s, sizes[1].FileID), picture) {
		t.Error("the photo came back different")
	}
	if small, _, err := image.Decode(bytes.NewReader(download(t, s, sizes[0].FileID))); err != nil || small.Bounds().Dx() != 320 {
		t.Errorf("thumbnail: %v", err)
	}
	if d := got[1].Message.Document; d.FileName != "计票单.xlsx" || d.FileSize != 5 || string(download(t, s, d.FileID)) != "PK..." {
		t.Errorf("document: %+v", d)
	}
	album := got[2].Message.MediaGroupID
	if album == "" || got[3].Message.MediaGroupID != album || got[4].Message.MediaGroupID != album || got[2].Message.Caption != "三张" || got[3].Message.Caption != "" || len(got[4].Message.Photo) != 1 {
		t.Errorf("album: %+v", got[2:])
	}
}

func TestFilesFromTheBot(t *testing.T) {
	t.Parallel()
	s, _ := start(t, Options{Limits: Limits{Off: true, Photo: 5000, Download: 6000, Upload: 8000}})
	p := met(t, s, "周明")
	chat := fmt.Sprint(p.ID())
	small := Picture(40, 30)
	var m Message
	out := uploadTo(t, s, "sendPhoto", map[string]string{"chat_id": chat, "caption": "<b>图</b>", "parse_mode": "HTML"}, map[string][]byte{"photo": small})
	if err := json.Unmarshal(out.Result, &m); err != nil || m.Caption != "图" || !bytes.Equal(download(t, s, m.Photo[0].FileID), small) {
		t.Fatalf("%v %+v", err, out)
	}
	photo := m.Photo[0].FileID
	again := do[Message](t, s, "sendPhoto", args{"chat_id": p.ID(), "photo": photo})
	if again.Photo[0].FileID != photo {
		t.Error("sending by file_id made another file")
	}
	do[Message](t, s, "editMessageCaption", args{"chat_id": p.ID(), "message_id": m.ID, "caption": "新说明"})
	refused(t, s, "editMessageText", args{"chat_id": p.ID(), "message_id": m.ID, "text": "x"}, "Bad Request: there is no text in the message to edit")
	refused(t, s, "sendDocument", args{"chat_id": p.ID(), "document": photo}, "Bad Request: can't use file of type Photo as Document")
	refused(t, s, "sendPhoto", args{"chat_id": p.ID(), "photo": "AgACwrong"}, "Bad Request: wrong file identifier/HTTP URL specified")
	refused(t, s, "sendPhoto", args{"chat_id": p.ID()}, "Bad Request: there is no photo in the request")
	refused(t, s, "getFile", args{"file_id": "nonsense"}, "Bad Request: invalid file_id")
	refused(t, s, "sendPhoto", args{"chat_id": p.ID(), "photo": photo, "caption": strings.Repeat("图", 1025)}, "Bad Request: message caption is too long")
	for _, c := range []struct {
		method, field string
		content       []byte
		code          int
		words         string
	}{
		{"sendDocument", "document", nil, 400, "Bad Request: file must be non-empty"}, // an upload whose reader was used up by an earlier try
		{"sendPhoto", "photo", []byte("no picture"), 400, "Bad Request: IMAGE_PROCESS_FAILED"},
		{"sendPhoto", "photo", Picture(1000, 2), 400, "Bad Request: PHOTO_INVALID_DIMENSIONS"},
		{"sendPhoto", "photo", make([]byte, 5001), 400, "Bad Request: file of size 5001 bytes is too big for a photo; the maximum size is 5000 bytes"},
		{"sendDocument", "document", make([]byte, 8001), 413, "Request Entity Too Large"},
	} {
		out := uploadTo(t, s, c.method, map[string]string{"chat_id": chat}, map[string][]byte{c.field: c.content})
		if out.Description != c.words || out.Code != c.code {
			t.Errorf("%s with %d bytes: %+v", c.method, len(c.content), out)
		}
	}
	out = uploadTo(t, s, "sendDocument", map[string]string{"chat_id": chat}, map[string][]byte{"document": make([]byte, 7000)})
	if err := json.Unmarshal(out.Result, &m); err != nil {
		t.Fatal(err)
	}
	refused(t, s, "getFile", args{"file_id": m.Document.FileID}, "Bad Request: file is too big")
}

func TestAlbumsFromTheBot(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	chat := fmt.Sprint(p.ID())
	media := `[{"type":"photo","media":"attach://a","caption":"<b>甲</b>","parse_mode":"HTML"},{"type":"photo","media":"attach://b"}]`
	out := uploadTo(t, s, "sendMediaGroup", map[string]string{"chat_id": chat, "media": media}, map[string][]byte{"a": Picture(9, 9), "b": Picture(8, 8)})
	var sent []Message
	if err := json.Unmarshal(out.Result, &sent); err != nil || len(sent) != 2 {
		t.Fatalf("%v %+v", err, out)
	}
	if sent[0].MediaGroupID == "" || sent[0].MediaGroupID != sent[1].MediaGroupID || sent[0].Caption != "甲" || len(sent[0].CaptionEntities) != 1 {
		t.Errorf("album: %+v", sent)
	}
	for media, words := range map[string]string{
		`[{"type":"photo","media":"x"}]`:                                 "Bad Request: group must include 2-10 items",
		`[{"type":"photo","media":"x"},{"type":"document","media":"y"}]`: "Bad Request: wrong file identifier/HTTP URL specified",
		`[{"type":"audio","media":"x"},{"type":"audio","media":"y"}]`:    "Bad Request: can't parse InputMedia: type of the album's items is unsupported or mixed",
		`{"type":"photo"}`: "Bad Request: can't parse media JSON object",
	} {
		if out := uploadTo(t, s, "sendMediaGroup", map[string]string{"chat_id": chat, "media": media}, nil); out.Description != words {
			t.Errorf("%s\n got %q\nwant %q", media, out.Description, words)
		}
	}
}
