package flows

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// asking is how a field of a record is asked.
type asking struct {
	ask      election.Phrase
	words    []string
	options  []flow.Option // of a choice
	kind     asked
	offered  bool     // never asked: taken where it is said, else not in the report
	nothing  []string // that say that a number is 0
	people   bool     // words are names
	nouns    []string // that may stand beside another label: 外出3人不算
	whole    flow.StepID
	part     flow.StepID    // without it
	apart    [2]flow.StepID // of which the number is apart
	among    flow.StepID    // that the first of these is a part of with it
	reckoned bool           // what whole leaves of part need not be told
	leave    []string       // of its words, that do not say that they are not due
	all      []string       // that say that it is as many as whole
	says     []string       // words that are the answer by themselves
	noticed  []hourOf       // of a time: the hours that the notice names
	byWord   bool           // a number is its only behind its own word: 开始投票了 目前23人 counts voters
}

type asked uint8

const (
	anAmount asked = iota
	aDay
	someWords
	aChoice
	aCheck
	aPhoto
	aTime
)

// field is one field of a record with how it is asked.
type field struct {
	election.RecordField
	asking
}

// ifAny lets the field be asked only if a number before it is above zero.
func (f field) ifAny(number string) field {
	f.When = election.When{Field: number, AboveZero: true}
	return f
}

// ifSaid lets the field be asked only if one before it, no number, has an answer.
func (f field) ifSaid(other string) field {
	f.When = election.When{Field: other}
	return f
}

// ifOne lets the field be asked only if a choice before it is one of some values.
func (f field) ifOne(choice string, values ...string) field {
	f.When = election.When{Field: choice, Values: values}
	return f
}

// ifNot lets the field be asked, and taken where it is said, unless a choice before it is one
// of some values.
func (f field) ifNot(choice string, values ...string) field {
	f.When = election.When{Field: choice, Except: values}
	return f
}

// or lets words be taken as the answer wherever they stand: 外出务工 of why somebody is excused.
func (f field) or(words ...string) field {
	f.says = words
	return f
}

// beside are words for a number that may stand beside another label of it: 外出务工3人不算.
func (f field) beside(words ...string) field {
	f.nouns = words
	return f
}

// together is a number that several fields make.
func together(id string, label, unit election.Phrase, fields ...string) election.RecordTotal {
	return election.RecordTotal{RecordField: amount(id, label, unit).RecordField, Fields: fields}
}

// missing is how many of those who were due did not come, which is said only where it is asked
// for: by whose they are and these words, or by the words alone where nobody else is counted.
func missing(due, came string, label election.Phrase, whose ...string) election.RecordTotal {
	f := amount("not_"+came, label, say("人", ""))
	words := []string{"没到会", "未到会", "没到场", "未到场", "没参会", "未参会", "没出席", "未出席", "没来开会", "缺席", "没来", "没到", "未到", "没参加", "未参加", "没有到", "没有来", "没有参加", "absent", "did not come", "missing"}
	if len(whose) > 0 {
		f = f.of(whose, words...)
	} else {
		f.Words = words
	}
	return election.RecordTotal{RecordField: f.RecordField, Fields: []string{due}, Less: []string{came}, Asked: true}
}

// leftOver is what one number has and another has not, which is said only where it is asked for.
func leftOver(id, whole, part string, label, unit election.Phrase, words ...string) election.RecordTotal {
	return election.RecordTotal{RecordField: amount(id, label, unit, words...).RecordField, Fields: []string{whole}, Less: []string{part}, Asked: true}
}

// allOf says by which words a number is as large as one before it: 都投了 of those who came.
func (f field) allOf(whole string, words ...string) field {
	f.whole, f.all = flow.StepID(whole), words
	return f
}

// leaves says of which numbers a number is what the first has and the second has not.
func (f field) leaves(whole, part string) field {
	f.whole, f.part = flow.StepID(whole), flow.StepID(part)
	return f
}

// workedOut lets the number be what the first of leaves has and the second has not, once both are told.
func (f field) workedOut() field {
	f.reckoned = true
	return f
}

// of says whose number it is where others are counted by the same words: 实到 of 党员 and of
// 代表. theirs are such words, that count only whose they are said to be.
func (f field) of(whose []string, theirs ...string) field {
	f.Whose, f.Theirs = whose, theirs
	return f
}

// partOf says of which numbers this one is a part: its shares of them stand beside sums.
func (f field) partOf(wholes ...string) field {
	f.Of = wholes
	return f
}

// apartFrom says that the number is not counted in due, of which came is a part, and that they make all
// together: those excused beside those who are due.
func (f field) apartFrom(due, came, all flow.StepID) field {
	f.apart, f.among = [2]flow.StepID{due, came}, all
	return f
}

