/* test_clinic_ends.c - how the record of a patient ends: as part of another, kept closed, erased, or swept when
 * its day has come; and that nothing of it stays. */
#include "../store/sqlite.h"
#include "check.h"
#include "clinic_shape.h"

#include <stdlib.h>
#include <string.h>

enum { DAY = 86400, TODAY = NOW / DAY };

static const struct shape ann = {.base = 1110000, .mark = "ANN", .byte = 0xa1};
static const struct shape bee = {.base = 2220000, .mark = "BEE", .byte = 0xbe};
static const struct shape own = {.base = 3330000, .mark = "OWN", .byte = 0xc1};
static int64_t anns_person, bees_person;

static struct store *begun(const char *name, const char **ret_path)
{
    *ret_path = in_folder(name);
    struct store *s = opened(*ret_path);
    CHECK(shape_make(s, &ann, &anns_person) && shape_make(s, &bee, &bees_person));
    return s;
}

static int64_t asked(const char *path, const char *sql)
{
    sqlite3 *db = raw(path);
    int64_t n = number(db, sql);
    sqlite3_close(db);
    return n;
}

static enum store_result record_of(struct store *s, const struct shape *x, enum role role,
                                   struct person_row *row)
{
    struct actor a = shape_actor(x, role);
    return store_record(s, &a, shape_number(x, NUMBER_patient), test_arena(), row);
}

static int in_record(const struct person_row *row, const char *word)
{
    return memmem(row->record.p, row->record.len, word, strlen(word)) != NULL;
}

/* --- one record becomes part of another ------------------------------------------------------------------ */

/* Somebody with a record on their phone joins: what the clinic wrote of them comes to it. */
static struct change joining(int64_t mine, struct span theirs)
{
    static struct act acts[2];
    static struct audit_note note;
    note = (struct audit_note){"joined", shape_number(&ann, NUMBER_patient)};
    acts[0] = shape_act(&ann, ACT_link_use);
    acts[1] = shape_act(&ann, ACT_patient_join);
    return (struct change){.actor = {shape_number(&ann, NUMBER_clinic), mine, ROLE_patient},
                           .person = mine,
                           .absorb = anns_person,
                           .acts = acts,
                           .act_count = 2,
                           .audit = &note,
                           .audit_count = 1,
                           .facts = theirs,
                           .now_s = NOW};
}

static void absorbed(void)
{
    const char *path;
    struct store *s = begun("absorb.db", &path);
    struct person_row row, way;
    struct change words = {
        .person = anns_person, .way_back = hash_of(7), .facts = {"", 0}, .now_s = NOW};
    int64_t mine = person_new(s, hash_of(1), fact_note(60, 1, "phone"));
    CHECK(store_change(s, &words) == STORE_OK && mine > 0);
    CHECK(record_of(s, &ann, ROLE_owner, &row) == STORE_OK);
    char theirs[400];
    snprintf(theirs, sizeof theirs, "%.*s", (int)row.record.len, row.record.p);
    /* The clinic wrote on meanwhile: nothing of that is lost. */
    struct change late = {.actor = shape_actor(&ann, ROLE_owner),
                          .patient = shape_number(&ann, NUMBER_patient),
                          .facts = fact_note(61, 1, "late"),
                          .now_s = NOW};
    CHECK(store_change(s, &late) == STORE_OK);
    struct change join = joining(mine, span_of(theirs));
    char *before = shape_rows(path, NULL);
    CHECK(store_change(s, &join) == STORE_CONFLICT);
    struct span more = fact_note(61, 1, "late");
    memcpy(theirs + row.record.len, more.p, more.len + 1);
    join = joining(mine, span_of(theirs));
    join.actor = shape_actor(&ann, ROLE_owner); /* not for a clinic to do */
    CHECK(store_change(s, &join) == STORE_NONE);
    join = joining(mine, span_of(theirs));
    join.actor.who = bees_person;
    CHECK(store_change(s, &join) == STORE_NONE);
    join = joining(mine, span_of(theirs));
    join.absorb = mine;
    CHECK(store_change(s, &join) == STORE_REFUSED);
    join.absorb = 999;
    CHECK(store_change(s, &join) == STORE_NONE && same_rows(before, shape_rows(path, NULL)));
    join = joining(mine, span_of(theirs));
    CHECK(store_change(s, &join) == STORE_OK && join.ret_person == mine && join.ret_stored == 2);
    CHECK(record_of(s, &ann, ROLE_practitioner, &row) == STORE_OK && row.person == mine);
    CHECK(row.facts == 3 && in_record(&row, "phone") && in_record(&row, "ANN") &&
          in_record(&row, "late"));
    /* Their browsers and words lead into it; of the other record only its number is left. */
    CHECK(store_find(s, KEY_browser, shape_hash(&ann, HASH_browser), NULL, &way) == STORE_OK);
    CHECK(way.person == mine && way.clinics == 1);
    CHECK(store_find(s, KEY_way_back, hash_of(7), NULL, &way) == STORE_OK && way.person == mine);
    CHECK(store_find(s, KEY_browser, hash_of(1), NULL, &way) == STORE_OK && way.person == mine);
    char sql[120];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM person WHERE person = %lld",
             (long long)anns_person);
    CHECK(asked(path, sql) == 0 && is_sound(s));
    snprintf(sql, sizeof sql, "SELECT count(*) FROM erased WHERE person = %lld",
             (long long)anns_person);
    CHECK(asked(path, sql) == 1);
    /* Who read it before they joined is told too. */
    struct actor self = {0, mine, ROLE_patient};
    struct rows r;
    CHECK(store_list(s, &self, LIST_my_log, NULL, 0, test_arena(), &r) == STORE_OK && r.count == 2);
    CHECK(store_change(s, &join) == STORE_NONE); /* the same link again */
    store_close(s);
}

