/* A session: which exercise comes next, where it goes on, what is asked at its end and an hour later, and what
 * is kept of one that stopped half way. */
#include "daily.h"

static int day;
static struct plan plan;

static const char *name_of(int at)
{
    static char name[8][8];
    struct span id = item_name(plan.item[at].item);
    snprintf(name[at], sizeof name[at], "%.*s", (int)id.len, id.p);
    return name[at];
}

static const char *did(int at, int times)
{
    static char text[40];
    struct dose d = plan.item[at].dose;
    int sets = (d.sets ? d.sets : 1) * times;
    snprintf(text, sizeof text, "%s:%dx%d%s", name_of(at), sets,
             d.minutes ? d.minutes
             : d.reps  ? d.reps
                       : d.hold_s,
             d.minutes ? "m"
             : d.reps  ? ""
                       : "s");
    return text;
}

/* Lines of the record, with what those before said of today. */
static char lines[1 << 14];
static void told(const char *key, const char *value)
{
    char body[200];
    snprintf(body, sizeof body, "%s=%s", key, value);
    size_t n = strlen(lines);
    snprintf(lines + n, sizeof lines - n, "2026-03-02T10:%02d+00:00 session %s\n", (int)(n % 50),
             body);
}

static struct app_response get(const char *path)
{
    return ask((struct asked){with(lines), path, NULL, day, 0});
}
static struct app_response post(const char *path, const char *body)
{
    return ask((struct asked){with(lines), path, body, day, 0});
}

static void next_in_the_round(void)
{
    char path[32], body[120];
    lines[0] = 0;
    for (int i = 0; i < plan.item_count; i++) {
        snprintf(path, sizeof path, "/session/%s", name_of(i));
        CHECK(has(get("/session").body, path));
        snprintf(body, sizeof body, ID "&then=next&did=%s", did(i, 1));
        struct app_response r = post(path, body);
        char want[32];
        if (i + 1 < plan.item_count)
            snprintf(want, sizeof want, "/session/%s", name_of(i + 1));
        else
            snprintf(want, sizeof want, "/session/end");
        if (!CHECK(r.status == 303 && !strcmp(r.location, want)))
            fprintf(stderr, "  %s, not %s\n", r.location, want);
        told("did", did(i, 1));
        if (i + 1 < plan.item_count) {
            char go_on[80];
            snprintf(go_on, sizeof go_on, "%d of %d</a>", i + 2, plan.item_count);
            CHECK(has(get("/session").body, "Go on: ") && has(get("/session").body, go_on));
        }
    }
    CHECK(!has(get("/session").body, "Go on: ")); /* another round, from its start */
}

/* What was left out comes when the rest is done; what was skipped or hurt does not. */
static void left_out(void)
{
    char path[32], body[120];
    lines[0] = 0;
    told("did", did(1, 1));
    snprintf(path, sizeof path, "/session/%s", name_of(plan.item_count - 1));
    snprintf(body, sizeof body, ID "&then=next&did=%s", did(plan.item_count - 1, 1));
    struct app_response r = post(path, body);
    CHECK(r.status == 303 && !strcmp(r.location + strlen("/session/"), name_of(0)));
    told("skipped", name_of(0));
    r = post(path, body);
    CHECK(strcmp(r.location + strlen("/session/"), name_of(0)) != 0);
    told("provoked", name_of(2));
    for (int i = 3; i < plan.item_count - 1; i++)
        told("did", did(i, 1));
    r = post(path, body);
    CHECK(r.status == 303 && !strcmp(r.location, "/session/end"));
    snprintf(body, sizeof body, ID "&then=list&did=%s", did(plan.item_count - 1, 1));
    CHECK(!strcmp(post(path, body).location, "/session"));
    snprintf(body, sizeof body, ID "&did=%s", did(plan.item_count - 1, 1));
    CHECK(!strcmp(post(path, body).location, "/"));
}

