package outgoing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// page is what a message with a document looks like when it is sent.
type page struct {
	file  *models.InputFileUpload // nil: none was made
	text  string
	plain bool          // without its buttons
	slow  time.Duration // how much longer than others it takes to be uploaded
}

// paper makes the document of a message, if it has one. It has only some ten
// thousand bytes, so every try makes its own, before its request begins.
func (s *Sender) paper(ctx context.Context, st *store.Store, m store.Message) (p page, err error) {
	if m.Paper == nil {
		return page{text: m.Text}, nil
	}
	switch m.Paper.Kind {
	case store.ProofPaper:
		p, err = s.proofOf(ctx, st, *m.Paper)
	case store.RosterPaper:
		p, err = s.rosterOf(ctx, st, *m.Paper)
	case store.TablePaper:
		p, err = s.tableOf(ctx, *m.Paper)
	case store.ArchivePaper:
		p, err = s.archiveOf(ctx, st, m)
	default:
		name, data, failed := s.made(ctx, st, *m.Paper)
		if len(data) > fileMost {
			return page{text: marked(st, m.Text+"\n"+wordsTooLarge(*m.Paper).In(election.ParseLanguage(m.Paper.Language)))}, nil
		}
		return page{file: upload(marked(st, name), data), text: m.Text}, notMade(m, failed)
	}
	p.text = marked(st, p.text)
	return p, notMade(m, err)
}

func notMade(m store.Message, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: make %s: %w", errNotSent, m.Paper.Kind, err)
}

// wordsTooLarge says of a document that Telegram does not take how it is got at the server.
func wordsTooLarge(p store.Paper) election.Phrase {
	command := "huanjie archive -o FILE.zip"
	switch p.Kind {
	case store.SummaryPaper:
		command = "huanjie summary -o FILE.docx"
	case store.BulletinPaper:
		command = "huanjie summary -bulletin " + map[document.BulletinKind]string{document.StageBulletin: "stage", document.DailyBulletin: "daily"}[document.BulletinKind(p.Words)] + " -o FILE.docx"
	}
	return say("📦 文件超过 50 MB，Telegram 发不了：请管理服务器的人运行 %s，或者写明片名、村名分开要。",
		"📦 The file is larger than 50 MB, which Telegram does not take: have %s run at the server, or ask for an area or a village alone.").With(command)
}

func upload(name string, data []byte) *models.InputFileUpload {
	return &models.InputFileUpload{Filename: name, Data: bytes.NewReader(data)}
}

// made makes a document and returns the name of its file.
func (s *Sender) made(ctx context.Context, st *store.Store, p store.Paper) (name string, data []byte, err error) {
	if p.Kind == store.LedgerPaper {
		data, err = s.ledgerOf(ctx, st, p)
		return document.LedgerFile(st.Town(), s.Now(), election.ParseLanguage(p.Language)), data, err
	}
	if p.Kind == store.SummaryPaper || p.Kind == store.BulletinPaper {
		data, err = s.summaryOf(ctx, st, p)
		return string(st.Town().ID) + "-" + s.Now().In(st.Town().Location).Format("0102-1504") + ".docx", data, err
	}
	switch p.Kind {
	case store.NoticePaper:
		data, err = s.noticeOf(ctx, st, p)
		return p.Words + ".docx", data, err
	case store.PostedPaper:
		return s.postedOf(ctx, st, p)
	case store.InvitationsPaper:
		data, err = s.invitationsOf(ctx, st, p)
		return string(st.Town().ID) + "-invitations.xlsx", data, err
	}
	e, ok := st.Town().Election(p.Election)
	if !ok || p.Kind != store.CalendarPaper {
		return "", nil, fmt.Errorf("there is no %s of election %q", p.Kind, p.Election)
	}
	var file bytes.Buffer
	err = document.Calendar(&file, st.Town(), e, election.ParseLanguage(p.Language), s.Now())
	return string(e.ID) + ".ics", file.Bytes(), err
}

var errNothingToSee = errors.New("its reader may see no unit by now")

// ledgerOf makes a workbook with the current rights of its reader.
func (s *Sender) ledgerOf(ctx context.Context, st *store.Store, p store.Paper) ([]byte, error) {
	town := st.Town()
	reader := town.Person(p.Reader)
	book := document.Ledger{Town: town, AsOf: s.Now().In(town.Location), People: reader.Office}
	states, err := seenBy(ctx, st, reader)
	if err != nil {
		return nil, err
	}
	if work := town.OfficeWork(); reader.MaySee(work) {
		p, err := st.OfficeWork(ctx)
		if err != nil {
			return nil, err
		}
		states = append(states, election.UnitState{Unit: work, Progress: p})
	}
	whole := map[election.UnitID]election.UnitState{}
	for _, s := range states {
		whole[s.Unit.ID] = s
		book.Units = append(book.Units, s.For(reader, p.User))
	}
	wanted := func(u election.UnitID) bool { _, own := whole[u]; return own }
	err = st.Corrections(ctx, wanted, func(was, is election.Report) {
		if s := whole[is.Unit]; s.Secret(reader, p.User, was) || s.Secret(reader, p.User, is) {
			book.Withheld++
			return
		}
		book.Corrections = append(book.Corrections, document.Corrected{Was: was, Is: is})
	})
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	err = book.Write(&file, election.ParseLanguage(p.Language))
	return file.Bytes(), err
}

