/* test_clinic_figures - everybody who began is counted, and nobody can be picked out of what is shown. */
#include "../clinic/figures.h"
#include "clinic_page.h"

enum { TODAY = 20782, PEOPLE_MAX = 200 }; /* 2026-11-25 */

/* --- a clinic of rows --------------------------------------------------------------------------------------- */

static struct value of_figures[PEOPLE_MAX * (figures_body + 1)];
static struct value of_sites[4 * (sites_closed_s + 1)], of_staff[4 * (staff_left_s + 1)];
static char bodies[PEOPLE_MAX][2100];
#define READ "day=20782&route=0&" /* what makes it a summary */
static int rows;
static const int64_t SITES[] = {0x11111111111111, 0x11111111111112, 0x11111111111113};

static void person(int64_t at, int64_t account, int made, int left, const char *body)
{
    struct value *v = &of_figures[rows * (figures_body + 1)];
    for (int i = 0; i <= figures_body; i++)
        v[i] = (struct value){VALUE_null, 0, {"", 0}};
    v[figures_patient] = value_whole(0x40000000000000 + rows);
    v[figures_made_s] = value_whole((int64_t)made * 86400 + 3600);
    if (at)
        v[figures_site] = value_whole(at);
    if (account)
        v[figures_account] = value_whole(account);
    if (left)
        v[figures_left_s] = value_whole((int64_t)TODAY * 86400);
    if (body) {
        snprintf(bodies[rows], sizeof bodies[rows], "%s", body);
        v[figures_body] = value_text(span(bodies[rows]));
    }
    rows++;
}

static const char *figures_page(const char *tail)
{
    static char path[200];
    struct clinic_request q = {.staff = &who, .form_key = "key"};
    const char *question = strchr(tail, '?');
    arena_reset(&a);
    snprintf(path, sizeof path, "/clinic/figures%.*s", question ? (int)(question - tail) : 99,
             tail);
    for (size_t i = 0; i < sizeof of_sites / sizeof of_sites[0]; i++)
        of_sites[i] = (struct value){VALUE_null, 0, {"", 0}};
    for (size_t i = 0; i < sizeof of_staff / sizeof of_staff[0]; i++)
        of_staff[i] = (struct value){VALUE_null, 0, {"", 0}};
    static const char *const names[] = {"=Harbour", "Mill Lane", "Riverside"};
    for (int i = 0; i < 3; i++) {
        of_sites[i * (sites_closed_s + 1) + sites_site] = value_whole(SITES[i]);
        of_sites[i * (sites_closed_s + 1) + sites_name] = value_text(span(names[i]));
    }
    of_staff[staff_account] = value_whole(0x22222222222222);
    of_staff[staff_name] = value_text(span("Tom \"T\" <Achterberg>"));
    q.figures = (struct rows){of_figures, (uint32_t)rows, figures_body + 1};
    q.sites = (struct rows){of_sites, 3, sites_closed_s + 1};
    q.staff_rows = (struct rows){of_staff, 1, staff_left_s + 1};
    q.app.site = &site;
    q.app.record = span("");
    q.app.path = span(path);
    q.app.query = span(question ? question + 1 : "");
    q.app.body = span("");
    q.app.now.day = TODAY;
    q.app.now.minute = 720;
    q.app.now.at_s = (int64_t)TODAY * 86400 + 43200;
    clinic_respond(&a, &q, &reply);
    text_char(&reply.app.body, '\0');
    return reply.app.body.p;
}

/* --- forty people, counted by hand ---------------------------------------------------------------------------- */

/* kind  people  treatments  leg            function  now
 * 1     9       3           8 to 3         full      answered today
 * 2     7       5           6 to 5         less      answered 3 days ago
 * 3     6       1           7 to 5: 28 %   less      answered 15 days ago
 * 4     5       2           1 to 0         ?         answered 28 days ago
 * 5     5       nothing is left to read: they left
 * 6     5       8           10 to 7: 30 %  full      discharged, recovered
 * 7     3       4           3 to 1         less      answered 14 days ago; referred */
