package election

import "testing"

func TestPhrase(t *testing.T) {
	t.Parallel()
	inner := Say("%d 个村", "%d villages").With(3)
	got := Say("还有 %s（%s）", "%s left (%s)").With(inner, "甲")
	if got.In(Chinese) != "还有 3 个村（甲）" || got.In(English) != "3 villages left (甲)" {
		t.Errorf("said %v", got)
	}
	if !(Phrase{}).IsZero() || got.IsZero() {
		t.Error("IsZero says otherwise")
	}
	for code, want := range map[string]Language{"zh": Chinese, "zh-hans": Chinese, "en": English, "en-GB": English, "EN": English, "": Chinese, "fr": Chinese, "e": Chinese} {
		if l := ParseLanguage(code); l != want {
			t.Errorf("%q is read as %v", code, l)
		}
	}
	if Chinese.String() != "zh" || English.String() != "en" {
		t.Error("languages are called otherwise")
	}
}
