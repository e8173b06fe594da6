/* patient_exam.c - strength and reflexes by side over time: what clinicians found and what the person
 * tested at home, a column a date. A change stands out in bold, one for the worse in words and colour.
 * Only one root is ever named, and only by two signs that go together. Source: S25 S27 S28. */
#include "../app/asked.h"
#include "patient.h"

enum { DATES = 6, VALUES = 20 };

enum row_of { /* how a value reads, and which way is worse */
              READS_mrc,
              READS_degrees,
              READS_reflex,
              READS_sign,
              READS_test,
              READS_side
};
static const struct line {
    const char *name;
    enum row_of reads;
} lines[] = {
    {"Foot up", READS_mrc},
    {"Big toe up", READS_mrc},
    {"Heel raise", READS_mrc},
    {"Knee straight", READS_mrc},
    {"Knee reflex", READS_reflex},
    {"Ankle reflex", READS_reflex},
    {"Sensation", READS_reflex},
    {"Straight leg raise", READS_degrees},
    {"Crossed leg raise", READS_sign},
    {"Slump", READS_sign},
    {"Wasting", READS_side},
    {"Shift", READS_side},
    {"Heel walk, self", READS_test},
    {"Big toe, self", READS_test},
    {"Heel raise, self", READS_test},
    {"Chair rise, self", READS_test},
    {"One leg, self", READS_test},
};
enum {
    LINES = sizeof lines / sizeof lines[0],
    SELF_FIRST = 12,
    FOOT_DOWN = 2,
    ANKLE = 5,
    HEEL_RAISE = 14
};

struct found {
    const struct fact *f;
    int32_t value[VALUES];
};

static void of_exam(const struct fact_exam *e, int32_t *to)
{
    const int32_t value[SELF_FIRST] = {e->mrc_dorsiflexion,
                                       e->mrc_big_toe,
                                       e->mrc_plantarflexion,
                                       e->mrc_knee_extension,
                                       e->knee_reflex,
                                       e->ankle_reflex,
                                       e->sensation,
                                       e->slr_deg,
                                       e->crossed_slr,
                                       e->slump,
                                       e->wasting,
                                       e->shift};
    memcpy(to, value, sizeof value);
}

static void of_motor(const struct fact_motor *m, int32_t *to)
{
    const int32_t value[LINES - SELF_FIRST] = {m->heel_walk, m->big_toe, m->heel_raise,
                                               m->chair_rise, m->one_leg};
    memcpy(to + SELF_FIRST, value, sizeof value);
}

/* All that was found of a side, oldest first: sides2, or of none (UNANSWERED). */
static int found_of(struct desk *d, int side, struct found *to)
{
    int n = 0;
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        int32_t of;
        if ((f->kind != KIND_exam && f->kind != KIND_motor) || f->day > d->v.day ||
            !stands(&d->v, f))
            continue;
        of = f->kind == KIND_exam ? ((const struct fact_exam *)f->keys)->side
                                  : ((const struct fact_motor *)f->keys)->side;
        if (of != side)
            continue;
        to[n].f = f;
        for (int k = 0; k < VALUES; k++)
            to[n].value[k] = UNANSWERED;
        if (f->kind == KIND_exam)
            of_exam(f->keys, to[n].value);
        else
            of_motor(f->keys, to[n].value);
        n++;
    }
    return n;
}

/* --- a cell ------------------------------------------------------------------------------------------- */

static void put_value(struct desk *d, enum row_of reads, int value)
{
    static const char *const sides[] = {"no", "left", "right"};
    struct span word;
    switch (reads) {
    case READS_mrc:
        html_put(&d->v.w, "%d", value);
        break;
    case READS_degrees:
        html_put(&d->v.w, "%d°", value);
        break;
    case READS_side:
        html_put(&d->v.w, "%s", sides[value]);
        break;
    default:
        word = reads == READS_reflex ? reflexes_name(value)
               : reads == READS_sign ? signs_name(value)
                                     : strengths_name(value);
        html_put(&d->v.w, "%.*s", (int)word.len, word.p);
    }
}

/* Above 0: worse than before; below: better; of wasting and shift only that it is another. */
static int worse_by(enum row_of reads, int before, int now)
{
    if (reads == READS_mrc || reads == READS_degrees || reads == READS_sign)
        return before - now;
    if (reads == READS_side)
        return before == leanings_none ? now != before : -(now == leanings_none);
    return now - before;
}

static void put_cell(struct desk *d, const struct found *all, int at, int line)
{
    enum row_of reads = lines[line].reads;
    int now = all[at].value[line], before = UNANSWERED;
    html_put(&d->v.w, "<td>");
    for (int i = at; i-- > 0 && before == UNANSWERED;)
        before = all[i].value[line];
    if (now == UNANSWERED) {
        html_put(&d->v.w,
                 "<span class=\"sub\" role=\"img\" aria-label=\"not tested\">–</span></td>");
        return;
    }
    int worse = before == UNANSWERED ? 0 : worse_by(reads, before, now);
    if (before == UNANSWERED || before == now) {
        put_value(d, reads, now);
    } else {
        html_put(&d->v.w, "<b class=\"%s\">", worse > 0 ? "worse" : "changed");
        put_value(d, reads, now);
        html_put(&d->v.w, "%s</b>", worse > 0 ? " worse" : "");
    }
    html_put(&d->v.w, "</td>");
}

