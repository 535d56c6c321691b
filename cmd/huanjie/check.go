package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/urfave/cli/v3"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/outgoing"
	"huanjie/internal/ownredis"
	"huanjie/internal/store"
)

// checkTime is how long each of the servers may take to answer.
const checkTime = 15 * time.Second

// check is "huanjie check": it tries whatever run needs, changes nothing, and
// says what is wrong and what to do.
func (t terminal) check() *cli.Command {
	return &cli.Command{Name: "check", Usage: "检查设置、名册、Telegram、Redis、群 / try settings, rosters, Telegram, Redis, groups", Flags: []cli.Flag{
		configFlag(), t.langFlag(),
	}, Action: noWords(func(ctx context.Context, c *cli.Command) error {
		cfg, err := readSound(c.String("config"), t.env)()
		if err != nil {
			return err
		}
		k := &checkup{config: cfg, w: t.stdout, language: election.ParseLanguage(c.String("lang"))}
		k.settings()
		groups := k.redis(ctx)
		k.telegram(ctx, groups)
		if k.grave > 0 {
			return fmt.Errorf("%d 处要改好才能运行 / %[1]d things must be mended before it runs", k.grave)
		}
		return nil
	})}
}

// checkup is one run of check.
type checkup struct {
	config   config.Config
	w        io.Writer
	language election.Language
	grave    int // findings with which the bot does not work
}

func (k *checkup) good(p election.Phrase) { fmt.Fprintln(k.w, "✓", p.In(k.language)) }

func (k *checkup) found(all ...finding) {
	for _, f := range all {
		if f.grave {
			k.grave++
		}
		fmt.Fprintln(k.w, f.line().In(k.language))
	}
}

// settings says what was read.
func (k *checkup) settings() {
	for _, t := range k.config.Towns {
		k.good(election.Say("%s（%s）：%s，%d 人，%d 场选举", "%s (%s): %s, %d people, %d elections").
			With(t.Name, t.ID, t.SayUnits(len(t.Units)), len(t.People()), len(t.Elections)))
	}
	for _, s := range k.config.Stopped {
		k.found(finding{true, election.Say("%s（%s）有 %d 处错，不能用", "%s (%s) has %d mistakes and cannot be served").With(s.Town.Name, s.Town.ID, len(s.Mistakes())),
			election.Say("改好下面这些：", "mend these:")})
		for _, m := range s.Mistakes() {
			fmt.Fprintln(k.w, "   ", m.In(k.language))
		}
	}
	for _, w := range k.config.Warnings {
		fmt.Fprintln(k.w, "⚠", w.In(k.language))
	}
}

// redis looks at Redis and returns the groups that are bound there.
func (k *checkup) redis(ctx context.Context) []store.Group {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	address := k.config.Redis.URL
	if address == "" {
		if address = k.ownRedis(); address == "" {
			return nil
		}
	}
	at, err := store.ReadAddress(address)
	if err != nil { // what it says may hold the password
		k.found(finding{true, election.Say("[redis] 的 url", "url under [redis]"), badAddress})
		return nil
	}
	c := at.Look() // not the client of run, which has Redis rewrite its file
	defer c.Close()
	stores := make([]*store.Store, len(k.config.Towns))
	for i, t := range k.config.Towns {
		stores[i] = store.Open(c, t)
	}
	all, err := takeInventory(ctx, c, stores, k.config.Stopped)
	if err != nil {
		why, _ := redisTrouble(err)
		k.found(finding{true, election.Say("Redis：%v", "Redis: %v").With(err), why})
		return nil
	}
	k.good(ofRedis(all.server))
	k.found(ofDurability(store.Risks(ctx, c))...)
	k.found(all.findings()...)
	if owner, err := store.Owner(ctx, c); err == nil {
		k.found(ofOwner(owner, k.config.Telegram)...)
	}
	if since, err := store.StandsDown(ctx, c); err == nil && !since.IsZero() {
		k.found(finding{true, election.Say("%s 起不再接收消息：另一个程序在用同一个 token", "no updates are taken since %s, as another program uses the same token").With(since.Format(time.RFC3339)),
			election.Say("停掉那一个，再用 huanjie run -alone 启动", "stop that one, then start with huanjie run -alone")})
	}
	k.days(ctx, stores)
	return k.groups(ctx, stores)
}

