/* The pages of the first minute: what they ask, write and say, and how long they are. */
#include "someone.h"

/* --- how much there is to read ----------------------------------------------------------------------- */

/* The end of the element that begins at p. */
static const char *skip_element(const char *p, const char *name)
{
    char open[16], shut[16];
    snprintf(open, sizeof open, "<%s", name);
    snprintf(shut, sizeof shut, "</%s>", name);
    int depth = 0;
    do {
        if (strncmp(p, shut, strlen(shut)) == 0)
            depth--;
        else if (strncmp(p, open, strlen(open)) == 0)
            depth++;
        p++;
    } while (*p && depth);
    return p - 1 + strlen(shut);
}

/* Words of a page that are seen by somebody who ticks nothing: not what is folded away, not the top bar
 * and the foot, which are the same on each page. */
static int words_seen(const char *p)
{
    int words = 0, in = 0;
    p = strstr(p, "<main");
    while (p && *p && strncmp(p, "<footer", 7) != 0) {
        if (strncmp(p, "<div class=\"then\"", 17) == 0) {
            p = skip_element(p, "div");
        } else if (strncmp(p, "<svg", 4) == 0) {
            p = skip_element(p, "svg");
        } else if (strncmp(p, "</summary>", 10) == 0) {
            p = strstr(p, "</details>");
        } else if (*p == '<') {
            in = in && (strncmp(p, "<a", 2) == 0 || strncmp(p, "</a", 3) == 0);
            p = strchr(p, '>') + 1;
        } else {
            int letter = *p != ' ' && *p != '\n';
            words += letter && !in;
            in = letter;
            p++;
        }
    }
    return words;
}

/* The first page, whoever calls it. */
static void start_alone(struct someone *p)
{
    struct app_request q = {.site = &p->site, .path = SPAN("/")};
    struct visit v = {.a = &p->a, .q = &q, .r = &p->r, .name = ""};
    p->a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    v.w.out.mem = v.new_facts.mem = &p->a;
    start_page(&v);
    CHECK(!v.w.bug);
    p->body = arena_alloc(&p->a, v.w.out.len + 1, 1);
    memcpy(p->body, v.w.out.p, v.w.out.len);
}

static void count_first_pass(void)
{
    struct someone p;
    /* Start, None of these in each of three parts, the year, No, Agree. */
    int total = 0, words, taps = 7;
    person_new(&p, "GB");
    start_alone(&p);
    CHECK(has(&p, "href=\"/safety\"") && has(&p, "cannot examine you"));
    total += words = words_seen(p.body);
    printf("  words of the start page %d", words);
    go(&p, 0, "/safety", "");
    total += words = words_seen(p.body);
    printf(", of the safety questions %d", words);
    go(&p, 1, "/safety", "none=cauda&none=now&none=last");
    CHECK(has(&p, "self_harm"));
    total += words = words_seen(p.body);
    printf(", of the one by itself %d", words);
    go(&p, 1, "/safety", "none=cauda&none=now&none=last&self_harm=no");
    CHECK(has(&p, "Agree and go on"));
    total += words = words_seen(p.body);
    int seconds = total * 60 / 180 + 2 * taps;
    printf(", of consent %d: %d words, %d taps, %d s\n", words, total, taps, seconds);
    CHECK(seconds <= 150);
    CHECK(total > 200); /* the counting itself */
}

/* --- the questions ------------------------------------------------------------------------------------ */

