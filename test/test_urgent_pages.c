/* The pages of danger: whom to call in every country, and the ways away from them. */
#include "../app/learn.h"
#include "someone.h"

/* --- away from it ---------------------------------------------------------------------------------------- */

static void mistake_after(int minutes, int taken)
{
    struct someone p;
    person_new(&p, "GB");
    person_says(&p, consent);
    go(&p, 1, "/safety", "saddle=yes&stop=yes");
    CHECK(route(&p) == routes_emergency);
    p.at_s += 60 * minutes;
    CHECK(go(&p, 0, "/mistake/saddle", "") == 200);
    CHECK(has(&p, "name=\"answer\"") == taken && has(&p, "too late") == !taken);
    CHECK(go(&p, 1, "/mistake/saddle", "answer=unsure") == 303 && !p.r.facts.len);
    CHECK(go(&p, 1, "/mistake/saddle", "answer=no") == (taken ? 303 : 200));
    CHECK(wrote(&p, " retract ") == taken && wrote(&p, "saddle=no") == taken);
    CHECK((route(&p) == routes_emergency) == !taken);
    CHECK(taken ? goes_to(&p, "/safety") : has(&p, "/seen"));
}

static void mistakes(void)
{
    struct someone p;
    mistake_after(0, 1);
    mistake_after(15, 1);
    mistake_after(16, 0);
    person_new(&p, "GB");
    person_says(&p, consent);
    CHECK(go(&p, 0, "/mistake/saddle", "") == 303);
    CHECK(go(&p, 0, "/mistake/nothing", "") == 404);
    /* Two answers in one fact: the other stands. */
    go(&p, 1, "/safety", "saddle=yes&foot_drop=yes&stop=yes");
    go(&p, 1, "/mistake/saddle", "answer=no");
    CHECK(flag_route(&p, Q_saddle) < 0 && flag_route(&p, Q_foot_drop) == routes_same_day);
    /* A clinician's answer is not the person's to take back. */
    person_new(&p, "GB");
    person_says(&p, consent);
    person_says(&p,
                "2026-03-03T12:00+00:00 screen _id=00000000000000bb-1&_by=clinician&saddle=yes");
    p.at_s += 86400;
    go(&p, 0, "/mistake/saddle", "");
    CHECK(has(&p, "too late"));
}

static void seen(void)
{
    struct someone p;
    char body[300];
    person_new(&p, "GB");
    person_says(&p, consent);
    go(&p, 1, "/safety", "saddle=yes&foot_drop=yes&stop=yes");
    p.at_s += 86400;
    CHECK(go(&p, 0, "/seen", "") == 200);
    CHECK(has(&p, "name=\"flag\" value=\"saddle\"") && has(&p, "value=\"foot_drop\"") &&
          !has(&p, " checked"));
    const char *as_of = strstr(p.body, "name=\"as_of\" value=\"");
    CHECK(as_of && strncmp(as_of + 20, "2026-03-03T12:00", 16) != 0);
    char moment[23] = "";
    if (as_of)
        memcpy(moment, as_of + 20, 22);
    CHECK(go(&p, 1, "/seen", "flag=saddle") == 422 && !p.r.facts.len);
    CHECK(go(&p, 1, "/seen", "flag=saddle&seen_by=gp&seen_on=2020-01-01") == 422);
    CHECK(go(&p, 1, "/seen", "flag=saddle&seen_by=gp&seen_on=2099-01-01") == 422);
    CHECK(go(&p, 1, "/seen", "seen_by=gp&seen_on=2026-03-03") == 422);
    moment[16] = '\0';
    snprintf(body, sizeof body, "flag=saddle&seen_by=hospital&seen_on=2026-03-03&as_of=%s%%2B00:00",
             moment);
    CHECK(go(&p, 1, "/seen", body) == 303);
    CHECK(wrote(&p, "_by=self") && wrote(&p, "flag=saddle") && !wrote(&p, "flag=foot_drop"));
    CHECK(wrote(&p, "as_of=2026-03-02T12"));
    CHECK(flag_route(&p, Q_saddle) == routes_soon &&
          flag_route(&p, Q_foot_drop) == routes_same_day);
    CHECK(goes_to(&p, "/"));
}

/* --- in every country ------------------------------------------------------------------------------------ */

/* Before the foot, which is small and last. */
static int main_has(const struct someone *p, const char *words)
{
    const char *at = strstr(p->body, words), *foot = strstr(p->body, "<footer");
    return at && foot && at < foot;
}

static void person_of(struct someone *p, const char *country)
{
    person_new(p, country);
    person_says(p, "2026-03-02T08:00+00:00 profile born=1980&pregnant_weeks=20&"
                   "injection=2026-02-20");
    person_says(p, consent);
}

static int is_danger(int q)
{
    return q != Q_long_standing && question_rows[q].route_alone >= routes_same_day;
}

