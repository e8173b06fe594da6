/* mailer.h - mail goes out by a process of its own, as the server itself may make no connection.
 *
 *     if (!mailer_start(&m, set)) ...                 before the server confines itself
 *     enum delivered d = mailer_send(&m, from, to, message, &stop, &reply);
 *     mailer_end(&m);
 *
 * "ambulando mailer" (mailer_child.c) is begun by the server and speaks with it over two pipes alone. It never sees
 * the records, may read what names and certificates need, and connect to the mail server's port. For each mail it
 * forks a worker, which alone loads libcurl (mailer_curl.c): what goes wrong in it ends one try. The server stays
 * as small as without it: libcurl brings 3 MB and nineteen libraries.
 *
 * A frame is its length in four bytes, then texts, each ended by a NUL. To the mailer first: the server's URL, user,
 * password, milliseconds; it answers whether it can. Then a frame a mail: from, to, message; the answer to each: a
 * digit of enum delivered, and a sentence.
 *
 * Ownership: the caller's. One thread at a time may send. */
#ifndef AMB_HOST_MAILER_H
#define AMB_HOST_MAILER_H

#include "../../record/fact.h"

#include <stdatomic.h>
#include <stdint.h>
#include <sys/types.h>

struct settings;

enum delivered {
    DELIVERED,
    DELIVERED_later, /* not now */
    DELIVERED_never, /* this address takes no mail */
    DELIVERED_down,  /* nothing can be sent now, whatever it is */
};
enum { MAIL_SAID = 240, MAIL_BYTES = 1 << 20, MAIL_HOST = 254 };
struct mail_said { /* what there is to say of it, for whoever runs it: no address */
    char words[MAIL_SAID];
};

struct mail_server { /* a URL, read */
    char host[MAIL_HOST];
    int port, sealed; /* sealed: from the first byte */
    int near;         /* on this machine */
};
int mail_server_read(const char *url, struct mail_server *ret);
/* What is wrong with the settings of mail, and with which; NULL: nothing. */
const char *mail_settings_wrong(const struct settings *set, const char **ret_option);

struct mailer {
    pid_t pid;       /* 0: there is none */
    int to, of;      /* the pipes */
    atomic_int lost; /* it has ended */
};
/* 1, also where no mail is sent by the settings; 0 after saying what is wrong. password: as mail_password_read()
 * gave it. */
int mailer_start(struct mailer *m, const struct settings *set, const char *password);
/* Waits until it was given on, or was not; stop ends it early (DELIVERED_later). */
enum delivered mailer_send(struct mailer *m, const char *from, const char *to, struct span message,
                           const atomic_int *stop, struct mail_said *ret);
void mailer_end(struct mailer *m);
/* Of the file, or of the environment, which forgets it: 0 after saying that it cannot be read. While it is still
 * who started the server. */
enum { MAIL_PASSWORD = 512 };
int mail_password_read(const struct settings *set, char ret[MAIL_PASSWORD]);

/* --- between the two (mailer_frame.c) -------------------------------------------------------------------------- */

/* 1; 0 at the end or on an error. stop NULL: waits for ever. */
int frame_put(int fd, const void *bytes, uint32_t n);
int frame_get(int fd, void *ret, uint32_t room, uint32_t *ret_n, const atomic_int *stop);
/* The nth text of a frame; NULL: it has none. */
const char *frame_text(const char *frame, uint32_t n, int nth);

/* --- the child ---------------------------------------------------------------------------------------------------- */

int command_mailer(void);
struct mail_job {
    const char *url, *user, *password;
    long ms;
    struct mail_server server;
    const char *from, *to;
    struct span message;
};
/* Loads libcurl; NULL, or why it cannot. Before the process is confined. */
const char *mailer_load(void);
enum delivered mailer_deliver(const struct mail_job *job, struct mail_said *ret);
/* What an answer of a mail server means that did not take a mail. */
enum delivered mailer_judge(int about_address, long code, const char *line);
/* One line without control characters, and without anybody's address. */
void mail_said_put(struct mail_said *to, const char *before, const char *words);

#endif
