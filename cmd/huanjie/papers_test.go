package main

import (
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"

	"huanjie/internal/document"
	"huanjie/internal/election"
)

var papersIn = flag.String("papers", "", "write the papers of each office's season into this folder, to be looked at")

// papers writes what the season ends with: the summary, each notice, the ledger. See
// docs/documents.md for how they are looked at.
func (s *officeSeason) papers(ctx context.Context, office string) {
	if *papersIn == "" {
		return
	}
	folder := filepath.Join(*papersIn, office)
	must(s.t, os.MkdirAll(folder, 0o700))
	write := func(name string, write func(io.Writer) error) {
		f, err := os.Create(filepath.Join(folder, name))
		must(s.t, err)
		must(s.t, write(f))
		must(s.t, f.Close())
	}
	c, err := closingOf(ctx, s.office.stores[0], election.WholeTown, "", s.clock.now())
	must(s.t, err)
	write("总结.docx", c.Write)
	for _, kind := range document.NoticeKinds() {
		n := document.Notice{Town: c.Town, Kind: kind, Units: c.Units[:min(2, len(c.Units))]}
		write(string(kind)+".docx", n.Write)
	}
	write("台账表.xlsx", func(w io.Writer) error {
		return document.Ledger{Town: c.Town, AsOf: c.AsOf, Units: c.Units, People: true}.Write(w, election.Chinese)
	})
}
