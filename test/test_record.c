#include "../core/day.h"
#include "check.h"
#include "fact_same.h"
#include "record_random.h"

#include <stdlib.h>

static struct arena mem;

static void host_fail(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "the arena: %s\n", why);
    abort();
}

static int fault_is(const struct faults *f, size_t i, uint32_t line_no, const char *what)
{
    int same = i < f->kept && f->fault[i].line_no == line_no &&
               f->fault[i].what.len == strlen(what) &&
               memcmp(f->fault[i].what.p, what, strlen(what)) == 0;
    if (!same && i < f->kept)
        fprintf(stderr, "line %u: %.*s\n", f->fault[i].line_no, (int)f->fault[i].what.len,
                f->fault[i].what.p);
    return same;
}

static int fault_has(const struct faults *f, const char *part)
{
    size_t n = strlen(part);
    for (uint32_t i = 0; f->kept == 1 && i + n <= f->fault[0].what.len; i++)
        if (memcmp(f->fault[0].what.p + i, part, n) == 0)
            return 1;
    if (f->kept)
        fprintf(stderr, "%.*s\n", (int)f->fault[0].what.len, f->fault[0].what.p);
    return 0;
}

/* One fact of the body after a fixed time; the kind stands in front of it. */
static int fact(const char *kind_body, struct fact *f, struct faults *faults)
{
    char line[4096];
    size_t n = (size_t)snprintf(line, sizeof line, "2026-03-02T08:14+00:00 %s", kind_body);
    arena_reset(&mem);
    char *kept = arena_alloc(&mem, n, 1);
    memcpy(kept, line, n);
    *faults = (struct faults){0};
    return fact_read(&mem, kept, n, 1, f, faults);
}

static int good(const char *kind_body)
{
    struct fact f;
    struct faults faults;
    int is_fact = fact(kind_body, &f, &faults);
    if (faults.kept)
        fprintf(stderr, "%s: %.*s\n", kind_body, (int)faults.fault[0].what.len,
                faults.fault[0].what.p);
    return is_fact && !faults.count;
}

static int bad(const char *kind_body, const char *part)
{
    struct fact f;
    struct faults faults;
    return !fact(kind_body, &f, &faults) && faults.count == 1 && fault_has(&faults, part);
}

/* Every key of every kind at and past its bounds, as the tables say. */
static void every_key(void)
{
    struct fact f;
    struct faults faults;
    char line[256];
    for (int k = 0; k < KIND_COUNT; k++)
        for (int i = 0; i < kinds[k].rows; i++) {
            const struct row *row = &kinds[k].row[i];
            const char *kind = kinds[k].name.p, *key = row->name.p;
            int32_t v = 0;
            for (int at = -1; row->type == TYPE_WHOLE && at <= 2; at++) {
                int32_t n = at < 1 ? row->lo + at : row->hi + at - 1;
                snprintf(line, sizeof line, "%s %s=%d", kind, key, n);
                int taken = fact(line, &f, &faults);
                CHECK(taken == (n >= row->lo && n <= row->hi) && faults.count == !taken);
                if (taken)
                    memcpy(&v, (const char *)f.keys + row->at, 4), CHECK(v == n);
            }
            for (int w = 0; w < row->words; w++) {
                snprintf(line, sizeof line, "%s %s=%s", kind, key, row->word[w].p);
                CHECK(fact(line, &f, &faults) && !faults.count);
                memcpy(&v, (const char *)f.keys + row->at, 4);
                CHECK(v == (row->type == TYPE_SEVERAL ? (int32_t)(1u << w) : w));
            }
            if (row->type != TYPE_TEXT && row->type != TYPE_TEXTS && row->type != TYPE_FLAGS) {
                snprintf(line, sizeof line, "%s %s=nonsense", kind, key);
                CHECK(!fact(line, &f, &faults) && faults.count == 1);
                snprintf(line, sizeof line, "%s %s=nonsense&_v=2", kind, key);
                CHECK(fact(line, &f, &faults) && !faults.count && f.newer);
                CHECK(field_same(row, f.keys, kinds[k].empty));
            }
            snprintf(line, sizeof line, "%s %s=&%s=", kind, key, key);
            CHECK(fact(line, &f, &faults) && field_same(row, f.keys, kinds[k].empty));
        }
    for (int q = 0; q < QUESTION_COUNT; q++) {
        const struct fact_screen *s;
        snprintf(line, sizeof line, "screen %s=unsure", questions[q].name.p);
        CHECK(fact(line, &f, &faults));
        s = f.keys;
        CHECK(s->asked.unsure == UINT64_C(1) << q && !s->asked.yes && !s->asked.no);
        snprintf(line, sizeof line, "screen %s=yes&%s=no", questions[q].name.p,
                 questions[q].name.p);
        CHECK(bad(line, " is given twice"));
        snprintf(line, sizeof line, "screen %s=perhaps", questions[q].name.p);
        CHECK(bad(line, "allowed: yes no unsure"));
    }
}