/* Patients of two clinics, and of the same. */
static void absorbed_both(void)
{
    const char *path;
    struct store *s = begun("both.db", &path);
    struct person_row row;
    struct change c = {
        .actor = {0, 0, ROLE_system}, .person = anns_person, .absorb = bees_person, .now_s = NOW};
    CHECK(record_of(s, &bee, ROLE_owner, &row) == STORE_OK);
    c.facts = span_of(""); /* the same _id is there, with another line: it would be lost */
    CHECK(store_change(s, &c) == STORE_CONFLICT);
    c.facts = row.record;
    CHECK(store_change(s, &c) == STORE_CONFLICT);
    struct change words[] = {
        {.person = anns_person, .way_back = hash_of(7), .facts = {"", 0}, .now_s = NOW},
        {.person = bees_person, .way_back = hash_of(8), .facts = {"", 0}, .now_s = NOW}};
    CHECK(store_change(s, &words[0]) == STORE_OK && store_change(s, &words[1]) == STORE_OK);
    int64_t third = person_new(s, hash_of(2), span_of(""));
    c.person = third;
    CHECK(store_change(s, &c) == STORE_OK); /* they had no clinic: now they have that */
    CHECK(record_of(s, &bee, ROLE_owner, &row) == STORE_OK && row.person == third);
    CHECK(store_find(s, KEY_way_back, hash_of(8), NULL, &row) == STORE_OK && row.person == third);
    CHECK(record_of(s, &ann, ROLE_owner, &row) == STORE_OK);
    int64_t fourth = person_new(s, hash_of(3), row.record);
    struct change d = {.actor = {0, anns_person, ROLE_patient},
                       .person = fourth,
                       .absorb = anns_person,
                       .now_s = NOW};
    struct change keep = {.person = fourth, .way_back = hash_of(9), .facts = {"", 0}, .now_s = NOW};
    d.facts = span_of("");
    CHECK(store_change(s, &keep) == STORE_OK && store_change(s, &d) == STORE_OK);
    /* They had words of their own already, and keep those. */
    CHECK(store_find(s, KEY_way_back, hash_of(9), NULL, &row) == STORE_OK && row.clinics == 1);
    CHECK(store_find(s, KEY_way_back, hash_of(7), NULL, &row) == STORE_NONE);
    /* A second patient of ann's, whose record is the third person's: one clinic has both. */
    sqlite3 *db = raw(path);
    char sql[160];
    snprintf(sql, sizeof sql, "UPDATE patient SET person = %lld WHERE patient = 1110007",
             (long long)third);
    CHECK(does(db, sql));
    sqlite3_close(db);
    d = (struct change){
        .actor = {0, 0, ROLE_system}, .person = third, .absorb = fourth, .now_s = NOW};
    d.facts = fact_note((unsigned)NUMBER_patient, 9, "any");
    CHECK(store_change(s, &d) == STORE_CONFLICT);
    CHECK(record_of(s, &ann, ROLE_owner, &row) == STORE_OK && row.person == fourth);
    CHECK(is_sound(s));
    store_close(s);
}

