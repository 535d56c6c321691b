package config

import (
	"slices"
	"strings"
	"testing"

	"huanjie/internal/election"
)

// TestMembersWithMarks: what an office counts the elected by has a column of its own in the table of the
// elected and in that of the last term; a column that nobody reads is said.
func TestMembersWithMarks(t *testing.T) {
	t.Parallel()
	villages := election.Election{ID: "villages", Kind: election.Villagers, Marks: []string{"双强", "退役军人"}}
	deputies := election.Election{ID: "deputies", Kind: election.Congress, Circles: []string{"科技界"}}
	table := "姓名,性别,是否双强,类别,民族,界别\n张三,女,是,退役军人,回族,科技界\n李四,男,否,,汉族,\n"
	for _, c := range []struct {
		of         election.Election
		said, left string
	}{
		{villages, "张三 女 双强 退役军人|李四 男 不是双强", "民族|界别"},
		{deputies, "张三 女 回族 科技界|李四 男 汉族", "是否双强|类别"},
	} {
		m := ReadMembers([]byte(table), CountedBy([]*election.Town{{Elections: []election.Election{c.of}}}))
		if said, left := strings.Join(m.Lines, "|"), strings.Join(m.Left, "|"); said != c.said || left != c.left || !m.Wrong.IsZero() {
			t.Errorf("%s: %q without %q, %s", c.of.ID, said, left, m.Wrong.In(election.Chinese))
		}
	}
	if m := ReadMembers([]byte("姓名,性别,双强\n张三,女,大概\n"), Counted{Marks: []string{"双强"}}); m.Wrong.IsZero() {
		t.Errorf("a mark that is neither is taken: %v", m.Lines)
	}
	l := ReadLastMembers([]byte("编号,职务,姓名,双强,类别\nV1,主任,张三,是,退役军人\nV1,委员,李四,,\nV1,委员,王五,,能人\n"), []election.Election{villages}, []election.Unit{{ID: "V1", Election: "villages", Kind: election.Villagers}}, nil)
	if got := l.Of["V1"]; len(got) != 2 || !slices.Equal(got[0].Marks, []string{"双强", "退役军人"}) || len(got[1].Marks) > 0 || len(l.Refused) != 1 {
		t.Errorf("the last term %v, refused %v", got, l.Refused)
	}
	var file strings.Builder
	if err := l.Write(&file); err != nil || !strings.Contains(file.String(), "退役军人") {
		t.Errorf("written as %q, %v", file.String(), err)
	}
}
