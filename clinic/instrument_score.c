/* instrument_score.c - a score from a form that is not ours to show: its name, its number, its day. */
#include "instrument.h"

enum { NOT_A_NUMBER = INT32_MIN };

/* "-0.074" in thousandths; at most so many decimals. */
static int thousandths(const char *s, int decimals)
{
    int sign = 1, n = 0, digits = 0, after = -1;
    if (*s == '-') {
        sign = -1;
        s++;
    }
    for (; *s; s++) {
        if ((*s == '.' || *s == ',') && after < 0 && decimals) {
            after = 0;
            continue;
        }
        if (*s < '0' || *s > '9' || ++digits > 7 || (after >= 0 && ++after > decimals))
            return NOT_A_NUMBER;
        n = n * 10 + (*s - '0');
    }
    if (!digits)
        return NOT_A_NUMBER;
    for (int i = after < 0 ? 0 : after; i < 3; i++)
        n *= 10;
    return sign * n;
}

static const char *range_words(struct desk *d, const struct score_row *s)
{
    struct text t = {.mem = d->v.a};
    int whole = s->decimals ? 1000 : 1;
    text_lit(&t, "That is no score of this form. Its scores go from ");
    if (s->lo % whole) {
        text_lit(&t, "-0.");
        text_int(&t, -s->lo / 100);
    } else {
        text_int(&t, s->lo / whole);
    }
    text_lit(&t, " to ");
    text_int(&t, s->hi / whole);
    text_lit(&t, ".");
    text_char(&t, '\0');
    return t.p;
}

void score_get(struct desk *d)
{
    struct visit *v = &d->v;
    desk_open(d, "Enter a score", AT_people);
    patient_head(d);
    html_put(&v->w,
             "<p><a href=\"/%s\">Instruments</a></p><h2 class=\"task\">Enter a score</h2><p "
             "class=\"sub\">From a form the clinic has the right to use. Its text is not shown "
             "here.</p>",
             patient_path(d, "/instrument") + 1);
    desk_form(d, NULL);
    html_put(&v->w, "<section class=\"panel\"><h2>One score</h2>");
    field_open(v, "name", "Form", NULL);
    html_put(&v->w, "<select class=\"field\" id=\"name\" name=\"name\"");
    field_described(v, "name", NULL, NULL);
    html_put(&v->w, "><option value=\"\">Choose</option>");
    for (int i = 0; i < score_row_count; i++) {
        const struct score_row *s = &score_rows[i];
        html_put(&v->w, "<option value=\"%s\"", s->name);
        if (posted_is(v, "name", s->name))
            html_put(&v->w, " selected");
        html_put(&v->w, ">%s (%s)</option>", s->words, s->means);
    }
    html_put(&v->w, "</select></div>");
    ask_text(v, "score", "Score", "As the form gives it", 1);
    html_put(&v->w, "</section><section class=\"panel\"><h2>STarT Back</h2>");
    ask_number(v, "total", "Total", NULL, "0 to 9", 9);
    ask_number(v, "distress", "Distress, items 5 to 9", NULL, "0 to 5", 5);
    html_put(&v->w, "</section>");
    ask_when(d);
    form_close(v, "Keep the score");
    desk_close(d);
}

static void take_score(struct desk *d)
{
    const char *name = posted(&d->v, "name", 0), *typed = posted(&d->v, "score", 0);
    const struct score_row *s = NULL;
    if (!name && !typed)
        return;
    for (int i = 0; name && i < score_row_count; i++)
        if (str_same(score_rows[i].name, name))
            s = &score_rows[i];
    if (!s) {
        wrong(&d->v, "name", "Choose the form that the score is from.");
        return;
    }
    int n = typed ? thousandths(typed, s->decimals) : NOT_A_NUMBER;
    int lo = s->decimals ? s->lo : s->lo * 1000, hi = s->decimals ? s->hi : s->hi * 1000;
    if (n == NOT_A_NUMBER || n < lo || n > hi) {
        wrong(&d->v, "score", range_words(d, s));
        return;
    }
    begin_when(d, KIND_questionnaire);
    fact_put(&d->v, "name", s->name);
    fact_put(&d->v, s->decimals ? "answer" : "score", typed);
    fact_end(&d->v);
}

static int digit(struct desk *d, const char *field)
{
    const char *s = posted(&d->v, field, 0);
    return s && s[0] >= '0' && s[0] <= '9' && !s[1] ? s[0] - '0' : -1;
}

/* The distress items are part of the total. */
static void take_start_back(struct desk *d)
{
    int total = digit(d, "total"), distress = digit(d, "distress");
    if (!posted(&d->v, "total", 0) && !posted(&d->v, "distress", 0))
        return;
    if (!posted(&d->v, "total", 0))
        wrong(&d->v, "total", "The total is needed too.");
    else if (total >= 0 && distress > total)
        wrong(&d->v, "distress", "Distress cannot be more than the total.");
    begin_when(d, KIND_start_back);
    fact_take(&d->v, "total");
    fact_take(&d->v, "distress");
    fact_end(&d->v);
}

void score_post(struct desk *d)
{
    take_score(d);
    take_start_back(d);
    if (!d->v.new_facts.len && !d->v.wrongs)
        wrong(&d->v, "score", "Nothing is filled in yet, so there is nothing to keep.");
    if (d->v.wrongs)
        score_get(d);
    else
        rec_keep(d, KINDS(questionnaire) | KINDS(start_back), "instrument",
                 patient_path(d, "/instrument"));
}
