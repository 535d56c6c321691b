//go:build unix

package ownredis

import (
	"os"
	"syscall"
)

// lockFile locks a file until it is closed or the process ends.
func lockFile(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}

func terminate(p *os.Process) error { return p.Signal(syscall.SIGTERM) }
