package main

import (
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// opens has a person of a town open their link.
func (two twoTowns) opens(phone *sandbox.Phone, town election.TownID, name, hello string) {
	two.t.Helper()
	s := store.Open(two.redis, &election.Town{ID: town, Location: time.UTC})
	token, err := s.Invite(two.t.Context(), election.PersonID(name), time.Now())
	must(two.t, err)
	_, err = phone.Start(token)
	must(two.t, err)
	hears(two.t, phone, hello)
}

// newest is the text of the last message of the bot on a telephone.
func newest(p *sandbox.Phone) string { return newestWith(p, "") }

// newestWith is the text of the last message of the bot that has some words in it: what another town
// sends may come in between.
func newestWith(p *sandbox.Phone, words string) string {
	all := p.Messages()
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].From.IsBot && strings.Contains(all[i].Text, words) {
			return all[i].Text
		}
	}
	return ""
}

// TestSomebodyOfThreeTowns is in the office of one, an officer of the next, and leads an
// area of the third. What they type goes to the town that they chose or named, or in
// which they began something; a village that two of their towns have is asked about.
func TestSomebodyOfThreeTowns(t *testing.T) {
	t.Parallel()
	two := keepTwo(t, "N1,青石村,东片,主任:1,多面手,领导丙\nN2,河湾村,东片,主任:1,多面手,领导丙\n")
	two.adds("nanpo", "南坡镇", 902, "S1,柳林村,东片,主任:1,联络员丁,多面手\n")
	r := runTown(t, two.kept)
	r.logs("running")
	p := two.office(900) // of 石桥镇, by the settings
	hears(t, p, "石桥镇")
	two.opens(p, "beiling", "多面手", "【北岭镇】多面手，您好")
	two.opens(p, "nanpo", "多面手", "【南坡镇】多面手，您好")

	says(t, p, "/invite", "名册 3 人") // at home in the office
	says(t, p, "柳林村", "【南坡镇】")      // a question alone does not move the chat
	says(t, p, "投票 青石村 212 登记400", "🏘 现在按北岭镇办")
	taps(t, p, "✅ 确认上报")
	hears(t, p, "已上报")
	says(t, p, "青石村", "青石村")
	if text := newestWith(p, "青石村"); strings.HasPrefix(text, "【") {
		t.Errorf("北岭镇 is at home, and its message is marked: %s", text)
	}
	says(t, p, "/invite", "【石桥镇】") // only its office may

	says(t, p, "投票 河湾村 100", "是哪个镇的")
	hears(t, p, "没有记下")
	says(t, p, "石桥镇 投票 河湾村 100 登记400", "🏘 现在按石桥镇办")
	taps(t, p, "✅ 确认上报")
	says(t, p, "换镇", "您现在按石桥镇办")
	for _, label := range []string{"✓ 石桥镇", "北岭镇", "南坡镇"} {
		if _, has := p.Last().Button(label); !has {
			t.Errorf("no button %s in %s", label, p.Last().Text)
		}
	}
	must(t, p.Tap("南坡镇"))
	hears(t, p, "🏘 现在按南坡镇办")
	says(t, p, "日报", "📊 南坡镇日报")

	for town, want := range map[election.TownID]election.UnitID{"shiqiao": "V1", "beiling": "N1"} {
		s := store.Open(two.redis, &election.Town{ID: town, Location: time.UTC})
		n := 0
		must(t, s.Journal(t.Context(), func(r election.Report) error {
			if n++; r.Unit != want {
				t.Errorf("%s has a report of %s, want %s", town, r.Unit, want)
			}
			return nil
		}))
		if n != 1 {
			t.Errorf("%s has %d reports, want 1", town, n)
		}
	}
}
