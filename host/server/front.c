/* What the requests of the clinic's side share, for as long as the server runs. */
#include "clinic.h"

#include <sodium.h>
#include <stdlib.h>

static void limits(struct front *f, const struct settings *set)
{
    limit_begin(&f->logins, (struct rate){30000, set->login_each},
                (struct rate){1000, set->login_all});
    /* A phone asks on for a calendar that is switched off: a few times an hour. */
    limit_begin(&f->feeds, (struct rate){10000, 30}, (struct rate){500, 1200});
    limit_begin(&f->bookings, (struct rate){120000, set->book_each},
                (struct rate){1000, set->book_all});
    /* The networks that limit.c sees in an account's hash are none: all of them together are many. */
    limit_begin(&f->names, (struct rate){60000, set->login_name}, (struct rate){1, 1 << 20});
}

int front_begin(struct server *s)
{
    struct front *f = calloc(1, sizeof *f);
    if (!f)
        return 0;
    limits(f, s->set);
    pthread_mutex_init(&f->hashing.lock, NULL);
    pthread_cond_init(&f->hashing.one_less, NULL);
    pthread_mutex_init(&f->failed.lock, NULL);
    pthread_mutex_init(&f->born.lock, NULL);
    randombytes_buf(f->seal, sizeof f->seal);
    randombytes_buf(f->audience, sizeof f->audience);
    unsigned char any[32];
    char letters[COOKIE_LEN + 1];
    randombytes_buf(any, sizeof any);
    secret_put(any, letters);
    s->front = f;
    if (password_hash(f, letters, f->hashing.nobody) == HASHED_yes)
        return 1;
    front_end(s);
    return 0;
}

void front_end(struct server *s)
{
    if (s->front)
        sodium_memzero(s->front->seal, sizeof s->front->seal);
    free(s->front);
    s->front = NULL;
}

int clinic_there(struct server *s, struct arena *a)
{
    static const struct actor nobody = {0, 0, ROLE_none};
    struct rows r;
    if (!s->front)
        return 0;
    if (atomic_load(&s->front->clinics))
        return 1;
    if (store_list(s->store, &nobody, LIST_clinics, NULL, 0, a, &r) != STORE_OK || !r.count ||
        !row_whole(&r, 0, clinics_count))
        return 0;
    atomic_store(&s->front->clinics, 1);
    return 1;
}

void acts_add(struct acts *to, enum act_name name, const struct value *value, int count)
{
    if (to->count == ACTS_MAX || count > ACT_VALUES)
        abort(); /* a mistake of ours: the counts are known */
    struct act *act = &to->act[to->count++];
    *act = (struct act){.name = name, .count = count};
    for (int i = 0; i < count; i++)
        act->value[i] = value[i];
}
