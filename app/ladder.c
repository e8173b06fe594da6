/* ladder.c - the whole ladder of a family on one sheet of paper, for the wall of a clinic. */
#include "library.h"
#include "sheet.h"

static void put_flags_of(struct visit *v, unsigned flags, const char *before)
{
    int n = 0;
    for (int i = 0; i < PROFILE_COUNT; i++)
        if (flags >> i & 1)
            html_put(&v->w, "%s%s", n++ ? "; " : before, profile_words[i].anyone);
    if (n)
        html_put(&v->w, ".");
}

/* Whom none of the family is for. */
static unsigned never_for(int family)
{
    unsigned all = ~0u;
    for (int i = 0; i < ITEM_COUNT; i++)
        if (exercises[i].family == family)
            all &= exercises[i].excluded;
    return all;
}

static void put_text_of(struct visit *v, int item)
{
    const struct exercise *x = &exercises[item];
    html_put(&v->w, "<p class=\"sheet-small\">%s. ", x->position);
    sheet_cues(v, item, 3);
    html_put(&v->w, "</p><p class=\"sheet-small\">%s", x->caution);
    put_flags_of(v, x->excluded & ~never_for(x->family), " Not for ");
    put_flags_of(v, x->modified, " With care: ");
    html_put(&v->w, "</p></div></li>\n");
}

static void put_exercise(struct visit *v, int item)
{
    const struct exercise *x = &exercises[item];
    html_put(&v->w, "<li>");
    sheet_strip(v, item);
    html_put(&v->w, "<div><h2>%d. %s</h2><p><b>From ", x->rung, x->name);
    put_dose(v, item, x->start);
    html_put(&v->w, " a day, to ");
    put_dose(v, item, x->top);
    html_put(&v->w, " a day</b></p>");
    put_text_of(v, item);
}

static void put_walk_rung(struct visit *v, int item)
{
    int rung = item - ITEM_W1 + 1, n = 0;
    html_put(&v->w, "<li><p class=\"sheet-rung\">%d</p><div><h2>%s</h2><p><b>", rung,
             exercises[item].name);
    for (int i = 0; i < walk_step_count; i++) {
        const struct walk_step *s = &walk_steps[i];
        if (s->rung != rung)
            continue;
        struct plan_walk dose = {.times_a_day = s->times_a_day, .minutes = s->minutes};
        html_put(&v->w, "%s", n++ ? "; then " : "");
        put_walk_dose(v, &dose);
        html_put(&v->w, " a day");
        if (s->days_a_week < 7)
            html_put(&v->w, ", on %d days a week", s->days_a_week);
    }
    html_put(&v->w, "</b></p>");
    put_text_of(v, item);
}

/* How much room the rows need: those of walking have no picture. */
static int rows_of(int family)
{
    enum { WALKING = 4 };
    int n = 0;
    if (family == FAMILY_WALK)
        return WALKING;
    for (int i = 0; i < ITEM_COUNT; i++)
        n += exercises[i].family == family;
    return n;
}

static void put_rows(struct visit *v, int family)
{
    for (int rung = 1; rung <= 9; rung++)
        for (int i = 0; i < ITEM_COUNT; i++) {
            if (exercises[i].family != family || exercises[i].rung != rung)
                continue;
            if (family == FAMILY_WALK)
                put_walk_rung(v, i);
            else
                put_exercise(v, i);
        }
}

static void ladder(struct visit *v, const struct family_words *f)
{
    enum { ROWS_MOST = 8 };
    int rows = rows_of(f->family);
    static const char *const class_of[] = {"wall n0", "wall n1", "wall n2", "wall n3", "wall n4",
                                           "wall n5", "wall n6", "wall n7", "wall n8"};
    sheet_open(v, f->name, class_of[rows < ROWS_MOST ? rows : ROWS_MOST], "/exercises",
               "All exercises");
    html_put(&v->w, "Ladder %s · rules %d", f->id, RULES_VERSION);
    sheet_top_close(v);
    html_put(
        &v->w,
        "<h1>%s</h1>\n<p class=\"sheet-lead\">%s %s What asks less stands first. Which of these, "
        "and how much, is for a plan or a clinician to say.",
        f->name, f->is_for, f->is_not);
    put_flags_of(v, never_for(f->family), " None of these is for ");
    html_put(&v->w, "</p>\n");
    if (f->family == FAMILY_WALK)
        sheet_strip(v, ITEM_W1);
    html_put(&v->w, "<ol class=\"sheet-rows\">\n");
    put_rows(v, f->family);
    html_put(&v->w, "</ol>\n");
    sheet_help(v);
    sheet_close(v, "This is not a plan.");
}

void ladder_get(struct visit *v)
{
    for (int i = 0; i < FAMILY_COUNT; i++)
        if (str_same(family_words[i].id, v->name)) {
            ladder(v, &family_words[i]);
            return;
        }
    not_found(v);
}
