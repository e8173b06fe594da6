/* clinic.c - from a request to the clinic's page. */
#include "desk.h"

struct page {
    struct clinic_route route;
    void (*get)(struct desk *d);
    void (*post)(struct desk *d);
};
enum { STAY, STEP };
static const struct page pages[] = {
#define ROUTE(path, get, post, roles, reads, step) {{path, roles, reads, step}, get, post},
#include "routes.def"
};
enum { PAGES = sizeof pages / sizeof pages[0], STARS = 2 };

/* Whether a path is of a pattern; what stands for its stars. */
static int matches(const char *pattern, struct span path, struct span star[STARS])
{
    const char *p = path.p, *end = path.p + path.len;
    for (int stars = 0; *pattern; pattern++) {
        if (*pattern != '*') {
            if (p == end || *p++ != *pattern)
                return 0;
            continue;
        }
        const char *from = p;
        while (p < end && *p != '/')
            p++;
        if (p == from)
            return 0;
        star[stars++] = (struct span){from, (uint32_t)(p - from)};
    }
    return p == end;
}

static int64_t number_of(struct span hex)
{
    int64_t n = 0;
    if (hex.len != NUMBER_DIGITS)
        return 0;
    for (uint32_t i = 0; i < hex.len; i++) {
        char c = hex.p[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0)
            return 0;
        n = n << 4 | digit;
    }
    return n;
}

static const struct page *page_of(struct span path, struct span star[STARS])
{
    for (int i = 0; i < PAGES; i++)
        if (matches(pages[i].route.path, path, star))
            return &pages[i];
    return NULL;
}

const struct clinic_route *clinic_route(struct span path, int64_t *ret_number)
{
    struct span star[STARS] = {{"", 0}, {"", 0}};
    const struct page *p = page_of(path, star);
    *ret_number = p ? number_of(star[0]) : 0;
    return p ? &p->route : NULL;
}

static void bad_post(struct desk *d, int status)
{
    d->v.r->status = status;
    desk_open(d, "That did not arrive whole", AT_none);
    html_put(&d->v.w,
             "<h1>That did not arrive whole</h1><p class=\"lead\">Nothing was kept. Go back, "
             "and send it again.</p>");
    desk_close(d);
}

void desk_no_post(struct desk *d)
{
    bad_post(d, 405);
}

/* The form was made for another record than the one of this path, or of this browser. */
static void other_record(struct desk *d)
{
    const char *who = d->who ? "another patient" : "another record";
    d->v.r->status = 409;
    desk_open(d, "Another record", AT_people);
    html_put(&d->v.w,
             "<h1>This form was made for %s</h1><p class=\"lead\">Nothing was kept. Open the page "
             "again, and send it from there.</p>",
             who);
    desk_close(d);
}

/* Of a patient who has left nothing is written any more, and what must be kept opens for a reason only, which
 * is noted each time, and with a fresh proof, so that its address alone opens nothing; once the day has
 * passed, not at all. */
static int stays_closed(struct desk *d, const struct page *p)
{
    const char *reason = closed_reason(d);
    if (!d->patient || !(p->route.reads & READS_record) ||
        !row_is(&d->q->patient, 0, patient_left_s))
        return 0;
    if (d->who->actor.role != ROLE_owner)
        desk_not_found(d);
    else if (d->v.q->post)
        bad_post(d, 409);
    else if (!reason || d->q->proof_due ||
             row_whole(&d->q->patient, 0, patient_retain_day) < d->v.day)
        go_to(&d->v, number_path(d, "/clinic/keeping/", d->patient, ""));
    else
        note(d, reason, d->patient);
    return d->v.r->status != 200;
}

static void answer(struct desk *d, const struct page *p)
{
    struct visit *v = &d->v;
    if (!v->q->post) {
        know(v, &v->facts, &v->known, &v->plan);
        if (!stays_closed(d, p))
            p->get(d);
        return;
    }
    int whole = visit_take(v);
    know(v, &v->facts, &v->known, &v->plan);
    if (!whole)
        bad_post(d, 400);
    else if (stays_closed(d, p))
        ;
    else if ((d->patient || !d->who) && made_for_another(v))
        other_record(d);
    else if (v->wrongs)
        p->get(d);
    else
        p->post(d);
    if (v->r->status == 303)
        keep_clinical(v);
    else
        d->r->act_count = d->r->note_count = 0; /* a page that is shown again keeps nothing */
    if (v->r->status == 200 && v->wrongs)
        v->r->status = 422;
}

static void set_clinician(struct desk *d)
{
    struct text who = {.mem = d->v.a};
    d->v.clinician = d->who ? "" : NULL;
    if (!d->who || !(d->who->number[0] || d->who->name[0]))
        return;
    text_str(&who, d->who->name);
    if (d->who->number[0]) {
        text_lit(&who, ", ");
        text_str(&who, d->who->number);
    }
    text_char(&who, '\0');
    d->v.clinician = who.p;
}

/* The host has looked already; a page that is asked for by another role is not there. */
static int may(const struct desk *d, const struct page *p)
{
    enum role role = d->who ? d->who->actor.role : d->q->public ? ROLE_public : ROLE_patient;
    return p->route.roles >> role & 1;
}

void clinic_respond(struct arena *a, const struct clinic_request *q, struct clinic_response *ret)
{
    struct desk *d = arena_alloc(a, 1, sizeof *d);
    struct span star[STARS] = {{"", 0}, {"", 0}};
    struct text rest = {.mem = a};
    const struct page *p = page_of(q->app.path, star);
    memset(ret, 0, sizeof *ret);
    if (!visit_begin(&d->v, a, &q->app, &ret->app))
        return;
    d->q = q;
    d->r = ret;
    d->who = q->staff;
    set_clinician(d);
    d->number = number_of(star[0]);
    d->patient = p && p->route.reads & READS_patient ? d->number : 0;
    text_add(&rest, star[1].p, star[1].len);
    text_char(&rest, '\0');
    d->rest = rest.p;
    if (!p || !may(d, p))
        desk_not_found(d);
    else
        answer(d, p);
    if (d->v.w.bug)
        app_broken(a, q->app.site, 500, "This page could not be made",
                   "That is our fault. Nothing was saved.", &ret->app);
    else if (!ret->app.body.len)
        ret->app.body = d->v.w.out;
}
