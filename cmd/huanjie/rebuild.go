package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/urfave/cli/v3"

	"huanjie/internal/store"
)

// rebuild is "huanjie rebuild": it makes records, receipts, figures and indices
// from the journal and prints what differed. It fails if entries had to be
// left out.
func (t terminal) rebuild() *cli.Command {
	return &cli.Command{Name: "rebuild", Usage: "按账本重建记录和合计 / make records and sums again from the journal", Flags: []cli.Flag{
		configFlag(), townsFlag(),
		&cli.BoolFlag{Name: "head", Usage: "以账本最后一条为准，恢复上报 / make the last entry of the journal its head, so that reports are taken again"},
		&cli.BoolFlag{Name: "give-up-sealed", Usage: "放弃已无法解开的密封内容 / give up, for good, what is sealed in the journal and does not open"},
	}, Action: noWords(func(ctx context.Context, c *cli.Command) error {
		return t.onTowns(ctx, c, func(towns *towns) error {
			if head, unsealed := c.Bool("head"), c.Bool("give-up-sealed"); head || unsealed {
				s, err := towns.one()
				if err == nil {
					err = decide(ctx, s, head, unsealed, t.stdout)
				}
				if err != nil {
					return err
				}
			}
			var failed []error
			for _, s := range towns.stores {
				failed = append(failed, rebuildTown(ctx, s, t.stdout))
			}
			return errors.Join(failed...)
		})
	})}
}

// decide does what nothing but a person can decide.
func decide(ctx context.Context, s *store.Store, head, unsealed bool, stdout io.Writer) error {
	if head {
		from, to, err := s.MoveHead(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(stdout, "town %s: the head of the journal was %d (%s), is %d (%s) 账本末条已改\n", s.Town().ID, from.Entries, from.Fingerprint(), to.Entries, to.Fingerprint())
	}
	if unsealed {
		lost, err := s.GiveUpSealed(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(stdout, "town %s: what is sealed is given up in %d reports 已放弃密封内容\n", s.Town().ID, lost)
		return s.Enroll(ctx) // which could not be done without
	}
	return nil
}

func rebuildTown(ctx context.Context, s *store.Store, stdout io.Writer) error {
	found, err := s.Rebuild(ctx)
	if err != nil {
		return err
	}
	left := 0
	for _, d := range found {
		fmt.Fprintf(stdout, "town %s: %v\n", s.Town().ID, d)
		if d.LeftOut() {
			left++
		}
	}
	fmt.Fprintf(stdout, "town %s: rebuilt from the journal 已按账本重建, %d differences 处不同\n", s.Town().ID, len(found))
	if left > 0 {
		return fmt.Errorf("town %s: %d entries of the journal cannot be read and were left out 账本有读不出的条目", s.Town().ID, left)
	}
	return nil
}
