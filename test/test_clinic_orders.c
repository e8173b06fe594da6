/* test_clinic_orders - changes of the plan, clearances, referrals, discharge, and what the patient is asked after a
 * treatment: each within its bounds. */
#include "clinic_page.h"

#define BY "&_by=clinician&_who=Priya+Nair"
/* Ten days of a quiet leg, done as planned, up to 20 November 2026 (day 20777). */
static char course[1 << 16], bones[1 << 16];
enum { TODAY = 20777 };

static void make_course(char *out, size_t room, const char *has_what)
{
    size_t n = (size_t)snprintf(
        out, room,
        "2026-11-10T07:00+00:00 profile _id=00000000000000a1-1&born=1979&sex=female%s\n"
        "2026-11-10T07:01+00:00 episode "
        "_id=00000000000000a1-2&began=2026-11-01&number=1&side=left\n"
        "2026-11-10T07:02+00:00 screen _id=00000000000000a1-3&extent=full&rest=no\n"
        "2026-11-10T07:03+00:00 motor "
        "_id=00000000000000a1-4&side=left&heel_walk=normal&big_toe=normal&"
        "heel_raise=normal&chair_rise=normal&one_leg=normal\n",
        has_what);
    for (int day = 10; day <= 20; day++)
        n += (size_t)snprintf(
            out + n, room - n,
            "2026-11-%dT07:10+00:00 checkin _id=00000000000000a2-%d&leg=3&back=2&"
            "reach=thigh&morning=same&numb=none&walk_min=25\n"
            "2026-11-%dT07:11+00:00 screen _id=00000000000000a3-%d&extent=full&rest=no\n",
            day, day, day, day);
}

/* --- changes of the plan ------------------------------------------------------------------------------------- */

#define GOOD "until=2026-12-20&why=moving+house"

static void override_form(void)
{
    const char *page = desk_get(course, "/plan");
    CHECK(reply.app.status == 200 && !has(page, " checked"));
    static const struct {
        const char *body, *field;
    } no[] = {
        {"ban=LIFT&why=x", "until"},
        {"ban=LIFT&until=2026-12-20", "why"},
        {"ban=LIFT&until=2026-12-20&why=+", "why"},
        {GOOD, "ban"},
        {"ban=LIFT&until=2027-02-19&why=x", "until"}, /* 91 days */
        {"ban=LIFT&until=2062-12-20&why=x", "until"},
        {"ban=LIFT&until=2026-11-19&why=x", "until"},
        {"ban=LIFT&until=tomorrow&why=x", "until"},
        {"hold_until=2026-12-21&" GOOD, "hold_until"},
        {"hold_until=2036-12-10&" GOOD, "hold_until"},
        {"pin=E1&ban=EXT&" GOOD, "pin"},
        {"pin=E1&ban_item=E1&" GOOD, "pin"},
        {"ban=NOTHING&" GOOD, "ban"},
        {"mode=fast&" GOOD, "mode"},
    };
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        char link[60], body[200];
        snprintf(body, sizeof body, "%s&confirm=yes&more=yes", no[i].body);
        snprintf(link, sizeof link, "href=\"#%s\"", no[i].field);
        page = desk_post(course, "/plan", body);
        if (!CHECK(reply.app.status == 422 && kept_nothing() && has(page, link)))
            fprintf(stderr, "  %s\n", no[i].body);
    }
    desk_post(course, "/plan", "ban=LIFT&until=2027-02-18&why=x&confirm=yes"); /* 90 days */
    CHECK(went_to(""));
}

