package flow

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// FuzzEveryNumber makes up no figure of any text, and gives each of its numbers one owner at most: a value, what is
// known to be no figure, or what is said to be open.
func FuzzEveryNumber(f *testing.F) {
	for _, s := range []string{"发1200 收1180", "1200发 1180收", "发900 3 收890", "有效票有5张有争议", "发2OO 收1 050", "发900收890 张山 3 马六 4", "1组发900 2组发300", "发640 641"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		u := readAt(text, countRows(), "", []election.Unit{{ID: "E1", Name: "东河村"}})
		if v, ok := made(u); ok {
			t.Fatalf("%q: %s is made up: %s", text, v, said(u))
		}
		for i := range u.heard.Tokens {
			if wrong := owners(u, i); wrong != "" {
				t.Fatalf("%q: %s: %s", text, wrong, said(u))
			}
		}
	})
}

// FuzzPieces does so with texts made of the pieces of messages, of which none goes without an owner.
func FuzzPieces(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(everyNumberOnce))
}

// TestEveryNumberOnce gives every number of a message one owner.
func TestEveryNumberOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, everyNumberOnce)
}

func everyNumberOnce(t *rapid.T) {
	quiet := []string{"男", "不是", "写错了", "又来了", "组", "其余都是0"}
	text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces()), 0, 12).Draw(t, "pieces"), "")
	u := readAt(text, countRows(), "", nil)
	for i := range u.heard.Tokens {
		if wrong := owners(u, i); wrong != "" {
			t.Fatalf("%q: %s: %s", text, wrong, said(u))
		}
	}
	if slices.ContainsFunc(quiet, func(q string) bool { return strings.Contains(text, q) }) {
		return
	}
	if v := accounted(u); v != "" && !(v == "0" && u.zeros) {
		t.Fatalf("%q: %s is lost: %s", text, v, said(u))
	}
}

// owners says what is wrong with whom a number belongs to: it is a value of more steps than it stands in the text, or a
// value and what is no figure at once. "" if nothing is.
func owners(u understood, at int) string {
	t := u.heard.Tokens[at]
	if t.Kind != speech.Numeral {
		return ""
	}
	stands := 0
	for _, o := range u.heard.Tokens {
		if o.Kind == speech.Numeral && o.Number.Value == t.Number.Value {
			stands++
		}
	}
	v, taken := strconv.Itoa(t.Number.Value), 0
	for _, a := range u.answers {
		if a.Value == v {
			taken++
		}
	}
	each := slices.ContainsFunc(u.heard.Tokens, speech.OfEach)
	known := t.Number.Role > speech.Count && !slices.Contains([]speech.Role{speech.Garbled, speech.Approximate, speech.Range, speech.Decimal, speech.Term, speech.Other}, t.Number.Role)
	switch {
	case taken > stands && !each && v != "0":
		return v + " is a value of more steps than it stands in the text"
	case known && t.Number.Value > 0 && taken > 0 && stands == 1:
		return t.Text + " is no figure, and a value"
	}
	return ""
}
