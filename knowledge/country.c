#include "country.h"

#include <stddef.h>

const struct country countries[] = {
#define COUNTRY(code, name, emergency, call, urgent_name, urgent, department, doctor, crisis_name, \
                crisis, source)                                                                    \
    {code, name, emergency, call, urgent_name, urgent, department, doctor, crisis_name, crisis},
#include "countries.def"
};
const int country_count = (int)(sizeof countries / sizeof countries[0]);

const struct country *country_find(const char *code)
{
    for (int i = 0; i < country_count; i++)
        if (code[0] == countries[i].code[0] && code[0] && code[1] == countries[i].code[1] &&
            !code[2])
            return &countries[i];
    return NULL;
}

static int is(const char *word, size_t n, const char *name)
{
    size_t i = 0;
    while (i < n && name[i] && word[i] == name[i])
        i++;
    return i == n && !name[i];
}

/* Appends what stands for a word; 0 when it is none of ours. */
int country_word(struct text *t, const char *word, size_t n, const struct country *c)
{
    if (is(word, n, "call")) {
        text_str(t, c->call);
    } else if (is(word, n, "department")) {
        text_str(t, c->department);
    } else if (is(word, n, "doctor")) {
        text_str(t, c->doctor);
    } else if (is(word, n, "line")) {
        text_str(t, c->urgent[0] ? c->urgent : "a doctor on call");
    } else if (is(word, n, "crisis")) {
        text_str(t, c->crisis[0] ? c->crisis_name : "a crisis line");
        if (c->crisis[0])
            text_lit(t, ", ");
        text_str(t, c->crisis);
    } else {
        return 0;
    }
    return 1;
}

void country_words(struct text *t, const char *words, const struct country *c)
{
    for (const char *p = words; *p; p++) {
        size_t n = 1;
        while (*p == '{' && p[n] && p[n] != '}')
            n++;
        if (*p == '{' && p[n] == '}' && country_word(t, p + 1, n - 1, c))
            p += n;
        else
            text_char(t, *p);
    }
}
