/* test_clinic_caseload - the page of who needs somebody today, from rows: who stands where, what was done about
 * it, whose list it is, and what each post does. */
#include "../clinic/summary.h"
#include "../engine/plan.h"
#include "../knowledge/country.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>

static unsigned char block[1 << 26] __attribute__((aligned(16)));
static struct arena a;
static struct app_site site;
static struct clinic_response reply;
static struct staff who;
static struct clinic_request q;
static const char *page;

static const int64_t SITE = 0x11111111111111, TOM = 0x22222222222222, PRIYA = 0x22222222222223,
                     RUTH = 0x33333333333333;
enum { TODAY = 20782, AT = TODAY * 86400 + 12 * 3600 }; /* 25 November 2026, noon */
enum { WAIT_MIN = 30, MANY = 210 };

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "clinic caseload: %s\n", why);
    exit(1);
}

static struct span span(const char *s)
{
    return (struct span){s, (uint32_t)strlen(s)};
}

#define TEXT(s) value_text(span(s))
#define NONE ((struct value){VALUE_null, 0, {"", 0}})

/* --- rows --------------------------------------------------------------------------------------------------- */

static struct value cases[MANY][caseload_body + 1], doings[20][attention_why + 1],
    staff[2][staff_left_s + 1], sites[2][sites_closed_s + 1], clinic[clinic_signed_rules + 1];

static void person(const char *name, int64_t account, int64_t at, const char *body)
{
    struct value *v = cases[q.caseload.count];
    v[caseload_patient] = value_whole(RUTH + q.caseload.count++);
    v[caseload_name] = TEXT(name);
    v[caseload_born] = value_whole(1968);
    v[caseload_telephone] = TEXT("01632 960456");
    v[caseload_account] = value_whole(account);
    v[caseload_site] = value_whole(at);
    v[caseload_joined_s] = value_whole(1);
    v[caseload_visit_day] = NONE;
    v[caseload_day] = value_whole(TODAY);
    v[caseload_rules] = value_whole(RULES_VERSION);
    v[caseload_body] = body ? TEXT(body) : NONE;
}

/* What a need of the tests says: of an urgent one, a numb saddle at that instant. */
static const char *told_of(const char *need, int64_t since_s)
{
    static char text[20][40];
    static int next;
    char *to = text[next++ % 20];
    *to = 0;
    if (!strcmp(need, "urgent"))
        snprintf(to, sizeof text[0], "saddle@%lld", (long long)since_s);
    return to;
}

static const char *unsure_of(int64_t since_s)
{
    static char text[40];
    snprintf(text, sizeof text, "both_weak?%lld", (long long)since_s);
    return text;
}

static void done(int64_t patient, const char *need, int64_t since_s, const char *what,
                 const char *name, int64_t at_s)
{
    struct value *v = doings[q.attention.count++];
    v[attention_patient] = value_whole(patient);
    v[attention_need] = TEXT(need);
    v[attention_since_s] = value_whole(since_s);
    v[attention_what] = TEXT(what);
    v[attention_account] = value_whole(TOM);
    v[attention_account_name] = TEXT(name);
    v[attention_at_s] = value_whole(at_s);
    v[attention_until_day] = NONE;
    v[attention_why] = TEXT("");
    v[attention_told] = TEXT(told_of(need, since_s));
}

static void worker(int i, int64_t number, const char *name)
{
    struct value *v = staff[i];
    for (int k = 0; k <= staff_left_s; k++)
        v[k] = NONE;
    v[staff_account] = value_whole(number);
    v[staff_role] = TEXT("practitioner");
    v[staff_name] = TEXT(name);
}

static void place(int i, const char *name)
{
    for (int k = 0; k <= sites_closed_s; k++)
        sites[i][k] = NONE;
    sites[i][sites_site] = value_whole(SITE + i);
    sites[i][sites_name] = TEXT(name);
}

static void begin(void)
{
    site = (struct app_site){.runs = "",
                             .contact = "",
                             .signed_by = "",
                             .base_url = "http://localhost:8080",
                             .country = country_find("GB")};
    who = (struct staff){
        .actor = {1, TOM, ROLE_practitioner}, .name = "Tom", .login = "tom", .number = "GOsC 1"};
    for (int k = 0; k <= clinic_signed_rules; k++)
        clinic[k] = NONE;
    clinic[clinic_second] = value_whole(PRIYA);
    clinic[clinic_wait_min] = value_whole(WAIT_MIN);
    worker(0, TOM, "Tom Achterberg");
    worker(1, PRIYA, "Priya Nair");
    place(0, "Riverside");
    place(1, "Station Road");
    q = (struct clinic_request){.staff = &who, .form_key = "key"};
    q.clinic = (struct rows){clinic, 1, clinic_signed_rules + 1};
    q.staff_rows = (struct rows){staff[0], 2, staff_left_s + 1};
    q.sites = (struct rows){sites[0], 2, sites_closed_s + 1};
    q.caseload = (struct rows){cases[0], 0, caseload_body + 1};
    q.attention = (struct rows){doings[0], 0, attention_why + 1};
}

