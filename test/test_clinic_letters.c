/* test_clinic_letters - letters and the handover: what they hold, what they never say, what is kept. */
#include "../core/form.h"
#include "clinic_page.h"

/* clang-format off */
#define AT(day) "2026-" day "+00:00 "
#define BY "&_by=clinician&_who=Priya+Nair%2C+GOsC+99"
#define BASIS \
    AT("10-12T09:00") "profile _id=00000000000000a1-1&born=1979&sex=female&has=blood_thinner\n" \
    AT("10-12T09:01") "episode _id=00000000000000a1-2&began=2026-10-01&number=2&side=left&below_knee=yes\n" \
    AT("10-12T09:02") "screen _id=00000000000000a1-3&extent=full&rest=no\n" \
    AT("10-12T09:06") "medicine _id=00000000000000a1-4&taking=nsaid&taking=opioid\n" \
    AT("10-13T07:00") "checkin _id=00000000000000a1-5&leg=7&back=3&reach=foot\n" \
    AT("10-20T07:00") "checkin _id=00000000000000a1-6&leg=9&back=4&reach=foot\n" \
    AT("11-24T07:00") "checkin _id=00000000000000a1-7&leg=4&back=2&reach=buttock\n"
#define FOUND \
    AT("10-12T10:00") "exam _id=00000000000000b1-1" BY "&side=left&mrc_big_toe=3&mrc_dorsiflexion=4&" \
                      "ankle_reflex=reduced&sensation=normal&slr_deg=35\n" \
    AT("10-26T10:00") "exam _id=00000000000000b1-2" BY "&side=left&mrc_big_toe=4&mrc_dorsiflexion=5&" \
                      "ankle_reflex=absent&sensation=normal&slr_deg=50\n" \
    AT("11-09T10:00") "exam _id=00000000000000b1-3" BY "&side=right&mrc_big_toe=5&knee_reflex=reduced\n" \
    AT("11-02T07:00") "motor _id=00000000000000b1-4&side=left&big_toe=weaker&heel_walk=normal\n" \
    AT("11-03T07:00") "motor _id=00000000000000b1-5&side=left&big_toe=cannot\n" \
    AT("10-12T10:20") "treatment _id=00000000000000b1-6" BY "&visit=1&technique=soft_tissue&response=same\n" \
    AT("10-26T10:20") "treatment _id=00000000000000b1-7" BY "&visit=2&technique=manipulation&response=worse\n" \
    AT("10-12T10:30") "questionnaire _id=00000000000000b1-8&name=rmdq24&score=15\n" \
    AT("11-09T10:30") "questionnaire _id=00000000000000b1-9&name=rmdq24&score=7\n"
#define RECORD BASIS FOUND
#define RED AT("11-25T03:12") "screen _id=00000000000000c1-1&extent=short&saddle=yes&both_legs=unsure\n"
/* clang-format on */

static const char *const words[] = {"gp",           "emergency",  "spinal",   "msk",
                                    "injection",    "surgery",    "vascular", "maternity",
                                    "rheumatology", "psychology", "other"};
enum { WORDS = sizeof words / sizeof words[0] };

static const char *tail_of(const char *before, const char *word)
{
    static char tail[200];
    snprintf(tail, sizeof tail, "%s%s", before, word);
    return tail;
}

/* --- what they hold ------------------------------------------------------------------------------------- */

/* Of a page, without its own words round the letter: from the first field on, or the sheet. */
static const char *letter_of(const char *page)
{
    const char *from = strstr(page, "id=\"text_1\"");
    from = from ? from : strstr(page, "class=\"sheet\"");
    return from ? from : "";
}

