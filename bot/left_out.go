package bot

import (
	"encoding/base64"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"huanjie/internal/store"
)

// leftOutMost is how many places a card lists, so that those left out fit into a button.
const leftOutMost = 40

// leftOut are the places on a list that a person has left out, a bit each.
type leftOut []byte

func (o leftOut) has(i int) bool { return i/8 < len(o) && o[i/8]&(1<<(i%8)) != 0 }

// turned is the same with a place left out, or not any more.
func (o leftOut) turned(i int) leftOut {
	out := make([]byte, max(len(o), i/8+1))
	copy(out, o)
	out[i/8] ^= 1 << (i % 8)
	return leftOut(strings.TrimRight(string(out), "\x00"))
}

// String is how a button carries them.
func (o leftOut) String() string { return base64.RawURLEncoding.EncodeToString(o) }

// parseLeftOut is the inverse of String.
func parseLeftOut(s string) (leftOut, error) { return base64.RawURLEncoding.DecodeString(s) }

// buttons are those of the first n places, two in a row: what is left out is taken in again
// by a tap, and the other way round. taken is how many are not left out.
func (o leftOut) buttons(n int, label func(i int) string, data func(leftOut) string) (rows [][]store.Button, taken int) {
	for i := range n {
		mark := "▫️ "
		if !o.has(i) {
			mark, taken = "✅ ", taken+1
		}
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		rows[i/2] = append(rows[i/2], store.Button{Label: mark + label(i), Data: data(o.turned(i))})
	}
	return rows, taken
}

// each does something for each of the first n places that are not left out, and returns how
// often it was done.
func (o leftOut) each(n int, do func(i int) (bool, error)) (times int, err error) {
	for i := range n {
		if o.has(i) {
			continue
		}
		done, err := do(i)
		if err != nil {
			return times, err
		}
		if done {
			times++
		}
	}
	return times, nil
}

// listPrint changes when the places on a list do, by which buttons name them.
func listPrint[T any](all []T, id func(T) string) string {
	h := fnv.New32a()
	for _, x := range all {
		fmt.Fprintln(h, id(x))
	}
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}
