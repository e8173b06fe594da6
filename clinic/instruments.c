/* instruments.c - which instruments there are, and what each said last. */
#include "instrument.h"

#include "../app/asked.h"

const struct score_row score_rows[] = {
#define SCORE(name, words, lo, hi, decimals, means) {#name, words, lo, hi, decimals, means},
#include "scores.def"
};
const int score_row_count = COUNT_OF(score_rows);

const struct fact *last_score(struct desk *d, const char *name)
{
    for (const struct fact *f = newest(d, KIND_questionnaire, SIZE_MAX); f;
         f = newest(d, KIND_questionnaire, place_of(d, f))) {
        const struct fact_questionnaire *q = f->keys;
        if (str_same(plain_text(&d->v, q->name), name))
            return f;
    }
    return NULL;
}

void put_score(struct desk *d, const struct fact *f)
{
    const struct fact_questionnaire *q = f->keys;
    if (q->score != UNANSWERED)
        html_put(&d->v.w, "%d", q->score);
    else
        html_put(&d->v.w, "%s", plain_text(&d->v, q->answer));
}

static void take_back_link(struct desk *d, const struct fact *f)
{
    struct text id = {.mem = d->v.a};
    if (!f || !f->id.known)
        return;
    put_fact_id(&id, f->id);
    text_char(&id, '\0');
    html_put(&d->v.w, "<a href=\"/%s?of=%s\">Take back</a>", patient_path(d, "/take-back") + 1,
             id.p);
}

static void row(struct desk *d, const char *tail, const char *words, const char *means,
                const struct fact *f)
{
    html_put(&d->v.w, "<tr><td>");
    if (tail)
        html_put(&d->v.w, "<a href=\"/%s\">%s</a>", patient_path(d, tail) + 1, words);
    else
        html_put(&d->v.w, "%s", words);
    html_put(&d->v.w, "</td><td>%s</td><td>", means);
    if (f)
        put_score(d, f);
    else
        html_put(&d->v.w, "–");
    html_put(&d->v.w, "</td><td>");
    if (f)
        put_year_date(&d->v, f->day);
    html_put(&d->v.w, "</td><td>");
    take_back_link(d, f);
    html_put(&d->v.w, "</td></tr>");
}

void instruments_get(struct desk *d)
{
    const struct fact *start = newest(d, KIND_start_back, SIZE_MAX);
    desk_open(d, "Instruments", AT_people);
    patient_head(d);
    html_put(&d->v.w,
             "<h2 class=\"task\">Instruments</h2><p class=\"acts\">"
             "<a class=\"btn btn-auto\" href=\"/%s\">Leg, back, bother, change, activities</a>"
             "<a class=\"btn btn-2 btn-auto\" href=\"/%s\">Enter a score from another form</a></p>",
             patient_path(d, "/instrument/own") + 1, patient_path(d, "/instrument/score") + 1);
    html_put(&d->v.w,
             "<section class=\"panel\"><h2>What each said last</h2><div class=\"wide\"><table "
             "class=\"tbl\"><thead><tr><th scope=\"col\">Instrument</th><th scope=\"col\">Range"
             "</th><th scope=\"col\">Score</th><th scope=\"col\">On</th><td></td></tr>"
             "</thead><tbody>");
    row(d, "/instrument/rmdq24", "Roland-Morris, 24 items", "0 to 24, lower is better",
        last_score(d, "rmdq24"));
    row(d, "/instrument/phq2", "PHQ-2", "0 to 6, 3 or more: look further", last_score(d, "phq2"));
    row(d, "/instrument/own", "Leg symptom bother", "0 to 24, lower is better",
        last_score(d, "bother"));
    row(d, "/instrument/own", "Change since the start", "1 very much better to 7 very much worse",
        last_score(d, "pgic"));
    if (start) {
        const struct fact_start_back *s = start->keys;
        html_put(&d->v.w,
                 "<tr><td><a href=\"/%s\">STarT Back</a></td><td>0 to 9; distress 0 to 5</td><td>",
                 patient_path(d, "/instrument/score") + 1);
        if (s->total != UNANSWERED)
            html_put(&d->v.w, "%d", s->total);
        else
            html_put(&d->v.w, "–");
        if (s->distress != UNANSWERED)
            html_put(&d->v.w, "; %d", s->distress);
        html_put(&d->v.w, "</td><td>");
        put_year_date(&d->v, start->day);
        html_put(&d->v.w, "</td><td>");
        take_back_link(d, start);
        html_put(&d->v.w, "</td></tr>");
    }
    for (int i = 0; i < score_row_count; i++) {
        const struct fact *f = last_score(d, score_rows[i].name);
        if (f)
            row(d, NULL, score_rows[i].words, score_rows[i].means, f);
    }
    html_put(&d->v.w, "</tbody></table></div></section>");
    desk_close(d);
}
