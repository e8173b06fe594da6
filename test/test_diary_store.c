/* test_diary_store.c - nothing is booked twice: a thousand attempts at once on one file, and each rule of the
 * tables seen to bite by itself. What holds is asked of the file, behind the store's back. */
#include "check.h"
#include "diary_clinic.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 10, EACH = 100, WAY_MIN = 20, HOLD_S = 6, RECENT = 12 };
static const struct value none = {VALUE_null, 0, {"", 0}};

/* --- a thousand at once --------------------------------------------------------------------------------------- */

enum tried {
    TRIED_add,
    TRIED_hold,
    TRIED_move,
    TRIED_confirm,
    TRIED_state,
    TRIED_patient,
    TRIED_COUNT
};
struct worker {
    struct store *s;
    unsigned seed;
    int number;
    int done[TRIED_COUNT], refused, other;
};
static atomic_int
    clock_now; /* goes on with each attempt; a request may come late, with the time it began */
static atomic_int last_booking;

static int any(struct worker *w, int below)
{
    w->seed = w->seed * 1103515245u + 12345u;
    return (int)(w->seed >> 16) % below;
}

/* Few times of one morning: nearly everybody wants what somebody has. */
static struct diary_at somewhere(struct worker *w)
{
    static const char *const mail[] = {"a@example.org", "b@example.org", "c@example.org"};
    struct diary_at at = {.site = any(w, DIARY_SITES),
                          .staff = any(w, DIARY_STAFFS),
                          .service = any(w, DIARY_SERVICES),
                          .from_min = DIARY_OPENS + 15 * any(w, 12),
                          .minutes = 30 + 15 * any(w, 2),
                          .mail = mail[any(w, 3)]};
    at.room = 1 + at.site * DIARY_ROOMS + any(w, DIARY_ROOMS);
    at.patient = any(w, 2) ? 1 + any(w, DIARY_PATIENTS) : 0;
    return at;
}

static const uint8_t *link_of(int n)
{
    return hash_of((unsigned)n);
}

static enum store_result held(struct worker *w, int n, int64_t now_s)
{
    struct diary_at at = somewhere(w);
    struct act act[2] = {
        diary_hold(n, &at, now_s + HOLD_S),
        {ACT_diary_link_add,
         3,
         {value_bytes(link_of(n), STORE_HASH), value_whole(DIARY_BOOKING + n), none}}};
    struct change c = {.actor = {DIARY_CLINIC, 0, ROLE_public},
                       .facts = {"", 0},
                       .acts = act,
                       .act_count = 2,
                       .now_s = now_s};
    return store_change(w->s, &c);
}

/* Of a booking that may be there, at a sequence that it may be at. */
static enum store_result changed(struct worker *w, enum tried what, int64_t now_s)
{
    static const char *const state[] = {"booked", "cancelled", "booked", "no_show", "arrived"};
    int last = atomic_load(&last_booking), sequence = any(w, 3);
    int n = what == TRIED_confirm && last > RECENT ? last - any(w, RECENT) : 1 + any(w, 1 + last);
    struct diary_at at = somewhere(w);
    if (any(w, 2))
        at.from_min = DIARY_OPENS + 15 * any(w, 36);
    struct act act = diary_move(n, &at, sequence);
    if (what == TRIED_confirm)
        act = (struct act){ACT_booking_confirm, 1, {value_bytes(link_of(n), STORE_HASH)}};
    else if (what == TRIED_state)
        act = (struct act){ACT_booking_state,
                           3,
                           {value_whole(DIARY_BOOKING + n), value_whole(sequence),
                            value_text(span_of(state[any(w, 5)]))}};
    else if (what == TRIED_patient)
        act = (struct act){ACT_booking_patient,
                           3,
                           {value_whole(DIARY_BOOKING + n), value_whole(sequence),
                            value_whole(DIARY_PATIENT + any(w, DIARY_PATIENTS))}};
    return diary_do(w->s, what == TRIED_confirm ? ROLE_public : ROLE_owner, now_s, &act);
}

