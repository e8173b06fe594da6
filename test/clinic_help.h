/* clinic_help.h - what the tests of the clinic's side share: a server without sockets, a clinic with people
 * who work there, requests to it.
 *
 *     struct server *s = clinic_server(in_folder("a.db"));
 *     struct answered t = ask(s, "GET", "/clinic", NULL, &browser);
 *     CHECK(t.status == 303); */
#ifndef AMB_TEST_CLINIC_HELP_H
#define AMB_TEST_CLINIC_HELP_H

#include "../host/server/clinic.h"
#include "store_help.h"

enum { CLINIC = 7001, OWNER = 7101, TOM = 7102, FRONT = 7103, SITE = 7201, LATER_S = 1790000000 };
static const char PASSWORD[] = "quiet harbour lantern 7";

struct server *clinic_server(const char *path); /* with an empty store */
void clinic_close(struct server *s);
/* The clinic CLINIC with a site, an owner, a practitioner and a front desk, whose password is PASSWORD and
 * whose second factor is TOTP_SHARED. 1, or 0. */
int clinic_made(struct server *s, int64_t now_s);
extern const unsigned char TOTP_SHARED[TOTP_SECRET];
const char *code_of(int64_t now_s); /* six digits of a moment */
/* A patient whose record holds the lines; their person, or -1. */
int64_t patient_made(struct server *s, int64_t patient, int64_t born, struct span lines,
                     int64_t now_s);
/* A change of some acts as somebody. */
enum store_result acts_as(struct server *s, struct actor who, const struct acts *acts,
                          int64_t now_s);
/* Rows of a list as somebody; its count, or -1. */
int rows_as(struct server *s, struct actor who, enum list list, int64_t value, struct rows *ret);

struct browser { /* its cookies */
    char own[COOKIE_LEN + 1], clinic[COOKIE_LEN + 1], door[COOKIE_LEN + 1];
};
struct answered {
    int status;
    char location[128], route[64];
    char *body; /* until the next request of this thread */
    int forgot, retry_s;
};
struct answered ask(struct server *s, const char *method, const char *path, const char *body,
                    struct browser *b);
/* The value of a hidden field on a page, decoded of nothing; "": there is none. */
const char *field_of(const char *page, const char *name);

#endif
