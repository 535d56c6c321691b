package bot

import (
	"cmp"
	"context"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/announce"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// answerContact answers who answers for units, and how they are reached: the telephone
// as far as the roster has it, and only for whoever may ring them up.
func (d *desk) answerContact(ctx context.Context, q inquiry) error {
	if len(q.Scope.People) > 0 && len(q.Scope.Units)+len(q.Scope.Areas) == 0 {
		return d.reach(ctx, q, q.Scope.People...)
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("☎ 谁负责", "☎ Who answers for it"))
		a.AsOf = time.Time{} // the roster is as it is
		if q.Filter.By != speech.All && len(q.Scope.Units) == 0 {
			d.onlyThose(q, &s, &a)
		}
		for _, u := range s.units {
			if q.Topic != "leader" {
				a.Units = append(a.Units, d.peopleOf(u.Unit))
			}
		}
		if len(s.units) > 1 && q.Topic != "leader" {
			a.Lines = append(a.Lines, wordsHowMany(s.units))
		}
		if q.Phone && len(s.units) > 0 && !slices.ContainsFunc(s.units, func(u election.UnitState) bool { return len(u.Unit.Phones) > 0 && d.mayCall(u.Unit) }) {
			a.Also = append(a.Also, say("（名册里没有登记他们的电话。）", "(The roster has no telephone of theirs.)"))
		}
		leaders := d.leadersOf(s)
		if len(leaders) > 0 {
			a.Also = append(a.Also, say("包片领导：%s", "Leaders: %s").With(document.Joined(leaders)))
		}
		return a, true
	})
}

// wordsHowMany says how many people answer for units, and check their counts.
func wordsHowMany(units []election.UnitState) election.Phrase {
	officers, checkers := map[election.PersonID]bool{}, map[election.PersonID]bool{}
	for _, u := range units {
		for _, p := range u.Unit.Officers {
			officers[p] = true
		}
		for _, p := range u.Unit.Checkers {
			checkers[p] = true
		}
	}
	return say("联络员 %d 位，复核人 %d 位", "officers %d, checkers %d").With(len(officers), len(checkers))
}

// onlyThose narrows a scope down to the units that a question names by how they stand:
// 没报的村, 参选率没到三成的村. What it cannot narrow down by is said.
func (d *desk) onlyThose(q inquiry, s *scoped, a *document.Answer) {
	m := document.TurnoutMeasure()
	rows := m.Rows(s.Election, s.units)
	sum, _ := document.Sum(rows)
	q.Filter = ofMean(q.Filter, sum)
	is := func(r document.Row) bool { return r.Known && passes(m, q.Filter, r.Value) }
	switch q.Filter.By {
	case speech.NotReported:
		is = func(r document.Row) bool { return !r.Known }
		a.Asked = say("%s · %s", "%s · %s").With(wordsUnknown(m), a.Asked)
	case speech.Below, speech.Above, speech.Between:
		a.Asked = say("%s · %s", "%s · %s").With(wordsLimit(m, q.Filter, s.Election), a.Asked)
	case speech.Lowest, speech.Highest:
		n := cmp.Or(q.Filter.N, lowestMost)
		sorted, _ := m.Sorted(rows, q.Filter.By == speech.Highest)
		if sorted = sorted[:min(n, len(sorted))]; len(sorted) == 0 {
			a.Also = append(a.Also, say("（还没有上报，分不出先后，列的是全部。）", "(Nothing is reported, so that there is no order: all are listed.)"))
			return
		}
		is = func(r document.Row) bool {
			return slices.ContainsFunc(sorted, func(o document.Row) bool { return o.Unit.ID == r.Unit.ID })
		}
		a.Asked = say("%s · %s", "%s · %s").With(wordsFew(m, q.Filter.By, n, s.Election), a.Asked)
	case speech.None:
		a.Asked = say("☎ 没有联络员的%s", "☎ %s without an officer").With(s.Election.UnitNoun())
		is = func(r document.Row) bool { return len(r.Unit.Officers) == 0 }
		if q.Topic == "phone" {
			a.Asked = say("☎ 联络员没有登记电话的%s", "☎ %s whose officers have no telephone in the roster").With(s.Election.UnitNoun())
			is = func(r document.Row) bool {
				return !slices.ContainsFunc(r.Unit.Officers, func(p election.PersonID) bool { return r.Unit.Phones[p] != "" })
			}
		}
		if q.Topic == "checker" {
			a.Asked = say("☎ 名册里没有复核人的%s", "☎ %s without a checker in the roster").With(s.Election.UnitNoun())
			is = func(r document.Row) bool { return len(r.Unit.Checkers) == 0 }
		}
	default:
		a.Also = append(a.Also, say("（列的是全部，没有按您说的条件挑。）", "(All are listed; I could not pick them out as you said.)"))
		return
	}
	all := s.units
	s.units = nil
	for i, r := range rows {
		if is(r) {
			s.units = append(s.units, all[i])
		}
	}
	switch {
	case len(s.units) > 0:
	case q.Filter.By == speech.NotReported, q.Filter.By == speech.None:
		a.Lines = append(a.Lines, wordsNone())
	default: // of those whose figure is known
		_, known := document.Sum(rows)
		a.Lines = append(a.Lines, wordsOutOf(0, known, s.Election))
	}
}