/* --- kept closed -------------------------------------------------------------------------------------------- */

static void visited(struct store *s, const struct shape *x, int64_t retain_day)
{
    struct act visit = shape_act(x, ACT_patient_visit);
    visit.value[1] = value_whole(TODAY);
    visit.value[2] = value_whole(retain_day);
    CHECK(acts_do(s, shape_actor(x, ROLE_owner), 0, 1, &visit) == STORE_OK);
}

static void retained(void)
{
    const char *path;
    struct store *s = begun("retain.db", &path);
    struct person_row row;
    struct audit_note note = {"erased", shape_number(&ann, NUMBER_patient)};
    struct change told = {.person = anns_person, .facts = fact_note(70, 1, "DIARY"), .now_s = NOW};
    struct change c = {.actor = {0, anns_person, ROLE_patient},
                       .person = anns_person,
                       .erase = 1,
                       .facts = {"", 0},
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = NOW + 5};
    uint32_t n = 9;
    c.retain = fact_note(71, 1, "treated");
    CHECK(store_change(s, &told) == STORE_OK);
    visited(s, &ann, TODAY + 100);
    c.facts_seen = 2;
    CHECK(store_change(s, &c) == STORE_CONFLICT); /* what must be kept was read too early */
    c.facts_seen = 3;
    CHECK(store_change(s, &c) == STORE_OK && c.ret_person == anns_person);
    CHECK(record_of(s, &ann, ROLE_practitioner, &row) == STORE_NONE);
    CHECK(record_of(s, &ann, ROLE_owner, &row) == STORE_OK && row.person != anns_person);
    CHECK(row.facts == 1 && in_record(&row, "treated") && !in_record(&row, "DIARY"));
    CHECK(row.clinics == 0 && !row.has_way_back);
    CHECK(store_find(s, KEY_browser, shape_hash(&ann, HASH_browser), NULL, &row) == STORE_NONE);
    char *left = shape_rows(path, NULL);
    CHECK(!strstr(left, "DIARY"));
    free(left);
    CHECK(asked(path,
                "SELECT count(*) FROM patient WHERE patient = 1110006 AND left_s = 1764000005") ==
          1);
    CHECK(asked(path, "SELECT count(*) FROM link WHERE patient = 1110006") == 0 && is_sound(s));
    /* By a clock that is not believed nothing goes. */
    int64_t far = (int64_t)(TODAY + 9999) * DAY;
    CHECK(store_sweep(s, far, far, &n) == STORE_OK && n == 0);
    /* It goes on its day, whether it was looked at or not; the other clinic's do not. */
    CHECK(store_sweep(s, (int64_t)(TODAY + 100) * DAY, 9000 * (int64_t)DAY, &n) == STORE_OK &&
          n == 0);
    CHECK(store_sweep(s, (int64_t)(TODAY + 101) * DAY, 9000 * (int64_t)DAY, &n) == STORE_OK &&
          n == 0); /* in the west it is that day still */
    CHECK(store_sweep(s, (int64_t)(TODAY + 101) * DAY + DAY / 2, 9000 * (int64_t)DAY, &n) ==
              STORE_OK &&
          n == 1);
    CHECK(record_of(s, &ann, ROLE_owner, &row) == STORE_NONE);
    CHECK(asked(path, "SELECT count(*) FROM patient WHERE patient = 1110006") == 0);
    CHECK(asked(path, "SELECT count(*) FROM attention WHERE patient = 1110006") == 0);
    CHECK(asked(path, "SELECT count(*) FROM audit WHERE patient = 1110006 AND what = 'erased'") ==
          1);
    CHECK(record_of(s, &bee, ROLE_owner, &row) == STORE_OK && is_sound(s));
    store_close(s);
}

