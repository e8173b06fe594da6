#include "table.h"

#include "../core/day.h"
#include "../core/form.h"

enum { RANK_UNKNOWN = 1 << 16 };

struct piece {             /* a pair of the body and where it is written */
    const struct row *row; /* NULL: not known */
    struct span key, value;
    int rank;
};
struct writing {
    struct text *t;
    const struct fact *fact;
    const struct kind_row *kind; /* NULL: not known */
    struct piece *piece;
    size_t pieces;
    size_t body_at; /* where the body begins in t */
};

static void put_pair(struct writing *w, struct span key, struct span value)
{
    if (w->t->len > w->body_at)
        text_char(w->t, '&');
    text_add(w->t, key.p, key.len);
    text_char(w->t, '=');
    text_add(w->t, value.p, value.len);
}

/* System keys first, then the rows of the kind with its questions where they stand among them. */
static int rank_of(const struct kind_row *kind, const struct row *row)
{
    if (!row)
        return RANK_UNKNOWN;
    if (row->type == TYPE_SYSTEM)
        return row->at;
    if (row->type == TYPE_QUESTION)
        return 64 * kind->asked_row + 1 + row->at;
    return 64 * ((int)(row - kind->row) + 1);
}

static void body_part(struct writing *w)
{
    struct span body = w->fact->body;
    struct form_reader pairs = {body.p, body.p + body.len};
    struct form_pair pair;
    const struct row *last = NULL;
    size_t room = 1;
    for (uint32_t i = 0; i < body.len; i++)
        room += body.p[i] == '&';
    w->piece = arena_grow(w->t->mem, NULL, 0, room * sizeof *w->piece);
    while (form_next(&pairs, &pair) == FORM_PAIR) {
        struct span key = {pair.key, (uint32_t)pair.key_len}, plain = key;
        const struct row *row = NULL;
        size_t mark = w->t->mem->used;
        if (!span_coded(key) || span_decode(w->t->mem, key, &plain)) {
            if (plain.len && plain.p[0] == '_')
                row = system_find(plain);
            else if (w->kind)
                row = row_find(w->kind, plain, last);
        }
        w->t->mem->used = mark;
        if (row && row->type != TYPE_SYSTEM)
            last = row;
        w->piece[w->pieces++] =
            (struct piece){row, key, {pair.value, (uint32_t)pair.value_len}, rank_of(w->kind, row)};
    }
}

/* Writes what the fact says of itself: as it stands in the body where that says the same, so that
 * an offset or a newer version's word is kept, else anew. */
static void put_id(struct writing *w, const struct fact *told, const struct span *raw)
{
    static const char digit[] = "0123456789abcdef";
    const struct fact_id *id = &w->fact->id;
    char hex[17];
    if (!id->known)
        return;
    if (raw && told->id.known && told->id.session == id->session && told->id.number == id->number) {
        put_pair(w, system_rows[SYSTEM_id].name, *raw);
        return;
    }
    for (int i = 0; i < 16; i++)
        hex[i] = digit[id->session >> (60 - 4 * i) & 15];
    hex[16] = '-';
    put_pair(w, system_rows[SYSTEM_id].name, (struct span){hex, 17});
    if (id->number / 10)
        text_int(w->t, (int64_t)(id->number / 10)); /* all of it may be more than int64_t holds */
    text_int(w->t, (int64_t)(id->number % 10));
}

static void put_recorded(struct writing *w, const struct fact *told, const struct span *raw)
{
    int64_t at = w->fact->recorded;
    if (at == NO_MOMENT)
        return;
    if (raw && told->recorded == at) {
        put_pair(w, system_rows[SYSTEM_recorded].name, *raw);
        return;
    }
    int64_t day = (at >= 0 ? at : at - 86399) / 86400, second = at - day * 86400;
    put_pair(w, system_rows[SYSTEM_recorded].name, (struct span){"", 0});
    day_put(w->t, (int)day);
    text_char(w->t, 'T');
    text_padded(w->t, second / 3600, 2);
    text_char(w->t, ':');
    text_padded(w->t, second / 60 % 60, 2);
    text_char(w->t, ':');
    text_padded(w->t, second % 60, 2);
    text_lit(w->t, "%2B00:00");
}

