/* patient_marks.c - what clinicians did, on the picture over time: visits as lines with their number, the rest
 * as letters below. */
#include "patient_picture.h"

/* --- what clinicians did -------------------------------------------------------------------------------------- */

static void pill(struct picture *p, int column, int number, int narrow)
{
    int x = x_of(p, column), wide = narrow ? 26 : 56;
    html_put(
        &p->d->v.w,
        "<path class=\"chart-visit\" d=\"M%d %dV%d\"/><rect class=\"chart-pill\" x=\"%d\" y=\"%d\" "
        "width=\"%d\" height=\"22\" rx=\"11\"/><text class=\"chart-visit-word\" x=\"%d\" y=\"%d\" "
        "text-anchor=\"middle\">%s%d</text>",
        x, PILL + 22, PLAN + 12, x - wide / 2, PILL, wide, x, PILL + 16, narrow ? "" : "Visit ",
        number);
}

/* The columns of the treatments before and after one stand too near for the word. */
static int crowded(struct picture *p, size_t place, int column)
{
    const struct record *r = &p->d->v.facts;
    for (size_t i = 0; i < r->count; i++) {
        int other =
            i == place || r->fact[i].kind != KIND_treatment ? -1 : column_of(p->c, r->fact[i].day);
        if (other < 0 || !shown(p, other) || other == column || !stands(&p->d->v, &r->fact[i]))
            continue;
        int apart = x_of(p, other) - x_of(p, column);
        if (apart > -60 && apart < 60)
            return 1;
    }
    return 0;
}

void picture_visits(struct picture *p)
{
    const struct record *r = &p->d->v.facts;
    for (size_t i = 0; i < r->count; i++) {
        int column = r->fact[i].kind == KIND_treatment ? column_of(p->c, r->fact[i].day) : -1;
        if (column >= 0 && shown(p, column) && stands(&p->d->v, &r->fact[i]))
            pill(p, column, visit_number(p->d, &r->fact[i]), crowded(p, i, column));
    }
}

static const struct {
    int kind;
    const char *letter, *word;
} marks[] = {
    {KIND_exam, "E", "examination"}, {KIND_clearance, "C", "clearance"},
    {KIND_override, "O", "order"},   {KIND_referral, "R", "referral"},
    {KIND_letter, "L", "letter"},    {KIND_discharge, "D", "end of care"},
};
enum { KINDS_MARKED = sizeof marks / sizeof marks[0] };

/* What was done in each column that is drawn, as sets of marks; gives all of them. */
static uint32_t marks_of(struct picture *p, uint8_t *set)
{
    const struct record *r = &p->d->v.facts;
    uint32_t used = 0;
    for (size_t i = 0; i < r->count; i++)
        for (int k = 0; k < KINDS_MARKED; k++) {
            int column = r->fact[i].kind == marks[k].kind ? column_of(p->c, r->fact[i].day) : -1;
            if (column < 0 || !shown(p, column) || !stands(&p->d->v, &r->fact[i]))
                continue;
            set[column - p->from] |= (uint8_t)(1u << k);
            used |= 1u << k;
        }
    return used;
}

uint32_t picture_marks(struct picture *p)
{
    uint8_t set[COLUMNS_MAX] = {0};
    uint32_t used = marks_of(p, set);
    for (int i = 0; i < p->f.count; i++) {
        if (!set[i])
            continue;
        html_put(&p->d->v.w,
                 "<text class=\"t chart-mark\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">",
                 chart_x(&p->f, i), MARKS + 4);
        for (int k = 0; k < KINDS_MARKED; k++)
            if (set[i] >> k & 1)
                html_put(&p->d->v.w, "%s", marks[k].letter);
        html_put(&p->d->v.w, "</text>");
    }
    return used;
}

void marks_legend(struct desk *d, uint32_t used)
{
    for (int k = 0; k < KINDS_MARKED; k++)
        if (used >> k & 1)
            html_put(&d->v.w, "%s = %s. ", marks[k].letter, marks[k].word);
}
