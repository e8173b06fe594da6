/* test_clinic_acts.c - of a clinic nothing is written by a number alone: every act as every role, with the
 * numbers of another clinic. */
#include "../store/sqlite.h"
#include "check.h"
#include "clinic_shape.h"

#include <stdlib.h>
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

static struct actor actor_of(const struct shape *x, enum role role)
{
    struct actor a = shape_actor(x, role);
    if (role == ROLE_patient)
        a = (struct actor){0, x == &ann ? anns_person : bees_person, role};
    return role == ROLE_none ? (struct actor){0, 0, role} : a;
}

static enum store_result done(struct store *s, enum role role, const struct act *act)
{
    struct change c = {.actor = actor_of(&ann, role),
                       .person = role == ROLE_patient ? anns_person : 0,
                       .patient = role == ROLE_patient || role == ROLE_none ||
                                          role == ROLE_public || act->name == ACT_patient_add
                                      ? 0
                                      : shape_number(&ann, NUMBER_patient),
                       .acts = act,
                       .act_count = 1,
                       .facts = {"", 0},
                       .now_s = NOW + 5};
    return store_change(s, &c);
}

/* With the other clinic's numbers: as with numbers that nobody has, and nothing of either changes. Of an act
 * that names nothing, nothing of the other clinic does. */
static void tried(const char *path, enum act_name name, enum role role)
{
    struct act theirs = shape_act(&bee, name), none = shape_act(&nobody, name);
    int numbers = shape_names(name, "csapovkufgqm"), hashes = shape_names(name, "eyKJQZ");
    struct store *s = opened(path);
    char *all = shape_rows(path, NULL), *of_bee = shape_rows(path, &bee);
    /* New numbers and texts are their own: the mark would be taken for the other's. */
    for (int i = 0; i < theirs.count; i++) {
        struct act fresh = shape_act(&nobody, name);
        int made = fresh.value[i].what == VALUE_whole &&
                   fresh.value[i].whole == shape_number(&nobody, NUMBER_new);
        int text = fresh.value[i].what == VALUE_text;
        int new_hash = fresh.value[i].what == VALUE_bytes && fresh.value[i].text.p[0] == HASH_new;
        if (made || text || new_hash)
            theirs.value[i] = fresh.value[i];
    }
    enum store_result r = done(s, role, &theirs);
    if (numbers)
        CHECK_OF(r == STORE_NONE || (r == STORE_OK && act_may_touch_none(name)));
    if (numbers || hashes)
        CHECK_OF(same_rows(all, shape_rows(path, NULL)));
    else
        free(all);
    CHECK_OF(same_rows(of_bee, shape_rows(path, &bee)));
    if (numbers || hashes)
        CHECK_OF(done(s, role, &none) == r);
    store_close(s);
}

/* Its own, but for one number. */
static void mixed(const char *path, enum act_name name, enum role role)
{
    struct act foreign = shape_act(&bee, name);
    struct store *s = opened(path);
    for (int i = 0; i < foreign.count; i++) {
        struct act act = shape_act(&ann, name);
        int64_t n = foreign.value[i].whole;
        if (foreign.value[i].what != VALUE_whole || n <= bee.base ||
            n == shape_number(&bee, NUMBER_new) || n >= NOW)
            continue;
        if (name == ACT_account_add)
            act.value[3] = value_text(span_of("new login"));
        act.value[i].whole = n;
        char *all = shape_rows(path, NULL);
        enum store_result r = done(s, role, &act);
        CHECK_OF(r == STORE_NONE || (r == STORE_OK && act_may_touch_none(name)));
        CHECK_OF(same_rows(all, shape_rows(path, NULL)));
    }
    store_close(s);
}

/* By a link to that patient, and in the change that uses it. */
static void joined(struct store *s, const struct act *join)
{
    struct act add = shape_act(&ann, ACT_patient_add), link = shape_act(&ann, ACT_link_patient);
    struct act both[] = {shape_act(&ann, ACT_link_use), *join}, other[] = {add, link};
    struct change c = {.actor = actor_of(&ann, ROLE_patient),
                       .person = anns_person,
                       .acts = both,
                       .act_count = 2,
                       .facts = {"", 0},
                       .now_s = NOW};
    other[1].value[1] = add.value[0];
    other[1].value[2] = value_whole(NOW + 900);
    CHECK(acts_do(s, shape_actor(&ann, ROLE_desk), 0, 2, other) == STORE_OK);
    both[0].value[0] = value_bytes(shape_hash(&bee, HASH_link), STORE_HASH);
    CHECK(store_change(s, &c) == STORE_NONE);
    both[0].value[0] = link.value[0];
    CHECK(store_change(s, &c) == STORE_NONE);
    c.acts = &both[1];
    c.act_count = 1;
    CHECK(store_change(s, &c) == STORE_NONE);
    both[0].value[0] = value_bytes(shape_hash(&ann, HASH_link), STORE_HASH);
    c.acts = both;
    c.act_count = 2;
    CHECK(store_change(s, &c) == STORE_OK && store_change(s, &c) == STORE_NONE);
}

