package config

import "strings"

// County is who reads the sums of all towns 县级汇总, and nothing of single villages that a
// digest does not name.
type County struct {
	Name    string
	Readers []int64 // Telegram accounts
}

func (r *reader) county(raw countyTOML) County {
	c := County{Name: strings.TrimSpace(raw.Name), Readers: r.accounts("county", "readers", raw.Readers)}
	if c.Name == "" && len(c.Readers) > 0 {
		r.wrong("county", say("[county] 没有 name：写县的名称，如 name = \"云江县\"", "[county] has no name: write that of the county, such as name = \"云江县\""))
	}
	if c.Name != "" && len(c.Readers) == 0 {
		r.wrong("county", say("[county] 没有 readers：写看汇总的人的号码（给机器人发 /whoami 就知道），或删掉这一节", "[county] has no readers: write the numbers of those who read the sums, which the bot answers to /whoami, or delete the section"))
	}
	return c
}
