package flows_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"huanjie/flows"
	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

var update = flag.Bool("update", false, "write the bot's side of the chats in testdata")

// TestTranscripts plays every chat in testdata. A person writes the lines that
// begin with "> " and the notes that begin with "#";
//
//	go test ./flows -update
//
// writes all others. See testdata/README.md for what can be done in a line.
func TestTranscripts(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			playFile(t, name)
		})
	}
}

func playFile(t *testing.T, name string) {
	t.Helper()
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	a := txtar.Parse(want)
	a.Comment = bytes.TrimRight(a.Comment, "\n")
	a.Comment = append(a.Comment, '\n')
	room := newRoom(t, header(t, string(a.Comment)))
	for i, f := range a.Files {
		switch f.Name {
		case "earlier":
			room.play(string(f.Data))
		case "chat":
			a.Files[i].Data = []byte(room.play(string(f.Data)))
		default:
			t.Errorf("%s: section %q: write earlier or chat", name, f.Name)
		}
	}
	got := txtar.Format(a)
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if line, g, w := firstDifference(string(got), string(want)); line > 0 {
		t.Errorf("%s:%d:\n got %s\nwant %s\nif the new one is right: go test ./flows -update", name, line, g, w)
	}
}

func firstDifference(got, want string) (line int, g, w string) {
	gs, ws := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(gs), len(ws)) {
		if g, w := at(gs, i), at(ws, i); g != w {
			return i + 1, g, w
		}
	}
	return 0, "", ""
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(the end)"
}

// header reads the "key: value" lines above the first section.
func header(t *testing.T, comment string) map[string]string {
	t.Helper()
	h := map[string]string{"language": "zh", "town": "town", "now": "2027-01-15 10:00", "who": "周明", "approvers": "1"}
	for line := range strings.Lines(comment) {
		k, v, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if _, known := h[k]; ok && known {
			h[k] = v
		} else if ok && !strings.HasPrefix(line, "#") {
			t.Errorf("header %q: write language, town, now, who or approvers, or begin the line with #", k)
		}
	}
	return h
}

// room is a chat with everything the rim would have: the town, what was
// reported, what was posted.
type room struct {
	t             *testing.T
	town          *election.Town
	kept          *flow.Kept // by all who talk in it
	places        *speech.Lexicon
	person        election.Person
	language      election.Language
	now           time.Time
	update        int64
	state         flow.State
	progress      map[election.UnitID]election.Progress
	journal       map[election.UnitID][]election.Report
	posted        []election.Announcement
	own           []election.OwnText
	announcements []election.Announcement // all of them: they wait until they are returned
	approvers     int                     // people who can approve an announcement
	inAlbum       string                  // the album that is being sent
	typed         int                     // messages that were typed or sent, which is the id of the latest
	cards         []flow.View             // all that were shown, latest last

	others map[election.PersonID]room // the chats of others, while this one is played
}

func newRoom(t *testing.T, h map[string]string) *room {
	t.Helper()
	town := townIn(t, filepath.Join("testdata", h["town"]))
	now, err := time.ParseInLocation("2006-01-02 15:04", h["now"], town.Location)
	if err != nil {
		t.Fatal(err)
	}
	person := town.Person(election.PersonID(h["who"]))
	if person.Unknown {
		t.Fatalf("who: %s is not in the roster", h["who"])
	}
	approvers, err := strconv.Atoi(h["approvers"])
	if err != nil {
		t.Fatal(err)
	}
	return &room{t: t, approvers: approvers, town: town, kept: flow.NewKept(), person: person, language: election.ParseLanguage(h["language"]), now: now, update: 46655,
		progress: map[election.UnitID]election.Progress{}}
}

func testTown(t testing.TB) *election.Town {
	t.Helper()
	return townIn(t, "testdata/town")
}

func townIn(t testing.TB, folder string) *election.Town {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := config.Parse("config.toml", data, os.DirFS(folder), func(name string) string {
		return map[string]string{config.TokenVariable: "1:test"}[name]
	})
	if err != nil {
		t.Fatal(err)
	}
	return c.Towns[0]
}

