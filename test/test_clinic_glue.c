/* test_clinic_glue.c - what stands between a request of the clinic's and its page: who may, what is theirs,
 * that a reading is on disk before it is shown, that nothing is lost when two write at once, and what becomes
 * of a patient's own answers and of their erasure. */
#include "check.h"
#include "clinic_help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARTA = 7301, OTHER = 7302, GONE = 7303, ELSEWHERE = 8301 };
static const char BEGUN[] = "2026-11-01T08:00+00:00 walk _id=00000000000000e1-1&minutes=7\n";
static char db[300];
static unsigned minted = 1;

static int64_t rows_in(const char *sql)
{
    sqlite3 *file = raw(db);
    int64_t n = number(file, sql);
    sqlite3_close(file);
    return n;
}

static int done(const char *sql)
{
    sqlite3 *file = raw(db);
    int ok = does(file, sql);
    sqlite3_close(file);
    return ok;
}

/* Signed in, by the store: how is test_clinic_accounts.c's. */
static struct browser sits_down(struct server *s, int64_t clinic, int64_t account, enum role role)
{
    struct browser b = {.own = ""};
    struct acts acts = {.count = 0};
    struct seat x = {.in = 1};
    seat_fresh(&x);
    seat_acts(&x, test_arena(), "Firefox/1 Windows", &acts);
    CHECK(acts_as(s, (struct actor){clinic, account, role}, &acts, clock_s()) == STORE_OK);
    secret_put(x.secret, b.clinic);
    return b;
}

static const char *patient(int64_t n, const char *tail)
{
    static _Thread_local char path[80];
    snprintf(path, sizeof path, "/clinic/patient/%014llx%s", (unsigned long long)n, tail);
    return path;
}

/* The hidden fields of the page's form, a fresh id, and more. */
static const char *form(const char *page, const char *more)
{
    static _Thread_local char body[600];
    char key[40], tag[40], facts[40];
    snprintf(key, sizeof key, "%s", field_of(page, "key"));
    snprintf(tag, sizeof tag, "%s", field_of(page, "for"));
    snprintf(facts, sizeof facts, "%s", field_of(page, "facts"));
    snprintf(body, sizeof body, "id=%016x&key=%s&for=%s&facts=%s%s",
             __atomic_fetch_add(&minted, 1, __ATOMIC_RELAXED), key, tag, facts, more);
    return body;
}

static void another_clinic(struct server *s)
{
    const struct actor owner = {8001, 8101, ROLE_owner};
    struct acts acts = {.count = 0};
    act_put(&acts, clinic_add, value_whole(8001), value_str("Hill Physio"), value_str("GB"),
            value_whole(0));
    act_put(&acts, account_add, value_whole(8101), value_str("owner"), value_str("Hal Hill"),
            value_str("hal@example.org"), value_str(""), value_or_null(0), value_str(""));
    CHECK(acts_as(s, owner, &acts, clock_s()) == STORE_OK);
    acts.count = 0;
    act_put(&acts, patient_add, value_whole(ELSEWHERE), value_person(), value_str("Ed Elsewhere"),
            value_or_null(0), value_str(""), value_or_null(0), value_or_null(0));
    CHECK(acts_as(s, owner, &acts, clock_s()) == STORE_OK);
}

