/* test_clinic_change.c - changes to a clinic: all or nothing, two at once, who may no longer, and the log. */
#include "../store/sqlite.h"
#include "check.h"
#include "clinic_shape.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const struct shape ann = {.base = 1110000, .mark = "ANN", .byte = 0xa1};
static const struct shape bee = {.base = 2220000, .mark = "BEE", .byte = 0xbe};
static int64_t anns_person;

static struct change change_as(enum role role)
{
    return (struct change){.actor = shape_actor(&ann, role), .facts = {"", 0}, .now_s = NOW};
}

static struct change about_patient(enum role role, struct span facts)
{
    struct change c = change_as(role);
    c.patient = shape_number(&ann, NUMBER_patient);
    c.facts = facts;
    return c;
}

static int64_t facts_there(struct store *s)
{
    struct actor owner = shape_actor(&ann, ROLE_owner);
    struct person_row row = {0};
    CHECK(store_record(s, &owner, shape_number(&ann, NUMBER_patient), test_arena(), &row) ==
          STORE_OK);
    return row.facts;
}

/* --- all or nothing ---------------------------------------------------------------------------------------- */

static void whole(struct store *s, const char *path)
{
    struct act visit = shape_act(&ann, ACT_patient_visit), acts[2] = {visit, visit};
    const struct audit_note notes[] = {{"exam", shape_number(&ann, NUMBER_patient)},
                                       {"exam", shape_number(&bee, NUMBER_patient)}};
    struct change c = about_patient(ROLE_practitioner, fact_note(20, 1, "whole"));
    char *all = shape_rows(path, NULL);
    c.acts = acts;
    c.audit = notes;
    c.act_count = c.audit_count = 2;
    CHECK(store_change(s, &c) == STORE_NONE && c.ret_stored == 0); /* the second note */
    c.audit_count = 1;
    acts[1].value[0] = value_whole(shape_number(&bee, NUMBER_patient));
    CHECK(store_change(s, &c) == STORE_NONE); /* the second act */
    acts[1] = shape_act(&ann, ACT_link_patient);
    acts[1].value[0] = value_bytes(shape_hash(&ann, HASH_link), STORE_HASH);
    CHECK(store_change(s, &c) == STORE_CONFLICT); /* a hash that is there */
    acts[1] = shape_act(&ann, ACT_attention_add);
    acts[1].value[3] = value_text(span_of("nonsense"));
    CHECK(store_change(s, &c) == STORE_REFUSED); /* a word that the table does not take */
    acts[1].value[3] = (struct value){VALUE_null, 0, {"", 0}};
    CHECK(store_change(s, &c) == STORE_REFUSED);
    acts[1] = visit;
    acts[1].count--;
    CHECK(store_change(s, &c) == STORE_REFUSED);
    c.facts = span_of("nonsense\n");
    acts[1].count++;
    CHECK(store_change(s, &c) == STORE_REFUSED);
    CHECK(same_rows(all, shape_rows(path, NULL)));
    c.facts = fact_note(20, 1, "whole");
    CHECK(store_change(s, &c) == STORE_OK && c.ret_stored == 1 && c.ret_person == anns_person);
    CHECK(is_sound(s) && facts_there(s) == 2);
    /* A visit day never goes back, and an unknown one is not a new one. */
    struct act back = visit;
    struct value patient = value_whole(shape_number(&ann, NUMBER_patient));
    struct actor doctor = shape_actor(&ann, ROLE_practitioner);
    struct rows r;
    back.value[1] = value_whole(5);
    back.value[2] = (struct value){VALUE_null, 0, {"", 0}};
    CHECK(acts_do(s, doctor, 0, 1, &back) == STORE_OK);
    CHECK(store_list(s, &doctor, LIST_patient, &patient, 1, test_arena(), &r) == STORE_OK);
    CHECK(row_whole(&r, 0, patient_visit_day) == NOW &&
          row_whole(&r, 0, patient_retain_day) == NOW);
}

/* --- two at once ------------------------------------------------------------------------------------------- */

enum { THREADS = 8 };
struct racer {
    struct store *s;
    unsigned number;
    int64_t seen;
    enum store_result result;
};

