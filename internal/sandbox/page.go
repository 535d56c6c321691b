package sandbox

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"
)

//go:embed page
var pageFiles embed.FS

// Control is a button of the page that does something to the demo itself: moves the clock, begins the polling day.
type Control struct {
	ID      string `json:"id"`
	Label   Words  `json:"label"`
	Hint    Words  `json:"hint"`
	Group   string `json:"group"`
	Running bool   `json:"running"`
	Press   func() `json:"-"` // called without a lock, in its own goroutine; until it returns the control shows as running
}

// SetControls replaces the controls of the page.
func (s *Server) SetControls(controls ...Control) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.controls = slices.Clone(controls)
	s.publishState()
}

// SetRunning shows a control as running or not.
func (s *Server) SetRunning(id string, running bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.controls = slices.Clone(s.controls)
	for i := range s.controls {
		if s.controls[i].ID == id {
			s.controls[i].Running = running
		}
	}
	s.publishState()
}

// ClockMoved tells the page that Options.Now has jumped.
func (s *Server) ClockMoved() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	for v := range s.viewers {
		v.clock = true
		v.wake()
	}
}

// Handler serves the Bot API, the page and the page's own API.
func (s *Server) Handler() http.Handler {
	page := s.opts.Page
	if page == nil {
		page, _ = fs.Sub(pageFiles, "page") // a constant valid path
	}
	own := http.NewServeMux()
	own.HandleFunc("GET /api/state", s.serveState)
	own.HandleFunc("GET /api/events", s.serveEvents)
	own.HandleFunc("GET /api/file/{id}", s.serveFile)
	own.HandleFunc("POST /api/upload", s.serveUpload)
	for path, do := range map[string]func(wish) (any, error){
		"say": s.wishSay, "tap": s.wishTap, "edit": s.wishEdit, "location": s.wishLocation, "start": s.wishStart,
		"group": s.wishGroup, "group/bot": s.wishGroupBot, "control": s.wishControl,
	} {
		own.HandleFunc("POST /api/"+path, s.serveWish(do))
	}
	own.Handle("GET /static/", http.StripPrefix("/static/", http.FileServerFS(page)))
	own.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { http.ServeFileFS(w, r, page, "index.html") })
	// Another page in the same browser must not be able to press buttons here.
	guarded := http.NewCrossOriginProtection().Handler(own)

	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.begin() {
			panic(http.ErrAbortHandler)
		}
		defer s.running.Done()
		switch {
		case strings.HasPrefix(r.URL.Path, "/bot"):
			s.serveBot(w, r)
		case strings.HasPrefix(r.URL.Path, "/file/bot"):
			s.serveDownload(w, r)
		default:
			w.Header().Set("Cache-Control", "no-store")
			w.Header().Set("X-Content-Type-Options", "nosniff")
			guarded.ServeHTTP(w, r)
		}
	})
}

// wish is what the page asks for; every request uses some of the fields.
type wish struct {
	User      int64   `json:"user"`
	Chat      int64   `json:"chat"`
	Text      string  `json:"text"`
	ReplyTo   int     `json:"reply_to"`
	Thread    int     `json:"thread"`
	Message   int     `json:"message_id"`
	Row       int     `json:"row"`
	Col       int     `json:"col"`
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	Payload   string  `json:"payload"`
	Title     string  `json:"title"`
	Present   bool    `json:"present"`
	ID        string  `json:"id"`
}

func (s *Server) serveWish(do func(wish) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var it wish
		if err := json.NewDecoder(io.LimitReader(r.Body, 1<<20)).Decode(&it); err != nil {
			refuse(w, errors.New("the request is not the expected JSON"))
			return
		}
		s.mu.Lock()
		answer, err := do(it)
		s.mu.Unlock()
		if err != nil {
			refuse(w, err)
			return
		}
		writeJSON(w, http.StatusOK, answer)
	}
}

func refuse(w http.ResponseWriter, err error) {
	status := http.StatusBadRequest
	if errors.Is(err, errNoChat) || errors.Is(err, errNoPerson) || errors.Is(err, errNoControl) {
		status = http.StatusNotFound
	}
	writeJSON(w, status, map[string]string{"error": strings.TrimPrefix(err.Error(), "sandbox: ")})
}