static void words_of_faults(void)
{
    struct fact f;
    struct faults x;
    CHECK(!fact("checkin leg=11&reach=knee", &f, &x));
    CHECK(fault_is(&x, 0, 1, "leg is \"11\"; allowed is a whole number from 0 to 10"));
    CHECK(fault_is(&x, 1, 1, "reach is \"knee\"; allowed: none back buttock hip thigh calf foot"));
    CHECK(!fact("checkin leg=5&leg=5", &f, &x));
    CHECK(fault_is(&x, 0, 1, "\"leg\" is given twice; it may be given once"));
    CHECK(bad("checkin leg=a%0ab%e2%80%aec0123456789012345678901234567890123456789",
              "leg is \"a%0ab%e2%80%aec0123456789012345678901234...\""));
    CHECK(bad("checkin leg=a\xe2\x80\xae+b", "leg is \"a?+b\""));
    CHECK(bad("checkin leg=%zz", "leg is \"%zz\", which is not a percent-encoded text"));
    CHECK(bad("checkin note=%00", "note is \"%00\""));
    CHECK(bad("checkin unheard=%ff", "unheard is \"%ff\""));
    CHECK(bad("checkin l%zz=1", "a key is \"l%zz\""));
    CHECK(bad("session did=E1:51x1", "E3:2x10"));
}

static void bodies(void)
{
    CHECK(good("flare -") && good("checkin leg=%37&l%65g=") && good("unheard a=1&a=2"));
    CHECK(good("retract of=00000000000000aa-1&_id=00000000000000aa-1"));
    CHECK(good("checkin unheard=1&unheard=2") && good("checkin _mark=1&_mark=2"));
    CHECK(good("discharge _by=self&outcome=recovered") && good("clearance flag=unheard_of&_v=2"));
    CHECK(bad("clearance flag=unheard_of", "allowed: all urine_hesitant"));
    CHECK(good("clearance flag=saddle&flag=all&as_of=2026-03-02T08:14+01:00&allow=EXT&allow=E1"));
    CHECK(good("clearance as_of=2026-03-02T08%3A14%2B01%3A00") && good("checkin note=a+b%0D%0Ac"));
    CHECK(bad("checkin a&b=1", "the body has \"a\" where") &&
          bad("checkin a=1&&b=2", "\"\" where"));
    CHECK(bad("checkin leg=1&", "\"\" where") && bad("checkin =1", "\"=1\" where"));
    CHECK(bad("checkin", "after the time stands") && bad("checkin ", "after the time stands"));
    CHECK(bad("checkin  leg=1", "after the time stands") &&
          bad("checkin leg=1 -", "after the time"));
    CHECK(bad(" checkin leg=1", "after the time") && bad("leg=1 -", "after the time"));
    CHECK(bad("checkin note=a\tb", "a control character stands at byte 38"));
    CHECK(bad("checkin note=a\x7f", "a control character") &&
          bad("checkin note=\xff", "not UTF-8"));
    CHECK(bad("checkin leg=-1", "leg is") && bad("checkin leg=+1", "leg is"));
    CHECK(bad("checkin leg=1.5", "leg is") && bad("checkin leg=0000000001", "leg is"));
    CHECK(bad("swap out=E9", "out is") && bad("override ban=XYZ", "allowed: all REST"));
    CHECK(bad("session skipped=X1", "skipped is") &&
          bad("profile surgery=2026-02-29", "a day that"));
    static const char *const doses[] = {"E1:0x1",    "E1:1x0",  "E1:1x501", "E1:51x1", "E1:1x3601s",
                                        "E1:1x601m", "E1:1x1h", "E1:1",     "E1",      "E1:x1",
                                        "E1:1x",     "E1:1xs",  "X1:1x1",   ":1x1",    "E1:1x1x1"};
    for (size_t i = 0; i < sizeof doses / sizeof *doses; i++) {
        char line[64];
        snprintf(line, sizeof line, "session did=%s", doses[i]);
        CHECK(bad(line, "did is"));
    }
    static const char *const ids[] = {"x",
                                      "00000000000000aa",
                                      "00000000000000aa-",
                                      "0000000000000aa-1",
                                      "00000000000000ag-1",
                                      "00000000000000aa-1x",
                                      "00000000000000aa_1",
                                      "00000000000000aa-18446744073709551616"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char line[128];
        snprintf(line, sizeof line, "flare _id=%s", ids[i]);
        CHECK(bad(line, "_id is"));
    }
    CHECK(bad("flare _v=0", "_v is") && bad("flare _v=x", "_v is") &&
          bad("flare _from=x", "_from is"));
    CHECK(bad("flare _by=nobody", "allowed: self clinician device clinic"));
    CHECK(bad("flare _recorded=2026-03-02T08:14+00:00", "to the second"));
    CHECK(bad("flare _by=self&_by=self", "_by\" is given twice"));
}

