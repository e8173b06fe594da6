/* ics_words.c - what a visit is called in the calendar of whoever booked it. */
#include "ics.h"

static int is_there(const char *s)
{
    return s && *s;
}

/* A place is one line. */
static void on_one_line(struct text *t, const char *s)
{
    for (; *s; s++) {
        if (*s == '\r')
            continue;
        if (*s == '\n')
            text_lit(t, ", ");
        else
            text_char(t, *s);
    }
}

static void sentence(struct text *t, const char *before, const char *s, const char *after)
{
    if (!is_there(s))
        return;
    if (t->len)
        text_char(t, '\n');
    text_str(t, before);
    text_str(t, s);
    text_str(t, after);
}

static const char *ended(struct text *t)
{
    text_char(t, '\0');
    return t->p;
}

void ics_for_visitor(struct arena *a, const struct ics_words *w, struct ics_visit *ret)
{
    struct text summary = {.mem = a}, location = {.mem = a}, about = {.mem = a};
    text_lit(&summary, "Visit: ");
    text_str(&summary, is_there(w->clinic) ? w->clinic : is_there(w->site) ? w->site : "");
    if (is_there(w->site))
        on_one_line(&location, w->site);
    if (is_there(w->address)) {
        if (location.len)
            text_lit(&location, ", ");
        on_one_line(&location, w->address);
    }
    sentence(&about, "With ", w->with, ".");
    sentence(&about, "Telephone: ", w->telephone, "");
    sentence(&about, "How to get there: ", w->directions, "");
    sentence(&about, "To move or cancel it: ", ret->status == ICS_cancelled ? NULL : ret->url, "");
    ret->summary = ended(&summary);
    ret->location = ended(&location);
    ret->description = ended(&about);
}
