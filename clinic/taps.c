/* taps.c - rows of buttons, one tap an answer: radios and ticks under another dress. */
#include "recording.h"

void taps_open(struct desk *d, const char *field, const char *ask, const char *was)
{
    struct visit *v = &d->v;
    const char *why = wrong_about(v, field);
    html_put(&v->w, "<fieldset class=\"taps%s\"", why ? " bad" : "");
    if (why)
        html_put(&v->w, " aria-describedby=\"%s-error\"", field);
    html_put(&v->w, "><legend>%s", ask);
    if (was)
        html_put(&v->w, " <span class=\"was\">%s</span>", was);
    html_put(&v->w, "</legend>");
    if (why)
        html_put(&v->w,
                 "<p class=\"error\" id=\"%s-error\"><span class=\"sr\">Error: </span>%s</p>",
                 field, why);
}

static void put_tap(struct desk *d, const char *type, const char *field, const struct tap *tap,
                    int first)
{
    struct visit *v = &d->v;
    struct text id = {.mem = v->a};
    text_str(&id, field);
    if (!first) { /* the link of the error summary leads to the first */
        text_char(&id, '-');
        text_str(&id, tap->value);
    }
    text_char(&id, '\0');
    html_put(&v->w, "<input type=\"%s\" id=\"%s\" name=\"%s\" value=\"%s\"", type, id.p, field,
             tap->value);
    if (tap->class && tap->class[0])
        html_put(&v->w, " class=\"%s\"", tap->class);
    if (tap->value[0] && posted_is(v, field, tap->value))
        html_put(&v->w, " checked");
    html_put(&v->w, "><label for=\"%s\">%s</label>", id.p, tap->words);
}

void taps_put(struct desk *d, const char *field, const struct tap *tap, int count)
{
    for (int i = 0; i < count; i++)
        put_tap(d, "radio", field, &tap[i], i == 0);
    html_put(&d->v.w,
             "<input type=\"radio\" class=\"none\" id=\"%s-out\" name=\"%s\" value=\"\">"
             "<label for=\"%s-out\"><span aria-hidden=\"true\">–</span><span class=\"sr\">left "
             "out</span></label>",
             field, field, field);
}

void taps_close(struct desk *d)
{
    html_put(&d->v.w, "</fieldset>");
}

void tap_row(struct desk *d, const char *field, const char *ask, const char *was,
             const struct tap *tap, int count)
{
    taps_open(d, field, ask, was);
    taps_put(d, field, tap, count);
    taps_close(d);
}

void tick_row(struct desk *d, const char *field, const char *ask, const char *hint,
              const struct tap *tap, int count)
{
    taps_open(d, field, ask, hint);
    for (int i = 0; i < count; i++)
        put_tap(d, "checkbox", field, &tap[i], i == 0);
    taps_close(d);
}
