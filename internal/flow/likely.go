package flow

import (
	"strconv"
	"strings"
)

// likelyMark stands before a value that a button carries whole, and likelyNth before the place
// among those that are offered of one that is too long for that. No key of an option begins so.
const (
	likelyMark = "="
	likelyNth  = "=#"
)

// likelyMost is how long a value may be that a button carries, in bytes.
const likelyMost = 25

// likelyKeys are buttons for what the answer most likely is: the hour that it is now. No
// figure of a count is offered so: that the figures add up shows that each was read.
func (c *chat) likelyKeys(d Draft, fl filled) []Button {
	var keys []Button
	for i, o := range fl.ask.likely {
		value := likelyMark + o.Value
		if len(o.Value) > likelyMost {
			value = likelyNth + strconv.Itoa(i)
		}
		keys = append(keys, c.button(d, o.Label, Choose, value))
	}
	return keys
}

// takeLikely notes the value that a button carried, if the step still takes it.
func (c *chat) takeLikely(d *Draft, asked *row, value string) {
	if nth, is := strings.CutPrefix(likelyMark+value, likelyNth); is {
		i, err := strconv.Atoi(nth)
		if err != nil || i < 0 || i >= len(asked.likely) {
			return
		}
		value = asked.likely[i].Value
	}
	if v, complaint := asked.read(value); complaint.IsZero() {
		c.put(d, asked, v)
	}
}