// peopleOf is a unit with its officers and checkers, and their telephones for whoever
// may ring them up.
func (d *desk) peopleOf(u election.Unit) election.Phrase {
	named := func(people []election.PersonID) election.Phrase {
		var all []string
		for _, p := range people {
			if phone := u.Phones[p]; phone != "" && d.mayCall(u) {
				all = append(all, string(p)+" "+phone)
			} else {
				all = append(all, string(p))
			}
		}
		return document.Joined(all)
	}
	line := say("· %s：联络员 %s", "· %s: officer %s").With(u.Name, named(u.Officers))
	if len(u.Officers) == 0 {
		line = say("· %s：还没有联络员", "· %s: no officer yet").With(u.Name)
	}
	if len(u.Checkers) > 0 {
		line = say("%s，复核人 %s", "%s, checker %s").With(line, named(u.Checkers))
	}
	if u.Contact != "" {
		line = say("%s，联系人 %s", "%s, contact %s").With(line, named([]election.PersonID{u.Contact}))
	}
	return line
}

// leadersOf are the leaders of the units of a scope.
func (d *desk) leadersOf(s scoped) (all []string) {
	for _, u := range s.units {
		for _, p := range u.Unit.Leaders {
			name := fmt.Sprintf("%s（%s）", p, u.Unit.Area.Name())
			if phone := u.Unit.Phones[p]; phone != "" && d.mayCall(u.Unit) {
				name = fmt.Sprintf("%s（%s，%s）", p, u.Unit.Area.Name(), phone)
			}
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

// reach says how people are reached, and what they answer for; it offers to ask them
// for their reports.
func (d *desk) reach(ctx context.Context, q inquiry, people ...election.PersonID) error {
	users, err := d.store.Bound(ctx, people...)
	if err != nil {
		return err
	}
	var lines []string
	remindable := false
	for i, p := range people {
		units, of, _ := d.unitsOfPerson(&q, p)
		may := d.callable(p)
		if len(may) == 0 && !d.person.Office {
			d.say(wordsNotToSee(string(p)))
			continue
		}
		remindable = remindable || len(may) > 0 && len(d.areas()) > 0 && len(d.store.Town().Person(p).Units) > 0
		phone := ""
		for _, u := range may {
			phone = cmp.Or(phone, u.Phones[p])
		}
		name := html.EscapeString(string(p))
		if users[i] != 0 {
			name = fmt.Sprintf(`<a href="tg://user?id=%d">%s</a>`, users[i], name)
		}
		lines = append(lines, "☎ "+name+html.EscapeString(wordsReach(phone, users[i] != 0).In(d.lang)))
		if !of.IsZero() && len(units) > 0 {
			lines = append(lines, html.EscapeString(of.In(d.lang)))
		}
		if phone != "" {
			d.send(store.Message{Contact: &store.Contact{Name: string(p), Phone: phone}})
		}
		d.looked("contact", string(p), string(p))
	}
	d.sendReach(lines, people, remindable)
	return nil
}

// sendReach sends how people are reached, and offers to remind them.
func (d *desk) sendReach(lines []string, people []election.PersonID, remindable bool) {
	if len(lines) == 0 {
		return
	}
	m := store.Message{Text: strings.Join(lines, "\n")}
	if b, ok := d.remindButton(remindWho{people: people}); ok && remindable {
		m.Buttons = [][]store.Button{{b}}
	}
	d.send(m)
}

// callable are the units through which somebody's telephone is the asker's to know:
// those that the person answers for, and whose people the asker may ring up.
func (d *desk) callable(p election.PersonID) (all []election.Unit) {
	for _, u := range d.store.Town().Units {
		theirs := slices.Concat(u.Officers, u.Checkers, u.Leaders, []election.PersonID{u.Contact})
		if d.mayCall(u) && slices.Contains(theirs, p) {
			all = append(all, u)
		}
	}
	return all
}

// answerPerson answers 老严管哪几个村, 李芳的村怎么样: the units of a person and how they stand.
func (d *desk) answerPerson(ctx context.Context, q inquiry) error {
	if people := q.Scope.People; len(people) > 1 { // 方志安和罗平各管哪些村
		for _, p := range people[:min(len(people), namedMost)] {
			one := q
			one.Scope.People = []election.PersonID{p}
			if err := d.answerPerson(ctx, one); err != nil {
				return err
			}
		}
		return nil
	}
	if q.Topic == "both" { // 方志安管哪几个村 又核哪几个
		q.Topic = ""
		if err := d.answerPerson(ctx, q); err != nil {
			return err
		}
		return d.answerChecks(ctx, q)
	}
	if q.Topic == "checker" && len(q.Scope.People)+len(q.Scope.Units) == 0 && (len(d.person.Checks) == 0 || q.EachChecker) {
		q.Form = speech.AsRanking
	}
	if q.Form == speech.AsRanking && len(q.Scope.People) == 0 {
		return d.answerLoads(ctx, q)
	}
	if q.Topic == "checker" && len(q.Scope.Units) == 0 {
		return d.answerChecks(ctx, q)
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("👤 %s", "👤 %s").With(d.whose(q)))
		if len(s.units) > 1 {
			a.Lines = append(a.Lines, s.Election.AllUnits(unitsIn(s.whole)))
		}
		for _, u := range s.units {
			a.Units = append(a.Units, document.UnitLine(u.Unit, document.UnitBrief(s.Election, u, s.at)))
		}
		return a, true
	})
}

// answerChecks answers 丁越核哪几个村: whose counts somebody checks, who enters them first, and how they stand.
func (d *desk) answerChecks(ctx context.Context, q inquiry) error {
	who, asked := d.person, say("🔎 您复核的", "🔎 Whose counts you check")
	if len(q.Scope.People) > 0 {
		who = d.store.Town().Person(q.Scope.People[0])
		asked = say("🔎 %s复核的", "🔎 Whose counts %s checks").With(who.ID.Name())
	}
	if len(who.Checks) == 0 {
		d.say(say("🔎 %s：名册里不是哪个村的复核人。", "🔎 %s is no checker in the roster.").With(who.ID.Name()))
		return nil
	}
	q.Scope = speech.Scope{Units: who.Checks}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, asked)
		a.Lines = append(a.Lines, s.Election.AllUnits(unitsIn(s.whole)))
		for _, u := range s.whole {
			stands := say("还没计票", "not counted yet")
			if len(u.Hidden) > 0 {
				stands = say("等复核", "to be checked")
			} else if len(u.Progress.Counts) > 0 {
				stands = say("计票%s", "count: %s").With(u.Progress.CountStatus().Name())
			}
			a.Units = append(a.Units, say("%s：%s", "%s: %s").With(document.Owers(u.Unit), stands))
		}
		return a, true
	})
}

