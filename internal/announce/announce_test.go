package announce

import (
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

func TestAckTapRoundTrip(t *testing.T) {
	t.Parallel()
	longest := election.Announcement{ID: election.AnnouncementID(strings.Repeat("Z", 13)), Revision: 999}
	for _, unit := range []string{"E1", strings.Repeat("u", 16), Everywhere} {
		data := AckTap(longest, unit)
		id, revision, of, ok := ParseAckTap(data)
		if !ok || id != longest.ID || revision != 999 || of != unit || len(data) > 64 {
			t.Errorf("%s reads back as %s, %d, %s, %v", data, id, revision, of, ok)
		}
	}
	for _, forged := range []string{"", "ack:", "ack:N1", "ack:N1:E1", "ack:N1.x:E1", "ack:.1:E1", "ack:N1.1:", "a:y:N1", "ack:N1.99999999999999999999:E1"} {
		if id, _, _, ok := ParseAckTap(forged); ok {
			t.Errorf("%q is taken for a confirmation of %q", forged, id)
		}
	}
}

func TestNobodyIsAskedAgainAtNight(t *testing.T) {
	t.Parallel()
	town := &election.Town{Location: time.FixedZone("UTC+8", 8*60*60)}
	for since, want := range map[string]string{
		"15 08:00": "15 11:00", "15 17:59": "15 20:59", "15 18:00": "16 08:00", "15 22:00": "16 08:00",
		"15 02:00": "15 08:00", "15 04:59": "15 08:00", "15 05:00": "15 08:00", "31 20:00": "01 08:00",
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", "2027-01-"+since, town.Location)
		if err != nil {
			t.Fatal(err)
		}
		got := nudgeAt(town, at)
		if got.Format("02 15:04") != want || AtNight(town, got) {
			t.Errorf("posted %s: asked again %s, want %s", since, got.Format("02 15:04"), want)
		}
	}
}

// A card has a button for each village that has not confirmed, and none if
// nothing is left to confirm.
func TestTheCardAsksForWhatIsMissing(t *testing.T) {
	t.Parallel()
	town, err := election.NewTown(election.Town{ID: "t", Location: time.UTC, Elections: []election.Election{{ID: "v", Kind: election.Villagers}},
		Units: []election.Unit{{ID: "A", Name: "柳湾村", Election: "v"}, {ID: "B", Name: "石桥村", Election: "v"}}})
	if err != nil {
		t.Fatal(err)
	}
	a := election.Announcement{ID: "N1", At: time.Date(2026, 12, 31, 9, 0, 0, 0, time.UTC), Text: "投票 <1月>", Kind: election.PollingAnnouncement, Units: []election.UnitID{"A", "B"}}
	o := Officer{Person: "白露", User: 7, Units: a.Units}
	acks := map[election.UnitID]store.Ack{}
	for _, want := range []int{3, 1, 0} { // each and all; the one left; none
		m := Card(town, a, acks, o)
		if len(m.Buttons) != want || strings.Contains(m.Text, "<1月>") {
			t.Errorf("with %d confirmed the card has %d buttons:\n%s", len(acks), len(m.Buttons), m.Text)
		}
		acks[a.Units[min(len(acks), 1)]] = store.Ack{By: "谷雨", At: time.Date(2027, 1, 11, 9, 0, 0, 0, time.UTC)}
	}
	a.State, a.Decision = election.Withdrawn, &election.Decision{At: time.Date(2027, 1, 12, 9, 0, 0, 0, time.UTC)}
	if m := Card(town, a, nil, o); len(m.Buttons) != 0 || !strings.Contains(m.Text, "已于 2027年1月12日（周二） 09:00 撤回") {
		t.Errorf("withdrawn: %+v", m)
	}
}

// What became of an announcement is said in both languages: who, when, and why.
func TestWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	town := &election.Town{Location: time.FixedZone("UTC+8", 8*60*60)}
	at := time.Date(2027, 1, 11, 9, 0, 0, 0, town.Location)
	person, cause := &election.Decision{By: "高处", At: at, Why: "九点 <才> 对"}, &election.Decision{At: at, Cause: election.CountCorrected}
	for _, c := range []struct {
		a      election.Announcement
		zh, en string
	}{
		{election.Announcement{State: election.Returned, Decision: person}, "高处 于 1月11日（周一） 09:00 退回，原因：九点 &lt;才&gt; 对", "returned by 高处, Mon 11 Jan, 09:00, because: 九点 &lt;才&gt; 对"},
		{election.Announcement{State: election.Returned, Decision: cause}, "1月11日（周一） 09:00 退回选举办：里面的计票后来有更正", "back with the office since Mon 11 Jan, 09:00: a count that it tells of was corrected"},
		{election.Announcement{State: election.Reworked, Decision: person}, "退回后已改好重报", "revised and sent in anew"},
		{election.Announcement{State: election.Posted, PostedAt: at, Decision: &election.Decision{By: election.OfficePerson(7), At: at}}, "✅ 选举办（7） 于 1月11日（周一） 09:00 批准", "✅ approved by the office (7), Mon 11 Jan, 09:00"},
		{election.Announcement{State: election.Posted, PostedAt: at, Alone: true, Decision: person}, "未经第二人审批", "no second person to approve it"},
		{election.Announcement{State: election.Withdrawn, Decision: person}, "撤回，没有发布过", "it had not been posted"},
		{election.Announcement{State: election.Withdrawn, PostedAt: at, Decision: person}, "以前的内容作废", "what it said no longer holds"},
	} {
		c.a.ID, c.a.At, c.a.Text = "N1", at, "十五日 <八点> 投票"
		for l, want := range map[election.Language]string{election.Chinese: c.zh, election.English: c.en} {
			m := Status(town, c.a, nil, nil, false, l)
			if !strings.Contains(m.Text, want) {
				t.Errorf("%s does not say %q", m.Text, want)
			}
			if back := c.a.State == election.Returned; back != (len(m.Buttons) == 1) || back != strings.Contains(m.Text, "<code>十五日 &lt;八点&gt; 投票</code>") {
				t.Errorf("to be revised: %+v", m)
			}
		}
	}
}