static void every_question(void)
{
    struct someone p;
    person_new(&p, "GB");
    person_says(&p,
                "2026-03-02T08:00+00:00 profile born=1980&pregnant_weeks=20&injection=2026-02-20");
    person_says(&p, consent);
    CHECK(go(&p, 0, "/safety", "") == 200);
    CHECK(!has(&p, " checked"));
    for (int q = 0; q < QUESTION_COUNT; q++) {
        size_t n;
        int row = danger_row(q);
        if (q == Q_self_harm || q == Q_long_standing)
            continue;
        if (!CHECK(row >= 0))
            continue;
        const char *tick = tick_of(&p, dangers[row].name, &n);
        if (!CHECK(tick != NULL))
            fprintf(stderr, "  no tick of %s\n", dangers[row].name);
        int alone = question_rows[q].route_alone;
        CHECK(within(tick, n, "class=\"then\""));
        if (alone == routes_emergency) {
            CHECK(within(tick, n, "href=\"tel:999\""));
            CHECK(within(tick, n, "Call 999 now") || within(tick, n, "Go to A&amp;E now") ||
                  within(tick, n, "Ring your maternity unit now"));
        } else if (alone == routes_same_day) {
            CHECK(within(tick, n, "Be seen today") && within(tick, n, "href=\"tel:111\""));
        } else {
            CHECK(!within(tick, n, "tel:"));
        }
        CHECK(!within(tick, n, "{"));
    }
    CHECK(has(&p, "name=\"long_standing\" value=\"saddle\""));
    CHECK(has(&p, "name=\"cancer_sign\" value=\"band\""));
    CHECK(has(&p, "name=\"rigors\"") && !has(&p, "name=\"self_harm\""));
    CHECK(has(&p, "cauda equina") && has(&p, "Nobody is watching"));
    person_new(&p, "GB");
    go(&p, 0, "/safety", "");
    CHECK(!has(&p, "wound_alarm") && !has(&p, "pregnancy_alarm"));
}

/* Each question alone, ticked and sent to the end: its key is written, and its page says what to do. */
static void each_alone(void)
{
    for (int q = 0; q < QUESTION_COUNT; q++) {
        struct someone p;
        char body[200], key[80];
        struct span name = flag_name(q);
        int alone = question_rows[q].route_alone;
        if (q == Q_long_standing)
            continue;
        person_new(&p, "GB");
        person_says(&p, "2026-03-02T08:00+00:00 profile born=1980&pregnant_weeks=20&"
                        "injection=2026-02-20");
        person_says(&p, consent);
        snprintf(body, sizeof body, "none=cauda&none=now&none=last&self_harm=no&%.*s=yes",
                 (int)name.len, name.p);
        if (q == Q_self_harm)
            snprintf(body, sizeof body, "none=cauda&none=now&none=last&self_harm=yes");
        snprintf(key, sizeof key, "&%.*s=yes", (int)name.len, name.p);
        CHECK(go(&p, 1, "/safety", body) == 303);
        CHECK(wrote(&p, "extent=full") && wrote(&p, key));
        CHECK(!wrote(&p, "rest=no") && (q == Q_saddle || wrote(&p, "saddle=no")));
        if (!CHECK(flag_route(&p, q) >= alone || alone == routes_self_care))
            fprintf(stderr, "  %.*s\n", (int)name.len, name.p);
        if (alone < routes_same_day) {
            CHECK(goes_to(&p, "/safety?told"));
            int found = go(&p, 0, "/safety?told", "");
            CHECK(found == 200 || found == 303);
            CHECK(alone < routes_next_visit ||
                  (found == 200 && has(&p, dangers[danger_row(q)].said)));
            CHECK(alone != routes_soon || has(&p, "Be seen in the next few days"));
            continue;
        }
        CHECK(goes_to(&p, "/"));
        CHECK(go(&p, 0, "/", "") == 200);
        CHECK(has(&p, alone == routes_emergency ? "href=\"tel:999\"" : "tel:"));
        CHECK(has(&p, "Nobody is watching"));
        CHECK(has(&p, "href=\"/seen\"") && has(&p, "/mistake/"));
        CHECK(!has(&p, "class=\"tabs\"") && !has(&p, "class=\"word\"") && !has(&p, "{"));
        CHECK(has(&p, q == Q_self_harm                 ? "Talk to someone now"
                      : alone == routes_same_day       ? "Be seen today"
                      : q == Q_pregnancy_alarm         ? "Ring your maternity unit now"
                      : urgent_alone(NULL, 0)          ? ""
                      : strstr(p.body, "Call 999 now") ? "Call 999 now"
                                                       : "Go to A&amp;E now"));
        CHECK(q == Q_self_harm ? has(&p, "tel:116123") && !has(&p, "Note to hand over")
                               : has(&p, "Note to hand over"));
        /* Whatever page is asked for, this one stands in its place. */
        CHECK(go(&p, 0, "/checkin", "") == 200 && has(&p, "/seen"));
        CHECK(go(&p, 0, "/safety", "") == 200 && has(&p, "You gave an urgent answer"));
    }
}