/* What is not theirs, and what their role may not see, is the page of what does not exist: the same bytes. */
static void not_theirs(struct server *s, struct browser *tom, struct browser *desk,
                       struct browser *hal)
{
    char *none = strdup(ask(s, "GET", "/clinic/nowhere", NULL, tom).body);
    const char *tail[] = {"/exam", "/treatment", "/plan", "/clear", "/nothing", ""};
    for (size_t i = 0; i < sizeof tail / sizeof tail[0]; i++) {
        const int64_t whose[] = {ELSEWHERE, 9999, 0};
        for (int k = 0; k < 3; k++) {
            struct answered t = ask(s, "GET", patient(whose[k], tail[i]), NULL, tom);
            CHECK(t.status == 404 && strcmp(t.body, none) == 0);
            t = ask(s, "POST", patient(whose[k], tail[i]), form(none, "&left_slr_deg=60"), tom);
            CHECK(t.status == 404 && strcmp(t.body, none) == 0);
        }
    }
    struct answered t = ask(s, "GET", patient(GONE, "/exam"), NULL, tom); /* they have left */
    CHECK(t.status == 404 && strcmp(t.body, none) == 0);
    t = ask(s, "GET", patient(MARTA, "/exam"), NULL, hal);
    CHECK(t.status == 404 && !strstr(t.body, "Marta"));
    free(none);
    none = strdup(ask(s, "GET", "/clinic/nowhere", NULL, desk).body);
    t = ask(s, "GET", patient(MARTA, "/exam"), NULL, desk);
    CHECK(t.status == 404 && strcmp(t.body, none) == 0);
    t = ask(s, "POST", patient(MARTA, "/exam"), form(none, "&left_slr_deg=60"), desk);
    CHECK(t.status == 404 && strcmp(t.body, none) == 0);
    free(none);
    CHECK(rows_in("SELECT count(*) FROM audit WHERE what = 'read'") == 0);
    CHECK(rows_in("SELECT count(*) FROM fact WHERE line LIKE '%slr%'") == 0);
}

static void reading(struct server *s, struct browser *tom)
{
    struct answered t = ask(s, "GET", patient(MARTA, "/exam"), NULL, tom);
    CHECK(t.status == 200 && strstr(t.body, "Marta"));
    CHECK(strcmp(t.route, "/clinic/patient/*/exam") == 0);
    CHECK(rows_in("SELECT count(*) FROM audit WHERE what = 'read' AND patient = 7301 AND account = "
                  "7102") == 1);
    /* What cannot be noted is not shown. */
    sqlite3 *file = raw(db);
    CHECK(does(file, "BEGIN IMMEDIATE"));
    t = ask(s, "GET", patient(MARTA, "/exam"), NULL, tom);
    CHECK(t.status == 503 && !strstr(t.body, "Marta"));
    CHECK(does(file, "ROLLBACK"));
    sqlite3_close(file);
    t = ask(s, "GET", patient(MARTA, "/exam"), NULL, tom);
    CHECK(t.status == 200);
}

static void writing(struct server *s, struct browser *tom)
{
    char *page = strdup(ask(s, "GET", patient(MARTA, "/exam"), NULL, tom).body);
    char *others = strdup(ask(s, "GET", patient(OTHER, "/exam"), NULL, tom).body);
    CHECK(*field_of(page, "for") && strlen(field_of(page, "key")) == FORM_KEY - 1);
    char body[600];
    snprintf(body, sizeof body, "%s", form(page, "&left_slr_deg=60"));
    struct answered t = ask(s, "POST", patient(MARTA, "/exam"), body, tom);
    CHECK(t.status == 303);
    t = ask(s, "POST", patient(MARTA, "/exam"), body, tom); /* a second tap */
    CHECK(t.status == 303);
    CHECK(rows_in("SELECT count(*) FROM fact WHERE line LIKE '%slr_deg=60%_who=Tom%' OR line LIKE "
                  "'%_who=Tom%slr_deg=60%'") == 1);
    CHECK(rows_in("SELECT count(*) FROM audit WHERE what = 'exam' AND patient = 7301") >= 1);
    CHECK(rows_in(
              "SELECT s.facts = p.facts FROM summary s JOIN patient t ON t.person = s.person JOIN "
              "person p ON p.person = s.person WHERE t.patient = 7301") == 1);
    t = ask(s, "POST", patient(MARTA, "/exam"), form(others, "&left_slr_deg=61"), tom);
    CHECK(t.status == 409 && strstr(t.body, "another patient"));
    char *key = strstr(body, "&key=");
    key[6] = key[6] == 'a' ? 'b' : 'a';
    t = ask(s, "POST", patient(MARTA, "/exam"), body, tom);
    CHECK(t.status == 403);
    CHECK(rows_in("SELECT count(*) FROM fact WHERE line LIKE '%slr_deg=61%'") == 0);
    free(page);
    free(others);
}

