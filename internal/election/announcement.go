package election

import "time"

// AnnouncementID names an announcement; its edits keep the ID.
type AnnouncementID string

// Announcement 公告 is what the office posts in the groups.
type Announcement struct {
	ID   AnnouncementID `json:"id"`
	By   PersonID       `json:"by"`
	At   time.Time      `json:"at"`
	Text string         `json:"text"`
	// Edits names the announcement that this one takes the place of: the posted
	// messages are edited, not posted anew.
	Edits AnnouncementID `json:"edits,omitempty"`
}