// play takes the person's lines and returns them with what the bot does.
func (r *room) play(script string) string {
	var out strings.Builder
	for line := range strings.Lines(script) {
		line = strings.TrimRight(line, "\n")
		said, mine := strings.CutPrefix(line, "> ")
		switch {
		case mine && strings.HasPrefix(said, "(now "):
			r.clock(said)
			fmt.Fprintf(&out, "\n%s\n", line)
		case mine && strings.HasPrefix(said, "(album "):
			fmt.Fprintf(&out, "\n%s\n%s", line, r.album(said))
		case mine:
			fmt.Fprintf(&out, "\n%s\n%s", line, r.turn(said))
		case strings.HasPrefix(line, "@ "):
			r.hand(strings.TrimPrefix(line, "@ "))
			fmt.Fprintf(&out, "\n%s\n", line)
		case strings.HasPrefix(line, "#"):
			fmt.Fprintf(&out, "\n%s\n", line)
		}
	}
	return out.String()
}

// hand gives the telephone to somebody else: "@ 陈立" goes on in that person's chat.
func (r *room) hand(name string) {
	if r.others == nil {
		r.others = map[election.PersonID]room{}
	}
	r.others[r.person.ID] = room{person: r.person, state: r.state, cards: r.cards}
	to, known := r.others[election.PersonID(name)]
	if !known {
		to.person = r.town.Person(election.PersonID(name))
	}
	if to.person.Unknown {
		r.t.Fatalf("@ %s is not in the roster", name)
	}
	r.person, r.state, r.cards = to.person, to.state, to.cards
}

// clock sets the time: "(now 2027-01-16 09:00)".
func (r *room) clock(said string) {
	now, err := time.ParseInLocation("(now 2006-01-02 15:04)", said, r.town.Location)
	if err != nil {
		r.t.Fatal(err)
	}
	r.now = now.Add(-time.Minute) // each turn takes one
}

// album sends several photos as one album, with words under the first: "(album
// 3 就是这间)". They come one by one.
func (r *room) album(said string) string {
	inside, _ := bracketed(said)
	_, inside, _ = strings.Cut(inside, " ")
	count, caption, _ := strings.Cut(inside, " ")
	n, err := strconv.Atoi(count)
	if err != nil {
		r.t.Fatal(err)
	}
	name := fmt.Sprintf("album-%d", r.update+1)
	var out strings.Builder
	for range n {
		r.inAlbum = name
		out.WriteString(r.turn("(photo " + caption + ")"))
		caption = ""
	}
	r.inAlbum = ""
	return out.String()
}

// turn does what one line says, as after a restart: the state is written and
// read again.
func (r *room) turn(said string) string {
	r.update++
	r.now = r.now.Add(time.Minute)
	if !strings.HasPrefix(said, "[") && !strings.HasPrefix(said, "(edit ") {
		r.typed++
	}
	kept, err := json.Marshal(r.state)
	if err != nil {
		r.t.Fatal(err)
	}
	var state flow.State
	if err := json.Unmarshal(kept, &state); err != nil {
		r.t.Fatal(err)
	}
	out := r.serve(func(sc flow.Scene) flow.Outcome { return r.take(state, sc, said) })
	if after, _ := json.Marshal(state); string(after) != string(kept) {
		r.t.Errorf("%s: the state that was read has been changed", said)
	}
	r.state = out.State
	return r.show(out)
}

// serve reads what the turn needs, as the rim does.
func (r *room) serve(take func(flow.Scene) flow.Outcome) flow.Outcome {
	if r.places == nil {
		r.places = speech.Places(r.town)
	}
	sc := flow.Scene{Town: r.town, Places: r.places, Kept: r.kept, Person: r.person, Language: r.language, Unit: r.state.Unit, Progress: r.progress[r.state.Unit], Now: r.now,
		Likeness: map[string]election.UnitID{}}
	for range 7 {
		out := take(sc)
		if out.Need.IsZero() {
			return out
		}
		if out.Need.Overview {
			sc.Overview = r.overview()
		}
		if u := out.Need.Unit; u != "" {
			sc.Unit, sc.Progress = u, r.progress[u]
		}
		if u := out.Need.History; u != "" {
			sc.HistoryOf, sc.History = u, r.journal[u]
		}
		if len(out.Need.Beside) > 0 {
			sc.Beside = map[election.UnitID]election.Progress{}
		}
		for _, u := range out.Need.Beside {
			sc.Beside[u] = r.progress[u]
		}
		if likeness := out.Need.Likeness; likeness != "" {
			sc.Likeness[likeness] = r.like(likeness)
		}
	}
	r.t.Fatal("the turn needs more and more")
	return flow.Outcome{}
}

