package main

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/proofread"
	"huanjie/internal/sandbox"
)

// officeFigure is one figure of an office's summary, and where the product tells it.
type officeFigure struct {
	name, wanted string
	places       []figurePlace
}

// figurePlace is where a figure stands: in the summary, the digest, the records
// (ledger) or in the answer to a question. The pattern is the text around it, with
// {n} for the figure.
type figurePlace struct{ in, question, pattern string }

// figuresOf reads the figures of a season:
//
//	登记选民 = 12,670
//	  ask 登记选民多少 => 登记 {n} 人
//	  summary 登记选民{n}人
func (s *officeSeason) figuresOf(text string) (all []officeFigure) {
	for line := range strings.SplitSeq(text, "\n") {
		name, wanted, figure := strings.Cut(line, " = ")
		switch {
		case strings.TrimSpace(line) == "" || line[0] == '#':
		case line[0] != ' ' && figure:
			all = append(all, officeFigure{name: name, wanted: wanted})
		default:
			in, pattern, _ := strings.Cut(strings.TrimSpace(line), " ")
			p := figurePlace{in: in, pattern: strings.ReplaceAll(pattern, `\n`, "\n")}
			if in == "ask" {
				var ok bool
				if p.question, p.pattern, ok = strings.Cut(p.pattern, " => "); !ok {
					s.t.Fatalf("figures: %q has no “=> answer”", line)
				}
			}
			last := &all[len(all)-1]
			last.places = append(last.places, p)
		}
	}
	return all
}

// figures reads every figure of the season at every place, fails where one is not as
// wanted, and returns the table.
func (s *officeSeason) figures(ctx context.Context, text string) string {
	texts := map[string]string{"summary": s.summaryText(ctx), "digest": s.answer(ctx, "日报"), "ledger": s.answer(ctx, "台账")}
	var b strings.Builder
	row(&b, "数字", "要的", "系统的", "哪里")
	none := 0
	for _, f := range s.figuresOf(text) {
		if len(f.places) == 0 {
			none++
			row(&b, f.name, f.wanted, "no place", "")
			continue
		}
		said, in := []string{}, []string{}
		for _, p := range f.places {
			if p.in == "ask" {
				if _, asked := texts[p.question]; !asked {
					texts[p.question] = s.answer(ctx, p.question)
				}
			}
			of := p.in
			if p.in == "ask" {
				of = p.question
			}
			got, ok := p.read(texts[of], f.wanted)
			if !ok {
				s.t.Errorf("%s, wanted %s: %s %q says %q:\n%s", f.name, f.wanted, p.in, p.pattern, got, indented(texts[of]))
			}
			if plain := strings.ReplaceAll(got, ",", ""); !slices.Contains(said, plain) {
				said = append(said, plain)
			}
			in = append(in, of)
		}
		row(&b, f.name, f.wanted, strings.Join(said, " ≠ "), strings.Join(in, "、"))
	}
	fmt.Fprintf(&b, "%d without a place\n", none)
	return b.String()
}

func indented(text string) string { return "    " + strings.ReplaceAll(text, "\n", "\n    ") }

func row(b *strings.Builder, cells ...string) {
	for i, c := range cells {
		wide := 2*len([]rune(c)) - len(regexp.MustCompile(`[ -~]`).FindAllString(c, -1)) // Chinese takes two columns
		b.WriteString(c + strings.Repeat(" ", max(0, []int{34, 16, 16, 0}[i]-wide)) + " ")
	}
	b.WriteString("\n")
}

// read is the figure that stands in a text, and whether it is the wanted one.
func (p figurePlace) read(text, wanted string) (got string, ok bool) {
	before, after, numbered := strings.Cut(p.pattern, "{n}")
	if !numbered {
		if strings.Contains(text, p.pattern) && (strings.Contains(p.pattern, wanted) || wanted == "0" && strings.Contains(p.pattern, "没有")) {
			return wanted, true
		}
		return "", false
	}
	found := regexp.MustCompile(regexp.QuoteMeta(before) + `([\d,.]+)` + regexp.QuoteMeta(after)).FindStringSubmatch(text)
	if found == nil {
		return "", false
	}
	plain := strings.NewReplacer(",", "", "%", "")
	return found[1], plain.Replace(found[1]) == plain.Replace(wanted)
}

// answer is what the bot says to the office, without the results of an evening, which come by themselves.
func (s *officeSeason) answer(ctx context.Context, text string) string {
	s.still(ctx)
	before := len(s.cast.office.Messages())
	if _, err := s.cast.office.Say(text); err != nil {
		s.t.Errorf("the office asks %q: %v", text, err)
	}
	must(s.t, s.cast.office.Wait(ctx, func(all []sandbox.Message) bool { // what is read of several towns takes longer than it is still
		return slices.ContainsFunc(all[min(before, len(all)):], func(m sandbox.Message) bool { return m.From != nil && m.From.IsBot })
	}))
	s.still(ctx)
	var b strings.Builder
	for _, m := range s.cast.office.Messages()[before:] {
		if m.From.IsBot && !strings.HasPrefix(saidIn(m), "🏁") {
			b.WriteString(saidIn(m) + "\n")
		}
	}
	return b.String()
}

func saidIn(m sandbox.Message) string { return m.Text + m.Caption }

// summaryText is the text of the written summary.
func (s *officeSeason) summaryText(ctx context.Context) string {
	c, err := closingOf(ctx, s.office.stores[0], election.WholeTown, "", s.clock.now())
	must(s.t, err)
	must(s.t, sayOwn(ctx, s.office.stores[0], &c))
	var file bytes.Buffer
	must(s.t, c.Write(&file))
	d, err := proofread.ReadDocument(file.Bytes())
	must(s.t, err)
	return d.Text()
}
