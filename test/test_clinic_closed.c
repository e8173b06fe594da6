/* test_clinic_closed - what a clinic may still read of a patient who has left: what it wrote, until they
 * left, and nothing that they or others tell later. */
#include "clinic_help.h"

#include "check.h"

#include <stdlib.h>

enum { MARTA = 7301, LEFT_S = 1783584000 }; /* 9 July 2026 */
static const char LINES[] =
    "2026-07-01T08:00+00:00 profile _id=00000000000000aa-1&born=1979\n"
    "2026-07-02T08:00+00:00 exam "
    "_id=00000000000000aa-2&_by=clinician&_who=Tom&side=right&slr_deg=61\n"
    "2026-07-03T08:00+00:00 exam "
    "_id=00000000000000aa-3&_by=clinician&_who=Tom&_from=file&side=right&"
    "slr_deg=62\n"
    "2026-07-08T08:00+00:00 exam _id=00000000000000aa-4&_by=clinician&_who=Ann&"
    "_recorded=2026-07-20T08:00:00%2B00:00&side=right&slr_deg=63\n"
    "2026-07-20T08:00+00:00 exam "
    "_id=00000000000000aa-5&_by=clinician&_who=Ann&side=right&slr_deg=64\n"
    "2026-07-21T08:00+00:00 walk _id=00000000000000aa-6&minutes=9\n";

static struct arena a;

/* What is read of Marta by the owner. */
static struct span read_now(struct server *s)
{
    static struct clinic_request q;
    static struct person_row row;
    static struct room room;
    struct seat seat = {.in = 1};
    struct ask ask = {.query = {"", 0}, .body = {"", 0}};
    int64_t number;
    const struct clinic_route *r =
        clinic_route((struct span){"/clinic/patient/00000000001c85/exam", 35}, &number);
    arena_reset(&a);
    memset(&q, 0, sizeof q);
    memset(&row, 0, sizeof row);
    seat.staff.actor = (struct actor){CLINIC, OWNER, ROLE_owner};
    CHECK(r && number == MARTA);
    CHECK(reads_fetch(s, &a, &room, &ask, &seat, r, number, &q, &row) == STORE_OK);
    return row.record;
}

static int holds(struct span record, const char *what)
{
    return record.len && memmem(record.p, record.len, what, strlen(what)) != NULL;
}

int main(void)
{
    char db[200];
    snprintf(db, sizeof db, "%s", in_folder("closed.db"));
    a = (struct arena){.base = malloc(32 << 20), .size = 32 << 20};
    struct server *s = clinic_server(db);
    CHECK(clinic_made(s, 1783000000));
    CHECK(patient_made(s, MARTA, 1979, (struct span){LINES, sizeof LINES - 1}, 1783000000) > 0);
    struct span all = read_now(s);
    CHECK(holds(all, "born=1979") && holds(all, "minutes=9") && holds(all, "slr_deg=64"));
    sqlite3 *file = raw(db);
    char sql[100];
    snprintf(sql, sizeof sql, "UPDATE patient SET left_s = %d WHERE patient = 7301", (int)LEFT_S);
    CHECK(does(file, sql));
    sqlite3_close(file);
    struct span kept = read_now(s);
    CHECK(holds(kept, "slr_deg=61"));
    CHECK(!holds(kept, "born=1979") && !holds(kept, "minutes=9"));   /* what they told */
    CHECK(!holds(kept, "slr_deg=62"));                               /* a file says so */
    CHECK(!holds(kept, "slr_deg=63") && !holds(kept, "slr_deg=64")); /* another clinic's, later */
    clinic_close(s);
    folder_remove();
    free(a.base);
    return check_done("clinic closed");
}
