/* fuzz_html.c - the template's escape: whatever stands in a page, at any of the places where a value may, the
 * page has the marks that its format has and no other, and gives the value back when it is read.
 *
 * Input: a byte that picks the place, then the value. */
#include "../core/html.h"

#include <stdio.h>
#include <stdlib.h>

static unsigned char block[1 << 20] __attribute__((aligned(16)));

static void must(int so, const char *what)
{
    if (so)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

static size_t count(const struct text *t, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < t->len; i++)
        n += t->p[i] == c;
    return n;
}

/* The piece of a page between two marks, with its five escapes undone, is the value. */
static int gives_back(const struct text *t, size_t from, size_t tail, const char *value)
{
    static const char *const of[][2] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    size_t at = from, end = t->len - tail, n = 0;
    for (; at < end; n++) {
        size_t step = 1;
        char c = t->p[at];
        for (size_t i = 0; c == '&' && i < sizeof of / sizeof of[0]; i++)
            if (end - at >= strlen(of[i][0]) && !memcmp(t->p + at, of[i][0], strlen(of[i][0]))) {
                c = of[i][1][0];
                step = strlen(of[i][0]);
                break;
            }
        if (value[n] != c)
            return 0;
        at += step;
    }
    return !value[n];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char value[4097];
    struct arena a = {.base = block, .size = sizeof block};
    struct html w = {.out.mem = &a};
    if (size < 1 || size > sizeof value - 1)
        return 0;
    memcpy(value, data + 1, size - 1);
    value[size - 1] = 0;
    switch (data[0] % 5) {
    case 0:
        html_put(&w, "<p>%s</p>", value);
        must(!w.bug && count(&w.out, '<') == 2 && count(&w.out, '>') == 2, "text has no marks");
        must(gives_back(&w.out, 3, 4, value), "text is given back");
        break;
    case 1:
        html_put(&w, "<p title=\"%s\">", value);
        must(!w.bug && count(&w.out, '"') == 2 && count(&w.out, '<') == 1, "a value stays a value");
        must(gives_back(&w.out, 10, 2, value), "a value is given back");
        break;
    case 2:
        html_put(&w, "<a href=\"%s\">", value);
        must(w.bug != NULL, "nothing of theirs begins a link");
        break;
    case 3:
        html_put(&w, "<a href=\"/%s\">", value);
        must(w.bug ||
                 (w.out.p[10] != '/' && w.out.p[10] != '\\' && (unsigned char)w.out.p[10] > ' '),
             "a link stays on the site");
        must(w.bug || count(&w.out, '"') == 2, "a link ends where it ends");
        break;
    default:
        html_put(&w, "<p %s>", value);
        must(w.bug != NULL, "nothing of theirs is a name in a tag");
        break;
    }
    return 0;
}