/* And with its own it is done: so it was not refused for another reason. */
static void owned(const char *path, enum act_name name, enum role role)
{
    struct act act = shape_act(&ann, name);
    struct store *s = opened(path);
    if (name == ACT_patient_join) {
        joined(s, &act);
    } else if (name != ACT_clinic_add) {
        if (name == ACT_account_add)
            act.value[3] = value_text(span_of("new login"));
        CHECK_OF(done(s, role, &act) == STORE_OK);
    } else {
        CHECK_OF(done(s, role, &act) == STORE_CONFLICT); /* it is there already */
    }
    CHECK_OF(is_sound(s));
    store_close(s);
}

static void acted(const char *made)
{
    const char *path = in_folder("acts.db");
    for (int i = 0; i < ACT_COUNT; i++)
        for (enum role role = ROLE_none; role <= ROLE_system; role++) {
            enum act_name name = (enum act_name)i;
            char what[64];
            snprintf(what, sizeof what, "%s as %s", act_called(name), role_word(role));
            failing = what;
            file_copied(made, path);
            if (!(act_roles(name) >> role & 1)) {
                struct store *s = opened(path);
                struct act act = shape_act(&ann, name);
                char *all = shape_rows(path, NULL);
                CHECK_OF(done(s, role, &act) == STORE_NONE);
                CHECK_OF(same_rows(all, shape_rows(path, NULL)));
                store_close(s);
                continue;
            }
            if (role != ROLE_system && name != ACT_link_use && name != ACT_summary_put)
                tried(path, name, role);
            if (role != ROLE_system)
                mixed(path, name, role);
            file_copied(made, path);
            /* Sessions and codes are the practitioner's. */
            if (role == ROLE_practitioner || !shape_names(name, "ey"))
                owned(path, name, role);
        }
}

/* Facts and notes about a patient of another clinic. */
static void written(struct store *s)
{
    for (enum role role = ROLE_desk; role <= ROLE_owner; role++) {
        const struct audit_note note = {"read", shape_number(&bee, NUMBER_patient)};
        struct change c = {.actor = actor_of(&ann, role), .now_s = NOW};
        struct act sum = shape_act(&ann, ACT_summary_put);
        c.person = bees_person;
        c.acts = &sum;
        c.act_count = 1;
        c.facts = span_of("");
        CHECK(store_change(s, &c) == STORE_NONE);
        sum.value[0] = value_whole(bees_person); /* in the place of whom the change is about */
        c.person = 0;
        c.patient = shape_number(&ann, NUMBER_patient);
        CHECK(store_change(s, &c) == STORE_REFUSED);
        c = (struct change){.actor = actor_of(&ann, role), .now_s = NOW};
        c.facts = fact_note(9, 1, "theirs");
        c.patient = note.patient;
        CHECK(store_change(s, &c) == STORE_NONE);
        c.patient = 0;
        CHECK(store_change(s, &c) == STORE_NONE);
        c.person = bees_person;
        CHECK(store_change(s, &c) == STORE_NONE);
        c.person = anns_person; /* also their own patient has no number but the clinic's */
        CHECK(store_change(s, &c) == STORE_NONE);
        c.person = 0;
        c.facts = span_of("");
        c.audit = &note;
        c.audit_count = 1;
        CHECK(store_change(s, &c) == STORE_NONE);
        c.patient = shape_number(&ann, NUMBER_patient);
        CHECK(store_change(s, &c) == STORE_NONE);
        c.audit_count = 0;
        c.facts = fact_note(9, 1, "ours");
        CHECK(store_change(s, &c) == (role == ROLE_desk ? STORE_NONE : STORE_OK));
        c.patient = shape_number(&ann, NUMBER_closed);
        CHECK(store_change(s, &c) == (role == ROLE_owner ? STORE_OK : STORE_NONE));
    }
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
    store_close(s);
    acted(path);
    s = opened(path);
    written(s);
    CHECK(is_sound(s));
    store_close(s);
    folder_remove();
    return check_done("clinic acts");
}
