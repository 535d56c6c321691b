package config_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"huanjie/internal/config"
	"huanjie/internal/election"
)

var villages = []election.Election{{ID: "v", Kind: election.Villagers}}

// TestRosterAsPeopleWriteIt reads one village written in many ways.
func TestRosterAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	want := []election.Unit{{
		ID: "E1", Name: "东河村", Area: "东片/沿河", Key: true, Election: "v", Registered: 1024,
		Posts: []election.PostPlan{
			{Post: election.Chair, Seats: 1, Candidates: []string{"赵大山", "钱河"}},
			{Post: election.Member, Seats: 2, Candidates: []string{"孙一", "李二(东河)", "阿依·古丽"}},
		},
		Officers: []election.PersonID{"周明", "李芳"}, Leaders: []election.PersonID{"陈立"},
	}}
	plain := "unit,name,area,key,registered,seats,candidates,officers,leaders\n" +
		"E1,东河村,东片/沿河,是,1024,主任:1;委员:2,主任:赵大山/钱河;委员:孙一/李二(东河)/阿依·古丽,周明、李芳,陈立\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	for how, text := range map[string]string{
		"plain":   plain,
		"mark":    "\ufeff" + plain,
		"windows": strings.ReplaceAll(plain, "\n", "\r\n"),
		"gb18030": gb,
		"chinese": "编号,名称,片区,重点,登记选民,应选,候选人,联络员,领导" + plain[strings.Index(plain, "\n"):],
		"full width": "ｕｎｉｔ，,name,area,key,registered,seats,candidates,officers,leaders\n" +
			"Ｅ１,东河村,东片／沿河,Ｙｅｓ,１，０２４,主任：１；委员：２,主任：赵大山／钱　河；委员：孙一、李二（东河）、阿依·古丽,周 明；李芳；,陈立\n",
		"other order": "leaders,officers,candidates,seats,registered,key,area,name,unit,election\n,,,,,,,,,\n" +
			`陈立,"周明, 李芳","member: 孙一/李二 (东河)/阿依·古丽; Chair: 赵大山/钱河","chair:1;member:2","1,024",1,东片/ 沿河, 东河村 ,E1,v` + "\n\n",
		"line breaks": plain[:strings.Index(plain, "\n")+1] +
			"E1,\"东河村\n\",东片/沿河,y,1 024,\"主任:1\n委员:2\",\"主任:赵大山/钱河\n委员:孙一/李二(东河)/阿依·古丽\",\"周明\n李芳\",\"陈立\u200b\"\n",
	} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			got, err := config.ReadRoster("roster.csv", []byte(strings.Replace(text, "ｕｎｉｔ，", "ｕｎｉｔ", 1)), villages)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got\n%+v\nwant\n%+v", got, want)
			}
		})
	}
}

func TestRosterOfAnotherEncoding(t *testing.T) {
	t.Parallel()
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(rosterText)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := config.ReadRoster("roster.csv", []byte(utf16), villages); err != nil || len(got) == 0 {
		t.Errorf("UTF-16: %d units, %v", len(got), err)
	}
	for text, want := range map[string]string{
		"\xff\xfe\x00":      "this is broken UTF-16 text: save it as CSV UTF-8 in the spreadsheet",
		"unit\xff,\xe4\xb8": "this is neither UTF-8 nor GB18030 text: save it as CSV UTF-8 in the spreadsheet",
	} {
		if _, err := config.ReadRoster("roster.csv", []byte(text), villages); err == nil || !strings.HasSuffix(err.Error(), want) || !strings.HasPrefix(err.Error(), "roster.csv: 编码认不出") {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// TestWrittenRosterReadsBack writes rosters of any units and reads them again.
func TestWrittenRosterReadsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "units")
		var want []election.Unit
		for i := range n {
			want = append(want, drawUnit(t, i))
		}
		text := writeRoster(want)
		if rapid.Bool().Draw(t, "gb18030") {
			var err error
			if text, err = simplifiedchinese.GB18030.NewEncoder().Bytes(text); err != nil {
				t.Fatal(err)
			}
		}
		got, err := config.ReadRoster("roster.csv", text, villages)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got\n%+v\nwant\n%+v\n%s", got, want, text)
		}
	})
}

