package store

import "huanjie/internal/election"

// PaperKind is what a Paper is.
type PaperKind string

// CalendarPaper is a calendar file with an election's deadlines.
const CalendarPaper PaperKind = "calendar"

// LedgerPaper is a workbook of all units that a person may see.
const LedgerPaper PaperKind = "ledger"

// SummaryPaper is the written summary of all units that a person may see.
const SummaryPaper PaperKind = "summary"

// ProofPaper is a draft that a person sent, with comments on its figures.
const ProofPaper PaperKind = "proof"

// RosterPaper is no document of its own: the message's File is a roster, and says
// what it would do.
const RosterPaper PaperKind = "roster"

// RosterPaperOf returns a roster, a file of Telegram, as it is shown to the office.
func RosterPaperOf(p election.PersonID, file, name string, l election.Language) Paper {
	return Paper{Kind: RosterPaper, Language: l.String(), Reader: p, File: file, Name: name}
}

// TablePaper is no document of its own: a table that an officer sent, and what it says.
const TablePaper PaperKind = "table"

// TablePaperOf returns a table, a file of Telegram, as it is read for an officer.
func TablePaperOf(p election.PersonID, file, name string, l election.Language) Paper {
	return Paper{Kind: TablePaper, Language: l.String(), Reader: p, File: file, Name: name}
}

// ProofPaperOf returns a draft, a file of Telegram, as a person gets it back.
func ProofPaperOf(p election.PersonID, user int64, file, name string, l election.Language) Paper {
	return Paper{Kind: ProofPaper, Language: l.String(), Reader: p, User: user, File: file, Name: name}
}

// NoticePaper is a notice to be posted, for one unit or all that a person may see.
const NoticePaper PaperKind = "notice"

// NoticePaperOf returns a notice of a kind, for all units if u is "".
func NoticePaperOf(p election.PersonID, user int64, kind string, u election.UnitID) Paper {
	return Paper{Kind: NoticePaper, Reader: p, User: user, Words: kind, Unit: u}
}

// SummaryPaperOf returns the summary for a person, with the office's own words.
func SummaryPaperOf(p election.PersonID, user int64, words string) Paper {
	return Paper{Kind: SummaryPaper, Reader: p, User: user, Words: words}
}

// BulletinPaper is a bulletin between the first stage and the summary.
const BulletinPaper PaperKind = "bulletin"

// BulletinPaperOf returns a bulletin of a kind for a person.
func BulletinPaperOf(p election.PersonID, user int64, kind string) Paper {
	return Paper{Kind: BulletinPaper, Reader: p, User: user, Words: kind}
}

// LedgerPaperOf returns the workbook for a person.
func LedgerPaperOf(p election.PersonID, user int64, l election.Language) Paper {
	return Paper{Kind: LedgerPaper, Language: l.String(), Reader: p, User: user}
}

// InvitationsPaper is a workbook of links for those who are not registered yet.
const InvitationsPaper PaperKind = "invitations"

// InvitationsPaperOf returns the links for the office. They lead to the bot of a name.
func InvitationsPaperOf(p election.PersonID, l election.Language, bot string) Paper {
	return Paper{Kind: InvitationsPaper, Language: l.String(), Reader: p, Name: bot}
}

// ArchivePaper is a part of a town's archive: the documents, or photos and files. Each part
// queues the next when it is made.
const ArchivePaper PaperKind = "archive"

// ArchivePaperOf returns the first part of an archive, which has a name of its own.
func ArchivePaperOf(p election.PersonID, user int64, l election.Language, name string) Paper {
	return Paper{Kind: ArchivePaper, Language: l.String(), Reader: p, User: user, Name: name}
}

// PostedPaper is the notice on paper that belongs to an announcement: for everybody.
const PostedPaper PaperKind = "posted"

// PostedPaperOf returns the notice that belongs to an announcement.
func PostedPaperOf(a election.Announcement) Paper {
	return Paper{Kind: PostedPaper, Words: string(a.Kind), Units: a.Units}
}

// Paper says what document to make when the message is sent. The message's
// Text becomes the caption.
type Paper struct {
	Kind     PaperKind           `json:"kind"`
	Election election.ElectionID `json:"election"`
	Language string              `json:"language"`

	// For a ledger, a summary and a draft: the person whose rights apply when it is sent.
	Reader election.PersonID `json:"reader,omitempty"`
	User   int64             `json:"user,omitempty"`
	Words  string            `json:"words,omitempty"` // of a summary, as its reader wrote them; the kind of a notice or a bulletin
	Unit   election.UnitID   `json:"unit,omitempty"`  // of a notice, a summary or a bulletin; "" is all
	Area   election.Area     `json:"area,omitempty"`  // the same
	Units  []election.UnitID `json:"units,omitempty"` // of the notice of an announcement
	From   int               `json:"from,omitempty"`  // of a part of an archive: how many photos and files went before; Part 0 has none
	Part   int               `json:"part,omitempty"`  // of an archive
	File   string            `json:"file,omitempty"`  // of a draft or a roster, its id at Telegram
	Name   string            `json:"name,omitempty"`
}
