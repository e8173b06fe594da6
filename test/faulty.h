/* faulty.h - a disk that fails when it is told to, and forgets what was not synced when the power goes: a file
 * system for SQLite that lies over the one of the machine.
 *
 *     faulty_begin();                                  before anything of SQLite is used
 *     faulty_arm(FAULT_full, 7, 1);                    the seventh call from now fails, and all after it
 *     ... what is tested ...
 *     faulty_arm(FAULT_none, 0, 0);
 *
 *     faulty_watch(path, hook, host);                  each write and sync of path and of its log is told
 *     faulty_image(seed, "/folder/image");             what could be on the disk were the power cut now
 *
 * Of an image: what was synced is there. Of what was written since then each write, or each sector of it, is
 * there, is not, is zeros or is anything, whatever came before or after it; a file may have grown without its
 * bytes. So a disk may do; SQLite asks for no more than that bytes beside those written stay as they were.
 *
 * Allocations of SQLite fail in the same way: FAULT_memory. */
#ifndef AMB_TEST_FAULTY_H
#define AMB_TEST_FAULTY_H

#include <stdint.h>

enum fault_kind {
    FAULT_none,
    FAULT_full,   /* a write has no room */
    FAULT_io,     /* a write, a sync, an opening, a deletion: the disk does not answer */
    FAULT_short,  /* half of a write is done, and then there is no room */
    FAULT_read,   /* a read: the disk does not answer */
    FAULT_memory, /* there is none */
    FAULT_COUNT
};

void faulty_begin(void);
void faulty_arm(enum fault_kind kind, long at, int for_ever);
long faulty_calls(void);  /* how many of the armed kind there were since it was armed */
long faulty_failed(void); /* how many of them failed */

/* The hook is called before each write and each sync, in the thread that does it. path NULL: no more. */
void faulty_watch(const char *path, void (*hook)(void *host), void *host);

/* From within the hook only. Writes IMAGE and IMAGE-wal, IMAGE-journal where those are there. */
void faulty_image(uint64_t seed, const char *image);

#endif
