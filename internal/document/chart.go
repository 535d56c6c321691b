package document

import (
	_ "embed" // for the font
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"huanjie/internal/election"
)

// A picture is made for a telephone 360 points wide, with three pixels to the
// point. No text is smaller than 11 points. Pictures stay below tallMost,
// because Telegram scales the longer side down to 2560. A telephone then shows
// the whole picture at once.
const (
	pictureWide = 1080
	tallMost    = 2700
	margin      = 24
	textSmall   = 34
	textMiddle  = 40
	textTitle   = 54
	textHuge    = 80
)

// fontFile is Noto Sans SC Medium, whole: it has the 8,105 characters of
// 通用规范汉字表 and the rare ones of names. Its licence is font/OFL.txt.
//
//go:embed font/NotoSansSC-Medium.ttf
var fontFile []byte

// typeface parses the font at its first use; read only.
var typeface = sync.OnceValues(func() (*sfnt.Font, error) { return opentype.Parse(fontFile) })

// The colours also work when printed in grey: late is nearly black, calm is
// light. Every colour comes with a shape.
var (
	paper     = color.RGBA{255, 255, 255, 255}
	ink       = color.RGBA{28, 32, 38, 255}
	faint     = color.RGBA{90, 98, 108, 255} // for the less important text
	hatching  = color.RGBA{150, 158, 168, 255}
	rule      = color.RGBA{196, 202, 210, 255}
	green     = color.RGBA{168, 219, 200, 255}
	deepGreen = color.RGBA{6, 78, 59, 255}
	blue      = color.RGBA{214, 230, 250, 255}
	deepBlue  = color.RGBA{29, 78, 148, 255}
	midBlue   = color.RGBA{122, 170, 224, 255}
	amber     = color.RGBA{255, 193, 46, 255}
	red       = color.RGBA{150, 16, 36, 255}
)

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

