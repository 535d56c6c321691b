package archtest

import (
	"go/token"
	"slices"
	"strings"
)

// box is what a package may know.
type box struct {
	ours      []string // packages of this repository
	foreign   bool     // modules other than those named below
	telegram  bool     // the Bot API library
	redis     bool     // the Redis client, the embedded server
	wires     bool     // everything: it puts the rest together
	otherwise string   // where to go instead
}

// boxes is the map of the repository: election <- speech <- flow <- flows <- bot;
// election, flow <- store <- cards, outgoing, announce <- bot, reminders;
// election <- document <- reminders, bot; cmd wires all. A folder below one of
// these belongs to it. Tests may import what they need.
func boxes() map[string]box {
	return map[string]box{
		"internal/election": {
			otherwise: "the domain uses the standard library alone; hand in what it needs as a value"},
		"internal/speech": {ours: []string{"internal/election"},
			otherwise: "it hears what a text says and decides nothing; hand in the words as a lexicon"},
		"internal/flow": {ours: []string{"internal/election", "internal/speech"},
			otherwise: "the engine is pure; hand in what it needs as a value, hand out effects as values"},
		"flows": {ours: []string{"internal/election", "internal/speech", "internal/flow"},
			otherwise: "a form knows neither Telegram nor Redis; say it with internal/flow"},
		"internal/store": {ours: []string{"internal/election", "internal/flow"}, redis: true, foreign: true,
			otherwise: "the store keeps and reads; who sends and when is said by its callers"},
		"internal/cards": {ours: []string{"internal/election", "internal/flow", "internal/store"},
			otherwise: "a card is a message for the outbox, drawn from values; its words come from internal/document, who sends it and when is said by bot and reminders"},
		"internal/document": {ours: []string{"internal/election"}, foreign: true,
			otherwise: "a document is written on an io.Writer from summaries; read and send it elsewhere"},
		"internal/proofread": {ours: []string{"internal/election"},
			otherwise: "it checks a text that is handed in; who sent it and what becomes of the answer is said elsewhere"},
		"internal/announce": {ours: []string{"internal/election", "internal/store"},
			otherwise: "it puts announcements into a commit; who decides belongs to bot, when to reminders"},
		"internal/outgoing": {ours: []string{"internal/announce", "internal/document", "internal/election", "internal/proofread", "internal/store"}, telegram: true, redis: true, foreign: true,
			otherwise: "it sends what the store holds; what is sent is said by bot and reminders, and what it needs is in its Options"},
		"internal/board": {ours: []string{"internal/document", "internal/election", "internal/store"}, foreign: true,
			otherwise: "the board shows what the store and the documents say; it is wired by cmd/huanjie"},
		"internal/config": {ours: []string{"internal/election"}, foreign: true,
			otherwise: "configuration is values; what is done with them belongs to cmd/huanjie"},
		"internal/sandbox": {telegram: true, foreign: true,
			otherwise: "the sandbox stands for Telegram, which knows nothing of this product"},
		"bot": {ours: []string{"flows", "internal/announce", "internal/cards", "internal/document", "internal/election", "internal/flow", "internal/outgoing", "internal/proofread", "internal/speech", "internal/store"}, telegram: true, redis: true, foreign: true,
			otherwise: "the bot meets the reminders in the outbox of internal/store; settings are handed in by cmd/huanjie"},
		"reminders": {ours: []string{"internal/announce", "internal/cards", "internal/document", "internal/election", "internal/flow", "internal/store"}, foreign: true,
			otherwise: "reminders enqueue through internal/store; only internal/outgoing talks to chats, only the store to Redis"},
		"internal/ownredis": {
			otherwise: "it runs a redis-server and knows nothing of what is kept there"},
		"internal/redistest": {redis: true,
			otherwise: "it gives a test a Redis and nothing more"},
		"internal/archtest": {foreign: true,
			otherwise: "it reads the source and nothing else"},
		"cmd/attack": {redis: true,
			otherwise: "the attack shares no code with what it attacks, or it would share its faults"},
		"cmd/huanjie": {wires: true},
	}
}

// arrows finds imports against the arrows, and packages that are on no map.
func arrows(t *tree) []finding {
	var found []finding
	for folder, files := range t.packages() {
		name, b, known := boxOf(folder)
		if !known {
			found = append(found, finding{token.Position{Filename: folder},
				"this package is on no map: put it into one of the folders of the design, or add it to boxes in internal/archtest with what it may import"})
			continue
		}
		for _, f := range files {
			for path, at := range f.imports() {
				if !b.allows(name, path) {
					found = append(found, t.find(at, "%s may not import %s: %s", name, path, b.otherwise))
				}
			}
		}
	}
	return found
}

// boxOf is the box that a folder lies in.
func boxOf(folder string) (string, box, bool) {
	for name, b := range boxes() {
		if folder == name || strings.HasPrefix(folder, name+"/") {
			return name, b, true
		}
	}
	return "", box{}, false
}

func (b box) allows(own, path string) bool {
	if b.wires {
		return true
	}
	if of, isOurs := strings.CutPrefix(path, module); isOurs {
		name, _, _ := boxOf(of)
		return name == own || slices.Contains(b.ours, name)
	}
	root, _, _ := strings.Cut(path, "/")
	switch {
	case !strings.Contains(root, "."): // the standard library
		return true
	case strings.HasPrefix(path, "github.com/go-telegram/"):
		return b.telegram
	case strings.HasPrefix(path, "github.com/redis/"), strings.HasPrefix(path, "github.com/alicebob/"):
		return b.redis
	}
	return b.foreign
}

// topFolders finds folders at the top that the design does not have.
func topFolders(t *tree) []finding {
	var found []finding
	for _, folder := range t.folders {
		if !slices.Contains([]string{"bot", "cmd", "docs", "flows", "internal", "reminders"}, folder) {
			found = append(found, finding{token.Position{Filename: folder},
				"the top level holds bot, cmd, docs, flows, internal and reminders alone: move this folder into internal or docs"})
		}
	}
	return found
}
