#include "sources.h"

const struct source_row *source_named(const char *key, size_t n)
{
    for (int i = 0; i < source_count; i++)
        if (str_len(source_rows[i].key) == n && memcmp(source_rows[i].key, key, n) == 0)
            return &source_rows[i];
    return NULL;
}

static int begins(const char *s, const char *with)
{
    return str_len(s) >= str_len(with) && memcmp(s, with, str_len(with)) == 0;
}

void put_source(struct visit *v, const struct source_row *s)
{
    if (s->url && begins(s->url, "https://"))
        html_put(&v->w, "<a rel=\"noreferrer\" href=\"https://%s\">%s</a>", s->url + 8, s->title);
    else if (s->url && begins(s->url, "http://"))
        html_put(&v->w, "<a rel=\"noreferrer\" href=\"http://%s\">%s</a>", s->url + 7, s->title);
    else
        html_put(&v->w, "%s", s->title);
}

static int number_of(struct cites *c, int row)
{
    for (int i = 0; i < c->count; i++)
        if (c->row[i] == row)
            return i + 1;
    if (c->count == CITES_MAX)
        return 0;
    c->row[c->count++] = row;
    return c->count;
}

void cite(struct visit *v, struct cites *c, const char *keys)
{
    if (!keys[0])
        return;
    html_put(&v->w, " <span class=\"cites\">");
    while (*keys) {
        size_t n = 0;
        while (keys[n] && keys[n] != ' ')
            n++;
        const struct source_row *s = source_named(keys, n);
        int number = s ? number_of(c, (int)(s - source_rows)) : 0;
        if (number)
            html_put(&v->w, "<a href=\"#source-%d\" aria-label=\"source %d\">%d</a>", number,
                     number, number);
        keys += n + (keys[n] == ' ');
    }
    html_put(&v->w, "</span>");
}

void cites_list(struct visit *v, const struct cites *c)
{
    if (!c->count)
        return;
    html_put(&v->w, "<section class=\"sec\"><h2>Where this comes from</h2><ol class=\"small\">");
    for (int i = 0; i < c->count; i++) {
        html_put(&v->w, "<li id=\"source-%d\">", i + 1);
        put_source(v, &source_rows[c->row[i]]);
        html_put(&v->w, "</li>");
    }
    html_put(&v->w, "</ol></section>");
}