static void override_preview(void)
{
    /* less: one yes is enough, and nothing is kept before it */
    const struct plan *now = plan_of(course, TODAY);
    CHECK(now->walk.rung > 2 && now->item_count);
    const char *page = desk_post(course, "/plan", "ban=WALK&" GOOD);
    CHECK(reply.app.status == 200 && kept_nothing() && has(page, "Nothing is kept yet"));
    CHECK(has(page, "Walking</th>") && has(page, "<td>none</td><td>less</td>"));
    CHECK(has(page, "name=\"confirm\" value=\"yes\"") && !has(page, "name=\"more\""));
    CHECK(has(page, "name=\"why\" value=\"moving house\""));
    desk_post(course, "/plan", "ban=WALK&confirm=yes&" GOOD);
    CHECK(went_to("") && wrote("override", "ban=WALK") && wrote("override", "until=2026-12-20") &&
          wrote("override", "why=moving+house") && wrote("override", "_by=clinician"));
    CHECK(plan_of(with_new(course), TODAY)->walk.rung == 0);

    /* more: asked twice */
    page = desk_post(course, "/plan", "mode=time&" GOOD);
    CHECK(kept_nothing() && has(page, "name=\"more\"") && has(page, "by pain</td><td>by time"));
    page = desk_post(course, "/plan", "mode=time&confirm=yes&" GOOD);
    CHECK(kept_nothing() && reply.app.status == 422 && has(page, "href=\"#more\""));
    desk_post(course, "/plan", "mode=time&confirm=yes&more=yes&" GOOD);
    CHECK(went_to("") && wrote("override", "mode=time") && !has(reply.app.facts.p, "confirm"));

    /* a longest walk bans the rungs above */
    desk_post(course, "/plan", "walk_most=W2&confirm=yes&more=yes&" GOOD);
    CHECK(wrote("override", "ban=W3") && wrote("override", "ban=W7") &&
          !has(reply.app.facts.p, "ban=W2"));
    CHECK(plan_of(with_new(course), TODAY)->walk.rung <= 2);
}

/* H42: nothing that is written here lifts a hard limit. */
static void hard_limits(void)
{
    /* thin bones rule the small curl-up out, whoever puts it in */
    const char *page = desk_post(bones, "/plan", "pin=A3&pin=F3&" GOOD);
    CHECK(has(page, "Held back all the same") && has(page, "Small curl-up: what the record says"));
    desk_post(bones, "/plan", "pin=A3&pin=F3&confirm=yes&more=yes&" GOOD);
    CHECK(went_to(""));
    const struct plan *p = plan_of(with_new(bones), TODAY);
    for (int i = 0; i < p->item_count; i++)
        CHECK(p->item[i].item != ITEM_A3 && p->item[i].item != ITEM_F3);
    /* a tensioner waits for its ladder; a whole day of pins is no more than the day holds */
    desk_post(
        course, "/plan",
        "pin=N6&pin=C3&pin=I3&pin=E5&pin=F4&pin=T2&pin=H5&pin=A5&pin=A7&pin=G4&pin=Q6&mode=time&"
        "direction=extension&confirm=yes&more=yes&" GOOD);
    CHECK(went_to(""));
    p = plan_of(with_new(course), TODAY);
    CHECK(p->item_count <= 8);
    for (int i = 0; i < p->item_count; i++)
        CHECK(p->item[i].item != ITEM_N6 && p->item[i].item != ITEM_C3 &&
              p->item[i].item != ITEM_I3);
    /* no dose can be written: from 10 to 100 minutes has no field */
    desk_post(course, "/plan", "minutes=100&walk_minutes=100&walk=100&" GOOD);
    CHECK(kept_nothing());
    /* an urgent answer stops all the same */
    const char *saddle = plus(
        course, "2026-11-20T08:00+00:00 screen _id=00000000000000a9-1&extent=short&saddle=yes\n");
    page = desk_post(saddle, "/plan", "pin=E1&" GOOD);
    CHECK(has(page, "The plan is stopped today, and this change does not start it."));
    desk_post(saddle, "/plan", "pin=E1&confirm=yes&more=yes&" GOOD);
    p = plan_of(with_new(saddle), TODAY);
    CHECK(p->route == routes_emergency && !p->item_count && !p->walk.rung);
}

