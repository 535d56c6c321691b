package store

import (
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// Every key that the product uses. {town} is a hash tag: all keys of one town
// are in one slot of a cluster, so one script can write them together. {-} is
// the lobby, for people who belong to no town yet.
//
//	hj:home                            hash    chat id -> town id, of people and groups
//	hj:dead                            list    updates put aside, as JSON {update, why, at}
//	hj:ready                           zset    <class>:<town id> that has something to send; score: (class + 1) * 10^13 + unix
//	                                           ms; a hint (outbox_bell.go)
//	hj:{bot:<id>}:places               zset    requests within a second; score: unix ms from which the place is free (outbox_budget.go)
//	hj:{bot:<id>}:paid:<chat>          string  unix ms at which what was sent to a chat is paid for, while that is to come
//	hj:{bot:<id>}:barred               string  unix ms until which the bot may send nothing, while that is to come
//	hj:{bot:<id>}:shown:<what>         string  hash of what Telegram's menu was told to show, for a day (shown.go)
//	hj:{bot:<id>}:bars                 zset    chats that Telegram has told to wait; score: unix ms until which
//	hj:{bot:<id>}:pacer                hash    process that sends -> unix ms until which it is known to; "lease" -> name of the one that sends
//	                                           alone, and until when (outbox_alone.go)
//	hj:poller                          hash    who asks Telegram for updates: "who", "term", "until" (lease.go)
//	hj:foreign                         string  since when nobody asks for updates, as a foreign poller was found, RFC 3339 (foreign.go)
//	hj:bot                             string  number of the bot that this database belongs to (owner.go)
//	hj:towns                           set     ids of the towns that were ever served from here (found.go)
//	hj:clocks                          hash    host and clock that its clock is compared with -> state and since when, for 30 days
//	                                           after the last change (clock.go)
//	hj:run                             string  id of the run of Redis whose append-only file was rewritten (restart.go)
//	hj:{town}:seen:<update id>         string  "1" for 48 hours: this update is committed
//	hj:{town}:once:<name>              string  "1" for 10 days: this reminder or digest is queued
//	hj:{town}:flood:<user>:<minute>    string  how many updates of a user were committed that they sent in a minute of the
//	                                           clock, for two minutes after the last (flood.go)
//	hj:{town}:person                   hash    Telegram user id -> Binding as JSON
//	hj:{town}:office                   set     Telegram ids of those who joined the office with a code (office.go)
//	hj:{town}:code                     string  the code with which the first member joins, for a day
//	hj:{town}:bound                    hash    person id -> Telegram user id
//	hj:{town}:invite                   hash    token of a link -> Invite as JSON; taken out when used
//	hj:{town}:sessions:<person id>     list    a person's sessions of the board, the newest first, for 12 hours (board.go)
//	hj:{town}:talk                     hash    chat id -> flow.State as JSON without what is closed; <chat id>:<place> -> flow.Closed (talk.go)
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
//	hj:{town}:<list>:<election>:<area>
//	                                   zset    unit ids that stand in a list (election.List); score: place in the roster
//	hj:{town}:like:<election>          hash    Tally.Likeness -> unit id that last reported such a count; a hint, not verified
//	hj:{town}:enrolled                 hash    "roster" -> fingerprint of the roster the sums were made for
//	hj:{town}:sums                     set     the keys of figures, owing and troubled that belong to that roster
//	hj:{town}:group                    hash    chat id -> Group as JSON
//	hj:{town}:announcement             hash    announcement id -> election.Announcement as JSON
//	hj:{town}:own                      hash    part of the summary -> election.OwnText as JSON, folded from the journal
//	hj:{town}:announced                zset    announcement ids; score: unix time
//	hj:{town}:planned                  hash    <step>:<announcement id> -> unix ms at which the step is to be taken
//	hj:{town}:ack                      hash    <announcement id>.<revision>:<unit id> -> Ack as JSON
//	hj:{town}:asked:<chat>:<minute>    string  how many questions a group asked in a minute, for two minutes
//	hj:{town}:out:<lane>               list    Message as JSON, oldest first; a lane is <chat>, or <chat>:<class> of what is no reply
//	hj:{town}:ready                    zset    lanes with messages; score: class * 10^13 + unix ms from which one may be sent,
//	                                           and .5 if the oldest is being tried for the first time
//	hj:{town}:tried                    hash    lane -> how often its oldest message was tried and may have arrived
//	hj:{town}:outcome                  hash    perhaps, refused or superseded -> how many messages ended so
//	hj:{town}:delivery                 hash    of broadcasts not reported yet (outbox_delivery.go): <count>|<broadcast> -> number,
//	                                           why|<chat>|<broadcast> -> why it was refused
//	hj:{town}:aside                    list    messages that cannot be read, as they stood in their list
//	hj:{town}:answers                  list    Answer as JSON: taps to be answered
//	hj:{town}:sent                     hash    <chat>:<message key> -> Telegram message id, so that it can be edited
//	hj:{town}:drawn:<pictures>         string  Drawn as JSON for 48 hours: the files that pictures were uploaded as
//	hj:{town}:unreachable              hash    chat id -> why Telegram refuses it
//	hj:{town}:told                     hash    election id -> polling day that people have been told; "agreed:" and an election id -> polling day that the office agreed to
//	hj:{town}:duties                   string  ToldDuties as JSON: who answers for which unit, as people have been told (duties.go)
//	hj:{town}:unopened                 set     person ids: something was to be asked of them before they had opened the bot (unopened.go)
//	hj:{town}:said                     stream  every message in and out (log.go)
//	hj:{town}:packed                   hash    id of the last entry -> entries that stood in said, compressed (log_packed.go)
//	hj:{town}:audit                    stream  who saw, changed and exported what (audit.go)
//	hj:{town}:saw                      hash    "unit" or "area", its name, person id, with tabs between -> unix ms of the last look
//	hj:{town}:veil                     string  key of what is sealed in the journal, as 64 hex digits (veil.go)
//	hj:{town}:import                   string  which import wrote the town, for an hour or until it is whole (importing.go)
//	hj:{town}:amiss                    hash    what the last Verify found wrong, while it does: "kind" and "since" (check.go)
//	hj:{town}:unsealed                 string  number of the journal's entry up to which what does not open was given up (veil.go)
//	hj:{town}:begun                    string  when the town was first started, RFC 3339 (begin.go)
//	hj:{town}:rehearsal                string  the Rehearsal that the town holds, as JSON (rehearsal.go); its own town is <town id>~
//	hj:{town}:rehearsed                string  when its last rehearsal ended, in Unix seconds, for two days
//	hj:{town}:closeout                 hash    day on which personal data are to be destroyed -> CloseOut as JSON (begin.go)
//	hj:{town}:closed                   string  when the town was closed, RFC 3339 (closeout.go)
//	hj:{town}:fence                    hash    "poller" -> term of the latest poller that committed here (lease.go)
//	hj:{town}:slot                     hash    job -> planned time (RFC 3339) up to which it has run
//	hj:{town}:claim:<job>              string  who is running a job, while its lease lasts
//	hj:{town}:coming                   hash    job -> when it comes next (RFC 3339), for people to read
//	hj:{town}:card                     hash    person id -> Card as JSON: what they were last asked for
//	hj:{town}:before                   hash    <election>:<area> -> lastDigest as JSON: what the digest before is compared with (before.go)
//	hj:{town}:left                     hash    user -> since when something urgent lies unfinished with them, in seconds (left.go)
//	hj:{town}:prefs                    hash    Telegram user id -> Prefs as JSON, of those who chose
//	hj:{town}:loose:<user>             zset    election.File as JSON that was sent with nothing open, for 10 minutes; score: unix ms (loose.go)
const (
	homeKey = "hj:home"
	deadKey = "hj:dead"

	pollerKey = "hj:poller"

	foreignKey = "hj:foreign"

	bellKey = "hj:ready"

	runKey = "hj:run"

	ownerKey = "hj:bot"

	townsKey  = "hj:towns"
	clocksKey = "hj:clocks"
)

// keys makes the keys of one town.
type keys struct{ prefix string }

func keysOf(town election.TownID) keys { return keys{"hj:{" + string(town) + "}:"} }

func (k keys) seen(update int64) string { return k.prefix + "seen:" + strconv.FormatInt(update, 10) }
func (k keys) once(name string) string  { return k.prefix + "once:" + name }
func (k keys) person() string           { return k.prefix + "person" }
func (k keys) office() string           { return k.prefix + "office" }
func (k keys) officeCode() string       { return k.prefix + "code" }
func (k keys) bound() string            { return k.prefix + "bound" }
func (k keys) invite() string           { return k.prefix + "invite" }
func (k keys) talk() string             { return k.prefix + "talk" }

func (k keys) sessions(p election.PersonID) string { return k.prefix + "sessions:" + string(p) }

func (k keys) journal() string         { return k.prefix + "journal" }
func (k keys) version() string         { return k.prefix + "version" }
func (k keys) head() string            { return k.prefix + "head" }
func (k keys) receipt() string         { return k.prefix + "receipt" }
func (k keys) progress() string        { return k.prefix + "progress" }
func (k keys) enrolled() string        { return k.prefix + "enrolled" }
func (k keys) sums() string            { return k.prefix + "sums" }
func (k keys) group() string           { return k.prefix + "group" }
func (k keys) announcement() string    { return k.prefix + "announcement" }
func (k keys) own() string             { return k.prefix + "own" }
func (k keys) announced() string       { return k.prefix + "announced" }
func (k keys) planned() string         { return k.prefix + "planned" }
func (k keys) ack() string             { return k.prefix + "ack" }
func (k keys) ready() string           { return k.prefix + "ready" }
func (k keys) aside() string           { return k.prefix + "aside" }
func (k keys) answers() string         { return k.prefix + "answers" }
func (k keys) sent() string            { return k.prefix + "sent" }
func (k keys) drawn(p Pictures) string { return k.prefix + "drawn:" + p.Name() }
func (k keys) unreachable() string     { return k.prefix + "unreachable" }
func (k keys) told() string            { return k.prefix + "told" }
func (k keys) duties() string          { return k.prefix + "duties" }
func (k keys) unopened() string        { return k.prefix + "unopened" }
func (k keys) slot() string            { return k.prefix + "slot" }
func (k keys) said() string            { return k.prefix + "said" }
func (k keys) packed() string          { return k.prefix + "packed" }
func (k keys) audit() string           { return k.prefix + "audit" }
func (k keys) saw() string             { return k.prefix + "saw" }
func (k keys) fence() string           { return k.prefix + "fence" }
func (k keys) veil() string            { return k.prefix + "veil" }
func (k keys) importing() string       { return k.prefix + "import" }
func (k keys) amiss() string           { return k.prefix + "amiss" }
func (k keys) unsealed() string        { return k.prefix + "unsealed" }
func (k keys) begun() string           { return k.prefix + "begun" }
func (k keys) closeOut() string        { return k.prefix + "closeout" }
func (k keys) rehearsal() string       { return k.prefix + "rehearsal" }
func (k keys) rehearsalEnd() string    { return k.prefix + "rehearsed" }
func (k keys) closed() string          { return k.prefix + "closed" }
func (k keys) coming() string          { return k.prefix + "coming" }
func (k keys) card() string            { return k.prefix + "card" }
func (k keys) prefs() string           { return k.prefix + "prefs" }
func (k keys) before() string          { return k.prefix + "before" }
func (k keys) left() string            { return k.prefix + "left" }
func (k keys) claim(job string) string { return k.prefix + "claim:" + job }
func (k keys) out(chat int64) string   { return k.lane(chat, ClassReply) }
func (k keys) tried() string           { return k.prefix + "tried" }
func (k keys) outcome() string         { return k.prefix + "outcome" }
func (k keys) delivery() string        { return k.prefix + "delivery" }

func (k keys) lane(chat int64, c Class) string { return k.prefix + "out:" + lane(chat, c) }

// lanes returns all lanes of some chats.
func (k keys) lanes(chats ...int64) (all []string) {
	for _, chat := range chats {
		for _, c := range Classes() {
			all = append(all, k.lane(chat, c))
		}
	}
	return all
}

func (k keys) asked(chat, minute int64) string {
	return k.prefix + "asked:" + field(chat) + ":" + strconv.FormatInt(minute, 10)
}

func (k keys) loose(user int64) string { return k.prefix + "loose:" + field(user) }

func (k keys) flood(f Flood) string {
	return k.prefix + "flood:" + field(f.User) + ":" + field(f.Minute)
}

func (k keys) figures(e election.ElectionID, a election.Area) string {
	return k.prefix + "figures:" + string(e) + ":" + string(a)
}

func (k keys) owing(e election.ElectionID, s election.StageID, a election.Area) string {
	return k.prefix + "owing:" + string(e) + ":" + string(s) + ":" + string(a)
}

func (k keys) list(l election.List, e election.ElectionID, a election.Area) string {
	return k.prefix + string(l) + ":" + string(e) + ":" + string(a)
}

func (k keys) like(e election.ElectionID) string { return k.prefix + "like:" + string(e) }

// botKeys makes the keys of one bot, which serves many towns. They are in a
// slot of their own.
type botKeys struct{ prefix string }

func keysOfBot(id string) botKeys { return botKeys{"hj:{bot:" + id + "}:"} }

func (k botKeys) places() string { return k.prefix + "places" }
func (k botKeys) barred() string { return k.prefix + "barred" }
func (k botKeys) bars() string   { return k.prefix + "bars" }
func (k botKeys) pacer() string  { return k.prefix + "pacer" }
func (k botKeys) shown(what string) string {
	return k.prefix + "shown:" + strings.ReplaceAll(what, " ", "-")
}
func (k botKeys) paid(chat int64) string { return k.prefix + "paid:" + field(chat) }

// field formats a chat or user id as a field of a hash.
func field(id int64) string { return strconv.FormatInt(id, 10) }
