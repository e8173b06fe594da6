#include "clinic_shape.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int64_t shape_number(const struct shape *x, enum shape_number n)
{
    return x->base + (int64_t)n;
}

const uint8_t *shape_hash(const struct shape *x, enum shape_hash n)
{
    enum { HASHES = 16 };
    static _Thread_local uint8_t hash[HASHES][STORE_HASH];
    static _Thread_local int next;
    uint8_t *h = hash[next++ % HASHES];
    memset(h, x->byte, STORE_HASH);
    h[0] = (uint8_t)n;
    return h;
}

struct actor shape_actor(const struct shape *x, enum role role)
{
    int64_t who = role == ROLE_owner          ? shape_number(x, NUMBER_owner)
                  : role == ROLE_practitioner ? shape_number(x, NUMBER_practitioner)
                  : role == ROLE_desk         ? shape_number(x, NUMBER_desk)
                                              : 0;
    return (struct actor){shape_number(x, NUMBER_clinic), who, role};
}

/* --- acts, by what they take ------------------------------------------------------------------------ */

/* A letter a value: c clinic, s site, a account, p patient, n a number that is not there yet; of the diary o room,
 * v service, k booking, u one that is offered, f hours, g away, q waiting, m mail;
 * e, y, l, h the hash of a session, a recovery code, a link, of nothing yet; K, J, Q, Z of a link to what is
 * booked, held, asked of the wait list, waiting; P the person; r a role;
 * w what a link is for; d what was done about a need; S a state; x what a mail says; t a text; b bytes; 0 and 1 small
 * numbers; D a day; Y, M, i, N, T a day on which they work, a minute of it, how many, a later minute, its instant. */
enum rows_touched { ANY, ONE };
static const struct {
    const char *called, *words, *takes;
    int roles;
    enum rows_touched rows;
} acts[ACT_COUNT] = {
#define ACT(name, roles, rows, sql) [ACT_##name] = {#name, sql, takes_##name, roles, rows},
#define takes_clinic_add "cttz"
#define takes_clinic_edit "tt1a"
#define takes_clinic_sign "ttD1"
#define takes_site_add "ntttt"
#define takes_site_edit "stttt"
#define takes_site_close "s1"
#define takes_account_add "nrtttst"
#define takes_account_edit "arttst"
#define takes_account_leave "a1"
#define takes_account_out "a"
#define takes_patients_give "aa"
#define takes_password_put "t"
#define takes_totp_put "b1"
#define takes_totp_use "1"
#define takes_recovery_drop ""
#define takes_recovery_add "h"
#define takes_recovery_use "y"
#define takes_session_add "ht"
#define takes_session_seen "e"
#define takes_session_step "e"
#define takes_session_drop "e"
#define takes_session_drop_others "h"
#define takes_sessions_old "DD"
#define takes_link_add "hwcDa"
#define takes_link_staff "haD"
#define takes_link_patient "hpD"
#define takes_link_use "l"
#define takes_links_drop "w"
#define takes_links_old "D"
#define takes_patient_add "nPtDtas"
#define takes_patient_edit "ptDtasD"
#define takes_patient_join "pP"
#define takes_patient_visit "pDD"
#define takes_patient_archive "p1"
#define takes_patient_leave "c"
#define takes_attention_add "pt1dDtt"
#define takes_attention_send "cpt1t"
#define takes_summary_put "PD11t"
#define takes_clinic_diary "11111"
#define takes_site_way "st1"
#define takes_patient_mail "pt"
#define takes_feed_put "h"
#define takes_room_add "nstt1"
#define takes_room_edit "ott1"
#define takes_room_close "o1"
#define takes_service_add "nttittz1"
#define takes_service_edit "vttitt11"
#define takes_service_close "v1"
#define takes_offer_add "av"
#define takes_offers_drop "v"
#define takes_hours_add "nas_YMN__"
#define takes_hours_drop "f"
#define takes_away_add "nasYYMNt"
#define takes_away_drop "g"
#define takes_booking_add "nsavopYMiTttt"
#define takes_booking_hold "nsavoYMiTtttU"
#define takes_booking_offer "nsavoqYMiTU"
#define takes_booking_move "ksaoYMiTz"
#define takes_booking_state "kzS"
#define takes_booking_patient "kzp"
#define takes_booking_confirm "J"
#define takes_booking_move_mine "KzsaoYMT"
#define takes_booking_cancel_mine "Kz"
#define takes_bookings_lapse ""
#define takes_bookings_forget "11"
#define takes_waiting_add "nsavptttYYMN"
#define takes_waiting_ask "nsavtttYYMN"
#define takes_waiting_confirm "Q"
#define takes_waiting_end_mine "Z"
#define takes_waiting_end "q"
#define takes_waiting_offer "qu"
#define takes_waitings_settle "1"
#define takes_waitings_forget "1"
#define takes_diary_link_add "hk_"
#define takes_mail_add "nk_x1U"
#define takes_mail_try "mU"
#define takes_mail_sent "m"
#define takes_mail_failed "mt1"
#define takes_mails_old "1"
#define takes_diary_links_old "1"
#define takes_mail_elsewhere "p"
#include "../store/acts.def"
};

