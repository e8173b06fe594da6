/* mailer_curl.c - one mail to a mail server, by libcurl: loaded when it is needed, and by nobody but a worker. */
#include "mailer.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

/* Of Debian's libcurl3-gnutls: the same TLS library as the server's own. */
static const char library[] = "libcurl-gnutls.so.4";

struct curl_calls {
    CURLcode (*global)(long);
    CURL *(*easy)(void);
    CURLcode (*set)(CURL *, CURLoption, ...);
    CURLcode (*perform)(CURL *);
    CURLcode (*info)(CURL *, CURLINFO, ...);
    struct curl_slist *(*append)(struct curl_slist *, const char *);
};

static int find(void *lib, const char *name, void *ret_call)
{
    void *at = dlsym(lib, name);
    memcpy(ret_call, &at, sizeof at); /* a function's address, which C does not make of a pointer */
    return at != NULL;
}

static int load(struct curl_calls *ret)
{
    void *lib = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    return lib && find(lib, "curl_global_init", &ret->global) &&
           find(lib, "curl_easy_init", &ret->easy) && find(lib, "curl_easy_setopt", &ret->set) &&
           find(lib, "curl_easy_perform", &ret->perform) &&
           find(lib, "curl_easy_getinfo", &ret->info) &&
           find(lib, "curl_slist_append", &ret->append);
}

const char *mailer_load(void)
{
    struct curl_calls c;
    return load(&c) ? NULL
                    : "Mail needs libcurl (libcurl-gnutls.so.4): on Debian, apt-get install "
                      "libcurl3-gnutls.";
}

/* --- what the mail server says ------------------------------------------------------------------------------ */

struct talk {
    struct span left;     /* of the message */
    int begun;            /* some of it was taken */
    char line[MAIL_SAID]; /* its last answer; once it refuses something, that */
};

static size_t read_some(char *to, size_t size, size_t count, void *talk)
{
    struct talk *t = talk;
    size_t n = size * count < t->left.len ? size * count : t->left.len;
    memcpy(to, t->left.p, n);
    t->begun = 1;
    t->left.p += n;
    t->left.len -= (uint32_t)n;
    return n;
}

static size_t heard(char *line, size_t size, size_t count, void *talk)
{
    struct talk *t = talk;
    size_t n = size * count, keep = n < sizeof t->line - 1 ? n : sizeof t->line - 1;
    if (t->line[0] >= '4' && n && line[0] < '4')
        return n; /* its farewell */
    memcpy(t->line, line, keep);
    t->line[keep] = '\0';
    return n;
}

/* 5.7.x is a rule of the mail server, not a matter of the address: whoever runs it can change that. What is not
 * about the address is about all mail. */
enum delivered mailer_judge(int about_address, long code, const char *line)
{
    int rule = strlen(line) > 7 && strncmp(line + 4, "5.7.", 4) == 0;
    if (!about_address)
        return DELIVERED_down;
    return code >= 500 && code < 600 && !rule ? DELIVERED_never : DELIVERED_later;
}

static const char *words_of(CURLcode r)
{
    switch (r) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return "The mail server's name could not be found.";
    case CURLE_COULDNT_CONNECT:
        return "The mail server does not answer.";
    case CURLE_OPERATION_TIMEDOUT:
        return "The mail server did not answer in time.";
    case CURLE_LOGIN_DENIED:
        return "The mail server does not take the user or the password.";
    case CURLE_USE_SSL_FAILED:
        return "The mail server does not offer to seal the connection (STARTTLS).";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return "The mail server's certificate is not one that this machine trusts.";
    default:
        return NULL;
    }
}

static enum delivered judge(CURLcode r, long code, const char *error, const struct talk *t,
                            struct mail_said *ret)
{
    const char *words = words_of(r);
    if (r == CURLE_OK) {
        mail_said_put(ret, "", "");
        return DELIVERED;
    }
    if (words) {
        mail_said_put(ret, words, "");
        return DELIVERED_down;
    }
    if (code >= 400)
        mail_said_put(ret, "The mail server said: ", t->line);
    else
        mail_said_put(ret, "It could not be sent: ", error);
    /* Of this mail alone: whom it goes to, or what it holds, which is asked once it was begun. */
    int about_it = t->begun || strstr(error, "RCPT") || strstr(error, "DATA");
    return mailer_judge(code >= 400 && about_it, code, t->line);
}

/* --- one mail ------------------------------------------------------------------------------------------------- */

static void set_all(const struct curl_calls *c, CURL *h, const struct mail_job *job, struct talk *t,
                    char *error)
{
    enum { CONNECT_MS = 20000 };
    c->set(h, CURLOPT_URL, job->url);
    c->set(h, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    c->set(h, CURLOPT_NOPROXY, "*");
    c->set(h, CURLOPT_NOSIGNAL, 1L);
    c->set(h, CURLOPT_TIMEOUT_MS, job->ms);
    c->set(h, CURLOPT_CONNECTTIMEOUT_MS, job->ms < CONNECT_MS ? job->ms : (long)CONNECT_MS);
    /* A link in a mail opens a booking: it is not sent over a network unsealed. */
    c->set(h, CURLOPT_USE_SSL, (long)(job->server.near ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    c->set(h, CURLOPT_UPLOAD, 1L);
    c->set(h, CURLOPT_READFUNCTION, read_some);
    c->set(h, CURLOPT_READDATA, t);
    c->set(h, CURLOPT_HEADERFUNCTION, heard);
    c->set(h, CURLOPT_HEADERDATA, t);
    c->set(h, CURLOPT_ERRORBUFFER, error);
    if (*job->user) {
        c->set(h, CURLOPT_USERNAME, job->user);
        c->set(h, CURLOPT_PASSWORD, job->password);
    }
}

enum delivered mailer_deliver(const struct mail_job *job, struct mail_said *ret)
{
    struct curl_calls c;
    struct talk t = {.left = job->message, .line = ""};
    char error[CURL_ERROR_SIZE] = "", from[MAIL_HOST + 2], to[MAIL_HOST + 2];
    long code = 0;
    CURL *h = load(&c) && c.global(CURL_GLOBAL_DEFAULT) == CURLE_OK ? c.easy() : NULL;
    snprintf(from, sizeof from, "<%s>", job->from);
    snprintf(to, sizeof to, "<%s>", job->to);
    struct curl_slist *who = h ? c.append(NULL, to) : NULL;
    if (!who) {
        mail_said_put(ret, "libcurl could not begin.", "");
        return DELIVERED_down;
    }
    set_all(&c, h, job, &t, error);
    c.set(h, CURLOPT_MAIL_FROM, from);
    c.set(h, CURLOPT_MAIL_RCPT, who);
    CURLcode r = c.perform(h);
    c.info(h, CURLINFO_RESPONSE_CODE, &code);
    return judge(r, code, error, &t, ret); /* the process ends: nothing is given back */
}
