/* server.h - ambulando serve: the parts, and the seam between the library that speaks HTTP and ours.
 *
 *     struct ask q = {.post = 0, .path = SPAN("/checkin"), ...};    what came, judged by guard.c
 *     struct reply r;
 *     serve(s, &arena, &q, &r);                                     serve.c
 *     ... headers, cookie and body of r go out ...                  http.c
 *
 * Secrets live here and nowhere else: the handler of app/ is told whose record it is, never by
 * what it was found. A host of another library replaces the files that include http.h, and
 * watchdog.c.
 *
 * Units:     seconds since 1970 in UTC (_s), milliseconds of a clock that never jumps (_ms).
 * Ownership: a reply is in the arena or constant.
 * Errors:    an answer. */
#ifndef AMB_HOST_SERVER_H
#define AMB_HOST_SERVER_H

#include "../../app/app.h"
#include "../../store/log.h"
#include "../../store/store.h"
#include "mailer.h"

#include <pthread.h>
#include <stdatomic.h>

struct settings { /* settings.def */
#define SETTING(name, option, environment, value, preset, help) const char *name;
#define SETTING_FLAG(name, option, environment, help) int name;
#define SETTING_COUNT(name, option, environment, value, least, most, preset, help) int name;
#define SETTING_TEST(name, environment, preset) int name;
#include "settings.def"
};

/* 1, or 0 after saying what is wrong. */
int settings_read(struct settings *ret, int argc, char **argv);

/* --- who may do how much (limit.c) --------------------------------------------------------------- */

struct address { /* of whoever asks; IPv4 in the first four bytes */
    unsigned char bytes[16];
    int v6;
};
/* An address in numbers, nothing before or after it. */
int address_read(const char *s, struct address *ret);

/* So many at once, and then one each every_ms: for each neighbourhood (/24, /48), for each network
 * (/16, /32), which gets a quarter of all, so that one does not shut out the others, and for all
 * together. Its memory never grows. */
enum { LIMIT_SETS = 1024, LIMIT_WAYS = 4 };
struct rate {
    int64_t every_ms;
    int burst;
};
struct limit {
    struct rate each, wide, all;
    unsigned char key[16];
    int64_t all_spent_ms; /* when all that was taken will have come back */
    struct limit_slot {
        uint64_t who;
        int64_t spent_ms;
    } slot[LIMIT_SETS][LIMIT_WAYS];
    pthread_mutex_t lock;
};
void limit_begin(struct limit *l, struct rate each, struct rate all);
/* 1 and one is taken, or 0. */
int limit_take(struct limit *l, const struct address *who, int64_t now_ms);

/* --- what is asked and answered -------------------------------------------------------------------- */

struct ask {
    int post;
    struct span path;        /* decoded */
    struct span query, body; /* as sent */
    struct address address;
    const char *cookie;                      /* the value of ours; NULL: none */
    const char *clinic_cookie, *door_cookie; /* of whoever is signed in; of the pages before it */
    const char *agent;                       /* what the browser calls itself; NULL */
    const char *content_type;                /* the headers of these names; NULL: none */
    const char *fetch_site, *origin, *host, *etag;
    int gzip; /* may be answered so */
};

/* A record that grows past this could not be shown any more in the memory a page is lent. */
enum { RECORD_MAX = 4 << 20 };
enum { COOKIE_LEN = 43 }; /* 32 bytes in base64url */

struct reply {
    int status;
    const char *type;
    struct span body;
    const char *location, *download, *etag, *caching; /* NULL: none */
    const char *policy;                               /* what it may do (CSP); NULL: as its type */
    const char *coding;                               /* "gzip" when the body is so already */
    int lasting;                                      /* the body is part of the program */
    const char *route;                                /* for the log: never a name or a secret */
    char cookie[COOKIE_LEN + 1];                      /* "": none is set */
    char clinic_cookie[COOKIE_LEN + 1], door_cookie[COOKIE_LEN + 1]; /* the same */
    int clinic_forget; /* the browser is signed out of the clinic */
    int no_store;      /* not even for a way back to it */
    int no_index;      /* for no search engine */
    int forget;        /* the browser forgets all it has of us */
    int retry_s;       /* not before so many seconds */
};

/* --- the clock (clock.c) ------------------------------------------------------------------------------ */

int64_t clock_s(void);
int64_t clock_ms(void);
int64_t clock_run_s(void); /* of a clock that only counts on, also while the machine sleeps */

/* A clock is believed when it stands near what it said when it was last believed, which the store keeps,
 * or once it has counted on for days without being moved. */
enum {
    CLOCK_NEAR_DAYS = 7,   /* so far ahead of that it is believed at once */
    CLOCK_FAR_DAYS = 31,   /* further ahead it is called wrong */
    CLOCK_STEADY_DAYS = 7, /* for so long it must count on, else */
    CLOCK_MOVED_S = 300,   /* more than this is being moved */
};
enum clock_state {
    CLOCK_good,
    CLOCK_unproven, /* further ahead than is sure: the machine stood still, or the clock is wrong */
    CLOCK_wrong,    /* ahead by more than a month, behind by more than a day, or before 2026 */
};
struct clock_watch {
    int64_t known_s;           /* what it said when it was last believed; 0: nothing is known */
    int64_t known_run_s;       /* and what the one that counts on said then */
    int64_t steady_run_s;      /* by the clock that counts on: since when it was not moved */
    int64_t offset_s, begin_s; /* between the two clocks: when last looked at, and at the start */
    pthread_mutex_t lock;
};
void clock_begin(struct clock_watch *w, int64_t known_s, int64_t now_s, int64_t run_s);
/* Looks at both clocks. For any thread. */
enum clock_state clock_suspect(struct clock_watch *w, int64_t now_s, int64_t run_s);
/* Whoever was not seen for so long has been away for so many months of the calendar, also where a clock
 * was believed that is CLOCK_NEAR_DAYS ahead. */
