package main

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// TestMain lets many tests run side by side: those that kill a bot, and those in
// a browser, mostly wait.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "8"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}
