/* Moves the clock of a program by the seconds that stand, as a 64-bit number,
 * in the file named by SKEW_FILE. Redis calls these while its allocator starts,
 * so nothing here allocates memory. */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile const int64_t *seconds;

__attribute__((constructor)) static void start(void) {
	const char *name = getenv("SKEW_FILE");
	int f = name ? open(name, O_RDONLY) : -1;
	if (f < 0) return;
	void *p = mmap(0, sizeof *seconds, PROT_READ, MAP_SHARED, f, 0);
	if (p != MAP_FAILED) seconds = p;
	close(f);
}

int clock_gettime(clockid_t id, struct timespec *t) {
	int r = syscall(SYS_clock_gettime, id, t);
	if (r == 0 && seconds && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) t->tv_sec += *seconds;
	return r;
}

int gettimeofday(struct timeval *t, void *zone) {
	(void)zone;
	struct timespec s;
	clock_gettime(CLOCK_REALTIME, &s);
	t->tv_sec = s.tv_sec;
	t->tv_usec = s.tv_nsec / 1000;
	return 0;
}

time_t time(time_t *t) {
	struct timespec s;
	clock_gettime(CLOCK_REALTIME, &s);
	if (t) *t = s.tv_sec;
	return s.tv_sec;
}
