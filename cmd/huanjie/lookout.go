package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/redis/go-redis/v9"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// When something is no longer as it should be.
const (
	silentMost  = 90 * time.Second // without an answer to getUpdates, which is held for 25 seconds
	waitingMost = 5 * time.Minute  // of a reply or an alert
	overdueMost = 20 * time.Minute // of a job; when it comes next is noted every five minutes
	stuckMost   = 3 * time.Minute  // without any request to Telegram, answered or not
	lookTime    = 3 * time.Second  // for Redis to answer
	beatEvery   = time.Minute
)

// lookout shows from outside how the bot does: /healthz, /readyz, /metrics, a
// heartbeat, and what systemd wants to know.
type lookout struct {
	redis    redis.UniversalClient
	settings config.Admin
	log      *slog.Logger
	begun    time.Time
	registry *prometheus.Registry
	wire     *wire

	listen  net.Listener           // nil if nobody asked for one
	serving atomic.Pointer[office] // nil between two openings of the towns
}

// openLookout watches a Redis from now on, and listens where the settings say.
// Then serve has to be called.
func openLookout(c redis.UniversalClient, settings config.Admin, log *slog.Logger) (l *lookout, err error) {
	l = &lookout{redis: c, settings: settings, log: log, begun: time.Now(), registry: prometheus.NewRegistry(), wire: newWire()}
	asked := newStopwatch()
	c.AddHook(asked)
	l.registry.MustRegister(l, l.wire.requests, l.wire.took, asked.took, asked.failed, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if settings.Listen != "" {
		l.listen, err = listenAt("[admin] listen", settings.Listen)
	}
	return l, err
}

// trouble is why the bot does not work, by what was looked at; empty if it does.
func (l *lookout) trouble(ctx context.Context) map[string]string {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	all := map[string]string{}
	if err := l.redis.Ping(ctx).Err(); err != nil {
		why, _ := redisTrouble(err)
		all["redis"] = both(why)
		return all
	}
	if since, err := store.StandsDown(ctx, l.redis); err == nil && !since.IsZero() {
		all["token"] = both(election.Say("另一个程序在用同一个 token，%s 起不再接收；停掉它，再用 huanjie run -alone 启动", "another program uses the token, nothing is taken since %s; stop it and start with huanjie run -alone").With(since.Format(time.RFC3339)))
	}
	o := l.serving.Load()
	if o == nil {
		all["towns"] = both(election.Say("各镇还没有打开", "the towns are not open yet"))
		return all
	}
	if silent := time.Since(l.wire.heard(l.begun)); o.polls() && silent > silentMost {
		all["telegram"] = both(election.Say("%.0f 秒没有收到 Telegram 的回答：看网络、[telegram] 的 proxy 和 api_url", "Telegram has not answered for %.0f seconds: see the network, and proxy and api_url under [telegram]").With(silent.Seconds()))
	}
	if off := o.clockOff(); election.ClockStateOf(off) != election.ClockRight {
		all["clock"] = both(election.Say("这台机器的钟差了 %.0f 秒，催报和日报会错时：装上对时（systemd-timesyncd 或 chrony）", "the clock of this machine is off by %.0f seconds, and reminders come at the wrong time: have it set by systemd-timesyncd or chrony").With(off.Seconds()))
	}
	for _, s := range o.stores {
		l.late(ctx, s, all)
	}
	return all
}

// late notes messages and jobs of a town that are overdue.
func (l *lookout) late(ctx context.Context, s *store.Store, all map[string]string) {
	town := s.Town().ID
	backlogs, err := s.Backlogs(ctx)
	if err != nil {
		all["redis"] = err.Error()
		return
	}
	for _, c := range []store.Class{store.ClassReply, store.ClassAlert} {
		if b := backlogs[c]; !b.Oldest.IsZero() && time.Since(b.Oldest) > waitingMost {
			all["outbox "+string(town)] = both(election.Say("有消息 %.0f 分钟没有发出", "a message has waited for %.0f minutes").With(time.Since(b.Oldest).Minutes()))
		}
	}
	coming, err := s.Coming(ctx)
	if err != nil {
		all["redis"] = err.Error()
	}
	for job, at := range coming {
		if time.Since(at) > overdueMost && at.After(l.begun) {
			all["job "+string(town)] = both(election.Say("%s 应在 %s 做，还没有做", "%s was due at %s and is not done").With(job, at.Format(time.RFC3339)))
		}
	}
}

// serve answers until ctx ends.
func (l *lookout) serve(ctx context.Context) {
	if l.listen == nil {
		return
	}
	l.log.Info("how it runs is shown", "at", "http://"+l.listen.Addr().String()+"/readyz")
	if err := serveUntil(ctx, &http.Server{Handler: l.handler(), ReadHeaderTimeout: 10 * time.Second}, l.listen); err != nil {
		l.log.Error("how it runs is no longer shown", "error", err)
	}
}

func (l *lookout) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		trouble := l.trouble(r.Context())
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		if len(trouble) > 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_ = json.NewEncoder(w).Encode(struct {
			Ready   bool              `json:"ready"`
			Trouble map[string]string `json:"trouble,omitempty"`
			Version string            `json:"version"`
		}{len(trouble) == 0, trouble, version()})
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(l.registry, promhttp.HandlerOpts{Timeout: 10 * time.Second}))
	return mux
}

