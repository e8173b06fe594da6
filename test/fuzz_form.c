/* fuzz_form.c - the percent codec, the pairs, the UTF-8 validator, dates and moments. */
#include "../core/day.h"
#include "../core/form.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int so)
{
    if (!so)
        abort();
}

/* Valid by another way: each character is taken apart to its number and put together again. */
static int utf8_slow(const uint8_t *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t more = s[i] < 0x80   ? 0
                      : s[i] < 0xc0 ? 9
                      : s[i] < 0xe0 ? 1
                      : s[i] < 0xf0 ? 2
                      : s[i] < 0xf8 ? 3
                                    : 9;
        static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
        if (more == 9 || more >= n - i)
            return 0;
        uint32_t c = more ? s[i] & (0x3fu >> more) : s[i];
        for (size_t k = 1; k <= more; k++) {
            if (s[i + k] >> 6 != 2)
                return 0;
            c = c << 6 | (s[i + k] & 0x3f);
        }
        if (c < least[more] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
            return 0;
        i += more + 1;
    }
    return 1;
}

static void codec(struct arena *a, const char *s, size_t n)
{
    char *out = arena_alloc(a, n + 1, 1), *again = arena_alloc(a, n + 1, 1);
    struct text t = {.mem = a};
    ptrdiff_t len = form_decode(s, n, out);
    must(utf8_valid(s, n) == utf8_slow((const uint8_t *)s, n));
    if (len >= 0) { /* decode, encode, decode: the same bytes */
        must((size_t)len <= n && utf8_valid(out, (size_t)len));
        form_encode(&t, out, (size_t)len);
        must(form_decode(t.p, t.len, again) == len && memcmp(out, again, (size_t)len) == 0);
    }
    /* Any bytes encoded decode to themselves, unless they are no text. */
    t.len = 0;
    form_encode(&t, s, n);
    int text = utf8_valid(s, n);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        text = text && c != 0x7f && (c >= 0x20 || c == '\t' || c == '\n' || c == '\r');
    }
    out = arena_alloc(a, t.len + 1, 1);
    len = form_decode(t.p, t.len, out);
    must(text ? (size_t)len == n && memcmp(out, s, n) == 0 : len == -1);
}

/* The pairs and what parts them are the body, byte for byte, when none is malformed. */
static void pairs(struct arena *a, const char *s, size_t n)
{
    struct form_reader r = {s, s + n};
    struct form_pair pair;
    struct text t = {.mem = a};
    enum form_step step;
    size_t steps = 0, malformed = 0;
    while ((step = form_next(&r, &pair)) != FORM_END) {
        must(++steps <= n + 1 && r.at >= s && r.at <= s + n);
        malformed += step == FORM_MALFORMED;
        if (step == FORM_PAIR) {
            must(pair.key_len > 0);
            if (t.len)
                text_char(&t, '&');
            text_add(&t, pair.key, pair.key_len);
            text_char(&t, '=');
            text_add(&t, pair.value, pair.value_len);
        }
    }
    must(malformed || (t.len == n && (!n || memcmp(t.p, s, n) == 0)));
}

static void dates(struct arena *a, const char *s, size_t n)
{
    struct text t = {.mem = a};
    struct moment m;
    int day;
    if (day_read(s, n, &day)) {
        day_put(&t, day);
        must(t.len == n && memcmp(t.p, s, n) == 0);
    }
    t.len = 0;
    if (moment_read(s, n, 0, &m)) {
        moment_put(&t, m.day, m.minute, m.offset);
        must(t.len == n && memcmp(t.p, s, 16) == 0 && memcmp(t.p + 17, s + 17, 5) == 0);
        must(m.at_s == m.day * INT64_C(86400) + (m.minute - m.offset) * 60);
    }
    must(!moment_read(s, n, 1, &m) || n == 25);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static _Alignas(16) unsigned char block[1 << 20];
    struct arena a = {.base = block, .size = sizeof block};
    if (size > 4096)
        return 0;
    char *s = malloc(size ? size : 1); /* a copy of just this size, so that its end is guarded */
    must(s != NULL);
    memcpy(s, data, size);
    codec(&a, s, size);
    pairs(&a, s, size);
    dates(&a, s, size);
    free(s);
    return 0;
}