static void step(struct server *s, struct browser *tom)
{
    CHECK(done("UPDATE session SET stepped_s = stepped_s - 700"));
    char *page = strdup(ask(s, "GET", patient(MARTA, "/clear"), NULL, tom).body);
    struct answered t =
        ask(s, "POST", patient(MARTA, "/clear"), form(page, "&outcome=all+well"), tom);
    CHECK(t.status == 200 && strstr(t.body, "name=\"step_code\"") &&
          strstr(t.body, "name=\"outcome\" value=\"all well\"") && *field_of(t.body, "id"));
    t = ask(s, "POST", patient(MARTA, "/clear"), form(page, "&outcome=all+well&step_code=000000"),
            tom);
    CHECK(t.status == 422 && !strstr(t.body, "value=\"000000\""));
    char more[80];
    snprintf(more, sizeof more, "&outcome=all+well&step_code=%s", code_of(clock_s()));
    t = ask(s, "POST", patient(MARTA, "/clear"), form(page, more), tom);
    CHECK(
        !strstr(t.body, "step_code")); /* on to the page itself, whatever it says to such a form */
    CHECK(rows_in("SELECT count(*) FROM session WHERE stepped_s > seen_s - 5") >= 1);
    t = ask(s, "POST", patient(MARTA, "/clear"), form(page, "&outcome=all+well"), tom);
    CHECK(!strstr(t.body, "step_code"));
    free(page);
}

/* Whoever finds the owner's desk empty, and knows the address, does not get what is closed. */
static void closed(struct server *s)
{
    CHECK(done("UPDATE patient SET retain_day = 40000 WHERE patient = 7303"));
    struct browser owner = sits_down(s, CLINIC, OWNER, ROLE_owner);
    struct answered t = ask(s, "GET", patient(GONE, "?why=copy"), NULL, &owner);
    CHECK(t.status == 200 && strstr(t.body, "This record is closed"));
    CHECK(done("UPDATE session SET stepped_s = stepped_s - 700"));
    t = ask(s, "GET", patient(GONE, "?why=copy"), NULL, &owner);
    CHECK(t.status == 303 && strncmp(t.location, "/clinic/keeping/", 16) == 0);
    t = ask(s, "GET", patient(GONE, "/letters?why=safety"), NULL, &owner);
    CHECK(t.status == 303 && strncmp(t.location, "/clinic/keeping/", 16) == 0);
    CHECK(rows_in("SELECT count(*) FROM audit WHERE what LIKE 'opened after%'") == 1);
}

/* --- two at once ---------------------------------------------------------------------------------------------------- */

enum { WRITERS = 4, EACH = 5 };
struct writer {
    struct server *s;
    struct browser b;
    int n, kept, told; /* told: another was quicker, and what it wrote is shown */
};

static void *writes(void *writer)
{
    struct writer *w = writer;
    for (int i = 0; i < EACH; i++) {
        char more[60];
        char *page = strdup(ask(w->s, "GET", patient(OTHER, "/exam"), NULL, &w->b).body);
        snprintf(more, sizeof more, "&left_slr_deg=%d", 30 + w->n * EACH + i);
        struct answered t = ask(w->s, "POST", patient(OTHER, "/exam"), form(page, more), &w->b);
        w->kept += t.status == 303;
        w->told += t.status == 409 && strstr(t.body, "Somebody else wrote");
        free(page);
    }
    return NULL;
}

