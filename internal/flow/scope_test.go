package flow

import (
	"slices"
	"strings"
	"testing"

	"huanjie/internal/election"
)

// roll is a list of people, each with several things to be said of them.
type roll struct {
	people []member
}

type member struct {
	name, sex, school, party, again string
	born                            int
}

func rolls(names ...string) Forms {
	choice := func(id StepID, i int, name string, field func(*member) *string, values ...string) Step[roll] {
		return Choice(id+"."+StepID(name), phrase(string(id)+" of "+name+"?"), func(Subject, roll) []Option {
			var options []Option
			for _, v := range values {
				options = append(options, Option{Value: v, Label: phrase(v)})
			}
			return options
		}, func(r *roll, v string) { *field(&r.people[i]) = v }, With[roll]{Field: Field{Label: phrase(name + string(id)), Under: []string{name}}})
	}
	return Forms{Of(Form[roll]{Head: Head{ID: "roll", Command: "roll", Words: []string{"名单"}, Title: phrase("Roll")},
		Start: func(Subject) roll {
			var r roll
			for _, n := range names {
				r.people = append(r.people, member{name: n})
			}
			return r
		},
		Steps: []Step[roll]{Each(func(_ Subject, r roll) []Step[roll] {
			var steps []Step[roll]
			for i, p := range r.people {
				steps = append(steps,
					choice("sex", i, p.name, func(m *member) *string { return &m.sex }, "男", "女", "不详"),
					Number("born."+StepID(p.name), phrase("born "+p.name+"?"), func(r *roll) *int { return &r.people[i].born },
						With[roll]{Field: Field{Label: phrase(p.name + "出生年份"), Under: []string{p.name}, Words: []string{"出生"}, Between: [2]int{1930, 2010}}}),
					choice("school", i, p.name, func(m *member) *string { return &m.school }, "初中", "大专", "本科", "不详"),
					choice("party", i, p.name, func(m *member) *string { return &m.party }, "党员", "群众"),
					choice("again", i, p.name, func(m *member) *string { return &m.again }, "连任", "新任"))
			}
			return steps
		})},
		Report: func(roll) election.Body { return election.Turnout{} },
	})}
}

// TestPeople says everything of several people in one message, in any order.
func TestPeople(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, want, notice string
	}{
		{"名单 钟平 女 1978 大专 党员 连任，白露 男 1990 本科", "born.白露=1990 born.钟平=1978 again.钟平=连任 party.钟平=党员 school.白露=本科 school.钟平=大专 sex.白露=男 sex.钟平=女", ""},
		{"名单 白露 本科 1990年生 男；钟平：党员、大专、女、１９７８年", "born.白露=1990 born.钟平=1978 party.钟平=党员 school.白露=本科 school.钟平=大专 sex.白露=男 sex.钟平=女", ""},
		{"名单 钟平女1978大专党员连任⏎白露男1990", "born.白露=1990 born.钟平=1978 again.钟平=连任 party.钟平=党员 school.钟平=大专 sex.白露=男 sex.钟平=女", ""},
		{"名单 钟平 女 硕士 党员，白露 男", "party.钟平=党员 sex.白露=男 sex.钟平=女", "没看懂“硕士”"},
		{"名单 女 1978 钟平 大专", "school.钟平=大专", "“女”说的是哪一个"},
		{"名单 钟平 1878 女", "sex.钟平=女", "1878"},
		{"名单 钟平 出生 1878 女", "sex.钟平=女", "1878 不对：应在 1930 到 2010 之间"},
		{"名单 钟平 女 钟平 男", "", "写了几个不同的"},
		{"名单 柳溪 女 1978", "", "柳溪"},
	} {
		fs, d := rolls("钟平", "白露"), newDesk(t, "东河村")
		out := d.does(fs, Text(strings.ReplaceAll(c.text, "⏎", "\n")))
		answers := strings.Fields(given(d.state.Drafts[0]))
		slices.Sort(answers)
		want := strings.Fields(c.want)
		slices.Sort(want)
		if !slices.Equal(answers, want) {
			t.Errorf("%q:\n got %s\nwant %s", c.text, answers, want)
		}
		if said := out.View.Notice + out.View.Question; out.View.Notice != c.notice && (c.notice == "" || !strings.Contains(said, c.notice)) {
			t.Errorf("%q: notice %q", c.text, out.View.Notice)
		}
	}
}

// TestBetween answers the question for a year of birth.
func TestBetween(t *testing.T) {
	t.Parallel()
	fs, d := rolls("钟平"), newDesk(t, "东河村")
	d.does(fs, Text("名单"))
	d.does(fs, Text("女"))
	if out := d.does(fs, Text("78")); !out.View.Wrong || !strings.Contains(out.View.Notice, "78 不对：应在 1930 到 2010 之间") {
		t.Errorf("78: %q", out.View.Notice)
	}
	if out := d.does(fs, Text("一九七八年生")); asks(out) != "school of 钟平?" {
		t.Errorf("一九七八年生: %q %q", asks(out), out.View.Notice)
	}
	d.does(fs, Text("返回"))
	if out := d.does(fs, Text("1979年 大专 党员")); asks(out) != "again of 钟平?" || out.View.Lines[1].Value != "1979" {
		t.Errorf("1979年 大专 党员: %q %v %q", asks(out), out.View.Lines, out.View.Notice)
	}
}

// TestSameOption says a word that several questions about one person take: it
// answers the one that is asked, or the first without an answer.
func TestSameOption(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		texts []string
		want  string
	}{
		{[]string{"名单", "女", "1978", "不详"}, "sex.钟平=女 born.钟平=1978 school.钟平=不详"},
		{[]string{"名单 钟平 女 1978", "不详 党员"}, "sex.钟平=女 born.钟平=1978 school.钟平=不详 party.钟平=党员"},
		{[]string{"名单", "白露 女 不详"}, "sex.白露=女 school.白露=不详"},
		{[]string{"名单", "白露 不详"}, "sex.白露=不详"},
	} {
		fs, d := rolls("钟平", "白露"), newDesk(t, "东河村")
		for _, text := range c.texts {
			d.does(fs, Text(text))
		}
		if got := given(d.state.Drafts[0]); got != c.want {
			t.Errorf("%q: %s, want %s", c.texts, got, c.want)
		}
	}
}