/* They leave one of two clinics: it keeps what it must, they keep all, and so does the other. */
static void left(void)
{
    const char *path;
    struct store *s = begun("left.db", &path);
    struct person_row row;
    struct act leave = shape_act(&ann, ACT_patient_leave);
    struct change c = {
        .actor = {0, anns_person, ROLE_patient}, .person = anns_person, .now_s = NOW + 5};
    sqlite3 *db = raw(path);
    CHECK(does(db, "UPDATE patient SET person = 1 WHERE patient = 2220006") && anns_person == 1);
    sqlite3_close(db);
    c.facts = span_of("");
    c.acts = &leave;
    c.act_count = 1;
    c.retain = fact_note(72, 1, "treated");
    CHECK(store_change(s, &c) == STORE_REFUSED); /* whose? */
    c.retain_clinic = 999;
    CHECK(store_change(s, &c) == STORE_NONE);
    c.retain_clinic = shape_number(&ann, NUMBER_clinic);
    CHECK(store_change(s, &c) == STORE_OK);
    CHECK(record_of(s, &ann, ROLE_practitioner, &row) == STORE_NONE);
    CHECK(record_of(s, &ann, ROLE_owner, &row) == STORE_OK && row.facts == 1);
    CHECK(in_record(&row, "treated") && row.person != anns_person && row.clinics == 0);
    CHECK(record_of(s, &bee, ROLE_practitioner, &row) == STORE_OK && row.person == anns_person);
    CHECK(row.clinics == 1 && in_record(&row, "ANN"));
    CHECK(store_find(s, KEY_browser, shape_hash(&ann, HASH_browser), NULL, &row) == STORE_OK);
    CHECK(is_sound(s));
    store_close(s);
}

/* --- erased --------------------------------------------------------------------------------------------------- */

static void erased(void)
{
    const char *path;
    struct store *s = begun("erase.db", &path);
    struct change c = {.actor = shape_actor(&ann, ROLE_practitioner),
                       .patient = shape_number(&ann, NUMBER_patient),
                       .erase = 1,
                       .facts = {"", 0},
                       .now_s = NOW};
    struct person_row row;
    CHECK(store_change(s, &c) == STORE_NONE); /* only an owner */
    c.actor = shape_actor(&bee, ROLE_owner);
    CHECK(store_change(s, &c) == STORE_NONE);
    c.actor = shape_actor(&ann, ROLE_owner);
    sqlite3 *db = raw(path);
    CHECK(does(db, "UPDATE patient SET person = 1 WHERE patient = 2220007") && anns_person == 1);
    CHECK(store_change(s, &c) == STORE_CONFLICT); /* another clinic has them as well */
    CHECK(does(db, "UPDATE patient SET person = 4 WHERE patient = 2220007"));
    sqlite3_close(db);
    CHECK(store_change(s, &c) == STORE_OK && record_of(s, &ann, ROLE_owner, &row) == STORE_NONE);
    CHECK(asked(path, "SELECT (SELECT count(*) FROM patient WHERE patient = 1110006)"
                      " + (SELECT count(*) FROM attention WHERE patient = 1110006)"
                      " + (SELECT count(*) FROM link WHERE patient = 1110006)"
                      " + (SELECT count(*) FROM summary WHERE person = 1)"
                      " + (SELECT count(*) FROM fact WHERE person = 1)"
                      " + (SELECT count(*) FROM browser WHERE person = 1)") == 0);
    CHECK(asked(path, "SELECT count(*) FROM attention WHERE patient = 2220006") == 1);
    CHECK(record_of(s, &bee, ROLE_owner, &row) == STORE_OK && is_sound(s));
    /* Of somebody without a clinic nothing is kept, whatever is asked for. */
    int64_t person = person_new(s, hash_of(4), fact_note(80, 1, "alone"));
    int64_t people = asked(path, "SELECT count(*) FROM person");
    c = (struct change){
        .person = person, .erase = 1, .retain = fact_note(80, 2, "kept"), .now_s = NOW};
    c.facts = span_of("");
    CHECK(store_change(s, &c) == STORE_OK);
    CHECK(asked(path, "SELECT count(*) FROM person") == people - 1);
    store_close(s);
}

