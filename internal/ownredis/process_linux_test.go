package ownredis

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestRunsAsTheOwner: root looks after the bot of another user. Whatever the
// server writes is that user's, so the bot can go on with it.
func TestRunsAsTheOwner(t *testing.T) {
	t.Parallel()
	home := folder(t)
	user := os.Geteuid()
	if user == 0 {
		user = 65534 // nobody
		for _, dir := range []string{home, filepath.Dir(home)} {
			if err := os.Chmod(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chown(home, user, user); err != nil {
			t.Fatal(err)
		}
	}
	s, c := begin(t, filepath.Join(home, "redis"))
	c.Set(t.Context(), "k", "said", 0)
	s.Stop()
	files := 0
	err := filepath.WalkDir(filepath.Join(home, "redis"), func(name string, _ fs.DirEntry, err error) error {
		var of syscall.Stat_t
		if err != nil || syscall.Stat(name, &of) != nil || int(of.Uid) != user {
			t.Errorf("%s is of user %d, want %d (%v)", name, of.Uid, user, err)
		}
		files++
		return nil
	})
	if err != nil || files < 4 { // the folder, its lock, the folder of the append-only file, that file
		t.Errorf("%d files (%v)", files, err)
	}
}
