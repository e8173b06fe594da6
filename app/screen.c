/* screen.c - the short safety screen, which stands inside the check-in. */
#include "danger.h"

#include "../engine/gate.h"

static int in_short(const struct visit *v, const struct danger *d)
{
    uint64_t asked = gate_short_questions | gate_opened(&v->known, 0);
    return d->is == DANGER_tick && asked >> d->question & 1;
}

/* A tick was sent, or what cannot be taken: it must be seen. */
static int touched(const struct visit *v)
{
    for (int i = 0; i < danger_count; i++)
        if (in_short(v, &dangers[i]) && posted(v, dangers[i].name, 0))
            return 1;
    return 0;
}

/* All signs in words, so that "None of these" says no to what was read. */
static void put_signs(struct visit *v)
{
    int n = 0;
    html_put(&v->w, "<p class=\"small\" id=\"screen-signs\">");
    for (int i = 0; i < danger_count; i++)
        if (in_short(v, &dangers[i]))
            html_put(&v->w, "%s%s", n++ ? " · " : "", dangers[i].word);
    html_put(&v->w, "</p>");
}

/* On most mornings it is one tap; the ticks are behind a summary, complete without script. */
void ask_short_screen(struct visit *v)
{
    const char *why = wrong_about(v, "screen_none");
    html_put(
        &v->w,
        "<fieldset class=\"q screen%s\" aria-describedby=\"screen-signs\"><legend>Since you last "
        "told us, is any of this new or worse?</legend>",
        why ? " bad" : "");
    if (why)
        html_put(&v->w, "<p class=\"error\">%s</p>", why);
    put_signs(v);
    html_put(&v->w, "<div class=\"pick none\"><input type=\"checkbox\" id=\"screen_none\" "
                    "name=\"screen_none\" value=\"yes\"");
    if (posted_is(v, "screen_none", "yes"))
        html_put(&v->w, " checked");
    html_put(&v->w, "><label for=\"screen_none\">None of these</label></div>");
    if (touched(v))
        html_put(&v->w, "<details class=\"more\" open>");
    else
        html_put(&v->w, "<details class=\"more\">");
    html_put(&v->w,
             "<summary>Something is new, or I am not sure</summary><p class=\"hint\">Not sure? "
             "Tick it.</p>");
    for (int i = 0; i < danger_count; i++)
        if (in_short(v, &dangers[i]))
            danger_put(v, i, 0);
    html_put(&v->w, "</details></fieldset>");
}

void take_short_screen(struct visit *v)
{
    uint32_t signs;
    uint64_t yes = dangers_ticked(v, &signs);
    int none = posted_is(v, "screen_none", "yes");
    if (!yes && !none)
        return;
    fact_begin(v, KIND_screen);
    fact_put(v, "extent", "short");
    /* Beside a tick "None of these" is a slip: the tick counts, and nothing is said of the rest. */
    if (!yes)
        fact_put(v, "rest", "no");
    for (int i = 0; i < danger_count; i++)
        if (in_short(v, &dangers[i]) && yes >> dangers[i].question & 1)
            fact_put(v, dangers[i].name, "yes");
    fact_end(v);
}
