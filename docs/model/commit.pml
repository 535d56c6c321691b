/* How a report gets in and its receipt gets out: the commit, the lease of the
 * poller, the outbox and its lease. README.md says what is checked.
 *
 * Each measure can be taken away with -D: NOSEEN, NOFENCE, NOREWRITE, NOTRIED,
 * NOCHECK, EARLY. Then a property must fail.
 */

#ifndef N
#define N 2        /* reports, all of one chat, in this order in Telegram's queue */
#endif
#ifndef KILLS
#define KILLS 2    /* of a replica, as by kill -9, at any step */
#endif
#ifndef LAPSES
#define LAPSES 1   /* leases that end although their holder lives, and does not know */
#endif
#ifndef CRASHES
#define CRASHES 2  /* losses of power at Redis, in the middle of a commit or between */
#endif
#ifndef RESENDS
#define RESENDS 1  /* resendsMost in internal/outgoing */
#endif
#define REPLICAS 2
#ifdef NOFENCE
#define FENCED false
#else
#define FENCED (fence > mine)
#endif

/* At Telegram. */
byte confirmed;            /* the queue holds the updates after this one */
byte delivered[N + 1];     /* how often each receipt arrived */
byte newest;               /* the last new one that arrived */

/* In Redis, on disk. */
byte term;                 /* of the poller's lease */
byte poller;               /* who has it; 0: nobody */
byte fence;                /* the latest term that committed */
bool seen[N + 1];          /* marks of updates */
byte counted[N + 1];       /* how often each report is in the journal */
byte entries;              /* of the journal */
byte first = 1;            /* of the outbox; receipt n is queued by commit n */
byte queued;               /* last of the outbox */
byte lane;                 /* who sends from the outbox; 0: nobody */
byte tried;                /* how often the first message was taken */
bool perhaps[N + 1];       /* given up: it is not known whether it arrived */
byte half;                 /* a commit that is torn at the end of the file; 0: none */

byte kills = KILLS, lapses = LAPSES, crashes = CRASHES;
bool dead[2 * REPLICAS + 1];   /* who was killed and has left a lease behind */

/* The script of a commit. */
inline commit(u, mine, out)
{
	if
	:: FENCED -> out = 2
#ifndef NOSEEN
	:: !FENCED && seen[u] -> fence = mine; out = 1
	:: !FENCED && !seen[u] ->
#else
	:: !FENCED ->
#endif
		fence = mine;
		seen[u] = true;
		counted[u]++;
		entries++;
		assert(counted[u] == 1);        /* none counted twice */
		assert(entries == u);           /* in the order of the chat */
		queued = u;
		out = 1
	fi
}

/* Redis starts again and reads its file. */
inline restart()
{
	if
	:: half != 0 ->
#ifdef NOREWRITE
		counted[half]++;                /* the half commit runs after all */
		assert(counted[half] == 1);
#endif
		half = 0
	:: else
	fi
}

proctype receive(byte me)
{
	byte mine, u, out;
begin:
	mine = 0; u = 0; out = 0;
	do
	:: confirmed == N -> break
	:: atomic { confirmed < N && poller == 0 ->
		poller = me; term++; mine = term; u = confirmed + 1 }
batch:
		do
		:: u <= N ->
			if
			:: atomic { commit(u, mine, out) };
			   if
			   :: out == 2 -> goto begin        /* fenced off: a later poller has it */
			   :: else -> u++
			   fi
			:: atomic { commit(u, mine, out) }   /* done, and the answer is lost: again */
			:: atomic { crashes > 0 && !seen[u] && !FENCED ->
				crashes--; half = u }        /* torn: not done, and half of it in the file */
			:: atomic { kills > 0 -> kills--; dead[me] = true; goto killed }
			fi
		:: u > N -> break
		od;
		if
		:: atomic { confirmed = (confirmed > N -> confirmed : N);
			assert(counted[1] == 1 && counted[N] == 1); /* nothing confirmed is lost */
			if :: poller == me -> poller = 0 :: else fi }
		:: atomic { kills > 0 -> kills--; dead[me] = true; goto killed }
		fi
	od;
	goto end;
killed:
	goto begin;
end:	skip
}

proctype send(byte me)
{
	byte m, times;
begin:
	m = 0; times = 0;
	do
	:: confirmed == N && first > N -> break
	:: atomic { lane == 0 && first <= queued ->
		lane = me; tried++; times = tried; m = first };
#ifdef EARLY
		atomic { if :: first == m -> first++; tried = 0; lane = 0 :: else fi };
#endif
		if
		:: times > RESENDS + 1 ->
#ifdef NOTRIED
			goto really;
#endif
			atomic {
				perhaps[m] = true;
				assert(delivered[m] <= RESENDS + 1)
			}
		:: times <= RESENDS + 1 ->
really:
			if
#ifdef NOCHECK
			:: atomic { true ->
#else
			:: lane != me -> goto begin              /* its lease is over, by its own clock */
			:: atomic { lane == me ->
#endif
				delivered[m]++;
				assert(counted[m] == 1);             /* no receipt without its report */
				assert(delivered[m] <= RESENDS + 1); /* and no more often than this */
				assert(m >= newest);                 /* in order */
				newest = m }
			:: atomic { kills > 0 -> kills--; dead[REPLICAS + me] = true; goto begin }
			fi
		fi;
		if
		:: atomic { first == m -> first++; tried = 0; lane = 0 }
		:: first != m                                  /* another has settled it */
		:: atomic { kills > 0 -> kills--; dead[REPLICAS + me] = true; goto begin }
		fi
	od
}

/* What happens around them. */
active proctype world()
{
	do
	:: atomic { poller != 0 && dead[poller] -> dead[poller] = false; poller = 0 }
	:: atomic { lane != 0 && dead[REPLICAS + lane] -> dead[REPLICAS + lane] = false; lane = 0 }
	:: atomic { lapses > 0 && poller != 0 -> lapses--; poller = 0 }
	:: atomic { lapses > 0 && lane != 0 -> lapses--; lane = 0 }
	:: atomic { crashes > 0 -> crashes--; restart() }
	:: confirmed == N && first > N -> break
	od
}

/* When nothing more can happen, everything is done. */
active proctype outcome()
{
	byte u;
	timeout;
	assert(confirmed == N && first == N + 1);
	for (u : 1 .. N) {
		assert(counted[u] == 1);
		assert(delivered[u] > 0 || perhaps[u])
	}
}

init
{
	atomic {
		byte i;
		for (i : 1 .. REPLICAS) { run receive(i); run send(i) }
	}
}