// like is the unit that last reported a count with a likeness, or "".
func (r *room) like(likeness string) election.UnitID {
	for _, u := range r.town.Units {
		for _, c := range r.progress[u.ID].Counts {
			if c.Likeness() == likeness {
				return u.ID
			}
		}
	}
	return ""
}

func (r *room) overview() *flow.Overview {
	o := &flow.Overview{Groups: 2, Working: 1, Approvers: r.approvers, Posted: r.posted, Announcements: r.announcements, Own: r.own}
	for _, u := range r.town.Units {
		o.Units = append(o.Units, election.UnitState{Unit: u, Progress: r.progress[u.ID]})
	}
	return o
}

// take does what a line says.
func (r *room) take(st flow.State, sc flow.Scene, said string) flow.Outcome {
	turn := flow.Turn{Update: r.update}
	inside, kind := bracketed(said)
	if passed, ok := strings.CutPrefix(inside, "forward "); kind == '(' && ok {
		turn.Forwarded, turn.Message, turn.Input = true, r.typed, flow.Text(typed(passed))
		return flows.All.Advance(st, sc, turn)
	}
	if edit, text, ok := strings.Cut(strings.TrimPrefix(said, "(edit "), ") "); ok && strings.HasPrefix(said, "(edit ") {
		message, err := strconv.Atoi(edit)
		if err != nil {
			r.t.Fatal(err)
		}
		turn.Input = flow.Edited{Message: message, Text: typed(text)}
		return flows.All.Advance(st, sc, turn)
	}
	if what, arg, _ := strings.Cut(inside, ": "); kind == '[' {
		switch what {
		case "menu":
			return flows.All.Open(st, sc, r.update, flow.FormID(arg), "")
		case "correct":
			return flows.All.Correct(st, sc, r.update, r.reported(sc, arg))
		case "withdraw":
			return flows.All.Withdraw(st, sc, r.update, r.withdrawing(sc, arg))
		}
		turn.Input = r.pressed(inside)
		return flows.All.Advance(st, sc, turn)
	}
	turn.Message, turn.Input = r.typed, flow.Text(typed(said))
	if kind == '(' {
		turn.Input = r.sent(inside)
	}
	return flows.All.Advance(st, sc, turn)
}

// sent is a file with words under it; a location stands where it says: "location
// 30.1,120.2".
func (r *room) sent(inside string) flow.File {
	what, caption, _ := strings.Cut(inside, " ")
	f := flow.File{File: election.File{Kind: election.FileKind(what), ID: fmt.Sprintf("file-%d", r.update)}, Caption: typed(caption), Album: r.inAlbum}
	var north, east float64
	if n, _ := fmt.Sscanf(caption, "%f,%f", &north, &east); n == 2 {
		f.ID, f.Caption = caption, ""
	}
	return f
}

// reported is the n-th report that can be corrected, the latest being 1.
func (r *room) reported(sc flow.Scene, n string) flow.DraftID {
	list := flows.All.Reported(r.state, sc)
	i, err := strconv.Atoi(n)
	if err != nil || i < 1 || i > len(list) {
		r.t.Fatalf("[correct: %s]: %d can be corrected", n, len(list))
	}
	return list[i-1].ID
}

// withdrawing is the withdrawal of the n-th report: "1", "1 数字错了", "1 place" of one
// for the wrong unit, "1 place W2" of one that was for W2.
func (r *room) withdrawing(sc flow.Scene, arg string) flow.Withdrawing {
	n, why, _ := strings.Cut(arg, " ")
	w := flow.Withdrawing{ID: r.reported(sc, n), Why: why}
	if unit, place := strings.CutPrefix(why, "place"); place {
		w.Why, w.Place, w.For = "", true, election.UnitID(strings.TrimSpace(unit))
	}
	return w
}

