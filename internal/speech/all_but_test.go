package speech_test

import (
	"testing"

	"huanjie/internal/speech"
)

func TestAllBut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, all, but string
		ok             bool
	}{
		{"同意全部，除了东河村", "同意全部", "东河村", true},
		{"同意全部 除东河村、三河村以外", "同意全部", "东河村、三河村", true},
		{"除了东河村，其余都同意", "都同意", "东河村", true},
		{"除东河外，其他的全部同意", "全部同意", "东河", true},
		{"进度 全部 组织准备 完成，除了东河村", "进度 全部 组织准备 完成", "东河村", true},
		{"approve all except 东河村", "approve all", "东河村", true},
		{"同意全部", "同意全部", "", false},
	} {
		all, but, ok := speech.AllBut(c.text)
		if all != c.all || but != c.but || ok != c.ok {
			t.Errorf("AllBut(%q) = %q, %q, %v", c.text, all, but, ok)
		}
	}
}

func TestDoneInAll(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"进度 全部 组织准备 完成": "组织准备", "阶段所有村 离任审计 都办完了": "离任审计", "progress all audit done": "audit",
		"进度 全部 完成": "", "组织准备 完成": "", "进度 全部 组织准备 没完成": "组织准备 没",
	} {
		if got, ok := speech.DoneInAll(text); got != want || ok != (want != "") {
			t.Errorf("DoneInAll(%q) = %q, %v", text, got, ok)
		}
	}
}
