package config

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
)

type itemTOML struct {
	ID     string   `toml:"id"`
	Name   string   `toml:"name"`
	NameEn string   `toml:"name_en"`
	Unit   string   `toml:"unit"`
	Words  []string `toml:"words"`
}

// How many items of publicity an office may name, and how long a name may be.
const (
	itemsMost    = 12
	itemNameMost = 8
)

// items reads the things of its publicity that the office counts besides.
func (r *reader) items(key string, raw []itemTOML) (all []election.Item) {
	ids, names := map[string]bool{}, map[string]bool{}
	for i, x := range raw {
		at := join(key, "item."+strconv.Itoa(i))
		r.id(at, x.ID, say("宣传项目", "item"), ids)
		item := election.Item{ID: x.ID, Label: election.Say(fold(x.Name), cmp.Or(strings.TrimSpace(x.NameEn), fold(x.Name))), Unit: election.Say(cmp.Or(fold(x.Unit), "个"), "")}
		for _, word := range append([]string{x.Name}, x.Words...) {
			word = fold(word)
			switch {
			case word == "" || utf8.RuneCountInString(word) > itemNameMost || strings.ContainsAny(word, "%0123456789 ：:，,。"):
				r.wrong(join(at, "name"), say("宣传项目 %q：写它的名称，如 \"围裙\"，不超过 %d 个字，不带数字和标点", "item %q: write its name, such as \"aprons\", in at most %d characters, without digits or marks").With(word, itemNameMost))
			case names[word]:
				r.wrong(join(at, "name"), say("宣传项目 %q 写了两次：一个叫法只能是一项", "item %q stands twice: a word is of one item").With(word))
			}
			names[word] = true
		}
		for _, word := range x.Words {
			item.Words = append(item.Words, fold(word))
		}
		all = append(all, item)
	}
	if len(raw) > itemsMost {
		r.wrong(join(key, "item"), say("宣传项目 %d 个太多：最多 %d 个", "%d items are too many: at most %d").With(len(raw), itemsMost))
	}
	return all
}
