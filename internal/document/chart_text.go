package document

import (
	_ "embed" // for the font
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// fontFile is Noto Sans SC Medium, whole: it has the 8,105 characters of
// 通用规范汉字表 and the rare ones of names. Its licence is font/OFL.txt.
//
//go:embed font/NotoSansSC-Medium.ttf
var fontFile []byte

// typeface parses the font at its first use; read only.
var typeface = sync.OnceValues(func() (*sfnt.Font, error) { return opentype.Parse(fontFile) })

// MissingGlyphs lists the characters of a picture that the font does not have.
// The picture is complete, with a box for each of them.
type MissingGlyphs struct{ Runes []rune }

func (m *MissingGlyphs) Error() string {
	var all []string
	for _, r := range m.Runes {
		all = append(all, fmt.Sprintf("%c (%U)", r, r))
	}
	return "the font has no glyph for " + strings.Join(all, ", ")
}

// label is a text and the box it was written into, so that a test can check
// that every text keeps to its box.
type label struct {
	box    image.Rectangle
	size   int
	at     side
	text   string // as written
	full   string // as it should be
	upward bool   // the text runs upward
}

type glyphAt struct {
	r    rune
	size int
}

// glyph is the mask of a character, placed from a baseline at 0,0.
type glyph struct {
	mask    *image.Alpha
	advance int
}

// side is where a text stands in its box.
type side uint8

const (
	left side = iota
	middle
	right
)

// text writes one line into a box, in the middle of its height. Text too long
// for the box is cut.
func (c *canvas) text(box image.Rectangle, size int, s string, at side, in color.RGBA) {
	full := tidy(s)
	s = c.cut(full, size, box.Dx())
	c.labels = append(c.labels, label{box: box, size: size, at: at, text: s, full: full})
	x := box.Min.X
	if at != left {
		x += (box.Dx() - c.wide(s, size)) / (3 - int(at))
	}
	baseline := (box.Min.Y+box.Max.Y)/2 + size*37/100
	c.glide(c.img, image.Pt(x, baseline), size, s, image.NewUniform(in))
}

// name writes the name of an area into the upper part of a box, as large as
// fits. If needed, it takes two lines in the whole box. under is the text in
// the lower part.
func (c *canvas) name(box image.Rectangle, s, under string) {
	upper, lower := box, box
	upper.Max.Y = min(box.Min.Y+44, box.Max.Y)
	lower.Min.Y = upper.Max.Y - 4
	switch lines := c.wrap(s, textSmall, box.Dx()); {
	case c.wide(tidy(s), textMiddle) <= box.Dx():
		c.text(upper, textMiddle, s, left, ink)
	case len(lines) == 1:
		c.text(upper, textSmall, s, left, ink)
	default:
		c.lines(box, textSmall, append(lines[:1:1], strings.Join(lines[1:], "")), left, ink)
		return
	}
	if under != "" {
		c.text(lower, textSmall, under, left, faint)
	}
}

// lines writes several lines into a box, in the middle of its height.
func (c *canvas) lines(box image.Rectangle, size int, lines []string, at side, in color.RGBA) {
	high := lineHigh(size)
	box.Min.Y += (box.Dy() - len(lines)*high) / 2
	for _, s := range lines {
		box.Max.Y = box.Min.Y + high
		c.text(box, size, s, at, in)
		box.Min.Y = box.Max.Y
	}
}

// upwardGap is the gap between upward lines.
const upwardGap = 2

// upward writes lines that run upward in a box, side by side in the middle of
// its width.
func (c *canvas) upward(box image.Rectangle, size int, lines []string, in color.RGBA) {
	high := size + upwardGap
	x := box.Min.X + (box.Dx()-len(lines)*high)/2
	for _, s := range lines {
		strip := image.NewAlpha(image.Rect(0, 0, box.Dy(), high))
		c.glide(strip, image.Pt(0, high/2+size*37/100), size, s, image.Opaque)
		turned := image.NewAlpha(image.Rect(0, 0, high, box.Dy()))
		for i := range high {
			for j := range box.Dy() {
				turned.Pix[turned.PixOffset(i, box.Dy()-1-j)] = strip.Pix[strip.PixOffset(j, i)]
			}
		}
		to := turned.Rect.Add(image.Pt(x, box.Min.Y))
		draw.DrawMask(c.img, to, image.NewUniform(in), image.Point{}, turned, image.Point{}, draw.Over)
		c.labels = append(c.labels, label{box: to, size: size, text: s, full: s, upward: true})
		x += high
	}
}

// glide draws characters from a point on the baseline.
func (c *canvas) glide(to draw.Image, at image.Point, size int, s string, in image.Image) {
	for _, r := range s {
		g := c.glyph(r, size)
		if g.mask != nil {
			draw.DrawMask(to, g.mask.Rect.Add(at), in, image.Point{}, g.mask, g.mask.Rect.Min, draw.Over)
		}
		at.X += g.advance
	}
}

// glyph returns a character at a size. If the font does not have it, glyph
// returns a box and remembers it as missing.
func (c *canvas) glyph(r rune, size int) glyph {
	key := glyphAt{r, size}
	if g, ok := c.glyphs[key]; ok {
		return g
	}
	g := glyph{}
	if dr, mask, at, advance, ok := c.face(size).Glyph(fixed.Point26_6{}, r); ok {
		g = glyph{image.NewAlpha(dr), advance.Round()}
		draw.Draw(g.mask, dr, mask, at, draw.Src)
		coarsen(g.mask.Pix)
	} else {
		c.missing[r] = true
		g = boxGlyph(size)
	}
	c.glyphs[key] = g
	return g
}

// coarsen leaves sixteen shades of a mask: no eye sees more at the edge of a glyph, and
// all colours of a picture fit into a palette.
func coarsen(mask []uint8) {
	for i, a := range mask {
		mask[i] = a >> 4 * 17
	}
}

// boxGlyph stands for a character that the font does not have.
func boxGlyph(size int) glyph {
	outer := image.Rect(size/10, -size*8/10, size*9/10, size/20)
	mask := image.NewAlpha(outer)
	draw.Draw(mask, outer, image.Opaque, image.Point{}, draw.Src)
	draw.Draw(mask, outer.Inset(max(size/14, 2)), image.Transparent, image.Point{}, draw.Src)
	return glyph{mask, size}
}

// face returns the font at a size in pixels. With these options it cannot
// fail.
func (c *canvas) face(size int) font.Face {
	if f, ok := c.faces[size]; ok {
		return f
	}
	f, err := opentype.NewFace(c.font, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err)
	}
	c.faces[size] = f
	return f
}

