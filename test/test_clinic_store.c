/* test_clinic_store.c - of a clinic nothing is read by a number alone: what every list and act says, and every
 * list and record as every role, with the numbers of another clinic. */
#include "../store/sqlite.h"
#include "check.h"
#include "clinic_shape.h"

#include <setjmp.h>
#include <string.h>

static const struct shape ann = {.base = 1110000, .mark = "ANN", .byte = 0xa1};
static const struct shape bee = {.base = 2220000, .mark = "BEE", .byte = 0xbe};
static const struct shape nobody = {.base = 3330000, .mark = "NOBODY", .byte = 0xc1};
static int64_t anns_person, bees_person;

static const char *failing = ""; /* told when a check fails */
#define CHECK_OF(cond)                                                                             \
    do {                                                                                           \
        if (!CHECK(cond))                                                                          \
            fprintf(stderr, "    of %s\n", failing);                                               \
    } while (0)

/* --- what they say --------------------------------------------------------------------------------------- */

static const struct {
    const char *called, *words;
    int roles;
} lists[LIST_COUNT] = {
#define LIST(name, roles, sql) {#name, sql, roles},
#include "../store/lists.def"
};
static const int columns[] = {
#define COLUMN(list, name) LIST_##list,
#include "../store/lists.def"
};

static int columns_of(enum list list)
{
    int n = 0;
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        n += columns[i] == (int)list;
    return n;
}

/* $4 to the last, each of them. */
static int numbered(sqlite3_stmt *q)
{
    int most = 0, given = 0;
    for (int n = 1; n < 4 + ACT_VALUES + 1; n++) {
        char name[16];
        snprintf(name, sizeof name, "$%d", n);
        if (!sqlite3_bind_parameter_index(q, name))
            continue;
        given++;
        most = n >= 4 ? n : most;
    }
    int more = most ? most - 3 : 0;
    for (int n = 1; n < 4; n++) {
        char name[16];
        snprintf(name, sizeof name, "$%d", n);
        more += sqlite3_bind_parameter_index(q, name) != 0;
    }
    return given == more && given == sqlite3_bind_parameter_count(q);
}

static void told_whose(const char *words, int roles)
{
    if (roles & (ROLES_staff | ROLES_public))
        CHECK_OF(strstr(words, "clinic = $1") || strstr(words, "bigint) = $1") ||
                 strstr(words, "clinic, name, address, telephone, zone) VALUES ($4, $1,"));
    if (roles & ROLES_patient)
        CHECK_OF(strstr(words, "person = $2"));
    if (roles & ROLES_nobody)
        CHECK_OF(strstr(words, "hash = $4") || strstr(words, "login = $4") ||
                 strstr(words, "feed = $4"));
    CHECK_OF(!(roles & ROLES_nobody) || roles == ROLES_nobody);
}

/* By a secret, of the person that a change is about, or by a link that was used: and no others. */
static int by_other_means(enum act_name name)
{
    if (name == ACT_link_use)
        CHECK(strstr(act_words(name), "WHERE hash = $4"));
    if (name == ACT_summary_put)
        CHECK(strstr(act_words(name), "INSERT INTO summary (person,"));
    if (name == ACT_patient_join)
        CHECK(strstr(act_words(name), "EXISTS (SELECT 1 FROM link") &&
              act_roles(name) == ROLES_patient);
    return name == ACT_link_use || name == ACT_summary_put || name == ACT_patient_join;
}

static void said(const char *path)
{
    struct line l;
    sqlite3_stmt *q = NULL;
    CHECK(line_open(&l, path, LINE_there) == STORE_OK);
    for (int i = 0; i < LIST_COUNT; i++) {
        failing = lists[i].called;
        CHECK_OF(sqlite3_prepare_v2(l.db, lists[i].words, -1, &q, NULL) == SQLITE_OK);
        CHECK_OF(sqlite3_column_count(q) == columns_of((enum list)i) && columns_of((enum list)i));
        CHECK_OF(sqlite3_stmt_readonly(q) && numbered(q));
        sqlite3_finalize(q);
        if (i != LIST_clinics && i != LIST_books)
            told_whose(lists[i].words, lists[i].roles);
    }
    for (int i = 0; i < ACT_COUNT; i++) {
        enum act_name name = (enum act_name)i;
        failing = act_called(name);
        CHECK_OF(sqlite3_prepare_v2(l.db, act_words(name), -1, &q, NULL) == SQLITE_OK);
        CHECK_OF(!sqlite3_stmt_readonly(q) && sqlite3_column_count(q) == 0 && numbered(q));
        sqlite3_finalize(q);
        if (!by_other_means(name))
            told_whose(act_words(name), act_roles(name));
        CHECK_OF(act_roles(name) && !(act_roles(name) & ROLES_nobody));
        CHECK_OF(!strstr(act_words(name), "UPDATE person") && !strstr(act_words(name), "fact ("));
    }
    line_close(&l);
}

