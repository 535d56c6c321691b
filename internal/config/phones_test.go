package config_test

import (
	"strings"
	"testing"

	"huanjie/internal/config"
)

func TestPhonesOfARoster(t *testing.T) {
	t.Parallel()
	line := func(phones string) []byte {
		return []byte("unit,name,area,key,registered,seats,candidates,officers,leaders,phones\nE1,东河村,东片,,100,主任:1,,周明、李芳,陈立," + phones + "\n")
	}
	units, err := config.ReadRoster("roster.csv", line("周明 139 0000 0001；李芳：+86-571-0000002"), villages)
	if err != nil || units[0].Phones["周明"] != "139 0000 0001" || units[0].Phones["李芳"] != "+86-571-0000002" {
		t.Errorf("read %v, %v", units, err)
	}
	if units, err := config.ReadRoster("roster.csv", line(""), villages); err != nil || units[0].Phones != nil {
		t.Errorf("an empty cell reads %v, %v", units, err)
	}
	for cell, wrong := range map[string]string{
		"周明": "write a name and its number", "13900000001": "write a name and its number", "周明 12": "write a name and its number",
		"白露 13900000001": "stands in no other column", "周明 139x": "write a name and its number",
	} {
		if _, err := config.ReadRoster("roster.csv", line(cell), villages); err == nil || !strings.Contains(err.Error(), wrong) {
			t.Errorf("%s: %v, want %q", cell, err, wrong)
		}
	}
}
