/* How the exercises went: asked after a session, when something hurt, and at the next check-in. */
#include "daily.h"

/* The name of a field: the key, with what stands before it. */
static const char *named(struct visit *v, const char *before, const char *key)
{
    struct text t = {.mem = v->a};
    text_str(&t, before);
    text_str(&t, key);
    text_char(&t, '\0');
    return t.p;
}

static void ask_provoked(struct visit *v, const char *before, uint64_t items)
{
    struct choice choice[PLAN_ITEMS_MAX + 1];
    int n = 0;
    for (uint64_t rest = items; rest && n <= PLAN_ITEMS_MAX; rest &= rest - 1) {
        int item = __builtin_ctzll(rest);
        struct span id = item_name(item);
        struct text t = {.mem = v->a};
        text_add(&t, id.p, id.len);
        text_char(&t, '\0');
        choice[n++] = (struct choice){t.p, is_walk(item) ? "The walk" : exercises[item].name, NULL};
    }
    if (n > 1)
        ask_many(v, named(v, before, "provoked"), "Did one of them bring the leg pain on?",
                 "Leave this out if none did, or you cannot say.", choice, n);
}

void ask_tingle(struct visit *v, const char *before)
{
    static const struct choice tingle[] = {
        {"none", "No change", NULL},
        {"brief", "A little, and soon gone", NULL},
        {"long", "More, and it lasted", NULL},
        {"spread", "It spread further", NULL},
    };
    ask_one(v, named(v, before, "tingle_change"), "Tingling or numbness", NULL, tingle, 4);
}

void ask_during(struct visit *v, const char *before)
{
    ask_scale(v, named(v, before, "leg_during"), "Leg pain while you moved, at its worst", NULL,
              "none", "worst imaginable");
    ask_tingle(v, before);
}

void ask_after(struct visit *v, const char *before)
{
    ask_scale(v, named(v, before, "leg_after"), "Leg pain an hour later", NULL, "none",
              "worst imaginable");
    ask_reach(v, named(v, before, "reach_after"), "How far down did the pain go afterwards?",
              "About half an hour later");
    ask_number(v, named(v, before, "settled_min"), "How long until it settled?",
               "Only if something got worse. 0 if it settled at once.", "minutes", 240);
}

void ask_account(struct visit *v, const char *before, uint64_t items)
{
    ask_during(v, before);
    ask_after(v, before);
    ask_scale(v, named(v, before, "back_during"), "Back pain while you moved, at its worst", NULL,
              "none", "worst imaginable");
    ask_provoked(v, before, items);
}

void take_account(struct visit *v, const char *before)
{
    static const char *const keys[] = {"leg_during",    "leg_after",   "reach_after", "settled_min",
                                       "tingle_change", "back_during", "provoked"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        fact_take_as(v, keys[i], named(v, before, keys[i]));
}
