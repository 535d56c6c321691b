package speech_test

import (
	"testing"

	"huanjie/internal/speech"
)

func TestOnlyLeave(t *testing.T) {
	t.Parallel()
	for reasons, want := range map[string]bool{"请假": true, "2人请假、1人出差": true, "有事": true, "住院": false, "请假（住院）": false, "外出务工": false, "预备党员": false, "": false} {
		if got := speech.OnlyLeave(reasons); got != want {
			t.Errorf("OnlyLeave(%q) = %v", reasons, got)
		}
	}
}
