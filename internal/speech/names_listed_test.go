package speech

import (
	"testing"
	"time"
)

// TestListsNames: only names, and at least two of them.
func TestListsNames(t *testing.T) {
	for text, want := range map[string]bool{
		"张三 李四": true, "张三、李四和王五": true, "欧阳建国，李四": true,
		"张三": false, "昨天公布": false, "还没定": false, "张三 320 李四 210": false, "公布了 张三": false, "": false,
	} {
		if got := ListsNames(Hear(text, time.Time{})); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
