/* test_clinic_recording - examination, treatment, history and instruments: what each page writes. */
#include "cases.h"
#include "clinic_page.h"

#include <dirent.h>

#define DAY "2026-11-20T"
#define BASIS                                                                                      \
    DAY "07:00+00:00 profile _id=00000000000000a1-1&born=1979&sex=female\n" DAY                    \
        "07:01+00:00 episode _id=00000000000000a1-2&began=2026-11-01&number=1&side=right\n" DAY    \
        "07:02+00:00 screen _id=00000000000000a1-3&extent=full&rest=no\n" DAY                      \
        "07:03+00:00 checkin _id=00000000000000a1-4&leg=4&back=2&reach=thigh&morning=same\n"
#define BY "&_by=clinician&_who=Priya+Nair"
#define EXAM                                                                                       \
    "2026-11-10T09:00+00:00 exam _id=00000000000000b1-1" BY                                        \
    "&side=right&slr_deg=35&mrc_big_toe=4&mrc_dorsiflexion=5&ankle_reflex=normal\n"

/* --- examination ------------------------------------------------------------------------------------------ */

static void exam_page(void)
{
    const char *page = desk_get(BASIS EXAM, "/exam");
    CHECK(reply.app.status == 200 && has(page, "Marta Lindqvist"));
    /* the painful side first, and nothing chosen */
    CHECK(strstr(page, "Right leg (painful)") < strstr(page, "Left leg"));
    CHECK(!has(page, " checked"));
    CHECK(has(page, "Last: 4, 10 Nov 2026") && has(page, "Last: 35°, 10 Nov 2026"));
    /* each tap has its label */
    CHECK(times(page, "<label for=") ==
          times(page, "type=\"radio\"") + times(page, "type=\"checkbox\"") + 3);
    /* what a tap means is there before anything is sent: 3 is weak, 4 where it was 5 is less */
    CHECK(has(page, "name=\"right_mrc_big_toe\" value=\"3\" class=\"weak\""));
    CHECK(has(page, "name=\"right_mrc_dorsiflexion\" value=\"4\" class=\"less\""));
    CHECK(has(page, "name=\"right_mrc_big_toe\" value=\"4\">"));
    CHECK(has(page, "name=\"left_mrc_big_toe\" value=\"4\" class=\"first\""));
    CHECK(has(page, "MRC 3 or less: same day."));
}

static void exam_facts(void)
{
    desk_post(BASIS EXAM, "/exam",
              "right_slr_deg=50&right_mrc_big_toe=4&right_mrc_dorsiflexion=&left_rest=normal&"
              "shift=left&wasting=none&note=steady");
    CHECK(went_to(""));
    CHECK(wrote_kinds("exam") == 2);
    CHECK(wrote("exam", "side=right") && wrote("exam", "slr_deg=50") &&
          wrote("exam", "mrc_big_toe=4") && wrote("exam", "shift=left") &&
          wrote("exam", "note=steady") && !wrote("exam", "ankle_reflex=normal"));
    CHECK(!has(reply.app.facts.p, "mrc_dorsiflexion=&"));
    CHECK(wrote_nth("exam", 1, "side=left") && wrote_nth("exam", 1, "mrc_knee_extension=5") &&
          wrote_nth("exam", 1, "slump=negative") && !wrote_nth("exam", 1, "slr_deg=90") &&
          !wrote_nth("exam", 1, "shift=left"));
    CHECK(wrote("exam", "_by=clinician") && wrote("exam", "_who=Tom+Achterberg%2C+GOsC+1234"));
    CHECK(reply.note_count == 1 && strcmp(reply.note[0].what, "exam") == 0 &&
          reply.note[0].patient == 0x33333333333333);

    /* missing is never normal */
    desk_post(BASIS, "/exam", "left_slump=negative");
    CHECK(wrote("exam", "slump=negative") && !has(reply.app.facts.p, "mrc_"));
}