static void race(struct store *s, void *(*run)(void *), struct racer racers[THREADS], int64_t seen)
{
    pthread_t thread[THREADS];
    for (unsigned i = 0; i < THREADS; i++) {
        racers[i] = (struct racer){s, i, seen, STORE_BROKEN};
        CHECK(pthread_create(&thread[i], NULL, run, &racers[i]) == 0);
    }
    for (unsigned i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
}

static int count_of(const struct racer racers[THREADS], enum store_result r)
{
    int n = 0;
    for (int i = 0; i < THREADS; i++)
        n += racers[i].result == r;
    return n;
}

static void *write_seen(void *arg)
{
    struct racer *x = arg;
    struct change c = about_patient(ROLE_practitioner, fact_note(30 + x->number, 1, "race"));
    c.facts_seen = x->seen;
    x->result = store_change(x->s, &c);
    return NULL;
}

static void *use_link(void *arg)
{
    struct racer *x = arg;
    struct act use = shape_act(&ann, ACT_link_use);
    x->result = acts_do(x->s, (struct actor){0, 0, ROLE_patient}, 0, 1, &use);
    return NULL;
}

static void *use_code(void *arg)
{
    struct racer *x = arg;
    struct act use = shape_act(&ann, ACT_recovery_use), step = shape_act(&ann, ACT_totp_use);
    x->result = acts_do(x->s, shape_actor(&ann, ROLE_practitioner), 0, 1, x->seen ? &step : &use);
    return NULL;
}

static void races(struct store *s)
{
    struct racer racers[THREADS];
    struct store_health before, after;
    int64_t there = facts_there(s);
    store_health(s, &before);
    race(s, write_seen, racers, 1 + there);
    CHECK(count_of(racers, STORE_OK) == 1 && count_of(racers, STORE_CONFLICT) == THREADS - 1);
    CHECK(facts_there(s) == there + 1);
    store_health(s, &after); /* an everyday thing, of which nobody needs to be told */
    CHECK(after.refused == before.refused && after.state == STORE_OK);
    race(s, write_seen, racers, 0);
    CHECK(count_of(racers, STORE_OK) == THREADS && facts_there(s) == there + THREADS);
    race(s, use_link, racers, 0);
    CHECK(count_of(racers, STORE_OK) == 1 && count_of(racers, STORE_NONE) == THREADS - 1);
    race(s, use_code, racers, 0);
    CHECK(count_of(racers, STORE_OK) == 1 && count_of(racers, STORE_NONE) == THREADS - 1);
    race(s, use_code, racers, 1);
    CHECK(count_of(racers, STORE_OK) == 1 && count_of(racers, STORE_NONE) == THREADS - 1);
    /* A link in time: the last second is, the next one is not. */
    struct act late[] = {shape_act(&ann, ACT_link_patient), shape_act(&ann, ACT_link_use)};
    late[0].value[2] = value_whole(NOW);
    late[1].value[0] = late[0].value[0];
    struct change c = change_as(ROLE_desk);
    c.acts = late;
    c.act_count = 1;
    CHECK(store_change(s, &c) == STORE_OK);
    c.acts = &late[1];
    c.now_s = NOW + 1;
    CHECK(store_change(s, &c) == STORE_NONE);
    c.now_s = NOW;
    CHECK(store_change(s, &c) == STORE_OK);
}

/* --- what lists show is made from what there is ------------------------------------------------------------ */

static int64_t facts_summed(const char *path)
{
    sqlite3 *db = raw(path);
    int64_t n = number(db, "SELECT s.facts FROM summary s JOIN patient p ON p.person = s.person"
                           " WHERE p.patient = 1110006");
    sqlite3_close(db);
    return n;
}

static void summaries(struct store *s, const char *path)
{
    struct act put = shape_act(&ann, ACT_summary_put);
    int64_t there = facts_there(s);
    struct change c = about_patient(ROLE_practitioner, fact_note(40, 1, "summed"));
    put.value[3] = value_whole(there + 1);
    c.acts = &put;
    c.act_count = 1;
    CHECK(store_change(s, &c) == STORE_OK && facts_summed(path) == there + 1);
    /* Facts without a summary leave none behind that is of fewer; nor does one that comes late. */
    c = about_patient(ROLE_practitioner, fact_note(40, 2, "unsummed"));
    CHECK(store_change(s, &c) == STORE_OK && facts_summed(path) == -1);
    c = about_patient(ROLE_practitioner, span_of(""));
    c.acts = &put;
    c.act_count = 1;
    CHECK(store_change(s, &c) == STORE_OK && facts_summed(path) == -1);
    put.value[3] = value_whole(there + 2);
    CHECK(store_change(s, &c) == STORE_OK && facts_summed(path) == there + 2);
    struct change own = {.person = anns_person, .facts = fact_note(41, 1, "own"), .now_s = NOW};
    CHECK(store_change(s, &own) == STORE_OK && facts_summed(path) == -1 && is_sound(s));
    struct actor program = {0, 0, ROLE_system};
    struct value v[] = {value_whole(1), value_whole(1), value_whole(9)};
    struct rows r;
    CHECK(store_list(s, &program, LIST_stale, v, 3, test_arena(), &r) == STORE_OK);
    CHECK(r.count == 1 && row_whole(&r, 0, stale_person) == anns_person);
}

/* --- who may no longer --------------------------------------------------------------------------------------- */

static enum store_result leaves(struct store *s, enum shape_number account, int64_t gone)
{
    struct act leave = shape_act(&ann, ACT_account_leave);
    leave.value[0] = value_whole(shape_number(&ann, account));
    leave.value[1] = value_whole(gone);
    return acts_do(s, shape_actor(&ann, ROLE_owner), 0, 1, &leave);
}

static enum store_result becomes(struct store *s, enum shape_number account, const char *role)
{
    struct act edit = shape_act(&ann, ACT_account_edit);
    edit.value[0] = value_whole(shape_number(&ann, account));
    edit.value[1] = value_text(span_of(role));
    return acts_do(s, shape_actor(&ann, ROLE_owner), 0, 1, &edit);
}

static void no_longer(struct store *s)
{
    const struct audit_note note = {"read", shape_number(&ann, NUMBER_patient)};
    struct change facts = about_patient(ROLE_practitioner, fact_note(50, 1, "late"));
    struct change read = change_as(ROLE_practitioner);
    struct act in = shape_act(&ann, ACT_session_add);
    in.value[0] = value_bytes(shape_hash(&bee, HASH_new), STORE_HASH);
    read.audit = &note;
    read.audit_count = 1;
    CHECK(leaves(s, NUMBER_practitioner, 1) == STORE_OK);
    CHECK(store_change(s, &facts) == STORE_NONE && store_change(s, &read) == STORE_NONE);
    CHECK(acts_do(s, facts.actor, 0, 1, &in) == STORE_NONE);
    CHECK(leaves(s, NUMBER_practitioner, 0) == STORE_OK && store_change(s, &read) == STORE_OK);
    /* Of another role than the page was asked by. */
    CHECK(becomes(s, NUMBER_practitioner, "desk") == STORE_OK);
    CHECK(store_change(s, &facts) == STORE_NONE && store_change(s, &read) == STORE_NONE);
    CHECK(becomes(s, NUMBER_practitioner, "practitioner") == STORE_OK);
    CHECK(store_change(s, &facts) == STORE_OK);
    facts.actor.who = shape_number(&ann, NUMBER_new);
    facts.facts = fact_note(50, 2, "nobody");
    CHECK(store_change(s, &facts) == STORE_NONE);
    /* A clinic is never without an owner. */
    CHECK(leaves(s, NUMBER_owner, 1) == STORE_NONE);
    CHECK(becomes(s, NUMBER_owner, "practitioner") == STORE_NONE);
    CHECK(becomes(s, NUMBER_practitioner, "owner") == STORE_OK);
    CHECK(becomes(s, NUMBER_owner, "practitioner") == STORE_OK);
    /* The first account of a clinic comes with it, and only the first. */
    struct act found[] = {shape_act(&bee, ACT_clinic_add), shape_act(&bee, ACT_account_add)};
    struct actor owner = shape_actor(&bee, ROLE_owner);
    found[1].value[0] = value_whole(owner.who);
    found[1].value[1] = value_text(span_of("owner"));
    found[1].value[5] = value_whole(0);
    CHECK(acts_do(s, owner, 0, 1, found) == STORE_NONE);
    CHECK(acts_do(s, owner, 0, 2, found) == STORE_OK);
    owner.who++;
    found[1].value[0] = value_whole(owner.who);
    found[1].value[3] = value_text(span_of("another"));
    CHECK(acts_do(s, owner, 0, 1, &found[1]) == STORE_NONE);
}

/* --- the log ------------------------------------------------------------------------------------------------- */

static void broken(const char *made, const char *sql, const char *expected)
{
    const char *path = in_folder("log.db");
    file_copied(made, path);
    sqlite3 *db = raw(path);
    CHECK(does(db, sql));
    sqlite3_close(db);
    struct store *s = opened(path);
    if (!CHECK(!is_sound(s) && strstr(told(), expected)))
        fprintf(stderr, "    %s: told: %s\n", sql, told());
    store_close(s);
}

static void log_kept(const char *path)
{
    static const char *const refused[] = {
        "UPDATE audit SET what = 'x'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE sequence = 2",
        "REPLACE INTO audit SELECT * FROM audit WHERE sequence = 1",
        "INSERT INTO audit VALUES (1110001, 99, 1, 1, 'owner', NULL, NULL, 'x', zeroblob(32))",
        "DELETE FROM audit_end",
        "UPDATE audit_end SET sequence = sequence - 1",
    };
    sqlite3 *db = raw(path);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (!CHECK(!does(db, refused[i])))
            fprintf(stderr, "    %s\n", refused[i]);
    CHECK(number(db, "SELECT count(*) FROM audit WHERE clinic = 1110001") > 3);
    CHECK(number(db, "SELECT count(*) FROM audit WHERE patient IS NOT NULL AND person IS NULL") ==
          0);
    sqlite3_close(db);
    static const char *const columns[] = {
        "at_s = at_s + 1",   "account = 1110003",   "role = 'desk'",
        "patient = 1110007", "patient = NULL",      "person = 2",
        "what = 'none'",     "head = zeroblob(32)", "clinic = 1110002",
    };
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        char sql[200];
        snprintf(sql, sizeof sql,
                 "DROP TRIGGER audit_update; UPDATE audit SET %s WHERE sequence = 3", columns[i]);
        broken(path, sql, "log");
    }
    broken(path, "DROP TRIGGER audit_delete; DELETE FROM audit WHERE sequence = 2", "not what was");
    broken(path, "DROP TRIGGER audit_delete; DELETE FROM audit WHERE sequence > 2", "does not end");
    broken(path, "DROP TRIGGER audit_delete; DELETE FROM audit", "does not end");
    broken(path, "DROP TRIGGER audit_end_delete; DELETE FROM audit_end", "lost its end");
    broken(path, "DROP TRIGGER audit_end_update; UPDATE audit_end SET head = zeroblob(32)",
           "does not end");
    broken(path, "UPDATE audit_end SET sequence = sequence + 1", "does not end");
    broken(path, "UPDATE summary SET facts = facts + 1", "summary");
}