var errNoControl = errors.New("sandbox: no such control")

func said(id int, err error) (any, error) { return map[string]int{"message_id": id}, err }

func done(err error) (any, error) { return map[string]bool{"ok": true}, err }

func (s *Server) wishSay(w wish) (any, error) {
	return said(s.say(w.User, w.Chat, w.Text, w.ReplyTo, w.Thread))
}

func (s *Server) wishStart(w wish) (any, error) { return said(s.start(w.User, w.Payload)) }

func (s *Server) wishEdit(w wish) (any, error) {
	return done(s.editSaid(w.User, w.Chat, w.Message, w.Text))
}

func (s *Server) wishLocation(w wish) (any, error) {
	place := &models.Location{Latitude: w.Latitude, Longitude: w.Longitude}
	return said(s.speak(w.User, w.Chat, Message{Location: place}, 0))
}

func (s *Server) wishTap(w wish) (any, error) {
	_, ch, err := s.inside(w.User, w.Chat)
	if err != nil {
		return nil, err
	}
	m, ok := ch.message(w.Message)
	if !ok || m.ReplyMarkup == nil || w.Row < 0 || w.Row >= len(m.ReplyMarkup.Rows) || w.Col < 0 || w.Col >= len(m.ReplyMarkup.Rows[w.Row]) {
		return nil, errors.New("that button is gone")
	}
	b := m.ReplyMarkup.Rows[w.Row][w.Col]
	if b.Data == "" {
		return nil, errNotAction
	}
	id, err := s.tap(w.User, w.Chat, w.Message, b.Data)
	return map[string]string{"callback_id": id}, err
}

func (s *Server) wishGroup(w wish) (any, error) {
	if s.people[w.User] == nil {
		return nil, errNoPerson
	}
	title := strings.TrimSpace(w.Title)
	if title == "" || utf16Length(title) > 128 {
		return nil, errors.New("a group's title has 1 to 128 characters")
	}
	ch := s.newGroup(title, w.User)
	s.publishState()
	return map[string]int64{"chat": ch.id()}, nil
}

func (s *Server) wishGroupBot(w wish) (any, error) {
	status := statusKicked
	if w.Present {
		status = statusMember
	}
	return done(s.setBot(w.User, w.Chat, status))
}

func (s *Server) wishControl(w wish) (any, error) {
	i := slices.IndexFunc(s.controls, func(c Control) bool { return c.ID == w.ID })
	if i < 0 {
		return nil, errNoControl
	}
	press := s.controls[i].Press
	if press == nil {
		return done(nil)
	}
	s.setPressed(w.ID, 1)
	s.running.Go(func() {
		press()
		s.mu.Lock()
		defer s.mu.Unlock()
		s.setPressed(w.ID, -1)
	})
	return done(nil)
}

func (s *Server) setPressed(id string, by int) {
	s.pressed[id] += by
	s.publishState()
}

// serveUpload takes what a person sends from the page: one file, or up to ten as an album.
func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := r.ParseMultipartForm(maxBody); err != nil {
		refuse(w, errors.New("the upload cannot be read, or is larger than 50 MB"))
		return
	}
	user, _ := strconv.ParseInt(r.FormValue("user"), 10, 64)
	chatID, _ := strconv.ParseInt(r.FormValue("chat"), 10, 64)
	as := fileAsDocument
	if r.FormValue("as") == "photo" {
		as = fileAsPhoto
	}
	files, err := formFiles(r.MultipartForm)
	if err != nil {
		refuse(w, err)
		return
	}
	s.mu.Lock()
	ids, err := s.speakFiles(user, chatID, as, strings.TrimSpace(r.FormValue("caption")), files)
	s.mu.Unlock()
	if err != nil {
		refuse(w, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"message_id": ids[0], "message_ids": ids})
}

func formFiles(form *multipart.Form) ([]upload, error) {
	var files []upload
	for _, field := range slices.Sorted(maps.Keys(form.File)) {
		for _, header := range form.File[field] {
			f, err := header.Open()
			if err != nil {
				return nil, err
			}
			content, err := io.ReadAll(f)
			_ = f.Close()
			if err != nil {
				return nil, err
			}
			files = append(files, upload{header.Filename, header.Header.Get("Content-Type"), content})
		}
	}
	return files, nil
}

