// Command test runs go test with the flags it is given, on the packages after "--" or
// else on ./..., and says in the end which tests were left out and why; go test itself
// says that only with -v, among everything else that passes.
//
//	go run .ci/test.go -race -- ./bot
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// event is a line of go test -json (go doc test2json).
type event struct {
	Action, Package, Test, Output string
}

func main() {
	flags, packages := os.Args[1:], []string{"./..."}
	if i := slices.Index(flags, "--"); i >= 0 {
		flags, packages = flags[:i], flags[i+1:]
	}
	tests := exec.Command("go", slices.Concat([]string{"test", "-json"}, flags, packages)...)
	tests.Stderr = os.Stderr
	if os.Getenv("GOGC") == "" { // tests are short: collecting garbage seldom is a tenth of their time
		tests.Env = append(os.Environ(), "GOGC=400")
	}
	lines, err := tests.StdoutPipe()
	if err == nil {
		err = tests.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	r := run{said: map[string][]string{}, leftOut: map[string][]string{}}
	all := bufio.NewReader(lines)
	for {
		line, err := all.ReadString('\n')
		if err != nil {
			break
		}
		var e event
		if json.Unmarshal([]byte(line), &e) != nil {
			fmt.Print(line)
			continue
		}
		r.take(e)
	}
	err = tests.Wait()
	r.sum()
	if err != nil {
		os.Exit(1)
	}
}

// run is what is known of the tests so far.
type run struct {
	said    map[string][]string // by each test that has not ended, and by each package
	leftOut map[string][]string // the tests, by the reason
}

func (r run) take(e event) {
	name := e.Package + " " + e.Test
	switch e.Action {
	case "output":
		r.said[name] = append(r.said[name], e.Output)
	case "build-output":
		fmt.Print(e.Output)
	case "fail":
		fmt.Print(strings.Join(r.said[name], ""))
		delete(r.said, name)
	case "skip", "pass":
		if e.Action == "skip" && e.Test != "" {
			why := reason(r.said[name])
			r.leftOut[why] = append(r.leftOut[why], strings.TrimPrefix(name, "huanjie/"))
		}
		if e.Test == "" {
			fmt.Print(r.said[name][len(r.said[name])-1]) // ok, how long it took
		}
		delete(r.said, name)
	}
}

// reason is what a test said when it was skipped, without its place.
func reason(said []string) string {
	for _, line := range slices.Backward(said) {
		if place, why, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && strings.Contains(place, ".go:") {
			return why
		}
	}
	return "without a reason"
}

// sum says which tests were left out.
func (r run) sum() {
	for _, why := range slices.Sorted(maps.Keys(r.leftOut)) {
		fmt.Printf("%d tests were left out: %s\n", len(r.leftOut[why]), why)
		for _, name := range r.leftOut[why] {
			fmt.Println("\t" + name)
		}
	}
}
