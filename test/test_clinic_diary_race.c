/* test_clinic_diary_race - several at the desk book one time at once: one has it, and the others are told that somebody
 * else does; what two do with one visit, one of them did; a page that is old changes nothing. */
#include "check.h"
#include "form_of.h"
#include "store_help.h"
#include "two_clinics.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { HANDS = 6, TIMES = 8, ARENA = 24 << 20, NINE = 9 * 60, HALF_HOUR = 30 };
static struct clinics c;
static char path[300], key[FORM_KEY];

struct hand { /* somebody at the desk, in a thread */
    pthread_t thread;
    struct arena arena;
    int nth, minute;
    const char *target, *body; /* NULL: book at that minute */
    int status;
    char said[1 << 16];
};
static struct hand hands[HANDS];

static void ask_for(struct hand *h, int post, const char *target, const char *body)
{
    static _Thread_local struct reply r;
    uint32_t n = (uint32_t)strcspn(target, "?");
    struct ask q = {.post = post,
                    .path = {target, n},
                    .query = span_of(target[n] ? target + n + 1 : ""),
                    .body = span_of(body),
                    .host = "localhost",
                    .agent = "Firefox/130.0 Linux",
                    .clinic_cookie = c.cookie[h->nth % 2 ? ROLE_desk : ROLE_owner],
                    .content_type = post ? "application/x-www-form-urlencoded" : NULL};
    if (!address_read("127.0.0.1", &q.address))
        abort();
    arena_reset(&h->arena);
    memset(&r, 0, sizeof r);
    serve(&c.server, &h->arena, &q, &r);
    h->status = r.status;
    uint32_t most = r.body.len < sizeof h->said - 1 ? r.body.len : (uint32_t)sizeof h->said - 1;
    memcpy(h->said, r.body.p ? r.body.p : "", most);
    h->said[most] = '\0';
}

/* A form is tied to whoever is signed in. */
static void key_of(int nth)
{
    struct seat seat;
    struct ask q = {.clinic_cookie = c.cookie[nth % 2 ? ROLE_desk : ROLE_owner]};
    if (seat_begin(&c.server, &hands[0].arena, &q, (int64_t)time(NULL), &seat) != STORE_OK)
        abort();
    memcpy(key, seat.form_key, sizeof key);
}

static void day_text(char *ret)
{
    int y, m, d;
    day_civil(diary_next_day(), &y, &m, &d);
    sprintf(ret, "%04d-%02d-%02d", y, m, d);
}

static void *at_the_desk(void *of)
{
    struct hand *h = of;
    ask_for(h, 1, h->target, h->body);
    return NULL;
}

static void all_at_once(void)
{
    for (int i = 0; i < HANDS; i++)
        pthread_create(&hands[i].thread, NULL, at_the_desk, &hands[i]);
    for (int i = 0; i < HANDS; i++)
        pthread_join(hands[i].thread, NULL);
}

static int with_status(int status, const char *words)
{
    int n = 0;
    for (int i = 0; i < HANDS; i++)
        n += hands[i].status == status && (!words || strstr(hands[i].said, words));
    return n;
}

static int64_t counted(const char *sql)
{
    sqlite3 *db = raw(path);
    int64_t n = number(db, sql);
    sqlite3_close(db);
    return n;
}

static void one_time(int minute)
{
    static char body[HANDS][600];
    char day[40], sql[300];
    day_text(day);
    for (int i = 0; i < HANDS; i++) {
        key_of(i);
        snprintf(body[i], sizeof body[i],
                 "id=%015x%x&key=%s&do=book&name=Hand+%d&service=%014llx&day=%s&when=%014llx-%"
                 "014llx-%d-%d",
                 minute, i, key, i, (unsigned long long)c.site[0] - 9 + 31, day,
                 (unsigned long long)c.site[0], (unsigned long long)c.account[WHOSE_own],
                 diary_next_day(), minute);
        hands[i].target = "/clinic/diary/new";
        hands[i].body = body[i];
    }
    all_at_once();
    CHECK(with_status(303, NULL) == 1);
    CHECK(with_status(422, "Somebody else has that time.") == HANDS - 1);
    snprintf(sql, sizeof sql, "SELECT count(*) FROM booking WHERE account = %lld AND from_s = %lld",
             (long long)c.account[WHOSE_own], (long long)diary_minute_s(diary_next_day(), minute));
    CHECK(counted(sql) == 1);
    CHECK(
        counted("SELECT count(*) FROM mail WHERE what = 'booked'") ==
        counted("SELECT count(*) FROM booking WHERE changed_s > made_s - 1 AND name LIKE 'Hand%'"));
}

/* Each of them moves the same visit to another time, or cancels it. */
static void one_visit(void)
{
    static char body[HANDS][600], target[100];
    char day[40], sql[300];
    day_text(day);
    snprintf(target, sizeof target, "/clinic/diary/booking/%014llx",
             (unsigned long long)c.booking[WHOSE_own]);
    for (int i = 0; i < HANDS; i++) {
        key_of(i);
        snprintf(body[i], sizeof body[i],
                 "id=%015x%x&key=%s&sequence=0&day=%s&%s&when=%014llx-%014llx-%d-%d", 77, i, key,
                 day, i == 1 ? "do=state&to=cancelled" : "do=move", (unsigned long long)c.site[0],
                 (unsigned long long)c.account[WHOSE_own], diary_next_day(),
                 NINE + 14 * HALF_HOUR + 5 * i);
        hands[i].target = target;
        hands[i].body = body[i];
    }
    all_at_once();
    CHECK(with_status(303, NULL) == 1);
    CHECK(with_status(409, "Somebody else has changed this visit") == HANDS - 1);
    snprintf(sql, sizeof sql, "SELECT sequence FROM booking WHERE booking = %lld",
             (long long)c.booking[WHOSE_own]);
    CHECK(counted(sql) == 1);
}

int main(void)
{
    snprintf(path, sizeof path, "%s", in_folder("race.db"));
    for (int i = 0; i < HANDS; i++) {
        hands[i].nth = i;
        hands[i].arena = (struct arena){.base = malloc(ARENA), .size = ARENA};
    }
    clinics_make(path);
    clinics_open(&c, path);
    for (int i = 0; i < TIMES; i++)
        one_time(NINE + (6 + i) * HALF_HOUR);
    one_visit();
    clinics_close(&c);
    for (int i = 0; i < HANDS; i++)
        free(hands[i].arena.base);
    folder_remove();
    return check_done("clinic diary race");
}