static void holds_deficits(void)
{
    static const char *const found[] = {
        "Left, foot up, MRC: 4 on 12 Oct, 5 on 26 Oct 2026",
        "Left, big toe up, MRC: 3 on 12 Oct, 4 on 26 Oct 2026",
        "Left, ankle reflex: reduced on 12 Oct, absent on 26 Oct 2026",
        "Left, straight leg raise: 35 degrees on 12 Oct, 50 degrees on 26 Oct 2026",
        "sensation (2 times, last 26 Oct 2026)",
        "Right, knee reflex: reduced on 9 Nov 2026",
        "Right, normal when tested: big toe up, MRC (9 Nov 2026)",
        "Left, lifting the big toe: weaker on 2 Nov, cannot on 3 Nov 2026",
        "Left, normal when tested: walking on the heel (2 Nov 2026)",
    };
    for (int i = 0; i < WORDS; i++) {
        const char *page = desk_get(RECORD, tail_of("/letter/", words[i]));
        CHECK(reply.app.status == 200);
        for (size_t k = 0; k < sizeof found / sizeof found[0]; k++)
            if (!CHECK(has(letter_of(page), found[k])))
                fprintf(stderr, "  %s: %s\n", words[i], found[k]);
    }
    /* what a person loaded from a file is no examination of the clinic's */
    static const char loaded[] = AT(
        "11-10T10:00") "exam _id=00000000000000b2-1&_by=self&_from=file&side=right&mrc_big_toe=5\n";
    CHECK(has(letter_of(desk_get(plus(RECORD, loaded), "/handover")),
              "5 on 9 Nov, 5, from the patient&#39;s own file, on 10 Nov 2026"));
    /* of many results the first and the newest, and how many between */
    char many[8000] = BASIS;
    for (int i = 1; i <= 12; i++)
        snprintf(many + strlen(many), sizeof many - strlen(many),
                 "2026-11-%02dT10:00+00:00 exam _by=clinician&_who=P&side=left&mrc_big_toe=4\n", i);
    CHECK(has(desk_get(many, "/letter/gp"),
              "4 on 1 Nov, then 3 more, 4 on 5 Nov, 4 on 6 Nov, 4 on 7 Nov"));
    /* what was taken back is no finding */
    CHECK(!has(desk_get(plus(RECORD, AT("11-25T09:00") "retract of=00000000000000b1-1" BY "\n"),
                        "/letter/gp"),
               "3 on 12 Oct"));
}

static void holds_the_rest(void)
{
    const char *page = letter_of(desk_get(RECORD, "/letter/gp"));
    CHECK(has(page, "Marta Lindqvist, about 47, born 1979, female"));
    CHECK(has(page, "Onset: 1 Oct 2026, 7 weeks ago, episode 2") &&
          has(page, "Side: left, below the knee"));
    CHECK(has(page,
              "Leg pain: first 7 of 10 on 13 Oct 2026, highest 9 of 10 on 20 Oct 2026, last 4 of "
              "10 on 24 Nov 2026 (3 answers)"));
    CHECK(
        has(page, "Back pain: first 3 of 10 on 13 Oct 2026") &&
        has(page,
            "Farthest point of the pain: first foot on 13 Oct 2026, last buttock on 24 Nov 2026"));
    CHECK(has(page, "Hands-on treatments recorded: 2, from 12 Oct 2026 to 26 Oct 2026") &&
          has(page, "26 Oct 2026: manipulation; straight afterwards worse"));
    CHECK(has(page, "For pain: nsaid, opioid (told 12 Oct 2026)") &&
          has(page, "Blood thinner: yes"));
    CHECK(has(page, "lower is better): 15 on 12 Oct 2026, 7 on 9 Nov 2026"));
    CHECK(has(page, "Tom Achterberg, GOsC 1234"));
    CHECK(has(page, "Please consider referral to the spinal service"));
    /* what the refer page kept is its first words, while it is fresh */
#define REFERRED(day, why)                                                                         \
    plus(RECORD, AT(day "T09:00") "referral _by=clinician&to=gp&why=" why "\n")
    CHECK(has(desk_get(REFERRED("11-24", "Weak+foot"), "/letter/gp"),
              "female\nWeak foot</textarea>"));
    CHECK(!has(desk_get(REFERRED("11-01", "Old+words"), "/letter/gp"), "female\nOld words"));
    CHECK(has(reply.app.body.p, "Referred: 1 Nov 2026, to GP: Old words"));
    CHECK(!has(desk_get(REFERRED("11-24", "Weak+foot"), "/letter/spinal"), "female\nWeak foot"));
}

/* --- answers ------------------------------------------------------------------------------------------------ */

