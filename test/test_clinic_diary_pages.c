/* test_clinic_diary_pages - a new visit: who may be booked when, what is refused and in which words, which mail is
 * queued. */
#include "diary_page.h"

#define NEW "/clinic/diary/new"
#define TOM_AT(minute) "when=" RIVER_HEX "-" TOM_HEX "-20783-" minute "&"
#define RETURN_OF "service=" RETURN_HEX "&day=2026-11-26&"

static int64_t form_number_now(void)
{
    return whole(acted(ACT_booking_add), 0);
}

/* --- a new visit ------------------------------------------------------------------------------------------------- */

static void shows_times(void)
{
    diary_begin();
    const char *page = ask(NEW "?day=2026-11-26&min=580&site=" RIVER_HEX "&who=" TOM_HEX, NULL);
    CHECK(reply.app.status == 200 && has(page, "<h1>New visit</h1>"));
    CHECK(has(page, "value=\"" RETURN_HEX "\" selected")); /* the shortest that they give */
    CHECK(has(page, "value=\"" RIVER_HEX "-" TOM_HEX "-20783-580\" checked"));
    CHECK(has(page, ">9:00</label>") && !has(page, ">12:00</label>") && has(page, "10 free"));
    services[1][services_kind] = TEXT("telephone"); /* shorter still, and a call */
    services[1][services_rooms] = value_whole(0);
    page = ask(NEW "?day=2026-11-26&min=540&site=" RIVER_HEX "&who=" TOM_HEX, NULL);
    CHECK(has(page, "value=\"" FIRST_HEX "\" selected"));
    diary_begin();
    page = ask(NEW "?day=2026-11-26&min=725&site=" RIVER_HEX "&who=" TOM_HEX, NULL);
    CHECK(has(page, "name=\"time\" aria-describedby=\"time-hint \" value=\"12:05\""));
    page = ask(NEW "?day=2026-11-26", NULL);
    CHECK(has(page, "9:00 Priya Nair, Riverside") && has(page, "14:00 Priya Nair, Hill Street"));
    page = ask(NEW, FORM "do=times&" RETURN_OF "who=" PRIYA_HEX "&site=" HILL_HEX);
    CHECK(kept_nothing(200) && has(page, ">14:00</label>") && !has(page, ">9:00</label>"));
    CHECK(has(page, "value=\"" PRIYA_HEX "\" selected"));
    page = ask(NEW "?day=2026-12-10", NULL);
    CHECK(has(page, "No time is free in these two weeks."));
}

static void books_a_patient(void)
{
    diary_begin();
    const char *page = ask(NEW, FORM "do=find&find=linqvist+1979&" RETURN_OF);
    CHECK(kept_nothing(200) && has(page, "Nobody here is called that."));
    page = ask(NEW, FORM "do=find&find=lindq&" RETURN_OF);
    CHECK(has(page, "Marta Lindqvist, born 1979") && !has(page, "Kofi"));
    page = ask(NEW "?patient=" KOFI_HEX, NULL);
    CHECK(has(page, "Kofi &lt;b&gt;Mensah&lt;/b&gt;") &&
          has(page, "value=\"" KOFI_HEX "\" checked"));
    ask(NEW, FORM "do=book&patient=" MARTA_HEX "&" RETURN_OF TOM_AT("580"));
    const struct act *b = acted(ACT_booking_add);
    CHECK(b && whole(b, 1) == RIVER && whole(b, 2) == TOM && whole(b, 3) == RETURN &&
          whole(b, 4) == ROOM);
    CHECK(whole(b, 5) == MARTA && whole(b, 6) == TODAY + 1 && whole(b, 7) == 580 &&
          whole(b, 8) == 40);
    CHECK(whole(b, 9) == (int64_t)(TODAY + 1) * 86400 + 580 * 60 && text_is(b, 10, "") &&
          text_is(b, 11, ""));
    CHECK(mailed("booked", 0) && whole(acted(ACT_mail_add), 1) == whole(b, 0) &&
          reply.note_count == 1);
    CHECK(reply.app.status == 303 &&
          has(reply.app.location, "/clinic/diary?day=2026-11-26&site=" RIVER_HEX "#b"));
}

