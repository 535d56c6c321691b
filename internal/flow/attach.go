package flow

import (
	"cmp"
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// later is the value of an Attach step whose file is to follow.
const later = "later"

// Attach asks for a file of one of the kinds: it is answered by sending one.
// The file is also among the report's Files. If it may follow later
// (With.Later) and is to, the field stays zero.
func Attach[T any](id StepID, ask election.Phrase, kinds []election.FileKind, field func(*T) *election.File, with With[T]) Step[T] {
	parse := func(text string, options []Option) (string, election.Phrase) {
		if f, ok := parseFile(text); ok && slices.Contains(kinds, f.Kind) {
			return text, election.Phrase{}
		}
		return orChoice(askFile(kinds))(text, options)
	}
	return Step[T]{question: question{id: id, ask: ask, kinds: kinds, parse: parse, show: showFile}, with: with, takes: TakesFile,
		options: func(Subject, T) []Option {
			if !with.Later {
				return nil
			}
			return []Option{laterOption()}
		},
		apply: func(t *T, v string) { *field(t), _ = parseFile(v) }}
}

// laterOption says that the answer is to follow.
func laterOption() Option {
	return Option{Value: later, Label: election.Say("稍后补", "Later"), Words: []string{"稍后", "以后补", "晚点补", "稍后补发"}}
}

// askFile takes no typed words where a file is asked for.
func askFile(kinds []election.FileKind) parser {
	return func(string, []Option) (string, election.Phrase) { return "", wantsFile(kinds) }
}

// orChoice takes an option, or else what another parser takes.
func orChoice(other parser) parser {
	return func(text string, options []Option) (string, election.Phrase) {
		if v, complaint := parseChoice(text, options); complaint.IsZero() {
			return v, complaint
		}
		return other(text, options)
	}
}

// wantsFile says how a file is sent.
func wantsFile(kinds []election.FileKind) election.Phrase {
	return election.Say("这里要发%s：点输入框旁的回形针发送。", "Please send %s here: tap the paper clip.").With(kindNames(kinds))
}

// sends is the step whose file a message announces in words: “照片”. It is nil if
// none is.
func (s filled) sends(text string) *row {
	said := speech.Lower(strings.Trim(speech.HalfWidth(text), " .。!！,，"))
	return s.first(func(r *row) bool {
		return slices.ContainsFunc(r.kinds, func(k election.FileKind) bool {
			name := kindName(k)
			return said == name.In(election.Chinese) || said != "" && strings.HasSuffix(name.In(election.English), " "+said)
		})
	})
}

// isKind reports whether a message says no more than what a file is called.
func isKind(text string) bool {
	said := speech.Lower(strings.Trim(speech.HalfWidth(text), " .。!！,，"))
	return slices.Contains([]string{"照片", "图片", "相片", "拍照", "文件", "附件", "位置", "定位", "photo", "photos", "picture", "a photo", "file", "document", "location"}, said)
}

func kindNames(kinds []election.FileKind) election.Phrase {
	var zh, en []string
	for _, k := range kinds {
		zh, en = append(zh, kindName(k).In(election.Chinese)), append(en, kindName(k).In(election.English))
	}
	return election.Say(strings.Join(zh, "或"), strings.Join(en, " or "))
}

func kindName(k election.FileKind) election.Phrase {
	switch k {
	case election.Photo:
		return election.Say("照片", "a photo")
	case election.Document:
		return election.Say("文件", "a document")
	case election.Location:
		return election.Say("位置", "a location")
	}
	return election.Say(string(k), string(k))
}

func showFile(v string, _ []Option) election.Phrase {
	f, ok := parseFile(v)
	switch {
	case !ok:
		return election.Say("稍后补", "later")
	case f.Kind == election.Location:
		return election.Say("📍 %s", "📍 %s").With(strings.ReplaceAll(f.ID, ",", ", "))
	}
	return election.Say("📎 %s已收到", "📎 received: %s").With(kindName(f.Kind))
}

// fileValue writes a file as the answer of an Attach step.
func fileValue(f election.File) string { return string(f.Kind) + ":" + f.ID }

func parseFile(v string) (election.File, bool) {
	kind, id, ok := strings.Cut(v, ":")
	if !ok || id == "" || !slices.Contains([]election.FileKind{election.Photo, election.Document, election.Location}, election.FileKind(kind)) {
		return election.File{}, false
	}
	return election.File{Kind: election.FileKind(kind), ID: id}, true
}

// takes is the step that a file answers: the one that is asked, else the first
// that has none, else the first whose file is to follow; nil if no step does.
func (s filled) takes(kind election.FileKind) *row {
	if s.ask != nil && slices.Contains(s.ask.kinds, kind) {
		return s.ask
	}
	open := s.first(func(r *row) bool { return slices.Contains(r.kinds, kind) && !r.has() })
	return cmp.Or(open, s.first(func(r *row) bool { return slices.Contains(r.kinds, kind) && r.value == later }))
}

const filesKept = 10

// attach keeps a file with a draft. The first of an album answers a step, the
// others go along.
func (c *chat) attach(d *Draft, file File) {
	c.apart(d)
	r, ok := c.taker(d, file)
	if !ok {
		return
	}
	switch {
	case c.astray:
		c.complain(election.Say("文件也没有收下。", "Nor was the file kept."))
	case r != nil:
		c.answerWith(d, r, file)
	case c.forms.find(d.Form).head().OfTown:
		c.complain(election.Say("这里只收文字，文件没有收下。", "Only text is taken here; the file was not kept."))
	case len(d.Files) >= filesKept:
		c.complain(election.Say("最多附 %d 个文件，这一个没有收下。", "At most %d files go with a report; this one was not kept.").With(filesKept))
	default:
		d.Files, d.Album = append(d.Files, file.File), file.Album
		c.note(election.Say("文件已收到，随本次上报一并提交。", "The file is received; it goes with this report."))
	}
}

// taker is the step that a file answers, if one does.
func (c *chat) taker(d *Draft, file File) (r *row, ok bool) {
	if c.lacksUnit(d) || d.Mode == Leaving || file.Album != "" && file.Album == d.Album {
		return nil, true
	}
	_, fl, ok := c.filled(d)
	return fl.takes(file.Kind), ok
}

// answerWith answers a step with a file, in place of the one it had.
func (c *chat) answerWith(d *Draft, r *row, file File) {
	d.dropFile(r.value)
	d.Files, d.Album = append(d.Files, file.File), file.Album
	d.Mode = Filling
	d.set(c.said(r, fileValue(file.File)))
}

// dropFile takes the file of an answer out of those that go with the report.
func (d *Draft) dropFile(value string) {
	if f, ok := parseFile(value); ok {
		if i := slices.Index(d.Files, f); i >= 0 {
			d.Files = slices.Delete(d.Files, i, i+1)
		}
	}
}