static void answers(void)
{
    const char *page = letter_of(desk_get(RECORD RED, "/letter/emergency"));
    CHECK(has(page, "Altered saddle sensation (perianal, perineal, genital): YES, 25 Nov 03:12"));
    CHECK(has(page, "New pain, tingling or numbness in both legs: UNSURE, 25 Nov 03:12"));
    CHECK(has(page,
              "Weakness of both legs or feet: no, 12 Oct 09:02")); /* the short one left it out */
    CHECK(has(page, "Could this be cauda equina syndrome? Please assess now. MRI as an emergency"));
    CHECK(has(page, "within 4 hours of the request"));
    CHECK(has(page, "(perianal, perineal, genital): emergency, since 25 Nov 2026, answered YES"));
    /* a later no does not take the yes away */
    page = letter_of(desk_get(plus(RECORD RED, AT("11-25T08:00") "screen extent=short&rest=no\n"),
                              "/letter/gp"));
    CHECK(has(page, "genital): YES, 25 Nov 03:12; later no, 25 Nov 08:00"));
    /* nor does taking it back hide it */
    page = letter_of(desk_get(plus(RECORD RED, AT("11-25T03:20") "retract of=00000000000000c1-1\n"),
                              "/letter/gp"));
    CHECK(has(page, "genital): YES, 25 Nov 03:12, taken back since"));
    /* who looked into it */
    page = letter_of(
        desk_get(plus(RECORD RED, AT("11-25T11:00") "clearance _by=clinician&flag=all&seen_by="
                                                    "hospital&seen_on=2026-11-25&outcome=Scan+"
                                                    "clear\n"),
                 "/letter/gp"));
    CHECK(
        has(page,
            "Cleared by a clinician: 25 Nov 11:00, seen by: hospital on 25 Nov 2026. Scan clear"));
    /* the hours are one country's */
    site.country = country_find("DE");
    if (site.country)
        CHECK(!has(desk_get(RECORD RED, "/letter/emergency"), "4 hours"));
    site.country = country_find("GB");
}

static void unknown(void)
{
    const char *page =
        letter_of(desk_get(AT("11-25T08:00") "card name=cauda_equina\n", "/handover"));
    CHECK(reply.app.status == 200);
    CHECK(times(page, "<b>no,") == 0 && times(page, "Answered no") == 0);
    CHECK(times(page, "<b>not asked</b>") == 10);
    CHECK(has(page, "No examination here is in the record"));
    CHECK(has(page, "Onset:</span> <b>not told") && has(page, "Leg pain:</span> <b>not told") &&
          has(page, "For pain:</span> <b>not told") &&
          has(page, "Blood thinner:</span> <b>none is in the "
                    "record; whether one is taken is not known"));
    /* the short screen asks no more than it asks */
    page = letter_of(desk_get(AT("11-25T08:00") "screen extent=short&rest=no\n", "/handover"));
    CHECK(
        has(page,
            "Altered saddle sensation (perianal, perineal, genital):</span> <b>no, 25 Nov 08:00"));
    CHECK(has(page, "ejaculatory difficulty:</span> <b>not asked</b>") &&
          has(page, "stairs cannot be climbed:</span> <b>not asked</b>"));
    CHECK(has(page, "Not asked:</span> <b>Recent infection"));
    CHECK(has(page, "Answered no, 25 Nov 08:00:</span> <b>Feverish"));
    /* a question that its answer names only */
    page = letter_of(desk_get(AT("11-25T08:00") "screen extent=full&saddle=no\n", "/handover"));
    CHECK(times(page, "<b>no, ") == 1);
    /* opened by the profile afterwards: that screen did not ask it */
#define SURGERY AT("11-25T09:00") "profile surgery=2026-11-20\n"
    static const char asked[] = AT("11-25T10:00") "screen extent=short&rest=no\n";
    CHECK(!has(desk_get(AT("11-25T08:00") "screen extent=full&rest=no\n" SURGERY, "/handover"),
               "After spinal surgery or injection"));
    CHECK(has(desk_get(plus(SURGERY, asked), "/handover"), "After spinal surgery or injection"));
}

/* Thoughts of self-harm go to whoever can act on them, and a letter without them says nothing wrong. */
static void private_answers(void)
{
    static const char harm[] = BASIS AT("11-25T08:00") "screen extent=full&self_harm=yes\n";
    for (int i = 0; i < WORDS; i++) {
        const char *page = letter_of(desk_get(harm, tail_of("/letter/", words[i])));
        int meant = strcmp(words[i], "gp") == 0 || strcmp(words[i], "emergency") == 0 ||
                    strcmp(words[i], "psychology") == 0;
        CHECK(has(page, "self-harm") == meant);
        CHECK(!has(page, "No answer or finding is open"));
    }
    CHECK(has(desk_get(harm, "/handover"), "Thoughts of self-harm"));
    CHECK(has(desk_get(RECORD, "/letter/other"), "open"));
}

