#include "page.h"

#include "../core/day.h"

enum { COLUMNS = 80 };

const char *const say_text[SAY_COUNT] = {
#define SAY(key, text) text,
#include "../knowledge/words/en.def"
};

const struct country *page_country(void)
{
    return country_find("GB");
}

void say_put(struct text *t, enum say key, struct filling f, const struct country *country)
{
    for (const char *c = say_text[key]; *c; c++) {
        size_t n = 0;
        while (*c == '{' && c[n] && c[n] != '}')
            n++;
        if (n == 2) {
            if (c[1] == 's')
                text_str(t, f.s);
            else
                text_int(t, c[1] == 'a' ? f.a : c[1] == 'b' ? f.b : f.c);
            c += 2;
        } else if (n && country_word(t, c + 1, n - 1, country)) {
            c += n;
        } else {
            text_char(t, *c);
        }
    }
}

void say(struct page *p, enum say key, struct filling f)
{
    say_put(&p->line, key, f, page_country());
}

static void blanks(struct text *t, int n)
{
    for (int i = 0; i < n; i++)
        text_char(t, ' ');
}

/* Columns of n bytes of UTF-8: a byte that continues a character takes none. */
static int columns(const char *s, size_t n)
{
    int wide = 0;
    for (size_t i = 0; i < n; i++)
        wide += ((unsigned char)s[i] & 0xC0) != 0x80;
    return wide;
}

/* Sets the gathered paragraph: the first line from column first, after mark; the others from rest.
 * A word longer than a line is left whole. */
void para_at(struct page *p, const char *mark, int first, int rest)
{
    blanks(p->t, first);
    text_str(p->t, mark);
    int at = rest, fresh = 1;
    const char *s = p->line.p, *end = s + p->line.len;
    while (s < end) {
        const char *word = s;
        while (s < end && *s != ' ')
            s++;
        int wide = columns(word, (size_t)(s - word));
        if (!fresh && at + 1 + wide > COLUMNS) {
            text_char(p->t, '\n');
            blanks(p->t, rest);
            at = rest;
            fresh = 1;
        }
        if (wide) {
            if (!fresh)
                text_char(p->t, ' ');
            at += wide + !fresh;
            text_add(p->t, word, (size_t)(s - word));
            fresh = 0;
        }
        while (s < end && *s == ' ')
            s++;
    }
    text_char(p->t, '\n');
    p->line.len = 0;
}

void para(struct page *p)
{
    para_at(p, "  ", 0, 2);
}

void point(struct page *p)
{
    para_at(p, "  - ", 0, 4);
}

void head(struct page *p, enum say key)
{
    text_char(p->t, '\n');
    text_str(p->t, say_text[key]);
    text_char(p->t, '\n');
}

void say_para(struct page *p, enum say key)
{
    say(p, key, (struct filling){0});
    para(p);
}

void say_point(struct page *p, enum say key)
{
    say(p, key, (struct filling){0});
    point(p);
}

void put_date(struct text *t, int day)
{
    int year, month, dayofmonth;
    day_civil(day, &year, &month, &dayofmonth);
    text_int(t, dayofmonth);
    text_char(t, ' ');
    text_str(t, say_text[SAY_month_1 + month - 1]);
}
