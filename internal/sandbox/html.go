package sandbox

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
)

// htmlReader turns Telegram's HTML into text and entities the way TDLib's parse_html does, with its errors. Offsets
// in errors are bytes, offsets of entities UTF-16 units.
type htmlReader struct {
	s        *Server
	in       string
	at       int
	out      strings.Builder
	units    int
	open     []htmlTag
	entities []models.MessageEntity
}

type htmlTag struct {
	name     string
	argument string // address of a link, language of code
	units    int
	bytes    int
}

func (s *Server) parseHTML(text string) (string, []models.MessageEntity, error) {
	h := &htmlReader{s: s, in: text}
	for h.at < len(h.in) {
		if h.in[h.at] != '<' {
			h.put(h.character())
			continue
		}
		read := h.startTag
		if strings.HasPrefix(h.in[h.at:], "</") {
			read = h.endTag
		}
		if err := read(); err != nil {
			return "", nil, err
		}
	}
	if n := len(h.open); n > 0 {
		return "", nil, cantParse("Can't find end tag corresponding to start tag \"%s\"", h.open[n-1].name)
	}
	return h.out.String(), h.entities, nil
}

func cantParse(format string, values ...any) error {
	return badRequest("can't parse entities: " + fmt.Sprintf(format, values...))
}

func (h *htmlReader) put(r rune) {
	h.out.WriteRune(r)
	if h.units++; r > 0xffff {
		h.units++
	}
}

// character reads one character, written out or as &lt; &gt; &amp; &quot; &#NUMBER; the last semicolon may be missing.
func (h *htmlReader) character() rune {
	r, size := utf8.DecodeRuneInString(h.in[h.at:])
	if r != '&' {
		h.at += size
		return r
	}
	rest := h.in[h.at+1:]
	length, value := 0, rune(0)
	if number, ok := strings.CutPrefix(rest, "#"); ok {
		base, digits := 10, number
		if hex, ok := strings.CutPrefix(number, "x"); ok {
			base, digits = 16, hex
		}
		n := span(digits, func(r rune) bool { return isDigit(r) || base == 16 && strings.ContainsRune("abcdefABCDEF", r) })
		parsed, _ := strconv.ParseInt(digits[:n], base, 32)
		value, length = rune(parsed), len(rest)-len(digits)+n
	} else {
		length = span(rest, func(r rune) bool { return isName(r) && !isDigit(r) && r != '_' })
		value = map[string]rune{"lt": '<', "gt": '>', "amp": '&', "quot": '"'}[rest[:length]]
	}
	if value == 0 || !utf8.ValidRune(value) {
		h.at++
		return '&'
	}
	h.at += 1 + length
	if strings.HasPrefix(h.in[h.at:], ";") {
		h.at++
	}
	return value
}