static void whole_facts(void)
{
    struct fact f;
    struct faults x;
    CHECK(fact("session did=E3:2x10&did=A1:3x30s&skipped=E1&did=W2:1x10m&skipped=C3", &f, &x));
    const struct fact_session *s = f.keys;
    CHECK(s->did.count == 3 && s->skipped == (UINT64_C(1) << ITEM_E1 | UINT64_C(1) << ITEM_C3));
    CHECK(s->did.done[0].item == ITEM_E3 && s->did.done[0].sets == 2 && s->did.done[0].reps == 10);
    CHECK(s->did.done[1].item == ITEM_A1 && s->did.done[1].hold_s == 30);
    CHECK(s->did.done[1].reps == UNANSWERED && s->did.done[2].minutes == 10);
    CHECK((unsigned char *)(s->did.done + 3) <= mem.base + mem.used &&
          mem.base + mem.used - (unsigned char *)(s->did.done + 3) <
              16); /* no more than it takes */
    CHECK(s->rounds == UNANSWERED && s->leg_after == UNANSWERED && f.by == WHO_self && !f.newer);
    CHECK(fact("clearance _id=00000000000000FF-12&_recorded=2026-03-02T08:14:05+01:00&_from=file&"
               "as_of=2026-03-02T08:14+00:30&allow=EXT&allow=E1&flag=all&flag=unheard&_v=2",
               &f, &x));
    const struct fact_clearance *c = f.keys;
    CHECK(f.by == WHO_clinician && f.id.known && f.id.session == 255 && f.id.number == 12);
    CHECK(f.recorded == f.at * 60 - 3600 + 5 && f.from_file && c->as_of == f.at - 30);
    CHECK(c->flag == FLAGS_ALL && c->allow.families == 1u << FAMILY_EXT && !c->allow.all);
    CHECK(c->allow.items == UINT64_C(1) << ITEM_E1);
    CHECK(f.at == 20514 * 1440 + 494 && f.day == 20514 && f.minute == 494 && f.offset == 0);
    CHECK(fact("clearance _by=somebody&_v=2", &f, &x) && f.by == WHO_self);
    CHECK(fact("screen rest=no&saddle=perhaps&new_question=unsure&_v=2", &f, &x));
    const struct fact_screen *q = f.keys;
    CHECK(q->asked.unknown_alarm && q->asked.unread == UINT64_C(1) << Q_saddle && !q->asked.yes);
    CHECK(fact("screen new_question=no&_v=2", &f, &x));
    CHECK(!((const struct fact_screen *)f.keys)->asked.unknown_alarm);
    CHECK(fact("screen new_question=yes", &f, &x)); /* in version 1 it takes no part */
    CHECK(!((const struct fact_screen *)f.keys)->asked.unknown_alarm);
    CHECK(fact("checkin reach=back&pain_at=left_calf&pain_at=right_thigh&tingle_at=left_none", &f,
               &x));
    CHECK(checkin_reach(f.keys) == zones_calf && checkin_tingle(f.keys) == zones_none);
    CHECK(fact("checkin reach=foot&pain_at=middle_back&tingle=hip", &f, &x));
    CHECK(checkin_reach(f.keys) == zones_back && checkin_tingle(f.keys) == zones_hip);
    CHECK(fact("checkin pain_at=right_foot", &f, &x) && checkin_tingle(f.keys) == UNANSWERED);
    CHECK(checkin_reach(f.keys) == zones_foot);
    CHECK(fact("belief feared=&feared=lifting&feared=bending", &f, &x));
    const struct fact_belief *b = f.keys; /* of several texts the first */
    CHECK(b->feared.len == 7 && memcmp(b->feared.p, "lifting", 7) == 0);
}