// comes lets a report come true, as the store does.
func (r *room) comes(rep election.Report) {
	u, _ := r.town.Unit(rep.Unit)
	if r.journal == nil {
		r.journal = map[election.UnitID][]election.Report{}
	}
	r.journal[u.ID] = append(r.journal[u.ID], rep)
	if len(rep.TakesBack()) > 0 {
		r.progress[u.ID] = r.town.ElectionOf(u).FoldAll(r.journal[u.ID])
		return
	}
	r.progress[u.ID] = r.town.ElectionOf(u).Fold(r.progress[u.ID], rep)
}

func bracketed(said string) (inside string, kind byte) {
	for _, pair := range []string{"[]", "()"} {
		if said[0] == pair[0] && said[len(said)-1] == pair[1] {
			return said[1 : len(said)-1], pair[0]
		}
	}
	return "", 0
}

// typed is a line as it was typed: ⏎ is a new line, ×600 after a word repeats it.
func typed(s string) string {
	if word, n, ok := strings.Cut(s, "×"); ok {
		var times int
		if _, err := fmt.Sscan(n, &times); err == nil {
			s = strings.Repeat(word, times)
		}
	}
	return strings.ReplaceAll(s, "⏎", "\n")
}

// pressed finds the button of a line: [label] on the latest card that has
// buttons, [old: label] on an earlier one, [resume: form] in the menu,
// [data: ...] as somebody could forge it.
func (r *room) pressed(inside string) flow.Input {
	what, arg, _ := strings.Cut(inside, ": ")
	switch what {
	case "old":
		return r.button(r.cards[:len(r.cards)-1], arg)
	case "resume":
		for _, d := range r.state.Drafts {
			if form, unit, _ := strings.Cut(arg, " "); string(d.Form) == form && (unit == "" || string(d.Unit) == unit) {
				return r.parsed(flow.Tap{Draft: d.ID, Revision: d.Revision, Verb: flow.Resume}.String())
			}
		}
		r.t.Fatalf("[%s]: no such draft", inside)
	case "data":
		return r.parsed(arg)
	}
	return r.button(r.cards[len(r.cards)-1:], inside)
}

func (r *room) button(cards []flow.View, label string) flow.Input {
	for i := len(cards) - 1; i >= 0; i-- {
		for _, row := range cards[i].Keyboard {
			for _, b := range row {
				if b.Label == label {
					return r.parsed(b.Tap.String())
				}
			}
		}
	}
	latest := "no card"
	if len(cards) > 0 {
		latest = card(r.t, cards[len(cards)-1])
	}
	r.t.Fatalf("no button [%s] on\n%s", label, latest)
	return nil
}

// parsed is what the rim makes of a button's data; what it does not know at
// all is a tap on nothing.
func (r *room) parsed(data string) flow.Input {
	if o, ok := flow.ParseOpening(data); ok {
		return o
	}
	t, _ := flow.ParseTap(data)
	return t
}

// show writes what comes of a turn, and lets it come true.
func (r *room) show(out flow.Outcome) string {
	var b strings.Builder
	if out.Ignored {
		b.WriteString("  (没有表单理会)\n")
	}
	if out.Answer != "" {
		fmt.Fprintf(&b, "  (弹出：%s)\n", out.Answer)
	}
	if out.Before != nil {
		b.WriteString(card(r.t, *out.Before))
	}
	if out.View != nil {
		r.cards = append(r.cards, *out.View)
		b.WriteString(card(r.t, *out.View))
	}
	if rep := out.Report; rep != nil {
		for _, rep := range append([]election.Report{*rep}, out.Further...) {
			r.comes(rep)
			fmt.Fprintf(&b, "  = %s\n", asJSON(r.t, rep))
		}
	}
	if o := out.Own; o != nil {
		fmt.Fprintf(&b, "  = %s\n", asJSON(r.t, o))
		r.own = append(r.own, *o)
	}
	if a := out.Announcement; a != nil {
		fmt.Fprintf(&b, "  = %s\n", asJSON(r.t, a))
		r.announced(*a)
	}
	return b.String()
}