static void attempt(struct worker *w, enum tried what)
{
    int64_t now_s = NOW + atomic_fetch_add(&clock_now, 1) / 8 - any(w, 3);
    const struct act lapse = {.name = ACT_bookings_lapse};
    enum store_result r;
    if (!any(w, 10)) /* as the minute does, while others confirm */
        w->other += diary_do(w->s, ROLE_system, now_s, &lapse) != STORE_OK;
    if (what == TRIED_add || what == TRIED_hold) {
        int n = 1 + atomic_fetch_add(&last_booking, 1);
        struct diary_at at = somewhere(w);
        struct act act = diary_booking(n, &at);
        r = what == TRIED_add ? diary_do(w->s, ROLE_owner, now_s, &act) : held(w, n, now_s);
    } else {
        r = changed(w, what, now_s);
    }
    w->done[what] += r == STORE_OK;
    w->refused += r == STORE_CONFLICT || r == STORE_NONE;
    w->other += r != STORE_OK && r != STORE_CONFLICT && r != STORE_NONE;
}

static void *work(void *arg)
{
    struct worker *w = arg;
    for (int i = 0; i < EACH; i++)
        attempt(w, (enum tried)any(w, TRIED_COUNT));
    return NULL;
}

/* Pairs of live bookings of which "same" holds and that overlap, each end wider by so many minutes. */
static int64_t overlapping(sqlite3 *db, const char *same, int wider_min)
{
    char sql[1200];
    snprintf(sql, sizeof sql,
             "WITH live AS (SELECT * FROM booking WHERE state IN ('booked', 'arrived', 'in_room', "
             "'done')"
             " OR (state IN ('held', 'offered') AND held_until_s > (SELECT max(changed_s) FROM "
             "booking)))"
             " SELECT count(*) FROM live x JOIN live y ON x.booking < y.booking AND %s"
             " AND x.from_s < y.until_s + 60 * %d AND y.from_s < x.until_s + 60 * %d",
             same, wider_min, wider_min);
    return number(db, sql);
}

static void nothing_twice(sqlite3 *db)
{
    CHECK(overlapping(db, "x.account = y.account", 0) == 0);
    CHECK(overlapping(db, "x.room = y.room", 0) == 0);
    CHECK(overlapping(db, "x.patient = y.patient", 0) == 0);
    CHECK(overlapping(db, "x.mail = y.mail AND x.mail <> ''", 0) == 0);
    CHECK(overlapping(db, "x.account = y.account AND x.site <> y.site", WAY_MIN) == 0);
}

/* Each booking has a row of history for each of its sequences, and the last one says what it is. */
static void history_whole(sqlite3 *db)
{
    CHECK(number(db, "SELECT count(*) FROM booking b WHERE sequence + 1 <> (SELECT count(*) FROM "
                     "booking_was w"
                     " WHERE w.booking = b.booking)") == 0);
    CHECK(number(db,
                 "SELECT count(*) FROM booking b WHERE NOT EXISTS (SELECT 1 FROM booking_was w"
                 " WHERE w.booking = b.booking AND w.sequence = b.sequence AND w.state = b.state"
                 " AND w.from_s = b.from_s AND w.minutes = b.minutes AND w.account = b.account"
                 " AND w.site = b.site AND w.room IS b.room AND w.changed_s = b.changed_s"
                 " AND w.changed_by IS b.changed_by)") == 0);
    CHECK(number(db, "SELECT count(*) FROM booking_was w WHERE NOT EXISTS (SELECT 1 FROM booking b"
                     " WHERE b.booking = w.booking)") == 0);
}

/* Of what luck has left out so far, each is done once: what is then there is looked at too. */
static void each_done(struct worker *w, int *done)
{
    enum { MOST = 3000 };
    for (int k = 0; k < TRIED_COUNT; k++) {
        int before = w->done[k];
        for (int i = 0; !done[k] && i < MOST; i++) {
            attempt(w, (enum tried)k);
            done[k] += w->done[k] > before;
            if (k != TRIED_add && k != TRIED_hold && i % 8 == 0)
                attempt(w, TRIED_hold);
        }
        CHECK(done[k] > 0);
    }
}

