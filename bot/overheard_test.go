package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"huanjie/internal/store"
)

// A bot that may pin hears everything in its group. What is not for it leaves
// nothing but the mark that the update was seen: no word in Redis or in the log.
func TestWhatIsOverheardLeavesNoWord(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID)})
	office, officer, villager := r.phone("选举办"), r.phone("周明"), r.stranger()
	g := r.groupOf(office, officer, villager)
	if err := g.PromoteBot(office); err != nil {
		t.Fatal(err)
	}
	r.sent()
	before := r.allKept()
	const secret = "老槐树下的私房话"
	for i := range 40 {
		word := fmt.Sprintf("%s%d", secret, i)
		if _, err := officer.SayIn(g.ID(), word); err != nil {
			t.Fatal(err)
		}
		if _, err := villager.SayIn(g.ID(), "确认 "+word); err != nil {
			t.Fatal(err)
		}
		at := fmt.Sprintf(`"message_id":%d,"date":%d,"chat":{"id":%d,"type":"group","title":"群"},"from":{"id":%d,"first_name":"甲"}`, 9000+i, time.Now().Unix(), g.ID(), officer.ID())
		for _, raw := range []string{
			`{"message":{` + at + `,"caption":"` + word + `","photo":[{"file_id":"x","file_unique_id":"y","width":1,"height":1}]}}`,
			`{"edited_message":{` + at + `,"edit_date":1,"text":"` + word + `"}}`,
			`{"message":{` + at + `,"text":"` + word + `","forward_origin":{"type":"of_a_later_version"}}}`, // cannot be decoded
		} {
			if _, err := r.telegram.Inject(raw); err != nil {
				t.Fatal(err)
			}
		}
	}
	r.taken()
	r.sent()
	marks := 0
	for key, value := range r.allKept() {
		if strings.Contains(key+value, secret) {
			t.Errorf("%s holds a word of the group", key)
		}
		switch {
		case strings.HasPrefix(key, "hj:{qinghe}:seen:"):
			if left := r.redis.TTL(r.ctx, key).Val(); left <= 0 || left > 48*time.Hour {
				t.Errorf("%s lasts %v", key, left)
			}
			if _, old := before[key]; !old {
				marks++
			}
		case value != before[key] && key != "hj:poller" && key != "hj:ready" && !strings.HasPrefix(key, "hj:{bot:"): // the bell is a hint, and so is the pace
			t.Errorf("%s was %q, is %q", key, before[key], value)
		}
	}
	if marks != 200 {
		t.Errorf("%d of 200 updates are marked as seen", marks)
	}
	if strings.Contains(r.log.String(), secret) {
		t.Error("a word of the group stands in the log")
	}
	if dead, err := store.Dead(r.ctx, r.redis); err != nil || dead != 0 {
		t.Errorf("%d put aside (%v)", dead, err)
	}
	r.say(officer, "投票 212") // what the group said is not counted against anybody
	r.sees(officer, "212", "[✅ 确认上报]")
	if _, err := villager.SayIn(g.ID(), "@huanjie_demo_bot 东河村 哪里投票"); err != nil {
		t.Fatal(err)
	}
	r.groupSees(g, "东河村：")
}

// An update of a group that is for the bot and cannot be decoded is put aside
// without its words.
func TestWhatCannotBeDecodedOfAGroupIsPutAsideWithoutWords(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID)})
	office := r.phone("选举办")
	g := r.groupOf(office)
	raw := fmt.Sprintf(`{"message":{"message_id":9,"date":1,"chat":{"id":%d,"type":"group"},"from":{"id":%d,"first_name":"甲"},"text":"@huanjie_demo_bot 悄悄话","forward_origin":{"type":"new"}}}`,
		g.ID(), office.ID())
	if _, err := r.telegram.Inject(raw); err != nil {
		t.Fatal(err)
	}
	r.taken()
	if dead, err := store.Dead(r.ctx, r.redis); err != nil || dead != 1 {
		t.Errorf("%d put aside (%v)", dead, err)
	}
	for key, value := range r.allKept() {
		if strings.Contains(value, "悄悄话") {
			t.Errorf("%s holds %s", key, value)
		}
	}
}

// allKept reads everything in Redis.
func (r *rig) allKept() map[string]string {
	r.t.Helper()
	all := map[string]string{}
	keys, err := r.redis.Keys(r.ctx, "*").Result()
	if err != nil {
		r.t.Fatal(err)
	}
	for _, key := range keys {
		var value any
		switch r.redis.Type(r.ctx, key).Val() {
		case "string":
			value = r.redis.Get(r.ctx, key).Val()
		case "hash":
			value = r.redis.HGetAll(r.ctx, key).Val()
		case "list":
			value = r.redis.LRange(r.ctx, key, 0, -1).Val()
		case "set":
			value = r.redis.SMembers(r.ctx, key).Val()
		case "zset":
			value = r.redis.ZRangeWithScores(r.ctx, key, 0, -1).Val()
		case "stream":
			value = r.redis.XRange(r.ctx, key, "-", "+").Val()
		}
		all[key] = fmt.Sprint(value)
	}
	return all
}
