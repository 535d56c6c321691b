package ownredis

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// endsWithParent lets the kernel end the server when this process is killed,
// and keeps the terminal's Ctrl-C from it: the bot ends first. Started by root,
// it runs as the owner of its folder.
func endsWithParent(folder string) *syscall.SysProcAttr {
	attributes := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	if uid, gid, is := owner(folder); is {
		attributes.Credential = &syscall.Credential{Uid: uid, Gid: gid}
	}
	return attributes
}

// owner returns who else a file belongs to, if this process is root's.
func owner(name string) (uid, gid uint32, other bool) {
	var s syscall.Stat_t
	if os.Geteuid() != 0 || syscall.Stat(name, &s) != nil {
		return 0, 0, false
	}
	return s.Uid, s.Gid, s.Uid != 0
}

// Inherit gives what root has made to the owner of the folder that it lies in.
// Else the bot, which runs as that user, could not read what root's init,
// check or export wrote.
func Inherit(name string) error {
	uid, gid, is := owner(filepath.Dir(name))
	if !is {
		return nil
	}
	if err := os.Lchown(name, int(uid), int(gid)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
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
