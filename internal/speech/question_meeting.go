package speech

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// meeting is which meetings are asked for, by the words of their kinds: 动员会啥时候开的, 指导组开了几次会. The longest word decides,
// and each kind of record that has such a meeting is named.
func (a *query) meeting() (places []RecordPlace) {
	longest := 0
	for _, k := range a.q.records {
		for _, f := range k.Choices() {
			if !k.Each || !k.Held() {
				continue
			}
			for _, v := range f.Values {
				for _, w := range append([]string{f.Name(v).In(election.Chinese)}, f.Called[v]...) {
					if len(w) < longest || !meets(w, a.text) {
						continue
					}
					if len(w) > longest {
						places, longest = nil, len(w)
					}
					if p := (RecordPlace{k.ID, f.ID + "=" + v}); !slices.Contains(places, p) {
						places = append(places, p)
					}
				}
			}
		}
	}
	if a.answersOther(longest) {
		return nil
	}
	return places
}

// answersOther reports whether a longer word is the answer to something that is no meeting: 户代表会推选.
func (a *query) answersOther(longest int) bool {
	return slices.ContainsFunc(a.atoms, func(at atom) bool {
		return at.does("field") && strings.Contains(at.id, "=") && len(at.text) > longest && !meets(at.text, a.text)
	})
}

// meets reports whether a text speaks of a meeting by a word: one that says so, or one beside a word that does.
func meets(w, text string) bool {
	if len([]rune(w)) < 3 || commonWords().words[w].does("votes") || strings.HasPrefix(w, "培训") || !strings.Contains(text, w) {
		return false
	}
	return endsAny(w, "会", "会议", "培训班") || says(text, "开会|开了|开过|会议|次会|场会|个会|回会|碰头")
}

// asksOfMeeting reports whether it is asked of a meeting when it was, who came, whether or how often it was held; and not
// which units have not held it.
func (a *query) asksOfMeeting() bool {
	return a.has("-not -unit -eachUnit -eachArea -highest -lowest -ranks -compares -below -above") && len(a.meetings) > 0 &&
		(a.has("when/hour/howMany/whether/times/howIs/which/what/lists") || says(a.text, "开过|开了|到了|来了")) && !says(a.text, "哪些村|哪几个村|哪个村|几个村|多少个村|什么时候要|啥时候要|最晚|之前|明天|下周")
}

// takesMeeting accounts for the words that ask of a meeting: its answer says all that was reported of it.
func (a *query) takesMeeting() {
	a.takesAll("stage", "record", "field", "when", "hour", "howMany", "whether", "times", "howIs", "which", "what", "lists", "does", "votes", "turnout", "past", "heldOn", "holds", "apiece", "closes", "detail", "answered", "registered", "person", "above")
	for i, at := range a.atoms {
		if at.text == "到了" || at.text == "来了" {
			a.pass(i)
		}
		if at.unread && (at.text == "开" || containsAny(at.text, "指导组", "领导小组", "研判", "调度", "推进", "碰头", "会", "组")) {
			a.mute(i)
		}
	}
}
