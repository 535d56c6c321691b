package election

// Preset is a profile with a name and where it comes from: an example to start
// from, never to be used unchecked.
type Preset struct {
	ID      string
	Name    Phrase
	Source  string // what was seen, and of which text
	Profile Profile
}

// Warning goes with every preset.
func (p Preset) Warning() Phrase {
	return Say("“%s”仅为示例（%s），使用前请向本地选举办核实现行规定。",
		"%q is only an example (%s): check with your office before using it.").With(p.Name, p.Source)
}

// Presets lists the examples. Each sets only what was seen in its source; check
// with your office, because provincial rules were amended again for 2026.
func Presets() []Preset {
	return []Preset{
		{ID: "shanxi", Name: Say("山西（示例）", "Shanxi (example)"),
			Source:  "山西省村民委员会选举办法第三十八条第三款，据2012年的摘录",
			Profile: Profile{Name: "山西（示例，请核实）", Women: WomenOnList}},
		{ID: "liaoning", Name: Say("辽宁（示例）", "Liaoning (example)"),
			Source:  "依据辽宁省村民委员会选举办法的一份村选举办法：收回的选票多于发出的选票无效",
			Profile: Profile{Name: "辽宁（示例，请核实）", Ballots: OfIssued}},
		{ID: "zhejiang", Name: Say("浙江自荐直选（示例）", "Zhejiang, without candidates (example)"),
			Source:  "浙江省村民委员会选举办法第三条，2012年文本：可以实行无候选人的自荐直选",
			Profile: Profile{Name: "浙江自荐直选（示例，请核实）", NoCandidates: true}},
	}
}
