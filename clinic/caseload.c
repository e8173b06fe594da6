/* caseload.c - "who needs me today": everybody in care whom somebody should look at, the most urgent first,
 * from the summaries. Nobody is left out because nothing is known of them. */
#include "caseload.h"

#include "../app/asked.h"

enum { SNOOZE_DAYS = 30 };

int done_about(struct desk *d, int64_t patient, const struct need *n, const char *what)
{
    const struct rows *t = &d->q->attention;
    struct text key = {.mem = d->v.a};
    int found = -1;
    need_key(&key, n);
    text_char(&key, '\0');
    for (uint32_t i = 0; i < t->count; i++)
        if (row_whole(t, i, attention_patient) == patient &&
            row_whole(t, i, attention_since_s) == n->since_s &&
            str_same(row_text(t, i, attention_need), key.p) &&
            (!what || str_same(row_text(t, i, attention_what), what)))
            found = (int)i;
    return found;
}

/* --- who is on the list -------------------------------------------------------------------------------------- */

enum whose { WHOSE_mine, WHOSE_all, WHOSE_site };
struct filter {
    enum whose whose;
    int64_t site;
    int snoozed; /* those put off are shown */
};

static int has_patients(struct desk *d)
{
    const struct rows *c = &d->q->caseload;
    for (uint32_t i = 0; i < c->count; i++)
        if (row_whole(c, i, caseload_account) == d->who->actor.who)
            return 1;
    return 0;
}

static int64_t hex_of(const char *s)
{
    int64_t n = 0;
    for (; *s; s++) {
        int digit = *s >= '0' && *s <= '9' ? *s - '0' : *s >= 'a' && *s <= 'f' ? *s - 'a' + 10 : -1;
        if (digit < 0 || n >> 52)
            return 0;
        n = n << 4 | digit;
    }
    return n;
}

static struct filter filter_of(struct desk *d)
{
    struct filter f = {.whose = has_patients(d) ? WHOSE_mine : WHOSE_all};
    const char *who = asked(&d->v, "who");
    f.snoozed = asked(&d->v, "snoozed") != NULL;
    if (who && str_same(who, "mine"))
        f.whose = WHOSE_mine;
    else if (who && str_same(who, "all"))
        f.whose = WHOSE_all;
    else if (who && row_of(&d->q->sites, hex_of(who)) >= 0) {
        f.whose = WHOSE_site;
        f.site = hex_of(who);
    }
    return f;
}

static int is_second(struct desk *d)
{
    return d->q->clinic.count && row_whole(&d->q->clinic, 0, clinic_second) == d->who->actor.who;
}

/* What was sent on to the second name stands on their list whatever they look at. */
static int sent_to_me(struct desk *d, const struct case_row *c)
{
    for (int i = 0; i < c->s.needs && is_second(d); i++)
        if (done_about(d, row_whole(&d->q->caseload, c->row, caseload_patient), &c->s.need[i],
                       "sent_on") >= 0)
            return 1;
    return 0;
}

static int passes(struct desk *d, const struct filter *f, const struct case_row *c)
{
    const struct rows *r = &d->q->caseload;
    return f->whose == WHOSE_all || sent_to_me(d, c) ||
           (f->whose == WHOSE_mine ? row_whole(r, c->row, caseload_account) == d->who->actor.who
                                   : row_whole(r, c->row, caseload_site) == f->site);
}

/* --- what they need ------------------------------------------------------------------------------------------- */

/* Put off, and the day has not come. */
static int put_off(struct desk *d, int64_t patient, const struct need *n)
{
    int at = done_about(d, patient, n, "snoozed");
    return at >= 0 && need_may_snooze(n->code) &&
           row_whole(&d->q->attention, (uint32_t)at, attention_until_day) > d->v.now.day;
}

/* The first need that nobody has done anything about; else the first that was acknowledged. */
static void choose_need(struct desk *d, struct case_row *c, int snoozed)
{
    int64_t patient = row_whole(&d->q->caseload, c->row, caseload_patient);
    int seen = -1;
    c->first = -1;
    for (int i = 0; i < c->s.needs; i++) {
        const struct need *n = &c->s.need[i];
        if (put_off(d, patient, n)) {
            c->snoozed++;
            if (!snoozed)
                continue;
        }
        if (done_about(d, patient, n, "acknowledged") >= 0)
            seen = seen < 0 ? i : seen;
        else if (c->first < 0)
            c->first = i;
    }
    c->acknowledged = c->first < 0 && seen >= 0;
    if (c->acknowledged)
        c->first = seen;
}