static void books_somebody_new(void)
{
    diary_begin();
    ask(NEW, FORM
        "do=book&name=+Mei+Tanaka+&mail=mei@example.org&telephone=01632+960111&" RETURN_OF TOM_AT(
            "580"));
    const struct act *b = acted(ACT_booking_add);
    CHECK(text_is(b, 10, "Mei Tanaka") && text_is(b, 11, "mei@example.org") &&
          text_is(b, 12, "01632 960111"));
    CHECK(b && b->value[5].what == VALUE_null);
    const char *page = ask(NEW, FORM "do=book&" RETURN_OF TOM_AT("580"));
    CHECK(kept_nothing(422) && has(page, "Say who it is"));
    page = ask(NEW, FORM "do=book&patient=new&" RETURN_OF TOM_AT("580"));
    CHECK(kept_nothing(422) && has(page, "Write their name."));
    static const char *const bad[] = {"mei",   "@example.org",    "mei@",
                                      "a@b@c", "a+b@example.org", "a@b,c@d"};
    for (int i = 0; i < COUNT_OF(bad); i++) {
        char body[400];
        snprintf(body, sizeof body, FORM "do=book&name=Mei&mail=%s&" RETURN_OF TOM_AT("580"),
                 bad[i]);
        CHECK(has(ask(NEW, body), "Write the whole email address") && kept_nothing(422));
    }
    ask(NEW, FORM "do=book&patient=99999999999999&" RETURN_OF TOM_AT("580"));
    CHECK(kept_nothing(422));
    people[0][people_left_s] = value_whole(1);
    ask(NEW, FORM "do=book&patient=" MARTA_HEX "&" RETURN_OF TOM_AT("580"));
    CHECK(kept_nothing(422)); /* who has left is booked no more */
}

/* The same form sent twice makes one visit; another one at that time is told so in words. */
static void last_slot(void)
{
    diary_begin();
    ask(NEW, FORM "do=book&name=Mei&" RETURN_OF TOM_AT("580"));
    int64_t number = form_number_now();
    taken_add(.booking = number, .from_min = 580, .name = "Mei");
    ask(NEW, FORM "do=book&name=Mei&" RETURN_OF TOM_AT("580"));
    CHECK(reply.app.status == 303 && !reply.act_count);
    const char *page =
        ask(NEW, "id=fedcba9876543210&key=key&do=book&name=Ann&" RETURN_OF TOM_AT("580"));
    CHECK(kept_nothing(422) && has(page, "Somebody else has that time. Choose another."));
    CHECK(has(page, "value=\"Ann\"")); /* nothing that was written is lost */
    taken_add(.booking = 9, .from_min = 660, .account = PRIYA, .patient = MARTA, .name = "Marta");
    page = ask(NEW, "id=fedcba9876543210&key=key&do=book&patient=" MARTA_HEX
                    "&" RETURN_OF TOM_AT("660"));
    CHECK(kept_nothing(422) && has(page, "This person has another visit at that time."));
    taken_add(.booking = 10, .from_min = 600, .account = PRIYA, .mail = "mei@example.org",
              .name = "Mei");
    page = ask(
        NEW, "id=fedcba9876543210&key=key&do=book&name=Mei&mail=mei@example.org&" RETURN_OF TOM_AT(
                 "620"));
    CHECK(kept_nothing(422) && has(page, "This person has another visit at that time."));
}

static void any_other_time(void)
{
    static const char at_noon[] =
        FORM "do=book&name=Mei&who=" TOM_HEX "&site=" RIVER_HEX "&" RETURN_OF "time=12:10";
    char body[600];
    diary_begin();
    const char *page = ask(NEW, at_noon);
    CHECK(kept_nothing(422) && has(page, "outside their usual hours") &&
          has(page, "name=\"outside\""));
    snprintf(body, sizeof body, "%s&outside=" RIVER_HEX "-" TOM_HEX "-20783-1200", at_noon);
    ask(NEW, body);
    CHECK(kept_nothing(422)); /* a yes to another time is no yes to this */
    snprintf(body, sizeof body, "%s&outside=" RIVER_HEX "-" TOM_HEX "-20783-730", at_noon);
    ask(NEW, body);
    CHECK(reply.app.status == 303 && whole(acted(ACT_booking_add), 7) == 730);
    static const struct {
        const char *time, *words;
    } bad[] = {{"23:50", "go past midnight"},       {"24:10", "Write a time of the day"},
               {"nine", "Write a time of the day"}, {"9", "Write a time of the day"},
               {"9:60", "Write a time of the day"}, {"09:05:10", "Write a time of the day"}};
    for (int i = 0; i < COUNT_OF(bad); i++) {
        snprintf(body, sizeof body,
                 FORM "do=book&name=Mei&who=" TOM_HEX "&site=" RIVER_HEX "&" RETURN_OF "time=%s",
                 bad[i].time);
        CHECK(has(ask(NEW, body), bad[i].words) && kept_nothing(422));
    }
    page = ask(NEW, FORM "do=book&name=Mei&" RETURN_OF "time=12:10");
    CHECK(kept_nothing(422) && has(page, "Choose with whom") && has(page, "Choose where"));
    page =
        ask(NEW, FORM "do=book&name=Mei&who=" TOM_HEX "&site=" HILL_HEX "&" RETURN_OF "time=12:10");
    CHECK(has(page, "They do not work at this site that day."));
    page = ask(NEW, FORM "do=book&name=Mei&service=" RETURN_HEX "&day=2026-11-24&when=" RIVER_HEX
                         "-" TOM_HEX "-20781-600");
    CHECK(kept_nothing(422));
    static const char *const forged[] = {"",
                                         "x",
                                         RIVER_HEX "-" TOM_HEX "-20783",
                                         RIVER_HEX "-" TOM_HEX "-20783-580x",
                                         "99999999999999-" TOM_HEX "-20783-580",
                                         RIVER_HEX "-" TOM_HEX "-20783-9999"};
    for (int i = 0; i < COUNT_OF(forged); i++) {
        snprintf(body, sizeof body, FORM "do=book&name=Mei&" RETURN_OF "when=%s", forged[i]);
        ask(NEW, body);
        CHECK(kept_nothing(422));
    }
}

