/* clinic.h - the clinic's side of the server: who is signed in, and what knows a secret.
 *
 *     if (desk_serve(s, &arena, &room, &q, &r)) ...        whatever begins with /clinic (door.c)
 *     if (book_serve(s, &arena, &q, &r)) ...               whatever begins with /book (book.c)
 *     if (join_serve(s, &arena, &q, &session, &row, &r))   /join/SECRET: a patient's link (join.c)
 *
 * The pages of clinic/ are pure and never see a secret: respond.c brings them who asks and what they read,
 * and keeps what they answer. Signing in, the second factor, links and the account's own pages are here.
 *
 * Three cookies are told apart: of a patient's browser (session.c), of whoever is signed in, and of the
 * pages before it (the door), whose forms are tied to it in the same way. Of each secret the store knows a
 * hash only, made for one use: one is never taken for another.
 *
 * Units:     seconds since 1970 in UTC.
 * Ownership: as server.h.
 * Errors:    an answer. */
#ifndef AMB_HOST_CLINIC_H
#define AMB_HOST_CLINIC_H

#include "../../clinic/desk.h"
#include "server.h"

/* --- what all requests share (front.c) ------------------------------------------------------------------ */

enum {
    HASHES_AT_ONCE = 2, /* of 64 MiB each */
    HASHES_WAIT = 4,    /* so that threads are left for everybody else */
    PASSWORD_HASH = 128,
    FAILED_ROOM = 128,
    BORN_ROOM = 64,
    BORN_TRIES = 5,
};

struct hashing { /* passwords being hashed (password.c) */
    pthread_mutex_t lock;
    pthread_cond_t one_less;
    int running, waiting;
    unsigned long count;        /* how many were hashed since start */
    char nobody[PASSWORD_HASH]; /* of a password that nobody has */
};

struct failed { /* sign-ins that failed, to be noted by the next minute (minute.c) */
    pthread_mutex_t lock;
    struct actor actor[FAILED_ROOM];
    int count;
    unsigned long lost;
};

struct born { /* wrong years of birth, for each link (join.c) */
    pthread_mutex_t lock;
    struct {
        uint8_t hash[STORE_HASH];
        int tries;
    } of[BORN_ROOM];
    int next;
};

struct front {
    struct limit logins, names; /* tries to sign in: by address, by account */
    struct limit feeds;         /* of addresses of calendars that there are not */
    struct limit bookings;      /* what the public asks for, or changes */
    struct hashing hashing;
    struct failed failed;
    struct born born;
    unsigned char seal[32];     /* what a form carries for us, from one page to the next (held.c) */
    unsigned char audience[16]; /* names accounts in the table of limits */
    atomic_int clinics;         /* there is one */
    atomic_int unsent;          /* urgent answers that could not be sent on */
};
/* 1, or 0 without memory. */
int front_begin(struct server *s);
void front_end(struct server *s);
/* Whether there is a clinic; looks into the store until there is. */
int clinic_there(struct server *s, struct arena *a);

/* --- who is at the desk (seat.c) --------------------------------------------------------------------------- */

enum { FORM_KEY = 33 };
struct seat {
    unsigned char
        secret[32]; /* of the clinic's cookie where somebody is signed in, else of the door's */
    uint8_t hash[STORE_HASH];
    char form_key[FORM_KEY];
    int came; /* the browser brought it; else it is fresh */
    int in;   /* somebody is signed in: staff is who */
    int lost; /* a cookie came that opens nothing any more */
    struct staff staff;
};
/* STORE_OK also when nobody is signed in. */
MUST enum store_result seat_begin(struct server *s, struct arena *a, const struct ask *q,
                                  int64_t now_s, struct seat *ret);
/* A fresh secret for somebody who has just proved who they are: of a cookie that was known before, nothing
 * opens. The acts that make it known are seat_acts. */
void seat_fresh(struct seat *x);
void seat_put(const struct seat *x, struct reply *r);
/* 1 when the form carries the key of this seat. */
int seat_posted(const struct seat *x, struct span body);
int seat_stepped(const struct server *s, const struct seat *x, int64_t now_s);
enum role role_read(const char *word);
/* "Firefox on Windows": what a browser calls itself, in a few words. */
const char *agent_words(struct arena *a, const char *agent);

