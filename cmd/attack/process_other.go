//go:build !linux

package main

import "syscall"

// endsWithParent can do nothing here: processes outlive an attack that is killed.
func endsWithParent() *syscall.SysProcAttr { return nil }