/* --- asking --------------------------------------------------------------------------------------------------- */

static void ask(int post, const char *path, const char *query, const char *body)
{
    arena_reset(&a);
    q.app = (struct app_request){.post = post,
                                 .path = span(path),
                                 .query = span(query),
                                 .body = span(body),
                                 .site = &site,
                                 .record = {"", 0},
                                 .known = 1};
    q.app.now = (struct moment){.day = TODAY, .minute = 12 * 60, .at_s = AT};
    clinic_respond(&a, &q, &reply);
    char *copy = arena_alloc(&a, reply.app.body.len + 1, 1);
    if (reply.app.body.len) /* a redirect has none */
        memcpy(copy, reply.app.body.p, reply.app.body.len);
    copy[reply.app.body.len] = '\0';
    page = copy;
}

static void get(const char *query)
{
    ask(0, "/clinic", query, "");
    CHECK(reply.app.status == 200);
}

static int says(const char *words)
{
    return strstr(page, words) != NULL;
}

static int count(const char *words)
{
    int n = 0;
    for (const char *p = page; (p = strstr(p, words)) != NULL; p++)
        n++;
    return n;
}

static int in_turn(const char *first, const char *then)
{
    const char *x = strstr(page, first), *y = strstr(page, then);
    return x && y && x < y;
}

static void post(int64_t patient, const char *body)
{
    char path[60], all[700];
    snprintf(path, sizeof path, "/clinic/need/%014llx", (unsigned long long)patient);
    snprintf(all, sizeof all, "id=0123456789abcdef&%s", body);
    ask(1, path, "", all);
}

static const char *text_at(int act, int value)
{
    static char words[100];
    const struct value *v = &reply.act[act].value[value];
    snprintf(words, sizeof words, "%.*s", (int)v->text.len, v->text.p);
    return words;
}

/* --- bodies --------------------------------------------------------------------------------------------------- */

static const char calm[] = "day=20782&rules=1&route=0&leg=............2.3&reach=.....4";
static const int64_t URGENT_S = AT - 600, LONG_S = AT - 2 * 3600, DAY_S = (TODAY - 3) * 86400;

static const char *with(const char *needs)
{
    static char body[MANY][300];
    static int next;
    char *to = body[next++ % MANY];
    snprintf(to, sizeof body[0],
             "day=20782&rules=1&route=%d&side=0&leg=......3.....5.&reach=.....%s",
             strstr(needs, "urgent") ? 4 : 0, needs);
    return to;
}

static const char *need(const char *code, int64_t since_s, const char *args)
{
    static char text[8][120];
    static int next;
    char *to = text[next++ % 8];
    snprintf(to, sizeof text[0], "&need=%s:%lld:%s", code, (long long)since_s, args);
    return to;
}

static const char *both(const char *x, const char *y)
{
    static char text[300];
    snprintf(text, sizeof text, "%s%s", x, y);
    return text;
}

/* --- the list --------------------------------------------------------------------------------------------------- */

