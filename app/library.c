/* library.c - all exercises by family and rung, and one of them. */
#include "library.h"

int nobody_known(const struct visit *v)
{
    return !v->facts.count;
}

struct standing standing_of(const struct visit *v, int item)
{
    const struct orders *o = &v->known.orders;
    const struct exercise *x = &exercises[item];
    struct standing s = {.planned = planned_item(v, item), .banned_until = NEVER_DAY};
    unsigned own = nobody_known(v) ? 0 : known_profiles(&v->known);
    if (nobody_known(v))
        return s;
    s.allowed = (int)(o->allowed >> item & 1);
    s.excluded = s.allowed ? 0 : x->excluded & own;
    s.modified = x->modified & own;
    s.banned_until = o->ban_until[item] > o->ban_until[ITEM_COUNT + x->family]
                         ? o->ban_until[item]
                         : o->ban_until[ITEM_COUNT + x->family];
    s.swapped = (int)(v->known.swapped >> item & 1);
    return s;
}

int is_out(const struct visit *v, const struct standing *s)
{
    return s->excluded || s->banned_until >= v->day || s->swapped;
}

/* --- all of them ---------------------------------------------------------------------------------- */

static void put_chip(struct visit *v, const struct standing *s)
{
    if (s->planned)
        html_put(&v->w, "<p><span class=\"chip up\">In your plan today</span></p>");
    else if (s->excluded)
        html_put(&v->w, "<p><span class=\"chip stop\">Not for you</span></p>");
    else if (s->banned_until >= v->day)
        html_put(&v->w, "<p><span class=\"chip wait\">Your clinician leaves it out</span></p>");
    else if (s->swapped)
        html_put(&v->w, "<p><span class=\"chip\">You took it out</span></p>");
}

static void put_row(struct visit *v, int item)
{
    struct standing s = standing_of(v, item);
    struct span id = item_name(item);
    html_put(&v->w, "<li><div class=\"pic\">");
    item_thumb(v, item);
    html_put(&v->w,
             "</div><div><h3 class=\"name\"><a href=\"/exercises/%.*s\">%s</a></h3>"
             "<p class=\"dose\">%s</p>",
             (int)id.len, id.p, exercises[item].name, purpose_of[item]);
    put_chip(v, &s);
    html_put(&v->w, "</div></li>\n");
}

static void put_walk_row(struct visit *v)
{
    html_put(&v->w, "<li><div class=\"pic\">");
    item_thumb(v, ITEM_W1);
    html_put(&v->w, "</div><div><h3 class=\"name\"><a href=\"/exercises/W\">The walking ladder</a>"
                    "</h3><p class=\"dose\">Seven rungs, from a few minutes at a time to a long "
                    "walk with hills.</p>");
    if (v->plan.walk.rung)
        html_put(&v->w, "<p><span class=\"chip up\">In your plan today</span></p>");
    html_put(&v->w, "</div></li>\n");
}

/* Rung by rung: the table has them in the order in which they were added. */
static void put_rows(struct visit *v, int family)
{
    for (int rung = 1; rung <= 9; rung++)
        for (int i = 0; i < ITEM_COUNT; i++)
            if (exercises[i].family == family && exercises[i].rung == rung)
                put_row(v, i);
}

static void put_family(struct visit *v, const struct family_words *f)
{
    html_put(&v->w,
             "<section class=\"sec\" id=\"%s\"><h2>%s</h2><p>%s</p>"
             "<p class=\"small quiet\">%s</p><ul class=\"list\">\n",
             f->id, f->name, f->is_for, f->is_not);
    if (f->family == FAMILY_WALK)
        put_walk_row(v);
    else
        put_rows(v, f->family);
    html_put(&v->w,
             "</ul><p><a href=\"/exercises/ladder/%s\" aria-label=\"Print this ladder: %s\">"
             "Print this ladder</a></p></section>\n",
             f->id, f->name);
}

void library_get(struct visit *v)
{
    page_open(v, "All exercises", TAB_learn);
    back_link(v, "/learn", "Good to know");
    html_put(&v->w, "<h1>All exercises</h1><p class=\"lead\">Here to look things up. ");
    if (nobody_known(v))
        html_put(&v->w, "Which of them suits you, and how much, a plan decides after the <a "
                        "href=\"/safety\">safety questions</a>. Please do not pick for yourself.");
    else
        html_put(&v->w, "Which of them you do, and how much, is in <a href=\"/\">today’s plan</a>. "
                        "Please do not pick others for yourself.");
    html_put(&v->w, "</p>\n<nav aria-label=\"Kinds of exercise\"><ul class=\"links\">");
    for (int i = 0; i < FAMILY_COUNT; i++)
        html_put(&v->w, "<li><a href=\"#%s\">%s</a></li>", family_words[i].id,
                 family_words[i].name);
    html_put(&v->w, "</ul></nav>\n");
    for (int i = 0; i < FAMILY_COUNT; i++)
        put_family(v, &family_words[i]);
    html_put(&v->w, "<p class=\"small quiet\">Within a kind, what asks less comes first.</p>\n");
    page_close(v);
}

