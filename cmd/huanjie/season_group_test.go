package main

import (
	"context"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// workGroup is how the list of a season calls the town's working group.
const workGroup election.PersonID = "工作群"

// announcements plans what the office publishes: where and when people vote a week
// before, and who is elected, two days after.
func (s *season) announcements(from time.Time) {
	day := s.town().Elections[0].PollingDay
	for _, a := range []struct {
		on   election.Date
		kind string
	}{{day.AddDays(-5), "选举日公告"}, {day.AddDays(2), "选举结果"}} {
		if a.on.At(9, 0, s.town().Location).After(from) {
			s.at(a.on, 9, 0, func(ctx context.Context) { s.publishes(ctx, a.kind) })
			s.at(a.on, 10, 0, s.posts)
		}
	}
}

// publishes lets the office write an announcement and one of the leading group
// approve it.
func (s *season) publishes(ctx context.Context, kind string) {
	group := s.cast.phones[s.town().LeadingGroup[0]]
	s.answered(ctx, func(ctx context.Context) {
		if _, err := s.cast.office.Say("公告"); err != nil {
			s.t.Errorf("begin an announcement: %v", err)
		}
		if s.cast.group.Pinned() != nil { // there is one that could be changed
			s.taps(ctx, s.cast.office, "发新公告")
		}
		s.taps(ctx, s.cast.office, kind)
		s.taps(ctx, s.cast.office, "提交")
	}, election.OfficePerson(demoOffice))
	s.answered(ctx, func(ctx context.Context) { s.taps(ctx, group, "批准发布") }, s.town().LeadingGroup[0])
}

// posts lets every officer confirm that an announcement is up.
func (s *season) posts(ctx context.Context) {
	s.answered(ctx, func(ctx context.Context) {
		said := map[election.PersonID]bool{}
		for _, u := range s.town().Units {
			if id := u.Officers[0]; !said[id] {
				said[id] = true
				s.taps(ctx, s.cast.phones[id], "已")
			}
		}
	})
}

// taps presses the newest button of a telephone whose label holds some words, once it
// is there.
func (s *season) taps(ctx context.Context, phone *sandbox.Phone, label string) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	message, button := 0, sandbox.Button{}
	has := func(all []sandbox.Message) bool {
		for _, m := range all {
			for _, b := range m.Buttons() {
				if strings.Contains(b.Text, label) {
					message, button = m.ID, b
				}
			}
		}
		return message != 0
	}
	if err := phone.Wait(ctx, has); err != nil {
		s.t.Errorf("%s to tap %q: %v, after %q", phone.User().FirstName, label, err, phone.Last().Text)
		return
	}
	if err := phone.TapOn(message, button.Text); err != nil {
		s.t.Errorf("%s taps %q: %v", phone.User().FirstName, label, err)
	}
	s.settle(ctx)
}