// beat tells the heartbeat's address, and systemd, that all is well, until ctx ends.
func (l *lookout) beat(ctx context.Context) {
	notify("READY=1")
	defer notify("STOPPING=1")
	watchdog := watchdogEvery(os.Getenv)
	tick := time.NewTicker(min(beatEvery, max(watchdog, time.Second)))
	defer tick.Stop()
	var asked time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if time.Since(l.wire.asked(l.begun)) < stuckMost || !l.leads() {
			notify("WATCHDOG=1")
		}
		if time.Since(asked) >= beatEvery && l.pulse(ctx) {
			asked = time.Now()
		}
	}
}

// pulse asks for the heartbeat's address, if there is one and all is well.
func (l *lookout) pulse(ctx context.Context) (asked bool) {
	if l.settings.Heartbeat == "" || len(l.trouble(ctx)) > 0 {
		return false
	}
	l.tell(ctx)
	return true
}

// leads reports whether this process is to ask Telegram for updates.
func (l *lookout) leads() bool {
	o := l.serving.Load()
	return o == nil || o.polls()
}

// tell asks for the heartbeat's address.
func (l *lookout) tell(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.settings.Heartbeat, nil)
	if err == nil {
		var resp *http.Response
		if resp, err = http.DefaultClient.Do(req); err == nil {
			err = resp.Body.Close()
		}
	}
	if err != nil && ctx.Err() == nil {
		l.log.Warn("the heartbeat's address does not answer 心跳地址没有回答", "error", err)
	}
}

// Describe implements prometheus.Collector: what there is depends on the towns.
func (l *lookout) Describe(chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (l *lookout) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), lookTime)
	defer cancel()
	g := gauges{out}
	g.set("build_info", "The release.", 1, "version", version())
	trouble := l.trouble(ctx)
	ready := 0.0
	if len(trouble) == 0 {
		ready = 1
	}
	g.set("ready", "1 if the bot works, as /readyz says.", ready)
	g.set("last_poll_timestamp_seconds", "When Telegram last answered getUpdates.", float64(l.wire.heard(l.begun).Unix()))
	o := l.serving.Load()
	if o == nil {
		return
	}
	g.set("clock_off_seconds", "By how much the clock of this machine is ahead of Telegram's.", o.clockOff().Seconds())
	n := o.bot.Counts()
	g.count("updates_total", "Updates that are committed.", n.Taken.Load())
	g.count("commits_redone_total", "Commits tried anew because something had changed.", n.Redone.Load())
	g.count("updates_aside_total", "Updates that were put aside.", n.Aside.Load())
	g.count("updates_delayed_total", "Tries of an update that failed and were made again.", n.Delayed.Load())
	g.set("towns_stopped", "Towns that are not served because of mistakes in their files.", float64(len(o.config.Stopped)))
	for _, s := range o.stores {
		g.town(ctx, s)
	}
}

// gauges writes metrics.
type gauges struct{ out chan<- prometheus.Metric }

func (g gauges) set(name, help string, value float64, labels ...string) {
	g.send(prometheus.GaugeValue, name, help, value, labels)
}

func (g gauges) count(name, help string, value int64) {
	g.send(prometheus.CounterValue, name, help, float64(value), nil)
}

func (g gauges) send(kind prometheus.ValueType, name, help string, value float64, labels []string) {
	var names, values []string
	for i := 0; i < len(labels); i += 2 {
		names, values = append(names, labels[i]), append(values, labels[i+1])
	}
	g.out <- prometheus.MustNewConstMetric(prometheus.NewDesc("huanjie_"+name, help, names, nil), kind, value, values...)
}

// town writes how a town stands. What Redis does not answer is left out.
func (g gauges) town(ctx context.Context, s *store.Store) {
	town := string(s.Town().ID)
	if f, err := s.Found(ctx); err == nil {
		g.set("reports", "Reports in the journal.", float64(f.Head.Entries), "town", town)
		g.set("people_registered", "People who opened their link.", float64(f.People), "town", town)
		g.set("chats_unreachable", "Chats that Telegram refuses.", float64(f.Unreachable), "town", town)
		g.set("messages_unreadable", "Messages that cannot be read.", float64(f.Aside), "town", town)
		if !f.Last.IsZero() {
			g.set("last_report_timestamp_seconds", "When the last report was committed.", float64(f.Last.Unix()), "town", town)
		}
	}
	if all, err := s.Backlogs(ctx); err == nil {
		for c, b := range all {
			age := 0.0
			if !b.Oldest.IsZero() {
				age = max(0, time.Since(b.Oldest).Seconds())
			}
			g.set("outbox_chats", "Chats with messages waiting.", float64(b.Chats), "town", town, "class", classNames[c])
			g.set("outbox_oldest_seconds", "How long the first of them may have been sent already.", age, "town", town, "class", classNames[c])
		}
	}
	if coming, err := s.Coming(ctx); err == nil {
		for job, at := range coming {
			g.set("job_due_timestamp_seconds", "When a job comes next.", float64(at.Unix()), "town", town, "job", job)
		}
	}
}

