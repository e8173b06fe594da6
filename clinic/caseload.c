/* caseload.c - "who needs me today": everybody in care whom somebody should look at, the most urgent first,
 * from the summaries. Nobody is left out because nothing is known of them. */
#include "caseload.h"

#include "../app/asked.h"

struct handled done_about(struct desk *d, int64_t patient, const struct need *n, const char *what)
{
    const struct rows *t = &d->q->attention;
    struct text key = {.mem = d->v.a};
    struct handled done = {-1, -1};
    need_key(&key, n);
    text_char(&key, '\0');
    for (uint32_t i = 0; i < t->count; i++)
        if (row_whole(t, i, attention_patient) == patient &&
            str_same(row_text(t, i, attention_need), key.p) && need_told(n, t, i) &&
            str_same(row_text(t, i, attention_what), what)) {
            done.last = (int)i;
            done.first = done.first < 0 ? (int)i : done.first;
        }
    return done;
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
    return second_name(d) == d->who->actor.who;
}

/* What was sent on to the second name stands on their list whatever they look at. */
static int sent_to_me(struct desk *d, const struct case_row *c)
{
    for (int i = 0; i < c->s.needs && is_second(d); i++)
        if (done_about(d, row_whole(&d->q->caseload, c->row, caseload_patient), &c->s.need[i],
                       "sent_on")
                .first >= 0)
            return 1;
    return 0;
}

/* The urgent answer of somebody whom nobody treats is everybody's. */
static int urgent_of_nobody(struct desk *d, const struct case_row *c)
{
    int urgent = 0;
    for (int i = 0; i < c->s.needs; i++)
        urgent |= c->s.need[i].code == NEED_urgent;
    return urgent && !row_is(&d->q->caseload, c->row, caseload_account);
}

static int passes(struct desk *d, const struct filter *f, const struct case_row *c)
{
    const struct rows *r = &d->q->caseload;
    return f->whose == WHOSE_all || sent_to_me(d, c) || urgent_of_nobody(d, c) ||
           (f->whose == WHOSE_mine ? row_whole(r, c->row, caseload_account) == d->who->actor.who
                                   : row_whole(r, c->row, caseload_site) == f->site);
}

/* --- what they need ------------------------------------------------------------------------------------------- */

int put_off(struct desk *d, int64_t patient, const struct need *n)
{
    int at = done_about(d, patient, n, "snoozed").last;
    return at >= 0 && need_may_snooze(n->code) &&
           row_whole(&d->q->attention, (uint32_t)at, attention_until_day) > d->v.now.day;
}

static void choose_need(struct desk *d, struct case_row *c, int snoozed)
{
    int64_t patient = row_whole(&d->q->caseload, c->row, caseload_patient);
    for (int i = 0; i < c->s.needs; i++) {
        const struct need *n = &c->s.need[i];
        if (put_off(d, patient, n)) {
            c->snoozed++;
            if (!snoozed)
                continue;
        }
        if (done_about(d, patient, n, "acknowledged").first >= 0)
            c->done = c->done < 0 ? i : c->done;
        else if (c->first < 0)
            c->first = i;
    }
}

/* Of another day, and it could not be made anew: that nothing was needed then says nothing of today. The day of
 * a site may be one ahead of the server's. */
static int is_stale(struct desk *d, uint32_t i)
{
    const struct rows *r = &d->q->caseload;
    return row_whole(r, i, caseload_day) < d->v.now.day - 1 ||
           row_whole(r, i, caseload_rules) != RULES_VERSION;
}

static struct case_row *cases_of(struct desk *d, const struct filter *f, int *ret_count)
{
    const struct rows *r = &d->q->caseload;
    struct case_row *all = arena_alloc(d->v.a, (size_t)r->count + 1, sizeof *all);
    int n = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        struct case_row *c = &all[n];
        *c = (struct case_row){.row = i, .first = -1, .done = -1};
        c->read = row_is(r, i, caseload_body) &&
                  summary_read(d->v.a, row_value(r, i, caseload_body).text, &c->s);
        if (!passes(d, f, c))
            continue;
        if (c->read)
            choose_need(d, c, f->snoozed);
        c->read &= c->s.needs || !is_stale(d, i);
        n++;
    }
    *ret_count = n;
    return all;
}

