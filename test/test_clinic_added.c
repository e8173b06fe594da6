/* test_clinic_added - a patient is added through the server: a record of their own, a code that is shown, a
 * line in the log; sent twice it is one; somebody leaves, and their people are given on. */
#include "clinic_help.h"

#include "check.h"

#include <stdlib.h>

static char db[200];

static long long rows_in(const char *sql)
{
    sqlite3 *file = raw(db);
    sqlite3_stmt *q;
    long long n = -1;
    if (sqlite3_prepare_v2(file, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
        n = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(file);
    return n;
}

static struct browser sits_down(struct server *s, int64_t account, enum role role)
{
    struct browser b = {.own = ""};
    struct acts acts = {.count = 0};
    struct seat x = {.in = 1};
    seat_fresh(&x);
    seat_acts(&x, test_arena(), "Firefox/1 Windows", &acts);
    CHECK(acts_as(s, (struct actor){CLINIC, account, role}, &acts, clock_s()) == STORE_OK);
    secret_put(x.secret, b.clinic);
    return b;
}

static const char *form(const char *page, const char *more)
{
    static char body[600];
    char key[80], id[40];
    snprintf(key, sizeof key, "%s", field_of(page, "key"));
    snprintf(id, sizeof id, "%s", field_of(page, "id"));
    snprintf(body, sizeof body, "id=%s&key=%s&%s", id, key, more);
    return body;
}

static void adding(struct server *s)
{
    struct browser tom = sits_down(s, TOM, ROLE_practitioner);
    char *page = strdup(ask(s, "GET", "/clinic/new", NULL, &tom).body);
    char body[600];
    char more[120];
    snprintf(more, sizeof more, "name=Ruth+Okafor&born=1968&account=%014llx",
             (unsigned long long)TOM);
    snprintf(body, sizeof body, "%s", form(page, more));
    struct answered t = ask(s, "POST", "/clinic/new", body, &tom);
    CHECK(t.status == 200 && strstr(t.body, "A link for Ruth Okafor") && strstr(t.body, "/join/"));
    CHECK(rows_in("SELECT count(*) FROM patient WHERE name = 'Ruth Okafor' AND born = 1968 AND "
                  "clinic = 7001 AND joined_s IS NULL") == 1);
    CHECK(
        rows_in("SELECT count(*) FROM patient t JOIN fact f ON f.person = t.person WHERE t.name = "
                "'Ruth Okafor' AND f.line LIKE '%profile%born=1968%'") == 1);
    CHECK(rows_in("SELECT count(*) FROM audit l JOIN patient t ON t.patient = l.patient AND "
                  "t.person = l.person WHERE l.what = 'patient added' AND l.account = 7102") == 1);
    t = ask(s, "POST", "/clinic/new", body, &tom); /* sent twice */
    CHECK(t.status == 200 && strstr(t.body, "/join/"));
    CHECK(rows_in("SELECT count(*) FROM patient") == 1 &&
          rows_in("SELECT count(*) FROM fact") == 1);
    free(page);
}

/* The front desk adds, and is led back to a page that it may see. */
static void by_the_desk(struct server *s)
{
    struct browser desk = sits_down(s, FRONT, ROLE_desk);
    char *page = strdup(ask(s, "GET", "/clinic/new", NULL, &desk).body);
    struct answered t =
        ask(s, "POST", "/clinic/new", form(page, "name=Ed+Brown&born=1950&account="), &desk);
    char *back = strstr(t.body, "/clinic/patient/");
    CHECK(t.status == 200 && back && strstr(back, "/edit\""));
    CHECK(rows_in("SELECT count(*) FROM patient WHERE name = 'Ed Brown' AND account IS NULL") == 1);
    CHECK(rows_in("SELECT count(*) FROM fact") == 1); /* it writes no fact */
    char path[80];
    snprintf(path, sizeof path, "%.*s", back ? (int)strcspn(back, "\"") : 0, back ? back : "");
    t = ask(s, "GET", path, NULL, &desk);
    CHECK(t.status == 200 && strstr(t.body, "Ed Brown, born 1950"));
    t = ask(s, "GET", "/clinic/people", NULL, &desk);
    CHECK(t.status == 200 && strstr(t.body, "Ruth Okafor") && strstr(t.body, "2 in care"));
    t = ask(s, "GET", "/clinic/log", NULL, &desk);
    CHECK(t.status == 404);
    free(page);
}

static void leaving(struct server *s)
{
    struct browser olive = sits_down(s, OWNER, ROLE_owner),
                   tom = sits_down(s, TOM, ROLE_practitioner);
    char path[80];
    snprintf(path, sizeof path, "/clinic/staff/%014llx/leave", (unsigned long long)TOM);
    char *page = strdup(ask(s, "GET", path, NULL, &olive).body);
    CHECK(strstr(page, "Ruth Okafor, born 1968"));
    char more[80];
    snprintf(more, sizeof more, "do=leave&to=%014llx", (unsigned long long)OWNER);
    struct answered t = ask(s, "POST", path, form(page, more), &olive);
    CHECK(t.status == 303);
    CHECK(rows_in("SELECT count(*) FROM patient WHERE account = 7101 AND name = 'Ruth Okafor'") ==
          1);
    t = ask(s, "GET", "/clinic/people", NULL, &tom);
    CHECK(t.status == 303 && strstr(t.location, "/clinic/login"));
    t = ask(s, "GET", "/clinic/log", NULL, &olive);
    CHECK(t.status == 200 && strstr(t.body, "signed out somebody who has left"));
    free(page);
}

int main(void)
{
    snprintf(db, sizeof db, "%s", in_folder("added.db"));
    struct server *s = clinic_server(db);
    CHECK(clinic_made(s, clock_s()));
    adding(s);
    by_the_desk(s);
    leaving(s);
    clinic_close(s);
    folder_remove();
    return check_done("clinic added");
}
