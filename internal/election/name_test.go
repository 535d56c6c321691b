package election

import (
	"slices"
	"testing"
)

// TestNameSaid: verbs around a name are none of it, and a word without a name is none.
func TestNameSaid(t *testing.T) {
	for word, want := range map[string]string{"赵大山": "赵大山", "推荐了赵大山": "赵大山", "定了": "", "确定了": "", "提了": "", "高远办了": "高远", "一共": "", "是钟平": "钟平", "有为": "有为", "提云": "提云", "李富有": "李富有", "买买提·艾力": "买买提·艾力"} {
		if got := NameSaid(word); got != want {
			t.Errorf("NameSaid(%s) is %q, want %q", word, got, want)
		}
	}
}

// TestMayBeName: the less asks for a name where a word stands, the more it has to look like one.
func TestMayBeName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		word  string
		where []NamePlace
	}{
		{"赵大山", []NamePlace{NameAsked, NameAnswered, NameListed, NameCounted, NameTold}},
		{"买买提·艾力", []NamePlace{NameAsked, NameAnswered, NameCounted, NameTold}},
		{"欧阳修远", []NamePlace{NameAsked, NameAnswered, NameListed, NameCounted, NameTold}},
		{"王芳(一组)", []NamePlace{NameAsked, NameAnswered}},
		{"李富有", []NamePlace{NameAsked, NameAnswered, NameListed, NameCounted, NameTold}},
		{"Zhao", []NamePlace{NameAsked, NameAnswered, NameCounted}},
		{"我儿子", []NamePlace{NameAsked, NameListed, NameCounted}},
		{"他爸妈", []NamePlace{NameAsked, NameListed, NameCounted}},
		{"就怕下雨", []NamePlace{NameAsked, NameListed, NameCounted, NameTold}},
		{"一共", []NamePlace{NameAsked, NameAnswered, NameCounted}},
		{"定了", []NamePlace{NameAsked}},
		{"党员", []NamePlace{NameAnswered, NameListed, NameCounted, NameTold}},
		{"还在数", []NamePlace{NameAsked, NameCounted, NameTold}},
		{"812", []NamePlace{NameCounted}},
		{"", nil},
	} {
		for at := NameAsked; at <= NameTold; at++ {
			if got, want := MayBeName(c.word, at), slices.Contains(c.where, at); got != want {
				t.Errorf("MayBeName(%q, %d) is %t", c.word, at, got)
			}
		}
	}
}
