#include "../core/html.h"
#include "check.h"

#include <setjmp.h>
#include <stdlib.h>

static jmp_buf ended;
static void host_fail(void *host, const char *why)
{
    (void)host;
    (void)why;
    longjmp(ended, 1);
}
static _Alignas(16) unsigned char block[1 << 16];
static struct arena a = {.base = block, .size = sizeof block, .fail = host_fail};

static struct html page(void)
{
    arena_reset(&a);
    return (struct html){.out.mem = &a};
}

static int is(const struct html *w, const char *want)
{
    int ok = !w->bug && w->out.len == strlen(want) && memcmp(w->out.p, want, w->out.len) == 0;
    if (!ok)
        fprintf(stderr, "got  %.*s\nwant %s\n", (int)w->out.len, w->out.p, want);
    return ok;
}

static void what_is_not_ours_is_escaped(void)
{
    const char *evil = "<script>alert('x')</script>&\"";
    struct html w = page();
    html_put(&w, "<p class=\"%s\">%s, day %d: 100%%</p>", "a\" onclick=\"b", evil, -12);
    CHECK(is(&w, "<p class=\"a&quot; onclick=&quot;b\">&lt;script&gt;alert(&#39;x&#39;)"
                 "&lt;/script&gt;&amp;&quot;, day -12: 100%</p>"));
    w = page();
    html_put(&w, "<b>%.*s</b>%s%d", 3, "abcdef", "", -2147483647 - 1);
    CHECK(is(&w, "<b>abc</b>-2147483648"));
    w = page();
    html_put(&w, "<i>%.*s</i>", -1, "never");
    CHECK(is(&w, "<i></i>"));
}

static void a_link_stays_on_the_site(void)
{
    struct html w = page();
    html_put(&w, "<a href=\"/exercise/%s\">x</a><a href=\"/%s\">y</a>", "a&b", "why");
    CHECK(is(&w, "<a href=\"/exercise/a&amp;b\">x</a><a href=\"/why\">y</a>"));
    /* a browser drops tabs and line ends from an address */
    const char *away[] = {"/other.example",    "\\other.example",    "\t/other.example",
                          "\n/other.example",  "\r\n/other.example", " /other.example",
                          "\x01/other.example"};
    for (size_t i = 0; i < sizeof away / sizeof away[0]; i++) {
        w = page();
        html_put(&w, "<a href=\"/%s\">x</a>", away[i]);
        CHECK(w.bug != NULL);
        w = page();
        html_put(&w, "<a href=\"/%.*s\">x</a>", 2, away[i]);
        CHECK(w.bug != NULL);
        w = page();
        html_put(&w, "<a href=\"/%s%s\">x</a>", "", away[i]);
        CHECK(w.bug != NULL);
    }
}

static void a_place_that_cannot_be_made_safe_is_refused(void)
{
    struct html w = page();
    html_put(&w, "<p class=%s>", "x onclick=y");
    CHECK(w.bug != NULL);
    w = page();
    html_put(&w, "<p %s>", "onclick");
    CHECK(w.bug != NULL);
    w = page();
    html_put(&w, "<a href=\"%s\">", "javascript:x");
    CHECK(w.bug != NULL);
    html_put(&w, "more");
    CHECK(w.out.len == strlen("<a href=\"")); /* nothing after a mistake */
    w = page();
    html_put(&w, "<form action=\"%s\">", "x");
    CHECK(w.bug != NULL);
    w = page();
    html_put(&w, "<img src=\"%s\">", "x");
    CHECK(w.bug != NULL);
    w = page();
    html_put(&w, "<p class=\"a\" id=%d>", 1);
    CHECK(w.bug != NULL);
}

/* Whatever bytes come, between our own tags there is none of theirs. */
static void hostile_bytes_never_become_markup(void)
{
    uint64_t seed = 1;
    int bad = 0;
    for (int round = 0; round < 20000; round++) {
        char s[64];
        size_t n = 0;
        for (; n < sizeof s - 1; n++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            s[n] = "<>&\"'=/ aA\x01\xe2\x82\xac%\n"[seed >> 33 & 15];
        }
        s[n] = '\0';
        struct html w = page();
        html_put(&w, "<p title=\"%s\">%s</p>", s, s);
        bad += w.bug != NULL || w.out.len < 16;
        int tags = 0, quotes = 0;
        for (size_t i = 0; i < w.out.len; i++) {
            tags += w.out.p[i] == '<';
            quotes += w.out.p[i] == '"' || w.out.p[i] == '\'';
        }
        bad += tags != 2 || quotes != 2;
    }
    CHECK(bad == 0);
}

int main(void)
{
    if (setjmp(ended))
        return 1;
    what_is_not_ours_is_escaped();
    a_link_stays_on_the_site();
    a_place_that_cannot_be_made_safe_is_refused();
    hostile_bytes_never_become_markup();
    return check_done("html");
}
