/* test_mail_page - the owner's page about mail: set up or not, what waits, the last error, a test; never whose. */
#include "../clinic/desk.h"
#include "../knowledge/country.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>

enum { TODAY = 20782, AT = TODAY * 86400 + 12 * 3600, MANY = 50 };
static unsigned char block[1 << 24] __attribute__((aligned(16)));
static struct arena a;
static struct app_site site;
static struct clinic_response reply;
static struct clinic_request q;
static struct value mails[MANY][mails_error + 1], clinic[clinic_remind_days + 1];
static const struct staff who = {.actor = {1, 0x22222222222222, ROLE_owner},
                                 .name = "Priya Nair",
                                 .login = "priya@example.org",
                                 .number = ""};

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "mail page: %s\n", why);
    exit(1);
}

static struct value text_of(const char *s)
{
    return value_text((struct span){s, (uint32_t)strlen(s)});
}

static void row(const char *what, int64_t due_s, int64_t tries, int64_t sent_s, int64_t gone_s,
                const char *error)
{
    struct value *v = mails[q.mails.count++];
    v[mails_mail] = value_whole(500 + q.mails.count);
    v[mails_booking] = value_whole(77);
    v[mails_waiting] = (struct value){VALUE_null, 0, {"", 0}};
    v[mails_what] = text_of(what);
    v[mails_due_s] = value_whole(due_s);
    v[mails_tries] = value_whole(tries);
    v[mails_next_s] = value_whole(due_s + 3600);
    v[mails_sent_s] = value_or_null(sent_s);
    v[mails_gone_s] = value_or_null(gone_s);
    v[mails_error] = text_of(error);
}

static const char *ask(int post)
{
    arena_reset(&a);
    q.staff = &who;
    q.form_key = "key";
    q.app.post = post;
    q.app.site = &site;
    q.app.record = q.app.query = (struct span){"", 0};
    q.app.known = 1;
    q.app.path = SPAN("/clinic/mail");
    q.app.body = post ? SPAN("id=0123456789abcdef&key=key") : (struct span){"", 0};
    q.app.now = (struct moment){.day = TODAY, .minute = 720, .at_s = AT};
    memcpy(q.app.random, "0123456789abcdef", APP_RANDOM);
    clinic_respond(&a, &q, &reply);
    text_char(&reply.app.body, '\0');
    return reply.app.body.p;
}

static int has(const char *page, const char *what)
{
    return strstr(page, what) != NULL;
}

static void begin(int mail_set)
{
    memset(&q, 0, sizeof q);
    for (size_t i = 0; i < sizeof clinic / sizeof clinic[0]; i++)
        clinic[i] = text_of("");
    q.clinic = (struct rows){clinic, 1, clinic_remind_days + 1};
    q.mails = (struct rows){&mails[0][0], 0, mails_error + 1};
    q.mail_set = mail_set;
}

static void states(void)
{
    begin(0);
    const char *page = ask(0);
    CHECK(reply.app.status == 200 && has(page, "<h1>Mail</h1>") && has(page, "Mail is not set up"));
    CHECK(!has(page, "Send me a test") && has(page, "There was none yet"));
    begin(1);
    page = ask(0);
    CHECK(has(page, "Mail goes out") && has(page, "Nothing waits.") && has(page, "Send me a test"));
    row("booked", AT - 60, 0, 0, 0, "");
    page = ask(0);
    CHECK(has(page, "1 mail waits.") && has(page, ">waits</span>") && !has(page, "next try"));
    row("reminder", AT - 7200, 3, 0, 0, "The mail server does not answer.");
    row("test", AT - 8000, 1, AT - 7900, 0, "");
    row("offer", AT - 9000, 1, 0, AT - 8000, "The mail server said: 550 <...>");
    row("moved", AT + 600, 0, 0, 0, ""); /* not due yet */
    page = ask(0);
    CHECK(has(page, "Mail does not go out just now") && has(page, "2 mails wait.") &&
          has(page, "The mail server does not answer. It is tried again by itself"));
    CHECK(
        has(page, "next try today 11:00") && has(page, ">sent</span> today 09:48") &&
        has(page, ">not sent</span><br><span class=\"sub\">The mail server said: 550 &lt;...&gt;"));
    CHECK(has(page, "A visit is booked") && has(page, "Reminder") && has(page, ">Test<") &&
          has(page, "Offers a free time") && has(page, "A visit was moved"));
    row("booked", AT - 6000, 1, AT - 5000, 0, ""); /* another went out since */
    CHECK(has(ask(0), "Mail goes out, but for some"));
    /* An error of what was given up is no sign that mail stands still. */
    begin(1);
    row("offer", AT - 9000, 1, 0, AT - 8000, "There is no address.");
    CHECK(has(ask(0), "Mail goes out"));
    begin(1);
    for (int i = 0; i < MANY; i++)
        row(i < 20 ? "booked" : "reminder", AT - i, 1, AT, 0, "");
    CHECK(!has(ask(0), "Reminder")); /* the last twenty */
}

static void tests(void)
{
    begin(1);
    ask(1);
    CHECK(reply.app.status == 303 && strcmp(reply.app.location, "/clinic/mail") == 0);
    CHECK(reply.act_count == 1 && reply.act[0].name == ACT_mail_add && reply.act[0].count == 6);
    const struct value *v = reply.act[0].value;
    int64_t number = v[0].whole;
    CHECK(number > 0 && v[1].what == VALUE_null && v[2].what == VALUE_null &&
          strcmp(v[3].text.p, "test") == 0 && v[4].whole == who.actor.who && v[5].whole == AT);
    CHECK(reply.note_count == 1 && strcmp(reply.note[0].what, "test mail") == 0);
    ask(1);
    CHECK(reply.act[0].value[0].whole == number); /* the same form: the same mail */
    begin(0);
    ask(1);
    CHECK(reply.app.status == 303 && !reply.act_count);
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
    states();
    tests();
    return check_done("mail page");
}
