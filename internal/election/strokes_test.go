package election

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSortByStrokes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		by    NameOrder
		names string // in the right order
	}{
		{"fewer strokes first", BySurname, "丁 马 王 李 张 陈 欧阳"},
		{"equal counts by the kind of stroke", BySurname, "王 毛 文 方 孔"},
		{"surname: a one-character given name comes first", BySurname, "田富 田大利"},
		{"full name: the second characters decide", ByFullName, "田大利 田富"},
		{"full name: a shorter name that is the beginning of another", ByFullName, "田大 田大利"},
		{"a compound surname sorts by its first character", BySurname, "王利 欧力 欧阳大利"},
		{"a compound surname with a one-character given name", BySurname, "欧阳富 欧阳大利"},
		{"the same without the blank", ByFullName, "欧阳大利 欧阳富"},
		{"司 alone and 司马", BySurname, "司山 司马山"},
		{"a dot in a name is not compared", ByFullName, "阿不都山 阿不都·林"},
		{"the same strokes: the official table decides", ByFullName, "土生 士生"},
		{"nor any other dot", ByFullName, "阿不都・丁 阿不都•大"},
		{"a two-character name is never a surname alone", BySurname, "欧阳 欧力山"},
		{"a name of three need not have a compound surname", BySurname, "田大一丁 田大丁"},
		{"letters come first", ByFullName, "A B 丁"},
		{"equal names stay", ByFullName, "丁一 丁一 丁二"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			want := strings.Fields(c.names)
			for _, order := range [][]string{want, reversed(want)} {
				got, ask := SortByStrokes(order, c.by, nil)
				if !slices.Equal(got, want) || ask != nil {
					t.Errorf("%v (asks for %q), want %v", got, ask, want)
				}
			}
		})
	}
}

func TestSortIgnoresSpaces(t *testing.T) {
	t.Parallel()
	if got, _ := SortByStrokes([]string{"丁　大", "丁 一"}, ByFullName, nil); got[0] != "丁 一" || got[1] != "丁　大" {
		t.Errorf("%q", got)
	}
}

func reversed(names []string) []string {
	out := slices.Clone(names)
	slices.Reverse(out)
	return out
}

// A character the table does not know is asked for, and only when the order
// hangs on it.
func TestSortAsks(t *testing.T) {
	t.Parallel()
	names := []string{"王囍", "王一", "李二"}
	got, ask := SortByStrokes(names, ByFullName, nil)
	if got != nil || string(ask) != "囍" {
		t.Fatalf("%v, asks for %q", got, ask)
	}
	got, ask = SortByStrokes(names, ByFullName, Strokes{'囍': strings.Repeat("1", 12)})
	if !slices.Equal(got, []string{"王一", "王囍", "李二"}) || ask != nil {
		t.Errorf("%v, asks for %q", got, ask)
	}
	got, ask = SortByStrokes([]string{"李囍", "王一"}, ByFullName, nil)
	if !slices.Equal(got, []string{"王一", "李囍"}) || ask != nil {
		t.Errorf("the surnames decide: %v, asks for %q", got, ask)
	}
	// 玕 is in the official table, but only its neighbours' strokes are known.
	got, ask = SortByStrokes([]string{"林玕", "林一", "林爨"}, ByFullName, nil)
	if !slices.Equal(got, []string{"林一", "林玕", "林爨"}) || ask != nil {
		t.Errorf("the neighbours decide: %v, asks for %q", got, ask)
	}
	if _, ask = SortByStrokes([]string{"林玕", "林囍"}, ByFullName, nil); string(ask) != "囍" {
		t.Errorf("asks for %q; with 囍 told, 玕 may need no telling", ask)
	}
}

func TestCompareStrokes(t *testing.T) {
	t.Parallel()
	known := func(number int, strokes string) strokeKey {
		return strokeKey{char: '甲', number: number, strokes: strokes}
	}
	between := func(number int, before, after string) strokeKey {
		return strokeKey{char: '乙', number: number, before: before, after: after}
	}
	for _, c := range []struct {
		name string
		a, b strokeKey
		want int
		sure bool
	}{
		{"below the lower bound", between(7000, "1121", "1212"), known(100, "1112"), 1, true},
		{"on the lower bound", between(7000, "1121", "1212"), known(100, "1121"), 1, false},
		{"between the bounds", between(7000, "1121", "1212"), known(100, "1122"), 1, false},
		{"on the upper bound", between(7000, "1121", "1212"), known(100, "1212"), 1, false},
		{"above the upper bound", between(7000, "1121", "1212"), known(100, "1213"), -1, true},
		{"no upper bound", between(7000, "1121", ""), known(100, "11111"), 1, false},
		{"no lower bound", between(7000, "", "1212"), known(100, "1"), 1, false},
		{"the first level ends at 3500", between(3501, "1", "5"), between(3500, "1", "5"), 1, false},
		{"3499 and 3500 are in it", between(3500, "1", "5"), between(3499, "1", "5"), 1, true},
		{"the second level ends at 6500", between(6501, "1", "5"), between(6500, "1", "5"), 1, false},
		{"6499 and 6500 are in it", between(6500, "1", "5"), between(6499, "1", "5"), 1, true},
		{"3501 and 6500 are in one level", between(6500, "1", "5"), between(3501, "1", "5"), 1, true},
		{"outside the table there is no level", between(outside, "", ""), between(7000, "1", "5"), 1, false},
	} {
		c.a.char, c.b.char = '甲', '乙'
		if got, sure := c.a.compare(c.b); sure != c.sure || got != c.want {
			t.Errorf("%s: %d, sure %v", c.name, got, sure)
		}
		if got, sure := c.b.compare(c.a); sure != c.sure || got != -c.want {
			t.Errorf("%s, the other way round: %d, sure %v", c.name, got, sure)
		}
	}
	// 玕 lies between 纨 and 玙, and so does 纪 of another level.
	if _, ask := SortByStrokes([]string{"纪", "玕"}, ByFullName, nil); string(ask) != "玕" {
		t.Errorf("asks for %q", ask)
	}
	if got, _ := SortByStrokes([]string{"玕", "纪"}, ByFullName, Strokes{'玕': "1121112"}); got[0] != "纪" {
		t.Errorf("%v", got)
	}
}

