/* What a tap of every day writes is what was shown, and what is offered is offered when it is due. */
#include "daily.h"

/* The value of the first button of that name in a page. */
static const char *button_value(const char *page, const char *name, const char *begins)
{
    static char value[64];
    char start[80];
    snprintf(start, sizeof start, "name=\"%s\" value=\"%s", name, begins);
    const char *p = strstr(page, start);
    value[0] = 0;
    if (p) {
        p = strstr(p, "value=\"") + 7;
        snprintf(value, sizeof value, "%.*s", (int)strcspn(p, "\""), p);
    }
    return value;
}

static void done_is_what_was_shown(void)
{
    int day = day_number("2026-03-02");
    struct dose d;
    int item = first_item(day, person, &d);
    struct span id = item_name(item);
    char path[32], body[128], want[64], name[16];
    if (!CHECK(item >= 0))
        return;
    snprintf(name, sizeof name, "%.*s", (int)id.len, id.p);
    snprintf(path, sizeof path, "/session/%s", name);
    struct app_response r = ask((struct asked){person, "/", NULL, day, 0});
    snprintf(want, sizeof want, "%s:%dx%d", name, d.sets ? d.sets : 1, d.reps);
    const char *value = button_value(r.body.p, "did", name);
    CHECK(strcmp(value, want) == 0);
    snprintf(body, sizeof body, ID "&did=%s", value);
    r = ask((struct asked){person, path, body, day, 0});
    CHECK(r.status == 303 && strcmp(r.location, "/") == 0);
    snprintf(want, sizeof want, "&did=%s:%dx%d", name, d.sets ? d.sets : 1, d.reps);
    CHECK(has(r.facts, want));
    CHECK(has(r.facts, " session _id=00112233445566aa-1&"));
    snprintf(body, sizeof body, ID "&skipped=%s&then=next", name);
    r = ask((struct asked){person, path, body, day, 0});
    CHECK(r.status == 303 && !strncmp(r.location, "/session", 8));
    snprintf(want, sizeof want, "&skipped=%s", name);
    CHECK(has(r.facts, want));
    /* Another exercise's button, two at once, or none. */
    r = ask((struct asked){person, path, ID "&did=Q6%3A1x6", day, 0});
    CHECK(r.status == 422 && !strlen(r.facts.p));
    snprintf(body, sizeof body, ID "&did=%s%%3A1x6&did=%s%%3A1x7", name, name);
    r = ask((struct asked){person, path, body, day, 0});
    CHECK(r.status == 422 && !strlen(r.facts.p));
    r = ask((struct asked){person, path, ID, day, 0});
    CHECK(r.status == 422 && !strlen(r.facts.p));
}

static const char *beads(const char *more, const char *name)
{
    static char words[64];
    struct app_response r = ask((struct asked){with(more), "/", NULL, day_number("2026-03-02"), 0});
    char head[80];
    snprintf(head, sizeof head, "<h2 class=\"name\">%s</h2>", name);
    const char *p = strstr(r.body.p, head), *q = p ? strstr(p, "<span>") : NULL;
    const char *chip = p ? strstr(p, "class=\"beads\"") : NULL;
    words[0] = 0;
    if (chip) {
        q = strstr(chip, "<span>");
        snprintf(words, sizeof words, "%.*s", (int)strcspn(q + 6, "<"), q + 6);
    }
    return words;
}

static void beads_count(void)
{
    struct dose d;
    int item = first_item(day_number("2026-03-02"), person, &d);
    const char *name = exercises[item].name;
    struct span id = item_name(item);
    char one[200], two[600], whole[200], back[800], some[300];
    int sets = d.sets ? d.sets : 1;
    snprintf(one, sizeof one,
             "2026-03-02T10:00+00:00 session _id=aaaaaaaaaaaaaaaa-1&did=%.*s:%dx%d\n", (int)id.len,
             id.p, sets, d.reps);
    snprintf(two, sizeof two,
             "%s2026-03-02T11:00+00:00 session _id=aaaaaaaaaaaaaaaa-2&did=%.*s:%dx%d\n", one,
             (int)id.len, id.p, sets, d.reps);
    snprintf(whole, sizeof whole, "2026-03-02T11:00+00:00 session did=%.*s:%dx%d\n", (int)id.len,
             id.p, sets * d.times_a_day, d.reps);
    snprintf(back, sizeof back, "%s2026-03-02T12:00+00:00 retract of=aaaaaaaaaaaaaaaa-2\n", two);
    snprintf(some, sizeof some, "2026-03-02T11:00+00:00 session rounds=2&did=%.*s:%dx%d\n",
             (int)id.len, id.p, sets, d.reps);
    char all[32], told_two[32], told_one[32];
    snprintf(all, sizeof all, "%d of %d done", d.times_a_day, d.times_a_day);
    snprintf(told_two, sizeof told_two, "2 of %d done", d.times_a_day);
    snprintf(told_one, sizeof told_one, "1 of %d done", d.times_a_day);
    CHECK(d.times_a_day > 2);
    CHECK(strcmp(beads("", name), "not yet") == 0);
    CHECK(strcmp(beads(one, name), told_one) == 0);
    CHECK(strcmp(beads(two, name), told_two) == 0);
    CHECK(strcmp(beads(whole, name), all) == 0);
    CHECK(strcmp(beads(back, name), told_one) == 0);
    CHECK(strcmp(beads(some, name), told_two) == 0);
    CHECK(strncmp(beads("2026-03-02T11:00+00:00 walk minutes=4\n", "Walk"), "2 of", 4) == 0);
    CHECK(strcmp(beads("2026-03-01T11:00+00:00 walk minutes=4\n", "Walk"), "not yet") == 0);
}

