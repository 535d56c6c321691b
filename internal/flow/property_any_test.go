package flow

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"huanjie/internal/speech"
)

// anyText draws any text: pieces of messages, the characters of which they are made in any order, or any characters
// at all.
func anyText(t *rapid.T) string {
	characters := []rune("投票人数登记收回发有效无没不是改成共现在到点月日组箱村的了呢还又来走男女其中约多少几个张名户条两三百千万零一二四五六七八九十单差加减各只约0123456789０１２３,，。；、 \n:：+-/().%OlkK")
	words := append(pieces(), "投票", "投了", "登记", "现在", "一共", "其中", "女的", "委托", "流动票箱", "现场", "加上", "减", "差", "剩下的", "还有", "个人", "多算了", "上次", "昨天", "目标", "差一票", "各", "两个人", "不到", "号", "第", "报", "数了", "遍", "又来", "岁", "排队的", "领票", "补登", "死了", "搬走")
	return rapid.OneOf(
		rapid.Map(rapid.SliceOfN(rapid.SampledFrom(words), 0, 10), func(all []string) string { return strings.Join(all, "") }),
		rapid.StringOfN(rapid.RuneFrom(characters), 0, 24, -1),
		rapid.String(),
	).Draw(t, "text")
}

// TestAnyNumberBlocks offers no confirmation beside a number of any text that was neither taken nor spoken of, and
// takes no figure that the text does not contain.
func TestAnyNumberBlocks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		if wrong := unreadOffered(t, anyText(rt)); wrong != "" {
			rt.Fatal(wrong)
		}
	})
}

// FuzzAnyNumberBlocks does so with texts of the fuzzer's own.
func FuzzAnyNumberBlocks(f *testing.F) {
	for _, s := range []string{"投票640", "登记1200投票640", "现场341+流动36", "640人其中女的300", "投了6百4十", "投票640 差一票", "两个组一共640", "投票640，上次630", ",-6", "--5", "-,6", "-\r5", "-.6", "+0共6", "还剩 467 人没投"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if wrong := unreadOffered(t, strings.ToValidUTF8(text, "")); wrong != "" {
			t.Fatal(wrong)
		}
	})
}

// unreadOffered says what is wrong with what comes of a text, behind figures that make the card whole and as a message
// after them: a figure that it does not contain, or ✅ beside a number of which nothing is said. "" if nothing is.
func unreadOffered(t *testing.T, text string) string {
	const whole = "投票情况 登记选民1200，投票815"
	for _, before := range [...]string{"", whole + "，", whole} {
		fs, d := polls(), newDesk(t, "东河村")
		said := "投票情况 " + text
		if before != "" {
			said = before + text
		}
		if before == whole {
			d.does(fs, Text(whole))
			said = text
		}
		if wrong := unreadIn(d.does(fs, Text(said)), readAt(said, rowsOf(fs), "", nil), before == whole); wrong != "" {
			return strconv.Quote(said) + ": " + wrong
		}
	}
	return ""
}

// unreadIn says what is wrong with what comes of one message, after others or not.
func unreadIn(out Outcome, u understood, later bool) string {
	if len(out.State.Drafts) == 0 || out.View == nil {
		return ""
	}
	answers := out.State.Drafts[0].Answers
	for _, a := range answers {
		kept := later && (a.Value == "1200" || a.Value == "815")
		if _, err := strconv.Atoi(a.Value); err == nil && !kept && !contains(u, a.Value) {
			return a.Value + " is made up"
		}
	}
	if !confirmable(out.View) {
		return ""
	}
	open := []speech.Role{speech.Count, speech.Garbled, speech.Approximate, speech.Range, speech.Decimal}
	for i, tk := range u.heard.Tokens {
		v := strconv.Itoa(tk.Number.Value)
		taken := v == "0" && u.zeros || slices.ContainsFunc(answers, func(a Answer) bool { return a.Value == v })
		if tk.Kind == speech.Numeral && slices.Contains(open, tk.Number.Role) && !taken && !wrongOrDenied(u.heard, i) && !toldOf(out.View.Notice, u.heard, tk) {
			return "✅ beside " + tk.Text + " of which nothing is said: " + strings.Join(viewLines(out.View), " / ") + " " + out.View.Notice
		}
	}
	return ""
}

// toldOf reports whether a card speaks of a number, as far as what it quotes is not cut, or says that nothing of so long
// a text was noted.
func toldOf(notice string, h speech.Heard, number speech.Token) bool {
	typed := strings.TrimRight(speech.HalfWidth(h.Text[number.From:number.To]), "票人张名份户个位条期封次 ")
	return strings.Contains(notice, "…") || strings.Contains(notice, "消息太长，没有记下") || strings.Contains(speech.HalfWidth(notice), strings.TrimSpace(typed))
}

// wrongOrDenied reports whether a text says of a number that it is not so, or that it was wrong.
func wrongOrDenied(h speech.Heard, i int) bool {
	from, _ := h.Clause(i, ",，;；。\n!！")
	return strings.Contains(h.Text[h.Tokens[from].From:h.Tokens[i].From], "不是") ||
		slices.ContainsFunc(h.Tokens[i+1:], func(t speech.Token) bool { return t.Tells(speech.Correcting) })
}

// contains reports whether a text has a figure among its numbers, or says that there are none.
func contains(u understood, figure string) bool {
	return slices.ContainsFunc(u.heard.Tokens, func(t speech.Token) bool {
		_, none := t.Is(speech.OfNone)
		return none && figure == "0" || t.Kind == speech.Numeral && strconv.Itoa(t.Number.Value) == figure
	})
}

func viewLines(v *View) (all []string) {
	for _, l := range v.Lines {
		all = append(all, l.Label+" "+l.Value)
	}
	return all
}
