/* test_clinic_join.c - links that work once, and a patient's record that joins: nothing is lost, nobody
 * comes in twice, and what is not theirs is not there. */
#include "check.h"
#include "clinic_help.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARTA = 7301, OTHER = 7302, THIRD = 7303, FOURTH = 7304, FULL = 7305, BORN = 1979 };
static const char SEEN[] = "2026-11-02T09:00+00:00 history _id=00000000000000d1-1&_by=clinician&"
                           "_who=Tom+Achterberg%2C+GOsC+1234&presenting=leg\n";
static unsigned minted = 1;

static const char *link_for(struct server *s, int64_t patient, char path[80], int64_t until_s)
{
    unsigned char secret[32];
    static uint8_t hash[STORE_HASH];
    struct acts acts = {.count = 0};
    char letters[COOKIE_LEN + 1];
    randombytes_buf(secret, sizeof secret);
    link_hash(secret, hash);
    secret_put(secret, letters);
    act_put(&acts, link_patient, value_bytes(hash, STORE_HASH), value_whole(patient),
            value_whole(until_s));
    CHECK(acts_as(s, (struct actor){CLINIC, FRONT, ROLE_desk}, &acts, clock_s()) == STORE_OK);
    snprintf(path, 80, "/join/%s", letters);
    return path;
}

static const char *form(const char *page, const char *more)
{
    static _Thread_local char body[400];
    char tag[32] = "";
    if (*field_of(page, "for"))
        snprintf(tag, sizeof tag, "&for=%s", field_of(page, "for"));
    snprintf(body, sizeof body, "id=%016x%s%s", __atomic_fetch_add(&minted, 1, __ATOMIC_RELAXED),
             tag, more);
    return body;
}

static const char *record_of(struct server *s, const struct browser *b, int64_t *ret_person,
                             int64_t *ret_clinics)
{
    unsigned char secret[32];
    uint8_t hash[STORE_HASH];
    static struct arena a;
    struct person_row row = {.record = {"", 0}};
    if (!a.base)
        a = (struct arena){.base = malloc(1 << 20), .size = 1 << 20};
    arena_reset(&a);
    *ret_person = *ret_clinics = 0;
    if (!secret_read(b->own, strlen(b->own), secret))
        return "";
    secret_hash("browser", secret, sizeof secret, hash);
    if (store_find(s->store, KEY_browser, hash, &a, &row) != STORE_OK)
        return "";
    *ret_person = row.person;
    *ret_clinics = row.clinics;
    char *copy = arena_alloc(&a, (size_t)row.record.len + 1, 1);
    memcpy(copy, row.record.p, row.record.len);
    return copy;
}

/* A browser with a record begun at home. */
static void begun_at_home(struct server *s, struct browser *b, int64_t minute)
{
    unsigned char secret[32];
    uint8_t hash[STORE_HASH];
    char line[120];
    randombytes_buf(secret, sizeof secret);
    secret_put(secret, b->own);
    secret_hash("browser", secret, sizeof secret, hash);
    snprintf(line, sizeof line, "2026-11-01T08:%02d+00:00 walk _id=00000000000000c%d-1&minutes=7\n",
             (int)minute, (int)minute);
    CHECK(person_new(s->store, hash, span_of(line)) > 0);
}

static int summary_has(struct server *s, int64_t patient)
{
    struct rows r;
    int n = rows_as(s, (struct actor){CLINIC, TOM, ROLE_practitioner}, LIST_caseload, 0, &r);
    for (int i = 0; i < n; i++)
        if (row_whole(&r, (uint32_t)i, caseload_patient) == patient)
            return row_is(&r, (uint32_t)i, caseload_body);
    return 0;
}

