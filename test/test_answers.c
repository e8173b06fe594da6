/* What is told on one page and bears on another: the age before the signs, a "no" only of what was shown,
 * a question that is asked once more by itself, and the words in which an answer is told on. */
#include "someone.h"

#define NONE "none=cauda&none=now&none=last&self_harm=no"

static void agreed(struct someone *p)
{
    person_new(p, "GB");
    person_says(p, consent);
}

/* --- the age ---------------------------------------------------------------------------------------------- */

static void age_first(void)
{
    struct someone p;
    struct plan plan;
    agreed(&p);
    CHECK(go(&p, 0, "/safety", "") == 200 && has(&p, "name=\"born\""));
    CHECK(go(&p, 1, "/safety", NONE "&minor_trauma=yes&born=1990") == 303);
    CHECK(wrote(&p, "-1&born=1990") || wrote(&p, " profile _id="));
    CHECK(flag_route(&p, Q_minor_trauma) < 0);
    plan_now(&p, &plan);
    CHECK(plan.route <= routes_next_visit && plan.stage != stages_stop);
    CHECK(go(&p, 0, "/safety", "") == 200 && !has(&p, "name=\"born\""));
    /* Old enough, or not told: as before. */
    agreed(&p);
    go(&p, 1, "/safety", NONE "&minor_trauma=yes&born=1950");
    CHECK(flag_route(&p, Q_minor_trauma) == routes_soon);
    agreed(&p);
    CHECK(go(&p, 1, "/safety", NONE "&minor_trauma=yes&born=") == 303);
    CHECK(flag_route(&p, Q_minor_trauma) == routes_soon && !wrote(&p, " profile "));
    /* What is no year is said, and does not hold up what is urgent. */
    agreed(&p);
    CHECK(go(&p, 1, "/safety", NONE "&born=90") == 422 && has(&p, "href=\"#born\"") &&
          !p.r.facts.len);
    CHECK(go(&p, 1, "/safety", "saddle=yes&none=now&none=last&born=90") == 303 &&
          wrote(&p, "saddle=yes") && !wrote(&p, "born"));
    /* It goes with the question that stands alone, and with consent. */
    person_new(&p, "GB");
    CHECK(go(&p, 1, "/safety", "none=cauda&none=now&none=last&born=1990") == 200 &&
          has(&p, "name=\"born\" value=\"1990\""));
    CHECK(go(&p, 1, "/safety", NONE "&born=1990") == 200 && has(&p, "Agree and go on") &&
          has(&p, "name=\"born\" value=\"1990\""));
    /* Return in the field of the year presses the first button of the form: it stops nothing. */
    agreed(&p);
    CHECK(go(&p, 1, "/safety", "none=cauda&none=now&lost_height=yes&stop=yes&born=1990") == 200);
    CHECK(!p.r.facts.len && has(&p, "name=\"self_harm\""));
}

/* --- what was not shown ------------------------------------------------------------------------------------ */

