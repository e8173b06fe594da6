/* test_store_power.c - the store when the power goes: at each write and each sync of its file and of its log, the
 * disk as it might be then is looked at by a store that is opened anew. What was answered is there, what was
 * asked and not answered is whole or not there, nothing is wrong in silence, and nobody has to come.
 *
 *     build/gcc/test_store_power            1,000 images
 *     build/gcc/test_store_power 20000 7    so many, of another seed
 *
 * A life goes on from one of its images now and then, so the power also goes while the store puts itself right;
 * and the disk may fail just then. */
#include "check.h"
#include "clinic_shape.h"
#include "faulty.h"
#include "store_steps.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STEPS = 5, LIVES = 3 /* one from the image of another */, OF_LIVES = STEPS * LIVES };
static const char *const tails[] = {"", "-wal", "-journal", "-shm"};

struct known {   /* of a life, when an image is made of it */
    unsigned to; /* the steps that were begun */
    int answered[OF_LIVES], erased, made;
};
static struct known now; /* under turn */
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char image[300], next[300], base[300], lives_at[300];
static struct known next_known;
static uint64_t seed = 1;
static long images, wanted = 1000, again, failing, kept_next, wrong;
static uint64_t dice;

static unsigned below(unsigned n)
{
    dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((dice >> 33) % n);
}

static void files_unlink(const char *path)
{
    char file[320];
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        snprintf(file, sizeof file, "%s%s", path, tails[i]);
        unlink(file);
    }
}

static void files_copied(const char *from, const char *to)
{
    char one[320], other[320];
    files_unlink(to);
    for (size_t i = 0; i < 3; i++) {
        snprintf(one, sizeof one, "%s%s", from, tails[i]);
        snprintf(other, sizeof other, "%s%s", to, tails[i]);
        if (file_there(one))
            file_copied(one, other);
    }
}

/* Its steps are looked for; which are there is noted. NULL: something is wrong. */
static const char *looked_at(struct store *s, const char *path, struct known *k)
{
    enum store_result r;
    int64_t steps = 0;
    if (!is_sound(s))
        return told();
    if (!k->made)
        return NULL; /* nothing was answered yet, so anything may be there that is sound */
    const char *lines = lines_of(s, 1, &r);
    if (!lines)
        return "the record is not there";
    for (unsigned n = 0; n < OF_LIVES; n++) {
        int there = step_there(lines, n);
        if (there < 0)
            return "part of a step is there, or twice";
        if (there && n >= k->to)
            return "a step is there that was not begun";
        if (!there && k->answered[n])
            return "an answered step is not there";
        steps += k->answered[n] = there;
    }
    if (!steps_rows(path, steps))
        return "the clinic's tables hold other steps than the record";
    int gone = second_gone(s);
    if (!gone && k->erased)
        return "who was erased is there again";
    k->erased = gone;
    return NULL;
}

/* A store puts itself right from the image; sometimes at the second try. */
static const char *opens_well(struct known *k)
{
    struct store *s = NULL;
    const char *why = "", *bad;
    if (below(4) == 0) {
        faulty_arm((enum fault_kind)(1 + below(FAULT_COUNT - 1)), 1 + (long)below(30),
                   (int)below(2));
        if (store_open(image, &s, &why) == STORE_OK)
            store_close(s);
        failing += faulty_failed() > 0;
        faulty_arm(FAULT_none, 0, 0);
    }
    if (store_open(image, &s, &why) != STORE_OK)
        return why;
    bad = looked_at(s, image, k);
    if (!bad && k->made && k->to < OF_LIVES) {
        if (step_do(s, k->to) != STORE_OK)
            bad = "the next change is not taken";
        k->to++;
    }
    store_close(s);
    if (!bad && k->erased && file_times(image, "to-be-erased"))
        bad = "what was erased stands in the file";
    return bad;
}

static void power_goes(void *host)
{
    (void)host;
    pthread_mutex_lock(&turn);
    for (unsigned i = 0, n = 1 + below(3); i < n && images < wanted; i++) {
        images++;
        faulty_image(seed + (uint64_t)images, image);
        if (below(15) == 0) { /* from here a life goes on, if none is waiting */
            files_copied(image, next);
            next_known = now;
            kept_next = 1;
        }
        struct known k = now;
        const char *bad = opens_well(&k);
        if (bad && wrong++ < 10)
            fprintf(stderr, "image %ld of seed %llu: %s\n", images, (unsigned long long)seed, bad);
        files_unlink(image);
    }
    pthread_mutex_unlock(&turn);
}

/* What is known changes while the writer may be at an image. */
static unsigned begun(void)
{
    pthread_mutex_lock(&turn);
    unsigned n = now.to++;
    pthread_mutex_unlock(&turn);
    return n;
}

static void answered(int *what, enum store_result r)
{
    CHECK(r == STORE_OK);
    pthread_mutex_lock(&turn);
    *what = r == STORE_OK;
    pthread_mutex_unlock(&turn);
}

/* A store of a new clinic, or one that goes on from an image. */
static void life(void)
{
    struct store *s = NULL;
    const char *why = "";
    int goes_on = (int)kept_next && next_known.to + STEPS <= OF_LIVES,
        new = !goes_on &&below(8) == 0;
    files_unlink(lives_at);
    now = goes_on ? next_known : (struct known){.made = !new};
    if (!new)
        files_copied(goes_on ? next : base, lives_at);
    kept_next = 0;
    again += goes_on;
    faulty_watch(lives_at, power_goes, NULL);
    if (new) {
        CHECK(steps_begin(lives_at));
        now.made = 1;
    }
    CHECK(store_open(lives_at, &s, &why) == STORE_OK);
    if (!now.made) { /* it began before there was anyone */
        faulty_watch(NULL, NULL, NULL);
        store_close(s);
        return;
    }
    for (unsigned i = 0; i < STEPS; i++) {
        unsigned n = begun();
        answered(&now.answered[n], step_do(s, n));
        if (i == 0 && goes_on) {       /* the writer is done with what it does first */
            pthread_mutex_lock(&turn); /* faults are everybody's */
            const char *bad = looked_at(s, lives_at, &now);
            pthread_mutex_unlock(&turn);
            if (!CHECK(!bad))
                fprintf(stderr, "  going on: %s\n", bad);
        }
    }
    if (!now.erased)
        answered(&now.erased, second_erase(s));
    store_close(s);
    faulty_watch(NULL, NULL, NULL);
}

int main(int count, char **argument)
{
    if (count > 1)
        wanted = strtol(argument[1], NULL, 10);
    seed = count > 2 ? strtoull(argument[2], NULL, 10) : 1;
#ifdef __clang__
    seed += UINT64_C(1) << 32; /* others than gcc's */
#endif
    dice = seed;
    snprintf(image, sizeof image, "%s", in_folder("image.db"));
    snprintf(next, sizeof next, "%s", in_folder("next.db"));
    snprintf(base, sizeof base, "%s", in_folder("base.db"));
    snprintf(lives_at, sizeof lives_at, "%s", in_folder("watched.db"));
    faulty_begin();
    CHECK(steps_begin(base));
    while (images < wanted)
        life();
    CHECK(wrong == 0 && again > 0 && failing > 0);
    fprintf(stderr, "store, the power goes: %ld images, %ld lives from one, %ld failing again\n",
            images, again, failing);
    folder_remove();
    return check_done("store, the power goes");
}
