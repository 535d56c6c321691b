package bot_test

import (
	"bytes"
	"cmp"
	"fmt"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

func TestADigestBeginsWithItsPicture(t *testing.T) {
	t.Parallel()
	r := start(t, setting{limits: true})
	leader := r.phone("陈立")
	r.say(leader, "/digest")
	text := r.sees(leader, "清河镇日报 · 东片", "截至 1月11日", "1️⃣ 进度", "逐个看")
	shown := photos(leader.Messages())
	if len(shown) != 1 || shown[0].ID != text.ID {
		t.Fatalf("the text %d is not below its picture: %+v", text.ID, shown)
	}
	r.drawn(shown[0])

	polling := r.town.Elections[0].PollingDay
	again := start(t, setting{telegram: r.telegram, redisURL: r.redisURL, idle: true})
	r.stop()
	again.clock = func() time.Time { return polling.At(12, 0, r.town.Location) }
	again.run(again.bot.Poll)
	group := again.phone("高远")
	again.say(group, "日报")
	again.sees(group, "全镇", "1️⃣ 进度")
	album := photos(group.Messages())
	if len(album) != 2 || album[0].MediaGroupID == "" || album[0].MediaGroupID != album[1].MediaGroupID || album[0].Caption == "" || album[1].Caption != "" {
		t.Fatalf("on polling day the leading group gets %+v", album)
	}
	for _, m := range album {
		again.drawn(m)
	}
}

// TestTurnoutInOrder: by a button below the digest and by words a leader gets the turnout
// as a picture, the lowest first, of their own area only; there is none before polling day.
func TestTurnoutInOrder(t *testing.T) {
	t.Parallel()
	r := start(t, setting{idle: true})
	day := r.town.Elections[0].PollingDay.AddDays(-1)
	r.clock = func() time.Time { return day.At(12, 0, r.town.Location) }
	r.run(r.bot.Poll)
	leader := r.phone("陈立")
	r.say(leader, "参选率从低到高画个图")
	r.sees(leader, "才画得出参选率从低到高的图")
	if shown := photos(leader.Messages()); len(shown) != 0 {
		t.Fatalf("before polling day there are %d pictures", len(shown))
	}
	r.stop()

	again := start(t, setting{telegram: r.telegram, redisURL: r.redisURL, idle: true})
	again.clock = func() time.Time { return day.AddDays(1).At(12, 0, r.town.Location) }
	again.run(again.bot.Poll)
	again.commits(election.Report{ID: "T1", Unit: "E1", By: "周明", At: again.clock(), Body: election.Turnout{Registered: 346, Voted: 200}})
	again.commits(election.Report{ID: "T2", Unit: "E2", By: "何静", At: again.clock(), Body: election.Turnout{Registered: 424, Voted: 100}})
	again.say(leader, "日报")
	again.sees(leader, "日报 · 东片", "[📊 参选率从低到高]")
	for i, by := range []func(){func() { again.tap(leader, "📊 参选率从低到高") }, func() { again.say(leader, "从低到高的图") }, func() { again.say(leader, "全镇参选率从低到高的图") }} {
		by()
		again.eventually("there is no picture", func() bool { return len(photos(leader.Messages())) == i+2 })
		shown := photos(leader.Messages())[i+1]
		if again.drawn(shown); !strings.Contains(shown.Caption, "日报 · 东片") || strings.Contains(shown.Caption, "全镇") {
			t.Errorf("below the picture stands %q", shown.Caption)
		}
	}
	again.sees(leader, "🔒 全镇的不在您的查看范围内")
}

// photos are the messages of the bot with a photo.
func photos(all []sandbox.Message) (some []sandbox.Message) {
	for _, m := range all {
		if len(m.Photo) > 0 && m.From.IsBot {
			some = append(some, m)
		}
	}
	return some
}

// drawn fails unless a message has a PNG of the width of a chart.
func (r *rig) drawn(m sandbox.Message) {
	r.t.Helper()
	picture, err := png.Decode(bytes.NewReader(r.fetch(m.Photo[len(m.Photo)-1].FileID)))
	if err != nil {
		r.t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 1080 || size.Y < 400 {
		r.t.Errorf("the picture is %v", size)
	}
}

// digestTo queues the digest of 东片, as the reminders do: a picture for all and
// a text for each.
func (r *rig) digestTo(moment int, chart string, readers ...*sandbox.Phone) {
	r.t.Helper()
	for _, p := range readers {
		pictures := &store.Pictures{Charts: []string{chart}, Election: r.town.Elections[0].ID, Area: "东片", Language: "zh",
			At: r.clock().Add(time.Duration(moment))}
		once := fmt.Sprintf("digest:%d:%d", moment, p.ID())
		if err := r.store.Commit(r.ctx, store.Commit{Once: once, Messages: []store.Message{
			{ID: once + ":0", Chat: p.ID(), Pictures: pictures}, {ID: once + ":1", Chat: p.ID(), Text: fmt.Sprintf("日报 %d", moment)}}}); err != nil {
			r.t.Fatal(err)
		}
	}
	r.bot.Wake()
}

func TestAPictureIsUploadedOnceForAll(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	readers := []*sandbox.Phone{r.phone("陈立"), r.phone("高远"), r.phone("沈宁"), r.phone("蔡文和")}
	r.digestTo(1, "heat", readers...)
	files := map[string]bool{}
	for _, p := range readers {
		text := r.sees(p, "日报 1")
		shown := photos(p.Messages())
		if len(shown) != 1 || shown[0].ID > text.ID {
			t.Fatalf("%d photos before the text", len(shown))
		}
		files[shown[0].Photo[len(shown[0].Photo)-1].FileID] = true
		r.drawn(shown[0])
	}
	if len(files) != 1 {
		t.Errorf("uploaded %d times", len(files))
	}
	r.digestTo(2, "heat", readers[0])
	r.sees(readers[0], "日报 2")
	if shown := photos(readers[0].Messages()); len(shown) != 2 || files[shown[1].Photo[len(shown[1].Photo)-1].FileID] {
		t.Error("the next digest has no picture of its own")
	}
}

// below queues a digest that is one message: a picture with the text below it.
func (r *rig) below(chart string, to *sandbox.Phone) {
	r.t.Helper()
	m := store.Message{ID: "digest:below", Chat: to.ID(), Text: "日报 1", Buttons: [][]store.Button{{{Label: "🏘 逐个看", Data: "w:l:v27::0"}}},
		Pictures: &store.Pictures{Charts: []string{chart}, Election: r.town.Elections[0].ID, Area: "东片", Language: "zh", At: r.clock()}}
	if err := r.store.Commit(r.ctx, store.Commit{Once: m.ID, Messages: []store.Message{m}}); err != nil {
		r.t.Fatal(err)
	}
	r.bot.Wake()
}

// TestATextComesWithoutItsPicture breaks what a picture needs, in several ways:
// what can be mended is tried again from the start, and the text comes always,
// before or below.
func TestATextComesWithoutItsPicture(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault sandbox.Fault
		chart string
		shown int
	}{
		"refused":          {fault: sandbox.Fault{Method: "sendPhoto", Status: http.StatusBadRequest, Description: "Bad Request: IMAGE_PROCESS_FAILED"}},
		"cut once":         {fault: sandbox.Fault{Method: "sendPhoto", Times: 1, Cut: true}, shown: 1},
		"always cut":       {fault: sandbox.Fault{Method: "sendPhoto", Cut: true}},
		"an unknown chart": {chart: "pie"},
	} {
		t.Run(name+", before", func(t *testing.T) {
			t.Parallel()
			r := start(t, setting{})
			leader := r.phone("陈立")
			if c.fault.Method != "" {
				r.telegram.Fail(c.fault)
			}
			r.digestTo(1, cmp.Or(c.chart, "heat"), leader)
			r.sees(leader, "日报 1")
			shown := photos(leader.Messages())
			if len(shown) != c.shown {
				t.Fatalf("%d photos, want %d", len(shown), c.shown)
			}
			for _, m := range shown {
				r.drawn(m)
			}
		})
		t.Run(name+", below", func(t *testing.T) {
			t.Parallel()
			r := start(t, setting{})
			leader := r.phone("陈立")
			if c.fault.Method != "" {
				r.telegram.Fail(c.fault)
			}
			r.below(cmp.Or(c.chart, "heat"), leader)
			m := r.sees(leader, "日报 1", "逐个看")
			if len(photos([]sandbox.Message{m})) != c.shown || m.Silent() {
				t.Errorf("%d photos with the text, want %d; silent %v", len(m.Photo), c.shown, m.Silent())
			}
		})
	}
}