/* --- a side ------------------------------------------------------------------------------------------- */

static int ever(const struct found *all, int from, int count, int line)
{
    for (int i = from; i < count; i++)
        if (all[i].value[line] != UNANSWERED)
            return 1;
    return 0;
}

static void put_dates(struct desk *d, const struct found *all, int from, int count)
{
    html_put(&d->v.w, "<thead><tr><td></td>");
    for (int i = from; i < count; i++) {
        html_put(&d->v.w, "<th scope=\"col\">");
        put_date_of(d, all[i].f->day);
        html_put(&d->v.w, "<br><span class=\"sub\">%s</span></th>",
                 all[i].f->kind == KIND_exam     ? "exam"
                 : all[i].f->by == WHO_clinician ? "tests"
                                                 : "self-test");
    }
    html_put(&d->v.w, "</tr></thead><tbody>");
}

static int32_t latest(const struct found *all, int count, int line)
{
    for (int i = count; i-- > 0;)
        if (all[i].value[line] != UNANSWERED)
            return all[i].value[line];
    return UNANSWERED;
}

/* One sign alone says little [S25]; of the roots only S1 tends to keep to its own area [S27]. */
static void put_root(struct desk *d, const struct found *all, int count)
{
    int32_t ankle = latest(all, count, ANKLE), down = latest(all, count, FOOT_DOWN);
    int32_t rise = latest(all, count, HEEL_RAISE);
    int reflex = ankle == reflexes_reduced || ankle == reflexes_absent;
    int weak =
        (down != UNANSWERED && down < 5) || rise == strengths_weaker || rise == strengths_cannot;
    int other = reflex || weak;
    for (int line = 0; line <= ANKLE && !other; line++) {
        int32_t value = latest(all, count, line);
        other = value != UNANSWERED && (line < 4 ? value < 5 : value != reflexes_normal);
    }
    if (reflex && weak)
        html_put(&d->v.w,
                 "<p class=\"sub\">Ankle reflex and weak push-off together: suggests S1.</p>");
    else if (other)
        html_put(&d->v.w, "<p class=\"sub\">Which root: not specific.</p>");
}

static void put_notes(struct desk *d, const struct found *all, int from, int count)
{
    for (int i = count; i-- > from;) {
        const struct fact_exam *e = all[i].f->keys;
        if (all[i].f->kind != KIND_exam || !e->note.len)
            continue;
        html_put(&d->v.w, "<p class=\"sub\">");
        put_date_of(d, all[i].f->day);
        html_put(&d->v.w, ": “%s” ", plain_text(&d->v, e->note));
        put_who(d, all[i].f);
        html_put(&d->v.w, "</p>");
    }
}

static int put_side(struct desk *d, int side, const char *name, struct found *all)
{
    int count = found_of(d, side, all), from = count > DATES ? count - DATES : 0;
    if (!count)
        return 0;
    html_put(&d->v.w,
             "<h3>%s</h3><div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Scrolls "
             "sideways\"><table class=\"tbl\">",
             name);
    put_dates(d, all, from, count);
    for (int line = 0; line < LINES; line++) {
        if (!ever(all, from, count, line))
            continue;
        html_put(&d->v.w, "<tr><th scope=\"row\">%s</th>", lines[line].name);
        for (int i = from; i < count; i++)
            put_cell(d, all, i, line);
        html_put(&d->v.w, "</tr>");
    }
    html_put(&d->v.w, "</tbody></table></div>");
    if (from)
        html_put(&d->v.w,
                 "<p class=\"sub\">The newest %d of %d; all are in what happened, below.</p>",
                 DATES, count);
    put_root(d, all, count);
    put_notes(d, all, from, count);
    return count;
}

void patient_exam(struct desk *d)
{
    struct found *all = arena_alloc(d->v.a, d->v.facts.count + 1, sizeof *all);
    int right = d->v.known.episode.said.side == sides3_right, n;
    html_put(&d->v.w, "<section class=\"panel\"><h2>Strength and reflexes</h2>");
    n = right ? put_side(d, sides2_right, "Right leg", all) : 0;
    n += put_side(d, sides2_left, "Left leg", all);
    n += right ? 0 : put_side(d, sides2_right, "Right leg", all);
    n += put_side(d, UNANSWERED, "Side not told", all);
    if (n)
        html_put(
            &d->v.w,
            "<p class=\"sub\">Strength by hand: MRC grades 0 to 5. Self-tests: normal, weaker or "
            "cannot, as told at home. Bold: another result than the time before.</p>");
    else
        html_put(&d->v.w, "<p>Not examined here, and not tested at home yet.</p>");
    html_put(&d->v.w, "</section>");
}