/* --- acts, in the order in which they are done ----------------------------------------------------------------- */

enum { ACTS_MAX = 80 };
struct acts {
    struct act act[ACTS_MAX];
    int count;
};
#define act_put(acts, name, ...)                                                                   \
    acts_add((acts), ACT_##name, (const struct value[]){__VA_ARGS__},                              \
             (int)(sizeof((const struct value[]){__VA_ARGS__}) / sizeof(struct value)))
void acts_add(struct acts *to, enum act_name name, const struct value *value, int count);
void seat_acts(const struct seat *x, struct arena *a, const char *agent, struct acts *to);

/* --- passwords (password.c) -------------------------------------------------------------------------------- */

enum { PASSWORD_LEAST = 12, PASSWORD_MOST = 200 };
/* Why it may not be one, or NULL. about: words that somebody who knows them would try; NULL ends them. */
const char *password_wrong(const char *password, const char *const *about);
enum hashed { HASHED_yes, HASHED_no, HASHED_busy };
/* HASHED_busy: too many wait already, or there is no memory. */
enum hashed password_hash(struct front *f, const char *password, char ret_hash[PASSWORD_HASH]);
/* hash NULL or "": as long as any other, and never right. */
enum hashed password_check(struct front *f, const char *hash, const char *password);

/* --- the second factor (totp.c) ------------------------------------------------------------------------------ */

enum { TOTP_SECRET = 20, TOTP_S = 30, CODES = 10, CODE_LETTERS = 16, CODE_ROOM = 20 };
uint32_t totp_code(const unsigned char *secret, size_t n, int64_t step);
/* The step of a code of six digits, one before and after now too, that comes after used; 0: it is none. */
int64_t totp_step(const unsigned char *secret, size_t n, const char *code, int64_t now_s,
                  int64_t used);
void base32_put(const unsigned char *bytes, size_t n, struct text *ret); /* terminated */
/* "abcd-efgh-ijkl-mnop": a code that stands for the second factor once; its hash. */
void code_make(char ret_code[CODE_ROOM], uint8_t *ret_hash);
/* 0: it is none. */
int code_read(const char *typed, uint8_t *ret_hash);

/* --- proofs (proof.c) ---------------------------------------------------------------------------------------- */

enum proof { PROOF_good, PROOF_wrong, PROOF_busy, PROOF_often, PROOF_world };
/* A login, a password and a code: wrong in any of them is wrong, after the same work. PROOF_good: ret_seat is
 * signed in, on disk. */
enum proof prove_login(struct server *s, struct arena *a, const struct address *from,
                       const char *login, const char *password, const char *code, const char *agent,
                       int64_t now_s, struct seat *ret_seat);
/* That it is still them: a code, or else the password; noted with the session. */
enum proof prove_again(struct server *s, struct arena *a, struct seat *x, const char *typed,
                       int64_t now_s);
void login_read(struct arena *a, const char *typed, const char **ret_login); /* small letters */

/* --- a page of ours (leaf.c) ----------------------------------------------------------------------------------- */

struct leaf {
    struct server *s;
    struct arena *a;
    const struct ask *q;
    struct seat *seat; /* NULL on a patient's page */
    struct reply *ret;
    struct app_site site;
    struct app_request request;
    struct clinic_request clinic;
    struct clinic_response response;
    struct desk d;
    struct visit *v; /* &d.v */
    int whole;       /* the form, if one was posted, could be read */
    enum at at;      /* where in the navigation it stands; AT_none: one's own account */
};
struct leaf *leaf_make(struct server *s, struct arena *a, const struct ask *q, struct seat *seat,
                       struct reply *ret);
void leaf_open(struct leaf *l, const char *title); /* with the clinic's navigation when signed in */
void leaf_close(struct leaf *l);
void leaf_form(struct leaf *l, const char *action);
void leaf_say(struct leaf *l, int status, const char *title, const char *what, const char *path,
              const char *link);
