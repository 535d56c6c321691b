package outgoing

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// Telegram takes files of at most 50 MB from a bot. A part of an archive is closed before it
// has more than partMost; one more file is at most FileMaxBytes. slowest is the rate at which
// a part is uploaded at least, in bytes a second.
const (
	fileMost = 50 << 20
	partMost = fileMost - FileMaxBytes
	slowest  = 256 << 10
)

// archiveOf makes one part of an archive, and queues the next: first the documents, then
// photos and files as they are fetched from Telegram. Its caption says how far it is. A part
// that is made again queues nothing twice.
func (s *Sender) archiveOf(ctx context.Context, st *store.Store, m store.Message) (page, error) {
	p, l := *m.Paper, election.ParseLanguage(m.Paper.Language)
	if !st.Town().Person(p.Reader).Office || s.Pack == nil {
		return page{}, errNothingToSee
	}
	units, err := st.View(st.Town().Person(p.Reader), p.User).Withheld(ctx)
	if err != nil {
		return page{}, err
	}
	if p.Part == 0 && len(units) > 0 { // such a count came in since it was asked for
		return page{text: document.NotPacked(units).In(l)}, nil
	}
	all, err := attachmentsOf(ctx, st)
	if err != nil {
		return page{}, err
	}
	var file bytes.Buffer
	until, gone := p.From, 0
	if p.Part == 0 {
		if err := s.Pack(ctx, st, &file); err != nil {
			return page{}, err
		}
	} else if until, gone, err = s.packFiles(ctx, &file, all, p.From); err != nil {
		return page{}, err
	}
	said := wordsArchivePart(p.Part, p.From, until, len(all), gone)
	if file.Len() > fileMost { // the documents; photos and files follow all the same
		said = wordsTooLarge(p)
	}
	if until < len(all) {
		next := p
		next.From, next.Part = until, p.Part+1
		err = st.Commit(ctx, store.Commit{Once: fmt.Sprintf("archive:%s:%d", p.Name, next.Part), Messages: []store.Message{{
			ID: fmt.Sprintf("archive:%s:%d", p.Name, next.Part), Chat: m.Chat, Class: m.Class, Paper: &next}}})
		if err != nil && !errors.Is(err, store.ErrSeen) {
			return page{}, err
		}
	} else {
		said = say("%s\n%s", "%s\n%s").With(said, wordsArchiveDone(p.Part+1))
	}
	name := fmt.Sprintf("%s-%d.zip", p.Name, p.Part+1)
	if file.Len() > fileMost {
		return page{text: said.In(l)}, nil
	}
	return page{file: upload(name, file.Bytes()), text: said.In(l), slow: time.Duration(file.Len()/slowest) * time.Second}, nil
}

// attachmentsOf are the photos and files of a town.
func attachmentsOf(ctx context.Context, st *store.Store) (all []document.Attachment, err error) {
	var ids []election.UnitID
	for _, u := range st.Town().Units {
		ids = append(ids, u.ID)
	}
	states, err := st.States(ctx, ids)
	for _, u := range states {
		all = append(all, document.Attachments(u)...)
	}
	return all, err
}

// packFiles packs photos and files from one on, as many as go into a part. What Telegram
// does not give out any more is counted, and named in the part.
func (s *Sender) packFiles(ctx context.Context, to *bytes.Buffer, all []document.Attachment, from int) (until, gone int, err error) {
	z := zip.NewWriter(to)
	var missing []string
	for until = from; until < len(all) && to.Len() < partMost; until++ {
		a := all[until]
		data, err := s.Fetch(ctx, a.File)
		if errors.Is(err, errGone) {
			gone++
			missing = append(missing, a.Unit+" "+a.Of.In(election.Chinese)+" "+a.File)
			continue
		}
		if err != nil {
			return from, 0, err
		}
		f, err := z.CreateHeader(&zip.FileHeader{Name: a.Name(until+1, data), Method: zip.Store}) // photos are compressed already
		if err == nil {
			_, err = f.Write(data)
		}
		if err == nil {
			err = z.Flush()
		}
		if err != nil {
			return from, 0, err
		}
	}
	if gone > 0 {
		f, err := z.Create("没有取到.txt")
		if err == nil {
			_, err = f.Write([]byte(strings.Join(missing, "\n") + "\n"))
		}
		if err != nil {
			return from, 0, err
		}
	}
	return until, gone, z.Close()
}

func wordsArchivePart(part, from, until, all, gone int) election.Phrase {
	if part == 0 && all == 0 {
		return say("📦 归档第 1 包：总结、公告、台账、名册、账本和缺件清单。没有照片和文件。", "📦 Archive, part 1: summaries, notices, ledger, roster, journal, and what is missing. There are no photos or files.")
	}
	if part == 0 {
		return say("📦 归档第 1 包：总结、公告、台账、名册、账本和缺件清单。照片和文件共 %d 个，随后一包一包发来。", "📦 Archive, part 1: summaries, notices, ledger, roster, journal, and what is missing. Photos and files to follow: %d.").With(all)
	}
	said := say("📦 归档第 %d 包：照片和文件 %d–%d，共 %d 个", "📦 Archive, part %d: photos and files %d–%d of %d").With(part+1, from+1, until, all)
	if gone > 0 {
		said = say("%s；其中 %d 个 Telegram 已不给，见包内“没有取到.txt”", "%s; Telegram gives out %d of them no more, see 没有取到.txt").With(said, gone)
	}
	return said
}

func wordsArchiveDone(parts int) election.Phrase {
	return say("✅ 归档完毕，共 %d 包。内含个人信息，请妥善保管。", "✅ The archive is complete, parts: %d. It holds personal data: keep it safe.").With(parts)
}
