package sandbox

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
)

// utf16Length counts as Telegram counts: characters above U+FFFF are two.
func utf16Length(text string) int {
	n := 0
	for _, r := range text {
		if n++; r > 0xffff {
			n++
		}
	}
	return n
}

// cutUTF16 takes length units from offset on.
func cutUTF16(text string, offset, length int) string {
	start, end, n := len(text), len(text), 0
	for i, r := range text {
		if n == offset {
			start = i
		}
		if n == offset+length {
			end = i
		}
		if n++; r > 0xffff {
			n++
		}
	}
	return text[min(start, end):end]
}

// parseText turns what the bot sent into text and entities: by parse mode, or by the list of entities, with the
// addresses, mentions, commands and hashtags that Telegram finds by itself.
func (s *Server) parseText(raw, mode, list string) (string, []models.MessageEntity, error) {
	if !utf8.ValidString(raw) {
		return "", nil, badRequest("strings must be encoded in UTF-8")
	}
	text := strings.ReplaceAll(strings.ReplaceAll(raw, "\r", ""), "\x00", " ")
	var entities []models.MessageEntity
	var err error
	switch strings.ToLower(mode) {
	case "", "none":
		if list != "" && json.Unmarshal([]byte(list), &entities) != nil {
			return "", nil, badRequest("can't parse entities: can't parse MessageEntity array")
		}
		err = checkEntities(text, entities)
	case "html":
		text, entities, err = s.parseHTML(text)
	case "markdown", "markdownv2":
		return "", nil, badRequest("can't parse entities: this sandbox reads HTML only, not " + mode)
	default:
		return "", nil, badRequest("unsupported parse_mode")
	}
	if err != nil {
		return "", nil, err
	}
	text, entities = trim(text, entities)
	return text, findEntities(text, entities), nil
}

func checkEntities(text string, entities []models.MessageEntity) error {
	length := utf16Length(text)
	for _, e := range entities {
		if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > length {
			return badRequest("can't parse entities: entity is out of the text")
		}
	}
	return nil
}

// trim takes white space from both ends, as Telegram does, and moves the entities along.
func trim(text string, entities []models.MessageEntity) (string, []models.MessageEntity) {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	rest := strings.TrimLeftFunc(text, unicode.IsSpace)
	shift := utf16Length(text) - utf16Length(rest)
	length := utf16Length(rest)
	var kept []models.MessageEntity
	for _, e := range entities {
		start, end := max(0, e.Offset-shift), min(length, e.Offset-shift+e.Length)
		if e.Offset, e.Length = start, end-start; e.Length > 0 {
			kept = append(kept, e)
		}
	}
	return rest, kept
}

// findEntities adds what Telegram finds in a text by itself to the entities already there; nothing is looked for
// inside code and links.
func findEntities(text string, entities []models.MessageEntity) []models.MessageEntity {
	all := slices.Clone(entities)
	if utf16Length(text) > maxText {
		return all // it will be refused
	}
	for _, found := range scan(text) {
		closed := slices.ContainsFunc(entities, func(e models.MessageEntity) bool {
			return overlap(e, found) && slices.Contains([]models.MessageEntityType{
				models.MessageEntityTypeCode, models.MessageEntityTypePre, models.MessageEntityTypeTextLink, models.MessageEntityTypeTextMention}, e.Type)
		})
		if !closed && !slices.Contains(all, found) {
			all = append(all, found)
		}
	}
	slices.SortStableFunc(all, func(a, b models.MessageEntity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length))
	})
	return all
}

func overlap(a, b models.MessageEntity) bool {
	return a.Offset < b.Offset+b.Length && b.Offset < a.Offset+a.Length
}

// scan goes through a text once from left to right, so that found entities never overlap.
func scan(text string) []models.MessageEntity {
	var found []models.MessageEntity
	offset := 0
	previous := rune(' ')
	for i := 0; i < len(text); {
		kind, length := match(text[i:], previous)
		if length == 0 {
			r, size := utf8.DecodeRuneInString(text[i:])
			previous, offset = r, offset+utf16Length(text[i:i+size])
			i += size
			continue
		}
		units := utf16Length(text[i : i+length])
		found = append(found, models.MessageEntity{Type: kind, Offset: offset, Length: units})
		previous, _ = utf8.DecodeLastRuneInString(text[i : i+length])
		offset += units
		i += length
	}
	return found
}

// match finds an entity at the beginning of text and its length in bytes. As in TDLib a command or a mention must not
// touch a letter, and a Chinese character is a letter: "请看@bot" mentions nobody.
func match(text string, previous rune) (models.MessageEntityType, int) {
	switch {
	case isWord(previous):
		// Only an address with its scheme is found in the middle of Chinese text.
		if previous > unicode.MaxASCII && schemeOf(text) > 0 {
			return models.MessageEntityTypeURL, matchURL(text)
		}
		return "", 0
	case text[0] == '/':
		if previous == '/' || previous == '<' || previous == '>' {
			return "", 0
		}
		return models.MessageEntityTypeBotCommand, matchCommand(text)
	case text[0] == '@':
		return models.MessageEntityTypeMention, matchMention(text)
	case text[0] == '#':
		return models.MessageEntityTypeHashtag, matchHashtag(text)
	}
	if n := matchEmail(text); n > 0 {
		return models.MessageEntityTypeEmail, n
	}
	return models.MessageEntityTypeURL, matchURL(text)
}