/* What the ticks of a country say. */
static void ticks_call(const struct country *c)
{
    struct someone p;
    person_of(&p, c->code);
    go(&p, 0, "/safety", "");
    CHECK(!has(&p, "{") && !has(&p, "tel:\""));
    for (int q = 0; q < QUESTION_COUNT; q++) {
        size_t n;
        if (!is_danger(q) || q == Q_self_harm)
            continue;
        const char *tick = tick_of(&p, dangers[danger_row(q)].name, &n);
        if (!CHECK(within(tick, n, "href=\"tel:")))
            fprintf(stderr, "  %s: %s\n", c->code, dangers[danger_row(q)].name);
    }
    go(&p, 1, "/safety", "none=cauda&none=now&none=last");
    CHECK(!has(&p, "tel:\"") && p.r.status == 200);
}

/* The page that stands after each yes: a call before the foot, the emergency number, also in the foot. */
static void urgent_calls(const struct country *c, int q)
{
    struct someone p;
    char body[200], tel[40];
    struct span name = flag_name(q);
    person_of(&p, c->code);
    snprintf(body, sizeof body, "none=cauda&none=now&none=last&%.*s=yes", (int)name.len, name.p);
    snprintf(tel, sizeof tel, "href=\"tel:%s\"", c->emergency);
    go(&p, 1, "/safety", body);
    go(&p, 0, "/", "");
    if (!CHECK(main_has(&p, "href=\"tel:") && has(&p, tel) && !has(&p, "tel:\"")))
        fprintf(stderr, "  %s: %s\n", c->code, body);
    CHECK(has(&p, "In an emergency call") && !has(&p, "{"));
    CHECK(strcmp(c->code, "GB") == 0 || !has(&p, "999 or 112"));
    if (!c->urgent[0] && question_rows[q].route_alone == routes_same_day && q != Q_self_harm)
        CHECK(has(&p, "if you cannot be seen today or it gets worse"));
}

static void countries_all(void)
{
    for (int i = 0; i < country_count; i++) {
        ticks_call(&countries[i]);
        for (int q = 0; q < QUESTION_COUNT; q++)
            if (is_danger(q))
                urgent_calls(&countries[i], q);
    }
}

/* Where the first doctor is no GP, no page says GP; where one is, the pages say it. The titles of
 * sources are their own. */
static int says_gp(const struct someone *p)
{
    for (const char *at = p->body; *at; at++) {
        if (strncmp(at, "Where this comes from", 21) == 0)
            return 0;
        if (strncmp(at, "<p class=\"small quiet\"", 22) == 0)
            at = strstr(at, "</p>");
        if (strncmp(at, "GP", 2) == 0 && strchr(" >(", at[-1]) && strchr(" .,<?)", at[2]))
            return 1;
    }
    return 0;
}

static void words_of(const struct country *c)
{
    static const char *const paths[] = {"/", "/seen", "/why", "/record", "/privacy"};
    int no_gp = strcmp(c->doctor, "GP") != 0, said = 0, count;
    struct someone p;
    const char *name;
    person_new(&p, c->code);
    person_says(&p, consent);
    person_says(&p, "2026-03-02T08:01+00:00 screen _id=00000000000000bb-1&extent=full&rest=no&"
                    "weight_loss=yes&foot_drop=yes&self_harm=yes");
    person_says(&p, "2026-03-02T08:02+00:00 clearance _id=00000000000000bb-2&_by=self&"
                    "flag=foot_drop&flag=self_harm&seen_by=gp&seen_on=2026-03-02");
    person_says(&p, "2026-03-02T08:03+00:00 profile born=1992");
    person_says(&p, "2026-03-02T08:04+00:00 episode began=2025-10-20&side=left&worse=lying&"
                    "worse=morning&eases=walking&hint=enthesitis&hint=nsaid_helps&hint=night_pain");
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        CHECK(go(&p, 0, paths[i], "") == 200);
        if (!CHECK(!no_gp || !says_gp(&p)))
            fprintf(stderr, "  %s: %s\n", c->code, paths[i]);
        said += says_gp(&p);
        CHECK(!has(&p, "{"));
        if (i < 2)
            CHECK(has(&p, c->doctor));
        CHECK(i || !c->crisis[0] || main_has(&p, c->crisis_name));
        for (const char *at = p.body; (at = strstr(at, "\"tel:")); at += 5)
            CHECK(strcspn(at + 1, " \"") > 4 && at[1 + strcspn(at + 1, " \"")] == '"');
    }
    for (int n = 0; lesson_paras(n, &name, &count); n++) {
        char path[60];
        snprintf(path, sizeof path, "/learn/%s", name);
        CHECK(go(&p, 0, path, "") == 200);
        if (!CHECK((!no_gp || !says_gp(&p)) && !has(&p, "{")))
            fprintf(stderr, "  %s: %s\n", c->code, path);
        said += says_gp(&p);
    }
    CHECK(no_gp || said > 4); /* the looking itself */
}

static void words_of_the_country(void)
{
    for (int i = 0; i < country_count; i++)
        words_of(&countries[i]);
}

int main(void)
{
    mistakes();
    seen();
    countries_all();
    words_of_the_country();
    return check_done("urgent pages");
}