void leaf_go(struct leaf *l, const char *path);
void leaf_world(struct leaf *l, enum store_result why);
void leaf_busy(struct leaf *l);
void leaf_often(struct leaf *l);
/* A field of one line; type and autocomplete as HTML has them. A password is never filled in. */
void ask_line(struct visit *v, const char *key, const char *ask, const char *hint, const char *type,
              const char *autocomplete, int size);
/* A text of at most so many bytes, without spaces around it; "": none, marked as wrong when it must be. */
const char *take_line(struct visit *v, const char *key, int most, const char *must);

/* Of a clinic's row: who and where, and "NAME, NUMBER, DATE" where these rules were signed. (site.c) */
void site_of(struct server *s, struct arena *a, const struct rows *clinic, struct app_site *ret);
void signed_words(struct arena *a, const char *name, const char *number, int64_t day, int64_t rules,
                  const char **ret);

/* --- what a form carries, sealed (held.c) ------------------------------------------------------------------------ */

enum { HELD_S = 1800, HELD_FIELDS = 24 };
struct held {
    struct posted field[HELD_FIELDS];
    int count;
};
void held_add(struct text *t, const char *key, const char *value);
/* Only this browser's next post opens it, for half an hour. */
void held_put(struct leaf *l, const char *use, const struct text *t);
int held_read(struct leaf *l, const char *use, struct held *ret);
const char *held_get(const struct held *h, const char *key); /* "" */
void held_same(const struct held *h, struct text *ret);      /* to be put again */

/* --- the second factor being set up (enrol.c) ------------------------------------------------------------------ */

void enrol_secret(struct text *t); /* a new one, for held_put */
/* The secret as a picture and in letters, and the field for its code. */
void enrol_page(struct leaf *l, const char *use, const char *login, const struct text *held);
/* The step of the code that was posted; 0 after marking what is wrong. */
int64_t enrol_code(struct leaf *l, const struct held *h, unsigned char ret_secret[TOTP_SECRET]);
struct codes {
    char code[CODES][CODE_ROOM];
};
/* Ten codes in place of those of before. */
void codes_make(struct arena *a, struct acts *to, struct codes *ret);
void codes_page(struct leaf *l, const struct codes *c);

/* --- links that work once (link.c) -------------------------------------------------------------------------------- */

enum { LINK_OWNER_S = 86400, LINK_PATIENT_S = 86400, LINK_STAFF_S = 7 * 86400 };
struct link_found {
    uint8_t hash[STORE_HASH];
    struct rows rows; /* LIST_link; one, or none */
};
/* STORE_NONE: unknown, used, late, or not of this kind. */
MUST enum store_result link_find(struct server *s, struct arena *a, struct span letters,
                                 const char *what, int64_t now_s, struct link_found *ret);
void link_hash(const unsigned char *secret, uint8_t *ret_hash);
/* A link for the owner of a clinic that is to come; or, with a login, for an account that lost its second
 * factor. Its secret goes to ret_letters. */
enum owner_link { OWNER_LINK_made, OWNER_LINK_no_such_login, OWNER_LINK_world };
enum owner_link owner_link(struct store *st, const char *login, int64_t now_s,
                           char ret_letters[COOKIE_LEN + 1]);
/* After a page has asked for it: makes the link and shows it. */
void link_page(struct leaf *l, enum clinic_link what, int64_t of, const char *name);

/* --- calendars that other programs fetch (feed.c, feed_page.c) ---------------------------------------------------------------- */

/* After a page has asked for it: makes the address of one's own calendar, in place of the one before, and shows it. */
void feed_page(struct leaf *l);
/* GET /feed/SECRET.ics: the visits of a practitioner, of nobody; 0: it is another path, or there is none such. */
int feed_serve(struct server *s, struct arena *a, const struct ask *q, struct reply *ret);
/* GET /book/link/SECRET/calendar.ics: the visit of whoever has that link; the same. */
int feed_link_serve(struct server *s, struct arena *a, const struct ask *q, struct reply *ret);

/* --- the pages --------------------------------------------------------------------------------------------------- */