static struct case_row *cases_of(struct desk *d, const struct filter *f, int *ret_count)
{
    const struct rows *r = &d->q->caseload;
    struct case_row *all = arena_alloc(d->v.a, (size_t)r->count + 1, sizeof *all);
    int n = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        struct case_row *c = &all[n];
        *c = (struct case_row){.row = i, .first = -1};
        c->read = row_is(r, i, caseload_body) &&
                  summary_read(d->v.a, row_value(r, i, caseload_body).text, &c->s);
        if (!passes(d, f, c))
            continue;
        if (c->read)
            choose_need(d, c, f->snoozed);
        n++;
    }
    *ret_count = n;
    return all;
}

/* The order within a group: of urgent answers an emergency first, whatever was told earlier; then the
 * longest since. */
static int before(const struct case_row *x, const struct case_row *y)
{
    const struct need *a = &x->s.need[x->first], *b = &y->s.need[y->first];
    if (a->code != b->code)
        return a->code < b->code;
    if (a->code == NEED_urgent && x->s.route != y->s.route)
        return x->s.route > y->s.route;
    return a->since_s < b->since_s;
}

/* An urgent answer that somebody acknowledged stands below those that nobody has, and above all else: it
 * is known, and not settled. What else was acknowledged stands at the end. */
enum place { PLACE_new, PLACE_known_urgent, PLACE_known };

static enum place place_of(const struct case_row *c)
{
    return !c->acknowledged                          ? PLACE_new
           : c->s.need[c->first].code == NEED_urgent ? PLACE_known_urgent
                                                     : PLACE_known;
}

static int pick(const struct case_row *all, int count, int group, enum place place,
                const struct case_row **to)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        const struct case_row *c = &all[i];
        if (c->first < 0 || place_of(c) != place ||
            (place == PLACE_new && (int)need_group(c->s.need[c->first].code) != group))
            continue;
        int at = n++;
        for (; at > 0 && before(c, to[at - 1]); at--)
            to[at] = to[at - 1];
        to[at] = c;
    }
    return n;
}

/* --- the page ---------------------------------------------------------------------------------------------------- */

static void seg_link(struct desk *d, const char *who, const char *word, int on)
{
    html_put(&d->v.w, "<a href=\"/clinic?who=%s\"", who);
    if (on)
        html_put(&d->v.w, " aria-current=\"true\"");
    html_put(&d->v.w, ">%s</a>", word);
}

static void put_filter(struct desk *d, const struct filter *f)
{
    const struct rows *sites = &d->q->sites;
    html_put(&d->v.w, "<nav class=\"seg\" aria-label=\"Whose patients\">");
    seg_link(d, "mine", "Mine", f->whose == WHOSE_mine);
    for (uint32_t i = 0; i < sites->count; i++) {
        struct text hex = {.mem = d->v.a};
        if (row_is(sites, i, sites_closed_s))
            continue;
        put_number_hex(&hex, row_whole(sites, i, sites_site));
        text_char(&hex, '\0');
        seg_link(d, hex.p, row_text(sites, i, sites_name),
                 f->whose == WHOSE_site && f->site == row_whole(sites, i, sites_site));
    }
    seg_link(d, "all", "All", f->whose == WHOSE_all);
    html_put(&d->v.w, "</nav>");
}

static void put_top(struct desk *d, const struct filter *f, const struct case_row *all, int count)
{
    int need = 0;
    for (int i = 0; i < count; i++)
        need += all[i].first >= 0 && !all[i].acknowledged;
    html_put(&d->v.w, "<div class=\"head\"><div><h1>Who needs me today</h1><p class=\"sub\">");
    put_day(&d->v, d->v.now.day);
    html_put(&d->v.w, ", %d%d:%d%d · ", d->v.now.minute / 600, d->v.now.minute / 60 % 10,
             d->v.now.minute % 60 / 10, d->v.now.minute % 10);
    if (count)
        html_put(&d->v.w, "%d of %d people · the most urgent first</p></div>", need, count);
    else
        html_put(&d->v.w, "nobody in care here yet</p></div>");
    put_filter(d, f);
    html_put(&d->v.w, "</div>");
}

