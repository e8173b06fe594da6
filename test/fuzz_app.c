/* fuzz_app.c - any form to any page, on top of any record: the page is made, and what it would keep
 * can be read.
 *
 * Input: a byte that picks the route, a byte of settings, then a record, a NUL, and a body. */
#include "../app/app.h"
#include "../knowledge/country.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const paths[] = {
#define ROUTE(path, get, post, open) path,
#include "../app/routes.def"
};
enum { PATHS = sizeof paths / sizeof paths[0] };

static _Alignas(16) unsigned char block[1 << 25];
static const char *why_ended;
static jmp_buf ended;
static void host_fail(void *host, const char *why)
{
    (void)host;
    why_ended = why;
    longjmp(ended, 1);
}

static void must(int so, const char *what)
{
    if (so)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

static int contains(struct text t, const char *what)
{
    size_t n = strlen(what);
    for (size_t i = 0; i + n <= t.len; i++)
        if (memcmp(t.p + i, what, n) == 0)
            return 1;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char minted[] = "id=0123456789abcdef&";
    static char path[64], body[1 << 14];
    if (size < 3)
        return 0;
    struct arena a = {.base = block, .size = sizeof block, .fail = host_fail};
    struct app_site site = {.runs = "",
                            .contact = "",
                            .signed_by = data[1] & 8 ? "A. Person" : "",
                            .base_url = "http://localhost:8080",
                            .country = &countries[data[1] >> 4 & 1 ? country_count - 1 : 0],
                            .keep_months = 24};
    const char *rest = (const char *)data + 2;
    size_t left = size - 2, record = 0;
    while (record < left && rest[record])
        record++;
    size_t form = record < left ? left - record - 1 : 0;
    snprintf(path, sizeof path, "%s", paths[data[0] % PATHS]);
    if (path[strlen(path) - 1] == '*')
        snprintf(path + strlen(path) - 1, 12, "%s", data[1] & 4 ? "E1" : "fever");
    memcpy(body, minted, sizeof minted - 1);
    if (form > sizeof body - sizeof minted)
        form = sizeof body - sizeof minted;
    memcpy(body + sizeof minted - 1, rest + left - form, form);
    struct app_request q = {
        .post = data[1] & 1,
        .path = {path, (uint32_t)strlen(path)},
        .query = {rest + left - form, (uint32_t)(data[1] & 32 ? form : 0)},
        .body = {body, (uint32_t)(form ? sizeof minted - 1 + form : sizeof minted - 2)},
        .site = &site,
        .record = {rest, (uint32_t)record},
        .cookie_lost = data[1] >> 1 & 1,
    };
    q.now.day = 20514;
    q.now.minute = 600;
    q.now.at_s = (int64_t)20514 * 86400 + 36000;
    if (setjmp(ended)) {
        must(strcmp(why_ended, "the arena is full") == 0, why_ended);
        return 0;
    }
    struct app_response r;
    app_respond(&a, &q, &r);
    must(r.status >= 200 && r.status < 600, "a status");
    must((r.location != NULL) == (r.status == 303), "a redirect has somewhere to go");
    must(r.status == 303 || r.body.len > 0, "a page");
    must(!contains(r.body, "This page could not be made"), "every page can be made");
    must(!r.facts.len || q.post, "nothing is written by looking");
    struct record kept;
    struct faults faults = {0};
    record_read(&a, r.facts.p, r.facts.len, &kept, &faults);
    must(faults.count == 0, "what is kept can be read");
    must(!contains(r.body, "<script>"), "no script of theirs");
    return 0;
}