static void exam_route(void)
{
    desk_post(BASIS EXAM, "/exam", "right_mrc_big_toe=3");
    CHECK(went_to("/clear?after=exam"));
    const char *page = desk_get(with_new(BASIS EXAM), "/clear?after=exam");
    CHECK(has(page, "The examination is kept, and the plan has stopped"));
    CHECK(has(page, "value=\"motor\""));

    desk_post(BASIS EXAM, "/exam", "right_mrc_dorsiflexion=4");
    CHECK(went_to("/refer?after=exam"));
    CHECK(has(desk_get(BASIS EXAM, "/refer?after=exam"), "a deficit is worse than last time"));
    desk_post(BASIS EXAM, "/exam", "right_mrc_big_toe=4"); /* as it was */
    CHECK(went_to(""));
    desk_post(BASIS EXAM, "/exam", "left_mrc_big_toe=4"); /* of the other side nothing is known */
    CHECK(went_to(""));
}

static void exam_errors(void)
{
    const char *page = desk_post(BASIS, "/exam", "right_slr_deg=600&right_slump=positive");
    CHECK(reply.app.status == 422 && kept_nothing());
    CHECK(has(page, "error-summary") && has(page, "href=\"#right_slr_deg\""));
    CHECK(has(page, "value=\"600\"") && has(page, "value=\"positive\" checked"));
    page = desk_post(BASIS, "/exam", "left_mrc_big_toe=7");
    CHECK(reply.app.status == 422 && has(page, "href=\"#left_mrc_big_toe\"") &&
          has(page, "id=\"left_mrc_big_toe\""));
    page = desk_post(BASIS, "/exam", "note=");
    CHECK(reply.app.status == 422 && has(page, "Nothing is filled in yet"));
    page = desk_post(BASIS, "/exam", "right_slr_deg=600&note=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    CHECK(!has(page, "<script>") && has(page, "&lt;script&gt;"));
}

/* --- corrections and races ---------------------------------------------------------------------------------- */

static void corrections(void)
{
    const char *page = desk_get(BASIS EXAM, "/exam?correct=00000000000000b1-1");
    CHECK(has(page, "name=\"correct\" value=\"00000000000000b1-1\"") && has(page, "correct it"));
    CHECK(has(page, "name=\"right_mrc_big_toe\" value=\"4\" class=\"first\" checked") &&
          has(page, "value=\"35\""));
    CHECK(!has(page, "Left leg"));
    desk_post(BASIS EXAM, "/exam",
              "correct=00000000000000b1-1&right_slr_deg=53&right_mrc_big_toe=4");
    CHECK(went_to("") && wrote_kinds("exam") == 1);
    CHECK(has(reply.app.facts.p, "2026-11-10T09:00+00:00 exam "));
    CHECK(wrote("exam", "slr_deg=53") && wrote("retract", "of=00000000000000b1-1") &&
          wrote("retract", "why=corrected") && wrote("retract", "_by=clinician"));
    page = desk_get(with_new(BASIS EXAM), "/exam");
    CHECK(has(page, "Last: 53°, 10 Nov 2026") && !has(page, "Last: 35°"));

    /* a weakness mistyped: the plan goes on once it is corrected */
    static const char weak[] =
        BASIS "2026-11-20T09:00+00:00 exam _id=00000000000000b2-1" BY "&side=right&mrc_big_toe=3\n";
    CHECK(plan_of(weak, 20777)->route == routes_same_day);
    desk_post(weak, "/exam", "correct=00000000000000b2-1&right_mrc_big_toe=5");
    CHECK(went_to(""));
    CHECK(plan_of(with_new(weak), 20777)->route < routes_same_day);

    /* the patient's own facts and those of another kind are not corrected here */
    CHECK(!has(desk_get(BASIS EXAM, "/exam?correct=00000000000000a1-4"), "correct it"));
    CHECK(!has(desk_get(BASIS EXAM, "/treatment?correct=00000000000000b1-1"), "correct it"));
    desk_post(BASIS EXAM, "/exam", "correct=00000000000000a1-4&right_slr_deg=53");
    CHECK(wrote_kinds("retract") == 0);
}

static void races(void)
{
    static const char body[] = "right_slr_deg=53&note=mine";
    seen_facts = lines_of(BASIS);
    const char *page = desk_post(BASIS EXAM, "/exam", body);
    CHECK(reply.app.status == 409 && kept_nothing());
    CHECK(has(page, "Priya Nair") && has(page, "35") && has(page, "mine"));
    CHECK(has(page, "name=\"corrects\" value=\"00000000000000b1-1\""));
    CHECK(has(page, "name=\"facts\" value=\"5\"") && times(page, "name=\"facts\"") == 1);
    CHECK(has(page, "Keep both") && has(page, "Mine corrects theirs") &&
          has(page, "Leave mine out"));

    seen_facts = -1;
    desk_post(BASIS EXAM, "/exam", "right_slr_deg=53&race=both&corrects=00000000000000b1-1");
    CHECK(wrote_kinds("exam") == 1 && wrote_kinds("retract") == 0);
    desk_post(BASIS EXAM, "/exam", "right_slr_deg=53&race=mine&corrects=00000000000000b1-1");
    CHECK(wrote_kinds("exam") == 1 && wrote("retract", "of=00000000000000b1-1"));
    desk_post(BASIS EXAM, "/exam", "right_slr_deg=53&race=mine&corrects=00000000000000a1-4");
    CHECK(wrote_kinds("retract") ==
          0); /* what the patient said is nobody's to correct in passing */

    /* a check-in of the patient's is no race of an exam's */
    seen_facts = 3;
    desk_post(BASIS, "/exam", body);
    CHECK(reply.app.status == 303);
    seen_facts = -1;
}

static void taking_back(void)
{
    const char *page = desk_get(BASIS EXAM, "/take-back?of=00000000000000b1-1");
    CHECK(reply.app.status == 200 && has(page, "name=\"of\" value=\"00000000000000b1-1\""));
    desk_get(BASIS EXAM, "/take-back?of=00000000000000b1-9");
    CHECK(reply.app.status == 404);
    page = desk_post(BASIS EXAM, "/take-back", "of=00000000000000b1-1&why=++");
    CHECK(reply.app.status == 422 && kept_nothing() && has(page, "href=\"#why\""));
    desk_post(BASIS EXAM, "/take-back", "of=00000000000000b1-1&why=wrong+patient");
    CHECK(went_to("") && wrote("retract", "of=00000000000000b1-1") &&
          wrote("retract", "why=wrong+patient"));
}

static int visit_acts(void)
{
    int n = 0;
    for (int i = 0; i < reply.act_count; i++)
        n += reply.act[i].name == ACT_patient_visit;
    return n;
}

/* Whatever a clinic writes must be kept, also of somebody who was examined and never treated. */
static void kept_by_law(void)
{
    desk_post(BASIS, "/exam", "left_slump=negative");
    CHECK(visit_acts() == 2 && reply.act[0].value[1].whole == 20777 &&
          reply.act[0].value[2].whole == retain_day(site.country, 20777, 1979));
    desk_post(BASIS, "/history", "presenting=leg+pain");
    CHECK(visit_acts() == 1 && reply.act[0].value[1].what == VALUE_null && /* not a visit */
          reply.act[0].value[2].whole == retain_day(site.country, 20777, 1979));
    desk_post(BASIS, "/refer", "to=gp&why=lost+weight");
    CHECK(visit_acts() == 1);
}

/* --- treatment ------------------------------------------------------------------------------------------------ */

static void treatment_facts(void)
{
    static const char one[] = BASIS "2026-11-20T09:30+00:00 treatment _id=00000000000000c1-1" BY
                                    "&visit=1&consent=given&technique=soft_tissue\n";
    CHECK(has(desk_get(one, "/treatment"), "Visit 2 of this episode, Riverside"));
    CHECK(!has(desk_get(one, "/treatment"), " checked"));
    desk_post(one, "/treatment",
              "consent=given&chaperone=declined&technique=articulation&technique=neural&level=L5&"
              "level=SI&response=better&note=well&next=2026-11-27");
    CHECK(went_to("") && wrote("treatment", "visit=2") && wrote("treatment", "consent=given") &&
          wrote("treatment", "technique=articulation") && wrote("treatment", "technique=neural") &&
          wrote("treatment", "level=L5") && wrote("treatment", "level=SI") &&
          wrote("treatment", "response=better") && wrote("treatment", "next=2026-11-27") &&
          wrote("treatment", "site=Riverside"));
    CHECK(visit_acts() == 2 && reply.act[0].value[0].whole == 0x33333333333333 &&
          reply.act[0].value[1].whole == 20777 &&
          reply.act[0].value[2].whole > reply.act[0].value[1].whole);

    const char *page = desk_post(one, "/treatment", "technique=neural");
    CHECK(reply.app.status == 422 && kept_nothing() && has(page, "href=\"#consent\""));
    page = desk_post(one, "/treatment", "consent=declined&technique=neural");
    CHECK(reply.app.status == 422 && has(page, "href=\"#technique\""));
    desk_post(one, "/treatment", "consent=declined&note=not+today");
    CHECK(went_to("") && wrote("treatment", "consent=declined"));
    page = desk_post(one, "/treatment", "consent=given&technique=neural&next=2036-11-27");
    CHECK(reply.app.status == 422 && has(page, "href=\"#next\"")); /* a slip of one digit */
    page = desk_post(one, "/treatment", "consent=given&technique=neural&next=2026-11-20");
    CHECK(reply.app.status == 422);

    /* a correction keeps the number, the day and the place of the visit */
    clock_day = 20780;
    desk_post(one, "/treatment", "correct=00000000000000c1-1&consent=given&technique=exercise");
    CHECK(wrote("treatment", "visit=1") &&
          has(reply.app.facts.p, "2026-11-20T09:30+00:00 treatment") &&
          !has(reply.app.facts.p, "site=") && reply.act[0].value[1].whole == 20777);
    clock_day = 0;
}

static void caution(const char *fact, const char *words)
{
    char record[4000];
    static const char plain[] = "consent=given&technique=manipulation&level=L5";
    snprintf(record, sizeof record, "%s%s", BASIS, fact);
    CHECK(has(desk_get(record, "/treatment"), words));
    const char *page = desk_post(record, "/treatment", plain);
    if (!CHECK(reply.app.status == 422 && kept_nothing() && has(page, "href=\"#why\"")))
        fprintf(stderr, "  %s\n", words);
    page = desk_post(record, "/treatment", "consent=given&technique=manipulation&level=L5&why=+");
    CHECK(reply.app.status == 422);
    desk_post(record, "/treatment",
              "consent=given&technique=manipulation&level=L5&why=asked+for%2C+gently");
    CHECK(went_to("") && wrote("treatment", "why=asked+for%2C+gently"));
    desk_post(record, "/treatment", "consent=given&technique=soft_tissue");
    CHECK(went_to(""));
}

#define TODAY "2026-11-20T08:00+00:00 "
static void cautions(void)
{
    desk_post(BASIS, "/treatment", "consent=given&technique=manipulation");
    CHECK(went_to("") && !has(desk_get(BASIS, "/treatment"), "Against manipulation"));
    caution(TODAY "profile has=osteoporosis\n", "Thin bones");
    caution(TODAY "profile has=steroids\n", "steroid");
    caution(TODAY "profile has=blood_thinner\n", "blood thinner");
    caution(TODAY "profile pregnant_weeks=20\n", "Pregnant");
    caution(TODAY "profile surgery=2026-09-10\n", "spinal operation");
    caution(TODAY "screen extent=short&saddle=yes\n", "An urgent answer stands");
    caution(TODAY "screen extent=short&weaker=unsure\n", "neurological deficit");
    caution(TODAY "motor side=right&big_toe=weaker\n", "neurological deficit");
    caution(EXAM TODAY "exam _id=00000000000000b3-1" BY "&side=right&mrc_big_toe=4&"
                       "ankle_reflex=reduced\n",
            "neurological deficit");
    /* an operation long ago, a weakness as it was: none */
    CHECK(!has(desk_get(BASIS TODAY "profile surgery=2026-05-10\n", "/treatment"),
               "Against manipulation"));
    CHECK(!has(desk_get(BASIS EXAM TODAY "exam _id=00000000000000b3-1" BY
                                         "&side=right&mrc_big_toe=4\n",
                        "/treatment"),
               "Against manipulation"));
}

/* --- history ---------------------------------------------------------------------------------------------------- */

#define HISTORY                                                                                    \
    "2026-11-20T09:10+00:00 history _id=00000000000000d1-1" BY                                     \
    "&presenting=Leg%0D%0Apain&past=none&impression=L5\n"

static void history_facts(void)
{
    const char *page = desk_get(BASIS HISTORY TODAY "profile has=diabetes\n", "/history");
    CHECK(has(page, "Leg\r\npain</textarea>") && has(page, "L5</textarea>"));
    CHECK(has(page, "value=\"diabetes\" checked") &&
          has(page, "type=\"hidden\" name=\"had\" value=\"diabetes\""));
    page = desk_post(BASIS HISTORY, "/history",
                     "presenting=Leg%0D%0Apain&past=none&impression=L5&born=1979&took=0");
    CHECK(reply.app.status == 422 && kept_nothing()); /* nothing is different */
    desk_post(BASIS HISTORY, "/history",
              "presenting=Leg%0D%0Apain&past=none&impression=S1&born=1979&took=0");
    CHECK(went_to("") && wrote("history", "impression=S1") && wrote("history", "past=none"));
    CHECK(wrote_kinds("profile") == 0 && wrote_kinds("retract") == 0); /* the earlier text stays */
    CHECK(has(desk_get(with_new(BASIS HISTORY), "/history"), "S1</textarea>"));

    desk_post(BASIS TODAY "profile has=diabetes\n", "/history",
              "had=diabetes&has=blood_thinner&born=1979&took=0&taking=nsaid&surgery=2026-10-01");
    CHECK(wrote("profile", "has=blood_thinner") && wrote("profile", "has_not=diabetes") &&
          wrote("profile", "surgery=2026-10-01") && !has(reply.app.facts.p, "born=") &&
          wrote("medicine", "taking=nsaid"));
    CHECK(wrote("profile", "_by=clinician"));
    /* what the patient told while the page was open stays */
    desk_post(BASIS TODAY "profile has=steroids\n", "/history", "has=heart&born=1979&took=0");
    CHECK(wrote("profile", "has=heart") && !has(reply.app.facts.p, "has_not"));
    desk_post(BASIS TODAY "profile has=diabetes\n", "/history",
              "had=diabetes&has=diabetes&has=heart&born=1979&took=0");
    CHECK(wrote("profile", "has=heart") && !has(reply.app.facts.p, "diabetes"));
    /* what was emptied stays empty when the page comes back */
    page = desk_post(BASIS HISTORY, "/history", "presenting=&born=2979&took=0");
    CHECK(reply.app.status == 422 && !has(page, "Leg\r\npain"));
    page = desk_post(BASIS, "/history", "born=2979&took=0");
    CHECK(reply.app.status == 422 && has(page, "href=\"#born\""));
    page = desk_post(BASIS, "/history", "surgery=2027-10-01&took=0");
    CHECK(reply.app.status == 422 && has(page, "href=\"#surgery\""));
    page = desk_post(BASIS, "/history", "presenting=%3Cq%3E&taking=none&taking=nsaid&took=0");
    CHECK(reply.app.status == 422 && has(page, "&lt;q&gt;") && !has(page, "<q>"));
}

/* --- instruments --------------------------------------------------------------------------------------------------- */

static void rmdq(void)
{
    const char *page = desk_get(BASIS, "/instrument/rmdq24");
    CHECK(times(page, "name=\"item\"") == 24 && !has(page, " checked"));
    CHECK(has(page, "I get dressed more slowly then usual because of my back."));
    CHECK(has(page, "Spine 1983;8:141-144"));
    desk_post(BASIS, "/instrument/rmdq24", "item=1&item=9&item=24&on=2026-11-18");
    CHECK(went_to("/instrument") && wrote("questionnaire", "name=rmdq24") &&
          wrote("questionnaire", "score=3") && wrote("questionnaire", "answer=24"));
    CHECK(has(reply.app.facts.p, "2026-11-18T"));
    page = desk_post(BASIS, "/instrument/rmdq24", "on=");
    CHECK(reply.app.status == 422 && has(page, "href=\"#item\"")); /* no tick is not nought */
    desk_post(BASIS, "/instrument/rmdq24", "none=yes");
    CHECK(wrote("questionnaire", "score=0"));
    desk_post(BASIS, "/instrument/rmdq24", "none=yes&item=3");
    CHECK(reply.app.status == 422);
    desk_post(BASIS, "/instrument/rmdq24", "item=3&on=2027-11-18");
    CHECK(reply.app.status == 422);
}

static void phq(void)
{
    desk_post(BASIS, "/instrument/phq2", "phq1=1&phq2=2");
    CHECK(went_to("/instrument/phq2-result") && wrote("questionnaire", "name=phq2") &&
          wrote("questionnaire", "score=3"));
    const char *page = desk_get(with_new(BASIS), "/instrument/phq2-result");
    CHECK(has(page, "3 of 6") && has(page, "tel:116123") && has(page, "tel:999"));
    page = desk_post(BASIS, "/instrument/phq2", "phq1=1");
    CHECK(reply.app.status == 422 && has(page, "href=\"#phq2\"") && kept_nothing());
    desk_post(BASIS, "/instrument/phq2", "phq1=1&phq2=4");
    CHECK(reply.app.status == 422);
}

static void ours(void)
{
    desk_post(BASIS, "/instrument/own",
              "leg=5&back=0&bother_pain=4&bother_tingle=0&bother_weak=1&bother_sit=6&pgic=2&"
              "activity1=carry+my+son&able1=3&activity2=run&able2=&activity3=");
    CHECK(went_to("/instrument") && wrote("checkin", "leg=5") && wrote("checkin", "back=0") &&
          wrote("questionnaire", "name=bother") && wrote("questionnaire", "score=11") &&
          wrote_nth("questionnaire", 1, "name=pgic") && wrote_nth("questionnaire", 1, "score=2") &&
          wrote_kinds("goal") == 1 && wrote("goal", "activity=carry+my+son") &&
          wrote("goal", "score=3"));
    CHECK(has(desk_get(with_new(BASIS), "/instrument/own"), "value=\"carry my son\""));
    const char *page = desk_post(BASIS, "/instrument/own", "bother_pain=4&bother_tingle=0");
    CHECK(reply.app.status == 422 &&
          has(page, "href=\"#bother_weak\"")); /* missing is not nought */
    page = desk_post(BASIS, "/instrument/own", "able1=3");
    CHECK(reply.app.status == 422 && has(page, "href=\"#activity1\""));
    desk_post(BASIS, "/instrument/own", "leg=11");
    CHECK(reply.app.status == 422);
}

static void scores(void)
{
    desk_post(BASIS, "/instrument/score", "name=odi&score=42&total=5&distress=2");
    CHECK(went_to("/instrument") && wrote("questionnaire", "name=odi") &&
          wrote("questionnaire", "score=42") && wrote("start_back", "total=5") &&
          wrote("start_back", "distress=2"));
    desk_post(BASIS, "/instrument/score", "name=eq5d&score=-0.074");
    CHECK(wrote("questionnaire", "answer=-0.074") && !has(reply.app.facts.p, "score="));
    CHECK(has(desk_get(with_new(BASIS), "/instrument"), "-0.074"));
    static const char *const no[] = {"name=odi&score=420",
                                     "name=odi&score=4.5",
                                     "name=eq5d&score=1.1",
                                     "name=eq5d&score=-0.7",
                                     "name=odi",
                                     "score=4",
                                     "name=nothing&score=4",
                                     "name=odi&score=4x",
                                     "name=msk_hq&score=57",
                                     "total=4&distress=5",
                                     "distress=2",
                                     "total=10",
                                     "name=tsk11&score=10",
                                     "name=eq5d&score=0.7364",
                                     "name=odi&score=-1"};
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        const char *page = desk_post(BASIS, "/instrument/score", no[i]);
        if (!CHECK(reply.app.status == 422 && kept_nothing() && has(page, "error-summary")))
            fprintf(stderr, "  %s\n", no[i]);
    }
    desk_get(BASIS, "/instrument/odi");
    CHECK(reply.app.status == 404);
}

