package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/template"

	"github.com/urfave/cli/v3"

	"huanjie/internal/config"
	"huanjie/internal/election"
)

// The files that init writes.
const (
	initConfig = "config.toml"
	initRoster = "roster.xlsx"
	initToken  = "token.txt"
)

// init is "huanjie init": it asks what a town needs to begin and writes the
// settings and a roster to be filled in. It overwrites nothing.
func (t terminal) newTown() *cli.Command {
	return &cli.Command{Name: "init", Usage: "第一次用：问几个问题，写好设置和名册模板 / first use: asks a few things, writes settings and a roster to fill in",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "dir", Value: ".", Usage: "写到哪个文件夹 / the `FOLDER` to write into"}, t.langFlag(),
		}, Action: noWords(func(_ context.Context, c *cli.Command) error {
			dir := c.String("dir")
			for _, name := range []string{initConfig, initRoster} {
				if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
					return fmt.Errorf("%s 已经有了，什么也没有写：换一个文件夹（-dir），或先把它移走 / it is there already, and nothing was written: name another folder (-dir), or move it away first", filepath.Join(dir, name))
				}
			}
			a := asker{bufio.NewReader(t.stdin), t.stdout, election.ParseLanguage(c.String("lang"))}
			town, err := a.town()
			if err != nil {
				return err
			}
			if err := town.write(dir); err != nil {
				return err
			}
			a.tell(town.next(dir))
			return nil
		})}
}

// newTown is what init asks for.
type newTown struct {
	Name, ID   string
	Kind       election.Kind
	Method     election.Method
	PollingDay election.Date
	Token      string // may be empty
	Office     []int64
	RedisURL   string // may be empty
	Units      []string
	Language   election.Language
}

// asker asks questions on a terminal.
type asker struct {
	in       *bufio.Reader
	out      io.Writer
	language election.Language
}

func (a asker) tell(p election.Phrase) { fmt.Fprintln(a.out, p.In(a.language)) }

// ask asks until take accepts what is typed, or there is nothing more to read.
func (a asker) ask(question election.Phrase, take func(string) (refused election.Phrase)) error {
	for {
		fmt.Fprint(a.out, question.In(a.language), " ")
		line, err := a.in.ReadString('\n')
		if err != nil && line == "" {
			return errors.New("没有问完，什么也没有写 / the questions were not answered to the end, and nothing was written")
		}
		if refused := take(strings.TrimSpace(line)); !refused.IsZero() {
			a.tell(election.Say("  %s", "  %s").With(refused))
			continue
		}
		return nil
	}
}

// initKinds are the kinds of election in the order in which they are offered.
func initKinds() []election.Kind {
	return []election.Kind{election.Villagers, election.Residents, election.Party, election.Congress, election.Session}
}

// town asks for everything.
func (a asker) town() (newTown, error) {
	t := newTown{Language: a.language}
	none := election.Phrase{}
	questions := []struct {
		ask  election.Phrase
		take func(string) election.Phrase
	}{
		{election.Say("1/8 镇（街道、单位）叫什么？如 青溪镇：", "1/8 What is the town called?"), func(s string) election.Phrase {
			t.Name = s
			return when(s == "", election.Say("请写名称，消息和总结里都用它。", "Write the name; messages and summaries use it."))
		}},
		{election.Say("2/8 代号（小写字母、数字、-，最多 16 个；数据按它存，定了不再改），如 qingxi：", "2/8 A short id for it (a-z, 0-9, -; at most 16; everything is kept under it, so never change it), such as qingxi:"), func(s string) election.Phrase {
			t.ID = s
			return when(!config.IsID(s), election.Say("只能用小写字母、数字和 -，1 到 16 个。", "Use a-z, 0-9 and - alone, 1 to 16 of them."))
		}},
		{election.Say("3/8 选什么？ 1 村委会  2 居委会  3 党支部  4 人大代表  5 人代会选举（主席、镇长等）：", "3/8 What is elected? 1 villagers' committees  2 residents' committees  3 Party branches  4 congress deputies  5 chair, town head and others by the congress in session:"), func(s string) election.Phrase {
			n, err := strconv.Atoi(s)
			if err != nil || n < 1 || n > len(initKinds()) {
				return election.Say("请写 1 到 5。", "Write a number from 1 to 5.")
			}
			t.Kind = initKinds()[n-1]
			if t.Kind == election.Residents {
				t.Method = election.AllVoters
			}
			return none
		}},
		{election.Say("4/8 哪一天投票？如 2027-01-15：", "4/8 On which day is the polling? Such as 2027-01-15:"), func(s string) election.Phrase {
			day, err := election.ParseDate(s)
			t.PollingDay = day
			return when(err != nil || day.IsZero(), election.Say("请写成 2027-01-15 这样。", "Write it as 2027-01-15."))
		}},
		{election.Say("5/8 机器人的 token（在 Telegram 里向 @BotFather 申请；还没有就直接回车）：", "5/8 The bot's token (from @BotFather in Telegram; press Enter if you have none yet):"), func(s string) election.Phrase {
			t.Token = s
			return when(s != "" && !config.IsToken(s), election.Say("请整串复制：数字、冒号、字母，如 123456789:AAE...", "Copy it whole: digits, a colon, letters, such as 123456789:AAE..."))
		}},
		{election.Say("6/8 选举办成员的 Telegram 号码，用空格分开（不知道就直接回车：启动时给一个码，第一位成员凭码加入）：",
			"6/8 The Telegram numbers of the office's members, with spaces between them (press Enter if unknown: at the start there is a code with which the first one joins):"), func(s string) election.Phrase {
			t.Office = nil
			for _, word := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(" ,，、;；", c) }) {
				user, err := strconv.ParseInt(word, 10, 64)
				if err != nil || user <= 0 {
					return election.Say("“%s”不是号码：号码只有数字，给机器人发 /whoami 可知。", "%q is no number: it has digits alone, and /whoami tells it.").With(word)
				}
				t.Office = append(t.Office, user)
			}
			return none
		}},
		{election.Say("7/8 已有的 Redis 地址（直接回车：本程序自己运行一个）：", "7/8 The address of a Redis that is there (press Enter, and the bot runs one of its own):"), func(s string) election.Phrase {
			t.RedisURL = s
			return when(!config.IsRedisURL(s), election.Say("请写成 redis://127.0.0.1:6379/0 这样，或直接回车。", "Write it as redis://127.0.0.1:6379/0, or press Enter."))
		}},
		{election.Say("8/8 有哪些村（社区、支部、选区）？用、或空格分开，一行写完（直接回车：给一份带示例的模板）：",
			"8/8 Which units are there? On one line, with 、 or spaces between them (press Enter for a template with examples):"), func(s string) election.Phrase {
			t.Units = strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(" ,，、;；\t", c) })
			return none
		}},
	}
	for _, q := range questions {
		if err := a.ask(q.ask, q.take); err != nil {
			return t, err
		}
	}
	return t, nil
}