int act_roles(enum act_name name)
{
    return acts[name].roles;
}

const char *act_words(enum act_name name)
{
    return acts[name].words;
}

const char *act_called(enum act_name name)
{
    return acts[name].called;
}

int act_may_touch_none(enum act_name name)
{
    return acts[name].rows == ANY;
}

int shape_names(enum act_name name, const char *kinds)
{
    return strpbrk(acts[name].takes, kinds) != NULL;
}

static struct value bytes_of(const struct shape *x, enum shape_hash n)
{
    return value_bytes(shape_hash(x, n), STORE_HASH);
}

static struct value value_of(const struct shape *x, char kind)
{
    switch (kind) {
    case 'c':
        return value_whole(shape_number(x, NUMBER_clinic));
    case 's':
        return value_whole(shape_number(x, NUMBER_site));
    case 'a':
        return value_whole(shape_number(x, NUMBER_practitioner));
    case 'p':
        return value_whole(shape_number(x, NUMBER_patient));
    case 'n':
        return value_whole(shape_number(x, NUMBER_new));
    case 'o':
        return value_whole(shape_number(x, NUMBER_room));
    case 'v':
        return value_whole(shape_number(x, NUMBER_service));
    case 'k':
        return value_whole(shape_number(x, NUMBER_booking));
    case 'u':
        return value_whole(shape_number(x, NUMBER_offered));
    case 'f':
        return value_whole(shape_number(x, NUMBER_hours));
    case 'g':
        return value_whole(shape_number(x, NUMBER_away));
    case 'q':
        return value_whole(shape_number(x, NUMBER_waiting));
    case 'm':
        return value_whole(shape_number(x, NUMBER_mail));
    case 'K':
        return bytes_of(x, HASH_booked);
    case 'J':
        return bytes_of(x, HASH_held);
    case 'Q':
        return bytes_of(x, HASH_asked);
    case 'Z':
        return bytes_of(x, HASH_waiting);
    case 'S':
        return value_text(span_of("arrived"));
    case 'x':
        return value_text(span_of("moved"));
    case '_':
        return (struct value){VALUE_null, 0, {"", 0}};
    case 'Y':
        return value_whole(WORKS_DAY);
    case 'M':
        return value_whole(WORKS_MIN);
    case 'i':
        return value_whole(WORKS_MINUTES);
    case 'N':
        return value_whole(WORKS_UNTIL);
    case 'T':
        return value_whole(WORKS_S);
    case 'U':
        return value_whole(NOW + 900);
    case 'e':
        return bytes_of(x, HASH_session);
    case 'y':
        return bytes_of(x, HASH_recovery);
    case 'l':
        return bytes_of(x, HASH_link);
    case 'h':
    case 'b':
        return bytes_of(x, HASH_new);
    case 'P':
        return value_person();
    case 'r':
        return value_text(span_of("practitioner"));
    case 'w':
        return value_text(span_of("patient"));
    case 'd':
        return value_text(span_of("snoozed"));
    case 't':
        return value_text(span_of(x->mark));
    case 'D':
        return value_whole(NOW);
    case 'z':
        return value_whole(0);
    default:
        return value_whole(1);
    }
}

struct act shape_act(const struct shape *x, enum act_name name)
{
    struct act act = {.name = name};
    for (const char *p = acts[name].takes; *p; p++)
        act.value[act.count++] = value_of(x, *p);
    return act;
}

enum store_result acts_do(struct store *s, struct actor who, int64_t patient, int count,
                          const struct act *list)
{
    struct change c = {.actor = who,
                       .patient = patient,
                       .acts = list,
                       .act_count = count,
                       .facts = {"", 0},
                       .now_s = NOW};
    return store_change(s, &c);
}

/* --- a clinic ------------------------------------------------------------------------------------------ */

static struct act account_act(const struct shape *x, enum shape_number n, const char *role)
{
    static _Thread_local char login[8][32];
    static _Thread_local int next;
    char *at = login[next++ % 8];
    struct act act = shape_act(x, ACT_account_add);
    snprintf(at, sizeof login[0], "%s%d", x->mark, (int)n);
    act.value[0] = value_whole(shape_number(x, n));
    act.value[1] = value_text(span_of(role));
    act.value[3] = value_text(span_of(at));
    return act;
}