static void claims(void)
{
    static const char *const never[] = {"red flag",  "cure",          "95",     "all clear",
                                        "ruled out", "excluded",      "safe ",  "heal",
                                        "guarantee", "will recover",  "proven", "thanks to",
                                        "caused by", "responded well"};
    const char *records[] = {RECORD, RECORD RED, BASIS,
                             AT("11-25T08:00") "card name=cauda_equina\n"};
    for (int r = 0; r < 4; r++)
        for (int i = -1; i < WORDS; i++) {
            const char *page = letter_of(
                desk_get(records[r], i < 0 ? "/handover" : tail_of("/letter/", words[i])));
            CHECK(page[0] != '\0');
            for (size_t k = 0; k < sizeof never / sizeof never[0]; k++)
                if (!CHECK(!has(page, never[k])))
                    fprintf(stderr, "  %s: %s\n", i < 0 ? "handover" : words[i], never[k]);
        }
}

/* --- what is kept -------------------------------------------------------------------------------------------- */

static const char *unescaped(const char *p, size_t n)
{
    static const struct {
        const char *as, *is;
    } of[] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"}};
    static char out[1 << 14];
    size_t to = 0;
    for (size_t i = 0; i < n && to + 2 < sizeof out; i++) {
        out[to] = p[i];
        for (size_t k = 0; k < sizeof of / sizeof of[0]; k++)
            if (strncmp(p + i, of[k].as, strlen(of[k].as)) == 0) {
                out[to] = of[k].is[0];
                i += strlen(of[k].as) - 1;
                break;
            }
        if (out[to] == '\n') /* as a browser sends it */
            out[to++] = '\r', out[to] = '\n';
        to++;
    }
    out[to] = '\0';
    return out;
}

/* The fields of a drafted page, as a browser sends them. */
static char *fields_of(const char *page, size_t *ret_longest)
{
    static char out[1 << 16];
    static unsigned char mem[1 << 18];
    struct arena own = {.base = mem, .size = sizeof mem, .fail = stop};
    struct text t = {.mem = &own};
    *ret_longest = 0;
    for (const char *p = page; (p = strstr(p, "<textarea")); p++) {
        const char *name = strstr(p, "name=\"") + 6, *from = strstr(p, ">\n") + 2;
        const char *end = strstr(from, "</textarea>");
        const char *plain = unescaped(from, (size_t)(end - from));
        if (t.len)
            text_char(&t, '&');
        text_add(&t, name, strcspn(name, "\""));
        text_char(&t, '=');
        form_encode(&t, plain, strlen(plain));
        *ret_longest = strlen(plain) > *ret_longest ? strlen(plain) : *ret_longest;
    }
    snprintf(out, sizeof out, "%.*s", (int)t.len, t.p);
    return out;
}

static const char *sent_tail(void)
{
    static char tail[200];
    const char *at = reply.app.location ? strstr(reply.app.location, "/letter-sent/") : NULL;
    snprintf(tail, sizeof tail, "%s", at ? at : "/nowhere");
    return tail;
}

static void kept(void)
{
    size_t longest;
    for (int i = 0; i < WORDS; i++) {
        const char *body = fields_of(desk_get(RECORD RED, tail_of("/letter/", words[i])), &longest);
        CHECK(longest <= 1000);
        desk_post(RECORD RED, tail_of("/letter/", words[i]), body);
        CHECK(went_to("/letter-sent/0123456789abcdef-1"));
        CHECK(wrote_kinds("letter") == 1 && wrote_kinds("referral") == 0);
        CHECK(has(reply.app.facts.p, "_by=clinician&_who=Tom+Achterberg%2C+GOsC+1234"));
        CHECK(reply.note_count == 1 && strcmp(reply.note[0].what, "letter") == 0);
        const char *page = desk_get(with_new(RECORD RED), sent_tail());
        CHECK(reply.app.status == 200 && has(page, "<h2>Examination and strength</h2>"));
        CHECK(has(page, "<p>Left, big toe up, MRC: 3 on 12 Oct, 4 on 26 Oct 2026</p>"));
        CHECK(has(page, "<title>Letter Marta Lindqvist 2026-11-25"));
        CHECK(has(page, "Written by Tom Achterberg, GOsC 1234"));
    }
    desk_post(RECORD, "/letter/gp", "text_1=Dear&text_3=Bye&name=Dr+Patel&referral=yes");
    CHECK(wrote("letter", "to=gp") && wrote("letter", "name=Dr+Patel") &&
          wrote("referral", "to=gp"));
    CHECK(times(reply.app.facts.p, "&text=") == 2);
    const char *record = with_new(RECORD), *page = desk_get(record, "/letters");
    CHECK(has(page, "letter-sent/0123456789abcdef-1") && has(page, "Dr Patel"));
    page = desk_get(record, "/letter/gp?from=0123456789abcdef-1");
    CHECK(times(page, "<textarea") == 4 && has(page, "\nDear</textarea>") &&
          has(page, "Dr Patel</textarea>"));
    CHECK(has(page, "stays as it was") &&
          has(page, "A referral to them is recorded today already"));
}

