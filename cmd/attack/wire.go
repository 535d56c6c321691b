package main

import (
	"bytes"
	"math/rand/v2"
	"net"
	"sync"
	"time"
)

// wire is the network between two processes. It can be cut, and become a black
// hole.
type wire struct {
	listener net.Listener
	to       func() string // address

	mu      sync.Mutex
	state   state
	trap    []byte        // a request with this in it is the last that comes through with the state deaf
	sprung  func()        // called then, before it comes through
	changed chan struct{} // closed when the state changes
	ends    map[net.Conn]bool
}

type state int

const (
	open state = iota
	hole       // nothing comes through, and nobody is told
	deaf       // what is asked comes through, the answers do not
)

func startWire(to func() string) (*wire, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	w := &wire{listener: l, to: to, changed: make(chan struct{}), ends: map[net.Conn]bool{}}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go w.connect(c)
		}
	}()
	return w, nil
}

func (w *wire) address() string { return w.listener.Addr().String() }

func (w *wire) close() {
	w.listener.Close()
	w.cut()
}

// set changes the state. Connections whose answers got lost do not go on.
func (w *wire) set(s state) {
	w.mu.Lock()
	was := w.state
	w.state = s
	close(w.changed)
	w.changed = make(chan struct{})
	w.mu.Unlock()
	if was == deaf || was == hole && rand.IntN(2) == 0 {
		w.cut()
	}
}

// deafAt makes the wire deaf at the next request that has a word in it, calls first
// before that request comes through, and reports whether one came in time.
func (w *wire) deafAt(word string, most time.Duration, first func()) bool {
	sprung := make(chan struct{})
	w.mu.Lock()
	w.trap, w.sprung = []byte(word), func() { first(); close(sprung) }
	w.mu.Unlock()
	select {
	case <-sprung:
		return true
	case <-time.After(most):
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	missed := w.trap != nil
	w.trap = nil
	return !missed
}

// watch springs the trap.
func (w *wire) watch(request []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.trap == nil || !bytes.Contains(request, w.trap) {
		return
	}
	w.trap, w.state = nil, deaf
	close(w.changed)
	w.changed = make(chan struct{})
	w.sprung()
}

// cut ends all connections.
func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.ends {
		c.Close()
	}
}

// passes waits while nothing comes through, and reports whether what was read
// is to be handed on.
func (w *wire) passes(isAnswer bool) bool {
	for {
		w.mu.Lock()
		s, changed := w.state, w.changed
		w.mu.Unlock()
		switch {
		case s == open, s == deaf && !isAnswer:
			return true
		case s == deaf:
			return false
		}
		<-changed
	}
}

func (w *wire) connect(from net.Conn) {
	defer from.Close()
	if !w.passes(false) {
		return
	}
	to, err := net.DialTimeout("tcp", w.to(), 5*time.Second)
	if err != nil {
		return
	}
	defer to.Close()
	w.mu.Lock()
	w.ends[from], w.ends[to] = true, true
	w.mu.Unlock()
	var both sync.WaitGroup
	both.Go(func() { w.carry(from, to, false) })
	both.Go(func() { w.carry(to, from, true) })
	both.Wait()
	w.mu.Lock()
	delete(w.ends, from)
	delete(w.ends, to)
	w.mu.Unlock()
}

// carry hands on what comes, until one end closes.
func (w *wire) carry(from, to net.Conn, isAnswer bool) {
	defer from.Close()
	defer to.Close()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if !isAnswer {
			w.watch(buffer[:n])
		}
		if n > 0 && w.passes(isAnswer) {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// pause lets time pass.
func pause(d time.Duration) { <-time.After(d) }

func portOf(address string) string {
	_, port, _ := net.SplitHostPort(address) // of a listener
	return port
}
