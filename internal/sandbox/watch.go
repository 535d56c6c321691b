package sandbox

import "time"

// Did is a kind of deed.
type Did string

// What a bot does in a chat.
const (
	DidSend      Did = "send"
	DidEdit      Did = "edit"
	DidDelete    Did = "delete"
	MayNotDelete Did = "may not delete" // refused: the message is too old
)

// Deed is something that the bot did in a chat.
type Deed struct {
	At      time.Time
	Did     Did
	Message Message // as it is afterwards, or was before it was deleted
}

// watch tells whoever watches. The server is locked.
func (s *Server) watch(did Did, m Message) {
	if s.opts.Watch != nil {
		s.opts.Watch(Deed{s.now(), did, m})
	}
}
