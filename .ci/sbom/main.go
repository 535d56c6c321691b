// Command sbom writes the bill of materials of a release, in SPDX 2.3: every module that the
// program is made of, with its version and sum.
//
//	go run ./.ci/sbom v1.2.0 2027-01-15T09:00:00+08:00
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"time"
)

type reference struct {
	Category string `json:"referenceCategory"`
	Type     string `json:"referenceType"`
	Locator  string `json:"referenceLocator"`
}

// part is a package, as SPDX calls it. Its sum of go.sum is none that SPDX knows, and stands
// in the comment.
type part struct {
	ID       string      `json:"SPDXID"`
	Name     string      `json:"name"`
	Version  string      `json:"versionInfo"`
	Location string      `json:"downloadLocation"`
	Analyzed bool        `json:"filesAnalyzed"`
	License  string      `json:"licenseConcluded"`
	Comment  string      `json:"comment,omitempty"`
	Refs     []reference `json:"externalRefs,omitempty"`
}

type relation struct {
	Of   string `json:"spdxElementId"`
	Type string `json:"relationshipType"`
	To   string `json:"relatedSpdxElement"`
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: go run ./.ci/sbom VERSION TIME")
		os.Exit(2)
	}
	if err := write(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(version, when string) error {
	at, err := time.Parse(time.RFC3339, when)
	if err != nil {
		return err
	}
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Sum}}{{end}}{{end}}", "./cmd/huanjie")
	list.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	out, err := list.Output()
	if err != nil {
		return fmt.Errorf("list modules: %w", err)
	}
	lines := strings.Fields(strings.ReplaceAll(strings.TrimSpace(string(out)), " ", "\x00"))
	slices.Sort(lines)
	own := part{ID: "SPDXRef-huanjie", Name: "huanjie", Version: version, Location: "NOASSERTION", License: "Apache-2.0"}
	parts, relations := []part{own}, []relation{{"SPDXRef-DOCUMENT", "DESCRIBES", own.ID}}
	plain := regexp.MustCompile(`[^A-Za-z0-9.]+`)
	for _, line := range slices.Compact(lines) {
		f := strings.Split(line, "\x00")
		p := part{ID: "SPDXRef-" + plain.ReplaceAllString(f[0], "-"), Name: f[0], Version: f[1], Location: "NOASSERTION", License: "NOASSERTION",
			Comment: "go.sum " + f[2] + "; licence: see NOTICE", Refs: []reference{{"PACKAGE-MANAGER", "purl", "pkg:golang/" + f[0] + "@" + f[1]}}}
		parts, relations = append(parts, p), append(relations, relation{own.ID, "DEPENDS_ON", p.ID})
	}
	e := json.NewEncoder(os.Stdout)
	e.SetIndent("", "  ")
	return e.Encode(map[string]any{
		"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "huanjie-" + version,
		"documentNamespace": "urn:huanjie:spdx:" + version, "packages": parts, "relationships": relations,
		"creationInfo": map[string]any{"created": at.UTC().Format(time.RFC3339), "creators": []string{"Tool: huanjie-sbom"}},
	})
}