/* A browser that has nothing is tied to the record that the clinic began. */
static void without_a_record(struct server *s)
{
    struct browser b = {.own = ""}, stranger = {.own = ""};
    char path[80];
    int64_t person, clinics;
    int64_t theirs = patient_made(s, MARTA, BORN, span_of(SEEN), clock_s());
    CHECK(theirs > 0);
    link_for(s, MARTA, path, clock_s() + 60);
    for (int i = 0; i < 5; i++) { /* to look at it uses nothing up */
        struct answered t = ask(s, "GET", path, NULL, &b);
        CHECK(t.status == 200 && strstr(t.body, "Riverside Osteopaths") &&
              strstr(t.body, "Marta Lindqvist") && strstr(t.body, "name=\"born\"") &&
              !strstr(t.body, "name=\"mine\"") && strcmp(t.route, "/join/*") == 0);
    }
    struct answered t = ask(s, "POST", path, form("", "&born=1979"), &b);
    CHECK(t.status == 422 && strstr(t.body, "Tick the box"));
    t = ask(s, "POST", path, form("", "&agree=yes"), &b);
    CHECK(t.status == 422 && strstr(t.body, "not the year"));
    t = ask(s, "POST", path, form("", "&agree=yes&born=1979"), &b);
    CHECK(t.status == 303 && strcmp(t.location, "/") == 0);
    const char *record = record_of(s, &b, &person, &clinics);
    CHECK(person == theirs && clinics == 1 && strstr(record, "presenting=leg") &&
          strstr(record, "consent") && strstr(record, "to=share") && !strstr(record, "_by=self"));
    CHECK(summary_has(s, MARTA));
    /* The answer was lost on its way: it is theirs already. To anybody else it is no link. */
    t = ask(s, "POST", path, form("", "&agree=yes&born=1979"), &b);
    CHECK(t.status == 303);
    char *used = strdup(ask(s, "GET", path, NULL, &stranger).body);
    char late[80], never[80];
    link_for(s, MARTA, late, clock_s() - 1);
    snprintf(never, sizeof never, "%s", late);
    never[10] = never[10] == 'A' ? 'B' : 'A';
    t = ask(s, "GET", late, NULL, &stranger);
    CHECK(t.status == 404 && strcmp(t.body, used) == 0);
    t = ask(s, "GET", never, NULL, &stranger);
    CHECK(t.status == 404 && strcmp(t.body, used) == 0);
    t = ask(s, "GET", "/join/short", NULL, &stranger);
    CHECK(t.status == 404 && strcmp(t.body, used) == 0);
    free(used);
}

/* A record begun at home joins: all that was told is there, and the clinic's lines too. */
static void with_a_record(struct server *s)
{
    struct browser b = {.own = ""};
    char path[80];
    int64_t person, home, clinics;
    CHECK(patient_made(s, OTHER, 0, span_of(SEEN), clock_s()) > 0);
    begun_at_home(s, &b, 2);
    record_of(s, &b, &home, &clinics);
    CHECK(home > 0 && clinics == 0);
    link_for(s, OTHER, path, clock_s() + 60);
    struct answered t = ask(s, "GET", path, NULL, &b);
    CHECK(t.status == 200 && strstr(t.body, "name=\"mine\"") && !strstr(t.body, "name=\"born\""));
    char *page = strdup(t.body);
    t = ask(s, "POST", path, form(page, "&agree=yes"), &b);
    CHECK(t.status == 422 && strstr(t.body, "Say whether"));
    t = ask(s, "POST", path, form(page, "&agree=yes&mine=yes"), &b);
    CHECK(t.status == 303);
    const char *record = record_of(s, &b, &person, &clinics);
    CHECK(person == home && clinics == 1 && strstr(record, "minutes=7") &&
          strstr(record, "presenting=leg") && strstr(record, "to=share"));
    CHECK(summary_has(s, OTHER));
    struct arena *a = test_arena();
    struct person_row row;
    const struct actor tom = {CLINIC, TOM, ROLE_practitioner};
    CHECK(store_record(s->store, &tom, OTHER, a, &row) == STORE_OK && row.person == home);
    /* What they go on to tell is in the list at once. */
    t = ask(s, "GET", "/", NULL, &b);
    CHECK(t.status == 200 && strstr(t.body, "Shared with Riverside Osteopaths"));
    free(page);
    CHECK(is_sound(s->store));
}

/* The browser's record is somebody else's: it is let go, and stays what it was. */
static void not_mine(struct server *s)
{
    struct browser b = {.own = ""}, before;
    char path[80];
    int64_t person, others, clinics;
    int64_t theirs = patient_made(s, THIRD, 0, span_of(""), clock_s());
    begun_at_home(s, &b, 3);
    before = b;
    record_of(s, &b, &others, &clinics);
    link_for(s, THIRD, path, clock_s() + 60);
    char *page = strdup(ask(s, "GET", path, NULL, &b).body);
    struct answered t = ask(s, "POST", path, form(page, "&agree=yes&mine=no"), &b);
    CHECK(t.status == 303 && strcmp(b.own, before.own) != 0);
    const char *record = record_of(s, &b, &person, &clinics);
    CHECK(theirs > 0 && person == theirs && !strstr(record, "minutes=7"));
    record_of(s, &before, &person, &clinics);
    CHECK(person == 0);
    free(page);
}

