package election

import "testing"

// TestNameSaid: verbs around a name are none of it, and a word without a name is none.
func TestNameSaid(t *testing.T) {
	for word, want := range map[string]string{"赵大山": "赵大山", "推荐了赵大山": "赵大山", "定了": "", "确定了": "", "提了": "", "高远办了": "高远", "一共": "", "是钟平": "钟平", "有为": "有为", "提云": "提云", "李富有": "李富有", "买买提·艾力": "买买提·艾力"} {
		if got := NameSaid(word); got != want {
			t.Errorf("NameSaid(%s) is %q, want %q", word, got, want)
		}
	}
}