/* --- who writes ----------------------------------------------------------------------------------------------------- */

static void authors(void)
{
    desk_post(BASIS, "/exam", "left_slr_deg=40&_by=self&_who=Nobody&_id=00000000000000a1-1");
    CHECK(times(reply.app.facts.p, "_by=") == 1 && wrote("exam", "_by=clinician") &&
          !has(reply.app.facts.p, "Nobody"));
    /* a form made for another patient */
    desk_post(BASIS, "/exam", "for=0000000000000002&left_slr_deg=40");
    CHECK(reply.app.status == 409 && kept_nothing());
}

/* A patient's device that says it is a clinician's: what it posts is the patient's. */
static void device(void)
{
    struct app_response r;
    struct app_request q = {.post = 1, .site = &site, .known = 1, .record = span(BASIS)};
    arena_reset(&a);
    q.now.day = 20777;
    q.now.minute = 12 * 60;
    q.now.at_s = (int64_t)q.now.day * 86400 + 12 * 3600;
    q.path = span("/walk");
    q.body = span(FORM "&minutes=10&_by=clinician&_who=Priya+Nair&agree=yes");
    app_respond(&a, &q, &r);
    text_char(&r.facts, '\0');
    CHECK(r.status == 303 && has(r.facts.p, "walk ") && !has(r.facts.p, "clinician") &&
          !has(r.facts.p, "Priya"));
    q.path = span("/exam");
    app_respond(&a, &q, &r);
    CHECK(r.status == 404 && !r.facts.len);
}

