package config

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"huanjie/internal/election"
)

// written are the settings of a file by their paths, in which towns, elections
// and stages stand by their id: "town.luhua.election.villages.polling_day".
func written(data []byte) map[string]string {
	var raw map[string]any
	all := map[string]string{}
	if toml.Unmarshal(data, &raw) == nil { // what is wrong is noted by the reader
		flatten(all, "", raw)
	}
	return all
}

func flatten(all map[string]string, path string, value any) {
	switch value := value.(type) {
	case map[string]any:
		for key, v := range value {
			flatten(all, join(path, key), v)
		}
		return
	case []any:
		if len(value) == 0 {
			break
		}
		if _, tables := value[0].(map[string]any); !tables {
			break
		}
		for i, v := range value {
			name := fmt.Sprint(i + 1)
			if table, ok := v.(map[string]any); ok && table["id"] != nil {
				name = fmt.Sprint(table["id"])
			}
			flatten(all, join(path, name), v)
		}
		return
	}
	all[path] = fmt.Sprint(value)
}

// Changes says what another reading of the files would change for a town, a
// phrase for each difference, and which sections have changed that only a
// restart reads. What is secret is not shown.
func (c Config) Changes(next Config, id election.TownID) (changes []election.Phrase, restart []string) {
	paths := maps.Clone(c.written)
	maps.Copy(paths, next.written)
	own := "town." + string(id) + "."
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		was, is := c.written[path], next.written[path]
		section, _, _ := strings.Cut(path, ".")
		key, mine := strings.CutPrefix(path, own)
		switch {
		case was == is:
		case mine, section == "reminders":
			changes = append(changes, say("%s：%s → %s", "%s: %s → %s").With(key, orNothing(was), orNothing(is)))
		case section != "town" && !slices.Contains(restart, section):
			restart = append(restart, section)
		}
	}
	was, is := c.Town(id), next.Town(id)
	switch {
	case is == nil:
	case was == nil:
		changes = append(changes, say("新开：%d 个单位", "opened: %d units").With(len(is.Units)))
	default:
		changes = append(changes, unitChanges(was.Units, is.Units)...)
		changes = append(changes, lastChange(was, is)...)
	}
	return changes, restart
}

// unitChanges compares two rosters.
func unitChanges(was, is []election.Unit) []election.Phrase {
	find := func(in []election.Unit, id election.UnitID) int {
		return slices.IndexFunc(in, func(u election.Unit) bool { return u.ID == id })
	}
	var all []election.Phrase
	for _, u := range is {
		k := find(was, u.ID)
		if k < 0 {
			all = append(all, say("新增 %s（%s）", "added %s (%s)").With(u.Name, u.ID))
			continue
		}
		for _, change := range changes(was[k], u) {
			all = append(all, say("%s　%s", "%s, %s").With(u.Name, change))
		}
	}
	for _, u := range was {
		if find(is, u.ID) < 0 {
			all = append(all, say("删去 %s（%s）", "removed %s (%s)").With(u.Name, u.ID))
		}
	}
	return all
}

// RosterFile is the path of a town's roster; "" if there is none.
func (c Config) RosterFile(id election.TownID) string {
	name := c.written["town."+string(id)+".roster"]
	if name == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(c.folder, name)
}

// Town is a town that is sound; nil if there is none of this id.
func (c Config) Town(id election.TownID) *election.Town {
	for _, t := range c.Towns {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// With is c with a town and the reminders as another reading has them.
func (c Config) With(next Config, id election.TownID) Config {
	out := c
	out.Reminders, out.Towns, out.Stopped, out.written = next.Reminders, nil, nil, map[string]string{}
	from := func(of election.TownID) Config {
		if of == id {
			return next
		}
		return c
	}
	order := slices.Clone(next.Towns)
	for _, t := range c.Towns {
		if next.Town(t.ID) == nil {
			order = append(order, t)
		}
	}
	for _, t := range order {
		if town := from(t.ID).Town(t.ID); town != nil {
			out.Towns = append(out.Towns, town)
		}
	}
	for _, s := range c.Stopped {
		if out.Town(s.Town.ID) == nil {
			out.Stopped = append(out.Stopped, s)
		}
	}
	own := "town." + string(id) + "."
	renewed := func(path string, _ string) bool {
		return strings.HasPrefix(path, own) || strings.HasPrefix(path, "reminders.")
	}
	for path, value := range c.written {
		if !renewed(path, value) {
			out.written[path] = value
		}
	}
	for path, value := range next.written {
		if renewed(path, value) {
			out.written[path] = value
		}
	}
	return out
}
