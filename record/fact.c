#include "table.h"

#include "../core/day.h"
#include "../core/form.h"

struct reading { /* a line on its way to a fact */
    struct judge *judge;
    const struct kind_row *kind; /* NULL: this version does not know it */
    struct fact *fact;
    void *keys;
    const struct row *last; /* the row found before */
    uint64_t seen;          /* the kind's rows that have been answered */
    unsigned system_seen;
    struct dones *dones; /* where doses go, and how many there is room for */
    size_t dones_room;
    int newer; /* -1: not yet looked for */
    int faulty;
};

static const char *const broken = ", which is not a percent-encoded text: % stands before two "
                                  "hexadecimal digits, and what comes out is UTF-8 without control "
                                  "characters";

static struct span span_of(const char *p, const char *end)
{
    return (struct span){p, (uint32_t)(end - p)};
}

static int has_percent(struct span s)
{
    for (uint32_t i = 0; i < s.len; i++)
        if (s.p[i] == '%')
            return 1;
    return 0;
}

/* A text that stands without % was found good with its line. */
static int text_good(struct arena *a, struct span text)
{
    struct span plain;
    size_t mark = a->used;
    int good = !has_percent(text) || span_decode(a, text, &plain);
    a->used = mark;
    return good;
}

/* Whether _v is above this version. It may stand last, and matters only when something is not
 * understood: so it is looked for then. */
static int is_newer(struct reading *r)
{
    struct form_reader pairs = {r->fact->body.p, r->fact->body.p + r->fact->body.len};
    struct form_pair pair;
    enum form_step step;
    size_t mark = r->judge->a->used;
    if (r->newer >= 0)
        return r->newer;
    r->newer = 0;
    while ((step = form_next(&pairs, &pair)) != FORM_END) {
        struct span key = {pair.key, (uint32_t)pair.key_len}, plain;
        struct span value = {pair.value, (uint32_t)pair.value_len};
        struct fact told = {0};
        if (step != FORM_PAIR || !span_decode(r->judge->a, key, &plain) ||
            !span_same(plain, system_rows[SYSTEM_v].name))
            continue;
        if (span_decode(r->judge->a, value, &plain) &&
            system_take(&system_rows[SYSTEM_v], plain, &told) && told.newer)
            r->newer = 1;
    }
    r->judge->a->used = mark;
    return r->newer;
}

static void fault_in(struct reading *r, const char *before, struct span given, const char *after)
{
    r->faulty = 1;
    fault_given(r->judge, before, given, after);
}

static void fault_broken(struct reading *r, struct span key, struct span value)
{
    r->faulty = 1;
    fault_pair(r->judge, key, value, broken);
}

/* A key that this version does not know: kept as it is. Only in a newer version's safety questions
 * may it say something that must not be lost. */
static void unknown_take(struct reading *r, struct span key, struct span value, int is_question)
{
    struct arena *a = r->judge->a;
    struct span plain;
    size_t mark = a->used;
    if (!text_good(a, value)) {
        fault_broken(r, key, value);
        return;
    }
    if (!is_question || !value.len || value.len > 3 * 6 || !is_newer(r) ||
        !span_decode(a, value, &plain))
        return;
    int answer = word_find(questions[0].word, questions[0].words, plain);
    a->used = mark;
    if (answer == answers_yes || answer == answers_unsure) {
        struct answers *asked = (void *)((char *)r->keys + r->kind->asked_at);
        asked->unknown_alarm = 1;
    }
}

static void dose_add(struct reading *r, const struct row *row, struct span value, struct done done)
{
    struct dones *to = (void *)((char *)r->keys + row->at);
    if (!to->count) {
        /* Each dose yet to come takes at least its name, =, six bytes as E1:1x1, and an &. */
        struct span body = r->fact->body;
        size_t rest = (size_t)(body.p + body.len - value.p) + row->name.len + 1;
        r->dones_room = (rest + 1) / (row->name.len + 8) + 1;
        r->dones = to;
        to->done = arena_grow(r->judge->a, NULL, 0, r->dones_room * sizeof done);
    }
    to->done[to->count++] = done;
}

/* A value that stands plainly. */
static int plain_take(struct reading *r, const struct row *row, struct span plain,
                      struct done *ret_done)
{
    if (row->type == TYPE_SYSTEM)
        return system_take(row, plain, r->fact);
    if (row->type == TYPE_DOSES)
        return done_read(plain, ret_done);
    return value_take(r->kind, row, plain, r->keys);
}

