package outgoing

import (
	"context"
	"errors"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// Preview is what a roster would do to a town.
type Preview struct {
	Sum     election.Phrase   // how many lines do what
	Lines   []election.Phrase // one for each line that changes something, or is refused
	Applies bool              // it may take the place of the present one
}

// rosterOf says what a roster would do. Only one that may be used keeps its button.
func (s *Sender) rosterOf(ctx context.Context, st *store.Store, p store.Paper) (page, error) {
	l := election.ParseLanguage(p.Language)
	raw, err := s.Fetch(ctx, p.File)
	if errors.Is(err, errGone) {
		return page{text: wordsNotFetched().In(l), plain: true}, nil
	}
	if err != nil {
		return page{}, err
	}
	next := s.Preview(st.Town().ID, p.Name, raw)
	var lines []string
	for _, line := range next.Lines {
		lines = append(lines, line.In(l))
	}
	end := election.Phrase{}
	switch {
	case !next.Applies && len(lines) == 0:
		end = wordsSameRoster()
	case !next.Applies:
		end = wordsMendRoster()
	}
	text := listed(wordsRoster(p.Name, next.Sum), lines, wordsMoreRoster, l, longestCaption-len(end.In(l))-1)
	if !end.IsZero() {
		text += "\n" + end.In(l)
	}
	return page{text: text, plain: !next.Applies}, nil
}
