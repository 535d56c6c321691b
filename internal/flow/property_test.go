package flow

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// figures are labels of one number each, with the steps that they mean.
func figures() map[string]StepID {
	return map[string]StepID{"发出": "issued", "收回": "returned", "有效票": "valid", "无效": "invalid", "主任 万小满": "chair.wan", "张山": "chair.zhang", "余发财": "member.fa"}
}

// pairsOf draws labels with their numbers, each parted from the next.
func pairsOf(t *rapid.T) (pairs []string, want []string) {
	labels := []string{"发出", "收回", "有效票", "无效", "张山", "余发财"}
	for _, l := range rapid.Permutation(labels).Draw(t, "labels")[:rapid.IntRange(1, len(labels)).Draw(t, "n")] {
		n := rapid.IntRange(0, 9999).Draw(t, l)
		pairs = append(pairs, l+rapid.SampledFrom([]string{"", " ", "：", "是"}).Draw(t, "joint")+strconv.Itoa(n)+rapid.SampledFrom([]string{"", "张", "票"}).Draw(t, "measure"))
		want = append(want, fmt.Sprintf("%s=%d", figures()[l], n))
	}
	slices.Sort(want)
	return pairs, want
}

func read(text string) []string {
	var got []string
	for _, a := range readAt(text, countRows(), "", nil).answers {
		got = append(got, string(a.Step)+"="+a.Value)
	}
	slices.Sort(got)
	return got
}

// TestAnyOrder reads labels with their numbers in any order, with a greeting, a closing
// and a head that was passed on.
func TestAnyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, anyOrder)
}

// FuzzAnyOrder looks for an order, a greeting, a closing or a head that changes what is read.
func FuzzAnyOrder(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(anyOrder))
}

func anyOrder(t *rapid.T) {
	pairs, want := pairsOf(t)
	text := strings.Join(rapid.Permutation(pairs).Draw(t, "order"), rapid.SampledFrom([]string{"，", "；", "\n", "、"}).Draw(t, "mark"))
	text = rapid.SampledFrom([]string{"", "领导好，", "你好！", "计票情况汇报：", "转发：", "今天上午 "}).Draw(t, "head") + text + rapid.SampledFrom([]string{"", "。谢谢", "，请领导审阅", "，汇报完毕"}).Draw(t, "end")
	if got := read(text); !slices.Equal(got, want) {
		t.Fatalf("%q: %v, want %v", text, got, want)
	}
}

// pieces are what messages are made of.
func pieces() []string {
	return []string{"发出", "收", "有效", "无效票", "主任", "委员", "钟平", "张山", "马六", "没", "不是", "目标", "又来了", "男", "1组", "10点", "1月14日", "第二次", "45岁", "53%",
		"640", "８１２", "1,180", "八百一十二", "2OO", "1 050", "大概600", "600-640", "，", " ", "\n", "；", "秩序", "弃权", "写错了", "其余都是0", "没有"}
}

// accounted reports whether every number of a message is a value, of a role that is no
// figure, or said to be open. What is neither is "".
func accounted(u understood) string {
	for _, t := range u.heard.Tokens {
		if t.Kind != speech.Numeral || t.Number.Role != speech.Count {
			continue
		}
		v := strconv.Itoa(t.Number.Value)
		open := slices.Contains(u.bare, v) || len(u.wrong) > 0 || len(u.refused) > 0 || slices.ContainsFunc(u.passed, func(s string) bool { return strings.Contains(speech.Fold(s), t.Text) })
		open = open || slices.ContainsFunc(u.doubts, func(d Doubt) bool {
			return strings.Contains(d.Said, v) || strings.Contains(speech.Fold(d.Said), t.Text) || slices.ContainsFunc(d.Offer, func(a Answer) bool { return a.Value == v })
		})
		if !open && !slices.ContainsFunc(u.answers, func(a Answer) bool { return a.Value == v }) {
			return v
		}
	}
	return ""
}

// made reports whether a reading has a figure that the message does not contain.
func made(u understood) (figure string, ok bool) {
	for _, a := range u.answers {
		if n, err := strconv.Atoi(a.Value); err == nil && !slices.ContainsFunc(u.heard.Tokens, func(t speech.Token) bool {
			_, none := t.Is(speech.OfNone)
			return none && n == 0 || t.Kind == speech.Numeral && t.Number.Value == n
		}) {
			return a.Value, true
		}
	}
	return "", false
}