/* --- two clinics ------------------------------------------------------------------------------------------ */

static int mentions(const struct rows *r, const struct shape *x)
{
    for (uint32_t i = 0; i < r->count * r->columns; i++) {
        struct value v = r->value[i];
        if (v.what == VALUE_whole && v.whole / 1000 == x->base / 1000)
            return 1;
        if (v.what == VALUE_text && strstr(v.text.p, x->mark))
            return 1;
        if (v.what == VALUE_bytes && v.text.len == STORE_HASH && (uint8_t)v.text.p[9] == x->byte)
            return 1;
    }
    return 0;
}

static struct actor actor_of(const struct shape *x, enum role role)
{
    struct actor a = shape_actor(x, role);
    if (role == ROLE_patient)
        a = (struct actor){0, x == &ann ? anns_person : bees_person, role};
    return role == ROLE_none ? (struct actor){0, 0, role} : a;
}

/* What a list is asked of: of a shape whatever it names. */
static int asked_of(const struct shape *x, enum list list, struct value ret[4])
{
    int one = strstr(lists[list].words, "$4") != NULL;
    for (int i = 0; i < 4; i++)
        ret[i] = value_whole(i ? 9 : shape_number(x, NUMBER_patient));
    switch (list) {
    case LIST_log:
    case LIST_upcoming:
        ret[0] = value_whole(NOW);
        return 1;
    case LIST_stale:
        ret[0] = value_whole(NOW);
        ret[1] = value_whole(1);
        return 3;
    case LIST_taken:
    case LIST_bookings:
        ret[0] = value_whole(NOW);
        ret[1] = value_whole(WORKS_S + 1);
        return 2;
    case LIST_calendar:
        ret[0] = value_whole(shape_number(x, NUMBER_practitioner));
        ret[1] = value_whole(NOW);
        ret[2] = value_whole(WORKS_S + 1);
        return 3;
    case LIST_booking:
    case LIST_booking_was:
        ret[0] = value_whole(shape_number(x, NUMBER_booking));
        return 1;
    case LIST_diary_link:
        ret[0] = value_bytes(shape_hash(x, HASH_booked), STORE_HASH);
        return 1;
    default:
        return one;
    }
}

/* What is asked for by a number or a secret of the clinic's own is found, and by the other's is not. */
static void found_by_number(struct store *s)
{
    static const enum list by[] = {LIST_patient, LIST_booking,    LIST_booking_was,
                                   LIST_booked,  LIST_diary_link, LIST_calendar};
    for (size_t i = 0; i < sizeof by / sizeof by[0]; i++) {
        enum role role = by[i] == LIST_diary_link ? ROLE_public
                         : by[i] == LIST_calendar ? ROLE_system
                                                  : ROLE_desk;
        struct actor who = actor_of(&ann, role);
        struct value v[4];
        struct rows r;
        failing = lists[by[i]].called;
        int count = asked_of(&ann, by[i], v);
        CHECK_OF(store_list(s, &who, by[i], v, count, test_arena(), &r) == STORE_OK && r.count &&
                 mentions(&r, &ann));
        asked_of(&bee, by[i], v);
        CHECK_OF(store_list(s, &who, by[i], v, count, test_arena(), &r) == STORE_OK && !r.count);
    }
}

static int by_number(enum list list)
{
    return list == LIST_patient || list == LIST_booking || list == LIST_booking_was ||
           list == LIST_booked || list == LIST_diary_link || list == LIST_sessions ||
           list == LIST_self || list == LIST_holds;
}