static void a_good_day(void)
{
    int day = day_number("2026-03-03");
    struct app_response r =
        ask((struct asked){person, "/checkin",
                           ID "&screen_none=yes&leg=5&back=3&reach=thigh&morning=better&numb=none&"
                              "before_day=2026-03-02&before_done=all",
                           day, 8 * 60});
    CHECK(r.status == 303 && strcmp(r.location, "/") == 0);
    CHECK(has(r.facts, "2026-03-03T08:00+00:00 checkin "));
    CHECK(has(r.facts, "&leg=5&back=3&reach=thigh&numb=none&morning=better"));
    CHECK(has(r.facts, "2026-03-02T23:59+00:00 session "));
    CHECK(has(r.facts, "&did=E1%3A3x2m"));
    CHECK(has(r.facts, "&did=W1%3A4x2m"));
    CHECK(has(r.facts, " screen ") && has(r.facts, "&extent=short&rest=no"));
    /* The plan moves: what was told of yesterday answers for it. */
    char record[1 << 14];
    snprintf(record, sizeof record, "%s%s", person, r.facts.p);
    r = ask((struct asked){record, "/", NULL, day, 0});
    CHECK(has(r.body, "a step up") || has(r.body, "a little more"));
    CHECK(!has(r.body, "Check in first"));
    r = ask((struct asked){record, "/checkin", NULL, day, 0});
    CHECK(!has(r.body, "before_done"));
    CHECK(has(r.body, "the worst counts"));
    /* None of it: said, and nothing goes up. */
    r = ask((struct asked){person, "/checkin", ID "&leg=5&before_day=2026-03-02&before_done=none",
                           day, 0});
    CHECK(has(r.facts, "&skipped=E1"));
    CHECK(!has(r.facts, "&did="));
    r = ask((struct asked){person, "/checkin", ID "&leg=5&before_day=2026-03-02&before_done=some",
                           day, 0});
    CHECK(has(r.facts, " session ") && has(r.facts, "&rounds=1"));
    r = ask((struct asked){person, "/checkin",
                           ID "&before_day=2026-03-02&before_done=some&before_did=E1", day, 0});
    CHECK(has(r.facts, "&did=E1%3A3x2m") && !has(r.facts, "&did=W1"));
}

/* A form of yesterday evening, sent after midnight, still tells of the day before. */
static void after_midnight(void)
{
    struct app_response r = ask(
        (struct asked){person, "/checkin", ID "&leg=5&before_day=2026-03-02&before_leg_during=6",
                       day_number("2026-03-04"), 5});
    CHECK(has(r.facts, "2026-03-02T23:59+00:00 session "));
    CHECK(has(r.facts, "&leg_during=6"));
    r = ask((struct asked){person, "/checkin",
                           ID "&leg=5&before_day=2020-03-02&before_leg_during=6",
                           day_number("2026-03-04"), 5});
    CHECK(has(r.facts, "2026-03-03T23:59+00:00 session "));
}

