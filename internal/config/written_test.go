package config_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"huanjie/internal/config"
	"huanjie/internal/election"
)

// TestChanges: another reading of the files, town by town, without secrets.
func TestChanges(t *testing.T) {
	t.Parallel()
	const settings = `[telegram]
token = "1000001:AAExampleTokenOfSomeLength"
[redis]
url = "redis://:old-password@127.0.0.1:6379/0"
[[town]]
id = "shiqiao"
name = "石桥镇"
roster = "a.csv"
office = [900]
[[town.election]]
id = "villages"
kind = "villagers"
polling_day = 2099-01-15
[[town]]
id = "beiling"
name = "北岭镇"
roster = "b.csv"
office = [901]
[[town.election]]
id = "villages"
kind = "villagers"
polling_day = 2099-01-15
`
	const rows = "unit,name,area,seats,officers,leaders\nA1,河湾村,东片,主任:1,联络员甲,领导甲\n"
	read := func(swap ...string) config.Config {
		t.Helper()
		in := strings.NewReplacer(swap...)
		files := fstest.MapFS{"a.csv": {Data: []byte(in.Replace(rows))}, "b.csv": {Data: []byte(rows)}}
		c, err := config.Parse("config.toml", []byte(in.Replace(settings)), files, func(string) string { return "" })
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	was := read()
	for _, c := range []struct {
		swap    []string
		changes []string // of 石桥镇
		restart []string
	}{
		{nil, nil, nil},
		{[]string{"old-password", "new-password"}, nil, []string{"redis"}},
		{[]string{"office = [900]", "office = [900, 902]"}, []string{"office: [900] → [900 902]"}, nil},
		{[]string{"office = [901]", "office = [903]"}, nil, nil}, // the other town's
		{[]string{"[redis]", "[reminders]\ndigest = \"19:00\"\n[redis]"}, []string{"reminders.digest: (nothing) → 19:00"}, nil},
		{[]string{"河湾村", "河湾新村"}, []string{"河湾新村, name: 河湾村 → 河湾新村"}, nil},
		{[]string{"A1,河湾村", "A2,山口村"}, []string{"added 山口村 (A2)", "removed 河湾村 (A1)"}, nil},
	} {
		next := read(c.swap...)
		changes, restart := was.Changes(next, "shiqiao")
		var got []string
		for _, p := range changes {
			got = append(got, p.In(election.English))
		}
		if !slices.Equal(got, c.changes) || !slices.Equal(restart, c.restart) {
			t.Errorf("%q: %q, restart %q; want %q, %q", c.swap, got, restart, c.changes, c.restart)
		}
		both := was.With(next, "shiqiao")
		if more, _ := both.Changes(next, "shiqiao"); len(more) > 0 {
			t.Errorf("%q: %v is left", c.swap, more)
		}
		if more, _ := was.Changes(both, "beiling"); len(more) > 0 && c.changes[0] != "reminders.digest: (nothing) → 19:00" {
			t.Errorf("%q: the other town changes too: %v", c.swap, more)
		}
	}
}