/* --- one of them ---------------------------------------------------------------------------------- */

static void put_cues_of(struct visit *v, int item)
{
    const struct exercise *x = &exercises[item];
    html_put(&v->w, "<section class=\"sec\"><h2>How</h2><p>%s.</p><ul class=\"cue\">", x->position);
    for (int i = 0; i < 3 && x->cue[i] && x->cue[i][0]; i++)
        html_put(&v->w, "<li>%s</li>", x->cue[i]);
    html_put(&v->w, "</ul></section>\n");
}

static void put_cautions(struct visit *v, int item)
{
    const struct exercise *x = &exercises[item];
    html_put(&v->w, "<section class=\"sec\"><h2>Take care</h2><p>%s</p>", x->caution);
    if (x->excluded) {
        html_put(&v->w, "<h3>Not for</h3>");
        put_anyone(v, x->excluded);
    }
    if (x->modified) {
        html_put(&v->w, "<h3>Another way, as said above, for</h3>");
        put_anyone(v, x->modified);
    }
    if (!x->excluded && !x->modified)
        html_put(&v->w, "<p>We know of nobody who must leave it out. What hurts your leg is "
                        "left out all the same.</p>");
    html_put(&v->w, "<p class=\"small quiet\">Not sure whether that is you? Ask a clinician "
                    "first.</p></section>\n");
}

static void put_body(struct visit *v, int item)
{
    static const char *const load[] = {
        [LOAD_none] = "It does not pull on the nerve of the leg.",
        [LOAD_slight] = "It hardly pulls on the nerve of the leg.",
        [LOAD_slider] = "It moves the nerve of the leg to and fro. That is more than slight.",
        [LOAD_tensioner] = ("It pulls on the nerve of the leg, more than any other kind. So it "
                            "comes late, when the leg is almost quiet."),
    };
    static const char *const bend[] = {
        [BEND_neutral] = "Your back stays more or less in the middle.",
        [BEND_extension] = "Your back arches.",
        [BEND_flexion] = "Your back or hips bend forward.",
        [BEND_rotation] = "Your back or hips turn.",
        [BEND_lateral] = "Your back goes sideways.",
    };
    html_put(&v->w, "<section class=\"sec\"><h2>What it asks of nerve and back</h2><p>%s %s</p>",
             load[exercises[item].load], bend[exercises[item].bend]);
    html_put(&v->w, "</section>\n");
}

static int nearest_rung(int item, int up)
{
    const struct exercise *x = &exercises[item];
    int best = 0;
    for (int i = 0; i < ITEM_COUNT; i++) {
        int r = exercises[i].rung;
        if (exercises[i].family != x->family || (up ? r <= x->rung : r >= x->rung))
            continue;
        if (!best || (up ? r < best : r > best))
            best = r;
    }
    return best;
}

static void put_rung(struct visit *v, int item, int rung)
{
    int n = 0;
    for (int i = 0; i < ITEM_COUNT; i++) {
        struct span id = item_name(i);
        if (i == item || exercises[i].family != exercises[item].family || exercises[i].rung != rung)
            continue;
        html_put(&v->w, "%s<a href=\"/exercises/%.*s\">%s</a>", n ? ", " : "", (int)id.len, id.p,
                 exercises[i].name);
        n++;
    }
    html_put(&v->w, "%s", n ? "" : "none");
}

static void put_neighbours(struct visit *v, int item)
{
    const struct family_words *f = family_words_of(exercises[item].family);
    html_put(&v->w, "<section class=\"sec\"><h2>Its ladder: %s</h2><p>%s</p><ul class=\"dots\">",
             f->name, f->is_for);
    html_put(&v->w, "<li>Easier, the rung below: ");
    put_rung(v, item, nearest_rung(item, 0));
    html_put(&v->w, "</li><li>On the same rung: ");
    put_rung(v, item, exercises[item].rung);
    html_put(&v->w, "</li><li>Harder, the rung above: ");
    put_rung(v, item, nearest_rung(item, 1));
    html_put(&v->w,
             "</li></ul><p><a href=\"/exercises/ladder/%s\">The whole ladder on one page, to "
             "print</a></p></section>\n",
             f->id);
}

