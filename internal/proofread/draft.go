package proofread

import (
	"bytes"
	"strings"

	"huanjie/internal/election"
)

// Draft is a draft as a text, and the Word file it stands in, if any.
type Draft struct {
	Text string
	Word *Document // nil for a text
}

// Unreadable is why a draft cannot be read, for whoever sent it.
type Unreadable struct {
	Why   election.Phrase
	Cause error // may be nil
}

func (u *Unreadable) Error() string {
	said := u.Why.In(election.Chinese) + " / " + u.Why.In(election.English)
	if u.Cause != nil {
		return said + ": " + u.Cause.Error()
	}
	return said
}

func (u *Unreadable) Unwrap() error { return u.Cause }

// ReadDraft reads a Word file, or a text with decode. An error is *Unreadable.
func ReadDraft(raw []byte, decode func([]byte) ([]byte, error)) (Draft, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		word, err := ReadDocument(raw)
		if err != nil {
			return Draft{}, &Unreadable{election.Say("这不是可以读的 Word 文件（.docx），请用 Word 打开，另存为 .docx", "this is no Word file (.docx) that can be read: open it in Word and save it as .docx"), err}
		}
		return Draft{word.Text(), word}, nil
	case bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0")):
		return Draft{}, &Unreadable{Why: election.Say("这是旧式的 .doc，请另存为 .docx", "this is an old .doc file: save it as .docx")}
	case bytes.HasPrefix(raw, []byte("%PDF-")):
		return Draft{}, &Unreadable{Why: election.Say("这是 PDF，请用 .docx 或文本", "this is a PDF: use .docx or text")}
	}
	text, err := decode(raw)
	if err != nil {
		return Draft{}, &Unreadable{election.Say("这不是能读的文本，请存为 UTF-8 的文本或 .docx", "this is no text that can be read: save it as UTF-8 or .docx"), err}
	}
	return Draft{Text: string(text)}, nil
}

// Lines say findings in a text to people, one line each, with the line of the text.
func Lines(text string, found []Finding, l election.Language) []string {
	runes := []rune(text)
	out := make([]string, len(found))
	for i, f := range found {
		line := 1 + strings.Count(string(runes[:f.At]), "\n")
		out[i] = election.Say("%d. 第 %d 行“%s”：%s", "%d. line %d, “%s”: %s").With(i+1, line, f.Quote, f.Sentence(l)).In(l)
	}
	return out
}
