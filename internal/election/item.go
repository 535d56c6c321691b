package election

// Item 自定宣传项目 is a thing of its publicity that an office counts besides those that all
// offices have: aprons, umbrellas. It is a field of the record of publicity, kept under its ID.
type Item struct {
	ID          string
	Label, Unit Phrase
	Words       []string // what else it is called
}