// days says which towns run refuses for their polling days.
func (k *checkup) days(ctx context.Context, stores []*store.Store) {
	for _, s := range stores {
		err := s.CheckDays(ctx, time.Now())
		if moved, is := errors.AsType[store.MovedCounted](err); is {
			k.found(finding{true, movedCounted(s.Town(), moved), election.Say("改错了就改回 polling_day；真要改，请选举办在聊天里发 /reload 确认，或用 huanjie run -past 启动",
				"if it is a mistake, put polling_day back; if it is meant, have the office send /reload in the chat and agree, or start with huanjie run -past")})
			continue
		}
		if past, is := errors.AsType[store.DayOver](err); is {
			k.found(finding{true, dayOver(past),
				election.Say("改 polling_day；年份没有错，就用 huanjie run -past 启动", "change polling_day; if the year is right, start with huanjie run -past")})
		} else if err != nil {
			why, _ := redisTrouble(err)
			k.found(finding{true, election.Say("Redis：%v", "Redis: %v").With(err), why})
		}
	}
}

// ownRedis says whether there is, or can be, a Redis of its own. It returns the
// address of one that runs.
func (k *checkup) ownRedis() string {
	folder := k.config.Redis.Folder
	address, runs, err := ownredis.Look(folder)
	switch {
	case err != nil:
		k.found(finding{true, election.Say("自带的 Redis：%v", "a Redis of its own: %v").With(err), noOwn(err)})
	case !runs:
		k.good(election.Say("没有写 [redis] 的 url：run 自己运行 redis-server，数据在 %s", "there is no url under [redis]: run runs a redis-server of its own and keeps everything in %s").With(folder))
	}
	return address
}

func (k *checkup) groups(ctx context.Context, stores []*store.Store) []store.Group {
	var all []store.Group
	for _, s := range stores {
		groups, err := s.Groups(ctx)
		if err != nil {
			k.found(finding{false, election.Say("群：%v", "groups: %v").With(err), election.Say("运行 huanjie verify", "run huanjie verify")})
		}
		all = append(all, groups...)
	}
	return all
}

// ofDurability is what Redis may lose.
func ofDurability(risks []store.Risk, unknown error) []finding {
	if unknown != nil {
		return []finding{{false, election.Say("Redis 会不会丢数据，问不出来（%v）", "whether Redis may lose data cannot be asked (%v)").With(unknown),
			election.Say("请管它的人确认：appendonly yes、appendfsync always、maxmemory-policy noeviction",
				"have whoever runs it see to appendonly yes, appendfsync always and maxmemory-policy noeviction")}}
	}
	var all []finding
	for _, r := range risks {
		all = append(all, finding{r.Grave, election.Say("Redis 可能丢数据：%s", "Redis may lose data: %s").With(r.Setting), stakes[r.Stake]})
	}
	return all
}

// telegram asks Telegram who the bot is and what it may do.
func (k *checkup) telegram(ctx context.Context, groups []store.Group) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	with := k.config.Telegram
	api, err := outgoing.Dial(with.Token, with.APIURL, &http.Client{Transport: outgoing.Transport(with.Proxy)}, slog.New(slog.DiscardHandler))
	var me *models.User
	if err == nil {
		me, err = api.GetMe(ctx)
	}
	if err != nil {
		k.found(ofTelegram(outgoing.Clean(err, with.Token), with))
		return
	}
	k.good(election.Say("Telegram：@%s", "Telegram: @%s").With(me.Username))
	if me.CanReadAllGroupMessages {
		k.found(finding{false, election.Say("机器人能读到群里的每一句话", "the bot gets every word said in its groups"),
			election.Say("在 @BotFather 里打开隐私模式：/setprivacy → Enable", "turn its privacy mode on with @BotFather: /setprivacy, Enable")})
	}
	k.webhook(ctx, api)
	for _, g := range groups {
		k.group(ctx, api, me.ID, g)
	}
}

