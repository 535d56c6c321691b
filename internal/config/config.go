// Package config reads the settings of an installation: one TOML file, and
// for every town the roster of its units, a CSV file named in it.
//
// Reading is strict. A key that is not known is an error, and so is everything
// that would only come to light on polling day: a unit without an officer, two
// elections of one name, a stage planned after its lawful last day. All
// mistakes are listed at once, each with file, line and column, what is wrong
// and what to write instead.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"unicode/utf8"

	"huanjie/internal/election"
)

// The environment variables that override the file.
const (
	TokenVariable    = "HUANJIE_TELEGRAM_TOKEN"
	RedisVariable    = "HUANJIE_REDIS_URL"
	BoardKeyVariable = "HUANJIE_BOARD_KEY"
)

// Config is a whole installation, checked.
type Config struct {
	Telegram  Telegram
	Redis     Redis
	Board     Board
	Admin     Admin
	Reminders Reminders
	County    County            // zero if nobody reads the sums of all towns
	Towns     []*election.Town  // in the order of the file, at least one
	Warnings  []election.Phrase // what is allowed, but to be checked by the office

	// Stopped are the towns that LoadSound left out, in the order of the file.
	Stopped []Stopped

	written map[string]string // the settings as they are written (written.go)
	folder  string            // from which the paths in them are taken
}

// Stopped is a town whose settings or roster have mistakes. What could be read
// of it is what its office needs to be told.
type Stopped struct {
	Town *election.Town // without units and elections
	mistakes
}

// Err joins one error for every mistake.
func (s Stopped) Err() error { return s.err() }

// Mistakes are what is wrong, each with its place.
func (s Stopped) Mistakes() []election.Phrase { return s.phrases() }

// Load reads the file at path. Paths written in it are taken from its folder.
// Variables of the environment are asked of env (os.Getenv).
//
// The error joins one error for every mistake in the file and in the files it
// names; the Config is zero then.
func Load(path string, env func(string) string) (Config, error) {
	c, err := LoadSound(path, env)
	if err == nil {
		return c.whole(mistakes{})
	}
	if wrong, ok := errors.AsType[Wrong](err); ok {
		return c.whole(wrong.mistakes)
	}
	return Config{}, err
}

// Wrong is the error of mistakes in settings that concern every town.
type Wrong struct{ mistakes }

func (w Wrong) Error() string { return w.err().Error() }

// Mistakes are what is wrong, each with its place.
func (w Wrong) Mistakes() []election.Phrase { return w.phrases() }

// whole is c if no town was left out and nothing is wrong.
func (c Config) whole(wrong mistakes) (Config, error) {
	wrong.all = slices.Clone(wrong.all)
	for _, s := range c.Stopped {
		wrong.all = append(wrong.all, s.all...)
	}
	if err := wrong.err(); err != nil {
		return Config{}, err
	}
	return c, nil
}

// LoadSound reads as Load does, but leaves out towns whose own settings or
// roster have mistakes: they stand in Stopped. All other mistakes are returned as
// a Wrong, beside what could be read.
func LoadSound(path string, env func(string) string) (Config, error) {
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Config{}, fmt.Errorf("没有 %s：运行 huanjie init 写一份，或复制 config.example.toml / there is none: write one with huanjie init, or copy config.example.toml (%w)", path, err)
	case errors.Is(err, fs.ErrPermission):
		return Config{}, fmt.Errorf("不许读 %s：让运行本程序的用户能读它（chown、chmod）/ it may not be read: let the user that runs this program read it (%w)", path, err)
	case err != nil:
		return Config{}, fmt.Errorf("读不了设置 / read the configuration: %w", err)
	}
	here := func(name string) string {
		if filepath.IsAbs(name) {
			return name
		}
		return filepath.Join(filepath.Dir(path), name)
	}
	c, err := parse(path, data, env, func(name string) ([]byte, error) { return os.ReadFile(here(name)) })
	c.Redis.Folder, c.folder = here(c.Redis.Folder), filepath.Dir(path)
	return c, err
}

// Parse reads data, the contents of a file called name; the files it names are
// taken from files. Errors are those of Load.
func Parse(name string, data []byte, files fs.FS, env func(string) string) (Config, error) {
	c, err := parse(name, data, env, func(file string) ([]byte, error) {
		return fs.ReadFile(files, path.Clean(filepath.ToSlash(file)))
	})
	wrong, ok := errors.AsType[Wrong](err)
	if err != nil && !ok {
		return Config{}, err
	}
	return c.whole(wrong.mistakes)
}

func parse(name string, data []byte, env func(string) string, read func(string) ([]byte, error)) (Config, error) {
	r := &reader{source: newSource(name, data), env: env, read: read}
	if !utf8.Valid(data) { // GBK, UTF-16: the library would name one byte of it
		r.say(place{file: name}, say("这个文件不是 UTF-8：在记事本里“另存为”，编码选 UTF-8", "this file is not UTF-8: save it as UTF-8 (in Notepad: Save As, encoding UTF-8)"))
		return Config{}, Wrong{r.mistakes}
	}
	raw, ok := r.decode()
	if !ok {
		return Config{}, Wrong{r.mistakes}
	}
	c := Config{
		Telegram:  r.telegram(raw.Telegram),
		Redis:     r.redis(raw.Redis),
		Board:     r.board(raw.Board),
		Admin:     r.admin(raw.Admin),
		Reminders: r.reminders(raw.Reminders),
		County:    r.county(raw.County),
		written:   written(data),
	}
	c.Towns, c.Stopped = r.towns(raw.Town)
	c.Warnings = r.warnings
	if len(r.all) > 0 {
		return c, Wrong{r.mistakes}
	}
	return c, nil
}

// reader reads one file and gathers its mistakes.
type reader struct {
	source
	mistakes
	env      func(string) string
	read     func(name string) ([]byte, error)
	warnings []election.Phrase
}

// wrong notes a mistake at a key, "town.0.election.1.kind".
func (r *reader) wrong(key string, what election.Phrase) { r.say(r.place(key), what) }

// IsID reports whether a text can be the id of a town or an election.
func IsID(s string) bool { return shortID.MatchString(s) }

// shortID is how towns and elections are named: they become part of Redis
// keys, which people read and type.
var shortID = regexp.MustCompile(`^[a-z0-9-]{1,16}$`)