/* Each list, as each role: only who may, and nothing of the other clinic; with its numbers, nothing. */
static void listed(struct store *s)
{
    for (int i = 0; i < LIST_COUNT; i++)
        for (enum role role = ROLE_none; role <= ROLE_system; role++) {
            struct actor a = actor_of(&ann, role);
            struct rows r = {0};
            struct value v[4];
            int count = asked_of(&bee, (enum list)i, v);
            failing = lists[i].called;
            enum store_result got = store_list(s, &a, (enum list)i, v, count, test_arena(), &r);
            if (!(lists[i].roles >> role & 1)) {
                CHECK_OF(got == STORE_NONE && !r.value && !r.count);
                continue;
            }
            CHECK_OF(got == STORE_OK && (int)r.columns == columns_of((enum list)i));
            if (role != ROLE_none && role != ROLE_system) {
                CHECK_OF(!mentions(&r, &bee));
                if (!by_number((enum list)i))
                    CHECK_OF(r.count > 0 && mentions(&r, &ann));
            }
            /* With a value too few, or one too many. */
            CHECK_OF(store_list(s, &a, (enum list)i, v, count + 1, test_arena(), &r) ==
                     STORE_REFUSED);
            if (count)
                CHECK_OF(store_list(s, &a, (enum list)i, v, count - 1, test_arena(), &r) ==
                         STORE_REFUSED);
        }
    found_by_number(s);
    struct actor doctor = shape_actor(&ann, ROLE_practitioner);
    const enum shape_number whose[] = {NUMBER_patient, NUMBER_patient, NUMBER_new};
    const struct shape *const of[] = {&ann, &bee, &nobody};
    struct rows r;
    for (int i = 0; i < 3; i++) {
        struct value v = value_whole(shape_number(of[i], whose[i]));
        CHECK(store_list(s, &doctor, LIST_patient, &v, 1, test_arena(), &r) == STORE_OK);
        CHECK(r.count == (i == 0));
    }
    CHECK(store_list(s, &doctor, LIST_sessions, NULL, 0, test_arena(), &r) == STORE_OK);
    CHECK(r.count == 1 && row_value(&r, 0, sessions_hash).text.len == STORE_HASH);
    CHECK(row_text(&r, 0, sessions_agent)[3] == '\0' && row_whole(&r, 0, sessions_made_s) == NOW);
}

/* Rows that the arena has no room for end the request, and nothing else: no connection is lost with it. */
static void out_of_room(void *host, const char *why)
{
    (void)why;
    longjmp(*(jmp_buf *)host, 1);
}

static void no_room(struct store *s)
{
    enum { TIMES = 20 };
    static unsigned char block[256] __attribute__((aligned(16)));
    static volatile int failed;
    static jmp_buf out;
    struct arena a = {.base = block, .size = sizeof block, .fail = out_of_room, .host = &out};
    struct actor owner = actor_of(&ann, ROLE_owner);
    struct rows r;
    for (volatile int i = 0; i < TIMES; i++) {
        if (setjmp(out) == 0)
            (void)!store_list(s, &owner, LIST_people, NULL, 0, &a, &r);
        else
            failed++;
    }
    CHECK(failed == TIMES);
    CHECK(store_list(s, &owner, LIST_people, NULL, 0, test_arena(), &r) == STORE_OK &&
          r.count == 2);
}

/* A record, by the number of a patient: the clinic's, and only for who treats people. */
static void records(struct store *s)
{
    struct person_row row = {.person = -7};
    const int64_t mine = shape_number(&ann, NUMBER_patient),
                  left = shape_number(&ann, NUMBER_closed);
    for (enum role role = ROLE_none; role <= ROLE_system; role++) {
        struct actor a = actor_of(&ann, role);
        int may = role == ROLE_owner || role == ROLE_practitioner;
        a.clinic = shape_number(&ann, NUMBER_clinic);
        CHECK(store_record(s, &a, shape_number(&bee, NUMBER_patient), test_arena(), &row) ==
              STORE_NONE);
        CHECK(store_record(s, &a, shape_number(&nobody, NUMBER_patient), test_arena(), &row) ==
              STORE_NONE);
        CHECK(store_record(s, &a, anns_person, test_arena(), &row) == STORE_NONE);
        CHECK(row.person == -7);
        CHECK(store_record(s, &a, mine, test_arena(), &row) == (may ? STORE_OK : STORE_NONE));
        if (may)
            CHECK(row.person == anns_person && row.facts == 1 && row.clinics == 1 &&
                  strstr(row.record.p, "note=ANN"));
        row.person = -7;
        CHECK(store_record(s, &a, left, test_arena(), &row) ==
              (role == ROLE_owner ? STORE_OK : STORE_NONE));
        CHECK(role != ROLE_owner || row.clinics == 0);
        row.person = -7;
        CHECK(store_person(s, &a, bees_person, test_arena(), &row) ==
              (role == ROLE_system ? STORE_OK : STORE_NONE));
        row.person = -7;
    }
    CHECK(store_find(s, KEY_browser, shape_hash(&ann, HASH_browser), test_arena(), &row) ==
          STORE_OK);
    CHECK(row.person == anns_person && row.facts == 1 && row.clinics == 1);
}

int main(void)
{
    const char *path = in_folder("two.db");
    struct store *s = opened(path);
    CHECK(shape_make(s, &ann, &anns_person));
    /* Numbers of people that are the other clinic's at first sight. */
    sqlite3 *db = raw(path);
    CHECK(does(db, "UPDATE sqlite_sequence SET seq = 2220500 WHERE name = 'person'"));
    sqlite3_close(db);
    CHECK(shape_make(s, &bee, &bees_person) && bees_person > 2220500 && is_sound(s));
    said(path);
    listed(s);
    records(s);
    no_room(s);
    store_close(s);
    folder_remove();
    return check_done("clinic store");
}
