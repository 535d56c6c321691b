//go:build !race

package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"huanjie/internal/election"
)

// The villages of a polling night in which not all goes well, besides the one with
// a further election and the one with a re-vote that the demo has anyhow.
const (
	voidUnit      election.UnitID = "E3" // fewer than half took part
	uncheckedUnit election.UnitID = "N3" // nobody has entered its count a second time
	silentUnit    election.UnitID = "N4" // it has counted nothing yet
)

// TestPollingNight plays a polling day to its night as those see it who lead the
// election: a void vote, a further election, a village that does not report and an
// unconfirmed count. With -shots it also leaves pictures of their telephones:
//
//	go test ./cmd/huanjie -run TestPollingNight -shots docs
func TestPollingNight(t *testing.T) {
	t.Parallel()
	s := &season{t: t, acting: map[int64]bool{}}
	ctx, cancel := context.WithTimeout(context.Background(), 9*time.Minute)
	defer cancel()
	as := atOnce()
	as.at, as.watch, as.stderr = time.Date(2027, time.January, 15, 7, 0, 0, 0, time.FixedZone("", 8*60*60)), s.watch, os.Stderr
	var err error
	if s.show, err = stage(ctx, as); err != nil {
		t.Fatal(err)
	}
	defer s.close()
	go func() { _ = s.office.serve(ctx) }() // it ends with the context
	s.settle(ctx)
	s.begun = true
	s.night()
	day := s.town().Elections[0].PollingDay
	var b *browser
	if *shots != "" {
		b = browse(t, ctx)
		b.do("open the page on a telephone", chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile), chromedp.Navigate(s.telegram.URL),
			comesTrue(`document.querySelectorAll('.tab').length > 4`))
		b.do("close the tour", chromedp.Click(`[data-tour="close"]`), chromedp.WaitNotVisible("#tour"))
	}
	plan, since := s.plan, day.At(7, 0, s.town().Location)
	for _, at := range []struct {
		name string
		time time.Time
		sees []string
	}{
		{"close", day.At(15, 59, s.town().Location), []string{"✕ 石榴村", "投票已结束，参选不够法定人数"}},
		{"counts", day.At(17, 5, s.town().Location), []string{"⚠️ 双桥村 计票", "委员还缺 1 名，须另行选举"}},
		{"digest", day.At(18, 40, s.town().Location), []string{"▲ 双桥村：另行选举，委员还缺 1 名", "✕ 石榴村：重新选举"}},
		{"results", day.At(21, 5, s.town().Location), []string{"✕ 选举无效，须重新选举（1）", "石榴村：参选 150/393 = 38.17%，3 名都要重新选举", "双桥村：另行选举，委员还缺 1 名", "荷塘村：再次投票", "⏳ 还没有计票（1）\n杏花村", "泉眼村：待第二人复核", "已计票 21/22 个村，已确认 20 个"}},
	} {
		s.plan = slices.DeleteFunc(slices.Clone(plan), func(e event) bool { return !e.at.Before(at.time) || e.at.Before(since) })
		since = at.time
		s.play(ctx, at.time)
		s.settle(ctx)
		s.holds(at.name, at.sees)
		if b != nil && at.name != "close" {
			b.look("高远", gaoYuan, "night-"+at.name)
		}
	}
}

// night plans the day: turnouts, and the counts from four o'clock on.
func (s *season) night() {
	rows, day := s.pollingDay()
	for i, row := range rows {
		u, _ := s.town().Unit(election.UnitID(row["unit"]))
		if row = maps.Clone(row); u.ID == voidUnit {
			maps.Copy(row, map[string]string{"voted": "150", "issued": "150", "returned": "150", "valid": "148", "invalid": "2", "votes": "主任:卞琴 30/陶福来 118;委员:元杏枝 90/姚秋菊 40/魏森 120"})
		}
		lines, err := s.linesOf(u, row)
		if err != nil {
			s.t.Fatal(err)
		}
		voted, _ := strconv.Atoi(row["voted"])
		end, _ := s.town().Elections[0].PollingEnds(u, s.town().Location)
		for k, hour := range []int{9, 11, end.Hour()} { // the last when the polls have closed
			line := fmt.Sprintf("投票 %s %d", u.Name, voted*[]int{40, 70, 100}[k]/100)
			s.at(day, hour, 1+i*37%58, func(ctx context.Context) { s.says(ctx, u.Officers[0], line, nil) })
		}
		if u.ID == silentUnit {
			continue
		}
		s.at(day, 16+i%4, i*13%60, func(ctx context.Context) { s.says(ctx, u.Officers[0], lines.count, lines.sheet) })
		if u.ID != uncheckedUnit {
			s.at(day, 17+i%4, i*13%60, func(ctx context.Context) {
				for _, check := range lines.checks {
					s.says(ctx, lines.checker, check, nil)
				}
			})
		}
	}
}

// holds checks that the telephone of the leading group has shown some texts.
func (s *season) holds(when string, texts []string) {
	s.t.Helper()
	var all strings.Builder
	for _, m := range s.phone("高远").Messages() {
		fmt.Fprintln(&all, m.Text+m.Caption)
	}
	for _, text := range texts {
		if !strings.Contains(all.String(), text) {
			s.t.Errorf("%s: the leading group does not read %q:\n%s", when, text, s.phone("高远").Last().Text)
		}
	}
}

// look keeps a picture of a telephone as its owner finds it: at the beginning of the
// newest message.
func (b *browser) look(name string, id int, file string) {
	b.t.Helper()
	b.do("take up a telephone", comesTrue(fmt.Sprintf(`(() => { const tab = [...document.querySelectorAll('.tab')].find(t => t.textContent.includes(%q)); tab?.click(); return tab; })()`, name)),
		chromedp.Sleep(time.Second), comesTrue(fmt.Sprintf(`(() => {
			const newest = [...document.querySelectorAll('[data-phone="%d"] .message')].at(-1);
			newest?.scrollIntoView({ block: newest.offsetHeight > 500 ? 'start' : 'end', behavior: 'instant' });
			return newest;
		})()`, id)))
	b.shot(file)
}
