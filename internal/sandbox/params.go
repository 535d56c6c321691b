package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// maxBody is a request's largest body: the largest upload, 50 MB, and its wrapping.
const maxBody = 50<<20 + 1<<20

// upload is a file that came with a request.
type upload struct {
	name  string
	mime  string
	bytes []byte
}

// params are a request's parameters, wherever they came from: query string, form, multipart or JSON. Values that are
// not strings are kept as JSON, as Telegram reads them too.
type params struct {
	values map[string]string
	files  map[string]upload
}

// readParams reads the parameters of r; the error is an *apiError.
func readParams(r *http.Request) (params, error) {
	p := params{values: map[string]string{}, files: map[string]upload{}}
	p.add(r.URL.Query())
	if r.Body == nil {
		return p, nil
	}
	kind, attributes, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		return p, p.readMultipart(r.Body, attributes["boundary"])
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return p, badRequest("can't read the request")
	}
	if len(body) > maxBody {
		return p, &apiError{Code: 413, Description: "Request Entity Too Large"}
	}
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return p, nil
	case kind == "application/json":
		return p, p.readJSON(body)
	case kind == "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return p, badRequest("can't parse the request")
		}
		p.add(form)
	}
	return p, nil
}

func (p params) add(form url.Values) {
	for name, values := range form {
		p.values[name] = values[len(values)-1]
	}
}

func (p params) readJSON(body []byte) error {
	var object map[string]json.RawMessage
	if json.Unmarshal(body, &object) != nil {
		return badRequest("can't parse request: it must be a JSON object")
	}
	for name, raw := range object {
		var text string
		switch {
		case string(raw) == "null":
		case json.Unmarshal(raw, &text) == nil:
			p.values[name] = text
		default:
			p.values[name] = string(raw)
		}
	}
	return nil
}

func (p params) readMultipart(body io.Reader, boundary string) error {
	reader := multipart.NewReader(io.LimitReader(body, maxBody+1), boundary)
	total := 0
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			// The server notices that a client has hung up only once the whole body has been read.
			_, _ = io.Copy(io.Discard, body)
			return nil
		}
		if err != nil {
			// The library sends an empty form for a call without parameters: a boundary that never comes.
			if total == 0 && len(p.files) == 0 && len(p.values) == 0 {
				return nil
			}
			return badRequest("can't parse the request")
		}
		content, err := io.ReadAll(part)
		if total += len(content); total > 50<<20 {
			return &apiError{Code: 413, Description: "Request Entity Too Large"}
		}
		if err != nil {
			return badRequest("can't parse the request")
		}
		if part.FileName() != "" {
			p.files[part.FormName()] = upload{part.FileName(), part.Header.Get("Content-Type"), content}
			continue
		}
		p.values[part.FormName()] = string(content)
	}
}

func (p params) text(name string) string { return p.values[name] }

// integer reads a number; a missing or unreadable one is 0, as in Telegram.
func (p params) integer(name string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(p.values[name]), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func (p params) float(name string) (float64, bool) {
	f, err := strconv.ParseFloat(strings.TrimSpace(p.values[name]), 64)
	return f, err == nil
}

func (p params) flag(name string) bool {
	switch strings.ToLower(p.values[name]) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// read decodes a JSON parameter into dest and reports whether it was there.
func (p params) read(name string, dest any) (bool, error) {
	raw := strings.TrimSpace(p.values[name])
	if raw == "" {
		return false, nil
	}
	return true, json.Unmarshal([]byte(raw), dest)
}
