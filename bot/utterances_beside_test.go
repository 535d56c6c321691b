package bot_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// besides is talk before and behind a report: greetings, how somebody feels, numbers of other things.
var besides = [][2]string{
	{"喂你好啊", "哎呀忙死了"}, {"", "，本村共8个组"}, {"", "，有事打13800138000"}, {"早上6点到现在，", ""}, {"", "，门口车停了20辆"}, {"", "，我56岁跑不动了"},
	{"", "，还有3个记者在拍"}, {"刚跑了5家，", ""}, {"", "，一共3个票箱"}, {"", "，路上花了40分钟"}, {"领导好，这是今天第2次报，", ""}, {"", "，现场有3个人在数"}, {"", "冻死了"},
}

// figured are the forms whose answers are figures: of those that take prose, talk may be part.
var figured = []string{"turnout", "roll", "count", "representatives", "training", "mobile", "ballots", "publicity", "opening", "closing"}

// TestWhatIsSaidBesideChangesNoFigure: every report of the corpus with talk beside it makes the same card, or one that
// asks; never one that may be confirmed and says something else.
func TestWhatIsSaidBesideChangesNoFigure(t *testing.T) {
	t.Parallel()
	stages := &stages{t: t, built: map[string]*stage{}, read: map[string]int{}}
	n, same := 0, 0
	for _, u := range understoodAlone(t) {
		if len(u.Right) != 1 || u.Right[0]["values"] == nil || !slices.Contains(figured, fmt.Sprint(u.Right[0]["opens"])) {
			continue
		}
		for i := range 2 {
			beside := besides[(n+5*i)%len(besides)]
			if strings.Contains(beside[1], "票箱") && u.Right[0]["opens"] != "turnout" { // where they are asked for
				continue
			}
			with := u
			with.Say, with.Never = beside[0]+u.Say+beside[1], nil
			if stages.alike(with) {
				same++
			}
		}
		n++
	}
	t.Logf("%d reports, each with talk beside it twice: %d make the same card, and the others ask", n, same)
	if n < 100 || same < n {
		t.Error("too few are played, or understood")
	}
}

// Numbers beside Chinese characters, where a blank may stand as well; and where it parts a number from what belongs to it.
var (
	besideNumber = regexp.MustCompile(`(\p{Han})([0-9])|([0-9])(\p{Han})`)
	inPieces     = regexp.MustCompile(`[0-9] [月日点时号年届千百万十多几半]|第 |[一二三四五六七八九十百千万] [0-9]|\n`)
)

// TestBlanksAroundNumbersChangeNoFigure: every report of the corpus with a blank on both sides of each number, as many
// telephones write by themselves, makes the same card, or one that asks.
func TestBlanksAroundNumbersChangeNoFigure(t *testing.T) {
	t.Parallel()
	stages := &stages{t: t, built: map[string]*stage{}, read: map[string]int{}}
	n, same := 0, 0
	for _, u := range understoodAlone(t) {
		with := u
		for range 2 { // 5人 is beside both
			with.Say = besideNumber.ReplaceAllString(with.Say, "$1$3 $2$4")
		}
		if with.Say == u.Say || inPieces.MatchString(with.Say) {
			continue
		}
		if n++; stages.alike(with) {
			same++
		}
	}
	t.Logf("%d messages with blanks around their numbers: %d are understood alike", n, same)
	if n < 500 || same < n*95/100 {
		t.Error("too few are played, or understood")
	}
}

// understoodAlone are the utterances of the corpus that are right and with nothing said before.
func understoodAlone(t *testing.T) (all []utterance) {
	t.Helper()
	expected := base(t)
	for _, name := range []string{corpusFile, corpusMore, corpusReports, corpusSaid} {
		for _, u := range readCorpus(t, name) {
			if v, held := expected[u.ID]; held && v == isRight && len(u.Before) == 0 {
				all = append(all, u)
			}
		}
	}
	return all
}

// alike reports whether an utterance that was changed is right all the same. What is wrong and may be confirmed is an error.
func (s *stages) alike(changed utterance) bool {
	o := s.play(changed)
	if o.verdict == isWrong && strings.Contains(o.why, "✅ offered") {
		s.t.Errorf("%s: %q: %s", changed.ID, changed.Say, o.why)
	}
	return o.verdict == isRight
}
