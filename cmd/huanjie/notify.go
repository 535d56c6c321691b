package main

import (
	"net"
	"os"
	"strings"
)

// notify tells systemd a state, such as READY=1, if it has asked for that
// (sd_notify(3)).
func notify(state string) {
	name := os.Getenv("NOTIFY_SOCKET")
	if name == "" {
		return
	}
	if strings.HasPrefix(name, "@") { // an abstract socket
		name = "\x00" + name[1:]
	}
	c, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: name, Net: "unixgram"})
	if err != nil {
		return // nobody listens any more
	}
	defer c.Close()
	_, _ = c.Write([]byte(state))
}
