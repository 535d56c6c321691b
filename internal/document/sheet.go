package document

import (
	"io"
	"strconv"

	"huanjie/internal/election"
)

// ResultSheet draws the result sheet 计票结果单 of a count as PNG, without the
// names of those who sign it. It is to be printed and signed; in the demo it
// serves as a photo. The error is *MissingGlyphs if only characters were
// missing.
func ResultSheet(w io.Writer, unit string, t election.Tally, l election.Language) error {
	return paint(w, l, func(c *canvas) {
		c.paragraph(say("%s　计票结果单", "%s: result sheet").With(unit), textTitle, ink)
		c.paragraph(t.Round.Name(), textMiddle, ink)
		c.sheetRow(say("登记选民", "Registered"), t.Registered)
		for _, b := range t.Ballots() {
			if len(t.Others) > 0 {
				c.paragraph(b.BallotName(), textMiddle, ink)
			}
			c.ballotRows(b)
		}
		c.paragraph(say("总监票人　　　　　　计票人　　　　　　", "Scrutineer ____________ Counter ____________"), textMiddle, ink)
	})
}

// ballotRows writes the figures of one kind of ballot, and the votes on it.
func (c *canvas) ballotRows(t election.Tally) {
	for _, n := range []struct {
		what   election.Phrase
		number int
	}{
		{say("发出选票", "Issued"), t.Issued}, {say("收回选票", "Returned"), t.Returned}, {say("有效票", "Valid"), t.Valid}, {say("无效票", "Invalid"), t.Invalid},
	} {
		c.sheetRow(n.what, n.number)
	}
	for _, p := range t.Posts {
		for _, who := range p.Candidates {
			c.sheetRow(say("%s　%s", "%s: %s").With(p.Post.Name(), who.Name), who.Votes)
		}
	}
}

// sheetRow writes one figure on its line.
func (c *canvas) sheetRow(what election.Phrase, n int) {
	box := c.row(2 * lineHigh(textMiddle))
	c.frame(box, 2, ink)
	box.Min.X, box.Max.X = box.Min.X+margin, box.Max.X-margin
	c.text(box, textMiddle, what.In(c.l), left, ink)
	c.text(box, textMiddle, strconv.Itoa(n), right, ink)
}
