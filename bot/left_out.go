package bot

import (
	"encoding/base64"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
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

// leftOutOf leaves out the places of the units that a text names. It says so where the text names
// others, or more than units: then they are to be tapped.
func (d *desk) leftOutOf(but string, n int, unit func(i int) election.Unit) (out leftOut) {
	named := d.bot.units(d.store.Town(), but)
	left := 0
	for i := range min(n, leftOutMost) {
		if slices.ContainsFunc(named, func(u election.Unit) bool { return u.ID == unit(i).ID }) {
			out, left = out.turned(i), left+1
		}
	}
	if but != "" && (left < len(named) || !d.bot.onlyUnit(d.store.Town(), but)) {
		d.say(wordsLeaveOutByTap(but))
	}
	return out
}

func wordsLeaveOutByTap(but string) election.Phrase {
	return say("“%s”没有全部读懂，或不在下面。要留下的请点一下去掉（▫️）。", "Not all of “%s” was understood, or it is not below. Tap those to leave out (▫️).").With(but)
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

// findAllBut finds a command for all of a list but some: 同意全部，除了东河村. What is typed after it
// is who is left out, of a stage behind its name.
func (all commandList) findAllBut(text string) (name commandName, rest string, ok bool) {
	whole, but, ok := speech.AllBut(text)
	if !ok {
		return "", "", false
	}
	switch name, rest, _ = all.find(whole); name {
	case cmdApprove:
		return name, but, true
	case cmdAllDone:
		return name, rest + speech.But + but, true
	}
	return "", "", false
}
