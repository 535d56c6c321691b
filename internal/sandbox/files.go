package sandbox

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // people send them
	"image/jpeg"
	"image/png"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"
)

// fileKind is Telegram's word for the type of a file; a file_id of one type is refused as another.
type fileKind string

const (
	filePhoto    fileKind = "Photo"
	fileDocument fileKind = "Document"
	fileSticker  fileKind = "Sticker"
	fileVoice    fileKind = "VoiceNote"
)

// file is kept until the sandbox ends.
type file struct {
	id     string
	unique string
	kind   fileKind
	name   string
	mime   string
	bytes  []byte
	path   string // for the download
	small  *file  // the picture that this is a thumbnail of
}

// maxThumbnail is the longer side of a photo's smaller size, in pixels.
const maxThumbnail = 320

// keep stores a file under a new file_id.
func (s *Server) keep(kind fileKind, u upload) *file {
	f := &file{kind: kind, name: path.Base(strings.ReplaceAll(u.name, "\\", "/")), mime: u.mime, bytes: u.bytes}
	var number [16]byte
	binary.BigEndian.PutUint64(number[:], s.nextID())
	binary.BigEndian.PutUint64(number[8:], s.nextID())
	folder := map[fileKind]string{filePhoto: "photos", fileDocument: "documents", fileSticker: "stickers", fileVoice: "voice"}[kind]
	prefix := map[fileKind]string{filePhoto: "AgACAgUAAxkBAAI", fileDocument: "BQACAgUAAxkBAAI", fileSticker: "CAACAgUAAxkBAAI", fileVoice: "AwACAgUAAxkBAAI"}[kind]
	f.id = prefix + base64.RawURLEncoding.EncodeToString(number[:]) + "NgQ"
	f.unique = "AQAD" + base64.RawURLEncoding.EncodeToString(number[:8])
	if f.mime == "" || f.mime == "application/octet-stream" {
		f.mime, _, _ = strings.Cut(http.DetectContentType(u.bytes), ";")
	}
	f.path = fmt.Sprintf("%s/file_%d%s", folder, len(s.files), extension(f))
	s.files[f.id] = f
	return f
}

func extension(f *file) string {
	if f.kind == filePhoto {
		return ".jpg"
	}
	return path.Ext(f.name)
}

// content is the file's bytes; a thumbnail is made when somebody wants it.
func (f *file) content() []byte {
	if f.small == nil {
		return f.bytes
	}
	picture, _, err := image.Decode(bytes.NewReader(f.small.bytes))
	if err != nil {
		return f.small.bytes
	}
	var out bytes.Buffer
	_ = jpeg.Encode(&out, shrink(picture, maxThumbnail), nil) // writing to memory
	return out.Bytes()
}

// shrink samples a picture so that its longer side has at most so many pixels.
func shrink(p image.Image, side int) image.Image {
	from := p.Bounds()
	w, h := fit(from.Dx(), from.Dy(), side)
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			to.Set(x, y, p.At(from.Min.X+x*from.Dx()/w, from.Min.Y+y*from.Dy()/h))
		}
	}
	return to
}

func fit(w, h, side int) (int, int) {
	if longer := max(w, h); longer > side {
		return max(1, w*side/longer), max(1, h*side/longer)
	}
	return w, h
}

// Picture makes a PNG of that size, for tests that need a photo.
func Picture(width, height int) []byte {
	p := image.NewGray(image.Rect(0, 0, width, height))
	for i := range p.Pix {
		p.Pix[i] = color.Gray{Y: uint8(i)}.Y
	}
	var out bytes.Buffer
	_ = png.Encode(&out, p) // writing to memory
	return out.Bytes()
}

