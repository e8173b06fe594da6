/* recording.c - how a clinician's page keeps what it wrote: corrections, and races that were lost. */
#include "recording.h"

#include "../app/asked.h"
#include "../app/record_tell.h"

size_t place_of(struct desk *d, const struct fact *f)
{
    return f ? (size_t)(f - d->v.facts.fact) : SIZE_MAX;
}

const struct fact *newest(struct desk *d, enum kind kind, size_t before)
{
    const struct record *r = &d->v.facts;
    for (size_t i = before < r->count ? before : r->count; i-- > 0;)
        if (r->fact[i].kind == kind && stands(&d->v, &r->fact[i]))
            return &r->fact[i];
    return NULL;
}

int posted_day(struct desk *d, const char *field)
{
    const char *s = posted(&d->v, field, 0);
    int day;
    if (!s)
        return INT32_MIN;
    if (!day_read(s, str_len(s), &day)) {
        wrong(&d->v, field, "Write the date as year, month and day: 2026-03-02.");
        return INT32_MIN;
    }
    return day;
}

/* --- which fact is corrected -------------------------------------------------------------------------- */

static const char *id_text(struct desk *d, const struct fact *f)
{
    struct text t = {.mem = d->v.a};
    put_fact_id(&t, f->id);
    text_char(&t, '\0');
    return t.p;
}

/* A fact that a clinician may correct; one that was taken back meanwhile keeps its place in time. */
static const struct fact *fact_by_name(struct desk *d, const char *name)
{
    struct fact_id id;
    if (!name || !fact_id_read((struct span){name, (uint32_t)str_len(name)}, &id))
        return NULL;
    int at = fact_named(&d->v, id);
    const struct fact *f = at < 0 ? NULL : &d->v.facts.fact[at];
    return f && f->by == WHO_clinician ? f : NULL;
}

const struct fact *to_correct(struct desk *d, enum kind kind)
{
    const char *name = d->v.q->post ? posted(&d->v, "correct", 0) : asked(&d->v, "correct");
    const struct fact *f = fact_by_name(d, name);
    return f && f->kind == kind && (d->v.q->post || stands(&d->v, f)) ? f : NULL;
}

void rec_form(struct desk *d)
{
    const char *name = d->v.q->post ? posted(&d->v, "correct", 0) : asked(&d->v, "correct");
    const struct fact *f = fact_by_name(d, name);
    desk_form(d, NULL);
    if (f)
        hidden(&d->v, "correct", id_text(d, f));
}

void rec_begin(struct desk *d, enum kind kind)
{
    const struct fact *f = to_correct(d, kind);
    if (f)
        fact_amend(&d->v, f);
    else
        fact_begin(&d->v, kind);
}

static void put_who(struct desk *d, const struct fact *f)
{
    if (f->by == WHO_self)
        html_put(&d->v.w, "The patient");
    else
        html_put(&d->v.w, "%s", f->who.len ? plain_text(&d->v, f->who) : "A clinician");
    html_put(&d->v.w, ", ");
    put_year_date(&d->v, f->day);
    html_put(&d->v.w, " %d%d:%d%d", f->minute / 600, f->minute / 60 % 10, f->minute % 60 / 10,
             f->minute % 10);
}

void rec_open(struct desk *d, const char *title, enum kind kind)
{
    const struct fact *f = to_correct(d, kind);
    desk_open(d, title, AT_people);
    patient_head(d);
    if (!f) {
        html_put(&d->v.w, "<h2 class=\"task\">%s</h2>", title);
        return;
    }
    html_put(&d->v.w,
             "<h2 class=\"task\">%s: correct it</h2><p class=\"note note-plain\">Written by ",
             title);
    put_who(d, f);
    html_put(&d->v.w,
             ". What you write takes its place, at its date. The earlier text stays in the "
             "record, marked as corrected.</p>");
}

/* --- races ---------------------------------------------------------------------------------------------- */

static void put_fact(struct desk *d, const struct fact *f)
{
    html_put(&d->v.w, "<h3>%s</h3>", fact_called(f));
    tell_fact(&d->v, f);
}

static void put_mine(struct desk *d)
{
    struct record mine;
    struct faults faults = {0};
    record_read(d->v.a, d->v.new_facts.p, d->v.new_facts.len, &mine, &faults);
    html_put(&d->v.w, "<section class=\"panel told-fact\"><h2>Yours, not kept yet</h2>");
    for (size_t i = 0; i < mine.count; i++)
        put_fact(d, &mine.fact[i]);
    html_put(&d->v.w, "</section>");
}

