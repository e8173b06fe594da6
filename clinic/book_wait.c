/* book_wait.c - no time suits: a place on the wait list, for what becomes free. */
#include "book.h"

#include "../app/asked.h"

/* --- when they could --------------------------------------------------------------------------------------------- */

static const struct part {
    struct choice choice;
    int from_min, to_min;
} parts[] = {
    {{"any", "Any time", NULL}, 0, DAY_MINUTES},
    {{"morning", "Morning", "before 12:00"}, 0, NOON},
    {{"afternoon", "Afternoon", "12:00 to 17:00"}, NOON, EVENING},
    {{"evening", "Evening", "from 17:00"}, EVENING, DAY_MINUTES},
};

static void ask_part(struct desk *d)
{
    struct choice c[COUNT_OF(parts)];
    for (int i = 0; i < COUNT_OF(parts); i++)
        c[i] = parts[i].choice;
    fill(d, "part", "any");
    ask_one(&d->v, "part", "At what time of the day?", NULL, c, COUNT_OF(parts));
}

static const struct part *take_part(struct desk *d)
{
    for (int i = 0; i < COUNT_OF(parts); i++)
        if (posted_is(&d->v, "part", parts[i].choice.value))
            return &parts[i];
    wrong(&d->v, "part", "Choose at what time of the day you could come.");
    return NULL;
}

static int take_until(struct desk *d)
{
    int day = posted_day(d, "until");
    if (wrong_about(&d->v, "until"))
        return 0;
    if (day < d->v.day)
        wrong(&d->v, "until", "Write until which day you would wait: today, or a day to come.");
    if (day > book_last_day(d))
        wrong(&d->v, "until", "That is later than we can book. Write an earlier day.");
    return day;
}

/* --- the page ------------------------------------------------------------------------------------------------------ */

static void wait_page(struct desk *d)
{
    struct choice *services;
    int count = book_service_choices(d, &services);
    if (count == 1)
        fill(d, "service", services[0].value);
    book_open(d, "The wait list");
    back_link(&d->v, book_page(d, ""), "Book a visit");
    html_put(&d->v.w, "<h1>The wait list</h1><p class=\"lead\">When a time becomes free, those who "
                      "wait are offered it in turn, by email.</p>");
    desk_form(d, NULL);
    ask_one(&d->v, "service", "What kind of visit?", NULL, services, count);
    book_ask_place(d);
    ask_part(d);
    ask_date(&d->v, "until", "Until which day would you wait?", NULL);
    book_ask_who(d);
    book_says(d);
    form_close(&d->v, "Ask for a place");
    book_close(d);
}

void book_wait_get(struct desk *d)
{
    book_asked(d);
    wait_page(d);
}

/* Who was chosen and is there no more is not taken for any. */
static void take_place(struct desk *d, const struct sought *s)
{
    if (!s->site && posted_number(d, "site"))
        wrong(&d->v, "site", "That site is closed. Choose again.");
    if (!s->account && posted_number(d, "who"))
        wrong(&d->v, "who", "They do not work here any more. Choose again.");
}

void book_wait_post(struct desk *d)
{
    struct sought s;
    struct who_books who;
    int64_t waiting = form_number(d);
    if (!book_sought(d, &s))
        wrong(&d->v, "service", "Choose what kind of visit you need.");
    take_place(d, &s);
    const struct part *part = take_part(d);
    int until = take_until(d);
    book_take_who(d, &who);
    if (d->v.wrongs) {
        wait_page(d);
        return;
    }
    if (d->q->too_many || row_whole(&d->q->holds, 0, holds_asked) >= BOOK_ASKED_MOST) {
        book_busy(d);
        return;
    }
    /* Not kept: this very form sent again, or they have asked for enough already. The answer is the same. */
    if (!d->q->again) {
        act(d, waiting_ask, value_whole(waiting), value_or_null(s.site), value_or_null(s.account),
            value_whole(s.service), who.name, who.mail, who.telephone, value_whole(d->v.day),
            value_whole(until), value_whole(part->from_min), value_whole(part->to_min));
        queue_mail(d, 0, waiting, "wait", 0);
    }
    note(d, "wait list asked for online", 0);
    go_to(&d->v, number_path(d, "/book/", d->q->whose, "/asked?wait=1"));
}
