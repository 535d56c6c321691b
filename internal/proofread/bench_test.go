package proofread

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// BenchmarkLongDraft checks drafts of growing length: the time must grow with the length
// alone, in paragraphs or in one.
//
//	go test ./internal/proofread -run none -bench LongDraft -benchtime 1x
func BenchmarkLongDraft(b *testing.B) {
	var right []string
	for _, name := range []string{"testdata/right.txt", "testdata/wrong.txt"} {
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		for _, p := range strings.Split(string(text), "\n==") {
			_, body, _ := strings.Cut(p, "\n")
			right = append(right, strings.TrimSpace(body))
		}
	}
	once := strings.Join(right, "\n")
	for _, shape := range []struct{ name, between string }{{"paragraphs", "\n"}, {"one paragraph", ""}, {"one sentence", "，"}} {
		for _, times := range []int{1, 4, 16} {
			draft := strings.Repeat(strings.ReplaceAll(once, "\n", shape.between)+"\n", times)
			if shape.between == "，" {
				draft = strings.NewReplacer("。", "，", "！", "，", "\n", "，").Replace(draft)
			}
			if shape.between == "" {
				draft = strings.ReplaceAll(draft, "\n", "")
			}
			b.Run(fmt.Sprintf("%s/%d KB", shape.name, len(draft)>>10), func(b *testing.B) {
				for b.Loop() {
					Check(draft)
				}
			})
		}
	}
}
