package bot

import (
	"context"
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// settings shows what the person chose for the messages they get by the clock, as a
// card whose buttons change it. what is the data of one of these buttons: "t18:00"
// adds a time of the digest or removes it, "b" turns the short digest on or off, "x"
// the ledger that comes with it, "q22:00-06:30" chooses quiet hours, "q" the office's.
func (d *desk) settings(ctx context.Context, what string) error {
	found, err := d.store.Prefs(ctx, d.turn.user)
	if err != nil {
		return err
	}
	prefs, changed := changedPrefs(found[0], what)
	if changed {
		d.commit.Prefs = &prefs
	}
	m := store.Message{Text: "<b>" + wordsSettings().In(d.lang) + "</b>\n" + wordsPrefs(prefs, d.reads()).In(d.lang), Key: "settings", Move: !changed}
	m.Buttons = d.settingsButtons(prefs)
	d.send(m)
	return nil
}

// reads reports whether the person gets digests.
func (d *desk) reads() bool { return d.person.Office || len(d.person.Areas) > 0 }

// changedPrefs returns the prefs with one choice made. changed is false if there is
// no such choice.
func changedPrefs(p store.Prefs, what string) (prefs store.Prefs, changed bool) {
	kind, value := what, ""
	if what != "" {
		kind, value = what[:1], what[1:]
	}
	switch {
	case kind == "t" && slices.Contains(p.Digest, value):
		p.Digest = slices.DeleteFunc(slices.Clone(p.Digest), func(t string) bool { return t == value })
	case kind == "t" && slices.Contains(store.DigestTimes(), value):
		p.Digest = append(slices.Clone(p.Digest), value)
		slices.Sort(p.Digest)
	case kind == "t" && value == "":
		p.Digest = nil
	case kind == "b":
		p.Brief = !p.Brief
	case kind == "x":
		p.Ledger = !p.Ledger
	case kind == "q" && (value == "" || slices.Contains(store.QuietTimes(), value)):
		p.Quiet = value
	default:
		return p, false
	}
	return p, true
}

const settingsMark = menuMark + string(cmdSettings) + ":"

// settingsButtons are the choices; those that hold are marked.
func (d *desk) settingsButtons(p store.Prefs) [][]store.Button {
	key := func(label election.Phrase, on bool, data string) store.Button {
		text := label.In(d.lang)
		if on {
			text = "✅ " + text
		}
		return store.Button{Label: text, Data: settingsMark + data}
	}
	var rows [][]store.Button
	if d.reads() {
		times := []store.Button{}
		for _, t := range store.DigestTimes() {
			times = append(times, key(say(t, t), slices.Contains(p.Digest, t), "t"+t))
		}
		rows = append(rows, []store.Button{key(wordsOfficeTimes(), len(p.Digest) == 0, "t")}, times[:2], times[2:],
			[]store.Button{key(wordsBrief(), p.Brief, "b"), key(wordsWithLedger(), p.Ledger, "x")})
	}
	quiet := []store.Button{key(wordsOfficeQuiet(), p.Quiet == "", "q")}
	for _, q := range store.QuietTimes() {
		quiet = append(quiet, key(wordsQuiet(q), p.Quiet == q, "q"+q))
	}
	rows = append(rows, quiet[:2], quiet[2:])
	other := election.English
	if d.lang == election.English {
		other = election.Chinese
	}
	return append(rows, []store.Button{{Label: wordsOtherLanguage(other), Data: languageMark + other.String()}})
}

func wordsSettings() election.Phrase { return say("⚙️ 我的设置", "⚙️ My settings") }

func wordsOfficeTimes() election.Phrase { return say("按选举办的时间", "The office's times") }
func wordsOfficeQuiet() election.Phrase {
	return say("免打扰按选举办", "Quiet hours: the office's")
}
func wordsBrief() election.Phrase { return say("日报只要数字", "Figures only") }

func wordsWithLedger() election.Phrase { return say("附台账表", "With the ledger") }

func wordsQuiet(q string) election.Phrase {
	if q == store.NoQuiet {
		return say("不设免打扰", "No quiet hours")
	}
	return say("🌙 %s", "🌙 %s").With(q)
}

func wordsOtherLanguage(l election.Language) string {
	if l == election.English {
		return "🌐 English"
	}
	return "🌐 中文"
}

// wordsPrefs says what holds now, and of digests only to people who get them.
func wordsPrefs(p store.Prefs, digests bool) election.Phrase {
	quiet := say("按选举办的设置", "as the office has set them")
	if p.Quiet != "" {
		quiet = wordsQuiet(p.Quiet)
	}
	text := say("免打扰：%s。这段时间不响铃；特急情况除外。", "Quiet hours: %s. Nothing rings then, except what is grave.").With(quiet)
	if !digests {
		return text
	}
	times := say("按选举办的时间", "at the office's times")
	if len(p.Digest) > 0 {
		times = say(strings.Join(p.Digest, "、"), strings.Join(p.Digest, ", "))
	}
	long := say("图和名单", "with pictures and names")
	if p.Brief {
		long = say("只要数字", "figures only")
	}
	if p.Ledger {
		long = say("%s，附台账表", "%s and the ledger").With(long)
	}
	return say("日报：%s，%s。选举日按选举办的时间。\n%s", "Digest: %s, %s. On polling day at the office's times.\n%s").With(times, long, text)
}
