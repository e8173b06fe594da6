/* test_clinic_matrix.c - who gets what from every page: test/matrix.tsv against a server with two clinics.
 *
 *     test_clinic_matrix          compares
 *     test_clinic_matrix new      prints the table as it is now: read it before it is kept
 *
 * Of a page about a patient, a site or somebody of the staff each role asks six times: for their own, for
 * another's of the same clinic, for the other clinic's, for one whose care has ended, for one who left, and
 * for a number that does not exist. What is refused must be the page of the last, byte for byte but for
 * what is drawn at random, and must leave the database as it was. */
#include "check.h"
#include "form_of.h"
#include "store_help.h"
#include "two_clinics.h"

#include <ctype.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROLES = 5, LINES = 400, ARENA = 24 << 20, RUNS = 300 };
static const enum role roles[ROLES] = {ROLE_owner, ROLE_practitioner, ROLE_desk, ROLE_patient,
                                       ROLE_none};
static const char *const head = "# method\tpath\towner\tpractitioner\tfront desk\tpatient\tnobody";

struct line {
    char method[8], path[200], cell[ROLES][40];
    int listed; /* it stands in the table */
};
static struct line line[LINES];
static int lines;

static struct clinics c;
static struct arena arena;
static char base[300], live[300];
static sqlite3 *watch;

/* --- the database, as it was ------------------------------------------------------------------------------ */

static int64_t state(void)
{
    return number(
        watch,
        "SELECT (SELECT count(*) FROM audit) + 100 * (SELECT count(*) FROM fact)"
        " + 100000 * (SELECT count(*) FROM person) + 1000000 * (SELECT count(*) FROM session)"
        " + 10000000 * (SELECT count(*) FROM link) + 100000000 * (SELECT count(*) FROM attention)"
        " + (SELECT sum(coalesce(left_s, 0) + coalesce(archived_s, 0) + coalesce(account, 0)"
        " + coalesce(site, 0) + length(name)) FROM patient)"
        " + (SELECT sum(coalesce(left_s, 0) + length(name) + length(role)) FROM account)"
        " + (SELECT sum(coalesce(closed_s, 0) + length(name)) FROM site)"
        " + (SELECT sum(coalesce(closed_s, 0) + length(name)) FROM room)"
        " + (SELECT sum(coalesce(closed_s, 0) + length(name)) FROM service)"
        " + (SELECT count(*) FROM hours) + (SELECT count(*) FROM away)"
        " + (SELECT sum(3 + sequence + from_s + coalesce(patient, 0) + length(state)) FROM booking)"
        " + (SELECT count(*) FROM mail)");
}

static void copy_file(const char *from, const char *to)
{
    char command[1400];
    snprintf(command, sizeof command, "cp '%s' '%s' && rm -f '%s-wal' '%s-shm'", from, to, to, to);
    if (system(command) != 0)
        abort();
}

static void put_back(void)
{
    if (watch)
        sqlite3_close(watch);
    if (c.store)
        store_close(c.store);
    copy_file(base, live);
    c.store = opened(live);
    c.server.store = c.store;
    watch = raw(live);
}

/* --- one request --------------------------------------------------------------------------------------------- */

/* What an answer says, with whatever is drawn at random made alike. */
struct said {
    int status, changed; /* changed: the database is not as it was */
    char *text;
};

static int is_hex(char ch)
{
    return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'f');
}

static char *plain_of(const struct reply *r)
{
    size_t n = 0, most = r->body.len + 2000;
    char *out = malloc(most);
    n += (size_t)snprintf(out, most, "%d %s %s %d %d %d\n", r->status, r->type ? r->type : "",
                          r->location ? r->location : "", r->clinic_cookie[0] != 0,
                          r->clinic_forget, r->no_store);
    for (uint32_t i = 0; i < r->body.len;) {
        uint32_t run = 0;
        while (i + run < r->body.len && is_hex(r->body.p[i + run]))
            run++;
        if (run >= 14) {
            out[n++] = '#';
            i += run;
        } else {
            out[n++] = r->body.p[i++];
        }
    }
    out[n] = '\0';
    return out;
}

static void ask_for(enum role role, int later, int post, const char *path, const char *body,
                    struct reply *ret)
{
    uint32_t n = (uint32_t)strcspn(path, "?");
    struct ask q = {.post = post,
                    .path = {path, n},
                    .query = span_of(path[n] ? path + n + 1 : ""),
                    .body = span_of(body),
                    .host = "localhost",
                    .agent = "Firefox/130.0 Linux",
                    .content_type = post ? "application/x-www-form-urlencoded" : NULL};
    if (role == ROLE_patient)
        q.cookie = c.cookie[role];
    else if (role != ROLE_none)
        q.clinic_cookie = later ? c.later[role] : c.cookie[role];
    if (!address_read("127.0.0.1", &q.address))
        abort();
    arena_reset(&arena);
    serve(&c.server, &arena, &q, ret);
}

/* --- forms --------------------------------------------------------------------------------------------------------- */

