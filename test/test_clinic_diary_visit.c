/* test_clinic_diary_visit - what is done with one visit: its states, another time, whose it is, what it was in words;
 * and what somebody else did meanwhile. */
#include "diary_page.h"

#define VISIT "/clinic/diary/booking/00000000000001"
#define TOM_AT(minute) "when=" RIVER_HEX "-" TOM_HEX "-20783-" minute "&"

static void one_visit(void)
{
    diary_begin();
    taken_add(.booking = 1, .from_min = 600, .patient = MARTA, .name = "Marta Lindqvist",
              .visit_day = 20000, .telephone = "01632 960456", .room = ROOM, .sequence = 2,
              .day = TODAY);
    was_put(0, "held", (int64_t)TODAY * 86400 + 540 * 60, NULL);
    was_put(1, "booked", (int64_t)TODAY * 86400 + 540 * 60, NULL);
    was_put(2, "booked", (int64_t)TODAY * 86400 + 600 * 60, "Hana Weiss");
    const char *page = ask(VISIT, NULL);
    CHECK(has(page, "<h1>Marta Lindqvist</h1>") && has(page, "Wed 25 Nov, 10:00 to 10:40"));
    CHECK(has(page, "Room 1") && has(page, "tel:01632960456") && has(page, "Tom Achterberg"));
    CHECK(has(page, "asked for by themself") && has(page, "confirmed by themself"));
    CHECK(has(page, "moved from Wed 25 Nov 9:00 by Hana Weiss"));
    CHECK(has(page, "value=\"arrived\">Arrived") && has(page, "value=\"no_show\">Did not come"));
    CHECK(has(page, "/clinic/patient/" MARTA_HEX "/edit") && !has(page, "Open their record"));
    as_practitioner();
    CHECK(has(ask(VISIT, NULL), "/clinic/patient/" MARTA_HEX "\">Open their record"));
    diary_begin();
    taken_add(.booking = 1, .from_min = 600, .patient = MARTA, .name = "Marta");
    page = ask(VISIT, NULL);
    CHECK(!has(page, "value=\"arrived\"") && has(page, "value=\"cancelled\"") &&
          !has(page, "Who is this?"));
}

static void next_states(void)
{
    static const struct {
        const char *from, *to;
        int ok;
        const char *mail;
    } all[] = {{"booked", "arrived", 1, NULL},
               {"arrived", "in_room", 1, NULL},
               {"in_room", "done", 1, NULL},
               {"booked", "no_show", 1, NULL},
               {"booked", "cancelled", 1, "cancelled"},
               {"done", "cancelled", 0, NULL},
               {"done", "booked", 0, NULL},
               {"no_show", "booked", 1, NULL},
               {"cancelled", "booked", 1, "booked"},
               {"lapsed", "booked", 1, "booked"},
               {"held", "booked", 1, "booked"},
               {"held", "arrived", 0, NULL},
               {"booked", "held", 0, NULL},
               {"booked", "lapsed", 0, NULL},
               {"booked", "anything", 0, NULL}};
    for (int i = 0; i < COUNT_OF(all); i++) {
        char body[300];
        diary_begin();
        taken_add(.booking = 1, .from_min = 600, .patient = MARTA, .name = "Marta", .sequence = 3,
                  .day = TODAY, .state = all[i].from, .held_until_s = AT + 60);
        snprintf(body, sizeof body, FORM "do=state&sequence=3&to=%s", all[i].to);
        ask(VISIT, body);
        const struct act *s = acted(ACT_booking_state);
        if (!CHECK(all[i].ok ? whole(s, 0) == 1 && whole(s, 1) == 3 && text_is(s, 2, all[i].to)
                             : kept_nothing(422)))
            fprintf(stderr, "    %s to %s\n", all[i].from, all[i].to);
        CHECK(all[i].mail ? mailed(all[i].mail, 4) : !acted(ACT_mail_add));
    }
    CHECK(!has(ask(VISIT, NULL), "held_until"));
}

