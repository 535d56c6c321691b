package document

import "huanjie/internal/election"

// Withheld says which units are left out of sums because the reader is to enter a
// count of theirs.
func Withheld(k election.Kind, units []election.Unit) election.Phrase {
	return say("🔒 不含待您复核的 %s：%s。两人录入一致后才显示。", "🔒 Without %s that you are to check: %s. Shown once two entries agree.").With(k.Units(len(units)), Names(units))
}

// withheld writes that, if there are some.
func withheld(p *page, s election.Summary) {
	if len(s.Without) > 0 {
		p.line(cut(Withheld(s.Election.Kind, s.Without), withheldRoom))
	}
}

// withheldRoom is the room for it, in UTF-16 units.
const withheldRoom = 200