static void at_once(struct server *s)
{
    struct writer w[WRITERS];
    pthread_t who[WRITERS];
    int kept = 0, told = 0;
    for (int i = 0; i < WRITERS; i++) {
        w[i] = (struct writer){.s = s, .n = i};
        w[i].b = sits_down(s, CLINIC, TOM, ROLE_practitioner);
    }
    for (int i = 0; i < WRITERS; i++)
        pthread_create(&who[i], NULL, writes, &w[i]);
    for (int i = 0; i < WRITERS; i++) {
        pthread_join(who[i], NULL);
        kept += w[i].kept;
        told += w[i].told;
    }
    CHECK(kept == rows_in("SELECT count(*) FROM fact f JOIN patient p ON p.person = f.person WHERE "
                          "p.patient = 7302 AND line LIKE '%slr_deg%'"));
    CHECK(kept >= 1 && kept + told == WRITERS * EACH);
    CHECK(rows_in(
              "SELECT s.facts = p.facts FROM summary s JOIN patient t ON t.person = s.person JOIN "
              "person p ON p.person = s.person WHERE t.patient = 7302") == 1);
    CHECK(is_sound(s->store));
}

/* --- a patient's own ---------------------------------------------------------------------------------------------------- */

static void own_answers(struct server *s)
{
    struct browser b = {.own = ""};
    struct session x;
    struct reply r = {.status = 0};
    session_fresh(&x);
    session_put(&x, &r);
    memcpy(b.own, r.cookie, sizeof b.own);
    int64_t person = rows_in("SELECT person FROM patient WHERE patient = 7301");
    struct change c = {.person = person, .browser = x.hash, .now_s = clock_s()};
    c.facts.p = "";
    CHECK(store_change(s->store, &c) == STORE_OK);
    struct answered t = ask(s, "GET", "/", NULL, &b);
    CHECK(t.status == 200 && strstr(t.body, "Shared with Riverside Osteopaths"));
    CHECK(strstr(t.body, "have not been reviewed"));
    char body[80];
    snprintf(body, sizeof body, "id=%016x&agree=yes&minutes=9", minted++);
    t = ask(s, "POST", "/walk", body, &b);
    CHECK(t.status == 303);
    CHECK(
        rows_in("SELECT s.facts = p.facts FROM summary s JOIN person p ON p.person = s.person JOIN "
                "patient t ON t.person = p.person WHERE t.patient = 7301") == 1);
    /* Signed by somebody of their clinic, in these rules only. */
    struct acts acts = {.count = 0};
    act_put(&acts, clinic_sign, value_str("Olive Owner"), value_str("GOsC 1"), value_whole(20772),
            value_whole(RULES_VERSION));
    CHECK(acts_as(s, (struct actor){CLINIC, OWNER, ROLE_owner}, &acts, clock_s()) == STORE_OK);
    t = ask(s, "GET", "/about", NULL, &b);
    CHECK(strstr(t.body, "Olive Owner, GOsC 1, 2026-11-15") &&
          !strstr(t.body, "not been reviewed"));
    CHECK(done("UPDATE clinic SET signed_rules = signed_rules - 1"));
    t = ask(s, "GET", "/about", NULL, &b);
    CHECK(!strstr(t.body, "Olive Owner") && strstr(t.body, "not been reviewed"));
    /* On paper: for whom, and whom to ring. */
    static const char told[] = "2026-03-02T08:08+00:00 screen extent=full&rest=no\n";
    c.facts = (struct span){told, sizeof told - 1};
    CHECK(store_change(s->store, &c) == STORE_OK);
    CHECK(done("UPDATE site SET telephone = '01632 960 123' WHERE clinic = 7001"));
    t = ask(s, "GET", "/plan/print", NULL, &b);
    CHECK(strstr(t.body, " · for Marta") && strstr(t.body, "Riverside Osteopaths, 01632 960 123."));
    /* Erased: what they told; what the clinic wrote stays, closed, as long as it must. */
    CHECK(done("UPDATE patient SET retain_day = 40000 WHERE patient = 7301"));
    t = ask(s, "GET", "/record", NULL, &b);
    struct answered e;
    {
        static struct arena a;
        a = (struct arena){.base = malloc(32 << 20), .size = 32 << 20};
        struct ask q = {.path = {"/record", 7},
                        .query = {"erase=1", 7},
                        .body = {"", 0},
                        .cookie = b.own,
                        .host = "localhost"};
        struct reply page;
        CHECK(address_read("127.0.0.1", &q.address));
        serve(s, &a, &q, &page);
        CHECK(page.status == 200 && memmem(page.body.p, page.body.len, "must be kept", 12) &&
              memmem(page.body.p, page.body.len, "8 July 2079", 11));
        free(a.base);
    }
    snprintf(body, sizeof body, "id=%016x&do=erase&sure=yes", minted++);
    e = ask(s, "POST", "/record", body, &b);
    CHECK(e.status == 303);
    CHECK(rows_in("SELECT count(*) FROM fact WHERE line LIKE '%minutes=9%'") == 0);
    CHECK(rows_in(
              "SELECT count(*) FROM fact f JOIN patient p ON p.person = f.person WHERE p.patient = "
              "7301 AND line NOT LIKE '%_by=clinician%'") == 0);
    CHECK(rows_in(
              "SELECT count(*) FROM fact f JOIN patient p ON p.person = f.person WHERE p.patient = "
              "7301 AND line LIKE '%slr_deg=60%'") == 1);
    CHECK(rows_in("SELECT count(*) FROM browser WHERE person = (SELECT person FROM patient WHERE "
                  "patient = 7301)") == 0);
    CHECK(rows_in("SELECT left_s IS NOT NULL FROM patient WHERE patient = 7301") == 1);
    CHECK(is_sound(s->store));
}

