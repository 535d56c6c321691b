package config

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"huanjie/internal/election"
)

// The file as it is written. What may be a date or a text, or a list or a
// single text, is any and read by hand.
type (
	fileTOML struct {
		Telegram  telegramTOML  `toml:"telegram"`
		Redis     redisTOML     `toml:"redis"`
		Board     boardTOML     `toml:"board"`
		Admin     adminTOML     `toml:"admin"`
		Reminders remindersTOML `toml:"reminders"`
		County    countyTOML    `toml:"county"`
		Town      []townTOML    `toml:"town"`
	}
	countyTOML struct {
		Name    string  `toml:"name"`
		Readers []int64 `toml:"readers"`
	}
	telegramTOML struct {
		Token         string `toml:"token"`
		TokenFile     string `toml:"token_file"`
		APIURL        string `toml:"api_url"`
		Proxy         string `toml:"proxy"`
		Mode          string `toml:"mode"`
		WebhookURL    string `toml:"webhook_url"`
		WebhookListen string `toml:"webhook_listen"`
		WebhookSecret string `toml:"webhook_secret"`
		PaidPerSecond *int   `toml:"paid_per_second"`
	}
	redisTOML struct {
		URL    string `toml:"url"`
		Folder string `toml:"folder"`
	}
	boardTOML struct {
		Listen  string `toml:"listen"`
		URL     string `toml:"url"`
		KeyFile string `toml:"key_file"`

		MenuButton bool `toml:"menu_button"`
	}
	adminTOML struct {
		Listen    string `toml:"listen"`
		Heartbeat string `toml:"heartbeat"`
		Level     string `toml:"level"`
		Log       string `toml:"log"`
	}
	remindersTOML struct {
		Digest        any      `toml:"digest"`
		Spread        any      `toml:"spread"`
		PollingDigest any      `toml:"polling_digest"`
		Due           any      `toml:"due"`
		Turnout       any      `toml:"turnout"`
		Count         any      `toml:"count"`
		Results       any      `toml:"results"`
		Outlook       any      `toml:"outlook"`
		Readiness     any      `toml:"readiness"`
		Climb         []int64  `toml:"climb"`
		PollingClimb  []int64  `toml:"polling_climb"`
		Quiet         *string  `toml:"quiet"`
		Workdays      *string  `toml:"workdays"`
		Holidays      []string `toml:"holidays"`
		MakeupDays    []string `toml:"makeup_days"`
	}
	townTOML struct {
		ID           string            `toml:"id"`
		Name         string            `toml:"name"`
		Whole        string            `toml:"whole"`
		Timezone     string            `toml:"timezone"`
		Language     string            `toml:"language"`
		Roster       string            `toml:"roster"`
		Office       []int64           `toml:"office"`
		OfficeNames  map[string]string `toml:"office_names"`
		Phone        string            `toml:"phone"`
		LeadingGroup []string          `toml:"leading_group"`
		Observers    []string          `toml:"observers"`
		CloseOut     any               `toml:"close_out"`
		Item         []itemTOML        `toml:"item"`
		Election     []electionTOML    `toml:"election"`
	}
	electionTOML struct {
		ID         string           `toml:"id"`
		Kind       string           `toml:"kind"`
		Method     string           `toml:"method"`
		Units      string           `toml:"units"`
		UnitsEn    []string         `toml:"units_en"`
		PollingDay any              `toml:"polling_day"`
		Profile    string           `toml:"profile"`
		Local      election.Profile `toml:"local"`
		Stages     []stageTOML      `toml:"stages"`
		Target     []targetTOML     `toml:"target"`
		Bands      []string         `toml:"bands"`
		Ballots    string           `toml:"separate_ballots"`
		Circles    []string         `toml:"circles"`
		Marks      []string         `toml:"marks"`
		LastTerm   map[string]int   `toml:"last_term"`
		Odd        election.Oddness `toml:"odd"`
	}
	stageTOML struct {
		ID     string `toml:"id"`
		Name   string `toml:"name"`
		NameEn string `toml:"name_en"`
		Due    any    `toml:"due"`
		Drop   bool   `toml:"drop"`
	}
	targetTOML struct {
		Trait    string `toml:"trait"`
		Least    string `toml:"least"`
		EachUnit bool   `toml:"each_unit"`
	}
)

// decode reads the TOML. It reports false if nothing can be made of it; a key
// that is not known is a mistake, but the rest is read on.
func (r *reader) decode() (fileTOML, bool) {
	var raw fileTOML
	err := toml.NewDecoder(bytes.NewReader(r.data)).DisallowUnknownFields().Decode(&raw)
	if unknown, ok := errors.AsType[*toml.StrictMissingError](err); ok {
		for _, e := range unknown.Errors {
			r.unknownKey(e)
		}
		return raw, true
	}
	if wrong, ok := errors.AsType[*toml.DecodeError](err); ok {
		r.misread(wrong)
		return raw, false
	}
	if err != nil {
		r.say(place{file: r.name}, phraseOf(errors.New(strings.TrimPrefix(err.Error(), "toml: "))))
	}
	return raw, err == nil
}