static void at_once(void)
{
    static struct worker w[THREADS];
    pthread_t thread[THREADS];
    const char *path = in_folder("diary.db");
    int done[TRIED_COUNT] = {0}, made = 0;
    struct store *s = opened(path);
    CHECK(diary_clinic_make(s, WAY_MIN));
    for (int i = 0; i < THREADS; i++) {
        w[i] = (struct worker){.s = s, .seed = (unsigned)i * 7919 + 1, .number = i};
        CHECK(pthread_create(&thread[i], NULL, work, &w[i]) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(thread[i], NULL);
        CHECK(w[i].other == 0);
        for (int k = 0; k < TRIED_COUNT; k++)
            done[k] += w[i].done[k];
    }
    each_done(&w[0], done);
    sqlite3 *db = raw(path);
    for (int i = 0; i < THREADS; i++)
        made += w[i].done[TRIED_add] + w[i].done[TRIED_hold];
    CHECK(number(db, "SELECT count(*) FROM booking") == made);
    nothing_twice(db);
    history_whole(db);
    sqlite3_close(db);
    store_close(s);
}

/* All want the very same half hour: one has it. */
struct rival {
    struct store *s;
    int n;
    enum store_result got;
};

static void *claim(void *arg)
{
    struct rival *x = arg;
    struct diary_at at = {.site = 1, .staff = 1, .day = 5, .from_min = 600, .minutes = 30};
    struct act act = diary_booking(5000 + x->n, &at);
    x->got = diary_do(x->s, ROLE_owner, NOW, &act);
    return NULL;
}

static void the_last_one(void)
{
    enum { RIVALS = 24 };
    struct rival x[RIVALS];
    pthread_t thread[RIVALS];
    int won = 0, lost = 0;
    struct store *s = opened(in_folder("diary.db"));
    for (int i = 0; i < RIVALS; i++) {
        x[i] = (struct rival){s, i, STORE_BROKEN};
        CHECK(pthread_create(&thread[i], NULL, claim, &x[i]) == 0);
    }
    for (int i = 0; i < RIVALS; i++) {
        pthread_join(thread[i], NULL);
        won += x[i].got == STORE_OK;
        lost += x[i].got == STORE_CONFLICT;
    }
    CHECK(won == 1 && lost == RIVALS - 1);
    store_close(s);
}

/* --- what was held and has run out --------------------------------------------------------------------------------- */

/* A hold runs out, somebody books the time, and only then is the hold taken up: by whom and how ever. */
static void too_late(const char *name, struct act late, enum role role, int64_t at_s)
{
    struct store *s = opened(in_folder(name));
    struct diary_at at = {.from_min = 600, .minutes = 30};
    struct act hold = diary_hold(1, &at, NOW + 10), book = diary_booking(2, &at);
    const struct act link = {
        ACT_diary_link_add,
        3,
        {value_bytes(link_of(1), STORE_HASH), value_whole(DIARY_BOOKING + 1), none}};
    CHECK(diary_clinic_make(s, WAY_MIN));
    CHECK(diary_do(s, ROLE_public, NOW, &hold) == STORE_OK);
    CHECK(diary_do(s, ROLE_public, NOW, &link) == STORE_OK);
    CHECK(diary_do(s, ROLE_owner, NOW + 9, &book) == STORE_CONFLICT);
    CHECK(diary_do(s, ROLE_owner, NOW + 10, &book) == STORE_OK);
    CHECK(diary_do(s, role, at_s, &late) == STORE_CONFLICT);
    sqlite3 *db = raw(in_folder(name));
    CHECK(number(db, "SELECT count(*) FROM booking WHERE state = 'booked'") == 1);
    sqlite3_close(db);
    store_close(s);
}

static void run_out(void)
{
    struct diary_at at = {.from_min = 600, .minutes = 30};
    /* The link is opened in time, and its request waits for the writer until somebody else has booked. */
    too_late("late1.db",
             (struct act){ACT_booking_confirm, 1, {value_bytes(link_of(1), STORE_HASH)}},
             ROLE_public, NOW + 9);
    too_late("late2.db",
             (struct act){
                 ACT_booking_state,
                 3,
                 {value_whole(DIARY_BOOKING + 1), value_whole(0), value_text(span_of("booked"))}},
             ROLE_owner, NOW + 11);
    too_late("late3.db", diary_move(1, &at, 0), ROLE_owner, NOW + 11);
}

/* --- each rule by itself ------------------------------------------------------------------------------------------------ */

/* A booking on the file's own terms: whatever is left out is that of the first one, far from it in time. */
struct laid {
    int booking, from_min, minutes, account, site, room, patient, day;
    const char *mail, *state;
};
static const struct laid first = {1, 600, 30, 0, 0, 1, 1, 0, "a@example.org", "booked"};

static void lay_sql(char *sql, size_t room, const struct laid *x)
{
    int64_t from_s = (int64_t)(DIARY_FIRST_DAY + x->day) * 86400 + (int64_t)x->from_min * 60;
    snprintf(sql, room,
             "INSERT INTO booking (booking, clinic, site, account, room, service, patient, day, "
             "from_min,"
             " minutes, from_s, until_s, state, held_until_s, mail, made_s, changed_s) VALUES (%d, "
             "%d, %d, %d, %d,"
             " %d, %d, %d, %d, %d, %lld, %lld, '%s', %d, '%s', %d, %d)",
             x->booking, DIARY_CLINIC, DIARY_SITE + x->site, DIARY_STAFF + x->account,
             DIARY_ROOM + x->room, DIARY_SERVICE, DIARY_PATIENT + x->patient,
             DIARY_FIRST_DAY + x->day, x->from_min, x->minutes, (long long)from_s,
             (long long)(from_s + 60 * x->minutes), x->state, NOW + 100, x->mail, NOW, NOW);
}

/* Why the tables refuse a statement; "": they took it. It is taken back. */
static const char *why_not(sqlite3 *db, const char *sql)
{
    static char why[200];
    int rc = sqlite3_exec(db, "SAVEPOINT one", NULL, NULL, NULL);
    why[0] = '\0';
    if (rc == SQLITE_OK && sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        snprintf(why, sizeof why, "%s", sqlite3_errmsg(db));
    sqlite3_exec(db, "ROLLBACK TO one; RELEASE one", NULL, NULL, NULL);
    return why;
}

/* Made so, and also moved there: refused for this reason. NULL: taken. */
static void bites(sqlite3 *db, const struct laid *x, const char *reason)
{
    char sql[1000], moved[1400];
    const struct laid far = {2, 600, 30, 1, 1, 3, 2, 9, x->mail, x->state};
    lay_sql(sql, sizeof sql, x);
    if (!CHECK(strcmp(why_not(db, sql), reason ? reason : "") == 0))
        fprintf(stderr, "made: expected %s, is %s\n", reason ? reason : "taken", why_not(db, sql));
    lay_sql(sql, sizeof sql, &far);
    snprintf(
        moved, sizeof moved,
        "%s; UPDATE booking SET site = %d, account = %d, room = %d, patient = %d, day = %d, "
        "from_min = %d,"
        " minutes = %d, from_s = 86400 * %d + 60 * %d, until_s = 86400 * %d + 60 * %d, sequence = 1"
        " WHERE booking = 2",
        sql, DIARY_SITE + x->site, DIARY_STAFF + x->account, DIARY_ROOM + x->room,
        DIARY_PATIENT + x->patient, DIARY_FIRST_DAY + x->day, x->from_min, x->minutes,
        DIARY_FIRST_DAY + x->day, x->from_min, DIARY_FIRST_DAY + x->day, x->from_min + x->minutes);
    if (!CHECK(strcmp(why_not(db, moved), reason ? reason : "") == 0))
        fprintf(stderr, "moved: expected %s, is %s\n", reason ? reason : "taken",
                why_not(db, moved));
}

/* The second one has its own practitioner, room, person and mail but for what a rule is about. */
static struct laid second(int from_min)
{
    return (struct laid){2, from_min, 30, 1, 0, 0, 2, 0, "b@example.org", "booked"};
}

static void overlaps_bite(sqlite3 *db)
{
    static const struct {
        const char *reason;
        int account, room, patient;
        const char *mail;
    } rule[] = {{"the practitioner is taken", 0, 0, 2, "b@example.org"},
                {"the room is taken", 1, 1, 2, "b@example.org"},
                {"the person is taken", 1, 0, 1, "b@example.org"},
                {"the person is taken", 1, 0, 2, "a@example.org"}};
    static const struct {
        int from_min, minutes, overlaps;
    } time[] = {{570, 30, 0}, {571, 30, 1}, {600, 30, 1}, {610, 5, 1},
                {590, 60, 1}, {629, 30, 1}, {630, 30, 0}};
    for (size_t i = 0; i < sizeof rule / sizeof rule[0]; i++)
        for (size_t k = 0; k < sizeof time / sizeof time[0]; k++) {
            struct laid x = second(time[k].from_min);
            x.minutes = time[k].minutes;
            x.account = rule[i].account;
            x.room = rule[i].room;
            x.patient = rule[i].patient;
            x.mail = rule[i].mail;
            bites(db, &x, time[k].overlaps ? rule[i].reason : NULL);
        }
    struct laid x = second(600);
    x.mail = ""; /* of nobody's mail there are many */
    bites(db, &x, NULL);
    x.account = 0;
    x.state = "held";
    bites(db, &x, "the practitioner is taken");
    x.state = "cancelled";
    bites(db, &x, NULL);
}

static void way_bites(sqlite3 *db)
{
    static const struct {
        int from_min, site;
        const char *reason;
    } at[] = {{630, 0, NULL},
              {630, 1, "there is no time for the way"},
              {630 + WAY_MIN - 1, 1, "there is no time for the way"},
              {630 + WAY_MIN, 1, NULL},
              {570 - WAY_MIN + 1, 1, "there is no time for the way"},
              {570 - WAY_MIN, 1, NULL}};
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        struct laid x = second(at[i].from_min);
        x.account = 0;
        x.site = at[i].site;
        x.room = 2 * at[i].site;
        bites(db, &x, at[i].reason);
    }
}

/* Of the second practitioner at the first site hours are left on one weekday, in some weeks, and on one day. */
static void hours_bite(sqlite3 *db)
{
    char sql[600];
    static const char gone[] = "they do not work there that day";
    struct laid x = second(700);
    snprintf(sql, sizeof sql,
             "DELETE FROM hours WHERE account = %d AND site = %d; INSERT INTO hours VALUES (1, %d, "
             "%d, %d,"
             " %d, NULL, 480, 540, %d, %d), (2, %d, %d, %d, NULL, %d, 480, 540, NULL, NULL)",
             DIARY_STAFF + 1, DIARY_SITE, DIARY_CLINIC, DIARY_STAFF + 1, DIARY_SITE,
             (DIARY_FIRST_DAY + 3) % 7, DIARY_FIRST_DAY + 7, DIARY_FIRST_DAY + 14, DIARY_CLINIC,
             DIARY_STAFF + 1, DIARY_SITE, DIARY_FIRST_DAY + 3);
    CHECK(does(db, sql));
    for (int day = 0; day < 30; day++) {
        x.day = day;
        bites(db, &x, day == 7 || day == 14 || day == 3 ? NULL : gone);
    }
}

static void aways_bite(sqlite3 *db)
{
    static const struct {
        const char *account, *site;
        int bites;
    } whose[] = {{"51011", "51020", 1}, {"NULL", "NULL", 1},  {"51011", "NULL", 1},
                 {"NULL", "51020", 1},  {"51010", "NULL", 0}, {"NULL", "51021", 0}};
    char sql[400];
    for (size_t i = 0; i < sizeof whose / sizeof whose[0]; i++) {
        snprintf(
            sql, sizeof sql,
            "DELETE FROM away; INSERT INTO away VALUES (1, %d, %s, %s, %d, %d, 720, 780, 'lunch')",
            DIARY_CLINIC, whose[i].account, whose[i].site, DIARY_FIRST_DAY + 1,
            DIARY_FIRST_DAY + 2);
        CHECK(does(db, sql));
        for (int day = 0; day < 4; day++)
            for (int from = 690; from <= 780; from += 15) {
                struct laid x = second(from);
                x.day = day;
                int in = whose[i].bites && (day == 1 || day == 2) && from + 30 > 720 && from < 780;
                bites(db, &x, in ? "they are away" : NULL);
            }
    }
    CHECK(does(db, "DELETE FROM away"));
}

static void rules_bite(void)
{
    char sql[1000];
    struct store *s = opened(in_folder("rules.db"));
    CHECK(diary_clinic_make(s, WAY_MIN));
    sqlite3 *db = raw(in_folder("rules.db"));
    lay_sql(sql, sizeof sql, &first);
    CHECK(does(db, sql));
    overlaps_bite(db);
    way_bites(db);
    aways_bite(db);
    hours_bite(db);
    /* What was given up is taken up again only where it is free. */
    struct laid x = second(600);
    x.account = 0;
    x.state = "no_show";
    lay_sql(sql, sizeof sql, &x);
    CHECK(does(db, sql));
    for (int i = 0; i < 3; i++) {
        static const char *const was[] = {"no_show", "cancelled", "lapsed"};
        snprintf(sql, sizeof sql, "UPDATE booking SET state = '%s' WHERE booking = 2", was[i]);
        CHECK(does(db, sql));
        CHECK(strcmp(why_not(db, "UPDATE booking SET state = 'booked' WHERE booking = 2"),
                     "the practitioner is taken") == 0);
    }
    CHECK(strcmp(why_not(db, "UPDATE booking_was SET state = 'booked'"), "what was stands") == 0);
    sqlite3_close(db);
    store_close(s);
}

/* --- who is erased ---------------------------------------------------------------------------------------------------------- */

static void erased(void)
{
    const char *path = in_folder("erased.db");
    struct store *s = opened(path);
    struct diary_at at = {.room = 1, .patient = 1, .from_min = 600, .minutes = 30};
    CHECK(diary_clinic_make(s, WAY_MIN));
    struct act book = diary_booking(1, &at);
    book.value[11] = value_text(span_of("alex@example.org"));
    book.value[12] = value_text(span_of("01632 960 456"));
    CHECK(diary_do(s, ROLE_owner, NOW, &book) == STORE_OK);
    /* Also when nobody works on that day any more. */
    sqlite3 *changed = raw(path);
    CHECK(does(changed, "DELETE FROM hours"));
    sqlite3_close(changed);
    struct change c = {.actor = {DIARY_CLINIC, DIARY_OWNER, ROLE_owner},
                       .patient = DIARY_PATIENT,
                       .facts = {"", 0},
                       .erase = 1,
                       .now_s = NOW + 1};
    CHECK(store_change(s, &c) == STORE_OK);
    sqlite3 *db = raw(path);
    CHECK(number(db, "SELECT count(*) FROM patient WHERE patient = 51100") == 0);
    CHECK(number(db,
                 "SELECT count(*) FROM booking WHERE patient IS NULL AND name = '' AND mail = ''"
                 " AND telephone = '' AND state = 'booked' AND from_min = 600") == 1);
    sqlite3_close(db);
    CHECK(file_times(path, "alex@example.org") == 0);
    at.patient = 2;
    struct act again = diary_booking(2, &at);
    CHECK(diary_do(s, ROLE_owner, NOW + 2, &again) ==
          STORE_CONFLICT); /* the time is taken all the same */
    CHECK(is_sound(s));
    store_close(s);
}

/* A visit of nobody's is given to a patient: not to who has another visit then, though its day may be over and the
 * hours of it gone. */
static void given(void)
{
    const char *path = in_folder("given.db");
    struct store *s = opened(path);
    struct diary_at theirs = {.patient = 1, .from_min = 600, .minutes = 30},
                    nobodys = {.staff = 1, .from_min = 600, .minutes = 30};
    CHECK(diary_clinic_make(s, WAY_MIN));
    struct act one = diary_booking(1, &theirs), two = diary_booking(2, &nobodys);
    struct act give = {
        ACT_booking_patient,
        3,
        {value_whole(DIARY_BOOKING + 2), value_whole(0), value_whole(DIARY_PATIENT)}};
    CHECK(diary_do(s, ROLE_owner, NOW, &one) == STORE_OK &&
          diary_do(s, ROLE_owner, NOW, &two) == STORE_OK);
    sqlite3 *db = raw(path);
    CHECK(does(db, "DELETE FROM hours"));
    sqlite3_close(db);
    CHECK(diary_do(s, ROLE_owner, NOW, &give) == STORE_CONFLICT);
    give.value[2] = value_whole(DIARY_PATIENT + 1);
    CHECK(diary_do(s, ROLE_owner, NOW, &give) == STORE_OK);
    store_close(s);
}

int main(void)
{
    at_once();
    the_last_one();
    run_out();
    rules_bite();
    erased();
    given();
    folder_remove();
    return check_done("diary store");
}
