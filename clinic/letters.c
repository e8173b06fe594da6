/* letters.c - letters about a patient: which there are, and writing one. */
#include "letter.h"
#include "recording.h"

#include "../app/asked.h"
#include "../app/record_tell.h"
#include "../core/form.h"

static const char paths[] = "/letter/";

static const char *letter_path(struct desk *d, const char *to)
{
    struct text t = {.mem = d->v.a};
    text_str(&t, patient_path(d, paths));
    text_str(&t, to);
    text_char(&t, '\0');
    return t.p;
}

static const char *sent_path(struct desk *d, struct fact_id id)
{
    struct text t = {.mem = d->v.a};
    text_str(&t, patient_path(d, "/letter-sent/"));
    put_fact_id(&t, id);
    text_char(&t, '\0');
    return t.p;
}

/* --- which there are ------------------------------------------------------------------------------------- */

static void put_row(struct desk *d, const struct fact *f)
{
    const struct fact_letter *l = f->keys;
    struct visit *v = &d->v;
    html_put(&v->w, "<tr><td class=\"nowrap\">");
    put_year_date(v, f->day);
    html_put(&v->w, "</td><td><a href=\"/%s\">%s</a>", sent_path(d, f->id) + 1,
             letter_to_of(l->to)->called);
    if (!stands(v, f))
        html_put(&v->w, " <span class=\"sub\">taken back</span>");
    html_put(&v->w, "</td><td>%s</td><td>%s</td></tr>", plain_text(v, l->name),
             plain_text(v, f->who));
}

static void put_letters(struct desk *d)
{
    int n = 0;
    for (size_t i = d->v.facts.count; i-- > 0;) {
        const struct fact *f = &d->v.facts.fact[i];
        if (!is_letter(f))
            continue;
        if (!n++)
            html_put(&d->v.w, "<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"A "
                              "wide table\"><table class=\"tbl\"><thead><tr><th>Written</th>"
                              "<th>To</th><th>Name</th><th>By</th></tr></thead><tbody>");
        put_row(d, f);
    }
    if (n)
        html_put(&d->v.w, "</tbody></table></div>");
    else
        html_put(&d->v.w, "<p>None so far.</p>");
}

void letters_get(struct desk *d)
{
    struct visit *v = &d->v;
    enum { FIRST = 3 };
    static const char *const first[FIRST] = {"gp", "emergency", "spinal"};
    desk_open(d, "Letters", AT_people);
    patient_head(d);
    html_put(&v->w,
             "<section class=\"panel\"><h2>Write a letter</h2><p class=\"sub\">It is drafted from "
             "the record, and you change what you like before it is kept.</p><div class=\"row\">");
    for (int i = 0; i < FIRST; i++)
        html_put(&v->w, "<a class=\"btn btn-2 btn-s\" href=\"/%s\">%s</a>",
                 letter_path(d, first[i]) + 1, letter_to(first[i])->called);
    html_put(&v->w, "</div><p class=\"also\">Or to: ");
    for (int i = 0, n = 0; i < letter_to_count; i++) {
        int shown = 0;
        for (int k = 0; k < FIRST; k++)
            shown |= str_same(first[k], letter_tos[i].word);
        if (!shown)
            html_put(&v->w, "%s<a href=\"/%s\">%s</a>", n++ ? ", " : "",
                     letter_path(d, letter_tos[i].word) + 1, letter_tos[i].called);
    }
    html_put(&v->w,
             "</p></section><section class=\"panel\"><h2>In an emergency</h2><p>All that is known, "
             "on one page, ready to print. Nothing to fill in.</p><p><a class=\"btn btn-s "
             "btn-stop-2\" href=\"/%s\">Handover</a></p></section>"
             "<section class=\"panel\"><h2>Letters written</h2>",
             patient_path(d, "/handover") + 1);
    put_letters(d);
    html_put(&v->w, "</section>");
    desk_close(d);
}

/* --- writing one --------------------------------------------------------------------------------------------- */

static const char *field_of(struct desk *d, int nth) /* from 1 */
{
    struct text t = {.mem = d->v.a};
    text_lit(&t, "text_");
    text_int(&t, nth);
    text_char(&t, '\0');
    return t.p;
}