// ofTelegram is why Telegram was not asked, and what to do.
func ofTelegram(err error, with config.Telegram) finding {
	what := election.Say("Telegram（%s）：%v", "Telegram (%s): %v").With(with.APIURL, err)
	switch {
	case errors.Is(err, tg.ErrorUnauthorized), errors.Is(err, tg.ErrorNotFound):
		return finding{true, what, wrongToken}
	case with.Proxy != nil:
		return finding{true, what, election.Say("经代理 %s 也连不上：看代理是否在运行，或改 [telegram] 的 proxy", "not reached through the proxy %s: see whether it runs, or change proxy under [telegram]").With(with.Proxy.Redacted())}
	}
	return finding{true, what, unreached}
}

var (
	wrongToken = election.Say("token 不对或已作废：到 @BotFather 发 /token，把新的整串写进 token_file",
		"the token is wrong or was revoked: send /token to @BotFather and write the whole new one into token_file")
	unreached = election.Say("这台机器连不上 Telegram：在 [telegram] 里写 proxy（代理），或把 api_url 指向自建的 Bot API 服务器",
		"Telegram is not reached from this machine: write a proxy under [telegram], or let api_url point to a Bot API server of your own")
)

// webhook compares how updates come with what Telegram has noted.
func (k *checkup) webhook(ctx context.Context, api *outgoing.API) {
	info, err := api.GetWebhookInfo(ctx)
	if err != nil {
		return
	}
	with := k.config.Telegram
	switch {
	case with.Mode == config.Polling && info.URL != "":
		k.found(finding{false, election.Say("Telegram 现在把消息送到 %s", "Telegram now brings updates to %s").With(info.URL),
			election.Say("run 启动时会取消它；那里要是还有程序在用这个 token，先停掉", "run will end that; if a program there still uses this token, stop it first")})
	case with.Mode == config.Webhook && info.LastErrorMessage != "":
		k.found(finding{false, election.Say("Telegram 最近一次没送到：%s", "Telegram last failed to deliver: %s").With(info.LastErrorMessage),
			election.Say("看 %s 能不能从外面打开，证书是否有效", "see whether %s can be opened from outside, and its certificate").With(with.WebhookURL)})
	}
	k.good(election.Say("等着接收的消息：%d 条", "updates that wait to be taken: %d").With(info.PendingUpdateCount))
}

// group looks at what the bot may do in a group.
func (k *checkup) group(ctx context.Context, api *outgoing.API, me int64, g store.Group) {
	member, err := api.GetChatMember(ctx, &tg.GetChatMemberParams{ChatID: g.Chat, UserID: me})
	name := election.Say("群“%s”", "group %q").With(g.Title)
	switch {
	case err != nil, member.Left != nil, member.Banned != nil:
		k.found(finding{false, election.Say("%s：机器人已不在群里", "%s: the bot is no longer in it").With(name),
			election.Say("把它重新加进群，或在群里发 /unbind 解除", "add it again, or let it go with /unbind")})
	case member.Restricted != nil && !member.Restricted.CanSendMessages:
		k.found(finding{false, election.Say("%s：不许机器人发言", "%s: the bot may not write").With(name),
			election.Say("请群主在群权限里允许", "have its owner allow it in the permissions")})
	case member.Administrator == nil || !member.Administrator.CanPinMessages:
		k.found(finding{false, election.Say("%s：机器人不能置顶", "%s: the bot cannot pin").With(name),
			election.Say("要置顶公告，就让它做管理员并给“置顶消息”权限", "to have announcements pinned, make it an administrator who may pin messages")})
	default:
		k.good(name)
	}
}
