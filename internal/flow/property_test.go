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
	rapid.Check(t, func(t *rapid.T) {
		pairs, want := pairsOf(t)
		text := strings.Join(rapid.Permutation(pairs).Draw(t, "order"), rapid.SampledFrom([]string{"，", "；", "\n", "、"}).Draw(t, "mark"))
		text = rapid.SampledFrom([]string{"", "领导好，", "你好！", "计票情况汇报：", "转发：", "今天上午 "}).Draw(t, "head") + text + rapid.SampledFrom([]string{"", "。谢谢", "，请领导审阅", "，汇报完毕"}).Draw(t, "end")
		if got := read(text); !slices.Equal(got, want) {
			t.Fatalf("%q: %v, want %v", text, got, want)
		}
	})
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

// TestOpenNumberBlocks offers no confirmation while a number of a message is open.
func TestOpenNumberBlocks(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"visit people 9 cars 3 7", "visit people 9, people 8, cars 2", "visit people 2OO cars 3", "visit people about 200 cars 3", "visit people 9 cars 3；1 050"} {
		fs, d := visits(peopleStep(), carsStep()), newDesk(t, "东河村")
		out := d.does(fs, Text(text))
		for _, row := range out.View.Keyboard {
			for _, b := range row {
				if b.Tap.Verb == Confirm {
					t.Errorf("%q can be confirmed: %v", text, out.View.Lines)
				}
			}
		}
		if out = d.does(fs, Text("confirm")); out.Report != nil {
			t.Errorf("%q was confirmed", text)
		}
	}
}

func FuzzEveryNumber(f *testing.F) {
	for _, s := range []string{"发1200 收1180", "1200发 1180收", "发900 3 收890", "有效票有5张有争议", "发2OO 收1 050"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		u := readAt(text, countRows(), "", []election.Unit{{ID: "E1", Name: "东河村"}})
		if v, ok := made(u); ok {
			t.Fatalf("%q: %s is made up: %s", text, v, said(u))
		}
	})
}
