package election

import "time"

// Amiss is what is wrong with a town's journal, or with what is kept beside it
// 账本核对不符. The zero value is nothing.
type Amiss struct {
	Kind  AmissKind
	Since time.Time // when it was found
}

// AmissKind is what is wrong. It tells no figures: people read it who may not see
// them yet.
type AmissKind string

// What is wrong is one of these.
const (
	AmissChain  AmissKind = "chain"  // an entry of the journal was changed, put in or taken out
	AmissSums   AmissKind = "sums"   // records, receipts or sums are not those of the journal
	AmissSealed AmissKind = "sealed" // what is personal in it does not open
	AmissKept   AmissKind = "kept"   // bindings, groups or announcements contradict each other
	AmissUnread AmissKind = "unread" // an entry of the journal cannot be read
)

// Phrase is what is wrong in words.
func (k AmissKind) Phrase() Phrase {
	switch k {
	case AmissChain:
		return Say("账本有条目被改动、缺失或重复", "an entry of the journal was changed, is missing or stands there twice")
	case AmissSums:
		return Say("各村记录或合计与账本不一致", "records or sums are not those of the journal")
	case AmissKept:
		return Say("登记、群或公告的记录前后不一致", "the records of registrations, groups or announcements contradict each other")
	case AmissSealed:
		return Say("账本里的密封内容打不开（密钥丢失或不对）", "what is sealed in the journal does not open (its key is lost or another one)")
	}
	return Say("账本有读不出的条目", "an entry of the journal cannot be read")
}
