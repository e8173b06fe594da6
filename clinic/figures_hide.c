/* figures_hide.c - what must not be shown of few.
 *
 * Whatever is few is hidden; in each sum in which something is hidden, a second number too; then, as long as
 * a reader who can add could still tell such a number for certain, the smallest number that stands in a sum
 * with it. Of a group that is itself few nothing is told, not even which answers are few and which nobody
 * gave. The reader is taken to know all there is to know: what is shown, that a few are 1 to FEW - 1 and what
 * is hidden for others' sake is FEW or more (where the number who began is hidden, it may be nobody), that
 * the parts of a partition make the number who began, and that groups make the whole. */
#include "figures.h"

enum { SHOWN, TOO_FEW, GIVES_AWAY };
enum { BEGAN = CELLS, COLUMNS = CELLS + 1, ANY_NUMBER = 1 << 24 };

struct reader { /* what they can tell of a number */
    int low, high;
};
struct sums {
    struct figures *f;
    struct reader cell[GROUPS_MAX + 1][COLUMNS]; /* the last row is of all */
};

static struct figures_row *row_at(struct figures *f, int g)
{
    return g < f->group_count ? &f->group[g] : &f->all;
}
static int count_at(struct figures *f, int g, int c)
{
    return c == BEGAN ? row_at(f, g)->began : row_at(f, g)->count[c];
}
static uint8_t *hidden_at(struct figures *f, int g, int c)
{
    return c == BEGAN ? &row_at(f, g)->began_hidden : &row_at(f, g)->hidden[c];
}

/* Nobody is nobody who could be picked out. */
static int is_few(int count)
{
    return count > 0 && count < FEW;
}

/* --- what can be told ------------------------------------------------------------------------------------ */

/* What does not fit together teaches nothing, and is never narrowed past its end. */
static int narrow(struct reader *r, int low, int high)
{
    struct reader now = {low > r->low ? low : r->low, high < r->high ? high : r->high};
    if (now.low > now.high || (now.low == r->low && now.high == r->high))
        return 0;
    *r = now;
    return 1;
}

static int add_up(struct reader *const *part, int parts, struct reader *sum)
{
    int64_t low = 0, high = 0;
    int better;
    for (int i = 0; i < parts; i++) {
        low += part[i]->low;
        high += part[i]->high;
    }
    better = narrow(sum, (int)low, high > ANY_NUMBER ? ANY_NUMBER : (int)high);
    for (int i = 0; i < parts; i++) {
        int64_t least = sum->low - (high - part[i]->high);
        better |=
            narrow(part[i], least < 0 ? 0 : (int)least, sum->high - (int)(low - part[i]->low));
    }
    return better;
}

static int add_up_rows(struct sums *s)
{
    struct reader *part[CELLS];
    int better = 0;
    for (int g = 0; g <= s->f->group_count; g++)
        for (int p = 0; p < PARTITIONS; p++) {
            int n = 0;
            for (int c = 0; c < CELLS; c++)
                if (cell_rows[c].partition == p)
                    part[n++] = &s->cell[g][c];
            better |= add_up(part, n, &s->cell[g][BEGAN]);
        }
    return better;
}

static int add_up_columns(struct sums *s)
{
    struct reader *part[GROUPS_MAX];
    int better = 0, groups = s->f->group_count;
    for (int c = 0; c < COLUMNS && groups; c++) {
        for (int g = 0; g < groups; g++)
            part[g] = &s->cell[g][c];
        better |= add_up(part, groups, &s->cell[groups][c]);
    }
    return better;
}

/* What stands there, as the reader sees it. */
static struct reader seen(struct figures *f, int g, int c)
{
    int count = count_at(f, g, c), began_hidden = row_at(f, g)->began_hidden;
    switch (*hidden_at(f, g, c)) {
    case SHOWN:
        return (struct reader){count, count};
    case TOO_FEW:
        return (struct reader){1, FEW - 1};
    default:
        if (c == BEGAN || !began_hidden)
            return (struct reader){FEW, ANY_NUMBER};
        return (struct reader){0, began_hidden == TOO_FEW ? FEW - 1 : ANY_NUMBER};
    }
}

static void tell_all(struct sums *s)
{
    for (int g = 0; g <= s->f->group_count; g++)
        for (int c = 0; c < COLUMNS; c++)
            s->cell[g][c] = seen(s->f, g, c);
    int better = 1;
    while (
        better) { /* each time round narrows at least one, and none is narrowed past its number */
        better = add_up_rows(s);
        better |= add_up_columns(s);
    }
}