func (r *reader) unknownKey(e toml.DecodeError) {
	offset := r.offset(e.Position())
	key := r.keyBefore(offset) // e.Key leaves out what an inline table stands in
	if len(key) == 0 {
		key = e.Key()
	}
	known := 0
	for known < len(key)-1 && fieldAt(key[:known+1]) != nil {
		known++
	}
	where := say("这里", "here")
	if known > 0 {
		where = say("%s 下", "under %s").With(strings.Join(key[:known], "."))
	}
	r.say(r.at(offset), say("没有 %q 这个设置，改对或删掉；%s的设置有 %s", "unknown key %q: put it right or delete it; the keys %s are %s").With(key[known], where, strings.Join(keysOf(fieldAt(key[:known])), ", ")))
}

// misread notes what is wrong with a value or with the TOML itself.
func (r *reader) misread(e *toml.DecodeError) {
	offset := r.offset(e.Position())
	at, said := r.at(offset), strings.TrimPrefix(e.Error(), "toml: ")
	key := r.keyBefore(offset)
	if want := form(fieldAt(key)); !want.IsZero() && (strings.HasPrefix(said, "cannot decode") || strings.HasPrefix(said, "cannot store")) {
		r.say(at, say("%s：写成%s", "%s: write it as %s").With(strings.Join(key, "."), want))
		return
	}
	problem := spoken(said)
	if c, _ := utf8.DecodeRune(r.data[offset:]); c >= utf8.RuneSelf { // the library would name one byte of it
		problem = say(`这里不该有 %q：文字（和用其他字母写的设置名）要放在英文直引号里（"..."）`, `unexpected %q: texts, and keys in other letters, stand between straight quotes ("...")`).With(c)
		if half := narrow(c); half != c {
			problem = say(`这里是中文标点 %q：换成英文的 %q`, `%q is a Chinese mark: write %q`).With(c, half)
		}
	}
	r.say(at, say("这不是 TOML：%s", "this is not TOML: %s").With(problem))
}

// narrow is the mark of TOML that a full-width one was typed for; else the same.
func narrow(c rune) rune {
	wide, half := []rune("＝，。［］｛｝＃【】"), []rune("=,.[]{}#[]")
	if i := slices.Index(wide, c); i >= 0 {
		return half[i]
	}
	return c
}

// spoken is what the library says of a mistake, with the frequent ones in both
// languages.
func spoken(said string) election.Phrase {
	for _, known := range []struct {
		part string
		says election.Phrase
	}{
		{"cannot have new lines", say(`这一行的引号没有合上：在文字末尾加 "`, `a quote of this line is not closed: put " at the end of the text`)},
		{"already", say("这个设置写了两次：删去一个", "this key stands twice: delete one")},
		{"impossible date", say("没有这一天：看日历改，写成 2027-01-15 这样", "there is no such day: look it up, and write it as 2027-01-15")},
	} {
		if strings.Contains(said, known.part) {
			return known.says
		}
	}
	return say("%s；写法看 config.example.toml", "%s; config.example.toml shows how it is written").With(said)
}

// fieldAt is the type of the value at a key, nil if there is none.
func fieldAt(key []string) reflect.Type {
	t := reflect.TypeFor[fileTOML]()
	for _, name := range key {
		if t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return nil
		}
		i := 0
		for i < t.NumField() && keyOf(t.Field(i)) != name {
			i++
		}
		if i == t.NumField() {
			return nil
		}
		t = t.Field(i).Type
	}
	return t
}

// keyOf is the key of a field.
func keyOf(f reflect.StructField) string {
	key, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
	return key
}

// keysOf lists the keys of a table.
func keysOf(t reflect.Type) []string {
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	var keys []string
	if t.Kind() == reflect.Struct {
		for f := range t.Fields() {
			keys = append(keys, keyOf(f))
		}
	}
	return keys
}

// form says how a value of a type is written.
func form(t reflect.Type) election.Phrase {
	if t == nil {
		return election.Phrase{}
	}
	switch t.Kind() {
	case reflect.String:
		return say(`引号里的文字 "..."`, `a text in quotes, "..."`)
	case reflect.Bool:
		return say(" true 或 false", "true or false")
	case reflect.Int64, reflect.Int:
		return say("整数", "a whole number")
	case reflect.Struct:
		return say("一个表", "a table")
	case reflect.Slice:
		switch t.Elem().Kind() {
		case reflect.Int64:
			return say("整数的列表 [1, 2]", "a list of whole numbers, [1, 2]")
		case reflect.String:
			return say(`文字的列表 ["...", "..."]`, `a list of texts, ["...", "..."]`)
		}
		return say("一节一节的表，各有 [[ ]] 标题", "tables, each under its own heading in [[ ]]")
	}
	return election.Phrase{}
}
