package redistest

import "syscall"

// endsWithParent lets the kernel end the server when the test is killed.
func endsWithParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
