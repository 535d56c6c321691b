package reminders

import (
	"context"
	"maps"
	"slices"
	"time"

	"huanjie/internal/election"
)

const (
	aheadTime   = 10 * time.Minute // replicas may differ by so much
	catchUpTime = 24 * time.Hour   // what was planned within it is done again, once
)

// off returns by how much the clock of this host is known to be ahead.
func (r *Reminders) off() time.Duration {
	if r.o.Off == nil {
		return 0
	}
	return r.o.Off()
}

// putBack puts back the jobs that have run for times that lie ahead: a clock
// was wrong. Until then they would not run again. What was planned within the
// last day is done; messages that were queued for it are not queued again.
func (r *Reminders) putBack(ctx context.Context) error {
	now := r.o.Now().In(r.store.Town().Location)
	ahead, err := r.store.Ahead(ctx, now.Add(aheadTime))
	if err != nil || len(ahead) == 0 {
		return err
	}
	var farthest time.Time
	for _, job := range slices.Sorted(maps.Keys(ahead)) {
		r.o.Log.Error("a job has run for a time that lies ahead: a clock was wrong; it is put back", "town", r.store.Town().ID, "job", job, "until", ahead[job])
		if ahead[job].After(farthest) {
			farthest = ahead[job]
		}
	}
	if err := r.tellOffice(ctx, "ahead", farthest, wordsPutBack(farthest, now)); err != nil {
		return err
	}
	for job, until := range ahead {
		if err := r.store.PutBack(ctx, job, until, now.Add(-catchUpTime)); err != nil {
			return err
		}
	}
	return nil
}

func wordsPutBack(until, now time.Time) election.Phrase {
	return election.Say("🕐 服务器的时钟快过：催报、日报等记成已经做到 %s。已改回，一天内漏下的现在补做。那段时间发出的，日子可能不对。",
		"🕐 The server's clock was ahead: reminders and digests were noted as done until %s. That is put right, and what was missed within a day is done now. What was sent meanwhile may have named wrong days.").
		With(election.SayTime(until, now))
}