// TestEveryNumber makes up no figure, and leaves none of a message out without a word.
// What stands beside the words for a part, for what was wrong or for what is not so is
// told apart from those.
func TestEveryNumber(t *testing.T) {
	t.Parallel()
	quiet := []string{"男", "不是", "写错了", "又来了"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces()), 0, 12).Draw(t, "pieces"), "")
		u := readAt(text, countRows(), "", nil)
		if v, ok := made(u); ok {
			t.Fatalf("%q: %s is made up: %s", text, v, said(u))
		}
		if slices.ContainsFunc(quiet, func(q string) bool { return strings.Contains(text, q) }) || strings.Contains(text, "组") {
			return
		}
		if v := accounted(u); v != "" && !(v == "0" && u.zeros) {
			t.Fatalf("%q: %s is lost: %s", text, v, said(u))
		}
	})
}

// polls is a form for those who have voted, as those of a turnout and a count have them.
func polls() Forms {
	return Forms{Of(Form[visit]{
		Head: Head{ID: "visit", Words: []string{"投票情况"}, Alone: []StepID{"voted"}, Title: phrase("Visit")},
		Steps: []Step[visit]{
			Number("registered", phrase("registered?"), func(v *visit) *int { return &v.people }, With[visit]{Field: Field{Label: election.Say("登记选民", "Registered"), Words: []string{"登记"}, Whole: true}}),
			Number("voted", phrase("voted?"), func(v *visit) *int { return &v.cars }, With[visit]{Field: Field{Label: election.Say("已投票", "Voted"), Words: []string{"投票", "投了", "投票人数"}, Now: true}}),
		},
		Report: func(v visit) election.Body { return election.Turnout{Registered: v.people, Voted: v.cars} },
	})}
}

// sentence is a generated report: figures with their labels, and noise.
type sentence struct {
	text string
	open bool // a number of it belongs to nothing that is known
}

// noise are pieces of a report that tell no figure of the form. Those that are open have a
// number of which nobody can tell what it is.
func noise() (quiet, open []string) {
	return []string{"领导好", "俺们村", "秩序良好", "现场有点挤", "10点半", "大概10点", "10点左右", "1月15日", "第2次报", "最大的93岁", "谢谢", "天冷路滑", "其中男310", "我电话13800001234"},
		[]string{"640", "七百一十二", "2OO", "约300", "600-640", "1 050", "6 4 0", "88票", "70人"}
}

// sentences draws reports of figures that differ from all noise.
func sentences(t *rapid.T) (s sentence) {
	quiet, open := noise()
	pieces := []string{"登记选民1200", rapid.SampledFrom([]string{"投票", "已投票：", "投票人数 ", "投了"}).Draw(t, "label") + rapid.SampledFrom([]string{"815", "８１５人", "八百一十五", "815票"}).Draw(t, "voted")}
	pieces = append(pieces, rapid.SliceOfN(rapid.SampledFrom(quiet), 0, 3).Draw(t, "quiet")...)
	if s.open = rapid.Bool().Draw(t, "open"); s.open {
		pieces = append(pieces, rapid.SampledFrom(open).Draw(t, "number"))
	}
	s.text = strings.Join(rapid.Permutation(pieces).Draw(t, "order"), rapid.SampledFrom([]string{"，", "；", "\n", "。"}).Draw(t, "mark"))
	return s
}

// confirmable reports whether a card offers to confirm.
func confirmable(v *View) bool {
	return v != nil && slices.ContainsFunc(slices.Concat(v.Keyboard...), func(b Button) bool { return b.Tap.Verb == Confirm })
}

// TestOpenNumberBlocks offers no confirmation while a number of a message is open, and
// takes the figures beside noise without one as they are.
func TestOpenNumberBlocks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := sentences(rt)
		fs, d := polls(), newDesk(t, "东河村")
		out := d.does(fs, Text("投票情况 "+s.text))
		if s.open == confirmable(out.View) {
			rt.Fatalf("%q: can be confirmed is %t: %v %s", s.text, s.open, out.View.Lines, out.View.Notice)
		}
		if again := d.does(fs, Text("confirm")); s.open && again.Report != nil {
			rt.Fatalf("%q was confirmed", s.text)
		}
		for _, a := range out.State.Drafts[0].Answers {
			if want := map[StepID]string{"registered": "1200", "voted": "815"}[a.Step]; a.Value != want {
				rt.Fatalf("%q: %s is %s", s.text, a.Step, a.Value)
			}
		}
	})
}