/* What the clinic has cannot be kept with their yes: the browser keeps the record that it had. */
static void not_mine_and_full(struct server *s)
{
    enum { LINES = 72, LONG = 60000 };
    struct browser b = {.own = ""};
    char path[80], *lines = malloc((size_t)LINES * (LONG + 200)), *p = lines;
    int64_t person, others, clinics;
    for (int i = 1; i <= LINES; i++) {
        p += sprintf(
            p, "2026-11-02T09:00+00:00 history _id=00000000000000d9-%d&_by=clinician&past=", i);
        memset(p, 'x', LONG);
        p[LONG] = '\n';
        p += LONG + 1;
    }
    CHECK(patient_made(s, FULL, 0, (struct span){lines, (uint32_t)(p - lines)}, clock_s()) > 0);
    begun_at_home(s, &b, 5);
    record_of(s, &b, &others, &clinics);
    link_for(s, FULL, path, clock_s() + 60);
    char *page = strdup(ask(s, "GET", path, NULL, &b).body);
    struct answered t = ask(s, "POST", path, form(page, "&agree=yes&mine=no"), &b);
    CHECK(t.status != 303);
    const char *record = record_of(s, &b, &person, &clinics);
    CHECK(others > 0 && person == others && strstr(record, "minutes=7"));
    free(page);
    free(lines);
}

static void five_tries(struct server *s)
{
    struct browser b = {.own = ""};
    char path[80];
    struct answered t;
    CHECK(patient_made(s, FOURTH, BORN, span_of(""), clock_s()) > 0);
    link_for(s, FOURTH, path, clock_s() + 60);
    ask(s, "GET", path, NULL, &b);
    for (int i = 0; i < 4; i++) {
        char body[60];
        snprintf(body, sizeof body, "&agree=yes&born=%d", 1980 + i);
        t = ask(s, "POST", path, form("", body), &b);
        CHECK(t.status == 422);
    }
    t = ask(s, "POST", path, form("", "&agree=yes&born=1990"), &b);
    CHECK(t.status == 404);
    t = ask(s, "POST", path, form("", "&agree=yes&born=1979"), &b);
    CHECK(t.status == 404);
    /* A new link of the desk's works. */
    link_for(s, FOURTH, path, clock_s() + 60);
    t = ask(s, "POST", path, form("", "&agree=yes&born=1979"), &b);
    CHECK(t.status == 303);
}

/* --- one link, many at once ------------------------------------------------------------------------------------ */

struct race {
    struct server *s;
    char path[80];
    atomic_int in, out;
    pthread_barrier_t go;
};

static void *one_of_many(void *race)
{
    struct race *r = race;
    struct browser b = {.own = ""};
    ask(r->s, "GET", r->path, NULL, &b);
    pthread_barrier_wait(&r->go);
    struct answered t = ask(r->s, "POST", r->path, form("", "&agree=yes"), &b);
    atomic_fetch_add(t.status == 303 ? &r->in : &r->out, 1);
    return NULL;
}

static void once(struct server *s)
{
    enum { MANY = 8, ROUNDS = 5 };
    for (int round = 0; round < ROUNDS; round++) {
        struct race r = {.s = s};
        pthread_t who[MANY];
        CHECK(patient_made(s, 7400 + round, 0, span_of(""), clock_s()) > 0);
        link_for(s, 7400 + round, r.path, clock_s() + 60);
        pthread_barrier_init(&r.go, NULL, MANY);
        for (int i = 0; i < MANY; i++)
            pthread_create(&who[i], NULL, one_of_many, &r);
        for (int i = 0; i < MANY; i++)
            pthread_join(who[i], NULL);
        if (!CHECK(r.in == 1 && r.out == MANY - 1))
            fprintf(stderr, "    came in: %d\n", (int)r.in);
    }
}

int main(void)
{
    struct server *s = clinic_server(in_folder("join.db"));
    struct browser b = {.own = ""};
    /* Before there is a clinic there is no such page. */
    struct answered t = ask(s, "GET", "/nowhere", NULL, &b);
    char *nowhere = strdup(t.body);
    t = ask(s, "GET", "/join/whatever", NULL, &b);
    CHECK(t.status == 404 && strcmp(t.body, nowhere) == 0);
    t = ask(s, "GET", "/clinic", NULL, &b);
    CHECK(t.status == 404 && strcmp(t.body, nowhere) == 0);
    t = ask(s, "GET", "/clinic/login", NULL, &b);
    CHECK(t.status == 404 && strcmp(t.body, nowhere) == 0);
    t = ask(s, "GET", "/clinic/begin/AAAA", NULL, &b);
    CHECK(t.status == 404 && strcmp(t.body, nowhere) == 0);
    free(nowhere);
    CHECK(clinic_made(s, clock_s()));
    without_a_record(s);
    with_a_record(s);
    not_mine(s);
    not_mine_and_full(s);
    five_tries(s);
    once(s);
    clinic_close(s);
    folder_remove();
    return check_done("clinic join");
}
