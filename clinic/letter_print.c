/* letter_print.c - a letter as it goes out: a page for paper. */
#include "letter.h"

#include "../app/asked.h"
#include "../core/form.h"

/* --- the sheet ------------------------------------------------------------------------------------------ */

/* "Letter Marta Lindqvist 2026-11-25": letters, digits and spaces, so that it can name a file anywhere. */
static const char *file_title(struct desk *d, const char *what, int day)
{
    const struct rows *p = &d->q->patient;
    struct text t = {.mem = d->v.a};
    text_str(&t, what);
    text_char(&t, ' ');
    for (const char *s = p->count ? row_text(p, 0, patient_name) : ""; *s; s++) {
        unsigned char c = (unsigned char)*s;
        int plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == ' ' || c == '-' || c >= 0x80;
        text_char(&t, plain ? *s : ' ');
    }
    text_char(&t, ' ');
    day_put(&t, day);
    text_char(&t, '\0');
    return t.p;
}

void print_open(struct desk *d, const char *what, int day, const char *back, const char *back_words)
{
    desk_open(d, file_title(d, what, day), AT_people);
    html_put(&d->v.w,
             "<div class=\"row noprint\"><a class=\"back\" href=\"/%s\">%s</a><span "
             "class=\"sub\">To print: Ctrl and P, or the menu of the browser. A4, black and "
             "white.</span></div><article class=\"sheet\">",
             back + 1, back_words);
    if (d->v.q->site->demo)
        html_put(&d->v.w, "<p class=\"invented\">Demo clinic. This patient is invented.</p>");
}

void print_close(struct desk *d)
{
    html_put(&d->v.w, "</article>");
    desk_close(d);
}

void print_head(struct desk *d, const char *title)
{
    const struct rows *s = &d->q->sites;
    int site = letter_site(d);
    struct visit *v = &d->v;
    html_put(&v->w, "<header class=\"sheet-head\"><h1>%s</h1><p><b>%s</b>", title,
             d->q->clinic.count ? row_text(&d->q->clinic, 0, clinic_name) : "");
    if (site >= 0) {
        const char *telephone = row_text(s, (uint32_t)site, sites_telephone);
        html_put(&v->w, "<br>%s, %s", row_text(s, (uint32_t)site, sites_name),
                 row_text(s, (uint32_t)site, sites_address));
        if (telephone[0])
            html_put(&v->w, "<br>Telephone %s", telephone);
    }
    html_put(&v->w, "</p></header>");
}

/* Where the label of a line ends: at its first colon with a space; 0: it has none. */
static size_t label_of(const char *p, size_t n)
{
    for (size_t i = 1; i + 1 < n; i++)
        if (p[i] == ':' && p[i + 1] == ' ')
            return i;
    return 0;
}

static size_t line_length(const char *p, size_t n)
{
    size_t i = 0;
    while (i < n && p[i] != '\n')
        i++;
    return i;
}

void print_lines(struct desk *d, const struct text *t)
{
    struct visit *v = &d->v;
    html_put(&v->w, "<ul class=\"so-lines\">");
    for (size_t at = 0; at < t->len;) {
        const char *p = t->p + at;
        size_t n = line_length(p, t->len - at), label = label_of(p, n);
        int is_yes = label && n - label - 2 >= 3 &&
                     (memcmp(p + label + 2, "YES", 3) == 0 || memcmp(p + label + 2, "UNS", 3) == 0);
        if (label)
            html_put(&v->w, "<li class=\"%s\"><span>%.*s:</span> <b>%.*s</b></li>",
                     is_yes ? "yes" : "so", (int)label, p, (int)(n - label - 2), p + label + 2);
        else
            html_put(&v->w, "<li>%.*s</li>", (int)n, p);
        at += n + 1;
    }
    html_put(&v->w, "</ul>");
}

void print_paragraph(struct desk *d, const char *text)
{
    struct visit *v = &d->v;
    size_t n = str_len(text), first = line_length(text, n), end = first;
    while (end && (text[end - 1] == '\r' || text[end - 1] == ' '))
        end--;
    int heading = end > 1 && text[end - 1] == ':' && first < n;
    html_put(&v->w, "<section>");
    if (heading)
        html_put(&v->w, "<h2>%.*s</h2>", (int)(end - 1), text);
    for (size_t at = heading ? first + 1 : 0; at < n;) {
        size_t len = line_length(text + at, n - at), shown = len;
        while (shown && text[at + shown - 1] == '\r')
            shown--;
        html_put(&v->w, "<p>%.*s</p>", (int)shown, text + at);
        at += len + 1;
    }
    html_put(&v->w, "</section>");
}

/* --- a letter ----------------------------------------------------------------------------------------------- */

static void put_texts(struct desk *d, const struct fact *f)
{
    struct form_reader r = {f->body.p, f->body.p + f->body.len};
    struct form_pair pair;
    while (form_next(&r, &pair) == FORM_PAIR)
        if (pair.key_len == 4 && memcmp(pair.key, "text", 4) == 0 && pair.value_len)
            print_paragraph(d,
                            plain_text(&d->v, (struct span){pair.value, (uint32_t)pair.value_len}));
}

static const char *version_path(struct desk *d, const struct letter_to *to)
{
    struct text t = {.mem = d->v.a};
    text_str(&t, patient_path(d, "/letter/"));
    text_str(&t, to->word);
    text_lit(&t, "?from=");
    text_str(&t, d->rest);
    text_char(&t, '\0');
    return t.p;
}

void letter_sent_get(struct desk *d)
{
    const struct fact *f = letter_named(d, d->rest);
    struct visit *v = &d->v;
    if (!f) {
        desk_not_found(d);
        return;
    }
    const struct fact_letter *l = f->keys;
    const struct letter_to *to = letter_to_of(l->to);
    print_open(d, "Letter", f->day, patient_path(d, "/letters"), "Letters");
    print_head(d, "Letter");
    html_put(&v->w, "<div class=\"to\"><p>");
    put_year_date(v, f->day);
    html_put(&v->w, "</p><p>To: %s</p>", to->called);
    if (l->name.len)
        print_paragraph(d, plain_text(v, l->name));
    html_put(&v->w, "</div>");
    if (!stands(v, f))
        html_put(&v->w,
                 "<p class=\"invented\">This letter was taken back after it was written.</p>");
    put_texts(d, f);
    html_put(&v->w, "<p class=\"sign\">Written by %s</p>", plain_text(v, f->who));
    html_put(&v->w,
             "</article><p class=\"noprint\"><a class=\"btn btn-2 btn-s\" href=\"/%s\">Write a new "
             "version</a></p>",
             version_path(d, to) + 1);
    desk_close(d);
}
