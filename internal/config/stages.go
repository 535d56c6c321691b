package config

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// stages is the kind's usual list with the office's changes. Stages stand in
// the order in which they are due, those of one day as they are written.
func (r *reader) stages(key string, e election.Election, raw []stageTOML) []election.Stage {
	list := election.UsualStages(e.Kind, e.PollingDay)
	var written []string
	last := len(list) - 1 // after which a new stage goes
	for i, s := range raw {
		at := join(key, "stages."+strconv.Itoa(i))
		if !r.stageID(at, s.ID, written) {
			continue
		}
		written = append(written, s.ID)
		place := slices.IndexFunc(list, func(have election.Stage) bool { return have.ID == election.StageID(s.ID) })
		switch {
		case s.Drop && place >= 0:
			if r.mayDrop(at, s) {
				list = slices.Delete(list, place, place+1)
				last = place - 1
			}
			continue
		case s.Drop:
			r.wrong(join(at, "drop"), say("常用阶段里没有 %q，没有什么可去掉的", "stage %q is not in the usual list: there is nothing to drop").With(s.ID))
			continue
		case place >= 0:
			last = place
			list[place] = r.change(at, e, list[place], s)
		default:
			last++
			list = slices.Insert(list, last, r.newStage(at, e, s))
		}
	}
	if len(raw) > 0 {
		slices.SortStableFunc(list, func(a, b election.Stage) int { return a.Due().Sub(b.Due()) })
	}
	return list
}

var stageID = regexp.MustCompile(`^[a-z0-9_-]{1,16}$`)

func (r *reader) stageID(at, id string, written []string) bool {
	switch {
	case id == "":
		r.wrong(at, say("这个阶段没有 id：要改常用阶段就写它的 id，要增加就写新的（小写字母、数字、_ 和 -）", "this stage has no id: write the id of a usual stage to change it, or a new one of a-z, 0-9, _ and -"))
	case !stageID.MatchString(id):
		r.wrong(join(at, "id"), say("阶段 id %q：只能用小写字母、数字、_ 和 -，1 到 16 个", "stage id %q: write 1 to 16 of a-z, 0-9, _ and -").With(id))
	case slices.Contains(written, id):
		r.wrong(join(at, "id"), say("阶段 %q 写了两次：把它的改动写在一处", "stage %q stands twice: write all its changes in one entry").With(id))
	default:
		return true
	}
	return false
}

func (r *reader) mayDrop(at string, s stageTOML) bool {
	switch {
	case election.StageID(s.ID) == election.PollingStage:
		r.wrong(join(at, "drop"), say("投票阶段不能去掉：投票和计票都属于它", "the polling stage cannot be dropped: turnout and counts belong to it"))
	case s.Name != "" || s.NameEn != "" || s.Due != nil:
		r.wrong(join(at, "drop"), say("阶段 %q 又去掉又改动：只留 drop = true，或删掉它", "stage %q is dropped and changed at once: keep drop = true alone, or delete it").With(s.ID))
	default:
		return true
	}
	return false
}

// change renames and moves a usual stage. Its lawful deadline stays.
func (r *reader) change(at string, e election.Election, s election.Stage, raw stageTOML) election.Stage {
	s.Name = rename(s.Name, raw)
	if raw.Due == nil {
		return s
	}
	day, err := readDue(raw.Due, e.PollingDay)
	if err != nil {
		r.wrong(join(at, "due"), say("阶段 %q：%v", "stage %q: %v").With(raw.ID, phraseOf(err)))
		return s
	}
	if s.ID == election.PollingStage && day != e.PollingDay {
		r.wrong(join(at, "due"), say("投票阶段就是 polling_day（%v）那天：请改 polling_day", "the polling stage is due on polling_day, %v: change polling_day instead").With(e.PollingDay))
		return s
	}
	if lawful := s.Lawful; !lawful.Last.IsZero() && lawful.Last.Before(day) {
		r.wrong(join(at, "due"), say("阶段 %q 排在 %v，晚于法定最后一天 %v（%s）：写那一天或更早", "stage %q is planned for %v, after the lawful last day %v (%s): write that day or an earlier one").With(raw.ID, day, lawful.Last, lawful.Article))
		return s
	}
	s.Planned = day
	return s
}

// newStage reads a stage that the usual list does not have.
func (r *reader) newStage(at string, e election.Election, raw stageTOML) election.Stage {
	s := election.Stage{ID: election.StageID(raw.ID), Name: rename(election.Phrase{}, raw), Planned: e.PollingDay}
	if raw.Name == "" {
		r.wrong(at, say("新阶段 %q 没有名称：写 name（常用阶段有 %s）", "new stage %q has no name: write name (the usual stages are %s)").With(raw.ID, usualIDs(e)))
	}
	day, err := readDue(raw.Due, e.PollingDay)
	if err != nil {
		r.wrong(join(at, "due"), say("新阶段 %q：%v", "new stage %q: %v").With(raw.ID, phraseOf(err)))
		return s
	}
	s.Planned = day
	return s
}

// rename puts the names that are written in place of the usual ones. A Chinese
// name alone is said in every language: the usual English one would say
// something else.
func rename(usual election.Phrase, raw stageTOML) election.Phrase {
	zh, en := usual.In(election.Chinese), usual.In(election.English)
	if raw.Name != "" {
		zh, en = raw.Name, raw.Name
	}
	if raw.NameEn != "" {
		en = raw.NameEn
	}
	return election.Say(zh, en)
}

func usualIDs(e election.Election) string {
	var ids []string
	for _, s := range election.UsualStages(e.Kind, e.PollingDay) {
		ids = append(ids, string(s.ID))
	}
	return strings.Join(ids, ", ")
}

// farthest is how many days a stage may lie from polling day.
const farthest = 3650

var countedDay = regexp.MustCompile(`^[Dd]\s*([+-]\s*\d{1,5})?$`)

// readDue reads a day, or one counted from polling day: "D-20", "D", "D+10".
func readDue(raw any, polling election.Date) (election.Date, error) {
	if raw == nil {
		return election.Date{}, &fault{said: say(`没有写哪一天：写 due = 2026-12-20，或 due = "D-20"（从选举日往前数）`, `no day: write due = 2026-12-20 or due = "D-20", counted from polling day`)}
	}
	text, _ := raw.(string)
	counted := countedDay.FindStringSubmatch(fold(text))
	if counted == nil {
		day, err := readDay(raw)
		if err != nil {
			return election.Date{}, &fault{said: say(`%v 不是日子：写 due = 2026-12-20，或 due = "D-20"（从选举日往前数）`, `%v is not a day: write due = 2026-12-20 or due = "D-20", counted from polling day`).With(raw)}
		}
		return day, nil
	}
	days, _ := strconv.Atoi(strings.ReplaceAll(counted[1], " ", "")) // "" is polling day itself
	if max(days, -days) > farthest {
		return election.Date{}, &fault{said: say("%v 离选举日超过十年：写近一点的日子", "%v is more than ten years from polling day: write a day nearer to it").With(raw)}
	}
	return polling.AddDays(days), nil
}