static void only_what_was_shown(void)
{
    static const struct {
        const char *told, *question, *other;
    } cases[] = {{"pregnant_weeks=20", "pregnancy_alarm", "wound_alarm"},
                 {"after_birth_weeks=2", "pregnancy_alarm", "wound_alarm"},
                 {"surgery=2026-02-20", "wound_alarm", "pregnancy_alarm"},
                 {"injection=2026-02-20", "wound_alarm", "pregnancy_alarm"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct someone p;
        char word[64], yes[64];
        agreed(&p);
        go(&p, 1, "/safety", NONE "&born=1990");
        CHECK(wrote(&p, "saddle=no") && wrote(&p, "hip_fracture=no") && wrote(&p, "self_harm=no"));
        CHECK(!wrote(&p, "rest=no") && !wrote(&p, "_alarm") && !wrote(&p, "rigors") &&
              !wrote(&p, "cannot_stand") && !wrote(&p, "long_standing"));
        CHECK(go(&p, 0, "/", "") == 200);
        CHECK(go(&p, 0, "/record", "") == 200 && has(&p, "<summary>No: 32 questions</summary>"));
        p.at_s += 60;
        CHECK(go(&p, 1, "/start/you", cases[i].told) == 303);
        CHECK(go(&p, 0, "/", "") == 303 && goes_to(&p, "/safety?alone=opened"));
        CHECK(go(&p, 0, "/session", "") == 303 && go(&p, 0, "/why", "") == 303);
        person_says(&p, "2026-03-02T12:02+00:00 screen _id=00000000000000bb-1&extent=short&"
                        "fever=no"); /* says nothing of it */
        CHECK(go(&p, 0, "/", "") == 303);
        p.at_s += 60;
        CHECK(go(&p, 0, "/safety?alone=opened", "") == 200);
        snprintf(word, sizeof word, "name=\"%s\"", cases[i].question);
        CHECK(has(&p, word) && has(&p, "None of these") && has(&p, "tel:"));
        snprintf(word, sizeof word, "name=\"%s\"", cases[i].other);
        CHECK(!has(&p, word) && !has(&p, "name=\"saddle\"") && !has(&p, " checked"));
        CHECK(go(&p, 1, "/safety", "alone=opened&done=yes") == 422 && !p.r.facts.len);
        snprintf(yes, sizeof yes, "alone=opened&done=yes&%s=yes", cases[i].question);
        struct someone *ill = malloc(sizeof *ill);
        *ill = p;
        CHECK(go(ill, 1, "/safety", yes) == 303 && route(ill) >= routes_same_day);
        free(ill);
        CHECK(go(&p, 1, "/safety", "alone=opened&none=opened") == 303 && goes_to(&p, "/"));
        snprintf(word, sizeof word, "extent=short&%s=no", cases[i].question);
        CHECK(wrote(&p, word));
        CHECK(go(&p, 0, "/", "") == 200 && go(&p, 0, "/safety?alone=opened", "") == 303);
        /* Told again, it is asked again. */
        p.at_s += 60;
        go(&p, 1, "/start/you", cases[i].told);
        CHECK(go(&p, 0, "/", "") == 303);
        /* The whole of the questions has it among them. */
        p.at_s += 60;
        go(&p, 1, "/safety", NONE);
        snprintf(word, sizeof word, "%s=no", cases[i].question);
        CHECK(wrote(&p, word) && go(&p, 0, "/", "") == 200);
    }
    struct someone p;
    agreed(&p);
    go(&p, 1, "/safety", NONE "&born=1990");
    p.at_s += 60;
    go(&p, 1, "/start/you", "surgery=2020-01-01&pregnant_weeks=0");
    CHECK(go(&p, 0, "/", "") == 200); /* long ago, and not pregnant */
}

/* --- both legs --------------------------------------------------------------------------------------------- */

static void both_legs(void)
{
    static const struct {
        const char *where, *like;
        int asked;
    } cases[] = {
        {"leg=4&pain_at=left_calf&tingle_at=right_foot", "since=week", 1},
        {"leg=4&pain_at=left_calf", "since=week&side=both", 1},
        {"leg=4&pain_at=left_calf", "since=weeks2&side=both", 1},
        {"leg=4&numb_at=left_thigh&numb_at=right_thigh", "", 1}, /* since when is not known */
        {"leg=4&pain_at=left_calf&pain_at=right_calf", "since=weeks6&side=both", 0},
        {"leg=4&pain_at=left_buttock&pain_at=right_buttock", "since=week&side=left", 0},
        {"leg=4&pain_at=left_calf", "since=week&side=left", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct someone p;
        agreed(&p);
        go(&p, 1, "/safety", NONE "&born=1990");
        p.at_s += 60;
        CHECK(go(&p, 1, "/start/where", cases[i].where) == 303);
        CHECK(go(&p, 0, "/start/like", "") == 200);
        p.at_s += 60;
        CHECK(go(&p, 1, "/start/like", cases[i].like) == 303);
        if (!CHECK((go(&p, 0, "/start/worse", "") == 303) == cases[i].asked))
            fprintf(stderr, "  %s %s\n", cases[i].where, cases[i].like);
        CHECK((go(&p, 0, "/", "") == 303) == cases[i].asked);
        if (!cases[i].asked)
            continue;
        CHECK(goes_to(&p, "/safety?alone=legs"));
        CHECK(
            go(&p, 0, "/safety?alone=legs-start", "") == 200 &&
            has(&p, "You told us both legs. Did that begin, or get clearly worse, in the last 2"));
        CHECK(go(&p, 1, "/safety", "alone=legs-start") == 200 && !p.r.facts.len);
        CHECK(go(&p, 1, "/safety", "alone=legs-start&both_legs=maybe") == 422 && !p.r.facts.len);
        for (int k = 0; k < 2; k++) {
            struct someone *ill = malloc(sizeof *ill);
            *ill = p;
            CHECK(go(ill, 1, "/safety",
                     k ? "alone=legs-start&both_legs=yes" : "alone=legs-start&both_legs=unsure") ==
                  303);
            CHECK(goes_to(ill, "/") && flag_route(ill, Q_both_legs) == routes_same_day);
            CHECK(go(ill, 0, "/", "") == 200 && has(ill, "Be seen today"));
            CHECK(has(ill, "cauda equina syndrome?") && !has(ill, "Emergency MRI"));
            free(ill);
        }
        CHECK(go(&p, 1, "/safety", "alone=legs-start&both_legs=no") == 303);
        CHECK(goes_to(&p, "/start/worse") && wrote(&p, "extent=short&both_legs=no"));
        CHECK(go(&p, 0, "/start/worse", "") == 200 && go(&p, 0, "/", "") == 200);
        /* The same legs the next morning are no news. */
        p.at_s += 86400;
        go(&p, 1, "/checkin", "screen_none=yes&leg=4&back=1&pain_at=left_calf&pain_at=right_calf");
        CHECK(go(&p, 0, "/", "") == 200);
    }
    /* Who ticked it has been told already. */
    struct someone p;
    agreed(&p);
    go(&p, 1, "/safety", NONE "&born=1990");
    go(&p, 1, "/start/where", "leg=4&pain_at=left_calf&pain_at=right_calf");
    go(&p, 1, "/safety", "both_legs=yes&stop=yes");
    CHECK(go(&p, 0, "/", "") == 200 && has(&p, "Be seen today"));
}

/* --- how it is told on ------------------------------------------------------------------------------------- */

static void said_of_the_person(void)
{
    struct someone p;
    agreed(&p);
    go(&p, 1, "/safety", "clot_risk=yes&stop=yes");
    go(&p, 0, "/", "");
    CHECK(has(&p, "<dd>Calf pain without swelling, with a risk of a clot ("));
    CHECK(!has(&p, "lately an operation"));
    agreed(&p);
    go(&p, 1, "/safety", NONE "&born=1950&minor_trauma=yes&cancer_sign=band&cancer_sign=bone_spot");
    go(&p, 0, "/safety?told", "");
    CHECK(has(&p, "It started after a small fall, a bump, a lift or a cough"));
    CHECK(has(&p, "One sore spot on the bone of the spine; Pain like a tight band round"));
    CHECK(!has(&p, "every night") && !has(&p, "Signs that a clinician"));
    go(&p, 0, "/", "");
    CHECK(has(&p, "It started after a small fall, a bump, a lift or a cough"));
    CHECK(has(&p, "One sore spot on the bone of the spine; Pain like a tight band round"));
    for (int i = 0; i < danger_count; i++)
        CHECK((dangers[i].is == DANGER_tick || dangers[i].is == DANGER_sign ||
               dangers[i].is == DANGER_follow) == (dangers[i].said[0] != 0));
}

static void what_to_tell_them(void)
{
    static const struct {
        const char *body, *say;
    } cases[] = {{"pulsing=yes&stop=yes", "beats like a pulse&quot;"},
                 {"hands_gait=yes&stop=yes", "spinal cord be squeezed?"},
                 {"rash=yes&stop=yes", "Could it be shingles?"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct someone p;
        agreed(&p);
        go(&p, 1, "/safety", cases[i].body);
        go(&p, 0, "/", "");
        CHECK(has(&p, "Tell them:") && has(&p, cases[i].say));
    }
}

/* --- the urgent page, later --------------------------------------------------------------------------------- */

static void next_day(void)
{
    struct someone p;
    agreed(&p);
    p.at_s = (int64_t)DAY0 * 86400 + 3 * 3600;
    go(&p, 1, "/safety", "saddle=yes&stop=yes");
    go(&p, 0, "/", "");
    CHECK(!has(&p, "You told us this") && has(&p, "Emergency MRI"));
    const char *seen = strstr(p.body, "href=\"/seen\""), *note = strstr(p.body, "paper-note");
    CHECK(seen && note && seen < note);
    CHECK(has(&p, ">999</a> or <a class=\"nowrap\" href=\"tel:112\">112</a>"));
    CHECK(!has(&p, "Nobody is watching this page"));
    p.at_s += 86400;
    go(&p, 0, "/", "");
    CHECK(has(&p, "You told us this yesterday at 03:00. If nobody has examined you, go now."));
    p.at_s += 86400;
    go(&p, 0, "/", "");
    CHECK(has(&p, "You told us this 2 days ago at 03:00."));
}

static void talked(void)
{
    struct someone p;
    agreed(&p);
    go(&p, 1, "/safety", "none=cauda&none=now&none=last&self_harm=yes");
    go(&p, 0, "/", "");
    CHECK(has(&p, "I have talked to someone") && !has(&p, "I have been seen"));
    p.at_s += 86400;
    CHECK(go(&p, 0, "/seen", "") == 200);
    CHECK(has(&p, "Who did you talk to?") && !has(&p, "examined") && !has(&p, "look at"));
    const char *as_of = strstr(p.body, "name=\"as_of\" value=\"");
    char body[200], moment[17] = "";
    if (CHECK(as_of != NULL))
        memcpy(moment, as_of + 20, 16);
    CHECK(go(&p, 1, "/seen", "flag=self_harm&seen_on=2026-03-03") == 422 &&
          has(&p, "Say who you talked to."));
    snprintf(body, sizeof body, "flag=self_harm&seen_by=other&seen_on=2026-03-03&as_of=%s%%2B00:00",
             moment);
    CHECK(go(&p, 1, "/seen", body) == 303 && flag_route(&p, Q_self_harm) == routes_soon);
    /* Too young is no answer of theirs to take back. */
    agreed(&p);
    go(&p, 1, "/safety", NONE "&born=2009");
    CHECK(go(&p, 0, "/seen", "") == 200 && has(&p, "You are under 18") &&
          !has(&p, "There is nothing to tell"));
}

/* --- one word for one thing --------------------------------------------------------------------------------- */

static void both_legs_agree(void)
{
    struct someone p;
    person_new(&p, "GB");
    go(&p, 0, "/safety", "");
    CHECK(has(&p, "both legs weak, or getting weaker"));
    CHECK(has(&p, "New pain or numbness in both legs: be seen today."));
    CHECK(!has(&p, "pain, numbness or weakness in both legs"));
    CHECK(has(&p, "Leave it empty unless all three are so.") && !has(&p, "say not sure"));
}

int main(void)
{
    age_first();
    only_what_was_shown();
    both_legs();
    said_of_the_person();
    what_to_tell_them();
    next_day();
    talked();
    both_legs_agree();
    return check_done("answers");
}