/* Skip and "that hurt" take along what was done until then; of another exercise nothing is taken. */
static void half_way(void)
{
    char path[40], body[160], want[80];
    lines[0] = 0;
    snprintf(path, sizeof path, "/session/%s", name_of(1));
    snprintf(body, sizeof body, ID "&then=next&did=%s%%3A1x2&skipped=%s", name_of(1), name_of(1));
    struct app_response r = post(path, body);
    snprintf(want, sizeof want, "&did=%s%%3A1x2&skipped=%s", name_of(1), name_of(1));
    if (!CHECK(r.status == 303 && has(r.facts, want)))
        fprintf(stderr, "  %s\n", r.facts.p);
    snprintf(body, sizeof body, ID "&then=next&did=&skipped=%s", name_of(1));
    r = post(path, body);
    CHECK(r.status == 303 && has(r.facts, "&skipped=") && !has(r.facts, "did="));
    snprintf(body, sizeof body, ID "&did=Q6%%3A1x2&skipped=%s", name_of(1));
    CHECK(post(path, body).status == 422);
    snprintf(path, sizeof path, "/session/%s/hurt", name_of(1));
    snprintf(body, sizeof body, ID "&did=%s%%3A1x2&leg_during=6&reach_after=calf", name_of(1));
    r = post(path, body);
    CHECK(r.status == 303 && has(r.facts, "&provoked=") && has(r.facts, "&leg_during=6") &&
          has(r.facts, "%3A1x2"));
    snprintf(body, sizeof body, ID "&did=Q6%%3A1x2&leg_during=6");
    CHECK(!has(post(path, body).facts, "did="));
}

/* The link of the player says what was done; nothing else is taken from it. */
static void part_in_the_link(void)
{
    static const struct {
        const char *key, *item, *amount; /* item NULL: the exercise asked for */
        int taken;
    } links[] = {{"did=", NULL, ":1x4", 1},   {"did=", NULL, ":1x90s", 1},
                 {"did=", "Q6", ":1x4", 0},   {"did=", NULL, ":1x4&x=1", 0},
                 {"did=", NULL, "\"><b>", 0}, {"was=", NULL, ":1x4", 0},
                 {"did=", "", "", 0},         {"did=", NULL, ":1x4444444444444444444444", 0}};
    char path[40], query[80];
    lines[0] = 0;
    snprintf(path, sizeof path, "/session/%s/hurt", name_of(0));
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        struct app_response r;
        snprintf(query, sizeof query, "%s%s%s", links[i].key,
                 links[i].item ? links[i].item : name_of(0), links[i].amount);
        struct app_request q = {.site = &site, .known = 1};
        const char *record = with("");
        arena.used = 0;
        q.record = (struct span){record, (uint32_t)strlen(record)};
        q.path = (struct span){path, (uint32_t)strlen(path)};
        q.query = (struct span){query, (uint32_t)strlen(query)};
        q.now = (struct moment){.day = day, .minute = 720, .at_s = (int64_t)day * 86400 + 43200};
        app_respond(&arena, &q, &r);
        text_char(&r.body, 0);
        if (!CHECK(has(r.body, "name=\"did\"") == links[i].taken))
            fprintf(stderr, "  %s\n", query);
    }
}

static void the_end(void)
{
    lines[0] = 0;
    struct app_response r = get("/session/end");
    CHECK(r.status == 200 && has(r.body, "name=\"leg_during\"") &&
          has(r.body, "name=\"tingle_change\""));
    CHECK(!has(r.body, "name=\"leg_after\"")); /* nobody knows that yet */
    r = post("/session/end", ID "&leg_during=3&tingle_change=none");
    CHECK(r.status == 303 && has(r.facts, "&leg_during=3&tingle_change=none") &&
          !strcmp(r.location, "/"));
    r = post("/session/end", ID);
    CHECK(r.status == 422 && !strlen(r.facts.p));
    CHECK(post("/session/end", ID "&leg_during=11").status == 422);
}

