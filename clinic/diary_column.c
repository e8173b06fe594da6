/* diary_column.c - what stands in one practitioner's day: visits, what is free, and when nobody works. */
#include "diary_desk.h"

enum { CELL_MIN = 5, CELLS = DAY_MINUTES / CELL_MIN, ENTRIES = 400, FREE_MOST = 100 };
/* What a stretch of five minutes is: worked here, not at all, at another site, or away. */
enum { CELL_here = -2, CELL_off = -1, CELL_away = 1 << 20 };

static void entry_add(struct column *c, struct entry e)
{
    int i = c->count;
    if (c->count == ENTRIES)
        return;
    while (i && (c->entry[i - 1].from_min > e.from_min ||
                 (c->entry[i - 1].from_min == e.from_min && c->entry[i - 1].kind > e.kind))) {
        c->entry[i] = c->entry[i - 1];
        i--;
    }
    c->entry[i] = e;
    c->count++;
}

static const char *joined(struct desk *d, const char *before, const char *word)
{
    struct text t = {.mem = d->v.a};
    text_str(&t, before);
    text_str(&t, word);
    text_char(&t, '\0');
    return t.p;
}

/* --- when nobody works -------------------------------------------------------------------------------------- */

static void mark_hours(const struct diary *y, const struct column *c, int64_t site, int as,
                       int *cell)
{
    struct stretch s[STRETCHES_MAX];
    int n = stretches(y, c->account, site, c->day, s);
    for (int i = 0; i < n; i++)
        for (int m = s[i].from_min / CELL_MIN; m * CELL_MIN < s[i].to_min; m++)
            cell[m] = as;
}

/* Away at this site; where no site is meant, at the one they would be at. */
static int away_cell(const struct diary *y, const struct column *c, int minute)
{
    int away = c->site ? away_at(y, c->account, c->site, c->day, minute) : -1;
    for (uint32_t i = 0; !c->site && away < 0 && i < y->sites->count; i++) {
        int64_t site = row_whole(y->sites, i, sites_site);
        if (works(y, c->account, site, c->day))
            away = away_at(y, c->account, site, c->day, minute);
    }
    return away;
}

static void cells_of(const struct diary *y, const struct column *c, int cell[CELLS])
{
    for (int m = 0; m < CELLS; m++)
        cell[m] = CELL_off;
    for (uint32_t i = 0; i < y->sites->count; i++) {
        int64_t site = row_whole(y->sites, i, sites_site);
        mark_hours(y, c, site, !c->site || site == c->site ? CELL_here : (int)i, cell);
    }
    if (c->site)
        mark_hours(y, c, c->site, CELL_here, cell);
    for (int m = 0; m < CELLS; m++) {
        int away = cell[m] == CELL_here ? -1 : away_cell(y, c, m * CELL_MIN);
        if (away >= 0 && cell[m] == CELL_off)
            cell[m] = CELL_away + away;
    }
}

static const char *why_off(struct desk *d, const struct diary *y, const struct column *c, int cell)
{
    if (cell >= CELL_away) {
        const struct rows *w = &y->r->aways;
        uint32_t i = (uint32_t)(cell - CELL_away);
        const char *why = row_text(w, i, aways_why);
        return why[0] ? why : row_is(w, i, aways_account) ? "Away" : "Closed";
    }
    if (cell >= 0)
        return joined(d, "At ", row_text(y->sites, (uint32_t)cell, sites_name));
    return c->site ? "Not here" : "Not working";
}

static void add_off(struct desk *d, const struct diary_view *s, struct column *c)
{
    int cell[CELLS];
    cells_of(&s->y, c, cell);
    for (int from = 0, m = 1; m <= CELLS; m++) {
        if (m < CELLS && cell[m] == cell[from])
            continue;
        if (cell[from] != CELL_here)
            entry_add(c, (struct entry){.kind = ENTRY_off,
                                        .from_min = from * CELL_MIN,
                                        .to_min = m * CELL_MIN,
                                        .why = why_off(d, &s->y, c, cell[from])});
        from = m;
    }
}

/* --- what is free --------------------------------------------------------------------------------------------- */

/* Whoever clicks on a free time means that somebody comes: a call is chosen for what it is. */
static int is_chosen(const struct diary *y, uint32_t offer, int64_t account)
{
    const struct rows *o = &y->r->offers, *v = &y->r->services;
    int64_t service = row_whole(o, offer, offers_service);
    int at = row_whole(o, offer, offers_account) == account ? row_of(v, service) : -1;
    return at >= 0 && !row_is(v, (uint32_t)at, services_closed_s) && !by_telephone(v, service);
}

int gives_any(const struct diary *y, int64_t account)
{
    const struct rows *o = &y->r->offers, *v = &y->r->services;
    for (uint32_t i = 0; i < o->count; i++) {
        int at = row_whole(o, i, offers_account) == account
                     ? row_of(v, row_whole(o, i, offers_service))
                     : -1;
        if (at >= 0 && !row_is(v, (uint32_t)at, services_closed_s))
            return 1;
    }
    return 0;
}

int64_t shortest_fitting(const struct diary *y, const struct place *at)
{
    const struct rows *o = &y->r->offers;
    int64_t service = 0;
    int least = DAY_MINUTES + 1;
    for (uint32_t i = 0; i < o->count; i++) {
        struct place p = *at;
        int outside;
        p.service = row_whole(o, i, offers_service);
        p.minutes = 0;
        if (is_chosen(y, i, p.account) && place_no(y, &p, 0, &outside) == NO_reason && !outside &&
            p.minutes < least) {
            service = p.service;
            least = p.minutes;
        }
    }
    return service;
}