static void other_taps(void)
{
    int day = day_number("2026-03-02");
    struct app_response r = ask((struct asked){person, "/flare", ID, day, 0});
    CHECK(r.status == 303 && has(r.facts, " flare _id="));
    char record[1 << 14];
    snprintf(record, sizeof record, "%s%s", person, r.facts.p);
    r = ask((struct asked){record, "/", NULL, day, 0});
    CHECK(has(r.body, "too sore today") && !has(r.body, "action=\"/flare\""));
    r = ask((struct asked){person, "/swap/E1", ID "&why=hurts", day, 0});
    CHECK(r.status == 303 && strcmp(r.location, "/session/E1/hurt") == 0);
    CHECK(has(r.facts, "&out=E1&why=hurts"));
    snprintf(record, sizeof record, "%s%s", person, r.facts.p);
    r = ask((struct asked){record, "/session/E1/hurt", NULL, day, 0});
    CHECK(has(r.body, "What happened?"));
    r = ask(
        (struct asked){person, "/session/E1/hurt", ID "&leg_during=9&reach_after=foot", day, 0});
    CHECK(r.status == 303 && has(r.facts, "&leg_during=9&reach_after=foot&provoked=E1"));
    snprintf(record, sizeof record, "%s%s", person, r.facts.p);
    r = ask((struct asked){record, "/", NULL, day, 0});
    CHECK(has(r.body, "“Flat front lying” hurt today"));
    r = ask((struct asked){person, "/session/N1/hurt", ID, day, 0});
    CHECK(r.status == 303 && has(r.facts, "&provoked=N1"));
    snprintf(record, sizeof record, "%s%s", person, r.facts.p);
    r = ask((struct asked){record, "/", NULL, day, 0});
    CHECK(has(r.body, "It hurt today"));
    r = ask((struct asked){person, "/session", ID "&round=all", day, 0});
    CHECK(r.status == 303 && has(r.facts, "&did=E1%3A1x2m") && has(r.facts, "&did=N1"));
    r = ask((struct asked){person, "/walk", ID "&minutes=7&leg_during=4", day, 0});
    CHECK(r.status == 303 && has(r.facts, " walk ") && has(r.facts, "&minutes=7&leg_during=4"));
    r = ask((struct asked){person, "/session/W1", ID "&skipped=W1", day, 0});
    CHECK(r.status == 303 && has(r.facts, "&skipped=W1"));
    CHECK(ask((struct asked){person, "/session/Q6", NULL, day, 0}).status == 200);
    CHECK(ask((struct asked){person, "/session/XX", NULL, day, 0}).status == 404);
    CHECK(ask((struct asked){person, "/session/E1/more", NULL, day, 0}).status == 404);
    CHECK(ask((struct asked){person, "/session/E1/more", ID "&did=E1%3A1x2m", day, 0}).status ==
          404);
    CHECK(ask((struct asked){person, "/swap/XX", ID "&why=hurts", day, 0}).status == 404);
}

/* The reminder and the way back in are offered on the day of the first plan, and the way back no more
 * once there is one. */
static void offered_once(void)
{
#define SHOWN(day)                                                                                 \
    day "T08:13+00:00 shown _by=device&day=" day "&stage=calm&item=E1%3A3.1.0.0.2.0\n"
    static const char first[] = SHOWN("2026-03-02");
    static const char second[] = SHOWN("2026-03-02") SHOWN("2026-03-03");
    static const char later[] =
        SHOWN("2026-03-02") "2026-04-11T08:00+00:00 screen extent=full&rest=no\n";
    static const char nothing[] = "2026-03-01T08:13+00:00 shown _by=device&day=2026-03-01&"
                                  "route=emergency&stage=stop\n";
    static const struct {
        const char *more;
        int after, way_back, reminder, offer; /* days after the first; what is to be there */
    } days[] = {
        {"", 0, 0, 1, 1},     {first, 0, 0, 1, 1},  {first, 0, 1, 1, 0},   {second, 1, 0, 0, 0},
        {later, 40, 0, 0, 0}, {later, 40, 1, 0, 0}, {nothing, 0, 0, 1, 1},
    };
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        struct asked k = {with(days[i].more), "/", NULL, day_number("2026-03-02") + days[i].after,
                          0};
        struct app_response r = ask_with(k, days[i].way_back);
        if (!CHECK(r.status == 200 && has(r.body, "href=\"/reminder\"") == days[i].reminder &&
                   has(r.body, "href=\"/back/new\"") == days[i].offer))
            fprintf(stderr, "  row %d\n", (int)i);
    }
    struct asked k = {with(second), "/record", NULL, day_number("2026-04-11"), 0};
    struct app_response r = ask_with(k, 1);
    CHECK(has(r.body, "href=\"/reminder\"") && has(r.body, "href=\"/back/new\""));
}

int main(void)
{
    done_is_what_was_shown();
    beads_count();
    a_good_day();
    after_midnight();
    other_taps();
    offered_once();
    return check_done("daily taps");
}