/* Whether answering it may hash a password, which takes a tenth of a second. */
int may_hash(const struct ask *q);
int desk_serve(struct server *s, struct arena *a, struct room *m, const struct ask *q,
               struct reply *ret);
int join_serve(struct server *s, struct arena *a, const struct ask *q, struct session *x,
               const struct person_row *row, struct reply *ret);
/* A patient's own page about their clinics (shared.c); 0 when it is none, or nobody's record is open. */
int shared_serve(struct server *s, struct arena *a, const struct ask *q, const struct session *x,
                 const struct person_row *row, struct reply *ret);
/* Whoever books a visit, without an account: /book and what is below it (book.c); 0: it is none of these. */
int book_path(struct span path);
int book_serve(struct server *s, struct arena *a, const struct ask *q, struct reply *ret);
/* The name by which the store knows the secret of a link in a mail about the diary. */
void diary_link_hash(const unsigned char secret[32], uint8_t *ret_hash);
/* --- what pages about the diary read (diary_reads.c) -------------------------------------------------------------- */

/* The day that a page is asked for: posted, or of the query, or today. */
int diary_day(const struct ask *q, int today);
/* What begins on those days, in whatever zone; and around the day that staff look at. */
void diary_range(int first_day, int last_day, struct diary_rows *ret);
void diary_range_staff(int day, struct diary_rows *ret);
const struct zone *diary_zones(struct arena *a, const struct rows *sites, int64_t now_s);
/* from_s and until_s of ret say which bookings. */
MUST enum store_result diary_fetch(struct server *s, struct arena *a, const struct actor *who,
                                   const struct rows *clinic, const struct rows *sites,
                                   int64_t now_s, struct diary_rows *ret);

/* What happens in the diary without a request, of all clinics. (minute_diary.c) */
void diary_minute(struct server *s, struct arena *a, int64_t now_s);

MUST enum store_result reads_fetch(struct server *s, struct arena *a, struct room *m,
                                   const struct ask *q, const struct seat *seat,
                                   const struct clinic_route *route, int64_t number,
                                   struct clinic_request *ret, struct person_row *ret_row);
void respond(struct server *s, struct arena *a, struct room *m, const struct ask *q,
             struct seat *seat, struct reply *ret);
void login_serve(struct leaf *l);
void logout_serve(struct leaf *l);
void begin_serve(struct leaf *l, const struct link_found *link);
void welcome_serve(struct leaf *l, struct span letters);
void account_serve(struct leaf *l, struct span rest);
/* The proof that a post waits for: 1 when it may go on; else the page that asks. */
int step_taken(struct leaf *l);

/* --- summaries (keep_summary.c) -------------------------------------------------------------------------------- */

/* The act that keeps the summary of a record as it will be, by a day not before the server's own. */
void summary_act(struct server *s, struct arena *a, struct span record, const struct text *facts,
                 int day, int64_t now_s, struct acts *to);
int server_day(struct server *s, int64_t now_s);

/* What happens without a request, once a minute. (minute.c) */
void clinic_minute(struct server *s, int64_t now_s);
void failed_note(struct front *f, const struct actor *who);

/* Of a patient: the clinics, by name; demo, country and signature of theirs. (patient_of.c) */
struct mine {
    struct rows rows; /* LIST_my_clinics */
    struct app_site site;
    int kept_until; /* the last day on which a clinic must keep what it wrote; 0 */
};
/* all: also those that they have left. */
MUST enum store_result mine_find(struct server *s, struct arena *a, const struct person_row *row,
                                 int all, struct app_request *q, struct mine *ret);
/* What the handler wants kept, or the browser untied (serve.c). STORE_OK also when there is nothing to do. */
MUST enum store_result serve_commit(struct server *s, struct arena *a, const struct session *x,
                                    const struct person_row *row, const struct mine *mine,
                                    const struct app_request *q, const struct app_response *r);
/* POST /sync; 0: it is another path. */
int sync_serve(struct server *s, struct arena *a, const struct ask *q, struct session *x,
               struct person_row *row, struct reply *ret);
/* The lines that a clinic wrote, which an erasure leaves. */
void mine_retained(struct arena *a, struct span record, struct text *ret);

#endif
