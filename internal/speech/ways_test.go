package speech

import (
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
)

// engineTexts are texts in which words are written in several ways.
func engineTexts() []string {
	return []string{
		"东河村选举情况汇报：登记选民1200人，参加了投票1000人；主任 赵大山 600票，大山 380票，老赵 12",
		"参 加 投 票 ６４０", "有效 880 有效票890", "赵·大山 5 赵大山5 Turnout 640 turnouts", "有困难 有 困难", "", " ", "投票640\n无效3",
	}
}

func engineEntries() []Entry {
	field := Meaning{Sort: OfField}
	all := NameWords("赵大山", Meaning{Sort: OfField})
	all = append(all, Familiar("赵大山", field)...)
	for _, w := range []string{"参加投票", "投票", "登记", "登记选民", "有效", "有效票", "无效", "turnout", "票", "困难"} {
		all = append(all, Entry{w, field})
	}
	for _, w := range []string{"有困难", "困难", "投票"} {
		all = append(all, Entry{w, Meaning{Sort: OfOption}})
	}
	return append(all, Entry{"主任", Meaning{Sort: OfPost}})
}

// TestLexiconOfOneText hears texts with words that were found where they stand, and with the
// same words in a lexicon: it comes to the same.
func TestLexiconOfOneText(t *testing.T) {
	t.Parallel()
	entries := engineEntries()
	for i := range entries {
		entries[i].ID = strconv.Itoa(i)
	}
	lexicon := NewLexicon(entries)
	for _, text := range engineTexts() {
		e := NewEar(time.Time{})
		found := e.Spots(text).Lexicon(len(entries), func(i int) []Way { return []Way{WayOf(entries[i])} })
		if got, want := e.Hear(text, found), NewEar(time.Time{}).Hear(text, lexicon); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
		for _, entry := range entries {
			way := WayOf(entry)
			if in := e.Spots(text); in.Has(&way) != in.Says(entry) {
				t.Errorf("%q says %q: %v", text, entry.Text, in.Says(entry))
			}
		}
	}
}

// TestHeardOnce hears a text after another that comes to the same once it is folded.
func TestHeardOnce(t *testing.T) {
	t.Parallel()
	for _, text := range engineTexts() {
		e := NewEar(time.Time{})
		e.Hear(text)
		half := HalfWidth(text)
		if got, want := e.Hear(half), NewEar(time.Time{}).Hear(half); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, want %+v", half, got, want)
		}
		if withdraws := NewEar(time.Time{}).Withdraws(text + "撤了回"); withdraws != NewEar(time.Time{}).Hear(text+"撤了回").Mood.Withdraws {
			t.Errorf("%q withdraws: %v", text, withdraws)
		}
	}
}

// TestWords looks for words of a list, all at once and one by one.
func TestWords(t *testing.T) {
	t.Parallel()
	words := []string{"票", "有人", "有效票", "on fire", "大", "640", "\xff人"}
	for _, text := range append(engineTexts(), "有", "有人", "x\xff人", "it is on fire", "火\xe6") {
		want := false
		for _, w := range words {
			want = want || strings.Contains(text, w)
		}
		if got := WordsOf(words...).In(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
		if got := ContainsAny(text, words); got != want {
			t.Errorf("ContainsAny %q: %v, want %v", text, got, want)
		}
	}
}