// seenBy are the units that a person may see, at least one.
func seenBy(ctx context.Context, st *store.Store, reader election.Person) ([]election.UnitState, error) {
	var ids []election.UnitID
	for _, u := range st.Town().Units {
		if reader.MaySee(u) {
			ids = append(ids, u.ID)
		}
	}
	states, err := st.States(ctx, ids)
	if err == nil && len(states) == 0 {
		err = errNothingToSee
	}
	return states, err
}

// summaryOf writes the summary, or a bulletin, with the current rights of its reader.
func (s *Sender) summaryOf(ctx context.Context, st *store.Store, p store.Paper) ([]byte, error) {
	closing, err := s.closingOf(ctx, st, p)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	if p.Kind == store.BulletinPaper {
		err = document.Bulletin{Closing: closing, Kind: document.BulletinKind(p.Words)}.Write(&file)
		return file.Bytes(), err
	}
	if closing.Words, err = election.ReadOwn(p.Words); err != nil {
		return nil, err
	}
	if len(closing.Units) == len(st.Town().Units) { // the office's words are about the whole
		kept, err := st.OwnTexts(ctx)
		if err != nil {
			return nil, err
		}
		closing.Say(kept)
	}
	err = closing.Write(&file)
	return file.Bytes(), err
}

// closingOf is what a paper's reader may know now of its units.
func (s *Sender) closingOf(ctx context.Context, st *store.Store, p store.Paper) (document.Closing, error) {
	town := st.Town()
	reader := town.Person(p.Reader)
	closing := document.Closing{Town: town, Of: town.Name, AsOf: s.Now().In(town.Location)}
	states, err := seenBy(ctx, st, reader)
	if err != nil {
		return closing, err
	}
	for _, u := range states {
		if p.Area.Holds(u.Unit.Area) && (p.Unit == "" || p.Unit == u.Unit.ID) {
			closing.Units = append(closing.Units, u.For(reader, p.User))
		}
	}
	switch {
	case len(closing.Units) == 0:
		return closing, errNothingToSee
	case p.Unit != "":
		closing.Of = town.Name + strings.TrimPrefix(closing.Units[0].Unit.Name, town.Name)
	case p.Area != election.WholeTown:
		closing.Of = town.Name + p.Area.Name()
	case len(closing.Units) < len(town.Units):
		closing.Of = town.Name + "（本人负责的单位）"
	}
	if len(closing.Units) == len(town.Units) && reader.MaySee(town.OfficeWork()) {
		if closing.Work, err = st.OfficeWork(ctx); err != nil {
			return closing, err
		}
	}
	closing.Head, err = st.Head(ctx)
	return closing, err
}

// postedNotices are the notices on paper that belong to announcements. read only
var postedNotices = map[election.AnnouncementKind]document.NoticeKind{
	election.PollingAnnouncement: document.PollingNotice, election.ResultsAnnouncement: document.ResultNotice, election.FurtherAnnouncement: document.FurtherNotice,
}

// postedOf writes the notice that belongs to an announcement, as the journal has it now.
// What is not confirmed is not in it.
func (s *Sender) postedOf(ctx context.Context, st *store.Store, p store.Paper) (name string, data []byte, err error) {
	n := document.Notice{Town: st.Town(), Kind: postedNotices[election.AnnouncementKind(p.Words)]}
	states, err := st.States(ctx, p.Units)
	if err != nil {
		return "", nil, err
	}
	for _, u := range states {
		n.Units = append(n.Units, u.Public())
	}
	var file bytes.Buffer
	err = n.Write(&file)
	return string(n.Kind) + "公告.docx", file.Bytes(), err
}

// invitationsOf makes a link for each person who is not registered yet.
func (s *Sender) invitationsOf(ctx context.Context, st *store.Store, p store.Paper) ([]byte, error) {
	town := st.Town()
	people := town.People()
	users, err := st.Bound(ctx, people...)
	if err != nil {
		return nil, err
	}
	var waiting []election.PersonID
	for i, id := range people {
		if users[i] == 0 {
			waiting = append(waiting, id)
		}
	}
	payloads, err := st.InviteAll(ctx, waiting, s.Now())
	if err != nil {
		return nil, err
	}
	sheet := document.Invitations{Town: town, Until: s.Now().Add(store.InviteLasts).In(town.Location)}
	for i, id := range waiting {
		sheet.Rows = append(sheet.Rows, document.Invitation{Person: town.Person(id), Link: fmt.Sprintf("https://t.me/%s?start=%s", p.Name, payloads[i])})
	}
	var file bytes.Buffer
	err = sheet.Write(&file, election.ParseLanguage(p.Language))
	return file.Bytes(), err
}

// noticeOf writes notices with the current rights of their reader.
func (s *Sender) noticeOf(ctx context.Context, st *store.Store, p store.Paper) ([]byte, error) {
	reader := st.Town().Person(p.Reader)
	states, err := seenBy(ctx, st, reader)
	if err != nil {
		return nil, err
	}
	n := document.Notice{Town: st.Town(), Kind: document.NoticeKind(p.Words)}
	for _, u := range states {
		if p.Unit == "" || p.Unit == u.Unit.ID {
			n.Units = append(n.Units, u.For(reader, p.User))
		}
	}
	if len(n.Units) == 0 {
		return nil, errNothingToSee
	}
	var file bytes.Buffer
	err = n.Write(&file)
	return file.Bytes(), err
}