/* Nobody has missed a visit that has not begun, and its time is not given to another. */
static void before_it_begins(void)
{
    diary_begin();
    taken_add(.booking = 1, .from_min = 900, .patient = MARTA, .name = "Marta", .day = TODAY);
    const char *page = ask(VISIT, NULL);
    CHECK(has(page, "value=\"arrived\"") && !has(page, "value=\"no_show\"") &&
          !has(page, "value=\"done\""));
    ask(VISIT, FORM "do=state&sequence=0&to=no_show");
    CHECK(kept_nothing(422));
    /* A cancelled one is shown, to be taken up again: the day has it no more. */
    ask(VISIT, FORM "do=state&sequence=0&to=cancelled");
    CHECK(reply.app.status == 303 && strcmp(reply.app.location, VISIT) == 0);
}

/* What is taken up again must find its time still free; what was held too long waits until it lapses. */
static void taken_up_again(void)
{
    diary_begin();
    taken_add(.booking = 1, .from_min = 600, .patient = MARTA, .name = "Marta",
              .state = "cancelled");
    taken_add(.booking = 2, .from_min = 620, .name = "Mei");
    const char *page = ask(VISIT, FORM "do=state&sequence=0&to=booked");
    CHECK(kept_nothing(422) && has(page, "Somebody else has that time."));
    diary_begin();
    taken_add(.booking = 1, .from_min = 600, .name = "Mei", .state = "held",
              .held_until_s = AT - 1);
    page = ask(VISIT, FORM "do=state&sequence=0&to=booked");
    CHECK(kept_nothing(422) && has(page, "In a minute it can be taken up"));
    ask(VISIT, FORM "do=move&sequence=0&day=2026-11-26&" TOM_AT("660"));
    CHECK(kept_nothing(422));
}

static void moves(void)
{
    diary_begin();
    taken_add(.booking = 1, .from_min = 600, .patient = MARTA, .name = "Marta", .sequence = 4);
    taken_add(.booking = 2, .from_min = 660, .name = "Mei");
    const char *page = ask(VISIT, FORM "do=move&sequence=4&day=2026-11-26&who=" TOM_HEX
                                       "&site=" RIVER_HEX "&time=10:20");
    const struct act *m = acted(ACT_booking_move); /* over its own time, which it leaves */
    CHECK(whole(m, 0) == 1 && whole(m, 1) == RIVER && whole(m, 2) == TOM &&
          whole(m, 4) == TODAY + 1);
    CHECK(whole(m, 5) == 620 && whole(m, 6) == 40 && whole(m, 8) == 4 && mailed("moved", 5));
    CHECK(went_to("/clinic/diary?day=2026-11-26&site=" RIVER_HEX "#b00000000000001"));
    page = ask(VISIT, FORM "do=move&sequence=4&day=2026-11-26&who=" TOM_HEX "&site=" RIVER_HEX
                           "&time=10:30");
    CHECK(kept_nothing(422) && has(page, "Somebody else has that time.") &&
          has(page, "value=\"10:30\""));
    CHECK(has(page, "<details class=\"panel\" open>"));
    ask(VISIT,
        FORM "do=move&sequence=4&day=2026-11-26&who=" TOM_HEX "&site=" RIVER_HEX "&time=10:00");
    CHECK(reply.app.status == 303 && !reply.act_count); /* it is there already */
    page = ask(VISIT, FORM "do=move&sequence=4&day=2026-11-26&who=" TOM_HEX "&site=" RIVER_HEX
                           "&time=18:00");
    CHECK(kept_nothing(422) && has(page, "name=\"outside\""));
    ask(VISIT, FORM "do=move&sequence=4&when=" HILL_HEX "-" PRIYA_HEX "-20783-840&day=2026-11-26");
    CHECK(whole(acted(ACT_booking_move), 1) == HILL && whole(acted(ACT_booking_move), 2) == PRIYA);
    page = ask(VISIT, FORM "do=times&day=2026-11-26&sequence=4&who=" TOM_HEX);
    CHECK(kept_nothing(200) && has(page, ">10:20</label>") && !has(page, ">11:00</label>"));
    diary_begin();
    taken_add(.booking = 1, .from_min = 600, .patient = MARTA, .name = "Marta", .state = "done");
    page = ask(VISIT, FORM "do=move&sequence=0&day=2026-11-26&" TOM_AT("660"));
    CHECK(kept_nothing(422) && !has(page, "Move to another time"));
}

