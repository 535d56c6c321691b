// Package archtest holds the whole repository to its design, inside go test:
// which package may import which, and the habits that keep the middle pure.
// A finding says what to do; a rule is changed in this package, on purpose and
// in a commit of its own.
package archtest
