package flow

// likelyMark stands before a value that a button carries whole. No key of an option
// begins with it.
const likelyMark = "="

// likelyKeys are buttons for what the answer most likely is: the hour that it is now. No
// figure of a count is offered so: that the figures add up shows that each was read.
func (c *chat) likelyKeys(d Draft, fl filled) []Button {
	var keys []Button
	for _, o := range fl.ask.likely {
		keys = append(keys, c.button(d, o.Label, Choose, likelyMark+o.Value))
	}
	return keys
}

// takeLikely notes the value that a button carried, if the step still takes it.
func (c *chat) takeLikely(d *Draft, asked *row, value string) {
	if v, complaint := asked.read(value); complaint.IsZero() {
		c.put(d, asked, v)
	}
}