// canvas is a picture that is drawn from top to bottom.
type canvas struct {
	l       election.Language
	img     *image.RGBA
	y       int // everything above is used
	font    *sfnt.Font
	faces   map[int]font.Face // by size in pixels
	glyphs  map[glyphAt]glyph
	missing map[rune]bool
	labels  []label
	lossy   bool // a colour was replaced by the nearest
	pen     vector.Rasterizer
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

// paint draws a picture and writes it as PNG. The error is *MissingGlyphs if
// only characters were missing.
func paint(w io.Writer, l election.Language, picture func(*canvas)) error {
	c, err := newCanvas(l)
	if err != nil {
		return err
	}
	picture(c)
	return c.write(w)
}

func newCanvas(l election.Language) (*canvas, error) {
	f, err := typeface()
	if err != nil {
		return nil, fmt.Errorf("read the font of the pictures: %w", err)
	}
	c := &canvas{l: l, img: image.NewRGBA(image.Rect(0, 0, pictureWide, tallMost)), y: margin, font: f,
		faces: map[int]font.Face{}, glyphs: map[glyphAt]glyph{}, missing: map[rune]bool{}}
	c.fill(c.img.Bounds(), paper)
	return c, nil
}

// write writes the used part of the canvas.
func (c *canvas) write(w io.Writer) error {
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(w, c.paletted()); err != nil {
		return fmt.Errorf("write picture: %w", err)
	}
	if len(c.missing) > 0 {
		return &MissingGlyphs{slices.Sorted(maps.Keys(c.missing))}
	}
	return nil
}

// paletted returns the used part with one byte a pixel: a third of the file of three
// bytes a pixel, and a quarter of the time. The flat colours and the shades of glyphs fit
// into the 256 of a PNG; a colour beyond them would become the nearest.
func (c *canvas) paletted() *image.Paletted {
	used := c.used()
	p := image.NewPaletted(used, nil)
	indexes := map[color.RGBA]uint8{}
	var last color.RGBA // most pixels have the colour of the one before
	var index uint8
	for y := used.Min.Y; y < used.Max.Y; y++ {
		from := c.img.Pix[c.img.PixOffset(used.Min.X, y):]
		to := p.Pix[p.PixOffset(used.Min.X, y):][:used.Dx()]
		for x := range to {
			if at := (color.RGBA{from[4*x], from[4*x+1], from[4*x+2], from[4*x+3]}); at != last || len(indexes) == 0 {
				last, index = at, c.index(p, indexes, at)
			}
			to[x] = index
		}
	}
	return p
}

// index returns the place of a colour in a palette, which it may extend.
func (c *canvas) index(p *image.Paletted, indexes map[color.RGBA]uint8, at color.RGBA) uint8 {
	i, known := indexes[at]
	if known {
		return i
	}
	if len(p.Palette) < 256 {
		i = uint8(len(p.Palette))
		p.Palette = append(p.Palette, at)
	} else {
		i = uint8(p.Palette.Index(at))
		c.lossy = true
	}
	indexes[at] = i
	return i
}

// used returns the part that was drawn on, with a margin below.
func (c *canvas) used() image.Rectangle {
	return image.Rect(0, 0, pictureWide, min(c.y+margin, tallMost))
}

func (c *canvas) fill(box image.Rectangle, in color.RGBA) {
	draw.Draw(c.img, box, image.NewUniform(in), image.Point{}, draw.Src)
}

// frame draws the edge of a box, inside it.
func (c *canvas) frame(box image.Rectangle, thick int, in color.RGBA) {
	inner := box.Inset(thick)
	c.fill(image.Rect(box.Min.X, box.Min.Y, box.Max.X, inner.Min.Y), in)
	c.fill(image.Rect(box.Min.X, inner.Max.Y, box.Max.X, box.Max.Y), in)
	c.fill(image.Rect(box.Min.X, inner.Min.Y, inner.Min.X, inner.Max.Y), in)
	c.fill(image.Rect(inner.Max.X, inner.Min.Y, box.Max.X, inner.Max.Y), in)
}

// hatch draws slanting lines in a box.
func (c *canvas) hatch(box image.Rectangle, in color.RGBA) {
	const pitch, thick = 14, 4
	box = box.Intersect(c.img.Bounds())
	for y := box.Min.Y; y < box.Max.Y; y++ {
		first := box.Min.X - (box.Min.X+y)%pitch
		for x := first; x < box.Max.X; x += pitch {
			c.fill(image.Rect(x, y, x+thick, y+1).Intersect(box), in)
		}
	}
}

// shape fills a polygon. x and y are measured from the middle of the box, in
// units of half its height.
func (c *canvas) shape(box image.Rectangle, in color.RGBA, points ...[2]float32) {
	if !box.In(c.img.Bounds()) { // the pen does not clip
		return
	}
	c.pen.Reset(box.Dx(), box.Dy())
	half := float32(box.Dy()) / 2
	for i, p := range points {
		x, y := float32(box.Dx())/2+p[0]*half, half+p[1]*half
		if i == 0 {
			c.pen.MoveTo(x, y)
		} else {
			c.pen.LineTo(x, y)
		}
	}
	c.pen.ClosePath()
	mask := image.NewAlpha(box)
	c.pen.Draw(mask, box, image.Opaque, image.Point{})
	coarsen(mask.Pix)
	draw.DrawMask(c.img, box, image.NewUniform(in), image.Point{}, mask, box.Min, draw.Over)
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

// row takes the next pixels downwards, between the margins.
func (c *canvas) row(high int) image.Rectangle {
	box := image.Rect(margin, c.y, pictureWide-margin, c.y+high)
	c.y += high
	return box
}

// room returns how many pixels are left below.
func (c *canvas) room() int { return tallMost - margin - c.y }

// paragraph writes a text over as many lines as it needs.
func (c *canvas) paragraph(s election.Phrase, size int, in color.RGBA) {
	lines := c.wrap(s.In(c.l), size, pictureWide-2*margin)
	c.lines(c.row(len(lines)*lineHigh(size)), size, lines, left, in)
}

// heading writes what a picture shows, of which area, and when.
func (c *canvas) heading(s election.Summary, what election.Phrase) {
	where := say(s.Town, s.Town)
	if s.Area != election.WholeTown {
		where = say("%s%s", "%s, %s").With(s.Town, s.Area.Name())
	}
	c.paragraph(say("%s · %s", "%s · %s").With(where, what), textTitle, ink)
	c.y += 6
	c.paragraph(say("%s · 截至 %s", "%s · as of %s").With(s.Election.Kind.Name(), When(s.AsOf)), textSmall, faint)
	c.y += 18
}

// sign is one entry of a legend.
type sign struct {
	draw func(box image.Rectangle)
	name election.Phrase
}

// legend explains the signs, side by side.
func (c *canvas) legend(signs []sign) {
	const wide, high, gap = 64, 44, 12
	x, box := margin, c.row(high)
	for _, s := range signs {
		name := s.name.In(c.l)
		need := wide + gap + c.wide(name, textSmall)
		if x > margin && x+need > pictureWide-margin {
			c.y += gap
			x, box = margin, c.row(high)
		}
		s.draw(image.Rect(x, box.Min.Y, x+wide, box.Max.Y))
		c.text(image.Rect(x+wide+gap, box.Min.Y, min(x+need, pictureWide-margin), box.Max.Y), textSmall, name, left, ink)
		x += need + 2*gap
	}
	c.y += 20
}
