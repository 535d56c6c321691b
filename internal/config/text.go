package config

import (
	"bytes"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/width"
)

// Decode makes UTF-8 of a text file: with or without a byte order mark, UTF-16
// with one, or GB18030, which spreadsheets in China save when nobody asks them
// for UTF-8.
func Decode(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return nil, errors.New("this is a workbook, not CSV: save it as CSV UTF-8 in the spreadsheet")
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		text, err := utf16.UTF16(utf16.BigEndian, utf16.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
			return nil, errors.New("this is broken UTF-16 text: save it as CSV UTF-8 in the spreadsheet")
		}
		return text, nil
	}
	if data = withoutMark(data); utf8.Valid(data) {
		return data, nil
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return nil, errors.New("this is neither UTF-8 nor GB18030 text: save it as CSV UTF-8 in the spreadsheet")
	}
	return text, nil
}

// withoutMark cuts the byte order mark that some editors begin a file with.
func withoutMark(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\ufeff")) }

// tidy takes out of a cell what cannot be seen. A line break in a cell parts
// two entries, as people mean it.
func tidy(cell string) string {
	return strings.TrimSpace(strings.Map(func(c rune) rune {
		switch {
		case c == '\n':
			return ';'
		case unicode.IsSpace(c), unicode.IsControl(c):
			return ' '
		case unicode.Is(unicode.Cf, c): // zero width
			return -1
		}
		return c
	}, strings.TrimSpace(cell)))
}

// fold makes full-width letters, digits and punctuation half-width ones.
func fold(s string) string { return tidy(width.Fold.String(s)) }

// split parts a cell at any of the separators, full-width ones too. Empty parts
// are left out.
func split(cell, separators string) []string {
	return strings.FieldsFunc(fold(cell), func(c rune) bool { return strings.ContainsRune(separators, c) })
}
