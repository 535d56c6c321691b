package document

import "huanjie/internal/election"

// Withheld says which units are left out of sums because the reader is to enter a
// count of theirs.
func Withheld(e election.Election, units []election.Unit) election.Phrase {
	return say("🔒 不含待您复核的 %s：%s。两人录入一致后才显示。", "🔒 Without %s that you are to check: %s. Shown once two entries agree.").With(e.Units(len(units)), Names(units))
}

// NotPacked says why somebody who is to enter the counts of some units gets no archive yet.
func NotPacked(units []election.Unit) election.Phrase {
	return say("🔒 还不能打包：归档包里有账本和全部计票，而%s的计票等您复核。两人录入一致后再发“归档包”。",
		"🔒 Not yet: the archive holds the journal and every count, and you are still to check that of %s. Send “archive pack” again when two entries agree.").With(Names(units))
}

// withheld writes that, if there are some.
func withheld(p *page, s election.Summary) {
	if len(s.Without) > 0 {
		p.line(cut(Withheld(s.Election, s.Without), withheldRoom))
	}
}

// withheldRoom is the room for it, in UTF-16 units.
const withheldRoom = 200
