/* desk.c - one page of the clinic's from the command line, for whoever writes one, and for the golden pages.
 *
 *     build/gcc/desk RECORD METHOD PATH [BODY] [key=value]...
 *
 * RECORD is a record file of the patient or "-" for none. The clock stands at noon of the day of the last
 * fact, or of on=YYYY-MM-DD. role=owner|practitioner|desk|patient says who asks (an osteopath at site
 * 11111111111111; the account is 22222222222222, the patient 33333333333333). rows=FILE brings the rows
 * of lists, a line each: "caseload patient=33333333333333&name=Marta+Lindqvist&born=1979..."; a number
 * with 14 hex digits is read as such where the column holds one, body=@RECORD makes the summary of a record
 * file. Without rows there is one clinic, site, account and patient. Prints status, location, acts, notes and
 * new facts on standard error, the page on standard output. */
#include "../clinic/clinic.h"
#include "../core/form.h"
#include "../knowledge/country.h"

#include <stdio.h>
#include <stdlib.h>

static const int64_t SITE = 0x11111111111111, ACCOUNT = 0x22222222222222;
enum { ROWS = 400 };

static struct arena mem;

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "desk: %s\n", why);
    exit(1);
}

static struct span file(const char *path)
{
    FILE *f = strcmp(path, "-") ? fopen(path, "rb") : NULL;
    if (!f)
        return (struct span){"", 0};
    char *bytes = arena_alloc(&mem, 1 << 22, 1);
    size_t n = fread(bytes, 1, 1 << 22, f);
    fclose(f);
    return (struct span){bytes, (uint32_t)n};
}

static int last_day(struct span record)
{
    struct record r;
    struct faults faults = {0};
    int day = 0;
    record_read(&mem, record.p, record.len, &r, &faults);
    for (size_t i = 0; i < r.count; i++)
        day = r.fact[i].day > day ? r.fact[i].day : day;
    return day ? day : 20500;
}

/* --- the rows ------------------------------------------------------------------------------------------ */

__attribute__((unused)) static const char *const columns_none[32] = {NULL
#define LIST(name, roles, sql)                                                                     \
    }                                                                                              \
    ;                                                                                              \
    __attribute__((unused)) static const char *const columns_##name[32] = {
#define COLUMN(list, name) #name,
#include "../store/lists.def"
};
static const struct {
    const char *name;
    const char *const *column;
    size_t at;
} lists[] = {
#define AT(list, field)                                                                            \
    {                                                                                              \
#list, columns_##list, offsetof(struct clinic_request, field)                              \
    }
    AT(clinic, clinic),     AT(sites, sites),           AT(staff, staff_rows), AT(people, people),
    AT(caseload, caseload), AT(attention, attention),   AT(figures, figures),  AT(log, log),
    AT(patient, patient),   AT(my_clinics, my_clinics), AT(my_log, my_log),
};
enum { LISTS = sizeof lists / sizeof lists[0] };

static struct value value_read(const char *column, const char *s, int day)
{
    static const char *const words[] = {
        "name",        "telephone", "address",       "zone",         "country",
        "what",        "why",       "need",          "role",         "login",
        "number",      "signed_by", "signed_number", "account_name", "patient_name",
        "clinic_name", "site_name", "site_telephone"};
    if (strcmp(column, "body") == 0 && s[0] == '@') {
        static char kept[1 << 16]; /* what it took to make is given back: rows may be many */
        struct text t = {.mem = &mem};
        size_t mark = mem.used;
        summary_make(&mem, file(s + 1), day, &t);
        size_t n = t.len < sizeof kept ? t.len : sizeof kept;
        memcpy(kept, t.p, n);
        mem.used = mark;
        char *body = arena_alloc(&mem, n + 1, 1);
        memcpy(body, kept, n);
        return value_text((struct span){body, (uint32_t)n});
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(column, words[i]) == 0)
            return value_text((struct span){s, (uint32_t)strlen(s)});
    if (strcmp(column, "body") == 0)
        return value_text((struct span){s, (uint32_t)strlen(s)});
    return value_whole(strtoll(s, NULL, strlen(s) == NUMBER_DIGITS ? 16 : 10));
}

static void row_add(struct clinic_request *q, const char *line, size_t n, int day)
{
    const char *space = memchr(line, ' ', n);
    for (int i = 0; space && i < LISTS; i++) {
        if (strlen(lists[i].name) != (size_t)(space - line) ||
            memcmp(lists[i].name, line, (size_t)(space - line)) != 0)
            continue;
        struct rows *r = (struct rows *)((char *)q + lists[i].at);
        while (r->columns < 20 && lists[i].column[r->columns])
            r->columns++;
        if (!r->count)
            r->value = arena_alloc(&mem, ROWS * r->columns, sizeof *r->value);
        if (r->count == ROWS)
            stop(NULL, "too many rows");
        struct value *v = (struct value *)(uintptr_t)&r->value[r->count++ * r->columns];
        for (uint32_t c = 0; c < r->columns; c++)
            v[c] = (struct value){VALUE_null, 0, {"", 0}};
        struct form_reader reader = {space + 1, line + n};
        struct form_pair pair;
        while (form_next(&reader, &pair) == FORM_PAIR)
            for (uint32_t c = 0; c < r->columns; c++)
                if (strlen(lists[i].column[c]) == pair.key_len &&
                    memcmp(lists[i].column[c], pair.key, pair.key_len) == 0 && pair.value_len) {
                    char *plain = arena_alloc(&mem, pair.value_len + 1, 1);
                    ptrdiff_t len = form_decode(pair.value, pair.value_len, plain);
                    plain[len < 0 ? 0 : len] = '\0';
                    v[c] = value_read(lists[i].column[c], plain, day);
                }
        return;
    }
    fprintf(stderr, "desk: no such list: %.*s\n", (int)n, line);
    exit(2);
}