/* The minutes that a visit of some kind could take, each with its site. */
static void mark_free(struct desk *d, const struct diary_view *s, const struct column *c,
                      int64_t site_at[DAY_MINUTES])
{
    struct slot *slot = arena_alloc(d->v.a, FREE_MOST, sizeof *slot);
    struct wish w = {.site = c->site,
                     .account = c->account,
                     .first_day = c->day,
                     .last_day = c->day,
                     .not_before_s = d->q->diary.now_s};
    for (uint32_t i = 0; i < s->y.r->offers.count; i++) {
        w.service = row_whole(&s->y.r->offers, i, offers_service);
        int n = is_chosen(&s->y, i, c->account) ? slots_find(&s->y, &w, slot, FREE_MOST) : 0;
        for (int k = 0; k < n; k++)
            for (int m = 0; m < slot[k].place.minutes; m++)
                site_at[slot[k].place.from_min + m] = slot[k].place.site;
    }
}

/* Free times that follow one another are shown as one. */
static void add_free(struct desk *d, const struct diary_view *s, struct column *c)
{
    int64_t *site_at = arena_alloc(d->v.a, DAY_MINUTES, sizeof *site_at);
    mark_free(d, s, c, site_at);
    for (int from = 0, m; from < DAY_MINUTES; from = m) {
        for (m = from + 1; m < DAY_MINUTES && site_at[m] == site_at[from]; m++)
            ;
        if (!site_at[from])
            continue;
        entry_add(c, (struct entry){
                         .kind = ENTRY_free, .from_min = from, .to_min = m, .site = site_at[from]});
        c->free++;
    }
}

/* --- visits ------------------------------------------------------------------------------------------------------ */

static void count_visit(struct column *c, const char *state)
{
    if (str_same(state, "no_show"))
        c->missed++;
    else if (str_same(state, "held") || str_same(state, "offered"))
        c->held++;
    else
        c->visits++;
}

static void add_visits(struct desk *d, const struct diary_view *s, struct column *c)
{
    const struct rows *t = &s->y.r->taken;
    for (uint32_t i = 0; i < t->count; i++) {
        if ((c->account && row_whole(t, i, taken_account) != c->account) ||
            (c->site && row_whole(t, i, taken_site) != c->site) ||
            row_whole(t, i, taken_day) != c->day || !is_shown(t, i, d->q->diary.now_s))
            continue;
        int from = (int)row_whole(t, i, taken_from_min);
        entry_add(c, (struct entry){.kind = ENTRY_visit,
                                    .from_min = from,
                                    .to_min = from + (int)row_whole(t, i, taken_minutes),
                                    .row = i});
        count_visit(c, row_text(t, i, taken_state));
    }
}

/* Nothing is booked twice; but where somebody did not come another may be, or it is free again. */
static void set_lanes(struct column *c)
{
    for (int i = 0; i < c->count; i++)
        for (int k = 0; k < i; k++) {
            struct entry *x = &c->entry[k], *z = &c->entry[i];
            if (x->kind == ENTRY_off || z->kind == ENTRY_off || x->to_min <= z->from_min)
                continue;
            if (x->kind == ENTRY_visit)
                x->lane = x->lane != LANE_all     ? x->lane
                          : z->kind == ENTRY_free ? LANE_right
                                                  : LANE_left;
            if (z->kind == ENTRY_visit)
                z->lane = x->lane == LANE_right ? LANE_left : LANE_right;
        }
}

void column_fill(struct desk *d, const struct diary_view *s, struct column *c)
{
    struct moment now = now_at(d, c->site ? c->site : s->site);
    c->entry = arena_alloc(d->v.a, ENTRIES, sizeof *c->entry);
    add_visits(d, s, c);
    if (c->account) {
        add_off(d, s, c);
        add_free(d, s, c);
    }
    set_lanes(c);
    if (now.day == c->day)
        entry_add(c,
                  (struct entry){.kind = ENTRY_now, .from_min = now.minute, .to_min = now.minute});
}

void columns_span(const struct column *c, int count, int *ret_from, int *ret_until)
{
    enum { FIRST = 8, LAST = 18 };
    int from = DAY_MINUTES, until = 0;
    for (int i = 0; i < count; i++)
        for (int k = 0; k < c[i].count; k++) {
            const struct entry *e = &c[i].entry[k];
            if (e->kind == ENTRY_now ||
                (e->kind == ENTRY_off && (!e->from_min || e->to_min == DAY_MINUTES)))
                continue;
            from = e->from_min < from ? e->from_min : from;
            until = e->to_min > until ? e->to_min : until;
        }
    /* Hours that have passed and are empty are worked hours all the same. */
    for (int i = 0; i < count; i++)
        for (int k = 0; k < c[i].count; k++) {
            const struct entry *e = &c[i].entry[k];
            if (e->kind != ENTRY_off || (!e->from_min && e->to_min == DAY_MINUTES))
                continue;
            if (!e->from_min && e->to_min < from)
                from = e->to_min;
            if (e->to_min == DAY_MINUTES && e->from_min > until)
                until = e->from_min;
        }
    *ret_from = from < until ? from / 60 : FIRST;
    *ret_until = from < until ? (until + 59) / 60 : LAST;
}