static void put_theirs(struct desk *d, int64_t seen, uint64_t kinds)
{
    html_put(&d->v.w,
             "<section class=\"panel told-fact\"><h2>Written since you opened the page</h2>");
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        if (!came_after(f, seen, kinds))
            continue;
        html_put(&d->v.w, "<p class=\"sub\">");
        put_who(d, f);
        html_put(&d->v.w, "%s</p>", stands(&d->v, f) ? "" : " (taken back)");
        put_fact(d, f);
    }
    html_put(&d->v.w, "</section>");
}

void rec_again(struct desk *d)
{
    unpost(d, "facts");
    form_open_same(&d->v, own_path(&d->v));
    struct text facts = {.mem = d->v.a};
    text_int(&facts, d->q->facts);
    text_char(&facts, '\0');
    hidden(&d->v, "facts", facts.p);
}

static void both(struct desk *d, int64_t seen, uint64_t kinds)
{
    int correctable = 0;
    d->v.r->status = 409;
    desk_open(d, "Two entries at once", AT_people);
    patient_head(d);
    html_put(&d->v.w,
             "<h2 class=\"task\">Somebody else wrote while you did</h2><p class=\"lead\">Yours is "
             "not kept yet. Look at both, and choose.</p><div class=\"panels\">");
    put_theirs(d, seen, kinds);
    put_mine(d);
    html_put(&d->v.w, "</div>");
    unpost(d, "race");
    unpost(d, "corrects");
    rec_again(d);
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        if (!came_after(f, seen, kinds) || f->by != WHO_clinician || !f->id.known ||
            f->kind == KIND_retract || !stands(&d->v, f))
            continue;
        hidden(&d->v, "corrects", id_text(d, f));
        correctable = 1;
    }
    html_put(&d->v.w,
             "<p class=\"acts\"><button class=\"btn btn-auto\" name=\"race\" value=\"both\">"
             "Keep both</button>");
    if (correctable)
        html_put(&d->v.w, "<button class=\"btn btn-2 btn-auto\" name=\"race\" value=\"mine\">Mine "
                          "corrects theirs</button>");
    html_put(&d->v.w, "<a class=\"btn btn-2 btn-auto\" href=\"/%s\">Leave mine out</a></p></form>",
             patient_path(d, "") + 1);
    desk_close(d);
}

int rec_lost(struct desk *d, uint64_t kinds)
{
    int64_t seen = facts_seen(d);
    for (size_t i = 0; i < d->v.facts.count; i++)
        if (came_after(&d->v.facts.fact[i], seen, kinds)) {
            both(d, seen, kinds);
            return 1;
        }
    return 0;
}

/* --- keeping ---------------------------------------------------------------------------------------------- */

void taken_back_put(struct desk *d, const struct fact *f, const char *why)
{
    if (!f || !f->id.known || !stands(&d->v, f))
        return;
    fact_begin(&d->v, KIND_retract);
    fact_put(&d->v, "of", id_text(d, f));
    fact_put(&d->v, "why", why);
    fact_end(&d->v);
}

/* What is corrected by this post, and with "mine corrects theirs" what the other wrote. */
static void take_back_corrected(struct desk *d)
{
    const char *name;
    taken_back_put(d, fact_by_name(d, posted(&d->v, "correct", 0)), "corrected");
    for (int n = 0; posted_is(&d->v, "race", "mine") && (name = posted(&d->v, "corrects", n)); n++)
        taken_back_put(d, fact_by_name(d, name), "corrected");
}

void rec_visit(struct desk *d, int day)
{
    int born = (int)row_whole(&d->q->patient, 0, patient_born);
    act(d, patient_visit, value_whole(d->patient), value_or_null(day),
        value_whole(retain_day(d->v.q->site->country, day ? day : d->v.day, born)));
}

void rec_done(struct desk *d, const char *what, const char *path)
{
    rec_visit(d, 0);
    take_back_corrected(d);
    note(d, what, d->patient);
    go_to(&d->v, path);
}

void rec_keep(struct desk *d, uint64_t kinds, const char *what, const char *path)
{
    if (!rec_lost(d, kinds))
        rec_done(d, what, path);
}

void proposed(struct desk *d, struct known *ret_known, struct plan *ret_plan)
{
    struct visit *v = &d->v;
    struct text all = {.mem = v->a};
    struct record facts;
    struct faults faults = {0};
    size_t wrote = v->new_facts.len;
    int count = v->new_count;
    for (size_t i = 0; i < v->facts.count; i++) { /* what this form wrote before is not there */
        text_add(&all, v->facts.fact[i].line.p, v->facts.fact[i].line.len);
        text_char(&all, '\n');
    }
    take_back_corrected(d); /* written in earnest by rec_done */
    text_add(&all, v->new_facts.p, v->new_facts.len);
    v->new_facts.len = wrote;
    v->new_count = count;
    record_read(v->a, all.p, all.len, &facts, &faults);
    if (faults.count)
        arena_fail(v->a, "a page proposed a fact that cannot be read");
    know(v, &facts, ret_known, ret_plan);
}