/* --- what is hidden --------------------------------------------------------------------------------------- */

/* The smallest number that is shown; one of just FEW helps little, as that is the least it can be, and nobody
 * is nobody, as what is hidden is more. */
struct smallest {
    int g, c, count;
};
static void consider(struct figures *f, struct smallest *best, int g, int c)
{
    int count = count_at(f, g, c);
    if (*hidden_at(f, g, c) != SHOWN || count == 0)
        return;
    count += count <= FEW ? ANY_NUMBER : 0;
    if (best->g < 0 || count < best->count)
        *best = (struct smallest){g, c, count};
}

static int hide_best(struct figures *f, const struct smallest *best)
{
    if (best->g < 0)
        return 0;
    *hidden_at(f, best->g, best->c) = GIVES_AWAY;
    return 1;
}

static struct smallest in_row(struct figures *f, int g, int partition)
{
    struct smallest best = {-1, 0, 0};
    for (int c = 0; c < CELLS; c++)
        if (cell_rows[c].partition == partition)
            consider(f, &best, g, c);
    return best;
}

static struct smallest in_column(struct figures *f, int c)
{
    struct smallest best = {-1, 0, 0};
    for (int g = 0; g < f->group_count; g++)
        consider(f, &best, g, c);
    return best;
}

static int hidden_in_row(struct figures *f, int g, int partition)
{
    int n = 0;
    for (int c = 0; c < CELLS; c++)
        n += cell_rows[c].partition == partition && *hidden_at(f, g, c) != SHOWN;
    return n;
}

/* Its groups and their sum. */
static int hidden_in_column(struct figures *f, int c)
{
    int n = 0;
    for (int g = 0; g <= f->group_count; g++)
        n += *hidden_at(f, g, c) != SHOWN;
    return n;
}

/* A number hidden alone in a sum could be had by subtraction. */
static int hide_seconds(struct figures *f)
{
    struct smallest best;
    int more = 0;
    for (int g = 0; g <= f->group_count; g++)
        for (int p = 0; p < PARTITIONS; p++)
            if (hidden_in_row(f, g, p) == 1 && !row_at(f, g)->began_hidden) {
                best = in_row(f, g, p);
                more |= hide_best(f, &best);
            }
    for (int c = 0; c < COLUMNS && f->group_count; c++)
        if (hidden_in_column(f, c) == 1) {
            best = in_column(f, c);
            if (best.g < 0)
                consider(f, &best, f->group_count, c);
            more |= hide_best(f, &best);
        }
    return more;
}

/* Beside a number that can be told: in its partition, across the groups, then how many began in its group, or
 * in another; what is said of all comes last. */
static int hide_beside(struct figures *f, int g, int c)
{
    struct smallest best = {-1, 0, 0};
    int all = f->group_count;
    if (c != BEGAN)
        best = in_row(f, g, cell_rows[c].partition);
    if (best.g < 0)
        best = in_column(f, c);
    if (best.g < 0 && g != all)
        consider(f, &best, g, BEGAN);
    if (best.g < 0)
        best = in_column(f, BEGAN);
    if (best.g < 0)
        consider(f, &best, all, c);
    if (best.g < 0)
        consider(f, &best, all, BEGAN);
    return hide_best(f, &best);
}

/* A number of people that is hidden hides what became of them. */
static void hide_few(struct figures_row *r)
{
    if (is_few(r->began))
        r->began_hidden = TOO_FEW;
    for (int c = 0; c < CELLS; c++) {
        if (r->began_hidden == TOO_FEW)
            r->hidden[c] = GIVES_AWAY;
        else if (is_few(r->count[c]))
            r->hidden[c] = TOO_FEW;
        else if (r->began_hidden && !r->hidden[c])
            r->hidden[c] = GIVES_AWAY;
    }
}

/* Hides beside the first small number that can be told; 0 when there is none. */
static int hide_told(struct sums *s)
{
    tell_all(s);
    for (int g = 0; g <= s->f->group_count; g++)
        for (int c = 0; c < COLUMNS; c++) {
            const struct reader *r = &s->cell[g][c];
            if (is_few(count_at(s->f, g, c)) && r->low == r->high && hide_beside(s->f, g, c))
                return 1;
        }
    return 0;
}

void figures_hide(struct figures *f)
{
    struct sums s = {.f = f};
    do { /* at most as often as there are numbers */
        for (int g = 0; g <= f->group_count; g++)
            hide_few(row_at(f, g));
    } while (hide_seconds(f) || hide_told(&s));
}
