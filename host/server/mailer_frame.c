/* mailer_frame.c - what the server and its mailer say to each other, and the settings that both read. */
#include "mailer.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LOOK_MS = 100, PORT_MOST = 65535 };

/* --- frames ----------------------------------------------------------------------------------------------- */

static int put_all(int fd, const void *bytes, size_t n)
{
    const char *p = bytes;
    while (n) {
        ssize_t k = write(fd, p, n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return 0;
        p += k;
        n -= (size_t)k;
    }
    return 1;
}

static int get_all(int fd, void *ret, size_t n, const atomic_int *stop)
{
    char *p = ret;
    while (n) {
        struct pollfd one = {.fd = fd, .events = POLLIN};
        if (stop && poll(&one, 1, LOOK_MS) == 0) {
            if (atomic_load(stop))
                return 0;
            continue;
        }
        ssize_t k = read(fd, p, n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return 0;
        p += k;
        n -= (size_t)k;
    }
    return 1;
}

int frame_put(int fd, const void *bytes, uint32_t n)
{
    return put_all(fd, &n, sizeof n) && put_all(fd, bytes, n);
}

int frame_get(int fd, void *ret, uint32_t room, uint32_t *ret_n, const atomic_int *stop)
{
    return get_all(fd, ret_n, sizeof *ret_n, stop) && *ret_n <= room &&
           get_all(fd, ret, *ret_n, stop);
}

const char *frame_text(const char *frame, uint32_t n, int nth)
{
    const char *p = frame, *end = frame + n;
    for (; p < end; nth--) {
        const char *nul = memchr(p, '\0', (size_t)(end - p));
        if (!nul)
            return NULL;
        if (!nth)
            return p;
        p = nul + 1;
    }
    return NULL;
}

/* --- what may be said ----------------------------------------------------------------------------------------- */

void mail_said_put(struct mail_said *to, const char *before, const char *words)
{
    static const char gone[] = "...";
    size_t room = sizeof to->words - sizeof gone;
    snprintf(to->words, room, "%s", before);
    size_t n = strlen(to->words);
    while (*words && n < room) {
        size_t len = strcspn(words, " <>():,;\"'"), word = len ? len : 1;
        if (memchr(words, '@', word)) {
            memcpy(to->words + n, gone, sizeof gone - 1);
            n += sizeof gone - 1;
        } else {
            for (size_t i = 0; i < word && n < room; i++)
                to->words[n++] = words[i] >= ' ' && words[i] < 0x7f ? words[i] : ' ';
        }
        words += word;
    }
    while (n && to->words[n - 1] == ' ')
        n--;
    to->words[n] = '\0';
}

/* --- settings ---------------------------------------------------------------------------------------------------- */

static int port_read(const char *s, int *ret)
{
    char *end;
    long n = strtol(s, &end, 10);
    if (*s < '0' || *s > '9' || *end || n < 1 || n > PORT_MOST)
        return 0;
    *ret = (int)n;
    return 1;
}

/* host, or [an address with colons]; then a port. */
int mail_server_read(const char *url, struct mail_server *ret)
{
    int sealed = strncmp(url, "smtps://", 8) == 0;
    if (!sealed && strncmp(url, "smtp://", 7) != 0)
        return 0;
    const char *host = url + 7 + sealed, *end;
    int v6 = *host == '[';
    host += v6;
    end = host +
          strspn(host, v6 ? "0123456789abcdefABCDEF:."
                          : "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
    size_t n = (size_t)(end - host);
    if (!n || n >= sizeof ret->host || (v6 && *end++ != ']'))
        return 0;
    *ret = (struct mail_server){.port = sealed ? 465 : 587, .sealed = sealed};
    memcpy(ret->host, host, n);
    ret->near =
        strcmp(ret->host, "localhost") == 0 || strcmp(ret->host, "::1") == 0 ||
        (strncmp(ret->host, "127.", 4) == 0 && ret->host[strspn(ret->host, "0123456789.")] == '\0');
    return !*end || (*end == ':' && port_read(end + 1, &ret->port));
}
