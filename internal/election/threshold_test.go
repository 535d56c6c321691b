package election

import (
	"testing"

	"pgregory.net/rapid"
)

func TestComparison(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		c      Comparison
		holds  bool
		zh, en string
	}{
		{Comparison{2, 400, Above, 1, 800}, false, "2×400 = 800，不大于 800", "2×400 = 800, not more than 800"},
		{Comparison{2, 401, Above, 1, 800}, true, "2×401 = 802，大于 800", "2×401 = 802, more than 800"},
		{Comparison{5, 40, AtLeast, 4, 50}, true, "5×40 = 200，不少于 4×50 = 200", "5×40 = 200, at least 4×50 = 200"},
		{Comparison{5, 39, AtLeast, 4, 50}, false, "5×39 = 195，少于 4×50 = 200", "5×39 = 195, less than 4×50 = 200"},
		{Comparison{1, 800, AtMost, 1, 800}, true, "800，不多于 800", "800, not more than 800"},
		{Comparison{1, 801, AtMost, 1, 800}, false, "801，多于 800", "801, more than 800"},
	} {
		if c.c.Holds() != c.holds || c.c.In(Chinese) != c.zh || c.c.In(English) != c.en {
			t.Errorf("%v: %v %s / %s", c.c, c.c.Holds(), c.c.In(Chinese), c.c.In(English))
		}
	}
}

func TestThresholdSays(t *testing.T) {
	t.Parallel()
	base := Say("参加投票人数", "people taking part")
	for _, c := range []struct {
		t      Threshold
		zh, en string
	}{
		{moreThanHalf(OfParticipants), "超过参加投票人数的半数", "more than half of the people taking part"},
		{moreThanTwoThird(OfParticipants), "超过参加投票人数的三分之二", "more than 2/3 of the people taking part"},
		{fourFifths(OfParticipants), "不少于参加投票人数的五分之四", "at least 4/5 of the people taking part"},
		{oneThird(OfParticipants), "不少于参加投票人数的三分之一", "at least 1/3 of the people taking part"},
		{Threshold{2, AtLeast, 1, OfParticipants}, "不少于参加投票人数的二分之一", "at least 1/2 of the people taking part"},
		{Threshold{2, Above, 3, OfParticipants}, "超过参加投票人数的二分之三", "more than 3/2 of the people taking part"},
		{Threshold{3, Above, 1, OfParticipants}, "超过参加投票人数的三分之一", "more than 1/3 of the people taking part"},
		{Threshold{}, "得票多的当选", "most votes win"},
	} {
		if got := c.t.Say(base); got.In(Chinese) != c.zh || got.In(English) != c.en {
			t.Errorf("%v: %s / %s", c.t, got.In(Chinese), got.In(English))
		}
	}
	for _, c := range []struct {
		t        Threshold
		yes, not string
	}{
		{moreThanHalf(OfReturned), "过半数", "未过半数"},
		{moreThanTwoThird(OfReturned), "超过三分之二", "未超过三分之二"},
		{fourFifths(OfReturned), "不少于五分之四", "不足五分之四"},
		{Threshold{2, AtLeast, 1, OfReturned}, "不少于二分之一", "不足二分之一"},
		{Threshold{3, Above, 1, OfReturned}, "超过三分之一", "未超过三分之一"},
		{Threshold{2, Above, 3, OfReturned}, "超过二分之三", "未超过二分之三"},
	} {
		if yes, not := c.t.met(true).In(Chinese), c.t.met(false).In(Chinese); yes != c.yes || not != c.not {
			t.Errorf("%v: %s, %s", c.t, yes, not)
		}
	}
}

// Least is the smallest number that meets the threshold.
func TestPropertyLeast(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		share := rapid.SampledFrom([]Threshold{
			moreThanHalf(OfReturned), moreThanTwoThird(OfReturned), fourFifths(OfReturned), oneThird(OfReturned),
		}).Draw(t, "share")
		base := rapid.IntRange(1, 100_000).Draw(t, "base")
		least := share.Least(base)
		if !share.Compare(least, base).Holds() || share.Compare(least-1, base).Holds() {
			t.Fatalf("%v of %d: %d is not the least", share, base, least)
		}
	})
	if got := (Threshold{}).Least(100); got != 1 {
		t.Errorf("where the most votes win one vote is the least, not %d", got)
	}
}

func TestArticleSays(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{
		1: "第一条", 9: "第九条", 10: "第十条", 11: "第十一条", 19: "第十九条", 20: "第二十条", 21: "第二十一条", 53: "第五十三条", 99: "第九十九条", 100: "第100条",
	} {
		if got := (Article{ElectoralLaw, n}).Say().In(Chinese); got != "选举法"+want {
			t.Errorf("%d: %s", n, got)
		}
	}
	if got := chineseNumber(0); got != "0" {
		t.Errorf("0: %s", got)
	}
	if got := (Article{PartyRegulations, 19}).Say().In(English); got != "Regulations on Elections in Basic Party Organisations, art. 19" {
		t.Errorf("%s", got)
	}
	if got := (Article{ResidentsLaw2025, 0}).Say().In(Chinese); got != "城市居民委员会组织法" {
		t.Errorf("an article that was not seen: %s", got)
	}
	if got := (Article{}).Say(); got.In(Chinese) != "地方规定" || got.In(English) != "local rule" {
		t.Errorf("%v", got)
	}
	if got := LawInForce("mayor", polls()); got != LocalRule {
		t.Errorf("%s", got)
	}
}
