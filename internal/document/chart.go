package document

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"maps"
	"slices"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
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
	c.paragraph(say("%s · 截至 %s", "%s · as of %s").With(s.Election.Kind.Name(), s.SayAsOf()), textSmall, faint)
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
