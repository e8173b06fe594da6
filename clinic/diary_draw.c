/* diary_draw.c - a diary drawn: columns side by side, each a list in order of time, which web/diary.css places by
 * the hour (h9 m40 to u10 v20). */
#include "diary_desk.h"

static void put_at(struct desk *d, const struct entry *e)
{
    enum { STEP = 5 };
    int from = e->from_min / STEP * STEP, to = (e->to_min + STEP - 1) / STEP * STEP;
    if (to <= from)
        to = from + STEP;
    html_put(&d->v.w, " h%d m%d u%d v%d%s", from / 60, from % 60, to / 60, to % 60,
             e->lane == LANE_left    ? " left"
             : e->lane == LANE_right ? " right"
                                     : "");
}

/* --- one entry ------------------------------------------------------------------------------------------------ */

static const char *class_of(const struct rows *t, uint32_t i)
{
    const char *state = row_text(t, i, bookings_state);
    if (str_same(state, "no_show"))
        return " miss";
    if (str_same(state, "held") || str_same(state, "offered"))
        return " held";
    if (!str_same(state, "booked"))
        return " came";
    return is_first(t, i) ? " first" : "";
}

static void put_visit_words(struct desk *d, const struct diary_view *s, const struct column *c,
                            const struct entry *e)
{
    const struct rows *t = &s->y.r->taken;
    const char *state = state_words(row_text(t, e->row, bookings_state));
    const char *room = name_of_room(d, row_whole(t, e->row, bookings_room));
    html_put(&d->v.w, "<b>%s</b> ", name_of_visit(t, e->row));
    if (needs_another_time(&s->y, e->row)) /* before all else: a short one has room for little */
        html_put(&d->v.w, "<span class=\"worse\">needs another time</span> ");
    html_put(&d->v.w, "<span>%s %s%s%s</span>", clock_words(d, e->from_min),
             kind_words(d, t, e->row), state[0] ? " · " : "", state);
    if (!c->account)
        html_put(&d->v.w, " <span>%s</span>",
                 name_of_staff(d, row_whole(t, e->row, taken_account)));
    if (!c->site)
        html_put(&d->v.w, " <span>%s</span>", name_of_site(d, row_whole(t, e->row, taken_site)));
    else if (room[0])
        html_put(&d->v.w, " <span>%s</span>", room);
}

/* What a script needs to move it stands with it. */
static void put_visit(struct desk *d, const struct diary_view *s, const struct column *c,
                      const struct entry *e)
{
    const struct rows *t = &s->y.r->taken;
    int64_t booking = row_whole(t, e->row, bookings_booking);
    const char *state = row_text(t, e->row, bookings_state);
    int moves = !str_same(state, "done") && !str_same(state, "no_show");
    html_put(&d->v.w, "<li class=\"ap%s", class_of(t, e->row));
    put_at(d, e);
    html_put(&d->v.w, "\"><a id=\"b%s\" href=\"/clinic/diary/booking/%s\"", hex_of(d, booking),
             hex_of(d, booking));
    html_put(&d->v.w, " data-booking=\"%s\" data-from=\"%d\" data-minutes=\"%d\" data-site=\"%s\"",
             hex_of(d, booking), e->from_min, e->to_min - e->from_min,
             hex_of(d, row_whole(t, e->row, taken_site)));
    if (moves)
        html_put(&d->v.w, " data-sequence=\"%d\"", (int)row_whole(t, e->row, bookings_sequence));
    html_put(&d->v.w, ">");
    put_visit_words(d, s, c, e);
    html_put(&d->v.w, "</a></li>");
}

static void put_free(struct desk *d, const struct column *c, const struct entry *e)
{
    struct text tail = {.mem = d->v.a};
    text_lit(&tail, "&who=");
    put_number_hex(&tail, c->account);
    text_lit(&tail, "&min=");
    text_int(&tail, e->from_min);
    text_char(&tail, '\0');
    html_put(&d->v.w, "<li class=\"ap free");
    put_at(d, e);
    html_put(&d->v.w, "\"><a href=\"/%s\"><b>%s free</b> <span>until %s</span></a></li>",
             diary_path(d, "/clinic/diary/new", c->day, e->site, tail.p) + 1,
             clock_words(d, e->from_min), clock_words(d, e->to_min));
}

static void put_off(struct desk *d, const struct entry *e)
{
    html_put(&d->v.w, "<li class=\"ap off");
    put_at(d, e);
    html_put(&d->v.w, "\"><b>%s</b> <span>", e->why);
    if (!e->from_min && e->to_min == DAY_MINUTES)
        html_put(&d->v.w, "all day");
    else if (!e->from_min)
        html_put(&d->v.w, "until %s", clock_words(d, e->to_min));
    else if (e->to_min == DAY_MINUTES)
        html_put(&d->v.w, "from %s", clock_words(d, e->from_min));
    else
        html_put(&d->v.w, "%s to %s", clock_words(d, e->from_min), clock_words(d, e->to_min));
    html_put(&d->v.w, "</span></li>");
}

