/* ics.c - calendar files for parsers that are not ours, and what they must make of each.
 *
 *     build/gcc/ics FOLDER
 *
 * writes FOLDER/N.ics, each of one visit with awkward texts at an awkward time; all.ics with all of them; feed.ics
 * and link.ics, as the server gives them; and expected.json. */
#include "../clinic/ics.h"
#include "feed_help.h"
#include "store_help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned char block[1 << 24] __attribute__((aligned(16)));
static struct arena a;
static const char *out_folder;

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "ics: %s\n", why);
    exit(1);
}

static void kept(const char *name, const char *bytes, size_t n)
{
    char path[1000];
    snprintf(path, sizeof path, "%s/%s", out_folder, name);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes, 1, n, f) != n || fclose(f) != 0)
        stop(NULL, "a file could not be written");
}

/* --- awkward ones ---------------------------------------------------------------------------------------- */

static const char *const texts[] = {
    "Visit: Riverside",
    "Commas, semicolons; colons: and \"quotes\", 'single' too",
    "Back\\slash \\n that is no end of line, \\\\ two, \\; and \\,",
    "Line one\nLine two\n\nLine four",
    "\nbegins and ends with a line\n",
    "Caf\xc3\xa9 M\xc3\xbcller \xe2\x80\x93 \xe2\x82\xac"
    "40, \xc5\x81\xc3\xb3\xc4\x8f\xc5\xba",
    "\xf0\x9f\x99\x82\xf0\x9f\x99\x82\xf0\x9f\x99\x82\xf0\x9f\x99\x82\xf0\x9f\x99\x82"
    "\xf0\x9f\x99\x82\xf0\x9f\x99\x82\xf0\x9f\x99\x82\xf0\x9f\x99\x82\xf0\x9f\x99\x82"
    "\xf0\x9f\x99\x82\xf0\x9f\x99\x82\xf0\x9f\x99\x82\xf0\x9f\x99\x82\xf0\x9f\x99\x82"
    "\xf0\x9f\x99\x82\xf0\x9f\x99\x82\xf0\x9f\x99\x82\xf0\x9f\x99\x82\xf0\x9f\x99\x82",
    "A family of one sign: \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"
    "\xe2\x80\x8d\xf0\x9f\x91\xa6, and again "
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d"
    "\xf0\x9f\x91\xa7\xe2\x80\x8d\xf0\x9f\x91\xa6",
    "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d, \xe4\xbd\xa0\xe5\xa5\xbd; "
    "\xd0\x97\xd0\xb4\xd1\x80\xd0\xb0\xd0\xb2\xd1\x81\xd1\x82\xd0\xb2\xd1\x83\xd0\xb9\xd1\x82\xd0"
    "\xb5",
    "END:VEVENT",
    "BEGIN:VALARM\nX-OTHER;A=B:c",
    "^n ^' ^^",
    "a=b;c=d:e",
    "%41%0A&amp;<b>",
    ",",
    "\\",
    ";",
    "x",
};
enum { TEXTS = sizeof texts / sizeof texts[0], LONG = 6, CASES = TEXTS + LONG };

/* 200 letters of a kind, and around where a line is folded. */
static const char *text_nth(int nth)
{
    static const char *const letter[LONG] = {"w", "\xc3\xa9", "\xe6\xbc\xa2", "\xf0\x9f\xa6\xb4",
                                             ",", "\n"};
    static char out[LONG][1000];
    if (nth < TEXTS)
        return texts[nth];
    char *to = out[nth - TEXTS];
    strcpy(to, "x");
    for (int i = 0; i < 200; i++)
        strcat(to, letter[nth - TEXTS]);
    strcat(to, "x"); /* one parser trims the ends of a line */
    return to;
}

static const int64_t times[] = {
    1774745700, /* 01:55 before clocks go forth in London */
    1774746000, /* when they do */
    1792890000, /* when they go back */
    1798761540, /* the last minute of a year */
    2147483580, /* the last minute of 31 bits */
    4102444800, /* 2100 */
    1830297600, /* 1 January 2028 */
    1835395200, /* 29 February 2028 */
};
enum { TIMES = sizeof times / sizeof times[0] };