// photo checks and stores a picture and lists its sizes, smallest first, as Telegram does.
func (s *Server) photo(u upload) ([]models.PhotoSize, error) {
	if len(u.bytes) > s.opts.Limits.Photo {
		return nil, badRequest(fmt.Sprintf("file of size %d bytes is too big for a photo; the maximum size is %d bytes", len(u.bytes), s.opts.Limits.Photo))
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(u.bytes))
	if err != nil {
		return nil, badRequest("IMAGE_PROCESS_FAILED")
	}
	w, h := config.Width, config.Height
	if w+h > 10000 || w > 20*h || h > 20*w {
		return nil, badRequest("PHOTO_INVALID_DIMENSIONS")
	}
	full := s.keep(filePhoto, upload{u.name, "image/" + format, u.bytes})
	sizes := []models.PhotoSize{{FileID: full.id, FileUniqueID: full.unique, Width: w, Height: h, FileSize: len(u.bytes)}}
	if max(w, h) > maxThumbnail {
		small := s.keep(filePhoto, upload{name: u.name, mime: "image/jpeg"})
		small.small = full
		w, h = fit(w, h, maxThumbnail)
		sizes = append([]models.PhotoSize{{FileID: small.id, FileUniqueID: small.unique, Width: w, Height: h}}, sizes...)
	}
	return sizes, nil
}

func (s *Server) document(u upload) *models.Document {
	return s.keep(fileDocument, u).document()
}

func (f *file) document() *models.Document {
	return &models.Document{FileID: f.id, FileUniqueID: f.unique, FileName: f.name, MimeType: f.mime, FileSize: int64(len(f.bytes))}
}

// fileAs is how a file is sent: as a photo, or as a file that nobody recompresses.
type fileAs int

const (
	fileAsPhoto fileAs = iota
	fileAsDocument
)

// attach puts the file that value names into the message: an upload (attach://NAME or the field of that name) or a
// file_id.
func (s *Server) attach(c *call, m *Message, as fileAs, field, value string) error {
	name, named := strings.CutPrefix(value, "attach://")
	if !named {
		name = field
	}
	if u, ok := c.files[name]; ok && (named || value == "") {
		return s.attachUpload(m, as, u)
	}
	if value == "" {
		return badRequest("there is no " + field + " in the request")
	}
	return s.attachKnown(m, as, value)
}

func (s *Server) attachUpload(m *Message, as fileAs, u upload) error {
	if len(u.bytes) == 0 {
		return badRequest("file must be non-empty")
	}
	if len(u.bytes) > s.opts.Limits.Upload {
		return &apiError{Code: 413, Description: "Request Entity Too Large"}
	}
	if as == fileAsDocument {
		m.Document = s.document(u)
		return nil
	}
	sizes, err := s.photo(u)
	m.Photo = sizes
	return err
}

func (s *Server) attachKnown(m *Message, as fileAs, id string) error {
	f := s.files[id]
	if f == nil {
		return badRequest("wrong file identifier/HTTP URL specified")
	}
	wanted := filePhoto
	if as == fileAsDocument {
		wanted = fileDocument
	}
	if f.kind != wanted {
		return badRequest(fmt.Sprintf("can't use file of type %s as %s", f.kind, wanted))
	}
	if as == fileAsDocument {
		m.Document = f.document()
		return nil
	}
	if f.small != nil {
		f = f.small
	}
	config, _, _ := image.DecodeConfig(bytes.NewReader(f.bytes)) // it was decoded when it came
	m.Photo = []models.PhotoSize{{FileID: f.id, FileUniqueID: f.unique, Width: config.Width, Height: config.Height, FileSize: len(f.bytes)}}
	return nil
}

func sendPhoto(s *Server, c *call) (any, error)    { return s.sendFile(c, fileAsPhoto, "photo") }
func sendDocument(s *Server, c *call) (any, error) { return s.sendFile(c, fileAsDocument, "document") }

func (s *Server) sendFile(c *call, as fileAs, field string) (any, error) {
	caption, entities, err := s.formatted(c.params, "caption", "caption_entities", maxCaption)
	if err != nil {
		return nil, err
	}
	ch, m, err := s.outgoing(c)
	if err != nil {
		return nil, err
	}
	if err := s.attach(c, &m, as, field, c.text(field)); err != nil {
		return nil, err
	}
	m.Caption, m.CaptionEntities = caption, entities
	return s.sendOne(c, ch, m)
}