static void rows_add(struct clinic_request *q, struct span lines, int day)
{
    const char *p = lines.p, *end = p + lines.len;
    while (p < end) {
        const char *stop_at = memchr(p, '\n', (size_t)(end - p));
        size_t n = (size_t)((stop_at ? stop_at : end) - p);
        if (n && *p != '#')
            row_add(q, p, n, day);
        p += n + 1;
    }
}

static const char usual[] =
    "clinic name=Riverside+Osteopaths&country=GB&wait_min=30\n"
    "sites site=11111111111111&name=Riverside&address=1+Mill+Lane&telephone=01632+960123\n"
    "staff account=22222222222222&role=practitioner&name=Tom+Achterberg&login=tom&number=GOsC+1234"
    "&site=11111111111111&taken_up=1\n"
    "patient patient=33333333333333&name=Marta+Lindqvist&born=1979&telephone=01632+960456"
    "&account=22222222222222&site=11111111111111&made_s=1770000000&joined_s=1770000600\n";

int main(int argc, char **argv)
{
    static unsigned char block[1 << 27] __attribute__((aligned(16)));
    mem = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    struct app_site site = {.runs = "",
                            .contact = "",
                            .signed_by = "",
                            .demo = 1,
                            .base_url = "http://localhost:8080",
                            .country = country_find("GB"),
                            .keep_months = 24};
    struct staff who = {.actor = {1, ACCOUNT, ROLE_practitioner},
                        .name = "Tom Achterberg",
                        .login = "tom",
                        .number = "GOsC 1234",
                        .site = SITE};
    struct clinic_request q = {.staff = &who, .form_key = "key"};
    struct span rows = {usual, sizeof usual - 1};
    if (argc < 4) {
        fprintf(stderr,
                "usage: desk RECORD METHOD PATH [BODY] [on=DATE] [role=ROLE] [rows=FILE]\n");
        return 2;
    }
    q.app.post = strcmp(argv[2], "POST") == 0;
    q.app.site = &site;
    q.app.record = file(argv[1]);
    q.app.known = 1;
    q.app.tag = 1;
    q.app.now.day = last_day(q.app.record);
    char *question = strchr(argv[3], '?');
    q.app.query = question ? (struct span){question + 1, (uint32_t)strlen(question + 1)}
                           : (struct span){"", 0};
    q.app.path = (struct span){
        argv[3], (uint32_t)(question ? (size_t)(question - argv[3]) : strlen(argv[3]))};
    q.app.body =
        argc > 4 ? (struct span){argv[4], (uint32_t)strlen(argv[4])} : (struct span){"", 0};
    for (int i = 5; i < argc; i++) {
        if (strncmp(argv[i], "on=", 3) == 0 &&
            !day_read(argv[i] + 3, strlen(argv[i] + 3), &q.app.now.day))
            return 2;
        if (strcmp(argv[i], "role=owner") == 0)
            who.actor.role = ROLE_owner;
        if (strcmp(argv[i], "role=desk") == 0)
            who.actor.role = ROLE_desk;
        if (strcmp(argv[i], "role=patient") == 0) {
            q.staff = NULL;
            q.form_key = NULL;
            q.app.clinic = "Riverside Osteopaths";
        }
        if (strncmp(argv[i], "rows=", 5) == 0)
            rows = file(argv[i] + 5);
    }
    q.app.now.minute = 12 * 60;
    q.app.now.at_s = (int64_t)q.app.now.day * 86400 + 12 * 3600;
    who.stepped_s = q.app.now.at_s;
    for (uint32_t i = 0; i < q.app.record.len; i++)
        q.facts += q.app.record.p[i] == '\n';
    memcpy(q.app.random, "0123456789abcdef", APP_RANDOM);
    rows_add(&q, rows, q.app.now.day);
    struct clinic_response *r = arena_alloc(&mem, 1, sizeof *r);
    clinic_respond(&mem, &q, r);
    fprintf(stderr, "%d %s\n", r->app.status, r->app.location ? r->app.location : "");
    static const char *const act_names[] = {
#define ACT(name, roles, rows, sql) #name,
#include "../store/acts.def"
    };
    for (int i = 0; i < r->act_count; i++) {
        fprintf(stderr, "act %s", act_names[r->act[i].name]);
        for (int k = 0; k < r->act[i].count; k++) {
            const struct value *v = &r->act[i].value[k];
            if (v->what == VALUE_whole)
                fprintf(stderr, " %lld", (long long)v->whole);
            else
                fprintf(stderr, " %s\"%.*s\"", v->what == VALUE_null ? "null" : "",
                        (int)v->text.len, v->text.p);
        }
        fprintf(stderr, "\n");
    }
    for (int i = 0; i < r->note_count; i++)
        fprintf(stderr, "note %s %llx\n", r->note[i].what, (unsigned long long)r->note[i].patient);
    fprintf(stderr, "%.*s", (int)r->app.facts.len, r->app.facts.len ? r->app.facts.p : "");
    fwrite(r->app.body.p, 1, r->app.body.len, stdout);
    return 0;
}