void put_entry(struct desk *d, const struct diary_view *s, const struct column *c,
               const struct entry *e)
{
    if (e->kind == ENTRY_visit)
        put_visit(d, s, c, e);
    else if (e->kind == ENTRY_free)
        put_free(d, c, e);
    else if (e->kind == ENTRY_off)
        put_off(d, e);
    else {
        html_put(&d->v.w, "<li class=\"now");
        put_at(d, e);
        html_put(&d->v.w, "\"><span class=\"sr\">Now %s</span></li>", clock_words(d, e->from_min));
    }
}

/* --- columns ---------------------------------------------------------------------------------------------------- */

/* From when until when somebody works, or where. */
static void put_hours(struct desk *d, const struct diary_view *s, const struct column *c)
{
    int from = DAY_MINUTES, until = 0, sites = 0;
    for (uint32_t i = 0; i < s->y.sites->count; i++) {
        struct stretch part[STRETCHES_MAX];
        int64_t site = row_whole(s->y.sites, i, sites_site);
        int n = !c->site || c->site == site ? stretches(&s->y, c->account, site, c->day, part) : 0;
        if (!n)
            continue;
        if (!c->site)
            html_put(&d->v.w, "%s%s", sites ? ", " : "", row_text(s->y.sites, i, sites_name));
        sites++;
        from = part[0].from_min < from ? part[0].from_min : from;
        until = part[n - 1].to_min > until ? part[n - 1].to_min : until;
    }
    if (until)
        html_put(&d->v.w, "%s%s to %s", c->site ? "" : " · ", clock_words(d, from),
                 clock_words(d, until));
    else
        html_put(&d->v.w, "%s", c->site ? "not here that day" : "not working");
}

static void put_column_head(struct desk *d, const struct diary_view *s, const struct column *c,
                            enum heads heads)
{
    struct text tail = {.mem = d->v.a};
    html_put(&d->v.w, "<h2 class=\"ch\">");
    if (heads == HEADS_people) {
        text_lit(&tail, "&who=");
        put_number_hex(&tail, c->account);
        text_char(&tail, '\0');
        html_put(&d->v.w, "<a href=\"/%s\">%s</a>",
                 diary_path(d, "/clinic/diary/week", c->day, 0, tail.p) + 1,
                 name_of_staff(d, c->account));
    } else {
        html_put(&d->v.w, "<a href=\"/%s\">%s</a>",
                 diary_path(d, "/clinic/diary", c->day, c->site, "") + 1, day_words(d, c->day));
    }
    html_put(&d->v.w, "<span>");
    if (c->account)
        put_hours(d, s, c);
    else
        put_counts(d, c, 1);
    html_put(&d->v.w, "</span></h2>");
}

static void put_column(struct desk *d, const struct diary_view *s, const struct column *c,
                       enum heads heads, int from, int until)
{
    html_put(&d->v.w, "<section>");
    put_column_head(d, s, c, heads);
    html_put(&d->v.w, "<ol class=\"col\" data-day=\"%s\"", day_value(d, c->day));
    if (c->account)
        html_put(&d->v.w, " data-who=\"%s\" data-name=\"%s\"", hex_of(d, c->account),
                 name_of_staff(d, c->account));
    html_put(&d->v.w, ">");
    for (int i = 0; i < c->count; i++) {
        struct entry e = c->entry[i];
        if (e.to_min <= from * 60 || e.from_min >= until * 60)
            continue;
        put_entry(d, s, c, &e);
    }
    html_put(&d->v.w, "</ol></section>");
}

void put_diary(struct desk *d, const struct diary_view *s, const struct column *c, int count,
               enum heads heads)
{
    int from, until;
    columns_span(c, count, &from, &until);
    html_put(&d->v.w, "<div class=\"diary f%d z%d%s\" data-from=\"%d\" data-until=\"%d\"", from,
             until, count && !c->account ? " agenda" : "", from * 60, until * 60);
    html_put(&d->v.w, " tabindex=\"0\" role=\"region\" aria-label=\"%s\">",
             heads == HEADS_people ? "The day" : "The week");
    if (!count || c->account) {
        html_put(&d->v.w, "<div class=\"hrs\" aria-hidden=\"true\">");
        for (int h = from + 1; h < until; h++)
            html_put(&d->v.w, "<span class=\"h%d m0\">%d:00</span>", h, h);
        html_put(&d->v.w, "</div>");
    }
    for (int i = 0; i < count; i++)
        put_column(d, s, &c[i], heads, from, until);
    html_put(&d->v.w, "</div>");
}

void put_counts(struct desk *d, const struct column *c, int count)
{
    int visits = 0, held = 0, missed = 0, free_times = 0;
    for (int i = 0; i < count; i++) {
        visits += c[i].visits;
        held += c[i].held;
        missed += c[i].missed;
        free_times += c[i].free;
    }
    html_put(&d->v.w, "%d %s", visits, visits == 1 ? "visit" : "visits");
    if (held)
        html_put(&d->v.w, ", %d not confirmed", held);
    if (count && c->account)
        html_put(&d->v.w, ", %d free", free_times);
    if (missed)
        html_put(&d->v.w, ", %d did not come", missed);
}
