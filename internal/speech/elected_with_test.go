package speech_test

import (
	"strings"
	"testing"

	"huanjie/internal/speech"
)

func TestElectedWith(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, said string }{
		{"冯志远当选书记5票，陆国强当选副书记5票", "书记|冯志远|5|副书记|陆国强|5"},
		{"总支冯志远当选书记5票", "总支|书记|冯志远|5"},
		{"孙大海当选主席50票，李国平当选镇长，得52票", "主席|孙大海|50|镇长|李国平|52"},
		{"申屠刚当选村主任510票，乐天180票", "乐天180票|主任|申屠刚|510"},
		{"书记候选人荀振邦全票当选，13票", "书记|荀振邦|13"},
		{"荀振邦以13票当选支部书记", "书记|荀振邦|13"},
		{"发13收13有效13，荀振邦当选书记13票", "发13收13有效13|书记|荀振邦|13"},
		{"书记推的冯志远 5票，副书记庄秀梅也是5票", "书记|冯志远|5|副书记|庄秀梅|5"},
		{"3个委员都在 选的冯志远当书记，3票全票", "3个委员都|书记|冯志远|3"},
		{"书记冯志远，三票全给他", "书记|冯志远|三"},
		{"镇长选出来了，58名代表到会56，孙大海56票满票", "58名代表到会56|镇长|孙大海|56"},
		{"书记冯志远5票", ""}, // in the order that a count has
		{"荀振邦当选书记", ""}, // without the votes
		{"荀振邦当选书记了吗，几票", ""},
		{"荀振邦没当选书记，只有5票", ""},
		{"上届荀振邦当选书记13票", ""},
		{"荀振邦 13票", ""},
	} {
		parts, ok := speech.ElectedWith(c.text)
		var said []string
		for _, p := range parts {
			said = append(said, c.text[p[0]:p[1]])
		}
		if got := strings.Join(said, "|"); got != c.said || ok != (c.said != "") {
			t.Errorf("ElectedWith(%q) = %q, %v, want %q", c.text, got, ok, c.said)
		}
	}
}