// announced keeps an announcement, which may be returned or changed, as if it
// waited and was posted as well; or has one go back.
func (r *room) announced(a election.Announcement) {
	back := func(o election.Announcement) bool { return o.ID == a.Returns || o.ID == a.Revises }
	if i := slices.IndexFunc(r.announcements, back); i >= 0 && a.Returns != "" {
		r.announcements[i].State, r.announcements[i].Decision = election.Returned, &election.Decision{By: a.By, At: a.At, Why: a.Text}
		r.posted = slices.DeleteFunc(r.posted, back)
		return
	} else if i >= 0 {
		r.announcements[i].State = election.Reworked
	}
	if i := slices.IndexFunc(r.announcements, func(o election.Announcement) bool { return o.ID == a.Edits }); i >= 0 {
		r.announcements[i].State = election.Posted
	} else {
		r.posted = append([]election.Announcement{a}, r.posted...)
	}
	a.State = election.Waiting
	r.announcements = append([]election.Announcement{a}, r.announcements...)
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// card writes a card as a clerk would see it.
func card(t *testing.T, v flow.View) string {
	t.Helper()
	var b strings.Builder
	place := "同一张卡片"
	if v.Move {
		place = "新卡片"
	}
	progress := ""
	if v.Of > 0 {
		progress = fmt.Sprintf(" · %d/%d", v.Done, v.Of)
	}
	if v.Place != "" {
		progress = " · " + v.Place + progress
	}
	fmt.Fprintf(&b, "  ┌ %s · %s%s（%s）\n", v.Title, v.Unit, progress, place)
	for i, one := range v.Together {
		fmt.Fprintf(&b, "  │ %d. %s · %s\n", i+1, one.Title, one.Unit)
		within(&b, one)
	}
	within(&b, v)
	b.WriteString("  └" + keyboard(t, v) + "\n")
	return b.String()
}

// within writes what stands on a card.
func within(b *strings.Builder, v flow.View) {
	for _, s := range v.Review {
		block(b, "“ ", s)
	}
	for _, s := range v.Because {
		block(b, "› ", s)
	}
	for _, l := range v.Lines {
		mark, from := "  ", ""
		switch {
		case l.Wrong:
			mark = "✗ "
		case l.Asked:
			mark = "▸ "
		}
		if l.From != flow.Said {
			from = "（" + l.From.Name().In(election.Chinese) + "）"
		}
		block(b, mark, l.Label+"："+l.Value+from)
	}
	if v.Files > 0 {
		fmt.Fprintf(b, "  │ 📎 %d\n", v.Files)
	}
	if v.Notice != "" {
		mark := "i "
		if v.Wrong {
			mark = "! "
		}
		block(b, mark, v.Notice)
	}
	if v.Question != "" {
		block(b, "? ", v.Question)
	}
	if v.Receipt != "" {
		block(b, "= ", v.Receipt)
	}
}

func block(b *strings.Builder, mark, text string) {
	for _, line := range strings.Split(text, "\n") {
		b.WriteString(strings.TrimRight("  │ "+mark+line, " ") + "\n")
	}
}

// keyboard writes the buttons, a row after the other, and holds each to what a
// button can carry.
func keyboard(t *testing.T, v flow.View) string {
	t.Helper()
	var rows []string
	for _, row := range v.Keyboard {
		text := ""
		for _, b := range row {
			if b.Copy != "" {
				text += " [" + b.Label + "：" + strings.ReplaceAll(strings.TrimSpace(b.Copy), "\n", "⏎") + "]"
				continue
			}
			data := b.Tap.String()
			if back, ok := flow.ParseTap(data); len(data) > 64 || !ok || back != b.Tap {
				t.Errorf("button %s carries %q, which reads back as %v", b.Label, data, back)
			}
			text += " [" + b.Label + "]"
		}
		rows = append(rows, text)
	}
	return strings.Join(rows, " /")
}
