/* book_times.c - free times for whoever books: a few of each part of the day, on the next days that have any. */
#include "book.h"

#include "../app/asked.h"

enum { DAY_S = 86400 };

/* --- what is free ----------------------------------------------------------------------------------------------- */

struct free_day {
    int day, count;
    struct place *place; /* in order of time: of each site and part of the day a few */
};

/* A page looks at weeks of a full diary: each day against what is booked around it, and not against all. A civil
 * day begins at most 14 hours from that of UTC, and a visit that reaches into it at most 8 before. */
static struct rows taken_around(const struct diary_rows *y, int day)
{
    const struct rows *t = &y->taken;
    int64_t from_s = ((int64_t)day - 1) * DAY_S - (int64_t)y->travel_min * 60,
            until_s = ((int64_t)day + 2) * DAY_S + (int64_t)y->travel_min * 60;
    uint32_t first = 0, last;
    while (first < t->count && row_whole(t, first, taken_from_s) < from_s)
        first++;
    for (last = first; last < t->count && row_whole(t, last, taken_from_s) < until_s; last++)
        ;
    return (struct rows){t->value ? t->value + (size_t)first * t->columns : NULL, last - first,
                         t->columns};
}

/* What is moved is not moved to where it is. */
static int without_own(const struct sought *s, struct slot *slot, int count)
{
    int n = 0;
    for (int i = 0; i < count; i++)
        if (!s->except || slot[i].place.from_s != s->own.from_s ||
            slot[i].place.account != s->own.account || slot[i].place.site != s->own.site)
            slot[n++] = slot[i];
    return n;
}

static int slots_on(struct desk *d, const struct sought *s, int day, struct slot *ret)
{
    struct diary_rows rows = d->q->diary;
    struct diary y;
    int64_t notice_s = row_whole(&d->q->clinic, 0, clinic_notice_min) * 60;
    const struct wish w = {.service = s->service,
                           .site = s->site,
                           .account = s->account,
                           .first_day = day,
                           .last_day = day,
                           .not_before_s = d->v.now.at_s + notice_s,
                           .minutes = s->minutes,
                           .except = s->except};
    if (day > book_last_day(d))
        return 0;
    rows.taken = taken_around(&d->q->diary, day);
    diary_of(&rows, &d->q->sites, &y);
    return without_own(s, ret, slots_find(&y, &w, ret, SLOTS_MAX));
}

static int part_of(int minute)
{
    return minute < NOON ? 0 : minute < EVENING ? 1 : 2;
}

/* Of those who are free at the same time and site the first stands for all. */
static int stands_already(const struct free_day *f, const struct place *p)
{
    for (int i = 0; i < f->count; i++)
        if (f->place[i].from_s == p->from_s && f->place[i].site == p->site)
            return 1;
    return 0;
}

/* So many of a site and part of the day stand there already. */
static int in_part(const struct free_day *f, const struct place *p)
{
    int n = 0;
    for (int i = 0; i < f->count; i++)
        n += f->place[i].site == p->site && part_of(f->place[i].from_min) == part_of(p->from_min);
    return n;
}

static void few_of(struct desk *d, const struct slot *slot, int count, int each, int day,
                   struct free_day *ret)
{
    size_t room = (size_t)(d->q->sites.count * BOOK_PARTS * BOOK_EACH) + 1;
    *ret = (struct free_day){.day = day};
    ret->place = arena_alloc(d->v.a, room, sizeof *ret->place);
    for (int i = 0; i < count; i++)
        if (in_part(ret, &slot[i].place) < each && !stands_already(ret, &slot[i].place))
            ret->place[ret->count++] = slot[i].place;
}

/* The next days on which something is free, a few of each part of a day; how many. ret_next: where those after
 * them begin, 0: there are none left to look at. */
static int free_days(struct desk *d, const struct sought *s, int each,
                     struct free_day ret[BOOK_DAYS], int *ret_next)
{
    struct slot *slot = arena_alloc(d->v.a, SLOTS_MAX, sizeof *slot);
    int day = d->q->diary_day, end = day + BOOK_WINDOW_DAYS, n = 0;
    for (; day < end && day <= book_last_day(d) && n < BOOK_DAYS; day++) {
        int count = slots_on(d, s, day, slot);
        if (count)
            few_of(d, slot, count, each, day, &ret[n++]);
    }
    *ret_next = day <= book_last_day(d) ? day : 0;
    return n;
}

int book_time_free(struct desk *d, const struct sought *s, int day, int minute, struct place *ret)
{
    struct slot *slot = arena_alloc(d->v.a, SLOTS_MAX, sizeof *slot);
    int count = s->site && s->account ? slots_on(d, s, day, slot) : 0;
    for (int i = 0; i < count; i++)
        if (slot[i].place.from_min == minute) {
            *ret = slot[i].place;
            return 1;
        }
    return 0;
}

/* --- the list ------------------------------------------------------------------------------------------------------ */

static const char *day_text(struct desk *d, int day)
{
    struct text t = {.mem = d->v.a};
    day_put(&t, day);
    text_char(&t, '\0');
    return t.p;
}

/* Of a new booking, or of the one that the link opens. */
static void link_begin(struct desk *d, const struct sought *s, const char *page)
{
    if (s->except)
        html_put(&d->v.w, "<a class=\"btn btn-2 btn-s\" href=\"?move=1");
    else
        html_put(&d->v.w, "<a class=\"btn btn-2 btn-s\" href=\"/%s?service=%s",
                 book_page(d, page) + 1, hex_of(d, s->service));
}

