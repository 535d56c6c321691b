package document

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// Attachment is a photo or a file of a unit, which Telegram keeps under its id.
type Attachment struct {
	Unit string
	Of   election.Phrase // what it belongs to
	File string
}

// Name is a name for the file in an archive, with an ending that its content tells.
func (a Attachment) Name(n int, content []byte) string {
	ending := ".bin"
	for begin, e := range map[string]string{"\xff\xd8\xff": ".jpg", "\x89PNG": ".png", "%PDF": ".pdf", "PK\x03\x04": ".zip"} {
		if bytes.HasPrefix(content, []byte(begin)) {
			ending = e
		}
	}
	safe := strings.NewReplacer("/", "-", "\\", "-")
	return fmt.Sprintf("%s/%04d %s%s", safe.Replace(a.Unit), n, safe.Replace(a.Of.In(election.Chinese)), ending)
}

// Attachments lists the photos and files of a unit, which stay at Telegram.
func Attachments(u election.UnitState) (all []Attachment) {
	add := func(of election.Phrase, id string) { all = append(all, Attachment{u.Unit.Name, of, id}) }
	for _, c := range u.Progress.Counts {
		if c.Sheet != "" {
			add(say("%s计票结果单", "%s, result sheet").With(c.Round.Name()), c.Sheet)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(u.Progress.Records)) {
		for _, r := range u.Progress.Records[kind] {
			for _, f := range r.Files {
				if f.Kind != election.Location {
					add(plain(string(kind)), f.ID)
				}
			}
		}
	}
	for _, one := range u.Progress.Cases {
		for _, f := range one.Files {
			if f.Kind != election.Location {
				add(one.Kind.Name(), f.ID)
			}
		}
	}
	return all
}
