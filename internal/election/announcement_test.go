package election

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// announcementTown is a town with two villages and a branch.
func announcementTown(t *testing.T, l Language) *Town {
	t.Helper()
	posts := []PostPlan{{Post: Chair, Seats: 1, Candidates: []string{"甲", "乙"}}}
	town, err := NewTown(Town{ID: "linxi", Name: "临溪镇", Location: time.UTC, Language: l, Office: []int64{1, 2}, LeadingGroup: []PersonID{"高处"},
		Elections: []Election{{ID: "v", Kind: Villagers, PollingDay: polls()}, {ID: "p", Kind: Party, PollingDay: polls()}},
		Units: []Unit{
			{ID: "A", Name: "柳湾村", Election: "v", Area: "东片", Registered: 400, Hours: "8:00-12:00", Place: "祠堂 <新>", Posts: posts, Officers: []PersonID{"白露"}, Leaders: []PersonID{"石远"}},
			{ID: "B", Name: "石桥村", Election: "v", Area: "西片", Registered: 400, Posts: posts, Officers: []PersonID{"谷雨"}},
			{ID: "C", Name: "柳湾支部", Election: "p", Registered: 30, Posts: posts}}})
	if err != nil {
		t.Fatal(err)
	}
	return town
}

// states are the units with counts: 甲 has so many votes of 300 in each.
func countedUnits(t *testing.T, town *Town, confirmed bool, votes ...int) []UnitState {
	t.Helper()
	var all []UnitState
	for i, u := range town.Units {
		s := UnitState{Unit: u}
		if i < len(votes) {
			e := town.ElectionOf(u)
			tally := Tally{Round: FirstRound, Registered: u.Registered, Participants: 300, Issued: 300, Returned: 300, Valid: 300,
				Posts: []PostTally{{Post: Chair, Seats: 1, Candidates: []CandidateVotes{{Name: "甲", Votes: votes[i]}, {Name: "乙", Votes: 300 - votes[i]}}}}}
			s.Progress = e.Fold(s.Progress, Report{ID: "R1", Unit: u.ID, By: "白露", At: polls().At(13, 0, time.UTC), Body: tally})
			if confirmed {
				s.Progress = e.Fold(s.Progress, Report{ID: "R2", Unit: u.ID, By: "石远", At: polls().At(14, 0, time.UTC), Body: CountCheck{tally}})
			}
		}
		all = append(all, s)
	}
	return all
}

func TestWhatIsNotConfirmedIsNotPublished(t *testing.T) {
	t.Parallel()
	town := announcementTown(t, Chinese)
	e, _ := town.Election("v")
	if text := town.Write(ResultsAnnouncement, e, countedUnits(t, town, false, 200, 150)); text != "" {
		t.Errorf("counts of one person alone were written up:\n%s", text)
	}
	text := town.Write(ResultsAnnouncement, e, countedUnits(t, town, true, 200, 150))
	for _, want := range []string{"临溪镇村民委员会换届选举结果", "柳湾村：参选率 75.00%；主任 甲", "石桥村：参选率 75.00%；没有人当选；须另行选举", "两人复核"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if strings.Contains(text, "支部") {
		t.Errorf("another election is in it:\n%s", text)
	}
	if part := town.Write(ResultsAnnouncement, e, countedUnits(t, town, true, 200)); !strings.HasSuffix(text, "各村计票都已由两人复核确认。") || !strings.HasSuffix(part, "其余确认后再公布。") {
		t.Errorf("of all villages:\n%s\nof one:\n%s", text, part)
	}
	for confirmed, want := range map[bool]string{true: "进展（计票都已确认；", false: "进展（初步，未经确认，"} {
		if text := town.Write(InterimAnnouncement, e, countedUnits(t, town, confirmed, 200, 150)); !strings.Contains(text, want) {
			t.Errorf("so far:\n%s", text)
		}
	}
	further := town.Write(FurtherAnnouncement, e, countedUnits(t, town, true, 200, 150))
	if strings.Contains(further, "柳湾村") || !strings.Contains(further, "石桥村：另行选举") {
		t.Errorf("further votes:\n%s", further)
	}
	if text := town.Write(FurtherAnnouncement, e, countedUnits(t, town, false, 200, 150)); text != "" {
		t.Errorf("further votes of counts that are not confirmed:\n%s", text)
	}
}

func TestAnOfficerIsShownTheirOwnVillages(t *testing.T) {
	t.Parallel()
	town := announcementTown(t, Chinese)
	e, _ := town.Election("v")
	for _, k := range []AnnouncementKind{PollingAnnouncement, TurnoutCall, CloseAnnouncement, ResultsAnnouncement, FurtherAnnouncement} {
		text := town.Write(k, e, countedUnits(t, town, true, 150, 150))
		if own := town.For(Announcement{Text: text, Made: true}, []UnitID{"A"}); strings.Contains(own, "石桥村") || !strings.Contains(own, "· 柳湾村") || strings.Count(own, "\n") != strings.Count(text, "\n")-1 {
			t.Errorf("%s for 柳湾村:\n%s\nof\n%s", k, own, text)
		}
		if whole := town.For(Announcement{Text: text}, []UnitID{"A"}); whole != text {
			t.Errorf("what the office changed is cut: %s", whole)
		}
	}
}

func TestEveryTemplateInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, l := range []Language{Chinese, English} {
		town := announcementTown(t, l)
		e, _ := town.Election("v")
		states := append(countedUnits(t, town, true, 150)[:1], UnitState{Unit: town.Units[1]})
		for _, k := range AnnouncementKinds() {
			text := town.Write(k, e, states)
			if (text == "") != (k == OwnWords) {
				t.Errorf("%s in %v: %q", k, l, text)
			}
			if strings.Contains(text, "%!") {
				t.Errorf("%s in %v: %s", k, l, text)
			}
			if named := strings.Contains(text, "谷雨"); named != (k == LateAnnouncement) {
				t.Errorf("%s names an officer: %v\n%s", k, named, text)
			}
		}
	}
}