static void put_place(struct desk *d, const struct sought *s, const struct place *p)
{
    link_begin(d, s, "/ask");
    html_put(&d->v.w, "&amp;site=%s&amp;who=%s&amp;day=%s&amp;at=%d\">", hex_of(d, p->site),
             hex_of(d, p->account), day_text(d, p->day), p->from_min);
    book_put_clock(d, p->from_min);
    html_put(&d->v.w, "<span class=\"sr\"> on ");
    put_day(&d->v, p->day);
    html_put(&d->v.w, ", %s</span></a> ", name_of_site(d, p->site));
}

/* The times of a site; named: where there are others on the page. */
static void put_site_times(struct desk *d, const struct sought *s, const struct free_day *f,
                           int64_t site, int named)
{
    int n = 0;
    for (int i = 0; i < f->count; i++) {
        if (f->place[i].site != site)
            continue;
        if (!n++ && named)
            html_put(&d->v.w, "<h3>%s</h3>", name_of_site(d, site));
        if (n == 1)
            html_put(&d->v.w, "<p class=\"row num\">");
        put_place(d, s, &f->place[i]);
    }
    if (n)
        html_put(&d->v.w, "</p>");
}

static void put_free_day(struct desk *d, const struct sought *s, const struct free_day *f,
                         int named)
{
    const struct rows *sites = &d->q->sites;
    html_put(&d->v.w, "<section class=\"sec\"><h2>");
    put_day(&d->v, f->day);
    html_put(&d->v.w, "</h2>");
    for (uint32_t i = 0; i < sites->count; i++)
        put_site_times(d, s, f, row_whole(sites, i, sites_site), named);
    html_put(&d->v.w, "</section>");
}

static void put_more(struct desk *d, const struct sought *s, int day, const char *words)
{
    link_begin(d, s, "/times");
    if (s->site)
        html_put(&d->v.w, "&amp;site=%s", hex_of(d, s->site));
    if (s->account)
        html_put(&d->v.w, "&amp;who=%s", hex_of(d, s->account));
    else if (s->except)
        html_put(&d->v.w, "&amp;who=any");
    if (day != d->v.day)
        html_put(&d->v.w, "&amp;day=%s", day_text(d, day));
    html_put(&d->v.w, "\">%s</a> ", words);
}

/* By whose clock: of the site, and said where somebody may think of another. */
void book_put_times(struct desk *d, const struct sought *s)
{
    struct free_day *f = arena_alloc(d->v.a, BOOK_DAYS, sizeof *f);
    struct choice *where;
    int next, sites = book_where_choices(d, &where), several = !s->site && sites > 1;
    int n = free_days(d, s, several ? BOOK_EACH_OF_MANY : BOOK_EACH, f, &next);
    if (s->site || sites == 1)
        html_put(&d->v.w, "<p>All times are at %s.</p>",
                 s->site ? name_of_site(d, s->site) : where[1].words);
    if (several)
        html_put(&d->v.w, "<p>Each time is by the clock of its site.</p>");
    if (!n)
        html_put(&d->v.w, "<div class=\"note note-wait\"><p>%s</p></div>",
                 next ? "Nothing is free in these weeks."
                      : "Nothing is free in all the time in which you can book.");
    for (int i = 0; i < n; i++)
        put_free_day(d, s, &f[i], several);
    html_put(&d->v.w, "<div class=\"row gap\">");
    if (d->q->diary_day > d->v.day)
        put_more(d, s, d->v.day, "First times");
    if (next)
        put_more(d, s, next, "Later times");
    html_put(&d->v.w, "</div>");
}

/* --- the page ------------------------------------------------------------------------------------------------------- */

static void put_what(struct desk *d, const struct sought *s)
{
    const struct rows *v = &d->q->diary.services;
    struct text t = {.mem = d->v.a};
    put_length_price(&t, v, (uint32_t)row_of(v, s->service));
    text_char(&t, '\0');
    html_put(&d->v.w, "<p class=\"lead\">%s, %s", book_service_called(d, s->service), t.p);
    if (s->account)
        html_put(&d->v.w, ", with %s", book_practitioner_called(d, s->account));
    html_put(&d->v.w, "</p>");
}

static void put_wait_link(struct desk *d, const struct sought *s)
{
    html_put(&d->v.w,
             "<section class=\"sec\"><h2>No time suits you?</h2><p><a href=\"/%s?service=%s",
             book_page(d, "/wait") + 1, hex_of(d, s->service));
    if (s->site)
        html_put(&d->v.w, "&amp;site=%s", hex_of(d, s->site));
    if (s->account)
        html_put(&d->v.w, "&amp;who=%s", hex_of(d, s->account));
    html_put(&d->v.w, "\">Wait for one that becomes free</a></p></section>");
}

void book_times_get(struct desk *d)
{
    struct sought s;
    book_asked(d);
    if (!book_sought(d, &s)) {
        book_choose(d);
        return;
    }
    book_open(d, "Free times");
    back_link(&d->v, book_page(d, ""), "Another kind of visit");
    html_put(&d->v.w, "<h1>Free times</h1>");
    put_what(d, &s);
    book_put_times(d, &s);
    put_wait_link(d, &s);
    book_close(d);
}