// sendMediaGroup sends two to ten photos, or two to ten documents, as an album.
func sendMediaGroup(s *Server, c *call) (any, error) {
	var media []struct {
		Type, Media, Caption string
		ParseMode            string          `json:"parse_mode"`
		Entities             json.RawMessage `json:"caption_entities"`
	}
	if ok, err := c.read("media", &media); !ok || err != nil {
		return nil, badRequest("can't parse media JSON object")
	}
	if len(media) < 2 || len(media) > 10 {
		return nil, badRequest("group must include 2-10 items")
	}
	ch, base, err := s.outgoing(c)
	if err != nil {
		return nil, err
	}
	if base.ReplyMarkup != nil {
		return nil, badRequest("reply markup is not allowed in albums")
	}
	base.MediaGroupID = strconv.FormatUint(s.nextID(), 10)
	var messages []Message
	for _, item := range media {
		if item.Type != "photo" && item.Type != "document" || item.Type != media[0].Type {
			return nil, badRequest("can't parse InputMedia: type of the album's items is unsupported or mixed")
		}
		m := base
		p := params{values: map[string]string{"caption": item.Caption, "parse_mode": item.ParseMode, "caption_entities": string(item.Entities)}}
		if m.Caption, m.CaptionEntities, err = s.formatted(p, "caption", "caption_entities", maxCaption); err != nil {
			return nil, err
		}
		as := fileAsPhoto
		if item.Type == "document" {
			as = fileAsDocument
		}
		if err := s.attach(c, &m, as, "media", item.Media); err != nil {
			return nil, err
		}
		messages = append(messages, m)
	}
	return s.deliver(c, ch, messages...)
}

func getFile(s *Server, c *call) (any, error) {
	f := s.files[c.text("file_id")]
	if f == nil {
		return nil, badRequest("invalid file_id")
	}
	size := len(f.content())
	if size > s.opts.Limits.Download {
		return nil, badRequest("file is too big")
	}
	return models.File{FileID: f.id, FileUniqueID: f.unique, FileSize: int64(size), FilePath: f.path}, nil
}

// serveDownload answers /file/bot<token>/PATH.
func (s *Server) serveDownload(w http.ResponseWriter, r *http.Request) {
	if s.away() {
		panic(http.ErrAbortHandler)
	}
	token, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/file/bot"), "/")
	if token != s.Token {
		writeError(w, &apiError{Code: 401, Description: "Unauthorized"})
		return
	}
	c := &call{ctx: r.Context(), method: "download", record: Request{Method: "download", Text: name, Time: s.wall()}}
	fault := s.fault(c)
	if s.pause(c.ctx, fault.Delay) != nil || errors.Is(fault.outcome(), errCut) {
		_ = s.note(c, errCut, false)
		panic(http.ErrAbortHandler)
	}
	if err := fault.outcome(); err != nil {
		writeError(w, s.note(c, err, false))
		return
	}
	f := s.filed(name)
	if f == nil {
		writeError(w, s.note(c, &apiError{Code: 404, Description: "Not Found"}, false))
		return
	}
	_ = s.note(c, nil, true)
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(f.content())
}

func (s *Server) filed(name string) *file {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.files {
		if f.path == name {
			return f
		}
	}
	return nil
}

// speakFiles sends a person's files, several of them as one album, and returns the messages' numbers.
func (s *Server) speakFiles(user, chatID int64, as fileAs, caption string, files []upload) ([]int, error) {
	if len(files) == 0 || len(files) > 10 {
		return nil, errors.New("sandbox: one to ten files can be sent at once")
	}
	if utf16Length(caption) > maxCaption {
		return nil, errors.New("sandbox: a caption has at most 1024 characters")
	}
	if _, _, err := s.inside(user, chatID); err != nil {
		return nil, err
	}
	messages := make([]Message, len(files))
	album := ""
	if len(files) > 1 {
		album = strconv.FormatUint(s.nextID(), 10)
	}
	for i, u := range files {
		messages[i].MediaGroupID = album
		if err := s.attachUpload(&messages[i], as, u); err != nil {
			return nil, fmt.Errorf("sandbox: Telegram would not take this file: %w", err)
		}
	}
	messages[0].Caption, messages[0].CaptionEntities = caption, findEntities(caption, nil)
	var ids []int
	for _, m := range messages {
		id, err := s.speak(user, chatID, m, 0)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return slices.Clip(ids), nil
}

func percentEncode(name string) string { return strings.ReplaceAll(url.QueryEscape(name), "+", "%20") }