static void pages(void)
{
    static const struct {
        int kind;
        const char *key, *value;
        int may;
    } rows[] = {{KIND_checkin, "leg", "10", 1},
                {KIND_checkin, "leg", "11", 0},
                {KIND_checkin, "leg", "", 1},
                {KIND_checkin, "note", "a%26b", 1},
                {KIND_checkin, "note", "a&b=1", 0},
                {KIND_checkin, "note", "a\nb", 0},
                {KIND_checkin, "note", "\xff", 0},
                {KIND_checkin, "legg", "1", 0},
                {KIND_checkin, "_by", "self", 0},
                {KIND_screen, "saddle", "unsure", 1},
                {KIND_session, "did", "E1%3A2x10", 1},
                {KIND_session, "did", "E1:2", 0},
                {KIND_COUNT, "leg", "1", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct faults x = {0};
        struct span key = {rows[i].key, (uint32_t)strlen(rows[i].key)};
        struct span value = {rows[i].value, (uint32_t)strlen(rows[i].value)};
        int may = pair_judge(&mem, (enum kind)rows[i].kind, key, value, &x);
        CHECK(may == rows[i].may && x.count == !rows[i].may);
    }
}

/* read(write(x)) is x, and what is written is written the same again. */
static void random_facts(unsigned count)
{
    struct random rnd = {20260302};
    unsigned moved = 0;
    for (unsigned i = 0; i < count; i++) {
        struct text line = {.mem = &mem}, once = {.mem = &mem}, twice = {.mem = &mem};
        struct fact x, y;
        struct faults faults = {0};
        arena_reset(&mem);
        line_random(&line, &rnd);
        int is_fact = fact_read(&mem, line.p, line.len, i + 1, &x, &faults);
        if (!CHECK(is_fact && !faults.count)) {
            fprintf(stderr, "%.*s\n%.*s\n", (int)line.len, line.p,
                    faults.kept ? (int)faults.fault[0].what.len : 0,
                    faults.kept ? faults.fault[0].what.p : "");
            continue;
        }
        fact_write(&once, &x);
        moved += once.len != line.len + 1 || memcmp(once.p, line.p, line.len) != 0;
        is_fact = fact_read(&mem, once.p, once.len - 1, i + 1, &y, &faults);
        CHECK(is_fact && !faults.count && once.p[once.len - 1] == '\n');
        int same = is_fact && fact_same(&x, &y);
        fact_write(&twice, &y);
        same = same && once.len == twice.len && memcmp(once.p, twice.p, once.len) == 0;
        if (!CHECK(same))
            fprintf(stderr, "%.*s\n%.*s%.*s", (int)line.len, line.p, (int)once.len, once.p,
                    (int)twice.len, twice.p);
    }
    CHECK(moved > count / 2); /* most came out of order, so the order was put to the test */
}

static int writes(const char *kind_body, const char *want)
{
    struct fact f;
    struct faults x;
    struct text t = {.mem = &mem};
    char line[512];
    if (!fact(kind_body, &f, &x))
        return 0;
    fact_write(&t, &f);
    int n = snprintf(line, sizeof line, "2026-03-02T08:14+00:00 %s\n", want);
    if ((size_t)n == t.len && memcmp(t.p, line, t.len) == 0)
        return 1;
    fprintf(stderr, "%.*s", (int)t.len, t.p);
    return 0;
}

static void written(void)
{
    CHECK(writes("checkin leg=", "checkin -") && writes("unheard -", "unheard -"));
    CHECK(writes("checkin new=&back=%31&l%65g=2&_mark=a&_v=1&_id=00000000000000AA-07&a=b",
                 "checkin _id=00000000000000AA-07&_v=1&leg=2&back=%31&new=&_mark=a&a=b"));
    CHECK(writes("screen cancer_sign=band&fever=no&saddle=yes&rest=no&extent=full",
                 "screen extent=full&rest=no&saddle=yes&fever=no&cancer_sign=band"));
    CHECK(writes("session skipped=E1&did=E3:1x1&skipped=E2&did=E1:1x2",
                 "session did=E3:1x1&did=E1:1x2&skipped=E1&skipped=E2"));
    struct fact f;
    struct faults x;
    struct text t = {.mem = &mem};
    CHECK(fact("clearance _by=clinician&_from=file&_recorded=2026-03-02T08:14:05+01:00&seen_by=gp",
               &f, &x));
    f.by = WHO_self; /* what a host sets is what is written */
    f.from_file = 0;
    f.id = (struct fact_id){0xabc, UINT64_MAX, 1};
    f.recorded = -1;
    fact_write(&t, &f);
    const char *want = "2026-03-02T08:14+00:00 clearance _id=0000000000000abc-18446744073709551615&"
                       "_recorded=1969-12-31T23:59:59%2B00:00&_by=self&seen_by=gp\n";
    CHECK(t.len == strlen(want) && memcmp(t.p, want, t.len) == 0);
}

int main(void)
{
    mem = (struct arena){.size = (size_t)1 << 26, .fail = host_fail};
    mem.base = aligned_alloc(16, mem.size);
    every_key();
    words_of_faults();
    bodies();
    whole_facts();
    pages();
    written();
    random_facts(30000);
    free(mem.base);
    return check_done("record");
}