static void what_is_written(void)
{
    struct someone p;
    person_new(&p, "GB");
    person_says(&p, consent);
    /* A part left out: nothing is written, and it is said where. */
    CHECK(go(&p, 1, "/safety", "none=cauda&none=last&self_harm=no") == 422);
    CHECK(!p.r.facts.len && has(&p, "href=\"#now\"") &&
          has(&p, "name=\"none\" value=\"cauda\" checked"));
    /* An answer that is none. */
    CHECK(go(&p, 1, "/safety", "fever=maybe&none=cauda&none=now&none=last") == 422 &&
          !p.r.facts.len);
    /* Urgent, though parts are missing: kept at once, and no more is claimed. */
    CHECK(go(&p, 1, "/safety", "saddle=yes&done=yes") == 303);
    CHECK(wrote(&p, "saddle=yes") && !wrote(&p, "rest=no") && !wrote(&p, "=no"));
    person_new(&p, "GB");
    person_says(&p, consent);
    CHECK(go(&p, 1, "/safety", "saddle=yes&none=now&done=yes") == 303);
    CHECK(wrote(&p, "fever=no") && !wrote(&p, "rest=no") && !wrote(&p, "self_harm"));
    /* The tick counts beside "None of these". */
    CHECK(route(&p) == routes_emergency);
    person_new(&p, "GB");
    person_says(&p, consent);
    go(&p, 1, "/safety",
       "none=cauda&none=now&none=last&lost_height=yes&cannot_stand=yes&cannot_stand=yes"
       "&cancer_sign=band&cancer_sign=worsening&self_harm=no");
    CHECK(wrote(&p, "lost_height=yes") && wrote(&p, "cancer_sign=band") && wrote(&p, "fever=no") &&
          wrote(&p, "self_harm=no") && !wrote(&p, "rest=no"));
    CHECK(flag_route(&p, FLAG_cancer_sign) == routes_soon);
    /* Rather not say: each no by name, that one left out, and still an answered screen. */
    person_new(&p, "GB");
    person_says(&p, consent);
    CHECK(go(&p, 1, "/safety", "none=cauda&none=now&none=last&lost_height=yes&self_harm=skip") ==
          303);
    CHECK(!wrote(&p, "rest=no") && !wrote(&p, "self_harm") && wrote(&p, "saddle=no") &&
          wrote(&p, "cannot_stand=no"));
    struct plan plan;
    plan_now(&p, &plan);
    for (int i = 0; i < plan.reason_count; i++)
        CHECK(plan.reason[i].code != REASON_SCREEN_NEEDED);
    /* The card. */
    CHECK(go(&p, 1, "/safety", "card=read") == 303 && wrote(&p, "card _id=") &&
          wrote(&p, "name=cauda_equina"));
}

/* One old change never speaks for a new one beside it. */
static void long_standing(void)
{
    struct someone p;
    person_new(&p, "GB");
    person_says(&p, consent);
    go(&p, 1, "/safety",
       "urine_hesitant=yes&long_standing=urine_hesitant&saddle=yes&none=now&none=last");
    CHECK(!wrote(&p, "long_standing=yes") && flag_route(&p, Q_saddle) == routes_emergency);
    person_new(&p, "GB");
    person_says(&p, consent);
    go(&p, 1, "/safety",
       "urine_hesitant=yes&long_standing=urine_hesitant&none=now&none=last&self_harm=no");
    CHECK(wrote(&p, "long_standing=yes") && route(&p) == routes_soon);
}

static void nobody_agreed(void)
{
    struct someone p;
    person_new(&p, "GB");
    CHECK(go(&p, 1, "/safety", "none=cauda&none=now&none=last&self_harm=no") == 200);
    CHECK(!p.r.facts.len && has(&p, "Agree and go on") && has(&p, "name=\"none\" value=\"now\""));
    CHECK(go(&p, 1, "/safety", "saddle=yes&stop=yes") == 200);
    CHECK(!p.r.facts.len && has(&p, "Go to A&amp;E now") && has(&p, "Keep this answer") &&
          has(&p, "name=\"saddle\" value=\"yes\"") && !has(&p, "/mistake/"));
    CHECK(go(&p, 1, "/safety", "saddle=yes&stop=yes&agree=yes") == 303);
    CHECK(wrote(&p, "saddle=yes") && wrote(&p, " consent "));
    CHECK(go(&p, 0, "/", "") == 200 && has(&p, "/mistake/saddle"));
}