// answerLoads answers 谁管的村最多: the officers by how many units they answer for.
func (d *desk) answerLoads(ctx context.Context, q inquiry) error {
	rising := q.Filter.By == speech.Lowest
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("👤 联络员管的%s · 从多到少", "👤 Officers by the %s they answer for, most first").With(s.Election.UnitNoun()))
		of := func(u election.Unit) []election.PersonID { return u.Officers }
		if q.Topic == "checker" {
			a.Asked = say("🔎 复核人各核的%s", "🔎 Checkers by the %s whose counts they check").With(s.Election.UnitNoun())
			of = func(u election.Unit) []election.PersonID { return u.Checkers }
		}
		if rising {
			a.Asked = say("👤 联络员管的%s · 从少到多", "👤 Officers by the %s they answer for, fewest first").With(s.Election.UnitNoun())
		}
		a.AsOf = time.Time{} // the roster is as it is
		var people []election.PersonID
		units := map[election.PersonID][]election.Unit{}
		for _, u := range s.whole {
			for _, p := range of(u.Unit) {
				if units[p] == nil {
					people = append(people, p)
				}
				units[p] = append(units[p], u.Unit)
			}
		}
		slices.SortStableFunc(people, func(x, y election.PersonID) int {
			if rising {
				return len(units[x]) - len(units[y])
			}
			return len(units[y]) - len(units[x])
		})
		for _, p := range people {
			if f := q.Filter; f.Flat && !passes(document.Measure{}, f, document.Value{Part: len(units[p])}) { // 谁管两个以上的村
				continue
			}
			a.Units = append(a.Units, say("· %s　%s：%s", "· %s: %s (%s)").With(p.Name(), s.Election.Units(len(units[p])), document.Names(units[p])))
		}
		return a, true
	})
}