static void override_ends(void)
{
    const char *record;
    record = plus(course, "2026-11-18T09:00+00:00 override _id=00000000000000e1-1" BY
                          "&ban=WALK&hold_until=2026-12-01&until=2026-12-10&why=moving+house\n");
    const char *page = desk_get(record, "/plan");
    CHECK(has(page, "In force") && has(page, "value=\"00000000000000e1-1\"") &&
          has(page, "moving house"));
    CHECK(plan_of(record, TODAY)->walk.rung == 0);
    page = desk_post(record, "/plan", "end=00000000000000e1-1");
    CHECK(kept_nothing() && has(page, "name=\"end\" value=\"00000000000000e1-1\""));
    CHECK(has(page, "name=\"more\"")); /* a ban that ends sooner allows more */
    desk_post(record, "/plan", "end=00000000000000e1-1&confirm=yes&more=yes");
    CHECK(went_to("") && has(reply.app.facts.p, "2026-11-18T09:00+00:00 override") &&
          wrote("override", "until=2026-11-19") && wrote("override", "hold_until=2026-11-19") &&
          wrote("override", "ban=WALK") && wrote("override", "why=moving+house") &&
          wrote("retract", "of=00000000000000e1-1"));
    const char *then = with_new(record);
    CHECK(plan_of(then, TODAY)->walk.rung > 0 && plan_of(then, TODAY - 1)->walk.rung == 0);
    CHECK(!has(desk_get(then, "/plan"), "In force"));
    /* of a ban that changes nothing today too */
    page = desk_post(plus(course, "2026-11-18T09:00+00:00 override _id=00000000000000e1-1" BY
                                  "&ban=LIFT&until=2026-12-10&why=x\n"),
                     "/plan", "end=00000000000000e1-1");
    CHECK(kept_nothing() && has(page, "name=\"more\""));
    /* sent twice it is kept once; from another form it has ended already */
    desk_post(then, "/plan", "end=00000000000000e1-1&confirm=yes&more=yes");
    CHECK(!reply.app.facts.len);
    form = "id=0123456789abcde0";
    desk_post(then, "/plan", "end=00000000000000e1-1&confirm=yes&more=yes");
    CHECK(reply.app.status == 422 && kept_nothing());
    form = FORM;
}

static void override_race(void)
{
    const char *record;
    record = plus(course, "2026-11-20T09:00+00:00 override _id=00000000000000e1-1" BY
                          "&ban=LIFT&until=2026-12-10&why=theirs\n");
    seen_facts = lines_of(course);
    const char *page = desk_post(record, "/plan", "ban=EXT&" GOOD);
    CHECK(reply.app.status == 409 && kept_nothing() && has(page, "theirs") &&
          has(page, "moving house") && has(page, "lifting") && has(page, "extension"));
    page = desk_post(record, "/plan", "ban=EXT&confirm=yes&" GOOD);
    CHECK(reply.app.status == 409 && kept_nothing());
    seen_facts = -1;
    /* after the choice the preview comes, and the choice with it */
    page = desk_post(record, "/plan", "ban=EXT&race=mine&corrects=00000000000000e1-1&" GOOD);
    CHECK(kept_nothing() && has(page, "name=\"race\" value=\"mine\""));
    desk_post(record, "/plan",
              "ban=EXT&race=mine&corrects=00000000000000e1-1&confirm=yes&more=yes&" GOOD);
    CHECK(went_to("") && wrote("retract", "of=00000000000000e1-1"));
}

/* --- clearances ----------------------------------------------------------------------------------------------- */

#define SEEN "seen_by=hospital&seen_on=2026-11-20&outcome=MRI+clear"
#define AS_OF "as_of=2026-11-20T08%3A00%2B00%3A00"
static char urgent_lines[1 << 16]; /* kept beyond plus() */
static const char *const urgent = urgent_lines;