static void not_kept(void)
{
    static char body[3000] = "name=A&text_1=Short&text_2=";
    const char *page;
    memset(body + strlen(body), 'x', 1001);
    page = desk_post(RECORD, "/letter/gp", body);
    CHECK(reply.app.status == 422 && kept_nothing());
    CHECK(has(page, "href=\"#text_2\"") && has(page, "Short</textarea>") &&
          has(page, "xxx</textarea>"));
    desk_post(RECORD, "/letter/gp", "name=A");
    CHECK(reply.app.status == 422 && kept_nothing());
    desk_post(RECORD, "/letter/nobody", "text_1=A");
    CHECK(reply.app.status == 404 && kept_nothing());
    CHECK(desk_get(RECORD, "/letter/nobody") && reply.app.status == 404);
    CHECK(desk_get(RECORD, "/letter-sent/0123456789abcdef-1") && reply.app.status == 404);
    CHECK(desk_get(RECORD, "/letter-sent/00000000000000b1-1") &&
          reply.app.status == 404); /* an exam */
    CHECK(desk_get(RECORD, "/letter-sent/x") && reply.app.status == 404);
    desk_post(RECORD, "/handover", "text_1=A");
    CHECK(reply.app.status == 405 && kept_nothing());
}

/* Something was told while the letter was being written. */
static void raced(void)
{
    seen_facts = lines_of(RECORD);
    const char *page = desk_post(RECORD RED, "/letter/gp", "text_1=Mine");
    CHECK(reply.app.status == 409 && kept_nothing());
    CHECK(has(page, "New in the record since you began") && has(page, "Mine</textarea>") &&
          has(page, "name=\"seen\" value=\"all\""));
    CHECK(has(page, "Safety questions, today 03:12"));
    desk_post(RECORD RED, "/letter/gp", "text_1=Mine&seen=all");
    CHECK(reply.app.status == 303 && wrote("letter", "text=Mine"));
    /* what a letter does not tell of is no race */
    desk_post(plus(RECORD, AT("11-25T08:00") "walk minutes=10\n"), "/letter/gp", "text_1=Mine");
    CHECK(reply.app.status == 303);
    seen_facts = -1;
}

static void escaped(void)
{
#define EVIL "%3Cscript%3Ealert(1)%3C%2Fscript%3E"
    static const char evil[] =
        BASIS AT("11-20T10:00") "history _by=clinician&past=" EVIL "&medicines=" EVIL "\n" AT(
            "11-20T10:01") "exam _by=clinician&side=left&note=" EVIL
                           "\n" AT("11-20T10:02") "questionnaire name=" EVIL "&score=1\n" AT(
                               "11-20T10:03") "goal activity=" EVIL "&score=1\n";
    const char *tails[] = {"/letter/gp", "/handover", "/letters"};
    for (int i = 0; i < 3; i++)
        CHECK(!has(desk_get(evil, tails[i]), "<script>") && reply.app.status == 200);
    CHECK(has(desk_get(evil, "/letter/gp"), "&lt;script&gt;"));
    desk_post(RECORD, "/letter/gp", "text_1=" EVIL "&name=" EVIL);
    const char *record = with_new(RECORD);
    const char *page = desk_get(record, sent_tail());
    CHECK(!has(page, "<script>") && has(page, "&lt;script&gt;"));
    page = desk_get(record, "/letters");
    CHECK(!has(page, "<script>") && has(page, "&lt;script&gt;"));
}