static void put_group(struct desk *d, const char *sign, const char *heading, int red,
                      const struct case_row *const *c, int count, int done)
{
    if (!count)
        return;
    html_put(&d->v.w, "<section class=\"group%s\"><h2>", red ? " stop" : "");
    icon(&d->v, sign);
    html_put(&d->v.w, "%s</h2><ul class=\"need%s\">", heading, red ? " red" : "");
    for (int i = 0; i < count; i++)
        put_case(d, c[i], done);
    html_put(&d->v.w, "</ul></section>");
}

static void put_unread(struct desk *d, const struct case_row *all, int count)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        if (all[i].read)
            continue;
        if (!n++)
            html_put(&d->v.w,
                     "<section class=\"group\"><h2>Not read yet</h2><p class=\"sub\">Their "
                     "records have not been looked at for this list, or cannot be read. "
                     "Open them one by one.</p><ul class=\"need\">");
        put_case(d, &all[i], 0);
    }
    if (n)
        html_put(&d->v.w, "</ul></section>");
}

static void put_foot(struct desk *d, const struct filter *f, const struct case_row *all, int count,
                     int shown)
{
    int snoozed = 0;
    for (int i = 0; i < count; i++)
        snoozed += all[i].snoozed;
    if (!shown && count)
        html_put(&d->v.w,
                 "<p class=\"note note-plain\">Nobody is on this list now. It shows only what "
                 "people told. Somebody who told nothing may still be unwell.</p>");
    if (!count)
        html_put(&d->v.w, "<p class=\"note note-plain\">People come here once they are added under "
                          "<a href=\"/clinic/people\">People</a>, or when you look at "
                          "<a href=\"/clinic?who=all\">everybody</a>.</p>");
    html_put(&d->v.w,
             "<p class=\"sub\">Small figures: how far down the pain went, the last six days, "
             "dashed where there was no answer. Line: leg pain, 14 days. ");
    if (snoozed && !f->snoozed)
        html_put(&d->v.w,
                 "Put off for now: %d. <a href=\"/clinic?who=%s&amp;snoozed=1\">Show them"
                 "</a>. ",
                 snoozed, f->whose == WHOSE_mine ? "mine" : "all");
    html_put(&d->v.w, "Nobody watches this list at night, and people are told so.</p>");
}

void caseload_get(struct desk *d)
{
    struct filter f = filter_of(d);
    int count = 0, shown = 0;
    struct case_row *all = cases_of(d, &f, &count);
    const struct case_row **c = arena_alloc(d->v.a, (size_t)count + 1, sizeof *c);
    static const struct {
        const char *icon, *heading;
    } groups[] = {
#define GROUP(name, icon, heading) {icon, heading},
#include "needs.def"
    };
    desk_open(d, "Who needs me today", AT_needs);
    put_top(d, &f, all, count);
    error_summary(&d->v);
    for (int g = 0; g < GROUP_COUNT; g++) {
        int n = pick(all, count, g, PLACE_new, c);
        shown += n;
        put_group(d, groups[g].icon,
                  g == GROUP_urgent ? "Urgent answer, not yet acknowledged" : groups[g].heading,
                  g == GROUP_urgent, c, n, 0);
        if (g != GROUP_urgent)
            continue;
        n = pick(all, count, g, PLACE_known_urgent, c);
        shown += n;
        put_group(d, "stop", "Urgent answer, acknowledged, not yet cleared", 0, c, n, 1);
    }
    int n = pick(all, count, 0, PLACE_known, c);
    put_group(d, "clock", "Acknowledged, and still so", 0, c, n, 1);
    put_unread(d, all, count);
    put_foot(d, &f, all, count, shown + n);
    desk_close(d);
}

/* --- acknowledge, snooze ---------------------------------------------------------------------------------------- */

static int64_t since_posted(struct desk *d)
{
    const char *s = posted(&d->v, "since", 0);
    int64_t n = 0;
    for (; s && *s >= '0' && *s <= '9' && n < INT64_C(1) << 50; s++)
        n = n * 10 + (*s - '0');
    return n;
}