// wide returns the width of a text, in pixels.
func (c *canvas) wide(s string, size int) int {
	w := 0
	for _, r := range s {
		w += c.glyph(r, size).advance
	}
	return w
}

// cut shortens a text to a width.
func (c *canvas) cut(s string, size, most int) string {
	if c.wide(s, size) <= most {
		return s
	}
	runes := []rune(s)
	for len(runes) > 0 && c.wide(string(runes)+"…", size) > most {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

// wrap breaks a text into lines of at most a width. It breaks between words
// and between Chinese characters; within a word only if the word does not fit
// on a line.
func (c *canvas) wrap(s string, size, most int) []string {
	var lines []string
	line := ""
	for _, word := range words(tidy(s)) {
		if line != "" && c.wide(line+strings.TrimRight(word, " "), size) > most {
			lines, line = append(lines, strings.TrimRight(line, " ")), ""
		}
		for _, r := range word {
			if c.wide(line+string(r), size) > most && line != "" && r != ' ' {
				lines, line = append(lines, line), ""
			}
			line += string(r)
		}
	}
	return append(lines, strings.TrimRight(line, " "))
}

// words cuts a text where a line may break: after a space, and between Chinese
// characters but not before punctuation.
func words(s string) []string {
	var all []string
	word := ""
	for _, r := range s {
		breaks := strings.HasSuffix(word, " ") || unicode.Is(unicode.Han, r) || word != "" && unicode.Is(unicode.Han, []rune(word)[0])
		if word != "" && r != ' ' && !unicode.IsPunct(r) && breaks {
			all, word = append(all, word), ""
		}
		word += string(r)
	}
	return append(all, word)
}

// tidy puts a text on one line and drops invisible characters.
func tidy(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) {
			return -1
		}
		return r
	}, s)
}

func lineHigh(size int) int { return size * 114 / 100 }