/* --- swept ---------------------------------------------------------------------------------------------------- */

/* Whether the sweep takes a patient who was seen long ago, by what the clinics' rows say. */
static int goes(const char *made, const char *rows)
{
    const char *path = in_folder("swept.db");
    uint32_t n = 0;
    file_copied(made, path);
    sqlite3 *db = raw(path);
    /* The others stay: they were seen today. */
    CHECK(does(db, "UPDATE person SET seen_s = seen_s + 86400 * 1000 WHERE person <> 1") &&
          does(db, rows));
    sqlite3_close(db);
    struct store *s = opened(path);
    CHECK(store_sweep(s, NOW + 1000 * (int64_t)DAY, 999 * (int64_t)DAY, &n) == STORE_OK &&
          is_sound(s));
    store_close(s);
    CHECK(asked(path, "SELECT count(*) FROM person WHERE person = 1") == (n == 0));
    return (int)n;
}

static void swept(void)
{
    const char *path;
    struct store *s = begun("sweep.db", &path);
    uint32_t n = 9;
    CHECK(anns_person == 1);
    /* Not for want of facts while a clinic has them. */
    struct act add = shape_act(&own, ACT_patient_add);
    add.value[5] = add.value[6] = value_whole(0);
    CHECK(acts_do(s, shape_actor(&ann, ROLE_desk), 0, 1, &add) == STORE_OK);
    CHECK(store_sweep(s, NOW + DAY, 999 * (int64_t)DAY, &n) == STORE_OK && n == 0);
    CHECK(asked(path, "SELECT count(*) FROM patient WHERE patient = 3330008") == 1);
    store_close(s);
    /* In care; with days that have come, have not, and just have not; gone; of two clinics. */
    static const struct {
        int goes;
        const char *rows;
    } cases[] = {
        {0, "UPDATE patient SET made_s = made_s"},
        {0, "UPDATE patient SET retain_day = 1764000000 / 86400 + 1000 WHERE person = 1"},
        {1, "UPDATE patient SET retain_day = 1764000000 / 86400 + 999 WHERE person = 1"},
        {1, "UPDATE patient SET left_s = 5 WHERE person = 1"},
        {0,
         "UPDATE patient SET left_s = 5, retain_day = 1764000000 / 86400 + 1000 WHERE person = 1"},
        {0, "UPDATE patient SET archived_s = 5 WHERE person = 1"},
        {0, "UPDATE patient SET left_s = 5 WHERE person = 1;"
            "UPDATE patient SET person = 1 WHERE patient = 2220006"},
        {1, "UPDATE patient SET left_s = 5 WHERE person = 1;"
            "UPDATE patient SET person = 1, retain_day = 9 WHERE patient = 2220006"},
        /* Seen today, and it can be come back to. */
        {0, "UPDATE patient SET left_s = 5, retain_day = 9 WHERE person = 1;"
            "UPDATE person SET seen_s = seen_s + 86400 * 1000 WHERE person = 1"},
        {1, "UPDATE patient SET left_s = 5, retain_day = 9 WHERE person = 1; DELETE FROM browser;"
            "UPDATE person SET seen_s = seen_s + 86400 * 1000 WHERE person = 1"},
        {0, "UPDATE patient SET left_s = 5 WHERE person = 1; DELETE FROM browser;"
            "UPDATE person SET seen_s = seen_s + 86400 * 1000 WHERE person = 1"},
        {0, "UPDATE patient SET left_s = 5, retain_day = 9 WHERE person = 1; DELETE FROM browser;"
            "INSERT INTO way_back VALUES (1, x'00');"
            "UPDATE person SET seen_s = seen_s + 86400 * 1000 WHERE person = 1"},
        {0, "UPDATE patient SET retain_day = 9 WHERE person = 1; DELETE FROM browser;"
            "UPDATE person SET seen_s = seen_s + 86400 * 1000 WHERE person = 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (!CHECK(goes(path, cases[i].rows) == cases[i].goes))
            fprintf(stderr, "    %s\n", cases[i].rows);
}

int main(void)
{
    absorbed();
    absorbed_both();
    retained();
    left();
    erased();
    swept();
    folder_remove();
    return check_done("clinic ends");
}
