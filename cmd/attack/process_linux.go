package main

import "syscall"

// endsWithParent lets the kernel end a process when this one is killed.
func endsWithParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
