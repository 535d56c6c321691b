package speech

import (
	"testing"
	"time"
)

func TestReportsNothing(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"天好冷": true, "落雨哉": true, "人不多": true, "嗓子都喊哑了": true, "今天人真多": true,
		"志愿者": false, "李家庄": false, "昨天的": false, "一组": false, "有人晕倒了": false, "隔壁村的": false, "还没投完": false, "187": false} {
		if h := Hear(text, time.Time{}); ReportsNothing(h.Tokens, text) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
}

func TestTallied(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Number{"正正丅 12票": {Value: 12, Role: Count}, "正正丅 13票": {Value: 13, Role: Garbled}, "正正正止": {Value: 19, Role: Garbled}, "正常": {}, "正正好": {}} {
		if n, _ := tallied(text); n.Value != want.Value || n.Role != want.Role {
			t.Errorf("%s: %d %d", text, n.Value, n.Role)
		}
	}
}

func TestVoidedFigure(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"枣园514作废": "514", "588那条作废": "588", "5张作废": "", "作废5": ""} {
		if figure, _ := VoidedFigure(text); figure != want {
			t.Errorf("%s: %q", text, figure)
		}
	}
}

func TestOffBy(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"何静说对不上 差一票": true, "还差3票没数": true, "多出来2张": true, "王五 3票": false, "差3个人": false} {
		h, off := Hear(text, time.Time{}), false
		for i := range h.Tokens {
			off = off || h.OffBy(i)
		}
		if off != want {
			t.Errorf("%s: %v", text, off)
		}
	}
}