/* Who is told of what: an owner of the clinic, a person of themself, before and after they joined. */
static void log_read(struct store *s)
{
    const struct audit_note notes[] = {{"read", shape_number(&ann, NUMBER_patient)},
                                       {"signed in", 0}};
    struct change c = change_as(ROLE_desk);
    struct actor owner = shape_actor(&ann, ROLE_owner), self = {0, anns_person, ROLE_patient};
    struct value before = value_whole(NOW);
    struct rows r;
    c.audit = notes;
    c.audit_count = 2;
    CHECK(store_change(s, &c) == STORE_OK && c.ret_person == 0);
    CHECK(store_list(s, &owner, LIST_log, &before, 1, test_arena(), &r) == STORE_OK &&
          r.count >= 4);
    CHECK(strcmp(row_text(&r, 0, log_what), "signed in") == 0 && !row_is(&r, 0, log_patient));
    CHECK(row_whole(&r, 1, log_patient) == shape_number(&ann, NUMBER_patient));
    CHECK(strcmp(row_text(&r, 1, log_role), "desk") == 0);
    CHECK(row_whole(&r, 0, log_sequence) == row_whole(&r, 1, log_sequence) + 1);
    before = value_whole(row_whole(&r, 1, log_sequence));
    CHECK(store_list(s, &owner, LIST_log, &before, 1, test_arena(), &r) == STORE_OK &&
          r.count >= 2);
    CHECK(row_whole(&r, 0, log_sequence) == before.whole - 1);
    CHECK(store_list(s, &self, LIST_my_log, NULL, 0, test_arena(), &r) == STORE_OK && r.count >= 2);
    CHECK(strcmp(row_text(&r, 0, my_log_what), "read") == 0);
    /* What they do themself is noted in the clinic's log; of nobody else's number. */
    struct change own = {.actor = self, .person = anns_person, .audit = notes, .audit_count = 1};
    own.facts = span_of("");
    own.now_s = NOW + 9;
    CHECK(store_change(s, &own) == STORE_OK);
    CHECK(store_list(s, &self, LIST_my_log, NULL, 0, test_arena(), &r) == STORE_OK);
    CHECK(strcmp(row_text(&r, 0, my_log_role), "patient") == 0 &&
          row_whole(&r, 0, my_log_at_s) == NOW + 9);
    const struct audit_note other = {"read", shape_number(&ann, NUMBER_closed)};
    own.audit = &other;
    CHECK(store_change(s, &own) == STORE_NONE);
}

int main(void)
{
    const char *path = in_folder("change.db");
    struct store *s = opened(path);
    CHECK(shape_make(s, &ann, &anns_person) && is_sound(s));
    whole(s, path);
    log_read(s);
    races(s);
    summaries(s, path);
    no_longer(s);
    /* Whoever was the owner is a practitioner by now, and the other way round. */
    struct act put = shape_act(&ann, ACT_summary_put);
    struct actor second = shape_actor(&ann, ROLE_practitioner);
    second.role = ROLE_owner;
    put.value[3] = value_whole(facts_there(s));
    CHECK(acts_do(s, second, shape_number(&ann, NUMBER_patient), 1, &put) == STORE_OK);
    CHECK(is_sound(s));
    store_close(s);
    log_kept(path);
    folder_remove();
    return check_done("clinic change");
}