static void minute(struct server *s)
{
    CHECK(done("DELETE FROM summary"));
    CHECK(done("UPDATE session SET seen_s = 5"));
    const struct actor tom = {CLINIC, TOM, ROLE_practitioner};
    failed_note(s->front, &tom);
    clinic_minute(s, clock_s());
    CHECK(rows_in("SELECT count(*) FROM patient p LEFT JOIN summary s ON s.person = p.person WHERE "
                  "p.left_s IS NULL AND s.person IS NULL") == 0);
    CHECK(rows_in("SELECT count(*) FROM summary") >= 2);
    CHECK(rows_in("SELECT count(*) FROM session") == 0);
    CHECK(rows_in("SELECT count(*) FROM audit WHERE what = 'sign-in failed' AND clinic = 7001 AND "
                  "account = 7102") == 1);
    clinic_minute(s, clock_s());
    CHECK(rows_in("SELECT count(*) FROM audit WHERE what = 'sign-in failed'") == 1);
}

int main(void)
{
    snprintf(db, sizeof db, "%s", in_folder("glue.db"));
    struct server *s = clinic_server(db);
    CHECK(clinic_made(s, clock_s()));
    another_clinic(s);
    CHECK(patient_made(s, MARTA, 1979, span_of(BEGUN), clock_s()) > 0);
    CHECK(patient_made(s, OTHER, 0, span_of(""), clock_s()) > 0);
    CHECK(patient_made(s, GONE, 0, span_of(""), clock_s()) > 0);
    CHECK(done("UPDATE patient SET left_s = 5 WHERE patient = 7303"));
    struct browser tom = sits_down(s, CLINIC, TOM, ROLE_practitioner);
    struct browser desk = sits_down(s, CLINIC, FRONT, ROLE_desk);
    struct browser hal = sits_down(s, 8001, 8101, ROLE_owner);
    not_theirs(s, &tom, &desk, &hal);
    reading(s, &tom);
    writing(s, &tom);
    step(s, &tom);
    closed(s);
    at_once(s);
    own_answers(s);
    minute(s);
    clinic_close(s);
    folder_remove();
    return check_done("clinic glue");
}
