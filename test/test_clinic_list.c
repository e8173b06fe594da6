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

static void did(const char *what, int64_t since_s, int64_t at_s)
{
    struct value *v = done[q.attention.count];
    for (int k = 0; k <= attention_why; k++)
        v[k] = none;
    v[attention_patient] = value_whole(MARTA);
    v[attention_need] = TEXT("urgent");
    v[attention_since_s] = value_whole(since_s);
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

static const char *urgent_since(int64_t since_s)
{
    static char body[200];
    snprintf(body, sizeof body, "day=%d&rules=%d&route=4&need=urgent:%lld:saddle", TODAY,
             RULES_VERSION, (long long)since_s);
    return body;
}

static int due(int64_t now_s) /* how many are sent on */
{
    struct value row[6] = {value_whole(1),     value_whole(30),  value_whole(HELEN),
                           value_whole(MARTA), value_whole(TOM), people[0][caseload_body]};
    static struct value looked[4][due_attention_at_s + 1];
    struct rows waits = {row, 1, 6}, attention = {looked[0], q.attention.count, 6};
    struct act acts[2];
    int n = 0;
    for (uint32_t i = 0; i < q.attention.count; i++) {
        looked[i][due_attention_clinic] = value_whole(1);
        looked[i][due_attention_patient] = value_whole(MARTA);
        looked[i][due_attention_need] = TEXT("urgent");
        looked[i][due_attention_since_s] = done[i][attention_since_s];
        looked[i][due_attention_what] = done[i][attention_what];
        looked[i][due_attention_at_s] = done[i][attention_at_s];
    }
    clinic_due(&a, &waits, &attention, now_s, acts, 2, &n);
    return n;
}

/* The list and what is sent on say the same of an acknowledgement. */
static void acknowledged(void)
{
    begin();
    patient(0, "Marta Lindqvist", TOM, TODAY, urgent_since(at(8, 0)));
    CHECK(has(list(""), WAITS) && has(reply.app.body.p, "is being sent on to Helen Fry") &&
          due(at(9, 0)) == 1);
    did("acknowledged", at(8, 0), at(8, 10));
    CHECK(has(list(""), SEEN) && !has(reply.app.body.p, WAITS) && due(at(9, 0)) == 0);
    /* another answer came */
    patient(0, "Marta Lindqvist", TOM, TODAY, urgent_since(at(8, 40)));
    CHECK(has(list(""), WAITS) && due(at(9, 30)) == 1);
    /* the newest was acknowledged, then cleared: what is left was looked at with it */
    begin();
    patient(0, "Marta Lindqvist", TOM, TODAY, urgent_since(at(8, 0)));
    did("acknowledged", at(8, 40), at(8, 45));
    CHECK(has(list(""), SEEN) && !has(reply.app.body.p, "if not acknowledged") &&
          due(at(9, 0)) == 0);
    /* an answer dated ahead was acknowledged: nobody has looked at one that is told after that */
    begin();
    patient(0, "Marta Lindqvist", TOM, TODAY, urgent_since(at(9, 0)));
    did("acknowledged", at(30, 0), at(8, 0));
    CHECK(has(list(""), WAITS) && due(at(9, 40)) == 1);
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
    second_left();
    nobodys();
    not_of_today();
    return check_done("clinic list");
}