static struct ics_visit visit_nth(int n)
{
    struct text uid = {.mem = &a};
    text_padded(&uid, n + 1, 14);
    text_char(&uid, '\0');
    return (struct ics_visit){.uid = uid.p,
                              .home = n % 2 ? "https://clinic.example/" : "http://localhost:8080",
                              .from_s = times[n % TIMES],
                              .until_s = times[n % TIMES] + 300 * (n % 20 + 1),
                              .stamp_s = 1790000000 + n,
                              .made_s = 1780000000 + n,
                              .changed_s = 1785000000 + n,
                              .sequence = n,
                              .status = (enum ics_status)(n % 3),
                              .summary = text_nth(n),
                              .location = text_nth((n + 1) % CASES),
                              .description = text_nth((n + 2) % CASES),
                              .url = n % 2 ? "https://clinic.example/book/link/"
                                             "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                                           : "",
                              .organiser_mail = n % 4 ? "front+desk@clinic.example" : "",
                              .organiser = n % 4 > 1 ? text_nth(n) : NULL,
                              .remind_min = n % 5 * 60};
}

/* --- what is expected, as JSON ----------------------------------------------------------------------------- */

static void put_json(FILE *f, const char *name, const char *s)
{
    fprintf(f, ", \"%s\": \"", name);
    for (; s && *s; s++)
        if ((unsigned char)*s < ' ' || *s == '"' || *s == '\\')
            fprintf(f, "\\u%04x", (unsigned)(unsigned char)*s);
        else
            fputc(*s, f);
    fputc('"', f);
}

static void put_expected(FILE *f, int n, const struct ics_visit *v)
{
    fprintf(f,
            "%s{\"file\": \"%d.ics\", \"cancelled\": %s, \"from_s\": %lld, \"until_s\": %lld, "
            "\"stamp_s\": %lld, \"made_s\": %lld, \"changed_s\": %lld, \"sequence\": %lld, "
            "\"remind_min\": %d",
            n ? ",\n" : "", n, v->status == ICS_cancelled ? "true" : "false", (long long)v->from_s,
            (long long)v->until_s, (long long)v->stamp_s, (long long)v->made_s,
            (long long)v->changed_s, (long long)v->sequence,
            v->status == ICS_cancelled ? 0 : v->remind_min);
    put_json(f, "status",
             v->status == ICS_cancelled   ? "CANCELLED"
             : v->status == ICS_tentative ? "TENTATIVE"
                                          : "CONFIRMED");
    put_json(f, "uid", v->uid);
    put_json(f, "host", n % 2 ? "clinic.example" : "localhost:8080");
    put_json(f, "summary", v->summary);
    put_json(f, "location", v->location);
    put_json(f, "description", v->description);
    put_json(f, "url", v->url);
    put_json(f, "organiser", v->organiser);
    put_json(f, "organiser_mail", v->organiser_mail);
    fputc('}', f);
}

static void awkward(void)
{
    char path[1000], name[20];
    struct text all = {.mem = &a};
    snprintf(path, sizeof path, "%s/expected.json", out_folder);
    FILE *f = fopen(path, "w");
    if (!f)
        stop(NULL, "a file could not be written");
    fputc('[', f);
    ics_open(&all, ICS_snapshot, "All; of them");
    for (int n = 0; n < CASES; n++) {
        struct text t = {.mem = &a};
        struct ics_visit v = visit_nth(n);
        ics_booking(&t, &v);
        ics_put(&all, &v);
        snprintf(name, sizeof name, "%d.ics", n);
        kept(name, t.p, t.len);
        put_expected(f, n, &v);
    }
    ics_close(&all);
    kept("all.ics", all.p, all.len);
    fputs("]\n", f);
    if (fclose(f) != 0)
        stop(NULL, "a file could not be written");
}

/* --- what a server gives -------------------------------------------------------------------------------------- */

static void fetched(struct clinics *c, const char *path, const char *name)
{
    static unsigned char lent[1 << 25] __attribute__((aligned(16)));
    struct arena room = {.base = lent, .size = sizeof lent};
    struct ask q = {.path = span_of(path), .query = {"", 0}, .body = {"", 0}, .host = "localhost"};
    struct reply r;
    if (!address_read("127.0.0.1", &q.address))
        abort();
    serve(&c->server, &room, &q, &r);
    if (r.status != 200)
        stop(NULL, name);
    kept(name, r.body.p, r.body.len);
}

static void served(void)
{
    static struct clinics c;
    char letters[COOKIE_LEN + 1], path[120];
    clinics_make(in_folder("ics.db"));
    clinics_open(&c, in_folder("ics.db"));
    feed_made(c.store);
    feed_switched(c.store, letters);
    snprintf(path, sizeof path, "/feed/%s.ics", letters);
    fetched(&c, path, "feed.ics");
    feed_linked(c.store, FEED_moved, letters);
    snprintf(path, sizeof path, "/book/link/%s/calendar.ics", letters);
    fetched(&c, path, "link.ics");
    clinics_close(&c);
    folder_remove();
}

int main(int argc, char **argv)
{
    a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    if (argc != 2)
        stop(NULL, "ics FOLDER");
    out_folder = argv[1];
    awkward();
    served();
    return 0;
}
