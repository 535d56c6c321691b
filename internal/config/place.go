package config

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"

	"huanjie/internal/election"
)

// place is where something stands in a file. Lines and columns count from 1,
// columns in characters; zero is "not known".
type place struct {
	file         string
	line, column int
}

func (p place) String() string {
	switch {
	case p.line == 0:
		return p.file
	case p.column == 0:
		return fmt.Sprintf("%s:%d", p.file, p.line)
	}
	return fmt.Sprintf("%s:%d:%d", p.file, p.line, p.column)
}

// mistake is one thing that a person has to put right in a file.
type mistake struct {
	place
	text election.Phrase
}

// Error says it in both languages.
func (m mistake) Error() string {
	zh, en := m.text.In(election.Chinese), m.text.In(election.English)
	if zh != en {
		en = zh + " / " + en
	}
	if m.place == (place{}) {
		return en
	}
	return m.place.String() + ": " + en
}

// mistakes gathers what is wrong, so that a person can put all of it right in
// one go.
type mistakes struct{ all []mistake }

// say notes a mistake in both languages.
func (m *mistakes) say(at place, text election.Phrase) {
	m.all = append(m.all, mistake{at, text})
}

// err joins the mistakes, sorted. It is nil if there are none.
func (m *mistakes) err() error {
	sorted := m.sorted()
	errs := make([]error, len(sorted))
	for i, one := range sorted {
		errs[i] = one
	}
	return errors.Join(errs...)
}

// phrases are the mistakes, sorted, each with its place.
func (m *mistakes) phrases() []election.Phrase {
	var all []election.Phrase
	for _, one := range m.sorted() {
		if one.place == (place{}) {
			all = append(all, one.text)
			continue
		}
		all = append(all, say("%s：%s", "%s: %s").With(one.place.String(), one.text))
	}
	return all
}

// sorted are the mistakes file by file as they were first noted, in each from top
// to bottom.
func (m *mistakes) sorted() []mistake {
	var files []string
	for _, one := range m.all {
		if !slices.Contains(files, one.file) {
			files = append(files, one.file)
		}
	}
	sorted := slices.Clone(m.all)
	slices.SortStableFunc(sorted, func(a, b mistake) int {
		return cmp.Or(
			cmp.Compare(slices.Index(files, a.file), slices.Index(files, b.file)),
			cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column))
	})
	return sorted
}

// source is a TOML file that knows where each key stands. Keys are written as
// paths with the tables of an array numbered: "town.0.election.1.kind".
type source struct {
	name  string
	data  []byte
	lines []int // where each line begins, in bytes
	keys  map[string]located
}

// located is a key, or an element of the array it names, in the file.
type located struct {
	offset int      // where it begins, in bytes
	names  []string // the path without numbers
}

// deepest is how far keys are followed into arrays and inline tables; nothing
// that is read lies deeper.
const deepest = 8

func newSource(name string, data []byte) source {
	s := source{name: name, data: data, lines: []int{0}, keys: map[string]located{}}
	for i, b := range data {
		if b == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	var p unstable.Parser
	p.Reset(data)
	tables := map[string]int{} // how many tables an array of tables has so far
	table := ""
	for p.NextExpression() {
		switch e := p.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = s.header(e, tables)
		case unstable.KeyValue:
			s.keyValue(table, s.keys[table].names, e, 0)
		}
	}
	return s
}

// header notes where a table begins and returns its path.
func (s *source) header(e *unstable.Node, tables map[string]int) string {
	path, here := "", located{offset: -1}
	for keys := e.Key(); keys.Next(); {
		key := keys.Node()
		if here.offset < 0 {
			here.offset = int(key.Raw.Offset)
		}
		path, here.names = join(path, string(key.Data)), append(here.names, string(key.Data))
		if keys.IsLast() && e.Kind == unstable.ArrayTable {
			tables[path]++
		}
		if n := tables[path]; n > 0 {
			path = join(path, strconv.Itoa(n-1))
		}
	}
	s.keys[path] = here
	return path
}

func (s *source) keyValue(path string, names []string, e *unstable.Node, depth int) {
	here := located{offset: -1, names: slices.Clone(names)}
	for keys := e.Key(); keys.Next(); {
		key := keys.Node()
		if here.offset < 0 {
			here.offset = int(key.Raw.Offset)
		}
		path, here.names = join(path, string(key.Data)), append(here.names, string(key.Data))
	}
	s.keys[path] = here
	s.value(path, here.names, e.Value(), depth)
}

// value follows a value into arrays and inline tables.
func (s *source) value(path string, names []string, v *unstable.Node, depth int) {
	if depth == deepest {
		return
	}
	children := v.Children()
	switch v.Kind {
	case unstable.InlineTable:
		for children.Next() {
			s.keyValue(path, names, children.Node(), depth+1)
		}
	case unstable.Array:
		for i := 0; children.Next(); i++ {
			element := join(path, strconv.Itoa(i))
			if raw := children.Node().Raw; raw.Length > 0 {
				s.keys[element] = located{int(raw.Offset), names}
			}
			s.value(element, names, children.Node(), depth+1)
		}
	}
}

// place is where a key stands or, if it is not written, the nearest table that
// is.
func (s *source) place(key string) place {
	for key != "" {
		if here, ok := s.keys[key]; ok {
			return s.at(here.offset)
		}
		key = key[:max(strings.LastIndexByte(key, '.'), 0)]
	}
	return place{file: s.name}
}

// at is the place of a byte.
func (s *source) at(offset int) place {
	line, found := slices.BinarySearch(s.lines, offset)
	if !found {
		line--
	}
	return place{s.name, line + 1, utf8.RuneCount(s.data[s.lines[line]:offset]) + 1}
}

// offset is the byte in a column of a line, both counted from 1, columns in
// bytes as the TOML library counts them.
func (s *source) offset(line, column int) int {
	if line < 1 || line > len(s.lines) {
		return 0
	}
	return min(s.lines[line-1]+max(column, 1)-1, len(s.data))
}

// keyBefore is the last key, without numbers, that begins at a byte or before
// it; the innermost of those that begin there.
func (s *source) keyBefore(offset int) []string {
	last := located{offset: -1}
	for _, here := range s.keys {
		if here.offset > offset || here.offset < last.offset {
			continue
		}
		if here.offset > last.offset || len(here.names) > len(last.names) {
			last = here
		}
	}
	return last.names
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