static void clearing(void)
{
    strcpy(urgent_lines,
           plus(course,
                "2026-11-20T08:00+00:00 screen _id=00000000000000a9-1&extent=short&saddle=yes&"
                "urine_hesitant=unsure\n"));
    const char *page = desk_get(urgent, "/clear");
    CHECK(has(page, "value=\"saddle\"") && has(page, "value=\"urine_hesitant\"") &&
          has(page, "answered not sure, since 20 Nov 2026") && !has(page, " checked"));
    CHECK(has(page, "name=\"as_of\" value=\"2026-11-20T08:00+00:00\""));

    desk_post(urgent, "/clear", "flag=saddle&" AS_OF "&" SEEN);
    CHECK(went_to("") && wrote("clearance", "flag=saddle") &&
          wrote("clearance", "as_of=2026-11-20T08%3A00%2B00%3A00") &&
          wrote("clearance", "seen_by=hospital") && wrote("clearance", "outcome=MRI+clear"));
    CHECK(plan_of(with_new(urgent), TODAY)->route == routes_emergency); /* the other stands */
    desk_post(urgent, "/clear", "flag=saddle&flag=urine_hesitant&" AS_OF "&" SEEN);
    CHECK(plan_of(with_new(urgent), TODAY)->route < routes_same_day);

    static const struct {
        const char *body, *field;
    } no[] = {{AS_OF "&" SEEN, "flag"},
              {"flag=all&" AS_OF "&" SEEN, "flag"},
              {"flag=nothing&" AS_OF "&" SEEN, "flag"},
              {"flag=saddle&" AS_OF "&seen_on=2026-11-20&outcome=x", "seen_by"},
              {"flag=saddle&" AS_OF "&seen_by=gp&outcome=x", "seen_on"},
              {"flag=saddle&" AS_OF "&seen_by=gp&seen_on=2026-11-21&outcome=x", "seen_on"},
              {"flag=saddle&" AS_OF "&seen_by=gp&seen_on=2026-11-20&outcome=+", "outcome"}};
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        char link[60];
        snprintf(link, sizeof link, "href=\"#%s\"", no[i].field);
        page = desk_post(urgent, "/clear", no[i].body);
        if (!CHECK(reply.app.status == 422 && kept_nothing() && has(page, link)))
            fprintf(stderr, "  %s\n", no[i].body);
    }
    /* as_of is what the page showed: missing, another or a later one clears nothing */
    static const char *const as_of[] = {"x=1", "as_of=2026-11-20T12%3A00%2B00%3A00",
                                        "as_of=2026-11-19T08%3A00%2B00%3A00", "as_of=now"};
    for (size_t i = 0; i < sizeof as_of / sizeof as_of[0]; i++) {
        char body[200];
        snprintf(body, sizeof body, "flag=saddle&%s&" SEEN, as_of[i]);
        desk_post(urgent, "/clear", body);
        CHECK(reply.app.status == 409 && kept_nothing());
    }
    CHECK(has(desk_get(course, "/clear"), "No flag stands"));
}

/* An answer that came while the page was open is shown, and not cleared with the others. */
static void clearing_race(void)
{
    const char *record;
    record = plus(urgent,
                  "2026-11-20T08:00+00:00 screen "
                  "_id=00000000000000aa-1&extent=short&both_weak=yes\n"); /* in the same minute */
    seen_facts = lines_of(urgent);
    const char *page = desk_post(record, "/clear", "flag=saddle&flag=both_weak&" AS_OF "&" SEEN);
    CHECK(reply.app.status == 409 && kept_nothing());
    CHECK(has(page, "Nothing was cleared") && has(page, "value=\"both_weak\""));
    CHECK(!has(page, "name=\"flag\" value=\"saddle\" checked") && has(page, "MRI clear"));
    CHECK(times(page, "name=\"facts\"") == 1 && times(page, "name=\"as_of\"") == 1);
    /* nor by a form that says it has seen more than there is, or all */
    seen_facts = 999999;
    desk_post(record, "/clear", "flag=both_weak&" AS_OF "&" SEEN);
    CHECK(reply.app.status == 409 && kept_nothing());
    seen_facts = lines_of(urgent);
    desk_post(record, "/clear", "seen=all&flag=both_weak&" AS_OF "&" SEEN);
    CHECK(reply.app.status == 409 && kept_nothing());
    seen_facts = -1;
    desk_post(record, "/clear", "flag=saddle&" AS_OF "&" SEEN);
    CHECK(went_to(""));
    CHECK(plan_of(with_new(record), TODAY)->route == routes_emergency);
}