static void somebody_else_was_quicker(void)
{
    static const char move[] = "do=move&day=2026-11-26&" TOM_AT("660");
    static const char give[] = "do=patient&patient=" MARTA_HEX;
    const char *const what[] = {"do=state&to=cancelled", move, give};
    diary_begin();
    taken_add(.booking = 1, .from_min = 600, .name = "Mei", .sequence = 5, .state = "booked");
    for (int i = 0; i < COUNT_OF(what); i++) {
        char body[300];
        snprintf(body, sizeof body, FORM "sequence=4&%s", what[i]);
        const char *page = ask(VISIT, body);
        CHECK(kept_nothing(409) && has(page, "Somebody else has changed this visit") &&
              has(page, "<h1>Mei</h1>"));
    }
    ask(VISIT, FORM "do=state&to=cancelled");
    CHECK(kept_nothing(409));
    ask(VISIT, FORM "sequence=5&do=nothing");
    CHECK(kept_nothing(400));
}

static void whose_it_is(void)
{
    diary_begin();
    taken_add(.booking = 1, .from_min = 600, .name = "Marta Lindqvist", .telephone = "01632 1+2");
    const char *page = ask(VISIT, NULL);
    CHECK(has(page, "Who is this?") && has(page, "Marta Lindqvist, born 1979"));
    CHECK(has(page, "/clinic/new?name=Marta+Lindqvist&amp;tel=01632+1%2B2") ||
          has(page, "/clinic/new?name=Marta%20Lindqvist&amp;tel=01632%201%2B2"));
    page = ask("/clinic/new?name=Marta+Lindqvist&tel=01632", NULL);
    CHECK(has(page, "value=\"Marta Lindqvist\"") && has(page, "value=\"01632\""));
    ask(VISIT, FORM "do=patient&sequence=0&patient=" MARTA_HEX);
    CHECK(whole(acted(ACT_booking_patient), 2) == MARTA &&
          whole(acted(ACT_booking_patient), 1) == 0);
    taken_add(.booking = 2, .from_min = 620, .account = PRIYA, .patient = MARTA, .name = "Marta");
    page = ask(VISIT, FORM "do=patient&sequence=0&patient=" MARTA_HEX);
    CHECK(kept_nothing(422) && has(page, "This person has another visit at that time."));
    ask("/clinic/diary/booking/00000000000002", FORM "do=patient&sequence=0&patient=" KOFI_HEX);
    CHECK(kept_nothing(200)); /* it is a patient's already */
}

static void of_a_patient(void)
{
    diary_begin();
    for (int i = 0; i < 2; i++) {
        booked[i][booked_booking] = value_whole(i + 1);
        booked[i][booked_site] = value_whole(RIVER);
        booked[i][booked_account] = value_whole(TOM);
        booked[i][booked_from_s] = value_whole(AT + 86400 * (1 - i));
        booked[i][booked_minutes] = value_whole(40);
        booked[i][booked_state] = TEXT(i ? "no_show" : "booked");
        booked[i][booked_service] = value_whole(RETURN);
    }
    q.booked.count = 2;
    const char *page = ask("/clinic/patient/" MARTA_HEX "/edit", NULL);
    CHECK(has(page, "Thu 26 Nov 12:00</a>, Tom Achterberg, Riverside") &&
          has(page, "Riverside: did not come"));
    CHECK(has(page, "/clinic/diary/new?patient=" MARTA_HEX) &&
          has(page, "/clinic/diary/booking/00000000000001"));
}

int main(void)
{
    one_visit();
    next_states();
    before_it_begins();
    taken_up_again();
    moves();
    somebody_else_was_quicker();
    whose_it_is();
    of_a_patient();
    return check_done("clinic diary visit");
}
