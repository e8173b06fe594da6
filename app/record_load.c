/* record_load.c - the record as a file, and back. What is loaded is looked at first and nothing is
 * kept until the person says so; then all of it is, or nothing. A line that is here already adds
 * nothing, so loading twice is once. A file cannot speak for a clinician: what it says that one told
 * counts as told by the person. Urgent answers count as if they had been given here. */
#include "asked.h"
#include "record_page.h"

enum { SHOWN_FAULTS = 50 };

/* --- out ------------------------------------------------------------------------------------------- */

void file_get(struct visit *v)
{
    struct text *t = &v->r->body, name = {.mem = v->a};
    t->mem = v->a;
    text_lit(t, "# Ambulando record, version 1\n# Written on ");
    day_put(t, v->q->now.day);
    text_lit(t, " by version " ENGINE_VERSION ". Entries: ");
    text_int(t, (int64_t)v->facts.count);
    text_lit(t, "\n# To load it: open \"Your record\", choose \"Load a file\", and paste all of "
                "this.\n");
    for (size_t i = 0; i < v->facts.count; i++)
        fact_write(t, &v->facts.fact[i]);
    text_lit(t, "# end of the record\n");
    text_lit(&name, "record-");
    day_put(&name, v->q->now.day);
    text_lit(&name, ".txt");
    text_char(&name, '\0');
    v->r->type = "text/plain; charset=utf-8";
    v->r->download = name.p;
}

/* --- in -------------------------------------------------------------------------------------------- */

struct loading {
    struct record file;
    struct faults faults;
    size_t fresh, there; /* lines to add; lines that are here already */
    uint8_t *is_fresh;   /* by place in file */
    uint32_t *conflict;  /* lines with a name that says something else here */
    size_t conflicts;
    int cut_off;     /* begins as one of our files, and does not end as one */
    uint64_t last;   /* the last number that has been given to a name */
    struct text add; /* the lines to add */
};

static int has(struct span text, const char *what)
{
    size_t n = str_len(what);
    for (size_t i = 0; i + n <= text.len; i++)
        if (memcmp(text.p + i, what, n) == 0)
            return 1;
    return 0;
}

/* A fact as it counts when it comes by file, apart from when it was written down. */
static struct fact as_loaded(const struct visit *v, const struct fact *f)
{
    struct fact g = *f;
    if (g.by != WHO_self && g.kind != KIND_movement && g.kind != KIND_shown)
        g.by = WHO_self; /* a file makes nobody a clinician */
    /* Of what is written in one second each is a second after the other, so a little ahead is no clock's
     * mistake, and the order that it keeps is what tells a retraction from what it takes back. */
    if (g.recorded != NO_MOMENT && g.recorded >= v->now.at_s + 3600)
        g.recorded = NO_MOMENT;
    g.from_file = 1;
    return g;
}

static struct span says(struct visit *v, const struct fact *f, int with_id)
{
    struct text t = {.mem = v->a};
    struct fact g = as_loaded(v, f);
    g.recorded = NO_MOMENT;
    if (!with_id)
        g.id = (struct fact_id){0};
    fact_write(&t, &g);
    return (struct span){t.p, (uint32_t)t.len};
}

static int same_span(struct span x, struct span y)
{
    return x.len == y.len && memcmp(x.p, y.p, x.len) == 0;
}

/* Is a fact without a name here? here: what each of v->facts says, made once. */
static int said_here(struct visit *v, const struct fact *f, struct span **here)
{
    struct span it = says(v, f, 0);
    if (!*here) {
        *here = arena_alloc(v->a, v->facts.count + 1, sizeof **here);
        for (size_t i = 0; i < v->facts.count; i++)
            (*here)[i] = says(v, &v->facts.fact[i], 0);
    }
    for (size_t i = 0; i < v->facts.count; i++)
        if (same_span((*here)[i], it))
            return 1;
    return 0;
}

static void sort_out(struct visit *v, struct loading *l)
{
    struct span *here = NULL;
    for (size_t i = 0; i < l->file.count; i++) {
        const struct fact *f = &l->file.fact[i];
        int place = fact_named(v, f->id);
        if (f->kind == KIND_consent) /* what is agreed to is agreed to with whoever runs a server */
            l->there++;
        else if (place >= 0 && !same_span(says(v, f, 1), says(v, &v->facts.fact[place], 1)))
            l->conflict[l->conflicts++] = f->line_no;
        else if (place >= 0 || (!f->id.known && said_here(v, f, &here)))
            l->there++;
        else {
            l->is_fresh[i] = 1;
            l->fresh++;
        }
    }
}