/* A value of a known key that is not one that this version knows. */
static void value_refuse(struct reading *r, const struct row *row, struct span value)
{
    if (is_newer(r)) {
        if (row->type == TYPE_QUESTION) {
            struct answers *asked = (void *)((char *)r->keys + r->kind->asked_at);
            asked->unread |= UINT64_C(1) << row->at;
        }
        if (row->type != TYPE_SYSTEM || row->at == SYSTEM_from)
            return;
        if (row->at == SYSTEM_by) {
            /* Somebody a newer version knows: taken for the person, who may do least. The kind's
             * default could make a clinician of them. */
            r->fact->by = WHO_self;
            return;
        }
    }
    r->faulty = 1;
    fault_value(r->judge, row, value);
}

static void text_take(struct reading *r, const struct row *row, struct span value)
{
    if (!text_good(r->judge->a, value)) {
        fault_broken(r, row->name, value);
    } else if (row->type == TYPE_SYSTEM && row->at == SYSTEM_who) {
        r->fact->who = value;
    } else if (row->type != TYPE_SYSTEM) {
        struct span *to = (void *)((char *)r->keys + row->at);
        if (!to->len) /* of several the first */
            *to = value;
    }
}

static void known_take(struct reading *r, const struct row *row, struct span value)
{
    struct arena *a = r->judge->a;
    struct done done;
    if (row->type == TYPE_TEXT || row->type == TYPE_TEXTS ||
        (row->type == TYPE_SYSTEM && (row->at == SYSTEM_device || row->at == SYSTEM_who))) {
        text_take(r, row, value);
        return;
    }
    /* Nothing but text needs an encoding, so nearly always the value stands plainly. */
    int good = plain_take(r, row, value, &done);
    if (!good && span_coded(value)) {
        struct span plain;
        size_t mark = a->used;
        int decoded = span_decode(a, value, &plain);
        good = decoded && plain_take(r, row, plain, &done);
        a->used = mark;
        if (!decoded) {
            fault_broken(r, row->name, value);
            return;
        }
    }
    if (!good)
        value_refuse(r, row, value);
    else if (row->type == TYPE_DOSES)
        dose_add(r, row, value, done);
}

/* 1 when a key that may be given once has been given before. */
static int is_second(struct reading *r, const struct row *row)
{
    uint64_t bit;
    if (row->many)
        return 0;
    if (row->type == TYPE_SYSTEM) {
        int second = (r->system_seen >> row->at & 1) != 0;
        r->system_seen |= 1u << row->at;
        return second;
    }
    if (row->type == TYPE_QUESTION) {
        const struct answers *asked = (void *)((char *)r->keys + r->kind->asked_at);
        bit = UINT64_C(1) << row->at;
        return ((asked->yes | asked->no | asked->unsure | asked->unread) & bit) != 0;
    }
    bit = UINT64_C(1) << (row - r->kind->row);
    int second = (r->seen & bit) != 0;
    r->seen |= bit;
    return second;
}

static const struct row *key_find(const struct reading *r, struct span key)
{
    if (key.p[0] == '_')
        return system_find(key);
    return r->kind ? row_find(r->kind, key, r->last) : NULL;
}

static void pair_take(struct reading *r, struct span key, struct span value)
{
    struct arena *a = r->judge->a;
    const struct row *row = key_find(r, key);
    int is_system = key.p[0] == '_';
    if (!row && span_coded(key)) { /* no known name has a % or a + */
        struct span plain;
        size_t mark = a->used;
        if (!span_decode(a, key, &plain)) {
            fault_in(r, "a key is ", key, broken);
            return;
        }
        row = key_find(r, plain);
        is_system = plain.p[0] == '_';
        a->used = mark;
    }
    if (!row) {
        unknown_take(r, key, value, !is_system && r->kind && r->kind->asks);
        return;
    }
    if (!is_system)
        r->last = row;
    if (!value.len)
        return; /* the same as no key */
    if (is_second(r, row))
        fault_in(r, "", row->name, " is given twice; it may be given once");
    else
        known_take(r, row, value);
}

static void body_take(struct reading *r)
{
    struct span body = r->fact->body;
    struct form_reader pairs = {body.p, body.p + body.len};
    struct form_pair pair;
    enum form_step step;
    if (body.len == 1 && body.p[0] == '-')
        return;
    const char *from = pairs.at;
    while ((step = form_next(&pairs, &pair)) != FORM_END) {
        if (step == FORM_PAIR) {
            pair_take(r, (struct span){pair.key, (uint32_t)pair.key_len},
                      (struct span){pair.value, (uint32_t)pair.value_len});
        } else {
            const char *end = pairs.at > from && pairs.at[-1] == '&' ? pairs.at - 1 : pairs.at;
            fault_in(r, "the body has ", span_of(from, end),
                     " where KEY=VALUE belongs; pairs are parted by one &");
        }
        from = pairs.at;
    }
    if (r->dones) /* give back the room for doses that did not come */
        arena_grow(r->judge->a, r->dones->done, r->dones_room * sizeof *r->dones->done,
                   r->dones->count * sizeof *r->dones->done);
}