// classNames are the classes of messages in metrics; read only.
var classNames = map[store.Class]string{store.ClassReply: "reply", store.ClassAlert: "alert", store.ClassDigest: "digest", store.ClassAnnouncement: "announcement"}

// wire is the way to Telegram, with a counter.
type wire struct {
	next     http.RoundTripper
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	tried    atomic.Int64 // when the last request ended, in Unix nanoseconds
	polled   atomic.Int64 // when the last getUpdates was answered
}

func newWire() *wire {
	return &wire{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "huanjie_telegram_requests_total", Help: "Requests to Telegram, by method and status; 0 is no answer."}, []string{"method", "code"}),
		took:     prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "huanjie_telegram_seconds", Help: "How long Telegram took to answer, but for getUpdates.", Buckets: []float64{.05, .1, .25, .5, 1, 2.5, 5, 10, 30}}, []string{"method"}),
	}
}

// over is a transport whose requests are counted.
func (w *wire) over(next http.RoundTripper) http.RoundTripper {
	w.next = next
	return w
}

// RoundTrip implements http.RoundTripper.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	method := path.Base(r.URL.Path)
	if strings.Contains(r.URL.Path, "/file/") {
		method = "file"
	}
	began := time.Now()
	resp, err := w.next.RoundTrip(r)
	now := time.Now()
	code := 0
	if resp != nil {
		code = resp.StatusCode
	}
	w.tried.Store(now.UnixNano())
	w.requests.WithLabelValues(method, strconv.Itoa(code)).Inc()
	switch {
	case method != "getUpdates":
		w.took.WithLabelValues(method).Observe(now.Sub(began).Seconds())
	case code == http.StatusOK:
		w.polled.Store(now.UnixNano())
	}
	return resp, err
}

// heard is when Telegram last answered getUpdates; since if it never did.
func (w *wire) heard(since time.Time) time.Time { return latest(w.polled.Load(), since) }

// asked is when the last request to Telegram ended.
func (w *wire) asked(since time.Time) time.Time { return latest(w.tried.Load(), since) }

func latest(nanoseconds int64, since time.Time) time.Time {
	if at := time.Unix(0, nanoseconds); at.After(since) {
		return at
	}
	return since
}

// stopwatch measures how long Redis takes.
type stopwatch struct {
	took   *prometheus.HistogramVec
	failed prometheus.Counter
}

func newStopwatch() *stopwatch {
	return &stopwatch{
		took:   prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "huanjie_redis_seconds", Help: "How long Redis took to answer.", Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5}}, []string{"kind"}),
		failed: prometheus.NewCounter(prometheus.CounterOpts{Name: "huanjie_redis_errors_total", Help: "Requests to Redis that failed on the way."}),
	}
}

func (w *stopwatch) note(kind string, began time.Time, err error) {
	w.took.WithLabelValues(kind).Observe(time.Since(began).Seconds())
	if _, said := err.(redis.Error); err != nil && !said {
		w.failed.Inc()
	}
}

// DialHook implements redis.Hook.
func (w *stopwatch) DialHook(next redis.DialHook) redis.DialHook { return next }

// ProcessHook implements redis.Hook.
func (w *stopwatch) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		began, kind := time.Now(), "command"
		if strings.HasPrefix(cmd.Name(), "eval") {
			kind = "script"
		}
		err := next(ctx, cmd)
		w.note(kind, began, err)
		return err
	}
}

// ProcessPipelineHook implements redis.Hook.
func (w *stopwatch) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, all []redis.Cmder) error {
		began := time.Now()
		err := next(ctx, all)
		w.note("pipeline", began, err)
		return err
	}
}

// polls reports whether this process is the one that asks for updates.
func (o *office) polls() bool {
	return o.config.Telegram.Mode != config.Webhook && o.bot.Counts().Leads.Load()
}

// clockOff is by how much the clock of this machine is ahead of Telegram's.
func (o *office) clockOff() time.Duration {
	if o.bot == nil {
		return 0
	}
	return o.bot.ClockOff()
}

// logger is the log as the settings want it.
func logger(w io.Writer, a config.Admin) *slog.Logger {
	options := &slog.HandlerOptions{Level: a.Level}
	if a.JSON {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// watchdogEvery is how often systemd wants to hear of this process; zero if it
// does not.
func watchdogEvery(env func(string) string) time.Duration {
	if pid := env("WATCHDOG_PID"); pid != "" && pid != fmt.Sprint(os.Getpid()) {
		return 0
	}
	n, err := strconv.ParseInt(env("WATCHDOG_USEC"), 10, 64)
	if err != nil || n <= 0 {
		return 0
	}
	return time.Duration(n) * time.Microsecond / 2
}