static void test_order(void)
{
    begin();
    person("Anna Silent", TOM, SITE, with(need("silent", DAY_S, "5")));
    person("Bert Later", TOM, SITE, with(need("urgent", URGENT_S, told_of("urgent", URGENT_S))));
    person("Cleo Weak", TOM, SITE, with(need("weaker", DAY_S, "heel_raise.right.0.1")));
    person("Dora First", TOM, SITE, with(need("urgent", LONG_S, unsure_of(LONG_S))));
    person("Emil Calm", TOM, SITE, calm);
    person("Fay Unread", TOM, SITE, NULL);
    person("Gus Broken", TOM, SITE, "what=is+this");
    get("");
    CHECK(says("4 of 7 people") && says("Urgent answer, not yet acknowledged"));
    CHECK(in_turn("Dora First", "Bert Later") && in_turn("Bert Later", "Cleo Weak") &&
          in_turn("Cleo Weak", "Anna Silent") && !says("Emil Calm"));
    /* who cannot be read is not left out */
    CHECK(says("Not read yet") && in_turn("Not read yet", "Fay Unread") &&
          in_turn("Not read yet", "Gus Broken"));
    CHECK(says("Heel raises, right: normal, now weaker") && says("No answer for 5 days."));
    CHECK(says("Not sure: ") && says("Told to go to A&amp;E or call 999"));
    CHECK(says("goes to Priya Nair today 12:20 if not acknowledged"));
    CHECK(says("is being sent on to Priya Nair"));
    CHECK(says("href=\"tel:01632960456\""));
    CHECK(says("class=\"need red\"") && count("class=\"need red\"") == 1);
    CHECK(count(">Put off<") == 1); /* neither what is urgent nor weakness */
    CHECK(says("Nobody watches this list at night"));
    /* what was not answered is a gap */
    CHECK(says("Leg pain, last 14 days: ? ? ? ? ? ? 3 ? ? ? ? 5 ? ?") &&
          says("no answer, no answer"));
    clinic[clinic_second] = NONE;
    get("");
    CHECK(says("goes to nobody else: no second name is set"));
}

static void test_words(void)
{
    begin();
    person("A", TOM, SITE, with(need("urgent", URGENT_S, "self_harm")));
    get("");
    CHECK(says("Thoughts of harming themself") && says("crisis line"));
    begin();
    person("A", TOM, SITE, with(need("urgent", URGENT_S, "of_a_later_version")));
    get("");
    CHECK(says("A sign that this version does not know"));
    begin();
    person("A", TOM, SITE, with(need("review", DAY_S, "REVIEW_SIX_WEEKS.7.7")));
    get("");
    CHECK(says("Leg pain was 7 at the start and is 7."));
}

static void test_empty(void)
{
    begin();
    person("Emil Calm", TOM, SITE, calm);
    get("");
    CHECK(says("0 of 1 people") && says("Somebody who told nothing may still be unwell"));
    begin();
    get("");
    CHECK(says("nobody in care here yet") && !says("may still be unwell"));
    who.actor.role = ROLE_desk; /* the front desk has no such page */
    ask(0, "/clinic", "", "");
    CHECK(reply.app.status == 404);
}

static void test_whose(void)
{
    begin();
    person("Anna Mine", TOM, SITE + 1, with(need("silent", DAY_S, "5")));
    person("Bert Hers", PRIYA, SITE, with(need("silent", DAY_S, "5")));
    get("");
    CHECK(says("Anna Mine") && !says("Bert Hers") && says("1 of 1 people"));
    get("who=all");
    CHECK(says("Anna Mine") && says("Bert Hers"));
    get("who=11111111111111");
    CHECK(!says("Anna Mine") && says("Bert Hers"));
    get("who=99999999999999"); /* no site of this clinic */
    CHECK(says("Anna Mine") && !says("Bert Hers"));
    who.actor.who = 0x22222222222229; /* somebody without patients sees everybody */
    get("");
    CHECK(says("Anna Mine") && says("Bert Hers"));
}

static void test_sent_on(void)
{
    begin();
    person("Anna Mine", PRIYA, SITE, with(need("silent", DAY_S, "5")));
    person("Bert His", TOM, SITE, with(need("urgent", LONG_S, told_of("urgent", LONG_S))));
    who.actor.who = PRIYA;
    get("who=mine");
    CHECK(!says("Bert His"));
    done(RUTH + 1, "urgent", LONG_S, "sent_on", "Priya Nair", LONG_S + 1800);
    get("who=mine"); /* at the top of the second's list, whatever they look at */
    CHECK(in_turn("Bert His", "Anna Mine") && says("sent on to Priya Nair today 10:30"));
    who.actor.who = TOM;
    get("");
    CHECK(says("sent on to Priya Nair"));
}