func drawUnit(t *rapid.T, i int) election.Unit {
	name := rapid.StringMatching(`[赵钱孙李周吴郑王][大小山河明芳·]{1,4}(\([东西][河村]\))?|[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}`)
	u := election.Unit{
		ID:         election.UnitID(fmt.Sprintf("%s%d", rapid.StringMatching(`[A-Za-z0-9_-]{1,8}`).Draw(t, "id"), 1000+i)),
		Name:       fmt.Sprintf("%s%d", rapid.StringMatching(`[东西南北][河山",;:/（）、 ]{0,6}村`).Draw(t, "name"), i),
		Area:       election.Area(rapid.StringMatching(`[东西南北]片(/[一二三]组){0,2}`).Draw(t, "area")),
		Key:        rapid.Bool().Draw(t, "key"),
		Election:   "v",
		Registered: rapid.IntRange(1, 9_999_999).Draw(t, "registered"),
	}
	for _, post := range rapid.Permutation([]election.Post{election.Chair, election.ViceChair, election.Member}).Draw(t, "posts")[:rapid.IntRange(1, 3).Draw(t, "n")] {
		u.Posts = append(u.Posts, election.PostPlan{
			Post: post, Seats: rapid.IntRange(1, 7).Draw(t, "seats"),
			Candidates: distinct(t, name, 0, "candidates"),
		})
	}
	for _, o := range distinct(t, name, 1, "officers") {
		u.Officers = append(u.Officers, election.PersonID(o))
	}
	for _, l := range distinct(t, name, 0, "leaders") {
		u.Leaders = append(u.Leaders, election.PersonID(l))
	}
	return u
}

func distinct(t *rapid.T, name *rapid.Generator[string], least int, label string) []string {
	names := rapid.SliceOfNDistinct(name, least, 5, rapid.ID[string]).Draw(t, label)
	if len(names) == 0 {
		return nil
	}
	return names
}

func writeRoster(units []election.Unit) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"unit", "name", "area", "key", "registered", "seats", "candidates", "officers", "leaders", "election"}}
	for _, u := range units {
		var seats, candidates []string
		for _, p := range u.Posts {
			seats = append(seats, fmt.Sprintf("%s:%d", p.Post, p.Seats))
			candidates = append(candidates, fmt.Sprintf("%s:%s", p.Post.Name().In(election.Chinese), strings.Join(p.Candidates, "/")))
		}
		rows = append(rows, []string{
			string(u.ID), u.Name, string(u.Area), map[bool]string{true: "是"}[u.Key], election.Thousands(u.Registered),
			strings.Join(seats, ";"), strings.Join(candidates, ";"), list(u.Officers), list(u.Leaders), string(u.Election),
		})
	}
	if err := w.WriteAll(rows); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func list(people []election.PersonID) string {
	var names []string
	for _, p := range people {
		names = append(names, string(p))
	}
	return strings.Join(names, "、")
}

// FuzzRoster reads anything: it is units or an error, never both.
func FuzzRoster(f *testing.F) {
	f.Add([]byte(rosterText))
	f.Add([]byte("编号,名称,片区\n\"东\n河\",,\xb6\xab"))
	f.Add([]byte("\ufeffunit,name,area,key,registered,seats,candidates,officers,leaders,election\nA,b,c,1,1,主任:1;委员：2,主任:a/b,c、d,e,v"))
	f.Fuzz(func(t *testing.T, data []byte) {
		units, err := config.ReadRoster("roster.csv", data, villages)
		if (err == nil) != (len(units) > 0) {
			t.Errorf("%d units with error %v", len(units), err)
		}
		for _, u := range units {
			if u.Registered < 0 || u.Seats() <= 0 || len(u.Officers) == 0 || u.Name == "" || u.Area == "" {
				t.Errorf("taken: %+v", u)
			}
		}
	})
}