// TestOnlyItsOwnFigures changes no figure of a card by a message that does not contain it,
// unless it says that the rest is 0.
func TestOnlyItsOwnFigures(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		fs, d := polls(), newDesk(t, "东河村")
		before := d.does(fs, Text("投票情况 登记选民1200，投票815")).State.Drafts[0]
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(append(pieces(), "投票", "登记", "投了", "少报了12人", "写反了", "改成", "其余的")), 1, 8).Draw(rt, "pieces"), "")
		out := d.does(fs, Text(text))
		if wrong := unsaid(before, out.State, text); wrong != "" {
			rt.Fatalf("%q: %s", text, wrong)
		}
	})
}

// unsaid is a figure of a draft that a message has changed without containing it, or "".
func unsaid(before Draft, after State, text string) string {
	d := after.find(before.ID)
	if d == nil {
		return ""
	}
	for _, a := range d.Answers {
		was, had := before.answer(a.Step)
		if had && was == a.Value || a.Value == "0" || slices.ContainsFunc(before.Answers, func(b Answer) bool { return b.Value == a.Value }) && strings.Contains(text, "反") {
			continue
		}
		said := slices.ContainsFunc(readAt(text, rowsOf(polls()), "", nil).heard.Tokens, func(t speech.Token) bool {
			return t.Kind == speech.Numeral && strconv.Itoa(t.Number.Value) == a.Value
		})
		if !said {
			return fmt.Sprintf("%s became %s", a.Step, a.Value)
		}
	}
	return ""
}

// TestTalkChangesNothing reads the same figures with a greeting, a closing, a head that was
// passed on, and talk beside them.
func TestTalkChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, talkChangesNothing)
}

// FuzzTalkChangesNothing looks for talk beside figures that changes what is read.
func FuzzTalkChangesNothing(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(talkChangesNothing))
}

func talkChangesNothing(t *rapid.T) {
	pairs, want := pairsOf(t)
	quiet := []string{"领导好", "俺们刚统计完", "转发：王会计报：", "各位领导上午好！", "计票组已核对", "现场秩序良好"}
	lead := rapid.SampledFrom(quiet).Draw(t, "lead")
	text := lead + rapid.SampledFrom([]string{"，", "\n", "。"}).Draw(t, "mark") + strings.Join(pairs, "，") + rapid.SampledFrom([]string{"", "。请查收", "，谢谢领导", "。汇报完毕", "\n特此报告"}).Draw(t, "end")
	if got := read(text); !slices.Equal(got, want) {
		t.Fatalf("%q: %v, want %v", text, got, want)
	}
}

// TestOneOwner gives every number of a message to one thing: a value, what is known to be
// no figure, or what is open.
func TestOneOwner(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := sentences(rt)
		u := readAt(s.text, rowsOf(polls()), "", nil)
		for i, tk := range u.heard.Tokens {
			if tk.Kind != speech.Numeral {
				continue
			}
			switch known := tk.Number.Role > speech.Count && !slices.Contains([]speech.Role{speech.Garbled, speech.Approximate, speech.Range, speech.Decimal}, tk.Number.Role); {
			case known && ownedBy(u, i) > 0:
				rt.Fatalf("%q: %q is %d, and taken: %s", s.text, tk.Text, tk.Number.Role, said(u))
			case !known && ownedBy(u, i) != 1 && tk.Text != "310":
				rt.Fatalf("%q: %q has %d owners: %s", s.text, tk.Text, ownedBy(u, i), said(u))
			}
		}
	})
}

// rowsOf are the steps of the only form.
func rowsOf(fs Forms) []row { return fs[0].replay(Subject{}, Draft{}).rows }

// ownedBy is how many things of a reading have a number.
func ownedBy(u understood, at int) int {
	t, n := u.heard.Tokens[at], 0
	v := strconv.Itoa(t.Number.Value)
	typed := strings.TrimSpace(u.heard.Text[t.From:t.To])
	for _, a := range u.answers {
		if a.Value == v {
			n++
		}
	}
	for _, d := range u.doubts {
		if strings.Contains(d.Said, typed) || slices.ContainsFunc(d.Offer, func(a Answer) bool { return a.Value == v }) {
			n++
		}
	}
	for _, b := range u.bare {
		if b == v {
			n++
		}
	}
	for _, p := range u.passed {
		if strings.Contains(p, typed) {
			n++
		}
	}
	return n
}

func FuzzOnlyItsOwnFigures(f *testing.F) {
	for _, s := range []string{"投票640", "改成640", "少报了12人", "640/1200", "不是815是816", "两个数写反了", "投票六百挂零"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		fs, d := polls(), newDesk(t, "东河村")
		before := d.does(fs, Text("投票情况 登记选民1200，投票815")).State.Drafts[0]
		if wrong := unsaid(before, d.does(fs, Text(text)).State, text); wrong != "" {
			t.Fatalf("%q: %s", text, wrong)
		}
	})
}