static void allowing(void)
{
    const char *record;
    record = plus(bones, "2026-11-20T08:00+00:00 screen _id=00000000000000a9-1&extent=full&rest=no&"
                         "weight_loss=yes\n");
    const char *page = desk_get(record, "/clear");
    CHECK(has(page, "name=\"allow\" value=\"FLX\""));
    desk_post(record, "/clear", "flag=weight_loss&allow=FLX&" AS_OF "&" SEEN);
    CHECK(wrote("clearance", "allow=FLX"));
}

/* --- referral, discharge ---------------------------------------------------------------------------------------- */

static void referring(void)
{
    const char *record;
    record =
        plus(course, "2026-11-20T08:00+00:00 screen _id=00000000000000a9-1&extent=full&rest=no&"
                     "weight_loss=yes\n");
    const char *page = desk_get(record, "/refer");
    CHECK(has(page, "Counts as seen to") && !has(page, "Stays, until you clear it"));
    CHECK(has(desk_get(urgent, "/refer"), "Stays, until you clear it"));
    desk_post(record, "/refer", "to=gp&why=lost+weight&told=yes");
    CHECK(went_to("") && wrote("referral", "to=gp") && wrote("referral", "why=lost+weight") &&
          wrote("card", "name=cauda_equina"));
    CHECK(plan_of(record, TODAY)->route == routes_soon &&
          plan_of(with_new(record), TODAY)->route < routes_soon);
    page = desk_post(record, "/refer", "told=yes");
    CHECK(reply.app.status == 422 && kept_nothing() && has(page, "href=\"#to\"") &&
          has(page, "href=\"#why\""));
}

static int archive_act(int on)
{
    return reply.act_count == 2 && reply.act[0].name == ACT_patient_archive &&
           reply.act[0].value[0].whole == 0x33333333333333 && reply.act[0].value[1].whole == on;
}

static void discharging(void)
{
    const char *page = desk_get(course, "/discharge");
    CHECK(has(page, "goes on to keep them well") && has(page, "Stopped"));
    CHECK(has(desk_get(urgent, "/discharge"), "Something stands that nobody has cleared"));
    page = desk_post(course, "/discharge", "outcome=");
    CHECK(reply.app.status == 422 && kept_nothing() && has(page, "href=\"#outcome\""));
    desk_post(course, "/discharge", "outcome=stopped");
    CHECK(went_to("") && wrote("discharge", "outcome=stopped") && archive_act(1));
    CHECK(plan_of(with_new(course), TODAY)->stage == stages_stop);
    desk_post(course, "/discharge", "outcome=recovered");
    const char *ended = with_new(course);
    CHECK(plan_of(ended, TODAY)->stage == stages_keep);

    archived = 1;
    CHECK(has(desk_get(ended, "/discharge"), "Open care again"));
    desk_post(ended, "/discharge", "how=");
    CHECK(reply.app.status == 422 && kept_nothing());
    desk_post(ended, "/discharge", "how=again&side=left");
    CHECK(reply.app.status == 422 && kept_nothing());
    desk_post(ended, "/discharge", "how=again&began=2026-12-01");
    CHECK(reply.app.status == 422);
    desk_post(ended, "/discharge", "how=again&began=2026-11-19&side=right");
    CHECK(went_to("") && wrote("episode", "began=2026-11-19") && wrote("episode", "side=right") &&
          archive_act(0));
    form = "id=0123456789abcde0";
    desk_post(ended, "/discharge", "how=mistake");
    CHECK(went_to("") && wrote("retract", "of=0123456789abcdef-1") && archive_act(0));
    CHECK(plan_of(with_new(ended), TODAY)->stage != stages_keep);
    form = FORM;
    archived = 0;
}

