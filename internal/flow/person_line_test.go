package flow

import (
	"strings"
	"testing"

	"huanjie/internal/election"
)

// entry is a list of names in words, and what is said of each of two people.
type entry struct {
	list, kin string
	sex       [2]string
	born      [2]int
	day       election.Date
}

func entries() Forms {
	names := []string{"钟平", "白露"}
	nothing := func(Subject, entry) (string, bool) { return "", true }
	return Forms{Of(Form[entry]{Head: Head{ID: "entry", Command: "entry", Words: []string{"登记"}, Title: phrase("Entry")},
		Steps: []Step[entry]{
			Prose("list", phrase("who?"), func(e *entry) *string { return &e.list },
				With[entry]{Field: Field{Label: phrase("list"), Words: []string{"主任"}}, Presume: func(Subject, entry) (string, bool) { return "主任 钟平", true }}),
			Prose("kin", phrase("kin?"), func(e *entry) *string { return &e.kin }, With[entry]{Field: Field{Label: phrase("亲属"), Words: []string{"亲属"}}, Presume: nothing}),
			Each(func(Subject, entry) []Step[entry] {
				var steps []Step[entry]
				for i, name := range names {
					steps = append(steps,
						Choice(StepID("sex."+name), phrase("sex of "+name+"?"), func(Subject, entry) []Option {
							return []Option{{Value: "man", Label: phrase("男")}, {Value: "woman", Label: phrase("女")}, {Value: "later", Label: phrase("稍后补")}}
						}, func(e *entry, v string) { e.sex[i] = v }, With[entry]{Field: Field{Label: phrase(name + " sex"), Under: []string{name}, On: phrase(name)}}),
						Number(StepID("born."+name), phrase("born "+name+"?"), func(e *entry) *int { return &e.born[i] },
							With[entry]{Field: Field{Label: phrase(name + " born"), Under: []string{name}, On: phrase(name), Between: [2]int{1930, 2010}, Later: true}}))
				}
				return steps
			}),
			Date("day", phrase("day?"), func(e *entry) *election.Date { return &e.day }, With[entry]{Field: Field{Label: phrase("day"), Words: []string{"公布"}}, Presume: nothing}),
		},
		Report: func(entry) election.Body { return election.Turnout{} },
	})}
}

// linesOf is all lines of a card, "*" behind what is presumed.
func linesOf(v *View) string {
	var all []string
	for _, l := range v.Lines {
		s := l.Label + "=" + l.Value
		if l.From != Said {
			s += "*"
		}
		all = append(all, s)
	}
	return strings.Join(all, "; ")
}

// TestPersonLine: what is said of one person stands on one line, what is
// presumed to be nothing is neither asked nor shown, and can be said all the
// same.
func TestPersonLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		texts []string
		want  string
		asks  string
	}{
		{[]string{"登记"}, "list=主任 钟平*; 钟平=…", "sex of 钟平?"},
		{[]string{"登记", "女"}, "list=主任 钟平*; 钟平=女 · …", "born 钟平?"},
		{[]string{"登记", "女", "稍后补"}, "list=主任 钟平*; 钟平=女 · 稍后补; 白露=…", "sex of 白露?"},
		{[]string{"登记", "钟平 女 1978，白露 男 1990"}, "list=主任 钟平*; 钟平=女 · 1978; 白露=男 · 1990", ""},
		{[]string{"登记 钟平 女 1978，白露 男 1990 公布 1月3日"}, "list=主任 钟平*; 钟平=女 · 1978; 白露=男 · 1990; day=1月3日（周日）", ""},
		{[]string{"登记", "主任 钟平 卢青"}, "list=主任 钟平 卢青; 钟平=…", "sex of 钟平?"},
		{[]string{"登记", "主任 钟平 女"}, "list=主任 钟平*; 钟平=女 · …", "born 钟平?"},
		{[]string{"登记", "亲属：钟平-白露"}, "list=主任 钟平*; 亲属=钟平-白露; 钟平=…", "sex of 钟平?"},
	} {
		fs, d := entries(), newDesk(t, "东河村")
		var out Outcome
		for _, text := range c.texts {
			out = d.does(fs, Text(text))
		}
		if got := linesOf(out.View); got != c.want {
			t.Errorf("%q: %s, want %s (%s)", c.texts, got, c.want, out.View.Notice)
		}
		if got := asks(out); c.asks != "" && got != c.asks {
			t.Errorf("%q: asks %q", c.texts, got)
		}
	}
}
