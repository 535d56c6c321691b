package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
)

// hooks opens the webhook, if there is to be one, and returns what each process has to have in its
// settings beside the token: nothing for one that polls.
func (s *stand) hooks() (settings []string, err error) {
	if s.behind == 0 {
		return []string{""}, nil
	}
	var at []*url.URL
	for range s.behind {
		l, err := net.Listen("tcp", "127.0.0.1:0") // a port that is free
		if err != nil {
			return nil, err
		}
		at = append(at, &url.URL{Scheme: "http", Host: l.Addr().String()})
		if err := l.Close(); err != nil {
			return nil, err
		}
	}
	s.hook = httptest.NewServer(dealt(at))
	for _, u := range at {
		settings = append(settings, fmt.Sprintf("mode = \"webhook\"\nwebhook_url = %q\nwebhook_listen = %q\nwebhook_secret = \"bench-bench-bench-bench\"\n", s.hook.URL, u.Host))
	}
	return settings, nil
}

// dealt deals calls to several processes, one after the other, as a balancer does.
func dealt(to []*url.URL) http.Handler {
	var calls atomic.Int64
	return &httputil.ReverseProxy{
		Transport: &http.Transport{MaxIdleConnsPerHost: 100}, // as many as Telegram calls at once
		ErrorLog:  log.New(io.Discard, "", 0),                // of a process that is not there yet: Telegram calls again
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(to[int(calls.Add(1))%len(to)])
		},
	}
}
