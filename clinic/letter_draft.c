/* letter_draft.c - which parts a letter to somebody has, and the paragraphs that they make. */
#include "letter.h"

#include "../knowledge/country.h"

const struct letter_to letter_tos[] = {
#define TO(to, called, dear) {#to, called, dear, referees_##to},
#include "letter_words.def"
};
const int letter_to_count = (int)(sizeof letter_tos / sizeof letter_tos[0]);
_Static_assert(sizeof letter_tos / sizeof letter_tos[0] == referees_COUNT,
               "whoever one can refer to can be written to");

const struct letter_to *letter_to(const char *word)
{
    for (int i = 0; i < letter_to_count; i++)
        if (str_same(letter_tos[i].word, word))
            return &letter_tos[i];
    return NULL;
}

const struct letter_to *letter_to_of(int to)
{
    for (int i = 0; i < letter_to_count; i++)
        if (letter_tos[i].to == to)
            return &letter_tos[i];
    return letter_to("other");
}

/* --- what is asked ----------------------------------------------------------------------------------------- */

static const struct {
    int to, when;
    const char *words;
} pleases[] = {
#define PLEASE(to, when, words) {referees_##to, when, words},
#include "letter_words.def"
};

static int asks_for(const struct plan *p, enum task task)
{
    for (int i = 0; i < p->task_count; i++)
        if (p->task[i].task == task)
            return 1;
    return 0;
}

int letter_asks(struct desk *d)
{
    const struct plan *p = &d->v.plan;
    int so = 0, cauda = 0;
    for (int i = 0; i < p->flag_count; i++) {
        const struct plan_flag *f = &p->flag[i];
        if (f->flag == FLAG_inflammatory)
            so |= ASK_inflammatory;
        if (f->route < routes_same_day)
            continue;
        so |= ASK_urgent;
        cauda |= f->flag <= Q_sexual;
    }
    so |= cauda ? ASK_cauda : ASK_not_cauda;
    so |= newest_deficit(d) ? ASK_weak : 0;
    so |= asks_for(p, TASK_REVIEW_TWO_WEEKS) ? ASK_two_weeks : 0;
    so |= asks_for(p, TASK_REVIEW_SIX_WEEKS) ? ASK_six_weeks : 0;
    so |= asks_for(p, TASK_SPECIALIST_OPINION) ? ASK_twelve_weeks : 0;
    so |= asks_for(p, TASK_SUPPORT) ? ASK_support : 0;
    so |= str_same(d->v.q->site->country->code, "GB") ? ASK_britain : 0;
    return so;
}

void tell_pleases(struct desk *d, struct text *t, const struct letter_to *to)
{
    int so = letter_asks(d);
    for (size_t i = 0; i < sizeof pleases / sizeof pleases[0]; i++)
        if (pleases[i].to == to->to && (pleases[i].when & so) == pleases[i].when) {
            line_begin(t, NULL);
            country_words(t, pleases[i].words, d->v.q->site->country);
        }
}

/* Why it is written: what the newest referral to them says, if it is of these days. */
static void tell_why(struct desk *d, struct text *t, const struct letter_to *to)
{
    enum { STILL_ABOUT_DAYS = 14 };
    for (size_t i = d->v.facts.count; i-- > 0;) {
        const struct fact *f = &d->v.facts.fact[i];
        const struct fact_referral *r = f->keys;
        if (f->kind != KIND_referral || !stands(&d->v, f) || r->to != to->to || !r->why.len ||
            f->day < d->v.day - STILL_ABOUT_DAYS)
            continue;
        line_begin(t, NULL);
        put_text_words(t, d, r->why);
        return;
    }
}

/* --- paragraphs --------------------------------------------------------------------------------------------- */

/* How much of a text, from a place, one paragraph takes: to the end, or back to a line end, the end of one
 * thing in a list, a space, or at worst the end of a character. A line end counts twice, as a browser sends it back as two. */
static size_t piece(const struct text *t, size_t from)
{
    size_t n = 0, cost = 0, line_end = 0, list = 0, space = 0;
    for (; from + n < t->len; n++) {
        char c = t->p[from + n];
        cost += c == '\n' ? 2 : 1;
        if (cost > LETTER_ROOM)
            break;
        line_end = c == '\n' ? n : line_end;
        space = c == ' ' ? n : space;
        list = c == ' ' && n && t->p[from + n - 1] == ';' ? n : list;
    }
    if (from + n >= t->len)
        return n;
    if (line_end || space)
        return line_end ? line_end : list ? list : space;
    while (n > 1 && (t->p[from + n] & 0xc0) == 0x80)
        n--;
    return n;
}

static void add_paragraph(struct draft *l, struct desk *d, const char *heading, int again,
                          const char *p, size_t n)
{
    struct text t = {.mem = d->v.a};
    if (heading) {
        text_str(&t, heading);
        text_str(&t, again ? ", continued:\n" : ":\n");
    }
    text_add(&t, p, n);
    text_char(&t, '\0');
    l->paragraph[l->count++] = t.p;
}

/* One part, as many paragraphs as it needs; the last one of a letter is kept for who writes it. */
static void add_part(struct draft *l, struct desk *d, const char *heading, struct text *t)
{
    size_t from = 0;
    for (int again = 0; from < t->len; again = 1) {
        size_t n = piece(t, from);
        if (l->count == LETTER_PARAGRAPHS - 1) {
            l->left_out = 1;
            return;
        }
        add_paragraph(l, d, heading, again, t->p + from, n);
        from += n;
        while (from < t->len && (t->p[from] == '\n' || t->p[from] == ' '))
            from++;
    }
}

static void tell_part(struct draft *l, struct desk *d, const char *heading,
                      void (*tell)(struct desk *d, struct text *t))
{
    struct text t = {.mem = d->v.a};
    tell(d, &t);
    add_part(l, d, heading, &t);
}

struct draft *letter_draft(struct desk *d, const struct letter_to *to)
{
    struct draft *l = arena_alloc(d->v.a, 1, sizeof *l);
    struct text first = {.mem = d->v.a}, asked = {.mem = d->v.a}, raised = {.mem = d->v.a},
                writer = {.mem = d->v.a};
    int private =
        to->to == referees_gp || to->to == referees_emergency || to->to == referees_psychology;
    line_begin(&first, NULL);
    text_str(&first, to->dear);
    text_char(&first, ',');
    tell_person(d, &first);
    tell_why(d, &first, to);
    add_part(l, d, NULL, &first);
    tell_pleases(d, &asked, to);
    add_part(l, d, "What we ask", &asked);
    tell_raised(d, &raised, private);
    add_part(l, d, "Open answers and findings", &raised);
    tell_part(l, d, "Bladder, bowel, saddle, sexual function, legs, as answered", tell_cauda);
    tell_part(l, d, "Examination and strength", tell_exams);
    tell_part(l, d, "Course, as told by the patient", tell_course);
    tell_part(l, d, "Other danger signs, as answered", tell_others);
    tell_part(l, d, "Medicines", tell_medicines);
    tell_part(l, d, "History", tell_past);
    tell_part(l, d, "Care here", tell_visits);
    tell_part(l, d, "At home", tell_home);
    tell_part(l, d, "Instruments", tell_instruments);
    tell_writer(d, &writer);
    if (writer.len > LETTER_ROOM)
        writer.len = piece(&writer, 0);
    add_paragraph(l, d, NULL, 0, writer.p, writer.len);
    return l;
}