/* --- every page, for many records ---------------------------------------------------------------------------------- */

static const char *const pages[] = {"/exam",
                                    "/treatment",
                                    "/history",
                                    "/instrument",
                                    "/instrument/rmdq24",
                                    "/instrument/phq2",
                                    "/instrument/phq2-result",
                                    "/instrument/own",
                                    "/instrument/score",
                                    "/plan",
                                    "/clear",
                                    "/refer",
                                    "/discharge"};

static void every_page(const char *record)
{
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        const char *page = desk_get(record, pages[i]);
        if (!CHECK(reply.app.status == 200 && has(page, "</html>")))
            fprintf(stderr, "  %s: %d\n", pages[i], reply.app.status);
        CHECK(!has(page, "style=") && !has(page, "<script>") && !reply.app.facts.len);
        desk_post(record, pages[i], "x=1");
        if (!CHECK(reply.app.status == 422 || reply.app.status == 405 || reply.app.status == 409 ||
                   reply.app.status == 404))
            fprintf(stderr, "  post %s: %d\n", pages[i], reply.app.status);
        CHECK(kept_nothing());
    }
}

static void many_records(void)
{
    DIR *dir = opendir("test/cases");
    struct dirent *e;
    int n = 0;
    every_page("");
    while (dir && (e = readdir(dir))) {
        struct case_file c;
        struct text t = {.mem = &a};
        static char record[1 << 18];
        char path[512];
        if (!strstr(e->d_name, ".case") || n++ % 8)
            continue;
        arena_reset(&a);
        snprintf(path, sizeof path, "test/cases/%s", e->d_name);
        case_read(&c, path);
        for (size_t i = 0; i < c.record.count; i++)
            fact_write(&t, &c.record.fact[i]);
        if (t.len >= sizeof record)
            continue;
        memcpy(record, t.p, t.len);
        record[t.len] = '\0';
        every_page(record);
    }
    if (dir)
        closedir(dir);
    CHECK(n > 100);
}

int main(void)
{
    clinic_page_begin();
    many_records();
    exam_page();
    exam_facts();
    exam_route();
    exam_errors();
    corrections();
    races();
    taking_back();
    kept_by_law();
    treatment_facts();
    cautions();
    history_facts();
    rmdq();
    phq();
    ours();
    scores();
    authors();
    device();
    return check_done("clinic_recording");
}
