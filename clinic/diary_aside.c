/* diary_aside.c - beside the day: who would come sooner and what they can be offered, the key, the keyboard. */
#include "diary_desk.h"

enum { WAITING_SHOWN = 12 };

/* --- the wait list --------------------------------------------------------------------------------------------- */

/* "Hana Weiss, after 15:00": with whom, and at what time of the day. */
static void put_wanted(struct desk *d, uint32_t i)
{
    enum { NOON = 12 * 60 };
    const struct rows *w = &d->q->waitings;
    int64_t account = row_whole(w, i, waitings_account), site = row_whole(w, i, waitings_site);
    int from = (int)row_whole(w, i, waitings_from_min), to = (int)row_whole(w, i, waitings_to_min);
    html_put(&d->v.w, "%s, %s", name_of_service(d, row_whole(w, i, waitings_service)),
             account ? name_of_staff(d, account) : "with anyone");
    if (site)
        html_put(&d->v.w, ", %s", name_of_site(d, site));
    if (!from && to == NOON)
        html_put(&d->v.w, ", mornings");
    else if (from == NOON && to == DAY_MINUTES)
        html_put(&d->v.w, ", afternoons");
    else if (from && to == DAY_MINUTES)
        html_put(&d->v.w, ", after %s", clock_words(d, from));
    else if (!from && to < DAY_MINUTES)
        html_put(&d->v.w, ", before %s", clock_words(d, to));
    else if (from)
        html_put(&d->v.w, ", %s to %s", clock_words(d, from), clock_words(d, to));
}

static int slot_for(struct desk *d, const struct diary_view *s, uint32_t i, struct slot *ret)
{
    const struct rows *w = &d->q->waitings;
    int64_t site = row_whole(w, i, waitings_site);
    const struct wish wish = {.service = row_whole(w, i, waitings_service),
                              .site = site ? site : s->site,
                              .account = row_whole(w, i, waitings_account),
                              .first_day = s->day,
                              .last_day = s->day,
                              .from_min = (int)row_whole(w, i, waitings_from_min),
                              .to_min = (int)row_whole(w, i, waitings_to_min),
                              .not_before_s = d->q->diary.now_s};
    return row_whole(w, i, waitings_first_day) <= s->day &&
           row_whole(w, i, waitings_last_day) >= s->day && slots_find(&s->y, &wish, ret, 1);
}

static const char *offer_path(struct desk *d, const struct place *p, int64_t waiting)
{
    struct text tail = {.mem = d->v.a};
    text_lit(&tail, "&who=");
    put_number_hex(&tail, p->account);
    text_lit(&tail, "&min=");
    text_int(&tail, p->from_min);
    text_lit(&tail, "&waiting=");
    put_number_hex(&tail, waiting);
    text_char(&tail, '\0');
    return diary_path(d, "/clinic/diary/new", p->day, p->site, tail.p);
}

static void put_waiting(struct desk *d, const struct diary_view *s, uint32_t i)
{
    const struct rows *w = &d->q->waitings;
    struct slot slot;
    html_put(&d->v.w, "<li><b>%s</b><span>", row_text(w, i, waitings_name));
    put_wanted(d, i);
    html_put(&d->v.w, "</span>");
    if (row_text(w, i, waitings_telephone)[0]) {
        html_put(&d->v.w, "<span>");
        put_number(&d->v, row_text(w, i, waitings_telephone));
        html_put(&d->v.w, "</span>");
    }
    if (str_same(row_text(w, i, waitings_state), "offered"))
        html_put(&d->v.w, "<span>A time is offered to them by mail.</span>");
    else if (slot_for(d, s, i, &slot))
        html_put(&d->v.w, "<a href=\"/%s\">Offer %s %s</a>",
                 offer_path(d, &slot.place, row_whole(w, i, waitings_waiting)) + 1,
                 clock_words(d, slot.place.from_min),
                 s->day == s->now.day ? "today" : day_words(d, s->day));
    html_put(&d->v.w, "</li>");
}

static void put_waitings(struct desk *d, const struct diary_view *s)
{
    const struct rows *w = &d->q->waitings;
    int shown = 0, all = 0;
    html_put(&d->v.w, "<section class=\"panel\"><h2>Wait list</h2>");
    for (uint32_t i = 0; i < w->count; i++)
        all += !str_same(row_text(w, i, waitings_state), "asked");
    if (!all)
        html_put(&d->v.w, "<p class=\"sub\">Nobody waits for a sooner time.</p>");
    else {
        html_put(&d->v.w, "<ul class=\"waits\">");
        for (uint32_t i = 0; i < w->count && shown < WAITING_SHOWN; i++) {
            if (str_same(row_text(w, i, waitings_state), "asked"))
                continue;
            put_waiting(d, s, i);
            shown++;
        }
        html_put(&d->v.w, "</ul>");
    }
    if (all > shown)
        html_put(&d->v.w, "<p class=\"sub\">And %d more.</p>", all - shown);
    html_put(&d->v.w, "</section>");
}

/* --- key and keyboard -------------------------------------------------------------------------------------------- */

void put_aside(struct desk *d, const struct diary_view *s)
{
    static const char *const key[][2] = {{"", "Return visit"},         {" first", "New here"},
                                         {" came", "Arrived or seen"}, {" held", "Not confirmed"},
                                         {" miss", "Did not come"},    {" free", "Free"},
                                         {" off", "Closed or away"}};
    html_put(&d->v.w, "<aside class=\"aside noprint\" aria-label=\"Beside the day\">");
    put_waitings(d, s);
    html_put(&d->v.w, "<section class=\"panel\"><h2>Key</h2><ul class=\"key\">");
    for (int i = 0; i < COUNT_OF(key); i++)
        html_put(&d->v.w, "<li class=\"ap%s\"><b>%s</b></li>", key[i][0], key[i][1]);
    html_put(
        &d->v.w,
        "</ul></section><section class=\"panel\" id=\"keys\" hidden><h2>Keyboard</h2>"
        "<p class=\"sub\">Arrow keys move between visits. M moves a visit: then arrow keys, and "
        "Enter to keep it or Escape to leave it. N makes a visit, P prints the day sheet. "
        "A visit can be dragged, too.</p></section></aside>");
}
