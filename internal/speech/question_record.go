package speech

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// detailSense is what the name of a field is in a question that is no number to be reported: a day,
// a choice, some words, or a number that follows from others.
const detailSense = fieldSense + " detail"

// learnDetails takes what those fields of the records are called that are no number, where nothing
// else is called so, and every field behind the name of its record: 推选方式, 审计公布日期.
func (q *Questions) learnDetails() {
	for _, k := range q.records {
		for _, f := range k.Fields {
			if f.File {
				continue
			}
			word := questionWord{senses: fieldSense, id: string(k.ID) + "/" + f.ID}
			if !f.Number {
				word.senses = detailSense
				q.learnLabel(f.Label, word)
			}
			for _, w := range f.Asked {
				q.learn(election.Say(w, ""), questionWord{senses: detailSense, id: word.id})
			}
			if commonWords().words[f.Label.In(election.Chinese)].senses == "passes" && !f.Number {
				continue // 走访情况 asks for all of the visits
			}
			for _, title := range strings.Split(k.Title.In(election.Chinese), "、") {
				q.learn(election.Say(title+f.Label.In(election.Chinese), ""), word)
			}
		}
		for _, t := range k.Totals {
			for _, w := range t.Words {
				q.learn(election.Say(w, w), questionWord{senses: detailSense, id: string(k.ID) + "/" + t.ID})
			}
		}
	}
}

// learnLabel takes a label that no number and no common word is.
func (q *Questions) learnLabel(label election.Phrase, e questionWord) {
	name := label.In(election.Chinese)
	was, known := q.words[name]
	if _, common := commonWords().words[name]; common || known && !strings.HasPrefix(was.senses, fieldSense) {
		return
	}
	q.learn(election.Say(name, ""), e)
}

// whoseNumber is the number of a kind of record that is asked for by whose it is and by a word
// that counts others besides: 参加推荐的代表多少. The kind has to be named too, by any of its words.
func (a *query) whoseNumber() (p RecordPlace, ok bool) {
	if p, ok = a.partNumber(); ok {
		return p, ok
	}
	best := 0
	for _, k := range a.q.shared {
		if !ContainsAny(a.text, k.Words) {
			continue
		}
		for _, f := range k.Fields {
			whose := longestIn(a.text, f.Whose)
			if whose == "" {
				continue
			}
			theirs := longestIn(strings.Replace(a.text, whose, " ", 1), f.Theirs)
			if n := len(whose) + len(theirs); theirs != "" && n > best {
				p, ok, best = RecordPlace{k.ID, f.ID}, true, n
			}
		}
	}
	return p, ok
}

// partNumber is the number of a kind of record that is a part of another one, and is asked for by a word which is
// a trait of the elected where no record is named: 居民代表里女的几个.
func (a *query) partNumber() (p RecordPlace, ok bool) {
	if !a.has("trait") {
		return p, false
	}
	for _, k := range a.q.records {
		if !ContainsAny(a.text, k.Words) {
			continue
		}
		for _, f := range k.Numbers() {
			if len(f.Of) > 0 && slices.ContainsFunc(a.atoms, func(at atom) bool { return at.does("trait") && slices.Contains(f.Words, at.text) }) {
				return RecordPlace{k.ID, f.ID}, true
			}
		}
	}
	return p, false
}

// sharing are the kinds of records with those of their numbers that others share the words of.
func sharing(records []election.RecordKind) (all []election.RecordKind) {
	for _, k := range records {
		k.Fields = slices.DeleteFunc(k.Numbers(), func(f election.RecordField) bool { return len(f.Whose) == 0 })
		if len(k.Fields) > 0 {
			all = append(all, k)
		}
	}
	return all
}

// longestIn is the longest of some words that stands in a text, "" if none does.
func longestIn(text string, words []string) (longest string) {
	for _, w := range words {
		if len(w) > len(longest) && strings.Contains(text, w) {
			longest = w
		}
	}
	return longest
}

// ofMeasure are the numbers of records of which a limit is by its measure word: 公示不到五天, 走访不到10户的村. They
// are none of what people and ballots are counted by. There are several only where they have one name.
func (a *query) ofMeasure() []RecordPlace {
	limited := a.has("below/above")
	for _, at := range a.atoms {
		if at.number == nil || at.number.Unit == "" || !limited && !endsAny(a.text[:at.from], "满", "够", "满了") || slices.Contains([]string{"人", "名", "票", "张", "岁"}, at.number.Unit) {
			continue
		}
		all := a.countedBy(at.number.Unit, func(_ election.RecordKind, f election.RecordField) []string {
			return append(slices.Clip(f.Words), f.Label.In(election.Chinese))
		})
		if len(all) > 0 {
			return all
		}
		if all = a.countedBy(at.number.Unit, func(k election.RecordKind, _ election.RecordField) []string { return k.Words }); len(all) == 1 && at.number.Unit != "个" { // 宣传少于5条: of what
			return all
		}
	}
	return nil
}

