package config

import (
	"cmp"
	"log/slog"
	"net"
)

// Admin is how the one who runs the bot sees it from outside.
type Admin struct {
	Listen    string     // host:port of /healthz, /readyz and /metrics; empty if there are none
	Heartbeat string     // asked for once a minute while all is well; empty if none is
	Level     slog.Level // of what is logged
	JSON      bool       // the log is lines of JSON
}

func (r *reader) admin(raw adminTOML) Admin {
	a := Admin{Listen: raw.Listen, Heartbeat: raw.Heartbeat, JSON: raw.Log == "json"}
	if _, port, err := net.SplitHostPort(a.Listen); a.Listen != "" && (err != nil || port == "") {
		r.wrong("admin.listen", say(`listen（在哪里看运行状况）：写成 主机:端口，如 "127.0.0.1:9090"`, `listen, where to look at how it runs: write host:port such as "127.0.0.1:9090"`))
	}
	if _, ok := address(a.Heartbeat, "http", "https"); a.Heartbeat != "" && !ok {
		r.wrong("admin.heartbeat", say(`heartbeat 不是地址：写成 "https://hc.example.org/…" 这样，或删掉这一行`, `heartbeat is not an address: write one such as "https://hc.example.org/…", or delete the line`))
	}
	if err := a.Level.UnmarshalText([]byte(cmp.Or(raw.Level, "info"))); err != nil {
		r.wrong("admin.level", say(`没有 %q 这个 level：写 "debug"、"info"、"warn" 或 "error"`, `unknown level %q: write "debug", "info", "warn" or "error"`).With(raw.Level))
	}
	if raw.Log != "" && raw.Log != "text" && raw.Log != "json" {
		r.wrong("admin.log", say(`没有 %q 这种 log：写 "text" 或 "json"`, `unknown log %q: write "text" or "json"`).With(raw.Log))
	}
	return a
}
