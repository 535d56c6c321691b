package config

import (
	"cmp"
	"errors"
	"io/fs"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Mode is how updates come from Telegram.
type Mode string

// Polling asks Telegram for updates, Webhook is called by it.
const (
	Polling Mode = "polling"
	Webhook Mode = "webhook"
)

// DefaultAPIURL is Telegram's own Bot API server.
const DefaultAPIURL = "https://api.telegram.org"

// Telegram is how the bot reaches Telegram and is reached by it.
type Telegram struct {
	Token  string   // a secret: never written to a log
	APIURL string   // base of all requests, without a slash at the end; files are fetched from it too
	Proxy  *url.URL // nil is a direct connection; http, https or socks5
	Mode   Mode

	PaidPerSecond int // messages a second, paid for beyond the 30 that are free; 0: none are paid for

	// In webhook mode only.
	WebhookURL    string // where Telegram calls, https
	WebhookListen string // host:port to listen at
	WebhookSecret string // what Telegram has to send with every call
}

// Bot is the bot's number, which stays when its token is changed.
func (t Telegram) Bot() string {
	number, _, _ := strings.Cut(t.Token, ":")
	return number
}

func (r *reader) telegram(raw telegramTOML) Telegram {
	t := Telegram{
		Token:         r.token(raw),
		APIURL:        strings.TrimRight(cmp.Or(raw.APIURL, DefaultAPIURL), "/"),
		Mode:          Mode(cmp.Or(raw.Mode, string(Polling))),
		WebhookURL:    raw.WebhookURL,
		WebhookListen: raw.WebhookListen,
		WebhookSecret: raw.WebhookSecret,
	}
	if _, ok := address(t.APIURL, "http", "https"); !ok {
		r.wrong("telegram.api_url", say("api_url %q 不是地址：写成 %q 这样，或删掉这一行", "api_url %q is not an address: write one such as %q, or delete the line").With(raw.APIURL, DefaultAPIURL))
	}
	if raw.Proxy != "" {
		proxy, ok := address(raw.Proxy, "http", "https", "socks5")
		if !ok {
			r.wrong("telegram.proxy", say(`proxy 不是地址：写成 "socks5://127.0.0.1:1080" 或 "http://127.0.0.1:8118"`, `proxy is not an address: write one such as "socks5://127.0.0.1:1080" or "http://127.0.0.1:8118"`))
		}
		t.Proxy = proxy
	}
	t.PaidPerSecond = r.paid(raw.PaidPerSecond)
	switch t.Mode {
	case Polling:
	case Webhook:
		r.webhook(t)
	default:
		r.wrong("telegram.mode", say(`没有 %q 这种 mode：写 "polling" 或 "webhook"`, `unknown mode %q: write "polling" or "webhook"`).With(raw.Mode))
	}
	return t
}

// Messages a second, as Telegram allows them (core.telegram.org/bots/faq, "My bot
// is hitting limits").
const (
	freePerSecond = 30
	paidPerSecond = 1000
)

// paid reads how many messages a second are sent if they are paid for; 0 without
// the setting.
func (r *reader) paid(raw *int) int {
	if raw == nil {
		return 0
	}
	if *raw <= freePerSecond || *raw > paidPerSecond {
		r.wrong("telegram.paid_per_second", say("paid_per_second = %d：写 %d 到 %d；每秒 %d 条以内不收费，不必写", "paid_per_second = %d: write %d to %d; up to %d a second cost nothing and need no setting").With(*raw, freePerSecond+1, paidPerSecond, freePerSecond))
		return 0
	}
	return *raw
}

// token finds the one token there has to be.
func (r *reader) token(raw telegramTOML) string {
	key, token := "telegram.token", raw.Token
	switch {
	case raw.Token != "" && raw.TokenFile != "":
		r.wrong("telegram.token_file", say("token 和 token_file 都写了：留 token_file，删 token", "token and token_file are both set: keep token_file and delete token"))
		return ""
	case r.env(TokenVariable) != "":
		key, token = "", r.env(TokenVariable)
	case raw.TokenFile != "":
		data, err := r.read(raw.TokenFile)
		if errors.Is(err, fs.ErrPermission) {
			r.wrong("telegram.token_file", say("不许读 token 文件（%v）：让运行本程序的用户能读它（chown、chmod）", "the token file may not be read (%v): let the user that runs this program read it (chown, chmod)").With(err))
			return ""
		}
		if err != nil {
			r.wrong("telegram.token_file", say("token 文件读不了（%v）：写一个只含 token 的文件的路径", "the token file cannot be read (%v): write the path of a file that holds the token alone").With(err))
			return ""
		}
		key, token = "telegram.token_file", strings.TrimSpace(string(withoutMark(data)))
	case raw.Token == "":
		r.wrong("telegram", say("没有 token：在 Telegram 里向 @BotFather 申请，在 [telegram] 下写 token_file（或 token），或设环境变量 %s", "no token: ask @BotFather in Telegram for one and write token_file (or token) under [telegram], or set %s").With(TokenVariable))
		return ""
	}
	// The token is not repeated: this text ends up in logs.
	if !IsToken(token) {
		if key == "" {
			r.say(place{file: TokenVariable}, badToken)
		} else {
			r.wrong(key, badToken)
		}
	}
	return token
}

// IsToken reports whether a text has the form of a bot's token.
func IsToken(s string) bool { return botToken.MatchString(s) }

var botToken = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)

