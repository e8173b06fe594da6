/* test_store_nth.c - the store while one call of the disk or of the memory fails: each in turn, once or from then
 * on. What was answered is kept, what was refused is kept whole or not at all, and when the disk answers again
 * nobody has to come.
 *
 *     build/gcc/test_store_nth           every second call of the disk, and some of the memory; asan takes the others
 *     build/gcc/test_store_nth whole     every call */
#include "check.h"
#include "clinic_shape.h"
#include "faulty.h"
#include "store_steps.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __clang__
enum { OTHERS = 1 };
#else
enum { OTHERS = 0 };
#endif
enum { STEPS = 6, ERASED = STEPS };
static const char *const fault_words[FAULT_COUNT] = {"nothing",      "no room",  "no answer",
                                                     "half written", "not read", "no memory"};

/* One life of the store with the fault in it. How many calls of its kind there were. */
static long lived(const char *base, enum fault_kind kind, long at, int for_ever)
{
    char path[300];
    const char *why = "";
    snprintf(path, sizeof path, "%s", in_folder("nth.db")); /* in_folder takes its names back */
    struct store *s = NULL;
    int answered[STEPS + 1] = {0}, steps = 0, bad = 0;
    unlink(in_folder("nth.db-wal"));
    unlink(in_folder("nth.db-shm"));
    unlink(in_folder("nth.copy"));
    unlink(in_folder("nth.copy.part"));
    file_copied(base, path);
    faulty_arm(kind, at, for_ever);
    enum store_result opens = store_open(path, &s, &why);
    if (opens == STORE_OK) {
        for (unsigned n = 0; n < STEPS; n++) {
            answered[n] = step_do(s, n) == STORE_OK;
            enum store_result r;
            const char *lines =
                lines_of(s, 1, &r); /* read between: what was answered, or it failed */
            bad += lines && answered[n] && step_there(lines, n) != 1;
        }
        answered[ERASED] = second_erase(s) == STORE_OK;
        enum store_result copied = store_backup(s, in_folder("nth.copy"), NOW, &why);
        bad += copied == STORE_OK && !file_there(in_folder("nth.copy"));
        bad += copied != STORE_OK && !*why;
        bad += file_there(in_folder("nth.copy.part")) && copied == STORE_OK;
    } else
        bad += !*why;
    long calls = faulty_calls(), failed = faulty_failed();
    faulty_arm(FAULT_none, 0, 0);
    bad += at && !failed && calls >= at; /* a life may have a call or two less than another */
    /* The disk answers again: the same store goes on, and so does one that is opened anew. */
    if (s)
        bad += step_do(s, STEPS) != STORE_OK;
    for (int again = 0; again < 2; again++) {
        if (s)
            store_close(s);
        s = opened(path);
        bad += !is_sound(s);
    }
    enum store_result r;
    const char *lines = lines_of(s, 1, &r);
    for (unsigned n = 0; lines && n < STEPS; n++) {
        int there = step_there(lines, n);
        bad += there < 0 || (answered[n] && !there);
        steps += there == 1;
    }
    bad += !lines || (opens == STORE_OK && step_there(lines, STEPS) != 1);
    bad += answered[ERASED] && !second_gone(s);
    store_close(s);
    bad += !steps_rows(path, steps + (opens == STORE_OK));
    if (file_there(
            in_folder("nth.copy"))) { /* under that name it is whole, whatever was answered */
        s = opened(in_folder("nth.copy"));
        bad += !is_sound(s);
        store_close(s);
    }
    if (!CHECK(bad == 0))
        fprintf(stderr, "  %s at call %ld%s: %d (%s)\n", fault_words[kind], at,
                for_ever ? " and after it" : "", bad, told());
    return calls;
}

int main(int count, char **argument)
{
    int whole = count > 1 && !strcmp(argument[1], "whole");
    char base[300];
    long lives = 0;
    snprintf(base, sizeof base, "%s", in_folder("base.db"));
    faulty_begin();
    CHECK(steps_begin(base));
    for (enum fault_kind kind = FAULT_full; kind < FAULT_COUNT; kind++) {
        long calls = lived(base, kind, 0, 0);
        long each = whole ? 1 : kind == FAULT_memory ? calls / 60 + 1 : 2;
        CHECK(calls > 20);
        for (int for_ever = 0; for_ever < 2; for_ever++)
            for (long at = 1 + (each > 1 ? OTHERS : 0); at <= calls; at += each, lives++)
                lived(base, kind, at, for_ever);
        fprintf(stderr, "%s: %ld calls\n", fault_words[kind], calls);
    }
    fprintf(stderr, "store, a call fails: %ld lives\n", lives);
    folder_remove();
    return check_done("store, a call fails");
}