static void fill_in(enum role role, int later, const char *own_path, char *body)
{
    static struct reply r;
    body[0] = '\0';
    ask_for(role, later, 0, own_path, "", &r);
    if (r.status == 200) {
        char *page = malloc(r.body.len + 1);
        memcpy(page, r.body.p, r.body.len);
        page[r.body.len] = '\0';
        form_of(page, own_path, body);
        free(page);
    }
    if (!strstr(body, "id="))
        form_add(body, "id", "0123456789abcdef");
    if (strstr(body, "key=") || role == ROLE_none || role == ROLE_patient)
        return;
    struct seat seat;
    struct ask q = {.clinic_cookie = later ? c.later[role] : c.cookie[role]};
    arena_reset(&arena);
    if (seat_begin(&c.server, &arena, &q, (int64_t)time(NULL), &seat) == STORE_OK)
        form_add(body, "key", seat.form_key);
}

/* --- a line of the table ---------------------------------------------------------------------------------------------- */

static int64_t number_of(const char *path, int whose)
{
    return strncmp(path, "/book/", 6) == 0   ? c.clinic
           : strstr(path, "/diary/booking/") ? c.booking[whose]
           : strstr(path, "/sites/")         ? c.site[whose]
           : strstr(path, "/rooms/")         ? c.room[whose]
           : strstr(path, "/services/")      ? c.service[whose]
           : strstr(path, "/staff/") || strstr(path, "/account/") || strstr(path, "/hours/")
               ? c.account[whose]
               : c.patient[whose];
}

static void path_for(const char *pattern, int whose, char *ret_path)
{
    const char *star = strchr(pattern, '*');
    if (!star) {
        strcpy(ret_path, pattern);
        return;
    }
    sprintf(ret_path, "%.*s%014llx%s", (int)(star - pattern), pattern,
            (unsigned long long)number_of(pattern, whose), star + 1);
}

static struct said say(const struct line *l, enum role role, int whose)
{
    static struct reply r;
    char path[300], own[300], body[FORM_ROOM] = "";
    int post = strcmp(l->method, "GET") != 0, later = strcmp(l->method, "LATER") == 0;
    path_for(l->path, whose, path);
    if (post) /* the page that is filled in may be asked for with more */
        path[strcspn(path, "?")] = '\0';
    path_for(l->path, whose == WHOSE_foreign || whose == WHOSE_none ? WHOSE_own : whose, own);
    if (post)
        fill_in(role, later, own, body);
    int64_t before = state();
    ask_for(role, later, post, path, body, &r);
    int changed = state() != before;
    if (post && changed) /* a page that is only looked at adds no more than who looked */
        put_back();
    return (struct said){r.status, changed, plain_of(&r)};
}

/* A page that role may not see at all, or not of these people: a number like any that does not exist. */
static int must_hide(const struct line *l, enum role role, int whose)
{
    int64_t number;
    const struct clinic_route *r =
        clinic_route((struct span){l->path, (uint32_t)strcspn(l->path, "?")}, &number);
    int may = r && r->roles >> role & 1;
    return !may || whose == WHOSE_foreign ||
           (whose == WHOSE_left && role != ROLE_owner && r->reads & READS_record);
}

static void expect(int ok, const struct line *l, int role, int whose, const char *what)
{
    static const char *const role_word[] = {"owner", "practitioner", "front desk", "patient",
                                            "nobody"};
    static const char *const whose_word[] = {"own",      "another's", "the other clinic's",
                                             "archived", "left",      "none"};
    if (check_that(ok, what, "test/matrix.tsv", 0))
        return;
    fprintf(stderr, "    %s %s, %s, %s\n", l->method, l->path, role_word[role], whose_word[whose]);
}

static void differ(const char *a, const char *b)
{
    size_t i = 0;
    while (a[i] && a[i] == b[i])
        i++;
    i = i > 60 ? i - 60 : 0;
    fprintf(stderr, "    %.160s\n    %.160s\n", a + i, b + i);
}

/* What one role is answered, as a cell. */
static void ask_all(const struct line *l, int role, char *ret_cell)
{
    struct said said[WHOSE_COUNT] = {{0, 0, NULL}};
    int about = strchr(l->path, '*') != NULL && strncmp(l->path, "/clinic/", 8) == 0;
    ret_cell[0] = '\0';
    for (int whose = 0; whose < (about ? WHOSE_COUNT : 1); whose++)
        said[whose] = say(l, roles[role], whose);
    for (int whose = 0; whose < (about ? WHOSE_COUNT : 1); whose++) {
        sprintf(ret_cell + strlen(ret_cell), "%s%d", whose ? " " : "", said[whose].status);
        if (!about || !must_hide(l, roles[role], whose))
            continue;
        expect(!said[whose].changed, l, role, whose, "what is refused changes nothing");
        int same = strcmp(said[whose].text, said[WHOSE_none].text) == 0;
        expect(same, l, role, whose, "what is refused is the same as what does not exist");
        if (!same)
            differ(said[whose].text, said[WHOSE_none].text);
    }
    expect(!about || !said[WHOSE_none].changed, l, role, WHOSE_none,
           "nobody's number changes nothing");
    for (int whose = 0; whose < WHOSE_COUNT; whose++)
        free(said[whose].text);
}

