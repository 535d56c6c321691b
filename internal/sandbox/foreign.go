package sandbox

import (
	"encoding/json"
	"strings"
)

// foreign is an answer as a server of a later version, or of other people, may give it: an unknown kind in a union,
// fields of other types, and parameters that mean something else. Updates stay as they are.
func foreign(method string, result any) map[string]any {
	answer := map[string]any{"ok": true, "result": result, "parameters": []string{"of a later version"}}
	if strings.EqualFold(method, "getUpdates") {
		return answer
	}
	raw, err := json.Marshal(result)
	if err != nil {
		return answer
	}
	var plain any
	_ = json.Unmarshal(raw, &plain) // it was marshalled just now
	answer["result"] = estranged(plain)
	return answer
}

func estranged(result any) any {
	switch r := result.(type) {
	case bool:
		return map[string]any{"done": r}
	case []any:
		for i := range r {
			r[i] = estranged(r[i])
		}
	case map[string]any:
		r["forward_origin"] = map[string]any{"type": "of_a_later_version"}
		r["is_bot"], r["date"] = "yes", "2030-01-01T00:00:00Z"
	}
	return result
}
