package ownredis

import "syscall"

// endsWithParent lets the kernel end the server when this process is killed,
// and keeps the terminal's Ctrl-C from it: the bot ends first.
func endsWithParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
}

// tmpfs and ramfs, as statfs(2) numbers them.
const (
	tmpfs = 0x01021994
	ramfs = 0x858458f6
)

// inMemory reports whether a folder lies in memory.
func inMemory(folder string) bool {
	var s syscall.Statfs_t
	return syscall.Statfs(folder, &s) == nil && (int64(s.Type) == tmpfs || int64(s.Type) == ramfs)
}