// Where only neighbours are known, characters of one level of the official
// table are in its order, and telling the strokes changes nothing.
func TestSortWithinLevel(t *testing.T) {
	t.Parallel()
	got, ask := SortByStrokes([]string{"玠", "玕", "玡"}, ByFullName, nil)
	if !slices.Equal(got, []string{"玕", "玡", "玠"}) || ask != nil {
		t.Errorf("%v, asks for %q", got, ask)
	}
	told := Strokes{'玕': "1121112", '玡': "11211523", '玠': "11213432"}
	if got, ask = SortByStrokes([]string{"玠", "玕", "玡"}, ByFullName, told); !slices.Equal(got, []string{"玕", "玡", "玠"}) || ask != nil {
		t.Errorf("told: %v, asks for %q", got, ask)
	}
}

func TestParseStrokes(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"横竖撇点折": "12345", "12345": "12345", "１２３４５": "12345", "横 竖，撇、点.折": "12345", "提捺钩": "145",
	} {
		if got, err := ParseStrokes(in); got != want || err != nil {
			t.Errorf("%s: %s %v, want %s", in, got, err, want)
		}
	}
	for _, in := range []string{"", "  ", "126", "横x", "0"} {
		if got, err := ParseStrokes(in); err == nil {
			t.Errorf("%q was read as %s", in, got)
		}
	}
}

// The table is whole: every number of the official table once, in the order of
// code points, and its strokes agree with the official order of each level.
func TestStrokeTable(t *testing.T) {
	t.Parallel()
	byNumber, lastChar := map[int]strokeKey{}, rune(0)
	for line := range strings.Lines(strokeTable) {
		char := []rune(line)[0]
		if char <= lastChar {
			t.Fatalf("%c stands after %c", char, lastChar)
		}
		lastChar = char
		k := strokesOf(char, nil)
		number, _, _ := strings.Cut(line[len(string(char)):], " ")
		if n, err := strconv.Atoi(number); err != nil || k.number != n || byNumber[n].char != 0 {
			t.Fatalf("%c is number %d, its line says %s", char, k.number, line)
		}
		byNumber[k.number] = k
	}
	known := 0
	for i := 1; i <= 8105; i++ {
		k, ok := byNumber[i]
		if !ok {
			t.Fatalf("number %d is missing", i)
		}
		if k.strokes != "" {
			known++
		}
		if next := byNumber[i+1]; i != 3500 && i != 6500 && i != 8105 {
			if c, sure := k.compare(next); c >= 0 || !sure {
				t.Errorf("%c (%d) is not before %c", k.char, i, next.char)
			}
		}
	}
	if known < 6700 {
		t.Errorf("only %d characters with strokes", known)
	}
}

// Some characters of common surnames, written out by hand.
func TestStrokesByHand(t *testing.T) {
	t.Parallel()
	for char, want := range map[rune]string{
		'一': "1", '丁': "12", '马': "551", '王': "1121", '李': "1234521", '张': "5153154", '陈': "5215234",
		'刘': "413422", '杨': "1234533", '赵': "121213434", '黄': "12212512134", '周': "35121251", '吴': "2511134",
		'田': "25121", '皙': "1234331232511", '女': "531", '必': "45434",
	} {
		if got := strokesOf(char, nil).strokes; got != want {
			t.Errorf("%c: %s, want %s", char, got, want)
		}
	}
}

// Whatever the order names come in, they leave in the same one.
func TestPropertySortByStrokes(t *testing.T) {
	t.Parallel()
	alphabet := []rune("丁马王李张陈欧阳田大利富土士玕玡爨司山文方皙槌")
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.Map(rapid.SliceOfN(rapid.SampledFrom(alphabet), 1, 4), func(r []rune) string { return string(r) }), 1, 8).Draw(t, "names")
		by := rapid.SampledFrom([]NameOrder{BySurname, ByFullName}).Draw(t, "by")
		once, ask := SortByStrokes(names, by, nil)
		if len(ask) > 0 {
			t.Fatalf("asks for %q", ask)
		}
		again, _ := SortByStrokes(rapid.Permutation(names).Draw(t, "order"), by, nil)
		if !slices.Equal(once, again) {
			t.Fatalf("%v and %v", once, again)
		}
	})
}

func TestNameOrder(t *testing.T) {
	t.Parallel()
	for kind, want := range map[Kind]NameOrder{Villagers: ByVotes, Residents: ByVotes, Party: BySurname, Congress: ByFullName} {
		if got := (Election{Kind: kind}).NameOrder(); got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
		set := Election{Kind: kind, Profile: Profile{Order: ByApprovedList}}
		if got := set.NameOrder(); got != ByApprovedList {
			t.Errorf("%s: the profile says otherwise, got %s", kind, got)
		}
	}
}

func BenchmarkSortByStrokes(b *testing.B) {
	names := strings.Fields("丁一 马二 王三 李四 张五 陈六 欧阳七 田大利 田富 司马山")
	b.ReportAllocs()
	for b.Loop() {
		SortByStrokes(names, BySurname, nil)
	}
}