/* What a letter says that was written before: its paragraphs. */
static struct draft *written(struct desk *d, const struct fact *f)
{
    struct draft *l = arena_alloc(d->v.a, 1, sizeof *l);
    struct form_reader r = {f->body.p, f->body.p + f->body.len};
    struct form_pair pair;
    while (form_next(&r, &pair) == FORM_PAIR && l->count < LETTER_PARAGRAPHS)
        if (pair.key_len == 4 && memcmp(pair.key, "text", 4) == 0 && pair.value_len)
            l->paragraph[l->count++] =
                plain_text(&d->v, (struct span){pair.value, (uint32_t)pair.value_len});
    return l;
}

/* The letter that ?from= names, to begin a new version with; NULL. */
static const struct fact *version_of(struct desk *d)
{
    return letter_named(d, asked(&d->v, "from"));
}

/* Before who writes it comes a paragraph of one's own. */
static void room_for_more(struct draft *l)
{
    if (l->count < 1 || l->count == LETTER_PARAGRAPHS)
        return;
    l->paragraph[l->count] = l->paragraph[l->count - 1];
    l->paragraph[l->count - 1] = "";
    l->count++;
}

/* The fields that were posted, empty ones too. */
static struct draft *posted_letter(struct desk *d)
{
    struct draft *l = arena_alloc(d->v.a, 1, sizeof *l);
    l->count = LETTER_PARAGRAPHS;
    for (int i = 0; i < LETTER_PARAGRAPHS; i++) {
        const char *s = posted(&d->v, field_of(d, i + 1), 0);
        l->paragraph[i] = s ? s : "";
    }
    while (l->count > 1 && !l->paragraph[l->count - 1][0])
        l->count--;
    return l;
}

static int rows_for(const char *s)
{
    enum { COLUMNS = 84, FEWEST = 2 };
    int rows = 1, column = 0;
    for (; *s; s++) {
        column++;
        if (*s == '\n' || column > COLUMNS) {
            rows++;
            column = 0;
        }
    }
    return rows < FEWEST ? FEWEST : rows;
}

static void put_paragraph(struct desk *d, int nth, const char *text)
{
    struct visit *v = &d->v;
    const char *field = field_of(d, nth);
    struct text label = {.mem = v->a};
    text_lit(&label, "Paragraph ");
    text_int(&label, nth);
    text_char(&label, '\0');
    field_open(v, field, label.p, text[0] ? NULL : "Anything to add");
    html_put(&v->w, "<textarea class=\"field\" id=\"%s\" name=\"%s\" rows=\"%d\"", field, field,
             rows_for(text));
    field_described(v, field, text[0] ? NULL : "", NULL);
    html_put(&v->w, ">\n%s</textarea></div>", text);
}

static void put_name(struct desk *d, const struct fact *version)
{
    struct visit *v = &d->v;
    const char *was = posted(v, "name", 0);
    if (!was && !v->q->post && version)
        was = plain_text(v, ((const struct fact_letter *)version->keys)->name);
    field_open(v, "name", "Name and address of whom it goes to",
               "Printed at the top. May stay empty.");
    html_put(&v->w, "<textarea class=\"field\" id=\"name\" name=\"name\" rows=\"2\"");
    field_described(v, "name", "", NULL);
    html_put(&v->w, ">\n%s</textarea></div>", was ? was : "");
}

static int referred_today(struct desk *d, const struct letter_to *to)
{
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        if (f->kind == KIND_referral && f->day == d->v.day && stands(&d->v, f) &&
            ((const struct fact_referral *)f->keys)->to == to->to)
            return 1;
    }
    return 0;
}

static void ask_referral(struct desk *d, const struct letter_to *to)
{
    static const struct choice also[] = {
        {"yes", "Record it as a referral too",
         "It ends what waited to be seen within days. What is urgent stays until you clear it."}};
    if (referred_today(d, to))
        html_put(&d->v.w, "<p class=\"sub\">A referral to them is recorded today already.</p>");
    else
        ask_many(&d->v, "referral", "Referral", NULL, also, 1);
}