func matchMention(text string) int {
	if n := 1 + span(text[1:], isName); n >= 4 && n <= 33 && !followedBy(text[n:], isWord) {
		return n
	}
	return 0
}

func matchHashtag(text string) int {
	if n := 1 + span(text[1:], isWord); strings.Trim(text[1:n], "0123456789") != "" {
		return n
	}
	return 0
}

func matchCommand(text string) int {
	n := 1 + span(text[1:], isName)
	if n == 1 || n > 65 {
		return 0
	}
	if strings.HasPrefix(text[n:], "@") {
		if to := span(text[n+1:], isName); to >= 3 && to <= 32 {
			n += 1 + to
		}
	}
	if followedBy(text[n:], func(r rune) bool { return isWord(r) || strings.ContainsRune("/<>", r) }) {
		return 0
	}
	return n
}

func matchEmail(text string) int {
	name := span(text, func(r rune) bool { return isName(r) || strings.ContainsRune(".+-", r) })
	if name == 0 || !strings.HasPrefix(text[name:], "@") {
		return 0
	}
	host := span(text[name+1:], func(r rune) bool { return isName(r) || r == '-' || r == '.' })
	host = len(strings.TrimRight(text[name+1:name+1+host], ".-"))
	if !knownDomain(text[name+1 : name+1+host]) {
		return 0
	}
	return name + 1 + host
}

// matchURL finds an address with or without a scheme. After the host everything belongs to it but white space, angle
// brackets and quotes: Chinese text that follows without a space is swallowed, in Telegram too.
func matchURL(text string) int {
	scheme := schemeOf(text)
	host := span(text[scheme:], isHost)
	name := strings.TrimRight(text[scheme:scheme+host], ".-")
	n := scheme + host
	if trimmed := scheme + len(name); trimmed < n {
		return known(text, scheme, name, trimmed)
	}
	if port := span(strings.TrimPrefix(text[n:], ":"), isDigit); strings.HasPrefix(text[n:], ":") && port > 0 {
		n += 1 + port
	}
	if followedBy(text[n:], func(r rune) bool { return strings.ContainsRune("/?#", r) }) {
		n += len(strings.TrimRight(balanced(text[n:n+span(text[n:], isPath)]), ".:;,('?!`"))
	}
	return known(text, scheme, name, n)
}

func schemeOf(text string) int {
	for _, prefix := range []string{"https://", "http://", "tg://"} {
		if len(text) > len(prefix) && strings.EqualFold(text[:len(prefix)], prefix) {
			return len(prefix)
		}
	}
	return 0
}

// known gives n back if the host may be one.
func known(text string, scheme int, host string, n int) int {
	if strings.EqualFold(text[:scheme], "tg://") && host != "" || knownDomain(host) || scheme > 0 && isAddress(host) {
		return n
	}
	return 0
}

// balanced cuts a path where it closes a bracket that it did not open.
func balanced(path string) string {
	depth := 0
	for i, r := range path {
		switch r {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth < 0 {
				return path[:i]
			}
		}
	}
	return path
}

// knownDomain says whether a host ends in a top level domain; these are the ones met in this trade.
func knownDomain(host string) bool {
	name, top, ok := cutLast(host, ".")
	return ok && name != "" && slices.Contains([]string{"com", "net", "org", "cn", "me", "io", "gov", "edu", "info", "top", "dev", "app", "hk", "tw", "中国", "example"}, strings.ToLower(top))
}

func isAddress(host string) bool {
	return host != "" && strings.Count(host, ".") == 3 && strings.Trim(host, "0123456789.") == ""
}

func cutLast(text, separator string) (before, after string, ok bool) {
	i := strings.LastIndex(text, separator)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(separator):], true
}

// span is the length in bytes of the beginning of text in which every character is of a kind.
func span(text string, kind func(rune) bool) int {
	for i, r := range text {
		if !kind(r) {
			return i
		}
	}
	return len(text)
}

func followedBy(text string, kind func(rune) bool) bool {
	r, size := utf8.DecodeRuneInString(text)
	return size > 0 && kind(r)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isName(r rune) bool {
	return r == '_' || isDigit(r) || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

func isHost(r rune) bool {
	if r < 0xc0 {
		return isName(r) || r == '.' || r == '-' || r == '~'
	}
	return !unicode.Is(unicode.Z, r) && !generalPunctuation(r)
}

func isPath(r rune) bool {
	return !strings.ContainsRune("\n\t\r<>\"«»", r) && !unicode.Is(unicode.Z, r) && !generalPunctuation(r)
}

// generalPunctuation holds the dashes back that addresses may contain.
func generalPunctuation(r rune) bool {
	return 0x2000 <= r && r <= 0x206f && r != 0x200c && r != 0x200d && (r < 0x2010 || r > 0x2015)
}
