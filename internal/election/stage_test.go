package election

import "testing"

func TestDueIsTheEarlierDay(t *testing.T) {
	t.Parallel()
	planned, lawful := polls().AddDays(-22), polls().AddDays(-20)
	for _, c := range []struct {
		stage Stage
		want  Date
	}{
		{Stage{Planned: planned}, planned},
		{Stage{Planned: planned, Lawful: Deadline{Last: lawful}}, planned},
		{Stage{Planned: lawful.AddDays(1), Lawful: Deadline{Last: lawful}}, lawful},
		{Stage{Planned: lawful, Lawful: Deadline{Last: lawful}}, lawful},
	} {
		if got := c.stage.Due(); got != c.want {
			t.Errorf("%+v is due %v, want %v", c.stage, got, c.want)
		}
	}
}

// TestUsualStages holds the usual list of every kind to what the rest of the
// product takes for granted.
func TestUsualStages(t *testing.T) {
	t.Parallel()
	for _, k := range []Kind{Villagers, Residents, Party, Congress} {
		e := Election{Kind: k, PollingDay: polls(), Stages: UsualStages(k, polls())}
		seen := map[StageID]bool{}
		for _, s := range e.Stages {
			if seen[s.ID] || s.Name.In(Chinese) == "" || s.Name.In(English) == "" || s.Planned.IsZero() || len(s.ID) > 16 {
				t.Errorf("%s: stage %+v", k, s)
			}
			seen[s.ID] = true
			if law := s.Lawful.Last; !law.IsZero() && law.Before(s.Planned) {
				t.Errorf("%s: %s is planned for %v, after its lawful last day %v", k, s.ID, s.Planned, law)
			}
		}
		if st, ok := e.Stage(PollingStage); !ok || st.Planned != polls() {
			t.Errorf("%s: polling is planned for %v", k, st.Planned)
		}
	}
	for _, s := range Statuses() {
		if s.Name().IsZero() {
			t.Errorf("status %q has no name", s)
		}
	}
}

// TestStageIDs: the list has every usual stage once, and no other.
func TestStageIDs(t *testing.T) {
	t.Parallel()
	usual := map[StageID]bool{}
	for _, k := range []Kind{Villagers, Residents, Party, Congress} {
		for _, s := range UsualStages(k, polls()) {
			usual[s.ID] = true
		}
	}
	for _, id := range StageIDs() {
		if !usual[id] {
			t.Errorf("%q is listed twice, or no usual stage", id)
		}
		delete(usual, id)
	}
	if len(usual) > 0 {
		t.Errorf("StageIDs lacks %v", usual)
	}
}
