package config_test

import (
	"testing"
	"testing/fstest"

	"huanjie/internal/config"
)

// FuzzParse reads anything as TOML: it is a Config with towns or an error.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`telegram.token = "1:a"` + town(`stages = [{ id = "roll", due = "D-21" }]`)))
	f.Add([]byte("[[town]]\n[[town.election]]\n[town.election.stages]\n\"a.b\".c = [[{ x = 1 }]]"))
	f.Add([]byte("reminders.due = [18:00:00, 'TZ=', '* * * * *']\n[x]\ny=“"))
	files := fstest.MapFS{"roster.csv": {Data: []byte(rosterText)}}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := config.Parse("config.toml", data, files, environment())
		if (err == nil) != (len(c.Towns) > 0) {
			t.Errorf("%d towns with error %v", len(c.Towns), err)
		}
	})
}

// FuzzTime reads anything as a time: it always comes again, or is an error.
func FuzzTime(f *testing.F) {
	for _, spec := range []string{"18:00", "TZ=Asia/Shanghai", "0 18 * * 1-5", "@every 1s", "*/0 * * * *", "0 0 31 2 *"} {
		f.Add(spec)
	}
	f.Fuzz(func(t *testing.T, spec string) {
		at, err := config.ParseTime(spec)
		if (err == nil) != (at.Schedule != nil) {
			t.Errorf("%q: %v with error %v", spec, at, err)
		}
	})
}