// when is a phrase if something holds, else none.
func when(holds bool, p election.Phrase) election.Phrase {
	if holds {
		return p
	}
	return election.Phrase{}
}

var settings = template.Must(template.New("settings").Funcs(template.FuncMap{"quote": strconv.Quote}).Parse(`# 换届助手的设置。全部设置和说明见 config.example.toml；改完运行 huanjie check。
# Huanjie's settings. config.example.toml has all of them, with what they mean;
# after a change: huanjie check.

[telegram]
# 机器人的 token 在这个文件里，只有本人可读。 The bot's token stands in this file.
token_file = "` + initToken + `"
# 连不上 Telegram 时 where Telegram is not reached:
#proxy = "socks5://127.0.0.1:1080"

[redis]
{{if .RedisURL}}url = {{quote .RedisURL}}
{{else}}# 没有 url：本程序自己运行 redis-server，数据在这个文件夹，请定期备份（huanjie export）。
# Without url the bot runs a redis-server of its own and keeps everything here.
folder = "redis-data"
{{end}}
[[town]]
id = {{quote .ID}}
name = {{quote .Name}}
language = {{quote .Language.String}}
# 名册：一行一个单位，用表格软件填。 The roster: a line for each unit.
roster = "` + initRoster + `"
# 选举办成员的 Telegram 号码；空着时，启动的日志里有一个码，第一位成员发 /office 加这个码。
# The office's Telegram numbers; while empty, the log of a start holds a code.
office = [{{range $i, $u := .Office}}{{if $i}}, {{end}}{{$u}}{{end}}]

[[town.election]]
id = "{{.PollingDay.Year}}"
kind = "{{.Kind}}"
{{if .Method}}# 谁投票 who votes: "voters" | "households" | "representatives"
method = "{{.Method}}"
{{end}}polling_day = {{.PollingDay}}
`))

// write writes the files into a folder.
func (t newTown) write(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := newFile(filepath.Join(dir, initConfig), func(w io.Writer) error { return settings.Execute(w, t) }); err != nil {
		return err
	}
	if err := newFile(filepath.Join(dir, initRoster), t.writeRoster); err != nil {
		return err
	}
	token := filepath.Join(dir, initToken)
	if _, err := os.Stat(token); err == nil && t.Token == "" {
		return nil // one from before
	}
	return newFile(token, func(w io.Writer) error {
		_, err := fmt.Fprintln(w, t.Token)
		return err
	})
}

// writeRoster writes the roster with the units that were named, or with
// examples.
func (t newTown) writeRoster(w io.Writer) error {
	if len(t.Units) == 0 {
		return config.WriteTemplate(w, true)
	}
	units := make([]election.Unit, len(t.Units))
	for i, name := range t.Units {
		units[i] = election.Unit{ID: election.UnitID(fmt.Sprintf("V%d", i+1)), Name: name}
	}
	return config.WriteRosterWorkbook(w, units)
}

// next is what is left to do.
func (t newTown) next(dir string) election.Phrase {
	steps := election.Say("\n写好了：%s、%s、%s。接下来：\n1. 用表格软件打开 %[2]s，填应选名额、联络员、领导（示例行删掉）。\n",
		"\nWritten: %s, %s, %s. Next:\n1. Open %[2]s in a spreadsheet and fill in seats, officers and leaders (delete the examples).\n").
		With(filepath.Join(dir, initConfig), filepath.Join(dir, initRoster), filepath.Join(dir, initToken))
	if t.Token == "" {
		steps = election.Say("%s   向 @BotFather 要 token，写进 %s。\n", "%s   Ask @BotFather for a token and write it into %s.\n").With(steps, filepath.Join(dir, initToken))
	}
	path := filepath.Join(dir, initConfig)
	return election.Say("%s2. huanjie check -config %s\n3. huanjie run -config %[2]s\n4. 在 Telegram 里给机器人发 /invite，把链接发给名册上的每个人。",
		"%s2. huanjie check -config %s\n3. huanjie run -config %[2]s\n4. In Telegram, send the bot /invite and forward the links to the people of the roster.").With(steps, path)
}
