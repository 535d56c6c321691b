package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"huanjie/internal/config"
)

// TestLibraryLogsAsJSON: what the Redis library says of each connection comes once a minute,
// as the settings want the log.
func TestLibraryLogsAsJSON(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	library := &sparing{}
	logsTo(withSparing(t.Context(), library), logger(&out, config.Admin{JSON: true}))
	for range 25 {
		library.Printf(t.Context(), "connection pool: failed to dial after %d attempts", 5)
	}
	var line struct{ Level, Msg, Says string }
	if err := json.Unmarshal(out.Bytes(), &line); err != nil || strings.Count(out.String(), "\n") != 1 || line.Level != "WARN" || !strings.Contains(line.Says, "after 5 attempts") {
		t.Errorf("25 lines of the library are logged as %q, %v", out.String(), err)
	}
}
