package flow

import (
	"time"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// question says what a doubt asks.
func (d Doubt) question(fl filled) election.Phrase {
	var about *row
	if len(d.Steps) > 0 {
		about = fl.row(d.Steps[0])
	}
	if about == nil {
		if complaint := d.complaint(); !complaint.IsZero() && len(d.Offer) == 0 {
			return complaint
		}
		return d.asks(election.Say("这一项", "this"))
	}
	if asked := d.asksOf(about); !asked.IsZero() {
		return asked
	}
	complaint := d.complaint()
	switch {
	case complaint.IsZero() || len(d.Offer) > 0:
		return d.asks(about.Label)
	case len(d.Steps) == 1:
		return election.Say("%s%s", "%s %s").With(complaint, about.ask)
	}
	return complaint
}

// asksOf is the question about a doubt that only steps of some kinds have; zero for all others.
func (d Doubt) asksOf(about *row) election.Phrase {
	switch {
	case d.either():
		return d.asksEither(about)
	case d.Why == doubtWhich && len(about.Whose) > 0:
		return election.Say("“%s”没有写明是谁的、应到还是实到，没有记下。是哪一项？", "Of whom “%s” is, due or present, is not said, so it is not noted. Which?").With(d.Said)
	case d.Why == doubtWhich && !about.countsVotes():
		return election.Say("“%s”没有写明是哪一种选票的，没有记下。是哪一种？", "It is not said which ballots “%s” is about, so it is not noted. Which?").With(d.Said)
	case d.Why == doubtNumber && about.when != nil && len(d.Offer) == 1:
		return election.Say("“%s”不是准确的时间，没有记下。%s是 %s 吗？", "“%s” is not exact, so it is not noted. %s: %s?").With(d.Said, about.Label, about.timed(d.Offer[0].Value))
	}
	return election.Phrase{}
}

// asks is the question about a doubt, of a step with this label.
func (d Doubt) asks(label election.Phrase) election.Phrase {
	switch d.Why {
	case doubtTwo:
		return election.Say("“%s”写了几个不同的，没有记下。哪个对？", "“%s” was said several times and differently, so it is not noted. Which is right?").With(label)
	case doubtBare:
		return election.Say("“%s”没有写明是哪一项，没有记下。是哪一项？", "It is not clear what “%s” is, so it is not noted. What is it?").With(d.Said)
	case doubtStranger:
		return election.Say("“%s”：名单上没有这个人，没有记下。是另选他人吗？哪个职务？", "“%s”: nobody of that name stands, so it is not noted. A write-in? For which post?").With(d.Said)
	case doubtWhich:
		return election.Say("“%s”参选不止一个职务，没有记下。是哪个职务的票？", "“%s” stands for several posts, so it is not noted. Which post is meant?").With(d.Said)
	case doubtOrder:
		return election.Say("“%s”没有写是谁的，没有记下。是%s的吗？", "It is not said whose “%s” is, so it is not noted. Is it %s's?").With(d.Said, label)
	case doubtPart:
		return election.Say("“%s”说的是谁？没有记下。", "Who is “%s”? It is not noted.").With(d.Said)
	case doubtGroups:
		return election.Say("“%s”是分组、分箱的数吗？全村一共多少？", "Are “%s” the figures of groups or boxes? How many in all?").With(d.Said)
	case doubtSum:
		return election.Say("“%s”是各部分的数。%s一共多少？", "“%s” are figures of parts. %s: how many in all?").With(d.Said, label)
	case doubtMore:
		return election.Say("“%s”没有记下。到现在一共多少？", "“%s” is not noted. How many in all so far?").With(d.Said)
	case doubtDay:
		return election.Say("“%s”不是现在的数，没有记下。现在准确是多少？", "“%s” is not the figure of today, so it is not noted. How many now?").With(d.Said)
	case doubtNameless:
		return election.Say("“%s”没有写是谁，没有记下。请写职务、姓名和票数，例如“另选他人 委员 马六 10”。", "“%s” names nobody, so it is not noted. Please write the post, the name and the votes, e.g. “write-in member Ma Liu 10”.").With(d.Said)
	case doubtUnread:
		return election.Say("没记下的不用记，就点按钮；要记请重新写一遍。上面的还没有上报。", "Leave out what was not noted, or write it again? Nothing above is reported yet.")
	case doubtNumber, doubtAbsent:
	}
	if len(d.Offer) > 0 {
		return election.Say("“%s”没看准，没有记下。%s是 %s 吗？", "I am not sure of “%s”, so it is not noted. %s: %s?").With(d.Said, label, d.Offer[0].Value)
	}
	return election.Say("“%s”不是准确的数，没有记下。%s准确是多少？", "“%s” is not exact, so it is not noted. %s: how many exactly?").With(d.Said, label)
}

// complaint says what is wrong with a number that is none.
func (d Doubt) complaint() election.Phrase {
	if d.Why != doubtNumber {
		return election.Phrase{}
	}
	for _, t := range speech.Hear(d.Said, time.Time{}).Tokens {
		if t.Kind == speech.Numeral {
			return inexact(t)
		}
	}
	return election.Phrase{}
}
