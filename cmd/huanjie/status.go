package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// status is "huanjie status": what is kept, town by town, and what is odd.
func (t terminal) status() *cli.Command {
	return &cli.Command{Name: "status", Usage: "现在怎么样：登记、报告、待发、Redis / how it stands: people, reports, what waits, Redis", Flags: []cli.Flag{
		configFlag(), townsFlag(), t.langFlag(),
		jsonFlag(),
	}, Action: noWords(func(ctx context.Context, c *cli.Command) error {
		return t.onTowns(ctx, c, func(towns *towns) error {
			all, err := takeInventory(ctx, towns.UniversalClient, towns.stores, towns.stopped)
			if err != nil {
				why, _ := redisTrouble(err)
				return fmt.Errorf("%s (%w)", both(why), err)
			}
			if c.String("town") != "" { // the others are left out, not strange
				all.others = nil
			}
			for _, s := range towns.stopped {
				fmt.Fprintf(t.stderr, "%s（%s）停用 / stopped: %v\n", s.Town.Name, s.Town.ID, s.Err())
			}
			if c.Bool("json") {
				return all.writeJSON(t.stdout)
			}
			return all.write(t.stdout, election.ParseLanguage(c.String("lang")))
		})
	})}
}

func (all inventory) write(w io.Writer, l election.Language) error {
	var failed []error
	say := func(p election.Phrase) {
		_, err := fmt.Fprintln(w, p.In(l))
		failed = append(failed, err)
	}
	say(election.Say("换届助手 %s", "Huanjie %s").With(version()))
	say(ofRedis(all.server))
	for i, s := range all.stores {
		say(townLine(s.Town(), all.found[i]))
	}
	for _, f := range all.findings() {
		say(f.line())
	}
	return errors.Join(failed...)
}

// line is a finding as it is listed.
func (f finding) line() election.Phrase {
	mark := "⚠"
	if f.grave {
		mark = "✗"
	}
	return election.Say(mark+" %s\n  → %s", mark+" %s\n  → %s").With(f.what, f.remedy)
}

// ofRedis is Redis in one line.
func ofRedis(v store.Server) election.Phrase {
	if v.Version == "" {
		return election.Say("Redis：没有说明版本", "Redis: it does not tell its version")
	}
	if v.Shards > 1 {
		return election.Say("Redis %s，Cluster 共 %d 个分片，最满的已用内存 %.1f MB", "Redis %s, a cluster of %d shards, %.1f MB of memory used by the fullest").With(v.Version, v.Shards, float64(v.Used)/(1<<20))
	}
	return election.Say("Redis %s，已用内存 %.1f MB", "Redis %s, %.1f MB of memory used").With(v.Version, float64(v.Used)/(1<<20))
}

// townLine is how a town stands, in one line.
func townLine(t *election.Town, f store.Found) election.Phrase {
	last := election.Say("还没有报告", "no report yet")
	if f.Head.Entries > 0 {
		last = election.Say("%d 条报告，最近 %s", "%d reports, the last %s").With(f.Head.Entries, f.Last.In(t.Location).Format("2006-01-02 15:04"))
	}
	line := election.Say("%s（%s）：%s，登记 %d/%d 人，%s，%d 个群，%d 个聊天有待发消息",
		"%s (%s): %s, %d of %d people registered, %s, %d groups, messages waiting for %d chats").
		With(t.Name, t.ID, t.SayUnits(len(t.Units)), f.People, len(t.People()), last, f.Groups, f.Waiting)
	for _, more := range []struct {
		n    int64
		says election.Phrase
	}{
		{f.Unreachable, election.Say("，%d 人（群）发不到", ", %d chats cannot be reached")},
		{f.Aside, election.Say("，%d 条消息读不出", ", %d messages cannot be read")},
	} {
		if more.n > 0 {
			line = election.Say("%s%s", "%s%s").With(line, more.says.With(more.n))
		}
	}
	return line
}

// townStatus is how a town stands, as JSON.
type townStatus struct {
	ID          election.TownID `json:"id"`
	Name        string          `json:"name"`
	Units       int             `json:"units"`
	People      int             `json:"people"` // of the roster
	Registered  int64           `json:"registered"`
	Reports     int             `json:"reports"`
	LastReport  *time.Time      `json:"last_report,omitempty"`
	Fingerprint string          `json:"fingerprint,omitempty"`
	Groups      int64           `json:"groups"`
	Waiting     int64           `json:"waiting"`
	Unreachable int64           `json:"unreachable"`
	Unreadable  int64           `json:"unreadable"`
}

func (all inventory) writeJSON(w io.Writer) error {
	out := struct {
		Version  string            `json:"version"`
		Redis    string            `json:"redis"`
		Towns    []townStatus      `json:"towns"`
		Others   []election.TownID `json:"other_towns,omitempty"`
		Findings []string          `json:"findings,omitempty"`
	}{Version: version(), Redis: all.server.Version, Others: all.others}
	for i, s := range all.stores {
		t, f := s.Town(), all.found[i]
		town := townStatus{ID: t.ID, Name: t.Name, Units: len(t.Units), People: len(t.People()), Registered: f.People, Reports: f.Head.Entries,
			Groups: f.Groups, Waiting: f.Waiting, Unreachable: f.Unreachable, Unreadable: f.Aside}
		if f.Head.Entries > 0 {
			town.LastReport, town.Fingerprint = &f.Last, f.Head.Fingerprint()
		}
		out.Towns = append(out.Towns, town)
	}
	for _, f := range all.findings() {
		out.Findings = append(out.Findings, f.what.In(election.English)+": "+f.remedy.In(election.English))
	}
	return encode(w, out)
}
