package proofread

import (
	"testing"
	"unicode/utf8"
)

// FuzzCheck holds the check to any text: it ends, and its places are those of the text.
func FuzzCheck(f *testing.F) {
	f.Add("全镇登记选民12,670人，参加投票9700人（占76.5%），男44人、女21人，共66人。\n一、东河村\n片\t登记\n合计\t5")
	f.Add("四成八，即48%；12月10日至12月5日，35-40岁、40-45岁；第一，第三，")
	f.Fuzz(func(t *testing.T, text string) {
		runes := []rune(text)
		for _, x := range Check(text) {
			if end := x.At + utf8.RuneCountInString(x.Quote); x.At < 0 || end > len(runes) || utf8.ValidString(text) && string(runes[x.At:end]) != x.Quote {
				t.Errorf("%q is not at %d of %q", x.Quote, x.At, text)
			}
		}
	})
}