static void test_acknowledged(void)
{
    begin();
    person(
        "Ruth", TOM, SITE,
        with(both(need("urgent", LONG_S, told_of("urgent", LONG_S)), need("silent", DAY_S, "5"))));
    done(RUTH, "urgent", LONG_S, "acknowledged", "Tom Achterberg", LONG_S + 300);
    done(RUTH, "urgent", LONG_S, "acknowledged", "Priya Nair", LONG_S + 360);
    get("");
    CHECK(!says("not yet acknowledged") && says("acknowledged by Tom Achterberg today 10:05") &&
          !says("acknowledged by Priya"));
    /* it stays to be seen beside what else there is */
    CHECK(says("Urgent answer, acknowledged, not yet cleared") && count(">Ruth</a>") == 2 &&
          says(">Clear</a>"));
    done(RUTH, "silent", DAY_S, "acknowledged", "Tom Achterberg", AT);
    get("");
    CHECK(count(">Ruth</a>") == 1 && says("0 of 1 people"));
    begin(); /* of two that were acknowledged together one was cleared */
    person("Ruth", TOM, SITE, with(need("urgent", LONG_S, told_of("urgent", LONG_S))));
    done(RUTH, "urgent", URGENT_S, "acknowledged", "Tom Achterberg", AT);
    char all[80];
    snprintf(all, sizeof all, "foot_drop@%lld.saddle@%lld", (long long)URGENT_S, (long long)LONG_S);
    doings[0][attention_told] = TEXT(all);
    get("");
    CHECK(!says("not yet acknowledged"));
    begin(); /* of anything else it is not */
    person("Ruth", TOM, SITE, with(need("silent", DAY_S, "5")));
    done(RUTH, "silent", DAY_S + 86400, "acknowledged", "Tom Achterberg", AT);
    get("");
    CHECK(says("1 of 1 people"));
    begin(); /* another answer is another need */
    person("Ruth", TOM, SITE, with(need("urgent", URGENT_S, told_of("urgent", URGENT_S))));
    done(RUTH, "urgent", LONG_S, "acknowledged", "Tom Achterberg", LONG_S + 300);
    done(RUTH + 1, "urgent", URGENT_S, "acknowledged", "Tom Achterberg", LONG_S + 300);
    get("");
    CHECK(says("not yet acknowledged"));
}

static void test_put_off(void)
{
    begin();
    person("Anna", TOM, SITE + 1, with(need("silent", DAY_S, "5")));
    person("Bert", TOM, SITE + 1, with(need("urgent", URGENT_S, told_of("urgent", URGENT_S))));
    done(RUTH, "silent", DAY_S, "snoozed", "Tom Achterberg", DAY_S + 100);
    doings[0][attention_until_day] = value_whole(TODAY + 1);
    done(RUTH + 1, "urgent", URGENT_S, "snoozed", "Tom Achterberg", AT);
    doings[1][attention_until_day] = value_whole(TODAY + 9);
    get("");
    CHECK(!says(">Anna</a>") && says("Put off for now: 1.") && says("who=mine&amp;snoozed=1"));
    CHECK(says(">Bert</a>")); /* whatever a row says, it cannot be put off */
    get("who=11111111111112");
    CHECK(says("who=11111111111112&amp;snoozed=1"));
    get("who=all");
    CHECK(says("who=all&amp;snoozed=1"));
    doings[0][attention_why] = TEXT("On <b>holiday");
    get("snoozed=1");
    CHECK(says(">Anna</a>") &&
          says("put off by Tom Achterberg until 26 Nov 2026: On &lt;b&gt;holiday"));
    doings[0][attention_until_day] = value_whole(TODAY);
    get("");
    CHECK(says(">Anna</a>"));
}

/* --- posts --------------------------------------------------------------------------------------------------------- */

