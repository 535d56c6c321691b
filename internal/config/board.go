package config

import (
	"crypto/sha256"
	"net"
	"net/netip"
	"net/url"
	"strings"
)

// Board is where the election-day board is served.
type Board struct {
	Listen string // host:port; empty if there is no board
	URL    string // at which people reach it, without a slash at the end

	// Key signs links and sessions: a secret, 32 bytes, the same for every process
	// behind URL. Without one, links and sessions end with the process.
	Key []byte

	// MenuButton puts the board in the place of the list of commands beside the
	// field where people type. The address is https then.
	MenuButton bool
}

func (r *reader) board(raw boardTOML) Board {
	b := Board{Listen: raw.Listen, URL: strings.TrimRight(raw.URL, "/"), Key: r.boardKey(raw), MenuButton: raw.MenuButton}
	if raw == (boardTOML{}) {
		return b
	}
	if _, port, err := net.SplitHostPort(b.Listen); err != nil || port == "" {
		r.wrong("board.listen", say(`大屏要写 listen（在本机哪里提供）：写成 主机:端口，如 "127.0.0.1:8090"`, `the board needs listen, where it is served: write host:port such as "127.0.0.1:8090"`))
	}
	if !boardURL(b.URL) {
		r.wrong("board.url", say(`大屏要写 url（大家打开的地址）：写 https 地址，如 "https://board.example.org"（只有本机或局域网可以用 http，如 "http://192.168.1.20:8090"）`, `the board needs url, the address people open: write an https one such as "https://board.example.org" (http only for this machine or the local network, such as "http://192.168.1.20:8090")`))
	}
	if b.MenuButton && !strings.HasPrefix(b.URL, "https://") {
		r.wrong("board.menu_button", say("menu_button 在 Telegram 里打开大屏，只能用 https 地址：url 写成 https，或去掉 menu_button", "menu_button opens the board inside Telegram, which takes https addresses alone: write one as url, or leave menu_button out"))
	}
	return b
}

// boardURL reports whether an address is fit for links that let people in: over
// https, or without ever leaving the building.
func boardURL(s string) bool {
	u, ok := address(s, "https", "http")
	if !ok || u.RawQuery != "" || u.Fragment != "" {
		return false
	}
	return u.Scheme == "https" || nearby(u)
}

func nearby(u *url.URL) bool {
	at, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && (at.IsLoopback() || at.IsPrivate())
}

// boardKey finds the key, if there is one. Any long random text will do; what
// signs is its digest.
func (r *reader) boardKey(raw boardTOML) []byte {
	const shortest = 32
	text, missing := strings.TrimSpace(r.env(BoardKeyVariable)), r.env(BoardKeyVariable) == ""
	if missing && raw.KeyFile == "" {
		return nil
	}
	if missing {
		data, err := r.read(raw.KeyFile)
		if err != nil {
			r.wrong("board.key_file", say("密钥文件读不了（%v）：写一个只含随机文字的文件的路径（openssl rand -hex 32）", "the key file cannot be read (%v): write the path of a file that holds a random text alone (openssl rand -hex 32)").With(err))
			return nil
		}
		text = strings.TrimSpace(string(withoutMark(data)))
	}
	// The key is not repeated: this text ends up in logs.
	bad := say("大屏的密钥太短：用 32 个以上的随机字符（openssl rand -hex 32）",
		"the board's key is too short: make it of 32 or more random characters (openssl rand -hex 32)")
	switch {
	case len(text) >= shortest:
		sum := sha256.Sum256([]byte(text))
		return sum[:]
	case missing:
		r.wrong("board.key_file", bad)
	default:
		r.say(place{file: BoardKeyVariable}, bad)
	}
	return nil
}
