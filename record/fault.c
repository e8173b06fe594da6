#include "table.h"

#include "../core/form.h"

/* Makes room for one more fault and returns where its words go, or NULL when enough are kept: what
 * is not a record at all must not cost a message for each of its lines for ever. */
static struct fault *fault_next(struct arena *a, struct faults *f)
{
    f->count++;
    if (f->kept == RECORD_FAULTS_MAX)
        return NULL;
    if (f->kept == f->room) {
        size_t room = f->room ? 2 * f->room : 16;
        f->fault = arena_grow(a, f->fault, f->room * sizeof *f->fault, room * sizeof *f->fault);
        f->room = room;
    }
    return &f->fault[f->kept++];
}

/* Characters that a terminal obeys or that are not seen: controls, marks of writing direction and
 * spaces without width. */
static int is_hidden(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

/* The first 40 characters of s, what is not printable as a question mark. */
static void put_shown(struct text *t, struct span s)
{
    uint32_t i = 0;
    for (int shown = 0; i < s.len && shown < 40; shown++) {
        unsigned char first = (unsigned char)s.p[i];
        uint32_t n = 1, c = first;
        if (first >= 0xc0) {
            n = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
            c = first & (0x7fu >> n);
            for (uint32_t k = 1; k < n && k < s.len - i; k++)
                c = c << 6 | ((unsigned char)s.p[i + k] & 0x3f);
        }
        if (n > s.len - i || !utf8_valid(s.p + i, n)) {
            n = 1;
            c = 0;
        }
        if (is_hidden(c))
            text_char(t, '?');
        else
            text_add(t, s.p + i, n);
        i += n;
    }
    if (i < s.len)
        text_lit(t, "...");
}

/* As it stands in the file: decoded, a plus would be shown as a blank. */
static void put_given(struct text *t, struct span given)
{
    text_char(t, '"');
    put_shown(t, given);
    text_char(t, '"');
}

static void fault_set(struct judge *j, struct fault *fault, const struct text *t)
{
    *fault = (struct fault){j->line_no, {t->p, (uint32_t)t->len}};
}

void fault_given(struct judge *j, const char *before, struct span given, const char *after)
{
    struct fault *fault = fault_next(j->a, j->faults);
    struct text t = {.mem = j->a};
    if (!fault)
        return;
    text_str(&t, before);
    put_given(&t, given);
    text_str(&t, after);
    fault_set(j, fault, &t);
}

void fault_pair(struct judge *j, struct span key, struct span given, const char *after)
{
    struct fault *fault = fault_next(j->a, j->faults);
    struct text t = {.mem = j->a};
    if (!fault)
        return;
    put_shown(&t, key);
    text_lit(&t, " is ");
    put_given(&t, given);
    text_str(&t, after);
    fault_set(j, fault, &t);
}

void fault_number(struct judge *j, const char *before, size_t n, const char *after)
{
    struct fault *fault = fault_next(j->a, j->faults);
    struct text t = {.mem = j->a};
    if (!fault)
        return;
    text_str(&t, before);
    text_int(&t, (int64_t)n);
    text_str(&t, after);
    fault_set(j, fault, &t);
}

static void put_words(struct text *t, struct span (*name)(int), int count)
{
    for (int i = 0; i < count; i++) {
        text_char(t, ' ');
        text_add(t, name(i).p, name(i).len);
    }
}

static void put_system(struct text *t, const struct row *row)
{
    switch (row->at) {
    case SYSTEM_id:
        text_lit(t, ": 16 hexadecimal digits, - and a number");
        break;
    case SYSTEM_recorded:
        text_lit(t,
                 ": a date and time to the second with its offset, as 2026-03-02T08:14:00%2B00:00");
        break;
    case SYSTEM_by:
        for (int i = 0; i < row->words; i++) {
            text_str(t, i ? " " : ": ");
            text_add(t, row->word[i].p, row->word[i].len);
        }
        break;
    case SYSTEM_from:
        text_lit(t, ": file");
        break;
    default:
        text_lit(t, " is a whole number from 1");
    }
}

static void put_allowed(struct text *t, const struct row *row)
{
    switch ((enum row_type)row->type) {
    case TYPE_WHOLE:
        text_lit(t, " is a whole number from ");
        text_int(t, row->lo);
        text_lit(t, " to ");
        text_int(t, row->hi);
        break;
    case TYPE_CHOICE:
    case TYPE_SEVERAL:
    case TYPE_QUESTION:
        text_char(t, ':');
        for (int i = 0; i < row->words; i++) {
            text_char(t, ' ');
            text_add(t, row->word[i].p, row->word[i].len);
        }
        break;
    case TYPE_DATE:
        text_lit(t, ": a day that exists, from 1900 to 2200, as 2026-03-02");
        break;
    case TYPE_MOMENT:
        text_lit(t, ": a date and time with its offset, as 2026-03-02T08:14%2B00:00");
        break;
    case TYPE_ITEM:
    case TYPE_ITEMS:
        text_char(t, ':');
        put_words(t, item_name, ITEM_COUNT);
        break;
    case TYPE_SCOPE:
        text_lit(t, ": all");
        put_words(t, family_name, FAMILY_COUNT);
        put_words(t, item_name, ITEM_COUNT);
        break;
    case TYPE_FLAGS:
        text_lit(t, ": all");
        put_words(t, flag_name, FLAG_COUNT);
        break;
    case TYPE_DOSES:
        text_lit(t, ": an exercise with its sets (1 to 50) and repetitions (1 to 500) as E3:2x10, "
                    "seconds (1 to 3600) as E3:2x30s, or minutes (1 to 600) as W2:3x10m");
        break;
    case TYPE_SYSTEM:
        put_system(t, row);
        break;
    default:
        text_lit(t, ": text");
    }
}

void fault_value(struct judge *j, const struct row *row, struct span given)
{
    struct fault *fault = fault_next(j->a, j->faults);
    struct text t = {.mem = j->a};
    if (!fault)
        return;
    text_add(&t, row->name.p, row->name.len);
    text_lit(&t, " is ");
    put_given(&t, given);
    text_lit(&t, "; allowed");
    put_allowed(&t, row);
    fault_set(j, fault, &t);
}

void faults_merge(struct arena *a, struct faults *all, const struct faults *more)
{
    if (!more->count)
        return;
    size_t kept = all->kept + more->kept, x = 0, y = 0;
    if (kept > RECORD_FAULTS_MAX)
        kept = RECORD_FAULTS_MAX;
    struct fault *merged = arena_alloc(a, kept, sizeof *merged);
    for (size_t i = 0; i < kept; i++) {
        int from_more =
            x == all->kept || (y < more->kept && more->fault[y].line_no < all->fault[x].line_no);
        merged[i] = from_more ? more->fault[y++] : all->fault[x++];
    }
    *all = (struct faults){merged, kept, all->count + more->count, kept};
}