static void forty(void)
{
    static const int many[] = {9, 7, 6, 5, 5, 5, 3};
    static const char *const body[] = {
        READ "visits=3&base_leg=8&now_leg=3&answer_day=20782&function=1&leg=7.6..5&need=urgent:1:"
             "saddle!yes",
        READ "visits=5&base_leg=6&now_leg=5&answer_day=20779&function=0",
        READ "visits=1&base_leg=7&now_leg=5&answer_day=20767&function=0",
        READ "visits=2&base_leg=1&now_leg=0&answer_day=20754",
        NULL,
        READ "visits=8&base_leg=10&now_leg=7&answer_day=20700&function=1&discharged=0",
        READ "visits=4&base_leg=3&now_leg=1&answer_day=20768&function=0&referred=1",
    };
    rows = 0;
    for (int k = 0; k < 7; k++)
        for (int i = 0; i < many[k]; i++)
            person(SITES[i % 2], i % 3 ? 0x22222222222222 : 0, TODAY - 60 - i, k == 4, body[k]);
}

/* The row of a measure, as it is shown in the last column; "" when there is none. */
static const char *shown(const char *page, const char *partition, const char *words)
{
    static char out[2000];
    char head[200];
    snprintf(head, sizeof head, "scope=\"rowgroup\">%s<span", partition);
    const char *p = strstr(page, head);
    snprintf(head, sizeof head, "<th scope=\"row\">%s</th>", words);
    p = p ? strstr(p, head) : NULL;
    const char *end = p ? strstr(p, "</tr>") : NULL;
    snprintf(out, sizeof out, "%.*s", end ? (int)(end - p) : 0, end ? p : "");
    return out;
}
#define SHOWS(partition, words, n, of, pct)                                                        \
    CHECK(has(shown(page, partition, words), ">" #n " of " #of "</span><br>" #pct " %<"))
#define HIDES(partition, words, how)                                                               \
    CHECK(has(shown(page, partition, words), how) && !has(shown(page, partition, words), " of "))

static void by_hand(void)
{
    forty();
    const char *page = figures_page("");
    CHECK(reply.app.status == 200 &&
          has(page, "40 people began between 1 Dec 2025 and 25 Nov 2026"));
    SHOWS("Treatments so far", "none", 5, 40, 13);
    SHOWS("Treatments so far", "1", 6, 40, 15);
    SHOWS("Treatments so far", "2", 5, 40, 13);
    SHOWS("Treatments so far", "3", 9, 40, 23);
    SHOWS("Treatments so far", "4 to 7", 10, 40, 25);
    SHOWS("Treatments so far", "8 or more", 5, 40, 13);
    SHOWS("Leg pain", "improved", 17, 40, 43);
    SHOWS("Leg pain", "not improved", 13, 40, 33);
    SHOWS("Leg pain", "could not be judged", 10, 40, 25);
    SHOWS("Function", "back to full function", 14, 40, 35);
    SHOWS("Function", "not back to full function", 16, 40, 40);
    SHOWS("Function", "could not be judged", 10, 40, 25);
    SHOWS("Where they are now", "still answering, within 14 days", 19, 40, 48);
    SHOWS("Where they are now", "no answer lately, for less than 28 days", 6, 40, 15);
    SHOWS("Where they are now", "lost", 5, 40, 13);
    SHOWS("Where they are now", "discharged, recovered or improved", 5, 40, 13);
    SHOWS("Where they are now", "discharged, referred", 0, 40, 0);
    SHOWS("Where they are now", "stopped", 5, 40, 13);
    CHECK(times(page, ">not shown</td>") == 1);
    /* 3 of 40 referred, and so not how many were not */
    HIDES("Referred", "referred", "fewer than 5");
    HIDES("Referred", "not referred", "not shown");
    CHECK(has(page, "This does not show that the treatment caused it."));
    CHECK(has(page, "Of 5 nothing can be read any more, or not yet."));
    /* each percentage has its numbers */
    CHECK(times(page, " %</td>") == times(page, " of 40</span><br>"));
    CHECK(has(page, "data-began=\"40\"") && !has(page, "survival") && !has(page, "comes later"));
}

static void periods(void)
{
    forty();
    for (int i = 0; i < 6; i++)
        person(0, 0, 20710, 0, NULL); /* 14 September */
    CHECK(has(figures_page(""), "46 people began"));
    /* the forty began from 18 to 26 September: whole months cannot tell them apart */
    CHECK(has(figures_page("?from=2026-09-18&to=2026-09-26"),
              "46 people began between 1 Sep 2026 and 30 Sep"));
    CHECK(has(figures_page("?from=2026-10-01"), "Nobody began between 1 Oct 2026"));
    CHECK(!has(reply.app.body.p, "<table"));
    CHECK(has(figures_page("?from=never&to=2026-99-99"), "46 people began between 1 Dec 2025"));
    CHECK(
        has(figures_page("?from=2026-11-01&to=2026-09-30"), "46 people began between 1 Sep 2026"));
    CHECK(has(figures_page("?to=2099-01-01"), "and 25 Nov 2026") && !has(reply.app.body.p, "2099"));
    person(0, 0, 20000, 0, NULL);
    CHECK(has(figures_page(""), "46 people began"));
    CHECK(has(figures_page("?from=2024-10-01&to=2024-10-01"),
              "Fewer than 5 people began between 1 Oct 2024"));
    CHECK(!has(reply.app.body.p, "<table") &&
          has(figures_page("/file?from=2024-10-01&to=2024-10-01"),
              "\"All\",began,,\"fewer than 5\",,\r\n"));
    CHECK(has(figures_page("?from=2024-01-01"), "47 people began"));
    CHECK(has(reply.app.body.p, "from=2024-10-01&amp;to=2026-11-25\"")); /* All */
}

static void parted(void)
{
    forty();
    const char *page = figures_page("?by=site");
    CHECK(has(page, ">=Harbour</th>") && has(page, ">Mill Lane</th>") &&
          !has(page, ">Riverside</th>"));
    /* 5 + 4 + 3 + 3 + 3 + 3 + 2 and the rest */
    CHECK(has(page,
              "<th scope=\"row\">Began</th><td class=\"num\">23</td><td class=\"num\">17</td><td "
              "class=\"num\">40</td>"));
    CHECK(has(shown(page, "Leg pain", "improved"), ">10 of 23</span>") &&
          has(reply.app.body.p, ">7 of 17</span>"));
    page = figures_page("?by=staff");
    CHECK(has(page, "Tom &quot;T&quot; &lt;Achterberg&gt;") && has(page, "Nobody, or not listed"));
    CHECK(!has(page, "<Achterberg>"));
}

static void file(void)
{
    forty();
    const char *csv = figures_page("/file?by=site");
    CHECK(reply.app.status == 200 && has(reply.app.type, "text/csv"));
    CHECK(strcmp(reply.app.download, "figures-2025-12-01-to-2026-11-25.csv") == 0);
    CHECK(reply.note_count == 1 && strcmp(reply.note[0].what, "figures taken") == 0);
    CHECK(strncmp(csv, "group,what,answer,people,of,percent\r\n", 37) == 0);
    CHECK(has(csv, "\"All\",leg,improved,17,40,43\r\n") && has(csv, "\"All\",began,,40,,\r\n"));
    CHECK(has(csv, "\"All\",referred,referred,\"fewer than 5\",,\r\n") &&
          has(csv, "\"All\",referred,not_referred,\"not shown\",,\r\n"));
    CHECK(has(csv, "\"'=Harbour\",began,,23,,\r\n") && !has(csv, "\"=Harbour"));
    CHECK(times(csv, "\r\n") == 1 + 3 * (CELLS + 1));
    csv = figures_page("/file?by=staff");
    CHECK(has(csv, "\"Tom \"\"T\"\" <Achterberg>\",began,"));
    for (int i = 0; i < rows; i++) { /* nobody's own number */
        char number[20];
        snprintf(number, sizeof number, "%llx", (unsigned long long)(0x40000000000000 + i));
        CHECK(!has(csv, number));
    }
}

/* --- where a person belongs ------------------------------------------------------------------------------------ */

static int belongs(const char *body, int gone, int made, int cell)
{
    static struct figures f;
    memset(&f, 0, sizeof f);
    rows = 0;
    char all[2100];
    snprintf(all, sizeof all, "%s%s", body && strncmp(body, "day=", 4) ? READ : "",
             body ? body : "");
    person(0, 0, made, gone, body ? all : NULL);
    struct rows r = {of_figures, 1, figures_body + 1};
    struct judged j = judged_of(&a, &r, 0, made);
    figures_add(&f, 0, &j, TODAY);
    return f.all.began == 1 && f.all.count[cell] == 1;
}

static void bounds(void)
{
    CHECK(belongs("base_leg=3&now_leg=1", 0, TODAY, CELL_improved)); /* 2 points */
    CHECK(belongs("base_leg=3&now_leg=2", 0, TODAY, CELL_not_improved));
    CHECK(belongs("base_leg=7&now_leg=5", 0, TODAY, CELL_not_improved)); /* 28 % */
    CHECK(belongs("base_leg=10&now_leg=7", 0, TODAY, CELL_improved));
    CHECK(belongs("base_leg=2&now_leg=0", 0, TODAY, CELL_improved));
    CHECK(belongs("base_leg=1&now_leg=0", 0, TODAY, CELL_leg_unknown));
    CHECK(belongs("base_leg=8", 0, TODAY,
                  CELL_leg_unknown)); /* not answered is not improved, nor not */
    CHECK(belongs("now_leg=0", 0, TODAY, CELL_leg_unknown));
    CHECK(belongs("function=1", 0, TODAY, CELL_function_full));
    CHECK(belongs("function=0", 0, TODAY, CELL_function_less));
    CHECK(belongs("base_leg=8", 0, TODAY, CELL_function_unknown));
    CHECK(belongs("", 0, TODAY, CELL_function_unknown) && belongs(NULL, 0, TODAY, CELL_visits_0));
    CHECK(belongs("answer_day=20768", 0, 20000, CELL_answering) &&
          belongs("answer_day=20767", 0, 20000, CELL_quiet) &&
          belongs("answer_day=20755", 0, 20000, CELL_quiet) &&
          belongs("answer_day=20754", 0, 20000, CELL_lost));
    CHECK(belongs(NULL, 0, TODAY, CELL_quiet) && belongs(NULL, 0, TODAY - 27, CELL_quiet) &&
          belongs(NULL, 0, TODAY - 28, CELL_lost));
    CHECK(belongs("answer_day=20782&discharged=0", 0, TODAY, CELL_ended_well) &&
          belongs("answer_day=20000&discharged=1", 1, TODAY, CELL_ended_well) &&
          belongs("discharged=2", 1, TODAY, CELL_ended_referred) &&
          belongs("answer_day=20782&discharged=3", 0, TODAY, CELL_stopped) &&
          belongs("answer_day=20782", 1, TODAY, CELL_stopped));
    CHECK(belongs("referred=1", 0, TODAY, CELL_referred) &&
          belongs("referred=0", 0, TODAY, CELL_not_referred));
    CHECK(belongs("visits=7", 0, TODAY, CELL_visits_4_to_7) &&
          belongs("visits=8", 0, TODAY, CELL_visits_more));
}

/* From the facts, by way of the summary that the store keeps. */
static void from_facts(void)
{
#define CARE                                                                                       \
    "2026-11-01T08:00+00:00 checkin leg=8&back=2&reach=calf\n"                                     \
    "2026-11-01T09:00+00:00 treatment _by=clinician&visit=1\n"                                     \
    "2026-11-20T08:00+00:00 checkin leg=5&back=2&reach=calf\n"                                     \
    "2026-11-21T08:00+00:00 checkin leg=5&back=2&reach=calf\n"                                     \
    "2026-11-22T08:00+00:00 checkin leg=6&back=2&reach=calf\n"                                     \
    "2026-11-22T09:00+00:00 treatment _by=clinician&visit=2\n"                                     \
    "2026-11-22T10:00+00:00 goal activity=Walk&score=9\n"                                          \
    "2026-11-22T11:00+00:00 referral _by=clinician&to=gp\n"
    static const int cells[] = {CELL_improved, CELL_visits_2, CELL_function_full, CELL_referred,
                                CELL_answering};
    static char body[2000];
    struct text t = {.mem = &a};
    arena_reset(&a);
    summary_make(&a, span(CARE), TODAY, &t);
    snprintf(body, sizeof body, "%.*s", (int)t.len, t.p);
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
        CHECK(belongs(body, 0, TODAY - 30, cells[i]));
    CHECK(belongs("day=20782&visits=3&base_leg=9&now_leg=1", 0, TODAY, CELL_leg_unknown) &&
          belongs("day=20782&visits=3&base_leg=9&now_leg=1", 0, TODAY,
                  CELL_visits_0)); /* no summary */
}

/* --- few ------------------------------------------------------------------------------------------------------- */

/* What an attentive reader can say of each number: from what is shown, the words for what is not, and that
 * parts make their sums. */
struct known_cell {
    int low, high;
};
static struct known_cell known[GROUPS_MAX + 1][CELLS + 1];
enum { BEGAN = CELLS, MANY = 100000 };

/* Where the number who began is hidden, what is not shown may be nobody. */
static struct known_cell told(int count, int hidden, int began_hidden)
{
    return !hidden             ? (struct known_cell){count, count}
           : hidden == 1       ? (struct known_cell){1, FEW - 1}
           : began_hidden == 1 ? (struct known_cell){0, FEW - 1}
                               : (struct known_cell){began_hidden ? 0 : FEW, MANY};
}

static int narrow(struct known_cell *c, int low, int high)
{
    struct known_cell now = {low > c->low ? low : c->low, high < c->high ? high : c->high};
    if (now.low > now.high || (now.low == c->low && now.high == c->high))
        return 0; /* what does not fit together teaches nothing */
    *c = now;
    return 1;
}

static int reason(struct known_cell **part, int parts, struct known_cell *sum)
{
    int low = 0, high = 0, better = 0;
    for (int i = 0; i < parts; i++) {
        low += part[i]->low;
        high += part[i]->high;
    }
    better |= narrow(sum, low, high);
    for (int i = 0; i < parts; i++)
        better |=
            narrow(part[i], sum->low - (high - part[i]->high), sum->high - (low - part[i]->low));
    return better;
}

static int reason_all(const struct figures *f)
{
    struct known_cell *part[GROUPS_MAX + CELLS];
    int better = 0;
    for (int g = 0; g <= f->group_count; g++)
        for (int p = 0; p < PARTITIONS; p++) {
            int n = 0;
            for (int c = 0; c < CELLS; c++)
                if (cell_rows[c].partition == p)
                    part[n++] = &known[g][c];
            better |= reason(part, n, &known[g][BEGAN]);
        }
    for (int c = 0; c <= CELLS && f->group_count; c++) {
        for (int g = 0; g < f->group_count; g++)
            part[g] = &known[g][c];
        better |= reason(part, f->group_count, &known[f->group_count][c]);
    }
    return better;
}

/* How many small numbers can be told for certain. */
static int given_away(const struct figures *f)
{
    int n = 0;
    for (int g = 0; g <= f->group_count; g++) {
        const struct figures_row *r = g < f->group_count ? &f->group[g] : &f->all;
        for (int c = 0; c < CELLS; c++)
            known[g][c] = told(r->count[c], r->hidden[c], r->began_hidden);
        known[g][BEGAN] = told(r->began, r->began_hidden, 0);
    }
    for (int round = 0; round < 200 && reason_all(f); round++)
        continue;
    for (int g = 0; g <= f->group_count; g++) {
        const struct figures_row *r = g < f->group_count ? &f->group[g] : &f->all;
        for (int c = 0; c <= CELLS; c++) {
            int count = c == BEGAN ? r->began : r->count[c];
            n += count > 0 && count < FEW && known[g][c].low == known[g][c].high;
        }
    }
    return n;
}

static uint64_t seed = 1;
static int chance(int n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int)(seed >> 33) % n;
}

static void few(void)
{
    static struct figures f;
    int shown_cells = 0, cells = 0, away = 0, clinics = 4000;
    for (int i = 0; i < clinics; i++) {
        memset(&f, 0, sizeof f);
        f.group_count = chance(5);
        f.group_count += f.group_count == 1;
        int people = 5 + chance(i % 2 ? 30 : 150), lean = chance(3);
        for (int k = 0; k < people; k++) {
            struct judged j = {.visits = chance(10),
                               .base_leg = chance(11),
                               .leg = lean ? chance(4) : NOT_KNOWN,
                               .answered = TODAY - chance(40),
                               .function = chance(2),
                               .referred = !chance(9),
                               .outcome = lean == 2 ? NOT_KNOWN : chance(discharges_COUNT),
                               .made = TODAY - 50};
            int group = f.group_count ? chance(f.group_count) : 0;
            if (f.group_count && chance(3)) /* one is larger */
                group = 0;
            figures_add(&f, group, &j, TODAY);
        }
        figures_hide(&f);
        for (int c = 0; c < CELLS && people >= 100; c++, cells++)
            shown_cells += !f.all.hidden[c];
        away += given_away(&f) > 0;
    }
    CHECK(away == 0);
    if (!CHECK(shown_cells > cells / 2)) /* and it is still worth looking at */
        fprintf(stderr, "  of all, shown %d of %d\n", shown_cells, cells);
    if (away)
        fprintf(stderr, "  given away in %d of %d\n", away, clinics);
}

static void doors(void)
{
    static const char *const paths[] = {"/clinic/figures", "/clinic/figures/file"};
    for (int i = 0; i < 2; i++) {
        int64_t number;
        const struct clinic_route *r = clinic_route(span(paths[i]), &number);
        CHECK(r && r->roles == ROLES_clinical && r->reads & READS_figures &&
              !(r->reads & READS_record));
    }
}

int main(void)
{
    clinic_page_begin();
    by_hand();
    periods();
    parted();
    file();
    bounds();
    from_facts();
    few();
    doors();
    return check_done("clinic figures");
}