func (h *htmlReader) startTag() error {
	begin := h.at
	h.at++
	name := strings.ToLower(h.until(func(b byte) bool { return isBlank(b) || b == '>' }))
	if h.at == len(h.in) {
		return cantParse("Unclosed start tag at byte offset %d", begin)
	}
	if !supportedTag(name) {
		return cantParse("Unsupported start tag \"%s\" at byte offset %d", name, begin)
	}
	tag := htmlTag{name: name, units: h.units, bytes: h.out.Len()}
	for {
		h.blanks()
		if h.at < len(h.in) && h.in[h.at] == '>' {
			h.at++
			break
		}
		attribute, value, err := h.attribute(name, begin)
		if err != nil {
			return err
		}
		tag.take(attribute, value)
	}
	if name == "span" && tag.argument != "tg-spoiler" {
		return cantParse("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	h.open = append(h.open, tag)
	return nil
}

func supportedTag(name string) bool {
	switch name {
	case "a", "b", "strong", "i", "em", "s", "strike", "del", "u", "ins", "tg-spoiler", "tg-emoji", "span", "pre", "code", "blockquote":
		return true
	}
	return false
}

// take keeps the attributes that mean something; Telegram passes over the others.
func (t *htmlTag) take(attribute, value string) {
	switch {
	case t.name == "a" && attribute == "href", t.name == "span" && attribute == "class":
		t.argument = value
	case t.name == "code" && attribute == "class" && strings.HasPrefix(value, "language-"):
		t.argument = strings.TrimPrefix(value, "language-")
	case t.name == "blockquote" && attribute == "expandable":
		t.argument = "1"
	}
}

// attribute reads an attribute and its value; only that of a blockquote may have none.
func (h *htmlReader) attribute(tag string, begin int) (name, value string, err error) {
	name = h.until(func(b byte) bool { return isBlank(b) || b == '=' || tag == "blockquote" && b == '>' })
	if name == "" {
		return "", "", cantParse("Empty attribute name in the tag \"%s\" at byte offset %d", tag, begin)
	}
	name = strings.ToLower(name)
	h.blanks()
	if h.at == len(h.in) || h.in[h.at] != '=' {
		if tag == "blockquote" && name == "expandable" {
			return name, "", nil
		}
		return "", "", cantParse("Expected equal sign in declaration of an attribute of the tag \"%s\" at byte offset %d", tag, begin)
	}
	h.at++
	h.blanks()
	if h.at == len(h.in) {
		return "", "", cantParse("Unclosed start tag \"%s\" at byte offset %d", tag, begin)
	}
	if value, err = h.value(); err != nil {
		return "", "", err
	}
	return name, value, h.unclosed(begin)
}

// value reads the value of an attribute, with or without quotes.
func (h *htmlReader) value() (string, error) {
	begin, quote := h.at, h.in[h.at]
	if quote != '"' && quote != '\'' {
		value := h.until(func(b byte) bool { return !isName(rune(b)) && b != '.' && b != '-' || b == '_' })
		if h.at < len(h.in) && !isBlank(h.in[h.at]) && h.in[h.at] != '>' {
			return "", cantParse("Unexpected end of name token at byte offset %d", begin)
		}
		return strings.ToLower(value), nil
	}
	h.at++
	var text strings.Builder
	for h.at < len(h.in) && h.in[h.at] != quote {
		text.WriteRune(h.character())
	}
	h.at = min(h.at+1, len(h.in))
	return text.String(), nil
}

func (h *htmlReader) unclosed(begin int) error {
	if h.at == len(h.in) {
		return cantParse("Unclosed start tag at byte offset %d", begin)
	}
	return nil
}

func (h *htmlReader) endTag() error {
	begin := h.at
	if len(h.open) == 0 {
		return cantParse("Unexpected end tag at byte offset %d", begin)
	}
	h.at += 2
	name := strings.ToLower(h.until(func(b byte) bool { return isBlank(b) || b == '>' }))
	h.blanks()
	if h.at == len(h.in) || h.in[h.at] != '>' {
		return cantParse("Unclosed end tag at byte offset %d", begin)
	}
	h.at++
	tag := h.open[len(h.open)-1]
	if name != "" && name != tag.name {
		return cantParse("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	h.open = h.open[:len(h.open)-1]
	h.close(tag)
	return nil
}

// close makes the entity of a tag that has ended.
func (h *htmlReader) close(tag htmlTag) {
	e := models.MessageEntity{Type: entityOf(tag), Offset: tag.units, Length: h.units - tag.units}
	if e.Length == 0 || e.Type == "" || e.Type == models.MessageEntityTypeTextLink && !h.link(&e, tag) {
		return
	}
	n := len(h.entities)
	switch {
	case tag.name == "code" && len(h.open) > 0 && h.open[len(h.open)-1].name == "pre":
		e.Language = tag.argument // it belongs to the <pre> around it; by itself Telegram forgets it
	case tag.name == "pre" && n > 0 && h.entities[n-1].Type == models.MessageEntityTypeCode && h.entities[n-1].Offset == e.Offset && h.entities[n-1].Length == e.Length:
		e.Language = h.entities[n-1].Language
		h.entities = h.entities[:n-1]
	}
	h.entities = append(h.entities, e)
}

// entityOf is what a tag means; <tg-emoji> means nothing, as a bot without a bought username sends the plain
// character.
func entityOf(tag htmlTag) models.MessageEntityType {
	switch tag.name {
	case "b", "strong":
		return models.MessageEntityTypeBold
	case "i", "em":
		return models.MessageEntityTypeItalic
	case "u", "ins":
		return models.MessageEntityTypeUnderline
	case "s", "strike", "del":
		return models.MessageEntityTypeStrikethrough
	case "span", "tg-spoiler":
		return models.MessageEntityTypeSpoiler
	case "code":
		return models.MessageEntityTypeCode
	case "pre":
		return models.MessageEntityTypePre
	case "a":
		return models.MessageEntityTypeTextLink
	case "blockquote":
		if tag.argument != "" {
			return models.MessageEntityTypeExpandableBlockquote
		}
		return models.MessageEntityTypeBlockquote
	}
	return ""
}

// link makes the entity of <a>; an address that Telegram does not understand leaves the plain text.
func (h *htmlReader) link(e *models.MessageEntity, tag htmlTag) bool {
	address := tag.argument
	if address == "" {
		address = h.out.String()[tag.bytes:]
	}
	if id, ok := strings.CutPrefix(address, "tg://user?id="); ok {
		number, _ := strconv.ParseInt(id, 10, 64)
		if p := h.s.people[number]; p != nil {
			e.Type, e.User = models.MessageEntityTypeTextMention, new(p.User)
			return true
		}
		return false
	}
	checked, problem := httpAddress(address)
	e.Type, e.URL = models.MessageEntityTypeTextLink, checked
	return problem == ""
}

func (h *htmlReader) until(end func(byte) bool) string {
	start := h.at
	for h.at < len(h.in) && !end(h.in[h.at]) {
		h.at++
	}
	return h.in[start:h.at]
}

func (h *htmlReader) blanks() {
	for h.at < len(h.in) && isBlank(h.in[h.at]) {
		h.at++
	}
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' || b == '\v' }