/* The need that stands for somebody in the list; -1: they are not in it. What is urgent stays among the
 * acknowledged until it has ended, also when there is something else. */
static int stands_for(const struct case_row *c, int done)
{
    if (!done)
        return c->first;
    return c->first < 0 || (c->done >= 0 && !need_may_snooze(c->s.need[c->done].code)) ? c->done
                                                                                       : -1;
}

/* The order within a group: of urgent answers an emergency first, whatever was told earlier; then the
 * longest since. */
static int before(const struct case_row *x, const struct case_row *y, int done)
{
    const struct need *a = &x->s.need[stands_for(x, done)], *b = &y->s.need[stands_for(y, done)];
    if (a->code != b->code)
        return a->code < b->code;
    if (a->code == NEED_urgent && x->s.route != y->s.route)
        return x->s.route > y->s.route;
    return a->since_s < b->since_s;
}

/* Those of a group, or of the acknowledged in the urgent group or (-1) in any other, in order; the count. */
static int pick(const struct case_row *all, int count, int group, int done,
                const struct case_row **to)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        const struct case_row *c = &all[i];
        int need = stands_for(c, done);
        int of = need < 0 ? -1 : (int)need_group(c->s.need[need].code);
        if (need < 0 || (group < 0 ? of == GROUP_urgent : of != group))
            continue;
        int at = n++;
        for (; at > 0 && before(c, to[at - 1], done); at--)
            to[at] = to[at - 1];
        to[at] = c;
    }
    return n;
}

/* --- the page ---------------------------------------------------------------------------------------------------- */

/* As the filter stands in a link. */
static const char *who_word(struct desk *d, const struct filter *f)
{
    struct text hex = {.mem = d->v.a};
    if (f->whose != WHOSE_site)
        return f->whose == WHOSE_mine ? "mine" : "all";
    put_number_hex(&hex, f->site);
    text_char(&hex, '\0');
    return hex.p;
}

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
        need += all[i].first >= 0;
    html_put(&d->v.w, "<div class=\"head\"><div><h1>Who needs me today</h1><p class=\"sub\">");
    put_day(&d->v, d->v.now.day);
    html_put(&d->v.w, ", %d%d:%d%d · ", d->v.now.minute / 600, d->v.now.minute / 60 % 10,
             d->v.now.minute % 60 / 10, d->v.now.minute % 10);
    if (count)
        html_put(&d->v.w, "%d of %d people%s</p></div>", need, count,
                 need ? " · the most urgent first" : "");
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
    html_put(&d->v.w, "<p class=\"sub\">");
    if (shown)
        html_put(&d->v.w, "Small figures: how far down the pain went, the last six days, "
                          "dashed where there was no answer. Line: leg pain, 14 days. ");
    if (snoozed && !f->snoozed)
        html_put(&d->v.w,
                 "Put off for now: %d. <a href=\"/clinic?who=%s&amp;snoozed=1\">Show them"
                 "</a>. ",
                 snoozed, who_word(d, f));
    html_put(&d->v.w, "Nobody watches this list at night, and people are told so. "
                      "Whoever runs the server sees under <code>/health</code> how old the last "
                      "backup is.</p>");
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
        int n = pick(all, count, g, 0, c);
        shown += n;
        put_group(d, groups[g].icon,
                  g == GROUP_urgent ? "Urgent answer, not yet acknowledged" : groups[g].heading,
                  g == GROUP_urgent, c, n, 0);
        if (g != GROUP_urgent)
            continue;
        n = pick(all, count, g, 1, c); /* known, and not settled: above all that is not urgent */
        shown += n;
        put_group(d, "stop", "Urgent answer, acknowledged, not yet cleared", 0, c, n, 1);
    }
    int n = pick(all, count, -1, 1, c);
    put_group(d, "clock", "Acknowledged, and still so", 0, c, n, 1);
    put_unread(d, all, count);
    put_foot(d, &f, all, count, shown + n);
    desk_close(d);
}