/* However long a record is, its letter can be kept. */
static void longest(void)
{
    static char record[60000] = BASIS;
    static const char *const keys[] = {"presenting", "past",     "medicines", "family",
                                       "social",     "findings", "impression"};
    size_t longest_text;
    char *p = record + strlen(record);
    for (int i = 0; i < 60; i++)
        p += sprintf(
            p,
            "2026-%02d-%02dT10:00+00:00 exam _by=clinician&_who=P&side=%s&mrc_big_toe=%d&mrc_"
            "dorsiflexion=%d&mrc_plantarflexion=4&mrc_knee_extension=4&knee_reflex=reduced&"
            "ankle_reflex=absent&sensation=reduced&slr_deg=%d&slump=positive&crossed_slr=negative\n"
            "2026-%02d-%02dT11:00+00:00 treatment _by=clinician&technique=manipulation&response="
            "same\n",
            10 + i / 30, 1 + i % 28, i % 2 ? "left" : "right", i % 5, i % 4, 30 + i, 10 + i / 30,
            1 + i % 28);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        p += sprintf(p, "2026-11-20T10:00+00:00 history _by=clinician&%s=", keys[i]);
        for (int k = 0; k < 330; k++)
            p += sprintf(p, "%%C3%%B6");
        p += sprintf(p, "\n");
    }
    const char *page = desk_get(record, "/letter/gp");
    CHECK(times(page, "<textarea") <= 22 && has(page, "The record holds more than a letter can"));
    CHECK(has(page, "Tom Achterberg, GOsC 1234\n"));
    desk_post(record, "/letter/gp", fields_of(page, &longest_text));
    CHECK(longest_text <= 1000 && reply.app.status == 303 && wrote_kinds("letter") == 1);
}

/* A patient's browser may load a file that says anything: no letter of the clinic comes of it. */
#define FORGED(by)                                                                                 \
    RECORD AT("11-24T08:00") "letter _id=00000000000000f1-1" by                                    \
                             "&_who=Tom+Achterberg&to=gp&name=Dr+Patel&text=Oxycodone+80+mg\n"
static void forged(void)
{
    static const char *const records[] = {FORGED("&_by=self&_from=file"), FORGED("&_by=self"),
                                          FORGED("&_by=clinician&_from=file")};
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
        CHECK(!has(desk_get(records[i], "/letters"), "Dr Patel"));
        desk_get(records[i], "/letter-sent/00000000000000f1-1");
        CHECK(reply.app.status == 404 && !has(reply.app.body.p, "Oxycodone"));
        CHECK(!has(desk_get(records[i], "/letter/gp?from=00000000000000f1-1"), "Oxycodone"));
    }
    CHECK(has(desk_get(FORGED("&_by=clinician"), "/letters"), "Dr Patel"));
}

static void doors(void)
{
    static const char *const tails[] = {"/letters", "/letter/gp", "/letter-sent/0123456789abcdef-1",
                                        "/handover"};
    for (int i = 0; i < 4; i++) {
        char path[200];
        int64_t number;
        snprintf(path, sizeof path, PATIENT "%s", tails[i]);
        const struct clinic_route *r = clinic_route(span(path), &number);
        CHECK(r && r->roles == ROLES_clinical && !(r->roles >> ROLE_desk & 1) &&
              r->reads & READS_record && number == 0x33333333333333);
    }
    desk_get(RECORD RED, "/handover");
    CHECK(!reply.app.facts.len && !reply.act_count && reply.note_count == 1 &&
          strcmp(reply.note[0].what, "handover") == 0);
    CHECK(!has(reply.app.body.p, "<form method=\"post\" action=\"/clinic/patient"));
    site.demo = 1;
    CHECK(has(letter_of(desk_get(RECORD, "/handover")), "This patient is invented"));
    site.demo = 0;
    CHECK(!has(letter_of(desk_get(RECORD, "/handover")), "invented"));
}

int main(void)
{
    clinic_page_begin();
    clock_day = 20782; /* 2026-11-25 */
    holds_deficits();
    holds_the_rest();
    answers();
    unknown();
    private_answers();
    claims();
    kept();
    not_kept();
    raced();
    escaped();
    longest();
    forged();
    doors();
    return check_done("clinic letters");
}