// serveFile shows a file to the page. Only pictures are shown inside the page: whatever else somebody has sent is
// handed over as a download, so that it cannot act as part of this site.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f := s.files[r.PathValue("id")]
	s.mu.Unlock()
	if f == nil {
		refuse(w, fmt.Errorf("%w: no such file", errNoChat))
		return
	}
	content := f.content()
	w.Header().Set("Content-Type", f.mime)
	if !slices.Contains([]string{"image/png", "image/jpeg", "image/gif", "image/webp"}, f.mime) {
		w.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''"+percentEncode(f.name))
	}
	w.Header().Set("Content-Security-Policy", "sandbox")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

// viewState is the whole of what the page shows.
type viewState struct {
	Now      string      `json:"now"`
	Label    string      `json:"label"`
	Title    string      `json:"title"`
	Language string      `json:"language"`
	Bot      models.User `json:"bot"`
	Phones   []viewPhone `json:"phones"`
	Chats    []viewChat  `json:"chats"`
	Controls []Control   `json:"controls"`
	Tour     []Step      `json:"tour,omitempty"`
}

type viewPhone struct {
	User  models.User `json:"user"`
	Role  Words       `json:"role"`
	Chats []int64     `json:"chats"`
}

type viewChat struct {
	ID            int64           `json:"id"`
	Type          models.ChatType `json:"type"`
	Title         string          `json:"title"`
	Members       []int64         `json:"members"`
	Bot           bool            `json:"bot"`
	Pinned        int             `json:"pinned"`
	Messages      []Message       `json:"messages"`
	Commands      []Command       `json:"commands"`
	Typing        bool            `json:"typing"`
	ReplyKeyboard json.RawMessage `json:"reply_keyboard,omitempty"`
}

func (s *Server) viewState() viewState {
	now, label := s.clockLabel()
	v := viewState{Now: now, Label: label, Title: s.opts.Title, Language: s.opts.Language, Bot: s.bot,
		Phones: []viewPhone{}, Chats: []viewChat{}, Controls: slices.Clone(s.controls), Tour: s.tour}
	for _, id := range s.phones {
		if s.people[id].hidden {
			continue
		}
		phone := viewPhone{User: s.people[id].User, Role: s.people[id].role, Chats: []int64{}}
		for _, chatID := range s.shown {
			if slices.Contains(s.chats[chatID].members, id) {
				phone.Chats = append(phone.Chats, chatID)
			}
		}
		v.Phones = append(v.Phones, phone)
	}
	for _, id := range s.shown {
		if p := s.people[id]; p != nil && p.hidden {
			continue
		}
		v.Chats = append(v.Chats, s.viewChat(s.chats[id]))
	}
	for i, c := range v.Controls {
		v.Controls[i].Running = c.Running || s.pressed[c.ID] > 0
	}
	if v.Controls == nil {
		v.Controls = []Control{}
	}
	return v
}

func (s *Server) viewChat(ch *chat) viewChat {
	v := viewChat{ID: ch.id(), Type: ch.Type, Title: ch.Title, Members: slices.Clone(ch.members), Bot: present(ch.status),
		Messages: slices.Clone(ch.messages[max(0, len(ch.messages)-200):]), Commands: s.commandsIn(ch), Typing: ch.typing != nil, ReplyKeyboard: ch.replyKeyboard}
	if ch.private() {
		p := s.people[ch.id()]
		v.Bot, v.Title = p.started && !p.blocked, s.bot.FirstName
	}
	if pin := ch.topPin(); pin != nil {
		v.Pinned = pin.ID
	}
	if v.Messages == nil {
		v.Messages = []Message{}
	}
	return v
}

// clockLabel is the movable clock in RFC 3339 and in words: 2027-01-12 周二 18:00.
func (s *Server) clockLabel() (rfc3339, label string) {
	now := s.now().In(s.opts.Location)
	day := now.Weekday().String()[:3]
	if s.opts.Language == "zh" {
		day = "周" + string([]rune("日一二三四五六")[now.Weekday()])
	}
	return now.Format(time.RFC3339), now.Format("2006-01-02 ") + day + now.Format(" 15:04")
}

func (s *Server) serveState(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	state := s.viewState()
	s.mu.Unlock()
	writeJSON(w, http.StatusOK, state)
}
