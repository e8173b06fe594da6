/* test_clinic_list - who stands on "who needs me today", whoever looks: what was done about which answer, whose
 * answers nobody's are, and what is not of today. */
#include "../clinic/summary.h"
#include "../engine/plan.h"
#include "../knowledge/country.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>

static unsigned char block[1 << 26] __attribute__((aligned(16)));
static struct arena a;
static struct app_site site;
static struct clinic_request q;
static struct clinic_response reply;
static struct staff who;

static const int64_t TOM = 0x22222222222222, HELEN = 0x22222222222223, MARTA = 0x33333333333333;
enum { TODAY = 20777 }; /* 20 November 2026 */

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "clinic list: %s\n", why);
    exit(1);
}

static struct span span(const char *s)
{
    return (struct span){s, (uint32_t)strlen(s)};
}

#define TEXT(s) value_text(span(s))
static const struct value none = {VALUE_null, 0, {"", 0}};
static struct value people[2][caseload_body + 1], done[4][attention_why + 1],
    staff[2][staff_left_s + 1], clinic[clinic_signed_rules + 1];

static int64_t at(int hour, int minute) /* of today */
{
    return (int64_t)TODAY * 86400 + hour * 3600 + minute * 60;
}

static void worker(int i, int64_t number, const char *name)
{
    for (int k = 0; k <= staff_left_s; k++)
        staff[i][k] = none;
    staff[i][staff_account] = value_whole(number);
    staff[i][staff_role] = TEXT("practitioner");
    staff[i][staff_name] = TEXT(name);
    q.staff_rows = (struct rows){staff[0], (uint32_t)i + 1, staff_left_s + 1};
}

static void patient(int i, const char *name, int64_t account, int day, const char *body)
{
    for (int k = 0; k <= caseload_body; k++)
        people[i][k] = none;
    people[i][caseload_patient] = value_whole(MARTA + i);
    people[i][caseload_name] = TEXT(name);
    people[i][caseload_account] = account ? value_whole(account) : none;
    people[i][caseload_day] = value_whole(day);
    people[i][caseload_rules] = value_whole(RULES_VERSION);
    people[i][caseload_body] = TEXT(body);
    q.caseload = (struct rows){people[0], (uint32_t)i + 1, caseload_body + 1};
}

static void did(const char *what, int64_t at_s, const char *told)
{
    struct value *v = done[q.attention.count];
    for (int k = 0; k <= attention_why; k++)
        v[k] = none;
    v[attention_patient] = value_whole(MARTA);
    v[attention_need] = TEXT("urgent");
    v[attention_since_s] = value_whole(at_s);
    v[attention_told] = TEXT(told);
    v[attention_what] = TEXT(what);
    v[attention_account_name] = TEXT("Helen Fry");
    v[attention_at_s] = value_whole(at_s);
    q.attention = (struct rows){done[0], q.attention.count + 1, attention_why + 1};
}

/* A clinic of two, whose second name is Helen; Tom looks. */
static void begin(void)
{
    memset(&q, 0, sizeof q);
    for (int k = 0; k <= clinic_signed_rules; k++)
        clinic[k] = none;
    clinic[clinic_name] = TEXT("Riverside");
    clinic[clinic_second] = value_whole(HELEN);
    clinic[clinic_wait_min] = value_whole(30);
    q.clinic = (struct rows){clinic, 1, clinic_signed_rules + 1};
    worker(0, TOM, "Tom Achterberg");
    worker(1, HELEN, "Helen Fry");
    who = (struct staff){
        .actor = {1, TOM, ROLE_practitioner}, .name = "Tom", .login = "", .number = ""};
}

static const char *list(const char *query)
{
    arena_reset(&a);
    q.staff = &who;
    q.form_key = "key";
    q.app.site = &site;
    q.app.path = span("/clinic");
    q.app.query = span(query);
    q.app.record = q.app.body = span("");
    q.app.now.day = TODAY;
    q.app.now.minute = 720;
    q.app.now.at_s = at(12, 0);
    clinic_respond(&a, &q, &reply);
    text_char(&reply.app.body, '\0');
    CHECK(reply.app.status == 200);
    return reply.app.body.p;
}

static int has(const char *page, const char *what)
{
    return strstr(page, what) != NULL;
}

#define WAITS "Urgent answer, not yet acknowledged"
#define SEEN "Urgent answer, acknowledged, not yet cleared"

/* "saddle@8:00" with the instant of that hour: yes; "?" is not sure. Lasts for a while. */
static const char *answers(const char *flag, char sure, int64_t at_s, const char *more)
{
    static char text[8][100];
    static int next;
    char *to = text[next++ % 8];
    snprintf(to, sizeof text[0], "%s%c%lld%s%s", flag, sure, (long long)at_s, *more ? "." : "",
             more);
    return to;
}

static const char *urgent_of(int64_t since_s, const char *told)
{
    static char body[2][200];
    static int next;
    char *to = body[next++ % 2];
    snprintf(to, sizeof body[0], "day=%d&rules=%d&route=4&need=urgent:%lld:%s", TODAY,
             RULES_VERSION, (long long)since_s, told);
    return to;
}

static const char *urgent_since(int64_t since_s)
{
    return urgent_of(since_s, answers("saddle", '@', since_s, ""));
}

static int due(int64_t now_s) /* how many are sent on */
{
    struct value row[6] = {value_whole(1),     value_whole(30),  value_whole(HELEN),
                           value_whole(MARTA), value_whole(TOM), people[0][caseload_body]};
    struct rows waits = {row, 1, 6}; /* both lists of what was done begin with the same columns */
    struct act acts[2];
    int n = 0;
    clinic_due(&a, &waits, &q.attention, now_s, acts, 2, &n);
    return n;
}

