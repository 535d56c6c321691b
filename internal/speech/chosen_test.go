package speech_test

import (
	"strings"
	"testing"

	"huanjie/internal/speech"
)

func TestChosenIn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, said string }{
		{"委员会开会选谢长强当书记", "书记|谢长强"},
		{"委员会开会，4名委员全到，谢长强当选书记，邹春良当选副书记", "4名委员全到|书记|谢长强|副书记|邹春良"},
		{"支委会选举谢长强为书记、邹春良为副书记", "书记|谢长强|副书记|邹春良"},
		{"委员会选举 谢长强全票当选书记", "书记|谢长强|全票"},
		{"新一届支委第一次会议推选谢长强任书记", "书记|谢长强"},
		{"谢长强同志当选为党支部书记", "书记|谢长强"},
		{"支委会选举结果：书记谢长强，副书记邹春良", "书记|谢长强|副书记|邹春良"},
		{"委员会选举：书记谢长强同志当选，副书记：邹春良", "书记|谢长强|副书记|邹春良"},
		{"16日 委员会选出谢长强担任支部书记", "16日|书记|谢长强"},
		{"由谢长强担任书记，邹春良任副书记", "书记|谢长强|副书记|邹春良"},
		{"支委会 书记谢长强4票", ""}, // with votes it is a count
		{"谁当选书记", ""},
		{"推荐谢长强当书记", ""},
		{"准备选谢长强当书记", ""},
		{"谢长强没当选书记", ""},
		{"还没选书记", ""},
		{"选委会 书记任主任 主任 章平", ""},
		{"书记是谢长强", ""}, // of whom, and since when
		{"请书记来一下", ""},
	} {
		parts, ok := speech.ChosenIn(c.text)
		var said []string
		for _, p := range parts {
			said = append(said, c.text[p[0]:p[1]])
		}
		if got := strings.Join(said, "|"); got != c.said || ok != (c.said != "") {
			t.Errorf("ChosenIn(%q) = %q, %v, want %q", c.text, got, ok, c.said)
		}
	}
}