/* A fact without a name gets one, so that it can be taken back: that of the form, and a number that
 * nothing here has. Were it used twice, the second would stand as a correction of the first. */
static struct fact_id name_of(const struct visit *v, uint64_t number)
{
    return (struct fact_id){v->session, number, 1};
}

static uint64_t last_number(const struct record *r, uint64_t session)
{
    uint64_t last = 0;
    for (size_t i = 0; i < r->count; i++) {
        const struct fact_id *id = &r->fact[i].id;
        if (id->known && id->session == session && id->number > last && id->number < INT32_MAX)
            last = id->number;
    }
    return last;
}

static void write_fresh(struct visit *v, struct loading *l)
{
    uint64_t session = name_of(v, 0).session, here = last_number(&v->facts, session);
    uint64_t in_file = last_number(&l->file, session);
    l->last = here > in_file ? here : in_file;
    l->add.mem = v->a;
    for (size_t i = 0; i < l->file.count; i++) {
        if (!l->is_fresh[i])
            continue;
        struct fact f = as_loaded(v, &l->file.fact[i]);
        if (!f.id.known)
            f.id = name_of(v, ++l->last);
        fact_write(&l->add, &f);
    }
}

/* Reads what was pasted; 1 when it may be loaded. */
static int read_file(struct visit *v, struct loading *l)
{
    const char *text = posted(v, "file", 0);
    *l = (struct loading){0};
    if (!text) {
        wrong(v, "file", "Paste the record here first.");
        return 0;
    }
    struct span whole = {text, (uint32_t)str_len(text)};
    record_read(v->a, text, whole.len, &l->file, &l->faults);
    l->cut_off = has(whole, "# Ambulando record") && !has(whole, "# end of the record");
    if (l->faults.count)
        wrong(v, "file",
              "Some lines cannot be read, so nothing was loaded. They are listed below.");
    else if (!l->file.count)
        wrong(v, "file",
              "There is no entry in this. A line begins with a date, as in the file that "
              "you downloaded.");
    for (size_t i = 0; i < l->file.count && !v->wrongs; i++)
        if (l->file.fact[i].day > v->day)
            wrong(v, "file",
                  "Some lines are dated after today, so nothing was loaded. Is the date of the "
                  "file right?");
    if (v->wrongs)
        return 0;
    l->is_fresh = arena_alloc(v->a, l->file.count + 1, 1);
    l->conflict = arena_alloc(v->a, l->file.count + 1, sizeof *l->conflict);
    sort_out(v, l);
    write_fresh(v, l);
    return 1;
}

static void page_head(struct visit *v)
{
    page_open(v, "Load a file", TAB_none);
    back_link(v, "/record", "Your record");
}

static void faults_list(struct visit *v, const struct faults *faults)
{
    if (!faults || !faults->count)
        return;
    html_put(&v->w, "<section class=\"sec\"><h2>Lines that cannot be read</h2><ul class=\"dots\">");
    for (size_t i = 0; i < faults->kept && i < SHOWN_FAULTS; i++)
        html_put(&v->w, "<li>Line %d: %.*s</li>", (int)faults->fault[i].line_no,
                 (int)faults->fault[i].what.len, faults->fault[i].what.p);
    html_put(&v->w, "</ul>");
    if (faults->count > SHOWN_FAULTS)
        html_put(&v->w, "<p>And %d more.</p>", (int)(faults->count - SHOWN_FAULTS));
    html_put(&v->w, "</section>");
}

static void paste_form(struct visit *v, const struct faults *faults)
{
    page_head(v);
    html_put(&v->w, "<h1>Load a file</h1><p>Open the file, select all of it, copy it, and paste it "
                    "here. You see what is in it before anything is kept.</p>");
    form_open(v, "/record");
    hidden(v, "do", "check");
    /* Shown by the script, which reads the file into the box; it has no name and is never sent. */
    html_put(&v->w, "<p hidden data-reads-into=\"file\"><label for=\"file-pick\">Or choose the "
                    "file</label> <input id=\"file-pick\" type=\"file\" accept=\".txt,.record,"
                    "text/plain\"></p>");
    ask_text(
        v, "file", "The record",
        "About three years of answers at a time, a megabyte as it is sent. Load a longer one in "
        "parts.",
        10);
    form_close(v, "Look at it");
    faults_list(v, faults);
    page_close(v);
}

