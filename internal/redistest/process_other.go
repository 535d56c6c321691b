//go:build !linux

package redistest

import "syscall"

// endsWithParent can do nothing here: a server outlives a test that is killed.
func endsWithParent() *syscall.SysProcAttr { return nil }
