package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"

	"huanjie/internal/election"
)

// listenAt listens at the address of a setting, such as "listen under [board]". The
// error says what to do.
func listenAt(setting, address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("%s = %q: %s (%w)", setting, address, both(noListening(err)), err)
	}
	return l, nil
}

// noListening is why nobody can listen at an address, and what to do.
func noListening(err error) election.Phrase {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return election.Say("这个端口已被别的程序占用（也许本程序已在运行）：停掉它，或换一个端口", "another program listens there, perhaps this one in another process: stop it, or choose another port")
	case errors.Is(err, syscall.EACCES):
		return election.Say("不许用 1024 以下的端口：换一个，如 8443", "ports below 1024 are not allowed: choose another, such as 8443")
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return election.Say("这台机器没有这个地址：写 127.0.0.1、本机的地址，或只写 :端口", "this machine has no such address: write 127.0.0.1, one of its own, or :port alone")
	}
	return election.Say("不能在这里监听：写成 主机:端口，如 127.0.0.1:8443", "nobody can listen there: write host:port, such as 127.0.0.1:8443")
}

// serveUntil serves until ctx ends, and then lets what is under way finish.
func serveUntil(ctx context.Context, server *http.Server, l net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	err := server.Shutdown(stopping)
	<-failed
	if errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	return err
}
