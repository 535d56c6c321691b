//go:build !linux

package ownredis

import "syscall"

// endsWithParent can do nothing here: a server outlives a process that is
// killed, and the next one goes on with it.
func endsWithParent(string) *syscall.SysProcAttr { return nil }

// Inherit has nothing to do here: only on Linux does the bot run as a user of its
// own.
func Inherit(string) error { return nil }

// inMemory cannot be told here.
func inMemory(string) bool { return false }