int64_t clock_idle_s(int months, int64_t now_s);

enum { MAKING = 16 };

struct front; /* clinic.h */

/* Codes by which another device joins a record (device.c); all zero: none. */
enum { DEVICE_CODES = 256 };
struct device_codes {
    struct device_code {
        uint8_t hash[STORE_HASH];
        int64_t person, until_ms;
    } code[DEVICE_CODES];
    pthread_mutex_t lock;
};

struct server {
    const struct settings *set;
    struct app_site site;
    struct store *store;
    struct limit makers, tries; /* of new records, of words typed */
    struct clock_watch clock;
    struct device_codes codes;
    int64_t start_ms;
    atomic_int draining, large;     /* large: requests of much memory that are being answered */
    pthread_mutex_t making[MAKING]; /* held while a browser's record or words are made */
    char url[64];
    int port; /* the one it got */
    struct http *http;
    struct front *front; /* NULL: there are no pages of a clinic */
    struct mailer mailer;
    struct sender *sender; /* NULL: no mail is sent */
};

/* Sends what is due, one after the other, in a thread of its own: a mail server may hang. 1, also where there is
 * no mailer; 0 without memory or thread. (sender.c) */
int sender_start(struct server *s);
void sender_stop(struct server *s);
/* What is wrong with it just now, in words; NULL: nothing. */
const char *sender_wrong(const struct server *s);
int sender_down(const struct server *s); /* nothing can be sent just now */
int mail_is_set(const struct server *s);

/* What of the lent memory one request may take, and gives back at its end. */
struct room {
    size_t lent;
    int large;
};
/* Room for a record of so many bytes. 0: too many large ones are being answered. */
int room_take(struct server *s, struct room *m, struct arena *a, size_t bytes);

/* Answers; never fails. Takes the arena as it is, and leaves it full. */
void serve(struct server *s, struct arena *a, const struct ask *q, struct reply *ret);
/* A page of the world being broken, with the safety card. */
void reply_broken(const struct server *s, struct arena *a, int status, const char *title,
                  const char *what, struct reply *ret);
/* What the store could not do, as such a page. */
void reply_world(const struct server *s, struct arena *a, enum store_result why, struct reply *ret);
/* What the handler answered, as a reply. */
void reply_of(const struct app_response *r, struct reply *ret);
void request_begin(const struct server *s, struct arena *a, const struct person_row *row,
                   struct app_request *ret);
/* 1 when the form comes from a page of ours, as far as the browser tells. */
int same_site(const struct server *s, const struct ask *q);

/* --- sessions (session.c) --------------------------------------------------------------------------- */

struct session {
    unsigned char secret[32];
    uint8_t hash[STORE_HASH]; /* what the store knows it by */
    int came;                 /* the browser brought it; else it is fresh */
};
void session_begin(struct session *ret, const char *cookie);
void session_fresh(struct session *ret);
void session_put(const struct session *x, struct reply *r); /* as the reply's cookie */
/* 32 bytes in the letters of a cookie or a link, and back: 0 when they are none. */
void secret_put(const unsigned char *secret, char *ret_letters);
int secret_read(const char *letters, size_t n, unsigned char *ret_secret);
void secret_hash(const char *use, const unsigned char *secret, size_t n, uint8_t *ret_hash);

/* --- the way back in (back.c, words.c) -------------------------------------------------------------- */

enum { BACK_WORDS = 8 };
struct words {
    unsigned char index[BACK_WORDS];
};
extern const char *const word_list[256];
/* Eight words, in any letters, with anything between them that is no letter. */
int words_read(const char *s, size_t n, struct words *ret);
void words_put(struct text *t, const struct words *w, char between); /* terminated */

/* Answers what begins with /back; 0 when it is no page of these. */
int back_serve(struct server *s, struct arena *a, const struct ask *q, struct session *x,
               const struct person_row *row, struct reply *ret);

/* Answers what begins with /devices; 0 when it is no page of these. (device.c) */
int device_serve(struct server *s, struct arena *a, const struct ask *q, struct session *x,
                 const struct person_row *row, struct reply *ret);

/* The link as a picture; nothing without memory: it is there in letters too. (qr.c) */
struct visit;
void put_qr(struct visit *v, const char *link);

/* --- the rest ----------------------------------------------------------------------------------------- */

/* Files that are part of the program (static.c). */
int static_begin(void);
int static_serve(const struct ask *q, struct reply *ret);
enum { ETAG_LEN = 19 };
/* The name of some bytes for a cache, another one where they are packed small. */
void etag_of(const void *bytes, size_t n, int small, char ret[ETAG_LEN + 1]);
int etag_in(const char *list, const char *etag); /* a browser's list of names; NULL: it has none */

void health_serve(struct server *s, struct arena *a, struct reply *ret);

/* The page's bytes packed with gzip, for free(); NULL: better as they are. level: 1 quick to 9 small. */
void *pack(const void *bytes, size_t n, int level, size_t *ret_n);

/* One line on standard error; log.h has the others. */
void log_request(const char *method, const char *route, int status, int64_t took_ms, size_t bytes);

/* --- http.c: 0 after saying why it could not ----------------------------------------------------------- */

int http_listen(struct server *s); /* takes the port; while it is still who started it */
int http_start(struct server *s);  /* answers */
/* Answers what was accepted, for so long at most. */
void http_stop(struct server *s);

#endif