var badToken = say("这不是 token：从 @BotFather 整串复制，数字、冒号、字母（123456789:AAE...）",
	"this is not a token: copy it whole from @BotFather, digits, a colon, letters (123456789:AAE...)")

// webhookSecret is what Telegram takes, but not one that can be guessed.
var webhookSecret = regexp.MustCompile(`^[A-Za-z0-9_-]{16,256}$`)

// webhook checks what webhook mode needs.
func (r *reader) webhook(t Telegram) {
	r.webhookURL(t)
	if _, port, err := net.SplitHostPort(t.WebhookListen); err != nil || port == "" {
		r.wrong("telegram.webhook_listen", say(`webhook 方式要写 webhook_listen（在哪里等 Telegram）：写成 主机:端口，如 "127.0.0.1:8443" 或 ":8443"`, `webhook mode needs webhook_listen, where to listen for Telegram: write host:port such as "127.0.0.1:8443" or ":8443"`))
	}
	if !webhookSecret.MatchString(t.WebhookSecret) || t.WebhookSecret == exampleSecret {
		r.wrong("telegram.webhook_secret", say("webhook 方式要写 webhook_secret，16 到 256 个字母、数字、_ 或 -：随机写一串（openssl rand -hex 24）", "webhook mode needs webhook_secret, 16 to 256 letters, digits, _ or -: write a random one (openssl rand -hex 24)"))
	}
}

// exampleSecret is that of config.example.toml, which everybody can read.
const exampleSecret = "replace-me-with-a-random-text"

// webhookURL checks the address that Telegram calls. A Bot API server of one's own
// calls what Telegram's does not: http, and any port.
func (r *reader) webhookURL(t Telegram) {
	const key = "telegram.webhook_url"
	own := t.APIURL != DefaultAPIURL
	u, ok := address(t.WebhookURL, "https", "http")
	switch {
	case !ok:
		r.wrong(key, say(`webhook 方式要写 webhook_url（Telegram 找到本机的地址），如 "https://bot.example.org/huanjie"`, `webhook mode needs webhook_url, the address at which Telegram reaches this server: write one such as "https://bot.example.org/huanjie"`))
	case own:
	case u.Scheme != "https":
		r.wrong(key, say("webhook_url %q：Telegram 只往 https 送，在前面放一个有证书的网关；或改用 mode = \"polling\"，不需要地址", "webhook_url %q: Telegram calls https alone, so put a gateway with a certificate before it; or write mode = \"polling\", which needs no address").With(t.WebhookURL))
	case !slices.Contains([]string{"", "443", "80", "88", "8443"}, u.Port()):
		r.wrong(key, say("webhook_url %q：Telegram 只往 443、80、88、8443 端口送，换一个；自建的 Bot API 服务器（api_url）没有这个限制", "webhook_url %q: Telegram calls the ports 443, 80, 88 and 8443 alone, choose one; a Bot API server of your own (api_url) calls any").With(t.WebhookURL))
	case strings.HasSuffix(u.Hostname(), "example.org"):
		r.wrong(key, say("webhook_url %q 是示例里的：写自己的地址；或改用 mode = \"polling\"，不需要地址", "webhook_url %q is that of the example: write your own; or mode = \"polling\", which needs no address").With(t.WebhookURL))
	}
}

// address reads a URL that has one of the schemes and a host.
func address(s string, schemes ...string) (*url.URL, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return nil, false
	}
	for _, scheme := range schemes {
		if u.Scheme == scheme {
			return u, true
		}
	}
	return nil, false
}