/* --- the table -------------------------------------------------------------------------------------------------------------- */

static void read_table(const char *path)
{
    char text[600];
    FILE *f = fopen(path, "r");
    while (f && fgets(text, sizeof text, f)) {
        struct line *l = &line[lines];
        text[strcspn(text, "\n")] = '\0';
        if (text[0] == '#' || !text[0])
            continue;
        int got =
            sscanf(text, "%7[^\t]\t%199[^\t]\t%39[^\t]\t%39[^\t]\t%39[^\t]\t%39[^\t]\t%39[^\t]",
                   l->method, l->path, l->cell[0], l->cell[1], l->cell[2], l->cell[3], l->cell[4]);
        CHECK(got == 7 || got == 2);
        l->listed = got == 7;
        lines++;
    }
    CHECK(f != NULL);
    if (f)
        fclose(f);
}

/* Whether a path of the table is of a route's pattern. */
static int is_of(const char *pattern, const char *path)
{
    for (; *pattern; pattern++) {
        if (*pattern != '*') {
            if (*path++ != *pattern)
                return 0;
            continue;
        }
        if (!*path || *path == '/')
            return 0;
        path += strcspn(path, "/?");
    }
    return !*path || *path == '?';
}

static void need(const char *method, const char *pattern)
{
    for (int i = 0; i < lines; i++)
        if (strcmp(line[i].method, method) == 0 && is_of(pattern, line[i].path))
            return;
    check_that(0, "each page has a line", "test/matrix.tsv", 0);
    fprintf(stderr, "    %s %s\n", method, pattern);
    if (lines == LINES)
        abort();
    snprintf(line[lines].method, sizeof line[lines].method, "%s", method);
    snprintf(line[lines++].path, sizeof line[0].path, "%s", pattern);
}

static void need_all(void)
{
    enum { STAY, STEP };
#define ROUTE(path, get, post, roles, reads, step)                                                 \
    need("GET", path);                                                                             \
    need("POST", path);                                                                            \
    if (step)                                                                                      \
        need("LATER", path);
#include "../clinic/routes.def"
#define ROUTE(path, get, post, open)                                                               \
    need("GET", path);                                                                             \
    need("POST", path);
#include "../app/routes.def"
}

static void print_table(void)
{
    puts(head);
    for (int i = 0; i < lines; i++) {
        printf("%s\t%s", line[i].method, line[i].path);
        for (int role = 0; role < ROLES; role++) {
            char cell[64];
            ask_all(&line[i], role, cell);
            printf("\t%s", cell);
        }
        puts("");
    }
}

static void compare(void)
{
    for (int i = 0; i < lines; i++)
        for (int role = 0; role < ROLES; role++) {
            char cell[64];
            ask_all(&line[i], role, cell);
            if (CHECK(strcmp(cell, line[i].cell[role]) == 0))
                continue;
            fprintf(stderr, "    %s %s: column %d is \"%s\", the table has \"%s\"\n",
                    line[i].method, line[i].path, role + 3, cell, line[i].cell[role]);
        }
}

/* --- how long ------------------------------------------------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static int64_t took_ns(int whose)
{
    static struct reply r;
    struct timespec from, to;
    char path[300];
    path_for("/clinic/patient/*", whose, path);
    clock_gettime(CLOCK_MONOTONIC, &from);
    ask_for(ROLE_practitioner, 0, 0, path, "", &r);
    clock_gettime(CLOCK_MONOTONIC, &to);
    return (to.tv_sec - from.tv_sec) * 1000000000 + to.tv_nsec - from.tv_nsec;
}

/* Told, and not judged: a test that looks at a clock fails on a busy machine. */
static void tell_times(void)
{
    static int64_t foreign[RUNS], none[RUNS];
    for (int i = 0; i < RUNS; i++) {
        foreign[i] = took_ns(WHOSE_foreign);
        none[i] = took_ns(WHOSE_none);
    }
    qsort(foreign, RUNS, sizeof *foreign, by_size);
    qsort(none, RUNS, sizeof *none, by_size);
    printf(
        "    the other clinic's patient is refused in %lld us, one that does not exist in %lld us "
        "(medians of %d)\n",
        (long long)foreign[RUNS / 2] / 1000, (long long)none[RUNS / 2] / 1000, (int)RUNS);
}

int main(int argc, char **argv)
{
    snprintf(base, sizeof base, "%s", in_folder("base.db"));
    snprintf(live, sizeof live, "%s", in_folder("live.db"));
    arena = (struct arena){.base = malloc(ARENA), .size = ARENA};
    clinics_make(base);
    copy_file(base, live);
    clinics_open(&c, live);
    put_back();
    read_table("test/matrix.tsv");
    need_all();
    if (argc > 1 && strcmp(argv[1], "new") == 0) {
        print_table();
        return 0;
    }
    compare();
    tell_times();
    sqlite3_close(watch);
    clinics_close(&c);
    free(arena.base);
    folder_remove();
    return check_done("clinic matrix");
}