/* Eight bytes at a step: those that are a space become 0, and only a 0 borrows into its top bit. */
static int has_space(const char *p, const char *end)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    for (; end - p >= 8; p += 8) {
        uint64_t eight;
        __builtin_memcpy(&eight, p, 8);
        eight ^= ones * ' ';
        if ((eight - ones) & ~eight & ones << 7)
            return 1;
    }
    while (p < end && *p != ' ')
        p++;
    return p < end;
}

/* WHEN KIND BODY parted; 0 with a fault when they are not. */
static int parts_take(struct judge *j, struct span line, struct fact *f, struct span *ret_kind)
{
    const char *end = line.p + line.len, *when = line.p, *kind, *body;
    struct moment moment;
    while (when < end && *when != ' ')
        when++;
    /* A moment is read with a space for the +, but here a space ends it. */
    if (!moment_read(line.p, (size_t)(when - line.p), 0, &moment)) {
        fault_given(j, "the line begins with ", span_of(line.p, when),
                    "; allowed is a date and time that exists, from 1900 to 2200, with its offset, "
                    "as 2026-03-02T08:14+00:00");
        return 0;
    }
    for (kind = when; kind < end && (kind == when || *kind != ' ');)
        kind++;
    body = kind < end ? kind + 1 : end;
    *ret_kind = span_of(when < end ? when + 1 : end, kind);
    f->body = span_of(body, end);
    int parted = ret_kind->len && f->body.len && !has_space(body, end);
    for (uint32_t i = 0; i < ret_kind->len; i++)
        parted = parted && ret_kind->p[i] != '=' && ret_kind->p[i] != '&';
    if (!parted) {
        fault_given(j, "after the time stands ", span_of(when < end ? when + 1 : end, end),
                    "; allowed is one space, the kind, one space, and key=value pairs without "
                    "spaces or - for none");
        return 0;
    }
    f->at = (moment.at_s - moment.second) / 60;
    f->day = moment.day;
    f->minute = (int16_t)moment.minute;
    f->offset = (int16_t)moment.offset;
    return 1;
}

static void kind_begin(struct reading *r, int kind)
{
    struct fact *f = r->fact;
    f->kind = (uint8_t)kind;
    f->by = WHO_self;
    if (kind == KIND_COUNT)
        return;
    r->kind = &kinds[kind];
    f->by = r->kind->who;
    r->keys = arena_grow(r->judge->a, NULL, 0, r->kind->size);
    memcpy(r->keys, r->kind->empty, r->kind->size);
    f->keys = r->keys;
}

int line_take(struct judge *j, struct span line, struct fact *ret_fact)
{
    struct reading r = {.judge = j, .fact = ret_fact, .newer = -1};
    struct span kind;
    *ret_fact = (struct fact){.recorded = NO_MOMENT, .line = line, .line_no = j->line_no};
    if (!parts_take(j, line, ret_fact, &kind))
        return 0;
    kind_begin(&r, kind_find(kind));
    body_take(&r);
    return !r.faulty;
}

int pair_judge(struct arena *a, enum kind kind, struct span key, struct span value,
               struct faults *faults)
{
    struct judge j = {a, faults, 0};
    struct fact f = {.body = value};
    struct reading r = {.judge = &j, .fact = &f, .newer = 0};
    struct span plain;
    if ((int)kind < 0 || kind >= KIND_COUNT || !span_decode(a, key, &plain) ||
        !row_find(&kinds[kind], plain, NULL)) {
        fault_given(&j, "there is no key ", key, " to answer");
        return 0;
    }
    kind_begin(&r, (int)kind);
    /* A page posts raw bytes; in a record they were found good with their line. */
    int one = span_decode(a, value, &plain);
    for (uint32_t i = 0; i < value.len; i++)
        one = one && value.p[i] != '&';
    if (one)
        pair_take(&r, key, value);
    else
        fault_broken(&r, key, value);
    return !r.faulty;
}

struct takes key_takes(enum kind kind, struct span key)
{
    const struct row *row =
        (int)kind >= 0 && kind < KIND_COUNT ? row_find(&kinds[kind], key, NULL) : NULL;
    struct takes takes = {TAKES_NOTHING, 0, 0, 0};
    if (!row)
        return takes;
    takes = (struct takes){TAKES_WORD, row->many, row->lo, row->hi};
    if (row->type == TYPE_WHOLE)
        takes.what = TAKES_WHOLE;
    else if (row->type == TYPE_DATE || row->type == TYPE_MOMENT)
        takes.what = TAKES_DATE;
    else if (row->type == TYPE_TEXT || row->type == TYPE_TEXTS)
        takes.what = TAKES_TEXT;
    return takes;
}