// onLeave are words of the number that do not by themselves say that those are not due: 请假.
func (f field) onLeave(words ...string) field {
	f.leave, f.words = words, append(slices.Clip(f.words), words...)
	f.Words = f.words
	return f
}

// ifTold lets the field be taken where it is said and never be asked: what only some
// offices count.
func (f field) ifTold() field {
	f.offered = true
	return f
}

// askedAs says how the field is asked for without its name.
func (f field) askedAs(questions ...string) field {
	f.Asked = questions
	return f
}

// byItsWord lets a number be taken only where the field's own word stands beside it.
func (f field) byItsWord() field {
	f.byWord = true
	return f
}

// noneIf says by which words a number is 0: 全到了 of those who are excused.
func (f field) noneIf(words ...string) field {
	f.nothing = words
	return f
}

// amount is a number that is added up: amount("banners", say("横幅", "Banners"), say("条", "")).
func amount(id string, label, unit election.Phrase, words ...string) field {
	return field{election.RecordField{ID: id, Label: label, Unit: unit, Number: true, Words: words},
		asking{ask: say("%s：多少%s？", "%s: how many?%[2]s").With(label, unit), words: words}}
}

// day is a date.
func day(id string, label election.Phrase, words ...string) field {
	return field{election.RecordField{ID: id, Label: label, Day: true}, asking{ask: say("%s是哪一天？", "%s: which day?").With(label), words: words, kind: aDay}}
}

// prose is a few words, in which people may be named.
func prose(id string, label, ask election.Phrase, words ...string) field {
	return field{election.RecordField{ID: id, Label: label, Personal: true}, asking{ask: ask, words: words, kind: someWords}}
}

// names is a few words that name people: who visited, who keeps the ballots.
func names(id string, label, ask election.Phrase, words ...string) field {
	f := prose(id, label, ask, words...)
	f.people = true
	return f
}

// choice is one of a few.
func choice(id string, label, ask election.Phrase, options ...flow.Option) field {
	name := func(v string) election.Phrase {
		if i := slices.IndexFunc(options, func(o flow.Option) bool { return o.Value == v }); i >= 0 {
			return options[i].Label
		}
		return say(v, v)
	}
	var values []string
	called := map[string][]string{}
	for _, o := range options {
		values, called[o.Value] = append(values, o.Value), o.Words
	}
	return field{election.RecordField{ID: id, Label: label, Name: name, Values: values, Called: called}, asking{ask: ask, options: options, kind: aChoice}}
}

// checklist is a choice between done and not yet: checklist("seals", say("印章", "Seals"),
// say("移交了吗", "handed over"), "公章").
func checklist(id string, label, done election.Phrase, words ...string) field {
	f := choice(id, label, say("%s%s？", "%s: %s?").With(label, done), ticks()...)
	f.kind, f.words = aCheck, words
	return f
}

// ticks are the answers of a checklist.
func ticks() []flow.Option {
	return []flow.Option{{Value: "yes", Label: say("已完成", "Done"), Words: []string{"完成", "好了", "是", "有", "有了", "齐了", "交了", "已交", "交上去", "报上去", "写好", "写完", "写好了", "拿到", "拿到了", "收到", "收到了", "下来了", "批了", "批下来", "通过", "通过了", "已经交", "已经交上去", "已经报上去", "已移交", "移交了", "已经移交", "已交接", "交接了", "已归档", "归档了", "已经归档", "归好", "已办", "办了", "办好", "做了", "已做", "做好", "查了", "已查", "已查验", "看了", "看过", "给大家看了", "给大家看过", "展示了", "展示过", "sent", "ready", "yes", "验了", "验过", "检查了", "检查过", "验看了", "都有", "都交", "封了", "封好", "封存了", "是空的", "空的", "没问题", "无误"}, Flat: true},
		{Value: "no", Label: say("还没有", "Not yet"), Words: []string{"没有", "未完成", "没完成", "还没完成", "否", "没交", "还没交", "未交", "没移交", "还没移交", "未移交", "没归档", "还没归档", "未归档", "没办", "还没办", "没做", "还没做", "不齐", "没齐", "还没", "没封", "还没封", "在写", "还在写", "没写", "没写好", "没批", "没下来", "还没下来", "没通过"}}}
}

// allTicked answers what is left of a form's checklist at once.
const allTicked = "all"

func allTicks() flow.Option {
	return flow.Option{Value: allTicked, Rest: true, Flat: true, Label: say("全部完成", "All done"), Words: []string{"全都完成", "都完成了", "都好了", "都交了", "都移交了", "全交了", "全部移交", "全部移交了", "都归档了", "全部归档", "全部归档了", "都齐了", "全齐了", "齐了", "都办了", "都做了", "everything", "all done"}}
}

// photo is a photo that may follow later.
func photo(label, ask election.Phrase) field {
	return field{election.RecordField{ID: "photo", Label: label, File: true}, asking{ask: ask, kind: aPhoto}}
}
