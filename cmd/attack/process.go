package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

// process is a program that runs until it is killed, at the latest when this
// one ends.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{} // closed when it has ended
	said  chan struct{} // closed when it has said that it is ready
}

// startProcess starts a program that prints into a file. ready are words that it
// prints when it is ready; "" is at once.
func startProcess(log io.Writer, ready string, env []string, name string, args ...string) (*process, error) {
	p := &process{cmd: exec.Command(name, args...), ended: make(chan struct{}), said: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), env...)
	p.cmd.SysProcAttr = endsWithParent()
	out, in, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	p.cmd.Stdout, p.cmd.Stderr = in, in
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // the kernel ends the child when the thread that started it ends
		defer runtime.UnlockOSThread()
		err := p.cmd.Start()
		in.Close()
		started <- err
		if err == nil {
			_ = p.cmd.Wait() // a killed process is no error here
		}
		close(p.ended)
	}()
	if err := <-started; err != nil {
		out.Close()
		return nil, err
	}
	go p.read(out, log, ready)
	return p, nil
}

// read copies what the process prints.
func (p *process) read(out io.ReadCloser, log io.Writer, ready string) {
	defer out.Close()
	said := sync.OnceFunc(func() { close(p.said) })
	if ready == "" {
		said()
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		fmt.Fprintf(log, "%s %d %s\n", time.Now().Format("15:04:05.000"), p.cmd.Process.Pid, lines.Text())
		if ready != "" && strings.Contains(lines.Text(), ready) {
			said()
		}
	}
}

// isReady waits until the process has said so.
func (p *process) isReady(most time.Duration) error {
	select {
	case <-p.said:
		return nil
	case <-p.ended:
		return errors.New("it ended at once")
	case <-time.After(most):
		return fmt.Errorf("it is not ready after %v", most)
	}
}

func (p *process) runs() bool {
	select {
	case <-p.ended:
		return false
	default:
		return true
	}
}

// kill ends it as kill -9 does.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // fails only if it has ended
	<-p.ended
}

// stop ends it as a release does. It reports how long that took.
func (p *process) stop() time.Duration {
	began := time.Now()
	p.signal(syscall.SIGTERM)
	<-p.ended
	return time.Since(began)
}

func (p *process) signal(s syscall.Signal) { _ = p.cmd.Process.Signal(s) }