/* What has begun today may be written down late; yesterday is over. */
static void what_has_passed(void)
{
    diary_begin();
    hours_put(TOM, RIVER, TODAY - 1, 540, 720);
    const char *page = ask(NEW, FORM "do=book&name=Mei&service=" RETURN_HEX
                                     "&day=2026-11-24&when=" RIVER_HEX "-" TOM_HEX "-20781-600");
    CHECK(kept_nothing(422) && has(page, "That time has passed."));
    ask(NEW, FORM "do=book&name=Mei&service=" RETURN_HEX "&day=2026-11-25&when=" RIVER_HEX
                  "-" TOM_HEX "-20782-600");
    CHECK(whole(acted(ACT_booking_add), 7) == 600);
}

/* London: the clocks go on at 1:00 on 29 March 2026, and back at 2:00 on 25 October. */
static void clock_changes(void)
{
    enum { ON_DAY = 20541, BACK_DAY = 20751 };
    static const struct {
        int day, offset_min, hour_utc;
        const char *date;
    } of[] = {{ON_DAY, 60, 8, "2026-03-29"}, {BACK_DAY, 0, 9, "2026-10-25"}};
    for (int i = 0; i < 2; i++) {
        char body[400];
        diary_begin();
        zones[0] = zones[1] = (struct zone){
            2, {0, (int64_t)of[i].day * 86400 + 3600}, {60 - of[i].offset_min, of[i].offset_min}};
        q.diary.now_s = (int64_t)of[i].day * 86400 - 43200;
        q.diary.from_s = q.diary.now_s - 3 * 86400;
        q.diary.until_s = q.diary.now_s + 3 * 86400;
        hours_put(TOM, RIVER, of[i].day, 0, 720);
        snprintf(body, sizeof body,
                 FORM "do=book&name=Mei&service=" RETURN_HEX "&day=%s&who=" TOM_HEX
                      "&site=" RIVER_HEX "&time=9:00",
                 of[i].date);
        ask(NEW, body);
        CHECK(whole(acted(ACT_booking_add), 7) == 540);
        CHECK(whole(acted(ACT_booking_add), 9) ==
              (int64_t)of[i].day * 86400 + of[i].hour_utc * 3600);
        snprintf(body, sizeof body,
                 FORM "do=book&name=Mei&service=" RETURN_HEX "&day=%s&who=" TOM_HEX
                      "&site=" RIVER_HEX "&time=1:30",
                 of[i].date);
        const char *page = ask(NEW, body);
        if (i == 0) /* there is no such time; in autumn it is the first of two */
            CHECK(kept_nothing(422) && has(page, "There is no such time on that day"));
        else
            CHECK(whole(acted(ACT_booking_add), 9) == (int64_t)of[i].day * 86400 + 1800);
    }
}

static void from_the_wait_list(void)
{
    diary_begin();
    waiting_put(0x77777777777771, "Grace Idowu", 0, 0);
    const char *page =
        ask(NEW "?day=2026-11-26&min=580&who=" TOM_HEX "&site=" RIVER_HEX "&waiting=77777777777771",
            NULL);
    CHECK(has(page, "value=\"Grace Idowu\"") && has(page, "value=\"grace@example.org\""));
    ask(NEW, FORM "do=book&waiting=77777777777771&name=Grace&" RETURN_OF TOM_AT("580"));
    CHECK(whole(acted(ACT_waiting_end), 0) == 0x77777777777771);
    ask(NEW, FORM "do=book&waiting=77777777777779&name=Grace&" RETURN_OF TOM_AT("580"));
    CHECK(reply.app.status == 303 && !acted(ACT_waiting_end));
}

int main(void)
{
    shows_times();
    books_a_patient();
    books_somebody_new();
    last_slot();
    any_other_time();
    what_has_passed();
    clock_changes();
    from_the_wait_list();
    return check_done("clinic diary pages");
}