// whose is the person who is asked about, with what they are.
func (d *desk) whose(q inquiry) election.Phrase {
	if len(q.Scope.People) == 0 {
		return say("您负责的", "yours")
	}
	p := d.store.Town().Person(q.Scope.People[0])
	return say("%s · %s", "%s · %s").With(p.ID.Name(), document.Roles(d.store.Town(), p))
}

// answerBound answers who has not registered with the bot yet, which the office sees.
func (d *desk) answerBound(ctx context.Context, _ inquiry) error {
	if !d.person.Office {
		d.say(wordsNotYours())
		return nil
	}
	people := d.store.Town().People()
	users, err := d.store.Bound(ctx, people...)
	if err != nil {
		return err
	}
	var missing []string
	for i, p := range people {
		if users[i] == 0 {
			missing = append(missing, string(p))
		}
	}
	d.say(say("🔗 还没登记机器人的 · %s：%d/%d 人\n%s\n机器人催不到他们，要打电话。", "🔗 Not registered with the bot · %s: %d of %d\n%s\nThe bot cannot reach them; please ring them up.").With(d.wholeTown(), len(missing), len(people), document.Joined(missing)))
	return nil
}

// groupLine says of a group what kind it is, by whom and since when it is bound, in which
// topic, and whether what is posted there does not arrive.
func (d *desk) groupLine(g store.Group, lost map[string]string) election.Phrase {
	line := say("%s：%s，%s由%s绑定", "%s: %s, bound on %s by %s").With(g.Title, g.Audience.Name(), election.DateOf(g.Since.In(d.store.Town().Location)).Say(d.today()), announce.Who(g.By))
	if g.Topic != 0 {
		line = say("%s，发在绑定时的话题里", "%s, posted in the topic where it was bound").With(line)
	}
	if _, gone := lost[strconv.FormatInt(g.Chat, 10)]; gone {
		line = say("%s ⚠️ 发不进去：请看机器人还在不在群里、能不能发言", "%s ⚠️ nothing arrives: look whether the bot is still in the group and may write").With(line)
	}
	return line
}

// answerGroups answers 绑定了几个群, for who may announce something in them.
func (d *desk) answerGroups(ctx context.Context, _ inquiry) error {
	if !d.person.MayAnnounce() {
		d.say(wordsNotYours())
		return nil
	}
	groups, err := d.store.Groups(ctx)
	if err != nil {
		return err
	}
	if len(groups) == 0 {
		d.say(say("👥 还没有绑定的群。把机器人拉进群，选举办在群里点一下是公众群还是工作群，就绑定了。", "👥 No group yet. Add the bot to a group; somebody of the office says there with one tap which kind it is."))
		return nil
	}
	lost, err := d.store.AllUnreachable(ctx)
	if err != nil {
		return err
	}
	text := say("👥 绑定的群：%d 个", "👥 Groups: %d").With(len(groups))
	for _, g := range groups {
		text = say("%s\n· %s", "%s\n· %s").With(text, d.groupLine(g, lost))
	}
	d.say(text)
	return nil
}