func TestAPublicGroupIsNeverShownWhatIsInternal(t *testing.T) {
	t.Parallel()
	for _, reach := range []Audience{AnyAudience, PublicAudience, WorkingAudience} {
		for _, k := range AnnouncementKinds() {
			a := Announcement{Kind: k, Reach: reach}
			for _, group := range []Audience{AnyAudience, PublicAudience} { // a group that is not marked is public
				if a.Reaches(group) && (k.Internal() || reach == WorkingAudience) {
					t.Errorf("%q for %q reaches a group marked %q", k, reach, group)
				}
			}
			if a.Reaches(WorkingAudience) != (reach != PublicAudience) {
				t.Errorf("%q for %q and a working group", k, reach)
			}
		}
	}
	if !ResultsAnnouncement.OnlyWorking(Election{Kind: Party}) || ResultsAnnouncement.OnlyWorking(Election{Kind: Villagers}) {
		t.Error("the results of a branch are public, or those of a village are not")
	}
}

func TestWhoMayDecide(t *testing.T) {
	t.Parallel()
	town := announcementTown(t, Chinese)
	a := Announcement{By: OfficePerson(1)}
	var may []PersonID
	for _, p := range append(slices.Clone(town.People()), OfficePerson(1), OfficePerson(2), OfficePerson(3), "路人") {
		if a.MayDecide(town.Person(p)) {
			may = append(may, p)
		}
	}
	if !slices.Equal(may, []PersonID{"高处", OfficePerson(2)}) {
		t.Errorf("may decide: %v", may)
	}
}

func TestALaterAnnouncementOvertakesAnEarlierOne(t *testing.T) {
	t.Parallel()
	of := func(id AnnouncementID, k AnnouncementKind, units ...UnitID) Announcement {
		return Announcement{ID: id, Kind: k, Election: "v", Units: units}
	}
	for _, c := range []struct {
		later, earlier Announcement
		want           bool
	}{
		{of("2", PollingAnnouncement, "A", "B"), of("1", PollingAnnouncement, "A", "B"), true},
		{of("2", PollingAnnouncement, "A"), of("1", PollingAnnouncement, "A", "B"), false}, // B's is not in it
		{of("2", PollingAnnouncement, "A", "B"), of("1", PollingAnnouncement, "A"), true},
		{of("1", PollingAnnouncement, "A"), of("1", PollingAnnouncement, "A"), false}, // itself
		{of("2", OpeningAnnouncement, "A"), of("1", PollingAnnouncement, "A"), true},
		{of("2", CloseAnnouncement, "A"), of("1", TurnoutCall, "A"), true},
		{of("2", TurnoutCall, "A"), of("1", CloseAnnouncement, "A"), false},
		{of("2", ResultsAnnouncement, "A"), of("1", CloseAnnouncement, "A"), true},
		{of("2", ResultsAnnouncement, "A"), of("1", CloseAnnouncement, "A", "B"), false}, // B is still being counted
		{of("2", ResultsAnnouncement, "A", "B"), of("1", ResultsAnnouncement, "A"), true},
		{of("2", FurtherAnnouncement, "A"), of("1", ResultsAnnouncement, "A"), false}, // the results stand
		{of("2", FurtherAnnouncement, "A"), of("1", FurtherAnnouncement, "A"), true},
		{of("2", InterimAnnouncement, "A"), of("1", InterimAnnouncement, "A"), true},
		{of("2", LateAnnouncement, "A"), of("1", InterimAnnouncement, "A"), false},
		{of("2", OwnWords, "A"), of("1", OwnWords, "A"), false}, // nobody knows what they say
		{of("2", ResultsAnnouncement, "A"), of("1", OwnWords, "A"), false},
		{of("2", CloseAnnouncement, "A"), of("1", PollingAnnouncement), false},
		{of("2", CloseAnnouncement, "A"), Announcement{ID: "1", Kind: PollingAnnouncement, Election: "p", Units: []UnitID{"A"}}, false},
	} {
		if got := c.later.Overtakes(c.earlier); got != c.want {
			t.Errorf("%s of %v over %s of %v: %v", c.later.Kind, c.later.Units, c.earlier.Kind, c.earlier.Units, got)
		}
	}
}