static void exercise_page(struct visit *v, int item)
{
    const struct exercise *x = &exercises[item];
    const struct family_words *f = family_words_of(x->family);
    struct standing s = standing_of(v, item);
    page_open(v, x->name, TAB_learn);
    back_link(v, "/exercises", "All exercises");
    put_own_first(v, item, &s);
    html_put(&v->w, "<p class=\"eyebrow\">%s, rung %d</p><h1>%s</h1><p class=\"lead\">%s</p>\n",
             f->name, x->rung, x->name, purpose_of[item]);
    struct text id = {.mem = v->a};
    text_add(&id, item_name(item).p, item_name(item).len);
    text_char(&id, '\0');
    html_put(&v->w, "<div class=\"stage\">");
    figure_moving(v, id.p);
    html_put(&v->w, "</div>\n");
    put_cues_of(v, item);
    put_cautions(v, item);
    put_standing(v, item, &s);
    put_doses(v, item, s.planned);
    put_body(v, item);
    put_neighbours(v, item);
    put_evidence(v, x->sources);
    page_close(v);
}

/* --- walking -------------------------------------------------------------------------------------- */

static void put_walk_rung(struct visit *v, int item)
{
    const struct exercise *x = &exercises[item];
    int rung = item - ITEM_W1 + 1;
    html_put(&v->w, "<li><h3>%d. %s", rung, x->name);
    if (v->plan.walk.rung == rung)
        html_put(&v->w, " <span class=\"chip up\">You are here</span>");
    html_put(&v->w, "</h3><p>%s</p>", purpose_of[item]);
    put_walk_doses(v, rung);
    html_put(&v->w, "<ul class=\"cue\">");
    for (int i = 0; i < 3 && x->cue[i] && x->cue[i][0]; i++)
        html_put(&v->w, "<li>%s</li>", x->cue[i]);
    html_put(&v->w, "</ul><p class=\"small quiet\">%s</p></li>\n", x->caution);
}

static void put_walk_today(struct visit *v)
{
    html_put(&v->w, "<section class=\"sec\"><h2>In your plan</h2>");
    if (v->plan.walk.rung) {
        html_put(&v->w, "<p>Today: <b>");
        put_walk_dose(v, &v->plan.walk);
        html_put(&v->w, " a day</b>.</p>");
    } else {
        html_put(&v->w, "<p><b>Not in your plan today.</b> %s</p>",
                 nobody_known(v) ? "There is no plan yet: the safety questions come first." : "");
    }
    for (int i = 0; i < v->plan.reason_count && !nobody_known(v); i++) {
        if (why_group(v->plan.reason[i].code) != GROUP_walk)
            continue;
        html_put(&v->w, "<p>");
        put_reason(v, &v->plan.reason[i]);
        html_put(&v->w, "</p>");
    }
    html_put(&v->w,
             "<h3>What would change it</h3><p>It goes up one small step when your walks were done "
             "and the leg is no worse, and no more often than every %d days. A walk that was too "
             "much takes it down.</p></section>\n",
             limit(walk_rise_days));
}

static void walking_page(struct visit *v)
{
    const struct family_words *f = family_words_of(FAMILY_WALK);
    page_open(v, f->name, TAB_learn);
    back_link(v, "/exercises", "All exercises");
    html_put(&v->w, "<h1>%s</h1><p class=\"lead\">%s</p><p>%s</p>\n<div class=\"stage\">", f->name,
             f->is_for, f->is_not);
    figure_moving(v, "W");
    html_put(&v->w, "</div>\n");
    put_walk_today(v);
    html_put(&v->w, "<section class=\"sec\"><h2>The ladder</h2><ol class=\"plain\">\n");
    for (int i = ITEM_W1; i <= ITEM_W7; i++)
        put_walk_rung(v, i);
    html_put(&v->w, "</ol><p><a href=\"/exercises/ladder/WALK\">The ladder on one page, to print"
                    "</a></p></section>\n");
    put_evidence(v, exercises[ITEM_W1].sources);
    page_close(v);
}

void exercise_get(struct visit *v)
{
    int item = item_named(v->name, str_len(v->name));
    if (str_same(v->name, "W") || (item >= 0 && is_walk(item)))
        walking_page(v);
    else if (item >= 0)
        exercise_page(v, item);
    else
        not_found(v);
}
