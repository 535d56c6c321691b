package board

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"testing"
	"time"

	"huanjie/internal/election"
)

func TestShow(t *testing.T) {
	if os.Getenv("SHOW") == "" {
		return
	}
	for i, f := range []string{"22", "200", "3000"} {
		n, _ := strconv.Atoi(f)
		town := demo(t)
		if n != 22 {
			town = large(t, n)
		}
		r := serve(t, town)
		r.opts.Every = time.Second
		began := time.Now()
		go func() {
			for range time.NewTicker(100 * time.Millisecond).C {
				r.ahead.Store(int64(time.Since(began)) + int64(4*time.Hour))
			}
		}()
		for j, u := range town.Units {
			took := u.Registered * 4 / 5
			r.ahead.Store(int64(time.Duration(j%5) * 40 * time.Minute))
			switch j % 11 {
			case 0:
			case 1, 6:
				r.ahead.Store(-int64(2 * time.Hour))
				r.report(u.ID, election.Turnout{Registered: u.Registered, Voted: u.Registered * (30 + j%40) / 100})
			case 2:
				r.report(u.ID, countOf(u, u.Registered/3, 100, 10, 90, 80, 10))
			case 3:
				r.report(u.ID, countOf(u, took, took/2+5, took/3, took*2/3, took/2-20, took/2-40))
			case 4:
				r.report(u.ID, election.StageReport{Stage: "polling", Status: election.InDifficulty, Reason: "票箱还没有送到，路上塌方，请派车绕行"})
			default:
				r.report(u.ID, countOf(u, took, took*3/4, took/5, took*2/3, took*3/5, took/4))
			}
		}
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 8301+i))
		must(t, err)
		go http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			switch q.URL.Path {
			case "/let":
				http.Redirect(w, q, r.Link("qinghe", election.PersonID(q.URL.Query().Get("p")), 0, r.now())[len(r.http.URL):], 303)
			case "/say":
				u := r.unitOf(election.UnitID(q.URL.Query().Get("u")))
				took := u.Registered * 4 / 5
				r.report(u.ID, countOf(u, took, took*3/4, took/5, took*2/3, took*3/5, took/4))
			default:
				r.Handler().ServeHTTP(w, q)
			}
		}))
	}
	os.WriteFile("/tmp/board.ready", nil, 0o644)
	<-t.Context().Done()
}