static int found(struct store *s, const struct shape *x)
{
    struct act list[] = {
        shape_act(x, ACT_clinic_add),          shape_act(x, ACT_site_add),
        account_act(x, NUMBER_owner, "owner"), account_act(x, NUMBER_practitioner, "practitioner"),
        account_act(x, NUMBER_desk, "desk"),   shape_act(x, ACT_clinic_edit),
    };
    list[1].value[0] = value_whole(shape_number(x, NUMBER_site));
    return acts_do(s, shape_actor(x, ROLE_owner), 0, 6, list) == STORE_OK;
}

static struct act link_act(const struct shape *x)
{
    struct act act = shape_act(x, ACT_link_patient);
    act.value[0] = bytes_of(x, HASH_link);
    act.value[2] = value_whole(NOW + 900);
    return act;
}

/* The practitioner is signed in, and has a code. */
static int sign_in(struct store *s, const struct shape *x)
{
    struct act list[] = {shape_act(x, ACT_session_add), shape_act(x, ACT_recovery_add)};
    list[0].value[0] = bytes_of(x, HASH_session);
    list[1].value[0] = bytes_of(x, HASH_recovery);
    return acts_do(s, shape_actor(x, ROLE_practitioner), 0, 2, list) == STORE_OK;
}

static int patient_make(struct store *s, const struct shape *x, enum shape_number n,
                        int64_t *ret_person)
{
    struct act add = shape_act(x, ACT_patient_add);
    const struct audit_note note = {x->mark, shape_number(x, n)};
    struct change c = {.actor = shape_actor(x, ROLE_practitioner),
                       .acts = &add,
                       .act_count = 1,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = NOW};
    c.facts = fact_note((unsigned)n, 1, x->mark);
    add.value[0] = value_whole(shape_number(x, n));
    enum store_result r = store_change(s, &c);
    *ret_person = c.ret_person;
    return r == STORE_OK && c.ret_person > 0 && c.ret_stored == 1;
}

/* --- its diary ----------------------------------------------------------------------------------------- */

/* So many half hours before the free one of an act: each booking of the shape at its own. */
static struct act earlier(struct act act, int at, int halves, int64_t number)
{
    act.value[0] = value_whole(number);
    act.value[at].whole -= 30 * halves;
    act.value[at + 2].whole -= 1800 * halves;
    return act;
}

static struct act linked(const struct shape *x, enum shape_hash hash, int64_t booking,
                         int64_t waiting)
{
    const struct value none = {VALUE_null, 0, {"", 0}};
    return (struct act){ACT_diary_link_add,
                        3,
                        {bytes_of(x, hash), booking ? value_whole(booking) : none,
                         waiting ? value_whole(waiting) : none}};
}

static struct act numbered(struct act act, int64_t number)
{
    act.value[0] = value_whole(number);
    return act;
}

static struct act of_mail(struct act act, const char *mail)
{
    act.value[act.name == ACT_booking_hold ? 10 : 5] = value_text(span_of(mail));
    return act;
}

static int diary_make(struct store *s, const struct shape *x)
{
    enum { FROM_ADD = 7, FROM_HOLD = 6 };
    struct act set[] = {
        numbered(shape_act(x, ACT_room_add), shape_number(x, NUMBER_room)),
        numbered(shape_act(x, ACT_service_add), shape_number(x, NUMBER_service)),
        shape_act(x, ACT_offer_add),
        numbered(shape_act(x, ACT_hours_add), shape_number(x, NUMBER_hours)),
        numbered(shape_act(x, ACT_away_add), shape_number(x, NUMBER_away)),
    };
    /* They work from morning to noon, and are away on another day. */
    set[3].value[5].whole -= 240;
    set[4].value[3].whole++;
    set[4].value[4].whole++;
    struct act staff[] = {
        earlier(shape_act(x, ACT_booking_add), FROM_ADD, 1, shape_number(x, NUMBER_booking)),
        numbered(shape_act(x, ACT_waiting_add), shape_number(x, NUMBER_waiting)),
        linked(x, HASH_booked, shape_number(x, NUMBER_booking), 0),
        linked(x, HASH_waiting, 0, shape_number(x, NUMBER_waiting)),
        numbered(shape_act(x, ACT_waiting_add), shape_number(x, NUMBER_in_turn)),
        numbered(shape_act(x, ACT_mail_add), shape_number(x, NUMBER_mail)),
    };
    struct act public[] = {
        earlier(of_mail(shape_act(x, ACT_booking_hold), "held"), FROM_HOLD, 2,
                shape_number(x, NUMBER_held)),
        linked(x, HASH_held, shape_number(x, NUMBER_held), 0),
        numbered(of_mail(shape_act(x, ACT_waiting_ask), "asked"), shape_number(x, NUMBER_asked)),
        linked(x, HASH_asked, 0, shape_number(x, NUMBER_asked)),
    };
    struct act offer =
        earlier(shape_act(x, ACT_booking_offer), FROM_ADD, 3, shape_number(x, NUMBER_offered));
    struct actor who = shape_actor(x, ROLE_public), self = shape_actor(x, ROLE_system);
    staff[5].value[3] = value_text(span_of("booked"));
    /* Of one address few may wait. */
    staff[1].value[6] = value_text(span_of("waits"));
    staff[4].value[6] = value_text(span_of("in turn"));
    /* Waits for nobody else than who has a booking already, at another time. */
    offer.value[5] = value_whole(shape_number(x, NUMBER_in_turn));
    return acts_do(s, shape_actor(x, ROLE_owner), 0, 5, set) == STORE_OK &&
           acts_do(s, shape_actor(x, ROLE_desk), 0, 6, staff) == STORE_OK &&
           acts_do(s, who, 0, 4, public) == STORE_OK && acts_do(s, self, 0, 1, &offer) == STORE_OK;
}

