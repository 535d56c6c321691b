package sandbox

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
)

// show writes entities as type[covered text].
func show(text string, entities []models.MessageEntity) string {
	var all []string
	for _, e := range entities {
		one := fmt.Sprintf("%s[%s]", e.Type, cutUTF16(text, e.Offset, e.Length))
		if e.URL+e.Language != "" {
			one += "(" + e.URL + e.Language + ")"
		}
		all = append(all, one)
	}
	return strings.Join(all, " ")
}

func TestHTML(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	s.Phone(Person{ID: 7, FirstName: "周明"})
	for _, c := range []struct{ in, text, entities string }{
		{"<b>发出</b> 1200", "发出 1200", "bold[发出]"},
		{"🗳<strong>🗳票</strong>", "🗳🗳票", "bold[🗳票]"},
		{"<i>a<u>b</u></i><s>c</s><del>d</del><ins>e</ins><em>f</em><strike>g</strike>", "abcdefg",
			"italic[ab] underline[b] strikethrough[c] strikethrough[d] underline[e] italic[f] strikethrough[g]"},
		{"&lt;b&gt; &amp;lt; &quot;&#31080;&#x7968;&nbsp;&unknown; A&B", "<b> &lt; \"票票&nbsp;&unknown; A&B", ""},
		{"<a href=\"https://example.org/?a=1&amp;b=2\">网</a>", "网", "text_link[网](https://example.org/?a=1&b=2)"},
		{"<a href='example.org'>网</a><a href=\"javascript:1\">坏</a>", "网坏", "text_link[网](http://example.org/)"},
		{"<a href=\"tg://user?id=7\">周明</a>", "周明", "text_mention[周明]"},
		{"<pre><code class=\"language-toml\">a = 1</code></pre>", "a = 1", "pre[a = 1](toml)"},
		{"<code class=\"language-go\">x</code> <pre>y</pre>", "x y", "code[x] pre[y]"},
		{"<blockquote expandable>一</blockquote><blockquote>二</blockquote>", "一二", "expandable_blockquote[一] blockquote[二]"},
		{"<span class=\"tg-spoiler\">密</span><tg-spoiler>密</tg-spoiler>", "密密", "spoiler[密] spoiler[密]"},
		{"<B>大</b ><b>小</>", "大小", "bold[大] bold[小]"},
		{"  <b> 边 </b>  ", "边", "bold[边]"},
		{"<code>/start @somebody https://example.org</code>", "/start @somebody https://example.org", "code[/start @somebody https://example.org]"},
		{"<b>见 https://t.me/huanjie_demo_bot?start=x</b>", "见 https://t.me/huanjie_demo_bot?start=x", "bold[见 https://t.me/huanjie_demo_bot?start=x] url[https://t.me/huanjie_demo_bot?start=x]"},
	} {
		text, entities, err := s.parseText(c.in, "HTML", "")
		if err != nil || text != c.text || show(text, entities) != c.entities {
			t.Errorf("%s\n got %q %s %v\nwant %q %s", c.in, text, show(text, entities), err, c.text, c.entities)
		}
	}
	for in, words := range map[string]string{
		"票<b>x":                      `Can't find end tag corresponding to start tag "b"`,
		"票 < 3":                      `Unsupported start tag "" at byte offset 4`,
		"票 <b":                       `Unclosed start tag at byte offset 4`,
		"<p>x</p>":                   `Unsupported start tag "p" at byte offset 0`,
		"票<br/>":                     `Unsupported start tag "br/" at byte offset 3`,
		"<>":                         `Unsupported start tag "" at byte offset 0`,
		"<b>x</i>":                   `Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`,
		"x</b>":                      `Unexpected end tag at byte offset 1`,
		"<b>x</b":                    `Unclosed end tag at byte offset 4`,
		"<span>x</span>":             `Tag "span" must have class "tg-spoiler" at byte offset 0`,
		"<a href>x</a>":              `Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0`,
		"<a href=\"x":                `Unclosed start tag at byte offset 0`,
		"<a href=https://x.cn>x</a>": `Unexpected end of name token at byte offset 8`,
		"<a =\"x\">x</a>":            `Empty attribute name in the tag "a" at byte offset 0`,
	} {
		_, _, err := s.parseText(in, "HTML", "")
		if err == nil || err.Error() != "400 Bad Request: can't parse entities: "+words {
			t.Errorf("%s\n got %v\nwant %s", in, err, words)
		}
	}
	if _, _, err := s.parseText("*x*", "MarkdownV2", ""); err == nil {
		t.Error("MarkdownV2 was read")
	}
	if _, _, err := s.parseText("票", "", `[{"type":"bold","offset":0,"length":2}]`); err == nil {
		t.Error("an entity reached out of the text")
	}
}

func TestFoundEntities(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"/start":                            "bot_command[/start]",
		"🗳 /todo@huanjie_demo_bot 东河":       "bot_command[/todo@huanjie_demo_bot]",
		"你好/start":                          "",
		"/start你好":                          "",
		"a/b 1/2 //x":                       "",
		"请看 @huanjie_demo_bot":              "mention[@huanjie_demo_bot]",
		"请看@huanjie_demo_bot":               "",
		"@ab 和 x@y":                         "",
		"写给 office@example.org 吧":           "email[office@example.org]",
		"#换届 #2027":                         "hashtag[#换届]",
		"链接：https://t.me/x_bot?start=ab。":   "url[https://t.me/x_bot?start=ab。]",
		"点https://t.me/x_bot?start=ab 即可":   "url[https://t.me/x_bot?start=ab]",
		"t.me/x_bot?start=a_b-c.":           "url[t.me/x_bot?start=a_b-c]",
		"（见 example.org/a(b)）":              "url[example.org/a(b)）]",
		"see (example.org/a), 3.14, v1.2":   "url[example.org/a]",
		"http://127.0.0.1:8080/x 与 8.8.8.8": "url[http://127.0.0.1:8080/x]",
		"https://example.org:8443":          "url[https://example.org:8443]",
		"tg://resolve?domain=x":             "url[tg://resolve?domain=x]",
		"到 example.com.":                    "url[example.com]",
	} {
		if got := show(text, findEntities(text, nil)); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, seed := range []string{"<b>票</b>", "<a href='x.cn'>🗳</a>", "&#x1F5F3;&lt", "<pre><code class=language-go>x</code></pre>", "<blockquote expandable>x</", "a@b.cn #x /y @zzz"} {
		f.Add(seed)
	}
	s, err := New(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, in string) {
		text, entities, err := s.parseText(in, "HTML", "")
		if err != nil {
			return
		}
		if !utf8.ValidString(text) {
			t.Errorf("%q became %q", in, text)
		}
		if err := checkEntities(text, entities); err != nil {
			t.Errorf("%q: %v in %+v", in, err, entities)
		}
	})
}
