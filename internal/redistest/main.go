package redistest

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// Main runs the tests of a package so many side by side, more than there are processors:
// tests with a Redis or a bot of their own mostly wait, for it to start, to write to disk, or
// for a lease to end. A package's TestMain calls it.
func Main(m *testing.M, sideBySide int) {
	flag.Parse()
	if flag.Lookup("test.fuzz").Value.String() == "" { // that takes as many processes
		if err := flag.Set("test.parallel", fmt.Sprint(sideBySide)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}