/* --- the short screen -------------------------------------------------------------------------------------- */

/* The screen as the check-in holds it. */
static void short_screen(const char *record, const char *body, struct someone *p, char *facts,
                         size_t size)
{
    struct posted posts[8];
    struct app_request q = {.site = &p->site, .path = SPAN("/checkin"), .post = 1};
    struct visit v = {.a = &p->a, .q = &q, .r = &p->r, .name = "", .posted = posts};
    struct faults faults = {0};
    char copy[200], *next = copy;
    struct programme now, then;
    p->a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    v.w.out.mem = v.new_facts.mem = &p->a;
    q.now = (struct moment){.at_s = p->at_s, .day = DAY0, .minute = 720};
    record_read(&p->a, record, strlen(record), &v.facts, &faults);
    engine_fold(&p->a, &v.facts, DAY0, &v.known, &now);
    decide(&v.known, &now, &v.plan, &then);
    snprintf(copy, sizeof copy, "id=0123456789abcdef&%s", body);
    while (*next) {
        char *key = next, *value = strchr(next, '=');
        size_t n = strcspn(value + 1, "&");
        next = value + 1 + n + (value[1 + n] == '&');
        value[1 + n] = *value = '\0';
        posts[v.posted_count++] = (struct posted){
            {key, (uint32_t)strlen(key)}, {value + 1, (uint32_t)n}, value + 1, (uint32_t)n};
    }
    ask_short_screen(&v);
    take_short_screen(&v);
    CHECK(!v.w.bug);
    p->body = arena_alloc(&p->a, v.w.out.len + 1, 1);
    memcpy(p->body, v.w.out.p, v.w.out.len);
    snprintf(facts, size, "%.*s", (int)v.new_facts.len, v.new_facts.len ? v.new_facts.p : "");
}

static void short_screens(void)
{
    struct someone p;
    char facts[1000];
    person_new(&p, "GB");
    short_screen("", "leg=3", &p, facts, sizeof facts);
    CHECK(!facts[0] && !strstr(p.body, " checked"));
    int ticks = 0;
    for (int q = 0; q < QUESTION_COUNT; q++) {
        size_t n;
        ticks += danger_row(q) >= 0 && tick_of(&p, dangers[danger_row(q)].name, &n) != NULL;
    }
    CHECK(ticks == 11);
    /* Every sign is read before "None of these", which comes before the ticks; those are behind a closed
     * summary that needs no script, and open when one was sent. */
    const char *none = strstr(p.body, "name=\"screen_none\""), *more = strstr(p.body, "<details");
    CHECK(none && more && none < more && !strstr(p.body, "<details class=\"more\" open"));
    for (int q = 0; q < QUESTION_COUNT; q++) {
        size_t n;
        if (danger_row(q) < 0 || !tick_of(&p, dangers[danger_row(q)].name, &n))
            continue;
        CHECK(within(p.body, (size_t)(none - p.body), danger_words(q)));
        CHECK(tick_of(&p, dangers[danger_row(q)].name, &n) > more);
    }
    short_screen("", "screen_none=yes", &p, facts, sizeof facts);
    CHECK(strstr(facts, "extent=short") && strstr(facts, "rest=no"));
    short_screen("", "fever=yes&screen_none=yes", &p, facts, sizeof facts);
    CHECK(strstr(facts, "fever=yes") && !strstr(facts, "rest=no"));
    CHECK(strstr(p.body, "<details class=\"more\" open") &&
          strstr(p.body, "value=\"yes\" checked"));
    short_screen("", "fever=maybe", &p, facts, sizeof facts);
    CHECK(strstr(p.body, "<details class=\"more\" open"));
    short_screen("2026-03-01T08:00+00:00 profile pregnant_weeks=20&surgery=2026-02-20\n",
                 "wound_alarm=yes", &p, facts, sizeof facts);
    CHECK(strstr(p.body, "pregnancy_alarm") && strstr(facts, "wound_alarm=yes"));
}

int main(void)
{
    every_question();
    each_alone();
    what_is_written();
    long_standing();
    nobody_agreed();
    short_screens();
    count_first_pass();
    return check_done("safety pages");
}
