/* app.h - the patient's pages: a request and a person's facts in, a page and new facts out.
 *
 *     struct app_request q = {.path = SPAN("/checkin"), .record = lines, .now = now, ...};
 *     struct app_response r;
 *     app_respond(&arena, &q, &r);
 *     commit r.facts; then send r.body
 *
 * Pure: the host brings clock, random bytes and the person's record, and keeps what comes out, all
 * of it or nothing, before it answers. The same file serves in the server and in the browser.
 *
 * Units:     now is the civil time in the person's own zone (app_zone says which).
 * Ownership: everything of the response is in the arena or constant.
 * Errors:    a wrong field is a page with status 422; no memory is the arena's; a page of ours that
 *            is wrong is status 500 with the safety card. */
#ifndef AMB_APP_H
#define AMB_APP_H

#include "../core/day.h"
#include "../core/html.h"
#include "../record/fact.h"

enum { APP_RANDOM = 16, APP_BODY_MAX = 1 << 20 };

struct country; /* knowledge/country.h */

struct app_site {          /* who runs this server: its settings */
    const char *runs;      /* "" : not told */
    const char *contact;   /* how to reach them; "" */
    const char *signed_by; /* the clinician who signed these rules; "" : nobody did */
    const char *base_url;  /* https://example.org */
    int demo;              /* everybody here is invented: every page says so */
    const struct country *country;
    int keep_months; /* a record without an account and a visit for so long is erased */
};

struct app_request {
    int post;
    struct span path;        /* decoded, begins with / */
    struct span query, body; /* as sent */
    const struct app_site *site;
    struct moment now;
    unsigned char random[APP_RANDOM];
    struct span record; /* the person's lines; empty: nothing is known */
    int zone_counts;    /* now is by the zone of the record, and not by the host's own */
    uint64_t tag;       /* of the record, another for each; 0: there is none */
    int known;          /* the browser is tied to a record */
    int cookie_lost;    /* it did not bring back the cookie it was given a moment ago */
    int way_back;       /* there is a way back in */
    const char *clinic; /* with which the record is shared; NULL: with none */
    const char *name;   /* of the person, as their clinic has it; NULL: not known */
    const char *reach;  /* "Riverside clinic, 01632 960 123", for paper; NULL: there is none */
    const char *book; /* where a visit there is booked, "/book/0123456789abcd"; NULL: not online */
    int kept_until;   /* the last day on which a clinic must keep what it wrote; 0: none must */
    const struct app_device
        *device; /* the record is kept on the person's own device; NULL: on the server */
};

struct app_device {   /* host/browser: what it still owes to the server */
    int unsent;       /* answers that the server has not got yet */
    int refused;      /* and such as it would not take */
    int gone;         /* the server knows neither this device nor, perhaps, the record any more */
    const char *core; /* the name of the program on the device; "" */
    int contact;      /* the day on which it last answered; 0: never */
};

enum app_effect {
    APP_NOTHING,
    APP_ERASE, /* erase this person's record; the browser forgets it */
    APP_LEAVE, /* this browser forgets the record, which stays */
};

struct app_response {
    int status;
    const char *type;     /* of the body */
    const char *location; /* with 303; else NULL */
    const char *download; /* a file name to save it under; else NULL */
    struct text body;
    struct text facts; /* lines to keep, all or none */
    struct text
        unkept; /* the page when they cannot be kept and it matters: what to do now; else empty */
    enum app_effect effect;
};

void app_respond(struct arena *a, const struct app_request *q, struct app_response *ret);

/* What is the same for everybody and needs no record: the figures, /figure/E3.svg, E3-still.svg and
 * E3-single.svg. 0: the path is none of these. A host asks it before it looks for a record, and lets browsers
 * keep what comes; app_respond does not know these paths. */
int app_file(struct arena *a, struct span path, struct app_response *ret);

/* Today's plan on one sheet of paper, as a file by itself: the style stands in it and nothing is fetched
 * (handout.c). Of q it takes record, site, and the day to plan from now. The style goes in as it is. */
void app_handout(struct arena *a, const struct app_request *q, struct span style,
                 struct app_response *ret);

/* The pattern of a page's path, with * for what is one person's; "unknown". For a log. */
const char *app_route(struct span path);

/* The zone named in the newest profile fact that names one, percent-decoded into the arena; empty:
 * none. For the host, which makes now by it. */
struct span app_zone(struct arena *a, struct span record);

/* A page for when the world is broken: status 503, what is wrong in a sentence, the safety card. */
void app_broken(struct arena *a, const struct app_site *site, int status, const char *title,
                const char *what, struct app_response *ret);

#endif
