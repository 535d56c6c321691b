package flows

import (
	"slices"
	"strings"
	"unicode"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// standing is a candidate's name under a post.
type standing struct {
	post election.Post
	name string
}

// readCandidates reads names under their posts: “主任 钟平 卢青；委员 白露 温良 钟平”. A
// post stands until another is named, and need not be named if there is only
// one. The complaint is zero if all was understood.
func readCandidates(u election.Unit, text string) (all []standing, complaint election.Phrase) {
	post := election.Post("")
	if len(u.Posts) == 1 {
		post = u.Posts[0].Post
	}
	var counts []listCount
	for _, w := range nameWords(withoutLabel(text, "候选人名单", "名单", "List")) {
		p, named := election.PostCalled(w)
		stand, seats, counted := election.ListCount(w)
		planned := slices.ContainsFunc(slices.Concat(u.Posts, u.Among), func(plan election.PostPlan) bool { return plan.Post == p })
		name := standing{post, w}
		switch {
		case named && !planned:
			return nil, say("%s不选“%s”。", "%s does not elect a %s.").With(u.Name, w)
		case named:
			post = p
		case counted:
			counts = append(counts, listCount{w, post, stand, seats})
		case !election.MayBeName(w, election.NameAsked):
			return nil, say("“%s”不像姓名。名单里只写职务和姓名，每人的情况下一条再写。", "“%s” does not look like a name. Write only posts and names here; what is known of each comes next.").With(w)
		case post == "":
			return nil, say("“%s”前面没有写职务。请这样写：%s。", "No post stands before “%s”. Write it like this: %s.").With(w, listExample(u))
		case slices.Contains(all, name):
			return nil, say("“%s”在%s里写了两次。", "“%s” stands twice for %s.").With(w, post.Name())
		default:
			all = append(all, name)
		}
	}
	if len(all) == 0 {
		return nil, say("没有看到姓名。请这样写：%s。", "There is no name in it. Write it like this: %s.").With(listExample(u))
	}
	for _, c := range counts {
		if complaint = c.differs(u, all); !complaint.IsZero() {
			return nil, complaint
		}
	}
	return all, election.Phrase{}
}

// listCount is how many a list says that it has: 四选三 under a post, or 共7名.
type listCount struct {
	said         string
	post         election.Post // "": of all posts
	stand, seats int           // seats are 0 where they are not said
}

// differs says that the names, or the seats, are not as many as the list says.
func (c listCount) differs(u election.Unit, all []standing) election.Phrase {
	names := 0
	for _, s := range all {
		if c.post == "" || s.post == c.post {
			names++
		}
	}
	if names != c.stand {
		return say("写的是“%s”，名单里有 %d 个姓名。请核对后重新输入。", "“%s” is written, and the list has %d names. Please check and enter it again.").With(c.said, names)
	}
	i := slices.IndexFunc(u.Posts, func(p election.PostPlan) bool { return p.Post == c.post })
	if c.seats > 0 && i >= 0 && u.Posts[i].Seats != c.seats {
		return say("写的是“%s”，%s应选 %d 名。请核对后重新输入。", "“%s” is written, and the seats of %s are %d. Please check and enter it again.").With(c.said, u.Posts[i].Post.Name(), u.Posts[i].Seats)
	}
	return election.Phrase{}
}

// listExample shows how to write a unit's list.
func listExample(u election.Unit) election.Phrase {
	zh, en := "", ""
	for i, p := range u.Posts {
		names := [...]string{"张三 李四", "王五 赵六 孙七"}[min(i, 1)]
		zh += "；" + p.Post.Name().In(election.Chinese) + " " + names
		en += "; " + p.Post.Name().In(election.English) + " " + names
	}
	return say(strings.TrimPrefix(zh, "；"), strings.TrimPrefix(en, "; "))
}

// writtenList writes a list as readCandidates reads it.
func writtenList(all []standing) string {
	var b strings.Builder
	last := election.Post("")
	for _, s := range all {
		if s.post != last {
			b.WriteString("；" + s.post.Name().In(election.Chinese))
			last = s.post
		}
		b.WriteString(" " + s.name)
	}
	return strings.TrimPrefix(b.String(), "；")
}

// nameWords are the names, and the posts, of a text.
func nameWords(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",，、;；:：/.。", r)
	})
	for i, w := range words {
		words[i] = election.NameSaid(strings.TrimSuffix(w, "候选人"))
	}
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

// listField is the field of a list of candidates. A post that is not elected is no part of
// another's name.
func listField(u election.Unit, f flow.Field) flow.Field {
	f.Longest = 1500
	for _, p := range election.AllPosts() {
		f.WriteIns = append(f.WriteIns, p.Name())
	}
	for _, p := range u.Posts {
		f.Standing = append(f.Standing, p.Post.Name())
	}
	return f
}

// readKin reads pairs of near relatives: “钟平-卢青；白露 温良”. Each has to be on the
// list, or on the committee.
func readKin(text string, known []string) (all []election.Kinship, complaint election.Phrase) {
	text = withoutLabel(text, "近亲属", "亲属", "Relatives")
	if isNone(text) {
		return nil, complaint
	}
	for pair := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",，、;；\n", r) }) {
		pair = strings.TrimSpace(pair)
		if i := strings.IndexAny(pair, "（("); i > 0 { // 钟平-卢青（夫妻）
			pair = pair[:i]
		}
		names := strings.FieldsFunc(pair, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-—－~", r) })
		if len(names) == 1 { // 张三和李四; a name may begin with 和
			names = strings.FieldsFunc(pair, func(r rune) bool { return strings.ContainsRune("和与跟", r) })
		}
		if len(names) != 2 || names[0] == names[1] {
			return nil, say("没看懂“%s”。近亲属请成对写，例如“张三-李四”；没有就写“无”。", "I did not understand “%s”. Write near relatives in pairs, e.g. “张三-李四”; “none” if there are none.").With(pair)
		}
		for _, n := range names {
			if !slices.Contains(known, n) {
				return nil, say("“%s”不在名单上。", "“%s” is not on the list.").With(n)
			}
		}
		all = append(all, election.Kinship{A: names[0], B: names[1]})
	}
	return all, complaint
}

// writtenKin writes pairs as readKin reads them.
func writtenKin(all []election.Kinship) string {
	var pairs []string
	for _, k := range all {
		pairs = append(pairs, k.A+"-"+k.B)
	}
	return strings.Join(pairs, "；")
}

// withoutLabel takes a step's own name off what was typed to it.
func withoutLabel(text string, labels ...string) string {
	text = strings.TrimSpace(text)
	for _, l := range labels {
		if rest, ok := strings.CutPrefix(text, l); ok {
			return strings.TrimLeft(rest, " :：")
		}
	}
	return text
}

// isNone reports whether words say that there is nothing, or nothing yet.
func isNone(s string) bool {
	return slices.Contains([]string{"", "—", "-", "无", "没有", "暂无", "不清楚", "稍后", "稍后补", "none", "no", "unknown", "later"}, strings.ToLower(strings.TrimSpace(s)))
}