/* What has been told or found since the draft was made: of it the letter knows nothing. */
static const uint64_t told_kinds =
    UINT64_C(1) << KIND_screen | UINT64_C(1) << KIND_motor | UINT64_C(1) << KIND_exam |
    UINT64_C(1) << KIND_episode | UINT64_C(1) << KIND_profile | UINT64_C(1) << KIND_medicine |
    UINT64_C(1) << KIND_clearance | UINT64_C(1) << KIND_treatment | UINT64_C(1) << KIND_letter;

static void put_come(struct desk *d)
{
    struct visit *v = &d->v;
    int64_t seen = facts_seen(d);
    html_put(&v->w, "<div class=\"note note-wait\"><h2>New in the record since you began</h2><ul "
                    "class=\"dots\">");
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        if (!came_after(f, seen, told_kinds))
            continue;
        html_put(&v->w, "<li>%s, ", fact_called(f));
        put_instant(d, f->at * 60);
        html_put(&v->w, "</li>");
    }
    html_put(&v->w,
             "</ul><p>Your text is below as you wrote it, and not kept yet. <a href=\"/%s\">See "
             "the record</a>, add what the letter needs, then keep it.</p></div>",
             patient_path(d, "") + 1);
}

static void letter_page(struct desk *d, const struct letter_to *to, int come)
{
    struct visit *v = &d->v;
    const struct fact *version = version_of(d);
    struct draft *l;
    if (v->q->post) {
        l = posted_letter(d);
    } else {
        l = version ? written(d, version) : letter_draft(d, to);
        room_for_more(l);
    }
    desk_open(d, to->called, AT_people);
    patient_head(d);
    html_put(&v->w, "<p><a href=\"/%s\">Letters</a></p><h2>Letter: %s</h2>",
             patient_path(d, "/letters") + 1, to->called);
    if (come)
        put_come(d);
    if (version)
        html_put(&v->w, "<p class=\"note\">A new version. The earlier one stays as it was, and so "
                        "does what it says: nothing was drafted anew.</p>");
    if (l->left_out)
        html_put(&v->w, "<p class=\"note note-wait\">The record holds more than a letter can. Its "
                        "last parts are left out here: look at the time line.</p>");
    html_put(&v->w, "<p class=\"sub\">Drafted from the record. A paragraph that you empty is left "
                    "out. Read it before you sign it: what nobody told is not in it.</p>");
    desk_form(d, NULL);
    if (come)
        hidden(v, "seen", "all");
    put_name(d, version);
    html_put(&v->w, "<div class=\"paragraphs\">");
    for (int i = 0; i < l->count; i++)
        put_paragraph(d, i + 1, l->paragraph[i]);
    html_put(&v->w, "</div>");
    ask_referral(d, to);
    form_close(v, "Keep and show it for printing");
    desk_close(d);
}

void letter_get(struct desk *d)
{
    const struct letter_to *to = letter_to(d->rest);
    if (to)
        letter_page(d, to, 0);
    else
        desk_not_found(d);
}

static struct fact_id take_letter(struct desk *d, const struct letter_to *to)
{
    struct visit *v = &d->v;
    int any = 0;
    fact_begin(v, KIND_letter);
    struct fact_id id = {v->session, (uint64_t)v->new_count, 1};
    fact_put(v, "to", to->word);
    fact_take(v, "name");
    for (int i = 1; i <= LETTER_PARAGRAPHS; i++) {
        any |= posted(v, field_of(d, i), 0) != NULL;
        fact_take_as(v, "text", field_of(d, i));
    }
    fact_end(v);
    if (!any)
        wrong(v, "text_1", "Write something, or leave the page.");
    return id;
}

void letter_post(struct desk *d)
{
    const struct letter_to *to = letter_to(d->rest);
    struct visit *v = &d->v;
    if (!to) {
        desk_not_found(d);
        return;
    }
    struct fact_id id = take_letter(d, to);
    if (posted_is(v, "referral", "yes")) {
        fact_begin(v, KIND_referral);
        fact_put(v, "to", to->word);
        fact_put(v, "why", "With the letter of this day");
        fact_end(v);
    }
    if (v->wrongs) {
        letter_page(d, to, 0);
    } else if (came_since(d, told_kinds) && !posted_is(v, "seen", "all")) {
        v->r->status = 409;
        letter_page(d, to, 1);
    } else {
        rec_visit(d, 0);
        note(d, "letter", d->patient);
        go_to(v, sent_path(d, id));
    }
}