int shape_make(struct store *s, const struct shape *x, int64_t *ret_person)
{
    int64_t closed = 0, patient = shape_number(x, NUMBER_patient);
    struct act about[] = {shape_act(x, ACT_summary_put), shape_act(x, ACT_attention_add),
                          link_act(x)};
    struct act leave = shape_act(x, ACT_patient_leave);
    if (!found(s, x) || !sign_in(s, x) || !patient_make(s, x, NUMBER_patient, ret_person) ||
        !patient_make(s, x, NUMBER_closed, &closed))
        return 0;
    struct change tie = {.person = *ret_person,
                         .browser = shape_hash(x, HASH_browser),
                         .facts = {"", 0},
                         .now_s = NOW};
    struct change left = {.actor = {0, closed, ROLE_patient},
                          .person = closed,
                          .acts = &leave,
                          .act_count = 1,
                          .facts = {"", 0},
                          .now_s = NOW};
    return acts_do(s, shape_actor(x, ROLE_practitioner), patient, 3, about) == STORE_OK &&
           store_change(s, &tie) == STORE_OK && store_change(s, &left) == STORE_OK &&
           diary_make(s, x);
}

/* --- what there is ---------------------------------------------------------------------------------- */

static const char *const tables[] = {
    "clinic",    "site",        "account", "recovery",   "session", "link",     "patient",
    "summary",   "attention",   "person",  "fact",       "browser", "way_back", "audit",
    "audit_end", "erased",      "room",    "service",    "offer",   "hours",    "away",
    "booking",   "booking_was", "waiting", "diary_link", "mail"};

char *shape_rows(const char *path, const struct shape *of)
{
    char *all = NULL, base[32], hex[8];
    size_t len = 0;
    FILE *f = open_memstream(&all, &len);
    sqlite3 *db = raw(path);
    snprintf(base, sizeof base, " %lld", of ? (long long)of->base / 1000 : 0);
    snprintf(hex, sizeof hex, "%02x%02x%02x", of ? of->byte : 0, of ? of->byte : 0,
             of ? of->byte : 0);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        char sql[64], row[2048];
        sqlite3_stmt *q = NULL;
        snprintf(sql, sizeof sql, "SELECT * FROM %s", tables[i]);
        if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
            abort();
        while (sqlite3_step(q) == SQLITE_ROW) {
            size_t n = (size_t)snprintf(row, sizeof row, "%s", tables[i]);
            for (int c = 0; c < sqlite3_column_count(q); c++) {
                const uint8_t *p = sqlite3_column_blob(q, c);
                row[n++] = ' ';
                if (sqlite3_column_type(q, c) != SQLITE_BLOB)
                    n += (size_t)snprintf(row + n, sizeof row - n, "%s",
                                          p ? (const char *)sqlite3_column_text(q, c) : "NULL");
                else
                    for (int k = 0; k < sqlite3_column_bytes(q, c); k++)
                        n += (size_t)snprintf(row + n, sizeof row - n, "%02x", p[k]);
            }
            row[n] = '\0';
            if (!of || strstr(row, base) || strstr(row, of->mark) || strstr(row, hex))
                fprintf(f, "%s\n", row);
        }
        sqlite3_finalize(q);
    }
    sqlite3_close(db);
    fclose(f);
    return all;
}

int same_rows(char *before, char *after)
{
    int same = strcmp(before, after) == 0;
    free(before);
    free(after);
    return same;
}

void file_copied(const char *from, const char *to)
{
    char bytes[65536];
    ssize_t n;
    int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    while ((n = read(in, bytes, sizeof bytes)) > 0)
        if (write(out, bytes, (size_t)n) != n)
            abort();
    close(in);
    close(out);
}