static void test_acknowledge(void)
{
    char body[200];
    begin();
    person("Ruth", TOM, SITE,
           with(both(need("urgent", URGENT_S, "motor"),
                     need("weaker", URGENT_S, "heel_raise.right.0.1"))));
    snprintf(body, sizeof body, "need=urgent&since=%lld&said=motor&what=acknowledged",
             (long long)URGENT_S);
    post(RUTH, body);
    CHECK(reply.app.status == 303 && reply.act_count == 2 && reply.note_count == 1);
    CHECK(reply.act[0].name == ACT_attention_add && reply.act[0].value[0].whole == RUTH &&
          strcmp(text_at(0, 1), "urgent") == 0 && reply.act[0].value[2].whole == URGENT_S &&
          strcmp(text_at(0, 3), "acknowledged") == 0 && strcmp(text_at(1, 1), "weaker") == 0 &&
          strcmp(text_at(0, 6), "motor") == 0);
    /* an answer that is older than what the page showed has come since */
    snprintf(body, sizeof body, "need=urgent&since=%lld&said=&what=acknowledged",
             (long long)URGENT_S);
    post(RUTH, body);
    CHECK(reply.app.status == 409 && !reply.act_count);
    /* what ended, or changed, or is another's */
    snprintf(body, sizeof body, "need=urgent&since=%lld&what=acknowledged", (long long)LONG_S);
    post(RUTH, body);
    CHECK(reply.app.status == 409 && !reply.act_count && says("changed meanwhile"));
    snprintf(body, sizeof body, "need=silent&since=%lld&what=acknowledged", (long long)URGENT_S);
    post(RUTH, body);
    CHECK(reply.app.status == 409 && !reply.act_count);
    snprintf(body, sizeof body, "need=urgent&since=%lld&what=acknowledged", (long long)URGENT_S);
    post(RUTH + 5, body);
    CHECK(reply.app.status == 409 && !reply.act_count);
    snprintf(body, sizeof body, "need=urgent&since=%lld&what=sent_on", (long long)URGENT_S);
    post(RUTH, body);
    CHECK(reply.app.status == 409 && !reply.act_count);
    who.actor.role = ROLE_desk;
    snprintf(body, sizeof body, "need=urgent&since=%lld&what=acknowledged", (long long)URGENT_S);
    post(RUTH, body);
    CHECK(reply.app.status == 404 && !reply.act_count);
    begin(); /* what is not of the same answer is acknowledged by itself */
    person("Ruth", TOM, SITE,
           with(both(need("urgent", URGENT_S, told_of("urgent", URGENT_S)),
                     need("weaker", LONG_S, "heel_raise.right.0.1"))));
    snprintf(body, sizeof body, "need=urgent&since=%lld&said=saddle%%40%lld&what=acknowledged",
             (long long)URGENT_S, (long long)URGENT_S);
    post(RUTH, body);
    CHECK(reply.act_count == 1);
}

static void test_snooze(void)
{
    static const struct {
        const char *rest;
        int kept;
    } tries[] = {
        {"until=2026-12-25&until-d=25&until-m=12&until-y=2026&why=On+holiday", 1}, /* 30 days */
        {"until=2026-12-26&until-d=26&until-m=12&until-y=2026&why=On+holiday", 0},
        {"until=2026-11-26&until-d=26&until-m=11&until-y=2026&why=On+holiday", 1},
        {"until=2026-11-25&until-d=25&until-m=11&until-y=2026&why=On+holiday", 0}, /* today */
        {"until=2026-11-26&until-d=26&until-m=11&until-y=2026&why=+", 0},
        {"why=On+holiday", 0},
    };
    char body[300];
    begin();
    person("Ruth", TOM, SITE, with(need("silent", DAY_S, "5")));
    snprintf(body, sizeof body, "need=silent&since=%lld&what=snoozed", (long long)DAY_S);
    post(RUTH, body);
    CHECK(reply.app.status == 200 && !reply.act_count && says("Put off until a day") &&
          says("Ruth: <b>No answer"));
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        snprintf(body, sizeof body, "need=silent&since=%lld&what=snoozed&told=1&%s",
                 (long long)DAY_S, tries[i].rest);
        post(RUTH, body);
        CHECK(reply.app.status == (tries[i].kept ? 303 : 422) && reply.act_count == tries[i].kept);
        if (tries[i].kept && reply.act_count)
            CHECK(strcmp(text_at(0, 3), "snoozed") == 0 &&
                  strcmp(text_at(0, 5), "On holiday") == 0 &&
                  reply.act[0].value[4].whole == (i ? TODAY + 1 : TODAY + 30));
    }
    for (int i = 0; i < 2; i++) { /* what cannot be put off */
        begin();
        person("Ruth", TOM, SITE, with(need(i ? "urgent" : "weaker", DAY_S, "saddle")));
        snprintf(body, sizeof body,
                 "need=%s&since=%lld&what=snoozed&told=1&until=2026-11-26&why=On+holiday",
                 i ? "urgent" : "weaker", (long long)DAY_S);
        post(RUTH, body);
        CHECK(reply.app.status == 409 && !reply.act_count);
    }
}

static void test_many(void)
{
    static char name[MANY][20];
    begin();
    for (int i = 0; i < 200; i++) {
        snprintf(name[i], sizeof name[i], "N%03d", i);
        person(name[i], TOM, SITE, i % 2 ? with(need("silent", DAY_S - i, "5")) : calm);
    }
    get("");
    CHECK(says("100 of 200 people") && count("class=\"nm\"") == 100 && in_turn("N199", "N001"));
}

int main(void)
{
    a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    test_order();
    test_words();
    test_empty();
    test_whose();
    test_sent_on();
    test_acknowledged();
    test_put_off();
    test_acknowledge();
    test_snooze();
    test_many();
    return check_done("clinic caseload");
}