/* --- what the patient is asked after a treatment ------------------------------------------------------------------- */

static struct app_response patient;

static const char *checkin(const char *record, int day, const char *body)
{
    struct app_request q = {
        .post = body != NULL, .site = &site, .known = 1, .record = span(record)};
    arena_reset(&a);
    q.now.day = day;
    q.now.minute = 13 * 60;
    q.now.at_s = (int64_t)day * 86400 + 13 * 3600;
    q.path = span("/checkin");
    q.body = span(body ? body : "");
    memcpy(q.random, "fedcba9876543210", APP_RANDOM);
    app_respond(&a, &q, &patient);
    text_char(&patient.body, '\0');
    if (patient.facts.len)
        text_char(&patient.facts, '\0');
    return patient.body.p;
}

static void after_treatment(void)
{
    static const char ask[] = "After your last treatment, how sore were you?";
    const char *treated, *record;
    treated =
        plus(course, "2026-11-20T07:30+00:00 consent _id=00000000000000f1-1&to=store&version=1\n"
                     "2026-11-20T10:00+00:00 treatment _id=00000000000000c1-1" BY
                     "&visit=1&consent=given&technique=soft_tissue\n");
    CHECK(!has(checkin(course, TODAY, NULL), ask));
    CHECK(has(checkin(treated, TODAY + 1, NULL), ask));
    CHECK(has(checkin(treated, TODAY + 7, NULL), ask));
    CHECK(!has(checkin(treated, TODAY + 8, NULL), ask));
    /* a clinician's question in the room is no check-in of theirs; their own is */
    record = plus(treated, "2026-11-20T10:10+00:00 checkin _id=00000000000000c1-2" BY "&leg=3\n");
    CHECK(has(checkin(record, TODAY + 1, NULL), ask));
    record = plus(treated, "2026-11-21T07:10+00:00 checkin _id=00000000000000c1-2&leg=3\n");
    CHECK(!has(checkin(record, TODAY + 2, NULL), ask));
    /* nothing was done */
    record = plus(course, "2026-11-20T10:00+00:00 treatment _id=00000000000000c1-1" BY
                          "&consent=declined\n");
    CHECK(!has(checkin(record, TODAY + 1, NULL), ask));

    checkin(treated, TODAY + 1,
            FORM "&leg=3&back=2&screen_none=yes&sore=a_little&lasted_h=12&new_symptom=no");
    CHECK(patient.status == 303 && has(patient.facts.p, "after_treatment ") &&
          has(patient.facts.p, "sore=a_little") && has(patient.facts.p, "lasted_h=12") &&
          has(patient.facts.p, "new_symptom=no"));
    CHECK(!has(patient.facts.p, "clinician"));
    checkin(treated, TODAY + 1, FORM "&leg=3&screen_none=yes&lasted_h=1200");
    CHECK(patient.status == 422 && !patient.facts.len);

    /* yes and unsure open the full safety questions, and nothing goes up before */
    static const char *const answer[] = {"yes", "unsure"};
    for (int i = 0; i < 2; i++) {
        char body[200];
        snprintf(body, sizeof body, FORM "&leg=3&back=2&screen_none=yes&sore=none&new_symptom=%s",
                 answer[i]);
        checkin(treated, TODAY + 1, body);
        CHECK(patient.status == 303);
        record = plus(treated, patient.facts.p);
        const struct plan *p = plan_of(record, TODAY + 1);
        int asks = 0;
        for (int t = 0; t < p->task_count; t++)
            asks |= p->task[t].task == TASK_FULL_SCREEN;
        CHECK(asks && p->change != PLAN_advance);
    }
}

int main(void)
{
    clinic_page_begin();
    make_course(course, sizeof course, "");
    make_course(bones, sizeof bones, "&has=osteoporosis");
    override_form();
    override_preview();
    hard_limits();
    override_ends();
    override_race();
    clearing();
    clearing_race();
    allowing();
    referring();
    discharging();
    after_treatment();
    return check_done("clinic_orders");
}