/* The need as it is now; NULL: it has ended, or another answer came meanwhile. */
static const struct need *need_posted(struct desk *d)
{
    struct summary *s = arena_alloc(d->v.a, 1, sizeof *s);
    int at = row_of(&d->q->caseload, d->number);
    if (at < 0 ||
        !summary_read(d->v.a, row_value(&d->q->caseload, (uint32_t)at, caseload_body).text, s))
        return NULL;
    for (int i = 0; i < s->needs; i++) {
        struct text key = {.mem = d->v.a};
        need_key(&key, &s->need[i]);
        text_char(&key, '\0');
        if (posted_is(&d->v, "need", key.p) && s->need[i].since_s == since_posted(d))
            return &s->need[i];
    }
    return NULL;
}

static void changed_page(struct desk *d)
{
    d->v.r->status = 409;
    desk_open(d, "This has changed", AT_needs);
    html_put(&d->v.w,
             "<h1>This has changed meanwhile</h1><p class=\"lead\">Another answer came, or it "
             "has ended. Nothing was kept.</p><p><a class=\"btn btn-s\" href=\"/clinic\">See "
             "the list again</a></p>");
    desk_close(d);
}

static void put_off_page(struct desk *d, const struct need *n)
{
    struct summary s = {.needs = 0};
    int at = row_of(&d->q->caseload, d->number);
    desk_open(d, "Put off", AT_needs);
    html_put(&d->v.w, "<h1>Put off until a day</h1><p class=\"lead\">%s: ",
             at < 0 ? "" : row_text(&d->q->caseload, (uint32_t)at, caseload_name));
    put_need(d, &s, n);
    html_put(&d->v.w, "</p>");
    desk_form(d, NULL);
    hidden(&d->v, "need", posted(&d->v, "need", 0));
    hidden(&d->v, "since", posted(&d->v, "since", 0));
    hidden(&d->v, "what", "snoozed");
    hidden(&d->v, "told", "1");
    ask_date(&d->v, "until", "Until when?",
             "At most 30 days. It comes back sooner if they tell "
             "something new.");
    ask_text(&d->v, "why", "Why?", "So that whoever stands in for you knows.", 2);
    form_close(&d->v, "Put it off");
    html_put(&d->v.w, "<p><a href=\"/clinic\">Leave it on the list</a></p>");
    desk_close(d);
}

static void snooze(struct desk *d, const struct need *n, struct value key)
{
    int until = 0;
    struct value day = value_posted(d, "until"), why = value_posted(d, "why");
    if (!posted(&d->v, "told", 0)) {
        put_off_page(d, n);
        return;
    }
    if (!day_read(day.text.p, day.text.len, &until) || until <= d->v.now.day ||
        until > d->v.now.day + SNOOZE_DAYS)
        wrong(&d->v, "until", "Give a day after today, at most 30 days from now.");
    if (!why.text.len || why.text.len > 500)
        wrong(&d->v, "why", "Say why, in up to 500 letters.");
    if (d->v.wrongs) {
        put_off_page(d, n);
        return;
    }
    act(d, attention_add, value_whole(d->number), key, value_whole(n->since_s),
        value_str("snoozed"), value_whole(until), why);
    note(d, "put off", d->number);
    go_to(&d->v, "/clinic");
}

void need_post(struct desk *d)
{
    const struct need *n = need_posted(d);
    struct value key = value_posted(d, "need");
    if (!n) {
        changed_page(d);
        return;
    }
    if (posted_is(&d->v, "what", "snoozed") && need_may_snooze(n->code)) {
        snooze(d, n, key);
        return;
    }
    if (!posted_is(&d->v, "what", "acknowledged")) {
        changed_page(d);
        return;
    }
    act(d, attention_add, value_whole(d->number), key, value_whole(n->since_s),
        value_str("acknowledged"), (struct value){VALUE_null, 0, {"", 0}}, value_str(""));
    note(d, "acknowledged", d->number);
    go_to(&d->v, "/clinic");
}

void need_get(struct desk *d)
{
    go_to(&d->v, "/clinic");
}
