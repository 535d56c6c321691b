package store

import (
	"strconv"

	"huanjie/internal/election"
)

// Every key the product uses. {town} is a hash tag: all keys of one town lie in
// one slot of a cluster, so that one script can write them together. {-} is
// the lobby, for people who belong to no town yet.
//
//	hj:home                            hash    chat id -> town id, of people and groups
//	hj:dead                            list    updates put aside, as JSON {update, why, at}
//	hj:{town}:seen:<update id>         string  "1" for 48 hours: this update is committed
//	hj:{town}:once:<name>              string  "1" for 10 days: this reminder or digest is queued
//	hj:{town}:person                   hash    Telegram user id -> Binding as JSON
//	hj:{town}:bound                    hash    person id -> Telegram user id
//	hj:{town}:invite                   hash    token of a link -> Invite as JSON; taken out when used
//	hj:{town}:talk                     hash    chat id -> flow.State as JSON
//	hj:{town}:version                  string  version of the state that is kept here (version.go)
//	hj:{town}:journal                  stream  every report: field "report" is an election.Report as JSON, the rest
//	                                           links it to the entry before (chain.go)
//	hj:{town}:head                     hash    of the journal's last entry: "n" and "hash"
//	hj:{town}:receipt                  hash    report id -> unit id: no report is counted twice
//	hj:{town}:progress                 hash    unit id -> election.Progress as JSON, folded from the journal
//	hj:{town}:figures:<election>:<area>
//	                                   hash    figure -> sum over the area's units
//	hj:{town}:owing:<election>:<stage>:<area>
//	                                   zset    unit ids that owe the stage; score: place in the roster
//	hj:{town}:troubled:<election>:<area>
//	                                   zset    unit ids with a stage in difficulty; score: place in the roster
//	hj:{town}:enrolled                 hash    "roster" -> fingerprint of the roster the sums were made for
//	hj:{town}:sums                     set     the keys of figures, owing and troubled that belong to that roster
//	hj:{town}:group                    hash    chat id -> Group as JSON
//	hj:{town}:announcement             hash    announcement id -> election.Announcement as JSON
//	hj:{town}:announced                zset    announcement ids; score: unix time
//	hj:{town}:out:<chat>               list    Message as JSON, oldest first
//	hj:{town}:ready                    zset    chats with messages; score: unix ms from which one may be sent
//	hj:{town}:aside                    list    messages that cannot be read, as they stood in their list
//	hj:{town}:answers                  list    Answer as JSON: taps to be answered
//	hj:{town}:sent                     hash    <chat>:<message key> -> Telegram message id, so that it can be edited
//	hj:{town}:drawn:<pictures>         string  Drawn as JSON for 48 hours: the files that pictures were uploaded as
//	hj:{town}:unreachable              hash    chat id -> why Telegram refuses it
//	hj:{town}:told                     hash    election id -> polling day that people have been told
//	hj:{town}:slot                     hash    job -> planned time (RFC 3339) up to which it has run
//	hj:{town}:claim:<job>              string  who is running a job, while its lease lasts
const (
	homeKey = "hj:home"
	deadKey = "hj:dead"
)

// keys makes the keys of one town.
type keys struct{ prefix string }

func keysOf(town election.TownID) keys { return keys{"hj:{" + string(town) + "}:"} }

func (k keys) seen(update int64) string { return k.prefix + "seen:" + strconv.FormatInt(update, 10) }
func (k keys) once(name string) string  { return k.prefix + "once:" + name }
func (k keys) person() string           { return k.prefix + "person" }
func (k keys) bound() string            { return k.prefix + "bound" }
func (k keys) invite() string           { return k.prefix + "invite" }
func (k keys) talk() string             { return k.prefix + "talk" }
func (k keys) journal() string          { return k.prefix + "journal" }
func (k keys) version() string          { return k.prefix + "version" }
func (k keys) head() string             { return k.prefix + "head" }
func (k keys) receipt() string          { return k.prefix + "receipt" }
func (k keys) progress() string         { return k.prefix + "progress" }
func (k keys) enrolled() string         { return k.prefix + "enrolled" }
func (k keys) sums() string             { return k.prefix + "sums" }
func (k keys) group() string            { return k.prefix + "group" }
func (k keys) announcement() string     { return k.prefix + "announcement" }
func (k keys) announced() string        { return k.prefix + "announced" }
func (k keys) ready() string            { return k.prefix + "ready" }
func (k keys) aside() string            { return k.prefix + "aside" }
func (k keys) answers() string          { return k.prefix + "answers" }
func (k keys) sent() string             { return k.prefix + "sent" }
func (k keys) drawn(p Pictures) string  { return k.prefix + "drawn:" + p.Name() }
func (k keys) unreachable() string      { return k.prefix + "unreachable" }
func (k keys) told() string             { return k.prefix + "told" }
func (k keys) slot() string             { return k.prefix + "slot" }
func (k keys) claim(job string) string  { return k.prefix + "claim:" + job }
func (k keys) out(chat int64) string    { return k.prefix + "out:" + field(chat) }

func (k keys) figures(e election.ElectionID, a election.Area) string {
	return k.prefix + "figures:" + string(e) + ":" + string(a)
}

func (k keys) owing(e election.ElectionID, s election.StageID, a election.Area) string {
	return k.prefix + "owing:" + string(e) + ":" + string(s) + ":" + string(a)
}

func (k keys) troubled(e election.ElectionID, a election.Area) string {
	return k.prefix + "troubled:" + string(e) + ":" + string(a)
}

// field writes a chat or user id as a field of a hash.
func field(id int64) string { return strconv.FormatInt(id, 10) }
