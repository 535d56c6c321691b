package config

import (
	"reflect"
	"testing"

	"huanjie/internal/election"
)

// TestBallotsCell: which posts share a ballot is read as it is written, and written as it is
// read; what cannot be is refused.
func TestBallotsCell(t *testing.T) {
	chair, vice, member := election.Chair, election.ViceChair, election.Member
	for cell, want := range map[string][][]election.Post{
		"":           nil,
		"同一张":        {},
		"主任;委员":      {{chair}, {member}},
		"主任；副主任、委员":  {{chair}, {vice, member}},
		"主任;副主任/委员;": {{chair}, {vice, member}},
	} {
		read, err := readBallots(election.Villagers, cell)
		if err != nil || !reflect.DeepEqual(read, want) {
			t.Errorf("%q: %v, %v, want %v", cell, read, err, want)
		}
		if again, err := readBallots(election.Villagers, ballotsCell(read)); err != nil || !reflect.DeepEqual(again, want) {
			t.Errorf("%q is written %q", cell, ballotsCell(read))
		}
	}
	for _, cell := range []string{"主任;书记", "主任;主任/委员", "组长"} {
		if read, err := readBallots(election.Villagers, cell); err == nil {
			t.Errorf("%q is read as %v", cell, read)
		}
	}
}