// countedBy are the numbers of the records with a measure word of which one of their words is said.
func (a *query) countedBy(unit string, words func(election.RecordKind, election.RecordField) []string) (all []RecordPlace) {
	for _, k := range a.q.records {
		for _, f := range k.Numbers() {
			said := slices.DeleteFunc(slices.Clone(words(k, f)), func(w string) bool { return len([]rune(w)) < 2 })
			if f.Unit.In(election.Chinese) == unit && ContainsAny(a.text, said) {
				all = append(all, RecordPlace{k.ID, f.ID})
			}
		}
	}
	return all
}

// noteRecord says as a sense that a field of a record is asked for by its name, and of no other
// record or stage than that.
func (a *query) noteRecord() {
	a.is("filed", len(a.filed()) > 0)
	a.is("answered", slices.ContainsFunc(a.atoms, func(at atom) bool { return at.does("field") && strings.Contains(at.id, "=") }))
	a.is("lacks", says(a.text, "缺什么|缺哪些|缺啥|少什么|少哪些|差什么|差哪些|还缺|不齐|齐不齐|齐了没"))
	a.is("measured", len(a.ofMeasure()) > 0)
	_, whose := a.whoseNumber()
	a.is("detail", whose)
	if !a.has("detail") || whose {
		return
	}
	for _, at := range a.atoms {
		if at.does("field") || !at.does("record") && !at.does("stage") {
			continue
		}
		named := lastField(at.id)
		if !slices.ContainsFunc(a.atoms, func(d atom) bool {
			return d.does("detail") && slices.ContainsFunc(strings.Fields(d.id), func(id string) bool { return strings.HasPrefix(id, named+"/") })
		}) {
			a.said["detail"] = 0
		}
	}
}

// namesDetail reports whether a text names a field and says nothing behind it that may be its
// answer: 各村推选方式, but not 推选方式 户代表会.
func (a *query) namesDetail() bool {
	behind := false
	for _, at := range a.atoms {
		switch {
		case at.does("detail"):
			behind = true
		case at.content(), behind && strings.Trim(at.text, " ?。.!") != "" && at.senses == "passes":
			return false
		}
	}
	return behind
}

// people are the senses that say who is counted, and how.
var people = [...]string{"registered", "trait", "stage", "candidate", "turnout", "votes", "below", "above"}

// takesPeople accounts for the words that say who is counted in a record.
func (a *query) takesPeople() {
	for _, sense := range people {
		if a.said[sense] > 0 {
			a.taken[sense] |= a.filling
		}
	}
}

// ofMembers reports whether only Party organisations have the records of some places: those who are
// counted there are its members, which the question may say.
func (a *query) ofMembers(places []RecordPlace) bool {
	return !slices.ContainsFunc(places, func(p RecordPlace) bool {
		return !slices.ContainsFunc(a.q.records, func(k election.RecordKind) bool {
			return k.ID == p.Record && slices.Equal(k.Kinds, []election.Kind{election.Party})
		})
	})
}

// filed are the records of an archive that are asked for by what is filed: 签到表、选票都归档了没有. Of one paper
// alone it is its field.
func (a *query) filed() (places []RecordPlace) {
	if !says(a.text, "归档|存档|进档") {
		return nil
	}
	for _, k := range a.q.records {
		if k.Stage != election.ArchiveStage {
			continue
		}
		var named []string
		for _, f := range k.Fields {
			if paper := f.Label.In(election.Chinese); len(f.Values) > 0 && (strings.Contains(a.text, paper) || strings.Contains(a.text, strings.TrimSuffix(strings.TrimSuffix(paper, "封存"), "单"))) {
				named = append(named, f.ID)
			}
		}
		switch len(named) {
		case 0:
		case 1:
			places = append(places, RecordPlace{k.ID, named[0]})
		default:
			places = append(places, RecordPlace{k.ID, ""})
		}
	}
	return places
}

// AsksAbsent reports whether a text asks of those who were due at a meeting and did not come.
func AsksAbsent(text string) bool {
	return containsAny(text, "没来", "缺席", "未到", "没到会", "没到的", "没到那")
}