static void an_hour_later(void)
{
    static const char session[] =
        "2026-03-02T10:00+00:00 session _id=aaaaaaaaaaaaaaaa-1&did=N1:1x10&leg_during=3\n";
    struct app_response r = ask((struct asked){with(session), "/", NULL, day, 10 * 60 + 59});
    CHECK(!has(r.body, "id=\"after\""));
    CHECK(has(ask((struct asked){with(session), "/session/after", NULL, day, 10 * 60 + 59}).body,
              "Nothing to tell just now"));
    r = ask((struct asked){with(session), "/", NULL, day, 11 * 60});
    CHECK(has(r.body, "id=\"after\"") && has(r.body, "action=\"/session/after\""));
    CHECK(has(ask((struct asked){with(session), "/session", NULL, day, 11 * 60}).body,
              "id=\"after\""));
    r = ask((struct asked){with(session), "/session/after", ID "&leg_after=2&reach_after=thigh",
                           day, 11 * 60 + 5});
    CHECK(r.status == 303 && has(r.facts, "2026-03-02T10:00+00:00 session ")); /* of that session */
    CHECK(has(r.facts, "&leg_during=3") && has(r.facts, "&leg_after=2") &&
          has(r.facts, "reach_after=thigh"));
    char both[2000];
    snprintf(both, sizeof both, "%s%s", session, r.facts.p);
    CHECK(!has(ask((struct asked){with(both), "/", NULL, day, 12 * 60}).body, "id=\"after\""));
    r = ask((struct asked){with(session), "/session/after", ID, day, 11 * 60});
    CHECK(r.status == 422 && !strlen(r.facts.p));
    /* A day later the check-in asks. */
    CHECK(
        !has(ask((struct asked){with(session), "/", NULL, day + 1, 11 * 60}).body, "id=\"after\""));
    /* Where it hurt, how far it went at once is not how it is an hour later. */
    static const char hurt[] =
        "2026-03-02T10:00+00:00 session provoked=N1&leg_during=7&reach_after=calf\n";
    CHECK(has(ask((struct asked){with(hurt), "/", NULL, day, 11 * 60}).body, "id=\"after\""));
    static const char evening[] = "2026-03-02T10:00+00:00 session did=N1:1x10&leg_during=3\n"
                                  "2026-03-02T10:30+00:00 session leg_after=2\n";
    CHECK(!has(ask((struct asked){with(evening), "/", NULL, day, 12 * 60}).body, "id=\"after\""));
}

/* What web/player.js is told. */
static void what_the_player_reads(void)
{
    char path[32];
    lines[0] = 0;
    for (int i = 0; i < plan.item_count; i++) {
        char want[200];
        struct dose d = plan.item[i].dose;
        snprintf(path, sizeof path, "/session/%s", name_of(i));
        struct app_response r = get(path);
        snprintf(want, sizeof want,
                 "data-sets=\"%d\" data-reps=\"%d\" data-hold=\"%d\" data-seconds=\"%d\"",
                 d.sets ? d.sets : 1, d.reps, d.reps ? d.hold_s : 0,
                 d.minutes ? d.minutes * 60
                 : d.reps  ? 0
                           : d.hold_s);
        CHECK(has(r.body, want) && has(r.body, "src=\"/player.js\""));
        CHECK(has(r.body, "/figure/") && has(r.body, "id=\"hurt\"") && has(r.body, "id=\"skip\""));
    }
    CHECK(!has(get("/").body, "player.js"));
}

int main(void)
{
    day = day_number("2026-03-02");
    struct record r;
    struct faults faults = {0};
    struct arena a = {.base = malloc(1 << 22), .size = 1 << 22, .fail = stop};
    record_read(&a, person, strlen(person), &r, &faults);
    engine_plan(&a, &r, day, &plan);
    CHECK(plan.item_count >= 4);
    next_in_the_round();
    left_out();
    half_way();
    part_in_the_link();
    the_end();
    an_hour_later();
    what_the_player_reads();
    free(a.base);
    return check_done("session");
}