static void put_by(struct writing *w, const struct fact *told, const struct span *raw)
{
    int by = w->fact->by, usual = w->kind ? w->kind->who : WHO_self;
    if (raw && told->by == by)
        put_pair(w, system_rows[SYSTEM_by].name, *raw);
    else if (by != usual)
        put_pair(w, system_rows[SYSTEM_by].name, who_words[by]);
}

static void put_from(struct writing *w, const struct fact *told, const struct span *raw)
{
    if (raw && told->from_file == w->fact->from_file)
        put_pair(w, system_rows[SYSTEM_from].name, *raw);
    else if (w->fact->from_file)
        put_pair(w, system_rows[SYSTEM_from].name, (struct span){"file", 4});
}

static void put_system(struct writing *w)
{
    const struct span *raw[SYSTEM_COUNT] = {0};
    struct fact told = {.recorded = NO_MOMENT};
    for (size_t i = 0; i < w->pieces; i++) {
        const struct row *row = w->piece[i].row;
        struct span plain, value = w->piece[i].value;
        if (!row || row->type != TYPE_SYSTEM || !value.len)
            continue;
        size_t mark = w->t->mem->used;
        raw[row->at] = &w->piece[i].value;
        /* What is not understood leaves told as it is: of _by, the person, as the reader has it. */
        if (span_decode(w->t->mem, value, &plain))
            system_take(row, plain, &told);
        w->t->mem->used = mark;
    }
    put_id(w, &told, raw[SYSTEM_id]);
    put_recorded(w, &told, raw[SYSTEM_recorded]);
    put_by(w, &told, raw[SYSTEM_by]);
    if (raw[SYSTEM_device])
        put_pair(w, system_rows[SYSTEM_device].name, *raw[SYSTEM_device]);
    if (raw[SYSTEM_who])
        put_pair(w, system_rows[SYSTEM_who].name, *raw[SYSTEM_who]);
    put_from(w, &told, raw[SYSTEM_from]);
    if (raw[SYSTEM_v])
        put_pair(w, system_rows[SYSTEM_v].name, *raw[SYSTEM_v]);
}

/* The other pairs by rank, those of one rank as they stand: one pass for each rank there is. */
static void put_others(struct writing *w)
{
    int rank = SYSTEM_COUNT - 1;
    while (rank < RANK_UNKNOWN) {
        int next = RANK_UNKNOWN;
        for (size_t i = 0; i < w->pieces; i++)
            if (w->piece[i].rank > rank && w->piece[i].rank < next)
                next = w->piece[i].rank;
        rank = next;
        for (size_t i = 0; i < w->pieces; i++) {
            const struct piece *piece = &w->piece[i];
            if (piece->rank != rank || (piece->row && !piece->value.len))
                continue; /* an empty answer is none */
            put_pair(w, piece->row ? piece->row->name : piece->key, piece->value);
        }
    }
}

static struct span kind_written(const struct fact *f)
{
    uint32_t from = 0, to;
    if (f->kind < KIND_COUNT)
        return kinds[f->kind].name;
    while (from < f->line.len && f->line.p[from] != ' ')
        from++;
    for (to = from + 1; to < f->line.len && f->line.p[to] != ' ';)
        to++;
    return (struct span){f->line.p + from + 1, to - from - 1};
}

void fact_write(struct text *t, const struct fact *f)
{
    struct writing w = {.t = t, .fact = f};
    struct span kind = kind_written(f);
    if (f->kind < KIND_COUNT)
        w.kind = &kinds[f->kind];
    /* Room for all of it first: then nothing else is cut from the arena while the pieces are in
     * use, and their memory can be given back. */
    text_room(t, (size_t)f->body.len + kind.len + 256);
    size_t mark = t->mem->used;
    moment_put(t, f->day, f->minute, f->offset);
    text_char(t, ' ');
    text_add(t, kind.p, kind.len);
    text_char(t, ' ');
    w.body_at = t->len;
    body_part(&w);
    put_system(&w);
    put_others(&w);
    if (t->len == w.body_at)
        text_char(t, '-');
    text_char(t, '\n');
    t->mem->used = mark;
}