void load_page(struct visit *v)
{
    paste_form(v, NULL);
}

static void put_span_of_days(struct visit *v, const struct record *r)
{
    int first = r->fact[0].day, last = first;
    for (size_t i = 0; i < r->count; i++) {
        first = r->fact[i].day < first ? r->fact[i].day : first;
        last = r->fact[i].day > last ? r->fact[i].day : last;
    }
    put_full_date(v, first);
    html_put(&v->w, " to ");
    put_full_date(v, last);
}

/* The route of today's plan once the file is loaded. */
static int route_with(struct visit *v, const struct text *add)
{
    struct text all = {.mem = v->a};
    struct record r;
    struct faults faults = {0};
    struct plan *p = arena_alloc(v->a, 1, sizeof *p);
    text_add(&all, v->q->record.p, v->q->record.len);
    text_char(&all, '\n');
    text_add(&all, add->p, add->len);
    record_read(v->a, all.p, all.len, &r, &faults);
    engine_plan(v->a, &r, v->day, p);
    return p->route;
}

static void conflicts_list(struct visit *v, const struct loading *l)
{
    if (!l->conflicts)
        return;
    html_put(&v->w,
             "<section class=\"note note-wait\"><h2>Lines that are left out</h2><p>These have "
             "the name of an entry that is here and says something else. What is here "
             "stays.</p><ul class=\"dots\">");
    for (size_t i = 0; i < l->conflicts && i < SHOWN_FAULTS; i++)
        html_put(&v->w, "<li>Line %d</li>", (int)l->conflict[i]);
    html_put(&v->w, "</ul>");
    if (l->conflicts > SHOWN_FAULTS)
        html_put(&v->w, "<p>And %d more.</p>", (int)(l->conflicts - SHOWN_FAULTS));
    html_put(&v->w, "</section>");
}

void load_check_post(struct visit *v)
{
    struct loading l;
    if (!read_file(v, &l)) {
        paste_form(v, &l.faults);
        return;
    }
    page_head(v);
    html_put(&v->w, "<h1>This is in the file</h1><table class=\"tbl\"><tbody><tr><th "
                    "scope=\"row\">Days</th><td>");
    put_span_of_days(v, &l.file);
    html_put(&v->w, "</td></tr><tr><th scope=\"row\">Entries to add</th><td>%d</td></tr>",
             (int)l.fresh);
    html_put(&v->w, "<tr><th scope=\"row\">Here already</th><td>%d</td></tr></tbody></table>",
             (int)l.there);
    if (l.cut_off)
        html_put(&v->w,
                 "<section class=\"note note-wait\"><h2>The end of the file is missing</h2><p>If "
                 "you load it in parts, go on. If not, copy all of it again.</p></section>");
    conflicts_list(v, &l);
    if (!l.fresh) {
        html_put(&v->w, "<p>There is nothing to add.</p><p><a class=\"btn\" href=\"/record\">Your "
                        "record</a></p>");
        page_close(v);
        return;
    }
    if (route_with(v, &l.add) >= routes_same_day)
        html_put(&v->w,
                 "<section class=\"note note-wait\"><h2>There is an urgent answer</h2><p>It counts "
                 "as if you had given it here. Once this is loaded you are told what to do. If "
                 "it is about today, do not wait: <a href=\"/safety\">danger signs</a>."
                 "</p></section>");
    html_put(&v->w, "<p>What a clinician wrote in it counts as told by you. Nothing has been kept "
                    "yet.</p>");
    form_open(v, "/record");
    hidden(v, "do", "load");
    hidden(v, "file", posted(v, "file", 0));
    form_close(v, "Load it");
    html_put(&v->w, "<p><a href=\"/record\">No, go back</a></p>");
    page_close(v);
}

void load_post(struct visit *v)
{
    struct loading l;
    if (!read_file(v, &l)) {
        paste_form(v, &l.faults);
        return;
    }
    text_add(&v->new_facts, l.add.p, l.add.len);
    v->new_count = (int)l.last; /* so that what is written beside it is named apart */
    go_to(v, "/record?loaded=1");
}
