/* caseload_act.c - what is done about a need from the list: it is acknowledged, or put off until a day. */
#include "caseload.h"

#include "../app/asked.h"

enum { SNOOZE_DAYS = 30, WHY_MAX = 500 };

static int64_t since_posted(struct desk *d)
{
    const char *s = posted(&d->v, "since", 0);
    int64_t n = 0;
    for (; s && *s >= '0' && *s <= '9' && n < INT64_C(1) << 50; s++)
        n = n * 10 + (*s - '0');
    return n;
}

static void key_of(struct desk *d, const struct need *n, struct value *ret_key)
{
    struct text key = {.mem = d->v.a};
    need_key(&key, n);
    *ret_key = value_text((struct span){key.p, (uint32_t)key.len});
}

/* With the very answers that were on the page: one may have come that is older than they are. */
static int is_same(struct desk *d, const struct need *n)
{
    return n->since_s == since_posted(d) &&
           (n->code != NEED_urgent || posted_is(&d->v, "said", n->args));
}

/* The need as it is now; NULL: it has ended, or another answer came meanwhile. */
static const struct need *need_posted(struct desk *d, struct summary *s)
{
    int at = row_of(&d->q->caseload, d->number);
    if (at < 0 ||
        !summary_read(d->v.a, row_value(&d->q->caseload, (uint32_t)at, caseload_body).text, s))
        return NULL;
    for (int i = 0; i < s->needs; i++) {
        struct text key = {.mem = d->v.a};
        need_key(&key, &s->need[i]);
        text_char(&key, '\0');
        if (posted_is(&d->v, "need", key.p) && is_same(d, &s->need[i]))
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
    desk_open(d, "Put off", AT_needs);
    html_put(
        &d->v.w, "<h1>Put off until a day</h1><p class=\"lead\">%s: ",
        row_text(&d->q->caseload, (uint32_t)row_of(&d->q->caseload, d->number), caseload_name));
    put_need(d, &s, n);
    html_put(&d->v.w, "</p>");
    desk_form(d, NULL);
    hidden(&d->v, "need", posted(&d->v, "need", 0));
    hidden(&d->v, "since", posted(&d->v, "since", 0));
    hidden(&d->v, "said", n->args);
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

static void snooze(struct desk *d, const struct need *n)
{
    int until = 0;
    struct value key, day = value_posted(d, "until"), why = value_posted(d, "why");
    if (!posted(&d->v, "told", 0)) {
        put_off_page(d, n);
        return;
    }
    if (!day_read(day.text.p, day.text.len, &until) || until <= d->v.now.day ||
        until > d->v.now.day + SNOOZE_DAYS)
        wrong(&d->v, "until", "Give a day after today, at most 30 days from now.");
    if (!why.text.len || why.text.len > WHY_MAX)
        wrong(&d->v, "why", "Say why, in up to 500 letters.");
    if (d->v.wrongs) {
        put_off_page(d, n);
        return;
    }
    key_of(d, n, &key);
    act(d, attention_add, value_whole(d->number), key, value_whole(n->since_s),
        value_str("snoozed"), value_whole(until), why, value_str(n->args));
    note(d, "put off", d->number);
    go_to(&d->v, "/clinic");
}

static void acknowledge_one(struct desk *d, const struct need *n)
{
    struct value key;
    key_of(d, n, &key);
    act(d, attention_add, value_whole(d->number), key, value_whole(n->since_s),
        value_str("acknowledged"), (struct value){VALUE_null, 0, {"", 0}}, value_str(""),
        value_str(n->args));
}

/* One answer may be urgent and show weakness: it is acknowledged once for both. */
static void acknowledge(struct desk *d, const struct summary *s, const struct need *n)
{
    int twin = n->code == NEED_urgent   ? NEED_weaker
               : n->code == NEED_weaker ? NEED_urgent
                                        : NEED_COUNT;
    acknowledge_one(d, n);
    for (int i = 0; i < s->needs; i++)
        if ((int)s->need[i].code == twin && s->need[i].since_s == n->since_s) {
            acknowledge_one(d, &s->need[i]);
            break; /* whatever else one test found goes by the same name */
        }
    note(d, "acknowledged", d->number);
    go_to(&d->v, "/clinic");
}

void need_post(struct desk *d)
{
    struct summary *s = arena_alloc(d->v.a, 1, sizeof *s);
    const struct need *n = need_posted(d, s);
    if (n && posted_is(&d->v, "what", "snoozed") && need_may_snooze(n->code))
        snooze(d, n);
    else if (n && posted_is(&d->v, "what", "acknowledged"))
        acknowledge(d, s, n);
    else
        changed_page(d);
}

void need_get(struct desk *d)
{
    go_to(&d->v, "/clinic");
}