/* The list and what is sent on say the same of an acknowledgement. */
static void acknowledged(void)
{
    const char *eight = answers("saddle", '@', at(8, 0), ""),
               *forty = answers("both_weak", '?', at(8, 40), "");
    begin();
    patient(0, "Marta Lindqvist", TOM, TODAY, urgent_of(at(8, 0), eight));
    CHECK(has(list(""), WAITS) && has(reply.app.body.p, "is being sent on to Helen Fry") &&
          due(at(8, 29)) == 0 && due(at(8, 30)) == 1);
    did("acknowledged", at(8, 10), eight);
    CHECK(has(list(""), SEEN) && !has(reply.app.body.p, WAITS) && due(at(9, 0)) == 0);
    /* another answer came: it waits from its own time */
    patient(0, "Marta Lindqvist", TOM, TODAY,
            urgent_of(at(8, 40), answers("saddle", '@', at(8, 0), forty)));
    CHECK(has(list(""), WAITS) && due(at(9, 9)) == 0 && due(at(9, 10)) == 1);
    /* the newest was acknowledged with it, then cleared: what is left was looked at */
    begin();
    patient(0, "Marta Lindqvist", TOM, TODAY, urgent_of(at(8, 0), eight));
    did("acknowledged", at(8, 45), answers("saddle", '@', at(8, 0), forty));
    CHECK(has(list(""), SEEN) && !has(reply.app.body.p, "if not acknowledged") &&
          due(at(9, 0)) == 0);
    /* what is told the same, and more surely, is another answer */
    begin();
    patient(0, "Marta Lindqvist", TOM, TODAY, urgent_of(at(8, 0), eight));
    did("acknowledged", at(8, 10), answers("saddle", '?', at(8, 0), ""));
    CHECK(has(list(""), WAITS) && due(at(9, 0)) == 1);
}

/* Each further sign does not put off those that nobody has looked at. */
static void waits_from_the_first(void)
{
    const char *both = answers("saddle", '@', at(8, 0), answers("both_weak", '@', at(11, 50), ""));
    begin();
    patient(0, "Marta Lindqvist", TOM, TODAY, urgent_of(at(11, 50), both));
    CHECK(has(list(""), "is being sent on to Helen Fry") && due(at(8, 29)) == 0 &&
          due(at(8, 30)) == 1);
    did("sent_on", at(8, 30), answers("saddle", '@', at(8, 0), ""));
    CHECK(has(list(""), "goes to Helen Fry today 12:20") && due(at(12, 19)) == 0 &&
          due(at(12, 20)) == 1);
    did("sent_on", at(12, 20), both);
    CHECK(has(list(""), "sent on to Helen Fry today 08:30") == 0 &&
          has(reply.app.body.p, "sent on to Helen Fry today 12:20") && due(at(23, 0)) == 0);
}

/* A record from home joins, with an answer that is older than the one that was acknowledged. */
static void older_and_later(void)
{
    begin();
    patient(0, "Marta Lindqvist", TOM, TODAY,
            urgent_of(at(8, 0), answers("foot_drop", '@', at(8, 0), "")));
    did("acknowledged", at(8, 10), answers("foot_drop", '@', at(8, 0), ""));
    CHECK(has(list(""), SEEN));
    patient(0, "Marta Lindqvist", TOM, TODAY,
            urgent_of(at(8, 0),
                      answers("foot_drop", '@', at(8, 0), answers("saddle", '@', at(6, 0), ""))));
    CHECK(has(list(""), WAITS) && !has(reply.app.body.p, SEEN) && due(at(9, 0)) == 1);
}

static void second_left(void)
{
    begin();
    patient(0, "Marta Lindqvist", TOM, TODAY, urgent_since(at(8, 0)));
    staff[1][staff_left_s] = value_whole(at(1, 0));
    CHECK(has(list(""), "goes to nobody else") && !has(reply.app.body.p, "goes to Helen"));
}

static void nobodys(void)
{
    begin();
    patient(0, "Marta Lindqvist", 0, TODAY, urgent_since(at(8, 0)));
    patient(1, "Ian Boyd", TOM, TODAY, "day=20777&rules=1&route=0");
    CHECK(has(list(""), "Marta Lindqvist") && has(reply.app.body.p, WAITS));
    people[0][caseload_account] = value_whole(HELEN); /* Helen's is Helen's */
    CHECK(!has(list(""), "Marta Lindqvist") && has(list("who=all"), "Marta Lindqvist"));
}

static void not_of_today(void)
{
    begin();
    patient(0, "Marta Lindqvist", TOM, TODAY - 2, "day=20775&rules=1&route=0");
    CHECK(has(list(""), "Not read yet") && has(reply.app.body.p, "Marta Lindqvist"));
    patient(0, "Marta Lindqvist", TOM, TODAY - 1, "day=20776&rules=1&route=0");
    CHECK(!has(list(""), "Not read yet")); /* the day of a site may be ahead */
    patient(0, "Marta Lindqvist", TOM, TODAY - 2, urgent_since(at(-40, 0)));
    CHECK(has(list(""), WAITS));
}

int main(void)
{
    a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    site = (struct app_site){.runs = "",
                             .contact = "",
                             .signed_by = "",
                             .base_url = "https://example.org",
                             .country = country_find("GB"),
                             .keep_months = 24};
    acknowledged();
    waits_from_the_first();
    older_and_later();
    second_left();
    nobodys();
    not_of_today();
    return check_done("clinic list");
}
